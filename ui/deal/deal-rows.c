/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal-rows.h"

#include "common/speech.h"
#include "orders/line-bar.h"
#include "owed.h"

static GtkWidget *
label_new (const char *text, const char *css_class, gboolean grows)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), grows);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, grows);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
row_new (void)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (row, "pad");
  return row;
}

/* ---- a line ------------------------------------------------------------------------------------------------------- */

/* "can leave on 25.11.2026 · PRO-7, 60 %", "3 are missing", "is here" */
static char *
when_text (const FoThreadLine *row, FoDay today)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_quantity (&args, "missing", fo_line_missing (&row->line));
  if (row->leaves_on != FO_DAY_NONE)
    fo_args_set_day (&args, "day", row->leaves_on);
  if (row->supply[0]) {
    fo_args_set_text (&args, "supply", row->supply);
    fo_args_set_count (&args, "percent", row->progress_percent);
  }
  if (!row->line.goods)
    return fo_say ("page.deal.service", NULL);
  if (fo_line_open (&row->line) == 0)
    return fo_say (row->line.shipped_u > 0 ? "page.deal.left" : "page.deal.called-off", NULL);
  if (fo_line_missing (&row->line) > 0)
    return fo_say ("page.deal.missing", &args);
  if (row->leaves_on == today)
    return fo_say ("page.deal.here", NULL);
  return fo_say ("page.deal.leaves", &args);
}

static char *
name_text (const FoThreadLine *row)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "item", fo_speech_choose (row->name, row->name_de, row->name_en));
  fo_args_set_text (&args, "kit", row->of_kit);
  fo_args_set_text (&args, "of", row->instead_of_name);
  if (row->instead_of[0])
    return fo_say ("page.deal.instead-of", &args);
  return row->of_kit[0] ? fo_say ("page.deal.of-kit", &args) : g_strdup (fo_speech_choose (row->name, row->name_de, row->name_en));
}

GtkWidget *
fo_deal_line_new (const FoThreadLine *row, FoDay today)
{
  GtkWidget *box = row_new (), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *when, *quantity;
  g_autofree char *ordered = fo_words_quantity (fo_speech_language (), row->line.ordered_u - row->line.cancelled_u);
  g_autofree char *amount = g_strdup_printf ("%s %s", ordered, row->unit), *name = name_text (row), *text = when_text (row, today);

  gtk_box_append (GTK_BOX (head), label_new (name, "say", TRUE));
  quantity = label_new (amount, "say", FALSE);
  gtk_label_set_wrap (GTK_LABEL (quantity), FALSE); /* a number and its unit stay together */
  gtk_widget_set_valign (quantity, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (head), quantity);
  gtk_box_append (GTK_BOX (box), head);
  if (row->line.goods) {
    GtkWidget *bar = fo_line_bar_new ();

    fo_line_bar_show (FO_LINE_BAR (bar), &row->line);
    gtk_box_append (GTK_BOX (box), bar);
  }
  when = label_new (text, "answer", TRUE);
  if (row->line.goods && fo_line_missing (&row->line) > 0)
    gtk_widget_add_css_class (when, "bad");
  gtk_box_append (GTK_BOX (box), when);
  if (row->of_kit[0] || row->instead_of[0])
    gtk_widget_set_margin_start (box, 24);
  return box;
}

/* ---- an event ----------------------------------------------------------------------------------------------------- */

/* "keep-supply: keep" as people say it: what it is about, and what was answered. */
static char *
question_text (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, ": ", 2);
  g_autofree char *about_id = g_strconcat ("page.deal.question.", words[0], NULL), *about = fo_say (about_id, NULL);
  g_autofree char *answer_id = words[1] ? g_strconcat ("page.supplies.answer.", words[1], NULL) : NULL;
  g_autofree char *answer = answer_id ? fo_say (answer_id, NULL) : NULL;

  return answer ? g_strconcat (about, ": ", answer, NULL) : g_steal_pointer (&about);
}

/* What a word of the store is called: a state of an order, a kind of supply or document; else the word itself. */
static char *
text_of (const FoThreadEvent *event)
{
  g_autofree char *id = NULL;

  if (strcmp (event->kind, "document") == 0)
    return fo_paper_kind (event->text);
  if (strcmp (event->kind, "order") == 0)
    id = g_strconcat ("page.deal.state.", event->text, NULL);
  if (strcmp (event->kind, "question") == 0)
    return question_text (event->text);
  return id ? fo_say (id, NULL) : g_strdup (event->text);
}

static char *
sentence_of (const FoThreadEvent *event)
{
  g_autofree char *id = g_strconcat ("thread.", event->kind, NULL), *text = text_of (event);
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "order", event->order);
  if (event->number[0])
    fo_args_set_text (&args, "number", event->number);
  if (event->item[0])
    fo_args_set_text (&args, "item", event->name);
  if (event->lot[0])
    fo_args_set_text (&args, "lot", event->lot);
  if (event->quantity_u)
    fo_args_set_quantity (&args, "quantity", event->quantity_u);
  if (event->day != FO_DAY_NONE)
    fo_args_set_day (&args, "day", event->day);
  if (event->from_day != FO_DAY_NONE)
    fo_args_set_day (&args, "from_day", event->from_day);
  if (*text)
    fo_args_set_text (&args, "text", text);
  return fo_say (id, &args);
}

/* "22.11.2026 14:05 · Петрова", and whose work on paper it was. */
static char *
who_text (const FoThreadEvent *event)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (event->at_us / G_USEC_PER_SEC);
  g_autofree char *when = at ? g_date_time_format (at, "%d.%m.%Y %H:%M") : g_strdup ("");
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "when", when);
  if (event->person[0])
    fo_args_set_text (&args, "person", event->person);
  if (event->done_by[0]) {
    fo_args_set_text (&args, "done_by", event->done_by);
    fo_args_set_day (&args, "day", event->done_on);
  }
  return fo_say ("page.deal.who", &args);
}

GtkWidget *
fo_deal_event_new (const FoThreadEvent *event)
{
  GtkWidget *box = row_new ();
  g_autofree char *sentence = sentence_of (event), *who = who_text (event);

  gtk_box_set_spacing (GTK_BOX (box), 2);
  gtk_box_append (GTK_BOX (box), label_new (sentence, "answer", TRUE));
  gtk_box_append (GTK_BOX (box), label_new (who, "muted", TRUE));
  return box;
}

/* ---- by when ------------------------------------------------------------------------------------------------------ */

char *
fo_deal_could_text (const char *name, const char *unit, FoQuantity quantity_u, FoDay day)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "item", name);
  fo_args_set_text (&args, "unit", unit);
  fo_args_set_quantity (&args, "quantity", quantity_u);
  if (day != FO_DAY_NONE)
    fo_args_set_day (&args, "day", day);
  return fo_say (day != FO_DAY_NONE ? "page.deal.could" : "page.deal.could-not", &args);
}

GtkWidget *
fo_deal_could_new (const FoCould *could, const char *unit)
{
  GtkWidget *box = row_new ();
  g_autofree char *text = NULL;
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "unit", unit);
  fo_args_set_text (&args, "supply", could->supply);
  fo_args_set_quantity (&args, "quantity", could->quantity_u);
  fo_args_set_day (&args, "day", could->day);
  text = fo_say ("page.why.could-on", &args);
  gtk_box_append (GTK_BOX (box), label_new (text, "answer", TRUE));
  return box;
}
