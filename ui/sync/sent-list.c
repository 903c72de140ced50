/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sent-list.h"

#include "common/work-list.h"
#include "firstout/store/links.h"
#include "links-words.h"
#include "telling.h"

#include <string.h>

enum { PAGE = 200 };

/* A list is parts, one behind the other. NOT_BEGUN, CONFLICTS and LINKS stand behind the states. */
typedef enum { OF_STATE, OF_NOT_BEGUN = FO_N_DELIVERY_STATES, OF_CONFLICTS, OF_LINKS, OF_NEW_LINK } Part;

typedef struct {
  FoWorkRow shown; /* the first: what the list reads */
  guint at;        /* the part it is of, as its number in the list's parts */
  FoId id, link;
} SentRow;

typedef struct {
  FoTxn *txn;
  const FoLongListWish *wish;
  guint at; /* the part that is read, and the last of it that is known */
  FoId after, after_link;
  gint64 now_us;
  GArray *rows; /* SentRow */
  guint read;   /* of the store's rows, those of other links too */
} Load;

static gboolean
is_wished (const Load *l, const char *link)
{
  return !*l->wish->words || strcmp (l->wish->words, link) == 0;
}

/* ---- messages ------------------------------------------------------------------------------------------------------ */

static void
add_message (Load *l, const FoDeliveryRow *row)
{
  FoLanguage language = l->wish->language;
  g_autofree char *title = fo_telling_title (language, row->op, row->body), *why = fo_telling_why (language, row->why);
  g_autofree char *state = fo_telling_state (language, row);
  g_autofree char *age = fo_telling_age (language, l->now_us - (row->changed_us ? row->changed_us : row->created_us));
  SentRow one = { .at = l->at, .id = row->outbox, .link = row->link };
  char id[FO_ID_TEXT_MAX];

  l->after = row->outbox;
  l->after_link = row->link;
  if (row->exists && !is_wished (l, row->link_name))
    return;
  g_snprintf (one.shown.command, sizeof one.shown.command, "look message %s/%s", fo_id_print (row->outbox, id), row->link_name);
  g_strlcpy (one.shown.title, title, sizeof one.shown.title);
  if (*why)
    g_strlcpy (one.shown.detail, why, sizeof one.shown.detail);
  else
    g_snprintf (one.shown.detail, sizeof one.shown.detail, "%s%s%s", state, *row->remote_number ? " · " : "", row->remote_number);
  g_snprintf (one.shown.right, sizeof one.shown.right, "%s%s%s", row->link_name, *row->link_name ? " · " : "", age);
  g_array_append_val (l->rows, one);
}

static bool
add_messages (Load *l, const GArray *messages)
{
  l->read = messages->len;
  for (guint i = 0; i < messages->len; i++)
    add_message (l, &g_array_index (messages, FoDeliveryRow, i));
  return true;
}

static bool
load_messages (Load *l, int part, GError **error)
{
  g_autoptr (GArray) messages = g_array_new (FALSE, TRUE, sizeof (FoDeliveryRow));
  FoId before = l->after ? l->after : G_MAXINT64, before_link = l->after ? l->after_link : G_MAXINT64;

  g_array_set_clear_func (messages, (GDestroyNotify) fo_delivery_row_clear);
  if (part == OF_NOT_BEGUN)
    return fo_outbox_not_begun (l->txn, before, PAGE, messages, error) && add_messages (l, messages);
  return fo_deliveries_shown (l->txn, (FoDeliveryState) part, before, before_link, PAGE, messages, error)
         && add_messages (l, messages);
}

/* ---- disagreements ------------------------------------------------------------------------------------------------- */

/* A message that was refused stands in the list already. */
static gboolean
is_shown_as_message (const FoConflict *conflict)
{
  static const char *const kinds[] = { "refused", "stands_otherwise", "vanished", "period_closed", NULL };

  return strcmp (conflict->entity, "message") == 0 && g_strv_contains (kinds, conflict->kind);
}

static void
add_conflict (Load *l, const FoConflict *conflict)
{
  FoLanguage language = l->wish->language;
  g_autofree char *title = fo_telling_conflict (language, conflict), *id = g_strconcat ("sync.whose.", conflict->entity, NULL);
  g_autofree char *detail = fo_words_known (language, id) ? fo_words (language, id, NULL) : g_strdup (conflict->entity);
  SentRow one = { .at = l->at, .id = conflict->id };
  char text[FO_ID_TEXT_MAX];

  l->after = conflict->id;
  if (is_shown_as_message (conflict) || (*conflict->link && !is_wished (l, conflict->link)))
    return;
  g_snprintf (one.shown.command, sizeof one.shown.command, "look conflict %s", fo_id_print (conflict->id, text));
  g_strlcpy (one.shown.title, title, sizeof one.shown.title);
  g_strlcpy (one.shown.detail, detail, sizeof one.shown.detail);
  g_strlcpy (one.shown.right, conflict->link, sizeof one.shown.right);
  g_array_append_val (l->rows, one);
}

static bool
load_conflicts (Load *l, GError **error)
{
  g_autoptr (GArray) conflicts = g_array_new (FALSE, TRUE, sizeof (FoConflict));

  g_array_set_clear_func (conflicts, (GDestroyNotify) fo_conflict_clear);
  if (!fo_conflicts_page (l->txn, l->after, PAGE, conflicts, error))
    return false;
  l->read = conflicts->len;
  for (guint i = 0; i < conflicts->len; i++)
    add_conflict (l, &g_array_index (conflicts, FoConflict, i));
  return true;
}

/* ---- links --------------------------------------------------------------------------------------------------------- */

static void
add_link (Load *l, const FoSalesLink *link)
{
  FoLanguage language = l->wish->language;
  g_autofree char *kind = fo_link_words_kind (language, link->kind), *why = fo_telling_why (language, link->why);
  g_autofree char *contact = fo_link_words_contact (language, link, l->now_us);
  FoLinkLight light = fo_link_light (link, l->now_us);
  SentRow one = { .at = l->at, .id = link->id };

  if (!is_wished (l, link->name))
    return;
  g_snprintf (one.shown.command, sizeof one.shown.command, "look link %s", link->name);
  g_snprintf (one.shown.title, sizeof one.shown.title, "%s %s · %s", fo_link_light_sign (light), link->name, kind);
  g_strlcpy (one.shown.detail, *why ? why : link->address, sizeof one.shown.detail);
  g_strlcpy (one.shown.right, contact, sizeof one.shown.right);
  g_array_append_val (l->rows, one);
}

/* There are a few at most. */
static bool
load_links (Load *l, GError **error)
{
  g_autoptr (GArray) links = g_array_new (FALSE, TRUE, sizeof (FoSalesLink));

  g_array_set_clear_func (links, (GDestroyNotify) fo_sales_link_clear);
  l->read = 0;
  if (l->after)
    return true;
  if (!fo_links (l->txn, links, error))
    return false;
  for (guint i = 0; i < links->len; i++)
    add_link (l, &g_array_index (links, FoSalesLink, i));
  return true;
}

static bool
load_new_link (Load *l)
{
  g_autofree char *title = fo_words (l->wish->language, "page.sync.new-link", NULL);
  g_autofree char *detail = fo_words (l->wish->language, "page.sync.new-link.hint", NULL);
  SentRow one = { .at = l->at, .id = 1 };

  l->read = 0;
  if (l->after || *l->wish->words)
    return true;
  g_strlcpy (one.shown.command, "look new-link", sizeof one.shown.command);
  g_snprintf (one.shown.title, sizeof one.shown.title, "+ %s", title);
  g_strlcpy (one.shown.detail, detail, sizeof one.shown.detail);
  g_strlcpy (one.shown.right, "F4", sizeof one.shown.right);
  g_array_append_val (l->rows, one);
  return true;
}

/* ---- one part behind the other ----------------------------------------------------------------------------------------- */

static bool
load_part (Load *l, int part, GError **error)
{
  if (part == OF_CONFLICTS)
    return load_conflicts (l, error);
  if (part == OF_LINKS)
    return load_links (l, error);
  if (part == OF_NEW_LINK)
    return load_new_link (l);
  return load_messages (l, part, error);
}

/* PARTS end with -1. A page of the store may hold rows of other links only: then the next one is read. */
static bool
load (FoTxn *txn, const FoLongListWish *wish, const int *parts, GArray *rows, GError **error)
{
  const SentRow *after = wish->after;
  Load l = { .txn = txn, .wish = wish, .rows = rows, .now_us = fo_store_now_us (fo_txn_store (txn)) };

  if (after) {
    l.at = after->at;
    l.after = after->id;
    l.after_link = after->link;
  }
  while (parts[l.at] >= 0 && rows->len < wish->limit) {
    if (!load_part (&l, parts[l.at], error))
      return false;
    if (l.read < PAGE) {
      l.at++;
      l.after = l.after_link = 0;
    }
  }
  if (rows->len > wish->limit)
    g_array_set_size (rows, wish->limit);
  return true;
}

static bool
load_to_decide (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  static const int parts[] = { FO_DELIVERY_REFUSED, FO_DELIVERY_CLOSED, FO_DELIVERY_DIFFERS, OF_CONFLICTS, -1 };

  return load (txn, wish, parts, rows, error);
}

static bool
load_unknown (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  static const int parts[] = { FO_DELIVERY_UNKNOWN, -1 };

  return load (txn, wish, parts, rows, error);
}

static bool
load_waiting (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  static const int parts[] = { FO_DELIVERY_WAITING, OF_NOT_BEGUN, -1 };

  return load (txn, wish, parts, rows, error);
}

static bool
load_told (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  static const int parts[] = { FO_DELIVERY_VERIFIED, FO_DELIVERY_NOT_CARRIED, -1 };

  return load (txn, wish, parts, rows, error);
}

static bool
load_of_links (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  static const int parts[] = { OF_LINKS, OF_NEW_LINK, -1 };

  return load (txn, wish, parts, rows, error);
}

const FoLongListKind fo_sent_to_decide = { sizeof (SentRow), load_to_decide };
const FoLongListKind fo_sent_unknown = { sizeof (SentRow), load_unknown };
const FoLongListKind fo_sent_waiting = { sizeof (SentRow), load_waiting };
const FoLongListKind fo_sent_told = { sizeof (SentRow), load_told };
const FoLongListKind fo_sent_links = { sizeof (SentRow), load_of_links };
