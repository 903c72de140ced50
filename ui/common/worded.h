/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Templates name their texts by message id ("page.stock.title"); this turns the ids of a widget and everything below it into
 * sentences of the language, remembers them, and does it again for another language. What it words: labels, buttons,
 * placeholders of entries, status pages, titles of columns, tooltips; a tooltip is also the name that a control without
 * text has for a screen reader. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

/* Words ROOT now, and again whenever the language changes, for as long as ROOT lives. Once for each template. */
void fo_worded_init (GtkWidget *root);

/* Gives WIDGET's PROPERTY the message ID, as if the template had said so. */
void fo_worded_set (GtkWidget *widget, const char *property, const char *message_id);
