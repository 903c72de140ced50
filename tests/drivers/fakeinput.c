/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fakeinput.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <linux/input.h>
#include <umockdev.h>

struct FakeInput {
  UMockdevTestbed *testbed;
  char *node, *real_node;
  char *sys_path; /* NULL: a USB device brings it */
  UMockdevIoctlBase *handler;
  int pipe; /* both ends */
  GMutex lock;
  bool grabbed, refused, unplugged;
  bool is_away; /* the test's thread */
  guint grabs;
};

/* The argument of EVIOCGRAB is no pointer. */
static int
grab (FakeInput *input, gulong wanted)
{
  if (wanted != 0 && (input->grabbed || input->refused))
    return EBUSY;
  if (wanted == 0 && !input->grabbed)
    return EINVAL;
  input->grabbed = wanted != 0;
  input->grabs += input->grabbed;
  return 0;
}

static gboolean
on_ioctl (UMockdevIoctlBase *handler, UMockdevIoctlClient *client, FakeInput *input)
{
  gulong request = umockdev_ioctl_client_get_request (client);
  UMockdevIoctlData *arg = umockdev_ioctl_client_get_arg (client);
  int error;

  (void) handler;
  g_mutex_lock (&input->lock);
  if (input->unplugged)
    error = ENODEV;
  else if (request == EVIOCGRAB)
    error = grab (input, *(gulong *) arg->data);
  else
    error = request == EVIOCSCLOCKID ? 0 : ENOTTY;
  g_mutex_unlock (&input->lock);
  umockdev_ioctl_client_complete (client, error == 0 ? 0 : -1, error);
  return TRUE;
}

static gboolean
on_read (UMockdevIoctlBase *handler, UMockdevIoctlClient *client, FakeInput *input)
{
  (void) handler;
  g_mutex_lock (&input->lock);
  bool unplugged = input->unplugged;
  g_mutex_unlock (&input->lock);
  if (unplugged)
    umockdev_ioctl_client_complete (client, -1, ENODEV);
  return unplugged;
}

static void
on_close (UMockdevIoctlBase *handler, UMockdevIoctlClient *client, FakeInput *input)
{
  (void) handler, (void) client;
  g_mutex_lock (&input->lock);
  input->grabbed = false;
  g_mutex_unlock (&input->lock);
}

FakeInput *
fake_input_new (FakeUsb *usb, guint number)
{
  FakeInput *input = g_new0 (FakeInput, 1);
  g_autoptr (GError) error = NULL;

  input->testbed = fake_usb_testbed (usb);
  g_autofree char *root = umockdev_testbed_get_root_dir (input->testbed);
  input->node = g_strdup_printf ("/dev/input/event%u", number);
  input->real_node = g_strconcat (root, input->node, NULL);
  g_autofree char *folder = g_path_get_dirname (input->real_node);
  g_mutex_init (&input->lock);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_cmpint (mkfifo (input->real_node, 0600), ==, 0);
  input->pipe = open (input->real_node, O_RDWR | O_NONBLOCK | O_CLOEXEC);
  g_assert_cmpint (input->pipe, >=, 0);
  input->handler = umockdev_ioctl_base_new ();
  g_signal_connect (input->handler, "handle-ioctl", G_CALLBACK (on_ioctl), input);
  g_signal_connect (input->handler, "handle-read", G_CALLBACK (on_read), input);
  g_signal_connect (input->handler, "client-vanished", G_CALLBACK (on_close), input);
  umockdev_testbed_attach_ioctl (input->testbed, input->node, input->handler, &error);
  g_assert_no_error (error);
  return input;
}

static void
append (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, "A: %s=%s\\n\n", name, value != NULL ? value : "");
}

FakeInput *
fake_input_plug (FakeUsb *usb, guint number, const FakeInputModel *model)
{
  static const char whole[] = "10000 7 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe";
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = g_strdup_printf ("/devices/virtual/input/input%u", number);
  g_autofree char *bus = g_strdup_printf ("%04x", model->bus), *vendor = g_strdup_printf ("%04x", model->vendor),
                  *product = g_strdup_printf ("%04x", model->product);
  g_autoptr (GError) error = NULL;

  g_string_append_printf (text, "P: %s\nE: SUBSYSTEM=input\n", path);
  append (text, "name", model->name);
  append (text, "phys", model->phys);
  append (text, "uniq", model->uniq);
  append (text, "id/bustype", bus);
  append (text, "id/vendor", vendor);
  append (text, "id/product", product);
  append (text, "capabilities/key", model->keys != NULL ? model->keys : whole);
  g_string_append_printf (text, "\nP: %s/event%u\nE: SUBSYSTEM=input\nL: device=..\n\n", path, number);
  umockdev_testbed_add_from_string (fake_usb_testbed (usb), text->str, &error);
  g_assert_no_error (error);
  FakeInput *input = fake_input_new (usb, number);
  input->sys_path = g_strconcat ("/sys", path, NULL);
  return input;
}

/* The inner one first. */
static void
leave_sysfs (FakeInput *input)
{
  g_autofree char *event = g_path_get_basename (input->node);
  g_autofree char *below = g_build_filename (input->sys_path, event, NULL);

  umockdev_testbed_remove_device (input->testbed, below);
  umockdev_testbed_remove_device (input->testbed, input->sys_path);
}

/* It is there no more for whoever looks. */
static void
take_away (FakeInput *input)
{
  if (input->is_away)
    return;
  input->is_away = true;
  if (input->sys_path != NULL)
    leave_sysfs (input);
  umockdev_testbed_detach_ioctl (input->testbed, input->node, NULL);
  g_unlink (input->real_node);
}

void
fake_input_leave (FakeInput *input)
{
  fake_input_unplug (input);
  take_away (input);
}

void
fake_input_free (FakeInput *input)
{
  take_away (input);
  close (input->pipe);
  g_object_unref (input->handler);
  g_mutex_clear (&input->lock);
  g_free (input->node);
  g_free (input->real_node);
  g_free (input->sys_path);
  g_free (input);
}

static void
put (FakeInput *input, guint16 type, guint16 code, gint32 value, gint64 at_us)
{
  struct input_event event = { .type = type, .code = code, .value = value };

  event.input_event_sec = (long) (at_us / G_USEC_PER_SEC);
  event.input_event_usec = (long) (at_us % G_USEC_PER_SEC);
  g_assert_cmpint (write (input->pipe, &event, sizeof event), ==, sizeof event);
}

void
fake_input_type (FakeInput *input, const GArray *keys, gint64 each_us)
{
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = 0; i < keys->len; i++) {
    TypistKey key = g_array_index (keys, TypistKey, i);
    gint64 at_us = now_us - (keys->len - 1 - i) * each_us;
    put (input, EV_MSC, MSC_SCAN, 0x70000 | key.usage, at_us);
    put (input, EV_KEY, key.code, key.down ? 1 : 0, at_us);
    put (input, EV_SYN, SYN_REPORT, 0, at_us);
  }
}

void
fake_input_drop (FakeInput *input)
{
  put (input, EV_SYN, SYN_DROPPED, 0, g_get_monotonic_time ());
}

void
fake_input_unplug (FakeInput *input)
{
  g_mutex_lock (&input->lock);
  input->unplugged = true;
  g_mutex_unlock (&input->lock);
  put (input, EV_SYN, SYN_REPORT, 0, 0); /* so that whoever waits looks */
}

void
fake_input_refuse_grabs (FakeInput *input, bool refused)
{
  g_mutex_lock (&input->lock);
  input->refused = refused;
  g_mutex_unlock (&input->lock);
}

bool
fake_input_is_grabbed (FakeInput *input)
{
  g_mutex_lock (&input->lock);
  bool grabbed = input->grabbed;
  g_mutex_unlock (&input->lock);
  return grabbed;
}

guint
fake_input_grabs (FakeInput *input)
{
  g_mutex_lock (&input->lock);
  guint grabs = input->grabs;
  g_mutex_unlock (&input->lock);
  return grabs;
}

bool
fake_input_is_drained (FakeInput *input)
{
  int waiting = 0;

  g_assert_cmpint (ioctl (input->pipe, FIONREAD, &waiting), ==, 0);
  return waiting == 0;
}

const char *
fake_input_node (FakeInput *input)
{
  return input->real_node;
}
