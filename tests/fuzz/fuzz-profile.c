/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes as a device profile: it is one, whole, or the message names the line. */
#include "fuzz.h"

#include "firstout/drivers/profile.h"
#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoProfile) profile = fo_profile_parse ("fuzz.device", text, &error);

  if (!profile) {
    g_assert_error (error, FO_PROFILE_ERROR, FO_PROFILE_ERROR_SYNTAX);
    g_assert_true (g_str_has_prefix (error->message, "fuzz.device:"));
    return 0;
  }
  g_assert_no_error (error);
  g_assert_true (profile->name && *profile->name && g_utf8_validate (profile->name, -1, NULL));
  g_assert_nonnull (profile->decoder);
  g_assert_cmpuint (profile->matches->len, >, 0);
  g_assert_true (memchr (profile->quirks.prefix, '\0', sizeof profile->quirks.prefix) != NULL);
  g_assert_true (memchr (profile->quirks.suffix, '\0', sizeof profile->quirks.suffix) != NULL);
  return 0;
}
