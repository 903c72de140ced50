# SPDX-License-Identifier: GPL-3.0-or-later
# data/gs1/countries.facts, currencies.facts → the text of a string for app/core/gs1-lists.c: "004AF" and so on, a line each. A line that
# cannot be read stops the build. Needs FACTS, LETTERS (how many behind the number) and OUT.
cmake_minimum_required (VERSION 3.25)

string (REPEAT "[A-Z]" ${LETTERS} letters)
file (STRINGS ${FACTS} lines REGEX "^[^#]")
set (text "")
foreach (line IN LISTS lines)
  if (NOT line MATCHES "^([0-9][0-9][0-9]) (${letters})$")
    message (FATAL_ERROR "${FACTS}: cannot be read: ${line}")
  endif ()
  string (APPEND text "\"${CMAKE_MATCH_1}${CMAKE_MATCH_2}\"\n")
endforeach ()
file (WRITE ${OUT} "${text}")
