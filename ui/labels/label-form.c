/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label-form.h"

#include "common/speech.h"
#include "common/worded.h"

#include <string.h>

enum { PER_ROW = 2 };

typedef struct {
  const char *name; /* interned */
  FoArgKind kind;
  gboolean needed;
  GtkLabel *caption, *wrong;
  GtkWidget *entry, *last; /* LAST: of a range; else NULL */
} Field;

struct _FoLabelForm {
  GtkWidget parent_instance;
  GtkWidget *grid;
  GArray *fields; /* Field */
};

G_DEFINE_FINAL_TYPE (FoLabelForm, fo_label_form, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
changed (FoLabelForm *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* ---- fields ----------------------------------------------------------------------------------------------------------------------- */

static void
say_field (const Field *field)
{
  g_autofree char *id = g_strconcat ("label.field.", field->name, NULL);
  g_autofree char *word = fo_words_known (fo_speech_language (), id) ? fo_say (id, NULL) : g_strdup (field->name);
  g_autofree char *caption = g_strdup_printf ("%s%s", word, field->needed ? " *" : "");
  g_autofree char *day = field->kind == FO_ARG_DAY ? fo_say ("page.labels.day", NULL) : NULL;

  gtk_label_set_text (field->caption, caption);
  if (day)
    gtk_entry_set_placeholder_text (GTK_ENTRY (field->entry), day);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
}

static void
say_fields (FoLabelForm *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    say_field (&g_array_index (self->fields, Field, i));
}

static GtkLabel *
new_label (const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_max_width_chars (label, 18);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  gtk_widget_add_css_class (GTK_WIDGET (label), "small");
  return label;
}

static GtkWidget *
new_entry (FoLabelForm *self, GtkWidget *box)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_widget_set_hexpand (entry, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 4);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 10);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed), self);
  gtk_box_append (GTK_BOX (box), entry);
  return entry;
}

/* A range: from, and to. */
static GtkWidget *
add_last (FoLabelForm *self, GtkWidget *row)
{
  gtk_box_append (GTK_BOX (row), gtk_label_new ("…"));
  return new_entry (self, row);
}

static void
add_field (FoLabelForm *self, const FoLabelInput *input, int *place)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Field field = { .name = g_intern_string (input->name), .kind = input->kind, .needed = input->needed,
                  .caption = new_label ("muted"), .wrong = new_label ("bad") };
  gboolean is_range = strcmp (input->name, "serial") == 0, is_wide = is_range || strcmp (input->name, "item") == 0;

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (field.caption));
  field.entry = new_entry (self, row);
  field.last = is_range ? add_last (self, row) : NULL;
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (field.wrong));
  gtk_widget_set_visible (GTK_WIDGET (field.wrong), FALSE);
  if (is_wide && *place % PER_ROW)
    ++*place;
  gtk_grid_attach (GTK_GRID (self->grid), box, *place % PER_ROW, *place / PER_ROW, is_wide ? PER_ROW : 1, 1);
  *place += is_wide ? PER_ROW : 1;
  g_array_append_val (self->fields, field);
  say_field (&field);
}

/* What a row of the store says of itself. */
static gboolean
is_known (const char *name)
{
  static const char *const known[] = { "code", "item", "lot", "expires_on", "gtin", "unit", "place", "text", "number", "deal",
                                       "partner", "due_on", "order", "command", NULL };

  return g_strv_contains (known, name);
}

void
fo_label_form_show (FoLabelForm *self, const FoLabelTemplate *template, gboolean known)
{
  g_autoptr (GArray) inputs = fo_label_template_inputs (template);
  GtkWidget *child;
  int place = 0;

  g_array_set_size (self->fields, 0);
  while ((child = gtk_widget_get_first_child (self->grid)))
    gtk_grid_remove (GTK_GRID (self->grid), child);
  for (guint i = 0; i < inputs->len; i++) {
    const FoLabelInput *input = &g_array_index (inputs, FoLabelInput, i);
    if (!known || !is_known (input->name))
      add_field (self, input, &place);
  }
}

static Field *
find (FoLabelForm *self, const char *name)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (strcmp (g_array_index (self->fields, Field, i).name, name) == 0)
      return &g_array_index (self->fields, Field, i);
  return NULL;
}

gboolean
fo_label_form_set (FoLabelForm *self, const char *name, const char *text)
{
  Field *field = find (self, name);

  if (field)
    gtk_editable_set_text (GTK_EDITABLE (field->entry), text);
  return field != NULL;
}

gboolean
fo_label_form_set_last (FoLabelForm *self, const char *text)
{
  Field *field = find (self, "serial");

  if (field)
    gtk_editable_set_text (GTK_EDITABLE (field->last), text);
  return field != NULL;
}

void
fo_label_form_give (FoLabelForm *self, FoMaking *making)
{
  for (guint i = 0; i < self->fields->len; i++) {
    const Field *field = &g_array_index (self->fields, Field, i);
    const char *text = gtk_editable_get_text (GTK_EDITABLE (field->entry));
    const char *last = field->last ? gtk_editable_get_text (GTK_EDITABLE (field->last)) : "";

    if (*last) {
      g_free (making->series);
      making->series = g_strdup_printf ("%s..%s", text, last);
    } else if (*text)
      fo_making_type (making, field->name, text);
  }
}

/* ---- what is wrong ---------------------------------------------------------------------------------------------------------------- */

static void
say_wrong (const Field *field, const char *words)
{
  gtk_label_set_text (field->wrong, words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (field->wrong), words != NULL);
  if (words)
    gtk_widget_add_css_class (field->entry, "error");
  else
    gtk_widget_remove_css_class (field->entry, "error");
}

/* What is said of a code that was scanned helps nobody who types one. */
static gboolean
is_of_code (FoVerdict verdict)
{
  const char *name = fo_verdict_name (verdict);

  return g_str_has_prefix (name, "FO_GS1_") || g_str_has_prefix (name, "FO_CODE_");
}

/* "does not fit: needs 62 mm, has 54 mm": the verdict's words, and what to do. */
static char *
words_of (const FoLabelRefusal *refusal)
{
  g_autofree char *title = fo_words_verdict_title (fo_speech_language (), refusal->verdict, &refusal->args);
  g_autofree char *next = is_of_code (refusal->verdict)
                              ? fo_say ("page.labels.correct-field", NULL)
                              : fo_words_verdict_next (fo_speech_language (), refusal->verdict, &refusal->args);

  return g_strdup_printf ("%s. %s", title, next);
}

char *
fo_label_form_refuse (FoLabelForm *self, const GArray *refusals)
{
  char *rest = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    say_wrong (&g_array_index (self->fields, Field, i), NULL);
  for (guint i = 0; i < refusals->len; i++) {
    const FoLabelRefusal *refusal = &g_array_index (refusals, FoLabelRefusal, i);
    g_autofree char *words = words_of (refusal);
    const Field *field = refusal->field ? find (self, refusal->field) : NULL;

    if (field && !*gtk_label_get_text (field->wrong))
      say_wrong (field, words);
    else if (!field && !rest)
      rest = g_steal_pointer (&words);
  }
  return rest;
}

void
fo_label_form_focus (FoLabelForm *self)
{
  const Field *first = NULL;

  for (guint i = 0; i < self->fields->len; i++) {
    const Field *field = &g_array_index (self->fields, Field, i);
    gboolean empty = !*gtk_editable_get_text (GTK_EDITABLE (field->entry));

    if (!first || (field->needed && empty && *gtk_editable_get_text (GTK_EDITABLE (first->entry))))
      first = field;
  }
  if (first)
    gtk_widget_grab_focus (first->entry);
}

/* ---- life ------------------------------------------------------------------------------------------------------------------------- */

static void
fo_label_form_dispose (GObject *object)
{
  FoLabelForm *self = FO_LABEL_FORM (object);

  g_array_set_size (self->fields, 0);
  g_clear_pointer (&self->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (fo_label_form_parent_class)->dispose (object);
}

static void
fo_label_form_finalize (GObject *object)
{
  g_array_unref (FO_LABEL_FORM (object)->fields);
  G_OBJECT_CLASS (fo_label_form_parent_class)->finalize (object);
}

static void
fo_label_form_class_init (FoLabelFormClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_label_form_dispose;
  G_OBJECT_CLASS (class)->finalize = fo_label_form_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  changed_signal
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fo_label_form_init (FoLabelForm *self)
{
  self->fields = g_array_new (FALSE, TRUE, sizeof (Field));
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 8);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_fields), self, G_CONNECT_SWAPPED);
}
