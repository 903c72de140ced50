/* SPDX-License-Identifier: GPL-3.0-or-later
 * Profiles: what they say, what is refused with which line, which of them reads what. */
#include "firstout/drivers/profile.h"
#include "where.h"

#include <glib/gstdio.h>
#include <string.h>

#define DEVICES FO_SOURCE_DIR "/data/devices"

/* ---- one profile ------------------------------------------------------------------------------------------------- */

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoProfile) profile = fo_profile_parse ("a.device",
                                                    "# a comment\n"
                                                    "\n"
                                                    "[Device]\n"
                                                    "Name=Сканер (HID POS)\n"
                                                    "Match=usb:0C2E:0907,0b61-0b6f; usb:0536:* ;hid:8c\n"
                                                    "Transport=usb-hid\r\n"
                                                    "Decoder=hid-pos\n"
                                                    "Quirks=accept-x0;gs=1e;continuation-ms=800\n",
                                                    &error);
  static const FoProfileMatch matches[] = {
    { false, 0x0c2e, 0x0907, 0x0907, false },
    { false, 0x0c2e, 0x0b61, 0x0b6f, false },
    { false, 0x0536, 0x0000, 0xffff, true },
    { .by_page = true },
  };

  g_assert_no_error (error);
  g_assert_cmpstr (profile->name, ==, "Сканер (HID POS)");
  g_assert_cmpstr (profile->transport, ==, "usb-hid");
  g_assert_true (profile->decoder == &fo_decoder_hidpos);
  g_assert_true (profile->quirks.accept_x0);
  g_assert_true (profile->quirks.has_gs);
  g_assert_cmpuint (profile->quirks.gs, ==, 0x1e);
  g_assert_cmpuint (profile->quirks.continuation_ms, ==, 800);
  g_assert_cmpuint (profile->matches->len, ==, G_N_ELEMENTS (matches));
  for (guint i = 0; i < G_N_ELEMENTS (matches); i++) {
    const FoProfileMatch *match = &g_array_index (profile->matches, FoProfileMatch, i);
    g_assert_cmpint (match->by_page, ==, matches[i].by_page);
    if (match->by_page)
      continue;
    g_assert_cmpuint (match->vendor, ==, matches[i].vendor);
    g_assert_cmpuint (match->first_product, ==, matches[i].first_product);
    g_assert_cmpuint (match->last_product, ==, matches[i].last_product);
    g_assert_cmpint (match->any_product, ==, matches[i].any_product);
  }
}

#define HEAD "[Device]\nName=N\n"
#define TAIL "Transport=usb-hid\nDecoder=hid-pos\n"
#define SERIAL_TAIL "Transport=serial\nDecoder=lines\n"
#define NOT_A_MATCH " is not usb:VVVV:PPPP, usb:VVVV:PPPP-PPPP, usb:VVVV:*, hid:8c, hid:ff45 or tty:NAME"

static const struct {
  const char *text, *says;
} refused[] = {
  { "", "a.device:1: no group [Device]" },
  { "Name=N\n", "a.device:1: expected Key=value in the group [Device]" },
  { "\n[Scanner]\n", "a.device:2: expected one group, [Device]" },
  { HEAD "[Device]\n", "a.device:3: expected one group, [Device]" },
  { HEAD "Match usb\n", "a.device:3: expected Key=value in the group [Device]" },
  { HEAD "=usb\n", "a.device:3: expected Key=value in the group [Device]" },
  { HEAD "Vendor=0c2e\n", "a.device:3: there is no key Vendor" },
  { HEAD "Name[ru]=Н\n", "a.device:3: there is no key Name[ru]" },
  { HEAD "Match=hid:8c\nMatch=hid:8c\n", "a.device:4: Match for the second time" },
  { "[Device]\nMatch=hid:8c\n" TAIL, "a.device:1: Name is missing" },
  { "[Device]\nName= \nMatch=hid:8c\n" TAIL, "a.device:2: Name is missing" },
  { HEAD TAIL, "a.device:1: Match is missing" },
  { HEAD "Match=;\n" TAIL, "a.device:3: Match is missing" },
  { HEAD "Match=hid:8c\nDecoder=hid-pos\n", "a.device:1: Transport is missing" },
  { HEAD "Match=hid:8c\nTransport=usb-hid\n", "a.device:1: Decoder is missing" },
  { HEAD "Match=hid:8c\nTransport=pigeon\nDecoder=hid-pos\n", "a.device:4: there is no transport “pigeon”" },
  { HEAD "Match=hid:8c\nTransport=usb-hid\nDecoder=morse\n", "a.device:5: there is no decoder “morse”" },
  { HEAD "Match=usb:0c2e\n" TAIL, "a.device:3: “usb:0c2e”" NOT_A_MATCH },
  { HEAD "Match=usb:0c2e:\n" TAIL, "a.device:3: “usb:0c2e:”" NOT_A_MATCH },
  { HEAD "Match=usb:c2e:0907\n" TAIL, "a.device:3: “usb:c2e:0907”" NOT_A_MATCH },
  { HEAD "Match=usb:0x0c2e:0907\n" TAIL, "a.device:3: “usb:0x0c2e:0907”" NOT_A_MATCH },
  { HEAD "Match=usb:0c2e:0907-\n" TAIL, "a.device:3: “usb:0c2e:0907-”" NOT_A_MATCH },
  { HEAD "Match=usb:0c2e:0b6f-0b61\n" TAIL, "a.device:3: “usb:0c2e:0b6f-0b61”" NOT_A_MATCH },
  { HEAD "Match=usb:0c2e:1-2-3\n" TAIL, "a.device:3: “usb:0c2e:1-2-3”" NOT_A_MATCH },
  { HEAD "Match=usb:*:0907\n" TAIL, "a.device:3: “usb:*:0907”" NOT_A_MATCH },
  { HEAD "Match=hid:01\n" TAIL, "a.device:3: “hid:01”" NOT_A_MATCH },
  { HEAD "Match=tty:/dev/ttyS0\n" SERIAL_TAIL, "a.device:3: “tty:/dev/ttyS0”" NOT_A_MATCH },
  { HEAD "Match=tty:sda\n" SERIAL_TAIL, "a.device:3: “tty:sda”" NOT_A_MATCH },
  { HEAD "Match=tty:\n" SERIAL_TAIL, "a.device:3: “tty:”" NOT_A_MATCH },
  { HEAD "Match=tty:ttyS0\n" TAIL, "a.device:3: “hid-pos” does not read what is matched" },
  { HEAD "Match=hid:ff45\n" TAIL, "a.device:3: “hid-pos” does not read what is matched" },
  { HEAD "Match=usb:05e0:*\nTransport=serial\nDecoder=oem-pos\n", "a.device:5: “oem-pos” does not read what “serial” brings" },
  { HEAD "Match=usb:05e0:*\nTransport=usb-hid\nDecoder=lines\n", "a.device:5: “lines” does not read what “usb-hid” brings" },
  { HEAD "Match=tty:ttyS0\n" SERIAL_TAIL "Quirks=baud=12\n", "a.device:6: there is no quirk “baud=12”" },
  { HEAD "Match=tty:ttyS0\n" SERIAL_TAIL "Quirks=line=never\n", "a.device:6: there is no quirk “line=never”" },
  { HEAD "Match=tty:ttyS0\n" SERIAL_TAIL "Quirks=beep=loud\n", "a.device:6: there is no quirk “beep=loud”" },
  { HEAD "Match=hid:8c;pci:8086:1234\n" TAIL, "a.device:3: “pci:8086:1234”" NOT_A_MATCH },
  { HEAD "Match=hid:8c\n" TAIL "Quirks=loud\n", "a.device:6: there is no quirk “loud”" },
  { HEAD "Match=hid:8c\n" TAIL "Quirks=gs=\n", "a.device:6: there is no quirk “gs=”" },
  { HEAD "Match=hid:8c\n" TAIL "Quirks=gs=100\n", "a.device:6: there is no quirk “gs=100”" },
  { HEAD "Match=hid:8c\n" TAIL "Quirks=gs=00\n", "a.device:6: there is no quirk “gs=00”" },
  { HEAD "Match=hid:8c\n" TAIL "Quirks=accept-x0;continuation-ms=99999\n",
    "a.device:6: there is no quirk “continuation-ms=99999”" },
  { HEAD "Match=hid:8c\n" TAIL "# \xff\xfe\n", "a.device:1: not UTF-8 text" },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (FoProfile) profile = fo_profile_parse ("a.device", refused[i].text, &error);
    g_test_message ("%s", refused[i].says);
    g_assert_null (profile);
    g_assert_error (error, FO_PROFILE_ERROR, FO_PROFILE_ERROR_SYNTAX);
    g_assert_cmpstr (error->message, ==, refused[i].says);
  }
}

/* ---- a folder of them -------------------------------------------------------------------------------------------- */

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_unlink (path);
  }
  g_rmdir (folder);
}

static void
note (const char *message, void *user)
{
  g_ptr_array_add (user, g_strdup (message));
}

/* The named product before the vendor, the vendor before the usage page; a bad file takes no other away. */
static void
test_which_one_reads (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fo-devices-XXXXXX", NULL);
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  static const struct {
    guint16 vendor, product;
    FoFace face;
    const char *tty;
    const char *name; /* NULL: none */
  } cases[] = {
    { 0x0c2e, 0x0907, FO_FACE_HID_POS, NULL, "product" },
    { 0x0c2e, 0x0b65, FO_FACE_HID_POS, NULL, "product" },
    { 0x0c2e, 0x0b70, FO_FACE_HID_POS, NULL, "vendor" },
    { 0x0c2e, 0x0b70, FO_FACE_KEYBOARD, NULL, NULL }, /* a known maker, but nothing that "hid-pos" reads */
    { 0x1234, 0x0907, FO_FACE_HID_POS, NULL, "page" },
    { 0x1234, 0x0907, FO_FACE_HID, NULL, NULL },
    { 0x1eab, 0x0d10, FO_FACE_HID_POS, NULL, "twice, a" },
    { 0x05e0, 0x1900, FO_FACE_HID, NULL, "native" },
    { 0x05e0, 0x1902, FO_FACE_HID, NULL, NULL }, /* of unknown kind, and of all products none is named */
    { 0x05e0, 0x1701, FO_FACE_SERIAL, "ttyACM0", "serial" },
    { 0x1234, 0x0001, FO_FACE_SERIAL, "ttyACM0", "any port" },
    { 0x05e0, 0x1701, FO_FACE_SERIAL, "ttyUSB3", "port" },
    { 0, 0, FO_FACE_SERIAL, "ttyUSB3", "port" },
  };

  write_file (folder, "z.device", "[Device]\nName=product\nMatch=usb:0c2e:0907,0b61-0b6f\n" TAIL);
  write_file (folder, "m.device", "[Device]\nName=vendor\nMatch=usb:0c2e:*\n" TAIL);
  write_file (folder, "a.device", "[Device]\nName=page\nMatch=hid:8c\n" TAIL);
  write_file (folder, "t1.device", "[Device]\nName=twice, a\nMatch=usb:1eab:*\n" TAIL);
  write_file (folder, "t2.device", "[Device]\nName=twice, b\nMatch=usb:1eab:*\n" TAIL);
  write_file (folder, "n.device", "[Device]\nName=native\nMatch=usb:05e0:1900\nTransport=usb-hid\nDecoder=snapi\n");
  write_file (folder, "n2.device", "[Device]\nName=all\nMatch=usb:05e0:*\nTransport=usb-hid\nDecoder=chunks\n");
  write_file (folder, "s.device", "[Device]\nName=serial\nMatch=usb:05e0:*\n" SERIAL_TAIL);
  write_file (folder, "p.device", "[Device]\nName=port\nMatch=tty:ttyUSB3\n" SERIAL_TAIL);
  write_file (folder, "q.device", "[Device]\nName=any port\nMatch=tty:*\n" SERIAL_TAIL);
  write_file (folder, "broken.device", "[Device]\nName=broken\n");
  write_file (folder, "README", "not a profile\n");
  g_autoptr (FoProfiles) profiles = fo_profiles_load (folder, note, complaints, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fo_profiles_count (profiles), ==, 10);
  g_assert_cmpuint (complaints->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (complaints, 0), ==, "broken.device:1: Match is missing");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const FoProfile *profile = fo_profiles_match (profiles, cases[i].vendor, cases[i].product, cases[i].face, cases[i].tty);
    g_test_message ("%04x:%04x", cases[i].vendor, cases[i].product);
    g_assert_cmpstr (profile != NULL ? profile->name : NULL, ==, cases[i].name);
  }
  g_assert_nonnull (fo_profiles_know (profiles, 0x0c2e, 0x0b70));
  g_assert_nonnull (fo_profiles_know (profiles, 0x05e0, 0x1902));
  g_assert_null (fo_profiles_know (profiles, 0x1234, 0x0907));
  remove_folder (folder);
}

static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fo_profiles_load ("/nonexistent/devices", NULL, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* ---- what we ship ------------------------------------------------------------------------------------------------ */

static void
complain_loudly (const char *message, void *user)
{
  (void) user;
  g_test_message ("%s", message);
  g_test_fail ();
}

static FoProfiles *
load_shipped (void)
{
  g_autoptr (GError) error = NULL;
  FoProfiles *profiles = fo_profiles_load (DEVICES, complain_loudly, NULL, &error);

  g_assert_no_error (error);
  return profiles;
}

static void
test_shipped (void)
{
  g_autoptr (FoProfiles) profiles = load_shipped ();
  static const struct {
    guint16 vendor, product;
    FoFace face;
    const char *tty, *name;
  } known[] = {
    { 0x0c2e, 0x0b61, FO_FACE_HID_POS, NULL, "Honeywell (HID POS)" },
    { 0x0536, 0x02e1, FO_FACE_HID_POS, NULL, "Honeywell (HID POS)" },
    { 0x23d0, 0x0d90, FO_FACE_SERIAL, "ttyACM0", "Honeywell (serial)" },
    { 0x1eab, 0x0d10, FO_FACE_HID_POS, NULL, "Newland (HID POS)" },
    { 0x05e0, 0x1300, FO_FACE_OEM_POS, NULL, "Zebra (OEM POS)" },
    { 0x05e0, 0x1400, FO_FACE_OEM_POS, NULL, "Zebra (OEM POS)" },
    { 0x05e0, 0x1900, FO_FACE_HID, NULL, "Zebra (SNAPI)" },
    { 0x05e0, 0x0600, FO_FACE_HID, NULL, "Symbol (simple COM port)" },
    { 0x05e0, 0x1701, FO_FACE_SERIAL, "ttyACM0", "Zebra (serial)" },
    { 0x05f9, 0x2216, FO_FACE_OEM_POS, NULL, "Datalogic (OEM POS)" },
    { 0x065a, 0xa002, FO_FACE_SERIAL, "ttyACM1", "Opticon (serial)" },
    { 0x1fbb, 0x3681, FO_FACE_HID_POS, NULL, "Cino (HID POS)" },
    { 0x1234, 0x5678, FO_FACE_OEM_POS, NULL, "OEM POS scanner" },
    { 0x1234, 0x5678, FO_FACE_HID_POS, NULL, "HID POS scanner" },
    { 0x2341, 0x0043, FO_FACE_SERIAL, "ttyACM0", "Serial scanner" }, /* once it is paired */
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    const FoProfile *profile
      = fo_profiles_match (profiles, known[i].vendor, known[i].product, known[i].face, known[i].tty);
    g_test_message ("%s", known[i].name);
    g_assert_nonnull (profile);
    g_assert_cmpstr (profile->name, ==, known[i].name);
    g_assert_cmpint (fo_profile_is_for_any_port (profile), ==, g_str_equal (known[i].name, "Serial scanner"));
  }
  g_assert_null (fo_profiles_match (profiles, 0x1234, 0x5678, FO_FACE_HID, NULL));
}

/* No two shipped profiles ask for the same device: which of them reads it would be an accident of names. */
static void
test_shipped_do_not_overlap (void)
{
  g_autoptr (FoProfiles) profiles = load_shipped ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < fo_profiles_count (profiles); i++) {
    const FoProfile *profile = fo_profiles_get (profiles, i);
    for (guint k = 0; k < profile->matches->len; k++) {
      const FoProfileMatch *match = &g_array_index (profile->matches, FoProfileMatch, k);
      char *key = g_strdup_printf ("%d %d %s %04x:%04x-%04x", profile->decoder->face, match->by_page, match->tty,
                                   match->vendor, match->first_product, match->last_product);
      g_test_message ("%s %s", profile->file, key);
      g_assert_true (g_hash_table_add (seen, key));
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drivers/profile/read", test_read);
  g_test_add_func ("/drivers/profile/refused", test_refused);
  g_test_add_func ("/drivers/profile/which-one-reads", test_which_one_reads);
  g_test_add_func ("/drivers/profile/no-folder", test_no_folder);
  g_test_add_func ("/drivers/profile/shipped", test_shipped);
  g_test_add_func ("/drivers/profile/shipped-do-not-overlap", test_shipped_do_not_overlap);
  return g_test_run ();
}
