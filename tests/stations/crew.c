/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crew.h"
#include "firstout/store/shadow.h"
#include "firstout/store/stations.h"
#include "support/postgres.h"

#include <glib/gstdio.h>
#include <libpq-fe.h>
#include <string.h>

#define PATIENCE_MS 150

/* ---- a life of a station --------------------------------------------------------------------------------------------------- */

static char *
journal_path (const Mate *mate)
{
  return g_strdup_printf ("%s/journal-%u.db", mate->folder, mate->life);
}

void
mate_start (Mate *mate)
{
  g_autofree char *journal = journal_path (mate), *shadow = fo_shadow_path (journal);
  g_autoptr (GError) error = NULL;

  mate->store = fo_store_open (mate->uri, 0, &error);
  g_assert_no_error (error);
  fo_store_set_today (mate->store, fo_day_from_civil (2026, 11, 22));
  g_assert_true (fo_store_enter_station (mate->store, mate->name, NULL, &error));
  mate->desks = fo_desks_new (mate->store, mate->name, &error);
  mate->journal = fo_journal_open (journal, &error);
  g_assert_no_error (error);
  mate->desk = fo_desks_lane (mate->desks, 0, &error);
  fo_desks_allow_offline (mate->desks, shadow);
  if (!fo_intake_recover (mate->desk, mate->journal, NULL, NULL, &error))
    g_error ("station %s: %s", mate->name, error->message);
  fo_store_set_patience (mate->store, PATIENCE_MS);
}

void
mate_stop (Mate *mate)
{
  g_clear_pointer (&mate->desks, fo_desks_free);
  g_clear_pointer (&mate->journal, fo_journal_free);
  g_clear_pointer (&mate->store, fo_store_free);
}

/* What lies on the disk just now, and nothing that is done from here on. */
static void
keep_files (Mate *mate)
{
  static const char *const parts[] = { ".db", ".db-wal", "-shadow.db", "-shadow.db-wal" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *from = g_strdup_printf ("%s/journal-%u%s", mate->folder, mate->life, parts[i]),
                    *to = g_strdup_printf ("%s/journal-%u%s", mate->folder, mate->life + 1, parts[i]), *bytes = NULL;
    gsize length;

    if (g_file_get_contents (from, &bytes, &length, NULL))
      g_assert_true (g_file_set_contents (to, bytes, (gssize) length, NULL));
  }
}

void
mate_kill (Mate *mate)
{
  g_assert_false (mate->cut);
  keep_files (mate);
  mate_stop (mate);
  mate->life++;
  mate_start (mate);
}

bool
mate_start_away (Mate *mate)
{
  g_autofree char *journal = journal_path (mate), *shadow = fo_shadow_path (journal);
  g_autoptr (GError) error = NULL;

  g_assert_true (mate->cut);
  mate->store = fo_store_open (mate->uri, FO_STORE_LATER, &error);
  fo_store_set_today (mate->store, fo_day_from_civil (2026, 11, 22));
  fo_store_set_patience (mate->store, PATIENCE_MS);
  mate->journal = fo_journal_open (journal, &error);
  g_assert_no_error (error);
  mate->desks = fo_desks_new_away (mate->store, mate->name, shadow, mate->journal, &error);
  mate->desk = mate->desks ? fo_desks_lane (mate->desks, 0, &error) : NULL;
  if (!mate->desk)
    g_test_message ("station %s: %s", mate->name, error->message);
  return mate->desk != NULL;
}

bool
mate_kill_away (Mate *mate)
{
  keep_files (mate);
  mate_cut (mate);
  mate_stop (mate);
  mate->life++;
  return mate_start_away (mate);
}

void
mate_cut (Mate *mate)
{
  mate->cut = true;
  fo_proxy_set (mate->wire, FO_PROXY_REFUSE);
}

void
mate_mend (Mate *mate)
{
  mate->cut = false;
  fo_proxy_when (mate->wire, NULL, FO_PROXY_PASS, FO_PROXY_PASS); /* what did not come to pass will not */
  fo_proxy_set (mate->wire, FO_PROXY_PASS);
}

FoOfflineState
mate_state (const Mate *mate)
{
  FoOfflineState state;

  fo_desks_offline_state (mate->desks, &state);
  return state;
}

void
mate_copy (Mate *mate)
{
  fo_desks_make_ready (mate->desks);
  g_assert_true (mate_state (mate).ready);
}

/* ---- what it does ---------------------------------------------------------------------------------------------------------- */

FoVerdict
mate_do (Mate *mate, const char *text)
{
  g_autoptr (GError) error = NULL;
  FoScan scan;
  bool done;

  if (g_str_has_prefix (text, "scan ")) {
    scan = hall_scan (text + strlen ("scan "));
    done = fo_intake_scan (mate->desk, mate->journal, &scan, NULL, &mate->reply, &error);
  } else
    done = fo_intake_command (mate->desk, mate->journal, text, NULL, &mate->reply, &error);
  if (done)
    return mate->reply.reply.verdict;
  if (error->code != FO_STORE_ERROR_OFFLINE && error->code != FO_STORE_ERROR_UNCERTAIN)
    g_error ("station %s was shown: %s", mate->name, error->message);
  fo_reply_clear (&mate->reply.reply);
  return FO_SCAN_NOT_DONE;
}

void
mate_expect (Mate *mate, const char *text, FoVerdict verdict)
{
  FoVerdict found = mate_do (mate, text);

  if (found != verdict)
    g_error ("station %s, %s: %s, not %s", mate->name, text, fo_verdict_name (found), fo_verdict_name (verdict));
}

/* ---- all of them ------------------------------------------------------------------------------------------------------------ */

static char *
uri_through (const char *uri, const FoProxy *wire)
{
  const char *host = strstr (uri, "host=");
  g_autoptr (GString) through = g_string_new_len (uri, host - uri);

  g_string_append_printf (through, "host=%s%s", fo_proxy_folder (wire), host + strcspn (host, "&"));
  return g_string_free (g_steal_pointer (&through), FALSE);
}

Mate *
crew_join (Crew *crew, const char *name)
{
  Mate *mate = g_new0 (Mate, 1);

  g_strlcpy (mate->name, name, sizeof mate->name);
  mate->folder = g_dir_make_tmp ("fo-station.XXXXXX", NULL);
  mate->wire = fo_proxy_new (fo_test_server_folder (fo_test_server ()));
  mate->uri = uri_through (fo_store_uri (crew->hall.store), mate->wire);
  fo_desk_reply_init (&mate->reply);
  mate_start (mate);
  g_ptr_array_add (crew->mates, mate);
  return mate;
}

static void
mate_free (gpointer data)
{
  Mate *mate = data;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  mate_stop (mate);
  fo_proxy_free (mate->wire);
  fo_desk_reply_clear (&mate->reply);
  dir = g_dir_open (mate->folder, 0, NULL);
  while ((name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (mate->folder, name, NULL);
    g_unlink (path);
  }
  g_rmdir (mate->folder);
  g_free (mate->folder);
  g_free (mate->uri);
  g_free (mate);
}

Crew *
crew_new (void)
{
  Crew *crew = g_new0 (Crew, 1);

  crew->mates = g_ptr_array_new_with_free_func (mate_free);
  hall_furnish (&crew->hall, fo_test_store_new (FO_TEST_POSTGRESQL));
  return crew;
}

void
crew_free (Crew *crew)
{
  g_autofree char *uri = g_strdup (fo_store_uri (crew->hall.store));

  g_ptr_array_unref (crew->mates);
  fo_store_free (crew->hall.store);
  fo_test_server_drop (fo_test_server (), uri);
  g_free (crew);
}

gint64
crew_ask (Crew *crew, const char *question)
{
  PGconn *pg = PQconnectdb (fo_store_uri (crew->hall.store));
  PGresult *result = PQexec (pg, question);
  gint64 number;

  if (PQresultStatus (result) != PGRES_TUPLES_OK)
    g_error ("%s: %s", question, PQerrorMessage (pg));
  number = PQntuples (result) ? g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10) : -1;
  PQclear (result);
  PQfinish (pg);
  return number;
}

/* ---- what many tests do ------------------------------------------------------------------------------------------------------ */

void
mate_receive (Mate *mate, guint units)
{
  mate_expect (mate, "task receive", FO_OK);
  for (guint i = 0; i < units; i++)
    mate_expect (mate, HALL_GOODS, FO_OK);
}

void
mate_finish_300 (Mate *mate)
{
  mate_expect (mate, HALL_GOODS, FO_COMPLETE);
  mate_expect (mate, "ship", FO_COMPLETE);
}

void
mate_come_back (Mate *mate)
{
  mate_mend (mate);
  while (mate_state (mate).offline)
    mate_do (mate, "task receive");
}

void
crew_stock_up (Crew *crew, guint units)
{
  mate_receive (crew_join (crew, "dock"), units);
}

Mate *
crew_begin_300 (Crew *crew)
{
  Mate *mate;

  crew_stock_up (crew, 5);
  hall_order (&crew->hall, "300");
  hall_order (&crew->hall, "301");
  mate = crew_join (crew, "1");
  mate_expect (mate, "task pick", FO_OK);
  mate_expect (mate, "order 300", FO_OK);
  mate_copy (mate);
  return mate;
}

gint64
crew_shipped (Crew *crew)
{
  return crew_ask (crew, "SELECT COALESCE (SUM (quantity_u), 0) / 1000000 FROM movement WHERE kind = 'ship'");
}

gint64
crew_conflicts (Crew *crew)
{
  return crew_ask (crew, "SELECT COUNT (*) FROM conflict WHERE entity = 'station' AND open = 1");
}
