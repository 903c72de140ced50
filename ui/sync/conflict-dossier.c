/* SPDX-License-Identifier: GPL-3.0-or-later
 * A disagreement: both sides beside each other, and which of them stands. */
#include "dossiers.h"

#include "firstout/work/sending.h"
#include "telling.h"

enum { OURS, THEIRS, COUNT, SETTLED, N_ACTS };

#define WHY { FO_ACT_TEXT, "page.sync.field.why", NULL, NULL }

static const FoActKind acts[N_ACTS] = {
  [OURS] = { "side-ours", "page.sync.ours", "page.sync.ours.hint", "settle $s ours $1", "sending", 2, FALSE, FALSE, { WHY }, NULL, FALSE },
  [THEIRS] = { "side-theirs", "page.sync.theirs", "page.sync.theirs.hint", "settle $s theirs $1", "sending", 3, TRUE, FALSE, { WHY }, NULL, FALSE },
  [COUNT] = { "side-count", "page.sync.count", "page.sync.count.hint", "settle $s theirs $1", "sending", 4, FALSE, FALSE, { WHY }, NULL, FALSE },
  [SETTLED] = { "side-settled", "page.sync.settled", "page.sync.settled.hint", "settle $s other $1", "sending", 5, FALSE, FALSE, { WHY }, NULL, FALSE },
};

static guint
of_use (const FoConflict *conflict)
{
  return 1u << OURS | 1u << SETTLED
         | (fo_side_counts (conflict) ? 1u << COUNT : fo_side_may_win (conflict, FO_SIDE_THEIRS) ? 1u << THEIRS : 0);
}

static void
say_head (const FoConflict *conflict, FoLanguage language, FoDossierRow *head)
{
  g_autofree char *title = fo_telling_conflict (language, conflict), *hint_id = g_strconcat ("sync.kind.", conflict->kind, ".hint", NULL);
  g_autofree char *hint = fo_words_known (language, hint_id) ? fo_words (language, hint_id, NULL) : NULL;

  g_strlcpy (head->title, title, sizeof head->title);
  g_strlcpy (head->detail, hint ? hint : "", sizeof head->detail);
  g_strlcpy (head->right, conflict->link, sizeof head->right);
  head->pill_class = "pill-bad";
}

static bool
load (FoTxn *txn, const FoDossierWish *wish, GArray *rows, GError **error)
{
  FoDossierRow head = { .kind = FO_DOSSIER_HEAD };
  FoConflict conflict = { 0 };
  FoFound found;
  FoId id;
  bool judged;

  if (!fo_id_parse (wish->name, &id))
    return true;
  found = fo_conflict_find (txn, id, &conflict, error);
  if (found != FO_FOUND)
    return found == FO_ABSENT;
  say_head (&conflict, wish->language, &head);
  judged = fo_dossier_judge (txn, &fo_conflict_dossier_kind, wish, of_use (&conflict), &head, error);
  g_array_append_val (rows, head);
  fo_dossier_add_section (rows, wish->language, "page.sync.both-sides");
  fo_telling_sides (rows, wish->language, conflict.ours, *conflict.theirs ? conflict.theirs : "{}");
  fo_conflict_clear (&conflict);
  return judged;
}

const FoDossierKind fo_conflict_dossier_kind = { acts, N_ACTS, load };
