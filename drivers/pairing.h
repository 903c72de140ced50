/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The devices a PC remembers: the pairing file. Belongs to the *usb* thread.
 */
#pragma once

#include "firstout/drivers/pairing.h"

typedef struct FoPairings FoPairings;

typedef struct {
  char id[FO_SCAN_DEVICE_MAX];
  char name[FO_DEVICE_NAME_MAX]; /* for whoever reads the file */
  FoQuirks quirks;
} FoPairing;

/* Never fails: what cannot be read is not paired. *ret_trouble is then what to tell, else NULL; free it. */
FoPairings *fo_pairings_load (const char *path, char **ret_trouble);
void fo_pairings_free (FoPairings *pairings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoPairings, fo_pairings_free)

bool fo_pairings_find (const FoPairings *pairings, const char *id, FoPairing *ret_pairing);

/* The lanes of scanners, whether they were paired or not, stand in groups of their own: "[lane usb:0c2e:0b61:X]". */
typedef void (*FoPairingsLane) (const char *id, uint32_t lane, void *user);
void fo_pairings_lanes (const FoPairings *pairings, FoPairingsLane found, void *user);
/* Lane 0 is not written. As fo_pairings_keep. */
bool fo_pairings_keep_lane (FoPairings *pairings, const char *id, uint32_t lane, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a scanner sends GS, in groups of their own, too: "[separators usb:0c2e:0b61:X]". UNKNOWN is not written. */
typedef void (*FoPairingsSeparators) (const char *id, FoSeparators separators, void *user);
void fo_pairings_separators (const FoPairings *pairings, FoPairingsSeparators found, void *user);
bool fo_pairings_keep_separators (FoPairings *pairings, const char *id, FoSeparators separators, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* On the disk when it returns true; G_FILE_ERROR, and remembered until the program ends, when it could not be written. */
bool fo_pairings_keep (FoPairings *pairings, const FoPairing *pairing, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool fo_pairings_forget (FoPairings *pairings, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
