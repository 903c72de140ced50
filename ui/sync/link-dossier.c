/* SPDX-License-Identifier: GPL-3.0-or-later
 * A link: how it stands, what it owes and is owed, how it is set up; switched, tried after a refused password, taken away. */
#include "dossiers.h"

#include "firstout/store/links.h"
#include "firstout/sync/gateway.h"
#include "links-words.h"
#include "telling.h"

#include <json-c/json.h>
#include <string.h>

/* TEST and SET_UP are the page's own. */
enum { TEST, SET_UP, ON, OFF, UNLATCH, REMOVE, N_ACTS };

#define NOTHING { { FO_ACT_NO_FIELD, NULL, NULL, NULL } }

static const FoActKind acts[N_ACTS] = {
  [TEST] = { "link-test", "page.sync.test", "page.sync.test.hint", "look test $s", NULL, 2, FALSE, FALSE, NOTHING, NULL, FALSE },
  [SET_UP] = { "link-set-up", "page.sync.set-up", "page.sync.set-up.hint", "look set-up $s", NULL, 3, FALSE, FALSE, NOTHING, NULL, FALSE },
  [ON] = { "link-on", "page.sync.switch-on", "page.sync.switch-on.hint", "link-on $s", "settings", 5, FALSE, FALSE, NOTHING, NULL, FALSE },
  [OFF] = { "link-off", "page.sync.switch-off", "page.sync.switch-off.hint", "link-off $s", "settings", 5, FALSE, FALSE, NOTHING, NULL, FALSE },
  [UNLATCH] = { "link-unlatch", "page.sync.unlatch", "page.sync.unlatch.hint", "link-unlatch $s", "settings", 6, FALSE, FALSE, NOTHING, NULL, FALSE },
  [REMOVE] = { "link-remove", "page.sync.remove", "page.sync.remove.hint", "link-remove $s", "settings", 8, TRUE, TRUE, NOTHING, NULL, FALSE },
};

static guint
of_use (const FoSalesLink *link)
{
  return 1u << TEST | 1u << SET_UP | (link->enabled ? 1u << OFF : 1u << ON) | (link->latched || link->until_us ? 1u << UNLATCH : 0)
         | 1u << REMOVE;
}

static void
say_head (const FoSalesLink *link, FoLanguage language, gint64 now_us, FoDossierRow *head)
{
  static const char *const classes[FO_N_LINK_LIGHTS] = { "pill-done", "pill-part", "pill-bad" };
  FoLinkLight light = fo_link_light (link, now_us);
  g_autofree char *kind = fo_link_words_kind (language, link->kind), *contact = fo_link_words_contact (language, link, now_us),
                  *why = fo_telling_why (language, link->why);

  g_snprintf (head->title, sizeof head->title, "%s · %s", link->name, kind);
  g_strlcpy (head->detail, why, sizeof head->detail);
  g_snprintf (head->right, sizeof head->right, "%s %s", fo_link_light_sign (light), contact);
  head->pill_class = classes[light];
}

static bool
add_counts (FoTxn *txn, const FoSalesLink *link, FoLanguage language, GArray *rows, GError **error)
{
  static const FoDeliveryState shown[] = { FO_DELIVERY_REFUSED, FO_DELIVERY_CLOSED, FO_DELIVERY_DIFFERS, FO_DELIVERY_UNKNOWN,
                                           FO_DELIVERY_WAITING };
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (FoDeliveryCounts));

  if (!fo_delivery_counts (txn, counts, error))
    return false;
  fo_dossier_add_section (rows, language, "page.sync.counts");
  for (gsize s = 0; s < G_N_ELEMENTS (shown); s++) {
    g_autofree char *id = g_strconcat ("sync.state.", fo_delivery_state_name (shown[s]), NULL), *state = fo_words (language, id, NULL);
    gint64 count = 0;

    for (guint i = 0; i < counts->len; i++)
      if (g_array_index (counts, FoDeliveryCounts, i).link == link->id)
        count = g_array_index (counts, FoDeliveryCounts, i).count[shown[s]];
    g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, count);
    fo_dossier_add_line (rows, state, NULL, text);
  }
  return true;
}

static const FoLinkField *
fields_of (const char *kind)
{
  FoLinkKind known;

  for (guint i = 0; fo_link_kind (i, &known); i++)
    if (strcmp (known.kind, kind) == 0)
      return known.fields;
  return NULL;
}

static char *
value_of (const FoSalesLink *link, json_object *config, const char *name)
{
  json_object *value = NULL;

  if (strcmp (name, "address") == 0)
    return g_strdup (link->address);
  if (strcmp (name, "secret") == 0)
    return g_strdup (link->secret);
  if (config)
    json_object_object_get_ex (config, name, &value);
  return g_strdup (value ? json_object_get_string (value) : "");
}

static void
add_field (GArray *rows, FoLanguage language, const FoSalesLink *link, const char *name, const char *text)
{
  g_autofree char *title = fo_link_words_field (language, name, link->kind), *value = NULL, *hint = NULL;

  if (strcmp (name, "secret") == 0 && *text) {
    hint = fo_words (language, fo_gateway_has_secret (text) ? "page.sync.secret.here" : "page.sync.secret.not-here", NULL);
    value = g_strdup_printf ("%s · %s", text, hint);
  } else
    value = fo_link_words_choice (language, name, text);
  fo_dossier_add_line (rows, title, value, NULL);
}

/* What the kind asks for, then what stands in the configuration besides. */
static void
add_set_up (GArray *rows, FoLanguage language, const FoSalesLink *link)
{
  const FoLinkField *fields = fields_of (link->kind);
  json_object *config = json_tokener_parse (link->config);
  g_autofree char *role_id = g_strconcat ("link.choice.role.", fo_link_role_name (link->role), NULL);
  g_autofree char *role = fo_words (language, role_id, NULL), *role_title = fo_words (language, "page.sync.role", NULL);

  fo_dossier_add_section (rows, language, "page.sync.how-set-up");
  fo_dossier_add_line (rows, role_title, role, NULL);
  for (const FoLinkField *field = fields; field && field->name; field++) {
    g_autofree char *text = value_of (link, config, field->name);

    if (*text)
      add_field (rows, language, link, field->name, text);
    if (json_object_is_type (config, json_type_object))
      json_object_object_del (config, field->name);
  }
  if (json_object_is_type (config, json_type_object)) {
    json_object_object_foreach (config, name, value)
      add_field (rows, language, link, name, json_object_get_string (value));
  }
  json_object_put (config);
}

static bool
load (FoTxn *txn, const FoDossierWish *wish, GArray *rows, GError **error)
{
  g_auto (FoSalesLink) link = { 0 };
  FoFound found = fo_link_by_name (txn, wish->name, &link, error);
  FoDossierRow head = { .kind = FO_DOSSIER_HEAD };

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  say_head (&link, wish->language, fo_store_now_us (fo_txn_store (txn)), &head);
  if (!fo_dossier_judge (txn, &fo_link_dossier_kind, wish, of_use (&link), &head, error))
    return false;
  g_array_append_val (rows, head);
  if (!add_counts (txn, &link, wish->language, rows, error))
    return false;
  add_set_up (rows, wish->language, &link);
  return true;
}

const FoDossierKind fo_link_dossier_kind = { acts, N_ACTS, load };
