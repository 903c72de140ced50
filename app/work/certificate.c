/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificates: confirmed for a line, a lot or a unit; asked for before goods leave, or due after they left. */
#include "certificate.h"

#include "undo-parts.h"

#include "firstout/core/shipment.h"
#include "firstout/work/certificates.h"
#include "firstout/work/deals.h"

/* ---- confirming ---------------------------------------------------------------------------------------------------------------- */

static bool
insert (FoTxn *txn, const FoActContext *context, const FoCertify *what, GError **error)
{
  FoCertificate certificate = { .operation = context->act->operation, .lot_id = what->lot, .unit_id = what->unit, .line_id = what->line,
                                .confirmed_on = context->today };

  certificate.id = fo_store_next_id (fo_txn_store (txn), error);
  g_strlcpy (certificate.number, what->number ? what->number : "", sizeof certificate.number);
  if (certificate.id)
    fo_certificate_insert (txn, &certificate);
  return certificate.id != 0;
}

static FoTxnEnd
certify_line (FoTxn *txn, FoActContext *context, const FoCertify *what, FoReply *reply, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  FoLine line;
  FoItem item;
  FoFound found = fo_line_find (txn, what->line, &line, error);

  if (found == FO_FOUND)
    found = fo_order_work_open (txn, line.order_id, &work, error);
  if (found == FO_FOUND)
    found = fo_item_find (txn, line.item_id, &item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LINE_UNKNOWN);
  fo_reply_order (reply, &work.order);
  fo_reply_item (reply, &item);
  if (!insert (txn, context, what, error))
    return FO_TXN_FAIL;
  fo_line_set_certificate (txn, line.id, context->today);
  fo_certificates_close_line (txn, line.id, context->act->operation);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
certify_lot (FoTxn *txn, FoActContext *context, const FoCertify *what, FoReply *reply, GError **error)
{
  FoItem item;
  FoLot lot;
  FoFound found = fo_lot_find (txn, what->lot, &lot, error);

  if (found == FO_FOUND)
    found = fo_item_find (txn, lot.item_id, &item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LOT_UNKNOWN);
  fo_reply_item (reply, &item);
  fo_reply_lot (reply, &lot);
  if (!insert (txn, context, what, error))
    return FO_TXN_FAIL;
  fo_certificates_close_lot (txn, lot.id, context->act->operation);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
certify_unit (FoTxn *txn, FoActContext *context, const FoCertify *what, FoReply *reply, GError **error)
{
  FoUnit unit;
  FoItem item;
  FoFound found = fo_unit_find_by_id (txn, what->unit, &unit, error);

  if (found == FO_FOUND)
    found = fo_item_find (txn, unit.item_id, &item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_CODE_UNKNOWN);
  fo_reply_item (reply, &item);
  if (!fo_unit_describe (txn, &unit, reply, error) || !insert (txn, context, what, error))
    return FO_TXN_FAIL;
  if (unit.state == FO_UNIT_SHIPPED)
    fo_certificates_close_unit (txn, &unit, context->act->operation);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
certify (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoCertify *what = data;

  if (what->number && strlen (what->number) >= FO_NUMBER_MAX)
    return fo_refuse (reply, FO_TEXT_TOO_LONG);
  if (what->number && what->number[0])
    fo_args_set_text (&reply->args, "document_number", what->number);
  if (what->unit)
    return certify_unit (txn, context, what, reply, error);
  return what->lot ? certify_lot (txn, context, what, reply, error) : certify_line (txn, context, what, reply, error);
}

bool
fo_work_certify (FoStore *store, const FoAct *act, const FoCertify *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "certificate", certify, what, reply, error);
}

bool
fo_work_certificate (FoStore *store, const FoAct *act, FoId line, FoReply *reply, GError **error)
{
  const FoCertify what = { .line = line };

  return fo_work_certify (store, act, &what, reply, error);
}

FoTxnEnd
fo_undo_certificate (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  (void) reply, (void) error;
  fo_certificates_undo (txn, undone->operation);
  return FO_TXN_COMMIT;
}

/* ---- asked for ----------------------------------------------------------------------------------------------------------------- */

/* Has each unit of the lot that is picked for the line one? *RET_LACKING is the first that has none. */
static FoFound
units_certified (FoTxn *txn, FoId line, const FoItem *item, const FoLot *lot, FoUnit *ret_lacking, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  FoFound all = FO_ABSENT;

  if (!fo_units_of_line (txn, line, units, error))
    return FO_FAILED;
  for (guint i = 0; i < units->len; i++) {
    const FoUnit *unit = &g_array_index (units, FoUnit, i);
    FoCertificate certificate;
    FoFound found;

    if (!fo_unit_is_of (unit, item, lot) || unit->state != FO_UNIT_PICKED)
      continue;
    found = fo_certificate_of_unit (txn, unit->id, &certificate, error);
    if (found != FO_FOUND) {
      *ret_lacking = *unit;
      return found;
    }
    all = FO_FOUND;
  }
  return all;
}

static FoFound
goods_certified (FoTxn *txn, FoId line, const FoItem *item, const FoLot *lot, FoUnit *ret_lacking, GError **error)
{
  FoCertificate certificate;
  FoFound found = fo_certificate_of_lot (txn, lot->id, &certificate, error);

  if (found != FO_ABSENT || !fo_item_units_leave (item))
    return found;
  return units_certified (txn, line, item, lot, ret_lacking, error);
}

bool
fo_certificate_judge (FoTxn *txn, const FoLine *line, const FoItem *item, const FoLot *lot, FoDay today, FoVerdict *verdict,
                      FoReply *reply, GError **error)
{
  FoUnit lacking = { .id = 0 };
  FoLine sure = *line;
  FoFound found;

  if (*verdict != FO_CERTIFICATE_MISSING)
    return true;
  found = goods_certified (txn, line->id, item, lot, &lacking, error);
  sure.certificate_on = today;
  if (found == FO_FOUND)
    *verdict = fo_shipment_may_leave (&sure, item, lot, today);
  if (lacking.id)
    fo_args_set_text (&reply->args, "text", lacking.serial);
  return found != FO_FAILED;
}

bool
fo_certificate_follows (FoTxn *txn, FoId shipment, const FoLine *line, const FoItem *item, const FoLot *lot, GError **error)
{
  FoUnit lacking;
  FoFound found;

  if (item->certificate != FO_CERTIFICATE_AFTER || line->certificate_on != FO_DAY_NONE)
    return true;
  found = goods_certified (txn, line->id, item, lot, &lacking, error);
  if (found == FO_ABSENT)
    fo_certificate_due_add (txn, shipment, line->id, lot->id);
  return found != FO_FAILED;
}

#define UNITS_NAMED 5 /* more serials nobody reads */

/* The units of the lot that are here and have none, by their serials; *ret_known: all units that are here are known one by one. */
static bool
units_lacking (FoTxn *txn, const FoHold *hold, GString *serials, bool *ret_known, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  FoQuantity unknown_u;
  guint n = 0;
  FoLot lot;

  if (fo_lot_find (txn, hold->lot_id, &lot, error) != FO_FOUND || !fo_units_here (txn, &lot, 0, 200, units, error)
      || !fo_units_unknown (txn, &lot, &unknown_u, error))
    return false;
  *ret_known = units->len > 0 && unknown_u <= 0;
  for (guint i = 0; i < units->len && n < UNITS_NAMED; i++) {
    const FoUnit *unit = &g_array_index (units, FoUnit, i);
    FoCertificate certificate;
    FoFound found = fo_certificate_of_unit (txn, unit->id, &certificate, error);

    if (found == FO_FAILED)
      return false;
    if (found == FO_ABSENT)
      g_string_append_printf (serials, "%s%s", n++ ? " " : "", unit->serial[0] ? unit->serial : unit->identity);
  }
  return true;
}

/* Is a lot of LINE among HOLDS that has none? Of goods that are known one by one, SERIALS are those units that lack one; when none does,
 * none is lacking. */
static bool
lacks (FoTxn *txn, const FoItem *item, const FoLine *line, const GArray *holds, bool *ret_lacks, GString *serials, GError **error)
{
  FoCertificate certificate;

  *ret_lacks = false;
  for (guint i = 0; i < holds->len && !*ret_lacks; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    FoFound found = hold->line_id == line->id ? fo_certificate_of_lot (txn, hold->lot_id, &certificate, error) : FO_FOUND;
    bool known = false;

    if (found == FO_FAILED || (found == FO_ABSENT && fo_item_units_come (item) && !units_lacking (txn, hold, serials, &known, error)))
      return false;
    *ret_lacks = found == FO_ABSENT && (!known || serials->len > 0);
  }
  return true;
}

static bool
name_lacking (FoTxn *txn, const FoOrderWork *work, const GArray *items, FoReply *reply, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  g_autoptr (GString) names = g_string_new (NULL);

  if (!fo_holds_of_order (txn, work->order.id, holds, error))
    return false;
  for (guint i = 0; i < work->lines->len; i++) {
    const FoLine *line = &g_array_index (work->lines, FoLine, i);
    const FoItem *item = line->goods ? fo_item_of (items, line->item_id) : NULL;
    g_autoptr (GString) serials = g_string_new (NULL);
    bool is_lacking;

    if (!item || item->certificate != FO_CERTIFICATE_BEFORE || line->certificate_on != FO_DAY_NONE)
      continue;
    if (!lacks (txn, item, line, holds, &is_lacking, serials, error))
      return false;
    if (is_lacking)
      g_string_append_printf (names, "%s%s%s%s", names->len ? ", " : "", item->code, serials->len ? ": " : "", serials->str);
  }
  if (names->len)
    fo_args_set_text (&reply->args, "certificate", names->str);
  return true;
}

bool
fo_certificates_warn (FoTxn *txn, const FoOrderWork *work, const GArray *items, FoReply *reply, GError **error)
{
  for (guint i = 0; i < items->len; i++)
    if (g_array_index (items, FoItem, i).certificate == FO_CERTIFICATE_BEFORE)
      return name_lacking (txn, work, items, reply, error);
  return true;
}

/* ---- the open ones ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId order;
  GArray *dues;
} Look;

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Look *l = data;
  FoCertificateDue last;
  guint before;

  g_array_set_size (l->dues, 0);
  if (l->order)
    return fo_certificates_of_order (txn, l->order, l->dues, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
  do {
    before = l->dues->len;
    if (before)
      last = g_array_index (l->dues, FoCertificateDue, before - 1);
    if (!fo_certificates_open (txn, before ? &last : NULL, 200, l->dues, error))
      return FO_TXN_FAIL;
  } while (l->dues->len == before + 200);
  return FO_TXN_COMMIT;
}

bool
fo_work_certificates (FoStore *store, FoId order, GArray *dues, GError **error)
{
  Look l = { order, dues };

  return fo_store_read (store, look, &l, error);
}
