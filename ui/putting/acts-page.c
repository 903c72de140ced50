/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acts-page.h"

#include "pending.h"

struct _FoActsPage {
  FoTaskPage parent_instance;
};

G_DEFINE_FINAL_TYPE (FoActsPage, fo_acts_page, FO_TYPE_TASK_PAGE)

static void
fo_acts_page_class_init (FoActsPageClass *class)
{
  FoTaskPageClass *task_class = FO_TASK_PAGE_CLASS (class);

  task_class->work = &fo_pending_kind;
  task_class->topics = FO_TOPIC_STOCK;
}

static void
fo_acts_page_init (FoActsPage *self)
{
  (void) self;
}
