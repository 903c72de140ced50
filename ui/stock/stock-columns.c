/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stock-columns.h"

#include "common/closures.h"
#include "common/columns.h"
#include "common/speech.h"
#include "place-shelf.h"
#include "shelf.h"

/* ---- cells ---------------------------------------------------------------------------------------------------------------- */

/* The name, and the article below it. */
static void
show_name (GtkLabel *label, gconstpointer value)
{
  const FoShelfRow *row = value;
  g_autofree char *markup
      = g_markup_printf_escaped ("<b>%s</b>\n<small>%s</small>",
                                 fo_speech_choose (row->stock.name, row->stock.name_de, row->stock.name_en), row->stock.item);

  gtk_label_set_markup (label, *row->stock.item ? markup : "…");
}

static void
show_lot (GtkLabel *label, gconstpointer value)
{
  const FoShelfRow *row = value;

  gtk_widget_add_css_class (GTK_WIDGET (label), "mono");
  gtk_label_set_text (label, row->stock.lot);
}

/* A day that is near or over has a sign and bold type, not colour alone. */
static void
show_expiry (GtkLabel *label, gconstpointer value)
{
  const FoShelfRow *row = value;
  FoDay day = row->stock.has_expiry ? row->stock.expires_on : FO_DAY_NONE;
  FoLifeLeft left = *row->stock.item ? fo_life_left (day, row->today) : FO_LIFE_NO_DAY;
  g_autofree char *text = fo_words_day (fo_speech_language (), left == FO_LIFE_NO_DAY ? FO_DAY_NONE : day);
  g_autofree char *signed_text = g_strdup_printf ("%s%s", left == FO_LIFE_OVER ? "✕ " : left == FO_LIFE_NEAR ? "▲ " : "", text);

  if (left == FO_LIFE_NEAR || left == FO_LIFE_OVER)
    gtk_widget_add_css_class (GTK_WIDGET (label), left == FO_LIFE_OVER ? "bad" : "near");
  gtk_label_set_text (label, signed_text);
}

static void
show_place (GtkLabel *label, gconstpointer value)
{
  const FoShelfRow *row = value;

  gtk_widget_add_css_class (GTK_WIDGET (label), "strong");
  gtk_label_set_text (label, row->stock.place);
}

static void
show_on_hand (GtkLabel *label, gconstpointer value)
{
  const FoShelfRow *row = value;
  g_autofree char *number = fo_words_quantity (fo_speech_language (), row->stock.on_hand_u);
  g_autofree char *text = *row->stock.item ? g_strdup_printf ("%s %s", number, row->stock.unit) : g_strdup ("");

  gtk_widget_add_css_class (GTK_WIDGET (label), "strong");
  gtk_label_set_text (label, text);
}

static void
show_held (GtkLabel *label, gconstpointer value)
{
  const FoShelfRow *row = value;
  g_autofree char *number = fo_words_quantity (fo_speech_language (), row->stock.held_u);

  gtk_label_set_text (label, row->stock.held_u ? number : "");
}

static void
show_state (GtkLabel *label, gconstpointer value)
{
  static const struct {
    const char *sign, *message, *css_class;
  } states[] = {
    [FO_LOT_STATE_FREE] = { "✓", "page.stock.free", "pill-done" },
    [FO_LOT_STATE_QUARANTINE] = { "◆", "page.stock.quarantine", "pill-part" },
    [FO_LOT_STATE_BLOCKED] = { "✕", "page.stock.blocked", "pill-bad" },
  };
  const FoShelfRow *row = value;
  g_autofree char *word = fo_say (states[row->stock.state].message, NULL);
  g_autofree char *text = g_strdup_printf ("%s %s", states[row->stock.state].sign, word);

  gtk_label_set_text (label, *row->stock.item ? text : "");
  if (*row->stock.item) {
    gtk_widget_add_css_class (GTK_WIDGET (label), "pill");
    gtk_widget_add_css_class (GTK_WIDGET (label), states[row->stock.state].css_class);
    gtk_widget_set_halign (GTK_WIDGET (label), GTK_ALIGN_START);
  }
}

void
fo_stock_columns_add (GtkColumnView *table)
{
  fo_column_add (table, "page.stock.name", 0, FALSE, show_name);
  fo_column_add (table, "page.stock.lot", 118, FALSE, show_lot);
  fo_column_add (table, "page.stock.expiry", 136, FALSE, show_expiry);
  fo_column_add (table, "page.stock.place", 84, FALSE, show_place);
  fo_column_add (table, "page.stock.on-hand", 88, TRUE, show_on_hand);
  fo_column_add (table, "page.stock.held", 90, TRUE, show_held);
  fo_column_add (table, "page.stock.state", 118, FALSE, show_state);
}

/* ---- places --------------------------------------------------------------------------------------------------------- */

static void
show_code (GtkLabel *label, gconstpointer value)
{
  gtk_widget_add_css_class (GTK_WIDGET (label), "strong");
  gtk_label_set_text (label, ((const FoPlaceStock *) value)->place.code);
}

static void
show_kind (GtkLabel *label, gconstpointer value)
{
  const FoPlaceStock *stock = value;
  g_autofree char *id = g_strconcat ("page.place.", fo_place_kind_name (stock->place.kind), NULL), *kind = fo_say (id, NULL);

  gtk_label_set_text (label, *stock->place.code ? kind : "");
}

static void
show_place_name (GtkLabel *label, gconstpointer value)
{
  gtk_label_set_text (label, ((const FoPlaceStock *) value)->place.name);
}

static void
show_lots (GtkLabel *label, gconstpointer value)
{
  const FoPlaceStock *stock = value;
  g_autofree char *text = g_strdup_printf (stock->lots < FO_PLACE_STOCK_MAX ? "%u" : "%u+", stock->lots);

  gtk_label_set_text (label, !*stock->place.code ? "" : stock->lots ? text : "—");
}

void
fo_place_columns_add (GtkColumnView *table)
{
  fo_column_add (table, "page.stock.place", 150, FALSE, show_code);
  fo_column_add (table, "page.stock.place-kind", 150, FALSE, show_kind);
  fo_column_add (table, "page.stock.place-name", 0, FALSE, show_place_name);
  fo_column_add (table, "page.stock.place-lots", 130, TRUE, show_lots);
}
