/* SPDX-License-Identifier: GPL-3.0-or-later
 * A day on which things go wrong, through the window: by keys alone, by command codes alone, and by touch alone (hands.h). After each
 * moment that nobody wants the screen must say what is the matter and name the next key, and that key, or its code, must lead on. */
#include "hands.h"

#include "common/speech.h"

#include "firstout/store/meta.h"
#include "firstout/work/deals.h"

#include <string.h>

/* A sentence says what happened, and the page shows the button of what can be done now, with its key. */
static void
assert_way_on (Rig *rig, const char *command)
{
  const FoOffer *offer = hands_find_offer (rig, command);
  g_autofree char *words = fo_say (offer->message_id, NULL);

  rig_settle (rig);
  g_assert_cmpuint (strlen (rig_band (rig)), >, 0);
  g_assert_cmpint (offer->f_key, >, 0);
  if (!rig_shows (GTK_WIDGET (rig->window), words))
    g_error ("after %s the screen does not show: %s", fo_verdict_name (rig->verdict), words);
}

/* Refused, and the instruction for the same step stands there again. */
static void
assert_goes_on (Rig *rig, const char *shown)
{
  rig_settle (rig);
  g_assert_cmpuint (strlen (rig_band (rig)), >, 0);
  hands_assert_shows (rig, shown);
}

static const char *
gs1 (const Hands *hands, const char *day, const char *lot)
{
  static char code[80];

  g_snprintf (code, sizeof code,
              hands == &hands_by_scans ? "010460123456789317%s10%s" : "(01)04601234567893(17)%s(10)%s", day, lot);
  return code;
}

/* ---- what comes ------------------------------------------------------------------------------------------------------- */

/* A code that nobody knows, another supplier's goods, a lot whose day is over; one too many is taken back; a carton is dented. */
static void
receive (Rig *rig, const Hands *hands)
{
  hands->code (rig, "FOT:B:Петрова", FO_OK);
  hands->open (rig, "receive");
  hands->code (rig, "FOT:S:ZP-31", FO_OK);
  hands->code (rig, "4607000000014", FO_CODE_UNKNOWN);
  assert_way_on (rig, "no-code");
  hands->code (rig, "FOT:L:PUMP-32/N32-0141", FO_NOT_ON_THIS_ORDER);
  assert_goes_on (rig, "0 / 36");
  hands->code (rig, gs1 (hands, "251015", "OLD9"), FO_LOT_EXPIRED);
  assert_way_on (rig, "quarantine");
  hands->offer (rig, "quarantine", FO_OK);
  hands_assert_stock (rig, "SEALANT-310", "OLD9", "QUARANTINE", "1");
  hands->goods (rig, gs1 (hands, "280515", "N261122"), 3, FO_OK);
  assert_way_on (rig, "undo");
  hands->offer (rig, "undo", FO_OK);
  hands->code (rig, gs1 (hands, "280515", "N261122"), FO_OK);
  hands->open (rig, "put-away");
  hands->code (rig, "FOT:L:SEALANT-310/N261122", FO_OK);
  hands->code (rig, "FOT:P:QUARANTINE", FO_OK); /* dented */
  hands_assert_stock (rig, "SEALANT-310", "N261122", "DOCK", "0");
}

/* ---- what leaves ------------------------------------------------------------------------------------------------------ */

static FoTxnEnd
find_order (FoTxn *txn, gpointer data, GError **error)
{
  Asked *asked = data;

  return fo_order_find_by_number (txn, asked->order, &asked->found, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoTxnEnd
end_lease (FoTxn *txn, gpointer data, GError **error)
{
  (void) data, (void) error;
  fo_meta_set (txn, "lease_minutes", "0");
  return FO_TXN_COMMIT;
}

/* Somebody at another station has the order, and went home: nobody waits for half an hour here. */
static void
let_another_take (Rig *rig, const char *number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (rig->store_uri, 0, &error);
  Asked asked = { .order = number };
  g_auto (FoReply) reply = { 0 };
  FoAct act = { .station = "7", .person = "Сидоров" };

  g_assert_no_error (error);
  g_assert_true (fo_store_write (store, 0, end_lease, NULL, &error));
  g_assert_true (fo_store_read (store, find_order, &asked, &error));
  act.operation = fo_store_next_id (store, &error);
  g_assert_true (fo_work_release (store, &act, asked.found.id, &reply, &error));
  g_assert_cmpint (reply.verdict, ==, FO_OK);
}

/* Wrong goods, the younger lot, damaged ones; a step is taken back; the shift ends in the middle, and another person goes on. */
static void
pick (Rig *rig, const Hands *hands)
{
  hands->open (rig, "pick");
  hands->code (rig, "FOT:O:205", FO_OK);
  hands->code (rig, "FOT:P:C-01-1", FO_OK);
  hands->code (rig, "FOT:L:PUMP-32/N32-0141", FO_NOT_ON_THIS_ORDER);
  assert_goes_on (rig, "C-01-1");
  hands->code (rig, "4607000000014", FO_CODE_UNKNOWN);
  assert_way_on (rig, "no-code");
  hands->code (rig, "FOT:L:SEALANT-310/S2409", FO_OLDER_LOT_FIRST);
  assert_way_on (rig, "anyway");
  hands->goods (rig, "FOT:L:SEALANT-310/S2406", 4, FO_OK);
  assert_way_on (rig, "short");
  hands->offer (rig, "short", FO_REASON_NEEDED);
  assert_way_on (rig, "short damaged");
  hands->offer (rig, "short damaged", FO_OK);
  hands->code (rig, "FOT:P:C-01-2", FO_OK);
  hands->code (rig, "FOT:L:THREADLOCK-243/F243-5", FO_OK);
  assert_way_on (rig, "undo");
  hands->offer (rig, "undo", FO_OK);
  hands_assert_stock (rig, "THREADLOCK-243", "F243-5", "C-01-2", "30");
  assert_way_on (rig, "park");
  hands->offer (rig, "park", FO_OK);
  hands->code (rig, "FOT:B:Иванов", FO_OK);
  hands->code (rig, "FOT:O:205", FO_OK);
  hands_assert_shows (rig, "C-01-");
}

static void
take_over (Rig *rig, const Hands *hands)
{
  Asked asked = { .order = "203" };

  let_another_take (rig, "203");
  hands->code (rig, "FOT:O:203", FO_ORDER_TAKEN);
  assert_way_on (rig, "take-over");
  hands->offer (rig, "take-over", FO_OK);
  hands_ask_store (rig, hands_read_order, &asked);
  g_assert_cmpstr (asked.found.taken_by, !=, "7");
}

/* ---- what is wrong on the shelf, and what comes back ------------------------------------------------------------------ */

static void
count (Rig *rig, const Hands *hands)
{
  hands->open (rig, "count");
  hands->code (rig, "FOT:P:B-01-1", FO_OK);
  hands->code (rig, "4607000000014", FO_CODE_UNKNOWN);
  assert_way_on (rig, "no-code");
  hands->goods (rig, "FOT:L:PUMP-32/N32-0141", 3, FO_OK);
  hands->offer (rig, "finish", FO_COUNT_AGAIN);
  assert_goes_on (rig, "N32-0141");
  hands->goods (rig, "FOT:L:PUMP-32/N32-0141", 3, FO_OK);
  hands->offer (rig, "finish", FO_COMPLETE);
  hands_assert_stock (rig, "PUMP-32", "N32-0141", "B-01-1", "3");
}

static void
come_back (Rig *rig, const Hands *hands)
{
  hands->open (rig, "returns");
  hands->code (rig, "FOT:L:PUMP-50/N50-0207", FO_REASON_NEEDED);
  assert_way_on (rig, "reason damaged");
  hands->offer (rig, "reason damaged", FO_RETURN_UNPROVED);
  assert_way_on (rig, "quarantine");
  hands->offer (rig, "quarantine", FO_OK);
  assert_way_on (rig, "undo");
  hands_assert_stock (rig, "PUMP-50", "N50-0207", "QUARANTINE", "1");
}

static void
play (gconstpointer data)
{
  const Hands *hands = data;
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *picture = g_strconcat ("hard-day-by-", hands->name, "-ru-light", NULL);
  Asked asked = { .order = "205" };

  receive (rig, hands);
  pick (rig, hands);
  take_over (rig, hands);
  count (rig, hands);
  come_back (rig, hands);
  rig_picture (GTK_WIDGET (rig->window), picture);
  hands_ask_store (rig, hands_read_order, &asked);
  g_assert_cmpuint (asked.faults, ==, 0);
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_data_func ("/ui/hard-day/by-keys", &hands_by_keys, play);
  g_test_add_data_func ("/ui/hard-day/by-scans", &hands_by_scans, play);
  g_test_add_data_func ("/ui/hard-day/by-touch", &hands_by_touch, play);
  return g_test_run ();
}
