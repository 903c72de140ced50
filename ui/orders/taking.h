/* SPDX-License-Identifier: GPL-3.0-or-later
 * Taking what was promised to others: before it is done, whose promise moves to which day. Main thread. */
#pragma once

#include "ask-panel.h"

/* Fills PANEL from the answer to `what-if ORDER`; FALSE when it is no such answer. */
gboolean fo_taking_show (FoAskPanel *panel, const char *order, const FoReply *reply);
