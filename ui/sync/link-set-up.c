/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link-set-up.h"

#include "common/request.h"
#include "common/speech.h"
#include "common/worded.h"
#include "firstout/store/links.h"
#include "firstout/sync/gateway.h"
#include "key-button.h"
#include "links-words.h"
#include "testing.h"

#include <json-c/json.h>
#include <string.h>

enum { SAVE_KEY = 3, LEAVE_KEY = 12, CONFIG_MAX = 4096, LABEL_WIDTH = 180, LABEL_CHARS = 18 };

/* A link as it stands, without owned pointers. */
typedef struct {
  char name[FO_LINK_NAME_MAX], kind[16], address[400], secret[64], config[CONFIG_MAX];
  FoLinkRole role;
  gboolean is_there, has_main; /* has_main: there is a main link, and it is another one */
} Known;

/* One field on the screen: an entry, or a choice. */
typedef struct {
  const FoLinkField *field;
  GtkWidget *widget, *label;
} Field;

struct _FoLinkSetUp {
  GtkWidget parent_instance;
  GtkWidget *box, *grid;
  GtkDropDown *kind, *role;
  GtkEditable *name;
  GtkLabel *title, *told;
  GArray *fields; /* Field */
  FoStation *station;
  Known known;
  guint pending;  /* commands not answered yet */
  gboolean refused;
};

G_DEFINE_FINAL_TYPE (FoLinkSetUp, fo_link_set_up, GTK_TYPE_WIDGET)

enum { LEFT, SAVED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- what is known -------------------------------------------------------------------------------------------------- */

static char *
known_value (const Known *known, const char *name)
{
  json_object *config = NULL, *value = NULL;
  char *text;

  if (strcmp (name, "address") == 0)
    return g_strdup (known->address);
  if (strcmp (name, "secret") == 0)
    return g_strdup (""); /* what it is nobody is shown */
  config = json_tokener_parse (known->config);
  if (json_object_is_type (config, json_type_object))
    json_object_object_get_ex (config, name, &value);
  text = g_strdup (value ? json_object_get_string (value) : "");
  json_object_put (config);
  return text;
}

static void
take_link (Known *known, const FoSalesLink *link)
{
  known->is_there = TRUE;
  known->role = link->role;
  g_strlcpy (known->kind, link->kind, sizeof known->kind);
  g_strlcpy (known->address, link->address, sizeof known->address);
  g_strlcpy (known->secret, link->secret, sizeof known->secret);
  g_strlcpy (known->config, link->config, sizeof known->config);
}

static bool
load (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  g_autoptr (GArray) links = g_array_new (FALSE, TRUE, sizeof (FoSalesLink));
  Known known = { .config = "{}" };

  g_array_set_clear_func (links, (GDestroyNotify) fo_sales_link_clear);
  g_strlcpy (known.name, input, sizeof known.name);
  if (!fo_links (txn, links, error))
    return false;
  for (guint i = 0; i < links->len; i++) {
    const FoSalesLink *link = &g_array_index (links, FoSalesLink, i);

    if (strcmp (link->name, known.name) == 0)
      take_link (&known, link);
    else if (link->role == FO_LINK_ROLE_MAIN)
      known.has_main = TRUE;
  }
  if (!known.is_there)
    known.role = known.has_main ? FO_LINK_ROLE_SOURCE : FO_LINK_ROLE_MAIN;
  g_array_append_val (rows, known);
  return true;
}

static void
tell (FoLinkSetUp *self, const char *text)
{
  gtk_label_set_text (self->told, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->told), text && *text);
}

/* ---- fields --------------------------------------------------------------------------------------------------------- */

static const FoLinkField *
fields_of (FoLinkSetUp *self, FoLinkKind *kind)
{
  return fo_link_kind (gtk_drop_down_get_selected (self->kind), kind) ? kind->fields : NULL;
}

static void
say_field (FoLinkSetUp *self, const Field *field, const char *kind)
{
  g_autofree char *words = fo_link_words_field (fo_speech_language (), field->field->name, kind);
  g_autofree char *text = g_strconcat (words, field->field->is_needed ? " *" : "", NULL);

  gtk_label_set_text (GTK_LABEL (field->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field->widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  (void) self;
}

static GtkWidget *
choice_of (const FoLinkField *field, const char *value)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  const char *chosen = *value ? value : field->otherwise;
  GtkWidget *widget;
  guint at = 0;

  for (guint i = 0; field->choices[i]; i++) {
    g_autofree char *words = fo_link_words_choice (fo_speech_language (), field->name, field->choices[i]);

    gtk_string_list_append (list, words);
    if (g_strcmp0 (chosen, field->choices[i]) == 0)
      at = i;
  }
  widget = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (list)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (widget), at);
  return widget;
}

/* Of that kind of link, else of every; NULL: what is taken when nothing is said. Free with g_free. */
static char *
hint_of (const FoLinkField *field, const char *kind)
{
  g_autofree char *own = g_strconcat ("link.field.", field->name, ".hint.", kind, NULL), *every = g_strconcat ("link.field.", field->name, ".hint", NULL);

  if (fo_words_known (fo_speech_language (), own))
    return fo_say (own, NULL);
  return fo_words_known (fo_speech_language (), every) ? fo_say (every, NULL) : g_strdup (field->otherwise);
}

static GtkWidget *
widget_of (FoLinkSetUp *self, const FoLinkField *field, const char *kind)
{
  g_autofree char *value = known_value (&self->known, field->name), *hint = hint_of (field, kind);
  gboolean secret = strcmp (field->name, "secret") == 0;
  g_autofree char *kept = secret && *self->known.secret ? fo_say ("page.sync.secret.kept", NULL) : NULL;
  GtkWidget *widget;

  if (field->choices)
    return choice_of (field, value);
  widget = secret ? gtk_password_entry_new () : gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (widget), value);
  gtk_widget_set_hexpand (widget, TRUE);
  if (kept || hint)
    g_object_set (widget, "placeholder-text", kept ? kept : hint, NULL);
  return widget;
}

/* What was missing may be there now: the next saving says anew. */
static void
edited (FoLinkSetUp *self)
{
  if (self->box && self->pending == 0)
    tell (self, NULL);
}

static void
add_field (FoLinkSetUp *self, const FoLinkField *asked, const char *kind)
{
  Field field = { asked, widget_of (self, asked, kind), gtk_label_new ("") };
  int row = (int) self->fields->len;

  gtk_label_set_xalign (GTK_LABEL (field.label), 0);
  gtk_label_set_wrap (GTK_LABEL (field.label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (field.label), LABEL_CHARS); /* as wide as those above, whatever it says */
  gtk_widget_add_css_class (field.label, "muted");
  gtk_widget_set_size_request (field.label, LABEL_WIDTH, -1);
  gtk_widget_set_size_request (field.widget, -1, 44);
  gtk_grid_attach (GTK_GRID (self->grid), field.label, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), field.widget, 1, row, 1, 1);
  g_signal_connect_swapped (field.widget, asked->choices ? "notify::selected" : "changed", G_CALLBACK (edited), self);
  say_field (self, &field, kind);
  g_array_append_val (self->fields, field);
}

static void
show_fields (FoLinkSetUp *self)
{
  FoLinkKind kind;
  const FoLinkField *field = fields_of (self, &kind);

  while (gtk_widget_get_first_child (self->grid))
    gtk_grid_remove (GTK_GRID (self->grid), gtk_widget_get_first_child (self->grid));
  g_array_set_size (self->fields, 0);
  for (; field && field->name; field++)
    add_field (self, field, kind.kind);
}

static void
came (const GArray *rows, gpointer owner)
{
  FoLinkSetUp *self = owner;
  FoLinkKind kind;

  if (!self->box)
    return;
  self->known = g_array_index (rows, Known, 0);
  for (guint i = 0; fo_link_kind (i, &kind); i++)
    if (strcmp (kind.kind, self->known.kind) == 0)
      gtk_drop_down_set_selected (self->kind, i);
  gtk_drop_down_set_selected (self->role, self->known.role);
  show_fields (self);
}

/* ---- saving --------------------------------------------------------------------------------------------------------- */

/* Free with g_free; "" where a choice is what it is anyway. */
static char *
value_of (const Field *field)
{
  guint chosen;

  if (!field->field->choices) {
    g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->widget))));

    return !*text && field->field->is_needed && field->field->otherwise ? g_strdup (field->field->otherwise) : g_steal_pointer (&text);
  }
  chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (field->widget));
  return g_strdup (g_strcmp0 (field->field->choices[chosen], field->field->otherwise) == 0 ? "" : field->field->choices[chosen]);
}

static char *
missing (FoLinkSetUp *self)
{
  if (!*gtk_editable_get_text (self->name))
    return fo_say ("page.sync.name", NULL);
  for (guint i = 0; i < self->fields->len; i++) {
    const Field *field = &g_array_index (self->fields, Field, i);
    g_autofree char *value = value_of (field);
    gboolean kept = strcmp (field->field->name, "secret") == 0 && *self->known.secret;

    if (field->field->is_needed && !*value && !kept)
      return g_strdup (gtk_label_get_text (GTK_LABEL (field->label)));
  }
  return NULL;
}

static void
command (FoLinkSetUp *self, char *text)
{
  self->pending++;
  fo_station_command (self->station, text);
  g_free (text);
}

static void
secret_told (const FoTestNews *news, gpointer owner)
{
  FoLinkSetUp *self = owner;

  if (self->box && news->is_over && !news->good)
    tell (self, news->words);
}

/* The password is called like the link, unless it has a name already. */
static void
save_secret (FoLinkSetUp *self, const char *link, const char *secret)
{
  const char *name = *self->known.secret ? self->known.secret : link;

  fo_testing_keep_secret (name, secret, secret_told, G_OBJECT (self));
  if (!*self->known.secret)
    command (self, g_strdup_printf ("link-field %s secret %s", link, name));
}

static void
save_field (FoLinkSetUp *self, const char *link, const Field *field)
{
  g_autofree char *value = value_of (field), *known = known_value (&self->known, field->field->name);

  if (strcmp (field->field->name, "address") == 0)
    return;
  if (strcmp (field->field->name, "secret") == 0) {
    if (*value)
      save_secret (self, link, value);
    return;
  }
  if (strcmp (value, known) != 0)
    command (self, g_strdup_printf ("link-field %s %s %s", link, field->field->name, value));
}

/* Free with g_free. */
static char *
address_of (FoLinkSetUp *self)
{
  for (guint i = 0; i < self->fields->len; i++) {
    const Field *field = &g_array_index (self->fields, Field, i);
    if (strcmp (field->field->name, "address") == 0)
      return value_of (field);
  }
  return g_strdup ("");
}

static void
save (FoLinkSetUp *self)
{
  g_autofree char *lacks = missing (self), *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name))), *text = NULL,
                  *address = address_of (self);
  FoLinkKind kind;
  g_auto (FoArgs) args = { 0 };

  if (!self->station || self->pending > 0 || !fo_link_kind (gtk_drop_down_get_selected (self->kind), &kind))
    return;
  fo_args_set_text (&args, "field", lacks);
  text = lacks ? fo_say ("page.sync.set-up.missing", &args) : NULL;
  tell (self, text);
  if (lacks)
    return;
  self->refused = FALSE;
  g_strdelimit (name, " ", '-');
  command (self, g_strdup_printf ("link-set %s %s %s %s", name, kind.kind,
                                  fo_link_role_name ((FoLinkRole) gtk_drop_down_get_selected (self->role)), address));
  for (guint i = 0; i < self->fields->len; i++)
    save_field (self, name, &g_array_index (self->fields, Field, i));
}

void
fo_link_set_up_hear (FoLinkSetUp *self, const FoDeskReply *reply)
{
  FoLanguage language = fo_speech_language ();

  if (self->pending == 0)
    return;
  self->pending--;
  if (reply->reply.verdict != FO_OK && !self->refused) {
    g_autofree char *title = fo_words_verdict_title (language, reply->reply.verdict, &reply->reply.args);
    g_autofree char *next = fo_words_verdict_next (language, reply->reply.verdict, &reply->reply.args);
    g_autofree char *text = g_strdup_printf ("%s\n%s", title, next);

    self->refused = TRUE;
    tell (self, text);
  }
  if (self->pending == 0 && !self->refused)
    g_signal_emit (self, signals[SAVED], 0, gtk_editable_get_text (self->name));
}

/* ---- beginning ------------------------------------------------------------------------------------------------------ */

void
fo_link_set_up_begin (FoLinkSetUp *self, FoStation *station, const char *name)
{
  char input[FO_LINK_NAME_MAX] = "";
  const FoRequest request = { load, input, sizeof input, sizeof (Known), came };
  g_auto (FoArgs) args = { 0 };
  g_autofree char *title = NULL;

  g_set_object (&self->station, station);
  g_strlcpy (input, name ? name : "", sizeof input);
  fo_args_set_text (&args, "name", name);
  title = fo_say (name ? "page.sync.set-up.of" : "page.sync.set-up.new", &args);
  gtk_label_set_text (self->title, title);
  gtk_editable_set_text (self->name, name ? name : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->name), !name); /* what it is called stays: messages name it */
  self->known = (Known){ .config = "{}" };
  self->pending = 0;
  tell (self, NULL);
  show_fields (self);
  fo_request (station, &request, G_OBJECT (self));
}

static void
leave (FoLinkSetUp *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

gboolean
fo_link_set_up_press_key (FoLinkSetUp *self, int f_key)
{
  if (f_key == SAVE_KEY)
    save (self);
  else if (f_key == LEAVE_KEY)
    leave (self);
  else
    return FALSE;
  return TRUE;
}

/* ---- life ----------------------------------------------------------------------------------------------------------- */

static void
say_choices (FoLinkSetUp *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL), roles = gtk_string_list_new (NULL);
  guint kind = gtk_drop_down_get_selected (self->kind), role = gtk_drop_down_get_selected (self->role);
  FoLinkKind known;

  for (guint i = 0; fo_link_kind (i, &known); i++) {
    g_autofree char *words = fo_link_words_kind (fo_speech_language (), known.kind);
    gtk_string_list_append (kinds, words);
  }
  for (int i = FO_LINK_ROLE_MAIN; i <= FO_LINK_ROLE_SINK; i++) {
    g_autofree char *words = fo_link_words_choice (fo_speech_language (), "role", fo_link_role_name ((FoLinkRole) i));
    gtk_string_list_append (roles, words);
  }
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (kinds));
  gtk_drop_down_set_model (self->role, G_LIST_MODEL (roles));
  gtk_drop_down_set_selected (self->kind, kind == GTK_INVALID_LIST_POSITION ? 0 : kind);
  gtk_drop_down_set_selected (self->role, role == GTK_INVALID_LIST_POSITION ? 0 : role);
  show_fields (self);
}

static void
fo_link_set_up_dispose (GObject *object)
{
  FoLinkSetUp *self = FO_LINK_SET_UP (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->station);
  g_clear_pointer (&self->fields, g_array_unref);
  G_OBJECT_CLASS (fo_link_set_up_parent_class)->dispose (object);
}

static void
fo_link_set_up_class_init (FoLinkSetUpClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_link_set_up_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/sync/link-set-up.ui");
  gtk_widget_class_bind_template_child (widget_class, FoLinkSetUp, box);
  gtk_widget_class_bind_template_child (widget_class, FoLinkSetUp, grid);
  gtk_widget_class_bind_template_child (widget_class, FoLinkSetUp, kind);
  gtk_widget_class_bind_template_child (widget_class, FoLinkSetUp, role);
  gtk_widget_class_bind_template_child (widget_class, FoLinkSetUp, name);
  gtk_widget_class_bind_template_child (widget_class, FoLinkSetUp, title);
  gtk_widget_class_bind_template_child (widget_class, FoLinkSetUp, told);
  gtk_widget_class_bind_template_callback (widget_class, save);
  gtk_widget_class_bind_template_callback (widget_class, leave);
  gtk_widget_class_bind_template_callback (widget_class, show_fields);
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
fo_link_set_up_init (FoLinkSetUp *self)
{
  self->fields = g_array_new (FALSE, FALSE, sizeof (Field));
  self->known = (Known){ .config = "{}" };
  gtk_widget_init_template (GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
  say_choices (self);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (edited), self);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_choices), self, G_CONNECT_SWAPPED);
}
