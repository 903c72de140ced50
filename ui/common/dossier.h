/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoDossier: one thing in full: what is known of it on the left, what may be done with it on the right. A lot, a claim, a recall are
 * kinds of it: a table of acts, and a function that reads what is shown. Who may not do an act sees it with the reason. Main thread,
 * but for the reading.
 *
 * It asks for its acts by "desk.command" and "desk.confirm". Signal "left": it shall be closed.
 */
#pragma once

#include "act-form.h"
#include "firstout/desk/desk.h"
#include "firstout/store/rows.h"
#include "shell/station.h"

typedef enum { FO_DOSSIER_HEAD, FO_DOSSIER_SECTION, FO_DOSSIER_LINE, FO_DOSSIER_PAIR } FoDossierRowKind;

typedef struct {
  const char *message; /* static; NULL: no button */
  char command[160];   /* for "desk.command"; "show PAGE:WHAT" for "show.page" */
} FoDossierButton;

typedef struct {
  FoDossierRowKind kind;
  char title[256], detail[640], right[64];
  char other[320];        /* of a pair: what the other side says beside DETAIL */
  const char *pill_class;     /* of the head's RIGHT; static or NULL */
  FoDossierButton buttons[2]; /* of a line */
  FoDay today;                /* of the head, as all below */
  guint acts, barred;         /* bits of FoDossierKind.acts: those that are of use now; and those that PERSON may not do */
  char preset[FO_N_ACT_FIELD_KINDS][64]; /* of the head: what fields of its acts begin with */
} FoDossierRow;

typedef struct {
  char name[96];   /* what is looked at: an id, a number */
  char person[64];
  FoLanguage language;
} FoDossierWish;

typedef struct {
  const FoActKind *acts;
  guint n_acts; /* below 32 */
  /* Appends the head, then the rest; nothing: there is no such thing. Runs on the reader's thread. */
  bool (*load) (FoTxn *txn, const FoDossierWish *wish, GArray *rows, GError **error);
} FoDossierKind;

/* Fills acts and barred of HEAD from the acts' rights. USE: bits of those that are of use. Any thread. */
bool fo_dossier_judge (FoTxn *txn, const FoDossierKind *kind, const FoDossierWish *wish, guint use, FoDossierRow *head, GError **error);

/* Appends a section's title, a line. Texts are copied; each may be NULL. */
void fo_dossier_add_section (GArray *rows, FoLanguage language, const char *message);
FoDossierRow *fo_dossier_add_line (GArray *rows, const char *title, const char *detail, const char *right);

/* One field as two sides have it, beside each other and marked where they differ. OTHER NULL: there is one side only. */
void fo_dossier_add_pair (GArray *rows, const char *title, const char *detail, const char *other);

#define FO_TYPE_DOSSIER (fo_dossier_get_type ())
G_DECLARE_FINAL_TYPE (FoDossier, fo_dossier, FO, DOSSIER, GtkWidget)

/* Shows the thing NAME of KIND; its acts begin closed. */
void fo_dossier_look (FoDossier *self, FoStation *station, const FoDossierKind *kind, const char *name);
/* Begins with an act that needs no thing: KIND's, with nothing on the left. */
void fo_dossier_begin (FoDossier *self, FoStation *station, const FoDossierKind *kind, guint act);
/* Reads what is shown again; whose badge is shown now (NULL: as before). */
void fo_dossier_again (FoDossier *self);
void fo_dossier_set_person (FoDossier *self, const char *person);
/* An answer to the lane in front: of what was asked here, what came of it is told. */
void fo_dossier_hear (FoDossier *self, const FoDeskReply *reply);

gboolean fo_dossier_press_key (FoDossier *self, int f_key);
gboolean fo_dossier_take_scan (FoDossier *self, const FoScan *scan);
