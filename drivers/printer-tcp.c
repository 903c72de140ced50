/* SPDX-License-Identifier: GPL-3.0-or-later
 * A line to port 9100. */
#include "identity.h"
#include "printer-inside.h"

#include <linux/sockios.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#define PORT 9100
#define CONNECT_S 5

typedef struct {
  FoPrinterLine base;
  GSocketConnection *connection;
  GSocket *socket;
} Tcp;

/* Waits for CONDITION; false: not within the time, or the socket is in error (then the call that follows says so). */
static bool
wait_for (Tcp *tcp, GIOCondition condition, int timeout_ms)
{
  return g_socket_condition_timed_wait (tcp->socket, condition, (gint64) timeout_ms * 1000, NULL, NULL);
}

static gssize
result_of (gssize n, GError **error)
{
  g_autoptr (GError) why = *error;

  if (n >= 0)
    return n;
  return g_error_matches (why, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK) ? 0 : FO_LINE_BROKEN;
}

static gssize
tcp_write (FoPrinterLine *line, const guint8 *bytes, gsize length, int timeout_ms)
{
  Tcp *tcp = (Tcp *) line;
  GError *error = NULL;

  if (timeout_ms && !wait_for (tcp, G_IO_OUT, timeout_ms))
    return 0;
  gssize n = g_socket_send_with_blocking (tcp->socket, (const char *) bytes, length, FALSE, NULL, &error);
  return result_of (n, &error);
}

/* What the system still holds has not come to the printer. */
static int
tcp_flush (FoPrinterLine *line)
{
  Tcp *tcp = (Tcp *) line;
  int held = 0, failed = 0;

  if (!g_socket_get_option (tcp->socket, SOL_SOCKET, SO_ERROR, &failed, NULL) || failed)
    return FO_LINE_BROKEN;
  if (ioctl (g_socket_get_fd (tcp->socket), SIOCOUTQ, &held) != 0)
    return FO_LINE_BROKEN;
  if (held == 0)
    return 1;
  return g_socket_condition_check (tcp->socket, G_IO_ERR | G_IO_HUP) ? FO_LINE_BROKEN : 0;
}

static gssize
tcp_read (FoPrinterLine *line, guint8 *bytes, gsize room, int timeout_ms)
{
  Tcp *tcp = (Tcp *) line;
  GError *error = NULL;

  if (timeout_ms && !wait_for (tcp, G_IO_IN, timeout_ms))
    return 0;
  gssize n = g_socket_receive_with_blocking (tcp->socket, (char *) bytes, room, FALSE, NULL, &error);
  return n == 0 ? FO_LINE_BROKEN : result_of (n, &error);
}

static FoPrintReason
tcp_status (FoPrinterLine *line)
{
  (void) line;
  return FO_PRINT_SILENT;
}

static void
tcp_close (FoPrinterLine *line)
{
  Tcp *tcp = (Tcp *) line;

  g_io_stream_close (G_IO_STREAM (tcp->connection), NULL, NULL);
  g_object_unref (tcp->connection);
  g_free (tcp);
}

static const FoPrinterLineOps tcp_ops = { tcp_write, tcp_flush, tcp_read, tcp_status, tcp_close };

FoPrinterLine *
fo_printer_tcp_open (const char *uri, GCancellable *cancel, FoPrintReason *ret_reason, char *ret_text)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;
  Tcp *tcp;

  g_socket_client_set_timeout (client, CONNECT_S);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, uri + strlen ("tcp://"), PORT, cancel, &error);
  if (!connection) {
    *ret_reason = FO_PRINT_OFFLINE;
    fo_text_clean (error->message, ret_text, FO_PRINT_TEXT_MAX);
    return NULL;
  }
  tcp = g_new0 (Tcp, 1);
  tcp->base.ops = &tcp_ops;
  tcp->connection = connection;
  tcp->socket = g_socket_connection_get_socket (connection);
  g_socket_set_timeout (tcp->socket, 0);
  g_socket_set_keepalive (tcp->socket, TRUE);
  return &tcp->base;
}
