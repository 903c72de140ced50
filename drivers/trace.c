/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/drivers/trace.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define HEADER "firstout-trace 1"
#define SECONDS_MAX 100000000 /* three years */

G_DEFINE_QUARK (fo-trace-error-quark, fo_trace_error)

struct FoTrace {
  gatomicrefcount references;
  GArray *records; /* of FoTraceRecord */
};

static const char *const kind_names[] = {
  [FO_TRACE_PLUG] = "plug",
  [FO_TRACE_IN] = "in",
  [FO_TRACE_OUT] = "out",
  [FO_TRACE_FEEDBACK] = "feedback",
  [FO_TRACE_FAULT] = "fault",
  [FO_TRACE_UNPLUG] = "unplug",
};

static const char *const feedback_names[] = { [FO_FEEDBACK_GOOD] = "good", [FO_FEEDBACK_BAD] = "bad" };

static const char *const port_names[] = { [FO_TRACE_HID] = NULL, [FO_TRACE_SERIAL] = "serial" };

/* ---- reading ----------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  guint line;
  FoTrace *trace;
  GHashTable *plugged; /* device ids */
  int64_t last_us;
} Reader;

G_GNUC_PRINTF (3, 4)
static bool
refuse (const Reader *reader, GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, FO_TRACE_ERROR, FO_TRACE_ERROR_MALFORMED, "%s:%u: %s", reader->name, reader->line, what);
  return false;
}

/* "12", "12.5", "12.000001" */
static bool
parse_time (const char *text, int64_t *ret_us)
{
  int64_t seconds = 0, micros = 0;
  const char *at = text;
  int decimals = 0;

  for (; g_ascii_isdigit (*at) && seconds <= SECONDS_MAX; at++)
    seconds = seconds * 10 + (*at - '0');
  if (at == text || seconds > SECONDS_MAX)
    return false;
  if (*at == '.')
    for (at++; g_ascii_isdigit (*at) && decimals < 6; at++, decimals++)
      micros = micros * 10 + (*at - '0');
  if (*at != '\0' || (at[-1] == '.'))
    return false;
  for (; decimals < 6; decimals++)
    micros *= 10;
  *ret_us = seconds * 1000000 + micros;
  return true;
}

/* Hexadecimal pairs of all WORDS behind each other; NULL when there is none or one is no such pair. */
static GByteArray *
parse_bytes (char *const *words)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (; *words != NULL; words++)
    for (const char *at = *words; *at != '\0'; at += 2) {
      if (!g_ascii_isxdigit (at[0]) || !g_ascii_isxdigit (at[1]) || bytes->len == FO_TRACE_BYTES_MAX)
        return NULL;
      guint8 byte = (guint8) (g_ascii_xdigit_value (at[0]) * 16 + g_ascii_xdigit_value (at[1]));
      g_byte_array_append (bytes, &byte, 1);
    }
  return bytes->len > 0 ? g_steal_pointer (&bytes) : NULL;
}

static bool
parse_kind (const char *word, FoTraceKind *ret_kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_str_equal (word, kind_names[i])) {
      *ret_kind = (FoTraceKind) i;
      return true;
    }
  return false;
}

/* A device sends between its plug and its unplug, and is plugged once at a time. */
static bool
check_plugged (Reader *reader, const FoTraceRecord *record, GError **error)
{
  bool plugged = g_hash_table_contains (reader->plugged, record->device);

  if (record->kind == FO_TRACE_PLUG ? plugged : !plugged)
    return refuse (reader, error, plugged ? "%s is plugged in already" : "%s is not plugged in", record->device);
  if (record->kind == FO_TRACE_PLUG)
    g_hash_table_add (reader->plugged, g_strdup (record->device));
  else if (record->kind == FO_TRACE_UNPLUG)
    g_hash_table_remove (reader->plugged, record->device);
  return true;
}

/* The one word behind the kind, out of NAMES. */
static bool
parse_name (char *const *words, const char *const *names, guint n, guint *ret_index)
{
  for (guint i = 0; i < n && words[0] != NULL && words[1] == NULL; i++)
    if (g_strcmp0 (words[0], names[i]) == 0) {
      *ret_index = i;
      return true;
    }
  return false;
}

/* What stands behind the kind: bytes, a fault, a name, nothing. */
static bool
parse_rest (const Reader *reader, char *const *words, FoTraceRecord *record, GError **error)
{
  guint index = 0;

  if (record->kind == FO_TRACE_UNPLUG)
    return words[0] == NULL || refuse (reader, error, "unexpected “%s”", words[0]);
  if (record->kind == FO_TRACE_FAULT) {
    if (words[0] == NULL || words[1] != NULL || !fo_fault_parse (words[0], &record->fault))
      return refuse (reader, error, "not the name of a fault");
    return true;
  }
  if (record->kind == FO_TRACE_FEEDBACK) {
    if (!parse_name (words, feedback_names, G_N_ELEMENTS (feedback_names), &index))
      return refuse (reader, error, "expected good or bad");
    record->feedback = (FoFeedback) index;
    return true;
  }
  if (record->kind == FO_TRACE_PLUG && parse_name (words, port_names, G_N_ELEMENTS (port_names), &index)) {
    record->port = (FoTracePort) index;
    return true;
  }
  g_autoptr (GByteArray) bytes = parse_bytes (words);
  if (bytes == NULL)
    return refuse (reader, error, "expected 1 to %d bytes as pairs of hexadecimal digits", FO_TRACE_BYTES_MAX);
  record->length = bytes->len;
  record->bytes = g_byte_array_free (g_steal_pointer (&bytes), FALSE);
  return true;
}

static bool
parse_words (Reader *reader, char *const *words, GError **error)
{
  FoTraceRecord record = { .line = reader->line };

  if (words[1] == NULL || words[2] == NULL)
    return refuse (reader, error, "expected: time, device, kind");
  if (!parse_time (words[0], &record.at_us))
    return refuse (reader, error, "“%s” is not a time in seconds", words[0]);
  if (record.at_us < reader->last_us)
    return refuse (reader, error, "time goes back");
  if (g_strlcpy (record.device, words[1], sizeof record.device) >= sizeof record.device)
    return refuse (reader, error, "the device's name is longer than %d bytes", FO_SCAN_DEVICE_MAX - 1);
  if (!parse_kind (words[2], &record.kind))
    return refuse (reader, error, "“%s” is none of plug, in, out, feedback, fault, unplug", words[2]);
  if (!check_plugged (reader, &record, error) || !parse_rest (reader, words + 3, &record, error))
    return false;
  reader->last_us = record.at_us;
  g_array_append_val (reader->trace->records, record);
  return true;
}

/* Words between blanks; empty ones are left out. */
static GPtrArray *
split_words (const char *line)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) pieces = g_strsplit_set (line, " \t", -1);

  for (guint i = 0; pieces[i] != NULL; i++)
    if (pieces[i][0] != '\0')
      g_ptr_array_add (words, g_strdup (pieces[i]));
  g_ptr_array_add (words, NULL);
  return g_steal_pointer (&words);
}

static bool
parse_line (Reader *reader, const char *text, gsize length, GError **error)
{
  if (memchr (text, '\0', length) != NULL || !g_utf8_validate (text, (gssize) length, NULL))
    return refuse (reader, error, "not text");
  g_autofree char *line = g_strndup (text, length);
  char *comment = strchr (line, '#');
  if (comment != NULL)
    *comment = '\0';
  g_strchomp (line);
  if (reader->line == 1)
    return g_str_equal (line, HEADER) || refuse (reader, error, "the first line is not “%s”", HEADER);
  g_autoptr (GPtrArray) words = split_words (line);
  return words->len == 1 || parse_words (reader, (char *const *) words->pdata, error);
}

static bool
parse_lines (Reader *reader, const char *text, gsize length, GError **error)
{
  gsize at = 0;

  do {
    const char *end = memchr (text + at, '\n', length - at);
    gsize next = end != NULL ? (gsize) (end - text) : length;
    reader->line++;
    if (!parse_line (reader, text + at, next - at, error))
      return false;
    at = next + 1;
  } while (at < length);
  return true;
}

static void
record_clear (gpointer data)
{
  FoTraceRecord *record = data;

  g_free ((gpointer) record->bytes);
}

FoTrace *
fo_trace_parse (const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (FoTrace) trace = g_new0 (FoTrace, 1);
  g_autoptr (GHashTable) plugged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader reader = { .name = name, .trace = trace, .plugged = plugged };

  g_atomic_ref_count_init (&trace->references);
  trace->records = g_array_new (FALSE, FALSE, sizeof (FoTraceRecord));
  g_array_set_clear_func (trace->records, record_clear);
  if (length > FO_TRACE_FILE_MAX) {
    g_set_error (error, FO_TRACE_ERROR, FO_TRACE_ERROR_TOO_LARGE, "%s: larger than %d bytes", name, FO_TRACE_FILE_MAX);
    return NULL;
  }
  return parse_lines (&reader, text, length, error) ? g_steal_pointer (&trace) : NULL;
}

FoTrace *
fo_trace_read (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  GStatBuf status;

  if (g_stat (path, &status) == 0 && status.st_size > FO_TRACE_FILE_MAX) {
    g_set_error (error, FO_TRACE_ERROR, FO_TRACE_ERROR_TOO_LARGE, "%s: larger than %d bytes", path, FO_TRACE_FILE_MAX);
    return NULL;
  }
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return fo_trace_parse (path, text, length, error);
}

FoTrace *
fo_trace_ref (FoTrace *trace)
{
  g_atomic_ref_count_inc (&trace->references);
  return trace;
}

void
fo_trace_unref (FoTrace *trace)
{
  if (!g_atomic_ref_count_dec (&trace->references))
    return;
  g_array_unref (trace->records);
  g_free (trace);
}

guint
fo_trace_count (const FoTrace *trace)
{
  return trace->records->len;
}

const FoTraceRecord *
fo_trace_get (const FoTrace *trace, guint index)
{
  g_assert (index < trace->records->len);
  return &g_array_index (trace->records, FoTraceRecord, index);
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

struct FoTraceWriter {
  char *path;
  FILE *file;
  bool begun, failed;
  int64_t begun_us, last_us;
};

char *
fo_trace_print (const FoTraceRecord *record)
{
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "%" G_GINT64_FORMAT ".%06d %s %s", record->at_us / 1000000,
                          (int) (record->at_us % 1000000), record->device, kind_names[record->kind]);
  if (record->kind == FO_TRACE_FAULT)
    g_string_append_printf (line, " %s", fo_fault_name (record->fault));
  else if (record->kind == FO_TRACE_FEEDBACK)
    g_string_append_printf (line, " %s", feedback_names[record->feedback]);
  else if (record->kind == FO_TRACE_PLUG && record->port != FO_TRACE_HID)
    g_string_append_printf (line, " %s", port_names[record->port]);
  else if (record->length > 0)
    g_string_append_c (line, ' ');
  for (size_t i = 0; i < record->length; i++)
    g_string_append_printf (line, "%02x", record->bytes[i]);
  g_string_append_c (line, '\n');
  return g_string_free (line, FALSE);
}

static bool
writer_fail (FoTraceWriter *writer, GError **error)
{
  int code = errno;

  writer->failed = true;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", writer->path, g_strerror (code));
  return false;
}

FoTraceWriter *
fo_trace_writer_new (const char *path, GError **error)
{
  g_autoptr (FoTraceWriter) writer = g_new0 (FoTraceWriter, 1);

  writer->path = g_strdup (path);
  writer->file = g_fopen (path, "we");
  if (writer->file == NULL || fputs (HEADER "\n", writer->file) == EOF || fflush (writer->file) != 0) {
    writer_fail (writer, error);
    return NULL;
  }
  return g_steal_pointer (&writer);
}

bool
fo_trace_write (FoTraceWriter *writer, const FoTraceRecord *record, GError **error)
{
  FoTraceRecord relative = *record;

  if (writer->failed) {
    errno = EIO;
    return writer_fail (writer, error);
  }
  if (!writer->begun)
    writer->begun_us = writer->last_us = record->at_us;
  writer->begun = true;
  writer->last_us = MAX (writer->last_us, record->at_us);
  relative.at_us = writer->last_us - writer->begun_us;
  g_autofree char *line = fo_trace_print (&relative);
  if (fputs (line, writer->file) == EOF || fflush (writer->file) != 0)
    return writer_fail (writer, error);
  return true;
}

void
fo_trace_writer_free (FoTraceWriter *writer)
{
  if (writer->file != NULL)
    fclose (writer->file);
  g_free (writer->path);
  g_free (writer);
}
