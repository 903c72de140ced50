/* SPDX-License-Identifier: GPL-3.0-or-later
 * Template + fields → places → dots → read again. */
#include "parts.h"

int
fo_label_to_dots (int length_um, int dpi)
{
  return (int) (((gint64) length_um * dpi + 12700) / 25400);
}

int
fo_label_to_um (int dots, int dpi)
{
  return (int) (((gint64) dots * 25400 + dpi - 1) / dpi);
}

FoLabelArea
fo_label_spot_area (const FoLabelSpot *spot)
{
  const FoLabelBox *box = spot->box;
  int left_um = spot->at_x_um + box->x_um, top_um = spot->at_y_um + box->y_um;
  int left = fo_label_to_dots (left_um, spot->dpi), top = fo_label_to_dots (top_um, spot->dpi);

  return (FoLabelArea){
    left,
    top,
    fo_label_to_dots (left_um + box->width_um, spot->dpi) - left,
    fo_label_to_dots (top_um + box->height_um, spot->dpi) - top,
  };
}

/* ---- refusals ---------------------------------------------------------------------------------------------------- */

void
fo_label_refusal_clear (FoLabelRefusal *refusal)
{
  fo_args_clear (&refusal->args);
  g_free (refusal->field);
  *refusal = (FoLabelRefusal){ 0 };
}

FoVerdict
fo_label_refuse (FoLabelRefusal *ret_refusal, FoVerdict verdict, const char *field, const char *text)
{
  g_autofree char *message = g_strconcat ("label.field.", field, NULL);

  fo_label_refusal_clear (ret_refusal);
  ret_refusal->verdict = verdict;
  ret_refusal->field = g_strdup (field);
  fo_args_set_text (&ret_refusal->args, "field", fo_words_known (FO_LANGUAGE_EN, message) ? message : field);
  fo_args_set_text (&ret_refusal->args, "text", text);
  return verdict;
}

char *
fo_label_size_text (FoLanguage language, int width_um, int height_um, bool up)
{
  int more = up ? 99 : 0;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *width = fo_words_quantity (language, FO_ONE / 10 * ((width_um + more) / 100));
  g_autofree char *height = fo_words_quantity (language, FO_ONE / 10 * ((height_um + more) / 100));

  fo_args_set_text (&args, "count", width);
  fo_args_set_text (&args, "asked", height);
  return fo_words (language, "label.size", &args);
}

/* ---- placing ----------------------------------------------------------------------------------------------------- */

typedef struct {
  FoLanguage language;
  FoLabelFields fields;
  FoLabel *label;
  int at_x_um, at_y_um;    /* the row's corner */
  guint row;               /* counted from one; 0: none */
  FoLabelRefusal *refusal; /* the first in precedence */
  GArray *all;             /* every refusal, or NULL */
} Composing;

/* Takes ONE over. */
static void
keep (Composing *composing, FoLabelRefusal *one)
{
  FoLabelRefusal *first = composing->refusal;

  one->row = composing->row;
  if (composing->all)
    g_array_append_val (composing->all, *one);
  else if (first->verdict == FO_OK || fo_verdict_first (first->verdict, one->verdict) != first->verdict) {
    fo_label_refusal_clear (first);
    *first = *one;
  } else
    fo_label_refusal_clear (one);
}

static void
refuse (Composing *composing, FoVerdict verdict, const char *field, const char *text)
{
  FoLabelRefusal one = { 0 };

  fo_label_refuse (&one, verdict, field, text);
  keep (composing, &one);
}

static void
refuse_size (Composing *composing, const FoLabelBox *box, const char *text, const FoLabelArea *needed)
{
  FoLabelRefusal one = { 0 };
  g_autofree char *size = NULL, *available = NULL;

  fo_label_refuse (&one, FO_LABEL_DOES_NOT_FIT, box->name, text);
  one.needed_width_um = MAX (box->width_um, fo_label_to_um (needed->width, composing->label->dpi));
  one.needed_height_um = MAX (box->height_um, fo_label_to_um (needed->height, composing->label->dpi));
  size = fo_label_size_text (composing->language, one.needed_width_um, one.needed_height_um, true);
  available = fo_label_size_text (composing->language, box->width_um, box->height_um, false);
  fo_args_set_text (&one.args, "size", size);
  fo_args_set_text (&one.args, "available", available);
  keep (composing, &one);
}

/* NAMES are apart by spaces. */
static bool
are_all_set (const char *names, const FoLabelFields *fields)
{
  g_auto (GStrv) list = g_strsplit (names, " ", -1);

  for (int i = 0; list[i]; i++)
    if (*list[i] && !fo_label_field_is_set (fields, list[i]))
      return false;
  return true;
}

static bool
is_wanted (const FoLabelBox *box, const FoLabelFields *fields)
{
  if (box->when && !are_all_set (box->when, fields))
    return false;
  return !box->unless || !fo_label_field_is_set (fields, box->unless);
}

static FoLabelSpot
spot_of (const Composing *composing, const FoLabelBox *box)
{
  return (FoLabelSpot){ box, composing->at_x_um, composing->at_y_um, composing->label->dpi };
}

static void
place_text (Composing *composing, const FoLabelBox *box, const FoLabelFilled *filled)
{
  const FoLabelSpot spot = spot_of (composing, box);
  FoLabelArea needed = { 0 };
  FoLabelText *text = NULL;
  FoVerdict verdict = fo_label_place_text (&spot, filled, &text, &needed);

  if (text)
    g_ptr_array_add (composing->label->texts, text);
  else if (verdict == FO_LABEL_DOES_NOT_FIT)
    refuse_size (composing, box, filled->text->str, &needed);
  else
    refuse (composing, verdict, box->name, filled->text->str);
}

static void
place_symbol (Composing *composing, const FoLabelBox *box, const FoLabelFilled *filled)
{
  const FoLabelSpot spot = spot_of (composing, box);
  FoLabelArea needed = { 0 };
  FoLabelPlaced *placed = NULL;
  FoVerdict verdict = fo_label_place_symbol (&spot, filled, &placed, &needed);

  if (placed)
    g_ptr_array_add (composing->label->symbols, placed);
  else if (box->spare && (verdict == FO_LABEL_DOES_NOT_FIT || verdict == FO_CODE_TOO_LONG))
    return;
  else if (verdict == FO_LABEL_DOES_NOT_FIT)
    refuse_size (composing, box, filled->text->str, &needed);
  else
    refuse (composing, verdict, box->name, filled->text->str);
}

/* A line between parts of the label: at least one dot. */
static void
place_rule (Composing *composing, const FoLabelBox *box)
{
  const FoLabelSpot spot = spot_of (composing, box);
  FoLabelText *text = g_new0 (FoLabelText, 1);

  text->box = g_strdup (box->name);
  text->area = fo_label_spot_area (&spot);
  text->area.width = MAX (1, text->area.width);
  text->area.height = MAX (1, text->area.height);
  text->text = g_strdup ("");
  text->size = 1;
  text->inverse = true;
  g_ptr_array_add (composing->label->texts, text);
}

static FoVerdict
fill (const Composing *composing, const FoLabelBox *box, FoLabelFilled *ret_filled)
{
  const char *pattern = box->is_symbol ? box->data : box->text[composing->language];

  if (box->elements)
    return fo_label_fill_elements (pattern, composing->language, &composing->fields, ret_filled);
  fo_label_fill (pattern, composing->language, &composing->fields,
                 box->is_symbol ? FO_LABEL_FILL_DATA : FO_LABEL_FILL_TEXT, ret_filled);
  return FO_OK;
}

static void
place (Composing *composing, const FoLabelBox *box)
{
  g_auto (FoLabelFilled) filled = { 0 };
  FoVerdict verdict;

  if (!is_wanted (box, &composing->fields))
    return;
  if (box->is_rule) {
    place_rule (composing, box);
    return;
  }
  verdict = fill (composing, box, &filled);
  if (filled.bad)
    refuse (composing, FO_LABEL_BAD_CHARACTER, box->name, filled.bad);
  else if (filled.missing && !box->optional)
    refuse (composing, FO_LABEL_FIELD_EMPTY, filled.missing, NULL);
  else if (filled.missing)
    return;
  else if (verdict != FO_OK)
    refuse (composing, verdict, box->name, filled.text->str);
  else if (box->is_symbol)
    place_symbol (composing, box, &filled);
  else if (filled.text->len > 0)
    place_text (composing, box, &filled);
}

static void
place_all (Composing *composing, const FoLabelTemplate *template, FoLabelIn in)
{
  for (guint i = 0; i < template->boxes->len; i++) {
    const FoLabelBox *box = template->boxes->pdata[i];
    if (box->in == in)
      place (composing, box);
  }
}

/* ---- pages ------------------------------------------------------------------------------------------------------- */

static FoLabel *
label_new (const FoLabelTemplate *template, int dpi)
{
  FoLabel *label = g_new0 (FoLabel, 1);

  label->dpi = dpi;
  label->raster =
      fo_raster_new (fo_label_to_dots (template->width_um, dpi), fo_label_to_dots (template->height_um, dpi));
  label->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_text_free);
  label->symbols = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_placed_free);
  return label;
}

/* Which rows stand on a page, and how many are left out behind them. */
typedef struct {
  guint first, n, more;
} Rows;

static guint
count_pages (const FoLabelList *list, guint n_rows)
{
  guint room = (guint) (list->columns * list->rows);

  return room == 0 || list->pages_max == 1 || n_rows <= room ? 1 : (n_rows + room - 1) / room;
}

static Rows
rows_of (const FoLabelList *list, guint n_rows, guint page)
{
  guint room = (guint) (list->columns * list->rows);

  if (room == 0)
    return (Rows){ 0 };
  if (list->pages_max == 1 && n_rows > room)
    return (Rows){ 0, room - 1, n_rows - (room - 1) };
  return (Rows){ page * room, MIN (room, n_rows - page * room), 0 };
}

static void
go_to_row (Composing *composing, const FoLabelList *list, guint at)
{
  composing->at_x_um = list->x_um + (int) (at % (guint) list->columns) * list->row_width_um;
  composing->at_y_um = list->y_um + (int) (at / (guint) list->columns) * list->row_height_um;
}

static void
place_rows (Composing *composing, const FoLabelTemplate *template, const FoArgs *list_rows, const Rows *rows)
{
  for (guint i = 0; i < rows->n; i++) {
    composing->row = rows->first + i + 1;
    composing->fields.from[0] = &list_rows[rows->first + i];
    go_to_row (composing, &template->list, i);
    place_all (composing, template, FO_LABEL_IN_ROW);
  }
  composing->row = 0;
  composing->fields.from[0] = NULL;
  if (rows->more > 0) {
    go_to_row (composing, &template->list, rows->n);
    place_all (composing, template, FO_LABEL_IN_MORE);
  }
  composing->at_x_um = composing->at_y_um = 0;
}

/* What is asked for, once for all pages. */
typedef struct {
  const FoLabelTemplate *template;
  FoLanguage language;
  const FoArgs *fields, *rows;
  guint n_rows;
  int dpi;
} Wish;

/* The page with everything in its place; not drawn. */
static FoLabel *
place_page (const Wish *wish, guint page, FoLabelRefusal *refusal, GArray *all)
{
  const FoLabelList *list = &wish->template->list;
  const Rows rows = rows_of (list, wish->n_rows, page);
  g_auto (FoArgs) numbers = { 0 };
  Composing composing = { .language = wish->language,
                          .fields = { { NULL, &numbers, wish->fields } },
                          .label = label_new (wish->template, wish->dpi),
                          .refusal = refusal,
                          .all = all };

  if (list->columns > 0) {
    fo_args_set_count (&numbers, "page", page + 1);
    fo_args_set_count (&numbers, "pages", count_pages (list, wish->n_rows));
    fo_args_set_text (&numbers, "last", page + 1 == count_pages (list, wish->n_rows) ? "1" : NULL);
  }
  if (rows.more > 0)
    fo_args_set_count (&numbers, "more", rows.more);
  place_all (&composing, wish->template, FO_LABEL_IN_PAGE);
  place_rows (&composing, wish->template, wish->rows, &rows);
  return composing.label;
}

static FoLabel *
compose_page (const Wish *wish, guint page, FoLabelRefusal *refusal)
{
  g_autoptr (FoLabel) label = place_page (wish, page, refusal, NULL);
  const char *box = NULL;

  if (refusal->verdict == FO_OK
      && (!fo_label_draw_raster (label, &box) || !fo_label_reads_back (label, label->raster, &box)))
    fo_label_refuse (refusal, FO_LABEL_UNREADABLE, box, NULL);
  return refusal->verdict == FO_OK ? g_steal_pointer (&label) : NULL;
}

FoVerdict
fo_label_compose_pages (const FoLabelTemplate *template,
                        FoLanguage language,
                        const FoArgs *fields,
                        const FoArgs *rows,
                        guint n_rows,
                        int dpi,
                        GPtrArray *ret_labels,
                        FoLabelRefusal *ret_refusal)
{
  const Wish wish = { template, language, fields, rows, n_rows, dpi };
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_free);
  FoLabelRefusal refusal = { 0 };

  g_assert (dpi >= FO_LABEL_DPI_MIN && dpi <= FO_LABEL_DPI_MAX);
  g_assert (n_rows <= FO_LABEL_ROWS_MAX);
  for (guint page = 0; page < count_pages (&template->list, n_rows) && refusal.verdict == FO_OK; page++) {
    FoLabel *label = compose_page (&wish, page, &refusal);
    if (label)
      g_ptr_array_add (labels, label);
  }
  if (refusal.verdict != FO_OK) {
    fo_label_refusal_clear (ret_refusal);
    *ret_refusal = refusal;
    return refusal.verdict;
  }
  g_ptr_array_extend_and_steal (ret_labels, g_steal_pointer (&labels));
  return FO_OK;
}

FoVerdict
fo_label_compose (const FoLabelTemplate *template,
                  FoLanguage language,
                  const FoArgs *fields,
                  int dpi,
                  FoLabel **ret_label,
                  FoLabelRefusal *ret_refusal)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  FoVerdict verdict = fo_label_compose_pages (template, language, fields, NULL, 0, dpi, labels, ret_refusal);

  if (verdict == FO_OK)
    *ret_label = labels->pdata[0];
  return verdict;
}

void
fo_label_check (const FoLabelTemplate *template,
                FoLanguage language,
                const FoArgs *fields,
                const FoArgs *rows,
                guint n_rows,
                int dpi,
                GArray *ret_refusals)
{
  const Wish wish = { template, language, fields, rows, n_rows, dpi };
  FoLabelRefusal unused = { 0 };

  for (guint page = 0; page < count_pages (&template->list, n_rows); page++)
    fo_label_free (place_page (&wish, page, &unused, ret_refusals));
}

/* ---- the label --------------------------------------------------------------------------------------------------- */

void
fo_label_free (FoLabel *label)
{
  if (!label)
    return;
  g_ptr_array_unref (label->texts);
  g_ptr_array_unref (label->symbols);
  fo_raster_free (label->raster);
  g_free (label);
}

const FoRaster *
fo_label_raster (const FoLabel *label)
{
  return label->raster;
}

int
fo_label_dpi (const FoLabel *label)
{
  return label->dpi;
}

bool
fo_label_has (const FoLabel *label, const char *box)
{
  for (guint i = 0; i < label->texts->len; i++)
    if (g_str_equal (((const FoLabelText *) label->texts->pdata[i])->box, box))
      return true;
  for (guint i = 0; i < label->symbols->len; i++)
    if (g_str_equal (((const FoLabelPlaced *) label->symbols->pdata[i])->box, box))
      return true;
  return false;
}

int
fo_label_n_symbols (const FoLabel *label)
{
  return (int) label->symbols->len;
}

FoLabelSymbol
fo_label_symbol (const FoLabel *label, int i)
{
  const FoLabelPlaced *placed = label->symbols->pdata[i];

  return (FoLabelSymbol){
    .box = placed->box,
    .kind = placed->symbol.kind,
    .data = placed->data,
    .length = placed->length,
    .dots = placed->dots,
    .x = placed->modules.x,
    .y = placed->modules.y,
    .width = placed->modules.width,
    .height = placed->modules.height,
  };
}
