/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "closures.h"

enum { DUE_NEAR_DAYS = 6 };

typedef struct {
  const char *sign, *message, *css_class;
} Pill;

static const Pill progress_pills[FO_N_PROGRESSES] = {
  [FO_PROGRESS_WAITING] = { "○", "page.line.waiting", "pill-waiting" },
  [FO_PROGRESS_PART] = { "◐", "page.line.part", "pill-part" },
  [FO_PROGRESS_DONE] = { "✓", "page.line.done", "pill-done" },
  [FO_PROGRESS_COUNTED] = { "＋", "page.line.counted", "pill-done" },
};

static const Pill readiness_pills[FO_N_READINESSES] = {
  [FO_READY_NOW] = { "●", "page.orders.ready", "pill-done" },
  [FO_READY_GATE] = { "◆", "page.orders.gate", "pill-part" },
  [FO_READY_WAITS] = { "○", "page.orders.waits", "pill-waiting" },
  [FO_READY_WORK] = { "◐", "page.orders.work", "pill-part" },
  [FO_READY_BENCH] = { "▣", "page.orders.bench", "pill-done" },
  [FO_READY_GONE] = { "✓", "page.orders.gone", "pill-waiting" },
};

FoProgress
fo_progress_of (FoQuantity done_u, FoQuantity asked_u)
{
  if (asked_u == 0)
    return done_u > 0 ? FO_PROGRESS_COUNTED : FO_PROGRESS_WAITING;
  if (done_u >= asked_u)
    return FO_PROGRESS_DONE;
  return done_u > 0 ? FO_PROGRESS_PART : FO_PROGRESS_WAITING;
}

const char *
fo_progress_sign (FoProgress progress)
{
  return progress_pills[progress].sign;
}

const char *
fo_progress_message (FoProgress progress)
{
  return progress_pills[progress].message;
}

const char *
fo_progress_css_class (FoProgress progress)
{
  return progress_pills[progress].css_class;
}

double
fo_progress_fraction (FoQuantity done_u, FoQuantity asked_u)
{
  return asked_u > 0 ? CLAMP ((double) done_u / (double) asked_u, 0, 1) : 0;
}

char *
fo_count_text (FoLanguage language, FoQuantity done_u, FoQuantity asked_u)
{
  g_autofree char *done = fo_words_quantity (language, done_u);
  g_autofree char *asked = fo_words_quantity (language, asked_u);

  return asked_u ? g_strdup_printf ("%s / %s", done, asked) : g_steal_pointer (&done);
}

FoReadiness
fo_readiness_of (const FoOrder *order)
{
  switch (order->state) {
  case FO_ORDER_READY:
    return order->gate == FO_GATE_CLOSED ? FO_READY_GATE : FO_READY_NOW;
  case FO_ORDER_NEW:
  case FO_ORDER_WAITING:
  case FO_ORDER_PART_SHIPPED:
    return FO_READY_WAITS;
  case FO_ORDER_PICKING:
    return FO_READY_WORK;
  case FO_ORDER_PICKED:
    return FO_READY_BENCH;
  case FO_ORDER_ALL_SHIPPED:
  case FO_ORDER_IS_CANCELLED:
  case FO_N_ORDER_STATES:
    break;
  }
  return FO_READY_GONE;
}

const char *
fo_readiness_sign (FoReadiness readiness)
{
  return readiness_pills[readiness].sign;
}

const char *
fo_readiness_message (FoReadiness readiness)
{
  return readiness_pills[readiness].message;
}

const char *
fo_readiness_css_class (FoReadiness readiness)
{
  return readiness_pills[readiness].css_class;
}

FoLifeLeft
fo_life_left (FoDay expires_on, FoDay today)
{
  if (expires_on == FO_DAY_NONE)
    return FO_LIFE_NO_DAY;
  if (expires_on < today)
    return FO_LIFE_OVER;
  return expires_on - today <= FO_LIFE_NEAR_DAYS ? FO_LIFE_NEAR : FO_LIFE_LONG;
}

char *
fo_bytes_text (const FoScan *scan, guint room)
{
  g_autofree char *valid = g_utf8_make_valid (scan->bytes, (gssize) scan->length);
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (const char *c = valid; *c; c = g_utf8_next_char (c)) {
    gunichar character = g_utf8_get_char (c);

    if (++n > room) {
      g_string_append (text, "…");
      break;
    }
    if (character == 0x1d)
      g_string_append (text, "<GS>");
    else
      g_string_append_unichar (text, g_unichar_isprint (character) ? character : '.');
  }
  return g_string_free (text, FALSE);
}

char *
fo_due_text (FoLanguage language, FoDay due_on, FoDay today)
{
  g_auto (FoArgs) args = { 0 };
  int days = due_on - today;

  if (due_on == FO_DAY_NONE)
    return g_strdup ("");
  if (days == 0 || days == 1)
    return fo_words (language, days ? "page.due.tomorrow" : "page.due.today", NULL);
  if (days > DUE_NEAR_DAYS)
    return fo_words_day (language, due_on);
  fo_args_set_count (&args, "count", ABS (days));
  return fo_words (language, days > 0 ? "page.due.in" : "page.due.late", &args);
}

static void
add_part (GString *text, const char *part)
{
  if (part && *part)
    g_string_append_printf (text, "%s%s", text->len ? " · " : "", part);
}

static void
add_text (GString *text, const FoArgs *args, const char *name)
{
  const FoArg *arg = fo_args_get (args, name);

  if (arg && arg->kind == FO_ARG_TEXT)
    add_part (text, arg->text);
}

char *
fo_subject_text (const FoArgs *args)
{
  GString *text = g_string_new (NULL);

  add_text (text, args, "item");
  add_text (text, args, "lot");
  if (text->len == 0)
    add_text (text, args, "document");
  return g_string_free (text, FALSE);
}

const char *
fo_name_in (FoLanguage language, const char *name, const char *de, const char *en)
{
  switch (language) {
  case FO_LANGUAGE_DE:
    return *de ? de : name;
  case FO_LANGUAGE_EN:
    return *en ? en : name;
  case FO_LANGUAGE_RU:
  case FO_N_LANGUAGES:
    break;
  }
  return name;
}

char *
fo_closure_reason (FoLanguage language, const char *reason)
{
  g_autofree char *word = g_strdelimit (g_strdup (reason), "-", '_');
  g_autofree char *id = g_strconcat ("offer.reason.", word, NULL);

  return *word && fo_words_known (language, id) ? fo_words (language, id, NULL) : g_strdup (reason);
}

/* ---- movements ------------------------------------------------------------------------------------------------------- */

char *
fo_closure_move (FoLanguage language, const FoMovementLine *move)
{
  g_autofree char *id = g_strconcat ("page.move.", fo_move_kind_name (move->kind), NULL), *what = fo_words (language, id, NULL);
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (move->made_at_us / G_USEC_PER_SEC);
  g_autofree char *when = at ? g_date_time_format (at, "%d.%m.%y %H:%M") : g_strdup (""), *reason = fo_closure_reason (language, move->reason);

  return g_strconcat (what, " · ", when, *move->person ? " · " : "", move->person, *reason ? " · " : "", reason, NULL);
}

/* A virtual place has a code that nobody has seen on a shelf: its kind says more. */
static char *
end_of (FoLanguage language, const char *code, FoPlaceKind kind)
{
  g_autofree char *id = g_strconcat ("page.place.", fo_place_kind_name (kind), NULL);

  return fo_place_is_real (kind) ? g_strdup (code) : fo_words (language, id, NULL);
}

char *
fo_closure_way (FoLanguage language, const FoMovementLine *move)
{
  g_autofree char *from = end_of (language, move->from, move->from_kind), *to = end_of (language, move->to, move->to_kind);

  return g_strconcat (from, " → ", to, NULL);
}
