/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "owed.h"

#include "common/speech.h"
#include "firstout/work/reserve.h"

enum { ENDING_MAX = 1000 };

/* ---- on the reader's thread ---------------------------------------------------------------------------------------- */

static bool
is_ending (const GArray *ending, FoId order)
{
  for (guint i = 0; i < ending->len; i++)
    if (g_array_index (ending, FoValidity, i).order_id == order)
      return true;
  return false;
}

static bool
add_validity (FoTxn *txn, const FoOrder *order, const GArray *ending, GArray *rows, GError **error)
{
  FoOwed owed = { .kind = FO_OWED_VALIDITY,
                  .today = fo_store_today (fo_txn_store (txn)),
                  .near = is_ending (ending, order->id) };

  if (!fo_order_validity (txn, order->id, &owed.until, error))
    return false;
  g_strlcpy (owed.order, order->number, sizeof owed.order);
  if (owed.until != FO_DAY_NONE && !fo_order_is_released (order) && order->state != FO_ORDER_ALL_SHIPPED)
    g_array_append_val (rows, owed);
  return true;
}

static void
add_papers (const GArray *papers, bool of_deal, GArray *rows)
{
  for (guint i = 0; i < papers->len; i++) {
    FoOwed owed = { .kind = FO_OWED_PAPER, .paper = g_array_index (papers, FoDocument, i) };

    if (!of_deal || !owed.paper.order_id)
      g_array_append_val (rows, owed);
  }
}

static bool
add_certificates (FoTxn *txn, const FoOrder *order, GArray *rows, GError **error)
{
  g_autoptr (GArray) dues = g_array_new (FALSE, FALSE, sizeof (FoCertificateDue));

  if (!fo_certificates_of_order (txn, order->id, dues, error))
    return false;
  for (guint i = 0; i < dues->len; i++) {
    FoOwed owed = { .kind = FO_OWED_CERTIFICATE, .due = g_array_index (dues, FoCertificateDue, i) };

    if (owed.due.open)
      g_array_append_val (rows, owed);
  }
  return true;
}

bool
fo_owed_load (FoTxn *txn, const char *deal, const GArray *orders, GArray *rows, GError **error)
{
  g_autoptr (GArray) ending = g_array_new (FALSE, FALSE, sizeof (FoValidity));
  g_autoptr (GArray) papers = g_array_new (FALSE, FALSE, sizeof (FoDocument));

  if (!fo_orders_ending (txn, ENDING_MAX, ending, error) || (*deal && !fo_documents_of_deal (txn, deal, papers, error)))
    return false;
  for (guint i = 0; i < orders->len; i++)
    if (!add_validity (txn, &g_array_index (orders, FoOrder, i), ending, rows, error))
      return false;
  for (guint i = 0; i < orders->len; i++)
    if (!add_certificates (txn, &g_array_index (orders, FoOrder, i), rows, error))
      return false;
  add_papers (papers, true, rows);
  for (guint i = 0; i < orders->len; i++) {
    g_array_set_size (papers, 0);
    if (!fo_documents_of_order (txn, g_array_index (orders, FoOrder, i).id, papers, error))
      return false;
    add_papers (papers, false, rows);
  }
  return true;
}

/* ---- the row ------------------------------------------------------------------------------------------------------- */

static GtkWidget *
button_of (const char *message, const char *action, const char *target)
{
  g_autofree char *text = fo_say (message, NULL);
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "offer");
  gtk_widget_add_css_class (button, "in-row");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  return button;
}

static GtkWidget *
row_of (const char *text, const char *css_class, GtkWidget *button)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10), *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "answer");
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (row, "pad");
  gtk_box_append (GTK_BOX (row), label);
  if (button)
    gtk_box_append (GTK_BOX (row), button);
  return row;
}

static GtkWidget *
validity_row (const FoOwed *owed)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL, *signed_text = NULL;

  fo_args_set_text (&args, "order", owed->order);
  fo_args_set_day (&args, "day", owed->until);
  text = fo_say (owed->until < owed->today ? "page.deal.ended" : "page.deal.valid", &args);
  signed_text = g_strconcat (owed->near ? "▲ " : "", text, NULL);
  return row_of (signed_text, owed->near ? "bad" : NULL, NULL);
}

char *
fo_paper_kind (const char *kind)
{
  g_autofree char *id = g_strconcat ("document.", kind, NULL);

  return fo_words_known (fo_speech_language (), id) ? fo_say (id, NULL) : g_strdup (kind);
}

/* "✓ УПД 17 of 22.11.2026: ready" */
static GtkWidget *
paper_row (const FoDocument *paper)
{
  g_autofree char *kind = fo_paper_kind (paper->kind), *text = NULL, *signed_text = NULL;
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "text", kind);
  fo_args_set_text (&args, "number", paper->number);
  if (paper->issued_on != FO_DAY_NONE)
    fo_args_set_day (&args, "day", paper->issued_on);
  text = fo_say (paper->ready ? "page.deal.paper-ready" : "page.deal.paper", &args);
  signed_text = g_strconcat (paper->ready ? "✓ " : "○ ", text, NULL);
  return row_of (signed_text, paper->ready ? "good" : NULL,
                 paper->file[0] ? button_of ("page.deal.paper-open", "paper.open", paper->file) : NULL);
}

static GtkWidget *
certificate_row (const FoCertificateDue *due)
{
  char id[FO_ID_TEXT_MAX];
  g_autofree char *command = g_strdup_printf ("certify #%s", fo_id_print (due->lot_id, id)), *text = NULL,
                  *signed_text = NULL;
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "item", due->name);
  if (due->lot[0])
    fo_args_set_text (&args, "lot", due->lot);
  fo_args_set_text (&args, "number", due->shipment);
  fo_args_set_day (&args, "day", due->shipped_on);
  text = fo_say ("page.deal.certificate-due", &args);
  signed_text = g_strconcat ("▲ ", text, NULL);
  return row_of (signed_text, "bad", button_of ("page.deal.certificate-here", "desk.command", command));
}

GtkWidget *
fo_owed_new (const FoOwed *owed)
{
  switch (owed->kind) {
  case FO_OWED_VALIDITY:
    return validity_row (owed);
  case FO_OWED_PAPER:
    return paper_row (&owed->paper);
  case FO_OWED_CERTIFICATE:
    return certificate_row (&owed->due);
  }
  g_assert_not_reached ();
}
