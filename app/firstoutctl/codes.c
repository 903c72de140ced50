/* SPDX-License-Identifier: GPL-3.0-or-later
 * codes, learn, forget: what codes mean here, who taught it, and which of them mean two things. cartons: what stands for what. */
#include "ctl.h"
#include "firstout/store/meta.h"
#include "firstout/work/codes.h"
#include <string.h>

#define PAGE 500

static void
add_text (json_object *line, const char *name, const char *text)
{
  if (text[0])
    json_object_object_add (line, name, json_object_new_string (text));
}

static void
add_when (json_object *line, const FoCodeRow *row)
{
  g_autoptr (GDateTime) at = row->at_us ? g_date_time_new_from_unix_utc (row->at_us / G_USEC_PER_SEC) : NULL;
  g_autofree char *when = at ? g_date_time_format_iso8601 (at) : NULL;

  add_text (line, "person", row->person);
  add_text (line, "station", row->station);
  if (when)
    json_object_object_add (line, "at", json_object_new_string (when));
}

/* ---- the list ---------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *after, *code;
  GArray *rows; /* FoCodeRow, FoCollision or FoUnit */
} Read;

static FoTxnEnd
read_page (FoTxn *txn, gpointer data, GError **error)
{
  Read *read = data;

  g_array_set_size (read->rows, 0);
  return fo_codes_page (txn, read->after, PAGE, read->rows, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
print_code (const FoCodeRow *row)
{
  json_object *line = json_object_new_object ();

  json_object_object_add (line, "code", json_object_new_string (row->code));
  json_object_object_add (line, "item", json_object_new_string (row->item));
  json_object_object_add (line, "name", json_object_new_string (row->name));
  json_object_object_add (line, "quantity", fo_json_quantity (row->quantity_u));
  json_object_object_add (line, "learned", json_object_new_boolean (row->operation != 0));
  if (row->operation)
    add_when (line, row);
  ctl_print (line);
}

static CtlEnd
list_codes (const Ctl *ctl, FoStore *store)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoCodeRow));
  const char *item = ctl_option (ctl, "--item");
  bool learned = ctl_option (ctl, "--learned") != NULL;
  char after[FO_BARCODE_MAX] = "";
  Read read = { .after = after, .rows = rows };

  do {
    if (ctl_read (store, read_page, &read) != CTL_DONE)
      return CTL_FAILED;
    for (guint i = 0; i < rows->len; i++) {
      const FoCodeRow *row = &g_array_index (rows, FoCodeRow, i);

      g_strlcpy (after, row->code, sizeof after);
      if ((!item || strcmp (item, row->item) == 0) && (!learned || row->operation))
        print_code (row);
    }
  } while (rows->len == PAGE);
  return CTL_DONE;
}

/* ---- one code's history ------------------------------------------------------------------------------------------ */

static FoTxnEnd
read_history (FoTxn *txn, gpointer data, GError **error)
{
  Read *read = data;
  char code[FO_BARCODE_MAX];
  FoDay today = fo_store_today (fo_txn_store (txn));

  g_array_set_size (read->rows, 0);
  if (fo_code_lookup (read->code, today, code) != FO_OK)
    return FO_TXN_COMMIT;
  return fo_code_history (txn, code, read->rows, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static CtlEnd
print_history (const char *code, FoStore *store)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoCodeRow));
  Read read = { .code = code, .rows = rows };

  if (ctl_read (store, read_history, &read) != CTL_DONE)
    return CTL_FAILED;
  for (guint i = 0; i < rows->len; i++) {
    const FoCodeRow *row = &g_array_index (rows, FoCodeRow, i);
    json_object *line = json_object_new_object ();

    json_object_object_add (line, "code", json_object_new_string (row->code));
    json_object_object_add (line, "done", json_object_new_string (row->kind));
    add_text (line, "item_before", row->item_before);
    if (row->item_before[0])
      json_object_object_add (line, "quantity_before", fo_json_quantity (row->quantity_before_u));
    add_text (line, "item", row->item);
    if (row->item[0])
      json_object_object_add (line, "quantity", fo_json_quantity (row->quantity_u));
    add_when (line, row);
    ctl_print (line);
  }
  return CTL_DONE;
}

/* ---- collisions -------------------------------------------------------------------------------------------------- */

static FoTxnEnd
read_collisions (FoTxn *txn, gpointer data, GError **error)
{
  Read *read = data;

  g_array_set_size (read->rows, 0);
  return fo_code_collisions (txn, read->rows, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
is_same_reading (const FoCollision *a, const FoCollision *b)
{
  return a->read_as == b->read_as && strcmp (a->text, b->text) == 0;
}

/* The things that one scan could mean, from the first of them on; how many. */
static guint
print_collision (const FoCollision *first, guint left)
{
  json_object *line = json_object_new_object (), *names = json_object_new_array ();
  guint n = 0;

  json_object_object_add (line, "text", json_object_new_string (first->text));
  json_object_object_add (line, "read_as", json_object_new_string (fo_code_kind_name (first->read_as)));
  for (; n < left && is_same_reading (first, &first[n]); n++) {
    json_object *name = json_object_new_object ();

    json_object_object_add (name, "is", json_object_new_string (first[n].kind));
    json_object_object_add (name, "said", json_object_new_string (first[n].said));
    add_text (name, "item", first[n].item);
    json_object_array_add (names, name);
  }
  json_object_object_add (line, "names", names);
  ctl_print (line);
  return n;
}

/* One line a reading. Something found is no failure, but a script must be able to tell. */
static CtlEnd
print_collisions (FoStore *store)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoCollision));
  Read read = { .rows = rows };

  if (ctl_read (store, read_collisions, &read) != CTL_DONE)
    return CTL_FAILED;
  for (guint i = 0; i < rows->len;)
    i += print_collision (&g_array_index (rows, FoCollision, i), rows->len - i);
  return rows->len ? CTL_REFUSED : CTL_DONE;
}

/* ---- who may teach ----------------------------------------------------------------------------------------------- */

typedef struct {
  const char *who, *leads;
} Allow;

static FoTxnEnd
write_allow (FoTxn *txn, gpointer data, GError **error)
{
  const Allow *allow = data;

  (void) error;
  fo_meta_set (txn, "learn", allow->who);
  if (allow->leads)
    fo_meta_set (txn, "leads", allow->leads);
  return FO_TXN_COMMIT;
}

static CtlEnd
allow (const Ctl *ctl, const char *who)
{
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  Allow allowed = { who, ctl_option (ctl, "--leads") };

  if (strcmp (who, "any") != 0 && strcmp (who, "lead") != 0)
    return ctl_fail ("--allow %s: any or lead", who);
  store = ctl_open (ctl, 0);
  if (!store)
    return CTL_FAILED;
  return fo_store_write (store, 0, write_allow, &allowed, &error) ? CTL_DONE : ctl_fail_error (error);
}

CtlEnd
ctl_codes (const Ctl *ctl)
{
  g_autoptr (FoStore) store = NULL;

  if (ctl_option (ctl, "--allow"))
    return allow (ctl, ctl_option (ctl, "--allow"));
  store = ctl_open (ctl, FO_STORE_READ_ONLY);
  if (!store)
    return CTL_FAILED;
  if (ctl_option (ctl, "--collisions"))
    return print_collisions (store);
  return ctl_option (ctl, "--history") ? print_history (ctl_option (ctl, "--history"), store) : list_codes (ctl, store);
}

/* ---- learn, forget ----------------------------------------------------------------------------------------------- */

typedef struct {
  const char *code;
  FoItem item;
  FoFound found;
} FindItem;

static FoTxnEnd
find_item (FoTxn *txn, gpointer data, GError **error)
{
  FindItem *find = data;

  find->found = fo_item_find_by_code (txn, find->code, &find->item, error);
  return find->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static bool
act_of_person (const Ctl *ctl, FoStore *store, FoAct *ret_act)
{
  if (!ctl_act (store, ret_act))
    return false;
  if (ctl_option (ctl, "--person"))
    ret_act->person = ctl_option (ctl, "--person");
  return true;
}

CtlEnd
ctl_learn (const Ctl *ctl)
{
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FindItem find = { .code = ctl_argument (ctl, 1) };
  FoLearn what = { .code = ctl_argument (ctl, 0), .quantity_u = FO_ONE };
  const char *quantity = ctl_argument (ctl, 2);
  FoAct act;

  if (!find.code || (quantity && fo_quantity_parse (quantity, &what.quantity_u) != FO_OK))
    return ctl_fail ("learn CODE ITEM [QUANTITY] [--person NAME]");
  store = ctl_open (ctl, 0);
  if (!store || ctl_read (store, find_item, &find) != CTL_DONE || !act_of_person (ctl, store, &act))
    return CTL_FAILED;
  what.item = find.item.id;
  if (find.found == FO_ABSENT) {
    reply.verdict = FO_ITEM_UNKNOWN;
    fo_args_set_text (&reply.args, "code", find.code);
    return ctl_print_reply (&reply);
  }
  return fo_work_learn (store, &act, &what, &reply, &error) ? ctl_print_reply (&reply) : ctl_fail_error (error);
}

CtlEnd
ctl_forget (const Ctl *ctl)
{
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  const char *code = ctl_argument (ctl, 0);
  FoAct act;

  if (!code)
    return ctl_fail ("forget CODE [--person NAME]");
  store = ctl_open (ctl, 0);
  if (!store || !act_of_person (ctl, store, &act))
    return CTL_FAILED;
  return fo_work_forget (store, &act, code, &reply, &error) ? ctl_print_reply (&reply) : ctl_fail_error (error);
}

/* ---- cartons ----------------------------------------------------------------------------------------------------- */

static FoTxnEnd
read_cartons (FoTxn *txn, gpointer data, GError **error)
{
  Read *read = data;

  g_array_set_size (read->rows, 0);
  return fo_cartons_page (txn, read->after, PAGE, read->rows, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

typedef struct {
  const FoUnit *carton;
  GArray *units; /* FoUnit */
} ReadUnits;

static FoTxnEnd
read_units (FoTxn *txn, gpointer data, GError **error)
{
  ReadUnits *read = data;

  g_array_set_size (read->units, 0);
  return fo_units_of_carton (txn, read->carton->id, read->units, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static CtlEnd
print_carton (FoStore *store, const FoUnit *carton)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  ReadUnits read = { carton, units };
  json_object *line, *codes;

  if (ctl_read (store, read_units, &read) != CTL_DONE)
    return CTL_FAILED;
  line = json_object_new_object ();
  codes = json_object_new_array ();
  json_object_object_add (line, "carton", json_object_new_string (carton->identity));
  json_object_object_add (line, "state", json_object_new_string (fo_unit_state_name (carton->state)));
  for (guint i = 0; i < units->len; i++) {
    const FoUnit *unit = &g_array_index (units, FoUnit, i);
    json_object *row = json_object_new_object ();

    json_object_object_add (row, "code", json_object_new_string (unit->code));
    json_object_object_add (row, "state", json_object_new_string (fo_unit_state_name (unit->state)));
    add_text (row, "lot", unit->lot);
    json_object_array_add (codes, row);
  }
  json_object_object_add (line, "units", codes);
  ctl_print (line);
  return CTL_DONE;
}

CtlEnd
ctl_cartons (const Ctl *ctl)
{
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  char after[FO_IDENTITY_MAX] = "";
  Read read = { .after = after, .rows = rows };

  if (!store)
    return CTL_FAILED;
  do {
    if (ctl_read (store, read_cartons, &read) != CTL_DONE)
      return CTL_FAILED;
    for (guint i = 0; i < rows->len; i++) {
      const FoUnit *carton = &g_array_index (rows, FoUnit, i);

      g_strlcpy (after, carton->identity, sizeof after);
      if (print_carton (store, carton) != CTL_DONE)
        return CTL_FAILED;
    }
  } while (rows->len == PAGE);
  return CTL_DONE;
}
