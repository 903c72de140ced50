# SPDX-License-Identifier: GPL-3.0-or-later
# data/po/*.po → <build>/locale/<language>/LC_MESSAGES/firstout.mo, where a program in the build folder finds it; an
# installed one finds <prefix>/share/locale beside <prefix>/bin.
find_program (MSGFMT msgfmt REQUIRED)
file (GLOB catalogues CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/po/*.po)
set (compiled "")
foreach (catalogue IN LISTS catalogues)
  get_filename_component (language ${catalogue} NAME_WE)
  set (folder ${PROJECT_BINARY_DIR}/locale/${language}/LC_MESSAGES)
  file (MAKE_DIRECTORY ${folder})
  add_custom_command (OUTPUT ${folder}/firstout.mo
    COMMAND ${MSGFMT} --check-domain --output-file=${folder}/firstout.mo ${catalogue}
    DEPENDS ${catalogue} COMMENT "words: ${language}" VERBATIM)
  install (FILES ${folder}/firstout.mo DESTINATION share/locale/${language}/LC_MESSAGES)
  list (APPEND compiled ${folder}/firstout.mo)
endforeach ()
add_custom_target (fo_catalogues DEPENDS ${compiled})
add_dependencies (fo_words fo_catalogues)
target_compile_definitions (fo_words PRIVATE FO_BUILD_DIR="${PROJECT_BINARY_DIR}")
