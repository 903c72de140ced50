/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the import: columns and their names, cells and what they mean, and what the four kinds of table have in
 * common.
 */
#pragma once

#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/work/apply.h"
#include "firstout/work/import.h"

/* A column as we call it, and what others call it: names apart by "|", in small letters without spaces and
 * punctuation. */
typedef struct {
  const char *name, *others;
  bool needed;
} FoImportColumn;

typedef struct FoImport FoImport;

/* What every row struct begins with. */
typedef struct {
  guint row; /* of the sheet */
  bool is_faulty, is_unchanged;
  bool is_left_out; /* without a fault of its own: others of its order have one */
} FoImportRow;

/* One kind of table. A row struct is zeroed before LOOK. */
typedef struct {
  const FoImportColumn *columns;
  gsize row_size;
  /* Reads the row's cells and holds them against the store; faults are told by fo_import_fault. */
  bool (*look) (FoImport *import, FoTxn *txn, FoImportRow *row, GError **error);
  /* Books it, as one or several operations. */
  bool (*apply) (FoImport *import, FoImportRow *row, GError **error);
} FoImportOps;

extern const FoImportOps fo_import_items, fo_import_places, fo_import_stock, fo_import_orders, fo_import_cartons, fo_import_kits,
    fo_import_substitutes, fo_import_names;

struct FoImport {
  FoStore *store;
  const FoSheet *sheet;
  const FoImportOps *ops;
  const FoImportOptions *options;
  guint first;                        /* the first row below the header */
  int columns[FO_IMPORT_COLUMNS_MAX]; /* of the sheet; -1: not there */
  GPtrArray *rows;                    /* FoImportRow */
  GArray *faults;                     /* Fault */
  GHashTable *seen;                   /* what the file has named already → FoImportRow; its keys are owned */
  FoIssueOrder issue;                 /* the warehouse's default */
  FoImportResult result;
};

/* Finds the header and its columns. */
bool fo_import_find_columns (FoImport *import, GError **error);
/* The text of a cell by our column's index; "" when the column is not there. */
const char *fo_import_text (const FoImport *import, const FoImportRow *row, int column);
/* COLUMN -1 is the row itself. */
void fo_import_fault (FoImport *import, FoImportRow *row, int column, FoVerdict verdict);

/* Cells. Each leaves its output alone when the cell is empty; what it cannot read is a fault. Texts are UTF-8
 * without control characters; numbers that were mangled are told from texts only where IS_NUMBER says that the cell
 * holds some document's or thing's number. */
void fo_import_get_text (FoImport *import, FoImportRow *row, int column, bool is_number, char *ret, gsize room);
void fo_import_get_quantity (FoImport *import, FoImportRow *row, int column, FoQuantity *ret_u);
void fo_import_get_day (FoImport *import, FoImportRow *row, int column, FoDay *ret);
void fo_import_get_int (FoImport *import, FoImportRow *row, int column, gint32 most, gint32 *ret);
void fo_import_get_yes (FoImport *import, FoImportRow *row, int column, bool *ret);
/* A word of ours, or one of WORDS: pairs "theirs", "ours", … NULL. PARSE reads ours into RET. */
#define fo_import_get_word(import, row, column, words, parse, ret)                                                     \
  do {                                                                                                                 \
    const char *word_ = fo_import_word (import, row, column, words);                                                   \
    if (*word_ && !parse (word_, ret))                                                                                 \
      fo_import_fault (import, row, column, FO_MESSAGE_MALFORMED);                                                     \
  } while (0)
const char *fo_import_word (const FoImport *import, const FoImportRow *row, int column, const char *const *words);

/* The item that a cell means, by its code, else by what else it is called; a fault where the cell is empty or that is not one item.
 * RET_ITEM is filled only when it is found, so begin with id 0. (import-pairs.c) */
bool fo_import_find_item (FoImport *import, FoTxn *txn, FoImportRow *row, int column, FoItem *ret_item, GError **error);

/* Remembers KEY as named by ROW; the row that named it before, or NULL. Takes KEY. */
FoImportRow *fo_import_see (FoImport *import, FoImportRow *row, char *key);

/* An act of the import. */
bool fo_import_act (FoImport *import, FoAct *ret, GError **error);
/* What the work answered to a row: a refusal is a fault of it. */
void fo_import_answer (FoImport *import, FoImportRow *row, const FoReply *reply);

/* ---- the way back (import-export.c) ------------------------------------------------------------------------------ */

void fo_export_quantity (GString *text, FoQuantity quantity_u);
void fo_export_day (GString *text, FoDay day);
void fo_export_int (GString *text, gint32 number);
/* A list that is read a page behind what follows AFTER (NULL: from the beginning), a row each. */
typedef struct {
  guint size; /* of what is listed */
  bool (*page) (FoTxn *txn, gconstpointer after, guint limit, GArray *page, GError **error);
  bool (*row) (FoTxn *txn, gconstpointer one, GString *text, GError **error);
} FoExportList;
bool fo_export_pages (FoTxn *txn, const FoExportList *list, GString *text, GError **error);
/* The item's code. */
bool fo_export_item (FoTxn *txn, FoId item, GString *text, GError **error);
extern const FoExportList fo_export_kits, fo_export_substitutes, fo_export_names;
bool fo_export_cartons (FoTxn *txn, GString *text, GError **error);
