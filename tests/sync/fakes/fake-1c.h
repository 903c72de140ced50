/* SPDX-License-Identifier: GPL-3.0-or-later
 * A 1C:UT 11 that is none, behind its standard OData interface: as much of it as a warehouse's link asks for, with the habits that a link
 * must live with. What is there stands in memory. All functions from the test's thread while no request is under way. */
#pragma once

#include "server.h"
#include <json-c/json.h>

typedef struct {
  /* habits; all of them real */
  bool if_match_works;    /* false: If-Match is ignored, as the platform does. True: 412, as its book says */
  bool accepts_ref_key;   /* a POSTed Ref_Key is taken */
  guint cut_strings;      /* texts are cut behind so many characters without a word; 0: as the field is long */
  bool loses_quantity;    /* stores another quantity than it was sent: something over there "corrects" it */
  bool ignores_status;    /* 200 for a PATCH of Статус, and nothing changes */
  char *closed_until;     /* "2026-11-01": days before it are closed for changes */
  char *refuses_post;     /* a handler's text: posting is answered 500 */
  char *hidden;           /* "|Catalog_X|Document_Y|": not published */
  char *forbidden;        /* likewise: published, and the login has no right to it */
  char *hidden_rows;      /* refs likewise: the login's rights hide these objects */
  bool balance_locked;    /* registers answer 403 */

  FakeServer *server;
  GHashTable *objects;    /* "entity ref" → json_object */
  GPtrArray *order;       /* keys in the order they were made */
  GHashTable *changes;    /* "entity ref" → message number it was sent in, 0 none: of the exchange plan's node */
  gint64 received_no;
  guint64 version;
  guint made, next_ref, deletes, posts;
} Fake1c;

Fake1c *fake_1c_new (void);
void fake_1c_free (Fake1c *fake);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fake1c, fake_1c_free)

/* "http://127.0.0.1:…/ut/odata/standard.odata/" */
char *fake_1c_address (Fake1c *fake);

/* Every object of tests/data/wire/1c/ENTITY.json. */
void fake_1c_load (Fake1c *fake, const char *folder);
/* An object or record, JSON; what it does not say has 1C's empty values. One with the same key is replaced. */
void fake_1c_put (Fake1c *fake, const char *entity, const char *json);
/* Changes fields of one that is there, as a person there would. */
void fake_1c_change (Fake1c *fake, const char *entity, const char *ref, const char *json);
void fake_1c_drop (Fake1c *fake, const char *entity, const char *ref);
/* Borrowed; NULL. */
json_object *fake_1c_get (Fake1c *fake, const char *entity, const char *ref);
/* Those that are not marked for deletion. */
guint fake_1c_count (Fake1c *fake, const char *entity);
/* The last one made; NULL. */
json_object *fake_1c_last (Fake1c *fake, const char *entity);

/* ---- inside -------------------------------------------------------------------------------------------------------------------- */

/* What OData's $filter says of an object. */
bool fake_filter_fits (json_object *object, const char *filter);
/* Takes BODY's fields into OBJECT as the platform does; NULL, or what is wrong with it. */
const char *fake_1c_take (Fake1c *fake, const char *entity, json_object *object, json_object *body);
json_object *fake_1c_empty (const char *entity);
/* The field of a register's key; NULL: it has a Ref_Key. */
const char *fake_1c_key (const char *entity);
/* All published entities, NULL at the end. */
const char *const *fake_1c_entities (void);
char *fake_1c_version (Fake1c *fake);
/* The message of the exchange plan, Atom. */
char *fake_1c_message (Fake1c *fake, gint64 number);
