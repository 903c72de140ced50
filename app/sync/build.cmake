# SPDX-License-Identifier: GPL-3.0-or-later
# data/sql/contract becomes C, the way the store's statements do. fo_sync_inside lets the gateway's tests see its parts.
set (contract_made ${PROJECT_BINARY_DIR}/sync-sql)
set (contract_embed ${PROJECT_SOURCE_DIR}/app/store/embed-sql.cmake)
file (GLOB contract_inputs CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/sql/contract/*.sql)
list (SORT contract_inputs)
string (REPLACE ";" "|" contract_joined "${contract_inputs}")
set (contract_outputs ${contract_made}/contract-sql.h ${contract_made}/contract-sql-text.c)
add_custom_command (OUTPUT ${contract_outputs} DEPENDS ${contract_inputs} ${contract_embed} VERBATIM
  COMMAND ${CMAKE_COMMAND} -DMODE=statements -DSTEM=contract-sql -DPREFIX=SALES_SQL -DTYPE=FoSalesSql -DOUT=${contract_made}
    "-DINPUTS=${contract_joined}" -P ${contract_embed}
  COMMAND ${CMAKE_COMMAND} -E touch ${contract_outputs}
  COMMENT "data/sql/contract/*.sql")
target_sources (fo_sync PRIVATE ${contract_outputs})
target_include_directories (fo_sync PRIVATE ${contract_made} ${PROJECT_SOURCE_DIR}/app/sync)

add_library (fo_sync_inside INTERFACE)
target_include_directories (fo_sync_inside INTERFACE ${contract_made} ${PROJECT_SOURCE_DIR}/app/sync)
target_link_libraries (fo_sync_inside INTERFACE fo_sync)
