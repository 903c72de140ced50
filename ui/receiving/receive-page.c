/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "receive-page.h"

#include "expected.h"

struct _FoReceivePage {
  FoTaskPage parent_instance;
};

G_DEFINE_FINAL_TYPE (FoReceivePage, fo_receive_page, FO_TYPE_TASK_PAGE)

static void
fo_receive_page_class_init (FoReceivePageClass *class)
{
  FoTaskPageClass *task_class = FO_TASK_PAGE_CLASS (class);

  task_class->work = &fo_expected_kind;
  task_class->topics = FO_TOPIC_SUPPLIES;
}

static void
fo_receive_page_init (FoReceivePage *self)
{
  (void) self;
}
