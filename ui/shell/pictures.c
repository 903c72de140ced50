/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "common/speech.h"
#include "firstout/core/code.h"
#include "orders/orders-page.h"
#include "page.h"
#include "pages.h"
#include "stock/stock-page.h"

#include <string.h>

enum { WIDTH = 1280, HEIGHT = 800, QUIET_FRAMES = 6, DRAWING_TRIES = 100 };

gboolean
fo_picture_save (GtkWidget *window, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_to_node (snapshot);
  if (node)
    texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (window)), node, NULL);
  g_mkdir_with_parents (folder, 0755);
  if (texture && gdk_texture_save_to_png (texture, path))
    return TRUE;
  if (texture)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: cannot be written", path);
  else
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN, "%s: the window was not drawn", path);
  return FALSE;
}

/* ---- every page --------------------------------------------------------------------------------------------------------------- */

static const struct {
  AdwColorScheme scheme;
  const char *name;
} views[] = { { ADW_COLOR_SCHEME_FORCE_LIGHT, "light" }, { ADW_COLOR_SCHEME_FORCE_DARK, "dark" } };

typedef struct {
  FoWindow *window;
  FoStation *station;
  char *folder;
  FoPicturesDone done;
  gpointer data;
  gsize shot, view;
  gboolean prepared; /* what comes before the picture was done */
  guint quiet;       /* frames since something was going on */
  guint undrawn;     /* times a picture was to be taken and there was none */
} Session;

static void
session_free (gpointer data)
{
  Session *session = data;

  g_free (session->folder);
  g_free (session);
}

/* ---- in a training warehouse, something to look at ---------------------------------------------------------------------------- */

static void
show_badge (Session *session)
{
  g_autofree char *role = fo_say ("page.training.role.storekeeper", NULL);
  char text[FO_CODE_PRINT_MAX];
  FoScan scan;

  if (fo_code_print (FO_CODE_BADGE, role, NULL, true, text) == FO_OK
      && fo_scan_init (&scan, text, strlen (text), FO_SYMBOLOGY_QR, "pictures", fo_station_options (session->station)->now_us ()))
    fo_station_scan (session->station, &scan);
}

static void
take_order (Session *session)
{
  fo_station_command (session->station, "next");
}

static void
put_order_by (Session *session)
{
  fo_station_command (session->station, "park");
}

static void
choose_waiting (Session *session)
{
  fo_orders_page_choose_waiting (FO_ORDERS_PAGE (fo_window_page (session->window)));
}

static void
search_lots (Session *session)
{
  fo_stock_page_search (FO_STOCK_PAGE (fo_window_page (session->window)), "SEALANT");
}

/* A lot's own label is held before the scanner. */
static void
scan_lot (Session *session)
{
  static const char text[] = "FOT:L:SEALANT-310/S2406";
  FoScan scan;

  if (fo_scan_init (&scan, text, strlen (text), FO_SYMBOLOGY_QR, "pictures", fo_station_options (session->station)->now_us ()))
    fo_page_take_scan (FO_PAGE (fo_window_page (session->window)), &scan);
}

/* What is done for a page's picture; for the others it is enough to open them. */
static const struct {
  const char *page;
  void (*before) (Session *session), (*after) (Session *session);
} scenes[] = {
  { "receive", show_badge, NULL }, { "pick", take_order, put_order_by }, { "orders", choose_waiting, NULL },
  { "stock", search_lots, NULL },  { "labels", scan_lot, NULL },
};

static const char *
page_of (const Session *session)
{
  guint n;

  return fo_page_rows (&n)[session->shot].name;
}

static void
act (Session *session, gboolean before)
{
  for (gsize i = 0; i < G_N_ELEMENTS (scenes); i++) {
    void (*what) (Session *session) = before ? scenes[i].before : scenes[i].after;
    if (what && strcmp (scenes[i].page, page_of (session)) == 0 && fo_station_is_training (session->station))
      what (session);
  }
}

/* ---- one after the other ------------------------------------------------------------------------------------------------------- */

static gboolean
save (Session *session, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%s-%s-%s.png", session->folder, page_of (session),
                                           fo_language_code (fo_speech_language ()), views[session->view].name);

  return fo_picture_save (GTK_WIDGET (session->window), path, error);
}

/* What comes next is set going; FALSE after the last picture. */
static gboolean
go_on (Session *session)
{
  guint n;

  fo_page_rows (&n);
  if (!session->prepared) {
    session->prepared = TRUE;
    act (session, TRUE);
  } else if (++session->view == G_N_ELEMENTS (views)) {
    act (session, FALSE);
    session->view = 0;
    session->prepared = FALSE;
    if (++session->shot == n)
      return FALSE;
    fo_window_open_page (session->window, page_of (session));
  }
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), views[session->view].scheme);
  return TRUE;
}

static gboolean
is_busy (Session *session)
{
  return fo_station_waiting (session->station) || fo_station_reading (session->station);
}

/* What is laid out anew in this very frame has no picture until it is drawn: a few frames later it has one. */
static gboolean
is_undrawn (Session *session, const GError *error)
{
  return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN) && ++session->undrawn < DRAWING_TRIES;
}

/* A picture is taken when nothing has been going on for a few frames: no answer awaited, no list being read. */
static gboolean
frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Session *session = data;
  g_autoptr (GError) error = NULL;

  (void) clock;
  session->quiet = is_busy (session) ? 0 : session->quiet + 1;
  if (session->quiet < QUIET_FRAMES) {
    gtk_widget_queue_draw (widget); /* not before a picture: it would forget what was drawn */
    return G_SOURCE_CONTINUE;
  }
  session->quiet = 0;
  if (session->prepared && !save (session, &error)) {
    if (is_undrawn (session, error))
      return G_SOURCE_CONTINUE;
  } else if (go_on (session)) {
    session->undrawn = 0;
    return G_SOURCE_CONTINUE;
  }
  session->done (error, session->data);
  return G_SOURCE_REMOVE;
}

void
fo_pictures_take (FoWindow *window, FoStation *station, const char *folder, FoPicturesDone done, gpointer data)
{
  Session *session = g_new0 (Session, 1);

  session->window = window;
  session->station = station;
  session->folder = g_strdup (folder);
  session->done = done;
  session->data = data;
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  fo_window_open_page (window, page_of (session));
  gtk_widget_add_tick_callback (GTK_WIDGET (window), frame, session, session_free);
}
