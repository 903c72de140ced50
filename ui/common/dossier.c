/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dossier.h"

#include "firstout/core/code.h"
#include "firstout/work/right.h"
#include "request.h"
#include "speech.h"
#include "worded.h"

#include <string.h>

enum { LEAVE_KEY = 12, NO_ACT = -1 };

struct _FoDossier {
  GtkWidget parent_instance;
  GtkWidget *box, *rows, *acts, *barred, *result, *left_side;
  GtkLabel *title, *detail, *pill;
  GtkStack *right;
  FoActForm *form;
  FoStation *station;
  const FoDossierKind *kind;
  FoDossierRow *head; /* NULL: nothing is shown */
  char name[96], person[64];
  gboolean asked;    /* an act of this one is on its way */
};

G_DEFINE_FINAL_TYPE (FoDossier, fo_dossier, GTK_TYPE_WIDGET)

enum { LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- for those who read ---------------------------------------------------------------------------------------------- */

bool
fo_dossier_judge (FoTxn *txn, const FoDossierKind *kind, const FoDossierWish *wish, guint use, FoDossierRow *head, GError **error)
{
  head->acts = use;
  head->barred = 0;
  head->today = fo_store_today (fo_txn_store (txn));
  for (guint i = 0; i < kind->n_acts; i++) {
    bool allowed = true;

    if (kind->acts[i].right && !fo_right_allows (txn, wish->person, kind->acts[i].right, &allowed, error))
      return false;
    if (!allowed)
      head->barred |= 1u << i;
  }
  return true;
}

void
fo_dossier_add_section (GArray *rows, FoLanguage language, const char *message)
{
  FoDossierRow row = { .kind = FO_DOSSIER_SECTION };
  g_autofree char *text = fo_words (language, message, NULL);

  g_strlcpy (row.title, text, sizeof row.title);
  g_array_append_val (rows, row);
}

FoDossierRow *
fo_dossier_add_line (GArray *rows, const char *title, const char *detail, const char *right)
{
  FoDossierRow row = { .kind = FO_DOSSIER_LINE };

  g_strlcpy (row.title, title ? title : "", sizeof row.title);
  g_strlcpy (row.detail, detail ? detail : "", sizeof row.detail);
  g_strlcpy (row.right, right ? right : "", sizeof row.right);
  g_array_append_val (rows, row);
  return &g_array_index (rows, FoDossierRow, rows->len - 1);
}

void
fo_dossier_add_pair (GArray *rows, const char *title, const char *detail, const char *other)
{
  FoDossierRow *row = fo_dossier_add_line (rows, title, detail, NULL);

  if (!other)
    return;
  row->kind = FO_DOSSIER_PAIR;
  g_strlcpy (row->other, other, sizeof row->other);
}

/* ---- what is known --------------------------------------------------------------------------------------------------- */

static GtkWidget *
label_of (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
row_pressed (GtkWidget *button, FoDossier *self)
{
  const char *command = g_object_get_data (G_OBJECT (button), "fo-command");

  if (g_str_has_prefix (command, "show "))
    gtk_widget_activate_action (GTK_WIDGET (self), "show.page", "s", command + strlen ("show "));
  else {
    self->asked = TRUE;
    gtk_widget_activate_action (GTK_WIDGET (self), "desk.command", "s", command);
  }
}

static GtkWidget *
button_of (FoDossier *self, const FoDossierButton *wish)
{
  g_autofree char *text = fo_say (wish->message, NULL);
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "offer");
  gtk_widget_add_css_class (button, "in-row");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "fo-command", g_strdup (wish->command), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (row_pressed), self);
  return button;
}

static GtkWidget *
line_of (FoDossier *self, const FoDossierRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10), *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *right = gtk_label_new (row->right);

  gtk_widget_set_hexpand (left, TRUE);
  gtk_widget_set_valign (left, GTK_ALIGN_CENTER);
  if (*row->title)
    gtk_box_append (GTK_BOX (left), label_of (row->title, "strong"));
  if (*row->detail)
    gtk_box_append (GTK_BOX (left), label_of (row->detail, "muted"));
  gtk_box_append (GTK_BOX (box), left);
  gtk_widget_add_css_class (right, "strong");
  if (*row->right)
    gtk_box_append (GTK_BOX (box), right);
  for (gsize i = 0; i < G_N_ELEMENTS (row->buttons); i++)
    if (row->buttons[i].message)
      gtk_box_append (GTK_BOX (box), button_of (self, &row->buttons[i]));
  gtk_widget_add_css_class (box, "dossier-line");
  return box;
}

static GtkWidget *
pair_of (const FoDossierRow *row)
{
  gboolean same = strcmp (row->detail, row->other) == 0;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  gtk_box_set_homogeneous (GTK_BOX (sides), TRUE);
  gtk_box_append (GTK_BOX (box), label_of (row->title, "muted"));
  gtk_box_append (GTK_BOX (sides), label_of (*row->detail ? row->detail : "—", same ? NULL : "strong"));
  gtk_box_append (GTK_BOX (sides), label_of (row->other, same ? NULL : "differs"));
  gtk_box_append (GTK_BOX (box), sides);
  gtk_widget_add_css_class (box, "dossier-line");
  return box;
}

static GtkWidget *
row_of (FoDossier *self, const FoDossierRow *row)
{
  switch (row->kind) {
  case FO_DOSSIER_SECTION:
    return label_of (row->title, "dossier-section");
  case FO_DOSSIER_PAIR:
    return pair_of (row);
  case FO_DOSSIER_HEAD:
  case FO_DOSSIER_LINE:
    return line_of (self, row);
  }
  g_assert_not_reached ();
}

static void
empty (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)))
    gtk_widget_unparent (child);
}

/* ---- what may be done ------------------------------------------------------------------------------------------------ */

static gboolean
is_form_open (FoDossier *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->right), "form") == 0;
}

static void
show_acts (FoDossier *self)
{
  gtk_stack_set_visible_child_name (self->right, "acts");
}

static void
begin (FoDossier *self, guint i)
{
  const FoActKind *act = &self->kind->acts[i];
  const char *preset[FO_ACT_FIELDS_MAX + 1] = { NULL };

  for (int f = 0; f < FO_ACT_FIELDS_MAX && act->fields[f].kind; f++)
    preset[f] = self->head ? self->head->preset[act->fields[f].kind] : "";
  gtk_widget_set_visible (self->result, FALSE);
  gtk_stack_set_visible_child_name (self->right, "form");
  fo_act_form_begin (self->form, act, self->head ? self->head->today : FO_DAY_NONE, self->name, preset);
}

static void
act_clicked (GtkWidget *button, FoDossier *self)
{
  begin (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "fo-act")));
}

static GtkWidget *
act_button (FoDossier *self, guint i)
{
  const FoActKind *act = &self->kind->acts[i];
  gboolean is_barred = (self->head->barred & 1u << i) != 0;
  g_autofree char *text = fo_say (act->message, NULL), *key = g_strdup_printf ("F%d", act->f_key), *why = fo_say ("page.act.lead", NULL);
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *cap = gtk_label_new (key);

  gtk_box_append (GTK_BOX (words), label_of (text, NULL));
  if (is_barred)
    gtk_box_append (GTK_BOX (words), label_of (why, "barred-why"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_add_css_class (cap, "key");
  gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), cap);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "offer");
  if (act->destructive)
    gtk_widget_add_css_class (button, "destructive");
  gtk_widget_set_sensitive (button, !is_barred);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data (G_OBJECT (button), "fo-act", GUINT_TO_POINTER (i));
  g_signal_connect (button, "clicked", G_CALLBACK (act_clicked), self);
  return button;
}

static void
leave (FoDossier *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static void
say_barred (FoDossier *self)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  fo_args_set_text (&args, "person", self->person);
  text = fo_say (*self->person ? "page.act.barred" : "page.act.barred-nobody", &args);
  gtk_label_set_text (GTK_LABEL (self->barred), text);
  gtk_widget_set_visible (self->barred, (self->head->barred & self->head->acts) != 0);
}

static void
say_acts (FoDossier *self)
{
  int at = 0;

  while (gtk_widget_get_first_child (self->acts))
    gtk_grid_remove (GTK_GRID (self->acts), gtk_widget_get_first_child (self->acts));
  for (guint i = 0; i < self->kind->n_acts; i++)
    if (self->head->acts & 1u << i) {
      gtk_grid_attach (GTK_GRID (self->acts), act_button (self, i), at % 2, at / 2, 1, 1);
      at++;
    }
  say_barred (self);
}

/* ---- reading --------------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoDossierKind *kind;
  FoDossierWish wish;
} Input;

static bool
load (FoTxn *txn, gconstpointer data, GArray *rows, GError **error)
{
  const Input *input = data;

  return input->kind->load (txn, &input->wish, rows, error);
}

static void
say_head (FoDossier *self)
{
  static const char *const none[] = { NULL };

  gtk_label_set_text (self->title, self->head->title);
  gtk_label_set_text (self->detail, self->head->detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), *self->head->detail != '\0');
  gtk_label_set_text (self->pill, self->head->right);
  gtk_widget_set_css_classes (GTK_WIDGET (self->pill), (const char **) none);
  gtk_widget_add_css_class (GTK_WIDGET (self->pill), "pill");
  if (self->head->pill_class)
    gtk_widget_add_css_class (GTK_WIDGET (self->pill), self->head->pill_class);
  gtk_widget_set_visible (GTK_WIDGET (self->pill), *self->head->right != '\0');
}

static void
came (const GArray *rows, gpointer owner)
{
  FoDossier *self = owner;

  if (!self->box || !rows->len)
    return;
  g_free (self->head);
  self->head = g_memdup2 (rows->data, sizeof *self->head);
  say_head (self);
  empty (self->rows);
  for (guint i = 1; i < rows->len; i++) {
    const FoDossierRow *row = &g_array_index (rows, FoDossierRow, i);
    gtk_box_append (GTK_BOX (self->rows), row_of (self, row));
  }
  say_acts (self);
}

void
fo_dossier_again (FoDossier *self)
{
  Input input = { .kind = self->kind, .wish = { .language = fo_speech_language () } };
  const FoRequest request = { load, &input, sizeof input, sizeof (FoDossierRow), came };

  if (!self->station || !self->kind || !*self->name)
    return;
  g_strlcpy (input.wish.name, self->name, sizeof input.wish.name);
  g_strlcpy (input.wish.person, self->person, sizeof input.wish.person);
  fo_request (self->station, &request, G_OBJECT (self));
}

void
fo_dossier_look (FoDossier *self, FoStation *station, const FoDossierKind *kind, const char *name)
{
  g_set_object (&self->station, station);
  self->kind = kind;
  g_strlcpy (self->name, name, sizeof self->name);
  gtk_widget_set_visible (self->left_side, TRUE);
  gtk_widget_set_visible (self->result, FALSE);
  show_acts (self);
  fo_dossier_again (self);
}

void
fo_dossier_begin (FoDossier *self, FoStation *station, const FoDossierKind *kind, guint act)
{
  g_set_object (&self->station, station);
  self->kind = kind;
  self->name[0] = '\0';
  g_clear_pointer (&self->head, g_free);
  gtk_widget_set_visible (self->left_side, FALSE);
  begin (self, act);
}

void
fo_dossier_set_person (FoDossier *self, const char *person)
{
  if (strcmp (self->person, person) == 0)
    return;
  g_strlcpy (self->person, person, sizeof self->person);
  fo_dossier_again (self);
}

/* ---- what came of it ------------------------------------------------------------------------------------------------- */

static void
decided (FoDossier *self, const char *command, gboolean confirm, FoActForm *form)
{
  (void) form;
  self->asked = TRUE;
  if (confirm)
    gtk_widget_activate_action (GTK_WIDGET (self), "desk.confirm", "(ss)", command, "page.act.really");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "desk.command", "s", command);
}

static void
form_left (FoDossier *self)
{
  if (self->head)
    show_acts (self);
  else
    leave (self);
}

/* A refusal leaves the form as it stands: what was typed may be put right. */
void
fo_dossier_hear (FoDossier *self, const FoDeskReply *reply)
{
  FoLanguage language = fo_speech_language ();
  gboolean is_done = reply->reply.verdict == FO_OK || reply->reply.verdict == FO_COMPLETE;
  g_autofree char *title = fo_words_verdict_title (language, reply->reply.verdict, &reply->reply.args), *what = NULL, *text = NULL;

  if (!self->asked || !self->kind)
    return;
  self->asked = FALSE;
  what = is_done ? fo_say ("page.act.done", &reply->reply.args) : fo_words_verdict_next (language, reply->reply.verdict, &reply->reply.args);
  text = g_strdup_printf ("%s\n%s", title, what);
  if (is_form_open (self) && !is_done)
    fo_act_form_refuse (self->form, text);
  gtk_label_set_text (GTK_LABEL (self->result), text);
  gtk_widget_set_visible (self->result, is_done);
  if (is_done && self->head)
    show_acts (self);
  else if (is_done)
    leave (self);
  fo_dossier_again (self);
}

/* ---- keys and scans -------------------------------------------------------------------------------------------------- */

static gboolean
may_begin (FoDossier *self, guint i)
{
  return self->head && self->head->acts & 1u << i && !(self->head->barred & 1u << i);
}

gboolean
fo_dossier_press_key (FoDossier *self, int f_key)
{
  if (is_form_open (self))
    return fo_act_form_press_key (self->form, f_key);
  if (f_key == LEAVE_KEY) {
    leave (self);
    return TRUE;
  }
  for (guint i = 0; self->kind && i < self->kind->n_acts; i++)
    if (self->kind->acts[i].f_key == f_key && may_begin (self, i)) {
      begin (self, i);
      return TRUE;
    }
  return FALSE;
}

static gboolean
begin_scanned (FoDossier *self, const char *name)
{
  if (strcmp (name, "leave-it") == 0) {
    leave (self);
    return TRUE;
  }
  for (guint i = 0; self->kind && i < self->kind->n_acts; i++)
    if (strcmp (self->kind->acts[i].name, name) == 0) {
      if (may_begin (self, i))
        begin (self, i);
      return TRUE;
    }
  return FALSE;
}

gboolean
fo_dossier_take_scan (FoDossier *self, const FoScan *scan)
{
  g_autofree FoCode *code = g_new0 (FoCode, 1);

  if (is_form_open (self) && fo_act_form_take_scan (self->form, scan))
    return TRUE;
  fo_code_read (code, scan, 0, TRUE);
  return fo_code_may_be (code, FO_CODE_COMMAND) && begin_scanned (self, code->name);
}

/* ---- life ------------------------------------------------------------------------------------------------------------ */

static void
fo_dossier_dispose (GObject *object)
{
  FoDossier *self = FO_DOSSIER (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->head, g_free);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_dossier_parent_class)->dispose (object);
}

static void
fo_dossier_class_init (FoDossierClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_dossier_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
scrolled (GtkWidget *child)
{
  GtkWidget *scroll = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), child);
  gtk_widget_set_vexpand (scroll, TRUE);
  return scroll;
}

static GtkWidget *
make_left (FoDossier *self)
{
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->title = GTK_LABEL (label_of ("", "card-head"));
  self->detail = GTK_LABEL (label_of ("", "answer"));
  self->pill = GTK_LABEL (gtk_label_new (""));
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->pill), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->pill));
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (inside), top);
  gtk_box_append (GTK_BOX (inside), GTK_WIDGET (self->detail));
  gtk_box_append (GTK_BOX (inside), self->rows);
  gtk_box_append (GTK_BOX (left), scrolled (inside));
  gtk_widget_add_css_class (left, "card-box");
  gtk_widget_add_css_class (left, "pad");
  return left;
}

static GtkWidget *
make_acts (FoDossier *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10), *back = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_label_new ("page.act.back"), *key = gtk_label_new ("F12"), *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->acts = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->acts), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (self->acts), 8);
  gtk_grid_set_row_spacing (GTK_GRID (self->acts), 8);
  self->barred = label_of ("", "muted");
  self->result = label_of ("", "dossier-result");
  gtk_widget_set_visible (self->result, FALSE);
  gtk_box_append (GTK_BOX (inside), self->result);
  gtk_box_append (GTK_BOX (inside), self->acts);
  gtk_box_append (GTK_BOX (inside), self->barred);
  gtk_box_append (GTK_BOX (page), scrolled (inside));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (key, "key");
  gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), key);
  gtk_button_set_child (GTK_BUTTON (back), box);
  gtk_widget_add_css_class (back, "offer");
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (leave), self);
  gtk_box_append (GTK_BOX (page), back);
  return page;
}

static void
fo_dossier_init (FoDossier *self)
{
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_set_homogeneous (GTK_BOX (self->box), TRUE);
  self->left_side = make_left (self);
  self->right = GTK_STACK (gtk_stack_new ());
  self->form = g_object_new (FO_TYPE_ACT_FORM, NULL);
  gtk_stack_add_named (self->right, make_acts (self), "acts");
  gtk_stack_add_named (self->right, GTK_WIDGET (self->form), "form");
  gtk_stack_set_vhomogeneous (self->right, FALSE);
  gtk_box_append (GTK_BOX (right), GTK_WIDGET (self->right));
  gtk_widget_set_vexpand (GTK_WIDGET (self->right), TRUE);
  gtk_widget_add_css_class (right, "card-box");
  gtk_widget_add_css_class (right, "pad");
  gtk_box_append (GTK_BOX (self->box), self->left_side);
  gtk_box_append (GTK_BOX (self->box), right);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  fo_worded_init (self->box);
  g_signal_connect_swapped (self->form, "decided", G_CALLBACK (decided), self);
  g_signal_connect_swapped (self->form, "left", G_CALLBACK (form_left), self);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (fo_dossier_again), self, G_CONNECT_SWAPPED);
}
