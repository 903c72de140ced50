/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoLabelsPage: any label, by hand: a template, what it is of (a row of the store, found or scanned; typed values; a table), how it
 * will look, and into the print queue. A scan while the page is shown says what the label is of. F11 prints, or prints the chosen job
 * again while the queue is shown; F12 begins anew. Main thread.
 */
#pragma once

#include "job-list.h"
#include "label-amount.h"
#include "label-form.h"
#include "label-preview.h"
#include "print-bar.h"
#include "shell/page.h"
#include "subject-picker.h"
#include "table-form.h"
#include "template-list.h"

#define FO_TYPE_LABELS_PAGE (fo_labels_page_get_type ())
G_DECLARE_FINAL_TYPE (FoLabelsPage, fo_labels_page, FO, LABELS_PAGE, GtkWidget)

/* Values are typed, no row of the store is chosen. */
void fo_labels_page_type_values (FoLabelsPage *self);
/* A label for each row of this file; what is wrong with it is said in words. */
void fo_labels_page_read_table (FoLabelsPage *self, const char *path);
/* All labels into a file, .pdf or .png. */
void fo_labels_page_save (FoLabelsPage *self, const char *path);
void fo_labels_page_print (FoLabelsPage *self);
