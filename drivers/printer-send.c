/* SPDX-License-Identifier: GPL-3.0-or-later
 * A run on its thread, and what it tells to the main context. */
#include "identity.h"
#include "printer-inside.h"

#include <string.h>

/* What is told outlives the send: it is freed on the main context, where the source that carries this is destroyed. */
typedef struct {
  FoPrintSend *send;
  FoPrintProgress progress;
} News;

static gboolean
deliver (gpointer data)
{
  News *news = data;

  news->send->run.progress (&news->progress, news->send->run.user);
  return G_SOURCE_REMOVE;
}

static void
post (FoPrintSend *send)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  News *news = g_new (News, 1);

  *news = (News){ send, send->now };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "FoPrintSend");
  g_source_set_callback (source, deliver, news, g_free);
  g_mutex_lock (&send->lock);
  g_ptr_array_add (send->posted, g_source_ref (source));
  g_mutex_unlock (&send->lock);
  g_source_attach (source, send->home);
}

void
fo_print_tell (FoPrintSend *send, FoPrintStage stage, FoPrintReason reason, const char *text)
{
  FoPrintProgress before = send->now;

  send->now.stage = stage;
  send->now.reason = reason;
  fo_text_clean (text ? text : "", send->now.text, sizeof send->now.text);
  if (!send->told || before.stage != stage || before.reason != reason || strcmp (before.text, send->now.text) != 0)
    post (send);
  send->told = true;
}

bool
fo_print_mark (FoPrintSend *send, guint begun, guint printed, bool confirmed, gint64 remote)
{
  const FoPrintMark mark = { begun, printed, confirmed, remote };

  if (!send->run.mark (&mark, send->run.user))
    return false;
  send->now.begun = begun;
  send->now.printed = printed;
  send->now.confirmed = confirmed;
  post (send);
  return true;
}

bool
fo_print_pause (FoPrintSend *send, int ms)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (send->cancel, &fd))
    return !fo_print_stops (send);
  g_poll (&fd, 1, ms);
  g_cancellable_release_fd (send->cancel);
  return !fo_print_stops (send);
}

static gpointer
work (gpointer data)
{
  FoPrintSend *send = data;
  const char *uri = send->run.printer.uri;

  fo_print_tell (send, FO_PRINT_CONNECTING, FO_PRINT_FINE, NULL);
  if (send->run.first >= send->run.n)
    fo_print_tell (send, FO_PRINT_PRINTED, FO_PRINT_FINE, NULL);
  else if (g_str_has_prefix (uri, "file:"))
    fo_print_file (send);
  else if (g_str_has_prefix (uri, "cups:") || g_str_has_prefix (uri, "ipp"))
    fo_print_ipp (send);
  else
    fo_print_raw (send);
  g_assert (send->now.stage >= FO_PRINT_PRINTED);
  return NULL;
}

FoPrintSend *
fo_print_start (const FoPrintRun *run)
{
  FoPrintSend *send = g_new0 (FoPrintSend, 1);

  send->run = *run;
  send->title = g_strdup (run->title);
  send->run.title = send->title;
  if (send->run.patience_ms <= 0)
    send->run.patience_ms = 60000;
  send->now = (FoPrintProgress){ .begun = run->first, .printed = run->first };
  send->cancel = g_cancellable_new ();
  send->home = g_main_context_ref_thread_default ();
  send->posted = g_ptr_array_new_with_free_func ((GDestroyNotify) g_source_unref);
  g_mutex_init (&send->lock);
  send->thread = g_thread_new ("printing", work, send);
  return send;
}

void
fo_print_stop (FoPrintSend *send)
{
  g_cancellable_cancel (send->cancel);
}

void
fo_print_withdraw (FoPrintSend *send)
{
  g_atomic_int_set (&send->withdrawn, 1);
  fo_print_stop (send);
}

void
fo_print_free (FoPrintSend *send)
{
  if (!send)
    return;
  fo_print_stop (send);
  g_thread_join (send->thread);
  for (guint i = 0; i < send->posted->len; i++)
    g_source_destroy (send->posted->pdata[i]);
  g_ptr_array_unref (send->posted);
  g_mutex_clear (&send->lock);
  g_object_unref (send->cancel);
  g_main_context_unref (send->home);
  g_free (send->title);
  g_free (send);
}
