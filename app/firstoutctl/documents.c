/* SPDX-License-Identifier: GPL-3.0-or-later
 * documents: the papers of sales that go with an order's goods. They come from sales; what it has no way to say can be said here. */
#include "firstout/work/documents.h"
#include "ctl.h"
#include "firstout/store/orders.h"
#include "firstout/work/json.h"

typedef struct {
  const char *number;
  FoFound found;
  FoOrder order;
  GArray *documents; /* FoDocument */
  FoDocumentCount count;
} Papers;

static FoTxnEnd
read_papers (FoTxn *txn, gpointer data, GError **error)
{
  Papers *p = data;

  p->found = fo_order_find_by_number (txn, p->number, &p->order, error);
  if (p->found != FO_FOUND)
    return p->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
  g_array_set_size (p->documents, 0);
  return (p->order.deal[0] ? fo_documents_of_deal (txn, p->order.deal, p->documents, error)
                           : fo_documents_of_order (txn, p->order.id, p->documents, error))
                 && fo_documents_count (txn, &p->order, &p->count, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static json_object *
describe (const FoDocument *document)
{
  json_object *row = json_object_new_object ();

  json_object_object_add (row, "kind", json_object_new_string (document->kind));
  json_object_object_add (row, "number", json_object_new_string (document->number));
  json_object_object_add (row, "issued_on", fo_json_day (document->issued_on));
  json_object_object_add (row, "file", json_object_new_string (document->file));
  json_object_object_add (row, "ready", json_object_new_boolean (document->ready));
  return row;
}

static void
print_papers (const Papers *p)
{
  json_object *answer = json_object_new_object (), *rows = json_object_new_array ();

  for (guint i = 0; i < p->documents->len; i++)
    json_object_array_add (rows, describe (&g_array_index (p->documents, FoDocument, i)));
  json_object_object_add (answer, "order", json_object_new_string (p->order.number));
  json_object_object_add (answer, "deal", json_object_new_string (p->order.deal));
  json_object_object_add (answer, "all", json_object_new_int64 (p->count.all));
  json_object_object_add (answer, "ready", json_object_new_int64 (p->count.ready));
  json_object_object_add (answer, "documents", rows);
  ctl_print (answer);
}

static CtlEnd
add_paper (const Ctl *ctl, FoStore *store, const Papers *p)
{
  const char *kind = ctl_option (ctl, "--add"), *number = ctl_option (ctl, "--number"), *on = ctl_option (ctl, "--on");
  g_autofree char *name = g_strdup_printf ("by-hand:%s/%s/%s", p->order.number, kind, number ? number : "");
  FoApplyDocument what = { .document = { .order_id = p->order.id, .ready = ctl_option (ctl, "--ready") != NULL,
                                         .issued_on = FO_DAY_NONE },
                           .remote_id = name,
                           .gone = ctl_option (ctl, "--gone") != NULL };
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (on && fo_day_parse_iso (on, &what.document.issued_on) != FO_OK)
    return ctl_fail ("--on %s: not a day; write YYYY-MM-DD", on);
  g_strlcpy (what.document.kind, kind, sizeof what.document.kind);
  g_strlcpy (what.document.number, number ? number : "", sizeof what.document.number);
  g_strlcpy (what.document.file, ctl_option (ctl, "--file") ? ctl_option (ctl, "--file") : "", sizeof what.document.file);
  if (!ctl_act (store, &act))
    return CTL_FAILED;
  return fo_work_apply_document (store, &act, &what, &reply, &error) ? ctl_print_reply (&reply) : ctl_fail_error (error);
}

CtlEnd
ctl_documents (const Ctl *ctl)
{
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (FoDocument));
  Papers p = { .number = ctl_argument (ctl, 0), .documents = documents };
  g_autoptr (FoStore) store = NULL;
  CtlEnd end;

  if (!p.number)
    return ctl_fail ("documents ORDER [--add KIND --number N [--on DAY] [--file PATH] [--ready | --gone]]");
  store = ctl_open (ctl, ctl_option (ctl, "--add") ? 0 : FO_STORE_READ_ONLY);
  end = store ? ctl_read (store, read_papers, &p) : CTL_FAILED;
  if (end != CTL_DONE)
    return end;
  if (p.found == FO_ABSENT) {
    g_auto (FoReply) reply = { .verdict = FO_ORDER_UNKNOWN };
    fo_args_set_text (&reply.args, "order", p.number);
    return ctl_print_reply (&reply);
  }
  if (ctl_option (ctl, "--add"))
    return add_paper (ctl, store, &p);
  print_papers (&p);
  return CTL_DONE;
}
