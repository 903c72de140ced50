/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stations-page.h"

#include "common/request.h"
#include "common/row.h"
#include "common/speech.h"
#include "common/worded.h"
#include "common/work-list.h"
#include "firstout/work/stations.h"

#include <string.h>

enum { TAKE_KEY = 3, ADMIT_KEY = 5, REVOKE_KEY = 6, NAME_KEY = 7, EVERY_S = 20 };

struct _FoStationsPage {
  GtkWidget parent_instance;
  GtkWidget *box, *nothing, *acts, *take, *admit, *revoke;
  FoWorkList *list;
  GtkLabel *head, *about;
  GtkEditable *name, *reason;
  GListStore *rows;
  GArray *views; /* FoStationView */
  char chosen[FO_NUMBER_MAX];
  FoStation *station;
  guint again; /* states change by time alone */
  gboolean stale;
};

static void fo_stations_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoStationsPage,
                               fo_stations_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_stations_page_iface_init))

/* ---- who works where ----------------------------------------------------------------------------------------------------------- */

static char *
say_state (const FoStationView *view)
{
  g_autofree char *message = g_strconcat ("page.stations.", fo_station_state_name (view->state), NULL);

  return fo_say (message, NULL);
}

static char *
name_of (const FoStationView *view)
{
  return *view->row.name ? g_strdup_printf ("%s · %s", view->row.station, view->row.name)
                         : g_strdup (view->row.station);
}

static char *
say_work (const FoStationView *view)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "text", view->work);
  return fo_say (*view->work ? "page.stations.works-on" : "page.stations.idle", &args);
}

static void
add_station (FoStationsPage *self, guint n)
{
  static const char *const signs[FO_N_STATION_STATES] = { "●", "▲", "○", "✕" };
  const FoStationView *view = &g_array_index (self->views, FoStationView, n);
  g_autofree char *name = name_of (view), *work = say_work (view), *state = say_state (view);
  g_autoptr (FoRow) boxed = NULL;
  FoWorkRow row = { 0 };

  g_snprintf (row.command, sizeof row.command, "station %u", n);
  g_snprintf (row.title, sizeof row.title, "%s %s", signs[view->state], name);
  g_snprintf (row.detail, sizeof row.detail, "%s%s%s", view->person, *view->person ? " · " : "", work);
  g_strlcpy (row.right, state, sizeof row.right);
  boxed = fo_row_new (&row, sizeof row);
  g_list_store_append (self->rows, boxed);
}

static const FoStationView *
chosen (FoStationsPage *self)
{
  for (guint i = 0; i < self->views->len; i++) {
    const FoStationView *view = &g_array_index (self->views, FoStationView, i);

    if (strcmp (view->row.station, self->chosen) == 0)
      return view;
  }
  return NULL;
}

static char *
say_about (const FoStationView *view)
{
  g_autofree char *state = say_state (view), *work = say_work (view), *revoked = NULL;
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "person", view->row.changed_by);
  fo_args_set_count (&args, "since", view->changed_minutes);
  revoked = view->row.revoked ? fo_say ("page.stations.revoked-by", &args) : g_strdup ("");
  return g_strconcat (state, "\n", view->person, *view->person ? "\n" : "", work, *revoked ? "\n" : "", revoked, NULL);
}

static void
show_chosen (FoStationsPage *self)
{
  const FoStationView *view = chosen (self);
  const FoUiOptions *options = self->station ? fo_station_options (self->station) : NULL;
  g_autofree char *name = view ? name_of (view) : fo_say ("page.stations.choose", NULL);
  g_autofree char *about = view ? say_about (view) : NULL;

  gtk_label_set_text (self->head, name);
  gtk_label_set_text (self->about, about ? about : "");
  gtk_widget_set_visible (self->acts, view != NULL);
  if (!view)
    return;
  gtk_widget_set_visible (self->take,
                          *view->order && g_strcmp0 (view->row.station, options ? options->station : NULL) != 0);
  gtk_widget_set_visible (self->admit, view->row.revoked);
  gtk_widget_set_visible (self->revoke, !view->row.revoked);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), !view->row.revoked);
}

static void
say_stations (FoStationsPage *self)
{
  g_list_store_remove_all (self->rows);
  for (guint i = 0; i < self->views->len; i++)
    add_station (self, i);
  gtk_widget_set_visible (self->nothing, self->views->len == 0);
  show_chosen (self);
}

static bool
load_stations (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  (void) input;
  return fo_stations_view (txn, rows, error);
}

static void
stations_came (const GArray *rows, gpointer owner)
{
  FoStationsPage *self = owner;

  g_array_set_size (self->views, 0);
  if (rows->len)
    g_array_append_vals (self->views, rows->data, rows->len);
  say_stations (self);
}

/* ---- what is done with one ------------------------------------------------------------------------------------------------------- */

/* "WORD STATION [TEXT]"; TEXT is emptied. False: it is needed, and it is where one types next. */
static gboolean
command (FoStationsPage *self, const char *word, GtkEditable *text)
{
  const FoStationView *view = chosen (self);
  g_autofree char *said = text ? g_strstrip (g_strdup (gtk_editable_get_text (text))) : NULL, *line = NULL;

  if (!view || !self->station)
    return FALSE;
  if (text && !*said) {
    gtk_widget_grab_focus (GTK_WIDGET (text));
    return FALSE;
  }
  line = g_strjoin (" ", word, view->row.station, said, NULL);
  if (text)
    gtk_editable_set_text (text, "");
  fo_station_command (self->station, line);
  return TRUE;
}

static void
take (FoStationsPage *self)
{
  const FoStationView *view = chosen (self);
  g_autofree char *line = view && *view->order ? g_strconcat ("take-over ", view->order, NULL) : NULL;

  if (line && self->station)
    fo_station_command (self->station, line);
}

static void
admit (FoStationsPage *self)
{
  command (self, "station-admit", NULL);
}

static void
revoke (FoStationsPage *self)
{
  command (self, "station-revoke", self->reason);
}

static void
name (FoStationsPage *self)
{
  command (self, "station-name", self->name);
}

/* ---- as a page ---------------------------------------------------------------------------------------------------------------------- */

static void
look (FoStationsPage *self)
{
  const FoRequest stations = { load_stations, "", 1, sizeof (FoStationView), stations_came };

  if (!self->stale || !self->station || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  fo_request (self->station, &stations, G_OBJECT (self));
}

static gboolean
look_again (gpointer data)
{
  FoStationsPage *self = data;

  self->stale = TRUE;
  look (self);
  return G_SOURCE_CONTINUE;
}

static void
choose (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoStationsPage *self = FO_STATIONS_PAGE (widget);
  const char *line = g_variant_get_string (parameter, NULL), *number = strchr (line, ' ');
  guint64 n = number ? g_ascii_strtoull (number + 1, NULL, 10) : G_MAXUINT64;

  (void) action;
  if (n >= self->views->len)
    return;
  g_strlcpy (self->chosen, g_array_index (self->views, FoStationView, n).row.station, sizeof self->chosen);
  show_chosen (self);
}

static void
open (FoPage *page, FoStation *station)
{
  FoStationsPage *self = FO_STATIONS_PAGE (page);

  g_set_object (&self->station, station);
  look_again (self);
}

static void
refresh (FoPage *page, guint topics)
{
  (void) topics;
  look_again (FO_STATIONS_PAGE (page));
}

static gboolean
press_key (FoPage *page, int f_key)
{
  FoStationsPage *self = FO_STATIONS_PAGE (page);

  if (f_key == TAKE_KEY && gtk_widget_get_visible (self->take))
    take (self);
  else if (f_key == ADMIT_KEY && gtk_widget_get_visible (self->admit))
    admit (self);
  else if (f_key == REVOKE_KEY && gtk_widget_get_visible (self->revoke))
    revoke (self);
  else if (f_key == NAME_KEY)
    name (self);
  else
    return FALSE;
  return TRUE;
}

static void
fo_stations_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->refresh = refresh;
  iface->press_key = press_key;
}

static void
fo_stations_page_dispose (GObject *object)
{
  FoStationsPage *self = FO_STATIONS_PAGE (object);

  g_clear_handle_id (&self->again, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->rows);
  g_clear_object (&self->station);
  g_clear_pointer (&self->views, g_array_unref);
  G_OBJECT_CLASS (fo_stations_page_parent_class)->dispose (object);
}

static void
fo_stations_page_class_init (FoStationsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_stations_page_dispose;
  g_type_ensure (FO_TYPE_WORK_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/stations/stations-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoStationsPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoStationsPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, FoStationsPage, acts);
  gtk_widget_class_bind_template_child (widget_class, FoStationsPage, take);
  gtk_widget_class_bind_template_child (widget_class, FoStationsPage, admit);
  gtk_widget_class_bind_template_child (widget_class, FoStationsPage, revoke);
  gtk_widget_class_bind_template_child (widget_class, FoStationsPage, list);
  gtk_widget_class_bind_template_child (widget_class, FoStationsPage, head);
  gtk_widget_class_bind_template_child (widget_class, FoStationsPage, about);
  gtk_widget_class_bind_template_child (widget_class, FoStationsPage, name);
  gtk_widget_class_bind_template_child (widget_class, FoStationsPage, reason);
  gtk_widget_class_bind_template_callback (widget_class, take);
  gtk_widget_class_bind_template_callback (widget_class, admit);
  gtk_widget_class_bind_template_callback (widget_class, revoke);
  gtk_widget_class_bind_template_callback (widget_class, name);
  gtk_widget_class_install_action (widget_class, "desk.command", "s", choose);
}

static void
fo_stations_page_init (FoStationsPage *self)
{
  self->rows = g_list_store_new (FO_TYPE_ROW);
  self->views = g_array_new (FALSE, FALSE, sizeof (FoStationView));
  gtk_widget_init_template (GTK_WIDGET (self));
  say_stations (self);
  fo_work_list_set_model (self->list, G_LIST_MODEL (self->rows));
  fo_worded_init (GTK_WIDGET (self));
  self->again = g_timeout_add_seconds (EVERY_S, look_again, self);
  g_signal_connect (self, "map", G_CALLBACK (look), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_stations), self, G_CONNECT_SWAPPED);
}
