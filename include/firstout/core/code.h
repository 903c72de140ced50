/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a scan is, by its shape and symbology alone: no database is asked. Where the shape allows several readings all
 * of them are given, and the task says which one it expects: 14 digits may be a GTIN or a text some firm has glued on
 * its shelves, and look-up order never decides.
 *
 * Our own codes begin with "FO:", which no product code does, a letter that says what it names, and the name:
 *
 *   FO:P:A-02-3            a place             FO:B:17            a person's badge
 *   FO:O:214               an order            FO:C:UNDO          a command
 *   FO:S:PO-88             a supply order      FO:L:SEALANT-310/B2411   a lot: item code / lot number
 *                                              FO:L:BOLT-M8/      an item without lots
 *   FOT:P:A-02-3           the same in the training warehouse: a real one refuses it
 *
 * Only 0-9 A-Z . - + * $ / : and % are printed, so that they are alphanumeric to a QR code and plain to Code 128: every
 * other byte of the name (small letters, Cyrillic in UTF-8, a "/" or "%" within a name) is written as %2F. When the
 * prefix arrives in small letters (a keyboard scanner under Caps Lock) the rest is taken as capitals too.
 * Value structs, no allocation. Pure; any thread.
 */
#pragma once

#include "firstout/core/day.h"
#include "firstout/core/gs1.h"
#include "firstout/core/scan.h"
#include "firstout/core/verdict.h"

#define FO_CODE_NAME_MAX 64   /* bytes of a name with the zero, as item codes and lot numbers have */
#define FO_CODE_PRINT_MAX 400 /* room for any code of our own */
#define FO_GUID_MAX 37
#define FO_GSIN_MAX 18
#define FO_DOCUMENT_DIGITS_MAX 40

typedef enum {
  FO_CODE_OTHER, /* any text: looked up among the learned barcodes */
  FO_CODE_GS1,   /* element strings, the SSCC with its "00" among them; Digital Links (gs1.is_link) */
  FO_CODE_GTIN,  /* EAN-8, EAN-13, UPC-A, UPC-E, ITF-14, without further data */
  FO_CODE_SSCC,  /* 18 digits without "00" */
  FO_CODE_PLACE,
  FO_CODE_ORDER,
  FO_CODE_SUPPLY,
  FO_CODE_BADGE,
  FO_CODE_COMMAND,
  FO_CODE_LOT,
  FO_CODE_DOCUMENT, /* 1C prints a document's GUID as a decimal number: 21 to 39 digits, no leading zero */
  FO_N_CODE_KINDS
} FoCodeKind;

typedef struct {
  FoVerdict verdict;
  FoCodeKind kind; /* the most telling one of kinds: what a list or JSON shows */
  uint32_t kinds;  /* every kind it may be: fo_code_may_be */
  bool training;   /* printed by the training warehouse */
  FoSymbology symbology;
  char text[FO_SCAN_BYTES_MAX + 1]; /* the code as scanned: what learned barcodes are looked up by */
  char name[FO_CODE_NAME_MAX];      /* PLACE, ORDER, SUPPLY, BADGE; COMMAND: in small letters; LOT: the item's code */
  char lot[FO_CODE_NAME_MAX];       /* LOT: the lot number, "" for an item without lots */
  char gtin[FO_GTIN_MAX];           /* GTIN; "" when only the next one fits */
  char gtin_upce[FO_GTIN_MAX];      /* GTIN: what eight digits are if the symbol was a UPC-E; "" when it cannot be */
  char sscc[FO_SSCC_MAX];           /* SSCC */
  char guid[FO_GUID_MAX];           /* DOCUMENT, in small letters */
  FoGs1 gs1;                        /* GS1 */
} FoCode;

/* Says what SCAN is. TRAINING: are we the training warehouse? CODE is filled whatever the verdict, but after
 * FO_CODE_EMPTY … FO_CODE_BAD_CHARACTER and FO_CODE_UNKNOWN kinds is empty: nothing can be looked up.
 *
 * How it is told, first match first:
 *   1. a symbology that promises element strings (]C1 ]e0 ]d2 ]Q3 ]J1): GS1 and nothing else.
 *   2. a symbology of product numbers (EAN/UPC, ]E…): GTIN and nothing else; the add-on of ]E3 is left out.
 *   3. "FO:" or "FOT:": ours and nothing else.
 *   4. a GS inside, or "(" + a known AI + ")" in front, or 00, 01, 02, 8006 or 8026 with a key of right check digit in
 *      front: GS1. Nothing less: a Code 128 "10D9T" without an AIM identifier is a text, not the lot D9T.
 *      Or a GS1 Digital Link (fo_gs1_link_parse); any other address on the web is a text.
 *   5. digits only: 8, 12, 13, 14 with the right check digit a GTIN; 18 with the right check digit an SSCC; 21 to 39
 *      without leading zero, below 2^128, a DOCUMENT.
 *   6. anything else: OTHER. What fits 4 or 5 may be OTHER as well, for a firm may have glued such a text on its
 *      shelves; not so a string with a GS in it and an ITF symbol of 14 digits that is a GTIN.
 *
 * Verdicts, in precedence:
 *   FO_CODE_EMPTY          nothing (never after fo_scan_init), separators only, a code of ours without a name
 *   FO_CODE_TOO_LONG       too many bytes (never after fo_scan_init) or elements, a name of ours beyond
 *                          FO_CODE_NAME_MAX
 *   FO_CODE_BAD_CHARACTER  a control character other than GS, not UTF-8, or a wrong %-pair in a code of ours
 *   FO_CODE_CHECK_DIGIT    an EAN/UPC, or 8, 12, 13 or 14 digits in ITF, typed or of unknown symbology, whose last one
 *                          is wrong
 *   FO_GS1_…               see fo_gs1_parse. FO_GS1_CHECK_DIGIT also where nothing but the key's check digit speaks
 *                          against 4
 *   FO_TRAINING_LABEL      a label of the training warehouse, and we are a real one
 *   FO_CODE_UNKNOWN        "FO:" with a letter or shape this version does not know
 * With OTHER among the kinds the verdict is the refusal to give when no learned barcode has this text. */
FoVerdict fo_code_read (FoCode *code, const FoScan *scan, FoDay today, bool training);

bool fo_code_may_be (const FoCode *code, FoCodeKind kind);

/* The GTIN it carries, alone or in (01). False when there is none or it is not clear which (EAN-8 or UPC-E). */
bool fo_code_gtin (const FoCode *code, char ret_gtin[FO_GTIN_MAX]);

/* The SSCC it carries, alone or in (00). */
bool fo_code_sscc (const FoCode *code, char ret_sscc[FO_SSCC_MAX]);

/* The place or party it names by a GLN of 13 digits: in (414), else in (410), (413), (412), (411), else alone. Alone it cannot be told from a
 * GTIN-13 by its digits: ask this where the task expects a place or a party, and fo_code_gtin where it expects goods. The
 * symbology of product numbers carries no GLN. */
bool fo_code_gln (const FoCode *code, char ret_gln[FO_GLN_MAX]);

/* The shipment it names, in (402) or as 17 digits alone with their check digit (GSIN). */
bool fo_code_gsin (const FoCode *code, char ret_gsin[FO_GSIN_MAX]);

/* The GTIN of the unit a GTIN-14 of a pack (indicator 1 … 8) was most likely made from: the same digits, indicator 0, its
 * own check digit. A hint to a person for a pack nobody has learned yet; how many are inside it does not say. False when
 * GTIN is no pack's. */
bool fo_gtin_of_unit (const char gtin[FO_GTIN_MAX], char ret_unit[FO_GTIN_MAX]);

/* ---- what several things could be meant by ----------------------------------------------------------------------- */

/* A text a code may be looked up by, and the thing it is glued on. */
typedef struct {
  FoCodeKind kind;                 /* GTIN, SSCC, DOCUMENT, a kind of ours, or OTHER: the text as it stands */
  char text[2 * FO_CODE_NAME_MAX]; /* GTIN: 14 digits; LOT: item/lot; of a text too long for it the beginning */
  int64_t owner;                   /* the caller's: an item, a place ... of the whole house, one number each */
} FoClaim;

#define FO_CLAIMS_MAX 6

/* All it may be looked up by, owner 0; how many. Two codes that share one could be meant by the same scan: 4601234567893
 * and 04601234567893, an EAN-8 and the UPC-A its digits are as UPC-E, a GLN and a GTIN. */
size_t fo_code_claims (const FoCode *code, FoClaim ret_claims[FO_CLAIMS_MAX]);

/* The claims claims[first … first + count) are the same, and not of one owner. */
typedef struct {
  size_t first, count;
} FoClash;

/* Sorts CLAIMS by kind, text and owner and finds every text that means several things. Returns how many there are and
 * fills at most ROOM. Time n log n, no memory. */
size_t fo_claims_clash (FoClaim *claims, size_t count, FoClash *ret_clashes, size_t room);

/* "gs1", "gtin", "sscc", "place", "order", "supply", "badge", "command", "lot", "document", "other": what JSON and
 * journals show. Static. */
const char *fo_code_kind_name (FoCodeKind kind);
bool fo_code_kind_parse (const char *name, FoCodeKind *ret_kind);

/* The code to print for a thing of ours, or a DOCUMENT's number from its GUID in NAME. LOT is for FO_CODE_LOT only
 * (NULL and "" are the item without lots). RET_TEXT has FO_CODE_PRINT_MAX bytes. What it makes reads back as the same
 * names. Refusals: FO_CODE_EMPTY (a name), FO_TEXT_TOO_LONG, FO_CODE_BAD_CHARACTER (control characters, not UTF-8; a
 * command of other than a-z 0-9 -; no GUID), FO_CODE_UNKNOWN (a kind that is not ours to print). */
FoVerdict fo_code_print (FoCodeKind kind, const char *name, const char *lot, bool training, char *ret_text);
