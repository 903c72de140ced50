/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Certificates. An item's goods may need one before they leave (FO_CERTIFICATE_BEFORE): it is confirmed for the lot, for each unit that
 * has a serial number, or for the order line as a whole. Or it follows (FO_CERTIFICATE_AFTER): then it is due from the shipment until it
 * is confirmed. See act.h for what the operations share.
 */
#pragma once

#include "firstout/store/certificates.h"
#include "firstout/work/act.h"

typedef struct {
  FoId line, lot, unit; /* one of them */
  const char *number;   /* of the document; NULL or "": it has none */
} FoCertify;
/* The certificate was seen. FO_LINE_UNKNOWN, FO_LOT_UNKNOWN, FO_CODE_UNKNOWN, FO_TEXT_TOO_LONG. It can be undone. */
bool fo_work_certify (FoStore *store, const FoAct *act, const FoCertify *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* What is due, the oldest first; with ORDER what was due of it, open or closed. FoCertificateDue. Changes nothing. */
bool fo_work_certificates (FoStore *store, FoId order, GArray *dues, GError **error) G_GNUC_WARN_UNUSED_RESULT;
