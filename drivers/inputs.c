/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   /sys/class/input/event7/device/name, phys, uniq              "AT Translated Set 2 keyboard", "isa0060/serio0/input0", ""
 *   /sys/class/input/event7/device/id/bustype, vendor, product   0011, 0001, 0001
 *   /sys/class/input/event7/device/capabilities/key              words of bits, the lowest last
 *
 * A device may have several nodes, of keys and of others: those with the same bus, maker, product and address (a scanner's at Bluetooth
 * is its own, a port's where it has none) are one. */
#include "inputs.h"
#include "identity.h"
#include "transports.h"

#include <glib/gstdio.h>
#include <linux/input.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#define SYSFS_INPUT "/sys/class/input"
#define DEV_INPUT "/dev/input"
#define LOOK_US 2000000  /* while nothing announces them */
#define SETTLE_US 100000 /* the node is there before what sysfs says of it, and before its rights */
#define SETTLES 10
#define UNIQ_MAX 40 /* so that an id always fits, its beginning and all */

typedef struct {
  FoDevice device;
  GPtrArray *nodes; /* "/dev/input/event7", … */
  bool types;
} Found;

struct FoInputs {
  FoSpots *spots;
  int watch;         /* inotify; -1: none */
  GStatBuf watched;  /* the folder it watches */
  GHashTable *known; /* id → its nodes, GPtrArray, which own its spot's transports */
  int64_t due_us;
  guint settles; /* looks that are still to come */
  FoProfile profile;
};

/* ---- one node ---------------------------------------------------------------------------------------------------- */

static void
read_text (const char *folder, const char *name, char *to, gsize size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL), *text = NULL;

  fo_text_clean (g_file_get_contents (path, &text, NULL, NULL) ? text : "", to, size);
}

static guint
read_number (const char *folder, const char *name)
{
  char text[16];
  guint64 value = 0;

  read_text (folder, name, text, sizeof text);
  return g_ascii_string_to_unsigned (text, 16, 0, 0xffff, &value, NULL) ? (guint) value : 0;
}

/* Figures, letters and Enter: what has only some keys, a power button or a player's, is no scanner. They lie in the lowest 32 bits,
 * whatever the kernel's word is. */
static bool
types (const char *folder)
{
  static const struct {
    guint first, last;
  } wanted[] = { { KEY_1, KEY_0 }, { KEY_Q, KEY_P }, { KEY_ENTER, KEY_ENTER } };
  g_autofree char *path = g_build_filename (folder, "capabilities", "key", NULL), *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return false;
  const char *word = strrchr (g_strstrip (text), ' ');
  guint64 keys = g_ascii_strtoull (word != NULL ? word + 1 : text, NULL, 16);
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    for (guint key = wanted[i].first; key <= wanted[i].last; key++)
      if ((keys >> key & 1) == 0)
        return false;
  return true;
}

static const char *
name_bus (guint bus)
{
  return bus == BUS_BLUETOOTH ? "Bluetooth" : bus == BUS_I8042 ? "PS/2" : NULL;
}

/* "input:0005:0c2e:0b61:AA:BB:…", "input:0011:0001:0001@isa0060/serio0/input0". Only visible ASCII. */
static void
identify (guint bus, const char *phys, FoDevice *device)
{
  const char *uniq = device->serial, *own = *uniq ? uniq : *phys ? phys : device->name;

  g_snprintf (device->id, sizeof device->id, "input:%04x:%04x:%04x%c%.*s", bus, device->vendor, device->product,
              *uniq ? ':' : '@', UNIQ_MAX, own);
  fo_device_id_clean (device->id);
}

/* False: a USB device brings it, and what that is is seen there (usb-node.c); or it is leaving. */
static bool
describe (const char *folder, FoDevice *ret_device)
{
  FoDevice device = { 0 };
  guint bus = read_number (folder, "id/bustype");
  char phys[FO_DEVICE_NAME_MAX];

  if (bus == 0 || bus == BUS_USB)
    return false;
  device.vendor = (uint16_t) read_number (folder, "id/vendor");
  device.product = (uint16_t) read_number (folder, "id/product");
  device.may_be_shared = bus == BUS_I8042;
  read_text (folder, "name", device.name, sizeof device.name);
  read_text (folder, "uniq", device.serial, sizeof device.serial);
  read_text (folder, "phys", phys, sizeof phys);
  g_strlcpy (device.port, name_bus (bus) != NULL ? name_bus (bus) : phys, sizeof device.port);
  identify (bus, phys, &device);
  *ret_device = device;
  return true;
}

/* ---- all of them ------------------------------------------------------------------------------------------------- */

static void
found_free (gpointer data)
{
  Found *found = data;

  g_ptr_array_unref (found->nodes);
  g_free (found);
}

static void
take_node (GHashTable *all, const char *event)
{
  g_autofree char *folder = g_build_filename (SYSFS_INPUT, event, "device", NULL);
  FoDevice device;

  if (!describe (folder, &device))
    return;
  Found *found = g_hash_table_lookup (all, device.id);
  if (found == NULL) {
    found = g_new0 (Found, 1);
    found->device = device;
    found->nodes = g_ptr_array_new_with_free_func (g_free);
    g_hash_table_insert (all, found->device.id, found);
  }
  g_ptr_array_add (found->nodes, g_build_filename (DEV_INPUT, event, NULL));
  found->types |= types (folder);
}

/* id → Found */
static GHashTable *
look (void)
{
  g_autoptr (GDir) dir = g_dir_open (SYSFS_INPUT, 0, NULL);
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, found_free);

  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL; name = g_dir_read_name (dir))
    if (g_str_has_prefix (name, "event"))
      take_node (all, name);
  return all;
}

/* ---- their spots ------------------------------------------------------------------------------------------------- */

static FoTransport *
open_input (const FoProfile *profile, gpointer owner)
{
  GPtrArray *nodes = owner;
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  (void) profile;
  for (guint i = 0; i < nodes->len; i++)
    g_ptr_array_add (paths, g_ptr_array_index (nodes, i));
  g_ptr_array_add (paths, NULL);
  return fo_evdev_transport_new ((const char *const *) paths->pdata);
}

/* Key events are no transfers: a trace has no form for them. */
static const FoSpotOps input_ops = { .open = open_input,
                                     .help_no_access = fo_device_help_no_input,
                                     .busy = FO_HELP_NONE,
                                     .free = (GDestroyNotify) g_ptr_array_unref };

static void
add (FoInputs *inputs, const Found *found, int64_t now_us)
{
  FoSpot *spot = fo_spot_new (fo_spots_shared (inputs->spots), &input_ops, g_ptr_array_ref (found->nodes),
                              &found->device, &inputs->profile, true, now_us);

  g_hash_table_replace (inputs->known, g_strdup (found->device.id), g_ptr_array_ref (found->nodes));
  fo_spots_add (inputs->spots, spot);
}

static bool
has_other_nodes (const GPtrArray *a, const GPtrArray *b)
{
  bool differ = a->len != b->len;

  for (guint i = 0; !differ && i < a->len; i++)
    differ = !g_ptr_array_find_with_equal_func ((GPtrArray *) b, g_ptr_array_index (a, i), g_str_equal, NULL);
  return differ;
}

/* One that left and came back within the moment between two looks has other nodes, or is not heard any more: it is another visit. */
static void
drop_those_that_left (FoInputs *inputs, GHashTable *all)
{
  GHashTableIter at;
  gpointer id, nodes;

  g_hash_table_iter_init (&at, inputs->known);
  while (g_hash_table_iter_next (&at, &id, &nodes)) {
    const Found *found = g_hash_table_lookup (all, id);
    if (found != NULL && found->types && !has_other_nodes (nodes, found->nodes))
      continue;
    fo_spots_remove (inputs->spots, fo_spots_find (inputs->spots, id));
    g_hash_table_iter_remove (&at);
  }
}

static void
compare (FoInputs *inputs, int64_t now_us)
{
  g_autoptr (GHashTable) all = look ();
  GHashTableIter at;
  gpointer value;

  drop_those_that_left (inputs, all);
  g_hash_table_iter_init (&at, all);
  while (g_hash_table_iter_next (&at, NULL, &value)) {
    const Found *found = value;
    if (!found->types)
      continue;
    if (!g_hash_table_contains (inputs->known, found->device.id))
      add (inputs, found, now_us);
    else
      fo_spot_try_again (fo_spots_find (inputs->spots, found->device.id), now_us); /* its rights may have come */
  }
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
end_watch (FoInputs *inputs)
{
  if (inputs->watch >= 0)
    close (inputs->watch);
  inputs->watch = -1;
}

static void
begin_watch (FoInputs *inputs)
{
  inputs->watch = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  if (inputs->watch >= 0
      && (g_stat (DEV_INPUT, &inputs->watched) != 0
          || inotify_add_watch (inputs->watch, DEV_INPUT, IN_CREATE | IN_DELETE | IN_ATTRIB) < 0))
    end_watch (inputs); /* there is no input device */
}

/* The kernel takes the folder away with the last node in it, and makes another one: that one would not be watched. */
static void
check_watch (FoInputs *inputs)
{
  GStatBuf now;

  if (g_stat (DEV_INPUT, &now) != 0 || now.st_ino != inputs->watched.st_ino || now.st_dev != inputs->watched.st_dev)
    end_watch (inputs);
  if (inputs->watch < 0)
    begin_watch (inputs);
}

FoInputs *
fo_inputs_new (FoSpots *spots)
{
  static char file[] = "", name[] = "Input device";
  FoInputs *inputs = g_new0 (FoInputs, 1);

  inputs->spots = spots;
  inputs->watch = -1;
  inputs->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  inputs->profile =
      (FoProfile){ .file = file, .name = name, .transport = FO_TRANSPORT_EVDEV, .decoder = &fo_decoder_keyboard_evdev };
  return inputs;
}

void
fo_inputs_free (FoInputs *inputs)
{
  end_watch (inputs);
  g_hash_table_unref (inputs->known);
  g_free (inputs);
}

bool
fo_inputs_poll (const FoInputs *inputs, GPollFD *ret_fd)
{
  *ret_fd = (GPollFD){ .fd = inputs->watch, .events = G_IO_IN };
  return inputs->watch >= 0;
}

int64_t
fo_inputs_due (const FoInputs *inputs)
{
  return inputs->due_us;
}

/* What came is not told apart: all is looked at. */
static bool
has_news (FoInputs *inputs)
{
  char events[4096];
  bool news = false;

  while (inputs->watch >= 0 && read (inputs->watch, events, sizeof events) > 0)
    news = true;
  return news;
}

/* A change is looked at in a moment, and some more times: what udev does to a node comes later than the node. */
void
fo_inputs_tick (FoInputs *inputs, int64_t now_us)
{
  if (has_news (inputs)) {
    inputs->settles = SETTLES;
    inputs->due_us = MIN (inputs->due_us, now_us + SETTLE_US);
  }
  if (now_us < inputs->due_us)
    return;
  check_watch (inputs);
  compare (inputs, now_us);
  inputs->due_us = inputs->settles > 0 ? now_us + SETTLE_US : inputs->watch >= 0 ? FO_NEVER_US : now_us + LOOK_US;
  inputs->settles -= inputs->settles > 0;
}
