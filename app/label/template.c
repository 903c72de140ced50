/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading templates. A typing mistake must not become a label with something missing, so every group and key is
 * understood or the file does not load. */
#include "parts.h"

#include <math.h>
#include <string.h>

#define SIDE_MIN_UM 10000
#define SIDE_MAX_UM 300000

G_DEFINE_QUARK (fo - label - error, fo_label_error)

static const char *const record_names[FO_N_LABEL_RECORDS] = {
  [FO_LABEL_RECORD_NONE] = "none",       [FO_LABEL_RECORD_ITEM] = "item",     [FO_LABEL_RECORD_LOT] = "lot",
  [FO_LABEL_RECORD_PLACE] = "place",     [FO_LABEL_RECORD_CARTON] = "carton", [FO_LABEL_RECORD_BADGE] = "badge",
  [FO_LABEL_RECORD_COMMAND] = "command", [FO_LABEL_RECORD_TASK] = "task",
  [FO_LABEL_RECORD_VOUCHER] = "voucher",
  [FO_LABEL_RECORD_CHART] = "chart",
};

/* One group being read; the first fault stays. */
typedef struct {
  const char *file;
  const char *group;
  GKeyFile *keys;
  GError *fault;
} Reader;

static void G_GNUC_PRINTF (3, 4) fault (Reader *reader, const char *key, const char *format, ...)
{
  va_list args;
  g_autofree char *what = NULL;

  if (reader->fault)
    return;
  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (&reader->fault, FO_LABEL_ERROR, FO_LABEL_ERROR_TEMPLATE, "%s: [%s] %s: %s", reader->file, reader->group,
               key, what);
}

static char *
read_text (Reader *reader, const char *key)
{
  g_autoptr (GError) error = NULL;
  char *text = g_key_file_get_string (reader->keys, reader->group, key, &error);

  if (!text && !g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND)
      && !g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND))
    fault (reader, key, "%s", error->message);
  return text;
}

/* N lengths in millimetres, apart by spaces. False when the key is absent. */
static bool
read_lengths (Reader *reader, const char *key, int n, int *ret_um)
{
  g_autofree char *text = read_text (reader, key);
  const char *at = text;
  char *end;

  if (!text)
    return false;
  for (int i = 0; i < n; i++, at = end) {
    double mm = g_ascii_strtod (at, &end);
    if (end == at || !(mm >= 0 && mm <= 1000)) {
      fault (reader, key, "wants %d lengths in mm, such as 2 1.5", n);
      return false;
    }
    ret_um[i] = (int) lround (mm * 1000);
  }
  if (at[strspn (at, " ")] != '\0')
    fault (reader, key, "wants %d lengths in mm, not more", n);
  return true;
}

static bool
read_flag (Reader *reader, const char *key)
{
  g_autofree char *text = read_text (reader, key);

  if (text && !g_str_equal (text, "true") && !g_str_equal (text, "false"))
    fault (reader, key, "is true or false");
  return text && g_str_equal (text, "true");
}

static double
read_number (Reader *reader, const char *key, double least, double most, double otherwise)
{
  g_autofree char *text = read_text (reader, key);
  char *end;
  double number;

  if (!text)
    return otherwise;
  number = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && number >= least && number <= most)
    return number;
  fault (reader, key, "is a number from %g to %g", least, most);
  return otherwise;
}

/* The one of N words that KEY says, else OTHERWISE. */
static int
read_word (Reader *reader, const char *key, const char *const *words, int n, int otherwise)
{
  g_autofree char *text = read_text (reader, key);
  g_autofree char *list = NULL;

  for (int i = 0; text && i < n; i++)
    if (g_str_equal (text, words[i]))
      return i;
  if (!text)
    return otherwise;
  list = g_strdup (words[0]);
  for (int i = 1; i < n; i++) {
    char *longer = g_strdup_printf ("%s%s%s", list, i == n - 1 ? " or " : ", ", words[i]);
    g_free (list);
    list = longer;
  }
  fault (reader, key, "is %s", list);
  return otherwise;
}

static void
read_place (Reader *reader, const FoLabelTemplate *template, FoLabelBox *box)
{
  static const char *const across[] = { "left", "center", "right" };
  static const char *const down[] = { "top", "middle", "bottom" };
  static const char *const ins[] = { "page", "row", "more" };
  int um[4] = { 0 };

  box->in = (FoLabelIn) read_word (reader, "in", ins, 3, FO_LABEL_IN_PAGE);
  if (box->in != FO_LABEL_IN_PAGE && template->list.columns == 0)
    fault (reader, "in", "wants a list= in [label]");
  int width_um = box->in == FO_LABEL_IN_PAGE ? template->width_um : template->list.row_width_um;
  int height_um = box->in == FO_LABEL_IN_PAGE ? template->height_um : template->list.row_height_um;
  if (!read_lengths (reader, "box", 4, um))
    fault (reader, "box", "is missing");
  if (um[2] <= 0 || um[3] <= 0 || um[0] + um[2] > width_um || um[1] + um[3] > height_um)
    fault (reader, "box", "lies outside the %s", box->in == FO_LABEL_IN_PAGE ? "label" : "row");
  box->x_um = um[0];
  box->y_um = um[1];
  box->width_um = um[2];
  box->height_um = um[3];
  box->align = (FoAlign) read_word (reader, "align", across, 3, box->is_symbol ? FO_ALIGN_MIDDLE : FO_ALIGN_START);
  box->valign = (FoAlign) read_word (reader, "valign", down, 3, FO_ALIGN_MIDDLE);
  box->when = read_text (reader, "when");
  box->unless = read_text (reader, "unless");
  box->optional = read_flag (reader, "optional");
}

static int
count_lines (const char *text)
{
  int lines = 1;

  for (const char *at = strchr (text, '\n'); at; at = strchr (at + 1, '\n'))
    lines++;
  return lines;
}

static void
read_words (Reader *reader, FoLabelBox *box)
{
  g_autofree char *text = read_text (reader, "text");
  int lines = 1;

  for (int i = 0; i < FO_N_LANGUAGES; i++) {
    g_autofree char *key = g_strdup_printf ("text[%s]", fo_language_code ((FoLanguage) i));
    char *own = read_text (reader, key);
    box->text[i] = own ? own : g_strdup (text ? text : "");
    lines = MAX (lines, count_lines (box->text[i]));
    if (fo_label_pattern_fault (box->text[i]))
      fault (reader, own ? key : "text", "%s", fo_label_pattern_fault (box->text[i]));
  }
  if (!text)
    fault (reader, "text", "is missing");
  box->lines = (int) read_number (reader, "lines", 1, 20, lines);
}

static void
read_text_box (Reader *reader, FoLabelBox *box)
{
  read_words (reader, box);
  if (!read_lengths (reader, "size", 1, &box->size_um))
    fault (reader, "size", "is missing");
  box->size_min_um = box->size_um;
  read_lengths (reader, "size-min", 1, &box->size_min_um);
  if (box->size_min_um < 1000 || box->size_min_um > box->size_um)
    fault (reader, "size-min", "is from 1 mm to size");
  box->bold = read_flag (reader, "bold");
  box->break_words = read_flag (reader, "break");
  box->inverse = read_flag (reader, "inverse");
}

static void
read_data (Reader *reader, FoLabelBox *box)
{
  bool gs1 = fo_symbology_is_gs1 (fo_symbol_kind_symbology (box->kind));
  const char *wrong;

  box->data = read_text (reader, "data");
  if (!box->data)
    fault (reader, "data", "is missing");
  box->elements = box->data && gs1 && fo_label_is_elements (box->data);
  wrong = !box->data ? NULL : box->elements ? fo_label_elements_fault (box->data) : fo_label_pattern_fault (box->data);
  if (wrong)
    fault (reader, "data", "%s", wrong);
}

static void
read_symbol_box (Reader *reader, FoLabelBox *box)
{
  g_autofree char *kind = read_text (reader, "symbol");
  int um[2] = { 375, 1000 };

  if (kind && !fo_symbol_kind_parse (kind, &box->kind))
    fault (reader, "symbol", "%s is not known", kind);
  read_data (reader, box);
  read_lengths (reader, "module", 2, um);
  if (um[0] < 100 || um[1] < um[0])
    fault (reader, "module", "is the smallest (at least 0.1) and the largest module in mm");
  box->module_min_um = um[0];
  box->module_max_um = um[1];
  box->spare = read_flag (reader, "spare");
  if (read_lengths (reader, "hri", 1, &box->hri_um) && (box->hri_um < 1500 || box->hri_um >= box->height_um / 2))
    fault (reader, "hri", "is from 1.5 mm to less than half of the box");
  box->bearer = read_flag (reader, "bearer");
  if (box->bearer && !fo_symbol_kind_is_linear (box->kind))
    fault (reader, "bearer", "is for bars");
}

static void
check_keys (Reader *reader, const char *const *known)
{
  g_auto (GStrv) keys = g_key_file_get_keys (reader->keys, reader->group, NULL, NULL);

  for (int i = 0; keys && keys[i]; i++)
    if (!g_strv_contains (known, keys[i]))
      fault (reader, keys[i], "is not understood here");
}

static void
box_free (gpointer data)
{
  FoLabelBox *box = data;

  for (int i = 0; i < FO_N_LANGUAGES; i++)
    g_free (box->text[i]);
  g_free (box->data);
  g_free (box->when);
  g_free (box->unless);
  g_free (box->name);
  g_free (box);
}

static void
read_box (Reader *reader, FoLabelTemplate *template)
{
  static const char *const text_keys[] = { "box",      "in",    "align",    "valign",   "when",     "unless",
                                           "optional", "text",  "text[ru]", "text[de]", "text[en]", "size",
                                           "size-min", "lines", "bold",     "break",    "inverse",  NULL };
  static const char *const symbol_keys[] = { "box",    "in",   "align",  "valign", "when", "unless", "optional",
                                             "symbol", "data", "module", "spare",  "hri",  "bearer", NULL };
  static const char *const rule_keys[] = { "box", "in", "when", "unless", "rule", NULL };
  FoLabelBox *box = g_new0 (FoLabelBox, 1);

  g_ptr_array_add (template->boxes, box);
  box->name = g_strdup (reader->group);
  box->is_rule = g_key_file_has_key (reader->keys, reader->group, "rule", NULL);
  box->is_symbol = g_key_file_has_key (reader->keys, reader->group, "symbol", NULL);
  check_keys (reader, box->is_rule ? rule_keys : box->is_symbol ? symbol_keys : text_keys);
  read_place (reader, template, box);
  if (box->is_rule) {
    if (!read_flag (reader, "rule"))
      fault (reader, "rule", "is true");
  } else if (box->is_symbol)
    read_symbol_box (reader, box);
  else
    read_text_box (reader, box);
}

static void
read_list (Reader *reader, FoLabelTemplate *template)
{
  FoLabelList *list = &template->list;
  int um[4] = { 0 }, row[2] = { 0 };
  bool has_list = read_lengths (reader, "list", 4, um), has_row = read_lengths (reader, "row", 2, row);

  list->pages_max = (int) read_number (reader, "pages", 1, 1, 0);
  if (!has_list && (has_row || list->pages_max))
    fault (reader, "list", "is missing");
  if (!has_list)
    return;
  if (um[2] <= 0 || um[3] <= 0 || um[0] + um[2] > template->width_um || um[1] + um[3] > template->height_um)
    fault (reader, "list", "lies outside the label");
  if (!has_row || MIN (row[0], row[1]) < 1000 || row[0] > um[2] || row[1] > um[3])
    fault (reader, "row", has_row ? "does not fit into list, or is thinner than 1 mm" : "is missing");
  *list = (FoLabelList){ um[0], um[1], um[2], um[3], row[0], row[1], .pages_max = list->pages_max };
  list->columns = reader->fault ? 1 : um[2] / row[0];
  list->rows = reader->fault ? 1 : um[3] / row[1];
}

static void
read_label (Reader *reader, FoLabelTemplate *template)
{
  static const char *const label_keys[] = { "size", "record", "list", "row", "pages", NULL };
  int um[2] = { 0 };

  reader->group = "label";
  if (!read_lengths (reader, "size", 2, um))
    fault (reader, "size", "is missing");
  else if (MIN (um[0], um[1]) < SIDE_MIN_UM || MAX (um[0], um[1]) > SIDE_MAX_UM)
    fault (reader, "size", "is 10 to 300 mm a side");
  check_keys (reader, label_keys);
  template->width_um = um[0];
  template->height_um = um[1];
  template->record = (FoLabelRecord) read_word (reader, "record", record_names, FO_N_LABEL_RECORDS, 0);
  read_list (reader, template);
}

FoLabelTemplate *
fo_label_template_parse (const char *name, const char *text, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (FoLabelTemplate) template = g_new0 (FoLabelTemplate, 1);
  g_autoptr (GError) syntax = NULL;
  g_auto (GStrv) groups = NULL;
  Reader reader = { .file = name, .keys = keys };

  template->name =
      g_str_has_suffix (name, ".label") ? g_strndup (name, strlen (name) - strlen (".label")) : g_strdup (name);
  template->boxes = g_ptr_array_new_with_free_func (box_free);
  if (!g_key_file_load_from_data (keys, text, strlen (text), G_KEY_FILE_KEEP_TRANSLATIONS, &syntax)) {
    g_set_error (error, FO_LABEL_ERROR, FO_LABEL_ERROR_TEMPLATE, "%s: %s", name, syntax->message);
    return NULL;
  }
  read_label (&reader, template);
  groups = g_key_file_get_groups (keys, NULL);
  for (int i = 0; groups[i]; i++) {
    reader.group = groups[i];
    if (!g_str_equal (groups[i], "label"))
      read_box (&reader, template);
  }
  if (!reader.fault)
    return g_steal_pointer (&template);
  g_propagate_error (error, reader.fault);
  return NULL;
}

FoLabelTemplate *
fo_label_template_load (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *name = g_path_get_basename (path);

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  return fo_label_template_parse (name, text, error);
}

void
fo_label_template_free (FoLabelTemplate *template)
{
  if (!template)
    return;
  g_ptr_array_unref (template->boxes);
  g_free (template->name);
  g_free (template);
}

const char *
fo_label_template_name (const FoLabelTemplate *template)
{
  return template->name;
}

void
fo_label_template_size (const FoLabelTemplate *template, int *ret_width_um, int *ret_height_um)
{
  *ret_width_um = template->width_um;
  *ret_height_um = template->height_um;
}

const char *
fo_label_record_name (FoLabelRecord record)
{
  return record_names[record];
}

FoLabelRecord
fo_label_template_record (const FoLabelTemplate *template)
{
  return template->record;
}

bool
fo_label_template_list (const FoLabelTemplate *template, guint *ret_rows, bool *ret_one_page)
{
  if (template->list.columns == 0)
    return false;
  *ret_rows = (guint) (template->list.columns * template->list.rows);
  *ret_one_page = template->list.pages_max == 1;
  return true;
}
