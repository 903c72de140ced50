/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hands.h"

#include "common/speech.h"

#include "shell/pages.h"
#include "shell/question.h"
#include "shell/router.h"

#include <string.h>

static GtkWidget *
page (Rig *rig)
{
  rig_settle (rig);
  return fo_window_page (rig->window);
}

void
hands_assert_shows (Rig *rig, const char *text)
{
  if (!rig_shows (page (rig), text))
    g_error ("the page does not say: %s", text);
}

const FoOffer *
hands_find_offer (Rig *rig, const char *command)
{
  for (guint i = 0; i < rig->view.offers->len; i++)
    if (strcmp (g_array_index (rig->view.offers, FoOffer, i).command, command) == 0)
      return &g_array_index (rig->view.offers, FoOffer, i);
  g_error ("not offered: %s", command);
}

/* ---- by keys ------------------------------------------------------------------------------------------------------------------ */

static void
press_page_key (Rig *rig, const char *name)
{
  const FoPageRow *row = fo_page_row_named (name);

  g_assert_cmpint (row->f_key, >, 0);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F1 + (guint) row->f_key - 1, GDK_CONTROL_MASK));
  rig_settle (rig);
  g_assert_true (fo_window_page (rig->window) == fo_window_find_page (rig->window, name));
}

static void
keys_open (Rig *rig, const char *name)
{
  guint answers = rig->answers + 1;

  press_page_key (rig, name);
  rig_await (rig, answers);
}

/* Esc leads into the entry at the foot, wherever the keyboard was; the rest is typing and Enter. */
void
hands_keys_type (Rig *rig, const char *text)
{
  GtkWidget *entry;

  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_Escape, 0));
  entry = gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (rig->window)), GTK_TYPE_ENTRY);
  g_assert_nonnull (entry);
  g_assert_false (gtk_widget_is_ancestor (entry, fo_window_page (rig->window))); /* pages have entries of their own */
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

void
hands_expect (Rig *rig, guint answers, FoVerdict verdict)
{
  rig_await (rig, answers);
  g_assert_cmpstr (fo_verdict_name (rig->verdict), ==, fo_verdict_name (verdict));
}

static void
keys_code (Rig *rig, const char *text, FoVerdict verdict)
{
  guint answers = rig->answers + 1;

  hands_keys_type (rig, text);
  hands_expect (rig, answers, verdict);
}

/* One code and a number. */
static void
keys_goods (Rig *rig, const char *text, guint n, FoVerdict last)
{
  g_autofree char *number = g_strdup_printf ("%u", n);

  keys_code (rig, text, FO_OK);
  keys_code (rig, number, last);
}

static FoQuestion *
find_question (Rig *rig)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (rig->application)); link; link = link->next)
    if (FO_IS_QUESTION (link->data))
      return link->data;
  return NULL;
}

/* The careful answer has the focus; Tab and Enter give the other one. */
static void
answer_question (Rig *rig)
{
  GtkWindow *question = GTK_WINDOW (find_question (rig));
  GtkWidget *careful;

  g_assert_nonnull (question);
  careful = gtk_window_get_focus (question);
  g_assert_true (
      gtk_widget_child_focus (GTK_WIDGET (question), GTK_DIR_TAB_FORWARD)
      || gtk_widget_child_focus (GTK_WIDGET (question), GTK_DIR_TAB_FORWARD)); /* past the end: from the top */
  g_assert_true (gtk_window_get_focus (question) != careful);
  g_assert_true (gtk_widget_activate (gtk_window_get_focus (question)));
}

static void
keys_offer (Rig *rig, const char *command, FoVerdict verdict)
{
  const FoOffer *offer = hands_find_offer (rig, command);
  guint answers = rig->answers + 1;
  gboolean is_asked = offer->destructive;

  g_assert_cmpint (offer->f_key, >, 0);
  rig_settle (rig);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F1 + (guint) offer->f_key - 1, 0));
  if (is_asked)
    answer_question (rig);
  hands_expect (rig, answers, verdict);
}

/* ---- by scans ----------------------------------------------------------------------------------------------------------------- */

static char *
command_code (const char *command)
{
  g_autofree char *upper = g_ascii_strup (command, -1);

  return g_strconcat ("FOT:C:", g_strdelimit (upper, " ", '-'), NULL);
}

static void
scans_code (Rig *rig, const char *text, FoVerdict verdict)
{
  rig_scan (rig, text, g_str_has_prefix (text, "01") ? FO_SYMBOLOGY_GS1_DATAMATRIX : FO_SYMBOLOGY_QR, verdict);
}

static void
scans_offer (Rig *rig, const char *command, FoVerdict verdict)
{
  g_autofree char *code = command_code (command);

  hands_find_offer (rig, command);
  scans_code (rig, code, verdict);
}

static void
scans_open (Rig *rig, const char *name)
{
  g_autofree char *task = g_strconcat ("task ", fo_page_row_named (name)->task, NULL), *code = command_code (task);

  scans_code (rig, code, FO_OK);
  g_assert_true (fo_window_page (rig->window) == fo_window_find_page (rig->window, name));
}

static void
scans_look (Rig *rig, const char *name)
{
  g_autofree char *words = g_strconcat ("page ", name, NULL), *code = command_code (words);
  FoScan scan;

  g_assert_true (fo_scan_init (&scan, code, strlen (code), FO_SYMBOLOGY_QR, "script", 0));
  g_assert_true (fo_router_scan (GTK_APPLICATION (rig->application), &scan));
  rig_settle (rig);
  g_assert_true (fo_window_page (rig->window) == fo_window_find_page (rig->window, name));
}

/* Each of them is scanned: no barcode says a number. */
static void
scans_goods (Rig *rig, const char *text, guint n, FoVerdict last)
{
  for (guint i = 1; i <= n; i++)
    scans_code (rig, text, i == n ? last : FO_OK);
}

/* ---- by touch ------------------------------------------------------------------------------------------------------------------ */

enum { FINGER = 44 };

static const char *
words_on (GtkWidget *widget)
{
  GtkWidget *label = rig_find (widget, GTK_TYPE_LABEL, NULL);

  return label ? gtk_label_get_text (GTK_LABEL (label)) : "";
}

/* Is it what a finger meets at its middle, and large enough? */
static gboolean
is_in_reach (GtkWidget *widget)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget)), *met;
  graphene_rect_t at;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget) || !gtk_widget_compute_bounds (widget, window, &at)
      || at.size.width < FINGER || at.size.height < FINGER || at.origin.x < 0 || at.origin.y < 0
      || at.origin.x + at.size.width > gtk_widget_get_width (window) || at.origin.y + at.size.height > gtk_widget_get_height (window))
    return FALSE;
  met = gtk_widget_pick (window, at.origin.x + at.size.width / 2, at.origin.y + at.size.height / 2, GTK_PICK_DEFAULT);
  return met && (met == widget || gtk_widget_is_ancestor (met, widget));
}

static GtkWidget *
find_button (GtkWidget *root, const char *words)
{
  if (GTK_IS_BUTTON (root) && strcmp (words_on (root), words) == 0 && is_in_reach (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child, words);
    if (found)
      return found;
  }
  return NULL;
}

static void
tap_in (Rig *rig, GtkWidget *root, const char *words)
{
  GtkWidget *button;

  rig_settle (rig);
  button = find_button (root, words);
  if (!button)
    g_error ("no finger reaches: %s", words);
  g_signal_emit_by_name (button, "clicked");
}

void
hands_tap (Rig *rig, const char *words)
{
  tap_in (rig, GTK_WIDGET (rig->window), words);
}

void
hands_tap_message (Rig *rig, const char *message)
{
  g_autofree char *words = fo_say (message, NULL);

  hands_tap (rig, words);
}

/* A page: its group is unfolded first where the rail has no room for all. Its button has the key before the words. */
static GtkWidget *
find_page_button (GtkWidget *root, const char *words)
{
  if (GTK_IS_TOGGLE_BUTTON (root) && rig_find (root, GTK_TYPE_LABEL, words) && is_in_reach (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_page_button (child, words);
    if (found)
      return found;
  }
  return NULL;
}

static void
touch_look (Rig *rig, const char *name)
{
  const FoPageRow *row = fo_page_row_named (name);
  g_autofree char *message = fo_page_row_message (row), *words = fo_say (message, NULL);
  GtkWidget *button;

  rig_settle (rig);
  if (!find_page_button (GTK_WIDGET (rig->window), words))
    hands_tap_message (rig, fo_page_group_message (row->group));
  rig_settle (rig);
  button = find_page_button (GTK_WIDGET (rig->window), words);
  if (!button)
    g_error ("no finger reaches the page: %s", words);
  g_signal_emit_by_name (button, "clicked");
  rig_settle (rig);
  g_assert_true (fo_window_page (rig->window) == fo_window_find_page (rig->window, name));
}

static void
touch_open (Rig *rig, const char *name)
{
  guint answers = rig->answers + 1;

  touch_look (rig, name);
  rig_await (rig, answers);
}

/* On the keys on the screen, which have Latin capitals and small Cyrillic letters, and the others behind a shift. */
void
hands_touch_type (Rig *rig, const char *text)
{
  gboolean is_cyrillic = FALSE;

  hands_tap (rig, "⌨");
  for (const char *at = text; *at; at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);
    char key[7] = { 0 };

    g_unichar_to_utf8 (character, key);
    if ((character >= 0x400 && character < 0x500) != is_cyrillic && g_unichar_isalpha (character)) {
      hands_tap (rig, "АБВ ABC");
      is_cyrillic = !is_cyrillic;
    }
    if (g_unichar_isupper (character) == is_cyrillic && g_unichar_isalpha (character))
      hands_tap (rig, "⇧");
    hands_tap (rig, character == ' ' ? "␣" : key);
  }
  if (is_cyrillic)
    hands_tap (rig, "АБВ ABC");
}

void
hands_touch_enter (Rig *rig)
{
  hands_tap (rig, "⏎");
  hands_tap (rig, "✕");
}

/* What stands behind a code is typed as it stands on the label: a place, an order; a badge's name. */
static void
touch_code (Rig *rig, const char *text, FoVerdict verdict)
{
  guint answers = rig->answers + 1;

  hands_touch_type (rig, text);
  hands_touch_enter (rig);
  hands_expect (rig, answers, verdict);
}

static void
touch_goods (Rig *rig, const char *text, guint n, FoVerdict last)
{
  g_autofree char *number = g_strdup_printf ("%u", n);

  touch_code (rig, text, FO_OK);
  touch_code (rig, number, last);
}

static void
touch_offer (Rig *rig, const char *command, FoVerdict verdict)
{
  const FoOffer *offer = hands_find_offer (rig, command);
  g_autofree char *words = fo_say (offer->message_id, NULL);
  guint answers = rig->answers + 1;
  gboolean is_asked = offer->destructive;

  hands_tap (rig, words);
  if (is_asked) {
    g_assert_nonnull (find_question (rig));
    tap_in (rig, GTK_WIDGET (find_question (rig)), words);
  }
  hands_expect (rig, answers, verdict);
}

const Hands hands_by_keys = { "keys", keys_open, press_page_key, keys_code, keys_goods, keys_offer };
const Hands hands_by_scans = { "scans", scans_open, scans_look, scans_code, scans_goods, scans_offer };
const Hands hands_by_touch = { "touch", touch_open, touch_look, touch_code, touch_goods, touch_offer };

/* ---- what the book says ----------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
read_balance (FoTxn *txn, gpointer data, GError **error)
{
  Asked *asked = data;
  FoItem item;
  FoLot lot;
  FoPlace place;

  g_assert_cmpint (fo_item_find_by_code (txn, asked->item, &item, error), ==, FO_FOUND);
  g_assert_cmpint (fo_lot_find_by_number (txn, item.id, asked->lot, &lot, error), ==, FO_FOUND);
  g_assert_cmpint (fo_place_find_by_code (txn, asked->place, &place, error), ==, FO_FOUND);
  g_assert_true (fo_balance_get (txn, lot.id, place.id, &asked->balance, error));
  return FO_TXN_COMMIT;
}

static void
count_fault (const char *name, const char *what, FoQuantity written_u, FoQuantity adds_up_to_u, gpointer data)
{
  (void) written_u, (void) adds_up_to_u;
  g_test_message ("%s %s", name, what);
  ++*(guint *) data;
}

FoTxnEnd
hands_read_order (FoTxn *txn, gpointer data, GError **error)
{
  Asked *asked = data;

  g_assert_cmpint (fo_order_find_by_number (txn, asked->order, &asked->found, error), ==, FO_FOUND);
  g_assert_true (fo_stock_audit (txn, count_fault, &asked->faults, error));
  return FO_TXN_COMMIT;
}

void
hands_ask_store (Rig *rig, FoTxnFunc work, Asked *asked)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (rig->store_uri, 0, &error);
  gboolean is_read;

  g_assert_no_error (error);
  is_read = fo_store_read (store, work, asked, &error);
  g_assert_no_error (error);
  g_assert_true (is_read);
}

void
hands_assert_stock (Rig *rig, const char *item, const char *lot, const char *place, const char *expected)
{
  Asked asked = { .item = item, .lot = lot, .place = place };
  char quantity[FO_QUANTITY_TEXT_MAX];

  hands_ask_store (rig, read_balance, &asked);
  fo_quantity_print (asked.balance.on_hand_u, quantity);
  g_test_message ("%s/%s at %s", item, lot, place);
  g_assert_cmpstr (quantity, ==, expected);
}
