/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/links.h"
#include "fill.h"

static const char *const roles[] = { "main", "source", "sink" };

const char *
fo_link_role_name (FoLinkRole role)
{
  return roles[role];
}

bool
fo_link_role_parse (const char *name, FoLinkRole *ret)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (name, roles[i])) {
      *ret = (FoLinkRole) i;
      return true;
    }
  return false;
}

void
fo_sales_link_clear (FoSalesLink *link)
{
  g_free (link->name);
  g_free (link->kind);
  g_free (link->address);
  g_free (link->config);
  g_free (link->caps);
  g_free (link->secret);
  g_free (link->why);
  *link = (FoSalesLink){ 0 };
}

static void
fill_link (FoRows *rows, gpointer ret)
{
  FoSalesLink *link = ret;

  link->id = fo_rows_int (rows, 0);
  link->name = fo_rows_dup (rows, 1);
  link->kind = fo_rows_dup (rows, 2);
  link->address = fo_rows_dup (rows, 3);
  link->config = fo_rows_dup (rows, 4);
  link->secret = fo_rows_dup (rows, 5);
  link->caps = fo_rows_dup (rows, 6);
  fo_link_role_parse (fo_rows_text (rows, 7), &link->role);
  link->enabled = fo_rows_int (rows, 8) != 0;
  link->latched = fo_rows_int (rows, 9) != 0;
  link->failures = fo_rows_int (rows, 10);
  link->until_us = fo_rows_int (rows, 11);
  link->why = fo_rows_dup (rows, 12);
  link->contact_us = fo_rows_int (rows, 13);
}

bool
fo_links (FoTxn *txn, GArray *links, GError **error)
{
  return fo_fill_all (txn, FO_SQL_LINKS, NULL, 0, fill_link, links, error);
}

FoFound
fo_link_by_name (FoTxn *txn, const char *name, FoSalesLink *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_LINK_BY_NAME, FO_VALUES (FO_TEXT (name)), fill_link, ret, error);
}

static const char *
json_or_empty (const char *json)
{
  return json && json[0] ? json : "{}";
}

void
fo_link_insert (FoTxn *txn, FoId id, const FoSalesLink *link)
{
  fo_txn_write (txn, FO_SQL_LINK_INSERT, 1,
                FO_VALUES (FO_INT (id), FO_TEXT (link->name), FO_TEXT (link->kind), FO_TEXT (link->address),
                           FO_TEXT (json_or_empty (link->config)), FO_TEXT (link->secret ? link->secret : ""),
                           FO_TEXT (roles[link->role])));
}

void
fo_link_set_up (FoTxn *txn, const FoSalesLink *link)
{
  fo_txn_write (txn, FO_SQL_LINK_SET_UP, 1,
                FO_VALUES (FO_INT (link->id), FO_TEXT (link->kind), FO_TEXT (link->address),
                           FO_TEXT (json_or_empty (link->config)), FO_TEXT (link->secret ? link->secret : ""),
                           FO_TEXT (roles[link->role])));
}

void
fo_link_enable (FoTxn *txn, FoId id, bool enabled)
{
  fo_txn_write (txn, FO_SQL_LINK_ENABLE, 1, FO_VALUES (FO_INT (id), FO_INT (enabled)));
}

void
fo_link_delete (FoTxn *txn, FoId id)
{
  fo_txn_write (txn, FO_SQL_LINK_FORGET_DELIVERIES, FO_ANY, FO_VALUES (FO_INT (id)));
  fo_txn_write (txn, FO_SQL_LINK_DELETE, 1, FO_VALUES (FO_INT (id)));
  fo_txn_write (txn, FO_SQL_OUTBOX_SETTLE_REST, FO_ANY, NULL, 0);
}

void
fo_link_latch (FoTxn *txn, FoId id, const char *why)
{
  fo_txn_write (txn, FO_SQL_LINK_LATCH, FO_ANY, FO_VALUES (FO_INT (id), FO_TEXT (why)));
}

void
fo_link_unlatch (FoTxn *txn, FoId id)
{
  fo_txn_write (txn, FO_SQL_LINK_UNLATCH, 1, FO_VALUES (FO_INT (id)));
}

void
fo_link_failed (FoTxn *txn, FoId id, gint64 failures, gint64 until_us, const char *why)
{
  fo_txn_write (txn, FO_SQL_LINK_FAILED, FO_ANY,
                FO_VALUES (FO_INT (id), FO_INT (failures), FO_INT (until_us), FO_TEXT (why)));
}

void
fo_link_contact (FoTxn *txn, FoId id, gint64 contact_us)
{
  fo_txn_write (txn, FO_SQL_LINK_CONTACT, FO_ANY, FO_VALUES (FO_INT (id), FO_INT (contact_us)));
}

void
fo_link_set_caps (FoTxn *txn, FoId id, const char *caps)
{
  fo_txn_write (txn, FO_SQL_LINK_CAPS, FO_ANY, FO_VALUES (FO_INT (id), FO_TEXT (caps)));
}

/* ---- names over there -------------------------------------------------------------------------------------------- */

static void
fill_text (FoRows *rows, gpointer ret)
{
  *(char **) ret = fo_rows_dup (rows, 0);
}

bool
fo_link_ref (FoTxn *txn, FoId link, const char *kind, const char *ours, char **ret_remote, GError **error)
{
  *ret_remote = NULL;
  return fo_fill_one (txn, FO_SQL_LINK_REF_FIND, FO_VALUES (FO_INT (link), FO_TEXT (kind), FO_TEXT (ours)), fill_text,
                      ret_remote, error)
         != FO_FAILED;
}

bool
fo_link_ref_of_remote (FoTxn *txn, FoId link, const char *kind, const char *remote, char **ret_ours, GError **error)
{
  *ret_ours = NULL;
  return fo_fill_one (txn, FO_SQL_LINK_REF_FIND_REMOTE, FO_VALUES (FO_INT (link), FO_TEXT (kind), FO_TEXT (remote)),
                      fill_text, ret_ours, error)
         != FO_FAILED;
}

void
fo_link_ref_set (FoTxn *txn, FoId link, const char *kind, const char *ours, const char *remote)
{
  fo_txn_write (txn, FO_SQL_LINK_REF_SET, 1,
                FO_VALUES (FO_INT (link), FO_TEXT (kind), FO_TEXT (ours), FO_TEXT (remote)));
}

/* ---- who may write ----------------------------------------------------------------------------------------------- */

typedef struct {
  char *holder;
  gint64 epoch;
} Lease;

static void
fill_lease (FoRows *rows, gpointer ret)
{
  Lease *lease = ret;

  lease->holder = fo_rows_dup (rows, 0);
  lease->epoch = fo_rows_int (rows, 1);
}

bool
fo_gateway_lease_take (FoTxn *txn,
                       const char *holder,
                       const char *broken,
                       gint64 until_us,
                       char **ret_holder,
                       gint64 *ret_epoch,
                       GError **error)
{
  Lease lease = { NULL, 0 };

  fo_txn_write (txn, FO_SQL_GATEWAY_LEASE_TAKE, FO_ANY,
                FO_VALUES (FO_TEXT (holder), FO_INT (until_us), FO_INT (fo_store_now_us (fo_txn_store (txn))),
                           FO_TEXT (broken ? broken : holder)));
  if (fo_fill_one (txn, FO_SQL_GATEWAY_LEASE, NULL, 0, fill_lease, &lease, error) != FO_FOUND)
    return false;
  *ret_holder = lease.holder;
  *ret_epoch = lease.epoch;
  return true;
}

bool
fo_gateway_lease_check (FoTxn *txn, gint64 epoch, GError **error)
{
  FoFound found = fo_row_exists (txn, FO_SQL_GATEWAY_LEASE_CHECK, FO_VALUES (FO_INT (epoch)), error);

  if (found == FO_ABSENT)
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_FENCED,
                 "Another gateway has taken over. This one writes nothing any more.");
  return found == FO_FOUND;
}
