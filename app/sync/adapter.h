/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the links to sales systems over HTTP have in common besides HTTP itself: how a delivery is settled, what was heard on its
 * way to the host, the same goods counted on both sides, and what was made of goods, so that it can be taken back. */
#pragma once

#include "firstout/core/quantity.h"
#include "http.h"

/* ---- the set-up ------------------------------------------------------------------------------------------------------ */

/* OTHERWISE where nothing is said. The text is CONFIG's, or OTHERWISE itself, which may be NULL. */
const char *fo_config_text (json_object *config, const char *name, const char *otherwise);
int fo_config_number (json_object *config, const char *name, int otherwise, int least, int most);
/* Does an array of texts have this one? False for NULL. */
bool fo_config_lists (json_object *array, const char *text);
/* FO_SALES_ERROR_URI: "SYSTEM: WHAT". False. */
bool fo_config_wrong (const char *system, const char *what, GError **error);

/* ---- values ---------------------------------------------------------------------------------------------------------- */

/* As it goes over the wire: no spaces, '/' as it is. OBJECT's. */
const char *fo_link_json (json_object *object);
void fo_link_say (json_object *object, const char *name, const char *text);
/* 36 characters of a UUID and nothing else: only such may stand in an address. */
bool fo_link_is_uuid (const char *text);
/* A quantity, number or text; false when it is none. */
bool fo_link_quantity (json_object *object, const char *name, FoQuantity *ret_u);
/* Our own number of an order that the warehouse opened itself, in a comment: "W-000017". NULL none; g_free. */
char *fo_link_reference (const char *comment);
/* The day of what happened: a person's, the body's NAME, or the day it was told, over there; YYYY-MM-DD. Free with g_free. */
char *fo_link_day (const FoDelivery *delivery, json_object *body, const char *name, int utc_offset_min);

/* ---- fates ----------------------------------------------------------------------------------------------------------- */

#define FO_FATE_GO_ON ((FoFateKind) -1) /* not settled yet; never leaves an adapter */
#define FO_LINK_AGAIN_MS 5000

/* Settles it with a reason of ours: an id of data/po, then names and texts, NULL; ID NULL: none. True. */
bool fo_fate_end (FoFate *fate, FoFateKind kind, const char *id, ...) G_GNUC_NULL_TERMINATED;
/* In their words. True. */
bool fo_fate_end_text (FoFate *fate, FoFateKind kind, const char *why);
/* It stands there otherwise: THERE is shown; its reference is taken. True. */
bool fo_fate_differs (FoFate *fate, json_object *there, const char *id);

/* What a write came to. */
typedef struct {
  FoHttpEnd end;
  guint status;
  json_object *object; /* what came back; NULL */
  char *why;           /* in their words; NULL */
  gint64 retry_ms;
} FoWritten;
void fo_written_clear (FoWritten *written);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoWritten, fo_written_clear)
/* One that is not done: UNKNOWN, LATER, REFUSED, or CLOSED where the refusal is about a closed period. True. */
bool fo_fate_end_written (FoFate *fate, const FoWritten *written, bool closed);
/* The link failed behind a write that may have been done, or certainly was not. False. */
bool fo_fate_lost (FoFate *fate, const FoWritten *written);

/* ---- what was heard ---------------------------------------------------------------------------------------------------- */

typedef struct {
  FoLinkHost *host;
  GArray *objects; /* FoLinkObject, its texts owned by `texts` */
  GPtrArray *texts;
  GHashTable *news; /* "source id" → char *version, of those that fo_link_page_news has added */
} FoLinkPage;
void fo_link_page_init (FoLinkPage *page, FoLinkHost *host);
void fo_link_page_clear (FoLinkPage *page);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoLinkPage, fo_link_page_clear)
/* Copies all. BODY NULL: it is gone. VERSION NULL or "": a hash of the body. */
void
fo_link_page_add (FoLinkPage *page, const char *source, const char *remote_id, const char *version, json_object *body);
/* What is on it, and the cursor where one is given; nothing at all where there is nothing. */
bool fo_link_page_keep (const FoLinkPage *page, const char *feed, const char *cursor, GError **error);

/* Adds what an object says at STAMP (their time of its change) when it is news: another stamp, other words at the same stamp, or one
 * that is BACK after it was gone. KNOWN: "source id" → what is known of this run. */
void fo_link_page_news (FoLinkPage *page,
                        GHashTable *known,
                        const char *source,
                        const char *id,
                        const char *stamp,
                        json_object *body,
                        bool back);
/* As fo_link_page_keep; only what is durable counts as known. */
bool fo_link_page_keep_news (
    const FoLinkPage *page, GHashTable *known, const char *feed, const char *cursor, GError **error);
/* Has the time come for FEED again? Then *ret_now is what its cursor becomes. */
bool fo_link_is_due (
    FoLinkHost *host, const char *feed, int every_s, bool everything, bool *ret_due, char **ret_now, GError **error);
/* Of a document that has or had to do with us, kept as the reference "heard". What was ours once is told that it is no more; what never
 * was is no business of this warehouse. BACK: it was gone. */
bool fo_link_concerns (
    FoLinkHost *host, const char *id, bool ours, const char *name, bool *ret_concerns, bool *ret_back, GError **error);
/* It is gone, as it was told WHEN: kept, unless nobody ever heard of it or that it went. */
bool fo_link_gone (
    FoLinkHost *host, GHashTable *known, const char *source, const char *id, const char *when, GError **error);

/* ---- the same goods? ------------------------------------------------------------------------------------------------ */

/* Quantities by what they are of. What sums up to nothing is not in it: so ours added and theirs taken away leave the difference. */
GHashTable *fo_tally_new (void);
/* Takes KEY. */
void fo_tally_add (GHashTable *tally, char *key, FoQuantity quantity_u);

/* ---- what can be taken back ------------------------------------------------------------------------------------------- */

/* What the same goods, told once more with the opposite sign, would be called. Free with g_free. */
char *fo_made_name (const FoDelivery *delivery, json_object *body, FoQuantity quantity_u);
/* REF was made of these; the same one once. */
bool fo_made_add (FoLinkHost *host, const char *name, const char *ref, GError **error);
/* The last one that stands, NULL none. Free with g_free. */
bool fo_made_last (FoLinkHost *host, const char *name, char **ret_ref, GError **error);
/* The last one was taken back. */
bool fo_made_drop (FoLinkHost *host, const char *name, const char *ref, GError **error);

/* ---- is it really there? -------------------------------------------------------------------------------------------------- */

/* An order over there that has a mark (a field of the firm's choice) asks whether its goods are really there. BODY, as it is kept, is told
 * how often it has begun to ask: so a question that was answered is asked anew when its mark is taken away and set again. */
bool fo_link_count_asks (FoLinkHost *host, const char *order, bool asks, json_object *body, GError **error);
/* The question about one line of it; N is BODY's "asks", "": it does not ask. */
void fo_link_row_ask (
    FoLinkRows *rows, const char *n, const char *order, const char *line, const char *item, const char *quantity);
/* TEXT of an order, which people write too, with what the availability.answer BODY says in the place of what an earlier one said of that
 * item: a line for each item, behind what stands there. Free with g_free. */
char *fo_answer_put (const char *text, json_object *body);
/* Does it stand in TEXT, word for word? */
bool fo_answer_stands (const char *text, json_object *body);
