/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a station keeps what it needs without its server, and who reads its copy then. */
#pragma once

#include "firstout/store/worker.h"
#include "firstout/ui/application.h"

/* Free with g_free. */
char *fo_journal_path_of (const FoUiOptions *options);
char *fo_shadow_path_of (const FoUiOptions *options);
/* A worker that owns the copy, for reading only; NULL where there is none. */
FoWorker *fo_shadow_reader_new (const FoUiOptions *options);
