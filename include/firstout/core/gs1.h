/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GS1 element strings: "01" + GTIN, "17" + day, "10" + lot ... as GS1-128, GS1 DataMatrix, GS1 QR and DataBar carry
 * them, and as people write them, with the application identifiers (AIs) in parentheses. Rules: GS1 General
 * Specifications, chapters 3 (the AIs), 7.8 (separators, predefined lengths), 7.9 (check digits), 7.11 (character
 * sets), 7.12 (centuries). "GS" is the byte 0x1d: what a reader sends for an FNC1 inside the symbol.
 *
 *   FoGs1 gs1;
 *   if (fo_gs1_parse (&gs1, scan.bytes, scan.length, today) == FO_OK && fo_gs1_gtin (&gs1, gtin))
 *     fo_gs1_lot (&gs1, lot), expires_on = fo_gs1_expires_on (&gs1);
 *
 * A warehouse reads more than the standard lets a printer print: a lot without a GTIN is fine, so is an AI nobody
 * knows. Value structs, no allocation. Pure; any thread.
 */
#pragma once

#include "firstout/core/day.h"
#include "firstout/core/quantity.h"
#include "firstout/core/scan.h"
#include "firstout/core/verdict.h"

#define FO_GS1_ENTRIES_MAX 32
#define FO_GS1_AI_MAX 5     /* bytes with the zero, as every *_MAX of texts here */
#define FO_GS1_VALUE_MAX 91 /* the longest value of any known AI */
#define FO_GTIN_MAX 15      /* always as 14 digits */
#define FO_SSCC_MAX 19
#define FO_GLN_MAX 14
#define FO_GS1_LOT_MAX 21
#define FO_GS1_SERIAL_MAX 21
#define FO_GS1_ORDER_MAX 31

#define FO_GS1_SEPARATOR '\x1d'

/* Labels of the training warehouse carry (99)FOT, so that a real one can refuse them (see core/code.h). */
#define FO_GS1_TRAINING_AI "99"
#define FO_GS1_TRAINING_VALUE "FOT"

/* FO_GS1_ENTRY_UNKNOWN     an AI that is not in the table: kept as it stands, never judged
 * FO_GS1_ENTRY_SPLITTABLE  no separator was seen anywhere, and this value could also be a shorter one with more
 *                          elements glued to it: what fo_gs1_readings lists. No reason to refuse by itself: six in ten
 *                          lot numbers of eight digits are so. It counts where the scanner is not known to send GS
 *                          (FoScan.separators, fo_gs1_may_have_lost_separators) */
typedef enum { FO_GS1_ENTRY_UNKNOWN = 1 << 0, FO_GS1_ENTRY_SPLITTABLE = 1 << 1 } FoGs1EntryFlags;

/* One element. Its value is the slice bytes[at … at + length) of the FoGs1 it stands in. */
typedef struct {
  char ai[FO_GS1_AI_MAX]; /* "01", "3103"; "" where no AI could be read (then verdict says why) */
  uint8_t flags;          /* FoGs1EntryFlags */
  uint16_t at, length;
  FoVerdict verdict; /* of this element alone */
} FoGs1Entry;

typedef struct {
  FoVerdict verdict;  /* the first refusal in the order of core/verdict.h; FO_OK: all of it may be used */
  FoDay today;        /* what two-digit years were read around */
  bool has_separator; /* a GS was seen: the reader sends them */
  bool is_bracketed;  /* AIs in parentheses, as people write them */
  bool is_link;       /* it came as a Digital Link; bytes are the element string it stands for */
  uint8_t count;      /* of entries, as they stand in the string; an AI repeated with the same value stands once */
  FoGs1Entry entries[FO_GS1_ENTRIES_MAX];
  uint16_t length;
  char bytes[FO_SCAN_BYTES_MAX + 1]; /* the whole string as it was given, zero-terminated */
} FoGs1;

/* ---- reading ----------------------------------------------------------------------------------------------------- */

/* Reads an element string, or its bracketed form when it begins with "(". GS1 is filled whatever the verdict: what
 * could be read before and around a fault stands in the entries, and the getters below give only what is sound.
 *
 * An AI has the number of digits its first two digits say. A value whose length those two digits fix ends there, any
 * other one at a GS or the end; a GS more, in front, behind or between elements, does no harm. The same holds for AIs
 * that are not in the table: they become entries with FO_GS1_ENTRY_UNKNOWN and no complaint. In the bracketed form a
 * value ends before the next "(digits)", spaces around the brackets do not count, and a value may contain parentheses
 * of its own that hold anything else.
 *
 * Verdicts, in precedence:
 *   FO_CODE_EMPTY          nothing, or separators only
 *   FO_CODE_TOO_LONG       more than FO_SCAN_BYTES_MAX bytes (nothing is read), or more than FO_GS1_ENTRIES_MAX
 *                          elements
 *   FO_GS1_TRUNCATED       fewer characters than the AI asks for, or one lone digit where an AI should stand
 *   FO_GS1_EMPTY_VALUE     an AI with no character behind it
 *   FO_GS1_BAD_LENGTH      longer than the AI allows, and that is not explained by FO_GS1_SEPARATOR_LOST
 *   FO_GS1_BAD_CHARACTER   outside the AI's character set, or no AI where one should stand
 *   FO_GS1_CHECK_DIGIT     GTIN, SSCC, GLN, GSIN, GDTI, GRAI, GSRN ...
 *   FO_GS1_BAD_DATE        no such day, or no such time
 *   FO_GS1_CONTRADICTION   an AI twice with different values, or one measure in two precisions that differ
 *   FO_GS1_SEPARATOR_LOST  there is no GS in the string and either a value is impossible as it stands (too long, or a
 *                          letter among digits) but becomes possible, and with it the whole string, when separators are
 *                          put back; or it ends with a whole (00), (01) or (02) of right check digit that stands
 *                          nowhere else. A lot that ends with what might be a date is no proof: that is
 *                          FO_GS1_ENTRY_SPLITTABLE. */
FoVerdict fo_gs1_parse (FoGs1 *gs1, const char *bytes, size_t length, FoDay today);

/* Is the text a GS1 Digital Link? https://any.host/any/stem/01/04601234567893/10/A-77?17=270531&linkType=all: http or
 * https in any case, any host and path, then a key and its qualifiers in their order, other AIs behind "?", all
 * percent-decoded. A GTIN may have 8, 12, 13 or 14 digits. What else stands in the query is ignored, and a qualifier may
 * stand there, too. False, GS1 untouched, when it is none: no such key in the path, or nothing behind it that it could
 * be (".../01/2026" is a page about January). True fills GS1: the elements as fo_gs1_parse would give them, or
 *   FO_GS1_LINK_MALFORMED  qualifiers that are not the key's, or out of order; parts without a partner; a second key; a
 *                          "%" without two hexadecimal digits
 * and the verdicts of fo_gs1_parse. Compressed links are not read. */
bool fo_gs1_link_parse (FoGs1 *gs1, const char *text, size_t length, FoDay today);

/* All ways to read a string whose separators a scanner has dropped: every split into known AIs, each at most once, in
 * which every value is sound; the plain reading is among them when it is one. A string with a GS in it, and a bracketed
 * one, has its plain reading or none. Fills at most ROOM readings, each with verdict FO_OK, and returns how many there
 * are. ROOM + 1 says that there are more, or may be, for the search is bounded in time: then nothing may be concluded,
 * and how many were filled is not said. A label has 3 on average; room for 64 is plenty.
 *
 * Rule (DESIGN 5): an outbound task accepts the string if exactly one expected lot is named by any of the readings
 * (fo_gs1_choose); an inbound task never guesses. */
size_t fo_gs1_readings (const char *bytes, size_t length, FoDay today, FoGs1 *ret_readings, size_t room);

/* No separator was seen where one may have been: GS1 has readings besides its plain one. A receipt believes such a code
 * only from a scanner that is known to send GS. */
bool fo_gs1_may_have_lost_separators (const FoGs1 *gs1);

/* What the book knows and the label may name: a lot, or one unit by its serial. */
typedef struct {
  const char *gtin;   /* 14 digits; NULL or "": any */
  const char *lot;    /* NULL or "": not compared. A candidate has a lot, a serial or both; one without names nothing */
  const char *serial; /* likewise */
  FoDay expires_on;   /* compared with (17), or (15) where the label has no (17); FO_DAY_NONE: not compared */
  int64_t id;         /* the caller's: candidates of one id are one thing (a lot under the GTINs of its unit and its pack) */
} FoGs1Candidate;

typedef struct {
  size_t candidate; /* index of the first that fits */
  /* All readings that name it agree on how many there are. False: one of them says (30), (37) or a measure that another
   * does not, so the number must be asked for; nothing is wrong with which lot it is. */
  bool quantity_is_sure;
  FoGs1 reading; /* the elements all of them agree on, verdict FO_OK */
} FoGs1Choice;

/* Which of the CANDIDATES an element string names whose separators a scanner may have dropped. Every way to read it is
 * walked, not only those fo_gs1_readings has room for. A reading without (01) and (02) is compared by lot and serial
 * alone. A string with a GS in it, and a bracketed one, has its plain reading only. For outbound tasks: on receipt
 * nobody can know which lots there are, and nothing may be guessed.
 *
 * The candidates should be all lots of the item the book knows, not only those the order waits for: then a label of
 * another lot is refused by name instead of being taken for an expected one that begins alike.
 *
 *   FO_OK                  all readings that name any candidate name this one; *ret_choice is filled
 *   FO_LOT_UNKNOWN         no reading names any candidate
 *   FO_LOT_AMBIGUOUS       one reading, and several candidates are called so: two items with the same lot number
 *   FO_GS1_SEPARATOR_LOST  readings name different candidates; a longer lot nobody knows gives the more likely reading
 *                          (more days; as many, where the known one is of three characters or fewer); or there are too many readings to tell
 *   FO_CODE_EMPTY … FO_GS1_CONTRADICTION  the plain reading's verdict, where there is but that one
 * Whatever is refused leaves *ret_choice untouched. */
FoVerdict fo_gs1_choose (const char *bytes, size_t length, FoDay today, const FoGs1Candidate *candidates, size_t count,
                         FoGs1Choice *ret_choice);

/* ---- what it says ------------------------------------------------------------------------------------------------ */

/* All getters: false, or FO_DAY_NONE, with *ret_… untouched, when the AI is not there or its element is not sound. */

/* NULL when it is not there; otherwise also an unsound or unknown one. Lives as long as GS1. */
const FoGs1Entry *fo_gs1_find (const FoGs1 *gs1, const char *ai);

/* The value of any AI as text: false also when it does not fit ROOM bytes with its zero. FO_GS1_VALUE_MAX always does,
 * except for unknown AIs. */
bool fo_gs1_text (const FoGs1 *gs1, const char *ai, char *ret_text, size_t room);

bool fo_gs1_gtin (const FoGs1 *gs1, char ret_gtin[FO_GTIN_MAX]);           /* (01) what this is */
bool fo_gs1_content_gtin (const FoGs1 *gs1, char ret_gtin[FO_GTIN_MAX]);   /* (02) what is inside ... */
bool fo_gs1_content_count (const FoGs1 *gs1, FoQuantity *ret_count_u);     /* (37) ... and how many */
bool fo_gs1_lot (const FoGs1 *gs1, char ret_lot[FO_GS1_LOT_MAX]);          /* (10) */
bool fo_gs1_serial (const FoGs1 *gs1, char ret_serial[FO_GS1_SERIAL_MAX]); /* (21) */
bool fo_gs1_sscc (const FoGs1 *gs1, char ret_sscc[FO_SSCC_MAX]);           /* (00) */
bool fo_gs1_ship_to (const FoGs1 *gs1, char ret_gln[FO_GLN_MAX]);          /* (410) */
bool fo_gs1_location (const FoGs1 *gs1, char ret_gln[FO_GLN_MAX]);         /* (414) */
bool fo_gs1_order (const FoGs1 *gs1, char ret_order[FO_GS1_ORDER_MAX]);    /* (400) the customer's order number */
FoDay fo_gs1_expires_on (const FoGs1 *gs1);                                /* (17) the last usable day */
FoDay fo_gs1_best_before_on (const FoGs1 *gs1);                            /* (15) */
FoDay fo_gs1_produced_on (const FoGs1 *gs1);                               /* (11) */
FoDay fo_gs1_packed_on (const FoGs1 *gs1);                                 /* (13) */
bool fo_gs1_count (const FoGs1 *gs1, FoQuantity *ret_count_u);             /* (30) how many pieces */
bool fo_gs1_weight (const FoGs1 *gs1, FoQuantity *ret_weight_u);           /* (310n) net, millionths of a kg */

/* Any measure (31nn … 36nn) by the first three digits of its AI, "311" for a length in m, in millionths of its unit. */
bool fo_gs1_measure (const FoGs1 *gs1, const char *ai3, FoQuantity *ret_measure_u);

/* What the standard misses or does not want beside an element: a lot without its GTIN, a net weight twice. Never a reason
 * to refuse; for showing to who prints the labels. */
typedef struct {
  char ai[FO_GS1_AI_MAX];       /* the element */
  const char *needs;            /* "01,02,8006+21": one of these groups should stand beside it; static; NULL: */
  char unwanted[FO_GS1_AI_MAX]; /* ... this one should not; ""; */
  const char *unknown;          /* ... or its value is no "country", "currency", "iban" known here; static */
} FoGs1Warning;

/* Returns how many there are and fills at most ROOM, in the order of the elements. */
size_t fo_gs1_warnings (const FoGs1 *gs1, FoGs1Warning *ret_warnings, size_t room);

/* ---- writing ----------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *ai;
  const char *value;
} FoGs1Pair;

/* The element string of PAIRS, as a symbol carries it: no FNC1 in front (the symbology brings it), elements of
 * predefined length first, the others behind them in the order given, a GS only between two of those. RET_TEXT has ROOM
 * bytes. What it makes parses to the same pairs. Refusals: FO_CODE_EMPTY (no pairs), FO_CODE_UNKNOWN (an AI that is not
 * in the table), FO_CODE_TOO_LONG (more than ROOM or FO_SCAN_BYTES_MAX), and FO_GS1_… as in fo_gs1_parse; the same AI
 * twice is FO_GS1_CONTRADICTION even when the values agree. */
FoVerdict fo_gs1_build (const FoGs1Pair *pairs, size_t count, FoDay today, char *ret_text, size_t room);

/* The Digital Link of PAIRS below STEM ("https://id.gs1.org", with or without a path and a "/" behind it): the key among
 * them, its qualifiers in their order, the others behind "?" in the order given. What it makes reads back to the same
 * elements. Refusals as above, and FO_GS1_LINK_MALFORMED: no key, two, qualifiers that exclude each other, a stem that is
 * none. */
FoVerdict fo_gs1_link_build (const char *stem, const FoGs1Pair *pairs, size_t count, FoDay today, char *ret_text,
                             size_t room);

/* As people read it: "(01)04601234567893(10)A-77" with BRACKETS "()", or with "[]", which no value can contain. False
 * when it does not fit ROOM bytes. */
bool fo_gs1_print (const FoGs1 *gs1, const char brackets[2], char *ret_text, size_t room);

/* ---- numbers ----------------------------------------------------------------------------------------------------- */

/* The check digit ('0' … '9') that belongs behind these LENGTH digits: weights 3 and 1 from the right, modulo 10. 0
 * when one of them is no digit or there are none. */
char fo_gs1_check_digit (const char *digits, size_t length);

/* GTIN-8, -12, -13 or -14 with its check digit, to 14 digits. FO_CODE_EMPTY, FO_CODE_BAD_CHARACTER (not only digits),
 * FO_GS1_BAD_LENGTH (none of these lengths), FO_CODE_CHECK_DIGIT. */
FoVerdict fo_gtin_normalise (const char *digits, char ret_gtin[FO_GTIN_MAX]);

/* The GTIN a UPC-E of eight digits (a 0, six digits, check digit) stands for. The same refusals; FO_CODE_BAD_CHARACTER
 * also for another first digit, which the General Specifications do not give to UPC-E. */
FoVerdict fo_gtin_from_upce (const char *digits, char ret_gtin[FO_GTIN_MAX]);

/* Is this AI in the table? */
bool fo_gs1_ai_is_known (const char *ai);
