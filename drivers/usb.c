/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usb.h"
#include "usb-node.h"

#define WAIT_MAX_US 60000000
#define LEAVE_MAX_US 3000000 /* a device that does not answer to its cancelled transfer is left behind */
#define LEAVE_STEP_US 50000

struct FoUsb {
  libusb_context *context;
  libusb_hotplug_callback_handle hotplug;
  bool watching;
  GQueue news; /* of News: what the hot-plug callback may only note */
  FoUsbShared shared;
  bool settled;
};

typedef struct {
  libusb_device *device; /* referenced */
  bool arrived;
} News;

/* ---- hot-plug ---------------------------------------------------------------------------------------------------- */

/* Within libusb's event handling: no I/O here (libusb issue 408). */
static int LIBUSB_CALL
on_hotplug (libusb_context *context, libusb_device *device, libusb_hotplug_event event, void *user)
{
  FoUsb *usb = user;
  News *news = g_new (News, 1);

  (void) context;
  news->device = libusb_ref_device (device);
  news->arrived = event == LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED;
  g_queue_push_tail (&usb->news, news);
  return 0;
}

static void
news_free (News *news)
{
  libusb_unref_device (news->device);
  g_free (news);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (News, news_free)

static FoUsbNode *
find_node (const FoUsb *usb, libusb_device *device)
{
  for (guint i = 0; i < usb->shared.nodes->len; i++) {
    FoUsbNode *node = g_ptr_array_index (usb->shared.nodes, i);
    if (fo_usb_node_device (node) == device)
      return node;
  }
  return NULL;
}

static void
take_news (FoUsb *usb, int64_t now_us)
{
  while (!g_queue_is_empty (&usb->news)) {
    g_autoptr (News) news = g_queue_pop_head (&usb->news);
    FoUsbNode *node = find_node (usb, news->device);
    if (news->arrived && node == NULL)
      node = fo_usb_node_new (&usb->shared, news->device, now_us);
    else if (!news->arrived && node != NULL)
      fo_usb_node_leave (node, now_us);
    else
      continue;
    if (news->arrived && node != NULL)
      g_ptr_array_add (usb->shared.nodes, node);
  }
}

/* ---- the nodes --------------------------------------------------------------------------------------------------- */

static void
tick_nodes (FoUsb *usb, int64_t now_us)
{
  GPtrArray *nodes = usb->shared.nodes;

  for (guint i = 0; i < nodes->len;) {
    FoUsbNode *node = g_ptr_array_index (nodes, i);
    fo_usb_node_tick (node, now_us);
    if (fo_usb_node_is_over (node))
      g_ptr_array_remove_index (nodes, i);
    else
      i++;
  }
}

static void
tell_settled (FoUsb *usb)
{
  for (guint i = 0; i < usb->shared.nodes->len; i++)
    if (!fo_usb_node_is_settled (g_ptr_array_index (usb->shared.nodes, i)))
      return;
  usb->settled = true;
  usb->shared.listener->settled (usb->shared.user);
}

/* Devices that are there already are announced like those that come later. */
static void
watch (FoUsb *usb)
{
  usb->watching
    = libusb_hotplug_register_callback (usb->context,
                                        LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT,
                                        LIBUSB_HOTPLUG_ENUMERATE, LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY,
                                        LIBUSB_HOTPLUG_MATCH_ANY, on_hotplug, usb, &usb->hotplug)
      == LIBUSB_SUCCESS;
}

void
fo_usb_tick (FoUsb *usb, int64_t now_us)
{
  take_news (usb, now_us);
  tick_nodes (usb, now_us);
  if (!usb->settled)
    tell_settled (usb);
}

int64_t
fo_usb_due (const FoUsb *usb)
{
  int64_t due_us = g_queue_is_empty ((GQueue *) &usb->news) ? FO_NEVER_US : 0;

  for (guint i = 0; i < usb->shared.nodes->len; i++)
    due_us = MIN (due_us, fo_usb_node_due (g_ptr_array_index (usb->shared.nodes, i)));
  return due_us;
}

void
fo_usb_collect (const FoUsb *usb, GPtrArray *plugged)
{
  for (guint i = 0; i < usb->shared.nodes->len; i++) {
    FoPlugged *one = fo_usb_node_plugged (g_ptr_array_index (usb->shared.nodes, i));
    if (one != NULL)
      g_ptr_array_add (plugged, one);
  }
}

/* ---- pairing ----------------------------------------------------------------------------------------------------- */

static FoUsbNode *
find_id (const FoUsb *usb, const char *device_id)
{
  for (guint i = 0; i < usb->shared.nodes->len; i++) {
    FoUsbNode *node = g_ptr_array_index (usb->shared.nodes, i);
    const FoPlugged *plugged = fo_usb_node_plugged (node);
    if (plugged != NULL && g_str_equal (fo_plugged_device (plugged)->id, device_id))
      return node;
  }
  return NULL;
}

static void
tell_pairing (FoUsb *usb, FoPairingOutcome outcome, const char *device_id, const char *help)
{
  FoPairingNews news = { .outcome = outcome };

  g_strlcpy (news.device_id, device_id, sizeof news.device_id);
  news.help_is = outcome == FO_PAIRING_FILE ? FO_HELP_FILE : FO_HELP_NONE;
  g_strlcpy (news.help, help, sizeof news.help);
  usb->shared.listener->pairing (&news, usb->shared.user);
}

void
fo_usb_pair (FoUsb *usb, const char *device_id, const char *code, int64_t until_us, int64_t now_us)
{
  FoUsbNode *node = find_id (usb, device_id);

  fo_usb_end_pairing (usb);
  if (node == NULL || usb->shared.pairings == NULL)
    tell_pairing (usb, FO_PAIRING_GONE, device_id, "");
  else
    fo_usb_node_pair (node, code, until_us, now_us);
}

void
fo_usb_end_pairing (FoUsb *usb)
{
  for (guint i = 0; i < usb->shared.nodes->len; i++)
    fo_usb_node_end_pairing (g_ptr_array_index (usb->shared.nodes, i));
}

void
fo_usb_forget (FoUsb *usb, const char *device_id)
{
  FoUsbNode *node = find_id (usb, device_id);
  g_autoptr (GError) error = NULL;

  if (usb->shared.pairings == NULL)
    return;
  if (!fo_pairings_forget (usb->shared.pairings, device_id, &error))
    tell_pairing (usb, FO_PAIRING_FILE, device_id, error->message);
  if (node != NULL)
    fo_usb_node_forget (node);
  tell_pairing (usb, FO_PAIRING_FORGOTTEN, device_id, "");
}

/* ---- waiting ----------------------------------------------------------------------------------------------------- */

/* Nobody but libusb waits: it can do that best. */
static void
handle_bus (FoUsb *usb, int64_t timeout_us)
{
  struct timeval timeout = { .tv_sec = timeout_us / 1000000, .tv_usec = timeout_us % 1000000 };

  libusb_handle_events_timeout_completed (usb->context, &timeout, NULL);
}

static void
add_bus (FoUsb *usb, GArray *fds)
{
  const struct libusb_pollfd **all = libusb_get_pollfds (usb->context);

  for (guint i = 0; all != NULL && all[i] != NULL; i++) {
    GPollFD one = { .fd = all[i]->fd, .events = (gushort) all[i]->events };
    g_array_append_val (fds, one);
  }
  libusb_free_pollfds (all);
}

/* For libusb's own time-outs, where it has no descriptor for them. */
static int64_t
bus_timeout (FoUsb *usb, int64_t timeout_us)
{
  struct timeval next = { 0 };

  if (libusb_get_next_timeout (usb->context, &next) != 1)
    return timeout_us;
  return MIN (timeout_us, (int64_t) next.tv_sec * 1000000 + next.tv_usec);
}

void
fo_usb_wait (FoUsb *usb, const GPtrArray *plugged, const GPollFD *also, int64_t timeout_us)
{
  g_autoptr (GArray) fds = g_array_new (FALSE, FALSE, sizeof (GPollFD));
  g_autoptr (GPtrArray) owners = g_ptr_array_new ();
  int64_t wait_us = CLAMP (timeout_us, 0, WAIT_MAX_US);
  GPollFD one;

  for (guint i = 0; plugged != NULL && i < plugged->len; i++)
    if (fo_plugged_poll (g_ptr_array_index (plugged, i), &one)) {
      g_array_append_val (fds, one);
      g_ptr_array_add (owners, g_ptr_array_index (plugged, i));
    }
  if (also != NULL)
    g_array_append_val (fds, *also);
  if (fds->len == 0) {
    handle_bus (usb, wait_us);
    return;
  }
  add_bus (usb, fds);
  g_poll ((GPollFD *) (gpointer) fds->data, fds->len, (int) ((bus_timeout (usb, wait_us) + 999) / 1000));
  handle_bus (usb, 0);
  for (guint i = 0; i < owners->len; i++) {
    gushort revents = g_array_index (fds, GPollFD, i).revents;
    if (revents != 0)
      fo_plugged_ready (g_ptr_array_index (owners, i), revents, g_get_monotonic_time ());
  }
}

void
fo_usb_wake (FoUsb *usb)
{
  libusb_interrupt_event_handler (usb->context);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

FoUsb *
fo_usb_new (const FoProfiles *profiles,
            FoPairings *pairings,
            FoTraceWriter *record,
            const FoScannersListener *listener,
            void *user,
            GError **error)
{
  libusb_context *context = NULL;
  int code = libusb_init (&context);

  if (code != LIBUSB_SUCCESS) {
    g_set_error (error, FO_SCANNERS_ERROR, FO_SCANNERS_ERROR_USB, "no USB here: %s", libusb_error_name (code));
    return NULL;
  }
  FoUsb *usb = g_new0 (FoUsb, 1);
  usb->context = context;
  g_queue_init (&usb->news);
  usb->shared
      = (FoUsbShared){ .profiles = profiles, .pairings = pairings, .record = record, .listener = listener, .user = user };
  usb->shared.nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_usb_node_free);
  watch (usb);
  if (!usb->watching) {
    g_set_error_literal (error, FO_SCANNERS_ERROR, FO_SCANNERS_ERROR_USB, "no hot-plug here");
    fo_usb_free (usb);
    return NULL;
  }
  return usb;
}

void
fo_usb_leave (FoUsb *usb)
{
  int64_t now_us = g_get_monotonic_time (), end_us = now_us + LEAVE_MAX_US;

  if (usb->watching)
    libusb_hotplug_deregister_callback (usb->context, usb->hotplug);
  usb->watching = false;
  take_news (usb, now_us);
  for (guint i = 0; i < usb->shared.nodes->len; i++)
    fo_usb_node_leave (g_ptr_array_index (usb->shared.nodes, i), now_us);
  tick_nodes (usb, now_us);
  while (usb->shared.nodes->len > 0 && now_us < end_us) {
    fo_usb_wait (usb, NULL, NULL, LEAVE_STEP_US);
    now_us = g_get_monotonic_time ();
    tick_nodes (usb, now_us);
  }
}

void
fo_usb_free (FoUsb *usb)
{
  fo_usb_leave (usb);
  /* A transfer that never came back still points into its node: better lose the memory than free it under libusb. */
  if (usb->shared.nodes->len > 0)
    return;
  g_queue_clear_full (&usb->news, (GDestroyNotify) news_free);
  g_ptr_array_unref (usb->shared.nodes);
  libusb_exit (usb->context);
  g_free (usb);
}
