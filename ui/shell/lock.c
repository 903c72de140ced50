/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lock.h"

#include "common/request.h"
#include "firstout/core/code.h"
#include "firstout/store/people.h"
#include "firstout/work/setting.h"
#include "window.h"

enum { CHECK_S = 5, READ_EVERY = 6 /* checks */ };
#define MINUTE_US ((gint64) 60 * G_USEC_PER_SEC)

struct FoLock {
  GtkWidget *window, *cover, *rail, *entry; /* not owned */
  GtkEventController *moves;
  FoStation *station;
  GObject *reader; /* whose answers count */
  guint timer, checks, minutes;
  gint64 last_us;
  char *person;     /* who is logged in, "" nobody */
  gboolean is_left; /* since it is closed: nobody is logged in any more */
};

/* ---- the setting ----------------------------------------------------------------------------------------------------- */

static bool
load (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (FoPerson));
  guint minutes;

  (void) input;
  if (!fo_number_read (txn, FO_NUMBER_IDLE_LOCK_MINUTES, &minutes, error) || !fo_people_all (txn, people, error))
    return false;
  if (people->len == 0) /* everybody may everything: there is nothing to close */
    minutes = 0;
  g_array_append_val (rows, minutes);
  return true;
}

static void
came (const GArray *rows, gpointer owner)
{
  FoLock *self = g_object_get_data (owner, "fo-lock");

  if (self)
    self->minutes = g_array_index (rows, guint, 0);
}

static void
read_setting (FoLock *self)
{
  const FoRequest request = { load, "", 1, sizeof (guint), came };

  if (self->station && fo_station_is_open (self->station))
    fo_request (self->station, &request, self->reader);
}

guint
fo_lock_minutes (FoLock *self)
{
  return self->minutes;
}

/* ---- closing and opening ----------------------------------------------------------------------------------------------- */

gboolean
fo_lock_is_on (FoLock *self)
{
  return gtk_widget_get_visible (self->cover);
}

/* What leads somewhere else than to the badge. */
static const char *const leads_away[] = { "show.page", "show.pages", "show.acts", "show.keys", "show.lane", "desk.confirm" };

static void
close_popovers (GtkWidget *widget)
{
  if (GTK_IS_POPOVER (widget))
    gtk_popover_popdown (GTK_POPOVER (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    close_popovers (child);
}

/* Windows over the window: what they offer is nobody's now. */
static void
close_windows_over (GtkWindow *window)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (gtk_window_get_application (window)));

  for (GList *at = windows; at; at = at->next)
    if (gtk_window_get_transient_for (at->data) == window)
      gtk_window_destroy (at->data);
}

static void
cover (FoLock *self, gboolean closed)
{
  gtk_widget_set_visible (self->cover, closed);
  gtk_widget_set_sensitive (self->rail, !closed);
  for (gsize i = 0; i < G_N_ELEMENTS (leads_away); i++)
    gtk_widget_action_set_enabled (self->window, leads_away[i], !closed);
  if (!closed)
    return;
  close_windows_over (GTK_WINDOW (self->window));
  close_popovers (self->window);
  gtk_widget_grab_focus (self->entry);
}

void
fo_lock_check (FoLock *self, gint64 now_us)
{
  if (fo_lock_is_on (self) || self->minutes == 0 || !*self->person
      || now_us - self->last_us < self->minutes * MINUTE_US)
    return;
  self->is_left = FALSE;
  cover (self, TRUE);
  fo_station_command (self->station, "log-out");
}

/* Who was here is gone once somebody has seen him go; whoever comes then may see the pages. */
void
fo_lock_see_person (FoLock *self, const char *person)
{
  g_free (self->person);
  self->person = g_strdup (person);
  if (!*person)
    self->is_left = TRUE;
  else if (self->is_left && fo_lock_is_on (self))
    cover (self, FALSE);
}

static gboolean
check (gpointer data)
{
  FoLock *self = data;

  if (self->checks++ % READ_EVERY == 0)
    read_setting (self);
  fo_lock_check (self, g_get_monotonic_time ());
  return G_SOURCE_CONTINUE;
}

/* ---- what is done meanwhile ---------------------------------------------------------------------------------------------- */

static void
touch (FoLock *self)
{
  self->last_us = g_get_monotonic_time ();
}

/* Nothing is answered to whoever comes by but that a badge is wanted. */
static gboolean
refuse (FoLock *self)
{
  g_auto (FoDeskReply) reply;

  fo_desk_reply_init (&reply);
  reply.reply.verdict = FO_LOG_IN_FIRST;
  reply.lane = fo_station_front (self->station);
  fo_window_show_answer (FO_WINDOW (self->window), &reply, NULL, NULL);
  return TRUE;
}

gboolean
fo_lock_stops_key (FoLock *self, guint keyval, gboolean with_modifier)
{
  touch (self);
  return fo_lock_is_on (self) && (with_modifier || (keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F12));
}

gboolean
fo_lock_stops_scan (FoLock *self, const FoScan *scan)
{
  g_autofree FoCode *code = NULL;

  touch (self);
  if (!fo_lock_is_on (self))
    return FALSE;
  code = g_new0 (FoCode, 1);
  fo_code_read (code, scan, 0, TRUE);
  return !fo_code_may_be (code, FO_CODE_BADGE) && refuse (self);
}

gboolean
fo_lock_stops_command (FoLock *self, const char *command)
{
  return fo_lock_is_on (self) && !g_str_has_prefix (command, "log-in") && refuse (self);
}

/* ---- life ------------------------------------------------------------------------------------------------------------------ */

static gboolean
moved (FoLock *self)
{
  touch (self);
  return FALSE;
}

FoLock *
fo_lock_new (GtkWidget *window, GtkWidget *cover_widget, GtkWidget *rail, GtkWidget *entry)
{
  FoLock *self = g_new0 (FoLock, 1);

  *self = (FoLock){ .window = window, .cover = cover_widget, .rail = rail, .entry = entry, .person = g_strdup ("") };
  self->reader = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (self->reader, "fo-lock", self);
  g_object_set_data (G_OBJECT (window), "fo-lock", self);
  self->moves = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (self->moves, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->moves, "event", G_CALLBACK (moved), self);
  gtk_widget_add_controller (window, self->moves);
  touch (self);
  return self;
}

void
fo_lock_open (FoLock *self, FoStation *station)
{
  g_set_object (&self->station, station);
  if (!self->timer)
    self->timer = g_timeout_add_seconds (CHECK_S, check, self);
  read_setting (self);
}

void
fo_lock_free (FoLock *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_widget_remove_controller (self->window, self->moves);
  g_object_set_data (self->reader, "fo-lock", NULL);
  g_object_set_data (G_OBJECT (self->window), "fo-lock", NULL);
  g_object_unref (self->reader);
  g_clear_object (&self->station);
  g_free (self->person);
  g_free (self);
}

FoLock *
fo_lock_of (GtkWidget *window)
{
  return g_object_get_data (G_OBJECT (window), "fo-lock");
}
