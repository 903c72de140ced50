/* SPDX-License-Identifier: GPL-3.0-or-later
 * Load: every parcel of an order is scanned at the vehicle; what is missing is named.
 *
 *   SSCC, order ──→ SSCC ──→ … ──→ all loaded
 *                        └── finish: so many are missing, these
 */
#include "firstout/work/json.h"
#include "pack.h"

/* ---- a scan ---------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId id;
  FoOrder order;
} ReadOrder;

static FoTxnEnd
read_order (FoTxn *txn, gpointer data, GError **error)
{
  ReadOrder *read = data;

  return fo_order_find (txn, read->id, &read->order, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* How many parcels of an order go on the vehicle, and how many are on it. */
typedef struct {
  FoId order;
  GArray *cartons; /* FoCarton */
} Parcels;

static bool
goes (const FoCarton *carton)
{
  return carton->state == FO_CARTON_IS_CLOSED || carton->state == FO_CARTON_IS_SHIPPED;
}

static FoTxnEnd
read_parcels (FoTxn *txn, gpointer data, GError **error)
{
  Parcels *parcels = data;

  g_array_set_size (parcels->cartons, 0);
  if (!fo_cartons_of_order (txn, parcels->order, parcels->cartons, error))
    return FO_TXN_FAIL;
  for (guint i = parcels->cartons->len; i > 0; i--)
    if (!goes (&g_array_index (parcels->cartons, FoCarton, i - 1)))
      g_array_remove_index (parcels->cartons, i - 1);
  return FO_TXN_COMMIT;
}

static guint
count_missing (const Parcels *parcels)
{
  guint missing = 0;

  for (guint i = 0; i < parcels->cartons->len; i++)
    missing += !g_array_index (parcels->cartons, FoCarton, i).loaded;
  return missing;
}

/* Another order's parcel opens that order, when nothing is missing of the one at hand. */
static bool
load_carton (FoStep *step, const FoCarton *carton, GError **error)
{
  g_autoptr (GArray) cartons = g_array_new (FALSE, FALSE, sizeof (FoCarton));
  Parcels parcels = { .order = step->now->order, .cartons = cartons };
  ReadOrder read = { .id = carton->order_id };

  if (!fo_store_read (step->store, read_order, &read, error)
      || (parcels.order && !fo_store_read (step->store, read_parcels, &parcels, error)))
    return false;
  if (parcels.order && parcels.order != carton->order_id && count_missing (&parcels) > 0) {
    fo_args_set_text (&step->ret->reply.args, "carton", carton->sscc);
    fo_args_set_text (&step->ret->reply.args, "order", step->now->document);
    fo_args_set_text (&step->ret->reply.args, "other_order", read.order.number);
    return fo_step_answer (step, FO_NOT_ON_THIS_ORDER);
  }
  if (parcels.order != carton->order_id)
    fo_step_set_document (step, carton->order_id, read.order.number);
  if (!fo_work_carton_load (step->store, fo_step_act (step), carton->order_id, carton->id, fo_step_reply (step), error))
    return false;
  step->ret->topics |= FO_TOPIC_ORDERS;
  if (fo_step_is_done (step))
    fo_step_booked_beside (step, step->act.operation);
  return true;
}

static bool
open_order (FoStep *step, FoId order, const char *number)
{
  fo_step_set_document (step, order, number);
  fo_args_set_text (&step->ret->reply.args, "order", number);
  return fo_step_answer (step, FO_OK);
}

static bool
scan (FoStep *step, const FoCode *code, GError **error)
{
  FoNames names = { .chosen = step->chosen };
  FoCarton own;

  if (!fo_step_own_carton (step, code, &own, error))
    return false;
  if (own.id)
    return load_carton (step, &own, error);
  if (!fo_step_read_names (step, code, &names, error))
    return false;
  for (guint i = 0; i < names.n; i++)
    if (names.list[i].kind == FO_NAMED_ORDER)
      return open_order (step, names.list[i].order, names.list[i].number);
  return names.n ? fo_step_answer (step, FO_NOT_ON_THIS_ORDER) : fo_step_unnamed (step, code, &names, names.verdict, error);
}

/* ---- is all of it there ---------------------------------------------------------------------------------------------------- */

static void
list_missing (FoStep *step, const Parcels *parcels)
{
  GString *lines = fo_json_new ('[');
  bool first = true;

  for (guint i = 0; i < parcels->cartons->len; i++) {
    const FoCarton *carton = &g_array_index (parcels->cartons, FoCarton, i);

    if (carton->loaded)
      continue;
    if (first)
      fo_args_set_text (&step->ret->reply.args, "text", carton->sscc);
    first = false;
    fo_json_open (lines, NULL, '{');
    fo_json_add_text (lines, "carton", carton->sscc);
    fo_json_add_count (lines, "n", carton->position);
    fo_json_close (lines, '}');
  }
  fo_json_close (lines, ']');
  step->ret->reply.lines = g_string_free (lines, FALSE);
}

static bool
finish (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) cartons = g_array_new (FALSE, FALSE, sizeof (FoCarton));
  Parcels parcels = { .order = step->now->order, .cartons = cartons };
  guint missing;

  (void) argument;
  if (!parcels.order)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!fo_store_read (step->store, read_parcels, &parcels, error))
    return false;
  missing = count_missing (&parcels);
  fo_args_set_text (&step->ret->reply.args, "order", step->now->document);
  if (cartons->len == 0)
    return fo_step_answer (step, FO_NOT_PACKED);
  if (missing == 0) {
    fo_step_close_document (step);
    return fo_step_answer (step, FO_COMPLETE);
  }
  fo_args_set_count (&step->ret->reply.args, "count", missing);
  list_missing (step, &parcels);
  return fo_step_answer (step, FO_PARCELS_MISSING);
}

/* ---- the page -------------------------------------------------------------------------------------------------------------- */

static void
add_parcel (const FoCarton *carton, FoView *view)
{
  FoItem item = { .id = 0 };
  FoViewLine *line;

  g_snprintf (item.code, sizeof item.code, "%d", carton->position);
  g_strlcpy (item.name, carton->sscc, sizeof item.name);
  line = fo_view_add_line (view, &item, FO_ONE, carton->loaded ? FO_ONE : 0);
  line->line_id = carton->id;
  view->asked_u += line->asked_u;
  view->done_u += line->done_u;
}

/* What is missing stands first. */
static bool
view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *ret, GError **error)
{
  g_autoptr (GArray) cartons = g_array_new (FALSE, FALSE, sizeof (FoCarton));
  Parcels parcels = { .order = now->order, .cartons = cartons };

  (void) station;
  fo_view_instruct (ret, "task.load.start");
  if (now->n_booked)
    fo_view_offer (ret, "undo", "offer.undo", 4);
  if (!now->order)
    return true;
  if (!fo_view_order (txn, now->order, ret, NULL, error) || read_parcels (txn, &parcels, error) != FO_TXN_COMMIT)
    return false;
  for (guint k = 0; k < 2; k++)
    for (guint i = 0; i < cartons->len; i++)
      if (g_array_index (cartons, FoCarton, i).loaded == (k == 1))
        add_parcel (&g_array_index (cartons, FoCarton, i), ret);
  fo_args_set_count (&ret->instruction, "left", count_missing (&parcels));
  fo_args_set_count (&ret->instruction, "asked", cartons->len);
  fo_view_instruct (ret, count_missing (&parcels) ? "task.load.parcel" : cartons->len ? "task.load.done" : "task.load.none");
  fo_view_offer (ret, "finish", "offer.loaded", 9);
  fo_view_offer (ret, "cancel", "offer.cancel", 12);
  return true;
}

static const FoTaskCommand commands[] = { { "finish", finish }, { NULL, NULL } };

const FoTask fo_task_load = { "load", scan, commands, view };
