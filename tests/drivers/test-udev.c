/* SPDX-License-Identifier: GPL-3.0-or-later
 * The udev rules we ship: they give access to just the makers the profiles name, keep ModemManager away from them, come
 * before the rules that act on what they say, and are rules. */
#include "firstout/drivers/profile.h"
#include "where.h"

#include <stdlib.h>
#include <string.h>

#define NAME "70-firstout.rules"
#define PATH FO_SOURCE_DIR "/data/udev/" NAME
#define SEAT_RULES "73-seat-late.rules" /* acts on "uaccess": systemd */

static char *
read_rules (void)
{
  g_autoptr (GError) error = NULL;
  char *rules = NULL;

  g_file_get_contents (PATH, &rules, NULL, &error);
  g_assert_no_error (error);
  return rules;
}

static int
by_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The makers of all profiles, "0c2e", …, sorted. */
static GPtrArray *
makers_of_profiles (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoProfiles) profiles = fo_profiles_load (FO_SOURCE_DIR "/data/devices", NULL, NULL, &error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  GPtrArray *makers = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  for (guint i = 0; i < fo_profiles_count (profiles); i++) {
    const FoProfile *profile = fo_profiles_get (profiles, i);
    for (guint k = 0; k < profile->matches->len; k++) {
      const FoProfileMatch *match = &g_array_index (profile->matches, FoProfileMatch, k);
      if (match->by_page || match->tty[0] != '\0' || !g_hash_table_add (seen, GUINT_TO_POINTER (match->vendor)))
        continue;
      g_ptr_array_add (makers, g_strdup_printf ("%04x", match->vendor));
    }
  }
  g_ptr_array_sort (makers, by_text);
  return makers;
}

/* Every list of makers in the rules is that of the profiles: a new profile is not read for want of access. */
static void
test_makers (void)
{
  g_autofree char *rules = read_rules ();
  g_autoptr (GPtrArray) makers = makers_of_profiles ();
  g_autoptr (GRegex) list = g_regex_new ("ATTRS?\\{id/?[Vv]endor\\}==\"([^\"]*)\"", 0, 0, NULL);
  g_autoptr (GMatchInfo) found = NULL;
  guint lists = 0;

  for (g_regex_match (list, rules, 0, &found); g_match_info_matches (found); g_match_info_next (found, NULL), lists++) {
    g_autofree char *text = g_match_info_fetch (found, 1);
    g_auto (GStrv) listed = g_strsplit (text, "|", -1);
    qsort (listed, g_strv_length (listed), sizeof *listed, by_text);
    g_assert_cmpuint (g_strv_length (listed), ==, makers->len);
    for (guint i = 0; i < makers->len; i++)
      g_assert_cmpstr (listed[i], ==, g_ptr_array_index (makers, i));
  }
  g_assert_cmpuint (lists, ==, 3); /* of the devices, of their serial ports, of their input events */
}

/* A rule with all of WORDS in it. */
static void
check_rule (const char *rules, const char *const *words)
{
  g_auto (GStrv) lines = g_strsplit (rules, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    bool all = lines[i][0] != '#';
    for (guint k = 0; all && words[k] != NULL; k++)
      all = strstr (lines[i], words[k]) != NULL;
    if (all)
      return;
  }
  g_test_message ("no rule with %s", words[0]);
  g_test_fail ();
}

static void
test_what_they_do (void)
{
  static const char *const devices[] = { "SUBSYSTEM==\"usb\"", "ENV{DEVTYPE}==\"usb_device\"", "ATTR{idVendor}",
                                         "TAG+=\"uaccess\"", "ENV{ID_MM_DEVICE_IGNORE}=\"1\"", NULL };
  static const char *const ports[] = { "SUBSYSTEM==\"tty\"", "ttyACM*", "ttyUSB*", "ATTRS{idVendor}", "TAG+=\"uaccess\"",
                                       "ENV{ID_MM_DEVICE_IGNORE}=\"1\"", NULL };
  static const char *const inputs[] = { "SUBSYSTEM==\"input\"", "KERNEL==\"event*\"", "ATTRS{id/bustype}==\"0005\"",
                                        "ATTRS{id/vendor}", "TAG+=\"uaccess\"", NULL };
  static const char *const printers[]
    = { "SUBSYSTEM==\"usb\"", "ENV{ID_USB_INTERFACES}==\"*:0701??:*\"", "TAG+=\"uaccess\"", NULL };
  g_autofree char *rules = read_rules ();

  check_rule (rules, devices);
  check_rule (rules, ports);
  check_rule (rules, inputs);
  check_rule (rules, printers);
  g_assert_cmpint (strcmp (NAME, SEAT_RULES), <, 0); /* udev takes files in the order of their names */
}

/* Every line is one udev would take: comments, and keys with an operator and a value in quotes; jumps land. */
static void
test_syntax (void)
{
  g_autofree char *rules = read_rules ();
  const char *pattern = "^(#.*|(([A-Z]+(\\{[A-Za-z_/]+\\})?(==|!=|=|\\+=)\"[^\"]*\")(, (?=[A-Z]))?)+)?$";
  g_autoptr (GRegex) line = g_regex_new (pattern, 0, 0, NULL);
  g_auto (GStrv) lines = g_strsplit (rules, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    g_test_message ("%u: %s", i + 1, lines[i]);
    g_assert_true (g_regex_match (line, lines[i], 0, NULL));
    g_assert_false (lines[i][0] != '#' && g_str_has_suffix (lines[i], ","));
  }
  g_assert_nonnull (strstr (rules, "GOTO=\"firstout_end\""));
  g_assert_nonnull (strstr (rules, "LABEL=\"firstout_end\""));
}

/* systemd 254 and later judges itself; before that there is only the test above. */
static void
test_verify (void)
{
  const char *const help[] = { "udevadm", "--help", NULL };
  const char *const verify[] = { "udevadm", "verify", "--no-style", PATH, NULL };
  g_autofree char *says = NULL, *wrong = NULL;
  int status = 0;

  if (!g_spawn_sync (NULL, (char **) help, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &says, NULL, NULL, NULL)
      || strstr (says, "verify") == NULL) {
    g_test_message ("this udevadm cannot verify: the syntax was checked by ourselves");
    return;
  }
  g_assert_true (g_spawn_sync (NULL, (char **) verify, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &wrong, &status, NULL));
  g_assert_cmpstr (wrong, ==, "");
  g_assert_cmpint (status, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drivers/udev/makers", test_makers);
  g_test_add_func ("/drivers/udev/what-they-do", test_what_they_do);
  g_test_add_func ("/drivers/udev/syntax", test_syntax);
  g_test_add_func ("/drivers/udev/verify", test_verify);
  return g_test_run ();
}
