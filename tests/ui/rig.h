/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A whole desktop for tests: the training warehouse in a file of its own, the real desk and store threads, the real window,
 * sounds that are only recorded. It is 2026-11-22 there.
 */
#pragma once

#include "shell/application.h"
#include "training/label-sheet.h"

typedef struct {
  GApplication *application;
  FoWindow *window;
  FoStation *station;
  FoLabelSheet *sheet;
  GPtrArray *sounds; /* names, in the order they were asked for */
  guint answers;     /* so far */
  FoVerdict verdict; /* of the last answer */
  FoView view;       /* after it */
  gboolean lenient;  /* the world may fail meanwhile */
  char *folder, *store_uri, *journal_path;
} Rig;

/* gtk_test_init, fatal warnings, one language; once at the beginning of main. */
void rig_init (int *argc, char ***argv);

/* With a warehouse; the window is open and its lists are read. */
Rig *rig_new (void);
/* The same in an empty database at STORE_URI, which the station reaches at STATION_URI. */
Rig *rig_new_at (const char *store_uri, const char *station_uri);
/* Without a store: the station is never opened. */
Rig *rig_new_bare (void);
void rig_free (Rig *rig);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rig, rig_free)

/* Turns the main loop until CONDITION or a generous limit, which fails the test. */
typedef gboolean (*RigCondition) (gpointer data);
void rig_wait (RigCondition condition, gpointer data);
/* Until a frame with everything that was changed has been drawn. */
void rig_settle (Rig *rig);
/* The same, but for the lists: nothing is read from the store. */
void rig_draw (Rig *rig);

/* Each waits for the answer and says which verdict it must be. */
void rig_scan (Rig *rig, const char *text, FoSymbology symbology, FoVerdict verdict);
void rig_type (Rig *rig, const char *text, FoVerdict verdict);
void rig_command (Rig *rig, const char *command, FoVerdict verdict);
void rig_click_label (Rig *rig, const char *words, FoVerdict verdict);
/* For actions whose answer is awaited by the caller, such as words typed and not waited for. */
void rig_say (Rig *rig, const char *text);
void rig_await (Rig *rig, guint answers);

/* The first widget below ROOT of TYPE (and with that text, when TEXT is not NULL). NULL: none. */
GtkWidget *rig_find (GtkWidget *root, GType type, const char *text);
/* The entry at the foot of the window; pages have entries of their own. */
GtkWidget *rig_entry (Rig *rig);
/* What the feedback band says. */
const char *rig_band (Rig *rig);
/* Is this text on the screen somewhere below ROOT? */
gboolean rig_shows (GtkWidget *root, const char *text);

/* Writes WINDOW as <build>/pictures/NAME.png. */
void rig_picture (GtkWidget *window, const char *name);
/* The same, and what is painted there, one byte a dot. Free with g_free. */
guint8 *rig_grey (GtkWidget *window, const char *name, int *ret_width, int *ret_height);
