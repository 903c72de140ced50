/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An item: what the firm sells, makes or buys, and the policies its goods are handled by. Value struct; pure; any thread.
 */
#pragma once

#include "firstout/core/day.h"
#include "firstout/core/id.h"
#include "firstout/core/quantity.h"

#define FO_ITEM_CODE_MAX 64  /* bytes with the zero, as every *_MAX of the core's texts */
#define FO_ITEM_NAME_MAX 256
#define FO_UNIT_MAX 32

typedef enum { FO_ITEM_GOODS, FO_ITEM_SERVICE, FO_ITEM_KIT } FoItemKind; /* a kit consists of others: core/kit.h */
typedef enum { FO_TRACKING_NONE, FO_TRACKING_LOT } FoTracking;
/* Has each unit a serial number? ALWAYS: it is scanned when the unit comes and whenever it is touched. SHIPMENT: only when it leaves,
 * so that service can say to whom, when, and on which order. Of marked goods the marking code is it, and this is NONE. */
typedef enum { FO_SERIALS_NONE, FO_SERIALS_ALWAYS, FO_SERIALS_SHIPMENT } FoSerials;
typedef enum { FO_ISSUE_FEFO, FO_ISSUE_FIFO } FoIssueOrder;
typedef enum { FO_ENFORCE_OFF, FO_ENFORCE_WARN, FO_ENFORCE_FORCE } FoEnforcement; /* of the issue order */
typedef enum { FO_CERTIFICATE_NONE, FO_CERTIFICATE_BEFORE, FO_CERTIFICATE_AFTER } FoCertificateRule;
typedef enum { FO_LABELS_NONE, FO_LABELS_LINE, FO_LABELS_PACK, FO_LABELS_UNIT } FoLabelsRule;

typedef struct {
  FoId id;
  char code[FO_ITEM_CODE_MAX];
  char name[FO_ITEM_NAME_MAX];    /* ru, the firm's own */
  char name_de[FO_ITEM_NAME_MAX]; /* "" falls back to name */
  char name_en[FO_ITEM_NAME_MAX];
  char unit[FO_UNIT_MAX];
  FoItemKind kind;
  FoTracking tracking;
  bool has_expiry;
  FoIssueOrder issue;
  FoEnforcement enforcement;
  int32_t shelf_life_days; /* from production; 0 not known */
  FoCertificateRule certificate;
  bool every_unit; /* each unit is scanned; a typed quantity is refused */
  bool by_eye;     /* may be taken without a code */
  FoLabelsRule labels;
  bool marked;     /* each unit bears a marking code of its own, which is kept: it is scanned, never typed */
  FoSerials serials;
} FoItem;

/* Is each unit known by a code of its own when it comes; when it leaves? Its quantities are whole then. */
bool fo_item_units_come (const FoItem *item);
bool fo_item_units_leave (const FoItem *item);

/* How goods are told apart, in one word, for tables and scripts: "none", "lot", "serial", "lot-serial", "serial-shipment",
 * "lot-serial-shipment". Static. The parser sets tracking and serials; false and ITEM untouched for any other text. */
const char *fo_item_tracking_name (const FoItem *item);
bool fo_item_tracking_parse (FoItem *item, const char *name);

/* Names as the store, files and JSON write them ("fefo"); static. The parsers answer false and leave the output alone for
 * any other text. */
const char *fo_item_kind_name (FoItemKind kind);
bool fo_item_kind_parse (const char *name, FoItemKind *ret);
const char *fo_tracking_name (FoTracking tracking);
bool fo_tracking_parse (const char *name, FoTracking *ret);
const char *fo_issue_order_name (FoIssueOrder issue);
bool fo_issue_order_parse (const char *name, FoIssueOrder *ret);
const char *fo_enforcement_name (FoEnforcement enforcement);
bool fo_enforcement_parse (const char *name, FoEnforcement *ret);
const char *fo_certificate_rule_name (FoCertificateRule rule);
bool fo_certificate_rule_parse (const char *name, FoCertificateRule *ret);
const char *fo_labels_rule_name (FoLabelsRule rule);
bool fo_labels_rule_parse (const char *name, FoLabelsRule *ret);

/* May this quantity of the item be booked? Refusals in precedence: FO_QUANTITY_NOT_POSITIVE, FO_QUANTITY_TOO_LARGE,
 * FO_QUANTITY_NOT_WHOLE (the unit is counted: "шт", "pcs", "Stk", "компл" ...), FO_ITEM_IS_SERVICE (of a kit too:
 * only its components lie anywhere). */
FoVerdict fo_item_may_book (const FoItem *item, FoQuantity quantity_u);

/* How much life goods must have left on the day they leave: so many days, or so much of the item's shelf life; the longer counts.
 * 0, 0: nothing is asked. */
typedef struct {
  int32_t days, percent;
} FoMinLife;

#define FO_MIN_LIFE_TEXT_MAX 24

/* "30" is days, "66%" of the shelf life, "30 66%" both. Into TEXT, which is returned; "" when nothing is asked. The parser takes what
 * the printer makes; false and RET untouched for anything else. */
char *fo_min_life_print (const FoMinLife *life, char text[FO_MIN_LIFE_TEXT_MAX]);
bool fo_min_life_parse (const char *text, FoMinLife *ret);

/* In days: a percentage is turned into them once, rounded up. Of an item whose shelf life is not known it says nothing. */
int32_t fo_min_life_days (const FoMinLife *life, const FoItem *item);

/* The minimum life of a line: its own word (LINE_DAYS), else its customer's, else its item's; 0 of the first two: nothing was said. */
int32_t fo_min_life_of_line (int32_t line_days, int32_t customer_days, const FoMinLife *item_life, const FoItem *item);

/* The last usable day of goods made on PRODUCED_ON by the item's shelf life: the day before they are shelf_life_days old is
 * the last (a life of one day ends on the day of production). FO_DAY_NONE when either is not known; FO_DAY_MAX, which is
 * never, when the life leads out of the calendar. */
FoDay fo_item_expiry_from_production (const FoItem *item, FoDay produced_on);
