/* SPDX-License-Identifier: GPL-3.0-or-later
 * substitutes, substitute: an item instead of another. */
#include "firstout/store/substitutes.h"
#include "ctl.h"
#include "firstout/store/items.h"
#include "firstout/work/reserve.h"
#include "firstout/work/substitutes.h"

#include <stdio.h>

#define PAGE 200

typedef struct {
  const char *line_name, *code, *instead_code; /* NULL: not asked */
  FoId line, item, instead;
} Names;

static FoTxnEnd
find_code (FoTxn *txn, const char *code, FoId *ret_item, GError **error)
{
  FoItem item;
  FoFound found = code ? fo_item_find_by_code (txn, code, &item, error) : FO_ABSENT;

  *ret_item = found == FO_FOUND ? item.id : 0;
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static FoTxnEnd
find_names (FoTxn *txn, gpointer data, GError **error)
{
  Names *names = data;

  names->line = 0;
  if (names->line_name && !fo_line_named (txn, names->line_name, &names->line, error))
    return FO_TXN_FAIL;
  return find_code (txn, names->code, &names->item, error) == FO_TXN_COMMIT
                 && find_code (txn, names->instead_code, &names->instead, error) == FO_TXN_COMMIT
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static FoStore *
prepare (const Ctl *ctl, Names *names, FoAct *act)
{
  g_autoptr (FoStore) store = ctl_open (ctl, 0);

  if (!store || ctl_read (store, find_names, names) != CTL_DONE || !ctl_act (store, act))
    return NULL;
  if (ctl_option (ctl, "--person"))
    act->person = ctl_option (ctl, "--person");
  return g_steal_pointer (&store);
}

/* ---- the table --------------------------------------------------------------------------------------------------- */

static bool
print_one (FoTxn *txn, const FoSubstitute *one, GError **error)
{
  json_object *object;
  FoItem item, instead;

  if (fo_item_find (txn, one->item, &item, error) != FO_FOUND
      || fo_item_find (txn, one->instead, &instead, error) != FO_FOUND)
    return false;
  object = json_object_new_object ();
  json_object_object_add (object, "item", json_object_new_string (item.code));
  json_object_object_add (object, "instead", json_object_new_string (instead.code));
  json_object_object_add (object, "quantity", fo_json_quantity (one->instead_u));
  json_object_object_add (object, "stands_for", fo_json_quantity (one->for_u));
  json_object_object_add (object, "priority", json_object_new_int (one->priority));
  json_object_object_add (object, "asks", json_object_new_string (fo_substitute_asks_name (one->asks)));
  ctl_print (object);
  return true;
}

static FoTxnEnd
print_all (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, FALSE, sizeof (FoSubstitute));
  FoSubstitute after = { 0 };

  (void) data;
  do {
    g_array_set_size (page, 0);
    if (!fo_substitute_page (txn, &after, PAGE, page, error))
      return FO_TXN_FAIL;
    for (guint i = 0; i < page->len; i++)
      if (!print_one (txn, &g_array_index (page, FoSubstitute, i), error))
        return FO_TXN_FAIL;
    if (page->len)
      after = g_array_index (page, FoSubstitute, page->len - 1);
  } while (page->len == PAGE);
  return FO_TXN_COMMIT;
}

/* What could be taken for a line that is short. */
static CtlEnd
print_offers (const Ctl *ctl, const char *line)
{
  Names names = { .line_name = line };
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  FoVerdict verdict;

  if (!store || ctl_read (store, find_names, &names) != CTL_DONE)
    return CTL_FAILED;
  if (!fo_work_substitutes (store, names.line, &json, &verdict, &error))
    return ctl_fail_error (error);
  if (verdict != FO_OK) {
    g_auto (FoReply) reply = { .verdict = verdict };
    return ctl_print_reply (&reply);
  }
  puts (json);
  return CTL_DONE;
}

static bool
read_ratio (const Ctl *ctl, FoSubstitute *substitute)
{
  const char *of = ctl_option (ctl, "--for"), *quantity = ctl_option (ctl, "--quantity"),
             *asks = ctl_option (ctl, "--asks");
  const char *priority = ctl_option (ctl, "--priority");
  gint64 number = 0;

  substitute->for_u = substitute->instead_u = FO_ONE;
  substitute->asks = FO_ASKS_LEAD;
  if ((of && fo_quantity_parse (of, &substitute->for_u) != FO_OK)
      || (quantity && fo_quantity_parse (quantity, &substitute->instead_u) != FO_OK)
      || (asks && !fo_substitute_asks_parse (asks, &substitute->asks))
      || (priority && !g_ascii_string_to_signed (priority, 10, 0, 1000000, &number, NULL)))
    return false;
  substitute->priority = (int32_t) number;
  return true;
}

CtlEnd
ctl_substitutes (const Ctl *ctl)
{
  const char *first = ctl_argument (ctl, 0);
  Names names = { .code = first, .instead_code = ctl_argument (ctl, 1) };
  FoApplySubstitute what = { .gone = ctl_option (ctl, "--remove") != NULL };
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (!first) {
    store = ctl_open (ctl, FO_STORE_READ_ONLY);
    return store ? ctl_read (store, print_all, NULL) : CTL_FAILED;
  }
  if (!names.instead_code)
    return print_offers (ctl, first);
  if (!read_ratio (ctl, &what.substitute))
    return ctl_fail ("substitutes [ORDER-LINE | ITEM INSTEAD [--for N] [--quantity N] [--priority N] [--asks "
                     "nobody|lead|sales] [--remove]]");
  store = prepare (ctl, &names, &act);
  if (!store)
    return CTL_FAILED;
  what.substitute.item = names.item;
  what.substitute.instead = names.instead;
  if (!fo_work_apply_substitute (store, &act, &what, &reply, &error))
    return ctl_fail_error (error);
  return ctl_print_reply (&reply);
}

/* ---- taking one -------------------------------------------------------------------------------------------------- */

CtlEnd
ctl_substitute (const Ctl *ctl)
{
  Names names = { .line_name = ctl_argument (ctl, 0), .instead_code = ctl_argument (ctl, 1) };
  const char *quantity = ctl_argument (ctl, 2);
  FoTakeSubstitute what = { .reason = ctl_option (ctl, "--reason") };
  bool back = ctl_option (ctl, "--back") != NULL, done;
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (!names.line_name || (!back && !names.instead_code)
      || (quantity && fo_quantity_parse (quantity, &what.quantity_u) != FO_OK))
    return ctl_fail ("substitute ORDER-LINE ITEM [QUANTITY] [--reason TEXT] [--person NAME] | ORDER-LINE --back");
  store = prepare (ctl, &names, &act);
  if (!store)
    return CTL_FAILED;
  what.line = names.line;
  what.instead = names.instead;
  done = back ? fo_work_substitute_back (store, &act, names.line, &reply, &error)
              : fo_work_substitute (store, &act, &what, &reply, &error);
  return done ? ctl_print_reply (&reply) : ctl_fail_error (error);
}
