/* SPDX-License-Identifier: GPL-3.0-or-later
 * What each sales system does with each thing the warehouse tells. "done": it stands there, read back. "note": a line that people there
 * read. Else its words for why not. A message that this table does not know, or a link that does otherwise than it says, fails. */
#include "bitrix24-world.h"
#include "fate.h"
#include "firstout/sync/training.h"
#include "onec-world.h"
#include <locale.h>
#include <string.h>

static const char *const onec_names[] = { "%O", ORDER ("6"),   "%L", ORDER ("6") "/1", "%N", "УТ-00000219",
                                          "%I", "НФ-00000003", "%T", "НФ-00000001",    "%P", "УТ-00000031",
                                          NULL };
static const char onec_setup[] = "\"partners\": {\"Дальний\": \"" WAREHOUSE (
    "2") "\"}, \"reserve\": {\"full\": \"СоСклада\", \"part\": "
         "\"КОбеспечению\"}, \"order_state\": {\"field\": \"Статус\", \"values\": {\"shipped\": \"КЗакрытию\"}}";
#undef ORDER
#undef ITEM
#undef ORGANIZATION
#undef RED
#include "moysklad-world.h"

static const char *const msk_names[] = { "%O",     ORDER ("1"), "%L",  POSITION ("2"), "%N",    "00214", "%I",
                                         "Б-8;40", "%T",        "К-1", "%P",           "00031", NULL };
static const char msk_setup[] =
    "\"partners\": {\"Дальний\": \"" STORE ("2") "\"}, \"reserve\": true, \"order_state\": {\"shipped\": "
                                                 "\"Ожидает сборки\"}";

enum { SQL, ONEC, MOYSKLAD, FILES, BITRIX24, N_LINKS };

#define OTHER "no-stock-there"
#define HAND "by-hand"
static const struct {
  const char *op, *told[N_LINKS];
} matrix[] = {
  /* op                        sql      1C       МойСклад files    Bitrix24 */
  { "order.state",          { "done",  "done",  "done",  "done",  "done" } },
  { "reserve.set",          { "done",  "done",  "done",  "done",  OTHER } },
  { "shipment.create",      { "done",  "done",  "done",  "done",  "note" } },
  { "shipment.cancel",      { "done",  "done",  "done",  "done",  "note" } },
  { "receipt.create",       { "done",  "done",  "done",  "done",  OTHER } },
  { "production.receipt",   { "done",  "done",  "done",  "done",  OTHER } },
  { "production.issue",     { "done",  "done",  "done",  "done",  OTHER } },
  { "internal.issue",       { "done",  "done",  "done",  "done",  OTHER } },
  { "count.difference",     { "done",  "done",  "done",  "done",  OTHER } },
  { "write.off",            { "done",  "done",  "done",  "done",  OTHER } },
  { "transfer",             { "done",  "done",  "done",  "done",  OTHER } },
  { "return.create",        { "done",  "done",  "done",  "done",  "note" } },
  { "return.decide",        { "done",  "done",  "done",  "done",  OTHER } },
  { "availability.answer",  { "done",  "note",  "note",  "done",  "note" } },
  { "lot.create",           { "done",  "done",  "done",  "done",  OTHER } },
  { "lot.correct",          { "done",  "done",  "done",  "done",  OTHER } },
  { "barcode.create",       { "done",  "done",  "done",  "done",  OTHER } },
  { "claim.set",            { "done",  HAND,    HAND,    "done",  "note" } },
  { "order.open",           { "done",  HAND,    HAND,    "done",  HAND } },
  { "order.cancel",         { "done",  HAND,    HAND,    "done",  HAND } },
  { "supply.open",          { "done",  HAND,    HAND,    "done",  HAND } },
  { "supply.propose",       { "done",  HAND,    HAND,    "done",  HAND } },
  { "supply.cancel",        { "done",  HAND,    HAND,    "done",  HAND } },
  { "line.substitute",      { "done",  HAND,    HAND,    "done",  HAND } },
  { "substitute.ask",       { "done",  HAND,    HAND,    "done",  HAND } },
};

/* One of each, as the warehouse says it (data/sql/contract/contract.sql); %O %L %N %I %P: an order, its line, its number, an item and a
 * purchase that the other side has. */
#define GOODS                                                                                                          \
  "\"item\": \"%I\", \"lot\": \"\", \"expires_on\": null, \"place\": \"A-01\", \"reason\": \"other\", \"person\": "    \
  "\"Кладовщик\", \"day\": \"2026-11-22\""
#define LINE "{\"line\": \"%L\", \"item\": \"%I\", \"lot\": \"\", \"expires_on\": null, \"quantity\": \"2\"}"
static const struct {
  const char *op, *body;
} bodies[] = {
  { "order.state", "{\"order\": \"%O\", \"number\": \"%N\", \"state\": \"open\", \"stage\": \"shipped\"}" },
  { "reserve.set", "{\"order\": \"%O\", \"number\": \"%N\", \"lines\": [{\"line\": \"%L\", \"promised\": \"2\", "
                   "\"from_supply\": \"0\", \"held\": "
                   "\"0\", \"picked\": \"0\", \"shipped\": \"0\", \"missing\": \"0\"}]}" },
  { "shipment.create",
    "{\"shipment\": \"%N-1\", \"order\": \"%O\", \"number\": \"%N\", \"shipped_on\": \"2026-11-22\", \"lines\": [" LINE
    "]}" },
  { "shipment.cancel",
    "{\"shipment\": \"%N-1\", \"order\": \"%O\", \"number\": \"%N\", \"cancelled_on\": \"2026-11-22\"}" },
  { "receipt.create", "{\"supply\": \"%P\", \"item\": \"%I\", \"lot\": \"\", \"expires_on\": null, \"quantity\": "
                      "\"4\", \"received\": \"4\"}" },
  { "production.receipt", "{\"supply\": \"%P\", \"item\": \"%I\", \"lot\": \"\", \"expires_on\": null, \"quantity\": "
                          "\"4\", \"received\": \"4\"}" },
  { "production.issue", "{\"supply\": \"\", " GOODS ", \"quantity\": \"4\"}" },
  { "internal.issue", "{" GOODS ", \"quantity\": \"4\"}" },
  { "count.difference", "{" GOODS ", \"before\": \"1\", \"after\": \"3\", \"difference\": \"2\"}" },
  { "write.off", "{" GOODS ", \"quantity\": \"4\"}" },
  { "transfer", "{\"number\": \"П-5\", \"direction\": \"out\", \"partner\": \"Дальний\", \"state\": \"under-way\", "
                "\"day\": \"2026-11-22\", \"lines\": "
                "[{\"item\": \"%I\", \"lot\": \"\", \"announced\": \"7\", \"moved\": \"7\"}]}" },
  { "return.create",
    "{\"return\": \"77\", \"order\": \"%O\", \"number\": \"%N\", \"returned_on\": \"2026-11-22\", \"lines\": [" LINE
    "]}" },
  { "return.decide", "{\"return\": \"77\", \"decision\": \"scrap\", " GOODS ", \"quantity\": \"1\"}" },
  { "availability.answer", "{\"question\": \"1\", \"order\": \"%O\", \"number\": \"%N\", \"item\": \"%I\", \"asked\": "
                           "\"4\", \"lots\": [], \"found\": "
                           "\"3\"}" },
  { "lot.create", "{\"item\": \"%T\", \"lot\": \"Н-1\", \"expires_on\": \"2027-01-31\"}" },
  { "lot.correct", "{\"item\": \"%T\", \"was\": {\"lot\": \"П-77\", \"expires_on\": \"2027-05-31\"}, \"lot\": "
                   "\"П-77А\", \"expires_on\": "
                   "\"2027-05-31\", \"merged\": false}" },
  { "barcode.create", "{\"item\": \"%I\", \"code\": \"2900000000017\", \"quantity\": \"1\"}" },
  { "claim.set", "{\"claim\": \"C-1\", \"kind\": \"shortage\", \"state\": \"open\", \"order\": \"%O\", \"number\": "
                 "\"%N\", \"said\": \"Мало\"}" },
  { "order.open", "{\"number\": \"W-000001\", \"customer\": \"Север\", \"lines\": []}" },
  { "order.cancel", "{\"number\": \"W-000001\", \"customer\": \"Север\"}" },
  { "supply.open", "{\"number\": \"W-000002\", \"kind\": \"purchase\", \"item\": \"%I\", \"quantity\": \"5\"}" },
  { "supply.propose", "{\"number\": \"W-000003\", \"kind\": \"purchase\", \"item\": \"%I\", \"quantity\": \"5\"}" },
  { "supply.cancel", "{\"number\": \"W-000003\", \"kind\": \"purchase\", \"item\": \"%I\", \"quantity\": \"5\"}" },
  { "line.substitute", "{\"order\": \"%O\", \"number\": \"%N\", \"line\": \"%L\", \"item\": \"%I\", \"quantity\": "
                       "\"1\", \"instead\": \"%I\"}" },
  { "substitute.ask", "{\"order\": \"%O\", \"number\": \"%N\", \"line\": \"%L\", \"item\": \"%I\", \"quantity\": "
                      "\"1\", \"instead\": \"%I\"}" },
};

static char *
body_of (const char *op, const char *const *names)
{
  GString *body = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bodies) && !body; i++)
    if (g_str_equal (bodies[i].op, op))
      body = g_string_new (bodies[i].body);
  g_assert_nonnull (body);
  for (; *names; names += 2)
    g_string_replace (body, names[0], names[1], 0);
  return g_string_free (body, FALSE);
}

/* "done", "refused WORDS" or the words alone. */
static char *
outcome_of (const char *op, const char *body, FoFate *fate)
{
  gsize end;

  fo_fate_say_by_hand (fate, op, body);
  if (fate->kind == FO_FATE_VERIFIED)
    return g_strdup ("done");
  end = strcspn (fate->why ? fate->why : "", "\t");
  if (fate->kind == FO_FATE_NOT_CARRIED && fate->why && g_str_has_prefix (fate->why, "link."))
    return g_strndup (fate->why + strlen ("link."), end - strlen ("link."));
  return g_strdup_printf ("fate %d: %s", fate->kind, fate->why ? fate->why : "without a word");
}

/* A shipment stands before what is said of it. */
static char *
send_to (LinkWorld *world, const char *op, const char *const *names)
{
  g_autofree char *body = body_of (op, names), *shipment = body_of ("shipment.create", names);
  g_auto (FoFate) fate = { 0 };

  if (g_str_equal (op, "shipment.cancel"))
    link_world_send (world, "shipment.create", "1", shipment, &fate);
  link_world_send (world, op, "2", body, &fate);
  return outcome_of (op, body, &fate);
}

/* ---- the five ---------------------------------------------------------------------------------------------------------- */

static char *
tell_plain (const FoLinkOps *ops, const char *address, const char *op)
{
  static const char *const names[] = {
    "%O", "17", "%L", "18", "%N", "214", "%I", "К-1", "%T", "К-1", "%P", "31", NULL
  };
  LinkWorld world = { 0 };
  char *told;

  fake_host_init (&world.host);
  link_world_open (&world, ops, address, "", NULL);
  told = send_to (&world, op, names);
  world.link->ops->close (world.link);
  fake_host_clear (&world.host);
  return told;
}

static char *
own_folder (void)
{
  static char *folder;

  if (!folder)
    folder = g_dir_make_tmp ("fo-matrix-XXXXXX", NULL);
  return g_strdup (folder);
}

static char *
tell_sql (const char *op)
{
  g_autofree char *folder = own_folder (), *uri = g_strdup_printf ("sqlite:%s/%s.db", folder, op);
  g_autoptr (GError) error = NULL;

  fo_training_sales_free (fo_training_sales_create (uri, &error));
  g_assert_no_error (error);
  return tell_plain (&fo_link_sql, uri, op);
}

static char *
tell_files (const char *op)
{
  g_autofree char *folder = own_folder ();

  return tell_plain (&fo_link_files, folder, op);
}

static char *
tell_onec (const char *op)
{
  World world = { 0 };
  char *told;

  world_open (&world, onec_setup);
  told = send_to (&world.w, op, onec_names);
  world_close (&world);
  return told;
}

static char *
tell_moysklad (const char *op)
{
  MskWorld world = { 0 };
  char *told;

  msk_world_open (&world, msk_setup);
  told = send_to (&world.w, op, msk_names);
  msk_world_close (&world);
  return told;
}

static char *
tell_bitrix24 (const char *op)
{
  static const char *const names[] = { "%O",  "37", "%L",  "37/101", "%N", "Б24-37", "%I",
                                       "К-1", "%T", "К-1", "%P",     "31", NULL };
  B24World world = { 0 };
  char *told;

  b24_world_open (&world, NULL);
  link_world_hear (&world.w, true);
  told = send_to (&world.w, op, names);
  if (fake_b24_count (world.fake, "comment") > 0)
    told = (g_free (told), g_strdup ("note"));
  b24_world_close (&world);
  return told;
}

static const struct {
  const char *name;
  char *(*tell) (const char *op);
} links[N_LINKS] = {
  [SQL] = { "sql", tell_sql },
  [ONEC] = { "1c", tell_onec },
  [MOYSKLAD] = { "moysklad", tell_moysklad },
  [FILES] = { "files", tell_files },
  [BITRIX24] = { "bitrix24", tell_bitrix24 },
};

/* A line that people read is done, too: it was read back. */
static void
test_link (gconstpointer data)
{
  const int link = GPOINTER_TO_INT (data);

  for (gsize i = 0; i < G_N_ELEMENTS (matrix); i++) {
    g_autofree char *told = links[link].tell (matrix[i].op);
    const char *expected = matrix[i].told[link];

    if (g_str_equal (expected, "note") && link != BITRIX24)
      expected = "done";
    if (!g_str_equal (told, expected))
      g_error ("%s of %s: %s, and not %s", matrix[i].op, links[link].name, told, expected);
  }
}

/* ---- nothing is missing ------------------------------------------------------------------------------------------------- */

static bool
is_in_matrix (const char *op)
{
  for (gsize i = 0; i < G_N_ELEMENTS (matrix); i++)
    if (g_str_equal (matrix[i].op, op))
      return true;
  return false;
}

/* Every message that the contract speaks of has its row, and every row stands in the contract. */
static void
test_contract (void)
{
  g_autofree char *contract = NULL;
  g_autoptr (GRegex) ops =
      g_regex_new ("\\b(order|reserve|shipment|receipt|production|internal|count|write|return|availability|lot|barcode|"
                   "claim|supply|line|substitute)\\.[a-z]+",
                   0, 0, NULL);
  g_autoptr (GMatchInfo) found = NULL;

  g_assert_true (g_file_get_contents (FO_TEST_WIRE "/../../../data/sql/contract/contract.sql", &contract, NULL, NULL));
  for (g_regex_match (ops, contract, 0, &found); g_match_info_matches (found); g_match_info_next (found, NULL)) {
    g_autofree char *op = g_match_info_fetch (found, 0);
    if (!is_in_matrix (op))
      g_error ("no row for %s", op);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (matrix); i++)
    if (!strstr (contract, matrix[i].op))
      g_error ("the contract does not speak of %s", matrix[i].op);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8"); /* what a failure prints is Russian */
  g_test_init (&argc, &argv, NULL);
  for (int i = 0; i < N_LINKS; i++) {
    g_autofree char *path = g_strdup_printf ("/links/what becomes of each message/%s", links[i].name);
    g_test_add_data_func (path, GINT_TO_POINTER (i), test_link);
  }
  g_test_add_func ("/links/every message of the contract is here", test_contract);
  return g_test_run ();
}
