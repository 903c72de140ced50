/* SPDX-License-Identifier: GPL-3.0-or-later
 * The shell without a warehouse: the band, the keys, languages, names of controls, windows that end. */
#include "rig.h"

#include "common/speech.h"
#include "orders/order-card.h"
#include "common/instruction.h"
#include "common/line-card.h"
#include "common/offers.h"
#include "common/recent.h"
#include "common/task-view.h"
#include "common/work-list.h"
#include "supplies/decisions.h"
#include "orders/line-bar.h"
#include "orders/order-line.h"
#include "shell/band.h"
#include "shell/keys-window.h"
#include "shell/moods.h"
#include "shell/acts-window.h"
#include "shell/pages-window.h"
#include "shell/pages.h"
#include "shell/question.h"
#include "shell/rail.h"
#include "shell/router.h"
#include "expiry/expiry-page.h"
#include "start/start-page.h"
#include "trace/trace-view.h"
#include "training/symbol-art.h"

#include "firstout/label/record.h"
#include <linux/input-event-codes.h>
#include <string.h>

/* ---- classes ---------------------------------------------------------------------------------------------------------------- */

static void
make_and_destroy (GType type)
{
  GtkWidget *widget = g_object_new (type, NULL);
  gpointer weak = g_object_ref_sink (widget);

  g_test_message ("%s", G_OBJECT_TYPE_NAME (widget));
  g_object_add_weak_pointer (weak, &weak);
  if (GTK_IS_WINDOW (widget))
    gtk_window_destroy (GTK_WINDOW (widget));
  g_object_unref (widget);
  g_assert_null (weak);
}

/* Every page of the table, and every class they are made of, can be made and leaves nothing behind. */
static void
test_new_and_destroy (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();
  const GType types[] = { FO_TYPE_BAND,          FO_TYPE_INSTRUCTION,  FO_TYPE_LINE_CARD,  FO_TYPE_OFFERS,      FO_TYPE_RECENT,
                          FO_TYPE_TASK_VIEW,     FO_TYPE_WORK_LIST,    FO_TYPE_LINE_BAR,   FO_TYPE_ORDER_LINE,  FO_TYPE_ORDER_CARD,
                          FO_TYPE_DECISIONS,     FO_TYPE_TRACE_VIEW,   FO_TYPE_SYMBOL_ART, FO_TYPE_LABEL_SHEET, FO_TYPE_KEYS_WINDOW,
                          FO_TYPE_QUESTION,      FO_TYPE_RAIL,         FO_TYPE_PAGES_WINDOW, FO_TYPE_ACTS_WINDOW, FO_TYPE_OUTLOOK_CHART,
                          FO_TYPE_IMPORT_VIEW };
  guint n;
  const FoPageRow *rows = fo_page_rows (&n);

  for (guint i = 0; i < n; i++)
    make_and_destroy (rows[i].get_type ());
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    make_and_destroy (types[i]);
}

static void
test_windows_end (void)
{
  for (int i = 0; i < 5; i++) {
    Rig *rig = rig_new_bare ();
    gpointer window = rig->window;

    g_object_add_weak_pointer (window, &window);
    rig_free (rig);
    g_assert_null (window);
  }
}

/* ---- the band ------------------------------------------------------------------------------------------------------------------ */

static void
answer (Rig *rig, FoVerdict verdict)
{
  g_auto (FoDeskReply) reply;

  fo_desk_reply_init (&reply);
  reply.reply.verdict = verdict;
  fo_args_set_text (&reply.reply.args, "lot", "A-7");
  fo_window_show_answer (rig->window, &reply, NULL, NULL);
}

static void
test_band_moods (void)
{
  static const FoVerdict verdicts[FO_N_MOODS] = { [FO_MOOD_OK] = FO_OK, [FO_MOOD_DONE] = FO_COMPLETE,
                                                  [FO_MOOD_ATTENTION] = FO_EXPIRY_NEEDED, [FO_MOOD_WRONG] = FO_LOT_EXPIRED };
  g_autoptr (Rig) rig = rig_new_bare ();
  GtkWidget *band = rig_find (GTK_WIDGET (rig->window), FO_TYPE_BAND, NULL);

  for (int mood = 0; mood < FO_N_MOODS; mood++) {
    const FoMoodLook *look = fo_mood_look ((FoMood) mood);
    g_autofree char *word = fo_say (look->word, NULL), *name = g_strconcat ("band-", look->sound, NULL);

    answer (rig, verdicts[mood]);
    g_assert_true (gtk_widget_has_css_class (band, look->css_class));
    g_assert_true (rig_shows (band, word));
    g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (rig_find (band, GTK_TYPE_IMAGE, NULL))), ==, look->icon);
    g_assert_cmpuint (rig->sounds->len, ==, (guint) mood + 1);
    g_assert_cmpstr (g_ptr_array_index (rig->sounds, (guint) mood), ==, look->sound);
    rig_picture (GTK_WIDGET (rig->window), name);
  }
  for (int mood = 0; mood < FO_MOOD_WRONG; mood++)
    g_assert_false (gtk_widget_has_css_class (band, fo_mood_look ((FoMood) mood)->css_class));
}

static void
test_band_says_the_verdict (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();

  for (int verdict = 0; verdict < FO_N_VERDICTS; verdict++) {
    g_auto (FoArgs) args = { 0 };
    g_autofree char *title = NULL;

    fo_args_set_text (&args, "lot", "A-7");
    title = fo_words_verdict_title (FO_LANGUAGE_RU, (FoVerdict) verdict, &args);
    answer (rig, (FoVerdict) verdict);
    g_assert_cmpstr (rig_band (rig), ==, title);
  }
}

static void
test_band_world_failed (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();
  g_autoptr (GError) error = g_error_new (G_FILE_ERROR, G_FILE_ERROR_NOSPC, "the disk is full");

  fo_window_show_answer (rig->window, NULL, NULL, error);
  g_assert_true (rig_shows (GTK_WIDGET (rig->window), "На диске нет места"));
  g_assert_cmpstr (g_ptr_array_index (rig->sounds, 0), ==, "wrong");
}

/* ---- languages ------------------------------------------------------------------------------------------------------------------- */

static void
no_message_ids (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget)) {
    const char *text = gtk_label_get_text (GTK_LABEL (widget));
    g_assert_false (g_str_has_prefix (text, "page.") || g_str_has_prefix (text, "shell.") || g_str_has_prefix (text, "task.")
                    || g_str_has_prefix (text, "offer."));
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    no_message_ids (child);
}

static void
test_language_switch (void)
{
  static const struct {
    FoLanguage language;
    const char *ready, *receive;
  } cases[] = {
    { FO_LANGUAGE_DE, "Bereit", "Waren-eingang" },
    { FO_LANGUAGE_EN, "Ready to work", "Receive" },
    { FO_LANGUAGE_RU, "Готов к работе", "Приёмка" },
  };
  g_autoptr (Rig) rig = rig_new_bare ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    fo_speech_set_language (cases[i].language);
    g_assert_cmpstr (rig_band (rig), ==, cases[i].ready);
    g_assert_true (rig_shows (GTK_WIDGET (rig->window), cases[i].receive));
    no_message_ids (GTK_WIDGET (rig->window));
  }
}

static void
test_language_buttons (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();

  g_signal_emit_by_name (rig_find (GTK_WIDGET (rig->window), GTK_TYPE_TOGGLE_BUTTON, "DE"), "clicked");
  g_assert_cmpint (fo_speech_language (), ==, FO_LANGUAGE_DE);
  g_assert_cmpstr (rig_band (rig), ==, "Bereit");
  g_signal_emit_by_name (rig_find (GTK_WIDGET (rig->window), GTK_TYPE_TOGGLE_BUTTON, "RU"), "clicked");
  g_assert_cmpint (fo_speech_language (), ==, FO_LANGUAGE_RU);
}

/* ---- names for those who do not see ------------------------------------------------------------------------------------------------ */

static gboolean
has_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    if (has_words (child))
      return TRUE;
  return FALSE;
}

static guint
count_nameless (GtkWidget *widget)
{
  guint n = 0;
  const char *tip = gtk_widget_get_tooltip_text (widget);

  /* libadwaita's own, from 1.4 on: hidden until a navigation view needs it, and named then. */
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwBackButton"))
    return 0;
  if (GTK_IS_BUTTON (widget) && !gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) && !has_words (widget)
      && (!tip || !*tip)) {
    g_test_message ("a %s has no name", G_OBJECT_TYPE_NAME (widget));
    n++;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    n += count_nameless (child);
  return n;
}

static void
test_every_control_has_a_name (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();
  GtkWidget *planted = gtk_button_new_from_icon_name ("fo-undo-symbolic");

  g_assert_cmpuint (count_nameless (GTK_WIDGET (rig->window)), ==, 0);
  g_object_ref_sink (planted);
  g_assert_cmpuint (count_nameless (planted), ==, 1); /* the walk would see one */
  g_object_unref (planted);
}

/* ---- keys ---------------------------------------------------------------------------------------------------------------------------- */

static const char *
page_name (Rig *rig)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (gtk_widget_get_parent (fo_window_page (rig->window))));
}

/* What people have learned stays where it is, whatever pages come. */
static void
test_pages_by_key (void)
{
  static const char *const names[] = { "receive", "pick", "orders", "stock", "labels", "devices", NULL, "pack" };
  g_autoptr (Rig) rig = rig_new_bare ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (!names[i]) /* kept for a page that comes */
      continue;
    g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F1 + i, GDK_CONTROL_MASK));
    g_assert_cmpstr (page_name (rig), ==, names[i]);
  }
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_2, GDK_ALT_MASK));
  g_assert_cmpstr (page_name (rig), ==, "pick");
}

/* ---- pages --------------------------------------------------------------------------------------------------------------------------- */

static bool
on_sheet (const char *kind, const char *name)
{
  guint n;
  const FoLabelCommand *commands = fo_label_commands (&n);
  g_autofree char *command = g_strconcat (kind, name, NULL);

  for (guint i = 0; i < n; i++)
    if (strcmp (commands[i].name, command) == 0)
      return true;
  return false;
}

/* Each page can be opened by a key or the menu, by its command barcode, and from the sheet that hangs beside the scanner; two pages
 * never fight for a task or a key. */
static void
test_table_of_pages (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();
  guint n, n_commands;
  const FoPageRow *rows = fo_page_rows (&n);
  const FoLabelCommand *commands = fo_label_commands (&n_commands);

  for (guint i = 0; i < n; i++) {
    g_autofree char *message = fo_page_row_message (&rows[i]), *icon = fo_page_row_icon (&rows[i]);
    FoScan scan;
    g_autofree char *code = g_strdup_printf ("FO:C:PAGE-%s", rows[i].name);

    g_test_message ("%s", rows[i].name);
    for (int language = 0; language < FO_N_LANGUAGES; language++)
      g_assert_true (fo_words_known ((FoLanguage) language, message));
    g_assert_true (gtk_icon_theme_has_icon (gtk_icon_theme_get_for_display (gdk_display_get_default ()), icon));
    g_assert_true (*rows[i].task ? on_sheet ("task-", rows[i].task) : on_sheet ("page-", rows[i].name));
    g_assert_true (!*rows[i].task || fo_page_row_shows (&rows[i], rows[i].task));
    for (guint j = 0; j < i; j++) {
      g_assert_false (rows[i].f_key && rows[i].f_key == rows[j].f_key);
      g_assert_false (*rows[i].task && fo_page_row_shows (&rows[j], rows[i].task));
    }
    g_assert_true (fo_scan_init (&scan, code, strlen (code), FO_SYMBOLOGY_QR, "script", 0));
    gtk_widget_activate_action_variant (GTK_WIDGET (rig->window), "scan.code", fo_scan_to_variant (&scan));
    g_assert_cmpstr (page_name (rig), ==, rows[i].name);
  }
  for (guint i = 0; i < n_commands; i++)
    g_assert_true (!g_str_has_prefix (commands[i].name, "page-") || fo_page_row_named (commands[i].name + strlen ("page-")));
}

static GtkWindow *
pages_window (Rig *rig)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (rig->application)); link; link = link->next)
    if (FO_IS_PAGES_WINDOW (link->data))
      return link->data;
  return NULL;
}

static void
press_in_menu (Rig *rig, guint keyval, guint code)
{
  g_autoptr (GListModel) controllers = NULL;
  gboolean taken = FALSE;

  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_0, GDK_ALT_MASK));
  g_assert_nonnull (pages_window (rig));
  controllers = gtk_widget_observe_controllers (GTK_WIDGET (pages_window (rig)));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (g_strcmp0 (gtk_event_controller_get_name (controller), "fo-keys") == 0)
      g_signal_emit_by_name (controller, "key-pressed", keyval, code + 8, 0, &taken);
  }
  g_assert_true (taken);
  g_assert_null (pages_window (rig));
}

/* By where the key is: under a Russian layout the first letter key types й. */
static void
test_menu_of_pages (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();

  press_in_menu (rig, GDK_KEY_2, KEY_2);
  g_assert_cmpstr (page_name (rig), ==, "pick");
  press_in_menu (rig, GDK_KEY_Cyrillic_shorti, KEY_Q);
  g_assert_cmpstr (page_name (rig), ==, "orders");
  press_in_menu (rig, GDK_KEY_Escape, KEY_ESC);
  g_assert_cmpstr (page_name (rig), ==, "orders");
}

static GtkWidget *
button_named (GtkWidget *root, const char *message)
{
  g_autofree char *text = fo_say (message, NULL);
  GtkWidget *label = rig_find (root, GTK_TYPE_LABEL, text);

  return label ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;
}

/* By touch: a group's head unfolds it, the page that is shown is never folded away, and every button is large enough for a finger. */
static void
test_rail (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();
  GtkWidget *rail = rig_find (GTK_WIDGET (rig->window), FO_TYPE_RAIL, NULL);
  guint n;
  const FoPageRow *rows = fo_page_rows (&n);

  gtk_window_set_default_size (GTK_WINDOW (rig->window), 1024, 768);
  rig_settle (rig);
  for (guint i = 0; i < n; i++) {
    g_autofree char *message = fo_page_row_message (&rows[i]);
    GtkWidget *head = button_named (rail, fo_page_group_message (rows[i].group)), *button = button_named (rail, message);

    g_signal_emit_by_name (head, "clicked");
    rig_settle (rig);
    g_assert_true (gtk_widget_get_mapped (button));
    g_assert_cmpint (gtk_widget_get_height (head), >=, 44);
    g_assert_cmpint (gtk_widget_get_height (button), >=, 44);
    g_assert_cmpint (gtk_widget_get_width (button), >=, 44);
    g_signal_emit_by_name (button, "clicked");
    rig_settle (rig);
    g_assert_cmpstr (page_name (rig), ==, rows[i].name);
    g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
    fo_window_open_page (rig->window, rows[(i + 1) % n].name);
    g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
    fo_window_open_page (rig->window, rows[i].name);
    rig_settle (rig);
    g_assert_true (gtk_widget_get_mapped (button));
  }
}

static void
count_click (GtkButton *button, guint *clicks)
{
  (void) button;
  ++*clicks;
}

/* A scanner that types into the window while a button has the focus: its Enter presses nothing. */
static void
test_enter_presses_no_button (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();
  GtkWidget *button = rig_find (GTK_WIDGET (rig->window), GTK_TYPE_TOGGLE_BUTTON, "EN");
  GtkWidget *entry = rig_entry (rig);
  guint clicks = 0;

  g_signal_connect (button, "clicked", G_CALLBACK (count_click), &clicks);
  gtk_widget_grab_focus (button);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_Return, 0)); /* taken before the button sees it */
  gtk_widget_grab_focus (button);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_4, 0));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "4"); /* what is typed begins in the entry */
  g_assert_cmpuint (clicks, ==, 0);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_Escape, 0));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "4"); /* Esc loses nothing */
}

/* A row's button is pressed by key, and the row is made anew at once: the press was not in vain; and a key that bounces counts once. */
static void
test_key_press_is_not_lost (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();
  GtkWidget *window = gtk_window_new (), *kinds[] = { gtk_button_new (), gtk_toggle_button_new () };
  guint clicks = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
    gint64 until_us = g_get_monotonic_time () + G_USEC_PER_SEC / 2;

    while (g_get_monotonic_time () < until_us) /* the one before counts as a bounce for so long */
      g_main_context_iteration (NULL, FALSE);
    clicks = 0;
    g_signal_connect (kinds[i], "clicked", G_CALLBACK (count_click), &clicks);
    gtk_box_append (GTK_BOX (box), kinds[i]);
    gtk_window_set_child (GTK_WINDOW (window), box);
    gtk_window_present (GTK_WINDOW (window));
    g_assert_true (gtk_widget_activate (kinds[i]));
    g_assert_true (gtk_widget_activate (kinds[i]));
    gtk_box_remove (GTK_BOX (box), kinds[i]);
    g_assert_cmpuint (clicks, ==, 1);
  }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- focus ----------------------------------------------------------------------------------------------------------------------------- */

static gboolean
is_on_screen (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget);
}

/* The plus and minus of a number are its arrow keys: the number itself is reached. */
static void
collect_buttons (GtkWidget *widget, GPtrArray *buttons)
{
  if (GTK_IS_BUTTON (widget) && is_on_screen (widget) && !gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS)
      && !gtk_widget_get_ancestor (widget, GTK_TYPE_SPIN_BUTTON))
    g_ptr_array_add (buttons, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    collect_buttons (child, buttons);
}

/* Tab goes through everything once and comes round: no button is left out, and nothing keeps the focus for itself. */
static void
test_tab_reaches_everything (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint n;
  const FoPageRow *rows = fo_page_rows (&n);

  for (guint page = 0; page < n; page++) {
    g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
    g_autoptr (GHashTable) reached = g_hash_table_new (NULL, NULL);
    GtkWidget *first;

    fo_window_open_page (rig->window, rows[page].name);
    rig_settle (rig);
    rig_settle (rig);
    collect_buttons (GTK_WIDGET (rig->window), buttons);
    first = gtk_window_get_focus (GTK_WINDOW (rig->window));
    for (guint steps = 0; steps < 60; steps++) {
      if (!fo_window_press_key (rig->window, GDK_KEY_Tab, 0))
        gtk_widget_child_focus (GTK_WIDGET (rig->window), GTK_DIR_TAB_FORWARD);
      for (GtkWidget *at = gtk_window_get_focus (GTK_WINDOW (rig->window)); at; at = gtk_widget_get_parent (at))
        g_hash_table_add (reached, at);
      if (gtk_window_get_focus (GTK_WINDOW (rig->window)) == first)
        break;
    }
    g_test_message ("%s", rows[page].name);
    g_assert_true (gtk_window_get_focus (GTK_WINDOW (rig->window)) == first); /* it came round */
    for (guint i = 0; i < buttons->len; i++)
      if (!g_hash_table_contains (reached, buttons->pdata[i]))
        g_error ("%s: Tab does not reach the %s \"%s\"", rows[page].name, G_OBJECT_TYPE_NAME (buttons->pdata[i]),
                 gtk_button_get_label (buttons->pdata[i]) ? gtk_button_get_label (buttons->pdata[i])
                                                          : gtk_widget_get_tooltip_text (buttons->pdata[i]));
  }
}

/* ---- sizes: nothing that is to be read at arm's length is small, and no button's word is cut ------------------------------------- */

enum { SMALLEST_PX = 13 };

static int
size_of_text (GtkWidget *label)
{
  PangoContext *context = gtk_widget_get_pango_context (label);
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  int height;

  pango_layout_set_text (layout, "Щ", -1);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static guint
count_cut (GtkWidget *widget, gboolean in_button)
{
  guint n = 0;

  if (!gtk_widget_get_mapped (widget))
    return 0;
  in_button = in_button || (GTK_IS_BUTTON (widget) && !gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS));
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget))) {
    if (in_button && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget)))) {
      g_test_message ("cut: %s", gtk_label_get_text (GTK_LABEL (widget)));
      n++;
    }
    if (size_of_text (widget) < SMALLEST_PX) {
      g_test_message ("small: %s", gtk_label_get_text (GTK_LABEL (widget)));
      n++;
    }
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    n += count_cut (child, in_button);
  return n;
}

static void
show_offers (Rig *rig, const char *const *messages)
{
  g_auto (FoView) view = { 0 };

  fo_view_init (&view);
  view.task = "pick";
  view.instruction_id = "task.pick.start";
  for (int i = 0; messages[i]; i++) {
    const FoOffer offer = { "cancel", messages[i], 2 + i, FALSE };
    g_array_append_val (view.offers, offer);
  }
  fo_window_show_answer (rig->window, NULL, &view, NULL);
  rig_settle (rig);
}

/* Every word a button may have, on the smallest screen. */
static void
test_buttons_are_not_cut (void)
{
  static const char *const offers[][9] = {
    { "offer.no_code", "offer.short", "offer.park", "offer.undo", "offer.print", "offer.anyway", "offer.cancel", NULL },
    { "offer.here", "offer.quarantine", "offer.learn", "offer.next", "offer.finish", "offer.confirm", "offer.own_lot", NULL },
    { "offer.reason.not_found", "offer.reason.damaged", "offer.reason.customer_wish", "offer.reason.nearer",
      "offer.reason.blocked_way", "offer.reason.label_missing", "offer.reason.wrong_label", "offer.certificate", NULL },
  };
  g_autoptr (Rig) rig = rig_new_bare ();
  guint cut = 0;

  gtk_window_set_default_size (GTK_WINDOW (rig->window), 1024, 768);
  for (int language = 0; language < FO_N_LANGUAGES; language++) {
    fo_speech_set_language ((FoLanguage) language);
    for (gsize i = 0; i < G_N_ELEMENTS (offers); i++) {
      g_autofree char *name = g_strdup_printf ("offers-%s-%zu", fo_language_code ((FoLanguage) language), i);
      show_offers (rig, offers[i]);
      rig_picture (GTK_WIDGET (rig->window), name);
      cut += count_cut (GTK_WIDGET (rig->window), FALSE);
    }
  }
  fo_speech_set_language (FO_LANGUAGE_RU);
  g_assert_cmpuint (cut, ==, 0);
}

/* ---- the router ------------------------------------------------------------------------------------------------------------------------ */

static void
test_scan_survives_the_action (void)
{
  FoScan scan, back;
  g_autoptr (GVariant) variant = NULL;

  g_assert_true (fo_scan_init (&scan, "]C1" "0104601234567893\x1d" "10A\xfe", 24, FO_SYMBOLOGY_UNKNOWN, "usb:1", 17));
  scan.lane = 2;
  variant = g_variant_ref_sink (fo_scan_to_variant (&scan));
  fo_scan_from_variant (variant, &back);
  g_assert_cmpmem (&back, sizeof back, &scan, sizeof scan);
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/classes/new-and-destroy", test_new_and_destroy);
  g_test_add_func ("/ui/classes/windows-end", test_windows_end);
  g_test_add_func ("/ui/band/moods", test_band_moods);
  g_test_add_func ("/ui/band/verdicts", test_band_says_the_verdict);
  g_test_add_func ("/ui/band/world-failed", test_band_world_failed);
  g_test_add_func ("/ui/language/switch", test_language_switch);
  g_test_add_func ("/ui/language/buttons", test_language_buttons);
  g_test_add_func ("/ui/names", test_every_control_has_a_name);
  g_test_add_func ("/ui/keys/pages", test_pages_by_key);
  g_test_add_func ("/ui/pages/table", test_table_of_pages);
  g_test_add_func ("/ui/pages/menu", test_menu_of_pages);
  g_test_add_func ("/ui/pages/rail", test_rail);
  g_test_add_func ("/ui/keys/enter", test_enter_presses_no_button);
  g_test_add_func ("/ui/keys/press-is-not-lost", test_key_press_is_not_lost);
  g_test_add_func ("/ui/focus/tab", test_tab_reaches_everything);
  g_test_add_func ("/ui/sizes", test_buttons_are_not_cut);
  g_test_add_func ("/ui/router/variant", test_scan_survives_the_action);
  return g_test_run ();
}
