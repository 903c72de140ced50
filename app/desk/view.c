/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a page shows, made anew after every input. */
#include "firstout/store/guard.h"
#include "firstout/work/documents.h"
#include "step.h"

#include <string.h>

void
fo_view_init (FoView *view)
{
  *view = (FoView){ .task = "", .instruction_id = "task.none" };
  fo_args_init (&view->instruction);
  view->lines = g_array_new (FALSE, TRUE, sizeof (FoViewLine));
  view->offers = g_array_new (FALSE, TRUE, sizeof (FoOffer));
}

void
fo_view_clear (FoView *view)
{
  fo_args_clear (&view->instruction);
  g_clear_pointer (&view->lines, g_array_unref);
  g_clear_pointer (&view->offers, g_array_unref);
}

void
fo_view_copy (FoView *to, const FoView *from)
{
  FoView copy = *from;

  fo_view_clear (to);
  fo_args_init (&copy.instruction);
  fo_args_copy (&copy.instruction, &from->instruction);
  copy.lines = g_array_copy (from->lines);
  copy.offers = g_array_copy (from->offers);
  *to = copy;
}

/* ---- lines ------------------------------------------------------------------------------------------------------------------- */

FoViewLine *
fo_view_add_line (FoView *view, const FoItem *item, FoQuantity asked_u, FoQuantity done_u)
{
  FoViewLine *line;

  g_array_set_size (view->lines, view->lines->len + 1);
  line = &g_array_index (view->lines, FoViewLine, view->lines->len - 1);
  g_strlcpy (line->item, item->code, sizeof line->item);
  g_strlcpy (line->name, item->name, sizeof line->name);
  g_strlcpy (line->name_de, item->name_de, sizeof line->name_de);
  g_strlcpy (line->name_en, item->name_en, sizeof line->name_en);
  g_strlcpy (line->unit, item->unit, sizeof line->unit);
  line->expires_on = FO_DAY_NONE;
  line->asked_u = asked_u;
  line->done_u = done_u;
  return line;
}

void
fo_view_line_lot (FoViewLine *line, FoId lot, const char *number, FoDay expires_on)
{
  line->lot_id = lot;
  g_strlcpy (line->lot, number, sizeof line->lot);
  line->expires_on = expires_on;
}

void
fo_view_line_place (FoViewLine *line, FoId place, const char *code)
{
  line->place_id = place;
  g_strlcpy (line->place, code, sizeof line->place);
}

/* ---- offers and instruction ----------------------------------------------------------------------------------------------------- */

static void
add_offer (FoView *view, const char *command, const char *message_id, int f_key, bool destructive)
{
  const FoOffer offer = { command, message_id, f_key, destructive };

  g_array_append_val (view->offers, offer);
}

void
fo_view_offer (FoView *view, const char *command, const char *message_id, int f_key)
{
  add_offer (view, command, message_id, f_key, false);
}

void
fo_view_offer_destructive (FoView *view, const char *command, const char *message_id, int f_key)
{
  add_offer (view, command, message_id, f_key, true);
}

void
fo_view_instruct (FoView *view, const char *instruction_id)
{
  view->instruction_id = instruction_id;
}

bool
fo_view_order (FoTxn *txn, FoId order, FoView *view, FoOrder *ret_order, GError **error)
{
  FoOrder found;

  if (fo_order_find (txn, order, &found, error) != FO_FOUND)
    return false;
  g_strlcpy (view->title, found.number, sizeof view->title);
  g_strlcpy (view->deal, found.deal, sizeof view->deal);
  g_strlcpy (view->customer, found.customer, sizeof view->customer);
  fo_args_set_text (&view->instruction, "order", found.number);
  fo_args_set_text (&view->instruction, "deal", found.deal);
  if (ret_order)
    *ret_order = found;
  return true;
}

bool
fo_view_documents (FoTxn *txn, const FoOrder *order, FoView *view, GError **error)
{
  FoDocumentCount count;

  if (!fo_documents_count (txn, order, &count, error))
    return false;
  view->documents = count.all;
  view->documents_ready = count.ready;
  return true;
}

/* ---- questions --------------------------------------------------------------------------------------------------------------------- */

/* Whose it is, behind the name: two lots may differ in nothing else. */
static void
name_owner (FoViewLine *line, const char *owner)
{
  char *const names[] = { line->name, line->name_de, line->name_en };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (names[i][0] || i == 0) {
      g_strlcat (names[i], " · ", sizeof line->name);
      g_strlcat (names[i], owner, sizeof line->name);
    }
  }
}

/* The house has no name here. */
static void
name_house (FoViewLine *line)
{
  char *const names[] = { [FO_LANGUAGE_RU] = line->name, [FO_LANGUAGE_DE] = line->name_de, [FO_LANGUAGE_EN] = line->name_en };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *text = fo_words ((FoLanguage) i, "task.count.own_goods", NULL);
    g_strlcpy (names[i], text, sizeof line->name);
  }
}

/* The digit that answers, before the name. */
static void
number (FoViewLine *line, guint n)
{
  char *const names[] = { line->name, line->name_de, line->name_en };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *text = g_strdup_printf ("%u · %s", n, names[i]);

    if (names[i][0])
      g_strlcpy (names[i], text, sizeof line->name);
  }
}

static bool
show_choices (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  g_array_set_size (view->lines, 0); /* the choices are the lines, numbered from one */
  for (guint i = 0; i < now->n_choices; i++) {
    const FoChoice *choice = &now->choices[i];
    FoItem item = { .id = 0 };
    FoViewLine *line;
    FoPlace place;
    FoLot lot;

    if (choice->item && fo_item_find (txn, choice->item, &item, error) != FO_FOUND)
      return false;
    line = fo_view_add_line (view, &item, choice->item ? choice->quantity_u : 0, 0);
    line->is_choice = true;
    if (!choice->item)
      g_strlcpy (line->name, choice->number, sizeof line->name);
    if (g_strcmp0 (now->asks_for, "whose") == 0 && !choice->number[0])
      name_house (line);
    if (choice->lot && fo_lot_find (txn, choice->lot, &lot, error) != FO_FOUND)
      return false;
    if (choice->lot)
      fo_view_line_lot (line, lot.id, lot.number, lot.expires_on);
    if (choice->lot && lot.owner[0])
      name_owner (line, lot.owner);
    if (choice->place && fo_place_find (txn, choice->place, &place, error) != FO_FOUND)
      return false;
    if (choice->place)
      fo_view_line_place (line, place.id, place.code);
    if (choice->place && !choice->item)
      g_strlcpy (line->name, place.name[0] ? place.name : place.code, sizeof line->name);
    number (line, i + 1);
  }
  return true;
}

void
fo_view_offer_reasons (FoView *view, const char *command)
{
  static const struct {
    const char *of, *command, *message_id;
  } reasons[] = {
    { "anyway", "anyway not-found", "offer.reason.not_found" },
    { "anyway", "anyway damaged", "offer.reason.damaged" },
    { "anyway", "anyway customer-wish", "offer.reason.customer_wish" },
    { "anyway", "anyway nearer", "offer.reason.nearer" },
    { "anyway", "anyway other", "offer.reason.other" },
    { "short", "short not-found", "offer.reason.not_found" },
    { "short", "short damaged", "offer.reason.damaged" },
    { "short", "short blocked-way", "offer.reason.blocked_way" },
    { "short", "short label-missing", "offer.reason.label_missing" },
    { "short", "short other", "offer.reason.other" },
    { "reason", "reason damaged", "offer.reason.damaged" },
    { "reason", "reason wrong-item", "offer.reason.wrong_item" },
    { "reason", "reason not-needed", "offer.reason.not_needed" },
    { "reason", "reason quality", "offer.reason.quality" },
    { "reason", "reason other", "offer.reason.other" },
    { "scrap", "scrap damaged", "offer.reason.damaged" },
    { "scrap", "scrap quality", "offer.reason.quality" },
    { "scrap", "scrap expired", "offer.reason.expired" },
    { "scrap", "scrap other", "offer.reason.other" },
    { "to-stock", "to-stock looked-at", "offer.reason.looked_at" },
    { "to-stock", "to-stock other", "offer.reason.other" },
    { "write-off", "write-off damaged", "offer.reason.damaged" },
    { "write-off", "write-off expired", "offer.reason.expired" },
    { "write-off", "write-off defect", "offer.reason.defect" },
    { "write-off", "write-off recalled", "offer.reason.recalled" },
    { "write-off", "write-off other", "offer.reason.other" },
    { "issue", "issue production", "offer.purpose.production" },
    { "issue", "issue service", "offer.purpose.service" },
    { "issue", "issue sample", "offer.purpose.sample" },
    { "issue", "issue repair", "offer.purpose.repair" },
    { "issue", "issue other", "offer.purpose.other" },
    { "quarantine", "quarantine damaged", "offer.reason.damaged" },
    { "quarantine", "quarantine wrong-label", "offer.reason.wrong_label" },
    { "quarantine", "quarantine other", "offer.reason.other" },
    { "block-place", "block-place shelf-damaged", "offer.reason.shelf_damaged" },
    { "block-place", "block-place spilled", "offer.reason.spilled" },
    { "block-place", "block-place blocked-way", "offer.reason.blocked_way" },
    { "block-place", "block-place rebuilding", "offer.reason.rebuilding" },
    { "block-place", "block-place other", "offer.reason.other" },
  };
  static const int f_keys[] = { 2, 3, 5, 6, 7 }; /* F4 is undo on every page: no reason is given by habit */
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].of, command) == 0)
      fo_view_offer (view, reasons[i].command, reasons[i].message_id, f_keys[n++]);
}

static const char *
question_id (const FoDeskState *now)
{
  switch (now->ask) {
  case FO_ASK_LOT:
    return fo_verdict_is_of_separators (now->refused) ? "task.ask.lot_read" : "task.ask.lot";
  case FO_ASK_EXPIRY:
    return "task.ask.expiry";
  case FO_ASK_CONFIRM:
    return now->refused == FO_PACK_IS_MORE           ? "task.ask.part"
           : now->refused == FO_GS1_SEPARATOR_UNSURE ? "task.ask.read"
                                                     : "task.ask.confirm";
  case FO_ASK_REASON:
    return "task.ask.reason";
  case FO_ASK_CHOICE:
    return g_strcmp0 (now->asks_for, "whose") == 0        ? "task.ask.whose"
           : g_strcmp0 (now->asks_for, "substitute") == 0 ? "task.ask.substitute"
                                                          : "task.ask.choice";
  case FO_ASK_WEIGHT:
    return "task.ask.weight";
  case FO_ASK_WORDS:
    return "task.ask.words";
  case FO_ASK_LEARN:
    return "task.ask.learn";
  case FO_ASK_QUANTITY:
    return "task.ask.quantity";
  case FO_ASK_SERIAL:
    return "task.ask.serial";
  case FO_ASK_MARK:
    return "task.ask.mark";
  case FO_ASK_ZERO:
    return "task.ask.zero";
  case FO_ASK_NOTHING:
    break;
  }
  return NULL;
}

bool
fo_view_question (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  const char *question = question_id (now);

  if (!question)
    return true;
  g_array_set_size (view->offers, 0);
  fo_view_instruct (view, question);
  fo_args_goods (&view->instruction, &now->hand);
  if (now->refused == FO_GS1_SEPARATOR_UNSURE)
    fo_view_offer (view, "confirm", "offer.as_read", 3);
  else if (now->ask == FO_ASK_CONFIRM)
    fo_view_offer (view, "confirm", now->refused == FO_PACK_IS_MORE ? "offer.take_part" : "offer.confirm", 3);
  else if (now->ask == FO_ASK_LOT && now->task == &fo_task_receive && now->refused != FO_GS1_SEPARATOR_LOST)
    fo_view_offer (view, "lot", "offer.own_lot", 3);
  if ((now->ask == FO_ASK_CONFIRM || now->ask == FO_ASK_EXPIRY || now->ask == FO_ASK_MARK || now->ask == FO_ASK_SERIAL
       || fo_verdict_is_of_separators (now->refused))
      && (now->task == &fo_task_receive || (now->task == &fo_task_return && now->ask != FO_ASK_EXPIRY)))
    fo_view_offer (view, "quarantine", "offer.quarantine", 5);
  if (now->ask == FO_ASK_ZERO) {
    fo_args_set_text (&view->instruction, "place", now->emptied_code);
    fo_view_offer (view, "empty", "offer.empty", 3);
    fo_view_offer (view, "not-empty", "offer.not_empty", 5);
  }
  fo_view_offer_reasons (view, now->asks_for);
  fo_view_offer (view, "cancel", "offer.cancel", 12);
  return now->ask != FO_ASK_CHOICE || show_choices (txn, now, view, error);
}

bool
fo_view_make (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error)
{
  FoStore *store = fo_txn_store (txn);
  const FoPerson *person = fo_guard_person (store);

  g_strlcpy (view->person, person ? person->name : fo_guard_is_closed (store) ? "" : now->person, sizeof view->person);
  view->pin_wanted = now->badge[0] != '\0';
  g_strlcpy (view->paper_by, now->paper_by, sizeof view->paper_by);
  view->paper_on = now->paper_on;
  if (!now->task)
    return true;
  view->task = now->task->name;
  view->last_operation = now->n_booked ? now->booked[now->n_booked - 1].operation : 0;
  if (!now->task->view (txn, station, now, view, error))
    return false;
  if (now->unknown[0])
    fo_view_offer (view, "learn", "offer.learn", 7);
  return fo_view_question (txn, now, view, error);
}
