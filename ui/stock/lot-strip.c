/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lot-strip.h"

#include "common/request.h"
#include "common/speech.h"
#include "common/worded.h"
#include "firstout/store/orders.h"

enum { HOLDS_SHOWN = 4 };

struct _FoLotStrip {
  GtkWidget parent_instance;
  GtkWidget *box, *acts_button, *trace_button;
  GtkLabel *title, *days, *holds;
  FoShelfRow row;
};

G_DEFINE_FINAL_TYPE (FoLotStrip, fo_lot_strip, GTK_TYPE_WIDGET)

/* ---- who holds it ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  FoId lot;
  char order[64], customer[160];
  FoQuantity quantity_u;
} HoldRow;

static bool
load_holds (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  FoId lot = *(const FoId *) input;
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_of_lot (txn, lot, holds, error))
    return false;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    HoldRow row = { .lot = lot, .quantity_u = hold->quantity_u };
    FoOrder order;
    FoLine line;

    if (fo_line_find (txn, hold->line_id, &line, error) != FO_FOUND || fo_order_find (txn, line.order_id, &order, error) != FO_FOUND)
      return false;
    g_strlcpy (row.order, order.number, sizeof row.order);
    g_strlcpy (row.customer, order.customer, sizeof row.customer);
    g_array_append_val (rows, row);
  }
  return true;
}

static void
holds_came (const GArray *rows, gpointer owner)
{
  FoLotStrip *self = owner;
  g_autoptr (GString) text = g_string_new (NULL);

  if (rows->len > 0 && g_array_index (rows, HoldRow, 0).lot != self->row.stock.lot_id)
    return; /* another one was chosen meanwhile */
  for (guint i = 0; i < rows->len && i < HOLDS_SHOWN; i++) {
    const HoldRow *hold = &g_array_index (rows, HoldRow, i);
    g_autofree char *quantity = fo_words_quantity (fo_speech_language (), hold->quantity_u);

    g_string_append_printf (text, "%s%s · %s: %s %s", text->len ? ";  " : "", hold->order, hold->customer, quantity,
                            self->row.stock.unit);
  }
  if (rows->len > HOLDS_SHOWN)
    g_string_append_printf (text, "; +%u", rows->len - HOLDS_SHOWN);
  if (rows->len == 0) {
    g_autofree char *nobody = fo_say ("page.stock.nobody-holds", NULL);
    g_string_assign (text, nobody);
  }
  gtk_label_set_text (self->holds, text->str);
}

/* ---- what is shown --------------------------------------------------------------------------------------------------------------------- */

static void
say_days (FoLotStrip *self)
{
  const FoStockRow *stock = &self->row.stock;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  fo_args_set_day (&args, "expires_on", stock->has_expiry ? stock->expires_on : FO_DAY_NONE);
  fo_args_set_day (&args, "due_on", stock->received_on);
  fo_args_set_text (&args, "text", stock->owner);
  text = fo_say ("page.stock.days", &args);
  gtk_label_set_text (self->days, text);
}

void
fo_lot_strip_show (FoLotStrip *self, FoStation *station, const FoShelfRow *row)
{
  const FoRequest request = { load_holds, row ? &row->stock.lot_id : NULL, sizeof (FoId), sizeof (HoldRow), holds_came };
  g_autofree char *title = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), row && *row->stock.item);
  if (!row || !*row->stock.item)
    return;
  self->row = *row;
  title = g_strdup_printf ("%s · %s", fo_speech_choose (row->stock.name, row->stock.name_de, row->stock.name_en),
                           *row->stock.lot ? row->stock.lot : row->stock.item);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->holds, "");
  say_days (self);
  gtk_widget_set_visible (self->acts_button, TRUE);
  gtk_widget_set_visible (self->trace_button, TRUE);
  fo_request (station, &request, G_OBJECT (self));
}

void
fo_lot_strip_show_place (FoLotStrip *self, const FoPlace *place)
{
  g_autofree char *kind_id = g_strconcat ("page.place.", fo_place_kind_name (place ? place->kind : FO_PLACE_BIN), NULL);
  g_autofree char *kind = fo_say (kind_id, NULL);

  gtk_widget_set_visible (GTK_WIDGET (self), place && *place->code);
  if (!place || !*place->code)
    return;
  self->row.stock.lot_id = 0; /* who held the lot that stood here is not asked any more */
  gtk_label_set_text (self->title, place->code);
  gtk_label_set_text (self->days, kind);
  gtk_label_set_text (self->holds, place->name);
  gtk_widget_set_visible (self->acts_button, TRUE);
  gtk_widget_set_visible (self->trace_button, FALSE);
}

/* ---- life -------------------------------------------------------------------------------------------------------------------------------- */

static void
fo_lot_strip_dispose (GObject *object)
{
  g_clear_pointer (&FO_LOT_STRIP (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fo_lot_strip_parent_class)->dispose (object);
}

static void
fo_lot_strip_class_init (FoLotStripClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_lot_strip_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/stock/lot-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, FoLotStrip, box);
  gtk_widget_class_bind_template_child (widget_class, FoLotStrip, acts_button);
  gtk_widget_class_bind_template_child (widget_class, FoLotStrip, trace_button);
  gtk_widget_class_bind_template_child (widget_class, FoLotStrip, title);
  gtk_widget_class_bind_template_child (widget_class, FoLotStrip, days);
  gtk_widget_class_bind_template_child (widget_class, FoLotStrip, holds);
}

static void
fo_lot_strip_init (FoLotStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  fo_worded_init (GTK_WIDGET (self));
}
