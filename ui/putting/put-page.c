/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "put-page.h"

#include "dock-goods.h"

struct _FoPutPage {
  FoTaskPage parent_instance;
};

G_DEFINE_FINAL_TYPE (FoPutPage, fo_put_page, FO_TYPE_TASK_PAGE)

static void
fo_put_page_class_init (FoPutPageClass *class)
{
  FoTaskPageClass *task_class = FO_TASK_PAGE_CLASS (class);

  task_class->work = &fo_dock_goods_kind;
  task_class->topics = FO_TOPIC_STOCK;
}

static void
fo_put_page_init (FoPutPage *self)
{
  (void) self;
}
