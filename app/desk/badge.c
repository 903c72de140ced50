/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who stands at the desk: a badge says who, a PIN that it is him; and the second person beside him. */
#include "badge.h"
#include "firstout/store/guard.h"
#include "firstout/work/people.h"
#include "firstout/work/stations.h"

#include <string.h>

#define LOG_IN "log-in"
#define PIN " pin=" /* the last word of `person` */

/* ---- a PIN is written down nowhere --------------------------------------------------------------------------------------- */

gsize
fo_length_without_pin (const FoScan *command)
{
  static const char log_in[] = LOG_IN " ", person[] = "person ", pin[] = PIN;
  gsize length = command->length;
  const char *found = NULL;

  if (length > strlen (log_in) && memcmp (command->bytes, log_in, strlen (log_in)) == 0)
    return strlen (LOG_IN);
  if (length > strlen (person) && memcmp (command->bytes, person, strlen (person)) == 0)
    found = g_strrstr_len (command->bytes, (gssize) length, pin);
  return found ? (gsize) (found - command->bytes) : length;
}

/* ---- the badge ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *badge;
  FoPerson person;
  FoFound found;
} FindBadge;

static FoTxnEnd
find_badge (FoTxn *txn, gpointer data, GError **error)
{
  FindBadge *find = data;

  find->found = fo_person_by_badge (txn, find->badge, &find->person, error);
  return find->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* Only the server knows PINs. Whoever worked here last, and was logged in when the copy was made, goes on after a start; what is done
 * then is booked when somebody has logged in on the server, and says whose it is. */
static bool
come_back (FoStep *step, const char *badge, GError **error)
{
  FindBadge find = { .badge = badge };

  if (!step->expects)
    return fo_step_answer (step, FO_OFFLINE_REFUSED);
  if (!fo_store_read (step->store, find_badge, &find, error))
    return false;
  fo_args_set_text (&step->ret->reply.args, "person", step->expects);
  if (find.found != FO_FOUND || !find.person.active || strcmp (find.person.name, step->expects) != 0)
    return fo_step_answer (step, FO_PERSON_NOT_EXPECTED);
  fo_guard_enter (step->store, &find.person, "");
  g_strlcpy (step->next->person, find.person.name, sizeof step->next->person);
  return fo_step_answer (step, FO_OK);
}

bool
fo_step_badge (FoStep *step, const char *name, GError **error)
{
  FoArgs *args = &step->ret->reply.args;

  if (!fo_guard_watch (step->store, error)) /* people may have been named since */
    return false;
  fo_args_set_text (args, "text", name);
  if (fo_guard_is_closed (step->store) && fo_act_is_gated (step->store))
    return come_back (step, name, error);
  if (fo_guard_is_closed (step->store)) {
    g_strlcpy (step->next->badge, name, sizeof step->next->badge);
    return fo_step_answer (step, FO_PIN_NEEDED);
  }
  g_strlcpy (step->next->person, name, sizeof step->next->person);
  fo_args_set_text (args, "person", name);
  return fo_step_answer (step, FO_OK);
}

/* One badge, one PIN: after a wrong one it is shown again. */
static void
forget_badge (FoStep *step)
{
  step->next->badge[0] = '\0';
}

bool
fo_step_log_in (FoStep *step, const char *pin, GError **error)
{
  const FoPerson *person;
  bool beside = step->now->second_wanted, done;

  if (fo_act_is_gated (step->store))
    return fo_step_answer (step, FO_OFFLINE_REFUSED);
  if (!step->now->badge[0])
    return fo_step_answer (step, fo_guard_is_closed (step->store) ? FO_LOG_IN_FIRST : FO_COMMAND_NOT_NOW);
  if (!*pin)
    return fo_step_answer (step, FO_PIN_NEEDED);
  forget_badge (step);
  done = beside ? fo_work_stand_by (step->store, &step->act, step->now->badge, pin, fo_step_reply (step), error)
                : fo_work_log_in (step->store, &step->act, step->now->badge, pin, fo_step_reply (step), error);
  if (!done)
    return false;
  step->remembered = step->ret->reply.operation != 0;
  person = fo_guard_person (step->store);
  g_strlcpy (step->next->person, person ? person->name : "", sizeof step->next->person);
  return true;
}

bool
fo_step_log_out (FoStep *step, const char *argument, GError **error)
{
  (void) argument;
  if (fo_guard_is_closed (step->store) && fo_act_is_gated (step->store)) /* nobody could come back */
    return fo_step_answer (step, FO_OFFLINE_REFUSED);
  forget_badge (step);
  step->next->person[0] = '\0';
  if (!fo_guard_person (step->store))
    return fo_step_answer (step, FO_OK);
  if (!fo_work_log_out (step->store, &step->act, fo_step_reply (step), error))
    return false;
  step->remembered = true;
  return true;
}

/* ---- two persons ------------------------------------------------------------------------------------------------------------- */

bool
fo_step_alone (FoStep *step, const char *argument, GError **error)
{
  (void) argument;
  if (!step->now->second_wanted)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  return fo_work_alone (step->store, &step->act, fo_step_reply (step), error);
}

void
fo_step_note_second (FoStep *step)
{
  FoVerdict said = step->ret->reply.verdict;
  bool still = said == FO_PIN_NEEDED || said == FO_PIN_WRONG || said == FO_BADGE_LOCKED || said == FO_SECOND_SAME
               || said == FO_NOT_ALONE;

  step->next->second_wanted = said == FO_SECOND_NEEDED || (still && step->now->second_wanted);
}

/* "unlock NAME", "alone-seen ID": the lead's. */
bool
fo_step_unlock (FoStep *step, const char *argument, GError **error)
{
  return fo_work_unlock (step->store, fo_step_act (step), argument, fo_step_reply (step), error);
}

bool
fo_step_alone_seen (FoStep *step, const char *argument, GError **error)
{
  gint64 operation = g_ascii_strtoll (argument, NULL, 10);

  return fo_work_alone_seen (step->store, fo_step_act (step), operation, fo_step_reply (step), error);
}

/* ---- people ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const char *name;
  FoPerson person;
  FoFound found;
} FindPerson;

static FoTxnEnd
find_person (FoTxn *txn, gpointer data, GError **error)
{
  FindPerson *find = data;

  find->found = fo_person_by_name (txn, find->name, &find->person, error);
  return find->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* "ROLE BADGE|- on|off NAME… [pin=PIN]" */
bool
fo_step_person (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *role = fo_next_word (&argument), *badge = fo_next_word (&argument),
                  *active = fo_next_word (&argument);
  g_autofree char *name = g_strdup (argument);
  char *pin = g_strrstr (name, PIN);
  FoPersonWish wish = { .name = name,
                        .badge = strcmp (badge, "-") == 0 ? NULL : badge,
                        .active = strcmp (active, "on") == 0 };

  if (!fo_role_parse (role, &wish.role))
    return fo_step_answer (step, FO_COMMAND_UNKNOWN);
  if (pin) {
    *pin = '\0';
    wish.pin = pin + strlen (PIN);
  }
  return fo_work_person (step->store, fo_step_act (step), &wish, fo_step_reply (step), error);
}

/* "NAME…": the badge says who, and opens nothing without the PIN. */
bool
fo_step_print_badge (FoStep *step, const char *argument, GError **error)
{
  FindPerson find = { .name = argument };
  FoLabelWish wish = { .count = 1, .voucher = "badge" };

  if (!fo_store_read (step->store, find_person, &find, error))
    return false;
  fo_args_set_text (&step->ret->reply.args, "person", argument);
  if (find.found != FO_FOUND)
    return fo_step_answer (step, FO_CODE_UNKNOWN);
  g_strlcpy (wish.number, argument, sizeof wish.number);
  g_array_append_val (step->ret->labels, wish);
  fo_args_set_count (&step->ret->reply.args, "labels", 1);
  return fo_step_answer (step, FO_OK);
}

/* "KIND on|off" */
bool
fo_step_two (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *kind = fo_next_word (&argument);

  return fo_work_set_two (step->store, fo_step_act (step), kind, strcmp (argument, "on") == 0, fo_step_reply (step),
                          error);
}

/* ---- stations ------------------------------------------------------------------------------------------------------------------ */

/* "STATION REASON…" */
bool
fo_step_station_revoke (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *station = fo_next_word (&argument);

  step->ret->topics |= FO_TOPIC_ORDERS;
  return fo_work_station_revoke (step->store, fo_step_act (step), station, argument, fo_step_reply (step), error);
}

bool
fo_step_station_admit (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *station = fo_next_word (&argument);

  step->ret->topics |= FO_TOPIC_ORDERS;
  return fo_work_station_admit (step->store, fo_step_act (step), station, fo_step_reply (step), error);
}

/* "STATION WORDS…" */
bool
fo_step_station_name (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *station = fo_next_word (&argument);

  step->ret->topics |= FO_TOPIC_ORDERS;
  return fo_work_station_name (step->store, fo_step_act (step), station, argument, fo_step_reply (step), error);
}
