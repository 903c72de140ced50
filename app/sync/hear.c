/* SPDX-License-Identifier: GPL-3.0-or-later
 * A round's hearing of one link: everything since its cursors, and everything from the beginning once a day. */
#include "inside.h"

#define ALL_AGAIN_US ((gint64) 24 * 3600 * G_USEC_PER_SEC) /* what became visible too late is found here */

typedef struct {
  char *feed, *text;
  gint64 contact_us;
} Cursor;

static FoTxnEnd
read_cursor (FoTxn *txn, gpointer data, GError **error)
{
  Cursor *cursor = data;

  g_clear_pointer (&cursor->text, g_free);
  return fo_cursor_get (txn, cursor->feed, &cursor->text, &cursor->contact_us, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoTxnEnd
write_cursor (FoTxn *txn, gpointer data, GError **error)
{
  const Cursor *cursor = data;

  (void) error;
  fo_cursor_set (txn, cursor->feed, cursor->text);
  return FO_TXN_COMMIT;
}

/* When everything was last heard stands under the link's name and address: another address is another story. */
static char *
name_all (const FoGatewayLink *l)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, l->row.address, -1);

  return g_strdup_printf ("%s/all@%.12s", l->row.name, sum);
}

bool
fo_gateway_hear (FoGatewayLink *l, GError **error)
{
  FoGateway *gateway = l->gateway;
  g_autofree char *all = name_all (l), *said = NULL;
  Cursor cursor = { .feed = all };
  bool everything;

  if (!fo_store_read (gateway->store, read_cursor, &cursor, error))
    return false;
  said = cursor.text;
  everything = gateway->read_all || fo_gateway_now_us (gateway) - cursor.contact_us > ALL_AGAIN_US;
  if (!l->ops->hear (l->link, everything, error))
    return false;
  l->heard_all = l->answered = true;
  cursor.text = (char *) "";
  return !everything || fo_gateway_write (gateway, write_cursor, &cursor, error);
}

bool
fo_gateway_hear_one (FoGatewayLink *l, const char *entity, const char *remote_id, bool *ret_new, GError **error)
{
  guint before = l->added;

  if (l->ops->hear_one
      && (!l->ops->hear_one (l->link, entity, fo_gateway_plain_id (l, remote_id), error)
          || !fo_gateway_read (l, error)))
    return false;
  *ret_new = l->added > before;
  return true;
}
