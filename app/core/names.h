/* SPDX-License-Identifier: GPL-3.0-or-later
 * Enums of the core by the names the store and JSON use: a table per enum, index is the value. */
#pragma once

#include <stdbool.h>
#include <string.h>

static inline bool
names_find (const char *const *names, int n, const char *name, int *ret)
{
  for (int i = 0; name && i < n; i++)
    if (strcmp (names[i], name) == 0) {
      *ret = i;
      return true;
    }
  return false;
}

#define FO_NAMED(Type, stem, ...)                                                                                      \
  static const char *const stem##_names[] = { __VA_ARGS__ };                                                           \
  const char *fo_##stem##_name (Type value)                                                                            \
  {                                                                                                                    \
    return stem##_names[value];                                                                                        \
  }                                                                                                                    \
  bool fo_##stem##_parse (const char *name, Type *ret)                                                                 \
  {                                                                                                                    \
    int found;                                                                                                         \
    if (!names_find (stem##_names, (int) (sizeof stem##_names / sizeof *stem##_names), name, &found))                  \
      return false;                                                                                                    \
    *ret = (Type) found;                                                                                               \
    return true;                                                                                                       \
  }
