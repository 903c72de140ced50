/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "due.h"

#include "firstout/label/voucher.h"
#include "firstout/store/lots.h"

#include <stdio.h>
#include <string.h>

void
fo_due_add_goods (GString *due, FoId item, const char *lot, guint count, FoQuantity quantity_u)
{
  g_string_append_printf (due, "goods %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s\n", count, (gint64) quantity_u, (gint64) item,
                          lot);
}

void
fo_due_add_carton (GString *due, FoId carton, guint count)
{
  g_string_append_printf (due, "carton %u %" G_GINT64_FORMAT "\n", count, (gint64) carton);
}

char *
fo_due_print (const GArray *wishes)
{
  g_autoptr (GString) due = g_string_new (NULL);

  for (guint i = 0; i < wishes->len; i++) {
    const FoLabelWish *wish = &g_array_index (wishes, FoLabelWish, i);

    if (*wish->voucher)
      g_string_append_printf (due, "voucher %u %s %s\n", wish->count, wish->voucher, wish->number);
    else if (wish->lot)
      g_string_append_printf (due, "lot %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", wish->count, (gint64) wish->quantity_u,
                              (gint64) wish->lot);
    else if (wish->carton)
      fo_due_add_carton (due, wish->carton, wish->count);
    else
      g_string_append_printf (due, "place %u %" G_GINT64_FORMAT "\n", wish->count, (gint64) wish->place);
  }
  return due->len ? g_string_free (g_steal_pointer (&due), FALSE) : NULL;
}

/* ---- reading --------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *due;
  GArray *found; /* FoLabelWish */
} Read;

static bool
read_goods (FoTxn *txn, gint64 item, const char *number, FoLabelWish *wish, GError **error)
{
  FoLot lot;
  FoFound found = fo_lot_find_by_number (txn, item, number, &lot, error);

  wish->lot = found == FO_FOUND ? lot.id : 0;
  return found != FO_FAILED;
}

static bool
read_line (FoTxn *txn, const char *line, FoLabelWish *wish, GError **error)
{
  gint64 quantity_u = 0, id = 0;
  FoVoucherKind voucher;
  int at = 0;

  *wish = (FoLabelWish){ 0 };
  if (sscanf (line, "voucher %u %23s %n", &wish->count, wish->voucher, &at) == 2 && at > 0) {
    if (fo_voucher_parse (wish->voucher, &voucher))
      g_strlcpy (wish->number, line + at, sizeof wish->number);
    return true;
  }
  if (sscanf (line, "goods %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "%n", &wish->count, &quantity_u, &id, &at) == 3
      && line[at] == ' ') {
    wish->quantity_u = quantity_u;
    return read_goods (txn, id, line + at + 1, wish, error);
  }
  if (sscanf (line, "lot %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &wish->count, &quantity_u, &id) == 3)
    *wish = (FoLabelWish){ .lot = id, .count = wish->count, .quantity_u = quantity_u };
  else if (sscanf (line, "place %u %" G_GINT64_FORMAT, &wish->count, &id) == 2)
    wish->place = id;
  else if (sscanf (line, "carton %u %" G_GINT64_FORMAT, &wish->count, &id) == 2)
    wish->carton = id;
  return true;
}

static FoTxnEnd
read_due (FoTxn *txn, gpointer data, GError **error)
{
  Read *read = data;
  g_auto (GStrv) lines = g_strsplit (read->due, "\n", -1);

  g_array_set_size (read->found, 0);
  for (char **line = lines; *line; line++) {
    FoLabelWish wish;

    if (!read_line (txn, *line, &wish, error))
      return FO_TXN_FAIL;
    if (wish.count && (wish.lot || wish.place || wish.carton || *wish.number))
      g_array_append_val (read->found, wish);
  }
  return FO_TXN_COMMIT;
}

bool
fo_due_read (FoStore *store, const char *due, GArray *wishes, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (FoLabelWish));
  Read read = { due, found };

  if (!due || !*due)
    return true;
  if (!fo_store_read (store, read_due, &read, error))
    return false;
  g_array_append_vals (wishes, found->data, found->len);
  return true;
}

bool
fo_reply_due (FoStore *store, const FoReply *reply, GArray *wishes, GError **error)
{
  const FoArg *due = fo_args_get (&reply->args, "labels_due");

  return fo_due_read (store, due ? due->text : NULL, wishes, error);
}
