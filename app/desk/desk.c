/* SPDX-License-Identifier: GPL-3.0-or-later
 * The lane: what an input is, whose it is, and when its state counts. */
#include "badge.h"
#include "due.h"
#include "firstout/store/guard.h"
#include "firstout/work/setting.h"
#include "inside.h"

#include "firstout/label/record.h"

#include <string.h>

#define TYPED_QUANTITY_MAX 7 /* longer digits are a code */

/* ---- life ------------------------------------------------------------------------------------------------------------------- */

/* What the store remembers for the desk. */
static FoTxnEnd
read_own (FoTxn *txn, gpointer data, GError **error)
{
  g_autofree char *value = NULL, *zero_check = NULL, *slot_check = NULL;
  FoDesk *desk = data;
  FoPaperDay paper;

  if (!fo_meta_get (txn, "training", &value, error) || !fo_meta_get (txn, "zero_check", &zero_check, error)
      || !fo_meta_get (txn, "slot_check", &slot_check, error) || !fo_paper_day_read (txn, desk->station, &paper, error))
    return FO_TXN_FAIL;
  desk->training = *value && strcmp (value, "0") != 0;
  desk->state.zero_check = strcmp (zero_check, "on") == 0;
  desk->state.slot_check = strcmp (slot_check, "on") == 0;
  g_strlcpy (desk->state.paper_by, paper.who, sizeof desk->state.paper_by);
  desk->state.paper_on = paper.day;
  return FO_TXN_COMMIT;
}

FoDesk *
fo_desk_new (FoStore *store, const char *station, GError **error)
{
  g_autoptr (FoDesk) desk = g_new0 (FoDesk, 1);
  FoStep step = { .next = &desk->state };

  desk->store = store;
  desk->station = g_strdup (station);
  desk->ids = fo_ids_new ();
  fo_step_let_go (&step);
  if (!fo_guard_watch (store, error) || !fo_store_read (store, read_own, desk, error)       || (!fo_act_is_gated (store) && !fo_ids_refresh (desk->ids, store, error))) /* else its ids are not the house's */
    return NULL;
  return g_steal_pointer (&desk);
}

void
fo_desk_free (FoDesk *desk)
{
  if (!desk)
    return;
  fo_ids_free (desk->ids);
  g_free (desk->before);
  g_free (desk->station);
  g_free (desk->last.request);
  g_free (desk);
}

void
fo_desk_reply_init (FoDeskReply *reply)
{
  *reply = (FoDeskReply){ 0 };
  fo_args_init (&reply->reply.args);
  reply->labels = g_array_new (FALSE, FALSE, sizeof (FoLabelWish));
}

void
fo_desk_reply_clear (FoDeskReply *reply)
{
  fo_reply_clear (&reply->reply);
  g_clear_pointer (&reply->labels, g_array_unref);
}

void
fo_desk_set_person (FoDesk *desk, const char *person)
{
  g_strlcpy (desk->state.person, person, sizeof desk->state.person);
}

FoVerdict
fo_desk_open_task (FoDesk *desk, const char *name)
{
  const FoTask *task = fo_task_named (name);
  FoStep step = { .next = &desk->state };

  if (*name && !task)
    return FO_TASK_UNKNOWN;
  fo_step_open_task (&step, task);
  return FO_OK;
}

/* ---- commands ------------------------------------------------------------------------------------------------------------------ */

static bool
run_command (FoStep *step, const char *name, const char *argument, GError **error)
{
  const FoTaskCommand *command = fo_task_command (step->now->task, name);
  bool asked = false;

  if (strcmp (name, "choose") == 0 && step->now->ask == FO_ASK_CHOICE && step->now->asks_for && strcmp (step->now->asks_for, "whose") != 0)
    return strcmp (step->now->asks_for, "learn") == 0   ? fo_step_learn_choice (step, argument, error)
           : strcmp (step->now->asks_for, "owner") == 0 ? fo_step_choose_owner (step, argument, error)
           : strcmp (step->now->asks_for, "substitute") == 0 ? fo_step_choose_substitute (step, argument, error)
                                                             : fo_step_choose_meaning (step, argument, error);
  if (command && strcmp (name, "lot") == 0 && (!fo_step_asks_owner (step, argument, &asked, error) || asked))
    return asked;
  if (command)
    return command->run (step, argument, error);
  fo_args_set_text (&step->ret->reply.args, "text", name);
  return fo_step_answer (step, fo_task_command_exists (name) ? FO_COMMAND_NOT_NOW : FO_COMMAND_UNKNOWN);
}

/* What may stand behind a command on a barcode. A code that is damaged must not do what is left of it: "ship-x" is no `ship`, and a
 * misread reason is no reason; `task`, `short`, `anyway`, `choose`, `print` and `voucher` know their words themselves. */
static bool
takes_word (const char *name, const char *word)
{
  static const char *const reasons[] = { "damaged", "wrong-label", "other", NULL },
                    *const shelves[] = { "shelf-damaged", "spilled", "blocked-way", "rebuilding", "other", NULL },
                    *const knowing[] = { "task",    "short",  "anyway", "choose",   "print",
                                         "voucher", "reason", "scrap",  "to-stock", "write-off", "issue", NULL };

  if (strcmp (name, "block-place") == 0)
    return g_strv_contains (shelves, word);
  return strcmp (name, "quarantine") == 0 ? g_strv_contains (reasons, word) : *word && g_strv_contains (knowing, name);
}

/* One that stands on the sheet of commands and is a page's own: that page is not looked at now. */
static bool
is_of_page (const char *name)
{
  guint n;
  const FoLabelCommand *commands = fo_label_commands (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (commands[i].name, name) == 0)
      return !g_str_has_prefix (name, "page-");
  return false;
}

/* A command barcode has no room for a space: "quarantine-damaged" is `quarantine damaged`. */
static bool
run_command_code (FoStep *step, const char *name, GError **error)
{
  const char *dash;

  if (fo_task_command_exists (name) && strcmp (name, "task") != 0)
    return run_command (step, name, "", error);
  for (dash = strrchr (name, '-'); dash; dash = g_strrstr_len (name, dash - name, "-")) {
    g_autofree char *front = g_strndup (name, (gsize) (dash - name));

    if (fo_task_command_exists (front) && takes_word (front, dash + 1))
      return run_command (step, front, dash + 1, error);
  }
  fo_args_set_text (&step->ret->reply.args, "text", name);
  return fo_step_answer (step, is_of_page (name) ? FO_COMMAND_NOT_NOW : FO_COMMAND_UNKNOWN);
}

static bool
is_short_quantity (const char *text)
{
  FoQuantity quantity_u;

  return strlen (text) <= TYPED_QUANTITY_MAX && g_ascii_isdigit (*text)
         && fo_quantity_parse (text, &quantity_u) == FO_OK;
}

const char *
fo_step_bare_command (const FoStep *step, const char *text)
{
  const FoDeskState *now = step->now;

  switch (now->ask) {
  case FO_ASK_LOT:
    return "lot";
  case FO_ASK_SERIAL:
    return "serial";
  case FO_ASK_WEIGHT:
    return "weight";
  case FO_ASK_EXPIRY:
    return "expires";
  case FO_ASK_CHOICE:
    return "choose";
  case FO_ASK_WORDS:
    return "no-code";
  case FO_ASK_LEARN:
    return "learn";
  case FO_ASK_REASON:
    return now->asks_for;
  case FO_ASK_QUANTITY:
  case FO_ASK_CONFIRM:
  case FO_ASK_MARK:
  case FO_ASK_ZERO:
  case FO_ASK_NOTHING:
    break;
  }
  if ((!now->line && !now->hand.item.id) || !is_short_quantity (text))
    return "";
  return fo_task_command (now->task, "quantity") ? "quantity" : "";
}

static bool
handle_command (FoStep *step, gconstpointer input, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (input));
  gsize length = strcspn (text, " \t");
  g_autofree char *name = g_strndup (text, length);
  const char *argument = text + length + strspn (text + length, " \t"), *bare;

  if (!*text)
    return fo_step_answer (step, FO_CODE_EMPTY);
  if (fo_task_command_exists (name))
    return run_command (step, name, argument, error);
  bare = fo_step_bare_command (step, text);
  if (!*bare && is_short_quantity (text))
    return run_command (step, "quantity", text, error);
  return *bare ? run_command (step, bare, text, error) : run_command (step, name, argument, error);
}

/* ---- scans ------------------------------------------------------------------------------------------------------------------------ */

/* No product's code, and not our own: it may be what a person answers. */
static bool
may_be_answer (const FoCode *code)
{
  bool product = fo_code_may_be (code, FO_CODE_GTIN) && strlen (code->text) > 8;

  return fo_code_may_be (code, FO_CODE_OTHER) && !product && !fo_code_may_be (code, FO_CODE_GS1)
         && !fo_code_may_be (code, FO_CODE_DOCUMENT);
}

/* A lot's number may be a known one; anything else that has a name here is a scan of that. */
static bool
names_something (const FoNames *names, bool lot_is_asked)
{
  for (guint i = 0; i < names->n; i++)
    if (!lot_is_asked || !names->list[i].has_lot)
      return true;
  return false;
}

static bool
is_day (const char *text, FoDay today)
{
  FoDay day;

  return fo_day_parse_typed (text, today, &day) == FO_OK;
}

/* While a serial number is asked for, a text is that, unless it names goods or a known unit of them; scanned, not if it names a shelf
 * either. Another item may have the same number. */
static bool
is_serial (FoId asked_item, bool typed, const FoNames *names)
{
  for (guint i = 0; i < names->n; i++) {
    const FoNamed *named = &names->list[i];
    bool other_unit = named->unit.id && named->item.id != asked_item;

    if ((named->kind == FO_NAMED_GOODS && !other_unit) || (named->kind == FO_NAMED_PLACE && !typed))
      return false;
  }
  return true;
}

/* RET_SERIAL is "" when the code is no answer to that question. */
static bool
serial_in_code (FoStep *step, const FoCode *code, char ret_serial[FO_SCAN_BYTES_MAX + 1], GError **error)
{
  char gtin[FO_GTIN_MAX], serial[FO_GS1_SERIAL_MAX];
  FoNames names;

  ret_serial[0] = '\0';
  if (step->now->ask != FO_ASK_SERIAL)
    return true;
  if (fo_code_may_be (code, FO_CODE_GS1) && !fo_gs1_gtin (&code->gs1, gtin) && fo_gs1_serial (&code->gs1, serial)) {
    g_strlcpy (ret_serial, serial, FO_SCAN_BYTES_MAX + 1);
    return true;
  }
  if (!fo_code_may_be (code, FO_CODE_OTHER))
    return true;
  if (!fo_step_read_names (step, code, &names, error))
    return false;
  if (is_serial (step->now->hand.item.id, code->symbology == FO_SYMBOLOGY_TYPED, &names))
    g_strlcpy (ret_serial, code->text, FO_SCAN_BYTES_MAX + 1);
  return true;
}

/* The command a scanned or typed text without a meaning of its own stands for; "" when it is a code all the same. */
static bool
answer_in_code (FoStep *step, const FoCode *code, const char **ret_command, GError **error)
{
  bool typed = code->symbology == FO_SYMBOLOGY_TYPED,
       asked = step->now->ask == FO_ASK_LOT || step->now->ask == FO_ASK_EXPIRY;
  FoNames names;

  *ret_command = "";
  if (!may_be_answer (code) || (!typed && !asked))
    return true;
  *ret_command = fo_step_bare_command (step, code->text);
  if (step->now->ask == FO_ASK_EXPIRY && !is_day (code->text, step->today) && !typed)
    *ret_command = "";
  if (!**ret_command)
    return true;
  if (!fo_step_read_names (step, code, &names, error))
    return false;
  if (names_something (&names, step->now->ask == FO_ASK_LOT))
    *ret_command = "";
  return true;
}

static bool
scan_without_task (FoStep *step, const FoCode *code, GError **error)
{
  FoNames names;

  if (!fo_step_read_names (step, code, &names, error))
    return false;
  for (guint i = 0; i < names.n; i++)
    if (names.list[i].kind == FO_NAMED_ORDER || names.list[i].kind == FO_NAMED_SUPPLY)
      return fo_step_open_named (step, &names.list[i], error);
  return names.n ? fo_step_answer (step, FO_NO_TASK) : fo_step_unnamed (step, code, NULL, names.verdict, error);
}

static bool
handle_scan (FoStep *step, gconstpointer input, GError **error)
{
  char serial[FO_SCAN_BYTES_MAX + 1];
  const char *command;
  FoCode code;
  FoVerdict verdict = fo_code_read (&code, input, step->today, step->training);

  if (verdict == FO_TRAINING_LABEL || (verdict != FO_OK && code.kinds == 0))
    return fo_step_unnamed (step, &code, NULL, verdict, error);
  if (verdict == FO_OK && fo_code_may_be (&code, FO_CODE_BADGE))
    return fo_step_badge (step, code.name, error);
  if (verdict == FO_OK && fo_code_may_be (&code, FO_CODE_COMMAND))
    return run_command_code (step, code.name, error);
  if (!serial_in_code (step, &code, serial, error))
    return false;
  if (*serial)
    return run_command (step, "serial", serial, error);
  if (!answer_in_code (step, &code, &command, error))
    return false;
  if (*command)
    return run_command (step, command, code.text, error);
  return step->now->task ? step->now->task->scan (step, &code, error) : scan_without_task (step, &code, error);
}

/* ---- one input ---------------------------------------------------------------------------------------------------------------------- */

typedef bool (*Handle) (FoStep *step, gconstpointer input, GError **error);

static void
begin_reply (FoDeskReply *ret)
{
  fo_reply_clear (&ret->reply);
  g_array_set_size (ret->labels, 0);
  ret->owes = 0;
  ret->topics = 0;
  ret->repeated = false;
}

static bool
go_on_from (FoDesk *desk, const FoReply *reply, GError **error)
{
  g_autofree char *said = fo_reply_position (reply);
  g_autofree char *position = said ? g_steal_pointer (&said) : fo_desk_position (desk);

  return fo_desk_resume (desk, position, error);
}

/* An input whose outcome was open when it was given before: is it in the store after all? Then the lane goes on where that left it,
 * with nothing in the hand. */
static bool
settle_failed (FoDesk *desk, FoId operation, FoDeskReply *ret, bool *ret_done, GError **error)
{
  *ret_done = false;
  if (desk->failed != operation)
    return true;
  if (!fo_store_settle (desk->store, operation, ret_done, error))
    return false;
  if (*ret_done
      && (fo_act_recall (desk->store, operation, &ret->reply, error) == FO_FAILED
          || !fo_reply_due (desk->store, &ret->reply, ret->labels, error) || !go_on_from (desk, &ret->reply, error)))
    return false;
  ret->topics = *ret_done ? FO_TOPIC_STOCK | FO_TOPIC_ORDERS | FO_TOPIC_SUPPLIES | FO_TOPIC_ITEMS : 0;
  desk->failed = 0;
  return true;
}

/* An answer the work did not give: it says which task it was, and with a request it is remembered like any other. */
static bool
complete (FoStep *step, GError **error)
{
  FoArgs *args = &step->ret->reply.args;

  if (!fo_due_read (step->store, fo_step_due (step), step->ret->labels, error) || !fo_step_say_why_blocked (step, error))
    return false;
  if (step->remembered)
    return true;
  if (step->scan && step->scan->symbology != FO_SYMBOLOGY_TYPED
      && fo_verdict_is_of_separators (step->ret->reply.verdict)) /* whose setting is to be changed */
    fo_args_set_text (args, "device", step->scan->device);
  fo_args_set_text (args, "task", step->next->task ? step->next->task->name : "");
  if (step->next->document[0])
    fo_args_set_text (args, "document", step->next->document);
  return !step->act.request || fo_act_remember (step->store, &step->act, fo_step_reply (step), error);
}

/* The same request must ask the same: this is what is compared. Bytes that are no text are kept as far as a store keeps them. */
static char *
content_of (FoJournalKind kind, const FoScan *scan)
{
  gsize length = kind == FO_JOURNAL_COMMAND ? fo_length_without_pin (scan) : scan->length;
  g_autofree char *text = g_utf8_make_valid (scan->bytes, (gssize) length);

  return g_strconcat (kind == FO_JOURNAL_SCAN ? "scan " : "command ", scan->aim, text, NULL);
}

bool
fo_desk_take (FoDesk *desk,
              FoId operation,
              FoJournalKind kind,
              const FoScan *scan,
              const char *request,
              FoDeskReply *ret,
              GError **error)
{
  g_autofree char *content = content_of (kind, scan);
  g_autoptr (GString) due = g_string_new (NULL), due_with_rest = g_string_new (NULL);
  FoDeskState next = desk->state;
  FoStep step = { .store = desk->store,
                  .now = &desk->state,
                  .next = &next,
                  .ret = ret,
                  .training = desk->training,
                  .expects = fo_offline_expects (desk->offline),
                  .scan = kind == FO_JOURNAL_SCAN ? scan : NULL };
  bool done;

  begin_reply (ret);
  if (!settle_failed (desk, operation, ret, &done, error))
    return false;
  if (done)
    return true;
  next = desk->state;
  step.today = fo_store_today (desk->store);
  step.act = (FoAct){ operation, request, content, desk->station, desk->state.person, NULL, NULL };
  fo_args_init (&step.with);
  step.due = due;
  step.due_with_rest = due_with_rest;
  done = (kind == FO_JOURNAL_SCAN ? handle_scan (&step, scan, error) : handle_command (&step, scan->bytes, error))
         && complete (&step, error);
  fo_step_note_second (&step);
  fo_args_clear (&step.with);
  if (done)
    desk->state = next;
  else
    desk->failed = operation;
  return done;
}

FoFound
fo_desk_recall (
    FoDesk *desk, FoJournalKind kind, const FoScan *scan, const char *request, FoDeskReply *ret, GError **error)
{
  g_autofree char *content = content_of (kind, scan);
  FoFound found = FO_ABSENT;

  begin_reply (ret);
  if (request)
    found = fo_act_recall_request (desk->store, desk->station, request, content, &ret->reply, error);
  ret->repeated = found == FO_FOUND && ret->reply.verdict != FO_OPERATION_DIFFERS;
  return found;
}

bool
fo_scan_of_command (FoScan *scan, const char *command)
{
  gsize length = strlen (command);

  if (length == 0 || length > FO_SCAN_BYTES_MAX)
    return false;
  *scan = (FoScan){ .length = length, .symbology = FO_SYMBOLOGY_TYPED };
  memcpy (scan->bytes, command, length);
  return true;
}

static bool
take_or_recall (FoDesk *desk,
                FoId operation,
                FoJournalKind kind,
                const FoScan *scan,
                const char *request,
                FoDeskReply *ret,
                GError **error)
{
  FoFound found = fo_desk_recall (desk, kind, scan, request, ret, error);

  return found == FO_ABSENT ? fo_desk_take (desk, operation, kind, scan, request, ret, error) : found == FO_FOUND;
}

bool
fo_desk_scan (FoDesk *desk, FoId operation, const FoScan *scan, const char *request, FoDeskReply *ret, GError **error)
{
  return take_or_recall (desk, operation, FO_JOURNAL_SCAN, scan, request, ret, error);
}

bool
fo_desk_command (
    FoDesk *desk, FoId operation, const char *command, const char *request, FoDeskReply *ret, GError **error)
{
  FoScan scan;

  if (fo_scan_of_command (&scan, command))
    return take_or_recall (desk, operation, FO_JOURNAL_COMMAND, &scan, request, ret, error);
  begin_reply (ret);
  ret->reply.verdict = *command ? FO_TEXT_TOO_LONG : FO_CODE_EMPTY;
  return true;
}
