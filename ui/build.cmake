# SPDX-License-Identifier: GPL-3.0-or-later
# Templates, style and icons become one resource inside the library; fo_application registers it.
find_program (GLIB_COMPILE_RESOURCES glib-compile-resources REQUIRED)
set (description ${PROJECT_SOURCE_DIR}/data/firstout.gresource.xml)
set (resource ${PROJECT_BINARY_DIR}/ui/resource.c)
file (MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/ui)
file (GLOB_RECURSE resource_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/ui/*.ui ${PROJECT_SOURCE_DIR}/data/icons/*.svg
  ${PROJECT_SOURCE_DIR}/data/style*.css)
add_custom_command (OUTPUT ${resource}
  COMMAND ${GLIB_COMPILE_RESOURCES} --generate-source --internal --manual-register --c-name fo_ui
    --sourcedir=${PROJECT_SOURCE_DIR}/ui --sourcedir=${PROJECT_SOURCE_DIR}/data --target=${resource} ${description}
  DEPENDS ${description} ${resource_files} COMMENT "ui: resource" VERBATIM)
target_sources (fo_ui PRIVATE ${resource})
# Rooms of the window include each other as "common/speech.h"; so do the page tests.
target_include_directories (fo_ui PUBLIC ${PROJECT_SOURCE_DIR}/ui)
