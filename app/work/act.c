/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/guard.h"
#include "firstout/store/people.h"
#include "inside.h"
#include "firstout/store/links.h"
#include "kits.h"
#include "firstout/store/stations.h"
#include "right.h"

typedef struct {
  const FoAct *act;
  const char *kind;
  FoWorkFunc work; /* NULL: only remember the refusal that REPLY holds */
  gconstpointer what;
  FoReply *reply;
  bool repeated;
} Run;

void
fo_act_note (FoTxn *txn, const FoActContext *context, const char *kind, const FoReply *reply)
{
  const FoAct *act = context->act;
  g_autofree char *json = fo_reply_to_json (reply);
  const FoOperation operation = { .id = act->operation,
                                  .request = act->request,
                                  .content = act->content ? act->content : "",
                                  .kind = kind,
                                  .reply = json,
                                  .station = act->station ? act->station : "",
                                  .person = act->person ? act->person : "",
                                  .day = context->day,
                                  .made_at_us = fo_store_now_us (fo_txn_store (txn)),
                                  .undoes = context->undoes };

  fo_operation_insert (txn, &operation);
  if (act->done_by && *act->done_by)
    fo_operation_set_paper (txn, act->operation, act->done_by, act->done_on);
}

/* The same request of a station with the same content gives the first reply; with other content it is refused. */
static FoFound
recall_request (FoTxn *txn, const char *station, const char *request, const char *content, FoReply *reply, GError **error)
{
  g_autofree char *asked = NULL, *json = NULL;
  FoId operation;
  FoFound found = fo_operation_find_request (txn, station ? station : "", request, &operation, &asked, &json, error);

  if (found != FO_FOUND)
    return found;
  if (!g_str_equal (asked, content ? content : "")) {
    fo_reply_clear (reply);
    reply->verdict = FO_OPERATION_DIFFERS;
  } else if (!fo_reply_from_json (json, reply))
    reply->verdict = FO_ALREADY_DONE;
  return FO_FOUND;
}

static void
add_args (FoArgs *to, const FoArgs *from)
{
  for (guint i = 0; from && i < from->n; i++) {
    const FoArg *arg = &from->list[i];

    switch (arg->kind) {
    case FO_ARG_TEXT:
      fo_args_set_text (to, arg->name, arg->text);
      break;
    case FO_ARG_QUANTITY:
      fo_args_set_quantity (to, arg->name, arg->number);
      break;
    case FO_ARG_DAY:
      fo_args_set_day (to, arg->name, (FoDay) arg->number);
      break;
    case FO_ARG_COUNT:
      fo_args_set_count (to, arg->name, arg->number);
      break;
    }
  }
}

/* Who stood beside is known before what was done is. */
static void
note_second (FoTxn *txn, const Run *run)
{
  const char *second = fo_guard_second (fo_txn_store (txn), run->kind);

  if (run->work && second)
    fo_second_add (txn, run->act->operation, second, !*second);
}

/* ---- gates ------------------------------------------------------------------------------------------------------------------ */

void
fo_act_set_gate (FoStore *store, const FoActGate *gate)
{
  fo_store_set_gate (store, gate);
}

bool
fo_act_is_gated (const FoStore *store)
{
  return fo_store_gate (store) != NULL;
}

bool
fo_act_may_carry (FoTxn *txn, FoId lot, FoId place, FoQuantity *quantity_u, GError **error)
{
  const FoActGate *gate = fo_store_gate (fo_txn_store (txn));

  return !gate || gate->carry (txn, lot, place, quantity_u, gate->data, error);
}

static FoTxnEnd
pass_gate (FoStore *store, const char *kind, FoReply *reply)
{
  const FoActGate *gate = fo_store_gate (store);
  FoVerdict verdict = gate ? gate->before (kind, gate->data) : FO_OK;

  return verdict == FO_OK ? fo_right_guard (store, kind, reply) : fo_refuse (reply, verdict);
}

static FoTxnEnd
leave_gate (FoStore *store, const char *kind, FoReply *reply)
{
  const FoActGate *gate = fo_store_gate (store);
  FoVerdict verdict = gate ? gate->after (kind, reply, gate->data) : FO_OK;

  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (reply, verdict);
}

static FoTxnEnd
run_once (FoTxn *txn, gpointer data, GError **error)
{
  Run *run = data;
  g_autoptr (GArray) kits_short = NULL;
  FoActContext context = { .act = run->act, .today = fo_store_today (fo_txn_store (txn)), .kits_short = &kits_short };
  FoTxnEnd end = FO_TXN_COMMIT;
  FoFound found = FO_ABSENT;

  context.day = run->act->done_by && *run->act->done_by ? run->act->done_on : context.today;
  run->repeated = false;
  if (run->act->epoch && !fo_gateway_lease_check (txn, run->act->epoch, error))
    return FO_TXN_FAIL;
  if (run->act->request)
    found = recall_request (txn, run->act->station, run->act->request, run->act->content, run->reply, error);
  if (found != FO_ABSENT) {
    run->repeated = true;
    return found == FO_FOUND ? FO_TXN_REFUSE : FO_TXN_FAIL;
  }
  if (run->work) {
    fo_reply_clear (run->reply);
    end = pass_gate (fo_txn_store (txn), run->kind, run->reply);
    if (end == FO_TXN_COMMIT)
      end = run->work (txn, &context, run->what, run->reply, error);
    if (end == FO_TXN_COMMIT && kits_short && !fo_kits_end (txn, &context, run->reply, error))
      end = FO_TXN_FAIL;
    if (end == FO_TXN_COMMIT)
      end = leave_gate (fo_txn_store (txn), run->kind, run->reply);
    add_args (&run->reply->args, run->act->with);
  }
  if (end == FO_TXN_COMMIT) {
    if (run->work)
      run->reply->operation = run->act->operation;
    if (run->work && run->act->due && *run->act->due)
      fo_args_set_text (&run->reply->args, "labels_due", run->act->due);
    note_second (txn, run);
    fo_act_note (txn, &context, run->kind, run->reply);
  }
  return end;
}

/* On a store that is watched, acts are done in the name of who logged in, whatever the caller believes. */
static FoAct
in_own_name (FoStore *store, const FoAct *act)
{
  const FoPerson *person = fo_guard_person (store);
  FoAct own = *act;

  if (fo_guard_is_closed (store))
    own.person = person ? person->name : "";
  return own;
}

/* The server's no is an answer like our own, where somebody is known to whom it is given. */
static bool
take_refusal (FoStore *store, const char *kind, FoReply *reply, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (!fo_guard_is_watched (store) || !error || !g_error_matches (*error, FO_STORE_ERROR, FO_STORE_ERROR_PERMISSION))
    return false;
  if (!fo_guard_watch (store, &why) || !fo_guard_is_closed (store)) /* it may know of the first person before we do */
    return false;
  g_clear_error (error);
  fo_reply_clear (reply);
  fo_right_refuse (store, kind, reply);
  return true;
}

/* A station that was revoked is told so. When it was admitted again meanwhile, its next act is done under the new epoch. */
static bool
take_revocation (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  FoStationRow row;
  gint64 epoch;
  const char *station = fo_store_station (store, &epoch);

  if (act->epoch || !station || !error || !g_error_matches (*error, FO_STORE_ERROR, FO_STORE_ERROR_FENCED))
    return false;
  g_clear_error (error);
  if (!fo_store_enter_station (store, station, &row, error))
    return false;
  fo_reply_clear (reply);
  reply->verdict = FO_STATION_REVOKED;
  fo_args_set_text (&reply->args, "station", station);
  fo_args_set_text (&reply->args, "person", row.changed_by);
  return true;
}

/* Somebody tried what is not his to do, or what is not paid for: the day's list tells the lead. Other refusals are only remembered for
 * who asked with a request. */
static bool
is_kept (FoVerdict verdict)
{
  return verdict == FO_RIGHT_MISSING || verdict == FO_PAYMENT_MISSING || verdict == FO_CUSTOMER_BLOCKED;
}

bool
fo_act_run (FoStore *store, const FoAct *act, const char *kind, FoWorkFunc work, gconstpointer what, FoReply *reply,
            GError **error)
{
  const FoAct own = in_own_name (store, act);
  Run run = { .act = &own, .kind = kind, .work = work, .what = what, .reply = reply };

  if (!fo_store_write (store, act->operation, run_once, &run, error)) {
    if (take_revocation (store, act, reply, error))
      return true;
    if (!take_refusal (store, kind, reply, error))
      return false;
  }
  if (reply->operation == act->operation && fo_guard_second (store, kind))
    fo_guard_forget_second (store);
  if ((act->request || is_kept (reply->verdict)) && !run.repeated && reply->operation != act->operation) {
    if (is_kept (reply->verdict))
      fo_args_set_text (&reply->args, "act", kind);
    run.kind = "refused";
    run.work = NULL;
    return fo_store_write (store, act->operation, run_once, &run, error) || take_revocation (store, act, reply, error);
  }
  return true;
}

bool
fo_act_remember (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  const FoAct own = in_own_name (store, act);
  Run run = { .act = &own, .kind = "answered", .reply = reply };

  return fo_store_write (store, act->operation, run_once, &run, error) || take_revocation (store, act, reply, error);
}

FoTxnEnd
fo_refuse (FoReply *reply, FoVerdict verdict)
{
  reply->verdict = verdict;
  return FO_TXN_REFUSE;
}

FoTxnEnd
fo_not_found (FoFound found, FoReply *reply, FoVerdict verdict)
{
  return found == FO_FAILED ? FO_TXN_FAIL : fo_refuse (reply, verdict);
}

bool
fo_tell_sales (FoTxn *txn, FoId operation, const char *kind, FoId id, const char *op, GString *body, GError **error)
{
  g_autofree char *text = NULL;
  char aggregate[48];

  fo_json_close (body, '}');
  text = g_string_free (body, FALSE);
  g_snprintf (aggregate, sizeof aggregate, "%s:%" G_GINT64_FORMAT, kind, id);
  return g_str_equal (op, "reserve.set") ? fo_outbox_add_reserve (txn, operation, id, aggregate, text, error)
                                         : fo_outbox_add (txn, operation, aggregate, op, text, error);
}

typedef struct {
  FoId operation;
  const char *station, *request, *content;
  FoReply *reply;
  FoFound found;
} Recall;

static FoTxnEnd
recall (FoTxn *txn, gpointer data, GError **error)
{
  Recall *r = data;
  g_autofree char *json = NULL, *kind = NULL;

  if (r->request)
    r->found = recall_request (txn, r->station, r->request, r->content, r->reply, error);
  else {
    r->found = fo_operation_reply (txn, r->operation, &json, &kind, error);
    if (r->found == FO_FOUND && !fo_reply_from_json (json, r->reply))
      r->reply->verdict = FO_ALREADY_DONE;
  }
  return r->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

FoFound
fo_act_recall (FoStore *store, FoId operation, FoReply *reply, GError **error)
{
  Recall r = { .operation = operation, .reply = reply };

  return fo_store_read (store, recall, &r, error) ? r.found : FO_FAILED;
}

FoFound
fo_act_recall_request (FoStore *store, const char *station, const char *request, const char *content, FoReply *reply,
                       GError **error)
{
  Recall r = { .station = station, .request = request, .content = content, .reply = reply };

  return fo_store_read (store, recall, &r, error) ? r.found : FO_FAILED;
}
