/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A place where a scanner may stand that the USB does not bring: a serial port of the PC, an input device. It is read as a profile
 * says or, where none does, left alone until a person has paired it (pairing.h). Whose it is knows how to open it and whether it is
 * there. Belongs to the *usb* thread.
 *
 *   not there ──is there──▶ unpaired ──fo_spot_pair──▶ pairing ──the code came──▶ ready ◀──▶ busy, no access …: tried every second
 *                              ▲──── time is up, something else came ───┘           │
 *                              └──────────────────── fo_spot_forget ────────────────┘
 */
#pragma once

#include "pairing.h"
#include "plugged.h"

typedef struct FoSpot FoSpot;

typedef struct {
  FoPairings *pairings;               /* NULL: nothing is paired here */
  FoTraceWriter *record;              /* may be NULL */
  const FoScannersListener *listener; /* every callback set */
  void *user;
} FoSpotShared;

typedef struct {
  /* Somebody has to look whether it is there. NULL: it is as long as the spot is. */
  bool (*is_there) (gpointer owner);
  /* A transport that has not started. */
  FoTransport *(*open) (const FoProfile *profile, gpointer owner);
  /* Into HELP (FO_DEVICE_HELP_MAX bytes). */
  FoDeviceHelp (*help_no_access) (const FoDevice *device, char *help);
  FoDeviceHelp busy;     /* what is said of one that another program has … */
  const char *busy_help; /* … and its text */
  bool is_recorded;      /* what it sends has a form in a trace */
  GDestroyNotify free;   /* of the owner, with the spot; may be NULL */
} FoSpotOps;

/* DEVICE as it is announced, but for profile and state. PROFILE reads it; where PAIRED, only when a person has paired it. SHARED and
 * OPS outlive it, and so does what PROFILE points at; OWNER as OPS say. Tells nothing yet. */
FoSpot *fo_spot_new (const FoSpotShared *shared,
                     const FoSpotOps *ops,
                     gpointer owner,
                     const FoDevice *device,
                     const FoProfile *profile,
                     bool paired,
                     int64_t now_us);

/* It is gone, or we are: gives it back, and tells. */
void fo_spot_free (FoSpot *spot);

const char *fo_spot_id (const FoSpot *spot);

/* NULL: not there. */
FoPlugged *fo_spot_plugged (const FoSpot *spot);

/* Is it there, and one that is paired or left alone? */
bool fo_spot_may_pair (const FoSpot *spot);
void fo_spot_pair (FoSpot *spot, const char *code, int64_t until_us, int64_t now_us);
void fo_spot_end_pairing (FoSpot *spot);
/* To forget is only to give it back: the file is somebody else's. */
void fo_spot_forget (FoSpot *spot);

/* Something about it may have changed: it is tried at the next tick. */
void fo_spot_try_again (FoSpot *spot, int64_t now_us);

int64_t fo_spot_due (const FoSpot *spot);
void fo_spot_tick (FoSpot *spot, int64_t now_us);
