/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who stands at the desk, inside the desk. */
#pragma once

#include "step.h"

/* A badge was scanned: where people are named its PIN is asked for (`log-in PIN`), else its name is taken as it is. */
bool fo_step_badge (FoStep *step, const char *name, GError **error);

/* Commands: log-in PIN (of the badge just shown; beside an act that takes two it is the second person's) · log-out ·
 * alone (nobody else is there) · unlock NAME · alone-seen OPERATION · person ROLE BADGE|- on|off NAME… [pin=PIN] · two KIND on|off. */
bool fo_step_log_in (FoStep *step, const char *pin, GError **error);
bool fo_step_log_out (FoStep *step, const char *argument, GError **error);
bool fo_step_alone (FoStep *step, const char *argument, GError **error);
/* `badge NAME`: its label, as a wish whose voucher is "badge" and whose number is the name */
bool fo_step_print_badge (FoStep *step, const char *argument, GError **error);
bool fo_step_unlock (FoStep *step, const char *argument, GError **error);
bool fo_step_alone_seen (FoStep *step, const char *argument, GError **error);
bool fo_step_person (FoStep *step, const char *argument, GError **error);
bool fo_step_two (FoStep *step, const char *argument, GError **error);
/* Commands of a lead: station-revoke STATION REASON · station-admit STATION · station-name STATION WORDS. */
bool fo_step_station_revoke (FoStep *step, const char *argument, GError **error);
bool fo_step_station_admit (FoStep *step, const char *argument, GError **error);
bool fo_step_station_name (FoStep *step, const char *argument, GError **error);

/* After an answer: does the next badge belong to a second person? */
void fo_step_note_second (FoStep *step);

/* How much of a command is kept: the journal and the operation know `log-in` and `person` without the PIN. */
gsize fo_length_without_pin (const FoScan *command);
