/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A label template: a key file in data/labels, in millimetres, that anyone may copy and change without building
 * anything.
 *
 *   [label]
 *   size=58 40                      width and height, 10 to 300 mm
 *
 *   [name]                          each further group is a box; its name is how refusals call it
 *   box=2 1.5 54 8                  left, top, width, height; inside the label
 *   text={item}                     fields in braces; \n begins a new line. text[ru]=… text[de]=… go before text
 *   size=3.6                        height of the letters' line; shrinks down to size-min when it does not fit
 *   size-min=2.4
 *   lines=2                         lines it may take (default: as many as text has)
 *   bold=true  align=left|center|right  valign=top|middle|bottom
 *   break=true                      a word longer than the line may be broken, when nothing else helps
 *   inverse=true                    white on black
 *
 *   [matrix]
 *   box=36 10 20 20                 quiet zone included
 *   symbol=gs1-datamatrix           the names of fo_symbol_kind_name
 *   data={gs1}
 *   module=0.375 0.75               smallest and largest module; the largest whole number of dots that fits is taken
 *   spare=true                      left out when it does not fit, for what another symbol of the label says too
 *
 *   when=gs1   unless=gs1           the box is there only when this field has, or has not, a value
 *
 * Every field in text or data must have a value, or the label is refused, unless the box says optional=true: then the
 * box is left out. A group, key or value that is not understood is an error: a template with a typing mistake does not
 * load.
 */
#pragma once

#include <glib.h>

#define FO_LABEL_ERROR (fo_label_error_quark ())
GQuark fo_label_error_quark (void);

typedef enum {
  FO_LABEL_ERROR_TEMPLATE, /* the message names file, group and key */
  FO_LABEL_ERROR_WRITE
} FoLabelError;

/* Immutable once loaded: any number of threads may read one. */
typedef struct _FoLabelTemplate FoLabelTemplate;

/* FO_LABEL_ERROR_TEMPLATE or G_FILE_ERROR. */
FoLabelTemplate *fo_label_template_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same from text; NAME stands for the file in messages. */
FoLabelTemplate *fo_label_template_parse (const char *name, const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void fo_label_template_free (FoLabelTemplate *template);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoLabelTemplate, fo_label_template_free)

/* The file's name without folder and ".label". */
const char *fo_label_template_name (const FoLabelTemplate *template);

/* The size of the label in µm. */
void fo_label_template_size (const FoLabelTemplate *template, int *ret_width_um, int *ret_height_um);
