/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scanned.h"

#include <string.h>

typedef struct {
  FoScan scan;
  FoLabelRecord wanted;
  gboolean training;
} Asked;

static bool
find_subject (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  const Asked *asked = input;
  g_autofree FoCode *code = g_new0 (FoCode, 1);
  FoScanned found = { .verdict = fo_code_read (code, &asked->scan, fo_store_today (fo_txn_store (txn)), asked->training) };
  char sscc[FO_SSCC_MAX];

  found.is_badge = code->kind == FO_CODE_BADGE;
  found.is_carton = asked->wanted == FO_LABEL_RECORD_CARTON && fo_code_sscc (code, sscc);
  g_strlcpy (found.text, found.is_badge ? code->name : found.is_carton ? sscc : code->text, sizeof found.text);
  if (code->kinds && !found.is_badge && !found.is_carton
      && fo_paper_of_code (txn, code, asked->wanted, &found.subject, error) == FO_FAILED)
    return false;
  found.is_supply = found.subject.number != NULL;
  g_strlcpy (found.number, found.is_supply ? found.subject.number : "", sizeof found.number);
  found.subject.number = NULL;
  g_array_append_val (rows, found);
  return true;
}

void
fo_scanned_ask (FoStation *station, const FoScan *scan, FoLabelRecord wanted, FoRequestCame came, GObject *owner)
{
  const Asked asked = { *scan, wanted, fo_station_is_training (station) };
  const FoRequest request = { find_subject, &asked, sizeof asked, sizeof (FoScanned), came };

  fo_request (station, &request, owner);
}

gboolean
fo_scanned_is_command (const FoScan *scan, const char *name)
{
  return g_ascii_strncasecmp (scan->bytes, "FO:C:", 5) == 0 ? !name || g_ascii_strcasecmp (scan->bytes + 5, name) == 0
         : g_ascii_strncasecmp (scan->bytes, "FOT:C:", 6) == 0 && (!name || g_ascii_strcasecmp (scan->bytes + 6, name) == 0);
}
