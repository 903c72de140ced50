/* SPDX-License-Identifier: GPL-3.0-or-later
 * The connection test: is somebody there, may the login see and write what it needs, is what the set-up names there. What it finds out
 * is kept: where parties (партии) cannot be read, lots go into comments. It writes nothing over there. */
#include "moysklad-writing.h"

typedef struct {
  FoMsk *msk;
  FoFindingEach each;
  gpointer data;
  json_object *permissions; /* NULL: the login has none, or does not tell */
  guint missing;
} Probe;

static void
tell (Probe *probe, bool good, const char *id, const char *object, const char *text)
{
  const char *const arguments[] = { "system", "МойСклад", object ? "object" : NULL, object, text ? "text" : NULL,
                                    text,     NULL };
  const char *const shorter[] = { "system", "МойСклад", "text", text, NULL };
  const FoFinding finding = { good, id, object || !text ? arguments : shorter };

  probe->missing += !good;
  probe->each (&finding, probe->data);
}

/* ---- is somebody there -------------------------------------------------------------------------------------------------- */

static bool
tell_failure (Probe *probe, GError *failed, GError **error)
{
  bool latched = g_error_matches (failed, FO_SALES_ERROR, FO_SALES_ERROR_LATCHED);

  tell (probe, false, latched ? "link.login-refused" : "link.not-reached", NULL, failed->message);
  g_propagate_error (error, failed);
  return false;
}

static bool
look_at_login (Probe *probe, bool *ret_there, GError **error)
{
  const FoMskAsk ask = { .step = "read", .asking = true };
  g_autofree char *why = NULL;
  GError *failed = NULL;
  json_object *employee;
  guint status = 0;

  if (!fo_msk_get (probe->msk, &ask, "context/employee", &employee, &status, &why, &failed))
    return tell_failure (probe, failed, error);
  *ret_there = employee != NULL;
  if (!employee)
    tell (probe, false, status == 403 ? "link.login-refused" : "link.no-interface", NULL, why);
  else
    tell (probe, true, "link.reached-as", NULL, fo_http_text (employee, "fullName"));
  probe->permissions = json_object_get (fo_http_object (employee, "permissions"));
  json_object_put (employee);
  return true;
}

/* ---- what it may do ------------------------------------------------------------------------------------------------------ */

/* Their names of things are those of МойСклад's own pages, and of what a login may do there. */
static const struct {
  const char *type, *name, *permission;
  bool writes;
} things[] = {
  { "customerorder", "Заказы покупателей (customerorder)", "customerOrder", false },
  { "counterparty", "Контрагенты (counterparty)", "company", false },
  { "product", "Товары (product)", "good", false },
  { "variant", "Модификации (variant)", "good", false },
  { "bundle", "Комплекты (bundle)", "good", false },
  { "purchaseorder", "Заказы поставщикам (purchaseorder)", "purchaseOrder", false },
  { "demand", "Отгрузки (demand)", "demand", true },
  { "salesreturn", "Возвраты покупателей (salesreturn)", "salesReturn", true },
  { "supply", "Приемки (supply)", "supply", true },
  { "enter", "Оприходования (enter)", "enter", true },
  { "loss", "Списания (loss)", "loss", true },
  { "move", "Перемещения (move)", "move", true },
};

static bool
look_at_list (Probe *probe, const char *type, bool *ret_there, char **ret_why, GError **error)
{
  const FoMskAsk ask = { .step = "read", .asking = true };
  g_autofree char *path = g_strdup_printf ("entity/%s?limit=1", type);
  json_object *answer;
  guint status = 0;

  if (!fo_msk_get (probe->msk, &ask, path, &answer, &status, ret_why, error))
    return false;
  *ret_there = answer != NULL;
  json_object_put (answer);
  return true;
}

static bool
may (const Probe *probe, const char *permission, const char *what)
{
  json_object *rights = fo_http_object (probe->permissions, permission);

  return !probe->permissions || !rights || fo_http_text (rights, what)[0];
}

static void
look_at_rights (Probe *probe, const char *name, const char *permission)
{
  if (!may (probe, permission, "create") || !may (probe, permission, "update"))
    tell (probe, false, "link.right-missing", name, "создание и редактирование");
  else if (probe->msk->post && !may (probe, permission, "approve"))
    tell (probe, false, "link.right-missing", name, "проведение");
  else
    tell (probe, true, "link.thing-there", name, NULL);
}

static bool
look_at_things (Probe *probe, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (things); i++) {
    g_autofree char *why = NULL;
    bool there;

    if (!look_at_list (probe, things[i].type, &there, &why, error))
      return false;
    if (!there)
      tell (probe, false, "link.right-missing", things[i].name, "просмотр");
    else if (things[i].writes)
      look_at_rights (probe, things[i].name, things[i].permission);
    else
      tell (probe, true, "link.thing-there", things[i].name, NULL);
  }
  return true;
}

/* ---- what the set-up names ------------------------------------------------------------------------------------------------ */

static bool
look_at_name (Probe *probe, const char *type, const char *what, const char *id, GError **error)
{
  const FoMskAsk ask = { .step = "read", .asking = true };
  g_autofree char *path = g_strdup_printf ("entity/%s/%s", type, id), *why = NULL;
  json_object *object;
  guint status = 0;

  if (!id[0])
    return true;
  if (!fo_msk_get (probe->msk, &ask, path, &object, &status, &why, error))
    return false;
  tell (probe, object != NULL, object ? "link.named-there" : "link.named-missing", what,
        object ? fo_http_text (object, "name") : id);
  json_object_put (object);
  return true;
}

static bool
look_at_partners (Probe *probe, GError **error)
{
  json_object *partners = fo_http_object (probe->msk->config, "partners");

  if (!partners)
    return true;
  json_object_object_foreach (partners, name, value)
  {
    if (!look_at_name (probe, "store", name, json_object_get_string (value), error))
      return false;
  }
  return true;
}

static bool
has_state (json_object *states, const char *name)
{
  for (gsize i = 0; states && i < json_object_array_length (states); i++)
    if (g_str_equal (fo_http_text (json_object_array_get_idx (states, i), "name"), name))
      return true;
  return false;
}

/* Those of the orders that the set-up speaks of. */
static bool
look_at_states (Probe *probe, GError **error)
{
  const FoMskAsk ask = { .step = "read", .asking = true };
  json_object *said = fo_http_object (probe->msk->config, "order_state"),
              *opens = fo_http_array (probe->msk->config, "gate_open"), *metadata, *states;
  g_autofree char *why = NULL;
  guint status = 0;

  if (!said && !opens)
    return true;
  if (!fo_msk_get (probe->msk, &ask, "entity/customerorder/metadata", &metadata, &status, &why, error))
    return false;
  states = fo_http_array (metadata, "states");
  if (said) {
    json_object_object_foreach (said, stage, value)
    {
      const char *name = json_object_get_string (value);
      (void) stage;
      if (!has_state (states, name))
        tell (probe, false, "link.state-unknown", NULL, name);
    }
  }
  for (gsize i = 0; opens && i < json_object_array_length (opens); i++)
    if (!has_state (states, json_object_get_string (json_object_array_get_idx (opens, i))))
      tell (probe, false, "link.state-unknown", NULL, json_object_get_string (json_object_array_get_idx (opens, i)));
  json_object_put (metadata);
  return true;
}

static bool
look_at_lots (Probe *probe, GError **error)
{
  FoLinkHost *host = probe->msk->link.host;
  g_autofree char *why = NULL;
  bool there;

  if (!look_at_list (probe, "consignment", &there, &why, error))
    return false;
  tell (probe, true,
        there && !g_str_equal (probe->msk->lots, "description") ? "link.lots-kept" : "link.lots-in-comments", NULL,
        NULL);
  return host->keep_cap (host, "lots", there ? "consignment" : "description", error);
}

static bool
look_at_names (Probe *probe, GError **error)
{
  FoMsk *msk = probe->msk;

  if (!msk->store[0])
    tell (probe, false, "link.no-warehouse", NULL, NULL);
  return look_at_name (probe, "store", "Склад", msk->store, error)
         && look_at_name (probe, "organization", "Юрлицо", msk->organization, error)
         && look_at_name (probe, "counterparty", "Поставщик", msk->supplier, error) && look_at_partners (probe, error)
         && look_at_states (probe, error) && look_at_lots (probe, error);
}

bool
fo_msk_probe (FoLink *link, FoFindingEach each, gpointer data, GError **error)
{
  Probe probe = { .msk = (FoMsk *) link, .each = each, .data = data };
  g_autofree char *missing = NULL, *limit = NULL;
  bool there = false, good;

  if (!look_at_login (&probe, &there, error))
    return false;
  good = !there || (look_at_things (&probe, error) && look_at_names (&probe, error));
  json_object_put (probe.permissions);
  missing = g_strdup_printf ("%u", probe.missing);
  limit = g_strdup_printf ("%" G_GINT64_FORMAT, fo_http_said_limit (probe.msk->http));
  return good && link->host->keep_cap (link->host, "missing", missing, error)
         && link->host->keep_cap (link->host, "rate_limit", limit, error);
}
