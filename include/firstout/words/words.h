/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words: a message id and named arguments become a sentence in Russian, German or English. Everything below the window
 * and the command line answers with ids and arguments; sentences are made here, at the very end, in the language of the
 * person who reads them. The process locale plays no part: the same call answers the same under LC_ALL=C, C.UTF-8 and a
 * locale that was never generated, and two threads may speak two languages at once.
 *
 * The catalogues are gettext files, data/po/{ru,de,en}.po, keyed by message id (data/po/README.md says how to add one).
 * A message is plain text with:
 *   {lot}                    the argument, printed the way of its kind and of the language: a day as 31.05.2027 (ru, de)
 *                            or 31 May 2027 (en), a quantity as 2,5 (ru, de) or 2.5 (en)
 *   {expires_on|day}         a text argument that holds YYYY-MM-DD, printed as a day
 *   {unit|word}              a text argument that holds a message id, itself worded; any other text stays as it is
 *   {count|plural:a/b}       one of the forms by the argument's number: singular/plural in de and en; in ru three,
 *                            {count|plural:коробка/коробки/коробок} (1, 21 / 2-4, 22, 1,5 / 0, 5-20, 25)
 *   [: {lot}]                optional: left out whole when one of the arguments inside is missing or empty
 *   {{ }} [[ ]]              the character itself
 * An argument outside [ ] must be given. A missing one shows as its name in braces, a missing id as the id; both are
 * programming errors: they warn, which ends a test, and never stop the program. Where one language lacks an id, English
 * is shown.
 */
#pragma once

#include "firstout/core/day.h"
#include "firstout/core/quantity.h"
#include "firstout/core/verdict.h"

#include <glib.h>

typedef enum { FO_LANGUAGE_EN, FO_LANGUAGE_RU, FO_LANGUAGE_DE, FO_N_LANGUAGES } FoLanguage;

/* "en", "ru", "de". Static. */
const char *fo_language_code (FoLanguage language);

/* As its speakers call it: "English", "Русский", "Deutsch". Static. */
const char *fo_language_name (FoLanguage language);

/* Reads "ru", "ru_RU", "ru_RU.UTF-8", "ru-RU"; case does not matter. False, *ret_language untouched, for any other. */
gboolean fo_language_parse (const char *text, FoLanguage *ret_language);

/* The first one named that we speak, of LANGUAGE (a list with ':'), LC_ALL, LC_MESSAGES, LANG; else English. */
FoLanguage fo_language_from_environment (void);

typedef enum {
  FO_ARG_TEXT,
  FO_ARG_QUANTITY, /* FoQuantity */
  FO_ARG_DAY,      /* FoDay */
  FO_ARG_COUNT     /* a whole number of things */
} FoArgKind;

typedef struct {
  const char *name; /* interned: lives as long as the process */
  FoArgKind kind;
  char *text;    /* FO_ARG_TEXT; owned */
  gint64 number; /* the other kinds */
} FoArg;

#define FO_ARGS_MAX 24

/* Arguments by name, in the order they were first set. The caller's memory: begin with fo_args_init (or { 0 }), end with
 * fo_args_clear. Not copied by assignment: fo_args_copy. One thread at a time.
 *
 * Names in use, so that every sentence can rely on them: item (its name), code (its article), lot, expires_on, place,
 * quantity, unit, asked, order, deal, other_lot, other_place, field, text, reason, station, size. */
typedef struct {
  guint n;
  FoArg list[FO_ARGS_MAX];
} FoArgs;

void fo_args_init (FoArgs *args);
void fo_args_clear (FoArgs *args);

/* TO is cleared first and ends as a copy of FROM. */
void fo_args_copy (FoArgs *to, const FoArgs *from);

/* Set NAME; a second time replaces it. NULL and "" as text, and FO_DAY_NONE, count as missing in a sentence. Asserts that
 * there are no more than FO_ARGS_MAX names. */
void fo_args_set_text (FoArgs *args, const char *name, const char *text);
void fo_args_set_quantity (FoArgs *args, const char *name, FoQuantity quantity_u);
void fo_args_set_day (FoArgs *args, const char *name, FoDay day);
void fo_args_set_count (FoArgs *args, const char *name, gint64 count);

/* NULL when it was never set. Valid until ARGS change. */
const FoArg *fo_args_get (const FoArgs *args, const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoArgs, fo_args_clear)

/* The sentence. ARGS may be NULL. Never NULL; free with g_free. Any thread. */
char *fo_words (FoLanguage language, const char *message_id, const FoArgs *args);

/* Is this id worded, in LANGUAGE or in English? Any thread. */
gboolean fo_words_known (FoLanguage language, const char *message_id);

/* The two sentences of a verdict: the short line of the feedback band ("Сначала старшая партия: A-7"), and the next
 * allowed step. They are messages "verdict.FO_….title" and "verdict.FO_….next", and take any of the arguments above: each
 * stands without them too. Free with g_free. Any thread. */
char *fo_words_verdict_title (FoLanguage language, FoVerdict verdict, const FoArgs *args);
char *fo_words_verdict_next (FoLanguage language, FoVerdict verdict, const FoArgs *args);

/* One value as it stands in a list or on a label: "2,5"; "31.05.2027", "" for FO_DAY_NONE. Free with g_free. Any thread. */
char *fo_words_quantity (FoLanguage language, FoQuantity quantity_u);
char *fo_words_day (FoLanguage language, FoDay day);
