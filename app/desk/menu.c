/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/desk/menu.h"

#include <string.h>

#define TASK(name, message) { "task " name, message, FO_MENU_GROUP_TASKS, FO_MENU_SAYS_NOTHING, NULL, NULL, false }
#define PAPER(kind, message) { "voucher " kind, message, FO_MENU_GROUP_PAPERS, FO_MENU_SAYS_MAYBE, "menu.says.number", NULL, true }
#define ORDER(command, message, says_id) { command, message, FO_MENU_GROUP_ORDERS, FO_MENU_SAYS_TEXT, says_id, NULL, true }
#define SET(note, says_id) { "set " note, "setting." note, FO_MENU_GROUP_HOUSE, FO_MENU_SAYS_MAYBE, says_id, NULL, false }
#define HOUSE(command, message) { command, message, FO_MENU_GROUP_HOUSE, FO_MENU_SAYS_NOTHING, NULL, NULL, false }

static const FoMenuRow rows[] = {
  TASK ("move", "menu.task.move"),
  TASK ("check", "menu.task.check"),
  TASK ("load", "menu.task.load"),
  TASK ("ship", "menu.task.ship"),
  TASK ("issue", "menu.task.issue"),
  TASK ("write-off", "menu.task.write_off"),
  TASK ("transfer", "menu.task.transfer"),
  { "wave", "menu.wave", FO_MENU_GROUP_TASKS, FO_MENU_SAYS_MAYBE, "menu.says.orders", " pick ", false },
  { "to", "menu.transfer.to", FO_MENU_GROUP_TASKS, FO_MENU_SAYS_TEXT, "menu.says.warehouse", " transfer ", false },
  { "from", "menu.transfer.from", FO_MENU_GROUP_TASKS, FO_MENU_SAYS_TEXT, "menu.says.warehouse", " transfer ", false },
  { "block-place", "menu.block_place", FO_MENU_GROUP_TASKS, FO_MENU_SAYS_TEXT, "menu.says.place_reason", NULL, false },
  { "unblock-place", "menu.unblock_place", FO_MENU_GROUP_TASKS, FO_MENU_SAYS_TEXT, "menu.says.place", NULL, false },
  { "deal", "menu.issue.deal", FO_MENU_GROUP_TASKS, FO_MENU_SAYS_TEXT, "menu.says.deal", " issue ", false },
  ORDER ("gate-override", "menu.gate.override", "menu.says.reason"),
  ORDER ("gate-close", "menu.gate.close", "menu.says.reason"),
  ORDER ("priority", "menu.priority", "menu.says.priority"),
  ORDER ("validity", "menu.validity", "menu.says.day"),
  { "shortage", "menu.shortage", FO_MENU_GROUP_ORDERS, FO_MENU_SAYS_MAYBE, "menu.says.shortage", NULL, true },
  { "refuse-lot", "menu.refuse_lot", FO_MENU_GROUP_ORDERS, FO_MENU_SAYS_TEXT, "menu.says.line_lot_reason", NULL, false },
  { "allow-lot", "menu.allow_lot", FO_MENU_GROUP_ORDERS, FO_MENU_SAYS_TEXT, "menu.says.line_lot", NULL, false },
  { "open order", "menu.open.order", FO_MENU_GROUP_ORDERS, FO_MENU_SAYS_TEXT, "menu.says.lines_for", NULL, false },
  { "open production", "menu.open.production", FO_MENU_GROUP_ORDERS, FO_MENU_SAYS_TEXT, "menu.says.lines", NULL, false },
  { "open purchase", "menu.open.purchase", FO_MENU_GROUP_ORDERS, FO_MENU_SAYS_TEXT, "menu.says.lines_from", NULL, false },
  { "way", "menu.way", FO_MENU_GROUP_ORDERS, FO_MENU_SAYS_TEXT, "menu.says.way", NULL, false },
  PAPER ("pick-list", "voucher.pick_list"),
  PAPER ("packing-list", "voucher.packing_list"),
  PAPER ("goods-issue", "voucher.goods_issue"),
  PAPER ("goods-receipt", "voucher.goods_receipt"),
  PAPER ("discrepancy", "voucher.discrepancy"),
  PAPER ("internal-issue", "voucher.internal_issue"),
  PAPER ("write-off", "voucher.write_off"),
  PAPER ("transfer", "voucher.transfer"),
  PAPER ("return", "voucher.return"),
  PAPER ("count-sheet", "voucher.count_sheet"),
  PAPER ("count", "voucher.count"),
  PAPER ("recall-notice", "voucher.recall_notice"),
  { "voucher wave", "voucher.wave", FO_MENU_GROUP_PAPERS, FO_MENU_SAYS_NOTHING, NULL, " pick ", false },
  { "name", "menu.name", FO_MENU_GROUP_HOUSE, FO_MENU_SAYS_TEXT, "menu.says.name", NULL, false },
  { "unname", "menu.unname", FO_MENU_GROUP_HOUSE, FO_MENU_SAYS_TEXT, "menu.says.unname", NULL, false },
  { "paper", "menu.paper", FO_MENU_GROUP_HOUSE, FO_MENU_SAYS_TEXT, "menu.says.who_day", NULL, false },
  HOUSE ("paper off", "menu.paper.off"),
  SET ("write_off_limit", "menu.says.limits"),
  SET ("here_limit", "menu.says.role_limits"),
  SET ("count_limit_units", "menu.says.limit"),
  SET ("count_limit_percent", "menu.says.limit"),
  SET ("count_recount", "menu.says.recount"),
  SET ("validity", "menu.says.validity"),
  SET ("remind_days", "menu.says.days"),
  SET ("reserve-days", "menu.says.days"),
  SET ("lease_minutes", "menu.says.minutes"),
  SET ("offline_minutes", "menu.says.minutes"),
  SET ("sender", "menu.says.sender"),
  SET ("papers_folder", "menu.says.folder"),
  SET ("write_off", "menu.says.who"),
  SET ("correct", "menu.says.who"),
  SET ("recall", "menu.says.who"),
  SET ("returns", "menu.says.who"),
  SET ("priority", "menu.says.who"),
  SET ("preempt", "menu.says.who"),
  SET ("override", "menu.says.who"),
  SET ("learn", "menu.says.who"),
  SET ("open-here", "menu.says.who"),
  SET ("leads", "menu.says.leads"),
  SET ("packing", "menu.says.packing"),
  SET ("sscc", "menu.says.sscc"),
  HOUSE ("zero-check on", "menu.zero_check.on"),
  HOUSE ("zero-check off", "menu.zero_check.off"),
  HOUSE ("slot-check on", "menu.slot_check.on"),
  HOUSE ("slot-check off", "menu.slot_check.off"),
};

const FoMenuRow *
fo_menu_rows (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (rows);
  return rows;
}

const char *
fo_menu_group_message (FoMenuGroup group)
{
  switch (group) {
  case FO_MENU_GROUP_TASKS:
    return "menu.group.tasks";
  case FO_MENU_GROUP_ORDERS:
    return "menu.group.orders";
  case FO_MENU_GROUP_PAPERS:
    return "menu.group.papers";
  case FO_MENU_GROUP_HOUSE:
    return "menu.group.house";
  case FO_N_MENU_GROUPS:
    break;
  }
  return "";
}

bool
fo_menu_row_fits (const FoMenuRow *row, const char *task)
{
  g_autofree char *word = g_strdup_printf (" %s ", task);

  return !row->tasks || strstr (row->tasks, word);
}

char *
fo_menu_row_command (const FoMenuRow *row, const char *order, const char *text)
{
  g_autofree char *said = g_strstrip (g_strdup (row->says == FO_MENU_SAYS_NOTHING ? "" : text));
  bool with_order = row->of_order && order && *order && !(row->says == FO_MENU_SAYS_MAYBE && *said);

  if (row->says == FO_MENU_SAYS_TEXT && !*said)
    return NULL;
  return g_strconcat (row->command, with_order ? " " : "", with_order ? order : "", *said ? " " : "", said, NULL);
}
