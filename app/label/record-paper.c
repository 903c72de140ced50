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
#define ISSUE "label.commands.issue"
#define RETURN "label.commands.return"
#define CLAIM "label.commands.claim"
#define PAPERS "label.commands.papers"

static const FoLabelCommand commands[] = {
  { "undo", ALWAYS, "*" },
  { "cancel", ALWAYS, "*" },
  { "print", ALWAYS, "*" },
  { "no-code", ALWAYS, "*" },
  { "log-out", ALWAYS, "" },
  { "task-receive", PAGES, " receive " },
  { "task-put-away", PAGES, " put-away " },
  { "task-pick", PAGES, " pick " },
  { "task-ship", PAGES, " ship " },
  { "task-load", PAGES, " load " },
  { "task-return", PAGES, " return " },
  { "page-trace", PAGES, "" },
  { "page-start", PAGES, "" },
  { "page-expiry", PAGES, "" },
  { "page-hand-over", PAGES, "" },
  { "task-pack", PAGES, " pack " },
  { "page-orders", PAGES, "" },
  { "page-deal", PAGES, "" },
  { "page-supplies", PAGES, "" },
  { "task-check", PAGES, " check " },
  { "page-stock", PAGES, "" },
  { "page-labels", PAGES, "" },
  { "page-devices", PAGES, "" },
  { "page-backup", PAGES, "" },
  { "page-people", PAGES, "" },
  { "page-stations", PAGES, "" },
  { "page-sync", PAGES, "" },
  { "sync-decide", PAGES, "" },
  { "sync-unknown", PAGES, "" },
  { "sync-waiting", PAGES, "" },
  { "sync-told", PAGES, "" },
  { "sync-links", PAGES, "" },
  { "sync-rules", PAGES, "" },
  { "compare-sides", PAGES, "" },
  { "send-again", PAGES, "" },
  { "task-count", PAGES, " count " },
  { "task-move", PAGES, " move " },
  { "task-issue", PAGES, " issue " },
  { "task-write-off", PAGES, " write-off " },
  { "task-transfer", PAGES, " transfer " },
  { "confirm", RECEIVE, " receive pick count issue transfer " },
  { "quarantine", RECEIVE, " receive transfer return " },
  { "finish", RECEIVE, " receive ship load count check transfer return " },
  { "lot", RECEIVE, " receive " },
  { "carton", RECEIVE, " receive " },
  { "cross-dock", RECEIVE, " put-away " },
  { "learn", RECEIVE, " receive put-away pick count look-up " },
  { "next", PICK, " pick pack count check " },
  { "here", PICK, " pick put-away move issue write-off transfer " },
  { "anyway", PICK, " pick issue " },
  { "short-not-found", PICK, " pick " },
  { "short-damaged", PICK, " pick " },
  { "park", PICK, " pick " },
  { "take-over", PICK, " pick " },
  { "wave", PICK, " pick " },
  { "slot-carton", PICK, " pick " },
  { "empty", PICK, " pick " },
  { "not-empty", PICK, " pick " },
  { "substitute", PICK, " pick " },
  { "close", SHIP, " pack " },
  { "weight", SHIP, " pack " },
  { "out", SHIP, " pack " },
  { "reopen", SHIP, " pack " },
  { "cancel-carton", SHIP, " pack " },
  { "ship", SHIP, " pick pack ship " },
  { "ship-part", SHIP, " pack ship " },
  { "certificate", SHIP, " ship " },
  { "issue-production", ISSUE, " issue " },
  { "issue-service", ISSUE, " issue " },
  { "issue-sample", ISSUE, " issue " },
  { "issue-repair", ISSUE, " issue " },
  { "issue-other", ISSUE, " issue " },
  { "back", ISSUE, " issue " },
  { "write-off-damaged", ISSUE, " write-off " },
  { "write-off-expired", ISSUE, " write-off " },
  { "write-off-defect", ISSUE, " write-off " },
  { "write-off-recalled", ISSUE, " write-off " },
  { "write-off-other", ISSUE, " write-off " },
  { "approve", ISSUE, " write-off " },
  { "refuse", ISSUE, " write-off " },
  { "arrived", ISSUE, " transfer " },
  { "block-place", LOT, "" },
  { "unblock-place", LOT, "" },
  { "voucher-pick-list", PAPERS, " pick " },
  { "voucher-wave", PAPERS, " pick " },
  { "voucher-packing-list", PAPERS, " pack " },
  { "voucher-goods-issue", PAPERS, " pack ship " },
  { "voucher-goods-receipt", PAPERS, " receive " },
  { "voucher-discrepancy", PAPERS, " receive " },
  { "voucher-internal-issue", PAPERS, " issue " },
  { "voucher-write-off", PAPERS, " write-off " },
  { "voucher-transfer", PAPERS, " transfer " },
  { "voucher-return", PAPERS, " return " },
  { "voucher-recall-notice", PAPERS, "" },
  { "voucher-count-sheet", PAPERS, " count " },
  { "voucher-count", PAPERS, " count " },
  { "reason-wrong-item", RETURN, " return " },
  { "reason-not-needed", RETURN, " return " },
  { "reason-other", RETURN, " return " },
  { "to-stock", RETURN, " return " },
  { "scrap", RETURN, " return " },
  { "to-supplier", RETURN, " return " },
  { "repair", RETURN, " return " },
  { "lot-acts", LOT, "" },
  { "lot-block", LOT, "" },
  { "lot-quarantine", LOT, "" },
  { "lot-free", LOT, "" },
  { "lot-day", LOT, "" },
  { "lot-number", LOT, "" },
  { "lot-relabel", LOT, "" },
  { "lot-recall", LOT, "" },
  { "place-block", LOT, "" },
  { "place-free", LOT, "" },
  { "code-teach", LOT, "" },
  { "code-correct", LOT, "" },
  { "code-forget", LOT, "" },
  { "item-name", LOT, "" },
  { "item-number-of", LOT, "" },
  { "claim-new", LOT, "" },
  { "reason-damage", LOT, "" },
  { "reason-shortage", LOT, "" },
  { "reason-quality", LOT, " return " },
  { "reason-damaged", LOT, " return " },
  { "reason-defect", LOT, "" },
  { "reason-supplier-notice", LOT, "" },
  { "reason-complaint", LOT, "" },
  { "reason-mistyped", LOT, "" },
  { "reason-wrong-label", LOT, "" },
  { "reason-looked-at", LOT, "" },
  { "reason-tested", LOT, "" },
  { "reason-repacked", LOT, "" },
  { "reason-split", LOT, "" },
  { "say-crushed", CLAIM, "" },
  { "say-broken", CLAIM, "" },
  { "say-leaks", CLAIM, "" },
  { "say-wet", CLAIM, "" },
  { "say-fewer", CLAIM, "" },
  { "say-other-goods", CLAIM, "" },
  { "say-too-old", CLAIM, "" },
  { "say-poor", CLAIM, "" },
  { "say-confirmed", CLAIM, "" },
  { "say-not-confirmed", CLAIM, "" },
  { "say-replaced", CLAIM, "" },
  { "say-refunded", CLAIM, "" },
  { "say-more-is-known", CLAIM, "" },
  { "do-it", LOT, "" },
  { "leave-it", LOT, "" },
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
  static const struct {
    const char *prefix, *offer;
  } reasons[] = { { "reason-", "offer.reason." }, { "issue-", "offer.purpose." }, { "say-", "offer.say." }, { "write-off-", "offer.reason." },
                 { "voucher-", "voucher." } };
  g_autofree char *underscored = g_strdelimit (g_strdup (command->name), "-", '_');
  g_autofree char *message = g_strconcat ("label.command.", underscored, NULL), *page = NULL;
  g_auto (FoArgs) args = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_has_prefix (command->name, reasons[i].prefix)) {
      g_autofree char *offer = g_strconcat (reasons[i].offer, underscored + strlen (reasons[i].prefix), NULL);
      return fo_words (language, offer, NULL);
    }
  if (!g_str_has_prefix (command->name, "page-"))
    return fo_words (language, message, NULL);
  page = g_strconcat ("shell.page.", command->name + strlen ("page-"), NULL);
  fo_args_set_text (&args, "text", page);
  return fo_words (language, "label.command.page", &args);
}

/* ---- the card of a task ------------------------------------------------------------------------------------------ */

static bool
is_called (const FoLabelCommand *command, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  if (strcmp (command->name + strlen ("task-"), text) == 0)
    return true;
  for (int language = 0; language < FO_N_LANGUAGES; language++) {
    g_autofree char *words = words_of_command (command, (FoLanguage) language), *other = g_utf8_casefold (words, -1);
    if (strcmp (other, folded) == 0)
      return true;
  }
  return false;
}

const char *
fo_label_card_named (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_has_prefix (commands[i].name, "task-") && is_called (&commands[i], text))
      return commands[i].name + strlen ("task-");
  return NULL;
}

void
fo_label_card_fields (const char *task, FoLanguage language, bool training, FoArgs *ret_fields, GArray **ret_rows)
{
  g_autofree char *word = g_strdup_printf (" %s ", task), *opens = g_strconcat ("task-", task, NULL);

  fo_args_clear (ret_fields);
  *ret_rows = fo_label_rows_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autofree char *words = strcmp (commands[i].name, opens) == 0 ? words_of_command (&commands[i], language) : NULL;

    if (words)
      fo_label_set_text (ret_fields, "task", words);
    if (strcmp (commands[i].tasks, "*") != 0 && !strstr (commands[i].tasks, word))
      continue;
    g_array_set_size (*ret_rows, (*ret_rows)->len + 1);
    fo_label_command_fields (&commands[i], language, training, &g_array_index (*ret_rows, FoArgs, (*ret_rows)->len - 1));
  }
  fo_label_set_flag (ret_fields, "training", training);
}

/* ---- the row of a command ---------------------------------------------------------------------------------------- */

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
