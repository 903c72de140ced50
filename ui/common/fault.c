/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault.h"

#include "firstout/drivers/image.h"
#include "firstout/drivers/printer.h"
#include "firstout/label/label.h"
#include "firstout/store/store.h"
#include "firstout/work/checking.h"
#include "firstout/work/sheet.h"
#include "speech.h"

#include <gio/gio.h>

/* ---- which sentence ------------------------------------------------------------------------------------------------------------- */

static const char *
of_file (int code)
{
  switch (code) {
  case G_FILE_ERROR_NOENT:
    return "fault.file.missing";
  case G_FILE_ERROR_ACCES:
  case G_FILE_ERROR_PERM:
  case G_FILE_ERROR_ROFS:
    return "fault.file.access";
  case G_FILE_ERROR_NOSPC:
    return "fault.file.full";
  default:
    return "fault.file.other";
  }
}

static const char *
of_io (int code)
{
  switch (code) {
  case G_IO_ERROR_NOT_FOUND:
    return "fault.file.missing";
  case G_IO_ERROR_PERMISSION_DENIED:
  case G_IO_ERROR_READ_ONLY:
    return "fault.file.access";
  case G_IO_ERROR_NO_SPACE:
    return "fault.file.full";
  default:
    return "fault.file.other";
  }
}

static const char *
of_store (FoStoreError code)
{
  switch (code) {
  case FO_STORE_ERROR_URI:
    return "fault.store.uri";
  case FO_STORE_ERROR_MISSING:
    return "fault.store.missing";
  case FO_STORE_ERROR_EXISTS:
    return "fault.store.exists";
  case FO_STORE_ERROR_NEWER:
    return "fault.store.newer";
  case FO_STORE_ERROR_OLDER:
    return "fault.store.older";
  case FO_STORE_ERROR_DAMAGED:
    return "fault.store.damaged";
  case FO_STORE_ERROR_NETWORK_FS:
    return "fault.store.network";
  case FO_STORE_ERROR_PERMISSION:
    return "fault.store.permission";
  case FO_STORE_ERROR_OFFLINE:
    return "fault.store.offline";
  case FO_STORE_ERROR_BUSY:
    return "fault.store.busy";
  case FO_STORE_ERROR_FULL:
    return "fault.store.full";
  case FO_STORE_ERROR_IO:
    return "fault.store.io";
  case FO_STORE_ERROR_MOVED:
    return "fault.store.moved";
  case FO_STORE_ERROR_UNFINISHED:
    return "fault.store.unfinished";
  case FO_STORE_ERROR_UNCERTAIN:
    return "fault.store.uncertain";
  case FO_STORE_ERROR_CONSTRAINT:
  case FO_STORE_ERROR_FENCED:
    return "fault.other";
  }
  return "fault.other";
}

static const char *
of_image (FoImageError code)
{
  switch (code) {
  case FO_IMAGE_ERROR_TOO_LARGE:
    return "fault.image.too-large";
  case FO_IMAGE_ERROR_BROKEN:
    return "fault.image.broken";
  }
  return "fault.image.broken";
}

static const char *
of_sheet (int code)
{
  switch (code) {
  case FO_SHEET_ERROR_EMPTY:
    return "fault.sheet.empty";
  case FO_SHEET_ERROR_NOT_TEXT:
    return "fault.sheet.not-text";
  case FO_SHEET_ERROR_TOO_LARGE:
    return "fault.sheet.too-large";
  case FO_SHEET_ERROR_QUOTE:
    return "fault.sheet.quote";
  case FO_SHEET_ERROR_COLUMNS:
    return "fault.sheet.columns";
  default:
    return "fault.other";
  }
}

static const char *
of_label (int code)
{
  return code == FO_LABEL_ERROR_WRITE ? "fault.label.write" : "fault.label.template";
}

static const char *
of_printer (FoPrinterError code)
{
  switch (code) {
  case FO_PRINTER_ERROR_NONE:
    return "fault.printer.none";
  case FO_PRINTER_ERROR_SHEETS:
    return "fault.printer.sheets";
  case FO_PRINTER_ERROR_FILE:
    return "fault.printer.file";
  case FO_PRINTER_ERROR_BAD:
    return "fault.printer.bad";
  }
  return "fault.printer.bad";
}

static const char *
message_of (const GError *error)
{
  return error->domain == G_FILE_ERROR         ? of_file (error->code)
         : error->domain == G_IO_ERROR         ? of_io (error->code)
         : error->domain == FO_STORE_ERROR     ? of_store ((FoStoreError) error->code)
         : error->domain == FO_IMAGE_ERROR     ? of_image ((FoImageError) error->code)
         : error->domain == FO_SHEET_ERROR     ? of_sheet (error->code)
         : error->domain == FO_LABEL_ERROR     ? of_label (error->code)
         : error->domain == FO_BOOK_ERROR      ? "fault.book"
         : error->domain == FO_PRINTER_ERROR   ? of_printer ((FoPrinterError) error->code)
                                               : "fault.other";
}

/* ---- the sentence ------------------------------------------------------------------------------------------------------------------ */

char *
fo_fault_text (const GError *error, const char *what)
{
  g_autofree char *name = what ? g_path_get_basename (what) : NULL;
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "text", name);
  fo_args_set_text (&args, "reason", error->message);
  return fo_say (message_of (error), &args);
}
