/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fresh stores for tests, and test cases that run on every engine. A test that knows which engine it has is a test
 * of the engine; everything else says fo_test_each_store. */
#pragma once

#include "firstout/store/store.h"

typedef enum { FO_TEST_SQLITE, FO_TEST_POSTGRESQL, FO_TEST_N_ENGINES } FoTestEngine;

/* A store with the schema and nothing in it. Its files go away with the program. */
FoStore *fo_test_store_new (FoTestEngine engine);

/* Another connection to the same store. */
FoStore *fo_test_store_again (FoStore *store);

/* Where there is no store yet: a URI for `init`. Free with g_free. */
char *fo_test_store_uri (FoTestEngine engine);

/* Registers NAME/sqlite and NAME/postgresql, each with a fresh store, which is freed after FUNC. */
typedef void (*FoTestStoreFunc) (FoStore *store);
void fo_test_each_store (const char *name, FoTestStoreFunc func);

/* A temporary folder that goes away with the program. Static. */
const char *fo_test_folder_name (void);
