/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the warehouse tells a sales database that keeps the contract: rows of one table of it. */
#include "message.h"
#include "sql.h"
#include <string.h>

/* ---- a message --------------------------------------------------------------------------------------------------- */

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
find (FoSqlLink *link, const FoDelivery *delivery, Standing *ret, GError **error)
{
  standing_clear (ret);
  return fo_sales_ask (link->sales, FO_SALES_SQL_FIND, (const char *const[]){ delivery->op_id }, 1, take_standing, ret,
                       NULL, error);
}

/* With the day that a person gave it. */
static char *
body_to_send (const FoDelivery *delivery)
{
  json_object *body = delivery->day ? json_tokener_parse (delivery->body) : NULL;
  char *text;

  if (!body)
    return g_strdup (delivery->body);
  json_object_object_add (body, "booked_on", json_object_new_string (delivery->day));
  text = g_strdup (json_object_to_json_string_ext (body, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put (body);
  return text;
}

static bool
insert (FoSqlLink *link, const FoDelivery *delivery, const char *body, GError **error)
{
  FoLinkHost *host = link->base.host;
  g_autofree char *created_at = fo_message_time_text (delivery->created_us);
  bool done;

  if (!host->step (host, delivery, "create", "fo_inbox", error))
    return false;
  done = fo_sales_ask (link->sales, FO_SALES_SQL_SEND,
                       (const char *const[]){ delivery->op_id, delivery->op, body, created_at }, 4, NULL, NULL, NULL,
                       error);
  host->stepped (host, done ? "inserted" : "failed");
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
compare (const FoDelivery *delivery, const char *body, const Standing *standing, FoFate *fate)
{
  if (standing->found && g_str_equal (standing->op, delivery->op) && says_the_same (body, standing->body)) {
    fate->kind = FO_FATE_VERIFIED;
    fate->remote_id = g_strdup (delivery->op_id);
    return;
  }
  fate->kind = FO_FATE_DIFFERS;
  fate->why = g_strdup (standing->found ? "link.differs" : "link.gone");
  fate->theirs = standing->found ? message_json (standing->op, standing->body) : NULL;
}

/* Their words for it, where the database gives the words of its own trigger alone or behind a prefix. */
static bool
is_closed (const char *why)
{
  return strstr (why, "period closed") != NULL;
}

static bool
refused (GError *why, FoFate *fate, GError **error)
{
  if (!g_error_matches (why, FO_SALES_ERROR, FO_SALES_ERROR_REFUSED)) {
    g_propagate_error (error, g_error_copy (why));
    return false;
  }
  fate->kind = is_closed (why->message) ? FO_FATE_CLOSED : FO_FATE_REFUSED;
  fate->why = fo_sales_error_coded (why);
  return true;
}

/* Find, write, read back, compare. */
bool
fo_sql_deliver (FoLink *base, const FoDelivery *delivery, FoFate *fate, GError **error)
{
  FoSqlLink *link = (FoSqlLink *) base;
  g_auto (Standing) standing = { false, NULL, NULL };
  g_autofree char *body = body_to_send (delivery);
  g_autoptr (GError) why = NULL;

  fate->kind = FO_FATE_UNKNOWN;
  if (delivery->was_tried && !find (link, delivery, &standing, error))
    return false;
  if (!standing.found && !insert (link, delivery, body, &why))
    return refused (why, fate, error);
  if (!standing.found && !find (link, delivery, &standing, error))
    return false;
  base->host->answered (base->host);
  compare (delivery, body, &standing, fate);
  return true;
}

/* ---- several messages ---------------------------------------------------------------------------------------------- */

G_STATIC_ASSERT (FO_LINK_SOME == 25); /* as many as SEND_SOME and FIND_SOME have room for */

typedef struct {
  const FoDelivery *deliveries;
  gsize n;
  char *bodies[FO_LINK_SOME];
  Standing standing[FO_LINK_SOME];
} Some;

static void
some_clear (Some *some)
{
  for (gsize i = 0; i < some->n; i++) {
    g_free (some->bodies[i]);
    standing_clear (&some->standing[i]);
  }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Some, some_clear)

/* True also when it refuses one of them: none is there then, and *ret_refused. */
static bool
insert_some (FoSqlLink *link, const Some *some, bool *ret_refused, GError **error)
{
  FoLinkHost *host = link->base.host;
  const char *values[4 * FO_LINK_SOME];
  char *created_at[FO_LINK_SOME] = { NULL };
  g_autoptr (GError) why = NULL;
  bool done;

  if (!host->step (host, some->deliveries, "create", "fo_inbox", error))
    return false;
  for (gsize i = 0; i < FO_LINK_SOME; i++) {
    const gsize m = MIN (i, some->n - 1);
    const FoDelivery *delivery = &some->deliveries[m];

    if (!created_at[m])
      created_at[m] = fo_message_time_text (delivery->created_us);
    memcpy (&values[4 * i], (const char *const[]){ delivery->op_id, delivery->op, some->bodies[m], created_at[m] },
            4 * sizeof *values);
  }
  done = fo_sales_ask (link->sales, FO_SALES_SQL_SEND_SOME, values, G_N_ELEMENTS (values), NULL, NULL, NULL, &why);
  host->stepped (host, done ? "inserted" : "failed");
  for (gsize i = 0; i < some->n; i++)
    g_free (created_at[i]);
  *ret_refused = g_error_matches (why, FO_SALES_ERROR, FO_SALES_ERROR_REFUSED);
  if (done || *ret_refused)
    return true;
  g_propagate_error (error, g_steal_pointer (&why));
  return false;
}

static bool
take_one_of_some (const FoSalesRow *row, gpointer data, GError **error)
{
  Some *some = data;
  const FoSalesRow rest = { row->n - 1, row->names + 1, row->values + 1 };

  for (gsize i = 0; i < some->n; i++)
    if (row->values[0] && g_ascii_strcasecmp (row->values[0], some->deliveries[i].op_id) == 0)
      return take_standing (&rest, &some->standing[i], error);
  return true;
}

static bool
find_some (FoSqlLink *link, Some *some, GError **error)
{
  const char *ids[FO_LINK_SOME];

  for (gsize i = 0; i < FO_LINK_SOME; i++)
    ids[i] = some->deliveries[MIN (i, some->n - 1)].op_id;
  return fo_sales_ask (link->sales, FO_SALES_SQL_FIND_SOME, ids, FO_LINK_SOME, take_one_of_some, some, NULL, error);
}

bool
fo_sql_deliver_some (
    FoLink *base, const FoDelivery *deliveries, gsize n, FoFate *fates, bool *ret_apart, GError **error)
{
  FoSqlLink *link = (FoSqlLink *) base;
  g_auto (Some) some = { .deliveries = deliveries, .n = n };

  for (gsize i = 0; i < n; i++) {
    fates[i].kind = FO_FATE_UNKNOWN;
    some.bodies[i] = body_to_send (&deliveries[i]);
  }
  if (!insert_some (link, &some, ret_apart, error))
    return false;
  if (*ret_apart)
    return true;
  if (!find_some (link, &some, error))
    return false;
  base->host->answered (base->host);
  for (gsize i = 0; i < n; i++)
    compare (&deliveries[i], some.bodies[i], &some.standing[i], &fates[i]);
  return true;
}
