/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl.h"
#include "firstout/sync/gateway.h"
#include <stdio.h>

static void
print_event (const FoGatewayEvent *event, gpointer data)
{
  g_autofree char *json = fo_gateway_event_to_json (event);

  (void) data;
  puts (json);
}

static CtlEnd
print_round (const FoGatewayRound *round)
{
  g_autofree char *json = fo_gateway_round_to_json (round);

  puts (json);
  if (round->busy)
    return ctl_fail ("another gateway is at it; nothing was done");
  return round->rejected + round->disputed + round->refused > 0 ? CTL_REFUSED : CTL_DONE;
}

CtlEnd
ctl_sync (const Ctl *ctl)
{
  const char *sales = ctl_option (ctl, "--sales");
  g_autoptr (FoStore) store = NULL;
  g_autoptr (FoGateway) gateway = NULL;
  g_autoptr (GError) error = NULL;
  FoGatewayRound round;
  bool done;

  if (ctl_argument (ctl, 0))
    return ctl_sending (ctl);
  store = ctl_open (ctl, 0);
  if (!store || (sales && ctl_option (ctl, "--remember") && !fo_gateway_set_sales_uri (store, sales, &error)))
    return error ? ctl_fail_error (error) : CTL_FAILED;
  gateway = fo_gateway_new (store, sales, &error);
  if (!gateway)
    return ctl_fail_error (error);
  fo_gateway_insist (gateway);
  if (ctl_option (ctl, "--all"))
    fo_gateway_read_all (gateway);
  if (!ctl_option (ctl, "--quiet"))
    fo_gateway_set_tell (gateway, print_event, NULL);
  done = fo_gateway_run_once (gateway, &round, &error);
  if (!done) {
    print_round (&round);
    return ctl_fail_error (error);
  }
  return print_round (&round);
}
