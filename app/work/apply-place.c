/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apply-parts.h"

/* ---- places ------------------------------------------------------------------------------------------------------ */

static FoTxnEnd
change_place (FoTxn *txn, const FoPlace *known, const FoPlace *said, FoReply *reply, GError **error)
{
  FoPlace place = *said;
  FoFound used = FO_ABSENT;

  if (known->kind == FO_PLACE_SHUT && said->kind == FO_PLACE_BIN) /* what it is when it is not */
    place.kind = known->kind;
  else if (known->kind == FO_PLACE_SHUT)
    return fo_refuse (reply, FO_PLACE_BLOCKED);
  else if (known->kind != said->kind) {
    if (!fo_place_is_real (known->kind) || !fo_place_is_real (said->kind))
      return fo_refuse (reply, FO_MOVEMENT_FORBIDDEN);
    used = fo_place_used (txn, known->id, error);
  }
  if (used != FO_ABSENT)
    return used == FO_FAILED ? FO_TXN_FAIL : fo_refuse (reply, FO_MOVEMENT_FORBIDDEN);
  place.id = known->id;
  fo_place_update (txn, &place);
  return FO_TXN_COMMIT;
}

static bool
insert_place (FoTxn *txn, const FoPlace *said, GError **error)
{
  FoPlace place = *said;

  place.id = fo_store_next_id (fo_txn_store (txn), error);
  if (!place.id)
    return false;
  fo_place_insert (txn, &place);
  return true;
}

static FoTxnEnd
apply_place (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  const FoPlace *said = what;
  FoPlace known;
  FoFound found;

  (void) context;
  fo_args_set_text (&reply->args, "place", said->code);
  if (!said->code[0])
    return fo_apply_refuse_field (reply, FO_MESSAGE_MALFORMED, "code", "");
  found = fo_place_find_by_code (txn, said->code, &known, error);
  switch (found) {
  case FO_FOUND:
    return change_place (txn, &known, said, reply, error);
  case FO_ABSENT:
    return insert_place (txn, said, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
  case FO_FAILED:
    return FO_TXN_FAIL;
  }
  g_assert_not_reached ();
}

bool
fo_work_apply_place (FoStore *store, const FoAct *act, const FoPlace *place, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "apply-place", apply_place, place, reply, error);
}

/* ---- stations ---------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *station;
  FoId dock, bench;
} Station;

/* A place of the right kind, or none at all. */
static FoTxnEnd
judge_place (FoTxn *txn, FoId id, bool bench, FoReply *reply, GError **error)
{
  FoPlace place;
  FoFound found = id ? fo_place_find (txn, id, &place, error) : FO_ABSENT;

  if (id && found != FO_FOUND)
    return fo_not_found (found, reply, FO_PLACE_UNKNOWN);
  if (!id)
    return FO_TXN_COMMIT;
  fo_args_set_text (&reply->args, "place", place.code);
  if (!fo_place_is_real (place.kind))
    return fo_refuse (reply, FO_PLACE_IS_VIRTUAL);
  return (place.kind == FO_PLACE_BENCH) == bench && place.kind != FO_PLACE_QUARANTINE
             ? FO_TXN_COMMIT
             : fo_refuse (reply, FO_MOVEMENT_FORBIDDEN);
}

static FoTxnEnd
apply_station (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  const Station *said = what;
  FoTxnEnd end;

  (void) context;
  fo_args_set_text (&reply->args, "station", said->station);
  if (!said->station[0])
    return fo_apply_refuse_field (reply, FO_MESSAGE_MALFORMED, "station", "");
  end = judge_place (txn, said->dock, false, reply, error);
  if (end == FO_TXN_COMMIT)
    end = judge_place (txn, said->bench, true, reply, error);
  if (end == FO_TXN_COMMIT)
    fo_station_set (txn, said->station, said->dock, said->bench);
  return end;
}

bool
fo_work_apply_station (
    FoStore *store, const FoAct *act, const char *station, FoId dock, FoId bench, FoReply *reply, GError **error)
{
  const Station what = { station, dock, bench };

  return fo_act_run (store, act, "apply-station", apply_station, &what, reply, error);
}

/* ---- the places without which no warehouse works ----------------------------------------------------------------- */

static const FoPlace furniture[] = {
  { .code = "DOCK", .kind = FO_PLACE_DOCK, .route = 0 },
  { .code = "BENCH", .kind = FO_PLACE_BENCH, .route = 9000 },
  { .code = "QUARANTINE", .kind = FO_PLACE_QUARANTINE, .route = 9100 },
  { .code = "SUPPLIER", .kind = FO_PLACE_SUPPLIER, .route = 9900 },
  { .code = "CUSTOMER", .kind = FO_PLACE_CUSTOMER, .route = 9901 },
  { .code = "PRODUCTION", .kind = FO_PLACE_PRODUCTION, .route = 9902 },
  { .code = "SCRAP", .kind = FO_PLACE_SCRAP, .route = 9903 },
  { .code = "DIFFERENCE", .kind = FO_PLACE_DIFFERENCE, .route = 9904 },
  { .code = "OPENING", .kind = FO_PLACE_OPENING, .route = 9905 },
  { .code = "TRANSIT", .kind = FO_PLACE_TRANSIT, .route = 9906 },
};

static FoTxnEnd
furnish (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  bool anything = false;

  (void) context;
  (void) what;
  for (gsize i = 0; i < G_N_ELEMENTS (furniture); i++) {
    FoPlace known;
    FoFound found = fo_place_of_kind (txn, furniture[i].kind, &known, error);

    if (found == FO_FAILED || (found == FO_ABSENT && !insert_place (txn, &furniture[i], error)))
      return FO_TXN_FAIL;
    anything = anything || found == FO_ABSENT;
  }
  return anything ? FO_TXN_COMMIT : fo_refuse (reply, FO_OK);
}

bool
fo_work_furnish (FoStore *store, const FoAct *act, GError **error)
{
  g_auto (FoReply) reply = { 0 };

  return fo_act_run (store, act, "furnish", furnish, NULL, &reply, error);
}
