/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transport.h"

G_DEFINE_QUARK (fo-transport-error-quark, fo_transport_error)
