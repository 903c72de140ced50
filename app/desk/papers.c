/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/desk/papers.h"

#include "firstout/core/gs1.h"
#include "firstout/store/people.h"
#include "firstout/store/items.h"
#include "firstout/store/lots.h"
#include "firstout/store/meta.h"
#include "firstout/store/orders.h"
#include "firstout/store/places.h"
#include "firstout/store/supplies.h"
#include "paper-carton.h"
#include "vouchers.h"

void
fo_paper_clear (FoPaper *paper)
{
  fo_args_clear (&paper->fields);
  fo_label_refusal_clear (&paper->refusal);
  g_clear_pointer (&paper->rows, g_array_unref);
  *paper = (FoPaper){ 0 };
}

const char *
fo_paper_template (const FoPaperSubject *subject)
{
  return fo_label_record_name (subject->record);
}

const char *
fo_paper_template_in (const FoPaperSubject *subject, const char *folder)
{
  const char *own = subject->record == FO_LABEL_RECORD_VOUCHER ? fo_voucher_name (subject->voucher) : NULL;
  g_autofree char *file = own ? g_strconcat (own, ".label", NULL) : NULL;
  g_autofree char *path = own ? g_build_filename (folder, file, NULL) : NULL;

  return path && g_file_test (path, G_FILE_TEST_EXISTS) ? own : fo_paper_template (subject);
}

typedef struct {
  FoTxn *txn;
  const FoPaperSubject *subject;
  FoLanguage language;
  FoDay today;
  bool training;
  FoPaper *paper;
} Reading;

static FoFound
read_lot (Reading *r, GError **error)
{
  char gtin[FO_GTIN_MAX];
  FoLotDays days;
  FoItem item;
  FoLot lot;
  FoFound found = fo_lot_find (r->txn, r->subject->id, &lot, error);

  if (found == FO_FOUND)
    found = fo_item_find (r->txn, lot.item_id, &item, error);
  if (found != FO_FOUND)
    return found;
  if (!fo_item_gtin (r->txn, item.id, gtin, error) || !fo_lot_days_get (r->txn, &lot, &days, error))
    return FO_FAILED;
  const FoLabelLot label = { .item = &item,
                             .lot = &lot,
                             .gtin = gtin,
                             .quantity_u = r->subject->quantity_u,
                             .quantity_in_code = r->subject->quantity_u > FO_ONE,
                             .note = r->subject->note,
                             .serial = r->subject->serial,
                             .days = &days,
                             .training = r->training };
  g_snprintf (r->paper->name, sizeof r->paper->name, "%.31s-%.31s", item.code, lot.number);
  r->paper->verdict = fo_label_lot_fields (&label, r->language, r->today, &r->paper->fields, &r->paper->refusal);
  return FO_FOUND;
}

static FoFound
read_item (Reading *r, GError **error)
{
  char gtin[FO_GTIN_MAX];
  FoItem item;
  FoFound found = fo_item_find (r->txn, r->subject->id, &item, error);

  if (found != FO_FOUND)
    return found;
  if (!fo_item_gtin (r->txn, item.id, gtin, error))
    return FO_FAILED;
  const FoLabelItem label = { .item = &item, .gtin = gtin, .note = r->subject->note, .training = r->training };
  g_strlcpy (r->paper->name, item.code, sizeof r->paper->name);
  r->paper->verdict = fo_label_item_fields (&label, r->language, &r->paper->fields, &r->paper->refusal);
  return FO_FOUND;
}

static FoFound
read_place (Reading *r, GError **error)
{
  FoPlace place;
  FoFound found = fo_place_find (r->txn, r->subject->id, &place, error);

  if (found != FO_FOUND)
    return found;
  g_strlcpy (r->paper->name, place.code, sizeof r->paper->name);
  r->paper->verdict = fo_label_place_fields (&place, r->training, &r->paper->fields, &r->paper->refusal);
  return FO_FOUND;
}

/* A person's, by name. */
static FoFound
read_badge (Reading *r, GError **error)
{
  FoPerson person;
  FoFound found = fo_person_by_name (r->txn, r->subject->number, &person, error);
  g_autofree char *role_id = found == FO_FOUND ? g_strconcat ("role.", fo_role_name (person.role), NULL) : NULL;
  g_autofree char *role = role_id ? fo_words (r->language, role_id, NULL) : NULL;

  if (found != FO_FOUND)
    return found;
  g_strlcpy (r->paper->name, person.name, sizeof r->paper->name);
  r->paper->verdict = fo_label_badge_fields (person.name, person.badge, role, r->training, &r->paper->fields, &r->paper->refusal);
  return FO_FOUND;
}

/* ---- papers of a task -------------------------------------------------------------------------------------------- */

/* The lines of a paper, and the items they point to. */
typedef struct {
  GArray *lines;    /* of FoLabelTaskLine */
  GPtrArray *items; /* of FoItem */
} Lines;

static void
lines_init (Lines *lines)
{
  lines->lines = g_array_new (FALSE, FALSE, sizeof (FoLabelTaskLine));
  lines->items = g_ptr_array_new_with_free_func (g_free);
}

static void
lines_clear (Lines *lines)
{
  g_array_unref (lines->lines);
  g_ptr_array_unref (lines->items);
}

static bool
add_line (Reading *r, Lines *lines, FoId item_id, FoLabelTaskLine line, GError **error)
{
  FoItem *item = g_new0 (FoItem, 1);

  g_ptr_array_add (lines->items, item);
  if (fo_item_find (r->txn, item_id, item, error) != FO_FOUND)
    return false;
  line.item = item;
  g_array_append_val (lines->lines, line);
  return true;
}

static bool
add_holds (Reading *r, Lines *lines, GArray *holds, GError **error)
{
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    if (!add_line (r, lines, hold->item_id,
                   (FoLabelTaskLine){ NULL, hold->lot, hold->place, hold->expires_on, hold->quantity_u }, error))
      return false;
  }
  return true;
}

/* What no hold speaks of yet. */
static bool
add_open (Reading *r, Lines *lines, const GArray *order_lines, GError **error)
{
  for (guint i = 0; i < order_lines->len; i++) {
    const FoLine *line = &g_array_index (order_lines, FoLine, i);
    FoQuantity open_u = line->ordered_u - line->cancelled_u - line->shipped_u - line->held_u - line->picked_u;
    if (line->goods && open_u > 0
        && !add_line (r, lines, line->item_id, (FoLabelTaskLine){ NULL, line->lot_wanted, NULL, FO_DAY_NONE, open_u },
                      error))
      return false;
  }
  return true;
}

static bool
collect_order (Reading *r, Lines *lines, GArray *holds, GError **error)
{
  g_autoptr (GArray) order_lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

  return fo_holds_of_order (r->txn, r->subject->id, holds, error)
         && fo_lines_of_order (r->txn, r->subject->id, order_lines, error) && add_holds (r, lines, holds, error)
         && add_open (r, lines, order_lines, error);
}

static void
make_task (Reading *r, FoLabelTask *task, const Lines *lines)
{
  task->note = r->subject->note;
  task->lines = (const FoLabelTaskLine *) (gconstpointer) lines->lines->data;
  task->n_lines = lines->lines->len;
  task->training = r->training;
  g_strlcpy (r->paper->name, task->number, sizeof r->paper->name);
  r->paper->verdict = fo_label_task_fields (task, r->language, &r->paper->fields, &r->paper->rows, &r->paper->refusal);
}

static FoFound
read_order (Reading *r, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  FoOrder order;
  FoFound found = fo_order_find (r->txn, r->subject->id, &order, error);
  Lines lines;

  if (found != FO_FOUND)
    return found;
  lines_init (&lines);
  if (collect_order (r, &lines, holds, error)) {
    FoLabelTask task = {
      .number = order.number, .deal = order.deal, .partner = order.customer, .due_on = order.due_on
    };
    make_task (r, &task, &lines);
  } else
    found = FO_FAILED;
  lines_clear (&lines);
  return found;
}

static bool
add_coming (Reading *r, Lines *lines, const GArray *supplies, GError **error)
{
  for (guint i = 0; i < supplies->len; i++) {
    const FoSupply *supply = &g_array_index (supplies, FoSupply, i);
    if (fo_supply_open (supply) > 0
        && !add_line (r, lines, supply->item_id,
                      (FoLabelTaskLine){ NULL, NULL, NULL, FO_DAY_NONE, fo_supply_open (supply) }, error))
      return false;
  }
  return true;
}

static FoFound
read_supply (Reading *r, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  FoFound found = FO_FAILED;
  Lines lines;

  if (!fo_supplies_numbered (r->txn, r->subject->number, supplies, error))
    return FO_FAILED;
  if (supplies->len == 0)
    return FO_ABSENT;
  lines_init (&lines);
  if (add_coming (r, &lines, supplies, error)) {
    const FoSupply *first = &g_array_index (supplies, FoSupply, 0);
    FoLabelTask task = {
      .supply = true, .number = first->number, .partner = first->partner, .due_on = first->ready_on
    };
    make_task (r, &task, &lines);
    found = FO_FOUND;
  }
  lines_clear (&lines);
  return found;
}

FoFound
fo_paper_read (FoTxn *txn, const FoPaperSubject *subject, FoLanguage language, FoPaper *ret_paper, GError **error)
{
  Reading r = { txn, subject, language, fo_store_today (fo_txn_store (txn)), false, ret_paper };
  g_autofree char *training = NULL;

  if (!fo_meta_get (txn, "training", &training, error))
    return FO_FAILED;
  r.training = training && g_str_equal (training, "1");
  fo_paper_clear (ret_paper);
  switch (subject->record) {
  case FO_LABEL_RECORD_LOT:
    return read_lot (&r, error);
  case FO_LABEL_RECORD_ITEM:
    return read_item (&r, error);
  case FO_LABEL_RECORD_PLACE:
    return read_place (&r, error);
  case FO_LABEL_RECORD_TASK:
    return subject->number ? read_supply (&r, error) : read_order (&r, error);
  case FO_LABEL_RECORD_VOUCHER:
    return fo_voucher_read (txn, subject, language, r.training, ret_paper, error);
  case FO_LABEL_RECORD_CARTON:
    return fo_paper_of_carton (txn, subject->id, language, r.training, ret_paper, error);
  case FO_LABEL_RECORD_BADGE:
    return read_badge (&r, error);
  case FO_LABEL_RECORD_NONE:
  case FO_LABEL_RECORD_COMMAND:
  case FO_LABEL_RECORD_CHART:
  case FO_N_LABEL_RECORDS:
    break;
  }
  g_assert_not_reached ();
}
