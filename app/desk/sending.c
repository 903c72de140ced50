/* SPDX-License-Identifier: GPL-3.0-or-later
 * Commands about what is told to sales and heard from it: the page of links gives them. A message at a link is MESSAGE/LINK. */
#include "sending.h"

#include "firstout/work/sending.h"
#include "firstout/work/setting.h"

#include <string.h>

/* Nothing said, as when its code is scanned where no message is open: it is known, only not now. */
static bool
unknown (FoStep *step, const char *text)
{
  fo_args_set_text (&step->ret->reply.args, "text", text);
  return fo_step_answer (step, *text ? FO_COMMAND_UNKNOWN : FO_COMMAND_NOT_NOW);
}

/* ---- messages ------------------------------------------------------------------------------------------------------ */

static bool
decide (FoStep *step, const char *argument, FoSendingAct *what, bool dated, GError **error)
{
  g_autofree char *name = fo_next_word (&argument), *day = dated ? fo_next_word (&argument) : NULL, *iso = NULL;
  char *slash = strchr (name, '/'), text[11];
  FoDay at = FO_DAY_NONE;

  if (slash)
    *slash = '\0';
  if (!slash || !fo_id_parse (name, &what->message))
    return unknown (step, name);
  if (dated && fo_day_parse_iso (day, &at) != FO_OK && fo_day_parse_typed (day, step->today, &at) != FO_OK)
    return fo_step_answer (step, FO_DAY_BAD);
  if (dated) {
    fo_day_print_iso (at, text);
    iso = g_strdup (text);
  }
  what->link = slash + 1;
  what->day = iso;
  what->words = argument;
  step->ret->topics |= FO_TOPIC_ORDERS;
  return fo_work_decide_sending (step->store, fo_step_act (step), what, fo_step_reply (step), error);
}

/* `send-again MESSAGE/LINK` */
static bool
send_again (FoStep *step, const char *argument, GError **error)
{
  return decide (step, argument, &(FoSendingAct){ .decision = FO_SENDING_AGAIN }, false, error);
}

/* `send-dated MESSAGE/LINK DAY WHY` */
static bool
send_dated (FoStep *step, const char *argument, GError **error)
{
  return decide (step, argument, &(FoSendingAct){ .decision = FO_SENDING_AGAIN }, true, error);
}

/* `send-done MESSAGE/LINK WHY` */
static bool
send_done (FoStep *step, const char *argument, GError **error)
{
  return decide (step, argument, &(FoSendingAct){ .decision = FO_SENDING_DONE }, false, error);
}

/* `send-drop MESSAGE/LINK WHY` */
static bool
send_drop (FoStep *step, const char *argument, GError **error)
{
  return decide (step, argument, &(FoSendingAct){ .decision = FO_SENDING_DROP }, false, error);
}

/* ---- disagreements ------------------------------------------------------------------------------------------------- */

/* `settle CONFLICT ours|theirs|other WHY` */
static bool
settle (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *number = fo_next_word (&argument), *side = fo_next_word (&argument);
  bool ours = strcmp (side, "ours") == 0;
  FoId conflict;

  if (!fo_id_parse (number, &conflict))
    return unknown (step, number);
  step->ret->topics |= FO_TOPIC_ORDERS | FO_TOPIC_STOCK;
  if (ours || strcmp (side, "theirs") == 0)
    return fo_work_choose_side (step->store, fo_step_act (step), conflict, ours ? FO_SIDE_OURS : FO_SIDE_THEIRS, argument,
                                fo_step_reply (step), error);
  return fo_work_decide_conflict (step->store, fo_step_act (step), conflict, argument, fo_step_reply (step), error);
}

/* `compare-sides`: with sales, in the gateway's next round */
static bool
compare_sides (FoStep *step, const char *argument, GError **error)
{
  (void) argument;
  return fo_work_wish_compare (step->store, fo_step_act (step), fo_step_reply (step), error);
}

/* ---- links --------------------------------------------------------------------------------------------------------- */

/* `link-set NAME KIND ROLE ADDRESS`: its configuration and secret stay as they are. */
static FoTxnEnd
read_link (FoTxn *txn, gpointer data, GError **error)
{
  FoSalesLink *link = data;
  g_autofree char *name = g_strdup (link->name);
  FoFound found;

  fo_sales_link_clear (link);
  *link = (FoSalesLink){ 0 };
  found = fo_link_by_name (txn, name, link, error);
  if (found == FO_ABSENT)
    *link = (FoSalesLink){ .name = g_strdup (name), .config = g_strdup ("{}"), .secret = g_strdup ("") };
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static bool
link_set (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *name = fo_next_word (&argument), *kind = fo_next_word (&argument), *role = fo_next_word (&argument);
  g_auto (FoSalesLink) link = { .name = g_strdup (name) };
  FoLinkRole meant;

  if (!fo_link_role_parse (role, &meant))
    return unknown (step, role);
  if (!fo_store_read (step->store, read_link, &link, error))
    return false;
  g_free (link.kind);
  g_free (link.address);
  link.kind = g_steal_pointer (&kind);
  link.address = g_strdup (argument);
  link.role = meant;
  return fo_work_set_link (step->store, fo_step_act (step), &link, fo_step_reply (step), error);
}

/* `link-field NAME FIELD [VALUE]` */
static bool
link_field (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *name = fo_next_word (&argument), *field = fo_next_word (&argument);
  const FoLinkFieldAct what = { name, field, argument };

  return *field ? fo_work_set_link_field (step->store, fo_step_act (step), &what, fo_step_reply (step), error)
                : unknown (step, name);
}

static bool
turn (FoStep *step, const char *name, FoLinkSwitch how, GError **error)
{
  return fo_work_switch_link (step->store, fo_step_act (step), name, how, fo_step_reply (step), error);
}

static bool
link_on (FoStep *step, const char *argument, GError **error)
{
  return turn (step, argument, FO_LINK_ON, error);
}

static bool
link_off (FoStep *step, const char *argument, GError **error)
{
  return turn (step, argument, FO_LINK_OFF, error);
}

static bool
link_unlatch (FoStep *step, const char *argument, GError **error)
{
  return turn (step, argument, FO_LINK_UNLATCH, error);
}

static bool
link_remove (FoStep *step, const char *argument, GError **error)
{
  return turn (step, argument, FO_LINK_REMOVE, error);
}

/* ---- what holds for all of them -------------------------------------------------------------------------------------- */

/* `stage STAGE/[CHANNEL] WORD` */
static bool
stage (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *name = fo_next_word (&argument);
  char *channel = strchr (name, '/');
  FoChannelWord word = { .channel = "" };

  if (channel)
    *channel++ = '\0';
  if (!fo_stage_parse (name, &word.stage))
    return unknown (step, name);
  g_strlcpy (word.channel, channel ? channel : "", sizeof word.channel);
  g_strlcpy (word.word, argument, sizeof word.word);
  return fo_work_set_channel_word (step->store, fo_step_act (step), &word, fo_step_reply (step), error);
}

static bool
set_number (FoStep *step, FoNumber which, const char *argument, GError **error)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (argument, 10, 0, G_MAXUINT32, &value, NULL))
    return fo_step_answer (step, FO_QUANTITY_BAD);
  return fo_work_set_number (step->store, fo_step_act (step), which, (gint64) value, fo_step_reply (step), error);
}

/* `sync-keep DAYS` */
static bool
sync_keep (FoStep *step, const char *argument, GError **error)
{
  return set_number (step, FO_NUMBER_SYNC_KEEP_DAYS, argument, error);
}

/* `idle-lock MINUTES`, 0: never */
static bool
idle_lock (FoStep *step, const char *argument, GError **error)
{
  return set_number (step, FO_NUMBER_IDLE_LOCK_MINUTES, argument, error);
}

const FoTaskCommand fo_sending_commands[] = {
  { "send-again", send_again },   { "send-dated", send_dated }, { "send-done", send_done },   { "send-drop", send_drop },
  { "settle", settle }, { "compare-sides", compare_sides },          { "link-set", link_set },     { "link-field", link_field }, { "link-on", link_on },
  { "link-off", link_off },       { "link-unlatch", link_unlatch }, { "link-remove", link_remove }, { "stage", stage },
  { "sync-keep", sync_keep },     { "idle-lock", idle_lock },   { NULL, NULL },
};
