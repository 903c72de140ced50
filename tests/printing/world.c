/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "world.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATIENCE_US (20 * G_USEC_PER_SEC)

static char *folder;
static bool is_mapped; /* a root of our own making */

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

/* What a test stands on is there, or it fails: a machine that forbids it has not seen these tests pass. */
static void
must (bool done, const char *what)
{
  if (!done)
    g_error ("%s: %s. These tests need a network and mounts of their own: run them as root, or allow user namespaces "
             "(sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0)",
             what, g_strerror (errno));
}

static void
loopback_up (void)
{
  struct ifreq request = { .ifr_flags = IFF_UP | IFF_RUNNING };
  int fd = socket (AF_INET, SOCK_DGRAM, 0);

  g_strlcpy (request.ifr_name, "lo", sizeof request.ifr_name);
  must (ioctl (fd, SIOCSIFFLAGS, &request) == 0, "the loopback");
  close (fd);
}

/* Daemons leave sockets and pid files in /run: ours in a /run that nobody else sees. A chroot without a mount of its own has no
 * private mounts either; nobody else is at home there, so its own /run will do, one test at a time. */
static void
own_run (void)
{
  if (mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0)
    must (mount ("none", "/run", "tmpfs", 0, "mode=755") == 0, "a /run of our own");
  else {
    int lock = open ("/run/firstout-tests.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0600); /* kept until we end */
    must (lock >= 0 && flock (lock, LOCK_EX) == 0, "/run of the chroot");
    unlink ("/run/avahi-daemon/pid");
  }
  must (g_mkdir_with_parents ("/run/avahi-daemon", 0755) == 0, "/run/avahi-daemon");
}

/* Avahi's user does not exist where we are the only one: it is us. */
static void
be_avahi (const char *file)
{
  g_autofree char *name = g_path_get_basename (file), *mine = world_path (name), *text = NULL, *changed = NULL;
  g_autoptr (GRegex) user = g_regex_new ("^avahi:([^:]*):\\d+:(\\d+:)?", G_REGEX_MULTILINE, 0, NULL);

  must (g_file_get_contents (file, &text, NULL, NULL), file);
  changed = g_regex_replace (user, text, -1, 0, strstr (file, "group") ? "avahi:\\1:0:" : "avahi:\\1:0:0:", 0, NULL);
  world_write (name, 0644, changed);
  must (mount (mine, file, NULL, MS_BIND, NULL) == 0, file);
}

void
world_leave (void)
{
  guint uid = getuid (), gid = getgid ();

  if (uid == 0)
    must (unshare (CLONE_NEWNET | CLONE_NEWNS) == 0, "namespaces");
  else {
    must (unshare (CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS) == 0, "namespaces");
    FILE *deny = fopen ("/proc/self/setgroups", "w");
    must (deny != NULL, "/proc/self/setgroups");
    fputs ("deny", deny);
    fclose (deny);
    write_id ("/proc/self/uid_map", 0, uid);
    write_id ("/proc/self/gid_map", 0, gid);
  }
  is_mapped = uid != 0;
  own_run ();
  loopback_up ();
  folder = g_dir_make_tmp ("fo-printing-XXXXXX", NULL);
  must (folder && chmod (folder, 0711) == 0, "a folder"); /* cupsd's helpers are another user */
  if (is_mapped) {
    be_avahi ("/etc/passwd");
    be_avahi ("/etc/group");
  }
}

const char *
world_folder (void)
{
  return folder;
}

char *
world_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static int
remove_one (const char *path, const struct stat *info, int kind, struct FTW *at)
{
  (void) info, (void) kind, (void) at;
  return remove (path);
}

void
world_clear (void)
{
  nftw (folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
  g_clear_pointer (&folder, g_free);
}

/* ---- processes -------------------------------------------------------------------------------------------------------- */

static void
die_with_us (gpointer data)
{
  (void) data;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* cupsd gives its helpers another user when it is root; ours knows no other, so it is somebody else from the beginning. */
static void
be_somebody (gpointer data)
{
  die_with_us (data);
  if (!is_mapped)
    return;
  if (unshare (CLONE_NEWUSER) != 0)
    _exit (127);
  write_id ("/proc/self/uid_map", 1000, 0);
  write_id ("/proc/self/gid_map", 1000, 0);
}

static GSubprocess *
spawn (const char *log, GSpawnChildSetupFunc setup, const char *const *words)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autofree char *path = g_build_filename (folder, log, NULL),
                  *address = g_strconcat ("unix:path=", folder, "/bus", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_set_stdout_file_path (launcher, path);
  g_subprocess_launcher_set_child_setup (launcher, setup, NULL, NULL);
  g_subprocess_launcher_setenv (launcher, "DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
  g_subprocess_launcher_setenv (launcher, "PATH", "/usr/sbin:/usr/bin:/sbin:/bin", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, words, &error);
  g_assert_no_error (error);
  return process;
}

GSubprocess *
world_spawn (const char *log, const char *const *words)
{
  return spawn (log, die_with_us, words);
}

GSubprocess *
world_spawn_server (const char *log, const char *const *words)
{
  return spawn (log, be_somebody, words);
}

void
world_run (const char *const *words)
{
  g_autofree char *path = world_path ("commands.log"), *line = g_strjoinv (" ", (char **) words), *said = NULL;
  g_autoptr (GSubprocess) process = world_spawn ("commands.log", words);

  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  if (g_subprocess_get_successful (process))
    return;
  g_file_get_contents (path, &said, NULL, NULL);
  g_error ("%s: %s", line, said ? said : "");
}

void
world_end (GSubprocess **process)
{
  g_subprocess_force_exit (*process);
  g_subprocess_wait (*process, NULL, NULL);
  g_clear_object (process);
}

void
world_write (const char *name, guint mode, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, (int) mode, NULL));
}

/* Until FILE (from the folder) is there and, where WORD is given, says it. */
void
world_wait_for (const char *file, const char *word)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;
  g_autofree char *text = NULL;

  for (;;) {
    g_clear_pointer (&text, g_free);
    if (word ? g_file_get_contents (path, &text, NULL, NULL) && strstr (text, word)
             : g_file_test (path, G_FILE_TEST_EXISTS))
      return;
    if (g_get_monotonic_time () > end_us)
      g_error ("%s does not say %s: %s", file, word ? word : "anything", text ? text : "");
    g_poll (NULL, 0, 20);
  }
}

void
world_wait_for_port (guint16 port)
{
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;

  while (g_get_monotonic_time () < end_us) {
    g_autoptr (GSocketClient) client = g_socket_client_new ();
    g_autoptr (GSocketConnection) line = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);
    if (line)
      return;
    g_poll (NULL, 0, 20);
  }
  g_error ("nobody answers at port %u", port);
}
