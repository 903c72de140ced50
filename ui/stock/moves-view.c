/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moves-view.h"

#include "common/closures.h"
#include "common/columns.h"
#include "common/long-list.h"
#include "common/speech.h"
#include "common/worded.h"

#include <string.h>

/* A page of a place's movements is looked for among so many; then a row says until when it was looked, and the list goes on from there. */
enum { PIECE = 1000, LOOKED_AT_MAX = 50000 };

struct _FoMovesView {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *title;
  GtkColumnView *table;
  FoLongList *moves;
  FoStation *station;
  char *name;
};

G_DEFINE_FINAL_TYPE (FoMovesView, fo_moves_view, GTK_TYPE_WIDGET)

enum { LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- reading --------------------------------------------------------------------------------------------------------- */

/* No movement: how far it was looked. */
static bool
is_mark (gconstpointer row)
{
  const FoMovementLine *move = row;

  return move->id && !move->lot_id;
}

static void
add_mark (GArray *rows, const FoMovementLine *last)
{
  const FoMovementLine mark = { .id = last->id, .made_at_us = last->made_at_us };

  g_array_append_val (rows, mark);
}

/* No movement bears an index of its places, for each would pay for it: they are walked over, newest first. */
static bool
load_of_place (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  g_autoptr (GArray) piece = g_array_new (FALSE, FALSE, sizeof (FoMovementLine));
  FoId before = wish->after ? ((const FoMovementLine *) wish->after)->id : 0;

  for (guint looked_at = 0; rows->len < wish->limit; looked_at += piece->len) {
    if (looked_at >= LOOKED_AT_MAX) {
      add_mark (rows, &g_array_index (piece, FoMovementLine, piece->len - 1));
      break;
    }
    g_array_set_size (piece, 0);
    if (!fo_movements_page (txn, before, PIECE, piece, error))
      return false;
    for (guint i = 0; i < piece->len && rows->len < wish->limit; i++) {
      const FoMovementLine *move = &g_array_index (piece, FoMovementLine, i);
      if (strcmp (move->from, wish->words) == 0 || strcmp (move->to, wish->words) == 0)
        g_array_append_val (rows, *move);
    }
    if (piece->len < PIECE)
      break;
    before = g_array_index (piece, FoMovementLine, piece->len - 1).id;
  }
  return true;
}

static bool
load (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const FoMovementLine *after = wish->after;
  FoId lot;

  if (wish->words[0] == '#' && fo_id_parse (wish->words + 1, &lot))
    return fo_movements_of_lot (txn, lot, after ? after->id : 0, wish->limit, rows, error);
  return load_of_place (txn, wish, rows, error);
}

static const FoLongListKind moves_kind = { sizeof (FoMovementLine), load, is_mark };

/* ---- cells ----------------------------------------------------------------------------------------------------------- */

static void
show_when (GtkLabel *label, gconstpointer value)
{
  const FoMovementLine *move = value;
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (move->made_at_us / G_USEC_PER_SEC);
  g_autofree char *text = at && move->id ? g_date_time_format (at, "%d.%m.%y\n%H:%M") : g_strdup ("…");

  gtk_label_set_text (label, text);
}

static void
show_what (GtkLabel *label, gconstpointer value)
{
  const FoMovementLine *move = value;
  g_autofree char *id = g_strconcat ("page.move.", fo_move_kind_name (move->kind), NULL);
  g_autofree char *what = fo_say (is_mark (move) ? "page.moves.looked" : id, NULL);
  g_autofree char *reason = fo_closure_reason (fo_speech_language (), move->reason);
  g_autofree char *markup =
      g_markup_printf_escaped (*reason ? "<b>%s</b>\n<small>%s</small>" : "<b>%s</b>%s", what, reason);

  gtk_label_set_markup (label, move->id ? markup : "");
}

static void
show_goods (GtkLabel *label, gconstpointer value)
{
  const FoMovementLine *move = value;
  g_autofree char *markup = g_markup_printf_escaped ("%s\n<small>%s</small>", move->item, move->lot);

  gtk_label_set_markup (label, move->id ? markup : "");
}

static void
show_way (GtkLabel *label, gconstpointer value)
{
  const FoMovementLine *move = value;
  g_autofree char *way = fo_closure_way (fo_speech_language (), move);
  char *arrow = strstr (way, " → ");

  if (arrow) /* where it went stands in a line of its own: it is what is looked for */
    *arrow = '\n';

  gtk_label_set_text (label, move->lot_id ? way : "");
}

static void
show_quantity (GtkLabel *label, gconstpointer value)
{
  const FoMovementLine *move = value;
  g_autofree char *number = fo_words_quantity (fo_speech_language (), move->quantity_u);
  g_autofree char *text = g_strdup_printf ("%s %s", number, move->unit);

  gtk_widget_add_css_class (GTK_WIDGET (label), "strong");
  gtk_label_set_text (label, move->lot_id ? text : "");
}

static void
show_who (GtkLabel *label, gconstpointer value)
{
  gtk_label_set_text (label, ((const FoMovementLine *) value)->person);
}

/* ---- the view -------------------------------------------------------------------------------------------------------- */

static void
say_title (FoMovesView *self, const char *title)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  fo_args_set_text (&args, "text", title ? title : self->name);
  text = fo_say ("page.moves.title", &args);
  gtk_label_set_text (self->title, text);
}

void
fo_moves_view_look (FoMovesView *self, FoStation *station, const char *name, const char *title)
{
  g_autoptr (GtkNoSelection) rows = NULL;

  g_free (self->name);
  self->name = g_strdup (name);
  say_title (self, title);
  g_set_object (&self->station, station);
  gtk_column_view_set_model (self->table, NULL);
  g_clear_object (&self->moves);
  self->moves = fo_long_list_new (station, &moves_kind);
  rows = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->moves)));
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (rows));
  fo_long_list_look (self->moves, name);
}

void
fo_moves_view_again (FoMovesView *self)
{
  if (self->moves)
    fo_long_list_again (self->moves,
                        gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->table))) >= 1);
}

static void
leave (FoMovesView *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

/* ---- life ------------------------------------------------------------------------------------------------------------ */

static void
fo_moves_view_dispose (GObject *object)
{
  FoMovesView *self = FO_MOVES_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->moves);
  g_clear_object (&self->station);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (fo_moves_view_parent_class)->dispose (object);
}

static void
fo_moves_view_class_init (FoMovesViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_moves_view_dispose;
  signals[LEFT] =
      g_signal_new ("left", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/stock/moves-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoMovesView, box);
  gtk_widget_class_bind_template_child (widget_class, FoMovesView, title);
  gtk_widget_class_bind_template_child (widget_class, FoMovesView, table);
  gtk_widget_class_bind_template_callback (widget_class, leave);
}

static void
fo_moves_view_init (FoMovesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fo_column_add (self->table, "page.moves.when", 92, FALSE, show_when);
  fo_column_add (self->table, "page.moves.what", 0, FALSE, show_what);
  fo_column_add (self->table, "page.moves.goods", 150, FALSE, show_goods);
  fo_column_add (self->table, "page.moves.way", 210, FALSE, show_way);
  fo_column_add (self->table, "page.moves.quantity", 100, TRUE, show_quantity);
  fo_column_add (self->table, "page.moves.who", 120, FALSE, show_who);
  fo_worded_init (GTK_WIDGET (self));
}
