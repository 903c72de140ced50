/* SPDX-License-Identifier: GPL-3.0-or-later
 * import, export: tables from Excel and 1C, and the way back. */
#include "ctl.h"
#include "firstout/work/import.h"

/* The sentences name what is wrong by what it is. */
static void
set_thing (FoArgs *args, const FoImportFault *fault)
{
  static const char *const things[] = { "item", "lot", "order", "place", NULL };

  fo_args_set_text (args, "field", fault->column);
  fo_args_set_text (args, "text", fault->text);
  if (g_strv_contains (things, fault->column))
    fo_args_set_text (args, fault->column, fault->text);
}

static void
add_sentence (json_object *line, const FoImportFault *fault, FoLanguage language)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *message = NULL;

  set_thing (&args, fault);
  message = fo_words_verdict_title (language, fault->verdict, &args);
  json_object_object_add (line, "message", json_object_new_string (message));
}

static void
print_fault (const FoImportFault *fault, gpointer data)
{
  const Ctl *ctl = data;
  json_object *line = json_object_new_object ();

  json_object_object_add (line, "row", json_object_new_int64 (fault->line));
  json_object_object_add (line, "column", json_object_new_string (fault->column));
  json_object_object_add (line, "text", json_object_new_string (fault->text));
  json_object_object_add (line, "verdict", json_object_new_string (fo_verdict_name (fault->verdict)));
  add_sentence (line, fault, ctl->language);
  ctl_print (line);
}

static CtlEnd
print_result (const Ctl *ctl, FoImportKind kind, const FoSheet *sheet, const FoImportResult *result)
{
  json_object *line = json_object_new_object ();

  json_object_object_add (line, "import", json_object_new_string (fo_import_kind_name (kind)));
  json_object_object_add (line, "encoding", json_object_new_string (fo_sheet_encoding (sheet)));
  json_object_object_add (line, "dry_run", json_object_new_boolean (ctl_option (ctl, "--dry-run") != NULL));
  json_object_object_add (line, "rows", json_object_new_int64 (result->rows));
  json_object_object_add (line, "booked", json_object_new_int64 (result->booked));
  json_object_object_add (line, "unchanged", json_object_new_int64 (result->unchanged));
  json_object_object_add (line, "faults", json_object_new_int64 (result->faults));
  json_object_object_add (line, "left_out", json_object_new_int64 (result->left_out));
  ctl_print (line);
  return result->faults > 0 ? CTL_REFUSED : CTL_DONE;
}

static bool
take_kind (const Ctl *ctl, const char *usage, FoImportKind *ret_kind)
{
  const char *kind = ctl_argument (ctl, 0);

  if (kind && fo_import_kind_parse (kind, ret_kind) && ctl_argument (ctl, 1))
    return true;
  ctl_fail ("%s", usage);
  return false;
}

CtlEnd
ctl_import (const Ctl *ctl)
{
  const FoImportOptions options = { .dry_run = ctl_option (ctl, "--dry-run") != NULL,
                                    .skip_faults = ctl_option (ctl, "--skip-faults") != NULL,
                                    .tell = print_fault,
                                    .data = (gpointer) ctl };
  g_autoptr (FoStore) store = NULL;
  g_autoptr (FoSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;
  FoImportResult result;
  FoImportKind kind;

  if (!take_kind (ctl, "import items|places|stock|orders|cartons FILE [--dry-run] [--skip-faults]", &kind))
    return CTL_FAILED;
  sheet = fo_sheet_read (ctl_argument (ctl, 1), &error);
  if (!sheet)
    return ctl_fail_error (error);
  store = ctl_open (ctl, 0);
  if (!store)
    return CTL_FAILED;
  if (!fo_import_run (store, kind, sheet, &options, &result, &error))
    return ctl_fail_error (error);
  return print_result (ctl, kind, sheet, &result);
}

CtlEnd
ctl_export (const Ctl *ctl)
{
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  json_object *line;
  FoImportKind kind;

  if (!take_kind (ctl, "export items|places|stock|orders|cartons FILE", &kind))
    return CTL_FAILED;
  store = ctl_open (ctl, FO_STORE_READ_ONLY);
  if (!store)
    return CTL_FAILED;
  if (!fo_export_run (store, kind, text, &error)
      || !g_file_set_contents (ctl_argument (ctl, 1), text->str, (gssize) text->len, &error))
    return ctl_fail_error (error);
  line = json_object_new_object ();
  json_object_object_add (line, "export", json_object_new_string (fo_import_kind_name (kind)));
  json_object_object_add (line, "file", json_object_new_string (ctl_argument (ctl, 1)));
  ctl_print (line);
  return CTL_DONE;
}
