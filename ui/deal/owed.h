/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a deal still waits for besides its goods: until when its promises hold, the papers of sales, certificates that follow. */
#pragma once

#include "firstout/store/certificates.h"
#include "firstout/store/documents.h"
#include <gtk/gtk.h>

typedef enum { FO_OWED_VALIDITY, FO_OWED_PAPER, FO_OWED_CERTIFICATE } FoOwedKind;

typedef struct {
  FoOwedKind kind;
  char order[FO_NUMBER_MAX]; /* of a validity */
  FoDay until, today;
  bool near;                 /* it is reminded of */
  FoDocument paper;
  FoCertificateDue due;
} FoOwed;

/* Appends what ORDERS (FoOrder) of DEAL ("" none) owe; FoOwed. On the reader's thread. */
bool fo_owed_load (FoTxn *txn, const char *deal, const GArray *orders, GArray *rows, GError **error);

/* A row for it. A paper that has a file is opened by "paper.open" (s: the file), a certificate is confirmed by "desk.command". */
GtkWidget *fo_owed_new (const FoOwed *owed);

/* What a kind of paper is called: "УПД", or as sales calls it. Free with g_free. */
char *fo_paper_kind (const char *kind);
