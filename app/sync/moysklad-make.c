/* SPDX-License-Identifier: GPL-3.0-or-later
 * Production by tasks (производственные задания), and by the older orders (заказы на производство). What was made by a task is a completion of the last stage of its row: that moves the task on,
 * writes its materials off and puts the goods into the task's store. Material that goes there is a move to the task's store of
 * materials; where that is ours, nothing is told, for the completion writes it off, and it must not be counted twice.
 * A completion has no syncId: it bears our comment, and is looked for by it. What was made by an order is an operation (техоперация) of its
 * card, which writes the card's materials off and has a syncId; a card that makes several things at once is no way for one of them. */
#include "moysklad-writing.h"
#include <string.h>

/* What a document of that kind calls its volume, and what came of it. */
typedef struct {
  const char *type, *volume, *made;
} Kind;
static const Kind completions = { "productionstagecompletion", "productionVolume", "producedQuantity" },
                  operations = { "processing", "quantity", "quantity" };

typedef struct {
  const Kind *kind;    /* NULL: no such task or order, or it makes something else */
  char *stage;         /* id of the last stage of the row that makes the item */
  json_object *order;  /* or the order, whose card makes it */
  FoQuantity volume_u; /* for so much of the item */
} Way;

static void
way_clear (Way *way)
{
  g_free (way->stage);
  json_object_put (way->order);
}

/* ---- which stage ----------------------------------------------------------------------------------------------------------- */

static json_object *
product_row (json_object *task, const char *item)
{
  json_object *rows = fo_http_array (fo_http_object (task, "products"), "rows");

  for (gsize i = 0; rows && i < json_object_array_length (rows); i++) {
    g_autofree char *of = fo_msk_id_of (json_object_array_get_idx (rows, i), "assortment");
    if (g_str_equal (of, item))
      return json_object_array_get_idx (rows, i);
  }
  return NULL;
}

static bool
ask_stages (FoMskSending *s, json_object *task, json_object **ret_stages, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "find" };
  g_autofree char *id = fo_msk_id (task), *href = fo_msk_href (s->msk, "productiontask", id),
                  *filter = g_strconcat ("productionTask=", href, NULL);
  const FoMskQuery query = { .path = "entity/productionstage", .filter = filter };

  s->fate->kind = s->delivery->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  if (!fo_msk_some (s->msk, &ask, &query, ret_stages, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  return true;
}

static json_object *
last_stage (json_object *stages, const char *row)
{
  json_object *last = NULL;
  gint64 at = -1;

  for (gsize i = 0; i < json_object_array_length (stages); i++) {
    json_object *stage = json_object_array_get_idx (stages, i);
    g_autofree char *of = fo_msk_id_of (stage, "productionRow");
    gint64 position = g_ascii_strtoll (fo_http_text (stage, "orderingPosition"), NULL, 10);

    if (position > at && g_str_equal (of, row)) {
      at = position;
      last = stage;
    }
  }
  return last;
}

/* A stage counts volumes of its row, of which each may make several: quantity × volume of all ÷ planned of all, when that is exact. */
static bool
volume_of (json_object *stage, json_object *product, FoQuantity quantity_u, FoQuantity *ret_u)
{
  FoQuantity total_u = 0, planned_u = 0, times_u = 0;

  if (!fo_link_quantity (stage, "totalQuantity", &total_u) || !fo_link_quantity (product, "planQuantity", &planned_u)
      || total_u <= 0 || planned_u <= 0)
    return false;
  if (total_u == planned_u) {
    *ret_u = quantity_u;
    return true;
  }
  if (!fo_quantity_times (quantity_u, total_u / FO_ONE, &times_u) || total_u % FO_ONE != 0
      || !fo_quantity_times (times_u, FO_ONE, &times_u) || times_u % planned_u != 0)
    return false;
  *ret_u = times_u / planned_u;
  return true;
}

static bool
find_way (FoMskSending *s, FoQuantity quantity_u, Way *way, GError **error)
{
  json_object *task = NULL, *product, *stages, *stage;
  const FoMskItem *item = NULL;

  *way = (Way){ 0 };
  s->fate->kind = FO_FATE_LATER;
  if (!fo_msk_item (s->msk, s->delivery, fo_http_text (s->body, "item"), &item, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  if (!item || item->serial || !s->msk->tasks) /* stages take no serial numbers */
    return true;
  if (!fo_msk_by_number (s, "productiontask", fo_http_text (s->body, "supply"), "products", &task, error))
    return false;
  product = task ? product_row (task, item->id) : NULL;
  if (!product) {
    json_object_put (task);
    return true;
  }
  if (!ask_stages (s, task, &stages, error)) {
    json_object_put (task);
    return false;
  }
  {
    g_autofree char *row = fo_msk_id_of (product, "productionRow");
    stage = last_stage (stages, row);
  }
  if (stage && volume_of (stage, product, quantity_u, &way->volume_u)) {
    way->kind = &completions;
    way->stage = fo_msk_id (stage);
  }
  json_object_put (stages);
  json_object_put (task);
  return true;
}

/* ---- or which card --------------------------------------------------------------------------------------------------------- */

/* How often the card is done for so much, when that is exact. */
static bool
volume_of_card (json_object *product, FoQuantity quantity_u, FoQuantity *ret_u)
{
  FoQuantity each_u = 0, whole_u = 0;

  if (!fo_link_quantity (product, "quantity", &each_u) || each_u <= 0
      || !fo_quantity_times (quantity_u, FO_ONE, &whole_u) || whole_u % each_u != 0)
    return false;
  *ret_u = whole_u / each_u;
  return true;
}

static bool
makes_it (json_object *products, const FoMskItem *item)
{
  g_autofree char *of = json_object_array_length (products) == 1
                            ? fo_msk_id_of (json_object_array_get_idx (products, 0), "assortment")
                            : NULL;

  return g_strcmp0 (of, item->id) == 0;
}

static bool
find_card (FoMskSending *s, FoQuantity quantity_u, Way *way, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "find" };
  g_autofree char *card = NULL, *path = NULL;
  json_object *order = NULL, *products;
  const FoMskItem *item = NULL;
  FoMskQuery query = { 0 };

  if (!fo_msk_body_item (s, s->body, &item, error))
    return false;
  if (!item || item->serial)
    return true;
  if (!fo_msk_by_number (s, "processingorder", fo_http_text (s->body, "supply"), NULL, &order, error))
    return false;
  card = order ? fo_msk_id_of (order, "processingPlan") : NULL;
  if (!fo_link_is_uuid (card)) {
    json_object_put (order);
    return true;
  }
  query.path = path = g_strdup_printf ("entity/processingplan/%s/products", card);
  s->fate->kind = s->delivery->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  if (!fo_msk_some (s->msk, &ask, &query, &products, error)) {
    json_object_put (order);
    return false;
  }
  s->fate->kind = FO_FATE_GO_ON;
  if (makes_it (products, item)
      && volume_of_card (json_object_array_get_idx (products, 0), quantity_u, &way->volume_u)) {
    way->kind = &operations;
    way->order = json_object_get (order);
  }
  json_object_put (products);
  json_object_put (order);
  return true;
}

/* ---- the completion, or the operation ---------------------------------------------------------------------------------------------------------- */

static bool
find_made (FoMskSending *s, const Way *way, const char *day, char **ret_id, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "find" };
  FoLinkHost *host = s->msk->link.host;
  g_autofree char *filter = way->order ? g_strconcat ("syncId=", s->delivery->op_id, NULL)
                                       : g_strdup_printf ("moment>=%s 00:00:00", day),
                  *path = g_strconcat ("entity/", way->kind->type, NULL);
  const FoMskQuery query = { .path = path, .filter = filter };
  json_object *found;

  *ret_id = NULL;
  s->fate->kind = s->delivery->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (!host->find_ref (host, "document", s->delivery->op_id, ret_id, error))
    return false;
  if (!*ret_id) {
    if (!fo_msk_some (s->msk, &ask, &query, &found, error))
      return false;
    for (gsize i = 0; i < json_object_array_length (found) && !*ret_id; i++)
      if (strstr (fo_http_text (json_object_array_get_idx (found, i), "description"), s->delivery->op_id))
        *ret_id = fo_msk_id (json_object_array_get_idx (found, i));
    json_object_put (found);
  }
  s->fate->kind = FO_FATE_GO_ON;
  return true;
}

/* Materials come from where the order's goods stand, and what was made goes to our store. */
static void
say_order (FoMskSending *s, json_object *order, json_object *body)
{
  static const char *const names[] = { "organization", "processingPlan", "project" };
  g_autofree char *id = fo_msk_id (order), *from = fo_msk_id_of (order, "store");
  json_object *value;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (json_object_object_get_ex (order, names[i], &value) && value)
      json_object_object_add (body, names[i], json_object_get (value));
  json_object_object_add (body, "processingOrder", fo_msk_link (s->msk, "processingorder", id));
  json_object_object_add (body, "productsStore", fo_msk_link (s->msk, "store", s->msk->store));
  json_object_object_add (body, "materialsStore",
                          fo_msk_link (s->msk, "store", fo_link_is_uuid (from) ? from : s->msk->store));
  fo_link_say (body, "syncId", s->delivery->op_id);
  json_object_object_add (body, "applicable", json_object_new_boolean (s->msk->post));
}

static bool
create_made (FoMskSending *s, const Way *way, const char *day, char **ret_id, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "create" };
  json_object *body = json_object_new_object ();
  g_autofree char *path = g_strconcat ("entity/", way->kind->type, NULL),
                  *comment = fo_msk_comment (s, fo_http_text (s->body, "supply")),
                  *moment = g_strconcat (day, " 12:00:00", NULL);
  char text[FO_QUANTITY_TEXT_MAX];
  g_auto (FoWritten) written = { 0 };
  bool good;

  if (way->order)
    say_order (s, way->order, body);
  else
    json_object_object_add (body, "productionStage", fo_msk_link (s->msk, "productionstage", way->stage));
  json_object_object_add (body, way->kind->volume, fo_http_number (fo_quantity_print (way->volume_u, text)));
  fo_link_say (body, "moment", moment);
  fo_link_say (body, "description", comment);
  good = fo_msk_write (s->msk, &ask, "POST", path, body, &written, error);
  json_object_put (body);
  if (!good)
    return fo_fate_lost (s->fate, &written);
  if (written.end != FO_HTTP_DONE)
    return fo_fate_end_written (s->fate, &written, fo_msk_is_closed (written.why));
  *ret_id = fo_msk_id (written.object);
  if (fo_link_is_uuid (*ret_id))
    return true;
  g_clear_pointer (ret_id, g_free);
  return fo_fate_end (s->fate, FO_FATE_UNKNOWN, "link.no-answer", MSK, NULL);
}

/* The lot of what was made is said in the document's own product, unless it stands there so already. */
static bool
say_lot (FoMskSending *s, const Way *way, const char *made, json_object *product, const FoMskRow *row, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "change" };
  g_autofree char *id = fo_msk_id (product), *now = fo_msk_id_of (product, "assortment"),
                  *path = g_strdup_printf ("entity/%s/%s/products/%s", way->kind->type, made, id);
  json_object *body;
  g_auto (FoWritten) written = { 0 };
  bool good;

  if (g_str_equal (now, row->target))
    return true;
  body = json_object_new_object ();
  json_object_object_add (body, "assortment", fo_msk_link (s->msk, "consignment", row->target));
  good = fo_msk_write (s->msk, &ask, "PUT", path, body, &written, error);
  json_object_put (body);
  if (!good)
    return fo_fate_lost (s->fate, &written);
  return written.end == FO_HTTP_DONE || fo_fate_end_written (s->fate, &written, fo_msk_is_closed (written.why));
}

static json_object *
first_product (json_object *made)
{
  json_object *rows = fo_http_array (fo_http_object (made, "products"), "rows");

  return rows && json_object_array_length (rows) ? json_object_array_get_idx (rows, 0) : NULL;
}

static bool
is_as_told (const FoMskSending *s, const Way *way, const FoMskRow *row, json_object *made)
{
  json_object *product = first_product (made);
  g_autofree char *target = fo_msk_id_of (product, "assortment");
  FoQuantity volume_u = 0, made_u = 0;

  return fo_link_quantity (made, way->kind->volume, &volume_u) && volume_u == way->volume_u && product
         && fo_link_quantity (product, way->kind->made, &made_u) && made_u == row->quantity_u
         && g_str_equal (target, row->target) && (!way->order || !s->msk->post || fo_http_true (made, "applicable"));
}

static bool
settle (FoMskSending *s, const Way *way, const FoMskRow *row, const char *id, FoQuantity quantity_u, GError **error)
{
  FoLinkHost *host = s->msk->link.host;
  g_autofree char *name = fo_made_name (s->delivery, s->body, quantity_u),
                  *ref = g_strdup_printf ("%s/%s", way->kind->type, id);
  json_object *there;
  bool same;

  if (!fo_msk_get_behind (s, way->kind->type, id, "products", &there, error))
    return false;
  same = there && is_as_told (s, way, row, there);
  s->fate->remote_id = g_strdup (id);
  s->fate->remote_number = g_strdup (fo_http_text (there, "name"));
  if (!same)
    return fo_fate_differs (s->fate, there ? there : json_object_new_object (), there ? "link.differs" : "link.gone");
  json_object_put (there);
  s->fate->kind = fo_made_add (host, name, ref, error) ? FO_FATE_VERIFIED : FO_FATE_UNKNOWN;
  return s->fate->kind == FO_FATE_VERIFIED;
}

static bool
complete (FoMskSending *s, const Way *way, FoMskDraft *draft, FoQuantity quantity_u, GError **error)
{
  FoLinkHost *host = s->msk->link.host;
  g_autofree char *day = fo_link_day (s->delivery, s->body, "day", s->msk->utc_offset_min), *id = NULL;
  const FoMskRow *row = &g_array_index (draft->rows, FoMskRow, 0);
  json_object *there = NULL;
  bool good;

  if (!find_made (s, way, day, &id, error) || (!id && !create_made (s, way, day, &id, error)))
    return false;
  if (!id)
    return true;
  s->fate->kind = FO_FATE_UNKNOWN;
  if (!host->keep_ref (host, "document", s->delivery->op_id, id, error)
      || !fo_msk_get_behind (s, way->kind->type, id, "products", &there, error))
    return false;
  good = !first_product (there) || g_str_equal (row->target, row->item->id)
         || say_lot (s, way, id, first_product (there), row, error);
  json_object_put (there);
  return good && (s->fate->kind != FO_FATE_GO_ON || settle (s, way, row, id, quantity_u, error));
}

/* ---- messages ---------------------------------------------------------------------------------------------------------------- */

/* Where no task says how, it is goods that were found. */
bool
fo_msk_made (FoMskSending *s, GError **error)
{
  FoQuantity quantity_u = 0;
  g_auto (FoMskDraft) draft = { 0 };
  Way way;
  bool good;

  if (fo_quantity_parse (fo_http_text (s->body, "quantity"), &quantity_u) != FO_OK || quantity_u == 0)
    return fo_msk_broken (s, "quantity");
  if (quantity_u < 0) {
    g_autofree char *name = fo_made_name (s->delivery, s->body, quantity_u);
    bool known = false;
    return fo_msk_take_last_back (s, name, &known, error) && (known || fo_msk_put_goods (s, "loss", quantity_u, error));
  }
  if (!find_way (s, quantity_u, &way, error)
      || (!way.kind && s->msk->orders && s->fate->kind == FO_FATE_GO_ON && !find_card (s, quantity_u, &way, error)))
    return false;
  if (!way.kind)
    return s->fate->kind != FO_FATE_GO_ON || fo_msk_put_goods (s, "enter", quantity_u, error);
  fo_msk_draft_init (&draft, way.kind->type);
  good = fo_msk_add_line (s, &draft, s->body, quantity_u, NULL, error)
         && (s->fate->kind != FO_FATE_GO_ON || fo_msk_lots (s, &draft, error))
         && (s->fate->kind != FO_FATE_GO_ON || complete (s, &way, &draft, quantity_u, error));
  way_clear (&way);
  return good;
}

static bool
move_material (FoMskSending *s, const char *other, FoQuantity quantity_u, GError **error)
{
  g_auto (FoMskDraft) draft = { 0 };

  fo_msk_draft_init (&draft, "move");
  draft.day = fo_link_day (s->delivery, s->body, "day", s->msk->utc_offset_min);
  draft.label = g_strdup (fo_http_text (s->body, "supply"));
  fo_msk_draft_refer (s->msk, &draft, "sourceStore", "store", quantity_u > 0 ? s->msk->store : other);
  fo_msk_draft_refer (s->msk, &draft, "targetStore", "store", quantity_u > 0 ? other : s->msk->store);
  if (!fo_msk_add_line (s, &draft, s->body, ABS (quantity_u), NULL, error))
    return false;
  return s->fate->kind != FO_FATE_GO_ON || fo_msk_put (s, &draft, error);
}

bool
fo_msk_material (FoMskSending *s, GError **error)
{
  g_autofree char *other = NULL;
  FoQuantity quantity_u = 0;
  json_object *task = NULL;
  bool by_task;

  if (fo_quantity_parse (fo_http_text (s->body, "quantity"), &quantity_u) != FO_OK || quantity_u == 0)
    return fo_msk_broken (s, "quantity");
  if (s->msk->tasks && !fo_msk_by_number (s, "productiontask", fo_http_text (s->body, "supply"), NULL, &task, error))
    return false;
  by_task = task != NULL;
  if (!task && s->msk->orders
      && !fo_msk_by_number (s, "processingorder", fo_http_text (s->body, "supply"), NULL, &task, error))
    return false;
  if (!task)
    return fo_msk_goods (s, error);
  other = fo_msk_id_of (task, by_task ? "materialsStore" : "store");
  json_object_put (task);
  if (!fo_link_is_uuid (other) || g_str_equal (other, s->msk->store))
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, "link.written-off-when-made", MSK, NULL);
  return move_material (s, other, quantity_u, error);
}
