/* SPDX-License-Identifier: GPL-3.0-or-later
 * One named statement of data/sql, as embed-sql.cmake writes it into the generated tables. Private to the store. */
#pragma once

#include <stdbool.h>

typedef struct {
  const char *name;
  int parameters; /* the largest n of $n */
  bool writes;    /* it changes rows */
  const char *text;
} FoSqlRow;

#define FO_SQL_PARAMETERS_MAX 32
