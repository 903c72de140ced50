/* SPDX-License-Identifier: GPL-3.0-or-later
 * Printers of the USB printer class: found by their interface, told apart by their id, waited for, pulled out.
 */
#include "fakeprinter.h"
#include "heard.h"
#include "printer-inside.h"

#include <errno.h>
#include <string.h>

#define ID "MFG:Zebra Technologies;CMD:ZPL;MDL:ZD420;CLS:PRINTER;"
#define URI "usb:0a5f:0166:Z1"

typedef struct {
  FoPrintSend *send;
  FoPrintProgress last;
  guint begun, printed; /* of the last mark */
} Watch;

static GBytes *
make (guint from, guint count, gpointer user, GError **error)
{
  g_autofree char *text = g_strdup_printf ("^XA^FD%u^XZ", from);

  (void) count, (void) user, (void) error;
  return g_bytes_new (text, strlen (text));
}

static bool
mark (const FoPrintMark *told, gpointer user)
{
  Watch *w = user;

  w->begun = told->begun;
  w->printed = told->printed;
  return true;
}

static void
progress (const FoPrintProgress *now, gpointer user)
{
  ((Watch *) user)->last = *now;
}

static void
watch_start (Watch *w, guint n)
{
  FoPrintRun run = { .title = "t", .n = n, .make = make, .mark = mark, .progress = progress, .user = w };

  fo_printer_init (&run.printer, "Z", URI);
  w->send = fo_print_start (&run);
}

static void
watch_end (Watch *w, FoPrintStage stage, FoPrintReason reason)
{
  heard_until (w->last.stage >= FO_PRINT_PRINTED);
  g_assert_cmpint (w->last.stage, ==, stage);
  g_assert_cmpstr (fo_print_reason_name (w->last.reason), ==, fo_print_reason_name (reason));
  fo_print_free (w->send);
}

/* ---- the requests and answers ------------------------------------------------------------------------------------------ */

static void
test_ids (void)
{
  static const struct {
    const char *id, *maker, *model;
    FoPrinterLanguage language;
  } cases[] = {
    { ID, "Zebra Technologies", "ZD420", FO_PRINTER_ZPL },
    { "MANUFACTURER:TSC; MODEL:TE200; COMMAND SET:TSPL2;", "TSC", "TE200", FO_PRINTER_TSPL },
    { "MFG:HP;MDL:LaserJet;CMD:PJL,PCL;", "HP", "LaserJet", FO_PRINTER_PDF },
    { "MFG:\x01X^XZ;;:;MDL", "_X^XZ", "", FO_PRINTER_PDF },
    { "", "", "", FO_PRINTER_PDF },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (FoPrinterId) id = { 0 };
    gsize n = strlen (cases[i].id) + 2;
    g_autofree guint8 *bytes = g_malloc (n);

    bytes[0] = 0;
    bytes[1] = (guint8) n;
    memcpy (bytes + 2, cases[i].id, n - 2);
    fo_printer_id_parse (bytes, n, &id);
    g_assert_cmpstr (id.maker, ==, cases[i].maker);
    g_assert_cmpstr (id.model, ==, cases[i].model);
    g_assert_cmpint (id.language, ==, cases[i].language);
    for (gsize cut = 0; cut < n; cut++) { /* shorter than it says */
      g_auto (FoPrinterId) part = { 0 };
      fo_printer_id_parse (bytes, cut, &part);
    }
  }
}

static void
test_zpl_status (void)
{
  static const struct {
    const char *one, *two;
    FoPrintReason reason;
    bool idle;
  } cases[] = {
    { "030,0,0,0320,000,0,0,0,000,0,0,0", "001,0,0,0,1,2,4,0,00000000,1,000", FO_PRINT_FINE, true },
    { "030,1,1,0320,001,0,0,0,000,0,0,0", "001,0,0,0,1,2,4,0,00000001,1,000", FO_PRINT_NO_PAPER, false },
    { "030,0,1,0320,000,0,0,0,000,0,0,0", "001,0,0,0,1,2,4,0,00000000,1,000", FO_PRINT_PAUSED, true },
    { "030,0,0,0320,000,0,0,0,000,0,0,0", "001,0,1,0,1,2,4,0,00000000,1,000", FO_PRINT_HEAD_OPEN, true },
    { "030,0,0,0320,000,0,0,0,000,0,0,0", "001,0,0,1,1,2,4,0,00000000,1,000", FO_PRINT_NO_RIBBON, true },
    { "030,0,0,0320,000,0,0,1,000,0,0,0", "001,0,0,0,1,2,4,0,00000000,1,000", FO_PRINT_FINE, false },
    { "030,0,0,0320,000,0,0,0,000,0,0,0", "001,0,0,0,1,2,4,0,00000007,1,000", FO_PRINT_FINE, false },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("\x02%s\x03\r\n\x02%s\x03\r\n\x02" "1234,0\x03\r\n", cases[i].one, cases[i].two);
    FoPrinterStatus status;

    g_assert_true (fo_zpl_status_parse (text, strlen (text), &status));
    g_assert_cmpint (status.reason, ==, cases[i].reason);
    g_assert_cmpint (status.idle, ==, cases[i].idle);
    for (gsize cut = 0; cut + 3 < strlen (text); cut++) /* not all of it yet */
      g_assert_false (fo_zpl_status_parse (text, cut, &status));
  }
}

/* ---- printers ------------------------------------------------------------------------------------------------------------ */

static void
test_found (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  const FakeModel model = fake_printer_model ("1-1", "Z1", ID);
  FakeDevice *device = fake_usb_plug (usb, &model);
  g_autoptr (GArray) printers = g_array_new (FALSE, TRUE, sizeof (FoPrinter));

  fo_printer_usb_look (printers);
  g_assert_cmpuint (printers->len, ==, 1);
  const FoPrinter *found = &g_array_index (printers, FoPrinter, 0);
  g_assert_cmpstr (found->name, ==, "Zebra Technologies ZD420");
  g_assert_cmpstr (found->uri, ==, URI);
  g_assert_cmpint (found->language, ==, FO_PRINTER_ZPL);
  g_assert_true (fake_device_has_driver (device, 0)); /* looked at, not taken */
}

static void
test_printed (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  const FakeModel model = fake_printer_model ("1-1", "Z1", ID);
  FakeDevice *device = fake_usb_plug (usb, &model);
  Watch w = { 0 };

  watch_start (&w, 2);
  watch_end (&w, FO_PRINT_PRINTED, FO_PRINT_FINE);
  g_assert_false (w.last.confirmed); /* it took them, and cannot say more */
  g_assert_cmpuint (w.printed, ==, 2);
  g_autofree char *sent = fake_device_take_sent (device);
  g_assert_nonnull (strstr (sent, "5e58415e4644305e585a")); /* ^XA^FD0^XZ */
  g_assert_nonnull (strstr (sent, "5e58415e4644315e585a"));
  g_assert_cmpuint (fake_device_claims (device), ==, 1);
  g_assert_true (fake_device_has_driver (device, 0)); /* usblp has it again */
}

static void
test_paper_out (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  const FakeModel model = fake_printer_model ("1-1", "Z1", ID);
  FakeDevice *device = fake_usb_plug (usb, &model);
  Watch w = { 0 };

  fake_device_set_port (device, 0x30);
  watch_start (&w, 2);
  heard_until (w.last.stage == FO_PRINT_WAITING);
  g_assert_cmpint (w.last.reason, ==, FO_PRINT_NO_PAPER);
  g_assert_cmpuint (w.begun, ==, 0);
  fake_device_set_port (device, 0x18);
  watch_end (&w, FO_PRINT_PRINTED, FO_PRINT_FINE);
}

/* It says by ~HS on its way back what the port's status does not: no paper before the first label, and then what is on paper. */
static void
test_answers (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  const FakeModel model = fake_printer_model_two_way ("1-1", "Z1", ID);
  FakeDevice *device = fake_usb_plug (usb, &model);
  Watch w = { 0 };

  fake_device_set_paper (device, false);
  watch_start (&w, 2);
  heard_until (w.last.stage == FO_PRINT_WAITING);
  g_assert_cmpint (w.last.reason, ==, FO_PRINT_NO_PAPER);
  g_assert_cmpuint (w.begun, ==, 0);
  fake_device_set_paper (device, true);
  watch_end (&w, FO_PRINT_PRINTED, FO_PRINT_FINE);
  g_assert_true (w.last.confirmed);
  g_assert_cmpuint (fake_device_printed (device), ==, 2);
}

/* The paper ends with a label in the printer: it is not called printed before it is. */
static void
test_paper_ends (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  const FakeModel model = fake_printer_model_two_way ("1-1", "Z1", ID);
  FakeDevice *device = fake_usb_plug (usb, &model);
  Watch w = { 0 };

  fake_device_paper_for (device, 1);
  watch_start (&w, 3);
  heard_until (w.last.stage == FO_PRINT_WAITING && w.last.reason == FO_PRINT_NO_PAPER);
  g_assert_cmpuint (w.begun, ==, 2);
  g_assert_cmpuint (w.printed, ==, 1);
  g_assert_cmpuint (fake_device_printed (device), ==, 1);
  fake_device_set_paper (device, true);
  watch_end (&w, FO_PRINT_PRINTED, FO_PRINT_FINE);
  g_assert_cmpuint (fake_device_printed (device), ==, 3);
}

/* Pulled out with a label in it that waits for paper: nobody knows. */
static void
test_unplugged_without_paper (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  const FakeModel model = fake_printer_model_two_way ("1-1", "Z1", ID);
  FakeDevice *device = fake_usb_plug (usb, &model);
  Watch w = { 0 };

  fake_device_paper_for (device, 1);
  watch_start (&w, 3);
  heard_until (w.last.stage == FO_PRINT_WAITING && w.last.reason == FO_PRINT_NO_PAPER);
  fake_device_unplug (device);
  watch_end (&w, FO_PRINT_UNKNOWN, FO_PRINT_CUT);
  g_assert_cmpuint (w.begun, ==, 2);
  g_assert_cmpuint (w.printed, ==, 1);
}

/* It answers NAK in the middle: the label waits in the PC, and goes on where it was. */
static void
test_takes_nothing (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  const FakeModel model = fake_printer_model ("1-1", "Z1", ID);
  FakeDevice *device = fake_usb_plug (usb, &model);
  Watch w = { 0 };

  fake_device_refuse_sends (device, 0);
  watch_start (&w, 1);
  heard_until (w.begun == 1);
  fake_device_set_port (device, 0x30);
  heard_until (w.last.stage == FO_PRINT_WAITING && w.last.reason == FO_PRINT_NO_PAPER);
  g_assert_cmpuint (w.printed, ==, 0);
  fake_device_set_port (device, 0x18);
  fake_device_refuse_sends (device, -1);
  watch_end (&w, FO_PRINT_PRINTED, FO_PRINT_FINE);
  g_autofree char *sent = fake_device_take_sent (device);
  g_assert_nonnull (strstr (sent, "5e58415e4644305e585a"));
}

/* Pulled out while a label's only bytes are in the air: nobody knows. */
static void
test_unplugged (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  const FakeModel model = fake_printer_model ("1-1", "Z1", ID);
  FakeDevice *device = fake_usb_plug (usb, &model);
  Watch w = { 0 };

  fake_device_refuse_sends (device, 0);
  watch_start (&w, 1);
  heard_until (w.begun == 1);
  fake_device_unplug (device);
  watch_end (&w, FO_PRINT_UNKNOWN, FO_PRINT_CUT);
}

static void
test_not_there (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  const FakeModel other = fake_printer_model ("1-1", "Z2", ID); /* the same model, another one */
  FakeDevice *device = fake_usb_plug (usb, &other);
  Watch w = { 0 };

  watch_start (&w, 1);
  watch_end (&w, FO_PRINT_FAILED, FO_PRINT_OFFLINE);
  g_assert_cmpuint (w.begun, ==, 0);
  g_assert_cmpuint (fake_device_claims (device), ==, 0);
}

static void
test_busy (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  const FakeModel model = fake_printer_model ("1-1", "Z1", ID);
  FakeDevice *device = fake_usb_plug (usb, &model);
  Watch w = { 0 };

  fake_device_refuse_claims (device, true);
  watch_start (&w, 1);
  watch_end (&w, FO_PRINT_FAILED, FO_PRINT_BUSY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printer-usb/ids", test_ids);
  g_test_add_func ("/printer-usb/zpl-status", test_zpl_status);
  g_test_add_func ("/printer-usb/found", test_found);
  g_test_add_func ("/printer-usb/printed", test_printed);
  g_test_add_func ("/printer-usb/paper-out", test_paper_out);
  g_test_add_func ("/printer-usb/answers", test_answers);
  g_test_add_func ("/printer-usb/paper-ends", test_paper_ends);
  g_test_add_func ("/printer-usb/unplugged-without-paper", test_unplugged_without_paper);
  g_test_add_func ("/printer-usb/takes-nothing", test_takes_nothing);
  g_test_add_func ("/printer-usb/unplugged", test_unplugged);
  g_test_add_func ("/printer-usb/not-there", test_not_there);
  g_test_add_func ("/printer-usb/busy", test_busy);
  return g_test_run ();
}
