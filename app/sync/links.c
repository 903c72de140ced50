/* SPDX-License-Identifier: GPL-3.0-or-later
 * The links of a gateway: read from the store at the beginning of each round, so that what a person changes counts from the
 * next one on. */
#include "inside.h"
#include <string.h>

#define BREAKER_AFTER 5 /* rounds in a row without any answer */
#define BREAKER_MS 30000
#define BREAKER_MOST_MS 300000
#define CONTACT_EVERY_US ((gint64) 10 * G_USEC_PER_SEC) /* written no oftener while all is well */

static const FoLinkOps *const kinds[] = { &fo_link_sql, &fo_link_files, &fo_link_1c, &fo_link_moysklad, &fo_link_bitrix24 };

bool
fo_link_kind (guint n, FoLinkKind *ret)
{
  static const FoLinkField only_address[] = { { "address", NULL, NULL, true }, { NULL, NULL, NULL, false } };

  if (n >= G_N_ELEMENTS (kinds))
    return false;
  *ret = (FoLinkKind){ kinds[n]->kind, kinds[n]->fields ? kinds[n]->fields : only_address };
  return true;
}

static const FoLinkOps *
ops_of (const FoGateway *gateway, const char *kind)
{
  for (const FoLinkOps *const *more = gateway->more_kinds; more && *more; more++)
    if (g_str_equal ((*more)->kind, kind))
      return *more;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i]->kind, kind))
      return kinds[i];
  return NULL;
}

/* ---- one link ---------------------------------------------------------------------------------------------------- */

static void
close_link (FoGatewayLink *l)
{
  if (l->link)
    l->ops->close (l->link);
  l->link = NULL;
}

static void
link_free (gpointer data)
{
  FoGatewayLink *l = data;

  if (!l)
    return;
  close_link (l);
  fo_sales_link_clear (&l->row);
  g_clear_error (&l->why);
  g_array_unref (l->deliveries);
  g_array_unref (l->attempts);
  g_array_unref (l->endings);
  g_free (l);
}

static FoTxnEnd
write_latch (FoTxn *txn, gpointer data, GError **error)
{
  const FoGatewayLink *l = data;

  (void) error;
  fo_link_latch (txn, l->row.id, l->why->message);
  return FO_TXN_COMMIT;
}

/* At once, and whoever the lease has gone to meanwhile: accounts are locked for one request too many. */
static void
latch_now (FoGatewayLink *l)
{
  g_autoptr (GError) error = NULL;

  if (!fo_store_write (l->gateway->store, 0, write_latch, l, &error))
    g_debug ("%s: that the password was refused could not be written: %s", l->row.name, error->message);
}

/* What went wrong first stands for the round; but a password that was refused counts whatever went wrong before. */
void
fo_gateway_link_failed (FoGatewayLink *l, const GError *why)
{
  bool latched = g_error_matches (why, FO_SALES_ERROR, FO_SALES_ERROR_LATCHED);

  if (latched)
    g_clear_error (&l->why);
  if (!l->why)
    l->why = g_error_copy (why);
  if (latched)
    latch_now (l);
  if (!g_error_matches (why, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT)
      && !g_error_matches (why, FO_SALES_ERROR, FO_SALES_ERROR_BUSY))
    l->is_out = true;
}

static bool
open_link (FoGatewayLink *l, GError **error)
{
  json_object *config = json_tokener_parse (l->row.config);

  l->ops = ops_of (l->gateway, l->row.kind);
  if (!l->ops)
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI,
                 "%s: this program knows no sales system of the kind \"%s\".", l->row.name, l->row.kind);
  else if (!config || !json_object_is_type (config, json_type_object))
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI, "%s: its configuration is not a JSON object.", l->row.name);
  else
    l->link = l->ops->open (&l->host, l->row.address, config, error);
  json_object_put (config);
  if (l->link) {
    l->link->ops = l->ops;
    l->link->host = &l->host;
  }
  return l->link != NULL;
}

static bool
is_same (const FoSalesLink *a, const FoSalesLink *b)
{
  return g_str_equal (a->kind, b->kind) && g_str_equal (a->address, b->address) && g_str_equal (a->config, b->config)
         && g_str_equal (a->secret, b->secret) && a->role == b->role;
}

static FoGatewayLink *
new_link (FoGateway *gateway)
{
  FoGatewayLink *l = g_new0 (FoGatewayLink, 1);

  l->gateway = gateway;
  fo_gateway_host_init (l);
  return l;
}

/* The link of that id among OLD, which lets go of it; else a new one. */
static FoGatewayLink *
steal_link (FoGateway *gateway, GPtrArray *old, FoId id)
{
  for (guint i = 0; i < old->len; i++) {
    FoGatewayLink *l = g_ptr_array_index (old, i);
    if (l && l->row.id == id) {
      g_ptr_array_index (old, i) = NULL;
      return l;
    }
  }
  return new_link (gateway);
}

/* Takes ROW. */
static void
begin_round (FoGatewayLink *l, FoSalesLink *row)
{
  FoGateway *gateway = l->gateway;
  g_autoptr (GError) why = NULL;

  if (l->link && !is_same (&l->row, row))
    close_link (l);
  fo_sales_link_clear (&l->row);
  l->row = *row;
  *row = (FoSalesLink){ 0 };
  g_clear_error (&l->why);
  l->contact_us = l->row.contact_us;
  l->answered = l->heard_all = false;
  l->is_out = !l->row.enabled || l->row.latched || (!gateway->insists && l->row.until_us > fo_gateway_now_us (gateway));
  if (!l->is_out && !l->link && !open_link (l, &why))
    fo_gateway_link_failed (l, why);
}

/* ---- all of them ------------------------------------------------------------------------------------------------- */

typedef struct {
  FoGateway *gateway;
  GArray *rows; /* FoSalesLink */
  FoId id;      /* of a main link to be made */
} Load;

static FoTxnEnd
read_links (FoTxn *txn, gpointer data, GError **error)
{
  Load *load = data;

  g_array_set_size (load->rows, 0);
  return fo_links (txn, load->rows, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
has_main (const Load *load)
{
  return load->rows->len > 0 && g_array_index (load->rows, FoSalesLink, 0).role == FO_LINK_ROLE_MAIN;
}

static FoTxnEnd
make_main (FoTxn *txn, gpointer data, GError **error)
{
  Load *load = data;
  const FoSalesLink link = {
    .name = (char *) "sales", .kind = (char *) "sql", .address = (char *) "", .role = FO_LINK_ROLE_MAIN
  };

  g_array_set_size (load->rows, 0);
  if (!fo_links (txn, load->rows, error))
    return FO_TXN_FAIL;
  if (has_main (load))
    return FO_TXN_REFUSE;
  fo_link_insert (txn, load->id, &link);
  return FO_TXN_COMMIT;
}

/* A gateway of one sales database: the main link, there. One that is made for it has no address of its own: nobody said that it
 * shall be remembered. */
static bool
load_only (Load *load, GError **error)
{
  FoSalesLink *main_link;

  if (!has_main (load)) {
    load->id = fo_store_next_id (load->gateway->store, error);
    if (!load->id || !fo_store_write (load->gateway->store, 0, make_main, load, error)
        || !fo_store_read (load->gateway->store, read_links, load, error))
      return false;
  }
  main_link = &g_array_index (load->rows, FoSalesLink, 0);
  if (!g_str_equal (main_link->kind, "sql")) {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI,
                 "The main link, %s, is no sales database but %s: an address cannot take its place.", main_link->name,
                 main_link->kind);
    return false;
  }
  g_free (main_link->address);
  main_link->address = g_strdup (load->gateway->only_uri);
  g_array_set_size (load->rows, 1);
  return true;
}

bool
fo_gateway_load_links (FoGateway *gateway, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FoSalesLink));
  g_autoptr (GPtrArray) old = gateway->links;
  Load load = { .gateway = gateway, .rows = rows };
  bool read;

  g_array_set_clear_func (rows, (GDestroyNotify) fo_sales_link_clear);
  gateway->links = g_ptr_array_new_with_free_func (link_free);
  read = fo_store_read (gateway->store, read_links, &load, error) && (!gateway->only_uri || load_only (&load, error));
  for (guint i = 0; read && i < rows->len; i++) {
    FoSalesLink *row = &g_array_index (rows, FoSalesLink, i);
    FoGatewayLink *l = steal_link (gateway, old, row->id);

    g_ptr_array_add (gateway->links, l);
    begin_round (l, row);
  }
  gateway->loaded = read;
  return read;
}

/* ---- whose is it? ------------------------------------------------------------------------------------------------ */

static const char *
behind_name (const FoGatewayLink *l, const char *id)
{
  gsize length = strlen (l->row.name);

  return strncmp (id, l->row.name, length) == 0 && id[length] == ':' ? id + length + 1 : NULL;
}

FoGatewayLink *
fo_gateway_link_of (const FoGateway *gateway, const char *remote_id)
{
  for (guint i = 0; i < gateway->links->len; i++) {
    FoGatewayLink *l = g_ptr_array_index (gateway->links, i);
    if (l->row.role != FO_LINK_ROLE_MAIN && behind_name (l, remote_id))
      return l;
  }
  for (guint i = 0; i < gateway->links->len; i++) {
    FoGatewayLink *l = g_ptr_array_index (gateway->links, i);
    if (l->row.role == FO_LINK_ROLE_MAIN)
      return l;
  }
  return NULL;
}

const char *
fo_gateway_plain_id (const FoGatewayLink *l, const char *remote_id)
{
  const char *plain = l->row.role == FO_LINK_ROLE_MAIN ? NULL : behind_name (l, remote_id);

  return plain ? plain : remote_id;
}

char *
fo_gateway_our_id (const FoGatewayLink *l, const char *remote_id)
{
  return l->row.role == FO_LINK_ROLE_MAIN ? g_strdup (remote_id) : g_strconcat (l->row.name, ":", remote_id, NULL);
}

void
fo_gateway_our_ids (const FoGatewayLink *l, json_object *body)
{
  static const char *const ids[] = { "id", "item_id", "component_id", "order_id", "order_line_id" };

  if (l->row.role == FO_LINK_ROLE_MAIN)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    json_object *value = json_object_object_get (body, ids[i]);
    const char *text = value ? json_object_get_string (value) : "";

    if (text[0]) {
      g_autofree char *ours = fo_gateway_our_id (l, text);
      json_object_object_add (body, ids[i], json_object_new_string (ours));
    }
  }
}

char *
fo_sales_error_coded (const GError *error)
{
  static const char *const ids[] = {
    [FO_SALES_ERROR_URI] = "link.error.uri",           [FO_SALES_ERROR_OFFLINE] = "link.error.offline",
    [FO_SALES_ERROR_CONTRACT] = "link.error.contract", [FO_SALES_ERROR_BUSY] = "link.error.busy",
    [FO_SALES_ERROR_LATCHED] = "link.error.latched",   [FO_SALES_ERROR_REFUSED] = "link.error.refused",
  };
  bool ours = error->domain == FO_SALES_ERROR && error->code >= 0 && (gsize) error->code < G_N_ELEMENTS (ids);
  g_autofree char *text = g_strdelimit (g_strdup (error->message), "\t", ' ');

  return g_strdup_printf ("%s\ttext\t%s", ours ? ids[error->code] : "link.error.store", text);
}

/* ---- the round is over ------------------------------------------------------------------------------------------- */

typedef struct {
  const FoGatewayLink *l;
  gint64 now_us, failures, until_us;
} LinkEnd;

/* A link that said nothing at all so often is left alone for a while, longer each time. */
static void
count_failure (LinkEnd *end)
{
  FoGateway *gateway = end->l->gateway;
  gint64 rest_ms;

  end->failures = end->l->answered ? 0 : end->l->row.failures + 1;
  if (end->failures < BREAKER_AFTER)
    return;
  rest_ms = BREAKER_MS << MIN (end->failures - BREAKER_AFTER, 4);
  rest_ms = (gint64) (MIN (rest_ms, BREAKER_MOST_MS) * g_rand_double_range (gateway->rand, 0.8, 1.2));
  end->until_us = end->now_us + rest_ms * 1000;
}

static FoTxnEnd
write_end (FoTxn *txn, gpointer data, GError **error)
{
  const LinkEnd *end = data;
  const FoGatewayLink *l = end->l;
  g_autofree char *why = l->why ? fo_sales_error_coded (l->why) : NULL;

  (void) error;
  fo_gateway_host_flush (txn, l);
  if (!l->why)
    fo_link_contact (txn, l->row.id, end->now_us);
  else if (g_error_matches (l->why, FO_SALES_ERROR, FO_SALES_ERROR_LATCHED))
    fo_link_latch (txn, l->row.id, why);
  else
    fo_link_failed (txn, l->row.id, end->failures, end->until_us, why);
  return FO_TXN_COMMIT;
}

static bool
is_worth_writing (const FoGatewayLink *l, gint64 now_us)
{
  g_autofree char *why = l->why ? fo_sales_error_coded (l->why) : NULL;

  if (l->endings->len > 0)
    return true;
  if (why)
    return !l->answered || l->row.failures > 0 || !g_str_equal (why, l->row.why);
  return (l->heard_all || l->answered)
         && (l->row.failures > 0 || l->row.why[0] || now_us - l->contact_us >= CONTACT_EVERY_US);
}

static bool
end_link (FoGatewayLink *l, GError **error)
{
  LinkEnd end = { .l = l, .now_us = fo_gateway_now_us (l->gateway) };

  if (!is_worth_writing (l, end.now_us))
    return true;
  if (l->why)
    count_failure (&end);
  if (!fo_gateway_write (l->gateway, write_end, &end, error))
    return false;
  fo_gateway_host_flushed (l);
  if (!l->why)
    l->contact_us = end.now_us;
  return true;
}

bool
fo_gateway_end_links (FoGateway *gateway, GError **error)
{
  for (guint i = 0; i < gateway->links->len; i++)
    if (!end_link (g_ptr_array_index (gateway->links, i), error))
      return false;
  return true;
}

/* ---- the connection test ----------------------------------------------------------------------------------------- */

static bool
test_link (FoGatewayLink *l, FoFindingEach each, gpointer data, GError **error)
{
  if (!l->link && !open_link (l, error))
    return false;
  if (!l->ops->probe) {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI, "%s: there is no test for links of this kind.", l->row.name);
    return false;
  }
  return l->ops->probe (l->link, each, data, error);
}

bool
fo_gateway_test (FoStore *store, const char *link, FoFindingEach each, gpointer data, GError **error)
{
  g_autoptr (FoGateway) gateway = fo_gateway_new (store, NULL, error);

  if (!gateway)
    return false;
  for (guint i = 0; i < gateway->links->len; i++) {
    FoGatewayLink *l = g_ptr_array_index (gateway->links, i);

    if (g_str_equal (l->row.name, link))
      return test_link (l, each, data, error);
  }
  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI, "There is no link \"%s\".", link);
  return false;
}
