/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A question to the reader: LOAD runs on the reader's thread in a reading transaction and appends rows; CAME gets them on the main
 * thread, unless OWNER is gone by then. What failed is told to the log, and CAME hears nothing: the list stays as it was.
 */
#pragma once

#include "firstout/store/rows.h"
#include "shell/station.h"

/* INPUT as given to fo_request. Appends to ROWS. */
typedef bool (*FoRequestLoad) (FoTxn *txn, gconstpointer input, GArray *rows, GError **error);
typedef void (*FoRequestCame) (const GArray *rows, gpointer owner);

typedef struct {
  FoRequestLoad load;
  gconstpointer input; /* copied */
  gsize input_size;
  gsize row_size;
  FoRequestCame came;
} FoRequest;

void fo_request (FoStation *station, const FoRequest *request, GObject *owner);
