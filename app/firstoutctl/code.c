/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/chart.h"
#include "firstout/core/code.h"
#include "firstout/core/marking.h"
#include "ctl.h"
#include <stdio.h>
#include <string.h>

/* A script writes GS as "<GS>" where it cannot write the byte. */
static GBytes *
with_separators (const char *text)
{
  GString *bytes = g_string_new (text);

  g_string_replace (bytes, "<GS>", "\x1d", 0);
  return g_string_free_to_bytes (bytes);
}

static json_object *
ais_of (const FoGs1 *gs1)
{
  json_object *ais = json_object_new_object ();

  for (int i = 0; i < gs1->count; i++) {
    const FoGs1Entry *entry = &gs1->entries[i];
    if (entry->ai[0])
      json_object_object_add (ais, entry->ai, json_object_new_string_len (gs1->bytes + entry->at, entry->length));
  }
  return ais;
}

static void
add_day (json_object *object, const char *name, FoDay day)
{
  if (day != FO_DAY_NONE)
    json_object_object_add (object, name, fo_json_day (day));
}

static void
add_text (json_object *object, const char *name, const char *text)
{
  if (text[0])
    json_object_object_add (object, name, json_object_new_string (text));
}

/* What whoever prints such labels may want to know; nothing is refused for it. */
static void
add_warnings (json_object *answer, const FoGs1 *gs1)
{
  FoGs1Warning list[16];
  size_t n = MIN (fo_gs1_warnings (gs1, list, G_N_ELEMENTS (list)), G_N_ELEMENTS (list));
  json_object *warnings = n > 0 ? json_object_new_array () : NULL;

  for (size_t i = 0; i < n; i++) {
    json_object *warning = json_object_new_object ();

    add_text (warning, "ai", list[i].ai);
    if (list[i].needs)
      add_text (warning, "needs", list[i].needs);
    if (list[i].unknown)
      add_text (warning, "unknown", list[i].unknown);
    add_text (warning, "not_with", list[i].unwanted);
    json_object_array_add (warnings, warning);
  }
  if (warnings)
    json_object_object_add (answer, "warnings", warnings);
}

static json_object *
describe (const FoCode *code)
{
  json_object *answer = json_object_new_object ();
  char gtin[FO_GTIN_MAX] = "", gsin[FO_GSIN_MAX], gln[FO_GLN_MAX];

  json_object_object_add (answer, "kind", json_object_new_string (fo_code_kind_name (code->kind)));
  json_object_object_add (answer, "ais", code->kind == FO_CODE_GS1 ? ais_of (&code->gs1) : json_object_new_object ());
  json_object_object_add (answer, "verdict", json_object_new_string (fo_verdict_name (code->verdict)));
  if (fo_code_gtin (code, gtin))
    add_text (answer, "gtin", gtin);
  if (fo_code_gsin (code, gsin))
    add_text (answer, "gsin", gsin);
  if (code->kind == FO_CODE_GS1 && fo_code_gln (code, gln))
    add_text (answer, "gln", gln);
  if (code->kind == FO_CODE_GS1) {
    add_day (answer, "expires_on", fo_gs1_expires_on (&code->gs1));
    add_day (answer, "best_before_on", fo_gs1_best_before_on (&code->gs1));
    add_day (answer, "produced_on", fo_gs1_produced_on (&code->gs1));
    add_warnings (answer, &code->gs1);
  }
  add_text (answer, "name", code->name);
  add_text (answer, "lot", code->lot);
  add_text (answer, "sscc", code->sscc);
  add_text (answer, "document", code->guid);
  json_object_object_add (answer, "symbology", json_object_new_string (fo_symbology_name (code->symbology)));
  return answer;
}

static json_object *
refuse_line (FoVerdict verdict)
{
  json_object *answer = json_object_new_object ();

  json_object_object_add (answer, "kind", json_object_new_string (fo_code_kind_name (FO_CODE_OTHER)));
  json_object_object_add (answer, "ais", json_object_new_object ());
  json_object_object_add (answer, "verdict", json_object_new_string (fo_verdict_name (verdict)));
  return answer;
}

/* A code of the test chart says how its scanner is set. */
static void
add_chart (json_object *answer, const FoScan *scan)
{
  json_object *chart, *faults;
  FoChartFinding finding;

  fo_chart_judge (scan, &finding);
  if (finding.code == FO_N_CHART_CODES)
    return;
  chart = json_object_new_object ();
  faults = json_object_new_array ();
  for (int i = 0; i < FO_N_CHART_FAULTS; i++)
    if (finding.faults >> i & 1)
      json_object_array_add (faults, json_object_new_string (fo_chart_fault_name ((FoChartFault) i)));
  add_text (chart, "code", fo_chart_code_name (finding.code));
  json_object_object_add (chart, "faults", faults);
  json_object_object_add (answer, "chart", chart);
}

/* Which unit of marked goods it is. */
static void
add_mark (json_object *answer, const FoCode *code)
{
  json_object *object;
  FoMarking mark;

  if (fo_marking_read (&mark, code) == FO_MARKING_NONE)
    return;
  object = json_object_new_object ();
  add_text (object, "form", fo_marking_form_name (mark.form));
  add_text (object, "identity", mark.identity);
  json_object_object_add (answer, "mark", object);
}

json_object *
ctl_describe_scan (const FoScan *scan, FoDay today)
{
  g_autofree FoCode *code = g_new0 (FoCode, 1);
  json_object *answer;

  fo_code_read (code, scan, today, false);
  answer = describe (code);
  add_mark (answer, code);
  add_chart (answer, scan);
  return answer;
}

static json_object *
read_line (const char *line, FoDay today)
{
  g_autoptr (GBytes) bytes = with_separators (line);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  FoScan scan;

  if (!fo_scan_init (&scan, data, length, FO_SYMBOLOGY_UNKNOWN, "script", 0))
    return refuse_line (length == 0 ? FO_CODE_EMPTY : FO_CODE_TOO_LONG);
  return ctl_describe_scan (&scan, today);
}

CtlEnd
ctl_code (const Ctl *ctl)
{
  FoDay today = ctl_today (ctl);
  g_autoptr (GIOChannel) in = g_io_channel_unix_new (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  GIOStatus status;

  for (guint i = 0; i < ctl->arguments->len; i++)
    ctl_print (read_line (ctl_argument (ctl, i), today));
  if (ctl->arguments->len > 0)
    return CTL_DONE;
  g_io_channel_set_encoding (in, NULL, NULL);
  g_io_channel_set_line_term (in, "\n", 1); /* a zero byte or a lone CR ends no line */
  while ((status = g_io_channel_read_line_string (in, line, NULL, &error)) == G_IO_STATUS_NORMAL) {
    while (line->len > 0 && strchr ("\r\n", line->str[line->len - 1]))
      g_string_truncate (line, line->len - 1);
    ctl_print (read_line (line->str, today));
  }
  return status == G_IO_STATUS_ERROR ? ctl_fail_error (error) : CTL_DONE;
}
