/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cupsd.h"

#include "world.h"

#include <cups/cups.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define HOST "127.0.0.1"
#define PORT 6631
#define ADDRESS "127.0.0.1:6631"
#define PATIENCE_US (120 * G_USEC_PER_SEC)

static GSubprocess *server;

static void
launch (void)
{
  g_autofree char *conf = world_path ("cupsd.conf"), *files = world_path ("cups-files.conf");

  server = world_spawn_server ("cupsd.log", (const char *const[]){ "cupsd", "-f", "-c", conf, "-s", files, NULL });
  world_wait_for_port (PORT);
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

static bool
knows_its_printer (const char *name)
{
  g_autofree char *uri = g_strdup_printf ("ipp://localhost/printers/%s", name);
  http_t *line = httpConnect2 (HOST, PORT, NULL, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED, 1, 30000, NULL);
  ipp_t *request = ippNewRequest (IPP_OP_GET_PRINTER_ATTRIBUTES), *answer;
  ipp_attribute_t *model;
  bool knows;

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, uri);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", NULL, "printer-make-and-model");
  answer = cupsDoRequest (line, request, "/");
  model = ippFindAttribute (answer, "printer-make-and-model", IPP_TAG_TEXT);
  knows = model && strstr (ippGetString (model, 0, NULL), "IPP Everywhere");
  ippDelete (answer);
  httpClose (line);
  return knows;
}

/* The server asks the printer on a thread, and aborts jobs that come before it knows. Only its own answer tells when that is: what
 * it knows by then comes to its file when something else wakes it, which may be never. */
static void
await_its_printer (const char *name)
{
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;

  while (!knows_its_printer (name)) {
    g_assert_cmpint (g_get_monotonic_time (), <, end_us);
    g_poll (NULL, 0, 50);
  }
}

void
cupsd_add (const char *name, const char *device, const char *model)
{
  world_run ((const char *const[]){ "lpadmin", "-h", ADDRESS, "-p", name, "-E", "-v", device, "-m", model, "-o",
                                    "printer-error-policy=abort-job", NULL });
  if (g_str_equal (model, "everywhere"))
    await_its_printer (name);
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
