/* SPDX-License-Identifier: GPL-3.0-or-later
 * The usb thread, and the seam. */
#include "scanners-inside.h"

#include <string.h>

#define WAIT_MAX_US 60000000
#define PAIRING_MAX_S 60

G_DEFINE_QUARK (fo-scanners-error-quark, fo_scanners_error)

/* ---- the thread: into the queue ---------------------------------------------------------------------------------- */

static void
push (FoScanners *scanners, const Event *event)
{
  Event *copy = g_memdup2 (event, sizeof *event);

  g_mutex_lock (&scanners->lock);
  g_queue_push_tail (&scanners->events, copy);
  g_mutex_unlock (&scanners->lock);
  g_source_set_ready_time (scanners->source, 0);
}

/* Decoders know the monotonic time of the last byte; a scan carries UTC. */
static void
on_scan (const FoScan *scan, void *user)
{
  FoScanners *scanners = user;
  Event event = { .kind = EVENT_SCAN, .scan = *scan };
  int64_t age_us = g_get_monotonic_time () - scan->at_us;

  event.scan.at_us = scanners->options.now_us () - MAX (age_us, 0);
  push (scanners, &event);
}

static void
on_device (const FoDevice *device, FoDeviceChange change, void *user)
{
  push (user, &(Event){ .kind = EVENT_DEVICE, .device = *device, .change = change });
}

static void
on_fault (const char *device_id, FoFault fault, void *user)
{
  Event event = { .kind = EVENT_FAULT, .fault = fault };

  g_strlcpy (event.device_id, device_id, sizeof event.device_id);
  push (user, &event);
}

static void
on_settled (void *user)
{
  push (user, &(Event){ .kind = EVENT_SETTLED });
}

static void
on_pairing (const FoPairingNews *news, void *user)
{
  push (user, &(Event){ .kind = EVENT_PAIRING, .pairing = *news });
}

static void
tell_of_file (FoScanners *scanners, const char *trouble)
{
  FoPairingNews news = { .outcome = FO_PAIRING_FILE };

  news.help_is = FO_HELP_FILE;
  g_strlcpy (news.help, trouble, sizeof news.help);
  on_pairing (&news, scanners);
}

static const FoScannersListener queue_listener = {
  .scan = on_scan, .device = on_device, .fault = on_fault, .settled = on_settled, .pairing = on_pairing
};

/* ---- the thread: its loop ---------------------------------------------------------------------------------------- */

static void
play_free (Play *play)
{
  g_clear_pointer (&play->replay, fo_replay_free);
  fo_trace_unref (play->trace);
  g_free (play);
}

static bool
is_stopping (FoScanners *scanners)
{
  g_mutex_lock (&scanners->lock);
  bool stopping = scanners->stopping;
  g_mutex_unlock (&scanners->lock);
  return stopping;
}

static void
take_requests (FoScanners *scanners, int64_t now_us)
{
  Play *play;

  do {
    g_mutex_lock (&scanners->lock);
    play = g_queue_pop_head (&scanners->requests);
    g_mutex_unlock (&scanners->lock);
    if (play == NULL)
      return;
    play->replay = fo_replay_new (play->trace, scanners->options.profiles, now_us, &queue_listener, scanners);
    g_ptr_array_add (scanners->plays, play);
  } while (true);
}

/* The scanners that are there, FoPlugged; those of replays are not: nobody stands there and listens. */
static GPtrArray *
collect (FoScanners *scanners)
{
  GPtrArray *plugged = g_ptr_array_new ();

  if (scanners->usb != NULL) {
    fo_usb_collect (scanners->usb, plugged);
    fo_spots_collect (scanners->spots, plugged);
  }
  return plugged;
}

static void
grant_pairing (FoScanners *scanners, const Wish *wish, int64_t now_us)
{
  int64_t until_us = now_us + (int64_t) wish->seconds * G_USEC_PER_SEC;
  FoSpot *spot = scanners->usb != NULL ? fo_spots_find (scanners->spots, wish->device_id) : NULL;

  if (scanners->usb == NULL)
    return;
  if (wish->kind != WISH_FORGET) { /* one at a time */
    fo_usb_end_pairing (scanners->usb);
    fo_spots_end_pairing (scanners->spots);
  }
  if (wish->kind == WISH_PAIR && spot != NULL && fo_spot_may_pair (spot))
    fo_spot_pair (spot, wish->code, until_us, now_us);
  else if (wish->kind == WISH_PAIR)
    fo_usb_pair (scanners->usb, wish->device_id, wish->code, until_us, now_us);
  else if (wish->kind == WISH_FORGET) {
    if (spot != NULL)
      fo_spot_forget (spot);
    fo_usb_forget (scanners->usb, wish->device_id);
  }
}

static void
grant_lane (FoScanners *scanners, const Wish *wish)
{
  g_autoptr (GError) error = NULL;

  if (scanners->pairings != NULL && !fo_pairings_keep_lane (scanners->pairings, wish->device_id, wish->lane, &error))
    tell_of_file (scanners, error->message);
}

static void
grant_separators (FoScanners *scanners, const Wish *wish)
{
  g_autoptr (GError) error = NULL;

  if (scanners->pairings != NULL
      && !fo_pairings_keep_separators (scanners->pairings, wish->device_id, wish->separators, &error))
    tell_of_file (scanners, error->message);
}

static void
grant_feedback (FoScanners *scanners, const Wish *wish, int64_t now_us)
{
  g_autoptr (GPtrArray) plugged = collect (scanners);

  for (guint i = 0; i < plugged->len; i++)
    if (strcmp (fo_plugged_device (g_ptr_array_index (plugged, i))->id, wish->device_id) == 0)
      fo_plugged_feedback (g_ptr_array_index (plugged, i), wish->feedback, now_us);
}

static void
take_wishes (FoScanners *scanners, int64_t now_us)
{
  do {
    g_mutex_lock (&scanners->lock);
    g_autofree Wish *wish = g_queue_pop_head (&scanners->wishes);
    g_mutex_unlock (&scanners->lock);
    if (wish == NULL)
      return;
    if (wish->kind == WISH_FEEDBACK)
      grant_feedback (scanners, wish, now_us);
    else if (wish->kind == WISH_LANE)
      grant_lane (scanners, wish);
    else if (wish->kind == WISH_SEPARATORS)
      grant_separators (scanners, wish);
    else
      grant_pairing (scanners, wish, now_us);
  } while (true);
}

/* What is there at the start is told before the bus says that it has settled. */
static int64_t
tick_devices (FoScanners *scanners, int64_t now_us)
{
  if (scanners->inputs != NULL)
    fo_inputs_tick (scanners->inputs, now_us);
  fo_ports_tick (scanners->ports, now_us);
  fo_spots_tick (scanners->spots, now_us);
  fo_usb_tick (scanners->usb, now_us);
  int64_t due_us = MIN (fo_usb_due (scanners->usb), MIN (fo_spots_due (scanners->spots), fo_ports_due (scanners->ports)));
  return scanners->inputs != NULL ? MIN (due_us, fo_inputs_due (scanners->inputs)) : due_us;
}

static int64_t
tick (FoScanners *scanners, int64_t now_us)
{
  int64_t due_us = FO_NEVER_US;

  take_requests (scanners, now_us);
  take_wishes (scanners, now_us);
  for (guint i = scanners->plays->len; i-- > 0;) {
    Play *play = g_ptr_array_index (scanners->plays, i);
    fo_replay_tick (play->replay, play->at_once ? FO_NEVER_US : now_us);
    int64_t next_us = fo_replay_due (play->replay);
    if (next_us == FO_NEVER_US)
      g_ptr_array_remove_index (scanners->plays, i);
    due_us = MIN (due_us, next_us);
  }
  if (scanners->usb != NULL)
    due_us = MIN (due_us, tick_devices (scanners, now_us));
  return due_us;
}

static void
wait_until (FoScanners *scanners, int64_t due_us)
{
  int64_t now_us = g_get_monotonic_time ();
  int64_t until_us = MIN (due_us, now_us + WAIT_MAX_US);

  if (scanners->usb != NULL) {
    g_autoptr (GPtrArray) plugged = collect (scanners);
    GPollFD watch;
    bool is_watched = scanners->inputs != NULL && fo_inputs_poll (scanners->inputs, &watch);
    fo_usb_wait (scanners->usb, plugged, is_watched ? &watch : NULL, until_us - now_us);
    return;
  }
  g_mutex_lock (&scanners->lock);
  if (!scanners->stopping && g_queue_is_empty (&scanners->requests) && g_queue_is_empty (&scanners->wishes))
    g_cond_wait_until (&scanners->woken, &scanners->lock, until_us);
  g_mutex_unlock (&scanners->lock);
}

static void
wake (FoScanners *scanners)
{
  if (scanners->usb != NULL)
    fo_usb_wake (scanners->usb);
  g_mutex_lock (&scanners->lock);
  g_cond_signal (&scanners->woken);
  g_mutex_unlock (&scanners->lock);
}

/* What was learned last is not lost because the program ends. */
static void
keep_the_last (FoScanners *scanners)
{
  do {
    g_mutex_lock (&scanners->lock);
    g_autofree Wish *wish = g_queue_pop_head (&scanners->wishes);
    g_mutex_unlock (&scanners->lock);
    if (wish == NULL)
      return;
    if (wish->kind == WISH_SEPARATORS)
      grant_separators (scanners, wish);
    else if (wish->kind == WISH_LANE)
      grant_lane (scanners, wish);
  } while (true);
}

static gpointer
run (gpointer data)
{
  FoScanners *scanners = data;

  if (scanners->usb == NULL)
    on_settled (scanners);
  while (!is_stopping (scanners))
    wait_until (scanners, tick (scanners, g_get_monotonic_time ()));
  keep_the_last (scanners);
  g_ptr_array_set_size (scanners->plays, 0);
  g_clear_pointer (&scanners->inputs, fo_inputs_free);
  g_clear_pointer (&scanners->ports, fo_ports_free);
  g_clear_pointer (&scanners->spots, fo_spots_free);
  if (scanners->usb != NULL)
    fo_usb_leave (scanners->usb);
  return NULL;
}

/* ---- the seam ---------------------------------------------------------------------------------------------------- */

FoScanners *
fo_scanners_new (const FoScannersOptions *options)
{
  FoScanners *scanners = g_new0 (FoScanners, 1);

  g_assert (options->profiles != NULL && options->listener != NULL && options->now_us != NULL);
  scanners->options = *options;
  scanners->options.pairing_file = g_strdup (options->pairing_file);
  scanners->devices = g_ptr_array_new_with_free_func (g_free);
  scanners->lanes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  scanners->separators = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  scanners->plays = g_ptr_array_new_with_free_func ((GDestroyNotify) play_free);
  g_mutex_init (&scanners->lock);
  g_cond_init (&scanners->woken);
  g_queue_init (&scanners->events);
  g_queue_init (&scanners->requests);
  g_queue_init (&scanners->wishes);
  return scanners;
}

static void
remember_lane (const char *id, uint32_t lane, void *user)
{
  g_hash_table_replace (((FoScanners *) user)->lanes, g_strdup (id), GUINT_TO_POINTER (lane));
}

static void
remember_separators (const char *id, FoSeparators separators, void *user)
{
  g_hash_table_replace (((FoScanners *) user)->separators, g_strdup (id), GUINT_TO_POINTER (separators));
}

static void
make_spots (FoScanners *scanners)
{
  const FoSpotShared shared = { .pairings = scanners->pairings,
                                .record = scanners->options.record,
                                .listener = &queue_listener,
                                .user = scanners };

  scanners->spots = fo_spots_new (&shared);
  scanners->ports = fo_ports_new (scanners->spots, scanners->options.profiles, g_get_monotonic_time ());
  if (scanners->pairings != NULL)
    scanners->inputs = fo_inputs_new (scanners->spots);
}

bool
fo_scanners_start (FoScanners *scanners, GError **error)
{
  const FoScannersOptions *options = &scanners->options;
  g_autofree char *trouble = NULL;

  g_assert (scanners->thread == NULL);
  if (options->pairing_file != NULL)
    scanners->pairings = fo_pairings_load (options->pairing_file, &trouble);
  if (scanners->pairings != NULL)
    fo_pairings_lanes (scanners->pairings, remember_lane, scanners);
  if (scanners->pairings != NULL)
    fo_pairings_separators (scanners->pairings, remember_separators, scanners);
  if (!options->without_usb) {
    scanners->usb = fo_usb_new (options->profiles, scanners->pairings, options->record, &queue_listener, scanners, error);
    if (scanners->usb == NULL) {
      g_clear_pointer (&scanners->pairings, fo_pairings_free);
      return false;
    }
    make_spots (scanners);
  }
  scanners->source = g_source_new (fo_scanners_source_funcs (), sizeof (GSource));
  g_source_set_static_name (scanners->source, "scanners");
  g_source_set_callback (scanners->source, fo_scanners_deliver, scanners, NULL);
  g_source_attach (scanners->source, g_main_context_get_thread_default ());
  if (trouble != NULL)
    tell_of_file (scanners, trouble);
  scanners->stopping = false;
  scanners->thread = g_thread_new ("usb", run, scanners);
  return true;
}

void
fo_scanners_stop (FoScanners *scanners)
{
  Play *play;

  if (scanners->thread == NULL)
    return;
  g_mutex_lock (&scanners->lock);
  scanners->stopping = true;
  g_mutex_unlock (&scanners->lock);
  wake (scanners);
  g_thread_join (g_steal_pointer (&scanners->thread));
  g_clear_pointer (&scanners->usb, fo_usb_free);
  g_clear_pointer (&scanners->pairings, fo_pairings_free);
  while ((play = g_queue_pop_head (&scanners->requests)) != NULL)
    play_free (play);
  g_queue_clear_full (&scanners->wishes, g_free);
  g_source_destroy (scanners->source);
  g_clear_pointer (&scanners->source, g_source_unref);
  while (fo_scanners_deliver_one (scanners))
    ;
}

void
fo_scanners_free (FoScanners *scanners)
{
  fo_scanners_stop (scanners);
  g_ptr_array_unref (scanners->devices);
  g_ptr_array_unref (scanners->plays);
  g_hash_table_unref (scanners->lanes);
  g_hash_table_unref (scanners->separators);
  g_mutex_clear (&scanners->lock);
  g_cond_clear (&scanners->woken);
  g_free ((char *) scanners->options.pairing_file);
  g_free (scanners);
}

GPtrArray *
fo_scanners_list (FoScanners *scanners)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < scanners->devices->len; i++)
    g_ptr_array_add (list, g_memdup2 (g_ptr_array_index (scanners->devices, i), sizeof (FoDevice)));
  return list;
}

void
fo_scanners_replay (FoScanners *scanners, FoTrace *trace, bool at_once)
{
  Play *play = g_new0 (Play, 1);

  g_assert (scanners->thread != NULL);
  play->trace = fo_trace_ref (trace);
  play->at_once = at_once;
  g_mutex_lock (&scanners->lock);
  g_queue_push_tail (&scanners->requests, play);
  g_mutex_unlock (&scanners->lock);
  wake (scanners);
}

/* ---- wishes ------------------------------------------------------------------------------------------------------ */

static void
ask_for (FoScanners *scanners, const char *device_id, const Wish *wish)
{
  if (scanners->thread == NULL)
    return;
  Wish *copy = g_memdup2 (wish, sizeof *wish);
  g_strlcpy (copy->device_id, device_id, sizeof copy->device_id);
  g_mutex_lock (&scanners->lock);
  g_queue_push_tail (&scanners->wishes, copy);
  g_mutex_unlock (&scanners->lock);
  wake (scanners);
}

void
fo_scanners_feedback (FoScanners *scanners, const char *device_id, FoFeedback feedback)
{
  ask_for (scanners, device_id, &(Wish){ .kind = WISH_FEEDBACK, .feedback = feedback });
}

void
fo_scanners_pairing_begin (FoScanners *scanners, const char *device_id, const char *code, guint seconds)
{
  Wish wish = { .kind = WISH_PAIR, .seconds = CLAMP (seconds, 1, PAIRING_MAX_S) };

  g_assert_cmpuint (g_strlcpy (wish.code, code, sizeof wish.code), <, sizeof wish.code);
  ask_for (scanners, device_id, &wish);
}

void
fo_scanners_pairing_end (FoScanners *scanners)
{
  ask_for (scanners, "", &(Wish){ .kind = WISH_END_PAIRING });
}

void
fo_scanners_forget (FoScanners *scanners, const char *device_id)
{
  ask_for (scanners, device_id, &(Wish){ .kind = WISH_FORGET });
}

void
fo_scanners_set_lane (FoScanners *scanners, const char *device_id, uint32_t lane)
{
  FoDevice *device = fo_scanners_find (scanners, device_id, NULL);

  g_assert (lane < FO_LANES_MAX);
  remember_lane (device_id, lane, scanners);
  if (device != NULL)
    device->lane = lane;
  ask_for (scanners, device_id, &(Wish){ .kind = WISH_LANE, .lane = lane });
}

void
fo_scanners_note_separators (FoScanners *scanners, const char *id, FoSeparators separators)
{
  FoDevice *device = fo_scanners_find (scanners, id, NULL);

  if (GPOINTER_TO_UINT (g_hash_table_lookup (scanners->separators, id)) == separators)
    return;
  remember_separators (id, separators, scanners);
  if (device != NULL)
    device->separators = separators;
  ask_for (scanners, id, &(Wish){ .kind = WISH_SEPARATORS, .separators = separators });
}
