# SPDX-License-Identifier: GPL-3.0-or-later
# data/sql becomes C: the statements of both engines, the journal's own, and the migrations. Made again when a file there
# changes. fo_store_inside lets the store's tests and benches see what only the store sees.
set (sql ${PROJECT_SOURCE_DIR}/data/sql)
set (made ${PROJECT_BINARY_DIR}/store-sql)
set (embed ${PROJECT_SOURCE_DIR}/app/store/embed-sql.cmake)

# fo_embed_sql (MODE mode STEM stem GLOB pattern OUTPUTS files... [PREFIX enum prefix TYPE enum type])
function (fo_embed_sql)
  cmake_parse_arguments (PARSE_ARGV 0 E "" "MODE;STEM;GLOB;PREFIX;TYPE" "OUTPUTS")
  file (GLOB inputs CONFIGURE_DEPENDS ${sql}/${E_GLOB})
  list (SORT inputs)
  string (REPLACE ";" "|" joined "${inputs}")
  set (outputs "")
  foreach (name IN LISTS E_OUTPUTS)
    list (APPEND outputs ${made}/${name})
  endforeach ()
  add_custom_command (OUTPUT ${outputs} DEPENDS ${inputs} ${embed} VERBATIM
    COMMAND ${CMAKE_COMMAND} -DMODE=${E_MODE} -DSTEM=${E_STEM} -DPREFIX=${E_PREFIX} -DTYPE=${E_TYPE} -DOUT=${made}
      "-DINPUTS=${joined}" -P ${embed}
    COMMAND ${CMAKE_COMMAND} -E touch ${outputs}
    COMMENT "data/sql/${E_GLOB}")
  target_sources (fo_store PRIVATE ${outputs})
endfunction ()

fo_embed_sql (MODE statements STEM sql PREFIX SQL TYPE FoSql GLOB statements/*.sql OUTPUTS sql.h sql-text.c)
fo_embed_sql (MODE statements STEM journal-sql PREFIX JOURNAL_SQL TYPE FoJournalSql GLOB journal/*.sql
  OUTPUTS journal-sql.h journal-sql-text.c)
fo_embed_sql (MODE statements STEM postgres-sql PREFIX PG_SQL TYPE FoPgSql GLOB postgres/*.sql
  OUTPUTS postgres-sql.h postgres-sql-text.c)
fo_embed_sql (MODE migrations STEM migrations GLOB migrations/*.sql OUTPUTS migrations.c)
target_include_directories (fo_store PRIVATE ${made} ${PROJECT_SOURCE_DIR}/app/store)

add_library (fo_store_inside INTERFACE)
target_include_directories (fo_store_inside INTERFACE ${made} ${PROJECT_SOURCE_DIR}/app/store)
target_link_libraries (fo_store_inside INTERFACE fo_store)
