/* SPDX-License-Identifier: GPL-3.0-or-later
 * What else an item is called besides its code and its names: the supplier's number of it, a customer's, what it was called before,
 * what people say. Pure; any thread. */
#pragma once

#include <stdbool.h>

typedef enum { FO_CALLED_BY_SUPPLIER, FO_CALLED_BY_CUSTOMER, FO_CALLED_FORMERLY, FO_CALLED_BY_PEOPLE } FoCalled;

/* "supplier", "customer", "former", "spoken"; static. The parser answers false and leaves the output alone for any other text. */
const char *fo_called_name (FoCalled called);
bool fo_called_parse (const char *name, FoCalled *ret);
