/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gateway as a program: hears what sales says, applies it, and sends what the warehouse has done; once, or again
 * and again. JSON lines on standard output, one for each thing that happened and one for each round; sentences on
 * standard error. */
#include "firstout/sync/gateway.h"
#include <locale.h>
#include <signal.h>
#include <stdio.h>

enum { DONE = 0, REFUSED = 1, FAILED = 2 };

typedef struct {
  char *store, *sales, *today;
  gboolean once, all, quiet, remember;
  double every_s;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->store);
  g_free (options->sales);
  g_free (options->today);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
fail (const char *message)
{
  fprintf (stderr, "firstout-sync: %s\n", message);
  return FAILED;
}

static bool
read_options (int *argc, char ***argv, Options *options, GError **error)
{
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &options->store, "the warehouse: sqlite:PATH or postgresql://…", "URI" },
    { "sales", 0, 0, G_OPTION_ARG_STRING, &options->sales, "this sales database alone; else all links of the store",
      "URI" },
    { "remember", 0, 0, G_OPTION_ARG_NONE, &options->remember, "let the store remember it", NULL },
    { "once", 0, 0, G_OPTION_ARG_NONE, &options->once, "one round (unless --every is given)", NULL },
    { "every", 0, 0, G_OPTION_ARG_DOUBLE, &options->every_s, "a round every so many seconds, until stopped",
      "SECONDS" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &options->all, "read all rows again, not only what changed lately", NULL },
    { "today", 0, 0, G_OPTION_ARG_STRING, &options->today, "another day than the warehouse's clock says",
      "YYYY-MM-DD" },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &options->quiet, "only the rounds, not each row", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_description (
      context, "Exit status: 0 done, 1 done but something was rejected or disputed, 2 not possible now.");
  return g_option_context_parse (context, argc, argv, error);
}

static FoStore *
open_store (const Options *options, GError **error)
{
  const char *uri = options->store ? options->store : g_getenv ("FIRSTOUT_STORE");
  FoDay today = FO_DAY_NONE;
  FoStore *store;

  if (!uri) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "which warehouse? --store URI");
    return NULL;
  }
  if (options->today && fo_day_parse_iso (options->today, &today) != FO_OK) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--today %s: not a day; write YYYY-MM-DD",
                 options->today);
    return NULL;
  }
  store = fo_store_open (uri, 0, error);
  if (store && today != FO_DAY_NONE)
    fo_store_set_today (store, today);
  return store;
}

static void
print_event (const FoGatewayEvent *event, gpointer data)
{
  g_autofree char *line = fo_gateway_event_to_json (event);

  (void) data;
  printf ("%s\n", line);
}

static void
end_round (const FoGatewayRound *round, const GError *error, gpointer data)
{
  g_autofree char *line = fo_gateway_round_to_json (round);
  int *end = data;

  printf ("%s\n", line);
  fflush (stdout);
  if (error)
    fail (error->message);
  *end = error ? FAILED : round->rejected + round->disputed + round->refused > 0 || round->busy ? REFUSED : DONE;
}

static int
run_once (FoGateway *gateway)
{
  g_autoptr (GError) error = NULL;
  FoGatewayRound round;
  bool done = fo_gateway_run_once (gateway, &round, &error);
  int end;

  end_round (&round, done ? NULL : error, &end);
  return end;
}

/* Waits for the signals that all threads hold back, so that a round always ends in good order. */
static gpointer
wait_for_signal (gpointer gateway)
{
  sigset_t set;
  int which;

  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGTERM);
  if (sigwait (&set, &which) == 0)
    fo_gateway_stop (gateway);
  return NULL;
}

static int
run_loop (FoGateway *gateway, double every_s)
{
  sigset_t set;
  int end = DONE;

  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &set, NULL);
  g_thread_unref (g_thread_new ("signals", wait_for_signal, gateway));
  fo_gateway_run (gateway, (gint64) (every_s * 1000), end_round, &end);
  return end;
}

static int
run (const Options *options, GError **error)
{
  g_autoptr (FoStore) store = open_store (options, error);
  const char *in_environment = g_getenv ("FIRSTOUT_SALES");
  g_autoptr (FoGateway) gateway = NULL;

  if (in_environment && !in_environment[0])
    in_environment = NULL;
  if (!store || (options->remember && options->sales && !fo_gateway_set_sales_uri (store, options->sales, error)))
    return FAILED;
  gateway = fo_gateway_new (store, options->sales ? options->sales : in_environment, error);
  if (!gateway)
    return FAILED;
  if (!options->quiet)
    fo_gateway_set_tell (gateway, print_event, NULL);
  if (options->all)
    fo_gateway_read_all (gateway);
  return options->every_s > 0 && !options->once ? run_loop (gateway, options->every_s) : run_once (gateway);
}

int
main (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;
  int end;

  setlocale (LC_CTYPE, "C.UTF-8");
  setvbuf (stdout, NULL, _IOLBF, 0);
  if (!read_options (&argc, &argv, &options, &error))
    return fail (error->message);
  if (argc > 1)
    return fail ("it takes options only; see --help");
  end = run (&options, &error);
  return error ? fail (error->message) : end;
}
