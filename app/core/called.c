/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/called.h"
#include "names.h"

FO_NAMED (FoCalled, called, "supplier", "customer", "former", "spoken")
