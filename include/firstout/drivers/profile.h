/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A profile says how a model, or a family, is read: a file of some seven lines in data/devices/, no C.
 *
 *   [Device]
 *   Name=Honeywell (HID POS)
 *   Match=usb:0c2e:*;usb:0536:*
 *   Transport=usb-hid
 *   Decoder=hid-pos
 *   Quirks=
 *
 * Match   one or more, separated by ';':
 *           usb:VVVV:PPPP           vendor and product, hexadecimal; the product also as a range 0b61-0b6f, as a list
 *                                   0907,0b61-0b6f, or * for every product of the vendor
 *           hid:8c, hid:ff45        any device with an interface of that HID usage page
 *           tty:ttyS0               that serial port of this PC; tty:* any, once a person has paired it
 *         A port named goes before a product, named or in a range, that before *, and * before hid:8c and tty:*; among
 *         equals the first file by name. Only what the decoder reads is matched: a keyboard never by "hid-pos".
 * Quirks  none or more, separated by ';': see FoQuirks.
 *
 * Read once at start; then any thread may look things up.
 */
#pragma once

#include "firstout/drivers/decoder.h"
#include <glib.h>

#define FO_PROFILE_ERROR fo_profile_error_quark ()
GQuark fo_profile_error_quark (void);

typedef enum { FO_PROFILE_ERROR_SYNTAX } FoProfileError;

typedef struct FoProfiles FoProfiles;

typedef struct {
  char *file; /* "honeywell-hidpos.device" */
  char *name; /* what a person reads */
  char *transport;
  const FoDecoderOps *decoder;
  FoQuirks quirks;
  GArray *matches; /* of FoProfileMatch */
} FoProfile;

#define FO_TTY_MAX 32

typedef struct {
  bool by_page; /* hid:8c, hid:ff45; the rest is then unused */
  uint16_t vendor;
  uint16_t first_product, last_product;
  bool any_product;
  char tty[FO_TTY_MAX]; /* "ttyS0", "*"; not "": the rest is unused */
  FoFace page;          /* by_page: which */
} FoProfileMatch;

/* One file's text. FILE is for messages, which begin with "FILE:LINE: ". NULL and FO_PROFILE_ERROR_SYNTAX for
 * anything that is not exactly a profile: unknown keys, keys twice, a decoder that does not exist. */
FoProfile *fo_profile_parse (const char *file, const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_profile_free (FoProfile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoProfile, fo_profile_free)

/* Every *.device of FOLDER. A file with an error is left out and told to COMPLAIN (may be NULL), for one bad file
 * must not take every scanner away. NULL with a G_FILE_ERROR only when the folder cannot be read. */
FoProfiles *fo_profiles_load (const char *folder,
                              void (*complain) (const char *message, void *user),
                              void *user,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_profiles_free (FoProfiles *profiles);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoProfiles, fo_profiles_free)

guint fo_profiles_count (const FoProfiles *profiles);
const FoProfile *fo_profiles_get (const FoProfiles *profiles, guint index);

/* The profile that reads such a device by the face it shows. TTY: the name of its port, "ttyACM0", for FO_FACE_SERIAL;
 * else NULL. NULL: none. */
const FoProfile *fo_profiles_match (const FoProfiles *profiles,
                                    uint16_t vendor,
                                    uint16_t product,
                                    FoFace face,
                                    const char *tty);

/* A profile that names this maker, whatever it reads: so it is a scanner, if in another mode. NULL: none. */
const FoProfile *fo_profiles_know (const FoProfiles *profiles, uint16_t vendor, uint16_t product);

/* Does PROFILE read any serial port, "tty:*"? Then only one that a person has paired. */
bool fo_profile_is_for_any_port (const FoProfile *profile);
