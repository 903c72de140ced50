# SPDX-License-Identifier: GPL-3.0-or-later
# The application identifiers of GS1 become a table; made again when their facts change.
set (facts ${PROJECT_SOURCE_DIR}/data/gs1/application-identifiers.facts)
set (made ${PROJECT_BINARY_DIR}/core-made)
set (embed ${PROJECT_SOURCE_DIR}/app/core/embed-ais.cmake)
add_custom_command (OUTPUT ${made}/gs1-ais.inc DEPENDS ${facts} ${embed} VERBATIM
  COMMAND ${CMAKE_COMMAND} -DFACTS=${facts} -DOUT=${made}/gs1-ais.inc -P ${embed} COMMENT "data/gs1")
target_sources (fo_core PRIVATE ${made}/gs1-ais.inc)
target_include_directories (fo_core PRIVATE ${made})
# So do the lists of others that its values stand in.
set (embed ${PROJECT_SOURCE_DIR}/app/core/embed-iso.cmake)
foreach (list countries:2 currencies:3)
  string (REPLACE ":" ";" list ${list})
  list (GET list 0 name)
  list (GET list 1 letters)
  set (facts ${PROJECT_SOURCE_DIR}/data/gs1/${name}.facts)
  add_custom_command (OUTPUT ${made}/gs1-${name}.inc DEPENDS ${facts} ${embed} VERBATIM
    COMMAND ${CMAKE_COMMAND} -DFACTS=${facts} -DLETTERS=${letters} -DOUT=${made}/gs1-${name}.inc -P ${embed} COMMENT "data/gs1")
  target_sources (fo_core PRIVATE ${made}/gs1-${name}.inc)
endforeach ()
