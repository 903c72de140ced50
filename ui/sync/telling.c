/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "telling.h"

#include "firstout/words/coded.h"
#include "firstout/work/act.h"

#include <json-c/json.h>
#include <string.h>

enum { SIDES_MAX = 60, DEPTH_MAX = 4 };

static char *
say_known (FoLanguage language, const char *section, const char *word)
{
  g_autofree char *id = g_strconcat (section, word, NULL);

  return fo_words_known (language, id) ? fo_words (language, id, NULL) : g_strdup (word);
}

/* ---- messages ------------------------------------------------------------------------------------------------------ */

static const char *
member (json_object *object, const char *name)
{
  json_object *value = NULL;

  if (!json_object_is_type (object, json_type_object) || !json_object_object_get_ex (object, name, &value) || !value)
    return "";
  return json_object_get_string (value);
}

/* What people call the thing: the number of its paper, else the article and the lot. */
static char *
subject_of (json_object *body)
{
  static const char *const numbers[] = { "shipment", "number", "return", "claim", "supply", NULL };

  for (int i = 0; numbers[i]; i++)
    if (*member (body, numbers[i]))
      return g_strdup (member (body, numbers[i]));
  if (*member (body, "item"))
    return g_strconcat (member (body, "item"), *member (body, "lot") ? " / " : "", member (body, "lot"), NULL);
  return g_strdup (member (body, "code"));
}

char *
fo_telling_title (FoLanguage language, const char *op, const char *body)
{
  json_object *object = json_tokener_parse (body);
  g_autofree char *what = say_known (language, "sync.op.", op), *subject = subject_of (object);
  const char *customer = member (object, "customer");
  char *text = g_strconcat (what, *subject ? " · " : "", subject, *customer ? " · " : "", customer, NULL);

  json_object_put (object);
  return text;
}

char *
fo_telling_why (FoLanguage language, const char *why)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *said = *why ? fo_words_coded (language, why) : g_strdup ("");

  if (!*why || strcmp (said, why) != 0)
    return g_steal_pointer (&said);
  fo_args_set_text (&args, "text", why);
  return fo_words (language, "sync.their-words", &args);
}

char *
fo_telling_state (FoLanguage language, const FoDeliveryRow *row)
{
  g_autofree char *id = g_strconcat ("sync.state.", row->exists ? fo_delivery_state_name (row->state) : "not-begun", NULL);

  return fo_words (language, id, NULL);
}

const char *
fo_telling_state_class (FoDeliveryState state)
{
  switch (state) {
  case FO_DELIVERY_WAITING:
    return "pill-waiting";
  case FO_DELIVERY_UNKNOWN:
    return "pill-part";
  case FO_DELIVERY_VERIFIED:
  case FO_DELIVERY_NOT_CARRIED:
    return "pill-done";
  case FO_DELIVERY_REFUSED:
  case FO_DELIVERY_DIFFERS:
  case FO_DELIVERY_CLOSED:
    return "pill-bad";
  case FO_N_DELIVERY_STATES:
    break;
  }
  g_assert_not_reached ();
}

/* ---- disagreements ------------------------------------------------------------------------------------------------- */

/* What a row is called: its number where the side that speaks of it says one, else its id. */
static char *
name_of (const FoConflict *conflict)
{
  json_object *ours = json_tokener_parse (conflict->ours), *theirs = json_tokener_parse (conflict->theirs), *body = NULL;
  g_autofree char *mine = NULL;
  char *name;

  if (json_object_is_type (ours, json_type_object) && json_object_object_get_ex (ours, "body", &body) && body)
    mine = subject_of (body);
  name = g_strdup (mine && *mine              ? mine
                   : *member (ours, "number")   ? member (ours, "number")
                   : *member (theirs, "number") ? member (theirs, "number")
                                                : conflict->remote_id);
  json_object_put (ours);
  json_object_put (theirs);
  return name;
}

char *
fo_telling_conflict (FoLanguage language, const FoConflict *conflict)
{
  g_autofree char *what = say_known (language, "sync.kind.", conflict->kind), *name = name_of (conflict);

  return g_strconcat (what, *name ? " · " : "", name, NULL);
}

/* ---- times --------------------------------------------------------------------------------------------------------- */

char *
fo_telling_age (FoLanguage language, gint64 age_us)
{
  static const struct {
    gint64 seconds;
    const char *message;
  } units[] = { { 86400, "sync.age.days" }, { 3600, "sync.age.hours" }, { 60, "sync.age.minutes" }, { 1, "sync.age.seconds" } };
  gint64 seconds = MAX (age_us / G_USEC_PER_SEC, 0);
  g_auto (FoArgs) args = { 0 };
  gsize i = 0;

  while (i + 1 < G_N_ELEMENTS (units) && seconds < 2 * units[i].seconds)
    i++;
  fo_args_set_count (&args, "count", seconds / units[i].seconds);
  return fo_words (language, units[i].message, &args);
}

char *
fo_telling_when (gint64 at_us)
{
  g_autoptr (GDateTime) at = at_us > 0 ? g_date_time_new_from_unix_local (at_us / G_USEC_PER_SEC) : NULL;

  return at ? g_date_time_format (at, "%d.%m. %H:%M") : g_strdup ("");
}

/* ---- both sides ---------------------------------------------------------------------------------------------------- */

typedef struct {
  char *name, *ours, *theirs;
} Side;

typedef struct {
  FoLanguage language;
  GPtrArray *sides; /* Side */
  gboolean ours;    /* whose are being read */
} Sides;

static void
side_free (gpointer data)
{
  Side *side = data;

  g_free (side->name);
  g_free (side->ours);
  g_free (side->theirs);
  g_free (side);
}

static void
put (Sides *s, const char *name, const char *text)
{
  Side *side = NULL;

  for (guint i = 0; i < s->sides->len && !side; i++)
    if (strcmp (((Side *) g_ptr_array_index (s->sides, i))->name, name) == 0)
      side = g_ptr_array_index (s->sides, i);
  if (!side) {
    if (s->sides->len >= SIDES_MAX)
      return;
    side = g_new0 (Side, 1);
    side->name = g_strdup (name);
    g_ptr_array_add (s->sides, side);
  }
  g_free (s->ours ? side->ours : side->theirs);
  *(s->ours ? &side->ours : &side->theirs) = g_strdup (text);
}

static char *
text_of_value (FoLanguage language, json_object *value)
{
  const char *text = json_object_get_string (value);
  FoDay day;

  if (json_object_is_type (value, json_type_boolean))
    return fo_words (language, json_object_get_boolean (value) ? "sync.yes" : "sync.no", NULL);
  if (text && strlen (text) == 10 && fo_day_parse_iso (text, &day) == FO_OK)
    return fo_words_day (language, day);
  return fo_words_coded (language, text ? text : "");
}

static void flatten (Sides *s, const char *before, json_object *value, int depth);

static void
flatten_members (Sides *s, const char *before, json_object *object, int depth)
{
  json_object_object_foreach (object, name, value)
  {
    g_autofree char *word = say_known (s->language, "sync.field.", name);
    g_autofree char *path = *before ? g_strconcat (before, " · ", word, NULL) : g_strdup (word);

    flatten (s, path, value, depth);
  }
}

static void
flatten (Sides *s, const char *before, json_object *value, int depth)
{
  if (depth >= DEPTH_MAX || !value)
    return;
  if (json_object_is_type (value, json_type_object))
    flatten_members (s, before, value, depth + 1);
  else if (json_object_is_type (value, json_type_array))
    for (gsize i = 0; i < json_object_array_length (value); i++) {
      g_autofree char *path = g_strdup_printf ("%s %" G_GSIZE_FORMAT, before, i + 1);
      flatten (s, path, json_object_array_get_idx (value, i), depth + 1);
    }
  else {
    g_autofree char *text = text_of_value (s->language, value);
    put (s, before, text);
  }
}

static void
read_side (Sides *s, gboolean ours, const char *json)
{
  json_object *object = *json ? json_tokener_parse (json) : NULL, *body = NULL;

  s->ours = ours;
  if (json_object_is_type (object, json_type_object) && json_object_object_get_ex (object, "body", &body)
      && json_object_is_type (body, json_type_object))
    flatten (s, "", body, 0);
  else
    flatten (s, "", object, 0);
  json_object_put (object);
}

static gboolean
differs (const Side *side)
{
  return g_strcmp0 (side->ours, side->theirs) != 0;
}

static void
add_some (GArray *rows, const GPtrArray *sides, gboolean two, gboolean differing)
{
  for (guint i = 0; i < sides->len; i++) {
    const Side *side = g_ptr_array_index (sides, i);

    if (!two && differing)
      fo_dossier_add_pair (rows, side->name, side->ours, NULL);
    else if (two && differs (side) == differing)
      fo_dossier_add_pair (rows, side->name, side->ours, side->theirs ? side->theirs : "—");
  }
}

/* What differs stands first. */
void
fo_telling_sides (GArray *rows, FoLanguage language, const char *ours, const char *theirs)
{
  g_autoptr (GPtrArray) sides = g_ptr_array_new_with_free_func (side_free);
  Sides s = { .language = language, .sides = sides };

  read_side (&s, TRUE, ours);
  read_side (&s, FALSE, theirs);
  add_some (rows, sides, *theirs != '\0', TRUE);
  add_some (rows, sides, *theirs != '\0', FALSE);
}
