/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoScanners: every scanner of this PC, plugged in now or later. It finds them, tells their state, and hands up what
 * they scan. Devices are classified from sysfs before anything is opened; what is claimed is an interface of HID usage page
 * 8C or FF45, one that a profile names by its product, or a serial port of a maker of scanners: the operator's keyboard is
 * never touched.
 *
 *   static const FoScannersListener listener = { .scan = on_scan, .device = on_device, .fault = on_fault };
 *   FoScannersOptions options = { .profiles = profiles, .listener = &listener, .user = self, .now_us = clock_now_us };
 *   g_autoptr (FoScanners) scanners = fo_scanners_new (&options);
 *   if (!fo_scanners_start (scanners, &error)) …
 *
 * Threads: an own *usb* thread does all I/O and decoding. All functions here are for the thread that called
 * fo_scanners_start, and every callback comes there, from its thread-default GMainContext (or from within
 * fo_scanners_stop). A scan that was handed up waits in a queue without a limit: however long the callback or the
 * main loop takes, none is dropped and the order stays.
 */
#pragma once

#include "firstout/core/scan.h"
#include "firstout/drivers/fault.h"
#include "firstout/drivers/profile.h"
#include "firstout/drivers/trace.h"
#include <glib.h>
#include <stdint.h>

#define FO_SCANNERS_ERROR fo_scanners_error_quark ()
GQuark fo_scanners_error_quark (void);

typedef enum { FO_SCANNERS_ERROR_USB } FoScannersError;

/* state, stable text */
#define FO_DEVICE_STATES(S)                                                                                            \
  S (FO_DEVICE_OPENING, "opening")         /* plugged in this moment */                                                \
  S (FO_DEVICE_READY, "ready")                                                                                         \
  S (FO_DEVICE_NO_ACCESS, "no-access")     /* help: the udev rule that is missing */                                   \
  S (FO_DEVICE_BUSY, "busy")               /* another program has it */                                                \
  S (FO_DEVICE_KEYBOARD, "keyboard-mode")  /* a scanner maker's device that types: set it to HID POS, or pair it */    \
  S (FO_DEVICE_UNPAIRED, "unpaired")       /* a keyboard or a port, perhaps a scanner: see pairing.h; untouched */     \
  S (FO_DEVICE_PAIRING, "pairing")         /* taken for some seconds, to see whether the shown code comes from it */   \
  S (FO_DEVICE_UNKNOWN, "unknown")         /* a scanner maker's device in a mode no profile reads */                   \
  S (FO_DEVICE_UNSUPPORTED, "unsupported") /* HID POS, but it describes itself in a way we cannot read; help: how */   \
  S (FO_DEVICE_FAILED, "failed")           /* help: what the system said; tried again every two seconds */

typedef enum {
#define FO_DEVICE_STATE_ENUM(state, name) state,
  FO_DEVICE_STATES (FO_DEVICE_STATE_ENUM)
#undef FO_DEVICE_STATE_ENUM
    FO_N_DEVICE_STATES
} FoDeviceState;

/* "no-access". Static. */
const char *fo_device_state_name (FoDeviceState state);

/* What FoDevice.help is about: a name for words ("page.help.rule-shipped"), and what its text says. */
#define FO_DEVICE_HELPS(H)                                                                                             \
  H (FO_HELP_NONE, "none")                 /* "" */                                                                    \
  H (FO_HELP_RULE_SHIPPED, "rule-shipped") /* the udev rule that comes with Firstout is not in force; its file name */ \
  H (FO_HELP_RULE, "rule")                 /* a udev rule to add, whole */                                             \
  H (FO_HELP_RULE_PORT, "rule-port")       /* likewise; or the person joins the group "dialout" */                     \
  H (FO_HELP_DIALOUT, "dialout")           /* the person must join the group */                                        \
  H (FO_HELP_PORT_BUSY, "port-busy")       /* another program has the port: ModemManager, most likely */               \
  H (FO_HELP_DESCRIPTOR, "descriptor")     /* what in its self-description cannot be read */                           \
  H (FO_HELP_NO_PROFILE, "no-profile")     /* nobody has written how to read this kind */                              \
  H (FO_HELP_NO_DRIVER, "no-driver")       /* a port, and the kernel has no driver for it */                           \
  H (FO_HELP_SILENT, "silent")             /* the device stopped answering */                                          \
  H (FO_HELP_SYSTEM, "system")             /* what the system said */                                                  \
  H (FO_HELP_FILE, "file")                 /* of FO_PAIRING_FILE: which file, and what the system said */

typedef enum {
#define FO_DEVICE_HELP_ENUM(help, name) help,
  FO_DEVICE_HELPS (FO_DEVICE_HELP_ENUM)
#undef FO_DEVICE_HELP_ENUM
    FO_N_DEVICE_HELPS
} FoDeviceHelp;

/* "rule-shipped". Static. */
const char *fo_device_help_name (FoDeviceHelp help);

#define FO_DEVICE_NAME_MAX 64
#define FO_DEVICE_PORT_MAX 32
#define FO_DEVICE_HELP_MAX 160

/* One scanner. A value: copy it freely. Texts are UTF-8, cleaned of control characters: a device may call itself
 * anything. */
typedef struct {
  /* "usb:0c2e:0b61:SERIAL", or by port "usb:0c2e:0b61@1-1.2" when it has no serial number or another one with the same
   * is plugged in; "tty:ttyS0" for a port of the PC; "input:0005:0c2e:0b61:ADDRESS" for an input device that no USB device
   * brings (bus, as Linux numbers them, maker, product), or "input:0011:0001:0001@isa0060/serio0/input0" by its port.
   * FoScan.device. The same after a re-plug. */
  char id[FO_SCAN_DEVICE_MAX];
  uint16_t vendor, product;
  char serial[FO_DEVICE_NAME_MAX];  /* "" when it has none */
  char port[FO_DEVICE_PORT_MAX];    /* "1-1.2": bus and hub ports; "trace" for a replayed one */
  char name[FO_DEVICE_NAME_MAX];    /* what the device calls itself; may be "" */
  char profile[FO_DEVICE_NAME_MAX]; /* FoProfile.name; "" when none reads it */
  bool is_port;                     /* a serial port, of the PC or of a USB device; else it is, or types like, a HID device */
  bool may_be_shared;               /* PS/2: the operator's own keyboard may hang on the same cable */
  FoDeviceState state;
  FoDeviceHelp help_is;
  char help[FO_DEVICE_HELP_MAX]; /* see HELP_IS; in English; a udev rule can be pasted */
  uint32_t lane;                 /* see fo_scanners_set_lane */
  FoSeparators separators;       /* whether it sends GS, as far as was seen; kept over re-plugs like the lane */
  uint64_t scans, faults;        /* handed up since it was plugged in */
} FoDevice;

typedef enum { FO_DEVICE_APPEARED, FO_DEVICE_CHANGED, FO_DEVICE_LEFT } FoDeviceChange;

struct FoPairingNews;

/* Any callback may be NULL. Pointers are valid during the call. */
typedef struct {
  void (*scan) (const FoScan *scan, void *user);
  /* A change of state, not of the counters. */
  void (*device) (const FoDevice *device, FoDeviceChange change, void *user);
  void (*fault) (const char *device_id, FoFault fault, void *user);
  /* Once: every device that was plugged in at the start has been looked at, and opened or given up for now. */
  void (*settled) (void *user);
  /* What became of fo_scanners_pairing_begin, and of the pairing file: pairing.h. */
  void (*pairing) (const struct FoPairingNews *news, void *user);
} FoScannersListener;

typedef struct {
  const FoProfiles *profiles;  /* outlives the scanners */
  const FoScannersListener *listener;
  void *user;
  int64_t (*now_us) (void);    /* µs UTC, for FoScan.at_us; called on the usb thread */
  FoTraceWriter *record;       /* what devices on the USB send goes here, too; NULL: nowhere. Owned by the caller, who
                                  leaves it alone until fo_scanners_stop */
  bool without_usb;            /* replayed traces only */
  const char *pairing_file;    /* pairing.h; copied. NULL: no keyboard is listed or can be paired */
} FoScannersOptions;

typedef struct FoScanners FoScanners;

FoScanners *fo_scanners_new (const FoScannersOptions *options);

/* Begins; devices then come by callback. FO_SCANNERS_ERROR_USB when the system has no usable USB; then nothing runs. */
bool fo_scanners_start (FoScanners *scanners, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Gives every device back to the system, then delivers what is still queued, then returns. No callback comes after
 * it. */
void fo_scanners_stop (FoScanners *scanners);

/* Stops first. Not from within a callback. */
void fo_scanners_free (FoScanners *scanners);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoScanners, fo_scanners_free)

/* Copies of all devices, FoDevice, in the order they appeared. Free with g_ptr_array_unref. */
GPtrArray *fo_scanners_list (FoScanners *scanners);

/* Which person's work the scans of a device go to, from the next delivered scan on; kept over re-plugs, and in the pairing file, where
 * there is one (FO_PAIRING_FILE when it cannot be written). 0 at first, below FO_LANES_MAX; people count from one. */
#define FO_LANES_MAX 9
void fo_scanners_set_lane (FoScanners *scanners, const char *device_id, uint32_t lane);

/* Lets the scanner itself beep or light up: at once, and as it can. Nothing happens where it has no means, its profile
 * says beep=none, or it is not there. Never waits. */
void fo_scanners_feedback (FoScanners *scanners, const char *device_id, FoFeedback feedback);

/* Plays a trace as if its devices were plugged in, in its own tempo (AT_ONCE: without waiting). Its devices appear,
 * scan and leave like others. Only while started. */
void fo_scanners_replay (FoScanners *scanners, FoTrace *trace, bool at_once);

/* Plays a trace without a thread, a clock or a hub: every callback comes before it returns, FoScan.at_us is the trace's
 * time. For `firstoutctl trace replay` and for tests. Any thread. */
void fo_scanners_play (const FoProfiles *profiles,
                       FoTrace *trace,
                       const FoScannersListener *listener,
                       void *user);
