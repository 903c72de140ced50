/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "toy.h"
#include "firstout/work/sending.h"

Toy toy, other_toy;

static void
reset (Toy *which)
{
  if (which->says)
    g_array_unref (which->says);
  if (which->told)
    g_string_free (which->told, TRUE);
  g_clear_pointer (&which->standing, g_hash_table_unref);
  *which = (Toy){ .says = g_array_new (FALSE, FALSE, sizeof (FoLinkObject)),
                  .told = g_string_new (NULL),
                  .fate = FO_FATE_VERIFIED,
                  .standing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
}

void
toys_reset (void)
{
  reset (&toy);
  reset (&other_toy);
}

void
toy_says (Toy *which, const char *source, const char *remote_id, const char *version, const char *body)
{
  const FoLinkObject object = { source, remote_id, version, body };

  g_array_append_val (which->says, object);
}

/* ---- as an adapter ----------------------------------------------------------------------------------------------- */

typedef struct {
  FoLink base;
  Toy *toy;
} ToyLink;

static FoLink *
open_toy (Toy *which)
{
  ToyLink *link = g_new0 (ToyLink, 1);

  link->toy = which;
  return &link->base;
}

static FoLink *
toy_open (FoLinkHost *host, const char *address, json_object *config, GError **error)
{
  (void) host, (void) address, (void) config, (void) error;
  return open_toy (&toy);
}

static FoLink *
other_toy_open (FoLinkHost *host, const char *address, json_object *config, GError **error)
{
  (void) host, (void) address, (void) config, (void) error;
  return open_toy (&other_toy);
}

static void
toy_close (FoLink *link)
{
  g_free (link);
}

static bool
fail (const Toy *which, GError **error)
{
  if (which->trouble == FO_SALES_ERROR_URI)
    return false;
  g_set_error (error, FO_SALES_ERROR, (int) which->trouble, "the toy is broken");
  return true;
}

static bool
toy_hear (FoLink *link, bool everything, GError **error)
{
  Toy *which = ((ToyLink *) link)->toy;

  (void) everything;
  if (fail (which, error))
    return false;
  if (!link->host->keep (link->host, (const FoLinkObject *) (gconstpointer) which->says->data, which->says->len, "all",
                         "1", error))
    return false;
  g_array_set_size (which->says, 0);
  return true;
}

static void
toy_read (FoLink *link, const FoLinkObject *object, FoLinkRows *rows)
{
  json_object *body = json_tokener_parse (object->body), *list = body ? json_object_object_get (body, "rows") : NULL;

  (void) link;
  if (!list)
    rows->why = g_strdup ("there are no rows in it");
  rows->whole = body && json_object_object_get (body, "whole");
  for (size_t i = 0; list && i < json_object_array_length (list); i++) {
    json_object *said = json_object_array_get_idx (list, i);
    FoLinkRow *row = fo_link_rows_add (rows, json_object_get_string (json_object_object_get (said, "entity")),
                                       json_object_get_string (json_object_object_get (said, "id")), NULL);

    json_object_object_foreach (said, name, value)
    {
      if (!g_str_equal (name, "entity"))
        fo_link_row_say (row, name, json_object_get_string (value));
    }
  }
  json_object_put (body);
}

static bool
toy_deliver (FoLink *link, const FoDelivery *delivery, FoFate *fate, GError **error)
{
  Toy *which = ((ToyLink *) link)->toy;
  bool meant = !which->only_op || g_str_equal (which->only_op, delivery->op);

  g_string_append_printf (which->told, "%s%s%s|", delivery->op, delivery->day ? " " : "",
                          delivery->day ? delivery->day : "");
  if (fail (which, error))
    return false;
  if (delivery->was_tried && g_hash_table_contains (which->standing, delivery->op_id)) {
    fate->kind = FO_FATE_VERIFIED;
    return true;
  }
  if (!link->host->step (link->host, delivery, "create", "toy", error))
    return false;
  if (which->meanwhile)
    which->meanwhile (link->host);
  link->host->stepped (link->host, "201");
  link->host->answered (link->host);
  fate->kind = meant && !delivery->day ? which->fate : FO_FATE_VERIFIED;
  fate->retry_ms = which->retry_ms;
  if (fate->kind == FO_FATE_VERIFIED || fate->kind == FO_FATE_DIFFERS || which->breaks_after)
    g_hash_table_add (which->standing, g_strdup (delivery->op_id));
  if (which->breaks_after)
    fate->kind = FO_FATE_UNKNOWN;
  which->arrived = g_hash_table_size (which->standing);
  return true;
}

static bool
toy_probe (FoLink *link, FoFindingEach each, gpointer data, GError **error)
{
  (void) each, (void) data;
  ((ToyLink *) link)->toy->probes++;
  return link->host->keep_cap (link->host, "gets", "everything", error);
}

const FoLinkOps toy_ops = {
  .kind = "toy", .own_orders = true, .probe = toy_probe, .open = toy_open, .close = toy_close, .hear = toy_hear, .read = toy_read, .deliver = toy_deliver
};
const FoLinkOps other_toy_ops = { .kind = "other",
                                  .open = other_toy_open,
                                  .close = toy_close,
                                  .hear = toy_hear,
                                  .read = toy_read,
                                  .deliver = toy_deliver };

/* ---- a gateway of toys ------------------------------------------------------------------------------------------- */

static gint64
standing_clock (gpointer now_us)
{
  return *(gint64 *) now_us;
}

FoGateway *
toy_gateway (FoStore *store, gint64 *now_us)
{
  static const FoLinkOps *const kinds[] = { &toy_ops, &other_toy_ops, NULL };
  g_autoptr (GError) error = NULL;
  FoGateway *gateway = fo_gateway_new (store, NULL, &error);

  g_assert_no_error (error);
  gateway->more_kinds = kinds;
  gateway->clock = standing_clock;
  gateway->world = now_us;
  return gateway;
}

void
toy_link (Warehouse *w, const char *name, const char *kind, FoLinkRole role)
{
  const FoSalesLink link = {
    .name = (char *) name, .kind = (char *) kind, .address = (char *) "toy", .config = (char *) "{}", .role = role
  };
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  const FoAct act = { .operation = fo_store_next_id (w->store, &error), .station = "test" };

  g_assert_true (fo_work_set_link (w->store, &act, &link, &reply, &error));
  g_assert_no_error (error);
  g_assert_cmpint (reply.verdict, ==, FO_OK);
}
