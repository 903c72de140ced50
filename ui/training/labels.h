/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a newcomer can scan in the training warehouse today: goods that come, goods on the shelves, places, papers, badges, commands. */
#pragma once

#include "common/request.h"
#include "firstout/symbol/symbol.h"
#include "firstout/words/words.h"

typedef enum {
  FO_TRAINING_COMING,
  FO_TRAINING_SHELVES,
  FO_TRAINING_PLACES,
  FO_TRAINING_PAPERS,
  FO_TRAINING_BADGES,
  FO_TRAINING_COMMANDS,
  FO_N_TRAINING_SECTIONS
} FoTrainingSection;

typedef struct {
  FoTrainingSection section;
  char caption[128];
  char detail[160];
  FoSymbolKind kind;
  char text[FO_SCAN_BYTES_MAX + 1];
} FoTrainingLabel;

/* CAME gets FoTrainingLabel in LANGUAGE. */
void fo_training_labels_read (FoStation *station, FoLanguage language, FoRequestCame came, GObject *owner);

/* As the simulated scanner reads it. */
FoScan fo_training_label_scan (const FoTrainingLabel *label, gint64 now_us);
