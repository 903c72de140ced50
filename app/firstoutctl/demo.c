/* SPDX-License-Identifier: GPL-3.0-or-later
 * demo: one working day in a new training warehouse, from the order to the shipment, with every real part but a
 * person. */
#include "demo.h"
#include "firstout/sync/training-fill.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define SEALANT "0104601234567893"

/* ---- the day ----------------------------------------------------------------------------------------------------- */

static const DemoStep day[] = {
  { demo_chapter, "demo.arrive", FO_OK, NULL },
  { demo_sync, "", FO_OK, "order=12 line=34 supply=10" },

  { demo_chapter, "demo.receive", FO_OK, NULL },
  { demo_command, "task receive", FO_OK, NULL },
  { demo_command, "supply ZP-31", FO_OK, NULL },
  { demo_scan, "]d2" SEALANT "17{+400}10B2502<GS>3024", FO_OK, "lot=B2502 quantity=24" },
  { demo_command, "print", FO_OK, NULL },
  { demo_scan, "]d2" SEALANT "17{+120}10B2411<GS>3012", FO_COMPLETE, "lot=B2411 quantity=12" },
  { demo_command, "print", FO_OK, NULL },

  { demo_chapter, "demo.promised", FO_OK, NULL },
  { demo_order, "214", FO_OK, "SEALANT-310=12+0,0,0,0,0 PUMP-50=3+2,0,0,0,0" },

  { demo_chapter, "demo.payment", FO_OK, NULL },
  { demo_command, "task pick", FO_OK, NULL },
  { demo_command, "order 214", FO_PAYMENT_MISSING, NULL },
  { demo_pay, "214", FO_OK, NULL },
  { demo_sync, "", FO_OK, "order=1" },

  { demo_chapter, "demo.pick", FO_OK, NULL },
  { demo_explain, "214/1", FO_OK, "B2411" },
  { demo_command, "order 214", FO_OK, "B2411=12 N50-0207=3" },
  { demo_scan_label, "B2502", FO_OLDER_LOT_FIRST, "other_lot=B2411" },
  { demo_scan_label, "B2411", FO_OK, "lot=B2411" },
  { demo_command, "quantity 12", FO_OK, "lot=B2411" },
  { demo_scan, "FOT:L:PUMP-50/N50-0207", FO_OK, "lot=N50-0207" },
  { demo_command, "quantity 3", FO_COMPLETE, NULL },
  { demo_order, "214", FO_OK, "SEALANT-310=0+0,0,12,0,0 PUMP-50=0+2,0,3,0,0" },

  { demo_chapter, "demo.production", FO_OK, NULL },
  { demo_command, "task receive", FO_OK, NULL },
  { demo_command, "supply PRO-77", FO_OK, NULL },
  { demo_scan, "]E04601234567022", FO_LOT_NEEDED, NULL },
  { demo_command, "lot N50-0215", FO_OK, "lot=N50-0215 order=214" },
  { demo_command, "quantity 2", FO_COMPLETE, "order=214" },
  { demo_order, "214", FO_OK, "SEALANT-310=0+0,0,12,0,0 PUMP-50=2+0,0,3,0,0" },

  { demo_chapter, "demo.rest", FO_OK, NULL },
  { demo_command, "task pick", FO_OK, NULL },
  { demo_command, "order 214", FO_OK, "N50-0215=2" },
  { demo_scan_label, "N50-0215", FO_OK, "lot=N50-0215" },
  { demo_command, "quantity 2", FO_COMPLETE, NULL },
  { demo_command, "ship", FO_COMPLETE, "order=214" },
  { demo_order, "214", FO_OK, "SEALANT-310=0+0,0,0,12,0 PUMP-50=0+0,0,0,5,0" },
  { demo_check, "", FO_OK, NULL },

  { demo_chapter, "demo.sales", FO_OK, NULL },
  { demo_sync, "", FO_OK, NULL },
  { demo_told, "214", FO_OK,
    "shipments order_number=214\n"
    "shipment_lines order_number=214 item=SEALANT-310 lot=B2411 quantity=12\n"
    "shipment_lines order_number=214 item=PUMP-50 lot=N50-0207 quantity=3\n"
    "shipment_lines order_number=214 item=PUMP-50 lot=N50-0215 quantity=2\n"
    "receipts kind=production supply=PRO-77 item=PUMP-50 lot=N50-0215 received=2\n"
    "order_states order_number=214 state=shipped" },

  { demo_chapter, "demo.again", FO_OK, NULL },
  { demo_sync, "", FO_OK, "nothing" },
  { demo_check, "", FO_OK, NULL },
};

static bool
play (Demo *demo)
{
  for (gsize i = 0; i < G_N_ELEMENTS (day); i++)
    if (!day[i].play (demo, &day[i]))
      return false;
  return true;
}

/* ---- where it is played ------------------------------------------------------------------------------------------ */

static const char *const leftovers[] = { "warehouse.db",   "warehouse.db-wal",  "warehouse.db-shm", "sales.db",
                                         "sales.db-wal",   "sales.db-shm",      "journal.db",       "journal.db-wal",
                                         "journal.db-shm", "journal.db-journal" };

/* The folder of the demo is its own: yesterday's day makes room for today's. A folder that somebody named is not
 * touched. */
static bool
make_folder (Demo *demo)
{
  const char *named = ctl_option (demo->ctl, "--folder");
  g_autofree char *absolute = named ? g_canonicalize_filename (named, NULL) : NULL, *old = NULL;

  demo->folder = named ? g_strdup (absolute) : g_build_filename (g_get_user_state_dir (), "firstout", "demo", NULL);
  old = g_build_filename (demo->folder, "warehouse.db", NULL);
  if (named && g_file_test (old, G_FILE_TEST_EXISTS)) {
    ctl_fail ("%s is there already; the demo begins with an empty folder", old);
    return false;
  }
  if (g_mkdir_with_parents (demo->folder, 0700) != 0) {
    ctl_fail ("%s: %s", demo->folder, g_strerror (errno));
    return false;
  }
  for (gsize i = 0; !named && i < G_N_ELEMENTS (leftovers); i++) {
    g_autofree char *path = g_build_filename (demo->folder, leftovers[i], NULL);
    g_unlink (path);
  }
  return true;
}

static void
set_person (Demo *demo)
{
  g_autofree char *person = fo_words (demo->ctl->language, "demo.person", NULL);

  fo_desk_set_person (demo->desk, person);
}

static bool
fill (Demo *demo, GError **error)
{
  g_autofree char *data_dir = ctl_data_dir (),
                  *training = g_build_filename (data_dir ? data_dir : "", "training", NULL);
  g_autofree char *journal = g_build_filename (demo->folder, "journal.db", NULL);

  if (!fo_training_prepare (demo->store, training, demo->sales_uri, error))
    return false;
  demo->journal = fo_journal_open (journal, error);
  demo->desk = demo->journal ? fo_desk_new (demo->store, "1", error) : NULL;
  if (demo->desk)
    set_person (demo);
  demo->gateway = demo->desk ? fo_gateway_new (demo->store, NULL, error) : NULL;
  demo->sales = demo->gateway ? fo_training_sales_open (demo->sales_uri, error) : NULL;
  return demo->sales != NULL;
}

static bool
open_warehouse (Demo *demo)
{
  g_autoptr (GError) error = NULL;

  demo->store_uri = demo->ctl->store_uri
                        ? g_strdup (demo->ctl->store_uri)
                        : g_strconcat ("sqlite:", demo->folder, G_DIR_SEPARATOR_S, "warehouse.db", NULL);
  demo->sales_uri = g_strconcat ("sqlite:", demo->folder, G_DIR_SEPARATOR_S, "sales.db", NULL);
  demo->store = fo_store_open (demo->store_uri, FO_STORE_CREATE, &error);
  if (demo->store && demo->ctl->today != FO_DAY_NONE)
    fo_store_set_today (demo->store, demo->ctl->today);
  if (demo->store && fill (demo, &error))
    return true;
  ctl_fail_error (error);
  return false;
}

static void
close_warehouse (Demo *demo)
{
  g_clear_pointer (&demo->sales, fo_training_sales_free);
  g_clear_pointer (&demo->gateway, fo_gateway_free);
  g_clear_pointer (&demo->desk, fo_desk_free);
  g_clear_pointer (&demo->journal, fo_journal_free);
  g_clear_pointer (&demo->store, fo_store_free);
  g_free (demo->store_uri);
  g_free (demo->sales_uri);
  g_free (demo->folder);
}

/* ---- the command ------------------------------------------------------------------------------------------------- */

static void
say_text (const Demo *demo, const char *message_id, const char *text)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "text", text);
  demo_say (demo, message_id, &args);
}

static void
say_where (const Demo *demo)
{
  g_autofree char *journal = g_build_filename (demo->folder, "journal.db", NULL);

  printf ("\n");
  demo_say (demo, "demo.end", NULL);
  for (guint i = 0; i < demo->labels->len; i++)
    say_text (demo, "demo.where.label", g_ptr_array_index (demo->labels, i));
  say_text (demo, "demo.where.sales", demo->sales_uri + strlen ("sqlite:"));
  say_text (demo, "demo.where.journal", journal);
  say_text (demo, "demo.where.store", demo->store_uri);
}

static void
say_title (const Demo *demo)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_day (&args, "day", fo_store_today (demo->store));
  demo_say (demo, "demo.title", &args);
}

CtlEnd
ctl_demo (const Ctl *ctl)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) heard = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Demo demo = { .ctl = ctl, .labels = labels, .heard = heard };
  CtlEnd end = CTL_FAILED;

  if (make_folder (&demo) && open_warehouse (&demo)) {
    say_title (&demo);
    end = play (&demo) ? CTL_DONE : CTL_REFUSED;
    if (end == CTL_DONE)
      say_where (&demo);
  }
  close_warehouse (&demo);
  return end;
}
