/* SPDX-License-Identifier: GPL-3.0-or-later
 * A Bitrix24 that is none, behind an inbound webhook: as much of its REST as a warehouse's link asks for, with the habits that a link must
 * live with. What is there stands in memory. All functions from the test's thread while no request is under way. */
#pragma once

#include "server.h"
#include <json-c/json.h>

typedef struct {
  /* habits; all of them documented, or seen */
  guint too_many;       /* so many requests are answered 503 QUERY_LIMIT_EXCEEDED */
  char *closed_method;  /* this one took too long: 429 OPERATION_TIME_LIMIT */
  bool expired;         /* 401 expired_token */
  bool ignores_stage;   /* true for an update of STAGE_ID, and nothing changes */
  guint cut_comments;   /* comments are cut behind so many letters; 0: they are not */
  char *forbidden;      /* "|crm.deal.list|": methods answered 403 insufficient_scope */
  char *no_scope;       /* "catalog": not among the rights of the webhook */

  FakeServer *server;
  GHashTable *objects; /* "kind id" → json_object: deal, row, company, contact, status, category, measure, product, offer, comment */
  GPtrArray *order;
  guint64 clock_s; /* since 2026-11-22T08:00:00Z */
  guint next_id, calls;
} FakeB24;

FakeB24 *fake_b24_new (void);
void fake_b24_free (FakeB24 *fake);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeB24, fake_b24_free)

/* "http://127.0.0.1:…/rest/1/" */
char *fake_b24_address (FakeB24 *fake);
/* Of every KIND.json in the folder, what stands in its "result". */
void fake_b24_load (FakeB24 *fake, const char *folder);
void fake_b24_put (FakeB24 *fake, const char *kind, const char *json);
/* Members are changed as a person there would. QUIET: DATE_MODIFY stays. */
void fake_b24_change (FakeB24 *fake, const char *kind, const char *id, const char *json);
void fake_b24_change_quietly (FakeB24 *fake, const char *kind, const char *id, const char *json);
void fake_b24_drop (FakeB24 *fake, const char *kind, const char *id);
json_object *fake_b24_get (FakeB24 *fake, const char *kind, const char *id);
guint fake_b24_count (FakeB24 *fake, const char *kind);
