/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/item.h"
#include "names.h"

FO_NAMED (FoItemKind, item_kind, "goods", "service", "kit")
FO_NAMED (FoTracking, tracking, "none", "lot")
FO_NAMED (FoIssueOrder, issue_order, "fefo", "fifo")
FO_NAMED (FoEnforcement, enforcement, "off", "warn", "force")
FO_NAMED (FoCertificateRule, certificate_rule, "none", "before", "after")
FO_NAMED (FoLabelsRule, labels_rule, "none", "line", "pack", "unit")

bool
fo_item_units_come (const FoItem *item)
{
  return item->marked || item->serials == FO_SERIALS_ALWAYS;
}

bool
fo_item_units_leave (const FoItem *item)
{
  return item->marked || item->serials != FO_SERIALS_NONE;
}

static const char *const told_apart[] = { "none",       "lot", "serial", "lot-serial", "serial-shipment",
                                          "lot-serial-shipment" };

const char *
fo_item_tracking_name (const FoItem *item)
{
  return told_apart[2 * (int) item->serials + (item->tracking == FO_TRACKING_LOT)];
}

bool
fo_item_tracking_parse (FoItem *item, const char *name)
{
  int found;

  if (!names_find (told_apart, (int) (sizeof told_apart / sizeof *told_apart), name, &found))
    return false;
  item->serials = (FoSerials) (found / 2);
  item->tracking = found % 2 ? FO_TRACKING_LOT : FO_TRACKING_NONE;
  return true;
}

/* Units that exist only whole, as the firms that use us write them: in small letters, without a full stop. */
static const char *const counted[] = {
  "шт",   "штук",   "штука", "штуки", "ед",   "единица", "уп",    "упак", "упаковка", "пач",  "пачка", "компл", "комплект", "к-т",
  "наб",  "набор",  "пар",   "пара",  "рул",  "рулон",   "лист",  "л-т",  "бут",      "бутылка", "бан", "банка", "кор",   "короб",
  "коробка", "ящ",  "ящик",  "меш",   "мешок", "бочка",  "туба",  "pc",   "pcs",      "piece", "ea",   "unit",  "set",      "kit",
  "pair", "pack",   "roll",  "sheet", "box",  "bottle",  "can",   "tube", "stk",      "stck", "st",    "stück", "satz",     "paar",
  "pkg",  "packung", "rolle", "blatt", "karton", "flasche", "dose"
};

/* Small letters of what units are written in: Latin without accents, and Russian. */
static void
fold_unit (const char *unit, char *folded)
{
  size_t n = 0;

  for (const unsigned char *p = (const unsigned char *) unit; *p && n + 2 < FO_UNIT_MAX; p++)
    if (*p >= 'A' && *p <= 'Z')
      folded[n++] = (char) (*p - 'A' + 'a');
    else if (*p == 0xD0 && p[1] >= 0x90 && p[1] <= 0x9F) { /* А … П */
      folded[n++] = (char) 0xD0;
      folded[n++] = (char) (*++p + 0x20);
    } else if (*p == 0xD0 && p[1] >= 0xA0 && p[1] <= 0xAF) { /* Р … Я */
      folded[n++] = (char) 0xD1;
      folded[n++] = (char) (*++p - 0x20);
    } else
      folded[n++] = (char) *p;
  while (n > 0 && (folded[n - 1] == '.' || folded[n - 1] == ' '))
    n--;
  folded[n] = '\0';
}

static bool
unit_is_counted (const char *unit)
{
  char folded[FO_UNIT_MAX];
  int found;

  fold_unit (unit, folded);
  return names_find (counted, (int) (sizeof counted / sizeof *counted), folded, &found);
}

FoVerdict
fo_item_may_book (const FoItem *item, FoQuantity quantity_u)
{
  if (quantity_u <= 0)
    return FO_QUANTITY_NOT_POSITIVE;
  if (quantity_u > FO_QUANTITY_MAX)
    return FO_QUANTITY_TOO_LARGE;
  if (!fo_quantity_is_whole (quantity_u) && (fo_item_units_leave (item) || unit_is_counted (item->unit)))
    return FO_QUANTITY_NOT_WHOLE;
  if (item->kind != FO_ITEM_GOODS)
    return FO_ITEM_IS_SERVICE;
  return FO_OK;
}

FoDay
fo_item_expiry_from_production (const FoItem *item, FoDay produced_on)
{
  if (produced_on == FO_DAY_NONE || item->shelf_life_days <= 0)
    return FO_DAY_NONE;
  return item->shelf_life_days - 1 > FO_DAY_MAX - produced_on ? FO_DAY_MAX : produced_on + item->shelf_life_days - 1;
}

/* ---- minimum life ------------------------------------------------------------------------------------------------ */

#define LIFE_MAX 100000 /* days; more than anything that is kept in a warehouse lives */

int32_t
fo_min_life_days (const FoMinLife *life, const FoItem *item)
{
  int64_t part = ((int64_t) item->shelf_life_days * life->percent + 99) / 100;

  return part > life->days ? (int32_t) part : life->days;
}

int32_t
fo_min_life_of_line (int32_t line_days, int32_t customer_days, const FoMinLife *item_life, const FoItem *item)
{
  if (line_days > 0)
    return line_days;
  return customer_days > 0 ? customer_days : fo_min_life_days (item_life, item);
}

static char *
print_number (int32_t number, char *to)
{
  char digits[12];
  int n = 0;

  do
    digits[n++] = (char) ('0' + number % 10);
  while ((number /= 10) > 0);
  while (n > 0)
    *to++ = digits[--n];
  return to;
}

char *
fo_min_life_print (const FoMinLife *life, char text[FO_MIN_LIFE_TEXT_MAX])
{
  char *to = text;

  if (life->days > 0)
    to = print_number (life->days, to);
  if (life->percent > 0) {
    if (to > text)
      *to++ = ' ';
    to = print_number (life->percent, to);
    *to++ = '%';
  }
  *to = '\0';
  return text;
}

static const char *
parse_number (const char *text, int32_t *ret)
{
  int32_t number = 0;
  const char *p = text;

  for (; *p >= '0' && *p <= '9' && number <= LIFE_MAX; p++)
    number = 10 * number + (*p - '0');
  *ret = number;
  return p > text && number <= LIFE_MAX ? p : NULL;
}

bool
fo_min_life_parse (const char *text, FoMinLife *ret)
{
  FoMinLife life = { 0, 0 };
  const char *p = text;

  while (*p) {
    int32_t number;

    p = parse_number (p, &number);
    if (!p || (*p == '%' ? number > 100 || life.percent : life.days || life.percent))
      return false;
    if (*p == '%')
      life.percent = number, p++;
    else
      life.days = number;
    if (*p == ' ' && p[1])
      p++;
    else if (*p)
      return false;
  }
  *ret = life;
  return true;
}
