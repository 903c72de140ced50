/* SPDX-License-Identifier: GPL-3.0-or-later
 * What holds for all links: how long things are kept, how channels call the stages of orders, who owns which field. */
#include "rules.h"

#include "common/work-list.h"
#include "firstout/core/ownership.h"
#include "firstout/store/channels.h"
#include "firstout/work/setting.h"

typedef struct {
  FoWorkRow shown; /* the first: what the list reads */
  guint n;
} RuleRow;

typedef struct {
  FoTxn *txn;
  FoLanguage language;
  GArray *rows; /* RuleRow, all of them */
} Load;

static RuleRow *
add (Load *l)
{
  RuleRow row = { .n = l->rows->len + 1 };

  g_array_append_val (l->rows, row);
  return &g_array_index (l->rows, RuleRow, l->rows->len - 1);
}

static void
put (const Load *l, char *to, gsize room, const char *message, const FoArgs *args)
{
  g_autofree char *text = fo_words (l->language, message, args);

  g_strlcpy (to, text, room);
}

static bool
add_keep (Load *l, GError **error)
{
  g_auto (FoArgs) args = { 0 };
  RuleRow *row;
  guint days;

  if (!fo_number_read (l->txn, FO_NUMBER_SYNC_KEEP_DAYS, &days, error))
    return false;
  row = add (l);
  fo_args_set_count (&args, "count", days);
  g_strlcpy (row->shown.command, "look keep 1", sizeof row->shown.command);
  put (l, row->shown.title, sizeof row->shown.title, "page.sync.rule.keep", &args);
  put (l, row->shown.detail, sizeof row->shown.detail, "page.sync.rule.keep.hint", NULL);
  return true;
}

static bool
add_stages (Load *l, GError **error)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (FoChannelWord));

  if (!fo_channel_words (l->txn, words, error))
    return false;
  for (guint i = 0; i < words->len; i++) {
    const FoChannelWord *word = &g_array_index (words, FoChannelWord, i);
    g_autofree char *stage_id = g_strconcat ("stage.", fo_stage_name (word->stage), NULL);
    g_autofree char *stage = fo_words_known (l->language, stage_id) ? fo_words (l->language, stage_id, NULL)
                                                                    : g_strdup (fo_stage_name (word->stage));
    g_auto (FoArgs) args = { 0 };
    RuleRow *row = add (l);

    fo_args_set_text (&args, "text", stage);
    put (l, row->shown.title, sizeof row->shown.title, "page.sync.rule.stage", &args);
    fo_args_set_text (&args, "text", word->channel);
    put (l, row->shown.detail, sizeof row->shown.detail, *word->channel ? "page.sync.rule.channel" : "page.sync.rule.every-channel", &args);
    g_strlcpy (row->shown.right, word->word, sizeof row->shown.right);
    g_snprintf (row->shown.command, sizeof row->shown.command, "look stage %s/%s", fo_stage_name (word->stage), word->channel);
  }
  return true;
}

static void
add_fields (Load *l)
{
  size_t n;
  const FoOwnedField *fields = fo_owned_fields (&n);

  for (size_t i = 0; i < n; i++) {
    g_autofree char *thing_id = g_strconcat ("owner.thing.", fields[i].thing, NULL), *field_id = g_strconcat ("sync.field.", fields[i].field, NULL),
                    *owner_id = g_strconcat ("owner.", fo_owner_name (fields[i].owner), NULL);
    g_autofree char *thing = fo_words (l->language, thing_id, NULL), *field = fo_words (l->language, field_id, NULL);
    RuleRow *row = add (l);

    g_snprintf (row->shown.title, sizeof row->shown.title, "%s · %s", thing, field);
    put (l, row->shown.right, sizeof row->shown.right, owner_id, NULL);
    if (fields[i].rule)
      put (l, row->shown.detail, sizeof row->shown.detail, fields[i].rule, NULL);
  }
}

/* A few dozen: made anew for each page, and cut. */
static bool
load (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, TRUE, sizeof (RuleRow));
  const RuleRow *after = wish->after;
  Load l = { txn, wish->language, all };

  if (!add_keep (&l, error) || !add_stages (&l, error))
    return false;
  add_fields (&l);
  for (guint i = after ? after->n : 0; i < all->len && rows->len < wish->limit; i++)
    g_array_append_val (rows, g_array_index (all, RuleRow, i));
  return true;
}

const FoLongListKind fo_rules_list = { sizeof (RuleRow), load };

/* ---- what may be changed about them ------------------------------------------------------------------------------------ */

static const FoActKind keep_acts[] = {
  { "sync-keep", "page.sync.keep", "page.sync.keep.hint", "sync-keep $1", "settings", 2, FALSE, FALSE,
    { { FO_ACT_QUANTITY, "page.sync.field.days", NULL, NULL } }, NULL, FALSE },
};

static bool
load_keep (FoTxn *txn, const FoDossierWish *wish, GArray *rows, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, TRUE, sizeof (RuleRow));
  FoDossierRow head = { .kind = FO_DOSSIER_HEAD };
  Load l = { txn, wish->language, all };
  const RuleRow *rule;
  guint days;

  if (!add_keep (&l, error) || !fo_number_read (txn, FO_NUMBER_SYNC_KEEP_DAYS, &days, error)
      || !fo_dossier_judge (txn, &fo_keep_dossier_kind, wish, 1, &head, error))
    return false;
  rule = &g_array_index (all, RuleRow, 0);
  g_strlcpy (head.title, rule->shown.title, sizeof head.title);
  g_strlcpy (head.detail, rule->shown.detail, sizeof head.detail);
  g_snprintf (head.preset[FO_ACT_QUANTITY], sizeof head.preset[FO_ACT_QUANTITY], "%u", days);
  g_array_append_val (rows, head);
  return true;
}

const FoDossierKind fo_keep_dossier_kind = { keep_acts, G_N_ELEMENTS (keep_acts), load_keep };

/* "STAGE/CHANNEL": the desk's command says them the other way round. */
static const FoActKind stage_acts[] = {
  { "stage", "page.sync.stage", "page.sync.stage.hint", "stage $s $1", "settings", 2, FALSE, FALSE,
    { { FO_ACT_TEXT, "page.sync.field.word", NULL, NULL } }, NULL, FALSE },
};

static bool
load_stage (FoTxn *txn, const FoDossierWish *wish, GArray *rows, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, TRUE, sizeof (RuleRow));
  g_autofree char *command = g_strconcat ("look stage ", wish->name, NULL);
  FoDossierRow head = { .kind = FO_DOSSIER_HEAD };
  Load l = { txn, wish->language, all };

  if (!add_stages (&l, error) || !fo_dossier_judge (txn, &fo_stage_dossier_kind, wish, 1, &head, error))
    return false;
  for (guint i = 0; i < all->len; i++) {
    const FoWorkRow *shown = &g_array_index (all, RuleRow, i).shown;

    if (!g_str_equal (shown->command, command))
      continue;
    g_strlcpy (head.title, shown->title, sizeof head.title);
    g_strlcpy (head.detail, shown->detail, sizeof head.detail);
    g_strlcpy (head.right, shown->right, sizeof head.right);
    g_strlcpy (head.preset[FO_ACT_TEXT], shown->right, sizeof head.preset[FO_ACT_TEXT]);
    g_array_append_val (rows, head);
    return true;
  }
  return true;
}

const FoDossierKind fo_stage_dossier_kind = { stage_acts, G_N_ELEMENTS (stage_acts), load_stage };
