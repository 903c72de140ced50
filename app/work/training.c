/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/training.h"
#include "firstout/work/import.h"

typedef struct {
  guint line;
  FoVerdict verdict;
} FirstFault;

static void
keep_first (const FoImportFault *fault, gpointer data)
{
  FirstFault *first = data;

  if (first->verdict == FO_OK)
    *first = (FirstFault){ fault->line, fault->verdict };
}

/* The data come with the program: a fault in them is a fault of the program's files. */
static bool
import (FoStore *store, FoImportKind kind, const char *data_dir, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, name, NULL);
  g_autoptr (FoSheet) sheet = fo_sheet_read (path, error);
  FirstFault first = { 0, FO_OK };
  const FoImportOptions options = { .days_from_today = true, .tell = keep_first, .data = &first };
  FoImportResult result;

  if (!sheet || !fo_import_run (store, kind, sheet, &options, &result, error))
    return false;
  if (result.faults == 0)
    return true;
  g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_COLUMNS, "%s, line %u: %s", path, first.line,
               fo_verdict_name (first.verdict));
  return false;
}

bool
fo_training_places (FoStore *store, const char *data_dir, GError **error)
{
  return import (store, FO_IMPORT_PLACES, data_dir, "places.csv", error);
}

bool
fo_training_cartons (FoStore *store, const char *data_dir, GError **error)
{
  return import (store, FO_IMPORT_CARTONS, data_dir, "cartons.csv", error);
}

bool
fo_training_stock (FoStore *store, const char *data_dir, GError **error)
{
  return import (store, FO_IMPORT_STOCK, data_dir, "stock.csv", error);
}
