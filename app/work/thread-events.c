/* SPDX-License-Identifier: GPL-3.0-or-later
 * What happened to a deal. Every row has an id that says when it was made, so no list of events is kept beside the rows. */
#include "firstout/core/claim.h"
#include "firstout/store/cartons.h"
#include "firstout/store/claims.h"
#include "firstout/store/documents.h"
#include "firstout/store/operations.h"
#include "firstout/store/questions.h"
#include "firstout/store/returns.h"
#include "thread.h"

/* ---- one event --------------------------------------------------------------------------------------------------- */

FoThreadEvent *
fo_thread_add_event (FoThreadAdding *a, const char *kind, FoId id)
{
  FoThreadEvent event = { .at_us = fo_id_made_at_us (id),
                          .kind = kind,
                          .expires_on = FO_DAY_NONE,
                          .day = FO_DAY_NONE,
                          .from_day = FO_DAY_NONE,
                          .done_on = FO_DAY_NONE };

  if (a->order)
    g_strlcpy (event.order, a->order->number, sizeof event.order);
  g_array_append_val (a->thread->events, event);
  return &g_array_index (a->thread->events, FoThreadEvent, a->thread->events->len - 1);
}

void
fo_thread_name_item (const FoThreadAdding *a, FoThreadEvent *event, FoId item)
{
  for (guint i = 0; i < a->thread->lines->len; i++) {
    const FoThreadLine *row = &g_array_index (a->thread->lines, FoThreadLine, i);

    if (row->line.item_id != item)
      continue;
    g_strlcpy (event->item, row->item, sizeof event->item);
    g_strlcpy (event->name, row->name, sizeof event->name);
    g_strlcpy (event->unit, row->unit, sizeof event->unit);
    return;
  }
}

void
fo_thread_name_line (const FoThreadAdding *a, FoThreadEvent *event, FoId line)
{
  for (guint i = 0; i < a->thread->lines->len; i++) {
    const FoThreadLine *row = &g_array_index (a->thread->lines, FoThreadLine, i);
    if (row->line.id == line)
      fo_thread_name_item (a, event, row->line.item_id);
  }
}

/* Who did it, and on paper when. */
bool
fo_thread_name_doer (const FoThreadAdding *a, FoThreadEvent *event, FoId operation, GError **error)
{
  FoDoer doer;
  FoFound found = operation ? fo_operation_doer (a->txn, operation, &doer, error) : FO_ABSENT;

  if (found != FO_FOUND)
    return found != FO_FAILED;
  g_strlcpy (event->person, doer.person, sizeof event->person);
  g_strlcpy (event->station, doer.station, sizeof event->station);
  g_strlcpy (event->done_by, doer.done_by, sizeof event->done_by);
  event->done_on = doer.done_on;
  return true;
}

/* ---- of a supply -------------------------------------------------------------------------------------------------- */

static bool
add_receipts (FoThreadAdding *a, const FoSupply *supply, GError **error)
{
  g_autoptr (GArray) received = g_array_new (FALSE, FALSE, sizeof (FoReceived));

  if (!fo_receipts_of_supply (a->txn, supply->id, received, error))
    return false;
  for (guint i = 0; i < received->len; i++) {
    const FoReceived *row = &g_array_index (received, FoReceived, i);
    FoThreadEvent *event = fo_thread_add_event (a, "receipt", row->id);

    g_strlcpy (event->number, supply->number, sizeof event->number);
    fo_thread_name_item (a, event, supply->item_id);
    g_strlcpy (event->lot, row->lot, sizeof event->lot);
    event->expires_on = row->expires_on;
    event->quantity_u = row->undone ? -row->quantity_u : row->quantity_u;
    g_strlcpy (event->text, row->reason, sizeof event->text);
    if (!fo_thread_name_doer (a, event, row->operation, error))
      return false;
  }
  return true;
}

static bool
add_slips (FoThreadAdding *a, const FoSupply *supply, GError **error)
{
  g_autoptr (GArray) slips = g_array_new (FALSE, FALSE, sizeof (FoSlip));

  if (!fo_slips_of_supply (a->txn, supply->id, slips, error))
    return false;
  for (guint i = 0; i < slips->len; i++) {
    const FoSlip *slip = &g_array_index (slips, FoSlip, i);
    FoThreadEvent *event = fo_thread_add_event (a, "slip", slip->operation);

    g_strlcpy (event->number, supply->number, sizeof event->number);
    fo_thread_name_item (a, event, supply->item_id);
    event->from_day = slip->from_day;
    event->day = slip->to_day;
  }
  return true;
}

static bool
add_supply (FoThreadAdding *a, const FoSupply *supply, GError **error)
{
  FoThreadEvent *event;

  if (!g_hash_table_add (a->supplies, g_memdup2 (&supply->id, sizeof supply->id)))
    return true;
  event = fo_thread_add_event (a, supply->state == FO_SUPPLY_PROPOSED ? "proposed" : "supply", supply->id);
  g_strlcpy (event->number, supply->number, sizeof event->number);
  fo_thread_name_item (a, event, supply->item_id);
  event->quantity_u = supply->ordered_u;
  event->day = supply->ready_on;
  g_snprintf (event->text, sizeof event->text, "%s%s%s", fo_supply_kind_name (supply->kind), supply->partner[0] ? ", " : "",
              supply->partner);
  return add_slips (a, supply, error) && add_receipts (a, supply, error);
}

/* ---- of a line ---------------------------------------------------------------------------------------------------- */

static bool
add_promises (FoThreadAdding *a, const FoThreadLine *row, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));

  if (!fo_promises_of_line (a->txn, row->line.id, promises, error))
    return false;
  for (guint i = 0; i < promises->len; i++) {
    const FoPromise *promise = &g_array_index (promises, FoPromise, i);
    FoThreadEvent *event = fo_thread_add_event (a, "promise", promise->id);
    FoSupply supply;

    fo_thread_name_item (a, event, promise->item_id);
    event->quantity_u = promise->quantity_u;
    if (!promise->supply_id)
      continue;
    if (fo_supply_find (a->txn, promise->supply_id, &supply, error) != FO_FOUND)
      return false;
    g_strlcpy (event->number, supply.number, sizeof event->number);
    event->day = supply.ready_on;
    if (!add_supply (a, &supply, error))
      return false;
  }
  return true;
}

static bool
add_supplies (FoThreadAdding *a, const FoThreadLine *row, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));

  if (!fo_supplies_for_line (a->txn, row->line.id, supplies, error))
    return false;
  for (guint i = 0; i < supplies->len; i++)
    if (!add_supply (a, &g_array_index (supplies, FoSupply, i), error))
      return false;
  return true;
}

static bool
add_returns (FoThreadAdding *a, const FoThreadLine *row, GError **error)
{
  g_autoptr (GArray) returns = g_array_new (FALSE, FALSE, sizeof (FoReturnRow));

  if (!fo_returns_of_line (a->txn, row->line.id, returns, error))
    return false;
  for (guint i = 0; i < returns->len; i++) {
    const FoReturnRow *each = &g_array_index (returns, FoReturnRow, i);
    FoThreadEvent *event = fo_thread_add_event (a, "return", each->id);
    FoLot lot;

    if (fo_lot_find (a->txn, each->lot_id, &lot, error) != FO_FOUND)
      return false;
    fo_thread_name_item (a, event, row->line.item_id);
    g_strlcpy (event->lot, lot.number, sizeof event->lot);
    event->expires_on = lot.expires_on;
    event->quantity_u = each->quantity_u;
    event->day = each->returned_on;
    g_strlcpy (event->text, each->reason, sizeof event->text);
    if (!fo_thread_name_doer (a, event, each->operation, error))
      return false;
  }
  return true;
}

static bool
add_line (FoThreadAdding *a, const FoThreadLine *row, GError **error)
{
  FoThreadEvent *event = fo_thread_add_event (a, "line", row->line.id);

  fo_thread_name_item (a, event, row->line.item_id);
  event->quantity_u = row->line.ordered_u - row->line.cancelled_u;
  g_strlcpy (event->text, row->is_kit ? "kit" : row->line.goods ? fo_source_name (row->line.source) : "service",
             sizeof event->text);
  if (row->is_kit || !row->line.goods)
    return true;
  return add_promises (a, row, error) && add_supplies (a, row, error)
         && (row->line.shipped_u == 0 || add_returns (a, row, error));
}

/* ---- of an order -------------------------------------------------------------------------------------------------- */

/* What is held and picked now; when, the hold does not say: after the line was made. */
static bool
add_holds (FoThreadAdding *a, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  gint64 now_us = fo_store_now_us (fo_txn_store (a->txn));

  if (!fo_holds_of_order (a->txn, a->order->id, holds, error))
    return false;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    FoThreadEvent *event = fo_thread_add_event (a, hold->picked ? "picked" : "held", hold->line_id);

    event->at_us = now_us;
    fo_thread_name_item (a, event, hold->item_id);
    g_strlcpy (event->lot, hold->lot, sizeof event->lot);
    event->expires_on = hold->expires_on;
    event->quantity_u = hold->quantity_u;
    g_strlcpy (event->text, hold->place, sizeof event->text);
    g_strlcpy (event->station, a->order->taken_by, sizeof event->station);
  }
  return true;
}

static bool
add_shipments (FoThreadAdding *a, GError **error)
{
  g_autoptr (GArray) shipped = g_array_new (FALSE, FALSE, sizeof (FoShipped));
  FoId order, operation = 0, last = 0;

  if (!fo_shipments_of_order (a->txn, a->order->id, shipped, error))
    return false;
  for (guint i = 0; i < shipped->len; i++) {
    const FoShipped *row = &g_array_index (shipped, FoShipped, i);
    FoThreadEvent *event = fo_thread_add_event (a, "shipment", row->shipment_id);

    if (last != row->shipment_id && !fo_order_of_shipment (a->txn, row->number, &order, &operation, error))
      return false;
    last = row->shipment_id;
    g_strlcpy (event->number, row->number, sizeof event->number);
    if (row->cancelled)
      event->kind = "unshipped";
    else
      fo_thread_name_line (a, event, row->line_id);
    g_strlcpy (event->lot, row->lot, sizeof event->lot);
    event->expires_on = row->expires_on;
    event->quantity_u = row->quantity_u;
    event->day = row->shipped_on;
    if (!fo_thread_name_doer (a, event, operation, error))
      return false;
  }
  return true;
}

static bool
add_cartons (FoThreadAdding *a, GError **error)
{
  g_autoptr (GArray) cartons = g_array_new (FALSE, FALSE, sizeof (FoCarton));

  if (a->order->packing == FO_PACKING_OFF)
    return true;
  if (!fo_cartons_of_order (a->txn, a->order->id, cartons, error))
    return false;
  for (guint i = 0; i < cartons->len; i++) {
    const FoCarton *carton = &g_array_index (cartons, FoCarton, i);
    FoThreadEvent *event = fo_thread_add_event (a, "carton", carton->id);

    g_strlcpy (event->number, carton->sscc, sizeof event->number);
    g_strlcpy (event->text, fo_carton_state_name (carton->state), sizeof event->text);
    g_strlcpy (event->station, carton->station, sizeof event->station);
  }
  return true;
}

static void
add_document (FoThreadAdding *a, const FoDocument *document)
{
  FoThreadEvent *event = fo_thread_add_event (a, "document", document->id);

  g_strlcpy (event->number, document->number, sizeof event->number);
  g_strlcpy (event->text, document->kind, sizeof event->text);
  event->day = document->issued_on;
}

static bool
add_papers (FoThreadAdding *a, GError **error)
{
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (FoDocument));
  g_autoptr (GArray) claims = g_array_new (FALSE, FALSE, sizeof (FoClaimRow));

  if (!fo_documents_of_order (a->txn, a->order->id, documents, error)
      || !fo_claims_of_order (a->txn, a->order->id, claims, error))
    return false;
  for (guint i = 0; i < documents->len; i++)
    add_document (a, &g_array_index (documents, FoDocument, i));
  for (guint i = 0; i < claims->len; i++) {
    const FoClaimRow *claim = &g_array_index (claims, FoClaimRow, i);
    FoThreadEvent *event = fo_thread_add_event (a, "claim", claim->id);

    g_strlcpy (event->number, claim->number, sizeof event->number);
    g_strlcpy (event->text, claim->said, sizeof event->text);
    event->quantity_u = claim->quantity_u;
    event->day = claim->opened_on;
    if (!fo_thread_name_doer (a, event, claim->operation, error))
      return false;
  }
  return true;
}

static bool
add_asks (FoThreadAdding *a, GError **error)
{
  g_autoptr (GArray) asks = g_array_new (FALSE, FALSE, sizeof (FoAvailability));

  if (!fo_availability_of_order (a->txn, a->order->id, asks, error))
    return false;
  for (guint i = 0; i < asks->len; i++) {
    const FoAvailability *ask = &g_array_index (asks, FoAvailability, i);
    FoThreadEvent *event = fo_thread_add_event (a, "availability", ask->id);

    fo_thread_name_item (a, event, ask->item_id);
    event->quantity_u = ask->quantity_u;
    g_strlcpy (event->text, ask->note, sizeof event->text);
    if (!ask->answer)
      continue;
    event = fo_thread_add_event (a, "answer", ask->answer);
    fo_thread_name_item (a, event, ask->item_id);
    event->quantity_u = ask->found_u;
    if (!fo_thread_name_doer (a, event, ask->answer, error))
      return false;
  }
  return true;
}

static bool
add_questions (FoThreadAdding *a, GError **error)
{
  g_autoptr (GArray) questions = g_array_new (FALSE, FALSE, sizeof (FoQuestion));

  if (!fo_questions_of_order (a->txn, a->order->id, questions, error))
    return false;
  for (guint i = 0; i < questions->len; i++) {
    const FoQuestion *question = &g_array_index (questions, FoQuestion, i);
    FoThreadEvent *event;

    if (g_str_equal (question->answer, "void"))
      continue;
    event = fo_thread_add_event (a, "question", question->id);
    fo_thread_name_item (a, event, question->item_id);
    event->quantity_u = question->quantity_u;
    event->day = question->day;
    g_snprintf (event->text, sizeof event->text, "%s%s%s", question->kind, question->answer[0] ? ": " : "", question->answer);
    if (!fo_thread_name_doer (a, event, question->answered_by, error))
      return false;
  }
  return true;
}

static bool
add_order (FoThreadAdding *a, GError **error)
{
  FoThreadEvent *event = fo_thread_add_event (a, "order", a->order->id);

  g_strlcpy (event->number, a->order->number, sizeof event->number);
  g_strlcpy (event->text, fo_order_state_name (a->order->state), sizeof event->text);
  event->day = a->order->due_on;
  for (guint i = 0; i < a->thread->lines->len; i++) {
    const FoThreadLine row = g_array_index (a->thread->lines, FoThreadLine, i);
    if (row.line.order_id == a->order->id && !add_line (a, &row, error))
      return false;
  }
  return add_holds (a, error) && fo_thread_add_goods (a, error) && add_shipments (a, error) && add_cartons (a, error) && add_papers (a, error)
         && add_asks (a, error) && add_questions (a, error);
}

/* ---- all of it ---------------------------------------------------------------------------------------------------- */

static int
by_time (gconstpointer a, gconstpointer b)
{
  const FoThreadEvent *x = a, *y = b;

  return (x->at_us > y->at_us) - (x->at_us < y->at_us);
}

static bool
add_papers_of_deal (FoThreadAdding *a, GError **error)
{
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (FoDocument));

  a->order = NULL;
  if (!a->thread->deal[0])
    return true;
  if (!fo_documents_of_deal (a->txn, a->thread->deal, documents, error))
    return false;
  for (guint i = 0; i < documents->len; i++)
    if (!g_array_index (documents, FoDocument, i).order_id)
      add_document (a, &g_array_index (documents, FoDocument, i));
  return true;
}

bool
fo_thread_add_events (FoTxn *txn, FoThread *thread, GError **error)
{
  g_autoptr (GHashTable) supplies = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  FoThreadAdding a = { .txn = txn, .thread = thread, .supplies = supplies };

  for (guint i = 0; i < thread->orders->len; i++) {
    a.order = &g_array_index (thread->orders, FoOrder, i);
    if (!add_order (&a, error))
      return false;
  }
  if (!add_papers_of_deal (&a, error))
    return false;
  g_array_sort (thread->events, by_time);
  return true;
}
