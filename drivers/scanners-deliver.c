/* SPDX-License-Identifier: GPL-3.0-or-later
 * The owner's side: out of the queue, into the list of devices, to the listener. */
#include "scanners-inside.h"

#include "firstout/core/chart.h"
#include "firstout/core/gs1.h"

#include <string.h>

#define DELIVERED_AT_ONCE 64 /* then the main loop may paint */

FoDevice *
fo_scanners_find (FoScanners *scanners, const char *id, guint *ret_index)
{
  for (guint i = 0; i < scanners->devices->len; i++) {
    FoDevice *device = g_ptr_array_index (scanners->devices, i);
    if (strcmp (device->id, id) == 0) {
      if (ret_index != NULL)
        *ret_index = i;
      return device;
    }
  }
  return NULL;
}

static uint32_t
lane_of (FoScanners *scanners, const char *id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (scanners->lanes, id));
}

static FoSeparators
separators_of (FoScanners *scanners, const char *id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (scanners->separators, id));
}

/* A separator says that it sends them, whenever it comes; only the test chart, whose codes have some, says that it does not. */
static void
judge_separators (FoScanners *scanners, const FoScan *scan)
{
  FoChartFinding finding;

  if (memchr (scan->bytes, '\x1d', scan->length) != NULL) {
    fo_scanners_note_separators (scanners, scan->device, FO_SEPARATORS_SENT);
    return;
  }
  if (strstr (scan->bytes, FO_GS1_TRAINING_VALUE) == NULL) /* those of the chart end with it */
    return;
  fo_chart_judge (scan, &finding);
  if (finding.faults & (1u << FO_CHART_GS_LOST | 1u << FO_CHART_GS_REPLACED))
    fo_scanners_note_separators (scanners, scan->device, FO_SEPARATORS_LOST);
}

static void
deliver_scan (FoScanners *scanners, FoScan *scan)
{
  const FoScannersListener *listener = scanners->options.listener;
  FoDevice *device = fo_scanners_find (scanners, scan->device, NULL);

  scan->lane = lane_of (scanners, scan->device);
  judge_separators (scanners, scan);
  scan->separators = separators_of (scanners, scan->device);
  if (device != NULL)
    device->scans++;
  if (listener->scan != NULL)
    listener->scan (scan, scanners->options.user);
}

static void
deliver_fault (FoScanners *scanners, const char *id, FoFault fault)
{
  const FoScannersListener *listener = scanners->options.listener;
  FoDevice *device = fo_scanners_find (scanners, id, NULL);

  if (device != NULL)
    device->faults++;
  if (listener->fault != NULL)
    listener->fault (id, fault, scanners->options.user);
}

/* The thread knows state, the list knows counters and lane: both go into what is told. */
static void
deliver_device (FoScanners *scanners, FoDevice *told, FoDeviceChange change)
{
  const FoScannersListener *listener = scanners->options.listener;
  guint index = 0;
  FoDevice *known = fo_scanners_find (scanners, told->id, &index);

  told->lane = lane_of (scanners, told->id);
  told->separators = separators_of (scanners, told->id);
  if (known != NULL) {
    told->scans = known->scans;
    told->faults = known->faults;
    *known = *told;
  } else
    g_ptr_array_add (scanners->devices, g_memdup2 (told, sizeof *told));
  if (change == FO_DEVICE_LEFT)
    g_ptr_array_remove_index (scanners->devices, known != NULL ? index : scanners->devices->len - 1);
  if (listener->device != NULL)
    listener->device (told, change, scanners->options.user);
}

static void
deliver_pairing (FoScanners *scanners, const FoPairingNews *news)
{
  const FoScannersListener *listener = scanners->options.listener;
  bool lost = news->quirks.gs_key == FO_GS_NONE && !news->quirks.has_gs;

  if (news->outcome == FO_PAIRING_DONE) /* its code has a separator */
    fo_scanners_note_separators (scanners, news->device_id, lost ? FO_SEPARATORS_LOST : FO_SEPARATORS_SENT);
  if (listener->pairing != NULL)
    listener->pairing (news, scanners->options.user);
}

bool
fo_scanners_deliver_one (FoScanners *scanners)
{
  const FoScannersListener *listener = scanners->options.listener;

  g_mutex_lock (&scanners->lock);
  g_autofree Event *event = g_queue_pop_head (&scanners->events);
  g_mutex_unlock (&scanners->lock);
  if (event == NULL)
    return false;
  switch (event->kind) {
  case EVENT_SCAN:
    deliver_scan (scanners, &event->scan);
    break;
  case EVENT_DEVICE:
    deliver_device (scanners, &event->device, event->change);
    break;
  case EVENT_FAULT:
    deliver_fault (scanners, event->device_id, event->fault);
    break;
  case EVENT_SETTLED:
    if (listener->settled != NULL)
      listener->settled (scanners->options.user);
    break;
  case EVENT_PAIRING:
    deliver_pairing (scanners, &event->pairing);
    break;
  }
  return true;
}

gboolean
fo_scanners_deliver (gpointer data)
{
  FoScanners *scanners = data;

  for (guint i = 0; i < DELIVERED_AT_ONCE; i++)
    if (!fo_scanners_deliver_one (scanners))
      return G_SOURCE_CONTINUE;
  if (scanners->source != NULL) /* a callback may have stopped us */
    g_source_set_ready_time (scanners->source, 0);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  g_source_set_ready_time (source, -1);
  return callback (data);
}

GSourceFuncs *
fo_scanners_source_funcs (void)
{
  static GSourceFuncs funcs = { .dispatch = dispatch };

  return &funcs;
}
