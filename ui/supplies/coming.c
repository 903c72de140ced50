/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coming.h"

#include "common/finding.h"
#include "common/speech.h"
#include "firstout/store/items.h"
#include "firstout/store/orders.h"
#include "firstout/store/supplies.h"

enum { LOOKED_AT_MAX = 2000 };

/* ---- on the reader's thread ---------------------------------------------------------------------------------------- */

static bool
name_order (FoTxn *txn, FoComing *coming, GError **error)
{
  FoOrder order;
  FoLine line;

  if (!coming->supply.line_id)
    return true;
  if (fo_line_find (txn, coming->supply.line_id, &line, error) != FO_FOUND
      || fo_order_find (txn, line.order_id, &order, error) != FO_FOUND)
    return false;
  g_strlcpy (coming->order, order.number, sizeof coming->order);
  g_strlcpy (coming->deal, order.deal, sizeof coming->deal);
  g_strlcpy (coming->customer, order.customer, sizeof coming->customer);
  return true;
}

static bool
add (FoTxn *txn, const FoSupply *supply, GArray *rows, GError **error)
{
  g_autoptr (GArray) slips = g_array_new (FALSE, FALSE, sizeof (FoSlip));
  FoComing coming = { .supply = *supply, .today = fo_store_today (fo_txn_store (txn)), .first_day = FO_DAY_NONE };
  FoItem item;

  if (fo_item_find (txn, supply->item_id, &item, error) != FO_FOUND || !name_order (txn, &coming, error)
      || !fo_slips_of_supply (txn, supply->id, slips, error))
    return false;
  g_strlcpy (coming.item, item.code, sizeof coming.item);
  g_strlcpy (coming.name, item.name, sizeof coming.name);
  g_strlcpy (coming.name_de, item.name_de, sizeof coming.name_de);
  g_strlcpy (coming.name_en, item.name_en, sizeof coming.name_en);
  g_strlcpy (coming.unit, item.unit, sizeof coming.unit);
  coming.n_slips = slips->len;
  if (slips->len)
    coming.first_day = g_array_index (slips, FoSlip, 0).from_day;
  g_array_append_val (rows, coming);
  return true;
}

/* ---- what is looked for ---------------------------------------------------------------------------------------------- */

typedef struct {
  FoComingFilter filter;
  char *folded;
  FoDay day; /* that was said; FO_DAY_NONE none */
} Looked;

static bool
passes (const Looked *looked, const FoComing *coming)
{
  const FoSupply *supply = &coming->supply;

  switch (looked->filter) {
  case FO_COMING_PROPOSED:
    return supply->state == FO_SUPPLY_PROPOSED;
  case FO_COMING_PRODUCTION:
    return supply->kind == FO_SUPPLY_PRODUCTION;
  case FO_COMING_PURCHASE:
    return supply->kind == FO_SUPPLY_PURCHASE;
  case FO_COMING_LATE:
    return supply->ready_on != FO_DAY_NONE && supply->ready_on < coming->today;
  case FO_COMING_ALL:
  case FO_N_COMING_FILTERS:
    break;
  }
  return true;
}

static bool
is_found (const Looked *looked, const FoComing *coming)
{
  const char *const texts[] = { coming->supply.number, coming->supply.partner, coming->item, coming->name, coming->name_de,
                                coming->name_en, coming->order, coming->deal, coming->customer };

  if (looked->day != FO_DAY_NONE && coming->supply.ready_on == looked->day)
    return true;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (fo_finding_fits (texts[i], looked->folded))
      return true;
  return false;
}

static bool
add_found (FoTxn *txn, const Looked *looked, const GArray *supplies, GArray *rows, GError **error)
{
  for (guint i = 0; i < supplies->len; i++) {
    if (!add (txn, &g_array_index (supplies, FoSupply, i), rows, error))
      return false;
    if (!passes (looked, &g_array_index (rows, FoComing, rows->len - 1)) || !is_found (looked, &g_array_index (rows, FoComing, rows->len - 1)))
      g_array_set_size (rows, rows->len - 1);
  }
  return true;
}

/* Proposals first, then what comes by day; what does not fit is passed over, until the page is full or so many were looked at. */
static bool
load (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const FoComing *after = wish->after;
  const char *words = wish->words;
  Looked looked = { .filter = (FoComingFilter) fo_finding_filter (&words, FO_N_COMING_FILTERS),
                    .day = fo_finding_day (words, fo_store_today (fo_txn_store (txn))) };
  g_autofree char *folded = looked.folded = g_utf8_casefold (words, -1);
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  FoSupply last = after ? after->supply : (FoSupply){ 0 };
  guint page = wish->limit;

  if (!after && (!fo_supplies_proposed (txn, 0, wish->limit / 2, supplies, error) || !add_found (txn, &looked, supplies, rows, error)))
    return false;
  if (!*wish->words)
    page -= rows->len; /* all of them fit */
  for (guint looked_at = 0; rows->len < wish->limit && looked_at < LOOKED_AT_MAX; looked_at += page) {
    g_array_set_size (supplies, 0);
    if (!fo_supplies_expected (txn, last.id && last.state == FO_SUPPLY_OPEN ? &last : NULL, page, supplies, error)
        || !add_found (txn, &looked, supplies, rows, error))
      return false;
    if (supplies->len < page)
      break;
    last = g_array_index (supplies, FoSupply, supplies->len - 1);
  }
  return true;
}

const FoLongListKind fo_coming_kind = { sizeof (FoComing), load };

/* ---- the row ------------------------------------------------------------------------------------------------------- */

typedef struct {
  GtkLabel *name, *where, *day, *amount;
  GtkProgressBar *degree;
} Parts;

static GtkLabel *
add_label (GtkWidget *box, const char *css_class, float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

GtkWidget *
fo_coming_row_new (void)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14), *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2),
            *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  Parts *parts = g_new0 (Parts, 1);

  gtk_widget_add_css_class (row, "line-card");
  gtk_widget_set_hexpand (left, TRUE);
  gtk_widget_set_valign (right, GTK_ALIGN_CENTER);
  parts->name = add_label (left, "name", 0);
  parts->where = add_label (left, "where", 0);
  parts->day = add_label (left, "where", 0);
  parts->amount = add_label (right, "amount", 1);
  parts->degree = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_add_css_class (GTK_WIDGET (parts->degree), "thick");
  gtk_widget_set_size_request (GTK_WIDGET (parts->degree), 130, -1);
  gtk_box_append (GTK_BOX (right), GTK_WIDGET (parts->degree));
  gtk_box_append (GTK_BOX (row), left);
  gtk_box_append (GTK_BOX (row), right);
  g_object_set_data_full (G_OBJECT (row), "parts", parts, g_free);
  return row;
}

/* "Ready on 28.11.2026, first it was 25.11. (moved 2 times)" with a sign when it is late for today. */
static void
show_day (const Parts *parts, const FoComing *coming)
{
  FoDay ready_on = coming->supply.ready_on;
  gboolean late = ready_on != FO_DAY_NONE && ready_on < coming->today;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL, *signed_text = NULL;

  if (ready_on != FO_DAY_NONE)
    fo_args_set_day (&args, "day", ready_on);
  if (coming->n_slips) {
    fo_args_set_count (&args, "count", coming->n_slips);
    fo_args_set_day (&args, "from_day", coming->first_day);
  }
  if (coming->supply.kind == FO_SUPPLY_PRODUCTION)
    fo_args_set_count (&args, "percent", coming->supply.progress_percent);
  text = fo_say (coming->supply.state == FO_SUPPLY_PROPOSED ? "page.supplies.proposed"
                 : ready_on == FO_DAY_NONE                 ? "page.supplies.no-day"
                                                            : "page.supplies.ready",
                 &args);
  signed_text = g_strdup_printf ("%s%s", late ? "▲ " : "", text);
  gtk_label_set_text (parts->day, signed_text);
  gtk_widget_remove_css_class (GTK_WIDGET (parts->day), "near");
  if (late || coming->n_slips)
    gtk_widget_add_css_class (GTK_WIDGET (parts->day), "near");
}

static char *
where_text (const FoComing *coming)
{
  g_auto (FoArgs) args = { 0 };

  if (coming->supply.partner[0])
    fo_args_set_text (&args, "partner", coming->supply.partner);
  if (coming->order[0])
    fo_args_set_text (&args, "order", coming->order);
  if (coming->deal[0])
    fo_args_set_text (&args, "deal", coming->deal);
  if (coming->customer[0])
    fo_args_set_text (&args, "customer", coming->customer);
  return fo_say (coming->supply.kind == FO_SUPPLY_PRODUCTION ? "page.supplies.production" : "page.supplies.purchase", &args);
}

void
fo_coming_row_show (GtkWidget *row, const FoComing *coming)
{
  const Parts *parts = g_object_get_data (G_OBJECT (row), "parts");
  const FoSupply *supply = &coming->supply;
  g_autofree char *name = g_strdup_printf ("%s · %s", supply->number, fo_speech_choose (coming->name, coming->name_de, coming->name_en)), *where = NULL, *amount = NULL;
  g_autofree char *received = fo_words_quantity (fo_speech_language (), supply->received_u);
  g_autofree char *ordered = fo_words_quantity (fo_speech_language (), supply->ordered_u);

  if (!supply->id) {
    gtk_label_set_text (parts->name, "…");
    return;
  }
  where = where_text (coming);
  amount = g_strdup_printf ("%s / %s %s", received, ordered, coming->unit);
  gtk_label_set_text (parts->name, name);
  gtk_label_set_text (parts->where, where);
  gtk_label_set_text (parts->amount, amount);
  gtk_progress_bar_set_fraction (parts->degree, supply->progress_percent / 100.0);
  gtk_widget_set_visible (GTK_WIDGET (parts->degree), supply->kind == FO_SUPPLY_PRODUCTION);
  show_day (parts, coming);
}
