/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes as a label template: it is one, of a sane size, or the message says where it is not. */
#include "fuzz.h"

#include "firstout/label/template.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoLabelTemplate) template = fo_label_template_parse ("fuzz.label", text, &error);
  int width_um = 0, height_um = 0;

  if (!template) {
    g_assert_error (error, FO_LABEL_ERROR, FO_LABEL_ERROR_TEMPLATE);
    g_assert_true (g_str_has_prefix (error->message, "fuzz.label"));
    return 0;
  }
  fo_label_template_size (template, &width_um, &height_um);
  g_assert_true (width_um >= 10000 && width_um <= 300000 && height_um >= 10000 && height_um <= 300000);
  return 0;
}
