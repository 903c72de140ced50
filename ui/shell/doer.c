/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "doer.h"

#include "common/speech.h"

void
fo_doer_of_view (const FoView *view, FoDoerShown *ret)
{
  g_strlcpy (ret->person, view->person, sizeof ret->person);
  g_strlcpy (ret->paper_by, view->paper_by, sizeof ret->paper_by);
  ret->paper_on = view->paper_on;
}

static void
set_class (GtkLabel *label, const char *css_class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), css_class);
}

void
fo_doer_say (GtkLabel *label, const FoDoerShown *doer)
{
  gboolean on_paper = doer->paper_by[0] != '\0', known = on_paper || doer->person[0];
  g_autofree char *text = NULL, *tip = NULL;
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "person", on_paper ? doer->paper_by : doer->person);
  if (on_paper)
    fo_args_set_day (&args, "day", doer->paper_on);
  text = on_paper ? fo_say ("shell.paper", &args) : known ? g_strdup (doer->person) : fo_say ("shell.nobody", NULL);
  tip = fo_say (on_paper ? "shell.paper.tip" : known ? "shell.person" : "shell.nobody.how", &args);
  gtk_label_set_text (label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), tip);
  set_class (label, "muted", !known);
  set_class (label, "bad", on_paper);
}
