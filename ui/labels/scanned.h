/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a scan means to a page of labels. */
#pragma once

#include "common/request.h"
#include "firstout/desk/label-run.h"

typedef struct {
  FoPaperSubject subject;      /* record NONE: no row of the store; its number is in NUMBER */
  gboolean is_supply, is_badge, is_carton;
  char number[FO_CODE_NAME_MAX];
  char text[FO_CODE_NAME_MAX]; /* a badge's name, a carton's SSCC, else the code */
  FoVerdict verdict;           /* of the code by itself */
} FoScanned;

/* Asks the reader; CAME gets one FoScanned. WANTED: what the template is of. */
void fo_scanned_ask (FoStation *station, const FoScan *scan, FoLabelRecord wanted, FoRequestCame came, GObject *owner);

/* A command barcode, called NAME; NULL: any. */
gboolean fo_scanned_is_command (const FoScan *scan, const char *name);
