/* SPDX-License-Identifier: GPL-3.0-or-later
 * Templates: those that come with the program, and the mistakes people make in their own. */
#include "maker.h"
#include "where.h"

#include <string.h>

static void
test_shipped (void)
{
  g_autoptr (GDir) dir = g_dir_open (FO_SOURCE_DIR "/data/labels", 0, NULL);
  const char *file;
  int n = 0;

  while ((file = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (FO_SOURCE_DIR "/data/labels", file, NULL);
    g_autofree char *text = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (FoLabelTemplate) template = NULL;
    int width, height;
    if (!g_str_has_suffix (file, ".label"))
      continue;
    template = fo_label_template_load (path, &error);
    g_assert_no_error (error);
    g_assert_true (g_str_has_prefix (file, fo_label_template_name (template)));
    fo_label_template_size (template, &width, &height);
    g_assert_cmpint (width, >=, 10000);
    g_assert_cmpint (height, >=, 10000);
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    g_assert_null (strstr (text, "годен до"));
    n++;
  }
  g_assert_cmpint (n, >=, 3);
}

#define LABEL "[label]\nsize=58 40\n"
#define TEXT "[x]\nbox=1 1 20 5\nsize=3\n"
#define SYMBOL "[x]\nbox=1 1 20 20\nsymbol=qr\n"

static const struct {
  const char *text;
  const char *says; /* part of the message */
} mistakes[] = {
  { "", "[label] size: is missing" },
  { "size=58 40\n", "own.label" },
  { "[label]\nsize=58\n", "[label] size: wants 2 lengths" },
  { "[label]\nsize=58 40 3\n", "[label] size: wants 2 lengths in mm, not more" },
  { "[label]\nsize=58x40\n", "[label] size: wants 2" },
  { "[label]\nsize=58 mm 40 mm\n", "[label] size: wants 2" },
  { "[label]\nsize=5 40\n", "[label] size: is 10 to 300" },
  { "[label]\nsize=58 400\n", "[label] size: is 10 to 300" },
  { "[label]\nsize=58 nan\n", "[label] size: wants 2" },
  { LABEL "dpi=203\n", "[label] dpi: is not understood" },
  { LABEL "[x]\ntext=a\nsize=3\n", "[x] box: is missing" },
  { LABEL "[x]\nbox=1 1 60 5\ntext=a\nsize=3\n", "[x] box: lies outside" },
  { LABEL "[x]\nbox=1 1 0 5\ntext=a\nsize=3\n", "[x] box: lies outside" },
  { LABEL "[x]\nbox=-1 1 9 5\ntext=a\nsize=3\n", "[x] box: wants 4" },
  { LABEL "[x]\nbox=1 1 20 5\ntext=a\n", "[x] size: is missing" },
  { LABEL "[x]\nbox=1 1 20 5\ntext=a\nsize=3\nsize-min=4\n", "[x] size-min: is from 1 mm" },
  { LABEL TEXT, "[x] text: is missing" },
  { LABEL TEXT "text[ru]=а\n", "[x] text: is missing" },
  { LABEL TEXT "text=a\ntext[fr]=a\n", "[x] text[fr]: is not understood" },
  { LABEL TEXT "text=a\ncolour=red\n", "[x] colour: is not understood" },
  { LABEL TEXT "text=a\nmodule=1 2\n", "[x] module: is not understood" },
  { LABEL TEXT "text=a {item\n", "[x] text: has a brace" },
  { LABEL TEXT "text=a}\n", "[x] text: has a brace" },
  { LABEL TEXT "text={}\n", "[x] text: has a brace" },
  { LABEL TEXT "text[de]={a{b}}\ntext=a\n", "[x] text[de]: has a brace" },
  { LABEL TEXT "text=a\nbold=yes\n", "[x] bold: is true or false" },
  { LABEL TEXT "text=a\nalign=middle\n", "[x] align: is left, center or right" },
  { LABEL TEXT "text=a\nvalign=center\n", "[x] valign: is top, middle or bottom" },
  { LABEL TEXT "text=a\nlines=0\n", "[x] lines: is a number from 1 to 20" },
  { LABEL TEXT "text=a\nlines=3e117\n", "[x] lines: is a number from 1 to 20" },
  { LABEL "[x]\nbox=1 1 20 20\ndata=a\nsymbol=\xff\n", "[x] symbol: " },
  { LABEL "[x]\nbox=1 1 20 20\nsymbol=pdf417\ndata=a\n", "[x] symbol: pdf417 is not known" },
  { LABEL SYMBOL, "[x] data: is missing" },
  { LABEL SYMBOL "data={\n", "[x] data: has a brace" },
  { LABEL SYMBOL "data=a\nmodule=0.5 0.25\n", "[x] module: is the smallest" },
  { LABEL SYMBOL "data=a\nmodule=0 1\n", "[x] module: is the smallest" },
  { LABEL SYMBOL "data=a\ntext=b\n", "[x] text: is not understood" },
};

static void
test_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (fo_label_template_parse ("own.label", mistakes[i].text, &error));
    g_assert_error (error, FO_LABEL_ERROR, FO_LABEL_ERROR_TEMPLATE);
    g_assert_true (g_str_has_prefix (error->message, "own.label: "));
    if (!strstr (error->message, mistakes[i].says))
      g_error ("\"%s\" does not say \"%s\"", error->message, mistakes[i].says);
  }
}

static void
test_no_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fo_label_template_load ("/nowhere/lot.label", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* A box comes and goes with its fields. */
static void
test_conditions (void)
{
  static const char text[] = LABEL "[a]\nwhen=gs1\n"
                                   "box=1 1 20 5\nsize=3\ntext=a\n"
                                   "[b]\nunless=gs1\n"
                                   "box=1 1 20 5\nsize=3\ntext=b\n"
                                   "[c]\noptional=true\n"
                                   "box=1 9 20 5\nsize=3\ntext={quantity} {unit}\n"
                                   "[d]\noptional=true\n"
                                   "box=1 15 20 20\nsymbol=qr\ndata={own}\n";
  static const struct {
    const char *field, *value;
    const char *boxes;
  } cases[] = { { "gs1", "10A", "a" }, { "gs1", "", "b" }, { "unit", "шт", "b" }, { "own", "FO:P:A", "bd" } };
  g_autoptr (FoLabelTemplate) template = fo_label_template_parse ("own.label", text, NULL);

  g_assert_nonnull (template);
  g_assert_cmpstr (fo_label_template_name (template), ==, "own");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (FoArgs) fields = { 0 };
    g_auto (FoLabelRefusal) refusal = { 0 };
    g_autoptr (FoLabel) label = NULL;
    fo_args_set_text (&fields, cases[i].field, cases[i].value);
    g_assert_cmpint (fo_label_compose (template, FO_LANGUAGE_EN, &fields, 203, &label, &refusal), ==, FO_OK);
    for (const char *box = "abcd"; *box; box++) {
      char name[] = { *box, '\0' };
      g_assert_cmpint (fo_label_has (label, name), ==, strchr (cases[i].boxes, *box) != NULL);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/template/shipped", test_shipped);
  g_test_add_func ("/label/template/mistakes", test_mistakes);
  g_test_add_func ("/label/template/no-file", test_no_file);
  g_test_add_func ("/label/template/conditions", test_conditions);
  return g_test_run ();
}
