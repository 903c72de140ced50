/* SPDX-License-Identifier: GPL-3.0-or-later
 * The answer as a script reads it. Everything in it but the sentences comes out of the store, so that the same request gets the
 * same bytes again, also from another process. */
#include "firstout/desk/desk.h"

#include <json-c/json.h>

static void
add_sentence (json_object *object, const char *key, char *sentence)
{
  json_object_object_add (object, key, json_object_new_string (sentence));
  g_free (sentence);
}

char *
fo_desk_reply_to_json (const FoDeskReply *reply, const char *request, FoLanguage language)
{
  const FoReply *of = &reply->reply;
  g_autofree char *json = fo_reply_to_json (of);
  json_object *object = json_tokener_parse (json);
  char *text;

  add_sentence (object, "message", fo_words_verdict_title (language, of->verdict, &of->args));
  add_sentence (object, "next", fo_words_verdict_next (language, of->verdict, &of->args));
  if (request)
    json_object_object_add (object, "id", json_object_new_string (request));
  text = g_strdup (json_object_to_json_string_ext (object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put (object);
  return text;
}
