/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template-list.h"

#include "common/speech.h"
#include "firstout/label/form.h"
#include "firstout/store/store.h"

#include <string.h>

#define CHART "chart.label" /* the page of devices prints it: nobody types what stands on it */

enum { PICTURE_WIDTH = 62, PICTURE_HEIGHT = 50 };

struct _FoTemplateList {
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkListBox *list;
  FoStation *station;
  GPtrArray *templates; /* FoLabelTemplate */
  gboolean pictured;
};

G_DEFINE_FINAL_TYPE (FoTemplateList, fo_template_list, GTK_TYPE_WIDGET)

static guint chosen_signal;

char *
fo_template_words (const char *name)
{
  g_autofree char *word = g_strdelimit (g_strdup (name), "-", '_'), *id = g_strconcat ("label.template.", word, NULL);

  return fo_words_known (fo_speech_language (), id) ? fo_say (id, NULL) : g_strdup (name);
}

/* ---- reading them ----------------------------------------------------------------------------------------------------------------- */

/* Those of the house in the order they are needed, then what people added. */
static int
rank_of (const FoLabelTemplate *template)
{
  static const char *const order[] = { "lot",  "lot-wide", "lot-link", "item",    "place",   "place-wide", "carton", "task",
                                       "task-a5", "badge", "command",  "commands", "card" };

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    if (strcmp (order[i], fo_label_template_name (template)) == 0)
      return (int) i;
  return G_N_ELEMENTS (order);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const FoLabelTemplate *x = *(FoLabelTemplate *const *) a, *y = *(FoLabelTemplate *const *) b;
  int ranks = rank_of (x) - rank_of (y);

  return ranks ? ranks : strcmp (fo_label_template_name (x), fo_label_template_name (y));
}

static void
load_one (FoTemplateList *self, const char *folder, const char *file)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GError) error = NULL;
  FoLabelTemplate *template = fo_label_template_load (path, &error);

  if (template)
    g_ptr_array_add (self->templates, template);
  else
    g_message ("%s", error->message);
}

static void
load (FoTemplateList *self)
{
  g_autofree char *folder = g_build_filename (fo_station_options (self->station)->data_folder, "labels", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;

  while (dir && (file = g_dir_read_name (dir)))
    if (g_str_has_suffix (file, ".label") && strcmp (file, CHART) != 0)
      load_one (self, folder, file);
  g_ptr_array_sort (self->templates, compare);
}

/* ---- small pictures: made on the reader's thread, one after the other ------------------------------------------------------------- */

typedef struct {
  FoTemplateList *list; /* a reference: the template is its */
  GtkWidget *picture;   /* likewise */
  const FoLabelTemplate *template;
  FoLanguage language;
  GdkTexture *texture;
} Picturing;

static void
picturing_free (gpointer data)
{
  Picturing *job = data;

  g_clear_object (&job->texture);
  g_object_unref (job->picture);
  g_object_unref (job->list);
  g_free (job);
}

/* As large as its place, so that the list is no wider than its words. */
static GdkTexture *
shrink (const FoLabel *label)
{
  const FoRaster *raster = fo_label_raster (label);
  double scale = MIN ((double) PICTURE_WIDTH / raster->width, (double) PICTURE_HEIGHT / raster->height);
  int width = MAX (1, (int) (raster->width * scale)), height = MAX (1, (int) (raster->height * scale));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  fo_label_draw (label, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) height);
  cairo_surface_destroy (surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
run_picturing (gpointer owned, gpointer data)
{
  Picturing *job = data;
  g_auto (FoArgs) fields = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_autoptr (FoLabel) label = NULL;
  FoDay today = fo_store_today (owned);

  fo_label_sample (job->template, job->language, today, &fields);
  if (fo_label_complete (job->template, job->language, today, false, &fields, &refusal) == FO_OK
      && fo_label_compose (job->template, job->language, &fields, FO_LABEL_DPI, &label, &refusal) == FO_OK)
    job->texture = shrink (label);
  else
    g_debug ("%s: no sample: %s", fo_label_template_name (job->template), fo_verdict_name (refusal.verdict));
}

static void
pictured (gpointer data)
{
  Picturing *job = data;

  if (job->texture)
    gtk_picture_set_paintable (GTK_PICTURE (job->picture), GDK_PAINTABLE (job->texture));
}

/* Not before somebody looks. */
static void
picture_all (FoTemplateList *self)
{
  if (self->pictured || !self->station || !fo_station_is_open (self->station) || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->pictured = TRUE;
  for (guint i = 0; i < self->templates->len; i++) {
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) i);
    Picturing *job = g_new0 (Picturing, 1);

    *job = (Picturing){ .list = g_object_ref (self), .template = self->templates->pdata[i], .language = fo_speech_language (),
                        .picture = g_object_ref (gtk_widget_get_first_child (gtk_list_box_row_get_child (row))) };
    fo_station_read (self->station, run_picturing, pictured, job, picturing_free);
  }
}

/* ---- rows ------------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
add_text (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 10);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 15);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
say_row (GtkListBoxRow *row, const FoLabelTemplate *template)
{
  GtkWidget *texts = gtk_widget_get_last_child (gtk_list_box_row_get_child (row));
  g_autofree char *name = fo_template_words (fo_label_template_name (template)), *size = NULL;
  int width_um, height_um;

  fo_label_template_size (template, &width_um, &height_um);
  size = g_strdup_printf ("%d × %d", (width_um + 500) / 1000, (height_um + 500) / 1000);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (texts)), name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), name);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (texts)), size);
}

static void
add_row (FoTemplateList *self, guint i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *picture = gtk_picture_new ();

  gtk_widget_set_size_request (picture, PICTURE_WIDTH, PICTURE_HEIGHT);
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (picture, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (picture, "template-picture");
  gtk_box_append (GTK_BOX (box), picture);
  add_text (texts, "strong");
  add_text (texts, "muted");
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_add_css_class (box, "template-row");
  gtk_list_box_append (self->list, box);
  say_row (gtk_list_box_get_row_at_index (self->list, (int) i), self->templates->pdata[i]);
}

static void
say_all (FoTemplateList *self)
{
  for (guint i = 0; i < self->templates->len; i++)
    say_row (gtk_list_box_get_row_at_index (self->list, (int) i), self->templates->pdata[i]);
}

void
fo_template_list_open (FoTemplateList *self, FoStation *station)
{
  if (self->station)
    return;
  self->station = g_object_ref (station);
  load (self);
  for (guint i = 0; i < self->templates->len; i++)
    add_row (self, i);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  picture_all (self);
}

/* ---- choosing --------------------------------------------------------------------------------------------------------------------- */

const FoLabelTemplate *
fo_template_list_chosen (FoTemplateList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row ? self->templates->pdata[gtk_list_box_row_get_index (row)] : NULL;
}

gboolean
fo_template_list_choose (FoTemplateList *self, const char *name)
{
  for (guint i = 0; i < self->templates->len; i++)
    if (strcmp (fo_label_template_name (self->templates->pdata[i]), name) == 0) {
      gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) i));
      return TRUE;
    }
  return FALSE;
}

const char *
fo_template_list_name_for (FoTemplateList *self, FoLabelRecord record)
{
  for (guint i = 0; i < self->templates->len; i++)
    if (fo_label_template_record (self->templates->pdata[i]) == record)
      return fo_label_template_name (self->templates->pdata[i]);
  return NULL;
}

static void
row_selected (FoTemplateList *self)
{
  if (fo_template_list_chosen (self))
    g_signal_emit (self, chosen_signal, 0);
}

/* ---- life ------------------------------------------------------------------------------------------------------------------------- */

static void
fo_template_list_dispose (GObject *object)
{
  FoTemplateList *self = FO_TEMPLATE_LIST (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_template_list_parent_class)->dispose (object);
}

static void
fo_template_list_finalize (GObject *object)
{
  g_ptr_array_unref (FO_TEMPLATE_LIST (object)->templates);
  G_OBJECT_CLASS (fo_template_list_parent_class)->finalize (object);
}

static void
fo_template_list_class_init (FoTemplateListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_template_list_dispose;
  G_OBJECT_CLASS (class)->finalize = fo_template_list_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  chosen_signal
      = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fo_template_list_init (FoTemplateList *self)
{
  self->templates = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_template_free);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "templates");
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (row_selected), self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (picture_all), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_all), self, G_CONNECT_SWAPPED);
}
