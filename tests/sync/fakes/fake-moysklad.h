/* SPDX-License-Identifier: GPL-3.0-or-later
 * A МойСклад that is none, behind its JSON API 1.2: as much of it as a warehouse's link asks for, with the habits that a link must live
 * with. What is there stands in memory. All functions from the test's thread while no request is under way. */
#pragma once

#include "server.h"
#include <json-c/json.h>

typedef struct {
  /* habits; all of them documented, or seen */
  bool no_gzip;          /* 415 as if nobody had asked for gzip */
  guint cut_strings;     /* texts are cut behind so many characters without a word; 0: they are not */
  bool loses_quantity;   /* stores another quantity than it was sent */
  bool unposts;          /* stores every document as not проведён, whatever was sent */
  bool drops_codes;      /* the goods are not marked there: codes are not kept, and nobody says so */
  guint rows_most;       /* rows of one array in a request; more are 413. 0: 1000 */
  guint nested;          /* so many rows of a list come with its document; 0: all of them */
  guint restless;        /* behind so many lists somebody changes the first thing of it */
  guint remaining;       /* what X-RateLimit-Remaining says */
  char *closed_until;    /* "2026-11-01": days before it are not open for changes */
  char *refuses;         /* a text: every document is refused with it, as with goods that are not there */
  char *refuses_row;     /* a label: of a list to be made, this one alone is refused */
  char *forbidden;       /* "|demand|store|": the login has no right to these */
  char *no_permission;   /* "|demand|": its view only, in what the login may do */
  char *token;           /* NULL: the usual secret */

  FakeServer *server;
  GHashTable *objects; /* "type id" → json_object */
  GPtrArray *order;    /* keys in the order they were made */
  guint64 clock_ms;    /* of Moscow, since midnight of 2026-11-22 */
  guint next_id, made;
} FakeMsk;

FakeMsk *fake_msk_new (void);
void fake_msk_free (FakeMsk *fake);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeMsk, fake_msk_free)

/* "http://127.0.0.1:…/api/remap/1.2/" */
char *fake_msk_address (FakeMsk *fake);
/* The rows of every TYPE.json in the folder; addresses in them become this server's. */
void fake_msk_load (FakeMsk *fake, const char *folder);
/* An object; what has the same id is replaced. Addresses as in the files. */
void fake_msk_put (FakeMsk *fake, const char *type, const char *json);
/* Changes members, as a person there would; `updated` moves on. QUIET: it does not. */
void fake_msk_change (FakeMsk *fake, const char *type, const char *id, const char *json);
void fake_msk_change_quietly (FakeMsk *fake, const char *type, const char *id, const char *json);
/* Into the bin, and for ever. */
void fake_msk_trash (FakeMsk *fake, const char *type, const char *id);
void fake_msk_drop (FakeMsk *fake, const char *type, const char *id);
/* Borrowed; NULL. */
json_object *fake_msk_get (FakeMsk *fake, const char *type, const char *id);
/* Those that are there and, of documents, проведены. */
guint fake_msk_count (FakeMsk *fake, const char *type);
json_object *fake_msk_last (FakeMsk *fake, const char *type);

/* ---- inside: fake-moysklad-data.c -------------------------------------------------------------------------------------------- */

GPtrArray *fake_msk_list (FakeMsk *fake, const char *type);
/* What ?filter= says of an object. */
bool fake_msk_fits (json_object *object, const char *filter);
/* As it is answered: lists only where EXPAND ("agent,positions.assortment", NULL) names them. */
json_object *fake_msk_view (FakeMsk *fake, json_object *object, const char *expand);
/* Takes BODY's members into OBJECT; NULL, or an error of theirs as JSON (g_free). */
char *fake_msk_take (FakeMsk *fake, const char *type, json_object *object, json_object *body);
/* A row as it is stored. */
json_object *fake_msk_row (FakeMsk *fake, json_object *sent);
void fake_msk_store (FakeMsk *fake, const char *type, const char *id, json_object *object);
void fake_msk_touch (FakeMsk *fake, json_object *object);
char *fake_msk_error (int code, const char *text);
const char *fake_text (json_object *object, const char *name);
char *fake_msk_href (FakeMsk *fake, const char *type, const char *id);
