/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sentences: what a person reads for a message and its arguments, in three languages and any process locale. */
#include "firstout/words/words.h"

#include "../../app/words/catalogue.h"
#include "../../app/words/message.h"

#include <locale.h>
#include <string.h>

static const char *
find_word (FoLanguage language, const char *id)
{
  if (strcmp (id, "unit.pc") != 0)
    return NULL;
  return language == FO_LANGUAGE_RU ? "шт." : language == FO_LANGUAGE_DE ? "Stk." : "pcs";
}

/* The arguments every row below may use. */
static void
fill (FoArgs *args)
{
  fo_args_set_text (args, "item", "Sealant {310} [A]");
  fo_args_set_text (args, "lot", "");
  fo_args_set_text (args, "place", "A-02-3");
  fo_args_set_text (args, "unit", "unit.pc");
  fo_args_set_text (args, "made_on", "2027-05-31");
  fo_args_set_day (args, "expires_on", fo_day_from_civil (2027, 5, 1));
  fo_args_set_day (args, "received_on", FO_DAY_NONE);
  fo_args_set_quantity (args, "quantity", 2500000);
  fo_args_set_count (args, "count", 21);
}

static const struct {
  const char *message;
  const char *ru, *de, *en;
  gboolean complete;
} rows[] = {
  { "Ok", "Ok", "Ok", "Ok", TRUE },
  { "", "", "", "", TRUE },
  /* an argument's own braces are text, not syntax */
  { "<{item}>", "<Sealant {310} [A]>", "<Sealant {310} [A]>", "<Sealant {310} [A]>", TRUE },
  { "{quantity}", "2,5", "2,5", "2.5", TRUE },
  { "{expires_on}", "01.05.2027", "01.05.2027", "1 May 2027", TRUE },
  { "{expires_on|day}", "01.05.2027", "01.05.2027", "1 May 2027", TRUE },
  { "{made_on|day}", "31.05.2027", "31.05.2027", "31 May 2027", TRUE },
  { "{made_on}", "2027-05-31", "2027-05-31", "2027-05-31", TRUE },
  { "{count} {unit|word}", "21 шт.", "21 Stk.", "21 pcs", TRUE },
  { "{place|word}", "A-02-3", "A-02-3", "A-02-3", TRUE },
  { "{count|plural:a/b/c}", "a", "b", "b", TRUE },
  { "{quantity|plural:a/b/c}", "b", "b", "b", TRUE },
  { "{count|plural:only}", "only", "only", "only", TRUE },
  /* optional parts */
  { "x[: {place}]", "x: A-02-3", "x: A-02-3", "x: A-02-3", TRUE },
  { "x[: {lot}]", "x", "x", "x", TRUE },
  { "x[: {place}/{lot}]", "x", "x", "x", TRUE },
  { "x[: {received_on|day}]", "x", "x", "x", TRUE },
  { "x[: {never_given}][, {place}]", "x, A-02-3", "x, A-02-3", "x, A-02-3", TRUE },
  { "{{}} [[{count}]]", "{} [21]", "{} [21]", "{} [21]", TRUE },
  /* what is missing stands as its name, and the caller is told */
  { "x {lot} y", "x {lot} y", "x {lot} y", "x {lot} y", FALSE },
  { "{never_given|day}", "{never_given}", "{never_given}", "{never_given}", FALSE },
  { "{place|day}", "{place}", "{place}", "{place}", FALSE },
  { "{place|plural:a/b}", "{place}", "{place}", "{place}", FALSE },
  { "{place|shout}", "{place}", "{place}", "{place}", FALSE },
  { "{expires_on|plural:a/b}", "{expires_on}", "{expires_on}", "{expires_on}", FALSE },
  { "{}", "{}", "{}", "{}", FALSE },
  /* not well formed: the rest stands as it was written */
  { "{count} {place", "21 {place", "21 {place", "21 {place", FALSE },
  { "a ] b {count}", "a ] b {count}", "a ] b {count}", "a ] b {count}", FALSE },
  { "[{count}", "[{count}", "[{count}", "[{count}", FALSE },
};

static void
test_messages (void)
{
  g_auto (FoArgs) args = { 0 };

  fill (&args);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    const char *expected[FO_N_LANGUAGES] = {
      [FO_LANGUAGE_RU] = rows[i].ru, [FO_LANGUAGE_DE] = rows[i].de, [FO_LANGUAGE_EN] = rows[i].en
    };
    for (int language = 0; language < FO_N_LANGUAGES; language++) {
      GString *out = g_string_new (NULL);
      g_test_message ("%s in %s", rows[i].message, fo_language_code ((FoLanguage) language));
      g_assert_cmpint (fo_message_print (out, rows[i].message, (FoLanguage) language, &args, find_word), ==,
                       rows[i].complete);
      g_assert_cmpstr (out->str, ==, expected[language]);
      g_string_free (out, TRUE);
    }
  }
}

static void
test_no_arguments (void)
{
  GString *out = g_string_new (NULL);

  g_assert_true (fo_message_print (out, "a[ {lot}]", FO_LANGUAGE_EN, NULL, find_word));
  g_assert_false (fo_message_print (out, " {lot}", FO_LANGUAGE_EN, NULL, find_word));
  g_assert_cmpstr (out->str, ==, "a {lot}");
  g_string_free (out, TRUE);
}

static void
test_plural (void)
{
  static const struct {
    FoQuantity quantity_u;
    guint ru, de;
  } table[] = {
    { 0, 2, 1 },           { FO_ONE, 0, 0 },       { 2 * FO_ONE, 1, 1 },   { 4 * FO_ONE, 1, 1 },   { 5 * FO_ONE, 2, 1 },
    { 11 * FO_ONE, 2, 1 }, { 12 * FO_ONE, 2, 1 },  { 14 * FO_ONE, 2, 1 },  { 21 * FO_ONE, 0, 1 },  { 22 * FO_ONE, 1, 1 },
    { 25 * FO_ONE, 2, 1 }, { 101 * FO_ONE, 0, 1 }, { 111 * FO_ONE, 2, 1 }, { 112 * FO_ONE, 2, 1 }, { 122 * FO_ONE, 1, 1 },
    { 1500000, 1, 1 },     { -1 * FO_ONE, 0, 1 },  { -11 * FO_ONE, 2, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_test_message ("%" G_GINT64_FORMAT, table[i].quantity_u);
    g_assert_cmpuint (fo_message_plural (FO_LANGUAGE_RU, table[i].quantity_u), ==, table[i].ru);
    g_assert_cmpuint (fo_message_plural (FO_LANGUAGE_DE, table[i].quantity_u), ==, table[i].de);
    g_assert_cmpuint (fo_message_plural (FO_LANGUAGE_EN, table[i].quantity_u), ==, table[i].de);
  }
}

static void
test_args (void)
{
  g_auto (FoArgs) args = { 0 };
  g_auto (FoArgs) copy = { 0 };

  fo_args_set_text (&args, "lot", "A-7");
  fo_args_set_text (&args, "lot", fo_args_get (&args, "lot")->text); /* from itself */
  fo_args_set_text (&args, "place", NULL);
  fo_args_set_count (&args, "count", 3);
  fo_args_copy (&copy, &args);
  fo_args_set_day (&args, "lot", 20000); /* another kind replaces it */
  g_assert_cmpuint (args.n, ==, 3);
  g_assert_cmpint (fo_args_get (&args, "lot")->kind, ==, FO_ARG_DAY);
  g_assert_null (fo_args_get (&args, "lot")->text);
  g_assert_cmpstr (fo_args_get (&copy, "lot")->text, ==, "A-7");
  g_assert_cmpstr (fo_args_get (&copy, "place")->text, ==, "");
  g_assert_cmpint (fo_args_get (&copy, "count")->number, ==, 3);
  g_assert_null (fo_args_get (&copy, "order"));
}

static void
test_languages (void)
{
  FoLanguage language = FO_LANGUAGE_DE;

  g_assert_true (fo_language_parse ("ru_RU.UTF-8", &language) && language == FO_LANGUAGE_RU);
  g_assert_true (fo_language_parse ("DE-at", &language) && language == FO_LANGUAGE_DE);
  g_assert_true (fo_language_parse ("en", &language) && language == FO_LANGUAGE_EN);
  g_assert_false (fo_language_parse ("C", &language));
  g_assert_false (fo_language_parse ("rux", &language));
  g_assert_false (fo_language_parse ("", &language));
  g_assert_cmpint (language, ==, FO_LANGUAGE_EN);
}

static void
test_environment (void)
{
  static const struct {
    const char *language, *lc_all, *lang;
    FoLanguage expected;
  } table[] = {
    { NULL, NULL, NULL, FO_LANGUAGE_EN },         { NULL, "C.UTF-8", "ru_RU.UTF-8", FO_LANGUAGE_RU },
    { "fr:de:ru", "C", NULL, FO_LANGUAGE_DE },    { "", "de_DE.UTF-8", "ru_RU", FO_LANGUAGE_DE },
    { "ru", "C", "C", FO_LANGUAGE_RU },           { NULL, "fr_FR", "C", FO_LANGUAGE_EN },
    { "de", "ru_RU.UTF-8", NULL, FO_LANGUAGE_DE },
  };

  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_passed ();
    return;
  }
  g_unsetenv ("LC_MESSAGES");
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    const char *pairs[][2] = { { "LANGUAGE", table[i].language }, { "LC_ALL", table[i].lc_all }, { "LANG", table[i].lang } };
    for (gsize p = 0; p < G_N_ELEMENTS (pairs); p++)
      if (pairs[p][1])
        g_setenv (pairs[p][0], pairs[p][1], TRUE);
      else
        g_unsetenv (pairs[p][0]);
    g_assert_cmpint (fo_language_from_environment (), ==, table[i].expected);
  }
}

/* Run once more by ctest under LC_ALL=C, C.UTF-8 and a locale that does not exist. */
static void
test_sentence (void)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *ru = NULL, *de = NULL, *en = NULL, *next = NULL;

  setlocale (LC_ALL, "");
  fo_args_set_text (&args, "other_place", "A-02-3");
  fo_args_set_day (&args, "expires_on", fo_day_from_civil (2027, 5, 31));
  ru = fo_words_verdict_title (FO_LANGUAGE_RU, FO_OLDER_LOT_FIRST, &args);
  de = fo_words_verdict_title (FO_LANGUAGE_DE, FO_OLDER_LOT_FIRST, &args);
  en = fo_words_verdict_title (FO_LANGUAGE_EN, FO_OLDER_LOT_FIRST, &args);
  next = fo_words_verdict_next (FO_LANGUAGE_RU, FO_LOT_EXPIRED, &args);
  g_assert_cmpstr (ru, ==, "Сначала старшая партия: A-02-3");
  g_assert_cmpstr (de, ==, "Zuerst die ältere Charge: A-02-3");
  g_assert_cmpstr (en, ==, "Older lot first: A-02-3");
  g_assert_cmpstr (next, ==,
                   "Партия была годна по 31.05.2027 включительно. Отложите её в карантин и возьмите другую.");
}

/* The desk may answer any verdict with any of the arguments, or with none: both must read well. */
static void
test_every_verdict (void)
{
  for (int language = 0; language < FO_N_LANGUAGES; language++)
    for (int verdict = 0; verdict < FO_N_VERDICTS; verdict++) {
      g_autofree char *title = fo_words_verdict_title ((FoLanguage) language, (FoVerdict) verdict, NULL);
      g_autofree char *next = fo_words_verdict_next ((FoLanguage) language, (FoVerdict) verdict, NULL);

      g_test_message ("%s: %s. %s", fo_language_code ((FoLanguage) language), title, next);
      g_assert_cmpint (g_utf8_strlen (title, -1), <=, 42); /* one line of huge type at 1024 pixels */
      g_assert_false (g_str_has_suffix (title, "."));
      g_assert_true (g_str_has_suffix (next, "."));
      g_assert_null (strpbrk (title, "{}[]!"));
      g_assert_null (strpbrk (next, "{}[]!"));
      g_assert_null (strstr (title, "FO_"));
      g_assert_null (strstr (next, " до "));
    }
}

static void
test_missing_id (void)
{
  g_autofree char *text = NULL;

  g_assert_false (fo_words_known (FO_LANGUAGE_RU, "verdict.FO_NEVER.title"));
  g_assert_false (fo_words_known (FO_LANGUAGE_RU, ""));
  g_assert_true (fo_words_known (FO_LANGUAGE_RU, "verdict.FO_OK.title"));
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "no words for verdict.FO_NEVER.title");
  text = fo_words (FO_LANGUAGE_RU, "verdict.FO_NEVER.title", NULL);
  g_test_assert_expected_messages ();
  g_assert_cmpstr (text, ==, "verdict.FO_NEVER.title");
}

static gpointer
speak (gpointer language)
{
  const char *expected[] = { [FO_LANGUAGE_RU] = "Партия заблокирована", [FO_LANGUAGE_DE] = "Charge gesperrt",
                             [FO_LANGUAGE_EN] = "Lot blocked" };

  for (int i = 0; i < 2000; i++) {
    g_autofree char *text = fo_words_verdict_title ((FoLanguage) GPOINTER_TO_INT (language), FO_LOT_BLOCKED, NULL);
    g_assert_cmpstr (text, ==, expected[GPOINTER_TO_INT (language)]);
  }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[FO_N_LANGUAGES];

  for (int i = 0; i < FO_N_LANGUAGES; i++)
    threads[i] = g_thread_new ("speaker", speak, GINT_TO_POINTER (i));
  for (int i = 0; i < FO_N_LANGUAGES; i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/messages", test_messages);
  g_test_add_func ("/words/no-arguments", test_no_arguments);
  g_test_add_func ("/words/plural", test_plural);
  g_test_add_func ("/words/args", test_args);
  g_test_add_func ("/words/languages", test_languages);
  g_test_add_func ("/words/environment", test_environment);
  g_test_add_func ("/words/sentence", test_sentence);
  g_test_add_func ("/words/every-verdict", test_every_verdict);
  g_test_add_func ("/words/missing-id", test_missing_id);
  g_test_add_func ("/words/threads", test_threads);
  return g_test_run ();
}
