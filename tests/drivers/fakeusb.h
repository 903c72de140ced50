/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A USB without wires: devices in umockdev's /sys and /dev, and the kernel's usbfs behind them. libusb and
 * everything above it runs unchanged. The kernel's part is played faithfully where we depend on it: an interface
 * belongs to its driver until it is detached, and with the driver goes the HID node in sysfs; a second claim is
 * EBUSY; after an unplug transfers come back with ESHUTDOWN and everything else is ENODEV; a released interface is
 * not given back to its driver unless asked.
 *
 * All functions are for the test's thread; usbfs is answered from umockdev's own.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct FakeUsb FakeUsb;
typedef struct FakeDevice FakeDevice;

#define FAKE_INTERFACES_MAX 3

typedef struct {
  guint8 class, subclass, protocol;
  const guint8 *report_descriptor; /* NULL: none */
  gsize report_descriptor_bytes;
  guint8 endpoint; /* interrupt IN; 0: none */
  guint16 packet_bytes;
  guint8 out_endpoint; /* interrupt OUT; 0: none */
  const char *tty;     /* the serial port the kernel has made of it, "ttyACM0"; NULL: none. Its node comes from faketty.h */
  bool undriven; /* no kernel driver holds it */
  guint event;   /* its input device while a driver holds it: /dev/input/eventN; 0: none. See fakeinput.h */
} FakeInterface;

typedef struct {
  const char *port; /* "1-1"; "1-2.3" needs a hub at "1-2" */
  guint16 vendor, product;
  const char *maker, *name, *serial; /* NULL: none */
  guint n_interfaces;
  FakeInterface interfaces[FAKE_INTERFACES_MAX];
  bool closed; /* its node may not be opened by anybody but root: until the test does a chmod */
  const guint8 *descriptors; /* NULL: well-formed ones are made from the interfaces */
  gsize descriptors_bytes;
  const char *printer_id; /* what a printer says of itself, "MFG:…;"; NULL: it is none. Its port is well until it is set */
  bool printer_answers;   /* it is what fakeprinter.h says, and answers by the first interface's endpoint */
} FakeModel;

FakeUsb *fake_usb_new (void);
void fake_usb_free (FakeUsb *usb);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeUsb, fake_usb_free)

/* For what else is on this machine. */
struct _UMockdevTestbed;
struct _UMockdevTestbed *fake_usb_testbed (FakeUsb *usb);

/* The folder that is "/" to the program under test; free it. */
char *fake_usb_root (FakeUsb *usb);

/* Plugged in before anybody looks, or while the program runs: it is announced either way. At a new address each time.
 * Valid until fake_usb_free, also after the unplug. */
FakeDevice *fake_usb_plug (FakeUsb *usb, const FakeModel *model);
void fake_device_unplug (FakeDevice *device);

/* From now on the kernel keeps transfers to itself, even after an unplug, until fake_device_let_go: then all come
 * back. */
void fake_device_hold (FakeDevice *device);
void fake_device_let_go (FakeDevice *device);

/* The next transfer of the interface's endpoint; waits in the device until the program asks. Longer than the
 * transfer that asks for it: babble, EOVERFLOW. */
void fake_device_send (FakeDevice *device, guint interface, const guint8 *bytes, gsize length);

/* The next transfer fails with ERRNO: EPIPE is a stall and halts the endpoint until it is cleared. */
void fake_device_fail (FakeDevice *device, guint interface, int error);

/* Everything sent has been fetched, and the next transfer is asked for. */
bool fake_device_is_drained (FakeDevice *device);

/* What it was sent since it was asked last, by interrupt OUT ("out 01220100") or SET_REPORT ("set 0200 0404", its wValue in
 * front), a blank between two; free it. */
char *fake_device_take_sent (FakeDevice *device);

/* From now on it takes nothing: what is sent fails with ERRNO, or, with 0, never comes back until it is cancelled. -1: it
 * takes everything again. */
void fake_device_refuse_sends (FakeDevice *device, int error);

/* As long as another program has it every claim is EBUSY. */
void fake_device_refuse_claims (FakeDevice *device, bool refused);

/* The kernel binds its HID driver, late: until now the interface was not described. */
void fake_device_bind (FakeDevice *device, guint interface);

/* The program that had it open was killed, and waited for: umockdev does not notice it of one that waits for an answer. Nothing is
 * claimed then, and nobody waits. */
void fake_device_forget_program (FakeDevice *device);

/* What was done to it. */
guint fake_device_opens (FakeDevice *device);
guint fake_device_claims (FakeDevice *device); /* of any interface, ever */
guint fake_device_clears (FakeDevice *device); /* halts cleared */
bool fake_device_is_claimed (FakeDevice *device, guint interface);
bool fake_device_has_driver (FakeDevice *device, guint interface);

/* The real path of its node in /dev/bus/usb: for chmod. */
const char *fake_device_node (FakeDevice *device);
