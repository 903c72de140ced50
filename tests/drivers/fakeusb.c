/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fakeusb.h"
#include "fakeprinter.h"
#include "fakesys.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/ioctl.h> /* before usbdevice_fs.h, or its requests are not numbers */

#include <linux/usbdevice_fs.h>
#include <umockdev.h>

#define BUS "/devices/usb1"
#define DRIVER_LINK "../../../../bus/usb/drivers/usbhid"
#define ADDRESS_MAX 127
#define REAP_PATIENCE_MS 2 /* the node is a plain file, always ready: without it libusb would spin */

#define GET_REPORT_DESCRIPTOR 0x2200

typedef struct {
  int error; /* 0: bytes */
  GBytes *bytes;
} Packet;

typedef struct {
  FakeInterface model;
  GBytes *report_descriptor;
  bool driven, claimed, halted;
  GQueue packets; /* of Packet, not yet fetched */
} Interface;

struct FakeDevice {
  FakeUsb *usb;
  guint address;  /* on the bus; 0: another device has it now */
  char *sys_path; /* "/devices/usb1/1-1" */
  char *node;     /* "/dev/bus/usb/001/002" */
  char *real_node;
  char *hid_name; /* "0003:0C2E:0B61.0001" */
  guint n_interfaces;
  Interface interfaces[FAKE_INTERFACES_MAX];
  UMockdevIoctlBase *handler;
  GQueue urbs;               /* of UMockdevIoctlData: submitted */
  GQueue done;               /* of UMockdevIoctlData: to be reaped */
  UMockdevIoctlClient *reap; /* a reap that waits for something to be done */
  UMockdevIoctlData *reap_arg;
  GSource *patience;
  bool unplugged, refuses_claims, held;
  int refuses_sends; /* errno; 0: keeps them; -1: no */
  const char *printer_id;
  bool printer_answers;
  FakePrinter printer;
  GString *sent;
  guint opens, claims, clears;
};

struct FakeUsb {
  UMockdevTestbed *testbed;
  GPtrArray *devices;
  guint next_address;
  GMutex lock; /* everything of the devices: the test's thread, umockdev's and the timer's meet here */
  GMainContext *timers;
  GMainLoop *timers_loop;
  GThread *timers_thread;
};

/* ---- urbs -------------------------------------------------------------------------------------------------------- */

static struct usbdevfs_urb *
urb_of (UMockdevIoctlData *data)
{
  return (struct usbdevfs_urb *) data->data;
}

static void
finish_reap (FakeDevice *device, int result, int error)
{
  if (device->patience != NULL)
    g_source_destroy (device->patience);
  g_clear_pointer (&device->patience, g_source_unref);
  umockdev_ioctl_client_complete (device->reap, result, error);
  g_clear_object (&device->reap);
  g_clear_object (&device->reap_arg);
}

/* Answers a waiting reap if there is something to answer. */
static void
try_reap (FakeDevice *device)
{
  g_autoptr (UMockdevIoctlData) pointer = NULL;

  if (device->reap == NULL || device->held)
    return;
  if (g_queue_is_empty (&device->done)) {
    if (device->unplugged)
      finish_reap (device, -1, ENODEV);
    return;
  }
  g_autoptr (UMockdevIoctlData) urb = g_queue_pop_head (&device->done);
  pointer = umockdev_ioctl_data_resolve (device->reap_arg, 0, sizeof (gpointer), NULL);
  if (pointer != NULL) /* the program was not killed while it waited */
    umockdev_ioctl_data_set_ptr (pointer, 0, urb);
  finish_reap (device, 0, 0);
}

static void
complete_urb (FakeDevice *device, UMockdevIoctlData *urb, int status)
{
  urb_of (urb)->status = status;
  g_queue_push_tail (&device->done, urb);
}

/* The first urb submitted for ENDPOINT, taken out; NULL: none. */
static UMockdevIoctlData *
take_urb (FakeDevice *device, guint8 endpoint)
{
  for (GList *link = device->urbs.head; link != NULL; link = link->next) {
    UMockdevIoctlData *urb = link->data;
    if (urb_of (urb)->endpoint != endpoint)
      continue;
    g_queue_delete_link (&device->urbs, link);
    return urb;
  }
  return NULL;
}

static void
packet_free (Packet *packet)
{
  g_clear_pointer (&packet->bytes, g_bytes_unref);
  g_free (packet);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Packet, packet_free)

static void
fill_urb (FakeDevice *device, Interface *interface, UMockdevIoctlData *urb, const Packet *packet)
{
  gsize length = 0;
  const guint8 *bytes = packet->bytes != NULL ? g_bytes_get_data (packet->bytes, &length) : NULL;
  gsize room = (gsize) urb_of (urb)->buffer_length;

  if (packet->error == EPIPE)
    interface->halted = true;
  if (packet->error == 0 && length > 0)
    memcpy (urb_of (urb)->buffer, bytes, MIN (length, room));
  urb_of (urb)->actual_length = (int) MIN (length, room);
  complete_urb (device, urb, packet->error != 0 ? -packet->error : length > room ? -EOVERFLOW : 0);
}

/* Brings what the device has to say and what the program asks for together. */
static void
move (FakeDevice *device)
{
  for (guint i = 0; i < device->n_interfaces; i++) {
    Interface *interface = &device->interfaces[i];
    while (!interface->halted && !g_queue_is_empty (&interface->packets)) {
      UMockdevIoctlData *urb = take_urb (device, interface->model.endpoint);
      if (urb == NULL)
        break;
      g_autoptr (Packet) packet = g_queue_pop_head (&interface->packets);
      fill_urb (device, interface, urb, packet);
    }
  }
  try_reap (device);
}

static void
fail_all_urbs (FakeDevice *device, int error)
{
  UMockdevIoctlData *urb;

  while ((urb = g_queue_pop_head (&device->urbs)) != NULL)
    complete_urb (device, urb, -error);
}

/* ---- usbfs ------------------------------------------------------------------------------------------------------- */

static Interface *
interface_of (FakeDevice *device, guint number)
{
  return number < device->n_interfaces ? &device->interfaces[number] : NULL;
}

/* It may answer at once. */
static void
printer_hears (FakeDevice *device, const guint8 *bytes, gsize length)
{
  char *answer = fake_printer_hear (&device->printer, bytes, length);
  Packet *packet;

  if (answer == NULL)
    return;
  packet = g_new0 (Packet, 1);
  packet->bytes = g_bytes_new_take (answer, strlen (answer));
  g_queue_push_tail (&device->interfaces[0].packets, packet);
}

/* Something for the device. False: it keeps it waiting. */
static bool
take_sent (FakeDevice *device, const char *how, const guint8 *bytes, gsize length)
{
  if (device->refuses_sends >= 0)
    return device->refuses_sends > 0;
  if (device->printer_answers)
    printer_hears (device, bytes, length);
  g_string_append_printf (device->sent, "%s%s ", device->sent->len > 0 ? " " : "", how);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (device->sent, "%02x", bytes[i]);
  return true;
}

/* Completes URB, which brought BYTES for the device, or leaves it with the kernel. */
static void
send_urb (FakeDevice *device, UMockdevIoctlData *data, const char *how, const guint8 *bytes, gsize length)
{
  if (!take_sent (device, how, bytes, length)) {
    g_queue_push_tail (&device->urbs, data);
    return;
  }
  urb_of (data)->actual_length = (int) length;
  complete_urb (device, data, -MAX (device->refuses_sends, 0));
}

static void
set_report (FakeDevice *device, UMockdevIoctlData *data, guint value)
{
  const struct usbdevfs_urb *urb = urb_of (data);
  g_autofree char *how = g_strdup_printf ("set %04x", value);

  send_urb (device, data, how, (const guint8 *) urb->buffer + 8, (gsize) urb->buffer_length - 8);
}

/* Control transfers: the report descriptor of an interface, for whoever has claimed it, and reports for it. */
static void
control (FakeDevice *device, UMockdevIoctlData *data)
{
  struct usbdevfs_urb *urb = urb_of (data);
  const guint8 *setup = urb->buffer;
  guint value = setup[2] | (setup[3] << 8), index = setup[4], asked = setup[6] | (setup[7] << 8);
  Interface *interface = interface_of (device, index);
  gsize length = 0;

  if (setup[0] == 0x21 && setup[1] == 9 && interface != NULL && interface->claimed) {
    set_report (device, data, value);
    return;
  }
  if (setup[0] == 0xa1 && device->printer_id != NULL) {
    urb->actual_length = fake_printer_answer (setup, device->printer_id, device->printer.port_status, (guint8 *) urb->buffer + 8, asked);
    complete_urb (device, data, 0);
    return;
  }
  if (setup[0] != 0x81 || setup[1] != 6 || value != GET_REPORT_DESCRIPTOR || interface == NULL || !interface->claimed
      || interface->report_descriptor == NULL) {
    complete_urb (device, data, -EPIPE);
    return;
  }
  const guint8 *bytes = g_bytes_get_data (interface->report_descriptor, &length);
  urb->actual_length = (int) MIN (MIN (length, asked), (gsize) urb->buffer_length - 8);
  memcpy ((guint8 *) urb->buffer + 8, bytes, (gsize) urb->actual_length);
  complete_urb (device, data, 0);
}

static int
submit (FakeDevice *device, UMockdevIoctlData *arg)
{
  UMockdevIoctlData *data = umockdev_ioctl_data_resolve (arg, 0, sizeof (struct usbdevfs_urb), NULL);
  struct usbdevfs_urb *urb = data != NULL ? urb_of (data) : NULL;
  g_autoptr (UMockdevIoctlData) buffer = urb == NULL ? NULL : umockdev_ioctl_data_resolve (
    data, G_STRUCT_OFFSET (struct usbdevfs_urb, buffer), (gsize) urb->buffer_length, NULL);

  if (buffer == NULL) /* the program was killed meanwhile */
    return EFAULT;
  if (urb->type == USBDEVFS_URB_TYPE_CONTROL)
    control (device, data);
  else if ((urb->endpoint & 0x80) == 0)
    send_urb (device, data, "out", urb->buffer, (gsize) urb->buffer_length);
  else
    g_queue_push_tail (&device->urbs, data);
  return 0;
}

static int
discard (FakeDevice *device, UMockdevIoctlData *arg)
{
  gulong address = *(gulong *) arg->data;

  for (GList *link = device->urbs.head; link != NULL; link = link->next) {
    UMockdevIoctlData *urb = link->data;
    if (urb->client_addr != address)
      continue;
    g_queue_delete_link (&device->urbs, link);
    complete_urb (device, urb, -ENOENT);
    return 0;
  }
  return EINVAL;
}

/* With its driver goes, and comes, the HID node below the interface. */
static void
set_driven (FakeDevice *device, guint number, bool driven)
{
  Interface *interface = &device->interfaces[number];
  g_autofree char *sys = umockdev_testbed_get_sys_dir (device->usb->testbed);
  g_autofree char *port = g_path_get_basename (device->sys_path);
  g_autofree char *folder = g_strdup_printf ("%s%s/%s:1.%u", sys, device->sys_path, port, number);
  g_autofree char *link = g_build_filename (folder, "driver", NULL);
  g_autofree char *hid = g_build_filename (folder, device->hid_name, NULL);
  g_autofree char *file = g_build_filename (hid, "report_descriptor", NULL);
  gsize length = 0;

  interface->driven = driven;
  g_unlink (link);
  g_unlink (file);
  if (interface->model.event != 0)
    fake_set_input (hid, interface->model.event, false);
  g_rmdir (hid);
  if (!driven)
    return;
  g_assert_cmpint (symlink (DRIVER_LINK, link), ==, 0);
  if (interface->report_descriptor == NULL)
    return;
  const char *bytes = g_bytes_get_data (interface->report_descriptor, &length);
  g_assert_cmpint (g_mkdir (hid, 0755), ==, 0);
  g_assert_true (g_file_set_contents (file, bytes, (gssize) length, NULL));
  if (interface->model.event != 0)
    fake_set_input (hid, interface->model.event, true);
}

static int
claim (FakeDevice *device, guint number, bool detach)
{
  Interface *interface = interface_of (device, number);

  if (interface == NULL)
    return EINVAL;
  if (device->refuses_claims || interface->claimed || (interface->driven && !detach))
    return EBUSY;
  if (interface->driven)
    set_driven (device, number, false);
  interface->claimed = true;
  device->claims++;
  return 0;
}

static int
release (FakeDevice *device, guint number)
{
  Interface *interface = interface_of (device, number);

  if (interface == NULL || !interface->claimed)
    return EINVAL;
  interface->claimed = false;
  return 0;
}

/* The ioctl that is for the interface's driver: here only to bind and unbind it. */
static int
driver_ioctl (FakeDevice *device, UMockdevIoctlData *arg)
{
  g_autoptr (UMockdevIoctlData) data = umockdev_ioctl_data_resolve (arg, 0, sizeof (struct usbdevfs_ioctl), NULL);
  const struct usbdevfs_ioctl *command = (const struct usbdevfs_ioctl *) data->data;
  Interface *interface = interface_of (device, (guint) command->ifno);

  if (interface == NULL)
    return EINVAL;
  if (command->ioctl_code == (int) USBDEVFS_CONNECT && !interface->driven && !interface->claimed)
    set_driven (device, (guint) command->ifno, true);
  else if (command->ioctl_code == (int) USBDEVFS_DISCONNECT && interface->driven)
    set_driven (device, (guint) command->ifno, false);
  else
    return ENODATA;
  return 0;
}

static int
clear_halt (FakeDevice *device, guint endpoint)
{
  for (guint i = 0; i < device->n_interfaces; i++)
    if (device->interfaces[i].model.endpoint == endpoint) {
      device->interfaces[i].halted = false;
      device->clears++;
      return 0;
    }
  return EINVAL;
}

static guint
number_argument (UMockdevIoctlData *arg)
{
  g_autoptr (UMockdevIoctlData) data = umockdev_ioctl_data_resolve (arg, 0, sizeof (unsigned int), NULL);

  return *(unsigned int *) data->data;
}

static guint
claim_argument (UMockdevIoctlData *arg)
{
  g_autoptr (UMockdevIoctlData) data
    = umockdev_ioctl_data_resolve (arg, 0, sizeof (struct usbdevfs_disconnect_claim), NULL);

  return ((struct usbdevfs_disconnect_claim *) data->data)->interface;
}

static int
capabilities (UMockdevIoctlData *arg)
{
  g_autoptr (UMockdevIoctlData) data = umockdev_ioctl_data_resolve (arg, 0, sizeof (guint32), NULL);

  *(guint32 *) data->data =
      USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_NO_PACKET_SIZE_LIM | USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
  return 0;
}

/* An errno, 0 when done; -1 when it is nothing we know. */
static int
answer (FakeDevice *device, gulong request, UMockdevIoctlData *arg)
{
  switch (request) {
  case USBDEVFS_GET_CAPABILITIES:
    return capabilities (arg);
  case USBDEVFS_SUBMITURB:
    return submit (device, arg);
  case USBDEVFS_DISCARDURB:
    return discard (device, arg);
  case USBDEVFS_CLAIMINTERFACE:
    return claim (device, number_argument (arg), false);
  case USBDEVFS_DISCONNECT_CLAIM:
    return claim (device, claim_argument (arg), true);
  case USBDEVFS_RELEASEINTERFACE:
    return release (device, number_argument (arg));
  case USBDEVFS_IOCTL:
    return driver_ioctl (device, arg);
  case USBDEVFS_CLEAR_HALT:
    return clear_halt (device, number_argument (arg));
  default:
    return -1;
  }
}

static gboolean
lose_patience (gpointer data)
{
  FakeDevice *device = data;

  g_mutex_lock (&device->usb->lock);
  /* It may have been answered, and another one be waiting, while we waited for the lock. */
  if (device->reap != NULL && g_main_current_source () == device->patience)
    finish_reap (device, -1, EAGAIN);
  g_mutex_unlock (&device->usb->lock);
  return G_SOURCE_REMOVE;
}

static void
begin_reap (FakeDevice *device, UMockdevIoctlClient *client)
{
  g_assert_null (device->reap);
  device->reap = g_object_ref (client);
  device->reap_arg = g_object_ref (umockdev_ioctl_client_get_arg (client));
  device->patience = g_timeout_source_new (REAP_PATIENCE_MS);
  g_source_set_callback (device->patience, lose_patience, device, NULL);
  g_source_attach (device->patience, device->usb->timers);
  try_reap (device);
}

static gboolean
on_ioctl (UMockdevIoctlBase *handler, UMockdevIoctlClient *client, FakeDevice *device)
{
  gulong request = umockdev_ioctl_client_get_request (client);
  int error = 0;

  (void) handler;
  g_mutex_lock (&device->usb->lock);
  if (request == USBDEVFS_REAPURBNDELAY || request == USBDEVFS_REAPURB)
    begin_reap (device, client);
  else {
    error = device->unplugged ? ENODEV : answer (device, request, umockdev_ioctl_client_get_arg (client));
    if (error >= 0)
      umockdev_ioctl_client_complete (client, error == 0 ? 0 : -1, error);
    move (device);
  }
  g_mutex_unlock (&device->usb->lock);
  return error >= 0;
}

static void
on_open (UMockdevIoctlBase *handler, UMockdevIoctlClient *client, FakeDevice *device)
{
  (void) handler, (void) client;
  g_mutex_lock (&device->usb->lock);
  device->opens++;
  g_mutex_unlock (&device->usb->lock);
}

/* The kernel takes the interfaces of a closed file back, but leaves them without a driver. */
static void
on_close (UMockdevIoctlBase *handler, UMockdevIoctlClient *client, FakeDevice *device)
{
  (void) handler, (void) client;
  g_mutex_lock (&device->usb->lock);
  for (guint i = 0; i < device->n_interfaces; i++)
    device->interfaces[i].claimed = false;
  g_queue_clear_full (&device->urbs, g_object_unref);
  g_queue_clear_full (&device->done, g_object_unref);
  g_mutex_unlock (&device->usb->lock);
}

/* ---- sysfs ------------------------------------------------------------------------------------------------------- */

/* Only what is a "usb_device" is looked at: until then the device can be made ready. */
static void
announce (FakeUsb *usb, const char *sys_path)
{
  g_autofree char *path = g_strconcat ("/sys", sys_path, NULL);

  umockdev_testbed_set_property (usb->testbed, path, "DEVTYPE", "usb_device");
  umockdev_testbed_uevent (usb->testbed, path, "add");
}

static void
add (FakeUsb *usb, const char *text)
{
  g_autoptr (GError) error = NULL;

  umockdev_testbed_add_from_string (usb->testbed, text, &error);
  g_assert_no_error (error);
}

/* ---- the test's side --------------------------------------------------------------------------------------------- */

static gpointer
run_timers (gpointer data)
{
  FakeUsb *usb = data;

  g_main_context_push_thread_default (usb->timers);
  g_main_loop_run (usb->timers_loop);
  g_main_context_pop_thread_default (usb->timers);
  return NULL;
}

static void
be_quiet (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  (void) domain, (void) level, (void) message, (void) data;
}

FakeUsb *
fake_usb_new (void)
{
  static const FakeModel root_hub = { .vendor = 0x1d6b, .product = 0x0002, .name = "root hub" };
  FakeUsb *usb = g_new0 (FakeUsb, 1);

  g_log_set_handler (NULL, G_LOG_LEVEL_DEBUG, be_quiet, NULL); /* umockdev's, which would drown the log */
  g_log_set_handler ("GLib", G_LOG_LEVEL_DEBUG, be_quiet, NULL);
  usb->testbed = umockdev_testbed_new ();
  g_assert_true (umockdev_in_mock_environment ()); /* asked too early it would stay false, and no event would come */
  usb->devices = g_ptr_array_new ();
  g_mutex_init (&usb->lock);
  usb->timers = g_main_context_new ();
  usb->timers_loop = g_main_loop_new (usb->timers, FALSE);
  usb->timers_thread = g_thread_new ("fake usb", run_timers, usb);
  usb->next_address = 1;
  g_autofree char *text = fake_describe_device (BUS, &root_hub, usb->next_address++);
  add (usb, text);
  announce (usb, BUS);
  return usb;
}

UMockdevTestbed *
fake_usb_testbed (FakeUsb *usb)
{
  return usb->testbed;
}

static void
device_free (FakeDevice *device)
{
  g_assert_null (device->reap);
  g_queue_clear_full (&device->urbs, g_object_unref);
  g_queue_clear_full (&device->done, g_object_unref);
  for (guint i = 0; i < device->n_interfaces; i++) {
    g_queue_clear_full (&device->interfaces[i].packets, (GDestroyNotify) packet_free);
    g_clear_pointer (&device->interfaces[i].report_descriptor, g_bytes_unref);
  }
  g_clear_object (&device->handler);
  g_free (device->sys_path);
  g_free (device->node);
  g_free (device->real_node);
  g_free (device->hid_name);
  g_string_free (device->sent, TRUE);
  g_free (device);
}

void
fake_usb_free (FakeUsb *usb)
{
  for (guint i = 0; i < usb->devices->len; i++) {
    FakeDevice *device = g_ptr_array_index (usb->devices, i);
    if (device->address != 0)
      umockdev_testbed_detach_ioctl (usb->testbed, device->node, NULL);
  }
  g_main_loop_quit (usb->timers_loop);
  g_thread_join (usb->timers_thread);
  g_main_loop_unref (usb->timers_loop);
  g_main_context_unref (usb->timers);
  g_clear_object (&usb->testbed);
  g_ptr_array_set_free_func (usb->devices, (GDestroyNotify) device_free);
  g_ptr_array_unref (usb->devices);
  g_mutex_clear (&usb->lock);
  g_free (usb);
}

char *
fake_usb_root (FakeUsb *usb)
{
  return umockdev_testbed_get_root_dir (usb->testbed);
}

static void
fill_interface (Interface *interface, const FakeInterface *model)
{
  interface->model = *model;
  if (model->report_descriptor != NULL)
    interface->report_descriptor = g_bytes_new (model->report_descriptor, model->report_descriptor_bytes);
  g_queue_init (&interface->packets);
}

static FakeDevice *
device_at (FakeUsb *usb, guint address)
{
  for (guint i = 0; i < usb->devices->len; i++) {
    FakeDevice *device = g_ptr_array_index (usb->devices, i);
    if (device->address == address)
      return device;
  }
  return NULL;
}

/* The next free one of 2 … 127, as the kernel numbers them. The device that had it before has been closed long ago. */
static guint
next_address (FakeUsb *usb)
{
  FakeDevice *former;
  guint address;

  do {
    address = usb->next_address++;
    if (usb->next_address > ADDRESS_MAX)
      usb->next_address = 2;
    former = device_at (usb, address);
  } while (former != NULL && !former->unplugged);
  if (former != NULL) {
    umockdev_testbed_detach_ioctl (usb->testbed, former->node, NULL);
    former->address = 0;
  }
  return address;
}

FakeDevice *
fake_usb_plug (FakeUsb *usb, const FakeModel *model)
{
  FakeDevice *device = g_new0 (FakeDevice, 1);
  guint address = next_address (usb);
  g_autofree char *root = umockdev_testbed_get_root_dir (usb->testbed);
  g_autoptr (GError) error = NULL;

  device->usb = usb;
  device->address = address;
  device->sys_path = fake_path_of_port (BUS, model->port);
  device->node = g_strdup_printf ("/dev/bus/usb/001/%03u", address);
  device->real_node = g_strconcat (root, device->node, NULL);
  device->hid_name = g_strdup_printf ("0003:%04X:%04X.%04X", model->vendor, model->product, address);
  device->n_interfaces = model->n_interfaces;
  device->refuses_sends = -1;
  device->printer_id = model->printer_id;
  device->printer_answers = model->printer_answers;
  device->printer = (FakePrinter){ .port_status = 0x18, .paper = true, .dpi = 203 };
  device->sent = g_string_new (NULL);
  g_queue_init (&device->urbs);
  g_queue_init (&device->done);
  for (guint i = 0; i < model->n_interfaces; i++)
    fill_interface (&device->interfaces[i], &model->interfaces[i]);
  g_ptr_array_add (usb->devices, device);

  /* usbfs answers, and the interfaces are there, before the device is announced: the other way round is a race. */
  device->handler = umockdev_ioctl_base_new ();
  g_signal_connect_after (device->handler, "handle-ioctl", G_CALLBACK (on_ioctl), device);
  g_signal_connect (device->handler, "client-connected", G_CALLBACK (on_open), device);
  g_signal_connect (device->handler, "client-vanished", G_CALLBACK (on_close), device);
  umockdev_testbed_attach_ioctl (usb->testbed, device->node, device->handler, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < model->n_interfaces; i++) {
    g_autofree char *text = fake_describe_interface (device->sys_path, &model->interfaces[i], i);
    add (usb, text);
    if (!model->interfaces[i].undriven)
      set_driven (device, i, true);
    if (model->interfaces[i].tty != NULL) {
      g_autofree char *tty = fake_describe_port (device->sys_path, model->interfaces[i].tty, i);
      add (usb, tty);
    }
  }
  g_autofree char *text = fake_describe_device (device->sys_path, model, address);
  add (usb, text);
  if (model->closed)
    g_assert_cmpint (g_chmod (device->real_node, 0), ==, 0);
  announce (usb, device->sys_path);
  return device;
}

void
fake_device_unplug (FakeDevice *device)
{
  FakeUsb *usb = device->usb;
  g_autofree char *path = g_strconcat ("/sys", device->sys_path, NULL);

  g_mutex_lock (&usb->lock);
  device->unplugged = true;
  if (!device->held)
    fail_all_urbs (device, ESHUTDOWN);
  try_reap (device);
  g_mutex_unlock (&usb->lock);
  umockdev_testbed_uevent (usb->testbed, path, "remove");
  g_autofree char *port = g_path_get_basename (path);
  for (guint i = 0; i < device->n_interfaces; i++) { /* or their links stay behind */
    g_autofree char *interface = g_strdup_printf ("%s/%s:1.%u", path, port, i);
    if (device->interfaces[i].model.tty != NULL) {
      g_autofree char *tty = g_strdup_printf ("%s/tty/%s", interface, device->interfaces[i].model.tty);
      umockdev_testbed_remove_device (usb->testbed, tty);
    }
    umockdev_testbed_remove_device (usb->testbed, interface);
  }
  umockdev_testbed_remove_device (usb->testbed, path);
}

void
fake_device_hold (FakeDevice *device)
{
  g_mutex_lock (&device->usb->lock);
  device->held = true;
  g_mutex_unlock (&device->usb->lock);
}

void
fake_device_let_go (FakeDevice *device)
{
  g_mutex_lock (&device->usb->lock);
  device->held = false;
  if (device->unplugged)
    fail_all_urbs (device, ESHUTDOWN);
  try_reap (device);
  g_mutex_unlock (&device->usb->lock);
}

static void
enqueue (FakeDevice *device, guint interface, const Packet *packet)
{
  g_assert_cmpuint (interface, <, device->n_interfaces);
  g_mutex_lock (&device->usb->lock);
  g_queue_push_tail (&device->interfaces[interface].packets, g_memdup2 (packet, sizeof *packet));
  move (device);
  g_mutex_unlock (&device->usb->lock);
}

void
fake_device_send (FakeDevice *device, guint interface, const guint8 *bytes, gsize length)
{
  enqueue (device, interface, &(Packet){ .bytes = g_bytes_new (bytes, length) });
}

void
fake_device_fail (FakeDevice *device, guint interface, int error)
{
  enqueue (device, interface, &(Packet){ .error = error });
}

bool
fake_device_is_drained (FakeDevice *device)
{
  bool drained = true;

  g_mutex_lock (&device->usb->lock);
  for (guint i = 0; i < device->n_interfaces; i++)
    drained = drained && g_queue_is_empty (&device->interfaces[i].packets);
  drained = drained && g_queue_is_empty (&device->done) && !g_queue_is_empty (&device->urbs);
  g_mutex_unlock (&device->usb->lock);
  return drained;
}

char *
fake_device_take_sent (FakeDevice *device)
{
  g_mutex_lock (&device->usb->lock);
  char *sent = g_strdup (device->sent->str);
  g_string_truncate (device->sent, 0);
  g_mutex_unlock (&device->usb->lock);
  return sent;
}

void
fake_device_refuse_sends (FakeDevice *device, int error)
{
  g_mutex_lock (&device->usb->lock);
  device->refuses_sends = error;
  g_mutex_unlock (&device->usb->lock);
}

void
fake_device_refuse_claims (FakeDevice *device, bool refused)
{
  g_mutex_lock (&device->usb->lock);
  device->refuses_claims = refused;
  g_mutex_unlock (&device->usb->lock);
}

void
fake_device_bind (FakeDevice *device, guint interface)
{
  g_mutex_lock (&device->usb->lock);
  set_driven (device, interface, true);
  g_mutex_unlock (&device->usb->lock);
}

static guint
read_count (FakeDevice *device, const guint *count)
{
  g_mutex_lock (&device->usb->lock);
  guint value = *count;
  g_mutex_unlock (&device->usb->lock);
  return value;
}

void
fake_device_forget_program (FakeDevice *device)
{
  on_close (NULL, NULL, device);
  g_mutex_lock (&device->usb->lock);
  for (guint i = 0; i < device->n_interfaces; i++)
    while (!g_queue_is_empty (&device->interfaces[i].packets))
      packet_free (g_queue_pop_head (&device->interfaces[i].packets));
  g_mutex_unlock (&device->usb->lock);
}

FakePrinter *
fake_device_lock_printer (FakeDevice *device)
{
  g_mutex_lock (&device->usb->lock);
  return &device->printer;
}

void
fake_device_unlock_printer (FakeDevice *device)
{
  g_mutex_unlock (&device->usb->lock);
}

guint
fake_device_opens (FakeDevice *device)
{
  return read_count (device, &device->opens);
}

guint
fake_device_claims (FakeDevice *device)
{
  return read_count (device, &device->claims);
}

guint
fake_device_clears (FakeDevice *device)
{
  return read_count (device, &device->clears);
}

static bool
read_flag (FakeDevice *device, const bool *flag)
{
  g_mutex_lock (&device->usb->lock);
  bool value = *flag;
  g_mutex_unlock (&device->usb->lock);
  return value;
}

bool
fake_device_is_claimed (FakeDevice *device, guint interface)
{
  return read_flag (device, &device->interfaces[interface].claimed);
}

bool
fake_device_has_driver (FakeDevice *device, guint interface)
{
  return read_flag (device, &device->interfaces[interface].driven);
}

const char *
fake_device_node (FakeDevice *device)
{
  return device->real_node;
}
