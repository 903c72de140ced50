/* SPDX-License-Identifier: GPL-3.0-or-later
 * One named statement of data/sql/contract, as app/store/embed-sql.cmake writes it into the generated table. */
#pragma once

#include <stdbool.h>

typedef struct {
  const char *name;
  int parameters; /* the largest n of $n */
  bool writes;
  const char *text;
} FoSqlRow;
