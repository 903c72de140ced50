/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pairing.h"
#include "quirks.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define HEADER " Scanners of this PC that type, as they were paired on the Devices page: a group a device."
#define ASIDE_MAX 100
#define LANE_GROUP "lane "
#define SEPARATORS_GROUP "separators "

struct FoPairings {
  char *path;
  GKeyFile *file; /* as it was read, with what we do not know */
  bool sealed;    /* it is there and cannot be read: never written over */
};

static const char *const outcome_names[] = {
#define OUTCOME_NAME(outcome, name) [outcome] = name,
  FO_PAIRING_OUTCOMES (OUTCOME_NAME)
#undef OUTCOME_NAME
};

const char *
fo_pairing_outcome_name (FoPairingOutcome outcome)
{
  g_assert (outcome < FO_N_PAIRING_OUTCOMES);
  return outcome_names[outcome];
}

void
fo_pairing_code (uint32_t number, char ret_code[FO_PAIRING_CODE_MAX])
{
  g_snprintf (ret_code, FO_PAIRING_CODE_MAX, "P-zY/%04u\x1d" "Q", 1 + number % 9999);
}

char *
fo_pairing_default_file (void)
{
  return g_build_filename (g_get_user_config_dir (), "firstout", "devices.conf", NULL);
}

/* ---- groups ------------------------------------------------------------------------------------------------------ */

/* A group's name may have no brackets in it, a serial number may. */
static char *
group_of (const char *id)
{
  GString *group = g_string_new (id);

  g_string_replace (group, "%", "%25", 0);
  g_string_replace (group, "[", "%5B", 0);
  g_string_replace (group, "]", "%5D", 0);
  return g_string_free (group, FALSE);
}

static bool
read_group (GKeyFile *file, const char *group, FoPairing *pairing, char **ret_trouble)
{
  g_autofree char *name = g_key_file_get_string (file, group, "Name", NULL);
  g_autofree char *quirks = g_key_file_get_string (file, group, "Quirks", NULL);
  g_autofree char *bad = NULL;

  *pairing = (FoPairing){ 0 };
  g_strlcpy (pairing->name, name != NULL ? name : "", sizeof pairing->name);
  if (quirks == NULL || fo_quirks_parse (quirks, &pairing->quirks, &bad))
    return true;
  if (ret_trouble != NULL)
    *ret_trouble = g_strdup_printf ("[%s]: there is no quirk “%s”: not paired", group, bad);
  return false;
}

/* The other way; NULL: not an id that could be written. Free with g_free. */
static char *
id_behind (const char *prefix, const char *group)
{
  GString *id;

  if (!g_str_has_prefix (group, prefix))
    return NULL;
  id = g_string_new (group + strlen (prefix));
  g_string_replace (id, "%5B", "[", 0);
  g_string_replace (id, "%5D", "]", 0);
  g_string_replace (id, "%25", "%", 0);
  return g_string_free (id, FALSE);
}

char *
fo_pairing_id_of_group (const char *group)
{
  bool is_more = g_str_has_prefix (group, LANE_GROUP) || g_str_has_prefix (group, SEPARATORS_GROUP);

  return is_more ? NULL : id_behind ("", group);
}

void
fo_pairings_lanes (const FoPairings *pairings, FoPairingsLane found, void *user)
{
  g_auto (GStrv) groups = g_key_file_get_groups (pairings->file, NULL);

  for (guint i = 0; groups[i] != NULL; i++) {
    g_autofree char *id = id_behind (LANE_GROUP, groups[i]);
    int lane = g_key_file_get_integer (pairings->file, groups[i], "Lane", NULL);
    if (id != NULL && lane >= 1 && lane <= FO_LANES_MAX)
      found (id, (uint32_t) lane - 1, user);
  }
}

static const struct {
  FoSeparators separators;
  const char *word;
} known_separators[] = { { FO_SEPARATORS_SENT, "sent" }, { FO_SEPARATORS_LOST, "lost" } };

void
fo_pairings_separators (const FoPairings *pairings, FoPairingsSeparators found, void *user)
{
  g_auto (GStrv) groups = g_key_file_get_groups (pairings->file, NULL);

  for (guint i = 0; groups[i] != NULL; i++) {
    g_autofree char *id = id_behind (SEPARATORS_GROUP, groups[i]);
    g_autofree char *word = id ? g_key_file_get_string (pairings->file, groups[i], "Separators", NULL) : NULL;
    for (gsize k = 0; word != NULL && k < G_N_ELEMENTS (known_separators); k++)
      if (g_str_equal (word, known_separators[k].word))
        found (id, known_separators[k].separators, user);
  }
}

bool
fo_pairings_find (const FoPairings *pairings, const char *id, FoPairing *ret_pairing)
{
  g_autofree char *group = group_of (id);
  FoPairing pairing;

  if (!g_key_file_has_group (pairings->file, group) || !read_group (pairings->file, group, &pairing, NULL))
    return false;
  g_strlcpy (pairing.id, id, sizeof pairing.id);
  *ret_pairing = pairing;
  return true;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

/* Under the first name that is free. */
static char *
lay_aside (const char *path)
{
  for (guint i = 1; i <= ASIDE_MAX; i++) {
    g_autofree char *aside = g_strdup_printf ("%s.damaged-%u", path, i);
    if (!g_file_test (aside, G_FILE_TEST_EXISTS) && g_rename (path, aside) == 0)
      return g_steal_pointer (&aside);
  }
  return NULL;
}

static char *
damaged (FoPairings *pairings, const char *why)
{
  g_autofree char *aside = lay_aside (pairings->path);

  g_key_file_unref (pairings->file); /* whatever of it was read */
  pairings->file = g_key_file_new ();
  pairings->sealed = aside == NULL;
  return g_strdup_printf ("%s is damaged (%s)%s%s", pairings->path, why, aside != NULL ? "; it is kept as " : "",
                          aside != NULL ? aside : "");
}

static char *
check_groups (const FoPairings *pairings)
{
  g_auto (GStrv) groups = g_key_file_get_groups (pairings->file, NULL);
  FoPairing pairing;

  for (guint i = 0; groups[i] != NULL; i++) {
    g_autofree char *trouble = NULL;
    if (!read_group (pairings->file, groups[i], &pairing, &trouble))
      return g_strdup_printf ("%s: %s", pairings->path, trouble);
  }
  return NULL;
}

static char *
read_file (FoPairings *pairings)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (pairings->path, &text, &length, &error)) {
    if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      return NULL;
    pairings->sealed = true;
    return g_strdup (error->message);
  }
  if (!g_utf8_validate (text, (gssize) length, NULL))
    return damaged (pairings, "not a text");
  if (!g_key_file_load_from_data (pairings->file, text, length, G_KEY_FILE_KEEP_COMMENTS, &error))
    return damaged (pairings, error->message);
  return check_groups (pairings);
}

FoPairings *
fo_pairings_load (const char *path, char **ret_trouble)
{
  FoPairings *pairings = g_new0 (FoPairings, 1);

  pairings->path = g_strdup (path);
  pairings->file = g_key_file_new ();
  *ret_trouble = read_file (pairings);
  return pairings;
}

void
fo_pairings_free (FoPairings *pairings)
{
  g_key_file_unref (pairings->file);
  g_free (pairings->path);
  g_free (pairings);
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

static bool
write_file (const FoPairings *pairings, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (pairings->path);
  gsize length = 0;
  g_autofree char *text = g_key_file_to_data (pairings->file, &length, NULL);

  if (pairings->sealed) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES, "%s cannot be read, and is not written over", pairings->path);
    return false;
  }
  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s", folder, g_strerror (errno));
    return false;
  }
  return g_file_set_contents_full (pairings->path, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

bool
fo_pairings_keep (FoPairings *pairings, const FoPairing *pairing, GError **error)
{
  g_autofree char *group = group_of (pairing->id);
  g_autofree char *quirks = fo_quirks_print (&pairing->quirks);
  g_auto (GStrv) groups = g_key_file_get_groups (pairings->file, NULL);

  g_key_file_set_string (pairings->file, group, "Name", pairing->name);
  g_key_file_set_string (pairings->file, group, "Quirks", quirks);
  if (groups[0] == NULL)
    g_key_file_set_comment (pairings->file, NULL, NULL, HEADER, NULL);
  return write_file (pairings, error);
}

bool
fo_pairings_keep_lane (FoPairings *pairings, const char *id, uint32_t lane, GError **error)
{
  g_autofree char *of = group_of (id), *group = g_strconcat (LANE_GROUP, of, NULL);

  if (lane != 0)
    g_key_file_set_integer (pairings->file, group, "Lane", (int) lane + 1);
  else if (!g_key_file_remove_group (pairings->file, group, NULL))
    return true;
  return write_file (pairings, error);
}

bool
fo_pairings_keep_separators (FoPairings *pairings, const char *id, FoSeparators separators, GError **error)
{
  g_autofree char *of = group_of (id), *group = g_strconcat (SEPARATORS_GROUP, of, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (known_separators); i++)
    if (known_separators[i].separators == separators)
      g_key_file_set_string (pairings->file, group, "Separators", known_separators[i].word);
  return write_file (pairings, error);
}

bool
fo_pairings_forget (FoPairings *pairings, const char *id, GError **error)
{
  g_autofree char *group = group_of (id);

  if (!g_key_file_remove_group (pairings->file, group, NULL))
    return true;
  return write_file (pairings, error);
}
