/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "returns-page.h"

#include "undecided.h"

struct _FoReturnsPage {
  FoTaskPage parent_instance;
};

G_DEFINE_FINAL_TYPE (FoReturnsPage, fo_returns_page, FO_TYPE_TASK_PAGE)

static void
fo_returns_page_class_init (FoReturnsPageClass *class)
{
  FoTaskPageClass *task_class = FO_TASK_PAGE_CLASS (class);

  task_class->work = &fo_undecided_kind;
  task_class->topics = FO_TOPIC_STOCK | FO_TOPIC_ORDERS;
}

static void
fo_returns_page_init (FoReturnsPage *self)
{
  (void) self;
}
