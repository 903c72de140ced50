/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row of sales as it was heard: names and texts. Each reading function looks at one of them; the first thing
 * that is wrong is kept in the reply (verdict, field, text), and nothing after it matters.
 * */
#pragma once

#include "firstout/work/apply.h"
#include "sales.h"
#include <json-c/json.h>

typedef struct {
  json_object *body;
  FoReply *reply;
  bool wrong;
  gint64 rev, changed_us;
  bool deleted;
} FoMessage;

/* The words of a row, as the inbox keeps them. What is not UTF-8 is made so. Free with g_free. */
char *fo_message_body (const FoSalesRow *row);

/* Reads what every view has. REPLY must outlive the message. */
void fo_message_init (FoMessage *message, const char *body, FoReply *reply);
void fo_message_clear (FoMessage *message);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoMessage, fo_message_clear)

void fo_message_refuse (FoMessage *message, FoVerdict verdict, const char *name);

/* NULL when nothing was said. */
const char *fo_message_get (const FoMessage *message, const char *name);
/* "" and wrong when nothing was said. */
const char *fo_message_need (FoMessage *message, const char *name);
/* OTHERWISE when nothing was said. */
const char *fo_message_word (const FoMessage *message, const char *name, const char *otherwise);
/* Something that names a thing: never cut, FO_TEXT_TOO_LONG instead. */
void fo_message_name (FoMessage *message, const char *name, char *to, gsize room);
/* Something that people read: cut where it must be. */
void fo_message_text (const FoMessage *message, const char *name, char *to, gsize room);
/* Plain decimal text and nothing else: no sign of thousands, no comma, no "2x12". OTHERWISE when nothing was said;
 * -1: needed. */
FoQuantity fo_message_quantity (FoMessage *message, const char *name, FoQuantity otherwise);
FoDay fo_message_day (FoMessage *message, const char *name);
bool fo_message_flag (FoMessage *message, const char *name);
gint32 fo_message_number (FoMessage *message, const char *name, gint32 otherwise, gint32 most);

/* "2026-11-22T10:00:00.123Z", "2026-11-22 10:00:00.123456+00" → µs since 1970; false when it is no time. And back. */
bool fo_message_time (const char *text, gint64 *ret_us);
char *fo_message_time_text (gint64 us);
