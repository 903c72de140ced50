/* SPDX-License-Identifier: GPL-3.0-or-later
 * Badges, command sheets, and the papers of a task. */
#include "firstout/core/chart.h"
#include "firstout/core/code.h"
#include "record-parts.h"

#include <string.h>

FoVerdict
fo_label_badge_fields (const char *person,
                       const char *badge,
                       const char *role,
                       bool training,
                       FoArgs *ret_fields,
                       FoLabelRefusal *ret_refusal)
{
  char own[FO_CODE_PRINT_MAX];
  FoVerdict verdict = fo_code_print (FO_CODE_BADGE, badge, NULL, training, own);

  if (verdict != FO_OK)
    return fo_label_refuse (ret_refusal, verdict, "badge", badge);
  fo_args_clear (ret_fields);
  fo_label_set_text (ret_fields, "person", person);
  fo_label_set_text (ret_fields, "badge", badge);
  fo_label_set_text (ret_fields, "role", role);
  fo_label_set_text (ret_fields, "own", own);
  fo_label_set_flag (ret_fields, "training", training);
  return FO_OK;
}

/* ---- commands ---------------------------------------------------------------------------------------------------- */

#define ALWAYS "label.commands.always"
#define RECEIVE "label.commands.receive"
#define PICK "label.commands.pick"
#define SHIP "label.commands.ship"
#define PAGES "label.commands.pages"
#define LOT "label.commands.lot"

static const FoLabelCommand commands[] = {
  { "undo", ALWAYS },        { "cancel", ALWAYS },        { "print", ALWAYS },       { "no-code", ALWAYS },
  { "task-receive", PAGES }, { "task-put-away", PAGES }, { "task-pick", PAGES }, { "task-ship", PAGES },
  { "task-load", PAGES }, { "task-return", PAGES }, { "page-trace", PAGES }, { "page-start", PAGES },
  { "page-expiry", PAGES }, { "page-hand-over", PAGES }, { "task-pack", PAGES }, { "page-orders", PAGES },
  { "page-deal", PAGES }, { "page-supplies", PAGES }, { "task-check", PAGES }, { "page-stock", PAGES },
  { "page-labels", PAGES }, { "page-devices", PAGES }, { "page-backup", PAGES }, { "task-count", PAGES },
  { "task-move", PAGES },
  { "task-issue", PAGES }, { "task-write-off", PAGES }, { "task-transfer", PAGES }, { "confirm", RECEIVE },
  { "quarantine", RECEIVE }, { "finish", RECEIVE }, { "next", PICK }, { "here", PICK }, { "anyway", PICK },
  { "short-not-found", PICK }, { "short-damaged", PICK }, { "park", PICK }, { "close", SHIP }, { "weight", SHIP },
  { "out", SHIP }, { "reopen", SHIP }, { "ship", SHIP }, { "ship-part", SHIP }, { "certificate", SHIP },
  { "lot-acts", LOT }, { "lot-block", LOT }, { "lot-quarantine", LOT }, { "lot-free", LOT }, { "lot-day", LOT }, { "lot-number", LOT },
  { "lot-relabel", LOT }, { "lot-recall", LOT }, { "claim-new", LOT }, { "reason-quality", LOT }, { "reason-damaged", LOT },
  { "reason-defect", LOT }, { "reason-supplier-notice", LOT }, { "reason-complaint", LOT }, { "reason-mistyped", LOT },
  { "reason-wrong-label", LOT }, { "reason-looked-at", LOT }, { "reason-tested", LOT }, { "reason-repacked", LOT }, { "reason-split", LOT },
  { "do-it", LOT }, { "leave-it", LOT },
};

const FoLabelCommand *
fo_label_commands (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (commands);
  return commands;
}

/* What it does: a page is called as it is on the rail of the window, a reason as it is offered there. */
static char *
words_of_command (const FoLabelCommand *command, FoLanguage language)
{
  g_autofree char *underscored = g_strdelimit (g_strdup (command->name), "-", '_');
  g_autofree char *message = g_strconcat ("label.command.", underscored, NULL), *page = NULL;
  g_auto (FoArgs) args = { 0 };

  if (g_str_has_prefix (command->name, "reason-")) {
    g_autofree char *reason = g_strconcat ("offer.reason.", underscored + strlen ("reason-"), NULL);
    return fo_words (language, reason, NULL);
  }
  if (!g_str_has_prefix (command->name, "page-"))
    return fo_words (language, message, NULL);
  page = g_strconcat ("shell.page.", command->name + strlen ("page-"), NULL);
  fo_args_set_text (&args, "text", page);
  return fo_words (language, "label.command.page", &args);
}

void
fo_label_command_fields (const FoLabelCommand *command, FoLanguage language, bool training, FoArgs *ret_fields)
{
  char own[FO_CODE_PRINT_MAX];
  FoVerdict verdict = fo_code_print (FO_CODE_COMMAND, command->name, NULL, training, own);
  g_autofree char *text = words_of_command (command, language);
  g_autofree char *where = fo_words (language, command->where, NULL);

  g_assert (verdict == FO_OK);
  fo_args_clear (ret_fields);
  fo_args_set_text (ret_fields, "command", own);
  fo_args_set_text (ret_fields, "text", text);
  fo_args_set_text (ret_fields, "place", where);
  fo_args_set_text (ret_fields, "own", own);
  fo_label_set_flag (ret_fields, "training", training);
}

void
fo_label_chart_fields (FoArgs *ret_fields)
{
  static const char *const fields[FO_N_CHART_CODES] = { "letters", "signs", "ean", "upc", "gs1", "matrix", "cyrillic" };

  fo_args_clear (ret_fields);
  for (int code = 0; code < FO_N_CHART_CODES; code++)
    fo_args_set_text (ret_fields, fields[code], fo_chart_bytes ((FoChartCode) code));
  fo_args_set_text (ret_fields, "pairing", FO_CHART_PAIRING);
}

/* ---- papers of a task -------------------------------------------------------------------------------------------- */

static void
set_line (FoArgs *fields, const FoLabelTaskLine *line, guint n, FoLanguage language)
{
  fo_args_set_count (fields, "n", n);
  fo_label_set_text (fields, "item", fo_label_item_name (line->item, language));
  fo_label_set_text (fields, "code", line->item->code);
  fo_label_set_text (fields, "lot", line->lot);
  fo_label_set_text (fields, "place", line->place);
  fo_args_set_day (fields, "expires_on", line->expires_on);
  fo_label_set_quantity (fields, line->item, line->quantity_u);
}

FoVerdict
fo_label_task_fields (
    const FoLabelTask *task, FoLanguage language, FoArgs *ret_fields, GArray **ret_rows, FoLabelRefusal *ret_refusal)
{
  char own[FO_CODE_PRINT_MAX];
  FoVerdict verdict =
      fo_code_print (task->supply ? FO_CODE_SUPPLY : FO_CODE_ORDER, task->number, NULL, task->training, own);

  if (verdict != FO_OK)
    return fo_label_refuse (ret_refusal, verdict, "number", task->number);
  fo_args_clear (ret_fields);
  fo_label_set_text (ret_fields, "number", task->number);
  fo_label_set_text (ret_fields, "deal", task->deal);
  fo_label_set_text (ret_fields, "partner", task->partner);
  fo_label_set_text (ret_fields, "note", task->note);
  fo_args_set_day (ret_fields, "due_on", task->due_on);
  fo_label_set_text (ret_fields, "own", own);
  fo_label_set_flag (ret_fields, task->supply ? "supply" : "order", true);
  fo_label_set_flag (ret_fields, "training", task->training);
  *ret_rows = fo_label_rows_new ();
  g_array_set_size (*ret_rows, task->n_lines);
  for (guint i = 0; i < task->n_lines; i++)
    set_line (&g_array_index (*ret_rows, FoArgs, i), &task->lines[i], i + 1, language);
  return FO_OK;
}
