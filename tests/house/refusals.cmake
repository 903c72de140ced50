# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D SOURCE=<the checkout> -P refusals.cmake
# What the configure step and the compiler must refuse, each tried on a small house with the real app/modules.cmake, and
# the same house without the fault, which they must accept.
cmake_minimum_required (VERSION 3.25)

if (DEFINED ENV{TMPDIR})
  set (temporary $ENV{TMPDIR})
else ()
  set (temporary /tmp)
endif ()
string (RANDOM LENGTH 12 random)
set (ENV{LC_ALL} C) # the compiler says it in English
set (root ${temporary}/fo-refusals-${random})
set (head "/* SPDX-License-Identifier: GPL-3.0-or-later */\n")

function (new_house)
  file (REMOVE_RECURSE ${root})
  file (MAKE_DIRECTORY ${root}/app)
  file (COPY ${SOURCE}/app/modules.cmake ${SOURCE}/app/modules.c DESTINATION ${root}/app)
  file (WRITE ${root}/CMakeLists.txt "cmake_minimum_required (VERSION 3.25)
project (house LANGUAGES C)
find_package (PkgConfig REQUIRED)
find_package (Threads REQUIRED)
include (app/modules.cmake)
fo_module (core DIR app/core)
fo_module (store DIR app/store USES core PKG glib-2.0)
")
  file (WRITE ${root}/app/core/day.c "${head}#include \"firstout/core/day.h\"\nint fo_day (void) { return 1; }\n")
  file (WRITE ${root}/include/firstout/core/day.h "${head}#pragma once\nint fo_day (void);\n")
  file (WRITE ${root}/app/store/store.c "${head}#include \"firstout/core/day.h\"\n#include <glib.h>\n")
endfunction ()

# expect (WHAT ok|configure|build TEXT): the house is accepted, or refused at that step with a message that has TEXT.
function (expect what step text)
  execute_process (COMMAND ${CMAKE_COMMAND} -G Ninja -S ${root} -B ${root}/build
    RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
  set (at configure)
  if (failed EQUAL 0)
    execute_process (COMMAND ${CMAKE_COMMAND} --build ${root}/build
      RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
    set (at build)
  endif ()
  if (failed EQUAL 0)
    set (at ok)
  endif ()
  string (REGEX REPLACE "[ \n]+" " " line "${said}")
  string (FIND "${line}" "${text}" found)
  file (REMOVE_RECURSE ${root})
  if (NOT at STREQUAL step OR found EQUAL -1)
    message (FATAL_ERROR "${what}: expected ${step} with \"${text}\", got ${at}:\n${said}")
  endif ()
  message (STATUS "${what}: ${at}, as it should")
endfunction ()

new_house ()
expect ("a house in order" ok "")

new_house ()
file (READ ${root}/CMakeLists.txt text)
string (REPLACE "(core DIR app/core)" "(core DIR app/core USES store)" text "${text}")
file (WRITE ${root}/CMakeLists.txt "${text}")
expect ("core uses store" configure "fo_core uses fo_store, which does not stand below it")

new_house ()
file (APPEND ${root}/app/core/day.c "#include \"firstout/store/store.h\"\n")
expect ("core includes a seam of store" configure "includes firstout/store/, and core does not stand above store")

new_house ()
file (APPEND ${root}/app/core/day.c "#include <glib.h>\n")
expect ("core includes GLib" build "glib.h: No such file")

new_house ()
file (APPEND ${root}/include/firstout/core/day.h "size_t fo_day_size (void);\n")
expect ("a seam header that does not stand alone" build "size_t")

new_house ()
file (WRITE ${root}/include/firstout/core/day.h "${head}enum { FO_MONDAY };\n")
expect ("a seam header without #pragma once" build "redeclaration of enumerator")

new_house ()
file (READ ${root}/CMakeLists.txt text)
string (REPLACE "include (app" "add_compile_definitions (NDEBUG)\ninclude (app" text "${text}")
file (WRITE ${root}/CMakeLists.txt "${text}")
expect ("a build without asserts" build "Firstout keeps its asserts")
