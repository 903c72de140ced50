/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a job's fields to the bytes for its printer. */
#include "firstout/label/printer-language.h"
#include "print-inside.h"

#include <string.h>

/* Whoever reads a failed job reads it in the language of its labels. */
static void
fail (GError **error, GQuark domain, int code, FoLanguage language, const char *message, const char *text)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *words = NULL;

  fo_args_set_text (&args, "text", text);
  words = fo_words (language, message, &args);
  g_set_error_literal (error, domain, code, words);
}

bool
fo_print_maker_init (FoPrintMaker *maker, const FoPrintRow *row, const FoPrinter *printer, const char *templates_folder,
                     GError **error)
{
  g_autofree char *file = g_strconcat (row->template, ".label", NULL);
  g_autofree char *path = g_build_filename (templates_folder, file, NULL);

  *maker = (FoPrintMaker){ .copies = MAX (row->copies, 1), .printer = *printer };
  if (strchr (row->template, '/') || !fo_language_parse (row->language, &maker->language)) {
    fail (error, FO_LABEL_ERROR, FO_LABEL_ERROR_TEMPLATE, maker->language, "fault.label.no-template", row->template);
    return false;
  }
  maker->records = fo_print_records_read (row->records, &maker->rows, &maker->paper);
  if (!maker->records)
    fail (error, FO_LABEL_ERROR, FO_LABEL_ERROR_TEMPLATE, maker->language, "fault.label.fields", NULL);
  else if (maker->paper.columns && printer->language != FO_PRINTER_PDF)
    fail (error, FO_PRINTER_ERROR, FO_PRINTER_ERROR_SHEETS, maker->language, "fault.printer.sheets", NULL);
  else
    maker->template = fo_label_template_load (path, error);
  return maker->template != NULL;
}

void
fo_print_maker_clear (FoPrintMaker *maker)
{
  g_clear_pointer (&maker->template, fo_label_template_free);
  g_clear_pointer (&maker->records, g_ptr_array_unref);
  g_clear_pointer (&maker->rows, g_array_unref);
  g_clear_pointer (&maker->pages, g_ptr_array_unref);
}

/* Larger than the paper in the printer, or than a sticker: part of it would be lost. */
static bool
is_too_large (const FoPrintMaker *maker, FoLabelRefusal *ret_refusal)
{
  const FoPrinter *printer = &maker->printer;
  g_autofree char *size = NULL, *available = NULL;
  int width_um, height_um;

  fo_label_template_size (maker->template, &width_um, &height_um);
  if (maker->paper.columns)
    return fo_label_paper_judge (&maker->paper, maker->language, width_um, height_um, ret_refusal) != FO_OK;
  if ((!printer->width_um || width_um <= printer->width_um) && (!printer->height_um || height_um <= printer->height_um))
    return false;
  size = fo_label_size_text (maker->language, width_um, height_um, true);
  available = fo_label_size_text (maker->language, printer->width_um ? printer->width_um : width_um,
                                  printer->height_um ? printer->height_um : height_um, false);
  fo_label_refusal_clear (ret_refusal);
  ret_refusal->verdict = FO_LABEL_DOES_NOT_FIT;
  ret_refusal->needed_width_um = width_um;
  ret_refusal->needed_height_um = height_um;
  fo_args_set_text (&ret_refusal->args, "size", size);
  fo_args_set_text (&ret_refusal->args, "available", available);
  return true;
}

/* An empty carton says so: it is labelled before it is filled. */
static bool
may_be_empty (const FoArgs *fields, FoLabelRecord of)
{
  return of == FO_LABEL_RECORD_CARTON && fo_args_get (fields, "empty");
}

/* A carton of more than one thing, or a sheet of commands, whose list got lost on the way here: never printed without it. An order
 * or a supply may have nothing open, and its card has no list then. */
static bool
lacks_list (const FoPrintMaker *maker, guint record, FoLabelRefusal *ret_refusal)
{
  FoLabelRecord of = fo_label_template_record (maker->template);
  const char *field = of == FO_LABEL_RECORD_CARTON ? "content" : "command";
  bool one_page;
  guint n;

  if ((of != FO_LABEL_RECORD_CARTON && of != FO_LABEL_RECORD_COMMAND) || maker->rows->len > 0
      || !fo_label_template_list (maker->template, &n, &one_page) || fo_args_get (maker->records->pdata[record], field)
      || may_be_empty (maker->records->pdata[record], of))
    return false;
  fo_label_refusal_clear (ret_refusal);
  ret_refusal->verdict = FO_LABEL_FIELD_EMPTY;
  ret_refusal->field = g_strdup (field);
  fo_args_set_text (&ret_refusal->args, "field", field);
  return true;
}

FoLabel *
fo_print_maker_compose (const FoPrintMaker *maker, guint record, FoLabelRefusal *ret_refusal)
{
  FoLabel *label = NULL;

  if (is_too_large (maker, ret_refusal) || lacks_list (maker, record, ret_refusal)
      || fo_label_compose (maker->template, maker->language, maker->records->pdata[record], maker->printer.dpi, &label,
                           ret_refusal)
             != FO_OK)
    return NULL;
  return label;
}

/* ---- lists ------------------------------------------------------------------------------------------------------- */

FoLabel *
fo_print_maker_page (FoPrintMaker *maker, guint page, FoLabelRefusal *ret_refusal)
{
  if (!maker->pages) {
    g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_free);

    if (is_too_large (maker, ret_refusal)
        || fo_label_compose_pages (maker->template, maker->language, maker->records->pdata[0],
                                   &g_array_index (maker->rows, FoArgs, 0), maker->rows->len, maker->printer.dpi, pages,
                                   ret_refusal)
               != FO_OK)
      return NULL;
    maker->pages = g_steal_pointer (&pages);
  }
  return maker->pages->pdata[page % maker->pages->len];
}

static guint
count_labels (const FoPrintMaker *maker)
{
  return maker->copies * (maker->pages ? maker->pages->len : maker->records->len);
}

guint
fo_print_maker_count (const FoPrintMaker *maker)
{
  guint labels = count_labels (maker);

  return maker->paper.columns ? fo_label_paper_pages (&maker->paper, labels) : labels;
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

static FoLabel *
page_or_say (FoPrintMaker *maker, guint page, GError **error)
{
  g_auto (FoLabelRefusal) refusal = { 0 };
  FoLabel *label = fo_print_maker_page (maker, page, &refusal);
  g_autofree char *why = label ? NULL : fo_words_verdict_title (maker->language, refusal.verdict, &refusal.args);

  if (!label)
    g_set_error_literal (error, FO_LABEL_ERROR, FO_LABEL_ERROR_TEMPLATE, why);
  return label;
}

/* LABELS on sheets, of which the first is number SHEET; each on a page of its own when there are none. */
static GBytes *
labels_to_pdf (const FoPrintMaker *maker, guint sheet, const GPtrArray *labels)
{
  FoLabelPaper paper = maker->paper;

  if (!paper.columns)
    return fo_label_to_pdf ((FoLabel **) labels->pdata, labels->len, "Firstout");
  paper.start = sheet == 0 ? paper.start : 1;
  return fo_label_paper_to_pdf (&paper, (FoLabel **) labels->pdata, labels->len, "Firstout");
}

/* FROM and COUNT of sheets become those of the labels on them. */
static void
labels_of_sheets (const FoPrintMaker *maker, guint *from, guint *count)
{
  const FoLabelPaper *paper = &maker->paper;
  guint room = paper->columns * paper->rows, used = paper->start - 1;
  guint begin = *from == 0 ? 0 : *from * room - used, end = MIN ((*from + *count) * room - used, count_labels (maker));

  *from = begin;
  *count = end - begin;
}

static GBytes *
make_list_pdf (FoPrintMaker *maker, guint from, guint count, GError **error)
{
  guint sheet = from;
  g_autoptr (GPtrArray) pages = g_ptr_array_new ();

  if (!page_or_say (maker, 0, error))
    return NULL;
  if (maker->paper.columns)
    labels_of_sheets (maker, &from, &count);
  for (guint i = from; i < from + count; i++)
    g_ptr_array_add (pages, maker->pages->pdata[i % maker->pages->len]);
  return labels_to_pdf (maker, sheet, pages);
}

/* One label is all that is in memory, but for PDF. */
static GBytes *
make_pdf (const FoPrintMaker *maker, guint from, guint count, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_free);
  g_autoptr (GPtrArray) pages = g_ptr_array_new ();
  guint last = G_MAXUINT, sheet = from;

  if (maker->paper.columns)
    labels_of_sheets (maker, &from, &count);
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
  return labels_to_pdf (maker, sheet, pages);
}

GBytes *
fo_print_bytes_of (FoLabel *label, const FoPrinter *printer)
{
  const FoPrinterStyle style = { .dpi = printer->dpi, .copies = 1, .speed = printer->speed, .darkness = printer->darkness,
                                 .gap_um = printer->gap_um, .mark_um = printer->mark_um };

  if (printer->language == FO_PRINTER_PDF)
    return fo_label_to_pdf (&label, 1, "Firstout");
  if (printer->language == FO_PRINTER_TSPL)
    return fo_raster_to_tspl (fo_label_raster (label), &style);
  return printer->native ? fo_label_to_native_zpl (label, &style) : fo_raster_to_zpl (fo_label_raster (label), &style);
}

static GBytes *
make_one (FoPrintMaker *maker, guint i, GError **error)
{
  g_autoptr (FoLabel) label = NULL;

  if (maker->rows->len > 0) {
    FoLabel *page = page_or_say (maker, i, error);
    return page ? fo_print_bytes_of (page, &maker->printer) : NULL;
  }
  label = compose_or_say (maker, i / maker->copies, error);
  return label ? fo_print_bytes_of (label, &maker->printer) : NULL;
}

GBytes *
fo_print_maker_make (FoPrintMaker *maker, guint from, guint count, GError **error)
{
  GByteArray *all;

  g_assert (count > 0 && (maker->rows->len > 0 || from + count <= fo_print_maker_count (maker)));
  if (maker->printer.language == FO_PRINTER_PDF)
    return maker->rows->len > 0 ? make_list_pdf (maker, from, count, error) : make_pdf (maker, from, count, error);
  all = g_byte_array_new ();
  for (guint i = from; i < from + count; i++) {
    g_autoptr (GBytes) one = make_one (maker, i, error);
    if (!one) {
      g_byte_array_unref (all);
      return NULL;
    }
    g_byte_array_append (all, g_bytes_get_data (one, NULL), (guint) g_bytes_get_size (one));
  }
  return g_byte_array_free_to_bytes (all);
}
