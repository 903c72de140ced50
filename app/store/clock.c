/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-inside.h"
#include <time.h>

#define QUARTER_US (15 * 60 * G_USEC_PER_SEC) /* every zone's midnight falls on one of these */

gint64
fo_boot_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

char *
fo_machine_boot (void)
{
  char *boot = NULL;

  return g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL) ? g_strstrip (boot)
                                                                                    : g_strdup ("?");
}

void
fo_clock_init (FoStoreClock *clock)
{
  *clock = (FoStoreClock){ .zone = g_time_zone_new_local (), .fixed = FO_DAY_NONE, .day = FO_DAY_NONE };
}

void
fo_clock_clear (FoStoreClock *clock)
{
  g_clear_pointer (&clock->zone, g_time_zone_unref);
}

bool
fo_clock_set_zone (FoStoreClock *clock, const char *zone, GError **error)
{
  GTimeZone *found = g_time_zone_new_identifier (zone);

  if (!found) {
    g_set_error (
        error, FO_STORE_ERROR, FO_STORE_ERROR_IO,
        "The warehouse's time zone \"%s\" is not known on this computer, so it cannot tell what day it is there. "
        "Install the package tzdata, or correct the zone in the settings.",
        zone);
    return false;
  }
  g_time_zone_unref (clock->zone);
  clock->zone = found;
  clock->day_until_us = 0;
  return true;
}

gint64
fo_store_now_us (FoStore *store)
{
  if (store->clock.told)
    return store->clock.told (store->clock.told_data);
  /* The server's clock is carried on by our running time, so that nobody who corrects this machine's clock moves it. */
  return store->ops->clock ? fo_boot_us () + store->clock.offset_us : g_get_real_time ();
}

void
fo_store_set_clock (FoStore *store, gint64 (*now_us) (gpointer data), gpointer data)
{
  store->clock.told = now_us;
  store->clock.told_data = data;
}

static FoDay
day_in_zone (GTimeZone *zone, gint64 now_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) there = g_date_time_to_timezone (utc, zone);

  return fo_day_from_civil (g_date_time_get_year (there), g_date_time_get_month (there),
                            g_date_time_get_day_of_month (there));
}

FoDay
fo_store_today (FoStore *store)
{
  FoStoreClock *clock = &store->clock;
  gint64 now_us;

  if (clock->fixed != FO_DAY_NONE)
    return clock->fixed;
  now_us = fo_store_now_us (store);
  if (now_us < clock->day_from_us || now_us >= clock->day_until_us) {
    clock->day = day_in_zone (clock->zone, now_us);
    clock->day_from_us = now_us / QUARTER_US * QUARTER_US;
    clock->day_until_us = clock->day_from_us + QUARTER_US;
  }
  return clock->day;
}

void
fo_store_set_today (FoStore *store, FoDay today)
{
  store->clock.fixed = today;
}
