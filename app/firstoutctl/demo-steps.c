/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl-label.h"
#include "demo.h"
#include "firstout/core/gs1.h"
#include "firstout/drivers/image.h"
#include "firstout/store/lots.h"
#include <stdio.h>
#include <string.h>

/* ---- what is typed and scanned ----------------------------------------------------------------------------------- */

static void
show_input (const Demo *demo, const char *message_id, const char *text)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "text", text);
  demo_say (demo, message_id, &args);
}

/* "{+120}" becomes the day so many days from today, YYMMDD. */
static char *
with_days (const Demo *demo, const char *template)
{
  GString *text = g_string_new (NULL);
  const char *open;
  char day[7];

  for (; (open = strstr (template, "{+")) != NULL; template = strchr (open, '}') + 1) {
    g_string_append_len (text, template, open - template);
    g_string_append (
        text, fo_day_print_gs1 (fo_day_plus (fo_store_today (demo->store), g_ascii_strtoll (open + 2, NULL, 10)), day));
  }
  g_string_append (text, template);
  g_string_replace (text, "<GS>", "\x1d", 0);
  return g_string_free (text, FALSE);
}

/* As people read it: "(01)…(17)…(10)…". */
static void
show_scan (const Demo *demo, const FoScan *scan)
{
  FoGs1 gs1;
  char text[2 * FO_SCAN_BYTES_MAX];

  if (fo_symbology_is_gs1 (scan->symbology)
      && fo_gs1_parse (&gs1, scan->bytes, scan->length, fo_store_today (demo->store)) == FO_OK
      && fo_gs1_print (&gs1, "()", text, sizeof text))
    show_input (demo, "demo.scan", text);
  else
    show_input (demo, "demo.scan", scan->bytes);
}

/* ---- what the desk answers --------------------------------------------------------------------------------------- */

static void
add_part (GString *text, const char *part)
{
  if (part && *part)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static const char *
text_of (const FoReply *reply, const char *name)
{
  const FoArg *arg = fo_args_get (&reply->args, name);

  return arg && arg->kind == FO_ARG_TEXT ? arg->text : NULL;
}

static char *
details (const Demo *demo, const FoReply *reply)
{
  GString *text = g_string_new (NULL);
  const FoArg *quantity = fo_args_get (&reply->args, "quantity"), *expires = fo_args_get (&reply->args, "expires_on");

  add_part (text, text_of (reply, "item"));
  if (text_of (reply, "lot") && *text_of (reply, "lot")) {
    g_autofree char *lot = fo_words (demo->ctl->language, "demo.lot", &reply->args);
    add_part (text, lot);
  }
  if (expires && expires->number != FO_DAY_NONE) {
    g_autofree char *until = fo_words (demo->ctl->language, "demo.until", &reply->args);
    add_part (text, until);
  }
  if (quantity) {
    g_autofree char *number = fo_words_quantity (demo->ctl->language, quantity->number);
    g_autofree char *with_unit =
        g_strdup_printf ("%s %s", number, text_of (reply, "unit") ? text_of (reply, "unit") : "");
    add_part (text, g_strchomp (with_unit));
  }
  add_part (text, text_of (reply, "place"));
  if (text_of (reply, "supply") && text_of (reply, "order")) {
    g_autofree char *waits = fo_words (demo->ctl->language, "demo.waits", &reply->args);
    add_part (text, waits);
  }
  return g_string_free (text, FALSE);
}

static void
show_answer (const Demo *demo, const FoReply *reply)
{
  FoMood mood = fo_verdict_mood (reply->verdict);
  g_autofree char *title = fo_words_verdict_title (demo->ctl->language, reply->verdict, &reply->args);
  g_autofree char *what = details (demo, reply);

  printf ("      %s %s  [%s]\n",
          mood == FO_MOOD_WRONG       ? "✖"
          : mood == FO_MOOD_ATTENTION ? "?"
                                      : "✔",
          title, fo_verdict_name (reply->verdict));
  if (*what)
    printf ("        %s\n", what);
  if (mood == FO_MOOD_WRONG || mood == FO_MOOD_ATTENTION) {
    g_autofree char *next = fo_words_verdict_next (demo->ctl->language, reply->verdict, &reply->args);
    printf ("        → %s\n", next);
  }
}

/* The picks that a release has bound. */
static void
show_bound (const Demo *demo, json_object *picks)
{
  for (size_t i = 0; i < json_object_array_length (picks); i++) {
    json_object *pick = json_object_array_get_idx (picks, i), *value;
    g_auto (FoArgs) args = { 0 };

    if (!json_object_object_get_ex (pick, "place", &value))
      continue;
    fo_args_set_text (&args, "place", json_object_get_string (value));
    if (json_object_object_get_ex (pick, "lot", &value))
      fo_args_set_text (&args, "lot", json_object_get_string (value));
    if (json_object_object_get_ex (pick, "quantity", &value))
      fo_args_set_text (&args, "quantity", json_object_get_string (value));
    demo_say (demo, "demo.bound", &args);
  }
}

/* ---- whether it is what it should be ----------------------------------------------------------------------------- */

static bool
has_field (json_object *object, const char *name, const char *wanted)
{
  json_object *value;

  return json_object_object_get_ex (object, name, &value) && g_strcmp0 (json_object_get_string (value), wanted) == 0;
}

/* A pick of lot NAME with this quantity among the lines. */
static bool
has_pick (json_object *answer, const char *name, const char *wanted)
{
  json_object *lines;

  if (!json_object_object_get_ex (answer, "lines", &lines))
    return false;
  for (size_t i = 0; i < json_object_array_length (lines); i++) {
    json_object *line = json_object_array_get_idx (lines, i);
    if (has_field (line, "lot", name) && has_field (line, "quantity", wanted))
      return true;
  }
  return false;
}

static bool
answer_is (json_object *answer, const char *expects)
{
  g_auto (GStrv) pairs = g_strsplit (expects ? expects : "", " ", -1);

  for (char **pair = pairs; *pair && **pair; pair++) {
    char *equals = strchr (*pair, '=');

    *equals = '\0';
    if (!has_field (answer, *pair, equals + 1) && !has_pick (answer, *pair, equals + 1))
      return false;
  }
  return true;
}

static bool
judge_answer (const Demo *demo, const DemoStep *step, const FoReply *reply)
{
  g_autofree char *json = fo_reply_to_json (reply), *expected = NULL;
  json_object *answer = json_tokener_parse (json), *lines;
  bool as_expected = reply->verdict == step->verdict && answer_is (answer, step->expects);

  if (json_object_object_get_ex (answer, "lines", &lines))
    show_bound (demo, lines);
  json_object_put (answer);
  if (as_expected)
    return true;
  expected = g_strdup_printf ("%s %s", fo_verdict_name (step->verdict), step->expects ? step->expects : "");
  return demo_differs (demo, expected, json);
}

/* ---- labels ------------------------------------------------------------------------------------------------------ */

static char *
label_path (const Demo *demo, const char *lot, const char *ending)
{
  g_autofree char *file = g_strdup_printf ("label-%s.%s", lot, ending);

  return g_build_filename (demo->folder, file, NULL);
}

static bool
write_label (Demo *demo, FoLabel *label, const char *lot, const char *ending, GError **error)
{
  g_autofree char *path = label_path (demo, lot, ending);

  if (!fo_label_write (&label, 1, path, error))
    return false;
  if (!g_ptr_array_find_with_equal_func (demo->labels, path, g_str_equal, NULL))
    g_ptr_array_add (demo->labels, g_steal_pointer (&path));
  return true;
}

static bool
print_label (Demo *demo, const FoLabelWish *wish, const char *lot)
{
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_auto (FoArgs) args = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoLabel) label =
      ctl_label_of_lot (demo->store, wish->lot, wish->quantity_u, demo->ctl->language, &refusal, &error);

  if (!label)
    return error ? demo_failed (demo, error) : demo_differs (demo, "FO_OK", fo_verdict_name (refusal.verdict));
  if (!write_label (demo, label, lot, "png", &error) || !write_label (demo, label, lot, "pdf", &error))
    return demo_failed (demo, error);
  fo_args_set_text (&args, "lot", lot);
  fo_args_set_count (&args, "count", fo_label_n_symbols (label));
  demo_say (demo, "demo.label", &args);
  return true;
}

static FoTxnEnd
read_lot_number (FoTxn *txn, gpointer data, GError **error)
{
  FoLot *lot = data;

  return fo_lot_find (txn, lot->id, lot, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
print_labels (Demo *demo, GArray *wishes)
{
  for (guint i = 0; i < wishes->len; i++) {
    const FoLabelWish *wish = &g_array_index (wishes, FoLabelWish, i);
    FoLot lot = { .id = wish->lot };
    g_autoptr (GError) error = NULL;

    if (!wish->lot)
      continue;
    if (!fo_store_read (demo->store, read_lot_number, &lot, &error))
      return demo_failed (demo, error);
    if (!print_label (demo, wish, lot.number))
      return false;
  }
  return true;
}

/* ---- the steps at the desk --------------------------------------------------------------------------------------- */

static bool
finish (Demo *demo, const DemoStep *step, FoDeskReply *reply)
{
  show_answer (demo, &reply->reply);
  return judge_answer (demo, step, &reply->reply) && print_labels (demo, reply->labels);
}

static bool
give_scan (Demo *demo, const DemoStep *step, const FoScan *scan)
{
  g_auto (FoDeskReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  show_scan (demo, scan);
  fo_desk_reply_init (&reply);
  if (!fo_intake_scan (demo->desk, demo->journal, scan, NULL, &reply, &error))
    return demo_failed (demo, error);
  return finish (demo, step, &reply);
}

bool
demo_scan (Demo *demo, const DemoStep *step)
{
  g_autofree char *bytes = with_days (demo, step->what);
  FoScan scan;

  if (!fo_scan_init (&scan, bytes, strlen (bytes), FO_SYMBOLOGY_UNKNOWN, "demo", g_get_real_time ()))
    return demo_differs (demo, "a scan", bytes);
  scan.separators = FO_SEPARATORS_SENT;
  return give_scan (demo, step, &scan);
}

bool
demo_scan_label (Demo *demo, const DemoStep *step)
{
  g_autofree char *path = label_path (demo, step->what, "png");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) scans = fo_image_read_scans (path, g_get_real_time (), &error);

  if (!scans)
    return demo_failed (demo, error);
  if (scans->len == 0)
    return demo_differs (demo, "a symbol", path);
  return give_scan (demo, step, &g_array_index (scans, FoScan, 0));
}

bool
demo_command (Demo *demo, const DemoStep *step)
{
  g_auto (FoDeskReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  show_input (demo, "demo.command", step->what);
  fo_desk_reply_init (&reply);
  if (!fo_intake_command (demo->desk, demo->journal, step->what, NULL, &reply, &error))
    return demo_failed (demo, error);
  return finish (demo, step, &reply);
}
