/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoQuestion: asks once before something is destroyed: a heading, a sentence, and two buttons. Emits "answered" (gboolean: do it)
 * exactly once and closes; Esc and the window manager's close are "no". Main thread. */
#pragma once

#include <adwaita.h>

#define FO_TYPE_QUESTION (fo_question_get_type ())
G_DECLARE_FINAL_TYPE (FoQuestion, fo_question, FO, QUESTION, AdwWindow)

/* In front of PARENT. DO_IT and KEEP are the words of the two buttons; DO_IT is the heading as well. */
FoQuestion *fo_question_new (GtkWindow *parent, const char *do_it, const char *keep);
void fo_question_set_body (FoQuestion *self, const char *body);
void fo_question_decide (FoQuestion *self, gboolean do_it);
