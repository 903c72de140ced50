/* SPDX-License-Identifier: GPL-3.0-or-later
 * A link of whole objects, as 1C's and МойСклад's are: a feed that wants to be confirmed, objects that make rows, documents
 * that are looked for by their marker. */
#include "sim-line.h"
#include <string.h>

static FoLink *
objects_open (FoLinkHost *host, const char *address, json_object *config, GError **error)
{
  (void) host, (void) address, (void) config, (void) error;
  return g_new0 (FoLink, 1);
}

static void
objects_close (FoLink *link)
{
  g_free (link);
}

static void
say_into (json_object *object, const Sim *sim, const SimRow *row)
{
  g_auto (GStrv) names = g_strsplit (sim_columns (row->entity), ",", -1);

  for (char **name = names; *name; name++) {
    g_autofree char *text = sim_say (sim, row, *name);
    if (text && !g_str_equal (*name, "rev") && !g_str_equal (*name, "deleted"))
      json_object_object_add (object, *name, json_object_new_string (text));
  }
}

static bool
is_line_of (const SimRow *row, const SimRow *order)
{
  return row->entity == SIM_LINE && order->entity == SIM_ORDER && row->order == order->order;
}

/* An order with its lines as they are; NULL: it is gone. */
static char *
object_text (const Sim *sim, const SimRow *row)
{
  json_object *object = json_object_new_object (), *lines = json_object_new_array ();
  gint64 rev, changed_us;
  char *text = NULL;

  say_into (object, sim, row);
  for (guint i = 0; i < sim->sales.rows->len; i++) {
    const SimRow *line = g_ptr_array_index (sim->sales.rows, i);
    const SimWords *words = is_line_of (line, row) ? sim_row_seen (sim, line, &rev, &changed_us) : NULL;

    if (words && !words->deleted) {
      json_object *said = json_object_new_object ();
      say_into (said, sim, line);
      json_object_array_add (lines, said);
    }
  }
  json_object_object_add (object, "lines", lines);
  if (!sim_row_seen (sim, row, &rev, &changed_us)->deleted)
    text = g_strdup (json_object_to_json_string_ext (object, JSON_C_TO_STRING_PLAIN));
  json_object_put (object);
  return text;
}

/* Has it changed since that was last confirmed? Then it is in the next packet. */
static bool
pack (Sim *sim, SimRow *row, bool everything)
{
  bool changed = false;
  gint64 rev, changed_us;

  for (guint i = 0; i < sim->sales.rows->len; i++) {
    SimRow *part = g_ptr_array_index (sim->sales.rows, i);

    if ((part != row && !is_line_of (part, row)) || !sim_row_seen (sim, part, &rev, &changed_us))
      continue;
    changed = changed || everything || rev != part->confirmed_rev;
    part->told_rev = rev;
    part->told_in = sim->sales.packets;
  }
  return changed;
}

static bool
select_changes (Sim *sim, bool everything, GArray *objects)
{
  sim->sales.packets++;
  for (guint i = 0; i < sim->sales.rows->len; i++) {
    SimRow *row = g_ptr_array_index (sim->sales.rows, i);
    gint64 rev, changed_us;
    FoLinkObject object = { .source = sim_entity (row->entity), .remote_id = row->id };

    if (row->entity == SIM_LINE || !sim_row_seen (sim, row, &rev, &changed_us) || !pack (sim, row, everything))
      continue;
    object.version = g_strdup_printf ("%" G_GINT64_FORMAT, rev);
    object.body = object_text (sim, row);
    g_array_append_val (objects, object);
  }
  return objects->len > 0;
}

static void
object_clear (gpointer data)
{
  FoLinkObject *object = data;

  g_free ((char *) object->version);
  g_free ((char *) object->body);
}

/* What a later packet has had too is not confirmed by an earlier one. */
static void
confirm (Sim *sim, gint64 packet)
{
  for (guint i = 0; i < sim->sales.rows->len; i++) {
    SimRow *row = g_ptr_array_index (sim->sales.rows, i);
    if (row->told_in <= packet)
      row->confirmed_rev = row->told_rev;
  }
}

/* As a feed is read that wants to hear that its packet has arrived. */
static bool
objects_hear (FoLink *link, bool everything, GError **error)
{
  Sim *sim = sim_of (link->host);
  g_autoptr (GArray) objects = g_array_new (FALSE, FALSE, sizeof (FoLinkObject));
  const SimRequest request = { NULL, 0 };
  SimFault fault = sim_fault (sim, false), then = sim_fault (sim, false);
  g_autofree char *number = NULL;
  gint64 packet;

  g_array_set_clear_func (objects, object_clear);
  if (!sim_goes (link->host, &request, fault, error))
    return false;
  if (!select_changes (sim, everything, objects))
    return sim_comes_back (sim, &request, fault, error);
  packet = sim->sales.packets;
  number = g_strdup_printf ("%" G_GINT64_FORMAT, packet);
  /* Its answer, and only this one, may be told to have come. */
  if (!sim_comes_back (sim, &request, fault, error)
      || !link->host->keep (link->host, (const FoLinkObject *) (gconstpointer) objects->data, objects->len, "feed",
                            number, error))
    return false;
  if (then == FAULT_LOST || then == FAULT_LATE)
    return sim_breaks (error, FO_SALES_ERROR_OFFLINE, "it was not confirmed");
  confirm (sim, packet);
  return true;
}

static bool
objects_hear_one (FoLink *link, const char *entity, const char *remote_id, GError **error)
{
  Sim *sim = sim_of (link->host);
  const SimRequest request = { NULL, 0 };
  SimFault fault = sim_fault (sim, false);
  const SimRow *row;
  gint64 rev, changed_us;
  FoLinkObject object;
  bool kept;

  if (!sim_goes (link->host, &request, fault, error) || !sim_comes_back (sim, &request, fault, error))
    return false;
  row = sim_sales_find (sim, remote_id);
  if (!row || row->entity == SIM_LINE || !g_str_equal (sim_entity (row->entity), entity)
      || !sim_row_seen (sim, row, &rev, &changed_us))
    return true;
  object = (FoLinkObject){ entity, remote_id, g_strdup_printf ("%" G_GINT64_FORMAT, rev), object_text (sim, row) };
  kept = link->host->keep (link->host, &object, 1, "feed", NULL, error);
  object_clear (&object);
  return kept;
}

static void
read_into (FoLinkRows *rows, const char *entity, json_object *said)
{
  FoLinkRow *row = fo_link_rows_add (rows, entity, json_object_get_string (json_object_object_get (said, "id")), NULL);

  json_object_object_foreach (said, name, value)
  {
    if (!g_str_equal (name, "lines"))
      fo_link_row_say (row, name, json_object_get_string (value));
  }
}

static void
objects_read (FoLink *link, const FoLinkObject *object, FoLinkRows *rows)
{
  json_object *body = json_tokener_parse (object->body), *lines = json_object_object_get (body, "lines");

  (void) link;
  rows->whole = true;
  read_into (rows, object->source, body);
  for (size_t i = 0; i < json_object_array_length (lines); i++)
    read_into (rows, "line", json_object_array_get_idx (lines, i));
  json_object_put (body);
}

/* ---- documents ----------------------------------------------------------------------------------------------------- */

static bool
look (FoLink *link, const FoDelivery *delivery, SimMessage **ret, GError **error)
{
  Sim *sim = sim_of (link->host);
  const SimRequest request = { NULL, 0 };
  SimFault fault = sim_fault (sim, false);
  SimMessage *message;

  if (!sim_goes (link->host, &request, fault, error))
    return false;
  message = g_hash_table_lookup (sim->sales.messages, delivery->op_id);
  *ret = message && message->documents ? message : NULL;
  return sim_comes_back (sim, &request, fault, error);
}

static char *
body_of (const FoDelivery *delivery)
{
  json_object *body = json_tokener_parse (delivery->body);
  char *text;

  if (delivery->day)
    json_object_object_add (body, "booked_on", json_object_new_string (delivery->day));
  text = g_strdup (json_object_to_json_string_ext (body, JSON_C_TO_STRING_PLAIN));
  json_object_put (body);
  return text;
}

typedef struct {
  gint64 until_us, turn;
  const SimWorld *told;
} Limit;

/* "Too many requests": it says how long to wait, and looks whether that is done. Who was replaced in the middle of a round does not
 * know what his successor was told. */
static bool
is_limited (FoLink *link, const FoDelivery *delivery, FoFate *fate)
{
  Sim *sim = sim_of (link->host);
  const SimWorld *world = ((FoGatewayLink *) link->host)->gateway->world;
  const Limit *said = g_hash_table_lookup (sim->sales.not_before, delivery->op_id);
  Limit *limit;

  if (said && sim->now_us < said->until_us && !sim->calm && (said->told == world || world->began > said->turn))
    sim_trouble (sim, "I19: %s was asked for again %g s too early", delivery->op,
                 (double) (said->until_us - sim->now_us) / G_USEC_PER_SEC);
  if (sim->calm || !sim_once_in (sim, 30))
    return false;
  fate->kind = FO_FATE_LATER;
  fate->retry_ms = 1000 + sim_up_to (sim, 60000);
  limit = g_new (Limit, 1);
  *limit = (Limit){ sim->now_us + fate->retry_ms * 1000, ++sim->turn, world };
  g_hash_table_insert (sim->sales.not_before, g_strdup (delivery->op_id), limit);
  return true;
}

static bool
create (FoLink *link, const FoDelivery *delivery, const char *body, char **why, GError **error)
{
  Sim *sim = sim_of (link->host);
  const char *words[SIM_WORDS] = { delivery->op_id, delivery->op, body, "" };
  const SimRequest request = { words, 1 };
  SimFault fault = sim_fault (sim, true);

  if (!link->host->step (link->host, delivery, "create", "object", error)
      || !sim_goes (link->host, &request, fault, error))
    return false;
  if (!sim_sales_take (sim, words, 1, why))
    sim_tell (sim, "sales: refuses %s %s: %s", delivery->op, delivery->op_id, *why);
  if (!sim_comes_back (sim, &request, fault, error))
    return false;
  link->host->stepped (link->host, "201");
  return true;
}

static bool
objects_deliver (FoLink *link, const FoDelivery *delivery, FoFate *fate, GError **error)
{
  g_autofree char *body = body_of (delivery), *why = NULL;
  SimMessage *standing = NULL;

  fate->kind = delivery->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  if (delivery->was_tried && !look (link, delivery, &standing, error))
    return false;
  if (!standing && !delivery->was_tried && is_limited (link, delivery, fate))
    return true;
  if (!standing) {
    fate->kind = FO_FATE_UNKNOWN;
    if (!create (link, delivery, body, &why, error))
      return false;
  }
  if (why) {
    fate->kind = strstr (why, "period closed") ? FO_FATE_CLOSED : FO_FATE_REFUSED;
    fate->why = g_steal_pointer (&why);
    return true;
  }
  if (!standing && !look (link, delivery, &standing, error))
    return false;
  fate->kind = standing && g_str_equal (standing->body, body) ? FO_FATE_VERIFIED : FO_FATE_DIFFERS;
  fate->theirs = fate->kind == FO_FATE_DIFFERS ? g_strdup (standing ? standing->body : "{}") : NULL;
  return true;
}

const FoLinkOps sim_objects_ops = { .kind = "sim-objects",
                                    .open = objects_open,
                                    .close = objects_close,
                                    .hear = objects_hear,
                                    .hear_one = objects_hear_one,
                                    .read = objects_read,
                                    .deliver = objects_deliver };
