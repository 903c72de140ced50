/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gs1-table.h"

#include "firstout/core/gs1.h"
#include "text.h"

/* clang-format off: one row a line, as the standard lists them */
#define DIGITS(n)                                                                                                      \
  {                                                                                                                    \
    'N', n, n, GS1_ANY                                                                                                 \
  }
#define DIGITS_TO(least, most)                                                                                         \
  {                                                                                                                    \
    'N', least, most, GS1_ANY                                                                                          \
  }
#define TEXT(n)                                                                                                        \
  {                                                                                                                    \
    'X', n, n, GS1_ANY                                                                                                 \
  }
#define TEXT_TO(most)                                                                                                  \
  {                                                                                                                    \
    'X', 1, most, GS1_ANY                                                                                              \
  }
#define TAIL_TO(most)                                                                                                  \
  {                                                                                                                    \
    'X', 0, most, GS1_ANY                                                                                              \
  } /* a second part that may be empty */
#define KEY(n)                                                                                                         \
  {                                                                                                                    \
    'N', n, n, GS1_CHECK                                                                                               \
  }
#define DATE                                                                                                           \
  {                                                                                                                    \
    'N', 6, 6, GS1_DATE                                                                                                \
  }
#define DAY                                                                                                            \
  {                                                                                                                    \
    'N', 6, 6, GS1_DAY                                                                                                 \
  }
#define TIME                                                                                                           \
  {                                                                                                                    \
    'N', 4, 4, GS1_TIME                                                                                                \
  }
#define DAY_OR_NONE                                                                                                    \
  {                                                                                                                    \
    'N', 0, 6, GS1_DAY_OR_NONE                                                                                         \
  }
#define TIME_OR_NONE                                                                                                   \
  {                                                                                                                    \
    'N', 0, 4, GS1_TIME_OR_NONE                                                                                        \
  }

/* GS1 General Specifications, chapter 3. In the order of the numbers, each range once. */
static const Gs1Row rows[] = {
  /* AIs of two digits */
  { 0, 0, { KEY (18) } },           /* SSCC */
  { 1, 3, { KEY (14) } },           /* GTIN; GTIN of what is inside; GTIN made to order */
  { 10, 10, { TEXT_TO (20) } },     /* batch or lot */
  { 11, 13, { DATE } },             /* production, due, packaging */
  { 15, 17, { DATE } },             /* best before, sell by, expiry */
  { 20, 20, { DIGITS (2) } },       /* variant */
  { 21, 22, { TEXT_TO (20) } },     /* serial; consumer variant */
  { 30, 30, { DIGITS_TO (1, 8) } }, /* count */
  { 37, 37, { DIGITS_TO (1, 8) } }, /* count of what is inside */
  { 90, 90, { TEXT_TO (30) } },     /* agreed between partners */
  { 91, 99, { TEXT_TO (90) } },     /* a company's own */

  /* of three */
  { 235, 235, { TEXT_TO (28) } },                /* third party's serial */
  { 240, 241, { TEXT_TO (30) } },                /* additional id; customer's part number */
  { 242, 242, { DIGITS_TO (1, 6) } },            /* made-to-order variation */
  { 243, 243, { TEXT_TO (20) } },                /* packaging component */
  { 250, 251, { TEXT_TO (30) } },                /* secondary serial; reference to source */
  { 253, 253, { KEY (13), TAIL_TO (17) } },      /* document type (GDTI) */
  { 254, 254, { TEXT_TO (20) } },                /* extension of a location */
  { 255, 255, { KEY (13), DIGITS_TO (0, 12) } }, /* coupon (GCN) */
  { 400, 401, { TEXT_TO (30) } },                /* customer's order; consignment (GINC) */
  { 402, 402, { KEY (17) } },                    /* shipment (GSIN) */
  { 403, 403, { TEXT_TO (30) } },                /* route */
  { 410, 417, { KEY (13) } },                    /* locations and parties (GLN) */
  { 420, 420, { TEXT_TO (20) } },                /* postal code */
  { 421, 421, { DIGITS (3), TEXT_TO (9) } },     /* country and postal code */
  { 422, 422, { DIGITS (3) } },                  /* countries: of origin ... */
  { 423, 423, { DIGITS_TO (3, 15) } },
  { 424, 424, { DIGITS (3) } },
  { 425, 425, { DIGITS_TO (3, 15) } },
  { 426, 426, { DIGITS (3) } },
  { 427, 427, { TEXT_TO (3) } },  /* subdivision of origin */
  { 710, 717, { TEXT_TO (20) } }, /* national health numbers */

  /* of four; the last digit of a measure says its decimals */
  { 3100, 3105, { DIGITS (6) } }, /* trade measures, metric: net weight in kg ... */
  { 3110, 3115, { DIGITS (6) } },
  { 3120, 3125, { DIGITS (6) } },
  { 3130, 3135, { DIGITS (6) } },
  { 3140, 3145, { DIGITS (6) } },
  { 3150, 3155, { DIGITS (6) } },
  { 3160, 3165, { DIGITS (6) } },
  { 3200, 3205, { DIGITS (6) } }, /* ... and not */
  { 3210, 3215, { DIGITS (6) } },
  { 3220, 3225, { DIGITS (6) } },
  { 3230, 3235, { DIGITS (6) } },
  { 3240, 3245, { DIGITS (6) } },
  { 3250, 3255, { DIGITS (6) } },
  { 3260, 3265, { DIGITS (6) } },
  { 3270, 3275, { DIGITS (6) } },
  { 3280, 3285, { DIGITS (6) } },
  { 3290, 3295, { DIGITS (6) } },
  { 3300, 3305, { DIGITS (6) } }, /* logistic measures: gross weight in kg ... */
  { 3310, 3315, { DIGITS (6) } },
  { 3320, 3325, { DIGITS (6) } },
  { 3330, 3335, { DIGITS (6) } },
  { 3340, 3345, { DIGITS (6) } },
  { 3350, 3355, { DIGITS (6) } },
  { 3360, 3365, { DIGITS (6) } },
  { 3370, 3375, { DIGITS (6) } },
  { 3400, 3405, { DIGITS (6) } },
  { 3410, 3415, { DIGITS (6) } },
  { 3420, 3425, { DIGITS (6) } },
  { 3430, 3435, { DIGITS (6) } },
  { 3440, 3445, { DIGITS (6) } },
  { 3450, 3455, { DIGITS (6) } },
  { 3460, 3465, { DIGITS (6) } },
  { 3470, 3475, { DIGITS (6) } },
  { 3480, 3485, { DIGITS (6) } },
  { 3490, 3495, { DIGITS (6) } },
  { 3500, 3505, { DIGITS (6) } },
  { 3510, 3515, { DIGITS (6) } },
  { 3520, 3525, { DIGITS (6) } },
  { 3530, 3535, { DIGITS (6) } },
  { 3540, 3545, { DIGITS (6) } },
  { 3550, 3555, { DIGITS (6) } },
  { 3560, 3565, { DIGITS (6) } },
  { 3570, 3575, { DIGITS (6) } },
  { 3600, 3605, { DIGITS (6) } },
  { 3610, 3615, { DIGITS (6) } },
  { 3620, 3625, { DIGITS (6) } },
  { 3630, 3635, { DIGITS (6) } },
  { 3640, 3645, { DIGITS (6) } },
  { 3650, 3655, { DIGITS (6) } },
  { 3660, 3665, { DIGITS (6) } },
  { 3670, 3675, { DIGITS (6) } },
  { 3680, 3685, { DIGITS (6) } },
  { 3690, 3695, { DIGITS (6) } },
  { 3900, 3909, { DIGITS_TO (1, 15) } }, /* amounts and prices, some behind a currency */
  { 3910, 3919, { DIGITS (3), DIGITS_TO (1, 15) } },
  { 3920, 3929, { DIGITS_TO (1, 15) } },
  { 3930, 3939, { DIGITS (3), DIGITS_TO (1, 15) } },
  { 3940, 3943, { DIGITS (4) } },
  { 3950, 3955, { DIGITS (6) } },
  { 4300, 4301, { TEXT_TO (35) } }, /* ship to: company, contact, address ... */
  { 4302, 4306, { TEXT_TO (70) } },
  { 4307, 4307, { TEXT (2) } },
  { 4308, 4308, { TEXT_TO (30) } },
  { 4309, 4309, { DIGITS (20) } },
  { 4310, 4311, { TEXT_TO (35) } }, /* return to */
  { 4312, 4316, { TEXT_TO (70) } },
  { 4317, 4317, { TEXT (2) } },
  { 4318, 4318, { TEXT_TO (20) } },
  { 4319, 4319, { TEXT_TO (30) } },
  { 4320, 4320, { TEXT_TO (35) } }, /* service, dangerous goods, signature */
  { 4321, 4323, { DIGITS (1) } },
  { 4324, 4325, { DATE, DIGITS (4) } },        /* not before, not after; 9999: no time said */
  { 4326, 4326, { DAY } },                     /* release */
  { 4330, 4333, { DIGITS (6), TAIL_TO (1) } }, /* temperatures, a minus behind */
  { 7001, 7001, { DIGITS (13) } },             /* NATO stock number */
  { 7002, 7002, { TEXT_TO (30) } },            /* meat cut */
  { 7003, 7003, { DAY, TIME } },               /* expiry to the minute */
  { 7004, 7004, { DIGITS_TO (1, 4) } },        /* potency */
  { 7005, 7005, { TEXT_TO (12) } },            /* catch */
  { 7006, 7006, { DAY } },                     /* first freezing */
  { 7007, 7007, { DAY, DAY_OR_NONE } },        /* harvest, from ... to */
  { 7008, 7008, { TEXT_TO (3) } },
  { 7009, 7009, { TEXT_TO (10) } },
  { 7010, 7010, { TEXT_TO (2) } },
  { 7011, 7011, { DAY, TIME_OR_NONE } },        /* test by */
  { 7020, 7022, { TEXT_TO (20) } },             /* refurbishment */
  { 7023, 7023, { TEXT_TO (30) } },             /* assembly (GIAI) */
  { 7030, 7039, { DIGITS (3), TEXT_TO (27) } }, /* processors */
  { 7040, 7040, { DIGITS (1), TEXT (3) } },
  { 7041, 7041, { TEXT_TO (4) } },
  { 7230, 7239, { TEXT (2), TEXT_TO (28) } }, /* certificates */
  { 7240, 7240, { TEXT_TO (20) } },
  { 7241, 7241, { DIGITS (2) } },
  { 7242, 7242, { TEXT_TO (25) } },
  { 7250, 7250, { DIGITS (8) } }, /* persons in care */
  { 7251, 7251, { DIGITS (12) } },
  { 7252, 7252, { DIGITS (1) } },
  { 7253, 7254, { TEXT_TO (40) } },
  { 7255, 7255, { TEXT_TO (10) } },
  { 7256, 7256, { TEXT_TO (90) } },
  { 7257, 7257, { TEXT_TO (70) } },
  { 7258, 7258, { TEXT (3) } },
  { 7259, 7259, { TEXT_TO (40) } },
  { 8001, 8001, { DIGITS (14) } },            /* rolls */
  { 8002, 8002, { TEXT_TO (20) } },           /* mobile telephone */
  { 8003, 8003, { KEY (14), TAIL_TO (16) } }, /* returnable asset (GRAI): a 0 and a key of 13, the same sum */
  { 8004, 8004, { TEXT_TO (30) } },           /* individual asset (GIAI) */
  { 8005, 8005, { DIGITS (6) } },             /* price per unit */
  { 8006, 8006, { KEY (14), DIGITS (4) } },   /* a piece of a trade item */
  { 8007, 8007, { TEXT_TO (34) } },           /* IBAN */
  { 8008, 8008, { DAY, DIGITS_TO (2, 6) } },  /* made at, to the second */
  { 8009, 8009, { TEXT_TO (50) } },
  { 8010, 8010, { { 'Y', 1, 30, GS1_ANY } } }, /* component or part */
  { 8011, 8011, { DIGITS_TO (1, 12) } },
  { 8012, 8012, { TEXT_TO (20) } },
  { 8013, 8014, { TEXT_TO (25) } },
  { 8017, 8018, { KEY (18) } }, /* service relations (GSRN) */
  { 8019, 8019, { DIGITS_TO (1, 10) } },
  { 8020, 8020, { TEXT_TO (25) } }, /* payment slip */
  { 8026, 8026, { KEY (14), DIGITS (4) } },
  { 8030, 8030, { { 'Z', 1, 90, GS1_ANY } } }, /* digital signature */
  { 8040, 8041, { DIGITS (15) } },             /* IMEI */
  { 8042, 8042, { DIGITS (32) } },
  { 8043, 8043, { DIGITS_TO (18, 20) } },
  { 8110, 8110, { TEXT_TO (70) } }, /* North American coupons */
  { 8111, 8111, { DIGITS (4) } },
  { 8112, 8112, { TEXT_TO (70) } },
  { 8200, 8200, { TEXT_TO (70) } }, /* extended packaging address */
};
/* clang-format on */

#define N_ROWS (sizeof rows / sizeof *rows)

size_t
fo_gs1_ai_digits (const char *ai)
{
  /* By the first two digits; '3' three digits in all, '4' four, '.' just these two. */
  static const char digits[] = ".........." /* 00 … 09 */
                               ".........." /* 10 … */
                               "...333...."
                               ".444444..4"
                               "3334......"
                               ".........."
                               ".........."
                               "434......."
                               "444......."
                               "..........";
  int two = number_at (ai, 2);
  char more = digits[two];

  return more == '.' ? 2 : (size_t) (more - '0');
}

size_t
fo_gs1_predefined_length (const char *ai)
{
  /* General Specifications 7.8.5: fixed for ever, also for AIs that are still to come. */
  static const uint8_t lengths[42] = {
    [0] = 18, [1] = 14, [2] = 14, [3] = 14, [4] = 16, [11] = 6, [12] = 6, [13] = 6, [14] = 6, [15] = 6, [16] = 6,
    [17] = 6, [18] = 6, [19] = 6, [20] = 2, [31] = 6, [32] = 6, [33] = 6, [34] = 6, [35] = 6, [36] = 6, [41] = 13,
  };
  int two = number_at (ai, 2);

  return two < 42 ? lengths[two] : 0;
}

const Gs1Row *
fo_gs1_row (const char *ai, size_t digits)
{
  int number = number_at (ai, digits);
  size_t low = 0, high = N_ROWS;

  while (low < high) {
    size_t middle = (low + high) / 2;
    if (number > rows[middle].to)
      low = middle + 1;
    else if (number < rows[middle].from)
      high = middle;
    else
      return &rows[middle];
  }
  return NULL;
}

bool
fo_gs1_ai_is_known (const char *ai)
{
  size_t digits = strlen (ai);

  return digits >= 2 && digits < FO_GS1_AI_MAX && all_digits (ai, digits) && fo_gs1_ai_digits (ai) == digits
         && fo_gs1_row (ai, digits) != NULL;
}

size_t
fo_gs1_row_least (const Gs1Row *row)
{
  return (size_t) row->parts[0].least + row->parts[1].least;
}

size_t
fo_gs1_row_most (const Gs1Row *row)
{
  return (size_t) row->parts[0].most + row->parts[1].most;
}

static bool
in_set (char c, char set)
{
  if (is_digit (c))
    return true;
  if (set == 'N')
    return false;
  if (c >= 'A' && c <= 'Z')
    return true;
  if (set == 'Y')
    return c != '\0' && strchr ("#-/", c) != NULL;
  if (c >= 'a' && c <= 'z')
    return true;
  return c != '\0' && strchr (set == 'X' ? "!\"%&'()*+,-./:;<=>?_" : "-_=", c) != NULL;
}

static bool
all_in_set (const char *value, size_t length, char set)
{
  for (size_t i = 0; i < length; i++)
    if (!in_set (value[i], set))
      return false;
  return true;
}

static FoVerdict
judge_day (const char *digits, FoDay today)
{
  char day[7] = "";
  FoDay ignored;

  memcpy (day, digits, 6);
  return fo_day_parse_gs1 (day, today, &ignored);
}

/* LENGTH digits that are all there: do they mean something? */
static FoVerdict
judge_rule (Gs1Rule rule, const char *digits, size_t length, FoDay today)
{
  switch (rule) {
  case GS1_ANY:
    break;
  case GS1_CHECK:
    return fo_gs1_check_digit (digits, length - 1) == digits[length - 1] ? FO_OK : FO_GS1_CHECK_DIGIT;
  case GS1_DATE:
    return judge_day (digits, today);
  case GS1_DAY:
  case GS1_DAY_OR_NONE:
    return memcmp (digits + 4, "00", 2) == 0 ? FO_GS1_BAD_DATE : judge_day (digits, today);
  case GS1_TIME:
  case GS1_TIME_OR_NONE:
    return number_at (digits, 2) < 24 && number_at (digits + 2, 2) < 60 ? FO_OK : FO_GS1_BAD_DATE;
  }
  return FO_OK;
}

static FoVerdict
judge_part (const Gs1Part *part, const char *value, size_t length, FoDay today)
{
  bool may_lack = part->rule == GS1_DAY_OR_NONE || part->rule == GS1_TIME_OR_NONE;

  if (may_lack && length == 0)
    return FO_OK;
  if (may_lack && length < part->most)
    return FO_GS1_TRUNCATED;
  if (!all_in_set (value, length, part->set))
    return FO_GS1_BAD_CHARACTER;
  return judge_rule ((Gs1Rule) part->rule, value, length, today);
}

FoVerdict
fo_gs1_judge (const Gs1Row *row, const char *value, size_t length, FoDay today)
{
  size_t first;
  FoVerdict verdict;

  if (length == 0)
    return FO_GS1_EMPTY_VALUE;
  if (length < fo_gs1_row_least (row))
    return FO_GS1_TRUNCATED;
  if (length > fo_gs1_row_most (row))
    return FO_GS1_BAD_LENGTH;
  first = row->parts[1].set ? row->parts[0].most : length;
  verdict = judge_part (&row->parts[0], value, first, today);
  return row->parts[1].set
             ? fo_verdict_first (verdict, judge_part (&row->parts[1], value + first, length - first, today))
             : verdict;
}

/* ---- measures ---------------------------------------------------------------------------------------------------- */

bool
fo_gs1_is_measure (const char *ai)
{
  return ai[0] == '3' && ai[1] >= '1' && ai[1] <= '6';
}

FoQuantity
fo_gs1_measure_of (const char *ai, const char *value)
{
  FoQuantity measure_u = number_at (value, 6);

  for (int decimals = ai[3] - '0'; decimals < 6; decimals++)
    measure_u *= 10;
  return measure_u;
}

bool
fo_gs1_measures_differ (const char *ai, const char *value, const char *other_ai, const char *other_value)
{
  return fo_gs1_is_measure (ai) && memcmp (ai, other_ai, 3) == 0
         && fo_gs1_measure_of (ai, value) != fo_gs1_measure_of (other_ai, other_value);
}
