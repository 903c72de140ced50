/* SPDX-License-Identifier: GPL-3.0-or-later
 * names, name, unname: what else items are called. */
#include "ctl.h"
#include "firstout/work/item-names.h"

#define PAGE 200

typedef struct {
  const char *text; /* NULL: all of them */
  FoItem item;
  FoVerdict verdict;
  bool print;
} Find;

static bool
print_name (FoTxn *txn, const FoItemName *name, GError **error)
{
  json_object *object;
  FoItem item;

  if (fo_item_find (txn, name->item, &item, error) != FO_FOUND)
    return false;
  object = json_object_new_object ();
  json_object_object_add (object, "item", json_object_new_string (item.code));
  json_object_object_add (object, "name", json_object_new_string (name->text));
  json_object_object_add (object, "kind", json_object_new_string (fo_called_name (name->called)));
  if (name->customer[0])
    json_object_object_add (object, "customer", json_object_new_string (name->customer));
  ctl_print (object);
  return true;
}

static bool
print_names (FoTxn *txn, const GArray *names, GError **error)
{
  for (guint i = 0; i < names->len; i++)
    if (!print_name (txn, &g_array_index (names, FoItemName, i), error))
      return false;
  return true;
}

static bool
print_all (FoTxn *txn, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, FALSE, sizeof (FoItemName));
  FoItemName after;

  do {
    const FoItemName *from = page->len ? &after : NULL;

    g_array_set_size (page, 0);
    if (!fo_item_name_page (txn, from, PAGE, page, error) || !print_names (txn, page, error))
      return false;
    if (page->len)
      after = g_array_index (page, FoItemName, page->len - 1);
  } while (page->len == PAGE);
  return true;
}

static FoTxnEnd
find (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (FoItemName));
  Find *f = data;
  FoFound found = f->text ? fo_item_find_meant (txn, f->text, &f->item, &f->verdict, error) : FO_ABSENT;

  if (found == FO_FAILED || (!f->text && !print_all (txn, error)))
    return FO_TXN_FAIL;
  if (!f->print || found != FO_FOUND)
    return FO_TXN_COMMIT;
  return fo_item_names_of (txn, f->item.id, names, error) && print_names (txn, names, error) ? FO_TXN_COMMIT
                                                                                             : FO_TXN_FAIL;
}

static CtlEnd
not_meant (const Find *f)
{
  g_auto (FoReply) reply = { .verdict = f->verdict };

  fo_args_set_text (&reply.args, "code", f->text);
  fo_args_set_text (&reply.args, "text", f->text);
  return ctl_print_reply (&reply);
}

CtlEnd
ctl_names (const Ctl *ctl)
{
  Find f = { .text = ctl_argument (ctl, 0), .print = true };
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);

  if (!store || ctl_read (store, find, &f) != CTL_DONE)
    return CTL_FAILED;
  return f.text && !f.item.id ? not_meant (&f) : CTL_DONE;
}

typedef bool (*Say) (FoStore *store, const FoAct *act, const FoCallItem *what, FoReply *reply, GError **error);

static CtlEnd
say (const Ctl *ctl, Say how, FoCallItem *what)
{
  Find f = { .text = ctl_argument (ctl, 0) };
  g_autoptr (FoStore) store = ctl_open (ctl, 0);
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (!store || ctl_read (store, find, &f) != CTL_DONE || !ctl_act (store, &act))
    return CTL_FAILED;
  if (ctl_option (ctl, "--person"))
    act.person = ctl_option (ctl, "--person");
  if (!f.item.id)
    return not_meant (&f);
  what->item = f.item.id;
  return how (store, &act, what, &reply, &error) ? ctl_print_reply (&reply) : ctl_fail_error (error);
}

CtlEnd
ctl_name (const Ctl *ctl)
{
  const char *kind = ctl_argument (ctl, 1);
  FoCallItem what = { .text = ctl_argument (ctl, 2), .customer = ctl_argument (ctl, 3) };

  if (!what.text || !fo_called_parse (kind, &what.called))
    return ctl_fail ("name ITEM supplier|former|spoken TEXT | ITEM customer NUMBER CUSTOMER [--person NAME]");
  return say (ctl, fo_work_call_item, &what);
}

CtlEnd
ctl_unname (const Ctl *ctl)
{
  FoCallItem what = { .text = ctl_argument (ctl, 1), .customer = ctl_argument (ctl, 2) };

  if (!what.text)
    return ctl_fail ("unname ITEM TEXT [CUSTOMER] [--person NAME]");
  return say (ctl, fo_work_uncall_item, &what);
}
