/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count-page.h"

#include "to-count.h"

struct _FoCountPage {
  FoTaskPage parent_instance;
};

G_DEFINE_FINAL_TYPE (FoCountPage, fo_count_page, FO_TYPE_TASK_PAGE)

static void
fo_count_page_class_init (FoCountPageClass *class)
{
  FoTaskPageClass *task_class = FO_TASK_PAGE_CLASS (class);

  task_class->work = &fo_to_count_kind;
  task_class->topics = FO_TOPIC_STOCK;
}

static void
fo_count_page_init (FoCountPage *self)
{
  (void) self;
}
