/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every template that comes with the program, with something to print on it. */
#pragma once

#include "firstout/core/code.h"
#include "maker.h"

typedef enum {
  FO_TEST_ORDINARY, /* what stands on a shelf of ours */
  FO_TEST_LONG,     /* every text as long as the store lets it be */
  FO_TEST_RANDOM    /* any letters, any numbers */
} FoTestSort;

/* Fields and rows as the makers of record.h make them, and what their own code must read as. */
typedef struct {
  FoArgs fields;
  GArray *rows;
  FoCodeKind kind; /* FO_CODE_GS1: the symbols are compared by their data alone */
  char name[FO_CODE_NAME_MAX];
  FoVerdict verdict; /* of the maker; not FO_OK: nothing is filled */
} FoTestRecord;

/* The templates of data/labels that take something of the warehouse, sorted: not the scanners' chart and the printers'
 * test. Owned, ends with NULL. */
char **fo_test_template_names (void);

/* RAND is for FO_TEST_RANDOM. Fails for a template nobody made a record for. */
void fo_test_record_init (FoTestRecord *record,
                          const FoLabelTemplate *template,
                          FoTestSort sort,
                          FoLanguage language,
                          bool training,
                          GRand *rand);
void fo_test_record_clear (FoTestRecord *record);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoTestRecord, fo_test_record_clear)

/* Reads the whole picture of LABEL, knowing nothing of where its symbols stand: exactly its symbols are found, modules
 * are whole dots, and our own codes name what RECORD is of. */
void fo_test_check_label (const FoLabel *label, const FoTestRecord *record, bool training);
