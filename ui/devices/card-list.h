/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoCardList: a list to choose one thing of, what there is to say about it stands beside: scanners, scans, codes, printers, jobs.
 * What is shown again in place keeps the choice and where the list stands. Main thread.
 *
 * Signals
 *   chosen ()      another card is chosen, or none
 *   end-reached () somebody looks at the end: there may be more
 */
#pragma once

#include <gtk/gtk.h>

/* Begin with { 0 }: the bytes are compared. */
typedef struct {
  char id[96]; /* the same thing has the same one */
  char title[192];
  char detail[960];
  char bytes[400]; /* hexadecimal; "": none */
  char pill[96];   /* "✓ ready"; "": none */
  const char *css_class; /* of the pill; static */
} FoCard;

#define FO_TYPE_CARD_LIST (fo_card_list_get_type ())
G_DECLARE_FINAL_TYPE (FoCardList, fo_card_list, FO, CARD_LIST, GtkWidget)

GtkWidget *fo_card_list_new (void);

/* CARDS: FoCard, in their order. What differs from before is drawn anew. */
void fo_card_list_show (FoCardList *self, const GArray *cards);

/* The id of what is chosen; NULL: nothing. Valid until the next call. */
const char *fo_card_list_chosen (FoCardList *self);
/* Nothing happens when there is no such id. */
void fo_card_list_choose (FoCardList *self, const char *id);
/* Nothing is ever chosen in it, and the newest stays in sight: a log, the newest on top. */
void fo_card_list_be_log (FoCardList *self);
guint fo_card_list_count (FoCardList *self);
