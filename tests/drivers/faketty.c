/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _DEFAULT_SOURCE /* the speeds, flock */
#define _XOPEN_SOURCE 600 /* pseudo-terminals */
#include "faketty.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

struct FakeTty {
  int master; /* -1: pulled out */
  char *link; /* in the test bed's /dev */
  char *node; /* "/dev/pts/3" */
  int other;  /* another program's; -1: none */
};

static void
make_link (FakeTty *tty, FakeUsb *usb, const char *name)
{
  g_autofree char *root = fake_usb_root (usb), *dev = g_build_filename (root, "dev", NULL);

  tty->link = g_build_filename (dev, name, NULL);
  g_mkdir_with_parents (dev, 0755);
  g_unlink (tty->link);
  g_assert_cmpint (symlink (tty->node, tty->link), ==, 0);
}

FakeTty *
fake_tty_new (FakeUsb *usb, const char *name)
{
  FakeTty *tty = g_new0 (FakeTty, 1);

  tty->other = -1;
  tty->master = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (tty->master, >=, 0);
  g_assert_cmpint (grantpt (tty->master), ==, 0);
  g_assert_cmpint (unlockpt (tty->master), ==, 0);
  g_assert_cmpint (fcntl (tty->master, F_SETFL, O_NONBLOCK), ==, 0);
  tty->node = g_strdup (ptsname (tty->master));
  if (usb != NULL)
    make_link (tty, usb, name);
  return tty;
}

void
fake_tty_hang_up (FakeTty *tty)
{
  if (tty->master < 0)
    return;
  if (tty->link != NULL)
    g_unlink (tty->link);
  close (tty->master);
  tty->master = -1;
}

void
fake_tty_free (FakeTty *tty)
{
  fake_tty_hang_up (tty);
  if (tty->other >= 0)
    close (tty->other);
  g_free (tty->link);
  g_free (tty->node);
  g_free (tty);
}

void
fake_tty_send (FakeTty *tty, const char *bytes)
{
  g_assert_cmpint (write (tty->master, bytes, strlen (bytes)), ==, (gssize) strlen (bytes));
}

bool
fake_tty_was_sent (FakeTty *tty, const char *bytes)
{
  char sent[4096];
  ssize_t n = read (tty->master, sent, sizeof sent);

  return n == (ssize_t) strlen (bytes) && memcmp (sent, bytes, (gsize) n) == 0;
}

void
fake_tty_take (FakeTty *tty)
{
  tty->other = open (tty->node, O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (tty->other, >=, 0);
  g_assert_cmpint (flock (tty->other, LOCK_EX | LOCK_NB), ==, 0);
}

void
fake_tty_give_back (FakeTty *tty)
{
  close (tty->other);
  tty->other = -1;
}

bool
fake_tty_is_taken (FakeTty *tty)
{
  int fd = open (tty->node, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  bool taken = fd < 0 ? errno == EBUSY : flock (fd, LOCK_EX | LOCK_NB) != 0;

  if (fd >= 0)
    close (fd);
  return taken;
}

bool
fake_tty_is_exclusive (FakeTty *tty)
{
  int fd = open (tty->node, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK), exclusive = 1;

  if (fd >= 0) { /* root is not kept out */
    g_assert_cmpint (ioctl (fd, TIOCGEXCL, &exclusive), ==, 0);
    close (fd);
  }
  return exclusive != 0;
}

const char *
fake_tty_node (FakeTty *tty)
{
  return tty->node;
}

char *
fake_tty_settings (FakeTty *tty)
{
  struct termios settings;

  g_assert_cmpint (tcgetattr (tty->master, &settings), ==, 0); /* the pair has one set */
  bool raw = (settings.c_lflag & (ICANON | ECHO | ISIG)) == 0 && (settings.c_iflag & (ICRNL | IXON | ISTRIP)) == 0
             && (settings.c_oflag & OPOST) == 0;
  speed_t speed = cfgetispeed (&settings);
  return g_strdup_printf ("%s %s %s%s%s", raw ? "raw" : "cooked",
                          speed == B9600     ? "9600"
                          : speed == B115200 ? "115200"
                                             : "?",
                          (settings.c_cflag & CSIZE) == CS8 ? "8" : "?", (settings.c_cflag & PARENB) != 0 ? "p" : "n",
                          (settings.c_cflag & CSTOPB) != 0 ? "2" : "1");
}
