/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/drivers/scanner.h"

static const char *const state_names[] = {
#define STATE_NAME(state, name) [state] = name,
  FO_DEVICE_STATES (STATE_NAME)
#undef STATE_NAME
};

const char *
fo_device_state_name (FoDeviceState state)
{
  g_assert (state < FO_N_DEVICE_STATES);
  return state_names[state];
}

static const char *const help_names[] = {
#define HELP_NAME(help, name) [help] = name,
  FO_DEVICE_HELPS (HELP_NAME)
#undef HELP_NAME
};

const char *
fo_device_help_name (FoDeviceHelp help)
{
  g_assert (help < FO_N_DEVICE_HELPS);
  return help_names[help];
}
