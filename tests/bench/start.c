/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "start.h"
#include <gio/gio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_MS 100
#define QUIET_LOOKS 10 /* this long without work, and the window stands */
#define QUIET_TICKS 5  /* a blinking cursor is no work */
#define PATIENCE_LOOKS 200

static GPid
spawn (const char *const *argv, char **environment, int *ret_out)
{
  g_autoptr (GError) error = NULL;
  GPid pid;

  if (!g_spawn_async_with_pipes (NULL, (char **) argv, environment, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL,
                                 NULL, NULL, &pid, NULL, ret_out, NULL, &error)) {
    g_printerr ("bench: %s\n", error->message);
    exit (2);
  }
  return pid;
}

static void
end (GPid pid)
{
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);
}

/* The number of a display of our own: the server writes it when it is ready. */
static GPid
open_display (char *ret_display, gsize room)
{
  const char *const argv[] = { "Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp", NULL };
  char number[16] = "";
  gsize n = 0;
  int out;
  GPid pid = spawn (argv, NULL, &out);

  while (n + 1 < sizeof number && read (out, number + n, 1) == 1 && number[n] != '\n')
    n++;
  close (out);
  number[n] = '\0';
  g_snprintf (ret_display, room, ":%s", number);
  return pid;
}

/* Processor time of the process so far, in the kernel's ticks. */
static gint64
ticks (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid), *text = NULL;
  g_auto (GStrv) words = NULL;
  const char *behind_name;

  if (!g_file_get_contents (path, &text, NULL, NULL) || !(behind_name = strrchr (text, ')')))
    return -1;
  words = g_strsplit (behind_name + 2, " ", 0);
  return words[0][0] == 'Z' ? -1 : g_ascii_strtoll (words[11], NULL, 10) + g_ascii_strtoll (words[12], NULL, 10);
}

static double
anonymous_mb (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", pid), *text = NULL;
  const char *line = g_file_get_contents (path, &text, NULL, NULL) ? strstr (text, "RssAnon:") : NULL;

  return line ? (double) g_ascii_strtoll (line + strlen ("RssAnon:"), NULL, 10) / 1024 : 0;
}

/* Until nothing happens any more: the window is there and painted. */
static double
wait_for_quiet (GPid pid)
{
  gint64 before = 0, now = 0;

  for (int look = 0, quiet = 0; look < PATIENCE_LOOKS && quiet < QUIET_LOOKS; look++) {
    g_usleep (LOOK_MS * 1000);
    now = ticks (pid);
    if (now < 0) {
      g_printerr ("bench: firstout did not stay\n");
      exit (2);
    }
    quiet = now > 0 && now - before <= (quiet ? QUIET_TICKS : 0) ? quiet + 1 : 0;
    if (!quiet)
      before = now;
  }
  return (double) before / (double) sysconf (_SC_CLK_TCK);
}

void
start_measure (const char *firstout, const char *folder, const char *store, double *ret_cpu_s, double *ret_anonymous_mb)
{
  g_autofree char *uri = g_strconcat ("sqlite:", store, NULL), *journal = g_strconcat (folder, "/start-journal.db", NULL);
  const char *const argv[] = { firstout, "--store", uri, "--journal", journal, "--today", "2026-11-22", NULL };
  char display[24];
  GPid server = open_display (display, sizeof display), program;
  g_auto (GStrv) environment = g_get_environ ();

  environment = g_environ_setenv (environment, "DISPLAY", display, TRUE);
  environment = g_environ_setenv (environment, "GDK_BACKEND", "x11", TRUE);
  environment = g_environ_setenv (environment, "GSK_RENDERER", "cairo", TRUE);
  environment = g_environ_setenv (environment, "XDG_STATE_HOME", folder, TRUE);
  program = spawn (argv, environment, NULL);
  *ret_cpu_s = wait_for_quiet (program);
  *ret_anonymous_mb = anonymous_mb (program);
  end (program);
  end (server);
}
