/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cupsd.h"

#include "world.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define ADDRESS "127.0.0.1:6631"

static GSubprocess *server;

static void
launch (void)
{
  g_autofree char *conf = world_path ("cupsd.conf"), *files = world_path ("cups-files.conf");

  server = world_spawn_server ("cupsd.log", (const char *const[]){ "cupsd", "-f", "-c", conf, "-s", files, NULL });
  world_wait_for_port (6631);
}

/* The package hands out its backends when it is set up as a service; ours are linked where they lie. */
static void
link_one (const char *where, const char *name)
{
  g_autofree char *to = g_build_filename ("/usr/lib/cups", where, name, NULL), *relative = NULL, *from = NULL;

  relative = g_str_equal (where, "") ? g_strconcat ("bin/", name, NULL) : g_strconcat ("bin/backend/", name, NULL);
  from = world_path (relative);
  g_assert_cmpint (symlink (to, from), ==, 0);
}

static void
link_parts (void)
{
  static const char *const folders[] = { "cgi-bin", "daemon", "driver", "filter", "monitor", "notifier" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    link_one ("", folders[i]);
  link_one (g_file_test ("/usr/lib/cups/backend-available", G_FILE_TEST_IS_DIR) ? "backend-available" : "backend",
            "socket");
  link_one ("backend", "ipp");
}

void
cupsd_start (void)
{
  static const char conf[] = "Listen " ADDRESS "\nBrowsing No\nLogLevel info\nMaxLogSize 0\nDefaultAuthType None\n"
                             "DirtyCleanInterval 0\nJobRetryInterval 1\nPreserveJobHistory Yes\n"
                             "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
                             "<Location /admin>\nOrder allow,deny\nAllow all\n</Location>\n"
                             "<Policy default>\n<Limit All>\nOrder deny,allow\nAllow all\n</Limit>\n</Policy>\n";
  const char *folder = world_folder ();
  g_autofree char *files =
      g_strdup_printf ("ServerRoot %s/root\nCacheDir %s/cache\nRequestRoot %s/spool\nTempDir %s/tmp\n"
                       "StateDir %s/state\nServerBin %s/bin\nErrorLog %s/error.log\nAccessLog %s/access.log\n"
                       "PageLog %s/page.log\nSystemGroup root\nSyncOnClose No\n",
                       folder, folder, folder, folder, folder, folder, folder, folder, folder);
  static const char *const folders[] = { "root", "root/ppd", "cache", "spool", "tmp", "state", "bin", "bin/backend" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = world_path (folders[i]);
    g_assert_cmpint (g_mkdir (path, 0755), ==, 0);
  }
  link_parts ();
  world_write ("cupsd.conf", 0644, conf);
  world_write ("cups-files.conf", 0644, files);
  g_setenv ("CUPS_SERVER", ADDRESS, TRUE);
  launch ();
}

void
cupsd_stop (void)
{
  world_end (&server);
}

void
cupsd_kill (void)
{
  world_end (&server);
}

static void
forget_jobs (void)
{
  g_autofree char *path = world_path ("spool"), *cached = world_path ("cache/job.cache");
  g_autoptr (GDir) spool = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (spool))) {
    g_autofree char *file = g_build_filename (path, name, NULL);
    if (!g_file_test (file, G_FILE_TEST_IS_DIR))
      g_unlink (file);
  }
  g_unlink (cached);
}

void
cupsd_again (gboolean forgets)
{
  if (forgets)
    forget_jobs ();
  launch ();
}

void
cupsd_add (const char *name, const char *device, const char *model)
{
  world_run ((const char *const[]){ "lpadmin", "-h", ADDRESS, "-p", name, "-E", "-v", device, "-m", model, "-o",
                                    "printer-error-policy=abort-job", NULL });
  if (g_str_equal (model, "everywhere")) /* it asks the printer on a thread, and aborts what comes before it knows */
    world_wait_for ("root/printers.conf", "IPP Everywhere");
}

void
cupsd_disable (const char *name)
{
  world_run ((const char *const[]){ "cupsdisable", "-h", ADDRESS, name, NULL });
}

void
cupsd_enable (const char *name)
{
  world_run ((const char *const[]){ "cupsenable", "-h", ADDRESS, name, NULL });
}

void
cupsd_cancel (gint64 job)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, job);

  world_run ((const char *const[]){ "cancel", "-h", ADDRESS, number, NULL });
}

static void
set_hold (const char *name, gint64 job, const char *hold)
{
  g_autofree char *number = g_strdup_printf ("%s-%" G_GINT64_FORMAT, name, job);

  world_run ((const char *const[]){ "lp", "-h", ADDRESS, "-i", number, "-H", hold, NULL });
}

void
cupsd_hold (const char *name, gint64 job)
{
  set_hold (name, job, "hold");
}

void
cupsd_resume (const char *name, gint64 job)
{
  set_hold (name, job, "resume");
}
