/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "application.h"

#include "common/buttons.h"
#include "common/speech.h"
#include "devices/scanner-desk.h"
#include "link.h"
#include "moods.h"
#include "pictures.h"
#include "router.h"
#include "training/label-sheet.h"
#include "typing.h"

#include <glib-unix.h>
#include <signal.h>

struct _FoApplication {
  AdwApplication parent_instance;
  FoUiOptions options;
  FoStation *station;
  FoSounds *sounds;
  FoWindow *window; /* not owned */
  FoScannerDesk *scanners;
  FoLink *link;
  FoTyping *typing;
  char *failure;
  guint signals[2];
};

G_DEFINE_FINAL_TYPE (FoApplication, fo_application, ADW_TYPE_APPLICATION)

void fo_ui_register_resource (void); /* made by glib-compile-resources */

/* ---- scanners --------------------------------------------------------------------------------------------------------------- */

static void
start_scanners (FoApplication *self)
{
  g_autofree char *folder = g_build_filename (self->options.data_folder, "devices", NULL);
  g_autofree char *pairing_file = fo_pairing_default_file ();
  const FoScannerDeskOptions options
      = { .devices_folder = folder, .pairing_file = pairing_file, .now_us = self->options.now_us };
  FoDevicesPage *page = FO_DEVICES_PAGE (fo_window_find_page (self->window, "devices"));
  g_autoptr (GError) error = NULL;

  self->scanners = fo_scanner_desk_new (GTK_APPLICATION (self), page, &options, &error);
  if (!self->scanners)
    g_message ("scanners: %s", error->message);
}

/* Who holds the scanner looks at the goods: what is refused is heard from the scanner, too, and what is complete. That a code was
 * read it has told by itself: a beep more for every one would say nothing. */
static void
station_answered (FoApplication *self, const FoDeskReply *reply)
{
  FoMood mood = reply ? fo_verdict_mood (reply->reply.verdict) : FO_MOOD_OK;

  if (reply && *reply->device && self->scanners && (mood == FO_MOOD_WRONG || mood == FO_MOOD_DONE))
    fo_scanners_feedback (fo_scanner_desk_scanners (self->scanners), reply->device,
                          mood == FO_MOOD_WRONG ? FO_FEEDBACK_BAD : FO_FEEDBACK_GOOD);
}

/* ---- scanners that type ------------------------------------------------------------------------------------------------------- */

static void
typing_scanned (const FoScan *scan, gpointer data)
{
  fo_router_scan (GTK_APPLICATION (data), scan);
}

static void
typing_refused (FoVerdict verdict, gpointer data)
{
  FoApplication *self = data;
  g_auto (FoDeskReply) reply;

  fo_desk_reply_init (&reply);
  reply.reply.verdict = verdict;
  reply.lane = fo_station_front (self->station);
  if (self->window)
    fo_window_show_answer (self->window, &reply, NULL, NULL);
}

/* ---- start ------------------------------------------------------------------------------------------------------------------- */

static void
add_style (void)
{
  g_autofree char *css = fo_moods_css ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (provider, css, -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Inter 12", NULL);
}

static void
register_once (void)
{
  static gsize registered;

  if (g_once_init_enter (&registered)) {
    fo_ui_register_resource ();
    g_once_init_leave (&registered, 1);
  }
}

/* Asked to end from outside: what was taken in is finished, as when the window is closed. */
static gboolean
asked_to_end (gpointer application)
{
  g_application_quit (application);
  return G_SOURCE_CONTINUE;
}

static void
fo_application_startup (GApplication *application)
{
  FoApplication *self = FO_APPLICATION (application);
  g_autofree char *sounds = g_build_filename (self->options.data_folder, "sounds", NULL);

  register_once ();
  G_APPLICATION_CLASS (fo_application_parent_class)->startup (application);
  fo_buttons_click_at_once ();
  add_style ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      self->options.dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  self->signals[0] = g_unix_signal_add (SIGTERM, asked_to_end, self);
  self->signals[1] = g_unix_signal_add (SIGINT, asked_to_end, self);
  self->typing = fo_typing_new (self->options.now_us, typing_scanned, typing_refused, self);
  self->station = fo_station_new (&self->options);
  if (!self->sounds)
    self->sounds = fo_sounds_new (sounds);
}

static void
link_heard (gboolean changed, gpointer data)
{
  FoApplication *self = data;

  if (!self->window)
    return;
  if (changed)
    fo_window_refresh (self->window);
}

static void
pictures_done (const GError *error, gpointer data)
{
  FoApplication *self = data;

  self->failure = error ? g_strdup (error->message) : NULL;
  g_application_quit (G_APPLICATION (self));
}

static void
station_opened (FoApplication *self, const GError *error)
{
  if (self->options.pictures_folder && error)
    pictures_done (error, self);
  else if (self->options.pictures_folder)
    fo_pictures_take (self->window, self->station, self->options.pictures_folder, pictures_done, self);
  else if (!error && self->options.sales_uri)
    self->link = fo_link_new (&self->options, link_heard, self);
}

static void
fo_application_activate (GApplication *application)
{
  FoApplication *self = FO_APPLICATION (application);

  if (self->window) {
    gtk_window_present (GTK_WINDOW (self->window));
    return;
  }
  self->window = fo_window_new (GTK_APPLICATION (self), self->station, self->sounds);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  g_signal_connect_object (self->station, "opened", G_CALLBACK (station_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->station, "answered", G_CALLBACK (station_answered), self, G_CONNECT_SWAPPED);
  if (self->options.training && !self->options.pictures_folder)
    gtk_window_present (GTK_WINDOW (fo_label_sheet_new (GTK_APPLICATION (self), self->station)));
  gtk_window_present (GTK_WINDOW (self->window));
  fo_station_open (self->station);
  if (self->options.pictures_folder)
    fo_sounds_set_muted (self->sounds, TRUE);
  else if (self->options.with_scanners)
    start_scanners (self);
}

/* In this order: who brings scans, then who takes them; everything taken in is finished. */
static void
close_all (FoApplication *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->signals); i++)
    g_clear_handle_id (&self->signals[i], g_source_remove);
  g_clear_object (&self->typing);
  g_clear_pointer (&self->scanners, fo_scanner_desk_free);
  g_clear_pointer (&self->link, fo_link_free);
  if (self->station)
    fo_station_close (self->station);
  g_clear_object (&self->station);
  g_clear_pointer (&self->sounds, fo_sounds_free);
}

static void
fo_application_shutdown (GApplication *application)
{
  G_APPLICATION_CLASS (fo_application_parent_class)->shutdown (application);
  close_all (FO_APPLICATION (application));
}

FoWindow *
fo_application_window (FoApplication *self)
{
  return self->window;
}

FoStation *
fo_application_station (FoApplication *self)
{
  return self->station;
}

FoSounds *
fo_application_sounds (FoApplication *self)
{
  return self->sounds;
}

void
fo_application_set_sounds (FoApplication *self, FoSounds *sounds)
{
  g_clear_pointer (&self->sounds, fo_sounds_free);
  self->sounds = sounds;
}

static void
fo_application_finalize (GObject *object)
{
  g_free (FO_APPLICATION (object)->failure);
  G_OBJECT_CLASS (fo_application_parent_class)->finalize (object);
}

static void
fo_application_class_init (FoApplicationClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fo_application_finalize;
  G_APPLICATION_CLASS (class)->startup = fo_application_startup;
  G_APPLICATION_CLASS (class)->activate = fo_application_activate;
  G_APPLICATION_CLASS (class)->shutdown = fo_application_shutdown;
}

static void
fo_application_init (FoApplication *self)
{
  self->window = NULL;
}

GApplication *
fo_application_new (const FoUiOptions *options)
{
  FoApplication *self = g_object_new (FO_TYPE_APPLICATION, "application-id", "org.firstout.Firstout", "resource-base-path",
                                      "/org/firstout/Firstout", "flags", G_APPLICATION_NON_UNIQUE, NULL);

  self->options = *options;
  self->options.store_uri = g_intern_string (options->store_uri);
  self->options.station = g_intern_string (options->station);
  self->options.journal_path = g_intern_string (options->journal_path);
  self->options.sales_uri = g_intern_string (options->sales_uri);
  self->options.data_folder = g_intern_string (options->data_folder);
  self->options.labels_folder = g_intern_string (options->labels_folder);
  self->options.pictures_folder = g_intern_string (options->pictures_folder);
  return G_APPLICATION (self);
}

const char *
fo_application_failure (GApplication *application)
{
  return FO_APPLICATION (application)->failure;
}

void
fo_application_set_language (FoLanguage language)
{
  fo_speech_set_language (language);
}
