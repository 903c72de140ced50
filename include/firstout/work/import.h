/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables from elsewhere, and the way back: what `firstoutctl import` and `export` do. A sheet (sheet.h) has a header
 * in one of its first ten lines; columns are known by names in Russian, German or English, in any order; others are
 * left alone.
 *
 *   items   item* name* name_de name_en kind unit tracking expiry issue enforcement shelf_life_days certificate
 *           every_unit by_eye labels barcode barcode_quantity pack_barcode pack_quantity marked min_life. One more barcode is
 *           one more row; the pack's own may stand beside the unit's.
 *   places  place* name kind route
 *   stock   item* lot expires_on produced_on received_on place* quantity* state reason owner
 *   orders  order* deal customer channel sales_state gate due_on ship_complete priority position item* quantity*
 *           cancelled source min_life_days lot_wanted shipped owner substitutes (yes or no). A row a line; what stands in the first row of an order counts
 *           for it.
 *   kits    kit* item* quantity*. A row a component of a kit; quantity 0 takes it out.
 *   substitutes item* stands_for instead* quantity priority asks. A row a substitute, of which QUANTITY stands for STANDS_FOR
 *           of the item (1 and 1 when nothing is said); quantity 0 takes it out. ASKS is nobody, lead or sales.
 *   names   item* name* kind customer gone. A row what an item is called besides: KIND is supplier, customer, former or spoken (what it is
 *           when nothing is said; customer where a customer stands there); gone (yes) takes the name back.
 *   cartons carton* item lot expires_on code*. A row a unit of marked goods that will come: CARTON is its SSCC or its
 *           marking code, CODE the unit's, whole or without its key; GS as the byte, <GS>, _x001D_ or \u001d. Without
 *           an item the GTIN says which.
 *
 * An item is meant by its code, else by whatever else it is called; what several are called is FO_CODE_AMBIGUOUS.
 *
 * Everything is absolute and repeatable: the same file again changes nothing, a column that is not there leaves
 * alone what is known, and so does an empty cell. First every row is read and held against the store; only when
 * there is no fault, or faults shall be skipped, anything is booked, each row as an operation of its own. So a cut
 * import is simply run again.
 *
 * Orders: SHIPPED is what of a line had left before the line came here, from another warehouse or before Firstout began.
 * It counts for a line that is new here, and is history then: no goods move for it, there is no shipment of it, and what
 * is open is the rest. Of a line that is known what left is known better, and the cell is let be. So an export may be
 * read back, by the same warehouse or twice by another one, and doubles nothing.
 *
 * Stock: the quantity of a row is what there was of the lot at the place when Firstout began, whatever happened
 * since. Booked is the difference to what was opened there before, by a movement from or back to *opening*: the same
 * file again books nothing, 24 → 30 books 6, 24 → 20 takes 4 back (FO_NOT_ENOUGH_FREE when they are no longer free
 * there: count instead), and 0 takes all back. Rows that are missing from a later file are left alone. A lot's days
 * and state count when the lot is new; known ones are not changed: another day is FO_EXPIRY_DIFFERS. From the day on which the book
 * is the truth (setting.h) a row that would book is FO_FIRST_STOCK_OVER: count instead. Past their day,
 * blocked and quarantined goods are recorded where they are, and stay unusable.
 */
#pragma once

#include "firstout/core/lot.h"
#include "firstout/work/act.h"
#include "firstout/work/sheet.h"

typedef enum {
  FO_IMPORT_ITEMS,
  FO_IMPORT_PLACES,
  FO_IMPORT_STOCK,
  FO_IMPORT_ORDERS,
  FO_IMPORT_CARTONS,
  FO_IMPORT_KITS,
  FO_IMPORT_SUBSTITUTES,
  FO_IMPORT_NAMES,
  FO_N_IMPORTS
} FoImportKind;

/* "items" …; static. */
const char *fo_import_kind_name (FoImportKind kind);
bool fo_import_kind_parse (const char *name, FoImportKind *ret);

/* What is wrong with a row. A number that a spreadsheet has rounded ("4,60123E+12") is FO_NUMBER_MANGLED: its digits
 * are lost. */
typedef struct {
  guint line;         /* of the file */
  const char *column; /* our name of it, "" when it is the row */
  const char *text;   /* what stands there */
  FoVerdict verdict;
} FoImportFault;
/* Pointers live during the call. */
typedef void (*FoImportTell) (const FoImportFault *fault, gpointer data);

#define FO_IMPORT_COLUMNS_MAX 24

/* Which of the sheet's columns are which of ours. */
typedef struct {
  guint first;                        /* the first row below the header, as fo_sheet_cell counts; 0: there is none */
  int columns[FO_IMPORT_COLUMNS_MAX]; /* of the sheet, by ours as fo_import_column counts; -1: not there */
} FoImportMatch;

/* The name of our column I of a kind; NULL behind the last. Static. */
const char *fo_import_column (FoImportKind kind, guint i, bool *ret_needed);

/* By the names of columns in the first ten lines, as fo_import_run would; of two that are the same the first. True when nothing that
 * is needed is missing. */
bool fo_import_guess (FoImportKind kind, const FoSheet *sheet, FoImportMatch *ret);

typedef struct {
  bool dry_run;         /* books nothing */
  bool skip_faults;     /* books the rows without fault; an order with a faulty row is left out whole */
  bool days_from_today; /* "+30", "-5" and "0" are days, too: for the training data */
  FoImportTell tell;
  gpointer data;
  const FoImportMatch *match;                             /* NULL: by the names of the columns */
  void (*progress) (guint rows, guint of, gpointer data); /* NULL, or told how many rows are booked */
} FoImportOptions;

typedef struct {
  guint rows;      /* below the header */
  guint booked;    /* rows that changed something, or would */
  guint unchanged; /* known already */
  guint faults;    /* rows with a fault */
  guint left_out;  /* rows without one, of an order that has a row with one */
} FoImportResult;

/* False and *error when the world failed or the sheet as a whole cannot be used (FO_SHEET_ERROR_COLUMNS); then what
 * was booked before stays booked. Faults are no error. */
bool fo_import_run (FoStore *store,
                    FoImportKind kind,
                    const FoSheet *sheet,
                    const FoImportOptions *options,
                    FoImportResult *ret_result,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same columns as text that fo_import_run, Excel and LibreOffice take: UTF-8 with its mark, ";", days
 * YYYY-MM-DD. Into a new warehouse and out again it is the same text. Virtual places are left out; orders are the
 * open ones, with what was ordered and what of it has left; cartons those that have not come. */
bool fo_export_run (FoStore *store, FoImportKind kind, GString *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- opening stock ----------------------------------------------------------------------------------------------- */

typedef struct {
  FoId item, place;
  const char *lot;                            /* "" for an item without lots */
  FoDay expires_on, produced_on, received_on; /* of a new lot; received_on FO_DAY_NONE: today */
  const char *owner;                          /* whose it is; NULL or "": the house's */
  FoLotState state;                           /* of a new lot */
  const char *reason;                         /* of that state */
  FoQuantity quantity_u;                      /* absolute; 0 takes back all that was opened */
} FoOpening;

/* Makes what was opened of the lot at the place QUANTITY_U, in one transaction; goods that come free go to whoever
 * waits. Reply arg quantity is what was booked, negative when taken back; nothing to book is FO_OK and no operation.
 * FO_QUANTITY_…, FO_ITEM_UNKNOWN, FO_ITEM_IS_SERVICE, FO_PLACE_UNKNOWN, FO_PLACE_IS_VIRTUAL, FO_LOT_NEEDED,
 * FO_EXPIRY_NEEDED, FO_EXPIRY_DIFFERS, FO_NOT_ENOUGH, FO_NOT_ENOUGH_FREE. */
bool fo_work_open (FoStore *store, const FoAct *act, const FoOpening *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
