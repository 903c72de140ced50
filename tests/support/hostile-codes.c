/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hostile-codes.h"

#include <string.h>

/* With their length, for some hold zero bytes. */
#define CODE(text) { text, sizeof (text) - 1 }

static const struct {
  const char *bytes;
  gsize length;
} fixed[] = {
  /* keys as terminals, toolkits and scanners write them */
  CODE ("\x1b[20~"), CODE ("\x1bOP"), CODE ("\x1b[24;2~"), CODE ("<F9>"), CODE ("{F12}"), CODE ("F9"), CODE ("VK_RETURN"), CODE ("[ENTER]"),
  CODE ("\r"), CODE ("\n"), CODE ("\t\r\n"), CODE ("\x0d\x0a" "FO:C:SHIP"), CODE ("\x7f"), CODE ("\b\b\b\b"), CODE ("\x03"), CODE ("\x1a"),
  CODE ("ALT+F4"), CODE ("<Ctrl><Alt>Delete"), CODE ("%5E%5D"), CODE ("\x1d\x1d\x1d"), CODE ("\x1e\x04"), CODE ("[)>\x1e" "06\x1d" "1P\x1e\x04"),
  /* control characters around and inside what would be good */
  CODE ("FO:C:SHIP\r"), CODE ("FO:C:SHIP\x1b"), CODE ("\x02" "FO:C:UNDO\x03"), CODE ("FO:C:\0SHIP"), CODE ("4601234567893\x00" "1"),
  CODE ("FO:P:A-01-1\x07"), CODE ("\xef\xbb\xbf" "FO:C:SHIP"), CODE ("FO:C:SHIP\xc2\x85"), CODE ("FO\xe2\x80\x8b:C:SHIP"),
  CODE ("\xff\xfe" "F\0O\0"), CODE ("\xc0\xaf\xc0\xae"), CODE ("\xed\xa0\x80"), CODE ("\xf4\x90\x80\x80"),
  /* settings of scanners: what is printed on the sheets of their makers */
  CODE ("\x16M\rPAPHHF!"), CODE ("PAPHHF."), CODE ("TERMID124."), CODE ("DEFALT."), CODE ("@SETUPE1"), CODE ("@INTERF3"), CODE ("0006010"),
  CODE ("%%SpecCode9A"), CODE ("$%DFLT"), CODE ("$+$!"), CODE ("$P,Ae"), CODE ("B20C"), CODE ("A/B/9/"), CODE ("_KeyBoard_Country_RU"),
  CODE ("]Z0USBCDC"), CODE ("<SOH>S01A<EOT>"), CODE ("N.0102003.ENABLE"), CODE ("~\xc4\x80" "AIMID=1"),
  /* statements, formats, paths, markup */
  CODE ("'; DROP TABLE item; --"), CODE ("1 OR 1=1"), CODE ("\" OR \"\"=\""), CODE ("%s%s%s%n"), CODE ("%-999999999d"), CODE ("${jndi:ldap://x}"),
  CODE ("$(reboot)"), CODE ("`id`"), CODE ("; shutdown -h now"), CODE ("| cat /etc/passwd"), CODE ("../../../../etc/passwd"), CODE ("file:///dev/zero"),
  CODE ("<script>alert(1)</script>"), CODE ("<b>&amp;</b>"), CODE ("]]>"), CODE ("{\"verdict\":\"FO_OK\"}"), CODE ("id=1 command ship"), CODE ("command ship"),
  CODE ("scan FO:C:SHIP"), CODE ("^XA^FDx^XZ"), CODE ("SIZE 60 mm,40 mm\nPRINT 99"), CODE ("%PDF-1.4"), CODE ("=HYPERLINK(\"x\")"), CODE ("+1+1"), CODE ("-1"),
  CODE ("NULL"), CODE ("nan"), CODE ("1e309"), CODE ("0x10"), CODE ("\\"), CODE ("\\\\x\\u0000"), CODE ("%"), CODE ("%%"), CODE ("%zz"),
  /* our own codes, damaged */
  CODE ("FO:"), CODE ("FO:C"), CODE ("FO:C:"), CODE ("FO:C:-"), CODE ("FO:C:SHI"), CODE ("FO:C:SHIPP"), CODE ("FO:C:SH1P"), CODE ("FO:C:SHIP-"),
  CODE ("FO:C:SHIP-X"), CODE ("FO:C:SHIP SHIP"), CODE ("FO:C:SHIP;UNDO"), CODE ("FO:C:UNDO-1"), CODE ("FO:C:UNDO-UNDO"), CODE ("FO:C:CANCEL-0"),
  CODE ("FO:C:FINISH-"), CODE ("FO:C:CONFIRM-YES"), CODE ("FO:C:NEXT-214"), CODE ("FO:C:TASK"), CODE ("FO:C:TASK-"), CODE ("FO:C:TASK-PIC"), CODE ("FO:C:TASK-PICK-PICK"),
  CODE ("FO:C:BLOCK"), CODE ("FO:C:QUARANTINE-"), CODE ("FO:C:%"), CODE ("FO:C:%4"), CODE ("FO:C:%00SHIP"), CODE ("FO:C:%0ASHIP"), CODE ("FO:C:%ZZ"),
  CODE ("F0:C:SHIP"), CODE ("FO;C;SHIP"), CODE ("FO.C.SHIP"), CODE ("FO:X:SHIP"), CODE ("FO:CC:SHIP"), CODE ("FOFO:C:SHIP"), CODE (" FO:C:SHIP"), CODE ("*FO:C:SHIP*"),
  CODE ("АЩЖСЖЫРШЗ"), CODE ("FO:С:SHIP"), CODE ("FО:C:SHIP"), CODE ("PIHS:C:OF"), CODE ("FO:B:"), CODE ("FO:P:"), CODE ("FO:O:"), CODE ("FO:L:"), CODE ("FO:L:/"),
  CODE ("FO:O:0"), CODE ("FO:O:214%"), CODE ("FO:P:A-01-1%2"), CODE ("FO:S:PO-1;DROP"), CODE ("FOT"), CODE ("FOT:"), CODE ("FOTT:C:SHIP"),
  /* element strings and numbers that break off, contradict themselves or never end */
  CODE ("]C1"), CODE ("]d2\x1d"), CODE ("]C101"), CODE ("]C1010460123456789"), CODE ("]C10104601234567894"), CODE ("]C117991399"), CODE ("]C110"),
  CODE ("]C10104601234567893\x1d" "10A\x1d" "10B"), CODE ("(01)"), CODE ("(01)04601234567893(10"), CODE ("()()()"), CODE ("]Q3https://id.gs1.org/01/"),
  CODE ("https://id.gs1.org/01/04601234567894"), CODE ("HTTPS://"), CODE ("https://x/%"), CODE ("]E04601234567894"), CODE ("]E0"), CODE ("]I114601234567893"),
  CODE ("00000000000000"), CODE ("99999999999999999999999999999999999999"), CODE ("340282366920938463463374607431768211456"), CODE ("]"), CODE ("]d"), CODE ("]d9"),
};

static const char *const good[] = { "FO:C:SHIP", "FO:C:UNDO", "FO:C:CONFIRM", "FO:C:FINISH", "FO:C:NEXT", "FO:C:CANCEL", "FO:C:QUARANTINE-DAMAGED",
                                    "FO:C:SHORT-NOT-FOUND", "FO:C:TASK-SHIP", "FO:C:PARK", "FO:O:214", "FO:P:A-01-1",
                                    "FO:C:QUARANTINE", "FO:C:SHORT" };

static guint8
strange_byte (GRand *random)
{
  static const char others[] = ":;-/%$*+. \x1d\x1b\r\n\t\x01\x7f\xd0\xff'\"<>{}()01OIXZ";

  return (guint8) others[g_rand_int_range (random, 0, sizeof others - 1)];
}

bool
fo_test_is_good_code (const char *bytes, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    if (length == strlen (good[i]) && g_ascii_strncasecmp (bytes, good[i], length) == 0)
      return true;
  return false;
}

/* Cut, doubled, turned round, mixed up or with strange bytes in it, until it is no good code any more. */
static GBytes *
damage (GRand *random)
{
  GString *code = g_string_new (good[g_rand_int_range (random, 0, G_N_ELEMENTS (good))]);

  do {
    gssize at = g_rand_int_range (random, 0, (gint32) code->len);

    switch (g_rand_int_range (random, 0, 5)) {
    case 0:
      g_string_insert_c (code, at, (gchar) strange_byte (random));
      break;
    case 1:
      code->str[at] = (gchar) strange_byte (random);
      break;
    case 2:
      g_string_insert_c (code, at, code->str[at]);
      break;
    case 3:
      if (at > 0)
        g_string_truncate (code, (gsize) at);
      break;
    default:
      g_string_append_c (code, (gchar) strange_byte (random));
      break;
    }
  } while (fo_test_is_good_code (code->str, code->len));
  return g_string_free_to_bytes (code);
}

static GBytes *
without_end (gsize length, const char *of)
{
  GString *code = g_string_sized_new (length);

  while (code->len < length)
    g_string_append (code, of);
  return g_string_free_to_bytes (code);
}

GPtrArray *
fo_test_hostile_codes (GRand *random, guint count)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++)
    g_ptr_array_add (codes, g_bytes_new_static (fixed[i].bytes, fixed[i].length));
  g_ptr_array_add (codes, without_end (4096, "A"));
  g_ptr_array_add (codes, without_end (4096, "FO:C:SHIP\r"));
  g_ptr_array_add (codes, without_end (512, "%s"));
  g_ptr_array_add (codes, without_end (511, "9"));
  g_ptr_array_add (codes, without_end (500, "]C10104601234567893"));
  g_ptr_array_add (codes, without_end (65536, "\x1d"));
  while (codes->len < count)
    g_ptr_array_add (codes, damage (random));
  return codes;
}
