/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pick-page.h"

#include "ready-orders.h"

struct _FoPickPage {
  FoTaskPage parent_instance;
};

G_DEFINE_FINAL_TYPE (FoPickPage, fo_pick_page, FO_TYPE_TASK_PAGE)

static void
fo_pick_page_class_init (FoPickPageClass *class)
{
  FoTaskPageClass *task_class = FO_TASK_PAGE_CLASS (class);

  task_class->work = &fo_ready_orders_kind;
  task_class->topics = FO_TOPIC_ORDERS;
}

static void
fo_pick_page_init (FoPickPage *self)
{
  (void) self;
}
