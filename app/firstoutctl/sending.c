/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was told to sales and what became of it; a person's word where it is needed; both sides compared. */
#include "firstout/work/sending.h"
#include "ctl.h"
#include "firstout/store/exchange.h"
#include "firstout/sync/gateway.h"
#include <stdio.h>

#define SHOWN 200

static void
add_text (json_object *object, const char *name, const char *text)
{
  if (text && text[0])
    json_object_object_add (object, name, json_object_new_string (text));
}

static void
add_id (json_object *object, const char *name, FoId id)
{
  char text[FO_ID_TEXT_MAX];

  json_object_object_add (object, name, json_object_new_string (fo_id_print (id, text)));
}

/* ---- how it stands ----------------------------------------------------------------------------------------------- */

typedef struct {
  GArray *links;  /* FoSalesLink */
  GArray *counts; /* FoDeliveryCounts */
  FoOutboxCounts outbox;
} Status;

static FoTxnEnd
read_status (FoTxn *txn, gpointer data, GError **error)
{
  Status *status = data;

  g_array_set_size (status->links, 0);
  g_array_set_size (status->counts, 0);
  return fo_links (txn, status->links, error) && fo_delivery_counts (txn, status->counts, error)
                 && fo_outbox_counts (txn, &status->outbox, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static gint64
print_link (const Status *status, const FoSalesLink *link)
{
  static const FoDeliveryState shown[] = { FO_DELIVERY_WAITING, FO_DELIVERY_UNKNOWN, FO_DELIVERY_REFUSED,
                                           FO_DELIVERY_DIFFERS, FO_DELIVERY_CLOSED };
  const FoDeliveryCounts *counts = NULL;
  json_object *object = json_object_new_object ();
  gint64 trouble;

  for (guint i = 0; i < status->counts->len; i++)
    if (g_array_index (status->counts, FoDeliveryCounts, i).link == link->id)
      counts = &g_array_index (status->counts, FoDeliveryCounts, i);
  add_text (object, "link", link->name);
  json_object_object_add (object, "contact_us", json_object_new_int64 (link->contact_us));
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    json_object_object_add (object, fo_delivery_state_name (shown[i]),
                            json_object_new_int64 (counts ? counts->count[shown[i]] : 0));
  json_object_object_add (object, "enabled", json_object_new_boolean (link->enabled));
  json_object_object_add (object, "latched", json_object_new_boolean (link->latched));
  add_text (object, "why", link->why);
  ctl_print (object);
  trouble = counts ? counts->count[FO_DELIVERY_REFUSED] + counts->count[FO_DELIVERY_DIFFERS]
                         + counts->count[FO_DELIVERY_CLOSED]
                   : 0;
  return trouble + link->latched;
}

static CtlEnd
print_status (const Ctl *ctl, FoStore *store)
{
  g_autoptr (GArray) links = g_array_new (FALSE, TRUE, sizeof (FoSalesLink)),
                     counts = g_array_new (FALSE, TRUE, sizeof (FoDeliveryCounts));
  Status status = { .links = links, .counts = counts };
  json_object *object;
  gint64 trouble = 0;
  CtlEnd end;

  (void) ctl;
  g_array_set_clear_func (links, (GDestroyNotify) fo_sales_link_clear);
  end = ctl_read (store, read_status, &status);
  if (end != CTL_DONE)
    return end;
  for (guint i = 0; i < links->len; i++)
    trouble += print_link (&status, &g_array_index (links, FoSalesLink, i));
  object = json_object_new_object ();
  json_object_object_add (object, "not_begun", json_object_new_int64 (status.outbox.waiting));
  json_object_object_add (object, "under_way", json_object_new_int64 (status.outbox.unknown));
  ctl_print (object);
  return trouble > 0 ? CTL_REFUSED : CTL_DONE;
}

/* ---- lists ------------------------------------------------------------------------------------------------------- */

static void
print_delivery (const FoDeliveryRow *row)
{
  json_object *object = json_object_new_object ();

  add_id (object, "message", row->outbox);
  add_text (object, "link", row->link_name);
  add_text (object, "op", row->op);
  add_text (object, "about", row->aggregate);
  add_text (object, "state", fo_delivery_state_name (row->state));
  json_object_object_add (object, "attempts", json_object_new_int64 (row->attempts));
  add_text (object, "remote_id", row->remote_id);
  add_text (object, "remote_number", row->remote_number);
  add_text (object, "why", row->why);
  json_object_object_add (object, "ours", json_tokener_parse (row->body));
  if (row->theirs[0])
    json_object_object_add (object, "theirs", json_tokener_parse (row->theirs));
  add_text (object, "day", row->day);
  add_text (object, "decided_by", row->decided_by);
  add_text (object, "decision", row->decision);
  ctl_print (object);
}

typedef struct {
  FoDeliveryState state;
  bool not_begun;
  GArray *rows;
} List;

static FoTxnEnd
read_list (FoTxn *txn, gpointer data, GError **error)
{
  List *list = data;
  bool read;

  g_array_set_size (list->rows, 0);
  read = list->not_begun ? fo_outbox_not_begun (txn, G_MAXINT64, SHOWN, list->rows, error)
                         : fo_deliveries_shown (txn, list->state, G_MAXINT64, G_MAXINT64, SHOWN, list->rows, error);
  return read ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static CtlEnd
print_list (const Ctl *ctl, FoStore *store)
{
  const char *state = ctl_argument (ctl, 1);
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FoDeliveryRow));
  List list = { .rows = rows };
  CtlEnd end;

  g_array_set_clear_func (rows, (GDestroyNotify) fo_delivery_row_clear);
  list.not_begun = !state || g_str_equal (state, "not_begun");
  if (!list.not_begun && !fo_delivery_state_parse (state, &list.state))
    return ctl_fail ("sync list [not_begun | waiting | unknown | verified | refused | differs | closed | not_carried]");
  end = ctl_read (store, read_list, &list);
  for (guint i = 0; i < rows->len; i++)
    print_delivery (&g_array_index (rows, FoDeliveryRow, i));
  return end;
}

/* ---- a person's word --------------------------------------------------------------------------------------------- */

static CtlEnd
decide (const Ctl *ctl, FoStore *store, FoSendingAct *what)
{
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  const char *person = ctl_option (ctl, "--person");
  FoAct act;

  if (!ctl_argument (ctl, 1) || !fo_id_parse (ctl_argument (ctl, 1), &what->message) || !ctl_argument (ctl, 2))
    return ctl_fail ("which message, at which link? (sync list shows them)");
  what->link = ctl_argument (ctl, 2);
  if (!ctl_act (store, &act))
    return CTL_FAILED;
  act.person = person ? person : "";
  return fo_work_decide_sending (store, &act, what, &reply, &error) ? ctl_print_reply (&reply) : ctl_fail_error (error);
}

static CtlEnd
retry (const Ctl *ctl, FoStore *store)
{
  FoSendingAct what = { .decision = FO_SENDING_AGAIN, .words = ctl_argument (ctl, 3) };

  return decide (ctl, store, &what);
}

static CtlEnd
redate (const Ctl *ctl, FoStore *store)
{
  FoSendingAct what = { .decision = FO_SENDING_AGAIN, .day = ctl_argument (ctl, 3), .words = ctl_argument (ctl, 4) };

  return what.day ? decide (ctl, store, &what) : ctl_fail ("sync redate MESSAGE LINK YYYY-MM-DD REASON");
}

static CtlEnd
resolve (const Ctl *ctl, FoStore *store)
{
  const char *how = ctl_argument (ctl, 3);
  FoSendingAct what = { .words = ctl_argument (ctl, 4) };

  if (g_strcmp0 (how, "done") != 0 && g_strcmp0 (how, "drop") != 0)
    return ctl_fail ("sync resolve MESSAGE LINK done|drop REASON");
  what.decision = how[1] == 'o' ? FO_SENDING_DONE : FO_SENDING_DROP;
  return decide (ctl, store, &what);
}

static CtlEnd
settle (const Ctl *ctl, FoStore *store)
{
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  FoId conflict = 0;
  FoAct act;

  if (!ctl_argument (ctl, 1) || !fo_id_parse (ctl_argument (ctl, 1), &conflict))
    return ctl_fail ("sync settle CONFLICT REASON");
  if (!ctl_act (store, &act))
    return CTL_FAILED;
  return fo_work_decide_conflict (store, &act, conflict, ctl_argument (ctl, 2), &reply, &error)
             ? ctl_print_reply (&reply)
             : ctl_fail_error (error);
}

/* ---- both sides -------------------------------------------------------------------------------------------------- */

static void
print_difference (const FoDifference *difference, gpointer data)
{
  json_object *object = json_object_new_object ();

  (void) data;
  add_text (object, "difference", difference->kind);
  add_text (object, "link", difference->link);
  add_text (object, "about", difference->about);
  add_text (object, "owner", fo_owner_name (difference->owner));
  add_text (object, "ours", difference->ours);
  add_text (object, "theirs", difference->theirs);
  ctl_print (object);
}

static CtlEnd
compare (const Ctl *ctl, FoStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoGateway) gateway = fo_gateway_new (store, ctl_option (ctl, "--sales"), &error);
  FoCompared compared;
  json_object *object;

  if (!gateway || !fo_gateway_compare (gateway, print_difference, NULL, &compared, &error))
    return ctl_fail_error (error);
  object = json_object_new_object ();
  json_object_object_add (object, "messages", json_object_new_int64 (compared.messages));
  json_object_object_add (object, "orders", json_object_new_int64 (compared.orders));
  json_object_object_add (object, "lots", json_object_new_int64 (compared.lots));
  json_object_object_add (object, "differences", json_object_new_int64 (compared.differences));
  ctl_print (object);
  return compared.differences > 0 ? CTL_REFUSED : CTL_DONE;
}

static CtlEnd
forget (const Ctl *ctl, FoStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoGateway) gateway = fo_gateway_new (store, ctl_option (ctl, "--sales"), &error);
  guint64 forgotten;
  json_object *object;

  if (!gateway || !fo_gateway_forget (gateway, &forgotten, &error))
    return ctl_fail_error (error);
  object = json_object_new_object ();
  json_object_object_add (object, "forgotten", json_object_new_int64 ((gint64) forgotten));
  ctl_print (object);
  return CTL_DONE;
}

CtlEnd
ctl_sending (const Ctl *ctl)
{
  static const struct {
    const char *name;
    CtlEnd (*run) (const Ctl *ctl, FoStore *store);
  } parts[] = {
    { "status", print_status }, { "list", print_list }, { "retry", retry },     { "redate", redate },
    { "resolve", resolve },     { "settle", settle },   { "compare", compare },
    { "forget", forget },
  };
  g_autoptr (FoStore) store = ctl_open (ctl, 0);

  for (gsize i = 0; store && i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (ctl_argument (ctl, 0), parts[i].name))
      return parts[i].run (ctl, store);
  return store ? ctl_fail ("sync [status | list | retry | redate | resolve | settle | compare | forget]") : CTL_FAILED;
}
