/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tty: raw, eight bits, no parity, no flow control. Nobody else reads it meanwhile: flock keeps out who asks, TIOCEXCL
 * who does not. An unplug is a hang-up: a read then says end of file or EIO.
 */
#define _DEFAULT_SOURCE /* speeds above 38400 baud, flock */
#include "transports.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define READ_MAX 4096
#define SEND_MAX 4096 /* what waits to be sent to a device that takes nothing */
#define BAUD_USUAL 9600

typedef struct {
  FoTransport base;
  char *path;
  uint32_t baud;
  int fd; /* -1: closed */
  const FoTransportSink *sink;
  void *user;
  GByteArray *waiting; /* to be sent */
} Serial;

/* ---- open and close ---------------------------------------------------------------------------------------------- */

static bool
refuse (int code, const char *what, GError **error)
{
  FoTransportError kind = code == EACCES || code == EPERM                        ? FO_TRANSPORT_ERROR_NO_ACCESS
                          : code == EBUSY || code == EWOULDBLOCK                 ? FO_TRANSPORT_ERROR_BUSY
                          : code == ENOENT || code == ENODEV || code == ENXIO    ? FO_TRANSPORT_ERROR_GONE
                          : code == ENOTTY || code == EINVAL                     ? FO_TRANSPORT_ERROR_UNSUPPORTED
                                                                                 : FO_TRANSPORT_ERROR_FAILED;

  g_set_error (error, FO_TRANSPORT_ERROR, (int) kind, "%s: %s", what, g_strerror (code));
  return false;
}

static bool
find_speed (uint32_t baud, speed_t *ret_speed)
{
  static const struct {
    uint32_t baud;
    speed_t speed;
  } speeds[] = {
    { 300, B300 },     { 600, B600 },     { 1200, B1200 },   { 2400, B2400 },     { 4800, B4800 },
    { 9600, B9600 },   { 19200, B19200 }, { 38400, B38400 }, { 57600, B57600 },   { 115200, B115200 },
    { 230400, B230400 }, { 460800, B460800 }, { 921600, B921600 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (speeds[i].baud == baud) {
      *ret_speed = speeds[i].speed;
      return true;
    }
  return false;
}

/* A byte with a framing error, and a break, are read as NUL: the decoder knows no code has one. */
static bool
make_raw (const Serial *serial)
{
  struct termios settings;
  speed_t speed;

  if (!find_speed (serial->baud, &speed)) {
    errno = EINVAL;
    return false;
  }
  if (tcgetattr (serial->fd, &settings) != 0)
    return false;
  settings.c_iflag = INPCK;
  settings.c_oflag = 0;
  settings.c_lflag = 0;
  settings.c_cflag = CS8 | CREAD | CLOCAL;
  settings.c_cc[VMIN] = 1;
  settings.c_cc[VTIME] = 0;
  return cfsetispeed (&settings, speed) == 0 && cfsetospeed (&settings, speed) == 0
         && tcsetattr (serial->fd, TCSANOW, &settings) == 0;
}

static void
close_port (Serial *serial)
{
  if (serial->fd >= 0) {
    ioctl (serial->fd, TIOCNXCL);
    close (serial->fd);
  }
  serial->fd = -1;
  g_byte_array_set_size (serial->waiting, 0);
}

static bool
take_port (Serial *serial, GError **error)
{
  serial->fd = open (serial->path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (serial->fd < 0)
    return refuse (errno, serial->path, error);
  if (flock (serial->fd, LOCK_EX | LOCK_NB) != 0 || !make_raw (serial)) {
    refuse (errno, serial->path, error);
    close_port (serial);
    return false;
  }
  ioctl (serial->fd, TIOCEXCL); /* keeps out who does not ask for the lock; no harm where it cannot be had */
  tcflush (serial->fd, TCIFLUSH); /* scanned before anybody listened */
  return true;
}

static bool
serial_start (FoTransport *transport, const FoTransportSink *sink, void *user, int64_t now_us, GError **error)
{
  Serial *serial = (Serial *) transport;

  (void) now_us;
  serial->sink = sink;
  serial->user = user;
  return take_port (serial, error);
}

static void
end (Serial *serial, int64_t now_us)
{
  close_port (serial);
  serial->sink->ended (now_us, serial->user);
}

/* ---- bytes ------------------------------------------------------------------------------------------------------- */

static bool
is_passing (int code)
{
  return code == EAGAIN || code == EWOULDBLOCK || code == EINTR;
}

/* False: it ended. The sink may stop us while it takes the bytes. */
static bool
receive (Serial *serial, int64_t now_us)
{
  guint8 bytes[READ_MAX];
  ssize_t n = read (serial->fd, bytes, sizeof bytes);

  if (n > 0) {
    serial->sink->bytes (bytes, (size_t) n, now_us, serial->user);
    return true;
  }
  if (n < 0 && is_passing (errno))
    return true;
  end (serial, now_us);
  return false;
}

static void
push (Serial *serial, int64_t now_us)
{
  ssize_t n = write (serial->fd, serial->waiting->data, serial->waiting->len);

  if (n > 0)
    g_byte_array_remove_range (serial->waiting, 0, (guint) n);
  else if (n < 0 && !is_passing (errno)) {
    g_byte_array_set_size (serial->waiting, 0);
    serial->sink->fault (FO_FAULT_SEND, now_us, serial->user);
  }
}

static void
serial_ready (FoTransport *transport, gushort revents, int64_t now_us)
{
  Serial *serial = (Serial *) transport;

  /* A hang-up is read, too: what came before it is still there. */
  if ((revents & (G_IO_IN | G_IO_HUP | G_IO_ERR)) != 0 && !receive (serial, now_us))
    return;
  if ((revents & G_IO_OUT) != 0 && serial->fd >= 0 && serial->waiting->len > 0)
    push (serial, now_us);
}

static bool
serial_poll (FoTransport *transport, GPollFD *ret_fd)
{
  const Serial *serial = (const Serial *) transport;

  if (serial->fd < 0)
    return false;
  *ret_fd = (GPollFD){ .fd = serial->fd, .events = G_IO_IN | (serial->waiting->len > 0 ? G_IO_OUT : 0) };
  return true;
}

static void
serial_send (FoTransport *transport, const uint8_t *bytes, size_t length, int64_t now_us)
{
  Serial *serial = (Serial *) transport;

  if (serial->fd < 0)
    return;
  if (serial->waiting->len + length > SEND_MAX) {
    serial->sink->fault (FO_FAULT_SEND, now_us, serial->user);
    return;
  }
  g_byte_array_append (serial->waiting, bytes, (guint) length);
  push (serial, now_us);
}

/* ---- the ops ----------------------------------------------------------------------------------------------------- */

static int64_t
serial_due (FoTransport *transport)
{
  (void) transport;
  return FO_NEVER_US;
}

static void
serial_tick (FoTransport *transport, int64_t now_us)
{
  (void) transport, (void) now_us;
}

static void
serial_stop (FoTransport *transport)
{
  Serial *serial = (Serial *) transport;

  if (serial->fd >= 0)
    end (serial, g_get_monotonic_time ());
}

static void
serial_free (FoTransport *transport)
{
  Serial *serial = (Serial *) transport;

  g_assert (serial->fd < 0);
  g_byte_array_unref (serial->waiting);
  g_free (serial->path);
  g_free (serial);
}

static const FoTransportOps serial_ops = {
  .name = FO_TRANSPORT_SERIAL,
  .start = serial_start,
  .due = serial_due,
  .tick = serial_tick,
  .stop = serial_stop,
  .send = serial_send,
  .poll = serial_poll,
  .ready = serial_ready,
  .free = serial_free,
};

FoTransport *
fo_serial_transport_new (const char *path, uint32_t baud)
{
  Serial *serial = g_new0 (Serial, 1);

  serial->base.ops = &serial_ops;
  serial->path = g_strdup (path);
  serial->baud = baud > 0 ? baud : BAUD_USUAL;
  serial->fd = -1;
  serial->waiting = g_byte_array_new ();
  return &serial->base;
}
