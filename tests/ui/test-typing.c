/* SPDX-License-Identifier: GPL-3.0-or-later
 * A scanner that types into the window, and a person who does: who is who, and what reaches the widgets. The keys are true ones,
 * through the X server, under a Russian layout. */
#include "rig.h"

#include "devices/devices-page.h"
#include "shell/burst.h"
#include "shell/rail.h"
#include "shell/typing.h"

#include <linux/input-event-codes.h>
#include <string.h>

/* ---- who is who --------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *what;
  const char *keys; /* as below */
  guint each_ms;
  FoBurstKind kind;
  const char *text; /* FO_BURST_SCAN */
  FoVerdict verdict; /* FO_BURST_REFUSED */
} Burst;

/* Characters of a US keyboard; ^M Enter, ^I Tab, ^F F10, ^E Esc, ^D arrow down, ^G Ctrl and ], ^Q Ctrl and q, ^P a pause of 30 ms. */
static const Burst bursts[] = {
  { "a code", "0104601234567893^M", 4, FO_BURST_SCAN, "0104601234567893", 0 },
  { "capitals and a GS", "10A-77^G21x^M", 4, FO_BURST_SCAN, "10A-77\x1d" "21x", 0 },
  { "a slow scanner", "460123^M", 34, FO_BURST_SCAN, "460123", 0 },
  { "Tab at the end", "460123^I", 4, FO_BURST_SCAN, "460123", 0 },
  { "a short code", "A1^M", 4, FO_BURST_SCAN, "A1", 0 },
  { "Enter and Enter", "460123^M^M", 4, FO_BURST_SCAN, "460123", 0 },
  { "a place", "FO:P:A-02-3^M", 4, FO_BURST_SCAN, "FO:P:A-02-3", 0 },
  { "a slow one that is even", "460123^M", 45, FO_BURST_SCAN, "460123", 0 },
  { "the same without an end", "460123", 45, FO_BURST_SCAN, "460123", 0 },
  { "no end", "0104601234567893", 4, FO_BURST_SCAN, "0104601234567893", 0 },
  { "no end, capitals and a GS", "10A-77^G21x", 4, FO_BURST_SCAN, "10A-77\x1d" "21x", 0 },
  { "no end, slow", "460123", 34, FO_BURST_SCAN, "460123", 0 },
  { "no end, short", "A1-2", 4, FO_BURST_SCAN, "A1-2", 0 },
  { "a character and Enter", "1^M", 4, FO_BURST_SCAN, "1", 0 },
  { "a space and Enter", " ^M", 4, FO_BURST_SCAN, " ", 0 },
  { "a person", "46^P0123^M", 40, FO_BURST_PERSON, NULL, 0 },
  { "fingers that roll", "abc", 10, FO_BURST_PERSON, NULL, 0 },
  { "a number and Enter", "5^M", 60, FO_BURST_PERSON, NULL, 0 },
  { "quick fingers, or a slow scanner", "5^M", 20, FO_BURST_TEXT, NULL, 0 },
  { "likewise", "12^M", 30, FO_BURST_TEXT, NULL, 0 },
  { "one key", "^F", 4, FO_BURST_PERSON, NULL, 0 },
  { "a person hits two function keys", "^F^F", 20, FO_BURST_PERSON, NULL, 0 },
  { "four fingers in a hurry", "abcd", 20, FO_BURST_PERSON, NULL, 0 },
  { "a command without an end", "FO:C:UNDO", 4, FO_BURST_REFUSED, NULL, FO_COMMAND_BY_KEYBOARD },
  { "a line break within, no end", "460^M123", 4, FO_BURST_REFUSED, NULL, FO_KEYS_NO_CODE },
  { "a command", "FO:C:UNDO^M", 4, FO_BURST_REFUSED, NULL, FO_COMMAND_BY_KEYBOARD },
  { "a command of the training warehouse, small", "fot:c:undo^M", 4, FO_BURST_REFUSED, NULL, FO_COMMAND_BY_KEYBOARD },
  { "a page", "FO:C:PAGE-STOCK^M", 4, FO_BURST_REFUSED, NULL, FO_COMMAND_BY_KEYBOARD },
  { "a command behind a line break", "460123^MFO:C:UNDO^M", 4, FO_BURST_REFUSED, NULL, FO_KEYS_NO_CODE },
  { "and a pause between them", "460123^M^PFO:C:UNDO^M", 4, FO_BURST_REFUSED, NULL, FO_KEYS_NO_CODE },
  { "F10 in it", "460^F123^M", 4, FO_BURST_REFUSED, NULL, FO_KEYS_NO_CODE },
  { "F10 in front of Enter", "^F^M", 4, FO_BURST_REFUSED, NULL, FO_KEYS_NO_CODE },
  { "Esc in front", "^E460123^M", 4, FO_BURST_REFUSED, NULL, FO_KEYS_NO_CODE },
  { "an arrow, no end", "460123^D", 4, FO_BURST_REFUSED, NULL, FO_KEYS_NO_CODE },
  { "Ctrl and a letter, no end", "460^Q123", 4, FO_BURST_REFUSED, NULL, FO_KEYS_NO_CODE },
};

static guint16
code_of (char character)
{
  static const struct {
    guint16 first;
    const char *keys;
  } rows[] = { { KEY_1, "1234567890-=" }, { KEY_Q, "qwertyuiop[]" }, { KEY_A, "asdfghjkl;'`" }, { KEY_BACKSLASH, "\\zxcvbnm,./" },
               { KEY_SPACE, " " } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    const char *at = strchr (rows[i].keys, character);
    if (at)
      return (guint16) (rows[i].first + (at - rows[i].keys));
  }
  g_assert_not_reached ();
}

typedef struct {
  GArray *keys; /* FoBurstKey */
  guint32 now_ms, each_ms;
} Typist;

static void
move (Typist *typist, guint16 code, gboolean down)
{
  FoBurstKey key = { .code = code, .down = down, .at_ms = typist->now_ms };

  g_array_append_val (typist->keys, key);
}

static void
stroke (Typist *typist, guint16 with, guint16 code)
{
  if (with)
    move (typist, with, TRUE);
  move (typist, code, TRUE);
  move (typist, code, FALSE);
  if (with)
    move (typist, with, FALSE);
  typist->now_ms += typist->each_ms;
}

static void
special (Typist *typist, char name)
{
  switch (name) {
  case 'M': stroke (typist, 0, KEY_ENTER); return;
  case 'I': stroke (typist, 0, KEY_TAB); return;
  case 'F': stroke (typist, 0, KEY_F10); return;
  case 'E': stroke (typist, 0, KEY_ESC); return;
  case 'D': stroke (typist, 0, KEY_DOWN); return;
  case 'G': stroke (typist, KEY_LEFTCTRL, KEY_RIGHTBRACE); return;
  case 'Q': stroke (typist, KEY_LEFTCTRL, KEY_Q); return;
  case 'P': typist->now_ms += 30; return;
  default: g_assert_not_reached ();
  }
}

static GArray *
keys_of (const char *text, guint32 each_ms)
{
  Typist typist = { g_array_new (FALSE, FALSE, sizeof (FoBurstKey)), G_MAXUINT32 - 20, each_ms }; /* the clock wraps */

  for (; *text; text++)
    if (*text == '^')
      special (&typist, *++text);
    else if (*text == ':')
      stroke (&typist, KEY_LEFTSHIFT, KEY_SEMICOLON);
    else if (g_ascii_isupper (*text))
      stroke (&typist, KEY_LEFTSHIFT, code_of (g_ascii_tolower (*text)));
    else
      stroke (&typist, 0, code_of (*text));
  return typist.keys;
}

static void
test_bursts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bursts); i++) {
    const Burst *burst = &bursts[i];
    g_autoptr (GArray) keys = keys_of (burst->keys, burst->each_ms);
    FoVerdict verdict = FO_OK;
    FoScan scan = { 0 };

    g_test_message ("%s", burst->what);
    g_assert_cmpint (fo_burst_judge (keys, 17, &scan, &verdict), ==, burst->kind);
    if (burst->kind == FO_BURST_SCAN) {
      g_assert_cmpstr (scan.bytes, ==, burst->text);
      g_assert_cmpstr (scan.device, ==, FO_TYPING_DEVICE);
      g_assert_cmpint (scan.symbology, ==, FO_SYMBOLOGY_UNKNOWN);
      g_assert_cmpint (scan.at_us, ==, 17);
    } else if (burst->kind == FO_BURST_REFUSED)
      g_assert_cmpstr (fo_verdict_name (verdict), ==, fo_verdict_name (burst->verdict));
  }
}

/* ---- true keys ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  Rig *rig;
  GString *seen; /* what a widget below the window was given: key values */
  GtkWidget *watched;
  guint clicks;
} Keys;

static gboolean
see_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, Keys *keys)
{
  (void) controller, (void) keycode, (void) state;
  g_string_append_printf (keys->seen, "%s ", gdk_keyval_name (keyval));
  return FALSE;
}

static void
count_click (GtkButton *button, Keys *keys)
{
  (void) button;
  keys->clicks++;
}

static void
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

/* A window manager would give the focus; without one it is asked for. */
static gboolean
has_focus (gpointer window)
{
  return gtk_window_is_active (window);
}

static void
xdotool_done (GPid pid, int status, gpointer data)
{
  g_assert_cmpint (status, ==, 0);
  g_spawn_close_pid (pid);
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* xdotool runs while the window does. */
static void
xdotool (const char *command)
{
  g_autofree char *line = g_strconcat ("xdotool ", command, NULL);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;
  GPid pid;

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  g_spawn_async (NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  g_child_watch_add (pid, xdotool_done, &done);
  rig_wait (is_true, &done);
}

static void
press_keys (const char *text, guint each_ms)
{
  g_autoptr (GArray) keys = keys_of (text, each_ms);
  g_autoptr (GString) command = g_string_new (NULL);

  for (guint i = 0; i < keys->len; i++) {
    const FoBurstKey *key = &g_array_index (keys, FoBurstKey, i);
    g_autofree char *name = key->code == KEY_ESC ? g_strdup ("Escape") : g_strdup_printf ("%u", key->code + 8u); /* 9 is a digit */
    g_string_append_printf (command, "%s --delay 0 %s ", key->down ? "keydown" : "keyup", name);
    if (!key->down && each_ms > 20)
      g_string_append_printf (command, "sleep %.3f ", each_ms / 1000.0);
  }
  xdotool (command->str);
}

static gboolean
time_is_over (gpointer until_us)
{
  return g_get_monotonic_time () > *(gint64 *) until_us;
}

static void
be_quiet (void)
{
  gint64 until_us = g_get_monotonic_time () + 4 * FO_BURST_QUIET_MS * 1000;

  rig_wait (time_is_over, &until_us);
}

typedef struct {
  Keys *keys;
  GtkWidget *entry;
  const char *text;
} Awaited;

static gboolean
band_says (gpointer data)
{
  const Awaited *awaited = data;

  return g_strcmp0 (rig_band (awaited->keys->rig), awaited->text) == 0;
}

static gboolean
entry_says (gpointer data)
{
  const Awaited *awaited = data;

  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (awaited->entry)), awaited->text);
}

/* However late the display hands the keys over on a busy machine; then whatever else may come has time to. */
static void
await_band (Keys *keys, const char *text)
{
  Awaited awaited = { keys, NULL, text };

  rig_wait (band_says, &awaited);
  be_quiet ();
}

static void
await_entry (GtkWidget *entry, const char *text)
{
  Awaited awaited = { NULL, entry, text };

  rig_wait (entry_says, &awaited);
  be_quiet ();
}

static void
keys_set_up (Keys *keys, gconstpointer data)
{
  static const char *const russian[] = { "setxkbmap", "ru", NULL };
  GtkEventController *controller = gtk_event_controller_key_new ();

  (void) data;
  run (russian);
  keys->rig = rig_new ();
  keys->seen = g_string_new (NULL);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (see_key), keys);
  keys->watched = gtk_window_get_child (GTK_WINDOW (keys->rig->window));
  gtk_widget_add_controller (keys->watched, controller);
  if (keys->rig->sheet)
    gtk_widget_set_visible (GTK_WIDGET (keys->rig->sheet), FALSE);
  gtk_window_present (GTK_WINDOW (keys->rig->window));
  rig_settle (keys->rig);
  xdotool ("search --sync --onlyvisible --name Firstout windowfocus --sync");
  rig_wait (has_focus, keys->rig->window);
}

static void
keys_tear_down (Keys *keys, gconstpointer data)
{
  static const char *const english[] = { "setxkbmap", "us", NULL };

  (void) data;
  rig_free (keys->rig);
  g_string_free (keys->seen, TRUE);
  run (english);
}

static GtkWidget *
entry_of (Keys *keys)
{
  return rig_entry (keys->rig);
}

/* Codes, fast, under a Russian layout: the right answer, and no widget saw a key of it. */
static void
test_scanner (Keys *keys, gconstpointer data)
{
  guint answers = keys->rig->answers;

  (void) data;
  fo_window_open_page (keys->rig->window, "devices");
  press_keys ("FO:P:A-02-3^M", 2);
  rig_await (keys->rig, answers + 1);
  be_quiet ();
  g_assert_cmpuint (keys->rig->answers, ==, answers + 1);
  g_assert_cmpstr (keys->seen->str, ==, "");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry_of (keys))), ==, "");
  g_assert_true (rig_shows (fo_window_find_page (keys->rig->window, "devices"), "FO:P:A-02-3"));
}

/* A button has the focus, one of the rail: neither Enter nor Space of the code presses it. */
static void
test_button (Keys *keys, gconstpointer data)
{
  GtkWidget *button = rig_find (rig_find (GTK_WIDGET (keys->rig->window), FO_TYPE_RAIL, NULL), GTK_TYPE_BUTTON, NULL);
  g_autofree char *title = fo_words_verdict_title (FO_LANGUAGE_RU, FO_KEYS_NO_CODE, NULL);
  guint answers = keys->rig->answers;

  (void) data;
  g_signal_connect (button, "clicked", G_CALLBACK (count_click), keys);
  g_assert_true (gtk_widget_grab_focus (button));
  press_keys ("box 1 of 2^M", 2);
  rig_await (keys->rig, answers + 1);
  press_keys ("1^M", 2); /* two keys, and the second presses buttons */
  rig_await (keys->rig, answers + 2);
  press_keys ("no end at all ", 2); /* its last key is Space */
  rig_await (keys->rig, answers + 3);
  press_keys ("460123^D", 2);
  await_band (keys, title);
  g_assert_cmpstr (rig_band (keys->rig), ==, title);
  g_assert_cmpuint (keys->clicks, ==, 0);
  g_assert_cmpstr (keys->seen->str, ==, "");
  g_signal_handlers_disconnect_by_data (button, keys);
}

/* Nothing acts that a scanner types. */
static void
test_fence (Keys *keys, gconstpointer data)
{
  static const struct {
    const char *keys;
    FoVerdict verdict;
  } rows[] = {
    { "FO:C:PAGE-STOCK^M", FO_COMMAND_BY_KEYBOARD }, { "FO:C:UNDO^M", FO_COMMAND_BY_KEYBOARD },
    { "460^F123^M", FO_KEYS_NO_CODE },               { "^F460123^M", FO_KEYS_NO_CODE },
    { "460123^MFO:C:UNDO^M", FO_KEYS_NO_CODE },      { "^E460123^M", FO_KEYS_NO_CODE },
  };
  GtkWidget *page = fo_window_page (keys->rig->window);

  (void) data;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *title = fo_words_verdict_title (FO_LANGUAGE_RU, rows[i].verdict, NULL);
    guint answers = keys->rig->answers;
    press_keys (rows[i].keys, 2);
    await_band (keys, title);
    g_assert_cmpstr (rig_band (keys->rig), ==, title);
    g_assert_cmpuint (keys->rig->answers, ==, answers); /* the desk was not asked */
    g_assert_true (fo_window_page (keys->rig->window) == page);
    g_assert_cmpstr (keys->seen->str, ==, "");
  }
}

/* What a person types arrives, every key, in order, as the PC's layout has it. */
static void
test_person (Keys *keys, gconstpointer data)
{
  GtkWidget *entry = entry_of (keys);

  (void) data;
  gtk_widget_grab_focus (entry);
  press_keys ("Asdf 12", 70);
  await_entry (entry, "Фыва 12");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Фыва 12");
  g_assert_cmpuint (keys->rig->answers, ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  press_keys ("qwe", 8); /* three keys in a roll */
  await_entry (entry, "йцу");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "йцу");
}

/* A scanner that sends no Enter, while the cursor is in an entry: its code is answered, and nothing of it stays there as text. */
static void
test_no_end (Keys *keys, gconstpointer data)
{
  GtkWidget *entry = entry_of (keys);
  guint answers = keys->rig->answers;

  (void) data;
  fo_window_open_page (keys->rig->window, "devices");
  gtk_widget_grab_focus (entry);
  for (guint i = 1; i <= 3; i++) { /* one behind the other, with the pause in which a hand finds the next label */
    press_keys ("FO:P:A-02-3", 2);
    rig_await (keys->rig, answers + i);
  }
  be_quiet ();
  g_assert_cmpuint (keys->rig->answers, ==, answers + 3);
  g_assert_cmpstr (keys->seen->str, ==, "");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_true (rig_shows (fo_window_find_page (keys->rig->window, "devices"), "FO:P:A-02-3"));
  press_keys ("12", 70); /* a person goes on behind it */
  await_entry (entry, "12");
}

/* A number field takes what a person types and nothing of a scanner's. */
static void
test_number_field (Keys *keys, gconstpointer data)
{
  GtkWidget *entry = entry_of (keys);
  guint answers = keys->rig->answers;

  (void) data;
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_widget_grab_focus (entry);
  press_keys ("460123", 2); /* without an end it is one all the same */
  rig_await (keys->rig, answers + 1);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  press_keys ("12", 70);
  await_entry (entry, "12");
}

/* Keys that a person presses act as ever. */
static void
test_person_acts (Keys *keys, gconstpointer data)
{
  (void) data;
  xdotool ("key ctrl+F4");
  be_quiet ();
  g_assert_true (fo_window_page (keys->rig->window) == fo_window_find_page (keys->rig->window, "stock"));
  gtk_widget_grab_focus (entry_of (keys));
  press_keys ("zzz", 60);
  guint answers = keys->rig->answers;
  press_keys ("^M", 60);
  rig_await (keys->rig, answers + 1);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry_of (keys))), ==, "");
}

/* A key that is held down repeats. */
static void
test_repeat (Keys *keys, gconstpointer data)
{
  GtkWidget *entry = entry_of (keys);

  (void) data;
  gtk_widget_grab_focus (entry);
  xdotool ("keydown 24 sleep 1 keyup 24"); /* the server repeats after 0.66 s, 25 a second */
  be_quiet ();
  g_assert_true (g_str_has_prefix (gtk_editable_get_text (GTK_EDITABLE (entry)), "ййй"));
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/typing/bursts", test_bursts);
#define SCENE(path, test) g_test_add ("/ui/typing/" path, Keys, NULL, keys_set_up, test, keys_tear_down)
  SCENE ("scanner", test_scanner);
  SCENE ("button", test_button);
  SCENE ("fence", test_fence);
  SCENE ("person", test_person);
  SCENE ("no-end", test_no_end);
  SCENE ("number-field", test_number_field);
  SCENE ("person-acts", test_person_acts);
  SCENE ("repeat", test_repeat);
  return g_test_run ();
}
