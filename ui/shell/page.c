/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

G_DEFINE_INTERFACE (FoPage, fo_page, GTK_TYPE_WIDGET)

static void
fo_page_default_init (FoPageInterface *iface)
{
  (void) iface;
}

void
fo_page_open (FoPage *page, FoStation *station)
{
  if (FO_PAGE_GET_IFACE (page)->open)
    FO_PAGE_GET_IFACE (page)->open (page, station);
}

void
fo_page_show (FoPage *page, const FoView *view)
{
  if (FO_PAGE_GET_IFACE (page)->show)
    FO_PAGE_GET_IFACE (page)->show (page, view);
}

void
fo_page_refresh (FoPage *page, guint topics)
{
  if (FO_PAGE_GET_IFACE (page)->refresh)
    FO_PAGE_GET_IFACE (page)->refresh (page, topics);
}

gboolean
fo_page_press_key (FoPage *page, int f_key)
{
  return FO_PAGE_GET_IFACE (page)->press_key && FO_PAGE_GET_IFACE (page)->press_key (page, f_key);
}

gboolean
fo_page_take_scan (FoPage *page, const FoScan *scan)
{
  return FO_PAGE_GET_IFACE (page)->take_scan && FO_PAGE_GET_IFACE (page)->take_scan (page, scan);
}

const char *
fo_page_order (FoPage *page)
{
  const char *number = FO_PAGE_GET_IFACE (page)->order ? FO_PAGE_GET_IFACE (page)->order (page) : NULL;

  return number ? number : "";
}

void
fo_page_look (FoPage *page, const char *what)
{
  if (FO_PAGE_GET_IFACE (page)->look)
    FO_PAGE_GET_IFACE (page)->look (page, what);
}

void
fo_page_hear (FoPage *page, const FoDeskReply *reply)
{
  if (FO_PAGE_GET_IFACE (page)->hear)
    FO_PAGE_GET_IFACE (page)->hear (page, reply);
}
