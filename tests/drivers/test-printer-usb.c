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
    int dpi;
  } cases[] = {
    { ID, "Zebra Technologies", "ZD420", FO_PRINTER_ZPL, 0 },
    { "MFG:Zebra Technologies;MDL:ZTC ZD420-300dpi ZPL;CMD:ZPL;", "Zebra Technologies", "ZTC ZD420-300dpi ZPL", FO_PRINTER_ZPL, 300 },
    { "MFG:X;MDL:dpi 90dpi;CMD:ZPL;", "X", "dpi 90dpi", FO_PRINTER_ZPL, 0 },
    { "MANUFACTURER:TSC; MODEL:TE200; COMMAND SET:TSPL2;", "TSC", "TE200", FO_PRINTER_TSPL, 0 },
    { "MFG:HP;MDL:LaserJet;CMD:PJL,PCL;", "HP", "LaserJet", FO_PRINTER_PDF, 0 },
    { "MFG:\x01X^XZ;;:;MDL", "_X^XZ", "", FO_PRINTER_PDF, 0 },
    { "", "", "", FO_PRINTER_PDF, 0 },
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
    g_assert_cmpint (id.dpi, ==, cases[i].dpi);
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

/* ---- asked --------------------------------------------------------------------------------------------------------------- */

static void
test_fineness (void)
{
  static const struct {
    const char *text;
    int zpl, tspl; /* 0: it says none */
  } rows[] = {
    { "\x02ZD421,V93.21.26Z,8,8192KB,0\x03\r\n", 203, 0 },
    { "\x02ZTC ZT411-300dpi,V92,12,65536KB\x03\r\n", 300, 0 },
    { "\x02X,V1,24,1KB\x03", 600, 0 },
    { "\x02X,V1,13,1KB\x03", 0, 0 },
    { "\x02X\x03", 0, 0 },
    { "300\r\n", 0, 300 },
    { "203\n", 0, 203 },
    { "20\r\n", 0, 0 },
    { "300", 0, 0 }, /* more may come */
    { "", 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    int dpi = 0;

    g_assert_cmpint (fo_zpl_dpi_parse (rows[i].text, strlen (rows[i].text), &dpi) ? dpi : 0, ==, rows[i].zpl);
    g_assert_cmpint (fo_tspl_dpi_parse (rows[i].text, strlen (rows[i].text), &dpi) ? dpi : 0, ==, rows[i].tspl);
  }
}

static int
look_for_dpi (FoPrinterLanguage *ret_language)
{
  g_autoptr (GArray) found = fo_printers_look ();

  g_assert_cmpuint (found->len, ==, 1);
  *ret_language = g_array_index (found, FoPrinter, 0).language;
  return g_array_index (found, FoPrinter, 0).dpi;
}

/* A found printer says itself how fine it is; of one that does not nothing is assumed. */
static void
test_found_dpi (void)
{
  static const struct {
    const char *id;
    bool two_way;
    int says, found;
  } rows[] = {
    { ID, true, 203, 203 }, { ID, true, 300, 300 },  { ID, true, 600, 600 },
    { ID, true, 0, 0 },     { ID, false, 300, 0 }, /* there is no way for an answer */
    { "MFG:Zebra;MDL:ZTC ZD420-300dpi ZPL;CMD:ZPL;", false, 203, 300 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (FakeUsb) usb = fake_usb_new ();
    const FakeModel model = rows[i].two_way ? fake_printer_model_two_way ("1-1", "Z1", rows[i].id)
                                            : fake_printer_model ("1-1", "Z1", rows[i].id);
    FakeDevice *device = fake_usb_plug (usb, &model);
    FoPrinterLanguage language;

    fake_device_set_dpi (device, rows[i].says);
    g_assert_cmpint (look_for_dpi (&language), ==, rows[i].found);
    g_assert_cmpint (language, ==, FO_PRINTER_ZPL);
    g_assert_true (fake_device_has_driver (device, 0));
  }
}

static FoPrintReason
ask_state (void)
{
  FoPrinter printer;
  FoPrinterState state;

  fo_printer_init (&printer, "Z", URI);
  fo_printer_ask_state (&printer, NULL, &state);
  return state.reason;
}

/* Without a job: what a person at the page wants to know. */
static void
test_state (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  const FakeModel model = fake_printer_model_two_way ("1-1", "Z1", ID);
  FakeDevice *device;

  g_assert_cmpint (ask_state (), ==, FO_PRINT_OFFLINE);
  device = fake_usb_plug (usb, &model);
  g_assert_cmpint (ask_state (), ==, FO_PRINT_FINE);
  fake_device_set_paper (device, false);
  g_assert_cmpint (ask_state (), ==, FO_PRINT_NO_PAPER);
  fake_device_set_paper (device, true);
  fake_device_lock_printer (device)->paused = true;
  fake_device_unlock_printer (device);
  g_assert_cmpint (ask_state (), ==, FO_PRINT_PAUSED);
  g_assert_true (fake_device_has_driver (device, 0)); /* usblp has it between two questions */
  fake_device_unplug (device);
  g_assert_cmpint (ask_state (), ==, FO_PRINT_OFFLINE);
}

/* One that cannot answer still has a port. */
static void
test_state_of_port (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  const FakeModel model = fake_printer_model ("1-1", "Z1", ID);
  FakeDevice *device = fake_usb_plug (usb, &model);

  g_assert_cmpint (ask_state (), ==, FO_PRINT_FINE);
  fake_device_set_port (device, 0x30);
  g_assert_cmpint (ask_state (), ==, FO_PRINT_NO_PAPER);
  fake_device_set_port (device, 0x10);
  g_assert_cmpint (ask_state (), ==, FO_PRINT_ATTENTION);
}

/* One that says nothing at all is not called ready. It is sent to all the same, and what it took is not called printed. */
static void
test_state_silent (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  const FakeModel model = fake_printer_model ("1-1", "Z1", ID);
  FakeDevice *device = fake_usb_plug (usb, &model);
  Watch w = { 0 };

  fake_device_set_port (device, FAKE_PORT_SILENT);
  g_assert_cmpint (ask_state (), ==, FO_PRINT_SILENT);
  watch_start (&w, 2);
  heard_until (w.last.stage >= FO_PRINT_PRINTED);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_PRINTED);
  g_assert_cmpuint (w.last.printed, ==, 2);
  g_assert_false (w.last.confirmed);
  fo_print_free (w.send);
}

/* A question never comes between the bytes of a label. */
static void
test_state_within_a_run (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  const FakeModel model = fake_printer_model_two_way ("1-1", "Z1", ID);
  FakeDevice *device = fake_usb_plug (usb, &model);
  Watch w = { 0 };

  fake_device_set_paper (device, false);
  watch_start (&w, 1);
  heard_until (w.last.stage == FO_PRINT_WAITING);
  g_assert_cmpint (ask_state (), ==, FO_PRINT_BUSY);
  g_assert_cmpuint (fake_device_claims (device), ==, 1);
  fake_device_set_paper (device, true);
  watch_end (&w, FO_PRINT_PRINTED, FO_PRINT_FINE);
  g_assert_cmpint (ask_state (), ==, FO_PRINT_FINE);
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
  g_test_add_func ("/printer-usb/fineness", test_fineness);
  g_test_add_func ("/printer-usb/found-dpi", test_found_dpi);
  g_test_add_func ("/printer-usb/state", test_state);
  g_test_add_func ("/printer-usb/state-of-port", test_state_of_port);
  g_test_add_func ("/printer-usb/state-silent", test_state_silent);
  g_test_add_func ("/printer-usb/state-within-a-run", test_state_within_a_run);
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
