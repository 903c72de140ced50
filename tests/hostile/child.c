/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "child.h"
#include "support/stores.h"
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static gsize
size_for (guint n)
{
  return sizeof (Shared) + n;
}

Shared *
shared_map (const char *path, gsize *ret_size)
{
  int fd = open (path, O_RDWR | O_CLOEXEC);
  struct stat st;
  void *page;

  g_assert (fd >= 0 && fstat (fd, &st) == 0);
  page = mmap (NULL, (gsize) st.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  g_assert (page != MAP_FAILED);
  close (fd);
  if (ret_size)
    *ret_size = (gsize) st.st_size;
  return page;
}

Shared *
shared_new (guint n, char **ret_path)
{
  static guint pages;
  char *path = g_strdup_printf ("%s/shared-%u", fo_test_folder_name (), ++pages);
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  g_assert (fd >= 0 && ftruncate (fd, (off_t) size_for (n)) == 0);
  close (fd);
  *ret_path = path;
  return shared_map (path, NULL);
}

void
shared_free (Shared *shared, guint n)
{
  munmap (shared, size_for (n));
}

pid_t
child_start (const char *kind, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  va_list list;
  pid_t pid;
  int failed;

  g_ptr_array_add (argv, (gpointer) "fo-hostile");
  g_ptr_array_add (argv, (gpointer) "--child");
  g_ptr_array_add (argv, (gpointer) kind);
  va_start (list, kind);
  for (char *argument = va_arg (list, char *); argument; argument = va_arg (list, char *))
    g_ptr_array_add (argv, argument);
  va_end (list);
  g_ptr_array_add (argv, NULL);
  failed = posix_spawn (&pid, "/proc/self/exe", NULL, NULL, (char **) argv->pdata, environ);
  g_assert_cmpint (failed, ==, 0);
  return pid;
}

void
child_kill (pid_t pid)
{
  int status;

  kill (pid, SIGKILL);
  waitpid (pid, &status, 0);
}

bool
child_ended (pid_t pid, bool *ret_ended)
{
  int status;

  *ret_ended = waitpid (pid, &status, WNOHANG) == pid;
  return *ret_ended && WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

int
child_run (const char *kind, char **arguments)
{
  if (g_str_equal (kind, "oversell"))
    return oversell_station (arguments);
  if (g_str_equal (kind, "naive"))
    return oversell_naive_station (arguments);
  if (g_str_equal (kind, "restart"))
    return restart_station (arguments);
  if (g_str_equal (kind, "full-disk"))
    return full_disk_station (arguments);
  if (g_str_equal (kind, "sim"))
    return sim_lives (arguments);
  return 2;
}

/* Time passes here because the others need it, not because something might have happened by then. */
void
pause_ms (guint ms)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GSource) timer = g_timeout_source_new (ms);

  g_source_set_callback (timer, G_SOURCE_FUNC (g_main_loop_quit), loop, NULL);
  g_source_attach (timer, NULL);
  g_main_loop_run (loop);
}
