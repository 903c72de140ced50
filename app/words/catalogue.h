/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One compiled gettext catalogue (.mo), read by ourselves: the C library's gettext chooses the language by the process
 * locale and the environment, says nothing but English under LC_ALL=C, and cannot speak two languages in two threads.
 * The file is mapped and checked once when it is opened; after that a catalogue never changes and any thread may ask.
 */
#pragma once

#include <glib.h>

typedef struct FoCatalogue FoCatalogue;

/* NULL and ERROR when the file is missing, or is not a well-formed catalogue. */
FoCatalogue *fo_catalogue_new (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_catalogue_free (FoCatalogue *catalogue);

/* The message with this id; NULL when there is none or it is empty. Lives as long as the catalogue. */
const char *fo_catalogue_find (const FoCatalogue *catalogue, const char *id);

/* The folder that holds <language>/LC_MESSAGES/firstout.mo: $FIRSTOUT_LOCALE_DIR; beside the program PROGRAM when it is
 * installed (../share/locale); the build folder BUILT when PROGRAM lies in one. NULL when there is none of them. */
char *fo_catalogue_folder (const char *program, const char *built);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoCatalogue, fo_catalogue_free)
