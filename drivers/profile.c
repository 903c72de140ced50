/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/drivers/profile.h"
#include "quirks.h"
#include "transports.h"

#include <string.h>

#define GROUP "Device"

/* The usage pages a profile may ask for, and the face they are. */
static const struct {
  const char *page;
  FoFace face;
} pages[] = { { "8c", FO_FACE_HID_POS }, { "ff45", FO_FACE_OEM_POS } };

G_DEFINE_QUARK (fo-profile-error-quark, fo_profile_error)

struct FoProfiles {
  GPtrArray *all; /* of FoProfile, by file name */
};

/* A profile's text, and where in it a complaint belongs. */
typedef struct {
  const char *file;
  char **lines;
} Source;

static const char *const keys[] = { "Name", "Match", "Transport", "Decoder", "Quirks" };

/* ---- messages that name the line --------------------------------------------------------------------------------- */

G_GNUC_PRINTF (4, 5)
static bool
refuse (const Source *source, guint line, GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, FO_PROFILE_ERROR, FO_PROFILE_ERROR_SYNTAX, "%s:%u: %s", source->file, line, what);
  return false;
}

/* The key of a "Key=value" line; NULL when it is none. */
static char *
line_key (const char *line)
{
  const char *equals = strchr (line, '=');

  if (equals == NULL || equals == line)
    return NULL;
  return g_strchomp (g_strndup (line, (gsize) (equals - line)));
}

/* Where KEY stands; the first line when it does not. */
static guint
key_line (const Source *source, const char *key)
{
  for (guint i = 0; source->lines[i] != NULL; i++) {
    g_autofree char *found = line_key (source->lines[i]);
    if (g_strcmp0 (found, key) == 0)
      return i + 1;
  }
  return 1;
}

/* GKeyFile forgives doubled and unknown keys and names no line: what it lets pass is judged here. */
static bool
check_line (const Source *source, guint index, bool *in_group, GError **error)
{
  const char *line = source->lines[index];
  g_autofree char *key = line_key (line);

  if (line[0] == '\0' || line[0] == '#')
    return true;
  if (line[0] == '[') {
    if (*in_group || !g_str_equal (line, "[" GROUP "]"))
      return refuse (source, index + 1, error, "expected one group, [" GROUP "]");
    *in_group = true;
    return true;
  }
  if (key == NULL || !*in_group)
    return refuse (source, index + 1, error, "expected Key=value in the group [" GROUP "]");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (key, keys[i]))
      return key_line (source, key) == index + 1 || refuse (source, index + 1, error, "%s for the second time", key);
  return refuse (source, index + 1, error, "there is no key %s", key);
}

static bool
check_lines (const Source *source, GError **error)
{
  bool in_group = false;

  for (guint i = 0; source->lines[i] != NULL; i++) {
    g_strchomp (source->lines[i]);
    if (!check_line (source, i, &in_group, error))
      return false;
  }
  return in_group || refuse (source, 1, error, "no group [" GROUP "]");
}

/* ---- values ------------------------------------------------------------------------------------------------------ */

/* Exactly four hexadecimal digits. */
static bool
parse_id (const char *text, uint16_t *ret_id)
{
  guint value = 0;

  if (strlen (text) != 4)
    return false;
  for (guint i = 0; i < 4; i++) {
    if (!g_ascii_isxdigit (text[i]))
      return false;
    value = value * 16 + (guint) g_ascii_xdigit_value (text[i]);
  }
  *ret_id = (uint16_t) value;
  return true;
}

/* "0907" or "0b61-0b6f" or "*" */
static bool
parse_products (const char *text, FoProfileMatch *match)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", 3);

  match->any_product = g_str_equal (text, "*");
  match->first_product = 0;
  match->last_product = 0xffff;
  if (match->any_product)
    return true;
  guint n = g_strv_length (ends);
  return (n == 1 || n == 2) && parse_id (ends[0], &match->first_product) && parse_id (ends[n - 1], &match->last_product)
         && match->first_product <= match->last_product;
}

/* "8c" as a face; false when it is no page of scanners. */
static bool
parse_page (const char *text, FoFace *ret_face)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (text, pages[i].page)) {
      *ret_face = pages[i].face;
      return true;
    }
  return false;
}

/* "ttyS0" or "*": a name in /dev, not a path. */
static bool
parse_tty (const char *text, FoProfileMatch *match)
{
  bool ok = g_str_equal (text, "*") || (g_str_has_prefix (text, "tty") && strlen (text) > 3);

  for (const char *at = text; ok && *at != '\0' && *at != '*'; at++)
    ok = g_ascii_isalnum (*at);
  return ok && g_strlcpy (match->tty, text, sizeof match->tty) < sizeof match->tty;
}

static bool
parse_match (const char *text, GArray *matches)
{
  FoProfileMatch match = { 0 };
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);
  guint n = g_strv_length (parts);

  match.by_page = n == 2 && g_str_equal (parts[0], "hid") && parse_page (parts[1], &match.page);
  if (match.by_page || (n == 2 && g_str_equal (parts[0], "tty") && parse_tty (parts[1], &match))) {
    g_array_append_val (matches, match);
    return true;
  }
  if (n != 3 || !g_str_equal (parts[0], "usb") || !parse_id (parts[1], &match.vendor))
    return false;
  g_auto (GStrv) products = g_strsplit (parts[2], ",", -1);
  for (guint i = 0; products[i] != NULL; i++) {
    if (!parse_products (g_strstrip (products[i]), &match))
      return false;
    g_array_append_val (matches, match);
  }
  return products[0] != NULL;
}

/* ---- keys -------------------------------------------------------------------------------------------------------- */

/* The value of KEY, or NULL with an error: it is missing or empty. */
static char *
required (const Source *source, GKeyFile *keyfile, const char *key, GError **error)
{
  g_autofree char *value = g_key_file_get_string (keyfile, GROUP, key, NULL);

  if (value == NULL || *g_strstrip (value) == '\0') {
    refuse (source, key_line (source, key), error, "%s is missing", key);
    return NULL;
  }
  return g_steal_pointer (&value);
}

static bool
read_name (const Source *source, GKeyFile *keyfile, FoProfile *profile, GError **error)
{
  profile->name = required (source, keyfile, "Name", error);
  return profile->name != NULL;
}

static bool
read_matches (const Source *source, GKeyFile *keyfile, FoProfile *profile, GError **error)
{
  g_autofree char *text = required (source, keyfile, "Match", error);

  if (text == NULL)
    return false;
  g_auto (GStrv) pieces = g_strsplit (text, ";", -1);
  for (guint i = 0; pieces[i] != NULL; i++)
    if (*g_strstrip (pieces[i]) != '\0' && !parse_match (pieces[i], profile->matches))
      return refuse (source, key_line (source, "Match"), error,
                     "“%s” is not usb:VVVV:PPPP, usb:VVVV:PPPP-PPPP, usb:VVVV:*, hid:8c, hid:ff45 or tty:NAME",
                     pieces[i]);
  return profile->matches->len > 0 || refuse (source, key_line (source, "Match"), error, "Match is missing");
}

static bool
read_transport (const Source *source, GKeyFile *keyfile, FoProfile *profile, GError **error)
{
  profile->transport = required (source, keyfile, "Transport", error);
  if (profile->transport == NULL)
    return false;
  return g_str_equal (profile->transport, FO_TRANSPORT_USB_HID) || g_str_equal (profile->transport, FO_TRANSPORT_SERIAL)
         || refuse (source, key_line (source, "Transport"), error, "there is no transport “%s”", profile->transport);
}

/* What the decoder reads must be what is matched, and what the transport brings. */
static bool
check_decoder (const Source *source, const FoProfile *profile, GError **error)
{
  FoFace face = profile->decoder->face;
  bool is_serial = g_str_equal (profile->transport, FO_TRANSPORT_SERIAL);

  if (is_serial != (face == FO_FACE_SERIAL))
    return refuse (source, key_line (source, "Decoder"), error, "“%s” does not read what “%s” brings",
                   profile->decoder->name, profile->transport);
  for (guint i = 0; i < profile->matches->len; i++) {
    const FoProfileMatch *match = &g_array_index (profile->matches, FoProfileMatch, i);
    if ((match->by_page && match->page != face) || (match->tty[0] != '\0' && !is_serial))
      return refuse (source, key_line (source, "Match"), error, "“%s” does not read what is matched",
                     profile->decoder->name);
  }
  return true;
}

static bool
read_decoder (const Source *source, GKeyFile *keyfile, FoProfile *profile, GError **error)
{
  g_autofree char *text = required (source, keyfile, "Decoder", error);

  if (text == NULL)
    return false;
  profile->decoder = fo_decoder_find (text);
  if (profile->decoder == NULL)
    return refuse (source, key_line (source, "Decoder"), error, "there is no decoder “%s”", text);
  return check_decoder (source, profile, error);
}

static bool
read_quirks (const Source *source, GKeyFile *keyfile, FoProfile *profile, GError **error)
{
  g_autofree char *text = g_key_file_get_string (keyfile, GROUP, "Quirks", NULL);

  if (text == NULL)
    return true;
  g_autofree char *bad = NULL;
  return fo_quirks_parse (text, &profile->quirks, &bad)
         || refuse (source, key_line (source, "Quirks"), error, "there is no quirk “%s”", bad);
}

FoProfile *
fo_profile_parse (const char *file, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GKeyFile) keyfile = g_key_file_new ();
  g_autoptr (GError) forgiven = NULL;
  g_autoptr (FoProfile) profile = g_new0 (FoProfile, 1);
  const Source source = { .file = file, .lines = lines };

  profile->file = g_strdup (file);
  profile->matches = g_array_new (FALSE, FALSE, sizeof (FoProfileMatch));
  if (!g_utf8_validate (text, -1, NULL)) {
    refuse (&source, 1, error, "not UTF-8 text");
    return NULL;
  }
  if (!check_lines (&source, error))
    return NULL;
  if (!g_key_file_load_from_data (keyfile, text, strlen (text), G_KEY_FILE_NONE, &forgiven)) {
    refuse (&source, 1, error, "%s", forgiven->message);
    return NULL;
  }
  if (!read_name (&source, keyfile, profile, error) || !read_matches (&source, keyfile, profile, error)
      || !read_transport (&source, keyfile, profile, error) || !read_decoder (&source, keyfile, profile, error)
      || !read_quirks (&source, keyfile, profile, error))
    return NULL;
  return g_steal_pointer (&profile);
}

void
fo_profile_free (FoProfile *profile)
{
  g_free (profile->file);
  g_free (profile->name);
  g_free (profile->transport);
  g_array_unref (profile->matches);
  g_free (profile);
}

/* ---- all of them ------------------------------------------------------------------------------------------------- */

static int
by_file (gconstpointer a, gconstpointer b)
{
  const FoProfile *const *one = a, *const *other = b;

  return strcmp ((*one)->file, (*other)->file);
}

static FoProfile *
load_profile (const char *folder, const char *file, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  return fo_profile_parse (file, text, error);
}

FoProfiles *
fo_profiles_load (const char *folder,
                  void (*complain) (const char *message, void *user),
                  void *user,
                  GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  g_autoptr (FoProfiles) profiles = NULL;

  if (dir == NULL)
    return NULL;
  profiles = g_new0 (FoProfiles, 1);
  profiles->all = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_profile_free);
  for (const char *file = g_dir_read_name (dir); file != NULL; file = g_dir_read_name (dir)) {
    g_autoptr (GError) fault = NULL;
    if (!g_str_has_suffix (file, ".device"))
      continue;
    FoProfile *profile = load_profile (folder, file, &fault);
    if (profile != NULL)
      g_ptr_array_add (profiles->all, profile);
    else if (complain != NULL)
      complain (fault->message, user);
  }
  g_ptr_array_sort (profiles->all, by_file);
  return g_steal_pointer (&profiles);
}

void
fo_profiles_free (FoProfiles *profiles)
{
  g_ptr_array_unref (profiles->all);
  g_free (profiles);
}

guint
fo_profiles_count (const FoProfiles *profiles)
{
  return profiles->all->len;
}

const FoProfile *
fo_profiles_get (const FoProfiles *profiles, guint index)
{
  g_assert (index < profiles->all->len);
  return g_ptr_array_index (profiles->all, index);
}

/* How well it fits: 0 not at all, 1 by usage page or as any port, 2 by vendor, 3 by product, 4 as the port it names. */
static guint
match_rank (const FoProfileMatch *match, uint16_t vendor, uint16_t product, FoFace face, const char *tty)
{
  if (match->by_page)
    return 1; /* the decoder's face is that page's */
  if (match->tty[0] != '\0')
    return tty == NULL ? 0 : g_str_equal (match->tty, tty) ? 4 : g_str_equal (match->tty, "*") ? 1 : 0;
  if (match->vendor != vendor || product < match->first_product || product > match->last_product)
    return 0;
  /* A HID interface of no known kind is read only where somebody knows the product. */
  if (match->any_product)
    return face == FO_FACE_HID ? 0 : 2;
  return 3;
}

const FoProfile *
fo_profiles_match (const FoProfiles *profiles, uint16_t vendor, uint16_t product, FoFace face, const char *tty)
{
  const FoProfile *best = NULL;
  guint best_rank = 0;

  for (guint i = 0; i < profiles->all->len; i++) {
    const FoProfile *profile = g_ptr_array_index (profiles->all, i);
    for (guint k = 0; k < profile->matches->len && profile->decoder->face == face; k++) {
      guint rank = match_rank (&g_array_index (profile->matches, FoProfileMatch, k), vendor, product, face, tty);
      if (rank > best_rank) {
        best = profile;
        best_rank = rank;
      }
    }
  }
  return best;
}

const FoProfile *
fo_profiles_know (const FoProfiles *profiles, uint16_t vendor, uint16_t product)
{
  for (guint i = 0; i < profiles->all->len; i++) {
    const FoProfile *profile = g_ptr_array_index (profiles->all, i);
    for (guint k = 0; k < profile->matches->len; k++) {
      const FoProfileMatch *match = &g_array_index (profile->matches, FoProfileMatch, k);
      if (!match->by_page && match_rank (match, vendor, product, FO_N_FACES, NULL) > 0)
        return profile;
    }
  }
  return NULL;
}

bool
fo_profile_is_for_any_port (const FoProfile *profile)
{
  for (guint i = 0; i < profile->matches->len; i++)
    if (g_str_equal (g_array_index (profile->matches, FoProfileMatch, i).tty, "*"))
      return true;
  return false;
}
