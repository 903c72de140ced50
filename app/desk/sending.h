/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a person says about messages to sales, disagreements and links; common to all tasks. MESSAGE/LINK is a message at a link.
 *   send-again MESSAGE/LINK · send-dated MESSAGE/LINK DAY WHY · send-done, send-drop MESSAGE/LINK WHY ·
 *   settle CONFLICT ours|theirs|other WHY · compare-sides ·
 *   link-set NAME KIND ROLE ADDRESS · link-field NAME FIELD [VALUE] · link-on, link-off, link-unlatch, link-remove NAME ·
 *   stage STAGE/[CHANNEL] WORD · sync-keep DAYS · idle-lock MINUTES */
#pragma once

#include "step.h"

extern const FoTaskCommand fo_sending_commands[];
