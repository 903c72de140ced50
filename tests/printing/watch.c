/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch.h"

#include <cairo-pdf.h>
#include <string.h>

static cairo_status_t
append (void *data, const guchar *bytes, unsigned length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_page (void)
{
  GByteArray *pdf = g_byte_array_new ();
  cairo_surface_t *page = cairo_pdf_surface_create_for_stream (append, pdf, 164, 113);
  cairo_t *cr = cairo_create (page);

  cairo_rectangle (cr, 20, 20, 100, 60);
  cairo_fill (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (page);
  return g_byte_array_free_to_bytes (pdf);
}

static GBytes *
make (guint from, guint count, gpointer user, GError **error)
{
  Watch *w = user;

  (void) error;
  w->made++;
  if (w->pdf)
    return make_page ();
  return g_bytes_new_take (g_strdup_printf ("^XA%u+%u^XZ", from, count), strlen ("^XA0+0^XZ"));
}

static bool
mark (const FoPrintMark *told, gpointer user)
{
  Watch *w = user;

  if (w->refuse_marks)
    return false;
  w->remote = told->remote;
  w->printed = told->printed;
  return true;
}

static void
progress (const FoPrintProgress *now, gpointer user)
{
  static const char *const names[] = { "connecting", "sending", "waiting", "printed", "failed", "unknown" };
  Watch *w = user;
  g_autofree char *stage = g_strconcat (names[now->stage], *fo_print_reason_name (now->reason) ? ":" : "",
                                        fo_print_reason_name (now->reason), " ", NULL);

  w->last = *now;
  w->over = now->stage >= FO_PRINT_PRINTED;
  if (!g_str_has_suffix (w->stages->str, stage))
    g_string_append (w->stages, stage);
}

void
watch_start (Watch *w, const char *uri, FoPrinterLanguage language, gint64 remote)
{
  FoPrintRun run = { .title = w->title ? w->title : "Наклейка 1",
                     .n = 3,
                     .remote = remote,
                     .make = make,
                     .mark = mark,
                     .progress = progress,
                     .user = w };

  w->stages = g_string_new (NULL);
  fo_printer_init (&run.printer, "IPP", uri);
  run.printer.language = language;
  w->send = fo_print_start (&run);
}

void
watch_iterate (Watch *w, gint64 end_us, const char *what, int line)
{
  if (!g_main_context_iteration (NULL, FALSE))
    g_poll (NULL, 0, 10);
  if (g_get_monotonic_time () > end_us)
    g_error ("line %d: still not: %s; %s%s", line, what, w->stages->str, w->last.text);
}

void
watch_end (Watch *w)
{
  watch_until (w, w->over);
  fo_print_free (w->send);
  g_string_free (w->stages, TRUE);
}
