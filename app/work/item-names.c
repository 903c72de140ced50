/* SPDX-License-Identifier: GPL-3.0-or-later
 * What else items are called: who says it, and the way back. */
#include "firstout/work/item-names.h"
#include "undo-parts.h"

#include <string.h>

static void
reply_name (FoReply *reply, const FoItem *item, const FoItemName *name)
{
  fo_reply_item (reply, item);
  fo_args_set_text (&reply->args, "text", name->text);
  fo_args_set_text (&reply->args, "called", fo_called_name (name->called));
  if (name->customer[0])
    fo_args_set_text (&reply->args, "customer", name->customer);
}

static bool
has_control (const char *text)
{
  for (; *text; text++)
    if ((guchar) *text < 0x20 || *text == 0x7f)
      return true;
  return false;
}

static FoVerdict
judge_text (const char *text)
{
  g_autofree char *key = NULL;

  if (!g_utf8_validate (text, -1, NULL) || has_control (text))
    return FO_CODE_BAD_CHARACTER;
  if (strlen (text) >= FO_ITEM_NAME_MAX)
    return FO_TEXT_TOO_LONG;
  key = fo_item_name_key (text);
  if (!*key)
    return FO_CODE_EMPTY;
  return g_str_has_prefix (key, "fo:") || g_str_has_prefix (key, "fot:") ? FO_NUMBER_TAKEN : FO_OK;
}

static FoTxnEnd
find_item (FoTxn *txn, const FoCallItem *what, FoItem *ret, FoReply *reply, GError **error)
{
  FoFound found = fo_item_find (txn, what->item, ret, error);

  fo_args_set_text (&reply->args, "text", what->text);
  return found == FO_FOUND ? FO_TXN_COMMIT : fo_not_found (found, reply, FO_ITEM_UNKNOWN);
}

/* ---- said -------------------------------------------------------------------------------------------------------- */

/* What gives way to NAME: the customer's other number, or the same name of another kind; KNOWN->text is "" where nothing does. */
static bool
find_before (FoTxn *txn, const FoItemName *name, FoItemName *known, GError **error)
{
  *known = (FoItemName){ .item = 0 };
  return (name->customer[0] ? fo_item_name_of_customer (txn, name->item, name->customer, known, error)
                            : fo_item_name_find (txn, name->item, "", name->text, known, error))
         != FO_FAILED;
}

static FoTxnEnd
call_item (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoCallItem *what = data;
  const char *customer = what->customer ? what->customer : "";
  FoItemName name = { .item = what->item, .called = what->called }, before;
  FoVerdict verdict = judge_text (what->text);
  FoItem item;
  FoTxnEnd end = find_item (txn, what, &item, reply, error);

  (void) context;
  if (end != FO_TXN_COMMIT)
    return end;
  if (verdict == FO_OK && strlen (customer) >= sizeof name.customer)
    verdict = FO_TEXT_TOO_LONG;
  if (verdict == FO_OK && (what->called == FO_CALLED_BY_CUSTOMER) != (*customer != '\0')) {
    fo_args_set_text (&reply->args, "field", "customer");
    verdict = FO_MESSAGE_MALFORMED;
  }
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  g_strlcpy (name.customer, customer, sizeof name.customer);
  g_strlcpy (name.text, what->text, sizeof name.text);
  g_strstrip (name.text);
  reply_name (reply, &item, &name);
  if (!find_before (txn, &name, &before, error))
    return FO_TXN_FAIL;
  if (before.item && strcmp (before.text, name.text) == 0 && before.called == name.called)
    return FO_TXN_COMMIT;
  if (before.item) {
    fo_args_set_text (&reply->args, "before", before.text);
    fo_args_set_text (&reply->args, "before_called", fo_called_name (before.called));
    fo_item_name_remove (txn, &before);
  }
  fo_args_set_count (&reply->args, "count", 1);
  fo_item_name_set (txn, &name);
  return FO_TXN_COMMIT;
}

bool
fo_work_call_item (FoStore *store, const FoAct *act, const FoCallItem *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "name", call_item, what, reply, error);
}

/* ---- not any more ------------------------------------------------------------------------------------------------ */

/* Among what the item is called: how many are meant, the last of them in RET. */
static guint
find_said (const GArray *names, const FoCallItem *what, FoItemName *ret)
{
  g_autofree char *key = fo_item_name_key (what->text);
  guint n = 0;

  for (guint i = 0; i < names->len; i++) {
    const FoItemName *name = &g_array_index (names, FoItemName, i);
    g_autofree char *its = fo_item_name_key (name->text);

    if (strcmp (its, key) != 0 || (what->customer && *what->customer && strcmp (what->customer, name->customer) != 0))
      continue;
    *ret = *name;
    n++;
  }
  return n;
}

static FoTxnEnd
uncall_item (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (FoItemName));
  const FoCallItem *what = data;
  FoItemName name;
  FoItem item;
  guint n;
  FoTxnEnd end = find_item (txn, what, &item, reply, error);

  (void) context;
  if (end != FO_TXN_COMMIT)
    return end;
  if (!g_utf8_validate (what->text, -1, NULL))
    return fo_refuse (reply, FO_CODE_BAD_CHARACTER);
  if (!fo_item_names_of (txn, item.id, names, error))
    return FO_TXN_FAIL;
  n = find_said (names, what, &name);
  if (n != 1)
    return fo_refuse (reply, n ? FO_CODE_AMBIGUOUS : FO_CODE_UNKNOWN);
  reply_name (reply, &item, &name);
  fo_item_name_remove (txn, &name);
  return FO_TXN_COMMIT;
}

bool
fo_work_uncall_item (FoStore *store, const FoAct *act, const FoCallItem *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "unname", uncall_item, what, reply, error);
}

/* ---- undo -------------------------------------------------------------------------------------------------------- */

/* What the operation answered: the name it was about, and what gave way to it (text "": nothing). */
static FoTxnEnd
read_undone (FoTxn *txn, const FoUndone *undone, FoItemName *name, FoItemName *before, FoReply *reply, GError **error)
{
  FoItem item;
  FoFound found = fo_item_find_by_code (txn, fo_undone_text (undone, "code"), &item, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_CANNOT_UNDO);
  *name = (FoItemName){ .item = item.id };
  g_strlcpy (name->text, fo_undone_text (undone, "text"), sizeof name->text);
  g_strlcpy (name->customer, fo_undone_text (undone, "customer"), sizeof name->customer);
  *before = *name;
  g_strlcpy (before->text, fo_undone_text (undone, "before"), sizeof before->text);
  if (!fo_called_parse (fo_undone_text (undone, "called"), &name->called))
    return fo_refuse (reply, FO_CANNOT_UNDO);
  fo_called_parse (fo_undone_text (undone, "before_called"), &before->called);
  reply_name (reply, &item, name);
  return FO_TXN_COMMIT;
}

FoTxnEnd
fo_undo_name (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  bool said = strcmp (undone->kind, "name") == 0;
  const FoArg *changed = fo_args_get (&undone->was->args, "count");
  FoItemName name, before, now;
  FoTxnEnd end = read_undone (txn, undone, &name, &before, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!find_before (txn, &name, &now, error))
    return FO_TXN_FAIL;
  if (said ? !changed || !now.item || strcmp (now.text, name.text) != 0 || now.called != name.called : now.item != 0)
    return fo_refuse (reply, FO_CANNOT_UNDO);
  if (said)
    fo_item_name_remove (txn, &name);
  else
    fo_item_name_set (txn, &name);
  if (said && before.text[0])
    fo_item_name_set (txn, &before);
  return FO_TXN_COMMIT;
}

/* ---- shown ------------------------------------------------------------------------------------------------------- */

char *
fo_item_names_say (const GArray *names)
{
  GString *said = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++) {
    const FoItemName *name = &g_array_index (names, FoItemName, i);

    g_string_append_printf (said, "%s%s", i ? " · " : "", name->text);
    if (name->customer[0])
      g_string_append_printf (said, " (%s)", name->customer);
  }
  return g_string_free (said, FALSE);
}
