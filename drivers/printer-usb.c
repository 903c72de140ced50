/* SPDX-License-Identifier: GPL-3.0-or-later
 * A line to a printer of the USB printer class, found by its interface. The kernel's usblp is asked to step back and is given the
 * printer again at the end. Synchronous transfers: this is the printing thread's own libusb context. */
#include "identity.h"
#include "printer-inside.h"

#include <libusb.h>
#include <string.h>

#define INTERFACES_MAX 16
#define ALTERNATES_MAX 8
#define ENDPOINTS_MAX 16
#define CONTROL_MS 1000
#define ID_MAX 1024

/* Requests of the class (USB Device Class Definition for Printing Devices 1.1, 4.2). */
enum { GET_DEVICE_ID = 0, GET_PORT_STATUS = 1 };
#define FROM_INTERFACE (LIBUSB_ENDPOINT_IN | LIBUSB_REQUEST_TYPE_CLASS | LIBUSB_RECIPIENT_INTERFACE)

/* Where the bytes go in. */
typedef struct {
  guint8 configuration, interface, alternate;
  guint8 out, in; /* IN: 0 when it is deaf and dumb */
} Port;

typedef struct {
  FoPrinterLine base;
  libusb_context *context;
  libusb_device_handle *handle;
  Port port;
} Usb;

/* ---- which interface --------------------------------------------------------------------------------------------- */

/* libusb 1.0.26 hands out interfaces with endpoints announced and none there (libusb issue 1813). */
static bool
read_endpoints (const struct libusb_interface_descriptor *alternate, Port *port)
{
  port->out = port->in = 0;
  for (int i = 0; alternate->endpoint && i < MIN (alternate->bNumEndpoints, ENDPOINTS_MAX); i++) {
    const struct libusb_endpoint_descriptor *endpoint = &alternate->endpoint[i];
    guint8 *side = endpoint->bEndpointAddress & LIBUSB_ENDPOINT_IN ? &port->in : &port->out;

    if ((endpoint->bmAttributes & LIBUSB_TRANSFER_TYPE_MASK) == LIBUSB_TRANSFER_TYPE_BULK && !*side)
      *side = endpoint->bEndpointAddress;
  }
  return port->out != 0;
}

/* Class 7, subclass 1, and a protocol that is bytes: one way (1) or both ways (2, preferred). */
static bool
find_port (libusb_device *device, Port *ret_port)
{
  struct libusb_config_descriptor *config = NULL;
  int best = 0;

  if (libusb_get_active_config_descriptor (device, &config) != LIBUSB_SUCCESS)
    return false;
  for (int i = 0; i < MIN (config->bNumInterfaces, INTERFACES_MAX); i++)
    for (int a = 0; a < MIN (config->interface[i].num_altsetting, ALTERNATES_MAX); a++) {
      const struct libusb_interface_descriptor *alternate = &config->interface[i].altsetting[a];
      Port port = { config->bConfigurationValue, alternate->bInterfaceNumber, alternate->bAlternateSetting, 0, 0 };
      int protocol = alternate->bInterfaceProtocol;

      if (alternate->bInterfaceClass == LIBUSB_CLASS_PRINTER && alternate->bInterfaceSubClass == 1 && protocol <= 2
          && protocol > best && read_endpoints (alternate, &port)) {
        best = protocol;
        *ret_port = port;
      }
    }
  libusb_free_config_descriptor (config);
  return best > 0;
}

/* ---- which device ------------------------------------------------------------------------------------------------ */

/* As FoDevice of the scanners: by serial number, else by port. The kernel has read the serial number, so that nobody need open
 * the device for it. */
static void
identify (libusb_device *device, FoDevice *ret)
{
  struct libusb_device_descriptor is;
  guint8 ports[8];
  int n = libusb_get_port_numbers (device, ports, sizeof ports);
  g_autofree char *path = NULL, *serial = NULL;
  gsize used;

  *ret = (FoDevice){ 0 };
  if (libusb_get_device_descriptor (device, &is) != LIBUSB_SUCCESS)
    return;
  ret->vendor = is.idVendor;
  ret->product = is.idProduct;
  used = (gsize) g_snprintf (ret->port, sizeof ret->port, "%u", libusb_get_bus_number (device));
  for (int i = 0; i < n && used < sizeof ret->port; i++)
    used += (gsize) g_snprintf (ret->port + used, sizeof ret->port - used, "%c%u", i ? '.' : '-', ports[i]);
  path = g_build_filename ("/sys/bus/usb/devices", ret->port, "serial", NULL);
  if (g_file_get_contents (path, &serial, NULL, NULL))
    fo_text_clean (serial, ret->serial, sizeof ret->serial);
  fo_device_identify (ret, false);
}

/* Ours by serial number, or by port when the address says so. */
static bool
is_named (const FoDevice *device, const char *uri)
{
  FoDevice by_port = *device;

  fo_device_identify (&by_port, true);
  return g_str_equal (device->id, uri) || g_str_equal (by_port.id, uri);
}

static bool
vendor_fits (libusb_device *device, const char *uri)
{
  struct libusb_device_descriptor is;
  g_autofree char *prefix = NULL;

  if (libusb_get_device_descriptor (device, &is) != LIBUSB_SUCCESS)
    return false;
  prefix = g_strdup_printf ("usb:%04x:%04x", is.idVendor, is.idProduct);
  return g_str_has_prefix (uri, prefix);
}

static FoPrintReason
reason_of (int code)
{
  return code == LIBUSB_ERROR_ACCESS ? FO_PRINT_NO_ACCESS : code == LIBUSB_ERROR_BUSY ? FO_PRINT_BUSY : FO_PRINT_OFFLINE;
}

/* ---- the class's requests ---------------------------------------------------------------------------------------- */

/* Answers before anybody has claimed the interface. */
static void
ask_id (libusb_device_handle *handle, const Port *port, FoPrinterId *ret_id)
{
  guint8 bytes[ID_MAX];
  int n = libusb_control_transfer (handle, FROM_INTERFACE, GET_DEVICE_ID, 0,
                                   (uint16_t) (port->interface << 8 | port->alternate), bytes, sizeof bytes, CONTROL_MS);

  fo_printer_id_parse (bytes, n > 0 ? (gsize) n : 0, ret_id);
}

static FoPrintReason
usb_status (FoPrinterLine *line)
{
  Usb *usb = (Usb *) line;
  guint8 status = 0;
  int n = libusb_control_transfer (usb->handle, FROM_INTERFACE, GET_PORT_STATUS, 0, usb->port.interface, &status, 1,
                                   CONTROL_MS);

  if (n == LIBUSB_ERROR_NO_DEVICE)
    return FO_PRINT_OFFLINE;
  return n == 1 ? fo_usb_port_reason (status) : FO_PRINT_SILENT; /* a printer need not answer this */
}

/* ---- bytes ------------------------------------------------------------------------------------------------------- */

static gssize
moved (Usb *usb, guint8 endpoint, int code, int n, bool writes)
{
  if (code == LIBUSB_ERROR_PIPE && libusb_clear_halt (usb->handle, endpoint) == LIBUSB_SUCCESS)
    return n;
  if (code == LIBUSB_SUCCESS || code == LIBUSB_ERROR_TIMEOUT || code == LIBUSB_ERROR_OVERFLOW || n > 0)
    return n;
  return writes ? FO_LINE_DOUBT : FO_LINE_BROKEN;
}

static gssize
usb_write (FoPrinterLine *line, const guint8 *bytes, gsize length, int timeout_ms)
{
  Usb *usb = (Usb *) line;
  int n = 0, code = libusb_bulk_transfer (usb->handle, usb->port.out, (guint8 *) bytes, (int) length, &n,
                                          MAX ((unsigned) timeout_ms, 1));

  return moved (usb, usb->port.out, code, n, true);
}

static int
usb_flush (FoPrinterLine *line)
{
  (void) line;
  return 1; /* a bulk transfer ends when the printer has acknowledged it */
}

static gssize
usb_read (FoPrinterLine *line, guint8 *bytes, gsize room, int timeout_ms)
{
  Usb *usb = (Usb *) line;
  guint8 packet[512]; /* whole packets, or a long one would be an overflow */
  int n = 0, code;

  code = libusb_bulk_transfer (usb->handle, usb->port.in, packet, sizeof packet, &n, MAX ((unsigned) timeout_ms, 20));
  if (n > 0)
    memcpy (bytes, packet, MIN ((gsize) n, room));
  return moved (usb, usb->port.in, code, MIN (n, (int) room), false);
}

static void
usb_close (FoPrinterLine *line)
{
  Usb *usb = (Usb *) line;

  if (usb->handle) {
    libusb_release_interface (usb->handle, usb->port.interface);
    libusb_close (usb->handle);
  }
  libusb_exit (usb->context);
  g_free (usb);
}

static const FoPrinterLineOps usb_ops = { usb_write, usb_flush, usb_read, usb_status, usb_close };

/* ---- opening ----------------------------------------------------------------------------------------------------- */

static FoPrintReason
claim (libusb_device_handle *handle, const Port *port)
{
  int code;

  libusb_set_auto_detach_kernel_driver (handle, 1);
  code = libusb_claim_interface (handle, port->interface);
  if (code == LIBUSB_SUCCESS && port->alternate != 0)
    code = libusb_set_interface_alt_setting (handle, port->interface, port->alternate);
  return code == LIBUSB_SUCCESS ? FO_PRINT_FINE : reason_of (code);
}

/* FO_PRINT_FINE: opened; FO_PRINT_OFFLINE: it is another one. */
static FoPrintReason
try_device (libusb_device *device, const char *uri, Usb *usb)
{
  libusb_device_handle *handle = NULL;
  FoPrintReason reason;
  FoDevice is;
  Port port;
  int code;

  if (!vendor_fits (device, uri) || !find_port (device, &port))
    return FO_PRINT_OFFLINE;
  if ((code = libusb_open (device, &handle)) != LIBUSB_SUCCESS)
    return reason_of (code);
  identify (device, &is);
  reason = is_named (&is, uri) ? claim (handle, &port) : FO_PRINT_OFFLINE;
  if (reason != FO_PRINT_FINE) {
    libusb_close (handle);
    return reason;
  }
  usb->handle = handle;
  usb->port = port;
  usb->base.one_way = !port.in;
  return FO_PRINT_FINE;
}

FoPrinterLine *
fo_printer_usb_open (const char *uri, GCancellable *cancel, FoPrintReason *ret_reason, char *ret_text)
{
  Usb *usb = g_new0 (Usb, 1);
  FoPrintReason reason = FO_PRINT_OFFLINE;
  libusb_device **devices = NULL;
  gssize n;

  (void) cancel;
  usb->base.ops = &usb_ops;
  *ret_text = '\0';
  if (libusb_init (&usb->context) != LIBUSB_SUCCESS) {
    g_free (usb);
    *ret_reason = FO_PRINT_OFFLINE;
    return NULL;
  }
  n = libusb_get_device_list (usb->context, &devices);
  for (gssize i = 0; i < n && !usb->handle; i++) {
    FoPrintReason one = try_device (devices[i], uri, usb);
    reason = one == FO_PRINT_OFFLINE ? reason : one;
  }
  if (n >= 0)
    libusb_free_device_list (devices, 1);
  if (usb->handle)
    return &usb->base;
  *ret_reason = reason;
  usb_close (&usb->base);
  return NULL;
}

/* ---- looking around ---------------------------------------------------------------------------------------------- */

static void
add_printer (libusb_device *device, GArray *printers)
{
  libusb_device_handle *handle = NULL;
  g_auto (FoPrinterId) id = { 0 };
  g_autofree char *name = NULL;
  FoPrinter printer;
  FoDevice is;
  Port port;

  if (!find_port (device, &port))
    return;
  if (libusb_open (device, &handle) == LIBUSB_SUCCESS)
    ask_id (handle, &port, &id);
  else
    fo_printer_id_parse (NULL, 0, &id);
  identify (device, &is);
  name = g_strdup_printf ("%s%s%s", id.maker, *id.maker && *id.model ? " " : "", *id.model ? id.model : *id.maker ? "" : is.id);
  g_strdelimit (name, "[]", ' ');
  fo_printer_init (&printer, name, is.id);
  if (id.language != FO_PRINTER_PDF)
    printer.language = id.language;
  printer.dpi = id.dpi;
  g_array_append_val (printers, printer);
  if (handle)
    libusb_close (handle);
}

void
fo_printer_usb_look (GArray *printers)
{
  libusb_context *context = NULL;
  libusb_device **devices = NULL;
  gssize n;

  if (libusb_init (&context) != LIBUSB_SUCCESS)
    return;
  n = libusb_get_device_list (context, &devices);
  for (gssize i = 0; i < n; i++)
    add_printer (devices[i], printers);
  if (n >= 0)
    libusb_free_device_list (devices, 1);
  libusb_exit (context);
}
