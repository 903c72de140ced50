/* SPDX-License-Identifier: GPL-3.0-or-later
 * Stages of orders between the warehouse and its sales channels. */
#pragma once

#include "inside.h"

/* Adds "word" to a message order.state: what the order's channel calls the stage, where the table says. */
bool fo_stage_say (FoGateway *gateway, const char *op, char **body_text, GError **error);
