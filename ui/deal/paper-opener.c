/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper-opener.h"

#include "common/request.h"
#include "firstout/store/documents.h"
#include "firstout/store/meta.h"
#include "firstout/work/documents.h"

/* What is asked of the reader, and what it answers with. */
typedef struct {
  char file[FO_DOCUMENT_FILE_MAX], folder[FO_DOCUMENT_FILE_MAX];
  FoPaperOpened opened;
} Opening;

static void
show_on_desktop (GtkWidget *page, const char *address)
{
  GtkRoot *root = gtk_widget_get_root (page);

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, address, GDK_CURRENT_TIME);
}

static FoPaperShow show_paper = show_on_desktop;

void
fo_paper_set_show (FoPaperShow show)
{
  show_paper = show ? show : show_on_desktop;
}

/* A folder on a server may be slow. */
static void
judge (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Opening *opening = data;

  (void) source, (void) cancellable;
  g_task_return_pointer (task, fo_paper_address (opening->file, opening->folder), g_free);
}

static void
judged (GObject *page, GAsyncResult *result, gpointer data)
{
  const Opening *opening = g_task_get_task_data (G_TASK (result));
  g_autofree char *address = g_task_propagate_pointer (G_TASK (result), NULL);

  (void) data;
  if (address)
    show_paper (GTK_WIDGET (page), address);
  opening->opened (address != NULL, page);
}

static bool
load (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  Opening opening = *(const Opening *) input;
  g_autofree char *folder = NULL;

  if (!fo_meta_get (txn, "papers_folder", &folder, error))
    return false;
  g_strlcpy (opening.folder, folder, sizeof opening.folder);
  g_array_append_val (rows, opening);
  return true;
}

static void
came (const GArray *rows, gpointer page)
{
  g_autoptr (GTask) task = g_task_new (page, NULL, judged, NULL);

  g_task_set_task_data (task, g_memdup2 (rows->data, sizeof (Opening)), g_free);
  g_task_run_in_thread (task, judge);
}

void
fo_paper_open (FoStation *station, GtkWidget *page, const char *file, FoPaperOpened opened)
{
  Opening opening = { .opened = opened };
  const FoRequest request = { load, &opening, sizeof opening, sizeof opening, came };

  g_strlcpy (opening.file, file, sizeof opening.file);
  fo_request (station, &request, G_OBJECT (page));
}
