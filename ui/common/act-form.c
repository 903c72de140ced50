/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "act-form.h"

#include "firstout/core/code.h"
#include "speech.h"

#include <string.h>

enum { DO_KEY = 9, LEAVE_KEY = 12 };
static const int reason_keys[FO_ACT_REASONS_MAX] = { 2, 3, 5, 6, 7 };

struct _FoActForm {
  GtkWidget parent_instance;
  GtkWidget *box, *body, *refusal, *foot;
  const FoActKind *kind;
  char *subject;
  FoDay today;
  GtkEditable *fields[FO_ACT_FIELDS_MAX];
  GtkToggleButton *reasons[FO_ACT_REASONS_MAX];
  GtkEditable *own_words;
};

G_DEFINE_FINAL_TYPE (FoActForm, fo_act_form, GTK_TYPE_WIDGET)

enum { DECIDED, LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- the command ----------------------------------------------------------------------------------------------------- */

static char *
text_of (GtkEditable *editable)
{
  return editable ? g_strstrip (g_strdup (gtk_editable_get_text (editable))) : g_strdup ("");
}

/* A quotation mark would end the word. */
static void
append_word (GString *command, const char *prefix, const char *word)
{
  g_autofree char *plain = g_strdelimit (g_strdup (word), "\"", '\'');

  g_string_append (command, prefix ? prefix : "");
  g_string_append_printf (command, strchr (plain, ' ') ? "\"%s\"" : "%s", plain);
}

static char *
reason_of (FoActForm *self)
{
  char *words = text_of (self->own_words);

  if (*words)
    return words;
  g_free (words);
  for (int i = 0; i < FO_ACT_REASONS_MAX; i++)
    if (self->reasons[i] && gtk_toggle_button_get_active (self->reasons[i]))
      return g_strdup (self->kind->reasons[i].word);
  return g_strdup ("");
}

/* What is missing still: a message id; NULL: nothing. */
static const char *
missing (FoActForm *self)
{
  g_autofree char *reason = reason_of (self);

  for (int i = 0; i < FO_ACT_FIELDS_MAX; i++) {
    g_autofree char *text = text_of (self->fields[i]);
    if (self->fields[i] && !*text && !self->kind->fields[i].instead)
      return self->kind->fields[i].message;
  }
  return self->kind->reasons && !*reason ? "page.act.reason" : NULL;
}

/* Words behind the last quoted place of a command are free: the desk reads them to the end. */
static void
append_field (FoActForm *self, GString *command, int i)
{
  const FoActField *field = &self->kind->fields[i];
  g_autofree char *text = text_of (self->fields[i]);

  if (!*text)
    g_string_append (command, field->instead ? field->instead : "");
  else if (field->kind == FO_ACT_TEXT)
    g_string_append (command, text);
  else
    append_word (command, field->prefix, text);
}

static char *
command_of (FoActForm *self)
{
  GString *command = g_string_new (NULL);
  g_autofree char *reason = reason_of (self);

  for (const char *at = self->kind->command; *at; at++) {
    if (*at != '$')
      g_string_append_c (command, *at);
    else if (*++at == 's')
      append_word (command, NULL, self->subject);
    else if (*at == 'r')
      g_string_append (command, reason);
    else
      append_field (self, command, *at - '1');
  }
  return g_strchomp (g_string_free (command, FALSE));
}

/* ---- what is pressed ------------------------------------------------------------------------------------------------- */

static void
say_missing (FoActForm *self, const char *message)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  fo_args_set_text (&args, "field", message);
  text = message ? fo_say ("page.act.missing", &args) : NULL;
  fo_act_form_refuse (self, text);
}

void
fo_act_form_refuse (FoActForm *self, const char *why)
{
  gtk_label_set_text (GTK_LABEL (self->refusal), why ? why : "");
  gtk_widget_set_visible (self->refusal, why != NULL);
}

void
fo_act_form_do (FoActForm *self, gboolean by_scan)
{
  const char *message = self->kind ? missing (self) : NULL;
  g_autofree char *command = NULL;

  if (!self->kind)
    return;
  say_missing (self, message);
  if (message)
    return;
  command = command_of (self);
  g_signal_emit (self, signals[DECIDED], 0, command, self->kind->confirm && !by_scan);
}

static void
do_clicked (FoActForm *self)
{
  fo_act_form_do (self, FALSE);
}

static void
leave (FoActForm *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static void
choose (FoActForm *self, int chosen)
{
  for (int i = 0; i < FO_ACT_REASONS_MAX; i++)
    if (self->reasons[i])
      gtk_toggle_button_set_active (self->reasons[i], i == chosen);
  say_missing (self, NULL);
}

static void
reason_clicked (GtkWidget *button, FoActForm *self)
{
  choose (self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "fo-reason")));
}

gboolean
fo_act_form_press_key (FoActForm *self, int f_key)
{
  if (f_key == DO_KEY)
    fo_act_form_do (self, FALSE);
  if (f_key == LEAVE_KEY)
    leave (self);
  for (int i = 0; i < FO_ACT_REASONS_MAX; i++)
    if (reason_keys[i] == f_key && self->reasons[i])
      choose (self, i);
  return self->kind != NULL;
}

/* ---- what is scanned ------------------------------------------------------------------------------------------------- */

/* The first field for words says it; behind what was said already. */
static void
say (FoActForm *self, const FoActReason *saying)
{
  g_autofree char *words = fo_say (saying->message, NULL);

  for (int i = 0; i < FO_ACT_FIELDS_MAX; i++) {
    g_autofree char *before = text_of (self->fields[i]), *all = NULL;

    if (!self->fields[i] || self->kind->fields[i].kind != FO_ACT_TEXT)
      continue;
    if (!strstr (before, words)) {
      all = *before ? g_strconcat (before, "; ", words, NULL) : g_strdup (words);
      gtk_editable_set_text (self->fields[i], all);
    }
    break;
  }
  say_missing (self, NULL);
}

static void
saying_clicked (GtkWidget *button, FoActForm *self)
{
  say (self, g_object_get_data (G_OBJECT (button), "fo-saying"));
}

static gboolean
take_saying (FoActForm *self, const char *word)
{
  for (const FoActReason *saying = self->kind->sayings; saying && saying->word; saying++)
    if (strcmp (word, saying->word) == 0) {
      say (self, saying);
      return TRUE;
    }
  return FALSE;
}

static gboolean
take_command (FoActForm *self, const char *name)
{
  if (g_str_has_prefix (name, "say-"))
    return take_saying (self, name + strlen ("say-"));
  if (strcmp (name, "do-it") == 0)
    fo_act_form_do (self, TRUE);
  else if (strcmp (name, "leave-it") == 0)
    leave (self);
  else if (!g_str_has_prefix (name, "reason-"))
    return FALSE;
  for (int i = 0; i < FO_ACT_REASONS_MAX && self->reasons[i]; i++)
    if (strcmp (name + strlen ("reason-"), self->kind->reasons[i].word) == 0 && g_str_has_prefix (name, "reason-"))
      choose (self, i);
  return TRUE;
}

/* The first field of KIND. */
static gboolean
fill (FoActForm *self, FoActFieldKind kind, const char *text)
{
  for (int i = 0; i < FO_ACT_FIELDS_MAX && *text; i++)
    if (self->fields[i] && self->kind->fields[i].kind == kind) {
      gtk_editable_set_text (self->fields[i], text);
      return TRUE;
    }
  return FALSE;
}

static gboolean
fill_from_gs1 (FoActForm *self, const FoGs1 *gs1)
{
  char number[FO_GS1_LOT_MAX] = "", day[FO_DAY_TEXT_MAX] = "";
  gboolean filled;

  fo_day_print_iso (fo_gs1_expires_on (gs1), day);
  filled = fo_gs1_lot (gs1, number) && fill (self, FO_ACT_NUMBER, number);
  return fill (self, FO_ACT_DAY, day) || filled;
}

gboolean
fo_act_form_take_scan (FoActForm *self, const FoScan *scan)
{
  g_autofree FoCode *code = g_new0 (FoCode, 1);
  char sscc[FO_SSCC_MAX];

  if (!self->kind)
    return FALSE;
  fo_code_read (code, scan, self->today, TRUE);
  if (fo_code_may_be (code, FO_CODE_COMMAND))
    return take_command (self, code->name);
  if (fill (self, FO_ACT_CODE, code->text))
    return TRUE;
  if (fo_code_may_be (code, FO_CODE_PLACE))
    return fill (self, FO_ACT_PLACE, code->name);
  if (fo_code_may_be (code, FO_CODE_ORDER))
    return fill (self, FO_ACT_DOCUMENT, code->name);
  if (fo_code_may_be (code, FO_CODE_LOT))
    return fill (self, FO_ACT_NUMBER, code->lot);
  if (fo_code_sscc (code, sscc) && fill (self, FO_ACT_DOCUMENT, sscc))
    return TRUE;
  return fo_code_may_be (code, FO_CODE_GS1) && fill_from_gs1 (self, &code->gs1);
}

/* ---- what it looks like ------------------------------------------------------------------------------------------------ */

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkEditable *
add_entry (FoActForm *self, GtkWidget *box, const char *message, gboolean optional, gboolean is_number)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL, *name = fo_say (message, NULL);
  GtkWidget *entry = gtk_entry_new ();

  fo_args_set_text (&args, "field", message);
  text = fo_say (optional ? "page.act.optional" : "page.act.field", &args);
  gtk_widget_set_vexpand (add_label (box, text, "strong"), TRUE);
  gtk_widget_add_css_class (entry, "act-entry");
  if (is_number)
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (do_clicked), self);
  gtk_box_append (GTK_BOX (box), entry);
  return GTK_EDITABLE (entry);
}

static GtkWidget *
words_and_key (const char *message, int f_key, gboolean wrap)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *key;
  g_autofree char *text = fo_say (message, NULL), *cap = g_strdup_printf ("F%d", f_key);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), wrap);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (label), wrap ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  key = gtk_label_new (cap);
  gtk_widget_add_css_class (key, "key");
  gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), key);
  return box;
}

static void
dress (GtkWidget *button, const char *message, int f_key, gboolean wrap, const char *css_class)
{
  g_autofree char *text = fo_say (message, NULL);

  gtk_button_set_child (GTK_BUTTON (button), words_and_key (message, f_key, wrap));
  gtk_widget_add_css_class (button, "offer");
  if (css_class)
    gtk_widget_add_css_class (button, css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
add_reasons (FoActForm *self)
{
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *text = fo_say ("page.act.reason", NULL);

  add_label (self->body, text, "strong");
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  for (int i = 0; i < FO_ACT_REASONS_MAX && self->kind->reasons[i].word; i++) {
    GtkWidget *button = gtk_toggle_button_new ();

    dress (button, self->kind->reasons[i].message, reason_keys[i], TRUE, "section");
    g_object_set_data (G_OBJECT (button), "fo-reason", GINT_TO_POINTER (i));
    g_signal_connect (button, "clicked", G_CALLBACK (reason_clicked), self);
    gtk_grid_attach (GTK_GRID (grid), button, i % 2, i / 2, 1, 1);
    self->reasons[i] = GTK_TOGGLE_BUTTON (button);
  }
  gtk_box_append (GTK_BOX (self->body), grid);
  if (self->kind->own_words)
    self->own_words = add_entry (self, self->body, "page.act.own-words", TRUE, FALSE);
}

/* What is mostly said, for a finger and a scanner. */
static void
add_sayings (FoActForm *self)
{
  GtkWidget *grid = gtk_grid_new ();
  int i = 0;

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (const FoActReason *saying = self->kind->sayings; saying->word; saying++, i++) {
    g_autofree char *text = fo_say (saying->message, NULL);
    GtkWidget *button = gtk_button_new_with_label (text), *label = gtk_button_get_child (GTK_BUTTON (button));

    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    gtk_widget_add_css_class (button, "offer");
    g_object_set_data (G_OBJECT (button), "fo-saying", (gpointer) saying);
    g_signal_connect (button, "clicked", G_CALLBACK (saying_clicked), self);
    gtk_grid_attach (GTK_GRID (grid), button, i % 2, i / 2, 1, 1);
  }
  gtk_box_append (GTK_BOX (self->body), grid);
}

static void
clear (FoActForm *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->body)))
    gtk_box_remove (GTK_BOX (self->body), child);
  while ((child = gtk_widget_get_first_child (self->foot)))
    gtk_box_remove (GTK_BOX (self->foot), child);
  memset (self->fields, 0, sizeof self->fields);
  memset (self->reasons, 0, sizeof self->reasons);
  self->own_words = NULL;
}

static void
add_foot (FoActForm *self)
{
  GtkWidget *leave_it = gtk_button_new (), *do_it = gtk_button_new ();

  dress (leave_it, "page.act.leave", LEAVE_KEY, FALSE, NULL);
  dress (do_it, self->kind->message, DO_KEY, FALSE, self->kind->destructive ? "destructive" : "first");
  gtk_widget_set_hexpand (do_it, TRUE);
  gtk_box_append (GTK_BOX (self->foot), leave_it);
  gtk_box_append (GTK_BOX (self->foot), do_it);
  g_signal_connect_swapped (leave_it, "clicked", G_CALLBACK (leave), self);
  g_signal_connect_swapped (do_it, "clicked", G_CALLBACK (do_clicked), self);
}

/* Two short ones beside each other; what takes words has a row of its own. */
static void
add_fields (FoActForm *self)
{
  GtkWidget *grid = gtk_grid_new ();
  int row = 0, column = 0;

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (int i = 0; i < FO_ACT_FIELDS_MAX && self->kind->fields[i].kind; i++) {
    const FoActField *field = &self->kind->fields[i];
    int span = field->kind == FO_ACT_TEXT || field->kind == FO_ACT_DOCUMENT ? 2 : 1;
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

    if (column + span > 2) {
      column = 0;
      row++;
    }
    self->fields[i] = add_entry (self, box, field->message, field->instead != NULL,
                                 field->kind == FO_ACT_QUANTITY || field->kind == FO_ACT_DAY);
    gtk_grid_attach (GTK_GRID (grid), box, column, row, span, 1);
    column += span;
  }
  gtk_box_append (GTK_BOX (self->body), grid);
}

static void
build (FoActForm *self)
{
  g_autofree char *title = fo_say (self->kind->message, NULL), *hint = self->kind->hint ? fo_say (self->kind->hint, NULL) : NULL;

  clear (self);
  add_label (self->body, title, "card-head");
  if (hint)
    add_label (self->body, hint, "answer");
  self->refusal = add_label (self->body, "", "bad");
  fo_act_form_refuse (self, NULL);
  if (self->kind->fields[0].kind)
    add_fields (self);
  if (self->kind->sayings)
    add_sayings (self);
  if (self->kind->reasons)
    add_reasons (self);
  add_foot (self);
}

void
fo_act_form_begin (FoActForm *self, const FoActKind *kind, FoDay today, const char *subject, const char *const *preset)
{
  self->kind = kind;
  self->today = today == FO_DAY_NONE ? 0 : today; /* then any day will do */
  g_free (self->subject);
  self->subject = g_strdup (subject);
  build (self);
  for (int i = 0; preset && preset[i] && i < FO_ACT_FIELDS_MAX; i++)
    if (self->fields[i])
      gtk_editable_set_text (self->fields[i], preset[i]);
  if (self->fields[0])
    gtk_widget_grab_focus (GTK_WIDGET (self->fields[0]));
}

/* In another language, with what was typed. */
static void
say_again (FoActForm *self)
{
  const char *typed[FO_ACT_FIELDS_MAX + 1] = { NULL };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *subject = g_strdup (self->subject);

  if (!self->kind)
    return;
  for (int i = 0; i < FO_ACT_FIELDS_MAX && self->fields[i]; i++) {
    g_ptr_array_add (texts, text_of (self->fields[i]));
    typed[i] = texts->pdata[i];
  }
  fo_act_form_begin (self, self->kind, self->today, subject, typed);
}

/* ---- life ------------------------------------------------------------------------------------------------------------ */

static void
fo_act_form_dispose (GObject *object)
{
  FoActForm *self = FO_ACT_FORM (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->subject, g_free);
  G_OBJECT_CLASS (fo_act_form_parent_class)->dispose (object);
}

static void
fo_act_form_class_init (FoActFormClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_act_form_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  signals[DECIDED] = g_signal_new ("decided", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[LEFT] = g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fo_act_form_init (FoActForm *self)
{
  GtkWidget *scroll = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), self->body);
  gtk_widget_set_vexpand (scroll, TRUE);
  gtk_box_append (GTK_BOX (self->box), scroll);
  self->foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (self->box), self->foot);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_again), self, G_CONNECT_SWAPPED);
}
