/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "ippd.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATIENCE_US (20 * G_USEC_PER_SEC)

const char *ippd_uri = "ipp://127.0.0.1:8631/ipp/print";

static char *folder;
static GSubprocess *bus, *avahi, *printer;

/* ---- a world of our own --------------------------------------------------------------------------------------------- */

static void
write_id (const char *path, guint inside, guint outside)
{
  g_autofree char *text = g_strdup_printf ("%u %u 1", inside, outside);
  FILE *file = fopen (path, "w");

  g_assert_nonnull (file);
  g_assert_cmpint (fputs (text, file), >=, 0);
  fclose (file);
}

static void
loopback_up (void)
{
  struct ifreq request = { .ifr_flags = IFF_UP | IFF_RUNNING };
  int fd = socket (AF_INET, SOCK_DGRAM, 0);

  g_strlcpy (request.ifr_name, "lo", sizeof request.ifr_name);
  g_assert_cmpint (ioctl (fd, SIOCSIFFLAGS, &request), ==, 0);
  close (fd);
}

void
ippd_leave (void)
{
  guint uid = getuid (), gid = getgid ();

  if (uid == 0) {
    g_assert_cmpint (unshare (CLONE_NEWNET | CLONE_NEWNS), ==, 0);
  } else {
    g_assert_cmpint (unshare (CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS), ==, 0);
    FILE *deny = fopen ("/proc/self/setgroups", "w");
    g_assert_nonnull (deny);
    fputs ("deny", deny);
    fclose (deny);
    write_id ("/proc/self/uid_map", 0, uid);
    write_id ("/proc/self/gid_map", 0, gid);
  }
  g_assert_cmpint (mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL), ==, 0);
  g_assert_cmpint (mount ("none", "/run", "tmpfs", 0, "mode=755"), ==, 0); /* sockets and pid files of daemons */
  g_assert_cmpint (g_mkdir ("/run/avahi-daemon", 0755), ==, 0);
  loopback_up ();
}

/* ---- processes -------------------------------------------------------------------------------------------------------- */

static void
die_with_us (gpointer data)
{
  (void) data;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static GSubprocess *
spawn (const char *log, const char *const *words)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autofree char *path = g_build_filename (folder, log, NULL), *address = g_strconcat ("unix:path=", folder, "/bus", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_set_stdout_file_path (launcher, path);
  g_subprocess_launcher_set_child_setup (launcher, die_with_us, NULL, NULL);
  g_subprocess_launcher_setenv (launcher, "DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
  g_subprocess_launcher_setenv (launcher, "PATH", "/usr/sbin:/usr/bin:/sbin:/bin", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, words, &error);
  g_assert_no_error (error);
  return process;
}

static void
write_file (const char *name, guint mode, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, (int) mode, NULL));
}

/* Until FILE (from the folder) is there and, where WORD is given, says it. */
static void
wait_for (const char *file, const char *word)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;
  g_autofree char *text = NULL;

  for (;;) {
    g_clear_pointer (&text, g_free);
    if (word ? g_file_get_contents (path, &text, NULL, NULL) && strstr (text, word) : g_file_test (path, G_FILE_TEST_EXISTS))
      return;
    if (g_get_monotonic_time () > end_us)
      g_error ("%s does not say %s: %s", file, word ? word : "anything", text ? text : "");
    g_poll (NULL, 0, 20);
  }
}

static void
wait_for_port (void)
{
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;

  while (g_get_monotonic_time () < end_us) {
    g_autoptr (GSocketClient) client = g_socket_client_new ();
    g_autoptr (GSocketConnection) line = g_socket_client_connect_to_host (client, "127.0.0.1", 8631, NULL, NULL);
    if (line)
      return;
    g_poll (NULL, 0, 20);
  }
  g_error ("the printer does not answer");
}

void
ippd_start (void)
{
  folder = g_dir_make_tmp ("fo-ippd-XXXXXX", NULL);
  g_autofree char *bus_conf = g_strdup_printf (
      "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
      "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig><listen>unix:path=%s/bus</listen>"
      "<auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
      "<allow receive_sender=\"*\"/><allow own=\"*\"/><allow user=\"*\"/></policy></busconfig>\n", folder);
  g_autofree char *command = g_strdup_printf ("#!/bin/sh\ncd %s\nread seconds status <how\nsleep $seconds\n"
                                              "[ $status -eq 0 ] || exit $status\ncp \"$1\" last.new && mv last.new last\n"
                                              "echo \"$IPP_JOB_ID\" >>done\n", folder);
  g_autofree char *bus_path = g_build_filename (folder, "bus.conf", NULL), *bus_word = g_strconcat ("--config-file=", bus_path, NULL),
                  *avahi_path = g_build_filename (folder, "avahi.conf", NULL),
                  *command_path = g_build_filename (folder, "command", NULL), *spool = g_build_filename (folder, "spool", NULL);

  write_file ("bus.conf", 0600, bus_conf);
  write_file ("avahi.conf", 0600, "[server]\nhost-name=firstout\nuse-ipv6=no\nallow-interfaces=lo\n[publish]\n"
                                  "publish-workstation=no\n[wide-area]\nenable-wide-area=no\n");
  write_file ("command", 0700, command);
  ippd_set (0, 0);
  g_mkdir (spool, 0700);
  bus = spawn ("bus.log", (const char *const[]){ "dbus-daemon", bus_word, "--nofork", NULL });
  wait_for ("bus", NULL);
  avahi = spawn ("avahi.log", (const char *const[]){ "avahi-daemon", "-f", avahi_path, "--no-drop-root", "--no-chroot", "--no-rlimits",
                                                     NULL });
  wait_for ("avahi.log", "Server startup complete");
  printer = spawn ("printer.log", (const char *const[]){ "ippeveprinter", "-p", "8631", "-d", spool, "-c", command_path, "-f",
                                                         "application/pdf,application/vnd.zebra-zpl", "-n", "localhost", "-r",
                                                         "off", "Test", NULL });
  wait_for_port ();
}

static void
end_process (GSubprocess **process)
{
  g_subprocess_force_exit (*process);
  g_subprocess_wait (*process, NULL, NULL);
  g_clear_object (process);
}

void
ippd_stop (void)
{
  end_process (&printer);
  end_process (&avahi);
  end_process (&bus);
  g_clear_pointer (&folder, g_free);
}

void
ippd_set (double seconds, int status)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *text = g_strdup_printf ("%s %d\n", g_ascii_formatd (number, sizeof number, "%.2f", seconds), status);

  write_file ("how", 0600, text);
}

guint
ippd_documents (void)
{
  g_autofree char *path = g_build_filename (folder, "done", NULL), *text = NULL;
  guint n = 0;

  if (g_file_get_contents (path, &text, NULL, NULL))
    for (const char *c = text; *c; c++)
      n += *c == '\n';
  return n;
}

GBytes *
ippd_last (void)
{
  g_autofree char *path = g_build_filename (folder, "last", NULL);
  char *text = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  return g_bytes_new_take (text, length);
}
