/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A label template: a key file in data/labels, in millimetres, that anyone may copy and change without building
 * anything.
 *
 *   [label]
 *   size=58 40                      width and height, 10 to 300 mm
 *   record=lot                      whose fields it takes: item, lot, place, carton, badge, command, task, voucher, chart; without it
 *                                   the fields are the template's own and nothing is added to them (record.h)
 *   list=5 60 200 220               where rows stand, as many columns and rows as fit; what does not goes onto another
 *   row=100 22                      page, with the fields page and pages, and on the last one last; size of one row
 *   pages=1                         no other page: the last row says how many more there are, field more
 *
 *   [name]                          each further group is a box; its name is how refusals call it
 *   box=2 1.5 54 8                  left, top, width, height; inside the label
 *   in=row|more                     it stands in each row of the list, or in the row for those left out; box counts from
 *                                   the row's corner, and a row's fields go before the label's
 *   text={item}[, lot {lot}]        fields in braces; what stands in [ ] is left out when a field in it has no value;
 *                                   [[ and ]] are brackets; \n begins a new line. text[ru]=… text[de]=… before text
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
 *   data={gs1}                      one field or several with text between: {item}-{lot}; for a GS1 symbol also elements,
 *                                   (01){gtin}[(17){expires_on}](10){lot}: separators and days are put right
 *   module=0.375 0.75               smallest and largest module; the largest whole number of dots that fits is taken
 *   spare=true                      left out when it does not fit, for what another symbol of the label says too
 *   hri=2.4                         under it stands what it says, in letters of this height, AIs in brackets
 *   bearer=true                     bars above and below, as ITF-14 on cardboard wants them
 *
 *   [line]
 *   box=2 30 54 0.4                 a black bar
 *   rule=true
 *
 *   when=gs1   unless=gs1           the box is there only when this field has, or has not, a value; when=last sign_1: when
 *                                   each of them has
 *
 * Every field in text or data outside [ ] must have a value, or the label is refused, unless the box says optional=true:
 * then the box is left out. A group, key or value that is not understood is an error: a template with a typing mistake
 * does not load.
 */
#pragma once

#include "firstout/words/words.h"

#include <stdbool.h>

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

/* The file's name without folder and ".label"; those of data/labels are worded "label.template.NAME", "-" as "_". */
const char *fo_label_template_name (const FoLabelTemplate *template);

/* The size of the label in µm. */
void fo_label_template_size (const FoLabelTemplate *template, int *ret_width_um, int *ret_height_um);

/* What the label is of. */
typedef enum {
  FO_LABEL_RECORD_NONE,
  FO_LABEL_RECORD_ITEM,
  FO_LABEL_RECORD_LOT,
  FO_LABEL_RECORD_PLACE,
  FO_LABEL_RECORD_CARTON,
  FO_LABEL_RECORD_BADGE,
  FO_LABEL_RECORD_COMMAND,
  FO_LABEL_RECORD_TASK,
  FO_LABEL_RECORD_VOUCHER, /* voucher.h */
  FO_LABEL_RECORD_CHART, /* core/chart.h: nothing is asked for */
  FO_N_LABEL_RECORDS
} FoLabelRecord;

/* "none", "item", "lot", … as record= has them. Static. */
const char *fo_label_record_name (FoLabelRecord record);
FoLabelRecord fo_label_template_record (const FoLabelTemplate *template);

/* Does it have rows? How many on a page, and is it one page only? False, both untouched: no list. */
bool fo_label_template_list (const FoLabelTemplate *template, guint *ret_rows, bool *ret_one_page);

/* A value a person or a table gives, for a form and for the columns of a table. What the program makes of them (gs1, own,
 * page …) is not among them. */
typedef struct {
  const char *name; /* static or the template's */
  FoArgKind kind;   /* TEXT: any; QUANTITY, DAY and COUNT are read as people type them (fo_label_input_read) */
  bool needed;      /* no label without it */
} FoLabelInput;

/* In the order of the template, those of the record first. Words for NAME: "label.field.NAME", where known. An array of
 * FoLabelInput, free with g_array_unref; valid as long as TEMPLATE. */
GArray *fo_label_template_inputs (const FoLabelTemplate *template);
