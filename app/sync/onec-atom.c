/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onec-inside.h"
#include <libxml/xmlreader.h>
#include <string.h>

#define DEEPEST 16

void
fo_onec_entry_clear (FoOnecEntry *entry)
{
  g_free (entry->entity);
  g_free (entry->id);
  json_object_put (entry->body);
  *entry = (FoOnecEntry){ 0 };
}

typedef struct {
  xmlTextReaderPtr reader;
  GArray *entries;
  const char *wrong; /* static; NULL */
} Feed;

static bool
go_on (Feed *feed)
{
  int more = feed->wrong ? -1 : xmlTextReaderRead (feed->reader);

  if (more == 1 && xmlTextReaderNodeType (feed->reader) == XML_READER_TYPE_DOCUMENT_TYPE)
    feed->wrong = "a document type is declared";
  if (more < 0 && !feed->wrong)
    feed->wrong = "not well-formed";
  return more == 1 && !feed->wrong;
}

static const char *
name_of (Feed *feed)
{
  const char *name = (const char *) xmlTextReaderConstLocalName (feed->reader);

  return name ? name : "";
}

static bool
is_start (Feed *feed)
{
  return xmlTextReaderNodeType (feed->reader) == XML_READER_TYPE_ELEMENT;
}

/* The end of the element that began at DEPTH. */
static bool
is_end (Feed *feed, int depth)
{
  return xmlTextReaderNodeType (feed->reader) == XML_READER_TYPE_END_ELEMENT
         && xmlTextReaderDepth (feed->reader) == depth;
}

/* By its local name: the prefix is the writer's choice. */
static char *
attribute (Feed *feed, const char *name)
{
  char *value = NULL;

  while (xmlTextReaderMoveToNextAttribute (feed->reader) == 1)
    if (g_str_equal (name_of (feed), name)) {
      g_free (value);
      value = g_strdup ((const char *) xmlTextReaderConstValue (feed->reader));
    }
  xmlTextReaderMoveToElement (feed->reader);
  return value;
}

static char *
text_inside (Feed *feed)
{
  GString *text = g_string_new (NULL);
  int depth = xmlTextReaderDepth (feed->reader);

  if (xmlTextReaderIsEmptyElement (feed->reader))
    return g_string_free (text, FALSE);
  while (go_on (feed) && !is_end (feed, depth)) {
    int type = xmlTextReaderNodeType (feed->reader);
    if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE)
      g_string_append (text, (const char *) xmlTextReaderConstValue (feed->reader));
  }
  return g_string_free (text, FALSE);
}

/* ---- properties --------------------------------------------------------------------------------------------------------- */

static json_object *read_value (Feed *feed, int deep);

/* Children: rows of a table are all called `element`; anything else is a member. */
static json_object *
read_children (Feed *feed, bool rows, int deep)
{
  json_object *object = rows ? json_object_new_array () : json_object_new_object ();
  int depth = xmlTextReaderDepth (feed->reader);

  if (deep > DEEPEST)
    feed->wrong = "nested too deeply";
  if (xmlTextReaderIsEmptyElement (feed->reader))
    return object;
  while (go_on (feed) && !is_end (feed, depth)) {
    g_autofree char *name = NULL;
    if (!is_start (feed))
      continue;
    name = g_strdup (name_of (feed));
    if (rows)
      json_object_array_add (object, read_value (feed, deep + 1));
    else
      json_object_object_add (object, name, read_value (feed, deep + 1));
  }
  return object;
}

/* A scalar is its text, decimals as they came. */
static json_object *
read_value (Feed *feed, int deep)
{
  g_autofree char *nothing = attribute (feed, "null"), *type = attribute (feed, "type"), *text = NULL;
  bool rows = type && g_str_has_prefix (type, "Collection(");

  if (rows || (type && !g_str_has_prefix (type, "Edm.")))
    return read_children (feed, rows, deep);
  text = text_inside (feed);
  return g_strcmp0 (nothing, "true") == 0 ? NULL : json_object_new_string (text);
}

/* ---- entries ------------------------------------------------------------------------------------------------------------ */

/* "…/Document_ЗаказКлиента(guid'…')": what stands before the bracket. */
static char *
entity_of_address (const char *address)
{
  const char *bracket = strchr (address, '('), *slash = bracket;
  g_autofree char *name = NULL;

  while (slash && slash > address && slash[-1] != '/')
    slash--;
  name = bracket ? g_strndup (slash, (gsize) (bracket - slash)) : g_strdup ("");
  return g_uri_unescape_string (name, NULL);
}

static void
read_entry_part (Feed *feed, FoOnecEntry *entry)
{
  const char *name = name_of (feed);

  if (g_str_equal (name, "id")) {
    g_free (entry->id);
    entry->id = text_inside (feed);
  } else if (g_str_equal (name, "category") && !entry->entity) {
    g_autofree char *term = attribute (feed, "term");
    const char *dot = term ? strrchr (term, '.') : NULL;
    entry->entity = g_strdup (dot ? dot + 1 : term);
  } else if (g_str_equal (name, "properties") && !entry->body)
    entry->body = read_children (feed, false, 0);
}

static void
read_entry (Feed *feed)
{
  int depth = xmlTextReaderDepth (feed->reader);
  FoOnecEntry entry = { 0 };

  if (!xmlTextReaderIsEmptyElement (feed->reader))
    while (go_on (feed) && !is_end (feed, depth))
      if (is_start (feed))
        read_entry_part (feed, &entry);
  if (entry.body && entry.entity)
    g_array_append_val (feed->entries, entry);
  else {
    fo_onec_entry_clear (&entry);
    if (!feed->wrong)
      feed->wrong = "an entry has no content";
  }
}

static void
read_deleted (Feed *feed)
{
  FoOnecEntry entry = { .id = attribute (feed, "ref") };

  entry.entity = entity_of_address (entry.id ? entry.id : "");
  if (entry.entity && entry.entity[0])
    g_array_append_val (feed->entries, entry);
  else {
    fo_onec_entry_clear (&entry);
    feed->wrong = "what was deleted has no name";
  }
}

static xmlTextReaderPtr
open_reader (const char *text, gsize length)
{
  xmlTextReaderPtr reader = length <= G_MAXINT32
                                ? xmlReaderForMemory (text, (int) length, NULL, NULL,
                                                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)
                                : NULL;
  return reader;
}

GArray *
fo_onec_feed_read (const char *text, gsize length, char **ret_why)
{
  Feed feed = { .reader = open_reader (text, length), .entries = g_array_new (FALSE, TRUE, sizeof (FoOnecEntry)) };
  bool is_feed = false;

  g_array_set_clear_func (feed.entries, (GDestroyNotify) fo_onec_entry_clear);
  while (feed.reader && go_on (&feed)) {
    if (!is_start (&feed))
      continue;
    if (g_str_equal (name_of (&feed), "feed"))
      is_feed = true;
    else if (g_str_equal (name_of (&feed), "entry"))
      read_entry (&feed);
    else if (g_str_equal (name_of (&feed), "deleted-entry"))
      read_deleted (&feed);
  }
  xmlFreeTextReader (feed.reader);
  if (is_feed && !feed.wrong)
    return feed.entries;
  *ret_why = g_strdup (feed.wrong ? feed.wrong : "no feed of changes");
  g_array_unref (feed.entries);
  return NULL;
}

/* <m:error><m:code>9</m:code><m:message xml:lang="ru">…</m:message></m:error> */
char *
fo_onec_xml_message (const char *text, gsize length, int *ret_code)
{
  Feed feed = { .reader = open_reader (text, length) };
  char *message = NULL;

  while (feed.reader && go_on (&feed)) {
    if (!is_start (&feed))
      continue;
    if (g_str_equal (name_of (&feed), "code")) {
      g_autofree char *code = text_inside (&feed);
      *ret_code = (int) g_ascii_strtoll (code, NULL, 10);
    } else if (g_str_equal (name_of (&feed), "message") && !message)
      message = text_inside (&feed);
  }
  xmlFreeTextReader (feed.reader);
  return message;
}
