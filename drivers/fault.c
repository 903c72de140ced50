/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/drivers/fault.h"

#include <assert.h>
#include <string.h>

static const struct {
  const char *name;
  bool loses_scan;
} faults[] = {
#define FAULT_ROW(fault, name, lost) { name, lost },
  FO_FAULTS (FAULT_ROW)
#undef FAULT_ROW
};

const char *
fo_fault_name (FoFault fault)
{
  assert (fault < FO_N_FAULTS);
  return faults[fault].name;
}

bool
fo_fault_parse (const char *name, FoFault *ret_fault)
{
  for (int i = 0; i < FO_N_FAULTS; i++)
    if (strcmp (name, faults[i].name) == 0) {
      *ret_fault = (FoFault) i;
      return true;
    }
  return false;
}

bool
fo_fault_loses_scan (FoFault fault)
{
  assert (fault < FO_N_FAULTS);
  return faults[fault].loses_scan;
}
