/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ippd.h"

#include "world.h"

#include <glib/gstdio.h>

const char *ippd_uri = "ipp://127.0.0.1:8631/ipp/print";

static GSubprocess *bus, *avahi, *printer;

void
ippd_start (void)
{
  const char *folder = world_folder ();
  g_autofree char *bus_conf = g_strdup_printf (
      "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
      "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig><listen>unix:path=%s/bus</listen>"
      "<auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
      "<allow receive_sender=\"*\"/><allow own=\"*\"/><allow user=\"*\"/></policy></busconfig>\n",
      folder);
  g_autofree char *command =
      g_strdup_printf ("#!/bin/sh\ncd %s\nread seconds status <how\nsleep $seconds\n"
                       "[ $status -eq 0 ] || exit $status\ncp \"$1\" last.new && mv last.new last\n"
                       "echo \"$IPP_JOB_ID\" >>done\n",
                       folder);
  g_autofree char *bus_path = g_build_filename (folder, "bus.conf", NULL),
                  *bus_word = g_strconcat ("--config-file=", bus_path, NULL),
                  *avahi_path = g_build_filename (folder, "avahi.conf", NULL),
                  *command_path = g_build_filename (folder, "command", NULL),
                  *spool = g_build_filename (folder, "spool", NULL);

  world_write ("bus.conf", 0600, bus_conf);
  world_write ("avahi.conf", 0600,
               "[server]\nhost-name=firstout\nuse-ipv6=no\nallow-interfaces=lo\n[publish]\n"
               "publish-workstation=no\n[wide-area]\nenable-wide-area=no\n");
  world_write ("command", 0700, command);
  ippd_set (0, 0);
  g_mkdir (spool, 0700);
  bus = world_spawn ("bus.log", (const char *const[]){ "dbus-daemon", bus_word, "--nofork", NULL });
  world_wait_for ("bus", NULL);
  avahi = world_spawn ("avahi.log", (const char *const[]){ "avahi-daemon", "-f", avahi_path, "--no-drop-root",
                                                           "--no-chroot", "--no-rlimits", NULL });
  world_wait_for ("avahi.log", "Server startup complete");
  printer =
      world_spawn ("printer.log", (const char *const[]){ "ippeveprinter", "-p", "8631", "-d", spool, "-c", command_path,
                                                         "-f", "application/pdf,application/vnd.zebra-zpl", "-n",
                                                         "localhost", "-r", "off", "Test", NULL });
  world_wait_for_port (8631);
}

void
ippd_stop (void)
{
  world_end (&printer);
  world_end (&avahi);
  world_end (&bus);
}

void
ippd_set (double seconds, int status)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *text = g_strdup_printf ("%s %d\n", g_ascii_formatd (number, sizeof number, "%.2f", seconds), status);

  world_write ("how", 0600, text);
}

guint
ippd_documents (void)
{
  g_autofree char *path = g_build_filename (world_folder (), "done", NULL), *text = NULL;
  guint n = 0;

  if (g_file_get_contents (path, &text, NULL, NULL))
    for (const char *c = text; *c; c++)
      n += *c == '\n';
  return n;
}

GBytes *
ippd_last (void)
{
  g_autofree char *path = g_build_filename (world_folder (), "last", NULL);
  char *text = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  return g_bytes_new_take (text, length);
}
