/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fakeprinter.h"

#include <string.h>

#define OUT 0x01

int
fake_printer_answer (const guint8 *setup, const char *id, guint8 port_status, guint8 *to, gsize room)
{
  gsize length = strlen (id) + 2;
  g_autofree guint8 *whole = g_malloc (length);

  if (setup[1] == 1 && room >= 1) {
    *to = port_status;
    return 1;
  }
  whole[0] = (guint8) (length >> 8);
  whole[1] = (guint8) length;
  memcpy (whole + 2, id, length - 2);
  memcpy (to, whole, MIN (length, room));
  return (int) MIN (length, room);
}

FakeModel
fake_printer_model (const char *port, const char *serial, const char *id)
{
  static const guint8 descriptors[] = {
    18, 1, 0x00, 0x02, 0, 0, 0, 64, 0x5f, 0x0a, 0x66, 0x01, 0x00, 0x01, 1, 2, 3, 1, /* 0a5f:0166 */
    9, 2, 25, 0, 1, 1, 0, 0x80, 50,                                                  /* one interface */
    9, 4, 0, 0, 1, 7, 1, 1, 0,                                                       /* a printer, one way */
    7, 5, OUT, 2, 64, 0, 0,                                                          /* bulk */
  };

  return (FakeModel){ .port = port, .vendor = 0x0a5f, .product = 0x0166, .maker = "Zebra", .name = "ZD420", .serial = serial,
                      .n_interfaces = 1, .interfaces = { { .class = 7, .subclass = 1, .protocol = 1 } },
                      .descriptors = descriptors, .descriptors_bytes = sizeof descriptors, .printer_id = id };
}
