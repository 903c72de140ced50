/* SPDX-License-Identifier: GPL-3.0-or-later
 * A message at a link: what was said, what stands there, every request that left for it; sent again, given another day, or settled. */
#include "dossiers.h"

#include "telling.h"

#include <string.h>

enum { AGAIN, DATED, DONE, DROP, N_ACTS };

#define WHY { FO_ACT_TEXT, "page.sync.field.why", NULL, NULL }

static const FoActKind acts[N_ACTS] = {
  [AGAIN] = { "send-again", "page.sync.again", "page.sync.again.hint", "send-again $s", NULL, 2, FALSE, FALSE, { { FO_ACT_NO_FIELD, NULL, NULL, NULL } }, NULL, FALSE },
  [DATED] = { "send-dated", "page.sync.dated", "page.sync.dated.hint", "send-dated $s $1 $2", "sending", 3, FALSE, FALSE,
              { { FO_ACT_DAY, "page.sync.field.day", NULL, NULL }, WHY }, NULL, FALSE },
  [DONE] = { "send-done", "page.sync.done", "page.sync.done.hint", "send-done $s $1", "sending", 5, TRUE, FALSE, { WHY }, NULL, FALSE },
  [DROP] = { "send-drop", "page.sync.drop", "page.sync.drop.hint", "send-drop $s $1", "sending", 6, TRUE, TRUE, { WHY }, NULL, FALSE },
};

static guint
of_use (const FoDeliveryRow *row)
{
  guint all = 1u << AGAIN | 1u << DATED | 1u << DONE | 1u << DROP;

  if (!row->exists || row->state == FO_DELIVERY_VERIFIED || row->state == FO_DELIVERY_NOT_CARRIED)
    return 0;
  return row->state == FO_DELIVERY_CLOSED ? all : all & ~(1u << DATED);
}

static void
say_head (const FoDeliveryRow *row, FoLanguage language, FoDossierRow *head)
{
  g_autofree char *title = fo_telling_title (language, row->op, row->body), *state = fo_telling_state (language, row),
                  *why = fo_telling_why (language, row->why);

  g_strlcpy (head->title, title, sizeof head->title);
  g_strlcpy (head->detail, why, sizeof head->detail);
  g_strlcpy (head->right, state, sizeof head->right);
  head->pill_class = fo_telling_state_class (row->exists ? row->state : FO_DELIVERY_WAITING);
}

static void
add_said (GArray *rows, FoLanguage language, const char *message, const char *text)
{
  g_autofree char *title = *text ? fo_words (language, message, NULL) : NULL;

  if (title && g_utf8_strlen (text, -1) <= 20)
    fo_dossier_add_line (rows, title, NULL, text);
  else if (title)
    fo_dossier_add_line (rows, title, text, NULL);
}

static void
add_fate (GArray *rows, FoLanguage language, const FoDeliveryRow *row)
{
  g_autofree char *attempts = g_strdup_printf ("%" G_GINT64_FORMAT, row->attempts), *made = fo_telling_when (row->created_us),
                  *changed = fo_telling_when (row->changed_us);
  g_autofree char *next = fo_telling_when (fo_delivery_is_settled (row->state) ? 0 : row->next_us);
  g_autofree char *decided = g_strconcat (row->decided_by, *row->decided_by && *row->decision ? ": " : "", row->decision, NULL);

  fo_dossier_add_section (rows, language, "page.sync.fate");
  add_said (rows, language, "page.sync.link", row->link_name);
  add_said (rows, language, "page.sync.there", *row->remote_number ? row->remote_number : row->remote_id);
  add_said (rows, language, "page.sync.made", made);
  add_said (rows, language, "page.sync.changed", changed);
  add_said (rows, language, "page.sync.next-try", next);
  add_said (rows, language, "page.sync.attempts", row->attempts ? attempts : "");
  add_said (rows, language, "page.sync.given-day", row->day ? row->day : "");
  add_said (rows, language, "page.sync.decided", decided);
}

static bool
add_attempts (FoTxn *txn, const FoDeliveryRow *row, FoLanguage language, GArray *rows, GError **error)
{
  g_autoptr (GArray) attempts = g_array_new (FALSE, TRUE, sizeof (FoAttempt));
  guint from;

  g_array_set_clear_func (attempts, (GDestroyNotify) fo_attempt_clear);
  if (!fo_attempts_of (txn, row->outbox, row->link, attempts, error))
    return false;
  from = attempts->len > 20 ? attempts->len - 20 : 0;
  if (attempts->len)
    fo_dossier_add_section (rows, language, "page.sync.requests");
  for (guint i = attempts->len; i > from; i--) {
    const FoAttempt *attempt = &g_array_index (attempts, FoAttempt, i - 1);
    g_autofree char *id = g_strconcat ("sync.step.", attempt->what, NULL), *when = fo_telling_when (attempt->started_us);
    g_autofree char *what = fo_words_known (language, id) ? fo_words (language, id, NULL) : g_strdup (attempt->what);
    g_autofree char *none = fo_words (language, "page.sync.no-answer", NULL);
    g_autofree char *title = g_strconcat (when, " · ", what, NULL);

    fo_dossier_add_line (rows, title, attempt->about, *attempt->outcome ? attempt->outcome : none);
  }
  return true;
}

static FoFound
find (FoTxn *txn, const char *name, FoDeliveryRow *row, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", 2);
  g_autoptr (GArray) waiting = g_array_new (FALSE, TRUE, sizeof (FoDeliveryRow));
  FoDeliveryRow *first;
  FoId id;

  g_array_set_clear_func (waiting, (GDestroyNotify) fo_delivery_row_clear);
  if (!parts[0] || !parts[1] || !fo_id_parse (parts[0], &id))
    return FO_ABSENT;
  if (*parts[1])
    return fo_delivery_find (txn, id, parts[1], row, error);
  if (!fo_outbox_not_begun (txn, id + 1, 1, waiting, error))
    return FO_FAILED;
  first = waiting->len ? &g_array_index (waiting, FoDeliveryRow, 0) : NULL;
  if (!first || first->outbox != id)
    return FO_ABSENT;
  *row = *first;
  *first = (FoDeliveryRow){ 0 };
  return FO_FOUND;
}

static void
add_sides (GArray *rows, FoLanguage language, const FoDeliveryRow *row)
{
  fo_dossier_add_section (rows, language, *row->theirs ? "page.sync.both-sides" : "page.sync.said");
  fo_telling_sides (rows, language, row->body, row->theirs);
}

static bool
load (FoTxn *txn, const FoDossierWish *wish, GArray *rows, GError **error)
{
  g_auto (FoDeliveryRow) row = { 0 };
  FoFound found = find (txn, wish->name, &row, error);
  FoDossierRow head = { .kind = FO_DOSSIER_HEAD };

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  say_head (&row, wish->language, &head);
  if (!fo_dossier_judge (txn, &fo_message_dossier_kind, wish, of_use (&row), &head, error))
    return false;
  g_array_append_val (rows, head);
  if (*row.theirs)
    add_sides (rows, wish->language, &row);
  add_fate (rows, wish->language, &row);
  if (!*row.theirs)
    add_sides (rows, wish->language, &row);
  return add_attempts (txn, &row, wish->language, rows, error);
}

const FoDossierKind fo_message_dossier_kind = { acts, N_ACTS, load };
