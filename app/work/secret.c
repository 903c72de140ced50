/* SPDX-License-Identifier: GPL-3.0-or-later
 * PINs by yescrypt: slow on purpose, and different for the same PIN of two people. */
#include "secret.h"

#include <crypt.h>
#include <string.h>

#define PIN_MIN 4
#define PIN_MAX 12

bool
fo_pin_is_good (const char *pin)
{
  gsize length = strlen (pin);

  return length >= PIN_MIN && length <= PIN_MAX && strspn (pin, "0123456789") == length;
}

char *
fo_pin_salt (void)
{
  char salt[CRYPT_GENSALT_OUTPUT_SIZE];

  return crypt_gensalt_rn ("$y$", 0, NULL, 0, salt, sizeof salt) ? g_strdup (salt) : NULL;
}

char *
fo_pin_proof (const char *pin, const char *salt)
{
  g_autofree struct crypt_data *data = g_new0 (struct crypt_data, 1); /* 32 KiB */
  const char *made = crypt_r (pin, salt, data);
  char *proof = made && *made != '*' ? g_strdup (made) : NULL;

  memset (data, 0, sizeof *data);
  return proof;
}
