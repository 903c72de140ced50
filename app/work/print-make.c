/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a job's fields to the bytes for its printer. */
#include "firstout/label/printer-language.h"
#include "print-inside.h"

#include <string.h>

bool
fo_print_maker_init (FoPrintMaker *maker, const FoPrintRow *row, const FoPrinter *printer, const char *templates_folder,
                     GError **error)
{
  g_autofree char *file = g_strconcat (row->template, ".label", NULL);
  g_autofree char *path = g_build_filename (templates_folder, file, NULL);

  *maker = (FoPrintMaker){ .copies = MAX (row->copies, 1), .printer = *printer };
  if (strchr (row->template, '/') || !fo_language_parse (row->language, &maker->language)) {
    g_set_error (error, FO_LABEL_ERROR, FO_LABEL_ERROR_TEMPLATE, "no such template: %s", row->template);
    return false;
  }
  maker->records = fo_print_records_read (row->records);
  if (!maker->records)
    g_set_error_literal (error, FO_LABEL_ERROR, FO_LABEL_ERROR_TEMPLATE, "the fields of the labels cannot be read");
  else
    maker->template = fo_label_template_load (path, error);
  return maker->template != NULL;
}

void
fo_print_maker_clear (FoPrintMaker *maker)
{
  g_clear_pointer (&maker->template, fo_label_template_free);
  g_clear_pointer (&maker->records, g_ptr_array_unref);
}

/* Larger than the paper in the printer: part of it would be lost. */
static bool
is_too_large (const FoPrintMaker *maker, FoLabelRefusal *ret_refusal)
{
  const FoPrinter *printer = &maker->printer;
  g_autofree char *size = NULL;
  int width_um, height_um;

  fo_label_template_size (maker->template, &width_um, &height_um);
  if ((!printer->width_um || width_um <= printer->width_um) && (!printer->height_um || height_um <= printer->height_um))
    return false;
  size = g_strdup_printf ("%d × %d mm", (width_um + 999) / 1000, (height_um + 999) / 1000);
  fo_label_refusal_clear (ret_refusal);
  ret_refusal->verdict = FO_LABEL_DOES_NOT_FIT;
  ret_refusal->needed_width_um = width_um;
  ret_refusal->needed_height_um = height_um;
  fo_args_set_text (&ret_refusal->args, "size", size);
  return true;
}

FoLabel *
fo_print_maker_compose (const FoPrintMaker *maker, guint record, FoLabelRefusal *ret_refusal)
{
  FoLabel *label = NULL;

  if (is_too_large (maker, ret_refusal)
      || fo_label_compose (maker->template, maker->language, maker->records->pdata[record], maker->printer.dpi, &label,
                           ret_refusal)
             != FO_OK)
    return NULL;
  return label;
}

/* ---- bytes ------------------------------------------------------------------------------------------------------- */

static FoLabel *
compose_or_say (const FoPrintMaker *maker, guint record, GError **error)
{
  g_auto (FoLabelRefusal) refusal = { 0 };
  FoLabel *label = fo_print_maker_compose (maker, record, &refusal);
  g_autofree char *why = label ? NULL : fo_words_verdict_title (maker->language, refusal.verdict, &refusal.args);

  if (!label)
    g_set_error_literal (error, FO_LABEL_ERROR, FO_LABEL_ERROR_TEMPLATE, why);
  return label;
}

/* One label is all that is in memory, but for PDF. */
static GBytes *
make_pdf (const FoPrintMaker *maker, guint from, guint count, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_free);
  g_autoptr (GPtrArray) pages = g_ptr_array_new ();
  guint last = G_MAXUINT;

  for (guint i = from; i < from + count; i++) {
    guint record = i / maker->copies;
    if (record != last) {
      FoLabel *label = compose_or_say (maker, record, error);
      if (!label)
        return NULL;
      g_ptr_array_add (made, label);
    }
    last = record;
    g_ptr_array_add (pages, made->pdata[made->len - 1]);
  }
  return fo_label_to_pdf ((FoLabel **) pages->pdata, pages->len, "Firstout");
}

GBytes *
fo_print_bytes_of (FoLabel *label, const FoPrinter *printer)
{
  const FoPrinterStyle style = { .dpi = printer->dpi, .copies = 1, .speed = printer->speed, .darkness = printer->darkness,
                                 .gap_um = printer->gap_um };

  if (printer->language == FO_PRINTER_PDF)
    return fo_label_to_pdf (&label, 1, "Firstout");
  if (printer->language == FO_PRINTER_TSPL)
    return fo_raster_to_tspl (fo_label_raster (label), &style);
  return printer->native ? fo_label_to_native_zpl (label, &style) : fo_raster_to_zpl (fo_label_raster (label), &style);
}

static GBytes *
make_one (const FoPrintMaker *maker, guint record, GError **error)
{
  g_autoptr (FoLabel) label = compose_or_say (maker, record, error);

  return label ? fo_print_bytes_of (label, &maker->printer) : NULL;
}

GBytes *
fo_print_maker_make (const FoPrintMaker *maker, guint from, guint count, GError **error)
{
  GByteArray *all;

  g_assert (count > 0 && from + count <= maker->records->len * maker->copies);
  if (maker->printer.language == FO_PRINTER_PDF)
    return make_pdf (maker, from, count, error);
  all = g_byte_array_new ();
  for (guint i = from; i < from + count; i++) {
    g_autoptr (GBytes) one = make_one (maker, i / maker->copies, error);
    if (!one) {
      g_byte_array_unref (all);
      return NULL;
    }
    g_byte_array_append (all, g_bytes_get_data (one, NULL), (guint) g_bytes_get_size (one));
  }
  return g_byte_array_free_to_bytes (all);
}
