/* SPDX-License-Identifier: GPL-3.0-or-later
 * deal, decide, match, shortage, customers, kits: what belongs to a deal, and what waits for a person. */
#include "ctl.h"
#include "firstout/store/channels.h"
#include "firstout/store/customers.h"
#include "firstout/store/items.h"
#include "firstout/store/kits.h"
#include "firstout/store/orders.h"
#include "firstout/work/asking.h"
#include "firstout/work/thread.h"
#include <stdio.h>

#define PAGE 200

CtlEnd
ctl_deal (const Ctl *ctl)
{
  const char *number = ctl_argument (ctl, 0);
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  FoVerdict verdict;

  if (!number)
    return ctl_fail ("deal NUMBER (a deal's, an order's or a shipment's)");
  store = ctl_open (ctl, FO_STORE_READ_ONLY);
  if (!store)
    return CTL_FAILED;
  if (!fo_work_thread_json (store, number, &json, &verdict, &error))
    return ctl_fail_error (error);
  if (verdict != FO_OK) {
    g_auto (FoReply) reply = { .verdict = verdict };
    fo_args_set_text (&reply.args, "order", number);
    return ctl_print_reply (&reply);
  }
  puts (json);
  return CTL_DONE;
}

/* ---- deciding ---------------------------------------------------------------------------------------------------- */

static CtlEnd
list_questions (FoStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  json_object *list;

  if (!fo_work_to_decide (store, &json, &error))
    return ctl_fail_error (error);
  list = json_tokener_parse (json);
  for (size_t i = 0; i < json_object_array_length (list); i++)
    ctl_print (json_object_get (json_object_array_get_idx (list, i)));
  json_object_put (list);
  return CTL_DONE;
}

CtlEnd
ctl_decide (const Ctl *ctl)
{
  const char *question = ctl_argument (ctl, 0), *answer = ctl_argument (ctl, 1);
  g_autoptr (FoStore) store = ctl_open (ctl, question ? 0 : FO_STORE_READ_ONLY);
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoId id;
  FoAct act;

  if (!store)
    return CTL_FAILED;
  if (!question)
    return list_questions (store);
  if (!answer || !fo_id_parse (question, &id))
    return ctl_fail ("decide [QUESTION ANSWER]");
  if (!ctl_act (store, &act))
    return CTL_FAILED;
  if (!fo_work_decide (store, &act, id, answer, &reply, &error))
    return ctl_fail_error (error);
  return ctl_print_reply (&reply);
}

CtlEnd
ctl_match (const Ctl *ctl)
{
  const char *ours = ctl_argument (ctl, 0), *theirs = ctl_argument (ctl, 1);
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (!ours || !theirs)
    return ctl_fail ("match OURS THEIRS");
  store = ctl_open (ctl, 0);
  if (!store || !ctl_act (store, &act))
    return CTL_FAILED;
  if (!fo_work_match (store, &act, ours, theirs, &reply, &error))
    return ctl_fail_error (error);
  return ctl_print_reply (&reply);
}

#define WAYS_MAX 32

typedef struct {
  const char *number; /* NULL: none is asked */
  FoId id;
  const char *codes[WAYS_MAX]; /* of each way's item; NULL: of every line */
  FoShortageWay ways[WAYS_MAX];
  guint n_ways;
  FoVerdict verdict;
  const char *wrong;
} Look;

static FoTxnEnd
look_order (FoTxn *txn, gpointer data, GError **error)
{
  Look *look = data;
  FoOrder order;
  FoItem item;
  FoFound found = look->number ? fo_order_find_by_number (txn, look->number, &order, error) : FO_ABSENT;

  look->id = found == FO_FOUND ? order.id : 0;
  for (guint i = 0; i < look->n_ways && found != FO_FAILED; i++) {
    if (!look->codes[i])
      continue;
    found = fo_item_find_by_code (txn, look->codes[i], &item, error);
    look->ways[i].item = item.id;
    if (found == FO_ABSENT) {
      look->verdict = FO_ITEM_UNKNOWN;
      look->wrong = look->codes[i];
    }
  }
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* [WAY] [ITEM WAY …] behind the order: what is said of one item goes before what is said of all. */
static bool
read_ways (const Ctl *ctl, Look *look)
{
  FoSource all, way;
  bool has_all = ctl_argument (ctl, 1) && fo_source_parse (ctl_argument (ctl, 1), &all);

  for (int i = has_all ? 2 : 1; ctl_argument (ctl, i); i += 2) {
    if (!ctl_argument (ctl, i + 1) || !fo_source_parse (ctl_argument (ctl, i + 1), &way) || look->n_ways + 1 == WAYS_MAX)
      return false;
    look->codes[look->n_ways] = ctl_argument (ctl, i);
    look->ways[look->n_ways++] = (FoShortageWay){ .way = way };
  }
  if (has_all)
    look->ways[look->n_ways++] = (FoShortageWay){ .way = all };
  return true;
}

CtlEnd
ctl_shortage (const Ctl *ctl)
{
  Look look = { .number = ctl_argument (ctl, 0), .verdict = FO_OK };
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoShortage what;
  FoAct act;

  if (!look.number || !read_ways (ctl, &look))
    return ctl_fail ("shortage ORDER [stock|production|purchase] [ITEM stock|production|purchase …]");
  store = ctl_open (ctl, 0);
  if (!store || ctl_read (store, look_order, &look) != CTL_DONE || !ctl_act (store, &act))
    return CTL_FAILED;
  if (look.verdict != FO_OK)
    return ctl_fail ("no such item: %s", look.wrong);
  what = (FoShortage){ look.id, look.ways, look.n_ways };
  if (!fo_work_shortage (store, &act, &what, &reply, &error))
    return ctl_fail_error (error);
  return ctl_print_reply (&reply);
}

/* What is said of an item, for all shortages of it: `way ITEM stock|production|purchase|-`. */
CtlEnd
ctl_way (const Ctl *ctl)
{
  const char *code = ctl_argument (ctl, 0), *said = ctl_argument (ctl, 1);
  Look look = { .codes = { code }, .n_ways = 1, .verdict = FO_OK };
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoSource way;
  FoAct act;

  if (!code || !said || (strcmp (said, "-") != 0 && !fo_source_parse (said, &way)))
    return ctl_fail ("way ITEM stock|production|purchase|-");
  store = ctl_open (ctl, 0);
  if (!store || ctl_read (store, look_order, &look) != CTL_DONE || !ctl_act (store, &act))
    return CTL_FAILED;
  if (look.verdict != FO_OK)
    return ctl_fail ("no such item: %s", look.wrong);
  if (!fo_work_item_way (store, &act, look.ways[0].item, strcmp (said, "-") == 0 ? NULL : &way, &reply, &error))
    return ctl_fail_error (error);
  return ctl_print_reply (&reply);
}

/* ---- lists ------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
print_customers (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) customers = g_array_new (FALSE, FALSE, sizeof (FoCustomer));
  const char *after = "";

  (void) data;
  do {
    guint before = customers->len;

    if (!fo_customers_page (txn, after, PAGE, customers, error))
      return FO_TXN_FAIL;
    for (guint i = before; i < customers->len; i++) {
      const FoCustomer *customer = &g_array_index (customers, FoCustomer, i);
      json_object *object = json_object_new_object ();

      json_object_object_add (object, "customer", json_object_new_string (customer->name));
      json_object_object_add (object, "min_life_days", json_object_new_int (customer->min_life_days));
      json_object_object_add (object, "blocked", json_object_new_boolean (customer->blocked));
      json_object_object_add (object, "credit", json_object_new_boolean (customer->credit));
      ctl_print (object);
    }
    if (customers->len - before < PAGE)
      return FO_TXN_COMMIT;
    after = g_array_index (customers, FoCustomer, customers->len - 1).name;
  } while (true);
}

CtlEnd
ctl_customers (const Ctl *ctl)
{
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);

  return store ? ctl_read (store, print_customers, NULL) : CTL_FAILED;
}

static bool
print_kit_line (FoTxn *txn, const FoKitLine *line, GError **error)
{
  json_object *object;
  FoItem kit, component;

  if (fo_item_find (txn, line->kit, &kit, error) != FO_FOUND || fo_item_find (txn, line->component, &component, error) != FO_FOUND)
    return false;
  object = json_object_new_object ();
  json_object_object_add (object, "kit", json_object_new_string (kit.code));
  json_object_object_add (object, "item", json_object_new_string (component.code));
  json_object_object_add (object, "quantity", fo_json_quantity (line->quantity_u));
  ctl_print (object);
  return true;
}

static FoTxnEnd
print_kits (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoKitLine));
  FoKitLine after = { 0 };

  (void) data;
  do {
    g_array_set_size (lines, 0);
    if (!fo_kit_page (txn, &after, PAGE, lines, error))
      return FO_TXN_FAIL;
    for (guint i = 0; i < lines->len; i++)
      if (!print_kit_line (txn, &g_array_index (lines, FoKitLine, i), error))
        return FO_TXN_FAIL;
    if (lines->len)
      after = g_array_index (lines, FoKitLine, lines->len - 1);
  } while (lines->len == PAGE);
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_kits (const Ctl *ctl)
{
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);

  return store ? ctl_read (store, print_kits, NULL) : CTL_FAILED;
}

/* ---- channels ----------------------------------------------------------------------------------------------------- */

static FoTxnEnd
print_words (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (FoChannelWord));

  (void) data;
  if (!fo_channel_words (txn, words, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < words->len; i++) {
    const FoChannelWord *word = &g_array_index (words, FoChannelWord, i);
    json_object *object = json_object_new_object ();

    json_object_object_add (object, "channel", json_object_new_string (word->channel));
    json_object_object_add (object, "stage", json_object_new_string (fo_stage_name (word->stage)));
    json_object_object_add (object, "word", json_object_new_string (word->word));
    ctl_print (object);
  }
  return FO_TXN_COMMIT;
}

static FoTxnEnd
write_word (FoTxn *txn, gpointer data, GError **error)
{
  (void) error;
  fo_channel_set (txn, data);
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_channels (const Ctl *ctl)
{
  const char *stage = ctl_argument (ctl, 0), *said = ctl_argument (ctl, 1), *channel = ctl_option (ctl, "--channel");
  g_autoptr (FoStore) store = ctl_open (ctl, stage ? 0 : FO_STORE_READ_ONLY);
  g_autoptr (GError) error = NULL;
  FoChannelWord word = { .channel = "" };

  if (!store)
    return CTL_FAILED;
  if (!stage)
    return ctl_read (store, print_words, NULL);
  if (!said || !fo_stage_parse (stage, &word.stage))
    return ctl_fail ("channels [STAGE WORD [--channel NAME]]");
  g_strlcpy (word.channel, channel ? channel : "", sizeof word.channel);
  g_strlcpy (word.word, said, sizeof word.word);
  return fo_store_write (store, 0, write_word, &word, &error) ? CTL_DONE : ctl_fail_error (error);
}
