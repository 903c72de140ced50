/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of pages: what the rail, the page menu, the keys and the command barcodes are made of. Main thread.
 *
 * To add a page:
 *   1. its class, a widget with FoPage (page.h), ui/<subject>/<name>-page.{c,h,ui}, the .ui also in data/firstout.gresource.xml
 *   2. its row in pages.c, in the order of the rail; the keys that are kept for it stand there
 *   3. its words "shell.page.NAME" in data/po/{ru,de,en}.po and its icon data/icons/fo-NAME-symbolic.svg: most are there already
 *   4. a page that no task opens gets a row "page-NAME" in the sheet of commands (app/label/record-paper.c); the others are
 *      there as "task-NAME"
 *   5. its new/destroy in tests/ui/test-shell.c, its pictures in tests/ui/test-pictures.c
 * FO:C:PAGE-NAME, the rail, the menu of pages (Alt 0) and the tests that walk over all pages then know it.
 */
#pragma once

#include <glib-object.h>

typedef enum { FO_PAGE_GROUP_WORK, FO_PAGE_GROUP_LOOK, FO_PAGE_GROUP_SET_UP, FO_N_PAGE_GROUPS } FoPageGroup;

typedef struct {
  const char *name;  /* as in FO:C:PAGE-NAME, in lower case */
  FoPageGroup group;
  int f_key;         /* with Ctrl; up to 9 also Alt and that digit; 13 … 24: with Ctrl and Shift, F1 … F12; 0 none */
  const char *task;  /* the task that opening it begins, "" for none */
  const char *tasks; /* every task that it shows, each between spaces: " pick ship "; " " for none. One page a task */
  gboolean hears;    /* it is told of each scan: it is there from the start. So are pages with tasks; the others are made when they
                      * are first looked at */
  GType (*get_type) (void);
} FoPageRow;

/* In the order of the rail. Static. */
const FoPageRow *fo_page_rows (guint *ret_n);
/* NULL: there is none. */
const FoPageRow *fo_page_row_named (const char *name);
const FoPageRow *fo_page_row_of_key (int f_key);

gboolean fo_page_row_shows (const FoPageRow *row, const char *task);

/* "shell.page.NAME" and "fo-NAME-symbolic"; free with g_free. */
char *fo_page_row_message (const FoPageRow *row);
char *fo_page_row_icon (const FoPageRow *row);
/* "Ctrl F3", "Ctrl ⇧F1"; "" without a key. Free with g_free. */
char *fo_page_row_key (const FoPageRow *row);

/* "shell.group.work" … */
const char *fo_page_group_message (FoPageGroup group);
