/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoPage: what the window asks of each of its pages. A page renders what it is given and asks for things by actions that
 * the window answers: "desk.command" (s), "desk.confirm" (ss), "scan.code". All functions are optional for a page. Main thread.
 */
#pragma once

#include "firstout/desk/desk.h"
#include "shell/station.h"
#include <gtk/gtk.h>

#define FO_TYPE_PAGE (fo_page_get_type ())
G_DECLARE_INTERFACE (FoPage, fo_page, FO, PAGE, GtkWidget)

struct _FoPageInterface {
  GTypeInterface parent_interface;

  /* The station is open; the page may ask its reader from now on. */
  void (*open) (FoPage *page, FoStation *station);
  /* What the desk shows now. */
  void (*show) (FoPage *page, const FoView *view);
  /* TOPICS (FoTopics) changed in the store. */
  void (*refresh) (FoPage *page, guint topics);
  /* It was opened to show this: a lot, a recall … */
  void (*look) (FoPage *page, const char *what);
  /* What was answered to the lane in front, while the page is shown. */
  void (*hear) (FoPage *page, const FoDeskReply *reply);
  /* A function key; TRUE when the page has a use for it. */
  gboolean (*press_key) (FoPage *page, int f_key);
  /* A scan while the page is shown; TRUE when it is the page's own and goes nowhere else. */
  gboolean (*take_scan) (FoPage *page, const FoScan *scan);
  /* The number of the order that is chosen on it, NULL none. */
  const char *(*order) (FoPage *page);
};

void fo_page_open (FoPage *page, FoStation *station);
void fo_page_show (FoPage *page, const FoView *view);
void fo_page_refresh (FoPage *page, guint topics);
void fo_page_look (FoPage *page, const char *what);
void fo_page_hear (FoPage *page, const FoDeskReply *reply);
gboolean fo_page_press_key (FoPage *page, int f_key);
gboolean fo_page_take_scan (FoPage *page, const FoScan *scan);
/* "": none is chosen. */
const char *fo_page_order (FoPage *page);
