/* SPDX-License-Identifier: GPL-3.0-or-later
 * Work that was done on paper is entered: of which day, and whose. */
#include "firstout/store/meta.h"
#include "firstout/work/setting.h"
#include "inside.h"

#include <string.h>

static char *
note_of (const char *station)
{
  return g_strconcat ("paper ", station ? station : "", NULL);
}

bool
fo_paper_day_read (FoTxn *txn, const char *station, FoPaperDay *ret, GError **error)
{
  g_autofree char *name = note_of (station), *note = NULL;
  FoPaperDay paper = { .day = FO_DAY_NONE };
  const char *space;

  if (!fo_meta_get (txn, name, &note, error))
    return false;
  space = strchr (note, ' '); /* "2026-11-20 Петрова" */
  if (space) {
    g_autofree char *day = g_strndup (note, (gsize) (space - note));

    if (fo_day_parse_iso (day, &paper.day) == FO_OK)
      g_strlcpy (paper.who, space + 1, sizeof paper.who);
  }
  *ret = paper;
  return true;
}

static FoTxnEnd
judge (FoTxn *txn, const FoActContext *context, const FoPaperDay *what, FoReply *reply, GError **error)
{
  FoBeginning beginning;

  if (!fo_beginning_read (txn, &beginning, error))
    return FO_TXN_FAIL;
  if (what->day > context->today || (beginning.truth_on != FO_DAY_NONE && what->day < beginning.truth_on))
    return fo_refuse (reply, FO_DAY_BAD);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
set_paper_day (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_autofree char *name = note_of (context->act->station), *note = NULL;
  const FoPaperDay *what = data;
  char day[11];
  FoTxnEnd end = FO_TXN_COMMIT;

  if (!what->who[0]) {
    fo_meta_set (txn, name, "");
    return FO_TXN_COMMIT;
  }
  fo_args_set_text (&reply->args, "person", what->who);
  fo_args_set_day (&reply->args, "day", what->day);
  end = judge (txn, context, what, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_day_print_iso (what->day, day);
  note = g_strdup_printf ("%s %s", day, what->who);
  fo_meta_set (txn, name, note);
  return FO_TXN_COMMIT;
}

bool
fo_work_paper_day (FoStore *store, const FoAct *act, const FoPaperDay *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "paper-day", set_paper_day, what, reply, error);
}
