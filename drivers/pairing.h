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

/* On the disk when it returns true; G_FILE_ERROR, and remembered until the program ends, when it could not be written. */
bool fo_pairings_keep (FoPairings *pairings, const FoPairing *pairing, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool fo_pairings_forget (FoPairings *pairings, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
