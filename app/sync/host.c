/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an adapter may ask of the world, out of the warehouse's store. */
#include "inside.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static FoGatewayLink *
of (FoLinkHost *host)
{
  return (FoGatewayLink *) host;
}

static gint64
host_now_us (FoLinkHost *host)
{
  return fo_gateway_now_us (of (host)->gateway);
}

static bool
host_wait (FoLinkHost *host, gint64 ms)
{
  return fo_gateway_rest (of (host)->gateway, ms);
}

static void
host_answered (FoLinkHost *host)
{
  of (host)->answered = true;
}

/* ---- what is heard ----------------------------------------------------------------------------------------------- */

/* A page of objects on its way into the store; ids are given before, so that what was new can be counted after. */
typedef struct {
  FoGatewayLink *l;
  const FoLinkObject *objects;
  gsize n;
  FoId *ids;
  char *feed; /* the cursor's name among those of all links */
  const char *cursor;
  guint added;
} Page;

/* Where an object is a row of the contract as it is, the inbox keeps it word for word. */
static void
keep_row (FoTxn *txn, const FoGatewayLink *l, const FoLinkObject *object, FoId id)
{
  g_autofree char *ours = fo_gateway_our_id (l, object->remote_id);
  json_object *body;

  if (l->row.role == FO_LINK_ROLE_MAIN) {
    fo_inbox_queue (txn, id, object->source, ours, object->version, object->body);
    return;
  }
  body = json_tokener_parse (object->body);
  fo_gateway_our_ids (l, body);
  fo_inbox_queue (txn, id, object->source, ours, object->version,
                  json_object_to_json_string_ext (body, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put (body);
}

static FoTxnEnd
write_page (FoTxn *txn, gpointer data, GError **error)
{
  Page *page = data;
  const FoGatewayLink *l = page->l;
  bool rows = !l->ops->read, counted = true;

  for (gsize i = 0; i < page->n; i++) {
    const FoLinkObject *object = &page->objects[i];

    if (rows)
      keep_row (txn, l, object, page->ids[i]);
    else
      fo_heard_add (txn, page->ids[i], l->row.id, object->source, object->remote_id,
                    object->version ? object->version : "", object->body);
  }
  if (page->cursor)
    fo_cursor_set (txn, page->feed, page->cursor);
  page->added = 0;
  if (page->n > 0)
    counted = (rows ? fo_inbox_count : fo_heard_count) (txn, page->ids[0], page->ids[page->n - 1], &page->added, error);
  return counted ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
give_ids (Page *page, GError **error)
{
  for (gsize i = 0; i < page->n; i++) {
    page->ids[i] = fo_store_next_id (page->l->gateway->store, error);
    if (!page->ids[i])
      return false;
  }
  return true;
}

static bool
host_keep (FoLinkHost *host, const FoLinkObject *objects, gsize n, const char *feed, const char *cursor, GError **error)
{
  FoGatewayLink *l = of (host);
  g_autofree char *name = g_strconcat (l->row.name, "/", feed, NULL);
  g_autofree FoId *ids = g_new (FoId, n);
  Page page = { .l = l, .objects = objects, .n = n, .ids = ids, .feed = name, .cursor = cursor };

  l->answered = true;
  if (n == 0 && !cursor)
    return true;
  if (!give_ids (&page, error) || !fo_gateway_write (l->gateway, write_page, &page, error))
    return false;
  l->added += page.added;
  l->gateway->round.heard += page.added;
  return true;
}

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

static bool
host_cursor (FoLinkHost *host, const char *feed, char **ret_text, GError **error)
{
  FoGatewayLink *l = of (host);
  g_autofree char *name = g_strconcat (l->row.name, "/", feed, NULL);
  Cursor cursor = { .feed = name };

  if (!fo_store_read (l->gateway->store, read_cursor, &cursor, error))
    return false;
  *ret_text = cursor.text;
  return true;
}

/* ---- requests ---------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId attempt;
  gint64 ended_us;
  char *outcome;
} Ending;

static void
ending_clear (gpointer data)
{
  g_free (((Ending *) data)->outcome);
}

void
fo_gateway_host_flush (FoTxn *txn, const FoGatewayLink *l)
{
  for (guint i = 0; i < l->endings->len; i++) {
    const Ending *ending = &g_array_index (l->endings, Ending, i);

    fo_attempt_end (txn, ending->attempt, ending->ended_us, ending->outcome);
  }
}

void
fo_gateway_host_flushed (FoGatewayLink *l)
{
  g_array_set_size (l->endings, 0);
}

typedef struct {
  FoGatewayLink *l;
  const char *what, *about;
  bool changes;
} Step;

static FoTxnEnd
write_step (FoTxn *txn, gpointer data, GError **error)
{
  const Step *step = data;
  const FoGatewayLink *l = step->l;

  (void) error;
  fo_gateway_host_flush (txn, l);
  for (guint i = 0; i < l->attempts->len; i++) {
    FoId attempt = g_array_index (l->attempts, FoId, i),
         delivery = i < l->deliveries->len ? g_array_index (l->deliveries, FoId, i) : 0;

    fo_attempt_add (txn, attempt, l->row.id, delivery, step->what, step->about, l->gateway->epoch);
    if (step->changes && delivery)
      fo_delivery_tried (txn, delivery, l->row.id);
  }
  return FO_TXN_COMMIT;
}

/* One for each delivery under way; a request that is about none has one of its own. */
static bool
give_attempts (FoGatewayLink *l, GError **error)
{
  g_array_set_size (l->attempts, 0);
  for (guint i = 0; i < MAX (l->deliveries->len, 1); i++) {
    FoId attempt = fo_store_next_id (l->gateway->store, error);

    if (!attempt)
      return false;
    g_array_append_val (l->attempts, attempt);
  }
  return true;
}

static bool
host_step (FoLinkHost *host, const FoDelivery *delivery, const char *what, const char *about, GError **error)
{
  FoGatewayLink *l = of (host);
  Step step = { .l = l, .what = what, .about = about };

  (void) delivery; /* those under way */
  step.changes = !g_str_equal (what, "find") && !g_str_equal (what, "read");
  if (!give_attempts (l, error) || !fo_gateway_write (l->gateway, write_step, &step, error)) {
    g_array_set_size (l->attempts, 0);
    return false;
  }
  fo_gateway_host_flushed (l);
  l->changing = l->changing || step.changes;
  return true;
}

static void
host_stepped (FoLinkHost *host, const char *outcome)
{
  FoGatewayLink *l = of (host);
  gint64 now_us = fo_gateway_now_us (l->gateway);

  for (guint i = 0; i < l->attempts->len; i++) {
    const Ending ending = { g_array_index (l->attempts, FoId, i), now_us, g_strdup (outcome ? outcome : "") };

    g_array_append_val (l->endings, ending);
  }
  g_array_set_size (l->attempts, 0);
}

/* ---- names, facts and secrets ------------------------------------------------------------------------------------ */

typedef struct {
  const FoGatewayLink *l;
  const char *kind, *ours;
  char *remote;
} Ref;

static FoTxnEnd
read_ref (FoTxn *txn, gpointer data, GError **error)
{
  Ref *ref = data;

  g_clear_pointer (&ref->remote, g_free);
  return fo_link_ref (txn, ref->l->row.id, ref->kind, ref->ours, &ref->remote, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
host_find_ref (FoLinkHost *host, const char *kind, const char *ours, char **ret_remote, GError **error)
{
  Ref ref = { of (host), kind, ours, NULL };

  if (!fo_store_read (of (host)->gateway->store, read_ref, &ref, error))
    return false;
  *ret_remote = ref.remote;
  return true;
}

static FoTxnEnd
write_ref (FoTxn *txn, gpointer data, GError **error)
{
  const Ref *ref = data;

  (void) error;
  fo_link_ref_set (txn, ref->l->row.id, ref->kind, ref->ours, ref->remote);
  return FO_TXN_COMMIT;
}

static bool
host_keep_ref (FoLinkHost *host, const char *kind, const char *ours, const char *remote, GError **error)
{
  Ref ref = { of (host), kind, ours, (char *) remote };

  return fo_gateway_write (of (host)->gateway, write_ref, &ref, error);
}

static bool
host_cap (FoLinkHost *host, const char *name, char **ret_value, GError **error)
{
  json_object *caps = json_tokener_parse (of (host)->row.caps), *value = NULL;

  (void) error;
  if (caps)
    json_object_object_get_ex (caps, name, &value);
  *ret_value = value ? g_strdup (json_object_get_string (value)) : NULL;
  json_object_put (caps);
  return true;
}

static FoTxnEnd
write_caps (FoTxn *txn, gpointer data, GError **error)
{
  const FoGatewayLink *l = data;

  (void) error;
  fo_link_set_caps (txn, l->row.id, l->row.caps);
  return FO_TXN_COMMIT;
}

/* What a probe found out: of a gateway's round or of a person's test, so it needs no lease. */
static bool
host_keep_cap (FoLinkHost *host, const char *name, const char *value, GError **error)
{
  FoGatewayLink *l = of (host);
  json_object *caps = json_tokener_parse (l->row.caps);
  g_autoptr (GError) why = NULL;

  if (!caps)
    caps = json_object_new_object ();
  json_object_object_add (caps, name, json_object_new_string (value));
  g_free (l->row.caps);
  l->row.caps =
      g_strdup (json_object_to_json_string_ext (caps, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put (caps);
  if (fo_store_write (l->gateway->store, 0, write_caps, l, &why))
    return true;
  if (g_error_matches (why, FO_STORE_ERROR, FO_STORE_ERROR_PERMISSION)) /* who tests may look, and need not write */
    return true;
  g_propagate_error (error, g_steal_pointer (&why));
  return false;
}

/* $CREDENTIALS_DIRECTORY is the service manager's (LoadCredential=); FIRSTOUT_SECRETS and the user's own folder are for
 * whoever runs without one. */
static char *
secret_path (const char *name)
{
  const char *folders[] = { g_getenv ("CREDENTIALS_DIRECTORY"), g_getenv ("FIRSTOUT_SECRETS") };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    if (folders[i] && folders[i][0]) {
      g_autofree char *path = g_build_filename (folders[i], name, NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
  return g_build_filename (g_get_user_config_dir (), "firstout", "secrets", name, NULL);
}

bool
fo_gateway_secret (const char *name, char **ret_secret, GError **error)
{
  g_autofree char *path = NULL, *text = NULL;
  struct stat info;

  if (!name[0] || strchr (name, '/') || name[0] == '.') {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI, "\"%s\" is no name of a secret.", name);
    return false;
  }
  path = secret_path (name);
  if (!g_file_get_contents (path, &text, NULL, NULL)) {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT,
                 "There is no secret \"%s\": write it into %s, which nobody else may read.", name, path);
    return false;
  }
  if (stat (path, &info) == 0 && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0 && !g_getenv ("CREDENTIALS_DIRECTORY")) {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT,
                 "Others can read the secret %s: let only its owner do so (chmod 600).", path);
    return false;
  }
  *ret_secret = g_strdup (g_strchomp (text));
  return true;
}

bool
fo_gateway_has_secret (const char *name)
{
  g_autofree char *path = name[0] && !strchr (name, '/') && name[0] != '.' ? secret_path (name) : NULL;

  return path && g_file_test (path, G_FILE_TEST_EXISTS);
}

bool
fo_gateway_keep_secret (const char *name, const char *secret, GError **error)
{
  const char *own = g_getenv ("FIRSTOUT_SECRETS");
  g_autofree char *folder = own && own[0] ? g_strdup (own)
                                          : g_build_filename (g_get_user_config_dir (), "firstout", "secrets", NULL),
                  *path = g_build_filename (folder, name, NULL);

  if (!name[0] || strchr (name, '/') || name[0] == '.') {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI, "\"%s\" is no name of a secret.", name);
    return false;
  }
  if (g_mkdir_with_parents (folder, S_IRWXU) != 0) {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI, "%s: %s", folder, g_strerror (errno));
    return false;
  }
  return g_file_set_contents_full (path, secret, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   S_IRUSR | S_IWUSR, error);
}

static bool
host_secret (FoLinkHost *host, const char *name, char **ret_secret, GError **error)
{
  const FoSalesLink *row = &of (host)->row;

  if (!name && !row->secret[0]) {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI, "%s: its set-up names no secret.", row->name);
    return false;
  }
  return fo_gateway_secret (name ? name : row->secret, ret_secret, error);
}

void
fo_gateway_host_init (FoGatewayLink *l)
{
  l->deliveries = g_array_new (FALSE, FALSE, sizeof (FoId));
  l->attempts = g_array_new (FALSE, FALSE, sizeof (FoId));
  l->endings = g_array_new (FALSE, FALSE, sizeof (Ending));
  g_array_set_clear_func (l->endings, ending_clear);
  l->host = (FoLinkHost){ .now_us = host_now_us,
                          .wait = host_wait,
                          .answered = host_answered,
                          .cursor = host_cursor,
                          .keep = host_keep,
                          .step = host_step,
                          .stepped = host_stepped,
                          .find_ref = host_find_ref,
                          .keep_ref = host_keep_ref,
                          .secret = host_secret,
                          .cap = host_cap,
                          .keep_cap = host_keep_cap };
}
