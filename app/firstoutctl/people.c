/* SPDX-License-Identifier: GPL-3.0-or-later
 * people: who works here, their badges and PINs. A PIN comes on standard input, never as an argument, which everybody can list. */
#include "firstout/work/people.h"
#include "ctl.h"
#include "firstout/store/guard.h"
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* ---- the list ---------------------------------------------------------------------------------------------------------- */

static void
add_text (json_object *object, const char *name, const char *text)
{
  json_object_object_add (object, name, json_object_new_string (text));
}

static FoTxnEnd
print_people (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (FoPerson));

  (void) data;
  if (!fo_people_all (txn, people, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < people->len; i++) {
    const FoPerson *person = &g_array_index (people, FoPerson, i);
    json_object *line = json_object_new_object ();
    FoPersonState state;

    if (!fo_person_state (txn, person, &state, error))
      return FO_TXN_FAIL;
    add_text (line, "person", person->name);
    add_text (line, "role", fo_role_name (person->role));
    add_text (line, "badge", person->badge);
    add_text (line, "state", !person->active ? "off" : state.locked ? "locked" : "active");
    json_object_object_add (line, "pin", json_object_new_boolean (state.has_pin));
    add_text (line, "stations", state.stations);
    ctl_print (line);
  }
  return FO_TXN_COMMIT;
}

/* ---- one person -------------------------------------------------------------------------------------------------------- */

/* One line of standard input; a terminal does not show it. */
static bool
read_pin (char *pin, gsize room)
{
  struct termios shown, hidden;
  bool terminal = tcgetattr (STDIN_FILENO, &shown) == 0;
  bool read;

  if (terminal) {
    fputs ("PIN: ", stderr);
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t) ECHO;
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  read = fgets (pin, (int) room, stdin) != NULL;
  if (terminal)
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
  if (read)
    pin[strcspn (pin, "\r\n")] = '\0';
  return read;
}

typedef struct {
  const char *name;
  FoPerson person;
  FoFound found;
} Find;

static FoTxnEnd
find_person (FoTxn *txn, gpointer data, GError **error)
{
  Find *find = data;

  find->found = fo_person_by_name (txn, find->name, &find->person, error);
  return find->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static CtlEnd
put (FoStore *store, const FoPersonWish *wish)
{
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  FoAct act;

  if (!ctl_act (store, &act))
    return CTL_FAILED;
  return fo_work_person (store, &act, wish, &reply, &error) ? ctl_print_reply (&reply) : ctl_fail_error (error);
}

static CtlEnd
add_person (const Ctl *ctl, FoStore *store)
{
  const char *role = ctl_option (ctl, "--role");
  FoPersonWish wish = { .name = ctl_argument (ctl, 1), .badge = ctl_option (ctl, "--badge"), .active = true };
  char pin[64];

  if (!wish.name || !role || !fo_role_parse (role, &wish.role))
    return ctl_fail ("people add NAME --role picker|receiver|lead|administrator|auditor [--badge CODE] [--pin]");
  if (ctl_option (ctl, "--pin")) {
    if (!read_pin (pin, sizeof pin))
      return ctl_fail ("--pin reads the PIN from standard input, and there was none");
    wish.pin = pin;
  }
  return put (store, &wish);
}

static CtlEnd
unlock (FoStore *store, const char *name)
{
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  FoAct act;

  if (!ctl_act (store, &act))
    return CTL_FAILED;
  return fo_work_unlock (store, &act, name, &reply, &error) ? ctl_print_reply (&reply) : ctl_fail_error (error);
}

/* What becomes of somebody there is: "role", "badge", "pin", "lock" or "unlock". */
static CtlEnd
change_person (const Ctl *ctl, FoStore *store, const char *what)
{
  Find find = { .name = ctl_argument (ctl, 1) };
  const char *value = ctl_argument (ctl, 2);
  FoPersonWish wish = { .name = find.name };
  char pin[64];

  if (!find.name)
    return ctl_fail ("people %s NAME …", what);
  if (ctl_read (store, find_person, &find) != CTL_DONE)
    return CTL_FAILED;
  if (find.found != FO_FOUND)
    return ctl_fail ("nobody is called %s", find.name);
  wish.role = find.person.role;
  wish.active = find.person.active;
  if (g_str_equal (what, "unlock") && wish.active)
    return unlock (store, find.name);
  if (g_str_equal (what, "lock") || g_str_equal (what, "unlock"))
    wish.active = what[0] == 'u';
  else if (g_str_equal (what, "badge") && value)
    wish.badge = value;
  else if (g_str_equal (what, "pin") && read_pin (pin, sizeof pin))
    wish.pin = pin;
  else if (!g_str_equal (what, "role") || !value || !fo_role_parse (value, &wish.role))
    return ctl_fail (
        "people role NAME ROLE | badge NAME CODE | pin NAME (from standard input) | lock NAME | unlock NAME");
  return put (store, &wish);
}

static CtlEnd
set_two (const Ctl *ctl, FoStore *store)
{
  const char *kind = ctl_argument (ctl, 1), *on = ctl_argument (ctl, 2);
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  FoAct act;

  if (!kind || !on || (strcmp (on, "on") != 0 && strcmp (on, "off") != 0))
    return ctl_fail ("people two KIND on|off");
  if (!ctl_act (store, &act))
    return CTL_FAILED;
  return fo_work_set_two (store, &act, kind, on[1] == 'n', &reply, &error) ? ctl_print_reply (&reply)
                                                                           : ctl_fail_error (error);
}

CtlEnd
ctl_people (const Ctl *ctl)
{
  const char *what = ctl_argument (ctl, 0);
  g_autoptr (FoStore) store = ctl_open (ctl, 0);

  if (!store)
    return CTL_FAILED;
  if (!what || g_str_equal (what, "list"))
    return ctl_read (store, print_people, NULL);
  if (g_str_equal (what, "add"))
    return add_person (ctl, store);
  return g_str_equal (what, "two") ? set_two (ctl, store) : change_person (ctl, store, what);
}
