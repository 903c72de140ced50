/* SPDX-License-Identifier: GPL-3.0-or-later
 * The codes of the test chart, and what a wrong setting makes of them: every combination of settings gives a text, and
 * the one that is what arrived, with the fewest faults, is the finding. */
#include "firstout/core/chart.h"

#include "chart-layouts.h"
#include "text.h"

#define GS "\x1d"
#define GTIN "09521234543213" /* of GS1's own examples */

static const struct {
  const char *name, *aim, *bytes;
  FoSymbology symbology;
} codes[] = {
  [FO_CHART_LETTERS] = { "letters", "]C0", "FO:T:AQWYZM.aqwyzm.AQWYZM.0123456789", FO_SYMBOLOGY_CODE128 },
  [FO_CHART_SIGNS] = { "signs", "]C0", "FO:T:!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", FO_SYMBOLOGY_CODE128 },
  [FO_CHART_EAN13] = { "ean-13", "]E0", "9521234543213", FO_SYMBOLOGY_EAN },
  [FO_CHART_UPCA] = { "upc-a", "]E0", "412345678903", FO_SYMBOLOGY_EAN },
  [FO_CHART_GS1_128] = { "gs1-128", "]C1", "01" GTIN "10Chart-1" GS "21aZ7" GS "99FOT", FO_SYMBOLOGY_GS1_128 },
  [FO_CHART_GS1_DATAMATRIX] = { "gs1-datamatrix", "]d2", "01" GTIN "10Chart-1" GS "21bY8" GS "99FOT",
                                FO_SYMBOLOGY_GS1_DATAMATRIX },
  [FO_CHART_CYRILLIC] = { "cyrillic", "]Q1", "FO:T:Жук.12.Юг", FO_SYMBOLOGY_QR },
};

/* In the order of FoChartFault. WEIGHT: how much rather another explanation is believed. */
static const struct {
  const char *name;
  int weight;
} faults[] = {
  { "keyboard-read-as", 3 }, { "keyboard-set-to", 3 }, { "keyboard-unknown", 3 },
  { "case-inverted", 2 },    { "all-capitals", 2 },    { "all-small", 2 },
  { "gs-lost", 2 },          { "gs-replaced", 2 },     { "gs-brackets", 2 },
  { "prefix", 3 },           { "suffix", 3 },          { "aim-off", 0 },
  { "code-page", 2 },        { "letters-lost", 2 },    { "check-digit-lost", 2 },
  { "first-digit-lost", 2 }, { "zero-added", 1 },      { "cut", 9 },
  { "characters-lost", 9 },  { "unknown", 99 },
};

/* What a setting makes of a whole code; its own bytes are the first of each. */
static const struct {
  FoChartCode code;
  uint32_t faults;
  const char *bytes, *page;
} variants[] = {
  { FO_CHART_EAN13, 1u << FO_CHART_CHECK_DIGIT_LOST, "952123454321", NULL },
  { FO_CHART_EAN13, 1u << FO_CHART_ZERO_ADDED,
    "0"
    "9521234543213",
    NULL },
  { FO_CHART_UPCA, 1u << FO_CHART_ZERO_ADDED,
    "0"
    "412345678903",
    NULL },
  { FO_CHART_UPCA, 1u << FO_CHART_ZERO_ADDED,
    "00"
    "412345678903",
    NULL },
  { FO_CHART_UPCA, 1u << FO_CHART_CHECK_DIGIT_LOST, "41234567890", NULL },
  { FO_CHART_UPCA, 1u << FO_CHART_FIRST_DIGIT_LOST, "12345678903", NULL },
  { FO_CHART_UPCA, 1u << FO_CHART_FIRST_DIGIT_LOST | 1u << FO_CHART_CHECK_DIGIT_LOST, "1234567890", NULL },
  { FO_CHART_UPCA, 1u << FO_CHART_ZERO_ADDED | 1u << FO_CHART_CHECK_DIGIT_LOST,
    "0"
    "41234567890",
    NULL },
  { FO_CHART_GS1_128, 0, GS "01" GTIN "10Chart-1" GS "21aZ7" GS "99FOT", NULL }, /* FNC1 in front sent as GS */
  { FO_CHART_GS1_128, 1u << FO_CHART_GS_BRACKETS, "(01)" GTIN "(10)Chart-1(21)aZ7(99)FOT", NULL },
  { FO_CHART_GS1_DATAMATRIX, 0, GS "01" GTIN "10Chart-1" GS "21bY8" GS "99FOT", NULL },
  { FO_CHART_GS1_DATAMATRIX, 1u << FO_CHART_GS_BRACKETS, "(01)" GTIN "(10)Chart-1(21)bY8(99)FOT", NULL },
  { FO_CHART_CYRILLIC, 1u << FO_CHART_CODE_PAGE, "FO:T:\xC6\xF3\xEA.12.\xDE\xE3", "windows-1251" },
  { FO_CHART_CYRILLIC, 1u << FO_CHART_CODE_PAGE, "FO:T:\x86\xE3\xAA.12.\x9E\xA3", "cp866" },
  { FO_CHART_CYRILLIC, 1u << FO_CHART_CODE_PAGE, "FO:T:\xF6\xD5\xCB.12.\xE0\xC7", "koi8-r" },
  { FO_CHART_CYRILLIC, 1u << FO_CHART_CODE_PAGE, "FO:T:\xB6\xE3\xDA.12.\xCE\xD3", "iso-8859-5" },
  { FO_CHART_CYRILLIC, 1u << FO_CHART_CODE_PAGE, "FO:T:Р–СѓРє.12.Р®Рі", "utf-8 as windows-1251" },
  { FO_CHART_CYRILLIC, 1u << FO_CHART_CODE_PAGE, "FO:T:Ð–ÑƒÐº.12.Ð®Ð³", "utf-8 as windows-1252" },
  { FO_CHART_CYRILLIC, 1u << FO_CHART_CODE_PAGE, "FO:T:Ð\xC2\x96Ñ\xC2\x83Ðº.12.Ð®Ð³", "utf-8 as iso-8859-1" },
  { FO_CHART_CYRILLIC, 1u << FO_CHART_CODE_PAGE, "FO:T:Æóê.12.Þã", "windows-1251 as windows-1252" },
  { FO_CHART_CYRILLIC, 1u << FO_CHART_CODE_PAGE, "FO:T:†гЄ.12.ћЈ", "cp866 as windows-1251" },
  { FO_CHART_CYRILLIC, 1u << FO_CHART_LETTERS_LOST, "FO:T:???.12.??", NULL },
  { FO_CHART_CYRILLIC, 1u << FO_CHART_LETTERS_LOST, "FO:T:??????.12.????", NULL }, /* one for each byte */
  { FO_CHART_CYRILLIC, 1u << FO_CHART_LETTERS_LOST, "FO:T:.12.", NULL },
};

#define N_VARIANTS (sizeof variants / sizeof *variants)

const char *
fo_chart_bytes (FoChartCode code)
{
  return codes[code].bytes;
}

FoSymbology
fo_chart_symbol (FoChartCode code)
{
  return codes[code].symbology;
}

const char *
fo_chart_code_name (FoChartCode code)
{
  return codes[code].name;
}

const char *
fo_chart_fault_name (FoChartFault fault)
{
  return faults[fault].name;
}

/* ---- one combination of settings ------------------------------------------------------------------------------------ */

#define GS_ELSE '\x02' /* in a predicted text: something else instead of GS, the same each time */
#define PREDICTED_MAX 320

typedef enum { CASE_KEPT, CASE_INVERTED, CASE_CAPITALS, CASE_SMALL, N_CASES } Casing;
typedef enum { GS_KEPT, GS_LOST, GS_REPLACED, N_GS } Separator;

typedef struct {
  char text[4];
  uint8_t length;
} Typed;

typedef struct {
  FoChartCode code;
  const char *bytes, *page;
  uint32_t faults; /* of the whole code */
  bool aim;        /* its AIM identifier among the bytes */
  Casing casing;
  size_t layout; /* CHART_LAYOUTS: all is US */
  bool read_as;
  Separator separator;
  const Typed (*typed)[CHART_LAYOUTS][128]; /* by read_as: what each character becomes, worked out once */
} Setting;

static char
cased (char c, Casing casing)
{
  bool capital = c >= 'A' && c <= 'Z', small = c >= 'a' && c <= 'z';

  if ((capital && (casing == CASE_INVERTED || casing == CASE_SMALL))
      || (small && (casing == CASE_INVERTED || casing == CASE_CAPITALS)))
    return (char) (c ^ 0x20);
  return c;
}

static void
type_all (Typed typed[2][CHART_LAYOUTS][128])
{
  for (int read_as = 0; read_as < 2; read_as++)
    for (size_t layout = 0; layout < CHART_LAYOUTS; layout++)
      for (char c = ' '; c < 0x7f; c++) {
        Typed *one = &typed[read_as][layout][(uint8_t) c];
        one->length = (uint8_t) fo_chart_retype (layout, read_as == 1, c, one->text);
      }
}

static size_t
put_typed (const Typed *typed, char *text)
{
  memcpy (text, typed->text, typed->length);
  return typed->length;
}

static size_t
predict_text (const Setting *setting, const char *text, char *predicted)
{
  size_t length = 0;

  for (; *text; text++) {
    char c = cased (*text, setting->casing);
    if (c == *GS && setting->separator == GS_LOST)
      continue;
    if (c == *GS && setting->separator == GS_REPLACED)
      predicted[length++] = GS_ELSE;
    else if (c == *GS || (c & 0x80) || setting->layout == CHART_LAYOUTS)
      predicted[length++] = c;
    else
      length += put_typed (&setting->typed[setting->read_as][setting->layout][(uint8_t) c], predicted + length);
  }
  return length;
}

static void
predict (const Setting *setting, char predicted[PREDICTED_MAX])
{
  size_t length = setting->aim ? predict_text (setting, codes[setting->code].aim, predicted) : 0;

  length += predict_text (setting, setting->bytes, predicted + length);
  predicted[length] = '\0';
}

static uint32_t
faults_of (const Setting *setting)
{
  static const uint32_t of_case[N_CASES] = { 0, 1u << FO_CHART_CASE_INVERTED, 1u << FO_CHART_ALL_CAPITALS,
                                             1u << FO_CHART_ALL_SMALL };
  static const uint32_t of_gs[N_GS] = { 0, 1u << FO_CHART_GS_LOST, 1u << FO_CHART_GS_REPLACED };
  uint32_t all = setting->faults | of_case[setting->casing] | of_gs[setting->separator];

  if (setting->layout < CHART_LAYOUTS)
    all |= setting->read_as ? 1u << FO_CHART_KEYBOARD_READ_AS : 1u << FO_CHART_KEYBOARD_SET_TO;
  return all;
}

static int
weight_of (uint32_t some)
{
  int weight = 0;

  for (int i = 0; i < FO_N_CHART_FAULTS; i++)
    weight += some >> i & 1 ? faults[i].weight : 0;
  return weight;
}

/* ---- is it what arrived? --------------------------------------------------------------------------------------------- */

#define SURPLUS_MAX (FO_CHART_BYTES_MAX - 1)

typedef struct {
  const char *bytes;
  size_t length;
  size_t end;           /* where the predicted text ended */
  bool cut;             /* the bytes ended first */
  size_t gs, gs_length; /* what stands for GS */
} Match;

static size_t
character_length (const Match *match, size_t at)
{
  size_t length = at < match->length;

  while (length > 0 && at + length < match->length && (match->bytes[at + length] & 0xc0) == 0x80)
    length++;
  return length;
}

/* The bytes at AT that stand for GS, before what REST says; 0 when nothing fits. */
static size_t
replacement (Match *match, size_t at, const char *rest)
{
  size_t same = 3; /* enough of what follows */

  if (match->gs_length > 0)
    return at + match->gs_length <= match->length
                   && memcmp (match->bytes + match->gs, match->bytes + at, match->gs_length) == 0
               ? match->gs_length
               : 0;
  for (size_t length = 1; length <= SURPLUS_MAX && at + length + same <= match->length; length++)
    if (memcmp (match->bytes + at + length, rest, same) == 0) {
      match->gs = at;
      match->gs_length = length;
      return length;
    }
  return 0;
}

/* Do the bytes from AT on begin with PREDICTED, or are they the beginning of it? */
static bool
is_at (Match *match, size_t at, const char *predicted)
{
  size_t same = 0;

  match->cut = false;
  match->gs_length = 0;
  for (const char *p = predicted; *p; p++) {
    if (*p == CHART_ANY) {
      if (at >= match->length || match->bytes[at] != p[1])
        at += character_length (match, at);
    } else if (*p == GS_ELSE) {
      size_t length = replacement (match, at, p + 1);
      if (length == 0)
        return false;
      at += length;
    } else if (at == match->length) {
      match->cut = true;
      match->end = at;
      return 2 * same > strlen (predicted);
    } else if (match->bytes[at++] != *p) {
      return false;
    } else {
      same++;
    }
  }
  match->end = at;
  return true;
}

static void
copy (char text[FO_CHART_BYTES_MAX], const char *bytes, size_t length)
{
  memcpy (text, bytes, length);
  text[length] = '\0';
}

typedef struct {
  FoChartFinding finding;
  int weight;
} Best;

static void
take (Best *best, const Setting *setting, const Match *match, size_t at)
{
  size_t surplus = match->length - match->end;
  FoChartFinding finding = { .code = setting->code, .faults = faults_of (setting), .page = setting->page };
  int weight;

  if (surplus > SURPLUS_MAX || 2 * (at + surplus) > match->end - at) /* the code of a part of something else */
    return;
  finding.faults |= at > 0 ? 1u << FO_CHART_PREFIX : 0;
  finding.faults |= surplus > 0 ? 1u << FO_CHART_SUFFIX : 0;
  finding.faults |= match->cut ? 1u << FO_CHART_CUT : 0;
  weight = weight_of (finding.faults);
  if (weight >= best->weight)
    return;
  if (setting->layout < CHART_LAYOUTS)
    finding.layout = fo_chart_layout_name (setting->layout);
  if (setting->separator == GS_REPLACED)
    copy (finding.gs, match->bytes + match->gs, match->gs_length);
  copy (finding.prefix, match->bytes, at);
  copy (finding.suffix, match->bytes + match->end, surplus);
  if (!setting->aim)
    finding.faults |= 1u << FO_CHART_AIM_OFF; /* until the scan says otherwise */
  *best = (Best){ .finding = finding, .weight = weight };
}

/* A layout without Latin letters leaves nothing to compare. */
static bool
says_enough (const char *predicted)
{
  size_t any = 0, length = strlen (predicted);

  for (const char *p = predicted; *p; p++)
    any += *p == CHART_ANY;
  return 2 * any < length;
}

static void
try_setting (Best *best, const FoScan *scan, const Setting *setting)
{
  Match match = { .bytes = scan->bytes, .length = scan->length };
  char predicted[PREDICTED_MAX];

  if (weight_of (faults_of (setting)) >= best->weight)
    return;
  predict (setting, predicted);
  if (!says_enough (predicted))
    return;
  if (scan->length > 5 * strlen (predicted)) /* three bytes where one is predicted, and the surplus */
    return;
  for (size_t at = 0; at <= SURPLUS_MAX && at < scan->length; at++)
    if (is_at (&match, at, predicted))
      take (best, setting, &match, at);
}

static bool
has_letters (const char *text)
{
  for (; *text; text++)
    if (cased (*text, CASE_INVERTED) != *text)
      return true;
  return false;
}

/* What came in another code page was not typed: no keyboard has it. */
static void
try_keyboards (Best *best, const FoScan *scan, Setting setting)
{
  size_t keyboards = setting.page ? 1 : 2 * CHART_LAYOUTS + 1;

  for (int casing = CASE_KEPT; casing < (has_letters (setting.bytes) ? N_CASES : 1); casing++)
    for (size_t keyboard = 0; keyboard < keyboards; keyboard++) {
      setting.casing = (Casing) casing;
      setting.layout = keyboard == 0 ? CHART_LAYOUTS : (keyboard - 1) / 2;
      setting.read_as = keyboard % 2 == 1;
      try_setting (best, scan, &setting);
    }
}

static void
try_code (Best *best, const FoScan *scan, Setting setting)
{
  bool separated = strchr (setting.bytes, *GS) != NULL;

  for (int separator = GS_KEPT; separator < (separated ? N_GS : 1); separator++)
    for (int aim = 1; aim >= 0; aim--) {
      setting.separator = (Separator) separator;
      setting.aim = aim == 1;
      try_keyboards (best, scan, setting);
    }
}

/* ---- what no setting explains ------------------------------------------------------------------------------------------- */

/* Is it TEXT with its characters exchanged one for one? Enough of them stand twice, or as they are, to tell. */
static bool
is_exchanged (const FoScan *scan, const char *text)
{
  Match match = { .bytes = scan->bytes, .length = scan->length };
  size_t places[PREDICTED_MAX], length = strlen (text), at = 0, kept = 0;

  for (size_t i = 0; i < length; i++) {
    places[i] = at;
    kept += at < scan->length && scan->bytes[at] == text[i];
    at += character_length (&match, at);
  }
  places[length] = at;
  if (at != scan->length || at == places[length - 1])
    return false;
  for (size_t i = 0; i < length; i++)
    for (size_t j = 0; j < i; j++) {
      size_t bytes = places[i + 1] - places[i];
      bool same =
          bytes == places[j + 1] - places[j] && memcmp (scan->bytes + places[i], scan->bytes + places[j], bytes) == 0;
      if (same != (text[i] == text[j]))
        return false;
    }
  return text == codes[FO_CHART_LETTERS].bytes || kept * 3 >= length;
}

/* Does TEXT hold all that arrived, in order, with a few characters between? */
static bool
is_thinned (const FoScan *scan, const char *text)
{
  size_t at = 0, length = strlen (text);

  for (; *text; text++)
    at += at < scan->length && scan->bytes[at] == *text;
  return at == scan->length && 2 * at > length;
}

static void
guess (Best *best, const FoScan *scan)
{
  for (int i = 0; i < FO_N_CHART_CODES && best->finding.code == FO_N_CHART_CODES; i++) {
    bool thinned = is_thinned (scan, codes[i].bytes);
    bool exchanged = (i == FO_CHART_LETTERS || i == FO_CHART_SIGNS) && is_exchanged (scan, codes[i].bytes);
    if (!thinned && !exchanged)
      continue;
    best->finding.code = (FoChartCode) i;
    best->finding.faults = 1u << (thinned ? FO_CHART_CHARACTERS_LOST : FO_CHART_KEYBOARD_UNKNOWN);
    best->finding.faults |= 1u << FO_CHART_AIM_OFF;
  }
}

void
fo_chart_judge (const FoScan *scan, FoChartFinding *ret_finding)
{
  Best best = { .finding = { .code = FO_N_CHART_CODES, .faults = 1u << FO_CHART_UNKNOWN }, .weight = 99 };
  Typed typed[2][CHART_LAYOUTS][128];
  bool said =
      scan->aim[0] != '\0' || (scan->symbology != FO_SYMBOLOGY_UNKNOWN && scan->symbology != FO_SYMBOLOGY_TYPED);

  type_all (typed);
  for (int i = 0; i < FO_N_CHART_CODES; i++)
    try_code (&best, scan, (Setting){ .code = (FoChartCode) i, .bytes = codes[i].bytes, .typed = typed });
  for (size_t i = 0; i < N_VARIANTS; i++)
    try_code (&best, scan,
              (Setting){ .code = variants[i].code,
                         .bytes = variants[i].bytes,
                         .faults = variants[i].faults,
                         .page = variants[i].page,
                         .typed = typed });
  if (best.finding.code == FO_N_CHART_CODES)
    guess (&best, scan);
  if (said)
    best.finding.faults &= ~(1u << FO_CHART_AIM_OFF);
  *ret_finding = best.finding;
}
