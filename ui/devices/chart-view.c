/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-view.h"

#include "card-list.h"
#include "common/closures.h"
#include "common/speech.h"
#include "common/worded.h"
#include "firstout/label/record.h"
#include "job-words.h"
#include "training/symbol-art.h"

#include <string.h>

enum { SYMBOL_SIDE = 150, FOUND_MAX = 40 };

struct _FoChartView {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkBox *paper, *findings_box;
  FoCardList *codes;
  GtkLabel *which, *conclusion, *scanner, *printed;
  FoStation *station;
  FoChartFinding findings[FO_N_CHART_CODES];
  gboolean scanned[FO_N_CHART_CODES];
  gboolean is_stray; /* the last scan was no code of the chart */
  FoChartCode shown;
  char device[FO_SCAN_DEVICE_MAX];
  char name[FO_SCAN_DEVICE_MAX * 2];
  char *told; /* what became of printing */
};

G_DEFINE_FINAL_TYPE (FoChartView, fo_chart_view, GTK_TYPE_WIDGET)

/* ---- the codes -------------------------------------------------------------------------------------------------------------- */

static FoSymbolKind
kind_of (FoChartCode code)
{
  switch (code) {
  case FO_CHART_LETTERS:
  case FO_CHART_SIGNS:
    return FO_SYMBOL_CODE128;
  case FO_CHART_EAN13:
  case FO_CHART_UPCA:
    return FO_SYMBOL_EAN;
  case FO_CHART_GS1_128:
    return FO_SYMBOL_GS1_128;
  case FO_CHART_GS1_DATAMATRIX:
    return FO_SYMBOL_GS1_DATAMATRIX;
  case FO_CHART_CYRILLIC:
  case FO_N_CHART_CODES:
    break;
  }
  return FO_SYMBOL_QR;
}

static void
draw (FoChartView *self)
{
  GtkWidget *art = fo_symbol_art_new (kind_of (self->shown), fo_chart_bytes (self->shown), SYMBOL_SIDE), *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->paper))))
    gtk_box_remove (self->paper, child);
  gtk_widget_set_halign (art, GTK_ALIGN_FILL);
  gtk_widget_set_hexpand (art, TRUE);
  gtk_box_append (self->paper, art);
}

static char *
name_of (FoChartCode code)
{
  g_autofree char *id = g_strdup_printf ("page.chart.code.%s", fo_chart_code_name (code));

  return fo_say (id, NULL);
}

static void
add_code (FoChartView *self, FoChartCode code, GArray *cards)
{
  const uint32_t faults = self->findings[code].faults;
  const char *sign = !self->scanned[code] ? "○" : !faults ? "✓" : faults & ~FO_CHART_ADVICE ? "✕" : "▲";
  const char *message = !self->scanned[code]        ? "page.chart.state.waiting"
                        : !faults                   ? "page.chart.state.ok"
                        : faults & ~FO_CHART_ADVICE ? "page.chart.state.fault"
                                                    : "page.chart.state.advice";
  g_autofree char *name = name_of (code), *word = fo_say (message, NULL);
  FoCard card;

  memset (&card, 0, sizeof card);
  g_snprintf (card.id, sizeof card.id, "%d", (int) code);
  g_snprintf (card.title, sizeof card.title, "%d. %s", (int) code + 1, name);
  g_snprintf (card.pill, sizeof card.pill, "%s %s", sign, word);
  card.css_class = !self->scanned[code]        ? "pill-waiting"
                   : !faults                   ? "pill-done"
                   : faults & ~FO_CHART_ADVICE ? "pill-bad"
                                               : "pill-part";
  g_array_append_val (cards, card);
}

static void
say_codes (FoChartView *self)
{
  g_autoptr (GArray) cards = g_array_new (FALSE, FALSE, sizeof (FoCard));
  g_autofree char *id = g_strdup_printf ("%d", (int) self->shown), *name = name_of (self->shown), *text = NULL;
  g_auto (FoArgs) args = { 0 };

  for (int code = 0; code < FO_N_CHART_CODES; code++)
    add_code (self, (FoChartCode) code, cards);
  fo_card_list_show (self->codes, cards);
  fo_card_list_choose (self->codes, id);
  fo_args_set_text (&args, "text", name);
  fo_args_set_count (&args, "count", (gint64) self->shown + 1);
  fo_args_set_count (&args, "asked", FO_N_CHART_CODES);
  text = fo_say ("page.chart.scan-this", &args);
  gtk_label_set_text (self->which, text);
}

static void
code_chosen (FoChartView *self)
{
  const char *id = fo_card_list_chosen (self->codes);
  FoChartCode code = id ? (FoChartCode) g_ascii_strtoull (id, NULL, 10) : FO_N_CHART_CODES;

  if (code == self->shown || code >= FO_N_CHART_CODES)
    return;
  self->shown = code;
  draw (self);
  say_codes (self);
}

/* ---- what was found --------------------------------------------------------------------------------------------------------- */

static char *
readable (const char *bytes)
{
  FoScan scan;

  return *bytes && fo_scan_init (&scan, bytes, strlen (bytes), FO_SYMBOLOGY_TYPED, NULL, 0) ? fo_bytes_text (&scan, FOUND_MAX)
                                                                                           : g_strdup (bytes);
}

static void
set_found (FoArgs *args, const FoChartFinding *finding)
{
  g_autofree char *layout_id = g_strdup_printf ("page.chart.layout.%s", finding->layout ? finding->layout : "us");
  g_autofree char *layout = finding->layout ? fo_say (layout_id, NULL) : NULL;
  g_autofree char *gs = readable (finding->gs), *prefix = readable (finding->prefix), *suffix = readable (finding->suffix);

  fo_args_set_text (args, "layout", layout);
  fo_args_set_text (args, "page", finding->page);
  fo_args_set_text (args, "gs", gs);
  fo_args_set_text (args, "prefix", prefix);
  fo_args_set_text (args, "suffix", suffix);
}

static void
add_text (GtkBox *box, const char *words, const char *css_class)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
}

static void
add_finding (FoChartView *self, FoChartFault fault, const FoChartFinding *finding)
{
  const char *name = fo_chart_fault_name (fault);
  gboolean is_advice = (FO_CHART_ADVICE >> fault & 1) != 0;
  g_autofree char *title_id = g_strdup_printf ("page.chart.%s.title", name), *next_id = g_strdup_printf ("page.chart.%s.next", name);
  g_auto (FoArgs) args = { 0 };
  g_autofree char *title = NULL, *next = NULL, *signed_title = NULL;

  set_found (&args, finding);
  title = fo_say (title_id, &args);
  next = fo_say (next_id, &args);
  signed_title = g_strdup_printf ("%s %s", is_advice ? "▲" : "✕", title);
  add_text (self->findings_box, signed_title, is_advice ? "near" : "bad");
  add_text (self->findings_box, next, "answer");
}

uint32_t
fo_chart_view_faults (FoChartView *self)
{
  uint32_t faults = self->is_stray ? 1u << FO_CHART_UNKNOWN : 0;

  for (int code = 0; code < FO_N_CHART_CODES; code++)
    if (self->scanned[code])
      faults |= self->findings[code].faults;
  return faults;
}

/* The finding of the first code that has FAULT. */
static const FoChartFinding *
finding_with (FoChartView *self, FoChartFault fault)
{
  static const FoChartFinding none = { .code = FO_N_CHART_CODES };

  for (int code = 0; code < FO_N_CHART_CODES; code++)
    if (self->scanned[code] && self->findings[code].faults >> fault & 1)
      return &self->findings[code];
  return &none;
}

static void
say_findings (FoChartView *self)
{
  const uint32_t faults = fo_chart_view_faults (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->findings_box))))
    gtk_box_remove (self->findings_box, child);
  for (int pass = 0; pass < 2; pass++) /* what must be set right before what may be */
    for (int fault = 0; fault < FO_N_CHART_FAULTS; fault++)
      if (faults >> fault & 1 && (FO_CHART_ADVICE >> fault & 1) == (uint32_t) pass)
        add_finding (self, (FoChartFault) fault, finding_with (self, (FoChartFault) fault));
}

guint
fo_chart_view_left (FoChartView *self)
{
  guint left = 0;

  for (int code = 0; code < FO_N_CHART_CODES; code++)
    left += !self->scanned[code];
  return left;
}

static guint
count_faults (uint32_t faults)
{
  guint n = 0;

  for (; faults; faults &= faults - 1)
    n++;
  return n;
}

static void
say_conclusion (FoChartView *self)
{
  const uint32_t faults = fo_chart_view_faults (self) & ~FO_CHART_ADVICE;
  guint left = fo_chart_view_left (self);
  const char *message = left == FO_N_CHART_CODES ? "page.chart.how" : left ? "page.chart.left" : faults ? "page.chart.bad" : "page.chart.fine";
  const char *classes[] = { "conclusion", left ? NULL : faults ? "bad" : "good", NULL };
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  fo_args_set_count (&args, "count", left ? left : count_faults (faults));
  text = fo_say (message, &args);
  gtk_label_set_text (self->conclusion, text);
  gtk_widget_set_css_classes (GTK_WIDGET (self->conclusion), classes);
  gtk_label_set_text (self->scanner, self->name);
  gtk_widget_set_visible (GTK_WIDGET (self->scanner), *self->name != '\0');
  gtk_label_set_text (self->printed, self->told ? self->told : "");
  gtk_widget_set_visible (GTK_WIDGET (self->printed), self->told != NULL);
}

static void
say_all (FoChartView *self)
{
  if (!self->box)
    return;
  say_codes (self);
  say_findings (self);
  say_conclusion (self);
}

/* ---- scanning --------------------------------------------------------------------------------------------------------------- */

void
fo_chart_view_begin (FoChartView *self)
{
  memset (self->scanned, 0, sizeof self->scanned);
  memset (self->findings, 0, sizeof self->findings);
  self->is_stray = FALSE;
  self->shown = FO_CHART_LETTERS;
  *self->device = *self->name = '\0';
  draw (self);
  say_all (self);
}

/* The next that was not scanned, from CODE on and round. */
static void
go_on (FoChartView *self, FoChartCode code)
{
  for (int i = 1; i <= FO_N_CHART_CODES; i++) {
    FoChartCode next = (FoChartCode) ((code + i) % FO_N_CHART_CODES);
    if (!self->scanned[next]) {
      self->shown = next;
      draw (self);
      return;
    }
  }
}

void
fo_chart_view_take (FoChartView *self, const FoScan *scan, const char *name)
{
  FoChartFinding finding;

  if (strcmp (scan->device, self->device) != 0)
    fo_chart_view_begin (self);
  g_strlcpy (self->device, scan->device, sizeof self->device);
  g_strlcpy (self->name, name, sizeof self->name);
  fo_chart_judge (scan, &finding);
  self->is_stray = finding.code == FO_N_CHART_CODES;
  if (!self->is_stray) {
    self->findings[finding.code] = finding;
    self->scanned[finding.code] = TRUE;
    go_on (self, finding.code);
  }
  say_all (self);
}

FoChartCode
fo_chart_view_shown (FoChartView *self)
{
  return self->shown;
}

/* ---- on paper --------------------------------------------------------------------------------------------------------------- */

static void
was_added (const FoPrintAdded *added, const GError *error, gpointer data)
{
  g_autoptr (FoChartView) self = data;

  g_free (self->told);
  self->told = fo_added_text (added, error);
  if (self->box)
    say_conclusion (self);
}

static void
print (FoChartView *self, const char *printer)
{
  FoPrintQueue *queue = self->station ? fo_station_print_queue (self->station) : NULL;
  g_autofree char *title = fo_say ("page.chart.title", NULL);
  g_auto (FoArgs) args = { 0 };
  const FoPrintWish wish = { .printer = printer, .template = "chart", .language = fo_speech_language (), .records = &args,
                             .n_records = 1, .copies = 1, .title = title };

  if (!queue)
    return;
  fo_label_chart_fields (&args);
  fo_print_queue_add (queue, &wish, was_added, g_object_ref (self));
}

void
fo_chart_view_print (FoChartView *self)
{
  print (self, NULL);
}

static void
print_file (FoChartView *self)
{
  print (self, "file");
}

void
fo_chart_view_open (FoChartView *self, FoStation *station)
{
  g_set_object (&self->station, station);
}

/* ---- life ------------------------------------------------------------------------------------------------------------------- */

static void
fo_chart_view_dispose (GObject *object)
{
  FoChartView *self = FO_CHART_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->station);
  g_clear_pointer (&self->told, g_free);
  G_OBJECT_CLASS (fo_chart_view_parent_class)->dispose (object);
}

static void
fo_chart_view_class_init (FoChartViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_chart_view_dispose;
  g_type_ensure (FO_TYPE_CARD_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/devices/chart-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoChartView, box);
  gtk_widget_class_bind_template_child (widget_class, FoChartView, paper);
  gtk_widget_class_bind_template_child (widget_class, FoChartView, findings_box);
  gtk_widget_class_bind_template_child (widget_class, FoChartView, codes);
  gtk_widget_class_bind_template_child (widget_class, FoChartView, which);
  gtk_widget_class_bind_template_child (widget_class, FoChartView, conclusion);
  gtk_widget_class_bind_template_child (widget_class, FoChartView, scanner);
  gtk_widget_class_bind_template_child (widget_class, FoChartView, printed);
  gtk_widget_class_bind_template_callback (widget_class, code_chosen);
  gtk_widget_class_bind_template_callback (widget_class, fo_chart_view_begin);
  gtk_widget_class_bind_template_callback (widget_class, fo_chart_view_print);
  gtk_widget_class_bind_template_callback (widget_class, print_file);
}

static void
fo_chart_view_init (FoChartView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
  fo_chart_view_begin (self);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_all), self, G_CONNECT_SWAPPED);
}
