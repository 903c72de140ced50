/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page of scanners: what each state says, a live list of a replayed trace, scans with their bytes, faults in words, the lane of a
 * scanner, pairing as far as the page goes, barcodes of a picture file. */
#include "rig.h"

#include "common/speech.h"
#include "devices/card-list.h"
#include "devices/scanner-desk.h"
#include "firstout/symbol/symbol.h"
#include "shell/router.h"
#include "where.h"

#include <string.h>

static FoDevicesPage *
devices (Rig *rig)
{
  return FO_DEVICES_PAGE (fo_window_find_page (rig->window, "devices"));
}

static gboolean
shows (Rig *rig, const char *text)
{
  return rig_shows (GTK_WIDGET (devices (rig)), text);
}

/* ---- states ----------------------------------------------------------------------------------------------------------------- */

static void
add_device (GPtrArray *list, const char *id, const char *name, FoDeviceState state, const char *help)
{
  FoDevice *device = g_new0 (FoDevice, 1);

  g_strlcpy (device->id, id, sizeof device->id);
  g_strlcpy (device->name, name, sizeof device->name);
  g_strlcpy (device->port, "1-1.2", sizeof device->port);
  g_strlcpy (device->serial, "A1", sizeof device->serial);
  g_strlcpy (device->profile, state == FO_DEVICE_READY ? "Honeywell (HID POS)" : "", sizeof device->profile);
  g_strlcpy (device->help, help, sizeof device->help);
  device->help_is = *help ? FO_HELP_RULE : FO_HELP_NONE;
  device->state = state;
  device->vendor = 0x0c2e;
  device->product = 0x0b61;
  device->scans = 12;
  g_ptr_array_add (list, device);
}

static GPtrArray *
some_devices (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  add_device (list, "a", "Xenon 1950", FO_DEVICE_READY, "");
  add_device (list, "b", "FM430", FO_DEVICE_NO_ACCESS, "SUBSYSTEM==\"usb\", ATTR{idVendor}==\"1eab\", TAG+=\"uaccess\"");
  add_device (list, "c", "Voyager <&> 1470", FO_DEVICE_KEYBOARD, "");
  add_device (list, "d", "USB Keyboard", FO_DEVICE_UNPAIRED, "");
  return list;
}

static void
test_states (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();
  g_autoptr (GPtrArray) list = some_devices ();
  FoScannerView *view = fo_devices_page_scanners (devices (rig));
  FoScan scan;

  fo_window_open_page (rig->window, "devices");
  g_assert_true (shows (rig, "Сканеров не видно"));
  fo_scanner_view_show_devices (view, list);
  g_assert_true (fo_scan_init (&scan, "]d20104601234567893\x1d" "10B2411", 27, FO_SYMBOLOGY_UNKNOWN, "usb:0c2e:0b61", 0));
  fo_devices_page_show_scan (devices (rig), &scan);
  rig_settle (rig);
  g_assert_true (shows (rig, "✓ готов"));
  g_assert_true (shows (rig, "✕ нет доступа"));
  g_assert_true (shows (rig, "Сканов: 12"));
  g_assert_true (shows (rig, "№ A1"));
  g_assert_true (shows (rig, "Voyager <&> 1470")); /* a name is no markup */
  g_assert_true (shows (rig, "<GS>10B2411"));
  g_assert_true (shows (rig, "1d 31 30 42")); /* and its bytes */
  g_assert_true (shows (rig, "gs1-datamatrix"));
  g_assert_true (shows (rig, "]d2"));
  g_assert_false (shows (rig, "Сканеров не видно"));
  g_assert_false (shows (rig, "по GS1"));
  g_assert_true (fo_scan_init (&scan, "]C110A-77", 9, FO_SYMBOLOGY_UNKNOWN, "usb:0c2e:0b61", 0)); /* of what, it does not say */
  fo_devices_page_show_scan (devices (rig), &scan);
  g_assert_true (shows (rig, "Рядом с (10) по GS1 должно стоять (01) / "));
  g_assert_true (fo_scan_init (&scan, "]C140246000010000000120", 23, FO_SYMBOLOGY_UNKNOWN, "usb:0c2e:0b61", 0));
  fo_devices_page_show_scan (devices (rig), &scan);
  g_assert_true (shows (rig, "отгрузка GSIN 46000010000000120"));
  rig_picture (GTK_WIDGET (rig->window), "devices-plugged-ru-light");
}

/* Who is chosen is spoken of: what to do, and the rule for the administrator. Later news of others change nothing of that. */
static void
test_chosen (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();
  g_autoptr (GPtrArray) list = some_devices ();
  FoScannerView *view = fo_devices_page_scanners (devices (rig));

  fo_window_open_page (rig->window, "devices");
  fo_scanner_view_show_devices (view, list);
  g_assert_false (shows (rig, "uaccess"));
  g_assert_true (shows (rig, "Пост 4"));
  fo_scanner_view_choose (view, "b");
  g_assert_true (shows (rig, "uaccess"));
  g_assert_false (shows (rig, "Пост 4")); /* it has no work yet */
  g_assert_true (shows (rig, "Нет прав на устройство"));
  ((FoDevice *) list->pdata[0])->scans = 13;
  add_device (list, "e", "Another", FO_DEVICE_READY, "");
  fo_scanner_view_show_devices (view, list);
  g_assert_true (shows (rig, "uaccess"));
  g_ptr_array_remove_index (list, 1); /* it is pulled out: the next best is shown, not a ghost */
  fo_scanner_view_show_devices (view, list);
  g_assert_false (shows (rig, "uaccess"));
}

/* Every help has words, and what is pasted is a line for the terminal, with the rule or the place of ours. */
static void
test_help (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();
  g_autoptr (GPtrArray) list = some_devices ();
  FoScannerView *view = fo_devices_page_scanners (devices (rig));
  FoDevice *device = list->pdata[1];

  fo_window_open_page (rig->window, "devices");
  fo_scanner_view_set_rules (view, FO_SOURCE_DIR "/data/udev/70-firstout.rules");
  fo_scanner_view_show_devices (view, list);
  fo_scanner_view_choose (view, "b");
  g_assert_true (shows (rig, "Команда ниже добавляет правило доступа"));
  g_assert_true (shows (rig, "echo 'SUBSYSTEM==\"usb\", ATTR{idVendor}==\"1eab\", TAG+=\"uaccess\"' | sudo tee -a"));
  g_assert_true (shows (rig, "rules.d/70-")); /* a name behind 73 would come too late */
  for (int help = 1; help < FO_N_DEVICE_HELPS; help++) { /* a missing word warns, and that ends the test */
    device->help_is = (FoDeviceHelp) help;
    fo_scanner_view_show_devices (view, list);
  }
  device->help_is = FO_HELP_RULE_SHIPPED;
  g_strlcpy (device->help, "70-firstout.rules", sizeof device->help);
  fo_scanner_view_show_devices (view, list);
  g_assert_true (shows (rig, "Правило доступа 70-firstout.rules ещё не действует"));
  g_assert_true (shows (rig, "install -m 644 '" FO_SOURCE_DIR "/data/udev/70-firstout.rules'"));
  g_assert_true (shows (rig, "udevadm control --reload"));
  rig_settle (rig);
  rig_picture (GTK_WIDGET (rig->window), "devices-rule-ru-light");
  device->help_is = FO_HELP_DESCRIPTOR;
  fo_scanner_view_show_devices (view, list);
  g_assert_false (shows (rig, "Копировать правило")); /* there is nothing to paste */
}

/* What is known of its separators stands at the scanner, and a refusal calls it as the page does. */
static void
test_separators (void)
{
  static const char *const said[] = { [FO_SEPARATORS_UNKNOWN] = "Разделитель GS: ещё не видели",
                                      [FO_SEPARATORS_SENT] = "Разделитель GS: передаёт",
                                      [FO_SEPARATORS_LOST] = "Разделитель GS: теряет" };
  g_autoptr (Rig) rig = rig_new_bare ();
  g_autoptr (GPtrArray) list = some_devices ();
  FoScannerView *view = fo_devices_page_scanners (devices (rig));
  g_auto (FoDeskReply) reply;

  fo_window_open_page (rig->window, "devices");
  for (guint i = 0; i < G_N_ELEMENTS (said); i++) {
    ((FoDevice *) list->pdata[0])->separators = (FoSeparators) i;
    fo_scanner_view_show_devices (view, list);
    fo_scanner_view_choose (view, "a");
    g_assert_true (shows (rig, said[i]));
  }
  fo_desk_reply_init (&reply);
  reply.reply.verdict = FO_GS1_SEPARATOR_LOST;
  fo_args_set_text (&reply.reply.args, "device", "a");
  fo_window_show_answer (rig->window, &reply, NULL, NULL);
  g_assert_true (rig_shows (GTK_WIDGET (rig->window), "Включите в сканере Xenon 1950 передачу"));
  fo_scanner_view_choose (view, "d");
  g_assert_false (shows (rig, "Разделитель GS"));
}

/* Whatever its serial number is made of, who was paired can be forgotten. */
static void
test_forget (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();
  g_autoptr (GPtrArray) list = some_devices ();
  g_autofree char *path = g_build_filename (rig->folder, "devices.conf", NULL);
  FoScannerView *view = fo_devices_page_scanners (devices (rig));
  GtkWidget *page = GTK_WIDGET (devices (rig));

  g_strlcpy (((FoDevice *) list->pdata[3])->id, "usb:13ba:0018:[W%1]", FO_SCAN_DEVICE_MAX);
  g_assert_true (g_file_set_contents (path, "[usb:13ba:0018:%5BW%251%5D]\nName=W\n[lane a]\nLane=2\n", -1, NULL));
  fo_window_open_page (rig->window, "devices");
  fo_scanner_view_set_scanners (view, NULL, path);
  fo_scanner_view_show_devices (view, list);
  fo_scanner_view_choose (view, "usb:13ba:0018:[W%1]");
  g_assert_true (gtk_widget_get_visible (rig_find (page, GTK_TYPE_BUTTON, "Отвязать")));
  fo_scanner_view_choose (view, "a");
  g_assert_false (shows (rig, "Отвязать"));
}

/* ---- a trace, through the drivers --------------------------------------------------------------------------------------------- */

static gint64
now_us (void)
{
  return 1795338000000000;
}

static FoScannerDesk *
start_desk (Rig *rig)
{
  g_autoptr (GError) error = NULL;
  const FoScannerDeskOptions options = { .devices_folder = FO_SOURCE_DIR "/data/devices", .now_us = now_us, .without_usb = TRUE };
  FoScannerDesk *desk = fo_scanner_desk_new (GTK_APPLICATION (rig->application), devices (rig), &options, &error);

  g_assert_no_error (error);
  return desk;
}

static void
play (FoScannerDesk *desk, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTrace) trace = fo_trace_read (path, &error);

  g_assert_no_error (error);
  fo_scanners_replay (fo_scanner_desk_scanners (desk), trace, true);
}

/* The same day in a second, after PAUSE_S, and without the unplug at its end. */
static void
play_plugged (FoScannerDesk *desk, const char *path, double pause_s)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) kept = g_string_new ("firstout-trace 1\n");
  g_autoptr (FoTrace) trace = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines + 1; *line && **line; line++)
    if (**line != '#') {
      const char *rest = strchr (*line, ' ');
      gboolean fresh = n > 1;
      double at_s = g_str_has_suffix (*line, " unplug") ? 600 : fresh ? pause_s + 0.05 * n : 0.02 * n;
      g_string_append_printf (kept, "%.3f%s\n", at_s, rest);
      n++;
    }
  trace = fo_trace_parse ("plugged", kept->str, (gsize) kept->len, &error);
  g_assert_no_error (error);
  fo_scanners_replay (fo_scanner_desk_scanners (desk), trace, false);
}

typedef struct {
  Rig *rig;
  const char *text;
} Shown;

static gboolean
is_shown (gpointer data)
{
  Shown *shown = data;

  return shows (shown->rig, shown->text);
}

static void
wait_for (Rig *rig, const char *text)
{
  g_test_message ("waiting for: %s", text);
  rig_wait (is_shown, &(Shown){ rig, text });
}

/* Scanners come, scan into the desk and leave, faults are said and counted. */
static void
test_live (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoScannerDesk *desk = start_desk (rig);

  fo_window_open_page (rig->window, "devices");
  play_plugged (desk, FO_TESTS_DIR "/traces/honeywell-hidpos.trace", 0.3);
  wait_for (rig, "✓ готов");
  wait_for (rig, "Honeywell");
  wait_for (rig, "программа была готова"); /* what it had in it from before */
  rig_wait (is_shown, &(Shown){ rig, "✕ " }); /* goods nobody expects: what the desk said stands at the scan */
  rig_settle (rig);
  rig_picture (GTK_WIDGET (rig->window), "devices-live-ru-light");
  play (desk, FO_TESTS_DIR "/traces/bad-day.trace");
  wait_for (rig, "BOX-1");
  fo_scanner_desk_free (desk);
}

/* ---- lanes -------------------------------------------------------------------------------------------------------------------- */

static const FoDevice *
only_device (GPtrArray *devices)
{
  g_assert_cmpuint (devices->len, ==, 1);
  return devices->pdata[0];
}

static gboolean
second_lane_worked (gpointer data)
{
  return ((Rig *) data)->view.lane == 1;
}

/* A person makes a scanner the second post's: the drivers know, the page says so, and what it scans is that lane's work. */
static void
test_lane (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoScannerDesk *desk = start_desk (rig);
  GtkWidget *page = GTK_WIDGET (devices (rig));
  g_autoptr (GPtrArray) before = NULL, after = NULL;

  fo_window_open_page (rig->window, "devices");
  play_plugged (desk, FO_TESTS_DIR "/traces/honeywell-hidpos.trace", 2); /* time to choose */
  wait_for (rig, "✓ готов");
  before = fo_scanners_list (fo_scanner_desk_scanners (desk));
  g_assert_cmpuint (only_device (before)->lane, ==, 0);
  g_assert_true (shows (rig, "работа поста 1"));
  g_signal_emit_by_name (rig_find (page, GTK_TYPE_TOGGLE_BUTTON, "Пост 2"), "clicked");
  after = fo_scanners_list (fo_scanner_desk_scanners (desk));
  g_assert_cmpuint (only_device (after)->lane, ==, 1);
  g_assert_true (shows (rig, "работа поста 2"));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (rig_find (page, GTK_TYPE_TOGGLE_BUTTON, "Пост 2"))));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (rig_find (page, GTK_TYPE_TOGGLE_BUTTON, "Пост 1"))));
  rig_wait (second_lane_worked, rig);
  g_assert_cmpuint (fo_station_front (rig->station), ==, 0); /* and the window stays with the first */
  gtk_window_set_default_size (GTK_WINDOW (rig->window), 1024, 768);
  rig_settle (rig);
  rig_picture (GTK_WIDGET (rig->window), "devices-lane-ru-light-1024");
  fo_scanner_desk_free (desk);
}

static void
test_fault (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();
  g_autoptr (GPtrArray) list = some_devices ();
  FoScannerView *view = fo_devices_page_scanners (devices (rig));

  fo_window_open_page (rig->window, "devices");
  fo_scanner_view_show_devices (view, list);
  fo_scanner_view_show_fault (view, "a", FO_FAULT_UNPLUGGED);
  g_assert_true (shows (rig, "Код пропал, сканируйте ещё раз: кабель вынут посреди кода"));
  fo_scanner_view_show_fault (view, "a", FO_FAULT_REPEATED);
  g_assert_true (shows (rig, "Последний сбой: код пришёл дважды"));
  for (int fault = 0; fault < FO_N_FAULTS; fault++) /* each has words: a missing one warns, and that ends the test */
    fo_scanner_view_show_fault (view, "a", (FoFault) fault);
}

/* ---- pairing, as the drivers tell it ------------------------------------------------------------------------------------------ */

static void
set_state (FoScannerView *view, GPtrArray *list, guint i, FoDeviceState state)
{
  ((FoDevice *) list->pdata[i])->state = state;
  fo_scanner_view_show_devices (view, list);
}

static void
tell (FoScannerView *view, const char *device_id, FoPairingOutcome outcome)
{
  FoPairingNews news = { .outcome = outcome };

  g_strlcpy (news.device_id, device_id, sizeof news.device_id);
  fo_scanner_view_show_news (view, &news);
}

/* A port is no keyboard, whichever bus it hangs on. */
static void
test_port (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();
  g_autoptr (GPtrArray) list = some_devices ();
  FoScannerView *view = fo_devices_page_scanners (devices (rig));
  FoScannerDesk *desk = start_desk (rig);
  FoPairingNews news = { .device_id = "d" };

  ((FoDevice *) list->pdata[3])->is_port = true;
  fo_window_open_page (rig->window, "devices");
  fo_scanner_view_show_devices (view, list);
  fo_scanner_view_choose (view, "d");
  g_assert_true (shows (rig, "программа порт не открывает"));
  fo_scanner_view_pair (view);
  g_assert_true (shows (rig, "программа займёт порт"));
  for (int outcome = 0; outcome < FO_N_PAIRING_OUTCOMES; outcome++) {
    news.outcome = (FoPairingOutcome) outcome;
    fo_scanner_view_show_news (view, &news);
    g_assert_false (rig_shows (GTK_WIDGET (fo_scanner_view_pairing (view)), "клавиатур"));
  }
  fo_scanner_desk_free (desk);
}

/* Both codes on the screen say it, GS and all: for a scanner that reads squares and for one that reads bars. */
static void
assert_codes_say (GtkWidget *box, const char *code)
{
  FoSymbolFound found[2];
  int width, height;
  g_autofree guint8 *grey = rig_grey (box, "devices-pairing-codes", &width, &height);

  g_assert_cmpint (fo_symbol_read (grey, width, height, width, FO_SYMBOL_READ_CODE128 | FO_SYMBOL_READ_DATAMATRIX, 5000, found, 2), ==,
                   2);
  g_assert_cmpint (found[0].symbology, ==, FO_SYMBOLOGY_CODE128);
  g_assert_cmpint (found[1].symbology, ==, FO_SYMBOLOGY_DATAMATRIX);
  g_assert_cmpmem (found[0].bytes, found[0].length, code, strlen (code));
  g_assert_cmpmem (found[1].bytes, found[1].length, code, strlen (code));
}

static void
test_pairing (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (GPtrArray) list = some_devices ();
  FoScannerView *view = fo_devices_page_scanners (devices (rig));
  FoScannerDesk *desk = start_desk (rig);
  FoPairingBox *box = fo_scanner_view_pairing (view);
  guint answers = rig->answers;
  FoScan scan;

  fo_window_open_page (rig->window, "devices");
  fo_scanner_view_show_devices (view, list);
  fo_scanner_view_choose (view, "d");
  fo_scanner_view_pair (view);
  g_assert_true (fo_pairing_box_is_open (box));
  g_assert_true (shows (rig, "Если это ваша клавиатура, она вернётся сама"));
  g_assert_false (shows (rig, "осталось")); /* nothing is taken before somebody says so */
  set_state (view, list, 3, FO_DEVICE_PAIRING);
  g_assert_true (shows (rig, "осталось 10 с"));
  rig_settle (rig);
  rig_picture (GTK_WIDGET (rig->window), "devices-pairing-ru-light");
  assert_codes_say (GTK_WIDGET (box), fo_pairing_box_code (box));
  set_state (view, list, 3, FO_DEVICE_UNPAIRED);
  tell (view, "d", FO_PAIRING_OTHER);
  g_assert_true (shows (rig, "обычная клавиатура. Она возвращена"));
  g_assert_false (shows (rig, "осталось"));

  /* the wrong one was chosen: the code comes from elsewhere, and is no scan for the task */
  g_assert_true (fo_scan_init (&scan, fo_pairing_box_code (box), strlen (fo_pairing_box_code (box)), FO_SYMBOLOGY_DATAMATRIX, "x", 0));
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (rig->window), "scan.code", fo_scan_to_variant (&scan)));
  g_assert_true (shows (rig, "Код пришёл с другого устройства"));
  rig_settle (rig);
  g_assert_cmpuint (rig->answers, ==, answers);

  set_state (view, list, 3, FO_DEVICE_PAIRING);
  tell (view, "d", FO_PAIRING_DONE);
  g_assert_true (shows (rig, "✓ Сканер привязан"));
  tell (view, "a", FO_PAIRING_FAILED); /* of another device: not said here */
  g_assert_true (shows (rig, "✓ Сканер привязан"));
  for (int outcome = 0; outcome < FO_N_PAIRING_OUTCOMES; outcome++)
    tell (view, "d", (FoPairingOutcome) outcome);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F12, 0));
  g_assert_false (fo_pairing_box_is_open (box));
  fo_scanner_desk_free (desk);
}

/* ---- a picture ---------------------------------------------------------------------------------------------------------------- */

/* A photograph of a paper is the same as scanning it. */
static void
test_image (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *path = g_build_filename (rig->folder, "paper.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (FoSymbol) symbol = { 0 };
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autofree uint8_t *grey = NULL;
  g_autoptr (GError) error = NULL;
  int width, height;

  g_assert_cmpint (fo_symbol_make (FO_SYMBOL_QR, "FOT:O:201", 9, &symbol), ==, FO_OK);
  grey = fo_symbol_to_grey (&symbol, 6, 0, &width, &height);
  picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      memset (gdk_pixbuf_get_pixels (picture) + y * gdk_pixbuf_get_rowstride (picture) + 3 * x, grey[y * width + x], 3);
  gdk_pixbuf_save (picture, path, "png", &error, NULL);
  g_assert_no_error (error);
  fo_window_open_page (rig->window, "devices");
  fo_devices_page_read_image (devices (rig), file);
  rig_await (rig, 1);
  g_assert_cmpstr (fo_verdict_name (rig->verdict), ==, "FO_OK");
  g_assert_cmpstr (rig->view.title, ==, "201");
  g_assert_true (fo_window_page (rig->window) == fo_window_find_page (rig->window, "pick"));
}

static gboolean
says_fault (gpointer rig)
{
  return rig_shows (GTK_WIDGET (devices (rig)), "Это не картинка PNG или JPEG, или файл повреждён: note.txt");
}

static gboolean
says_missing (gpointer rig)
{
  return rig_shows (GTK_WIDGET (devices (rig)), "Такого файла нет: gone.png");
}

/* What is no picture is refused in the words of the one who chose it. */
static void
test_no_image (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *path = g_build_filename (rig->folder, "note.txt", NULL), *gone = g_build_filename (rig->folder, "gone.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path), nothing = g_file_new_for_path (gone);

  g_assert_true (g_file_set_contents (path, "FOT:O:201", -1, NULL));
  fo_window_open_page (rig->window, "devices");
  fo_devices_page_read_image (devices (rig), file);
  rig_wait (says_fault, rig);
  fo_devices_page_read_image (devices (rig), nothing);
  rig_wait (says_missing, rig);
}

/* ---- life --------------------------------------------------------------------------------------------------------------------- */

/* Each class alone comes and goes, and is freed. */
static void
test_classes (void)
{
  const GType types[] = { FO_TYPE_CARD_LIST,     FO_TYPE_PAIRING_BOX,  FO_TYPE_SCANNER_VIEW, FO_TYPE_CHART_VIEW,
                          FO_TYPE_PRINTER_ADDER, FO_TYPE_PRINTER_VIEW, FO_TYPE_QUEUE_VIEW,   FO_TYPE_DEVICES_PAGE };
  g_autoptr (Rig) rig = rig_new_bare (); /* for the resource */

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    GtkWidget *widget = g_object_ref_sink (g_object_new (types[i], NULL)), *watched = widget;
    g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &watched);
    fo_speech_set_language (FO_LANGUAGE_DE);
    fo_speech_set_language (FO_LANGUAGE_RU);
    g_object_unref (widget);
    g_test_message ("%s", g_type_name (types[i]));
    g_assert_null (watched);
  }
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/devices/classes", test_classes);
  g_test_add_func ("/ui/devices/states", test_states);
  g_test_add_func ("/ui/devices/chosen", test_chosen);
  g_test_add_func ("/ui/devices/help", test_help);
  g_test_add_func ("/ui/devices/separators", test_separators);
  g_test_add_func ("/ui/devices/forget", test_forget);
  g_test_add_func ("/ui/devices/port", test_port);
  g_test_add_func ("/ui/devices/live", test_live);
  g_test_add_func ("/ui/devices/lane", test_lane);
  g_test_add_func ("/ui/devices/fault", test_fault);
  g_test_add_func ("/ui/devices/pairing", test_pairing);
  g_test_add_func ("/ui/devices/image", test_image);
  g_test_add_func ("/ui/devices/no-image", test_no_image);
  return g_test_run ();
}
