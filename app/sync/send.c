/* SPDX-License-Identifier: GPL-3.0-or-later
 * The outbox to sales, oldest first, and nothing passes a message whose fate is not known. Before a message leaves
 * it is marked as unknown; after a lost answer, a crash or a power cut it is looked for over there before it is
 * written again. */
#include "inside.h"
#include "stages.h"

#define PAGE 50

typedef struct {
  FoId id;
  const char *state; /* NULL: not known yet */
  char *why;
  const char *kind; /* of the disagreement to open; NULL none */
  char *ours, *theirs;
  char uuid[FO_UUID_TEXT_MAX];
} Fate;

static void
fate_clear (Fate *fate)
{
  g_free (fate->why);
  g_free (fate->ours);
  g_free (fate->theirs);
}

typedef struct {
  FoGateway *gateway;
  FoId after;
  GArray *rows;  /* FoOutboxRow */
  GArray *fates; /* Fate, of the first rows */
} Sending;

/* ---- in the store ------------------------------------------------------------------------------------------------ */

static FoTxnEnd
take_page (FoTxn *txn, gpointer data, GError **error)
{
  Sending *s = data;

  g_array_set_size (s->rows, 0);
  if (!fo_outbox_due (txn, s->after, PAGE, s->rows, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < s->rows->len; i++)
    fo_outbox_set (txn, g_array_index (s->rows, FoOutboxRow, i).id, "unknown", "");
  return FO_TXN_COMMIT;
}

static FoTxnEnd
is_anything_due (FoTxn *txn, gpointer data, GError **error)
{
  Sending *s = data;

  g_array_set_size (s->rows, 0);
  return fo_outbox_due (txn, s->after, 1, s->rows, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoTxnEnd
write_fates (FoTxn *txn, gpointer data, GError **error)
{
  const Sending *s = data;

  for (guint i = 0; i < s->fates->len; i++) {
    const Fate *fate = &g_array_index (s->fates, Fate, i);

    fo_outbox_set (txn, fate->id, fate->state, fate->why ? fate->why : "");
    if (fate->kind && !fo_conflict_open (txn, "message", fate->uuid, fate->kind, fate->ours, fate->theirs, error))
      return FO_TXN_FAIL;
  }
  return FO_TXN_COMMIT;
}

/* ---- over there -------------------------------------------------------------------------------------------------- */

typedef struct {
  bool found;
  char *op, *body;
} Standing;

static void
standing_clear (Standing *standing)
{
  g_free (standing->op);
  g_free (standing->body);
  *standing = (Standing){ false, NULL, NULL };
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Standing, standing_clear)

static bool
take_standing (const FoSalesRow *row, gpointer data, GError **error)
{
  Standing *standing = data;

  (void) error;
  standing_clear (standing);
  *standing = (Standing){ true, g_strdup (row->values[0] ? row->values[0] : ""),
                          g_strdup (row->values[1] ? row->values[1] : "") };
  return true;
}

static bool
find (FoGateway *gateway, const Fate *fate, Standing *ret, GError **error)
{
  standing_clear (ret);
  return fo_sales_ask (gateway->sales, FO_SALES_SQL_FIND, (const char *const[]){ fate->uuid }, 1, take_standing, ret,
                       NULL, error);
}

static bool
insert (FoGateway *gateway, const FoOutboxRow *row, const Fate *fate, GError **error)
{
  g_autofree char *created_at = fo_message_time_text (row->created_us);
  guint changed = 0;
  bool done = fo_sales_ask (gateway->sales, FO_SALES_SQL_SEND,
                            (const char *const[]){ fate->uuid, row->op, row->body, created_at }, 4, NULL, NULL,
                            &changed, error);

  gateway->round.sent += done && changed > 0;
  return done;
}

/* jsonb keeps neither spaces nor order: two texts are the same message when they hold the same values. */
static bool
says_the_same (const char *ours, const char *theirs)
{
  json_object *a = json_tokener_parse (ours), *b = json_tokener_parse (theirs);
  bool same = g_str_equal (ours, theirs) || (a && b && json_object_equal (a, b));

  json_object_put (a);
  json_object_put (b);
  return same;
}

static char *
message_json (const char *op, const char *body)
{
  json_object *object = json_object_new_object (), *parsed = json_tokener_parse (body);
  char *text;

  json_object_object_add (object, "op", json_object_new_string (op));
  json_object_object_add (object, "body", parsed ? parsed : json_object_new_string (body));
  text = g_strdup (json_object_to_json_string_ext (object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put (object);
  return text;
}

static void
compare (Fate *fate, const FoOutboxRow *row, const Standing *standing)
{
  if (standing->found && g_str_equal (standing->op, row->op) && says_the_same (row->body, standing->body)) {
    fate->state = "verified";
    return;
  }
  fate->state = "rejected";
  fate->kind = standing->found ? "stands_otherwise" : "vanished";
  fate->why = g_strdup (standing->found ? "It stands there with other words." : "It was taken and is not there.");
  fate->ours = message_json (row->op, row->body);
  fate->theirs = standing->found ? message_json (standing->op, standing->body) : g_strdup ("{}");
}

static void
refused (Fate *fate, const FoOutboxRow *row, const GError *why)
{
  json_object *said = json_object_new_object ();

  json_object_object_add (said, "refused", json_object_new_string (why->message));
  fate->state = "rejected";
  fate->kind = "refused";
  fate->why = g_strdup (why->message);
  fate->ours = message_json (row->op, row->body);
  fate->theirs =
      g_strdup (json_object_to_json_string_ext (said, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put (said);
}

/* Find, write, read back, compare. False and *error when its fate stays unknown. */
static bool
send_row (FoGateway *gateway, const FoOutboxRow *row, Fate *fate, GError **error)
{
  g_auto (Standing) standing = { false, NULL, NULL };
  g_autoptr (GError) why = NULL;
  bool was_tried = g_str_equal (row->state, "unknown");

  if (was_tried && !find (gateway, fate, &standing, error))
    return false;
  if (!standing.found && !insert (gateway, row, fate, &why)) {
    if (!g_error_matches (why, FO_SALES_ERROR, FO_SALES_ERROR_REFUSED)) {
      g_propagate_error (error, g_steal_pointer (&why));
      return false;
    }
    refused (fate, row, why);
    return true;
  }
  if (!standing.found && !find (gateway, fate, &standing, error))
    return false;
  compare (fate, row, &standing);
  return true;
}

/* ---- a round's sending ------------------------------------------------------------------------------------------- */

static void
tell_fate (FoGateway *gateway, const FoOutboxRow *row, const Fate *fate)
{
  const bool verified = g_strcmp0 (fate->state, "verified") == 0;
  const FoGatewayEvent event = { .what = verified      ? "verified"
                                         : fate->state ? "refused"
                                                       : "unknown",
                                 .op = row->op,
                                 .op_id = fate->uuid,
                                 .why = fate->why ? fate->why : "" };

  gateway->round.verified += verified;
  gateway->round.refused += fate->state && !verified;
  fo_gateway_tell (gateway, &event);
}

/* The first rows of the page, up to one whose fate stays unknown. */
static bool
send_page (Sending *s, GError **error)
{
  for (guint i = 0; i < s->rows->len; i++) {
    FoOutboxRow *row = &g_array_index (s->rows, FoOutboxRow, i);
    Fate fate = { .id = row->id };
    bool known;

    if (!fo_stage_say (s->gateway, row, error))
      return false;
    fo_id_uuid (row->id, fo_store_space (s->gateway->store), fate.uuid);
    known = send_row (s->gateway, row, &fate, error);
    tell_fate (s->gateway, row, &fate);
    if (!known)
      return false;
    g_array_append_val (s->fates, fate);
    s->after = row->id;
  }
  return true;
}

/* What is known is written, also when the rest is not. */
static bool
end_page (Sending *s, bool sent, GError **error)
{
  if (s->fates->len > 0 && !fo_store_write (s->gateway->store, 0, write_fates, s, sent ? error : NULL))
    return false;
  g_array_set_size (s->fates, 0);
  return sent;
}

static FoTxnEnd
count_unknown (FoTxn *txn, gpointer data, GError **error)
{
  FoGateway *gateway = data;
  FoOutboxCounts counts;

  if (!fo_outbox_counts (txn, &counts, error))
    return FO_TXN_FAIL;
  gateway->round.unknown = (guint) counts.unknown;
  return FO_TXN_COMMIT;
}

static bool
send_all (Sending *s, GError **error)
{
  guint page;

  do {
    if (!fo_gateway_keep_turn (s->gateway, error) || !fo_store_read (s->gateway->store, is_anything_due, s, error))
      return false;
    if (s->rows->len == 0)
      return true;
    if (!fo_store_write (s->gateway->store, 0, take_page, s, error))
      return false;
    page = s->rows->len;
    if (!end_page (s, send_page (s, error), error))
      return false;
  } while (page == PAGE);
  return true;
}

bool
fo_gateway_send (FoGateway *gateway, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FoOutboxRow));
  g_autoptr (GArray) fates = g_array_new (FALSE, FALSE, sizeof (Fate));
  Sending s = { .gateway = gateway, .rows = rows, .fates = fates };
  bool sent;

  g_array_set_clear_func (rows, (GDestroyNotify) fo_outbox_row_clear);
  g_array_set_clear_func (fates, (GDestroyNotify) fate_clear);
  sent = send_all (&s, error);
  return fo_store_read (gateway->store, count_unknown, gateway, sent ? error : NULL) && sent;
}
