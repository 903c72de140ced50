/* SPDX-License-Identifier: GPL-3.0-or-later
 * The window of a station at a real server whose wire is held, cut and mended: the window is drawn and answers to its keys all the
 * while, what was begun is gone on with, and what was answered is in the book once. */
#include "../store/proxy.h"
#include "rig.h"
#include "shell/station.h"
#include "support/postgres.h"
#include "support/stores.h"

#include <libpq-fe.h>
#include <string.h>

typedef struct {
  FoProxy *wire;
  char *uri;
  Rig *rig;
  int before; /* pieces */
} World;

/* URI as it is reached through the wire. */
static char *
through (FoProxy *wire, const char *uri)
{
  g_auto (GStrv) parts = g_strsplit (uri, fo_test_server_folder (fo_test_server ()), 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strconcat (parts[0], fo_proxy_folder (wire), parts[1], NULL);
}

static World *
world_new (void)
{
  World *w = g_new0 (World, 1);
  g_autofree char *wired = NULL;

  w->uri = fo_test_postgres_uri ();
  w->wire = fo_proxy_new (fo_test_server_folder (fo_test_server ()));
  wired = through (w->wire, w->uri);
  w->rig = rig_new_at (w->uri, wired);
  return w;
}

static void
world_free (World *w)
{
  rig_free (w->rig);
  fo_proxy_free (w->wire);
  fo_test_server_drop (fo_test_server (), w->uri);
  g_free (w->uri);
  g_free (w);
}

/* What has been picked altogether, in pieces, as the book itself says, past the wire. */
static int
picked (const World *w)
{
  PGconn *conn = PQconnectdb (w->uri);
  PGresult *result = PQexec (conn, "SELECT coalesce (sum (quantity_u), 0) / 1000000 FROM movement WHERE kind = 'pick'");
  int pieces;

  g_assert_cmpint (PQresultStatus (result), ==, PGRES_TUPLES_OK);
  pieces = (int) g_ascii_strtod (PQgetvalue (result, 0, 0), NULL);
  PQclear (result);
  PQfinish (conn);
  return pieces;
}

/* In the middle of an order: one piece is scanned; that it is four in all is still to be typed. */
static void
begin_pick (World *w)
{
  rig_command (w->rig, "order 205", FO_OK);
  rig_scan (w->rig, "FOT:P:C-01-1", FO_SYMBOLOGY_QR, FO_OK);
  rig_click_label (w->rig, "S2406", FO_OK);
  w->before = picked (w);
}

static gboolean
has_no_server (gpointer data)
{
  return fo_station_offline (((World *) data)->rig->station)->offline;
}

static gboolean
has_server (gpointer data)
{
  const FoOfflineState *state = fo_station_offline (((World *) data)->rig->station);

  return !state->offline && !state->waits;
}

static gboolean
can_go_on (gpointer data)
{
  return fo_station_offline (((World *) data)->rig->station)->ready;
}

/* The server hangs: the number is typed, the window goes on, and the answer comes when it comes. */
static void
test_held (void)
{
  World *w = world_new ();
  guint answers;

  begin_pick (w);
  answers = w->rig->answers;
  fo_proxy_set (w->wire, FO_PROXY_HOLD);
  rig_say (w->rig, "4");
  for (int i = 0; i < 3; i++) {
    rig_draw (w->rig);
    fo_window_open_page (w->rig->window, i % 2 ? "pick" : "stock");
    g_assert_true (gtk_widget_get_mapped (fo_window_page (w->rig->window)));
  }
  g_assert_cmpuint (w->rig->answers, ==, answers);
  g_assert_cmpint (picked (w), ==, w->before);
  fo_proxy_set (w->wire, FO_PROXY_PASS);
  rig_await (w->rig, answers + 1);
  g_assert_cmpint (w->rig->verdict, ==, FO_OK);
  g_assert_cmpint (picked (w), ==, w->before + 3);
  world_free (w);
}

/* The wire is cut at the commit: who is answered without the server is in the book once, when it is back. */
static void
test_cut (void)
{
  World *w = world_new ();

  begin_pick (w);
  rig_wait (can_go_on, w);
  w->rig->lenient = TRUE;
  fo_proxy_set (w->wire, FO_PROXY_REFUSE);
  rig_type (w->rig, "4", FO_OK);
  rig_wait (has_no_server, w);
  rig_draw (w->rig);
  g_assert_true (rig_shows (GTK_WIDGET (w->rig->window), "Сервера нет"));
  rig_picture (GTK_WIDGET (w->rig->window), "server-gone-ru-light");
  g_assert_cmpint (picked (w), ==, w->before);
  fo_proxy_set (w->wire, FO_PROXY_PASS);
  rig_wait (has_server, w);
  rig_draw (w->rig);
  g_assert_false (rig_shows (GTK_WIDGET (w->rig->window), "Сервера нет"));
  g_assert_cmpint (picked (w), ==, w->before + 3);
  world_free (w);
}

static void
be_impatient (gpointer owned, gpointer data)
{
  (void) data;
  fo_store_set_patience (owned, 300);
}

typedef struct {
  gint64 looked_us, longest_us;
} Loop;

static gboolean
look (gpointer data)
{
  Loop *loop = data;
  gint64 now_us = g_get_monotonic_time ();

  loop->longest_us = MAX (loop->longest_us, loop->looked_us ? now_us - loop->looked_us : 0);
  loop->looked_us = now_us;
  return G_SOURCE_CONTINUE;
}

/* The server holds the line for longer than the station is patient: the window goes on all the while, and then without it; and what
 * was answered is in the book once, when the line lives again. */
static void
test_hung (void)
{
  World *w = world_new ();
  Loop loop = { 0 };
  guint ticks;

  begin_pick (w);
  rig_wait (can_go_on, w);
  fo_station_ask (w->rig->station, be_impatient, NULL, NULL, NULL);
  w->rig->lenient = TRUE;
  ticks = g_timeout_add (10, look, &loop);
  fo_proxy_set (w->wire, FO_PROXY_HOLD);
  rig_type (w->rig, "4", FO_OK);
  rig_wait (has_no_server, w);
  rig_draw (w->rig);
  g_assert_true (rig_shows (GTK_WIDGET (w->rig->window), "Сервера нет"));
  g_assert_cmpint (picked (w), ==, w->before);
  fo_proxy_set (w->wire, FO_PROXY_PASS);
  rig_wait (has_server, w);
  g_source_remove (ticks);
  g_test_message ("the main loop waited %" G_GINT64_FORMAT " ms at most", loop.longest_us / 1000);
  g_assert_cmpint (loop.longest_us, <, 2 * G_USEC_PER_SEC); /* it waits for nobody: only the machine may be busy */
  g_assert_cmpint (picked (w), ==, w->before + 3);
  world_free (w);
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/server/held", test_held);
  g_test_add_func ("/ui/server/hung", test_hung);
  g_test_add_func ("/ui/server/cut", test_cut);
  return g_test_run ();
}
