/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside firstoutctl: one command a file, and what they share. JSON lines go to stdout, sentences to stderr. A
 * command ends with CTL_DONE, CTL_REFUSED when the domain said no or a check found something, CTL_FAILED when it was
 * called wrongly or the world failed.
 */
#pragma once

#include "firstout/core/scan.h"
#include "firstout/work/act.h"
#include "firstout/work/json.h"

typedef enum { CTL_DONE = 0, CTL_REFUSED = 1, CTL_FAILED = 2 } CtlEnd;

/* What the command line said: the options every command knows, its own options, and its arguments in order. */
typedef struct {
  const char *store_uri;
  FoDay today; /* FO_DAY_NONE: the store's own */
  FoLanguage language;
  GHashTable *options; /* "--lot" → value, "" for a flag */
  GPtrArray *arguments;
} Ctl;

/* The value of an option of the command's own; NULL when it was not given. */
const char *ctl_option (const Ctl *ctl, const char *name);
/* The N-th argument, or NULL. */
const char *ctl_argument (const Ctl *ctl, guint n);

/* A sentence on stderr, "firstoutctl: …"; returns CTL_FAILED. */
CtlEnd ctl_fail (const char *format, ...) G_GNUC_PRINTF (1, 2);
CtlEnd ctl_fail_error (const GError *error);

/* The store of --store, with --today set. NULL after a sentence on stderr. */
FoStore *ctl_open (const Ctl *ctl, FoStoreFlags flags);

/* --today, else the machine's own day: for commands without a warehouse. */
FoDay ctl_today (const Ctl *ctl);

/* Where labels/, devices/ and training/ are: $FIRSTOUT_DATA, installed beside the program, or beside the sources. NULL: nowhere. Free
 * with g_free. */
char *ctl_data_dir (void);

/* One line of JSON on stdout; takes OBJECT. */
void ctl_print (json_object *object);
/* A reply as one line, and the end it means. */
CtlEnd ctl_print_reply (const FoReply *reply);

/* What a scan is, as the command code answers (code.c). */
json_object *ctl_describe_scan (const FoScan *scan, FoDay today);

/* An act of the command line on STORE: a new operation id, station "ctl". False after a sentence on stderr. */
bool ctl_act (FoStore *store, FoAct *ret_act);

/* Runs READ on STORE and prints nothing itself; CTL_FAILED after a sentence on stderr. */
CtlEnd ctl_read (FoStore *store, FoTxnFunc read, gpointer data);

/* ---- the commands, as the table in firstoutctl.c lists them ------------------------------------------------------ */

CtlEnd ctl_backup (const Ctl *ctl);
CtlEnd ctl_block (const Ctl *ctl);
CtlEnd ctl_broken (const Ctl *ctl);
CtlEnd ctl_carton (const Ctl *ctl);
CtlEnd ctl_cartons (const Ctl *ctl);
CtlEnd ctl_certificates (const Ctl *ctl);
CtlEnd ctl_channels (const Ctl *ctl);
CtlEnd ctl_check (const Ctl *ctl);
CtlEnd ctl_claim (const Ctl *ctl);
CtlEnd ctl_claims (const Ctl *ctl);
CtlEnd ctl_code (const Ctl *ctl);
CtlEnd ctl_codes (const Ctl *ctl);
CtlEnd ctl_correct (const Ctl *ctl);
CtlEnd ctl_decode (const Ctl *ctl);
CtlEnd ctl_demo (const Ctl *ctl);
CtlEnd ctl_desk (const Ctl *ctl);
CtlEnd ctl_devices (const Ctl *ctl);
CtlEnd ctl_documents (const Ctl *ctl);
CtlEnd ctl_explain (const Ctl *ctl);
CtlEnd ctl_export (const Ctl *ctl);
CtlEnd ctl_forget (const Ctl *ctl);
CtlEnd ctl_gate (const Ctl *ctl);
CtlEnd ctl_import (const Ctl *ctl);
CtlEnd ctl_init (const Ctl *ctl);
CtlEnd ctl_items (const Ctl *ctl);
CtlEnd ctl_label (const Ctl *ctl);
CtlEnd ctl_learn (const Ctl *ctl);
CtlEnd ctl_link (const Ctl *ctl);
CtlEnd ctl_lots (const Ctl *ctl);
CtlEnd ctl_serial (const Ctl *ctl);
CtlEnd ctl_morning (const Ctl *ctl);
CtlEnd ctl_move (const Ctl *ctl);
CtlEnd ctl_orders (const Ctl *ctl);
CtlEnd ctl_people (const Ctl *ctl);
CtlEnd ctl_pin (const Ctl *ctl);
CtlEnd ctl_packing (const Ctl *ctl);
CtlEnd ctl_set (const Ctl *ctl);
CtlEnd ctl_places (const Ctl *ctl);
CtlEnd ctl_preempt (const Ctl *ctl);
CtlEnd ctl_print_labels (const Ctl *ctl);
CtlEnd ctl_printers (const Ctl *ctl);
CtlEnd ctl_promise (const Ctl *ctl);
CtlEnd ctl_recall (const Ctl *ctl);
CtlEnd ctl_recalls (const Ctl *ctl);
CtlEnd ctl_relabel (const Ctl *ctl);
CtlEnd ctl_restore (const Ctl *ctl);
CtlEnd ctl_returns (const Ctl *ctl);
CtlEnd ctl_refuse_lot (const Ctl *ctl);
CtlEnd ctl_sscc (const Ctl *ctl);
CtlEnd ctl_station (const Ctl *ctl);
CtlEnd ctl_stock (const Ctl *ctl);
CtlEnd ctl_expiry (const Ctl *ctl);
CtlEnd ctl_substitute (const Ctl *ctl);
CtlEnd ctl_names (const Ctl *ctl);
CtlEnd ctl_name (const Ctl *ctl);
CtlEnd ctl_unname (const Ctl *ctl);
CtlEnd ctl_substitutes (const Ctl *ctl);
CtlEnd ctl_supplies (const Ctl *ctl);
CtlEnd ctl_customers (const Ctl *ctl);
CtlEnd ctl_deal (const Ctl *ctl);
CtlEnd ctl_decide (const Ctl *ctl);
CtlEnd ctl_kits (const Ctl *ctl);
CtlEnd ctl_match (const Ctl *ctl);
CtlEnd ctl_shortage (const Ctl *ctl);
CtlEnd ctl_way (const Ctl *ctl);
CtlEnd ctl_could (const Ctl *ctl);
CtlEnd ctl_sync (const Ctl *ctl);
CtlEnd ctl_sending (const Ctl *ctl); /* sync WORD … */
CtlEnd ctl_transfer (const Ctl *ctl);
CtlEnd ctl_transfers (const Ctl *ctl);
CtlEnd ctl_trace (const Ctl *ctl);
CtlEnd ctl_unship (const Ctl *ctl);
CtlEnd ctl_units (const Ctl *ctl);
CtlEnd ctl_wave (const Ctl *ctl);
CtlEnd ctl_trace_lot (const Ctl *ctl);
CtlEnd ctl_unpin (const Ctl *ctl);
CtlEnd ctl_validity (const Ctl *ctl);
CtlEnd ctl_whatif (const Ctl *ctl);

/* ---- lots as the command line names them (lots.c) ---------------------------------------------------------------- */

/* "ITEM/LOT", or the lot's number alone when only one item has it. CTL_FAILED with the candidates on stderr when it
 * is not clear, CTL_REFUSED after a JSON verdict when there is none. */
CtlEnd ctl_find_lot (FoStore *store, const char *name, FoId *ret_lot);
