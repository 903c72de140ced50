/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Key events of the kernel's input devices, taken exclusively (EVIOCGRAB): while it runs no key of theirs reaches a
 * window, the console, or any other program. Hands up FO_KEY_EVENT_BYTES a key, at the time it was pressed. An unplug is a
 * hang-up, or ENODEV. */
#include "transports.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define READ_EVENTS 64
#define NODES_MAX 8

typedef struct {
  FoTransport base;
  GStrv paths;
  int fds[NODES_MAX];
  guint n_fds;
  int epoll; /* -1: closed */
  bool ending;
  const FoTransportSink *sink;
  void *user;
} Evdev;

/* ---- open and close ---------------------------------------------------------------------------------------------- */

static bool
refuse (int code, const char *path, GError **error)
{
  FoTransportError kind = code == EACCES || code == EPERM                     ? FO_TRANSPORT_ERROR_NO_ACCESS
                          : code == EBUSY                                     ? FO_TRANSPORT_ERROR_BUSY
                          : code == ENOENT || code == ENODEV || code == ENXIO ? FO_TRANSPORT_ERROR_GONE
                                                                              : FO_TRANSPORT_ERROR_FAILED;

  g_set_error (error, FO_TRANSPORT_ERROR, (int) kind, "%s: %s", path, g_strerror (code));
  return false;
}

static void
close_all (Evdev *evdev)
{
  for (guint i = 0; i < evdev->n_fds; i++) {
    ioctl (evdev->fds[i], EVIOCGRAB, 0); /* closing would do, too */
    close (evdev->fds[i]);
  }
  evdev->n_fds = 0;
  if (evdev->epoll >= 0)
    close (evdev->epoll);
  evdev->epoll = -1;
}

/* The desktop may have lit Caps Lock on every keyboard: a scanner that looks at it would type upside down. Nobody else
 * can light it while we hold the device. */
static void
put_caps_out (int fd)
{
  struct input_event events[2] = { { .type = EV_LED, .code = LED_CAPSL, .value = 0 }, { .type = EV_SYN } };

  if (write (fd, events, sizeof events) < 0)
    return; /* it has no light, or we may only read */
}

static bool
open_node (Evdev *evdev, const char *path, GError **error)
{
  struct epoll_event watch = { .events = EPOLLIN };
  int clock = CLOCK_MONOTONIC;
  int mode = access (path, W_OK) == 0 ? O_RDWR : O_RDONLY; /* writing is for the light alone */

  if (access (path, R_OK) != 0)
    return refuse (errno, path, error);
  int fd = open (path, mode | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0)
    return refuse (errno, path, error);
  watch.data.fd = fd;
  if (ioctl (fd, EVIOCGRAB, 1) != 0 || ioctl (fd, EVIOCSCLOCKID, &clock) != 0
      || epoll_ctl (evdev->epoll, EPOLL_CTL_ADD, fd, &watch) != 0) {
    int code = errno;
    close (fd);
    return refuse (code, path, error);
  }
  evdev->fds[evdev->n_fds++] = fd;
  put_caps_out (fd);
  return true;
}

static bool
evdev_start (FoTransport *transport, const FoTransportSink *sink, void *user, int64_t now_us, GError **error)
{
  Evdev *evdev = (Evdev *) transport;

  (void) now_us;
  evdev->sink = sink;
  evdev->user = user;
  evdev->ending = false;
  if (evdev->paths[0] == NULL)
    return refuse (ENOENT, "no input device", error);
  evdev->epoll = epoll_create1 (EPOLL_CLOEXEC);
  if (evdev->epoll < 0)
    return refuse (errno, "epoll", error);
  for (guint i = 0; evdev->paths[i] != NULL && i < NODES_MAX; i++)
    if (!open_node (evdev, evdev->paths[i], error)) {
      close_all (evdev);
      return false;
    }
  return true;
}

/* ---- events ------------------------------------------------------------------------------------------------------ */

/* The key's own time; that of now where the kernel's is none of our clock. */
static int64_t
event_us (const struct input_event *event, int64_t now_us)
{
  int64_t at_us = (int64_t) event->input_event_sec * 1000000 + event->input_event_usec;

  return at_us > 0 && at_us <= now_us ? at_us : now_us;
}

static void
hand_up (Evdev *evdev, const struct input_event *event, int64_t now_us)
{
  guint8 bytes[FO_KEY_EVENT_BYTES];

  if (event->type == EV_SYN && event->code == SYN_DROPPED)
    evdev->sink->fault (FO_FAULT_OVERRUN, now_us, evdev->user);
  else if (event->type == EV_KEY && (event->value == 0 || event->value == 1)) {
    fo_key_event (event->code, event->value == 1, bytes);
    evdev->sink->bytes (bytes, sizeof bytes, event_us (event, now_us), evdev->user);
  }
}

/* False: it is gone. */
static bool
read_node (Evdev *evdev, int fd, int64_t now_us)
{
  struct input_event events[READ_EVENTS];
  ssize_t got = read (fd, events, sizeof events);

  if (got < 0)
    return errno == EAGAIN || errno == EINTR;
  for (gsize i = 0; i < (gsize) got / sizeof events[0]; i++)
    hand_up (evdev, &events[i], now_us);
  return got > 0;
}

static bool
evdev_poll (FoTransport *transport, GPollFD *ret_fd)
{
  *ret_fd = (GPollFD){ .fd = ((Evdev *) transport)->epoll, .events = G_IO_IN };
  return ((Evdev *) transport)->epoll >= 0;
}

static void
evdev_ready (FoTransport *transport, gushort revents, int64_t now_us)
{
  Evdev *evdev = (Evdev *) transport;
  struct epoll_event ready[NODES_MAX];
  int n = epoll_wait (evdev->epoll, ready, NODES_MAX, 0);

  (void) revents;
  for (int i = 0; i < n; i++)
    if (!read_node (evdev, ready[i].data.fd, now_us))
      evdev->ending = true; /* not before the other nodes have been read */
}

/* ---- the ops ----------------------------------------------------------------------------------------------------- */

static int64_t
evdev_due (FoTransport *transport)
{
  return ((Evdev *) transport)->ending ? 0 : FO_NEVER_US;
}

static void
end (Evdev *evdev, int64_t now_us)
{
  close_all (evdev);
  evdev->ending = false;
  evdev->sink->ended (now_us, evdev->user);
}

static void
evdev_tick (FoTransport *transport, int64_t now_us)
{
  Evdev *evdev = (Evdev *) transport;

  if (evdev->ending && evdev->epoll >= 0)
    end (evdev, now_us);
}

static void
evdev_stop (FoTransport *transport)
{
  Evdev *evdev = (Evdev *) transport;

  if (evdev->epoll >= 0)
    end (evdev, g_get_monotonic_time ());
}

static void
evdev_free (FoTransport *transport)
{
  Evdev *evdev = (Evdev *) transport;

  g_assert (evdev->epoll < 0);
  g_strfreev (evdev->paths);
  g_free (evdev);
}

static const FoTransportOps evdev_ops = {
  .name = FO_TRANSPORT_EVDEV,
  .start = evdev_start,
  .due = evdev_due,
  .tick = evdev_tick,
  .stop = evdev_stop,
  .poll = evdev_poll,
  .ready = evdev_ready,
  .free = evdev_free,
};

FoTransport *
fo_evdev_transport_new (const char *const *paths)
{
  Evdev *evdev = g_new0 (Evdev, 1);

  evdev->base.ops = &evdev_ops;
  evdev->paths = g_strdupv ((GStrv) paths);
  evdev->epoll = -1;
  return &evdev->base;
}
