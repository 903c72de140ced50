/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fakeprinter.h"

#include <string.h>

#define OUT 0x01
#define IN 0x82

int
fake_printer_answer (const guint8 *setup, const char *id, guint8 port_status, guint8 *to, gsize room)
{
  gsize length = strlen (id) + 2;
  g_autofree guint8 *whole = g_malloc (length);

  if (setup[1] == 1 && port_status == FAKE_PORT_SILENT)
    return 0;
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

FakeModel
fake_printer_model_two_way (const char *port, const char *serial, const char *id)
{
  static const guint8 descriptors[] = {
    18, 1, 0x00, 0x02, 0, 0, 0, 64, 0x5f, 0x0a, 0x66, 0x01, 0x00, 0x01, 1, 2, 3, 1, /* 0a5f:0166 */
    9, 2, 32, 0, 1, 1, 0, 0x80, 50,                                                  /* one interface */
    9, 4, 0, 0, 2, 7, 1, 2, 0,                                                       /* a printer, both ways */
    7, 5, OUT, 2, 64, 0, 0,                                                          /* bulk */
    7, 5, IN, 2, 64, 0, 0,
  };
  FakeModel model = fake_printer_model (port, serial, id);

  model.interfaces[0].protocol = 2;
  model.interfaces[0].endpoint = IN;
  model.interfaces[0].packet_bytes = 64;
  model.descriptors = descriptors;
  model.descriptors_bytes = sizeof descriptors;
  model.printer_answers = true;
  return model;
}

/* ---- behind the two ways -------------------------------------------------------------------------------------------- */

static char *
status_of (const FakePrinter *printer)
{
  guint left = printer->taken - printer->printed;

  return g_strdup_printf ("\x02" "030,%d,%d,0320,%03u,0,0,0,000,0,0,0\x03\r\n"
                          "\x02" "001,0,0,0,1,2,4,0,%08u,1,000\x03\r\n\x02" "1234,0\x03\r\n",
                          !printer->paper, printer->paused, left, left);
}

static void
print (FakePrinter *printer)
{
  while (printer->paper && printer->printed < printer->taken) {
    printer->paper = !printer->paper_for || printer->printed < printer->paper_for;
    printer->printed += printer->paper;
  }
}

void
fake_printer_set_paper (FakePrinter *printer, bool paper)
{
  printer->paper = paper;
  printer->paper_for = 0;
  print (printer);
}

char *
fake_printer_hear (FakePrinter *printer, const guint8 *bytes, gsize length)
{
  static const char end[] = "^XZ";

  if (length == 5 && memcmp (bytes, "~HS\r\n", 5) == 0)
    return status_of (printer);
  if (length == 5 && memcmp (bytes, "~HI\r\n", 5) == 0)
    return printer->dpi ? g_strdup_printf ("\x02ZD420,V84.20,%d,8176KB\x03\r\n", (printer->dpi + 20) / 25) : NULL;
  for (gsize i = 0; i < length; i++) {
    printer->matched = bytes[i] == (guint8) end[printer->matched] ? printer->matched + 1 : bytes[i] == '^';
    if (printer->matched < strlen (end))
      continue;
    printer->matched = 0;
    printer->taken++;
  }
  print (printer);
  return NULL;
}

/* ---- the one of a device --------------------------------------------------------------------------------------------- */

void
fake_device_set_port (FakeDevice *device, guint8 status)
{
  fake_device_lock_printer (device)->port_status = status;
  fake_device_unlock_printer (device);
}

void
fake_device_set_paper (FakeDevice *device, bool paper)
{
  fake_printer_set_paper (fake_device_lock_printer (device), paper);
  fake_device_unlock_printer (device);
}

void
fake_device_set_dpi (FakeDevice *device, int dpi)
{
  fake_device_lock_printer (device)->dpi = dpi;
  fake_device_unlock_printer (device);
}

void
fake_device_paper_for (FakeDevice *device, guint labels)
{
  fake_device_lock_printer (device)->paper_for = labels;
  fake_device_unlock_printer (device);
}

guint
fake_device_printed (FakeDevice *device)
{
  guint printed = fake_device_lock_printer (device)->printed;

  fake_device_unlock_printer (device);
  return printed;
}
