/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fields that a person or a table gave, and what a record makes of them. */
#include "firstout/label/form.h"
#include "firstout/label/voucher.h"
#include "record-parts.h"

#include <string.h>

static const char *
text_of (const FoArgs *fields, const char *name)
{
  const FoArg *arg = fo_args_get (fields, name);

  return arg && arg->kind == FO_ARG_TEXT && arg->text ? arg->text : "";
}

static gint64
number_of (const FoArgs *fields, const char *name, FoArgKind kind, gint64 otherwise)
{
  const FoArg *arg = fo_args_get (fields, name);

  return arg && arg->kind == kind ? arg->number : otherwise;
}

void
fo_label_lay_over (FoArgs *fields, const FoArgs *over)
{
  for (guint i = 0; i < over->n; i++) {
    const FoArg *arg = &over->list[i];
    switch (arg->kind) {
    case FO_ARG_TEXT:
      if (fo_label_says (arg->text))
        fo_args_set_text (fields, arg->name, arg->text);
      break;
    case FO_ARG_QUANTITY:
      fo_args_set_quantity (fields, arg->name, arg->number);
      break;
    case FO_ARG_DAY:
      if (arg->number != FO_DAY_NONE)
        fo_args_set_day (fields, arg->name, (FoDay) arg->number);
      break;
    case FO_ARG_COUNT:
      fo_args_set_count (fields, arg->name, arg->number);
      break;
    }
  }
}

/* ---- the records ------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoArgs *fields;
  FoLanguage language;
  FoDay today;
  bool training;
  FoArgs made;
  FoLabelRefusal *refusal;
} Completing;

static FoVerdict
refuse_long (Completing *c, const char *name)
{
  return fo_label_refuse (c->refusal, FO_TEXT_TOO_LONG, name, text_of (c->fields, name));
}

/* The item of the fields. False when a name is longer than an item's may be; *ret_name says which. */
static bool
item_of (const Completing *c, FoItem *ret_item, const char **ret_name)
{
  const struct {
    const char *name;
    char *to;
    gsize room;
  } texts[] = { { "code", ret_item->code, sizeof ret_item->code },
                { "item", ret_item->name, sizeof ret_item->name },
                { "unit", ret_item->unit, sizeof ret_item->unit } };

  *ret_item = (FoItem){ .tracking = FO_TRACKING_NONE };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strlcpy (texts[i].to, text_of (c->fields, texts[i].name), texts[i].room) >= texts[i].room) {
      *ret_name = texts[i].name;
      return false;
    }
  return true;
}

static FoVerdict
complete_item (Completing *c)
{
  FoItem item;
  const char *name;

  if (!item_of (c, &item, &name))
    return refuse_long (c, name);
  const FoLabelItem label = { .item = &item, .gtin = text_of (c->fields, "gtin"), .training = c->training };
  return fo_label_item_fields (&label, c->language, &c->made, c->refusal);
}

static FoVerdict
complete_lot (Completing *c)
{
  FoItem item;
  FoLot lot = { .expires_on = (FoDay) number_of (c->fields, "expires_on", FO_ARG_DAY, FO_DAY_NONE) };
  const char *name;

  if (!item_of (c, &item, &name))
    return refuse_long (c, name);
  if (g_strlcpy (lot.number, text_of (c->fields, "lot"), sizeof lot.number) >= sizeof lot.number)
    return refuse_long (c, "lot");
  item.tracking = lot.number[0] != '\0' ? FO_TRACKING_LOT : FO_TRACKING_NONE;
  const FoLabelLot label = { .item = &item,
                             .lot = &lot,
                             .gtin = text_of (c->fields, "gtin"),
                             .quantity_u = number_of (c->fields, "quantity", FO_ARG_QUANTITY, 0),
                             .serial = text_of (c->fields, "serial"),
                             .training = c->training };
  return fo_label_lot_fields (&label, c->language, c->today, &c->made, c->refusal);
}

static FoVerdict
complete_place (Completing *c)
{
  FoPlace place = { .kind = FO_PLACE_BIN };

  if (g_strlcpy (place.code, text_of (c->fields, "place"), sizeof place.code) >= sizeof place.code)
    return refuse_long (c, "place");
  return fo_label_place_fields (&place, c->training, &c->made, c->refusal);
}

static FoVerdict
complete_carton (Completing *c)
{
  FoItem item;
  const char *name;
  g_autoptr (GArray) rows = NULL;

  if (!item_of (c, &item, &name))
    return refuse_long (c, name);
  const FoLabelContent content = { .item = &item,
                                   .lot = text_of (c->fields, "lot"),
                                   .gtin = text_of (c->fields, "gtin"),
                                   .expires_on = (FoDay) number_of (c->fields, "expires_on", FO_ARG_DAY, FO_DAY_NONE),
                                   .quantity_u = number_of (c->fields, "quantity", FO_ARG_QUANTITY, 0) };
  const FoLabelCarton carton = { .sscc = text_of (c->fields, "sscc"),
                                 .contents = &content,
                                 .n_contents = item.code[0] != '\0' ? 1 : 0,
                                 .training = c->training };
  return fo_label_carton_fields (&carton, c->language, c->today, &c->made, &rows, c->refusal);
}

static FoVerdict
complete_command (Completing *c)
{
  const char *name = text_of (c->fields, "command");
  guint n;
  const FoLabelCommand *commands = fo_label_commands (&n);

  for (guint i = 0; i < n; i++)
    if (g_ascii_strcasecmp (commands[i].name, name) == 0) {
      fo_label_command_fields (&commands[i], c->language, c->training, &c->made);
      return FO_OK;
    }
  return fo_label_refuse (c->refusal, FO_COMMAND_UNKNOWN, "command", name);
}

static FoVerdict
complete_task (Completing *c)
{
  const FoLabelTask task = { .number = text_of (c->fields, "number"),
                             .supply = fo_label_says (text_of (c->fields, "supply")),
                             .due_on = FO_DAY_NONE,
                             .training = c->training };
  g_autoptr (GArray) rows = NULL;

  return fo_label_task_fields (&task, c->language, &c->made, &rows, c->refusal);
}

/* A blank paper: a pick list to be filled in by hand. */
static FoVerdict
complete_voucher (Completing *c)
{
  const FoVoucher voucher = { .kind = FO_VOUCHER_PICK_LIST,
                              .number = text_of (c->fields, "number"),
                              .day = c->today,
                              .draft = true,
                              .training = c->training };
  g_autoptr (GArray) rows = NULL;

  return fo_label_voucher_fields (&voucher, c->language, &c->made, &rows, c->refusal);
}

static FoVerdict
complete (Completing *c, FoLabelRecord record)
{
  switch (record) {
  case FO_LABEL_RECORD_NONE:
  case FO_N_LABEL_RECORDS:
    return FO_OK;
  case FO_LABEL_RECORD_ITEM:
    return complete_item (c);
  case FO_LABEL_RECORD_LOT:
    return complete_lot (c);
  case FO_LABEL_RECORD_PLACE:
    return complete_place (c);
  case FO_LABEL_RECORD_CARTON:
    return complete_carton (c);
  case FO_LABEL_RECORD_BADGE:
    return fo_label_badge_fields (text_of (c->fields, "person"), text_of (c->fields, "badge"),
                                  text_of (c->fields, "role"), c->training, &c->made, c->refusal);
  case FO_LABEL_RECORD_COMMAND:
    return complete_command (c);
  case FO_LABEL_RECORD_TASK:
    return complete_task (c);
  case FO_LABEL_RECORD_VOUCHER:
    return complete_voucher (c);
  case FO_LABEL_RECORD_CHART:
    fo_label_chart_fields (&c->made);
    return FO_OK;
  }
  return FO_OK;
}

FoVerdict
fo_label_complete (const FoLabelTemplate *template,
                   FoLanguage language,
                   FoDay today,
                   bool training,
                   FoArgs *fields,
                   FoLabelRefusal *ret_refusal)
{
  Completing c = { fields, language, today, training, { 0 }, ret_refusal };
  FoVerdict verdict = complete (&c, fo_label_template_record (template));

  if (verdict == FO_OK) {
    fo_label_lay_over (&c.made, fields);
    fo_args_copy (fields, &c.made);
  }
  fo_args_clear (&c.made);
  return verdict;
}
