/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people-page.h"

#include "common/request.h"
#include "common/row.h"
#include "common/speech.h"
#include "common/worded.h"
#include "common/work-list.h"
#include "firstout/store/people.h"
#include "firstout/work/setting.h"

#include <string.h>

enum { SAVE_KEY = 3, UNLOCK_KEY = 6, PRINT_KEY = 7, NEW_KEY = 8 };

/* The acts a firm may want two for. */
static const char *const kinds[] = { "write-off", "scrap", "block", "unblock", "gate", "correct-day" };

typedef struct {
  FoPerson person;
  FoPersonState state;
} Row;

struct _FoPeoplePage {
  GtkWidget parent_instance;
  GtkWidget *box, *nobody, *twos;
  FoWorkList *list;
  GtkEditable *name, *badge, *pin;
  GtkDropDown *role;
  GtkCheckButton *active;
  GtkDropDown *idle; /* after how many minutes the place is closed */
  GtkCheckButton *two[G_N_ELEMENTS (kinds)];
  GtkLabel *about;
  gboolean is_new; /* what ABOUT says: nobody yet */
  GListStore *rows;
  GArray *people; /* Row */
  FoStation *station;
  gboolean stale, filling;
};

static void fo_people_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoPeoplePage,
                               fo_people_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_people_page_iface_init))

static void show_person (FoPeoplePage *self, const Row *one);

/* ---- who there is ------------------------------------------------------------------------------------------------------------ */

static char *
say_role (FoRole role)
{
  g_autofree char *message = g_strconcat ("role.", fo_role_name (role), NULL);

  return fo_say (message, NULL);
}

/* What is the matter with somebody comes first. */
static char *
say_state (const Row *one)
{
  g_auto (FoArgs) args = { 0 };

  if (!one->person.active)
    return fo_say ("page.people.off", NULL);
  if (one->state.locked)
    return fo_say ("page.people.locked", NULL);
  if (!one->state.has_pin)
    return fo_say ("page.people.no-pin", NULL);
  fo_args_set_text (&args, "station", one->state.stations);
  return *one->state.stations ? fo_say ("page.people.at", &args) : g_strdup ("");
}

static void
add_person (FoPeoplePage *self, guint n)
{
  const Row *one = &g_array_index (self->people, Row, n);
  g_autofree char *role = say_role (one->person.role), *state = say_state (one);
  g_autoptr (FoRow) boxed = NULL;
  FoWorkRow row = { 0 };

  g_snprintf (row.command, sizeof row.command, "person %u", n);
  g_snprintf (row.title, sizeof row.title, "%s %s",
              one->state.locked || !one->person.active ? "✕"
              : *one->state.stations                   ? "●"
                                                       : "○",
              one->person.name);
  g_snprintf (row.detail, sizeof row.detail, "%s · %s", role, one->person.badge);
  g_strlcpy (row.right, state, sizeof row.right);
  boxed = fo_row_new (&row, sizeof row);
  g_list_store_append (self->rows, boxed);
}

static void
say_people (FoPeoplePage *self)
{
  g_list_store_remove_all (self->rows);
  for (guint i = 0; i < self->people->len; i++)
    add_person (self, i);
  gtk_widget_set_visible (self->nobody, self->people->len == 0);
}

static bool
load_people (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (FoPerson));

  (void) input;
  if (!fo_people_all (txn, people, error))
    return false;
  for (guint i = 0; i < people->len; i++) {
    Row row = { .person = g_array_index (people, FoPerson, i) };

    if (!fo_person_state (txn, &row.person, &row.state, error))
      return false;
    g_array_append_val (rows, row);
  }
  return true;
}

static void
people_came (const GArray *rows, gpointer owner)
{
  FoPeoplePage *self = owner;

  g_array_set_size (self->people, 0);
  if (rows->len)
    g_array_append_vals (self->people, rows->data, rows->len);
  say_people (self);
  if (!*gtk_editable_get_text (self->name)) /* of the first one it is known what he is */
    show_person (self, NULL);
}

/* ---- what takes two ------------------------------------------------------------------------------------------------------------- */

static bool
load_permissions (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  (void) input;
  return fo_permissions_all (txn, rows, error);
}

static void
permissions_came (const GArray *rows, gpointer owner)
{
  FoPeoplePage *self = owner;

  self->filling = TRUE;
  for (guint i = 0; i < rows->len; i++) {
    const FoPermission *permission = &g_array_index (rows, FoPermission, i);

    for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
      if (strcmp (kinds[k], permission->act) == 0)
        gtk_check_button_set_active (self->two[k], permission->second);
  }
  self->filling = FALSE;
}

static void
two_toggled (GtkCheckButton *button, FoPeoplePage *self)
{
  g_autofree char *command = NULL;

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    if (self->two[k] == button)
      command = g_strdup_printf ("two %s %s", kinds[k], gtk_check_button_get_active (button) ? "on" : "off");
  if (command && !self->filling && self->station)
    fo_station_command (self->station, command);
}

static void
say_twos (FoPeoplePage *self)
{
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++) {
    g_autofree char *message = g_strconcat ("page.people.two.", kinds[k], NULL), *words = fo_say (message, NULL);

    gtk_check_button_set_label (self->two[k], words);
  }
}

static void
make_twos (FoPeoplePage *self)
{
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++) {
    self->two[k] = GTK_CHECK_BUTTON (gtk_check_button_new ());
    g_signal_connect (self->two[k], "toggled", G_CALLBACK (two_toggled), self);
    gtk_flow_box_append (GTK_FLOW_BOX (self->twos), GTK_WIDGET (self->two[k]));
  }
}

/* ---- one person -------------------------------------------------------------------------------------------------------------------- */

static void
say_roles (FoPeoplePage *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  guint chosen = gtk_drop_down_get_selected (self->role);

  for (int role = 0; role < FO_N_ROLES; role++) {
    g_autofree char *words = say_role ((FoRole) role);
    gtk_string_list_append (list, words);
  }
  gtk_drop_down_set_model (self->role, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->role, chosen == GTK_INVALID_LIST_POSITION ? FO_ROLE_PICKER : chosen);
  g_object_unref (list);
}

static void
say_new (FoPeoplePage *self)
{
  g_autofree char *words = fo_say ("page.people.new", NULL);

  if (self->is_new)
    gtk_label_set_text (self->about, words);
}

static void
show_person (FoPeoplePage *self, const Row *one)
{
  self->is_new = !one;
  gtk_label_set_text (self->about, one ? one->person.name : "");
  say_new (self);
  gtk_editable_set_text (self->name, one ? one->person.name : "");
  gtk_editable_set_text (self->badge, one ? one->person.badge : "");
  gtk_editable_set_text (self->pin, "");
  gtk_drop_down_set_selected (self->role, one                 ? one->person.role
                                          : self->people->len ? FO_ROLE_PICKER
                                                              : FO_ROLE_ADMINISTRATOR);
  gtk_check_button_set_active (self->active, !one || one->person.active);
}

static void
start_new (FoPeoplePage *self)
{
  show_person (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

/* The words of a command are apart by blanks, and the PIN is its last one. */
static void
save (FoPeoplePage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  g_autofree char *badge = g_strstrip (g_strdup (gtk_editable_get_text (self->badge)));
  g_autofree char *pin = g_strstrip (g_strdup (gtk_editable_get_text (self->pin))), *command = NULL;
  guint role = gtk_drop_down_get_selected (self->role);

  if (!*name || role >= FO_N_ROLES || !self->station) {
    gtk_widget_grab_focus (GTK_WIDGET (self->name));
    return;
  }
  g_strdelimit (badge, " ", '-');
  command = g_strdup_printf ("person %s %s %s %s%s%s", fo_role_name ((FoRole) role), *badge ? badge : "-",
                             gtk_check_button_get_active (self->active) ? "on" : "off", name, *pin ? " pin=" : "", pin);
  gtk_editable_set_text (self->pin, "");
  fo_station_command (self->station, command);
}

static void
unlock (FoPeoplePage *self)
{
  g_autofree char *command = g_strconcat ("unlock ", gtk_editable_get_text (self->name), NULL);

  if (*gtk_editable_get_text (self->name) && self->station)
    fo_station_command (self->station, command);
}

/* Of somebody who is named already: of a new one there is no badge yet. */
static void
print_badge (FoPeoplePage *self)
{
  g_autofree char *command = g_strconcat ("badge ", gtk_editable_get_text (self->name), NULL);

  if (*gtk_editable_get_text (self->name) && self->station)
    fo_station_command (self->station, command);
}

static const guint idle_minutes[] = { 0, 1, 2, 5, 10, 15, 30, 60 };

static void
say_idle (FoPeoplePage *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint chosen = gtk_drop_down_get_selected (self->idle);

  for (guint i = 0; i < G_N_ELEMENTS (idle_minutes); i++) {
    g_auto (FoArgs) args = { 0 };
    g_autofree char *text = NULL;

    fo_args_set_count (&args, "count", idle_minutes[i]);
    text = fo_say (idle_minutes[i] ? "sync.age.minutes" : "page.people.idle.never", &args);
    gtk_string_list_append (list, text);
  }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->idle, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->idle, chosen == GTK_INVALID_LIST_POSITION ? 0 : chosen);
  self->filling = FALSE;
}

static void
set_idle (FoPeoplePage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->idle);
  g_autofree char *command = chosen < G_N_ELEMENTS (idle_minutes) ? g_strdup_printf ("idle-lock %u", idle_minutes[chosen]) : NULL;

  if (command && self->station && !self->filling)
    fo_station_command (self->station, command);
}

static bool
load_idle (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  guint minutes;

  (void) input;
  if (!fo_number_read (txn, FO_NUMBER_IDLE_LOCK_MINUTES, &minutes, error))
    return false;
  g_array_append_val (rows, minutes);
  return true;
}

static void
idle_came (const GArray *rows, gpointer owner)
{
  FoPeoplePage *self = owner;

  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (idle_minutes); i++)
    if (idle_minutes[i] <= g_array_index (rows, guint, 0))
      gtk_drop_down_set_selected (self->idle, i);
  self->filling = FALSE;
}

/* ---- as a page ------------------------------------------------------------------------------------------------------------------------ */

static void
look (FoPeoplePage *self)
{
  const FoRequest people = { load_people, "", 1, sizeof (Row), people_came };
  const FoRequest idle = { load_idle, "", 1, sizeof (guint), idle_came };
  const FoRequest permissions = { load_permissions, "", 1, sizeof (FoPermission), permissions_came };

  if (!self->stale || !self->station || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  fo_request (self->station, &people, G_OBJECT (self));
  fo_request (self->station, &permissions, G_OBJECT (self));
  fo_request (self->station, &idle, G_OBJECT (self));
}

/* A row of the list is chosen. */
static void
choose (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoPeoplePage *self = FO_PEOPLE_PAGE (widget);
  const char *command = g_variant_get_string (parameter, NULL), *number = strchr (command, ' ');
  guint64 n = number ? g_ascii_strtoull (number + 1, NULL, 10) : G_MAXUINT64;

  (void) name;
  if (n < self->people->len)
    show_person (self, &g_array_index (self->people, Row, n));
}

static void
open (FoPage *page, FoStation *station)
{
  FoPeoplePage *self = FO_PEOPLE_PAGE (page);

  g_set_object (&self->station, station);
  self->stale = TRUE;
  look (self);
}

static void
refresh (FoPage *page, guint topics)
{
  (void) topics;
  FO_PEOPLE_PAGE (page)->stale = TRUE;
  look (FO_PEOPLE_PAGE (page));
}

static gboolean
press_key (FoPage *page, int f_key)
{
  FoPeoplePage *self = FO_PEOPLE_PAGE (page);

  if (f_key == SAVE_KEY)
    save (self);
  else if (f_key == UNLOCK_KEY)
    unlock (self);
  else if (f_key == PRINT_KEY)
    print_badge (self);
  else if (f_key == NEW_KEY)
    start_new (self);
  else
    return FALSE;
  return TRUE;
}

static void
fo_people_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->refresh = refresh;
  iface->press_key = press_key;
}

static void
say_again (FoPeoplePage *self)
{
  say_new (self);
  say_people (self);
  say_roles (self);
  say_twos (self);
  say_idle (self);
}

static void
fo_people_page_dispose (GObject *object)
{
  FoPeoplePage *self = FO_PEOPLE_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->rows);
  g_clear_object (&self->station);
  g_clear_pointer (&self->people, g_array_unref);
  G_OBJECT_CLASS (fo_people_page_parent_class)->dispose (object);
}

static void
fo_people_page_class_init (FoPeoplePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_people_page_dispose;
  g_type_ensure (FO_TYPE_WORK_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/people/people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoPeoplePage, box);
  gtk_widget_class_bind_template_child (widget_class, FoPeoplePage, nobody);
  gtk_widget_class_bind_template_child (widget_class, FoPeoplePage, twos);
  gtk_widget_class_bind_template_child (widget_class, FoPeoplePage, list);
  gtk_widget_class_bind_template_child (widget_class, FoPeoplePage, name);
  gtk_widget_class_bind_template_child (widget_class, FoPeoplePage, badge);
  gtk_widget_class_bind_template_child (widget_class, FoPeoplePage, pin);
  gtk_widget_class_bind_template_child (widget_class, FoPeoplePage, role);
  gtk_widget_class_bind_template_child (widget_class, FoPeoplePage, active);
  gtk_widget_class_bind_template_child (widget_class, FoPeoplePage, about);
  gtk_widget_class_bind_template_child (widget_class, FoPeoplePage, idle);
  gtk_widget_class_bind_template_callback (widget_class, save);
  gtk_widget_class_bind_template_callback (widget_class, unlock);
  gtk_widget_class_bind_template_callback (widget_class, print_badge);
  gtk_widget_class_bind_template_callback (widget_class, set_idle);
  gtk_widget_class_bind_template_callback (widget_class, start_new);
  gtk_widget_class_install_action (widget_class, "desk.command", "s", choose);
}

static void
fo_people_page_init (FoPeoplePage *self)
{
  self->rows = g_list_store_new (FO_TYPE_ROW);
  self->people = g_array_new (FALSE, FALSE, sizeof (Row));
  gtk_widget_init_template (GTK_WIDGET (self));
  make_twos (self);
  say_again (self);
  show_person (self, NULL);
  fo_work_list_set_model (self->list, G_LIST_MODEL (self->rows));
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (look), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_again), self, G_CONNECT_SWAPPED);
}
