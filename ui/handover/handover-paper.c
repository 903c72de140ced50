/* SPDX-License-Identifier: GPL-3.0-or-later
 * The paper to be signed has columns that do: what it is, what there is to say of it, how much. */
#include "handover-paper.h"

#include "common/row.h"
#include "common/speech.h"
#include "common/work-list.h"
#include "firstout/store/notes.h"

static FoArgs *
add_row (GArray *rows)
{
  g_array_set_size (rows, rows->len + 1);
  fo_args_set_count (&g_array_index (rows, FoArgs, rows->len - 1), "n", rows->len);
  return &g_array_index (rows, FoArgs, rows->len - 1);
}

static void
add_things (GArray *rows, GListModel *things)
{
  for (guint i = 0; i < g_list_model_get_n_items (things); i++) {
    g_autoptr (FoRow) row = g_list_model_get_item (things, i);
    const FoWorkRow *thing = fo_row_value (row);
    FoArgs *fields = add_row (rows);

    fo_args_set_text (fields, "item", thing->title);
    fo_args_set_text (fields, "code", *thing->detail ? thing->detail : "·");
    fo_args_set_text (fields, "note", thing->right);
  }
}

static void
add_notes (GArray *rows, const GArray *notes)
{
  for (guint i = 0; i < notes->len; i++) {
    const FoNote *note = &g_array_index (notes, FoNote, i);
    FoArgs *fields = add_row (rows);

    fo_args_set_text (fields, "item", note->text);
    fo_args_set_text (fields, "code", *note->person ? note->person : "·");
  }
}

static void
set_words (FoArgs *fields, const char *name, const char *message)
{
  g_autofree char *text = fo_say (message, NULL);

  fo_args_set_text (fields, name, text);
}

static FoDay
today_of (FoStation *station)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (fo_station_options (station)->now_us () / G_USEC_PER_SEC);

  return now ? fo_day_from_civil (g_date_time_get_year (now), g_date_time_get_month (now), g_date_time_get_day_of_month (now)) : FO_DAY_NONE;
}

void
fo_handover_print (FoStation *station, GListModel *things, const GArray *notes, FoPrintAddedFunc added, gpointer data)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FoArgs));
  g_auto (FoArgs) head = { 0 };
  g_autofree char *title = fo_say ("page.handover.paper", NULL);

  g_array_set_clear_func (rows, (GDestroyNotify) fo_args_clear);
  add_things (rows, things);
  add_notes (rows, notes);
  if (!rows->len)
    set_words (add_row (rows), "item", "page.handover.quiet");
  if (!fo_args_get (&g_array_index (rows, FoArgs, 0), "code"))
    fo_args_set_text (&g_array_index (rows, FoArgs, 0), "code", "·");
  fo_args_set_text (&head, "title", title);
  fo_args_set_text (&head, "number", fo_station_options (station)->station);
  fo_args_set_day (&head, "made_on", today_of (station));
  fo_args_set_text (&head, "warehouse", fo_station_warehouse (station));
  fo_args_set_text (&head, "training", fo_station_is_training (station) ? "1" : NULL);
  set_words (&head, "sign_1", "voucher.sign.handed_over");
  set_words (&head, "sign_2", "voucher.sign.received");
  const FoPrintWish wish = { .template = "voucher", .language = fo_speech_language (), .records = &head, .n_records = 1,
                             .rows = &g_array_index (rows, FoArgs, 0), .n_rows = rows->len, .copies = 1, .title = title };
  fo_print_queue_add (fo_station_print_queue (station), &wish, added, data);
}
