/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who works here, in memory. */
#include "firstout/store/guard.h"
#include "store-inside.h"

#include <string.h>

#define STANDS_US (2 * 60 * (gint64) G_USEC_PER_SEC) /* as long as the server takes it */

struct FoGuard {
  bool closed; /* people are named */
  GArray *permissions;
  FoPerson person; /* id 0: nobody */
  char *token;
  char *second; /* NULL: nobody stands beside; "" alone */
  gint64 second_us;
};

static FoTxnEnd
read_table (FoTxn *txn, gpointer data, GError **error)
{
  FoGuard *guard = data;
  FoFound any = fo_people_any (txn, error);

  g_array_set_size (guard->permissions, 0);
  guard->closed = any == FO_FOUND;
  if (any == FO_ABSENT)
    return FO_TXN_COMMIT;
  return any == FO_FOUND && fo_permissions_all (txn, guard->permissions, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_guard_watch (FoStore *store, GError **error)
{
  if (!store->guard) {
    store->guard = g_new0 (FoGuard, 1);
    store->guard->permissions = g_array_new (FALSE, FALSE, sizeof (FoPermission));
  }
  return fo_store_read (store, read_table, store->guard, error);
}

void
fo_guard_free (FoGuard *guard)
{
  if (!guard)
    return;
  g_array_unref (guard->permissions);
  g_free (guard->token);
  g_free (guard->second);
  g_free (guard);
}

bool
fo_guard_is_watched (const FoStore *store)
{
  return store->guard != NULL;
}

bool
fo_guard_is_closed (const FoStore *store)
{
  return store->guard && store->guard->closed;
}

/* ---- who ------------------------------------------------------------------------------------------------------------- */

const FoPerson *
fo_guard_person (const FoStore *store)
{
  return store->guard && store->guard->person.id ? &store->guard->person : NULL;
}

void
fo_guard_enter (FoStore *store, const FoPerson *person, const char *token)
{
  FoGuard *guard = store->guard;

  fo_guard_leave (store);
  guard->person = *person;
  guard->token = g_strdup (token);
}

void
fo_guard_leave (FoStore *store)
{
  FoGuard *guard = store->guard;

  if (!guard)
    return;
  guard->person = (FoPerson){ 0 };
  g_clear_pointer (&guard->token, g_free);
  fo_guard_forget_second (store);
}

bool
fo_guard_resume (FoStore *store, GError **error)
{
  g_autofree char *answer = NULL;

  if (!store->guard || !store->guard->token || !store->ops->call)
    return true;
  if (!store->ops->call (store->db, FO_PG_SQL_RESUME, (const char *[]){ store->guard->token }, &answer, error))
    return false;
  if (!g_str_equal (answer, "ok"))
    fo_guard_leave (store);
  return true;
}

/* ---- a second connection --------------------------------------------------------------------------------------------- */

void
fo_guard_pass (const FoStore *store, FoGuardPass *ret)
{
  const FoGuard *guard = store->guard;

  *ret = (FoGuardPass){ .watched = guard != NULL };
  if (!guard)
    return;
  ret->person = guard->person;
  ret->token = g_strdup (guard->token);
}

void
fo_guard_pass_clear (FoGuardPass *pass)
{
  g_clear_pointer (&pass->token, g_free);
}

bool
fo_guard_join (FoStore *store, const FoGuardPass *pass, GError **error)
{
  g_autofree char *answer = NULL;

  if (!pass->watched)
    return true;
  if (!fo_guard_watch (store, error))
    return false;
  if (!pass->person.id || !pass->token || !store->ops->call) {
    if (pass->person.id)
      fo_guard_enter (store, &pass->person, pass->token);
    return true;
  }
  if (!store->ops->call (store->db, FO_PG_SQL_JOIN, (const char *[]){ pass->token }, &answer, error))
    return false;
  if (g_str_has_prefix (answer, "ok ")) {
    fo_guard_enter (store, &pass->person, answer + strlen ("ok "));
    return true;
  }
  g_set_error_literal (error, FO_STORE_ERROR, FO_STORE_ERROR_PERMISSION, "the server knows no such session any more");
  return false;
}

void
fo_guard_part (FoStore *store)
{
  g_autofree char *answer = NULL;

  if (fo_guard_person (store) && store->ops->call)
    (void) store->ops->call (store->db, FO_PG_SQL_LOG_OUT, NULL, &answer, NULL);
  fo_guard_leave (store);
}

/* ---- what ------------------------------------------------------------------------------------------------------------ */

static const FoPermission *
permission_of (const FoGuard *guard, const char *act)
{
  for (guint i = 0; i < guard->permissions->len; i++) {
    const FoPermission *permission = &g_array_index (guard->permissions, FoPermission, i);

    if (strcmp (permission->act, act) == 0)
      return permission;
  }
  return NULL;
}

static bool
stands_beside (const FoGuard *guard)
{
  return guard->second && g_get_monotonic_time () - guard->second_us < STANDS_US;
}

FoVerdict
fo_guard_judge (const FoStore *store, const char *act, const char **ret_roles)
{
  const FoGuard *guard = store->guard;
  const FoPermission *permission = guard && guard->closed ? permission_of (guard, act) : NULL;

  *ret_roles = permission ? permission->roles : NULL;
  if (!guard || !guard->closed)
    return FO_OK;
  if (!guard->person.id)
    return permission && strstr (permission->roles, " nobody ") ? FO_OK : FO_LOG_IN_FIRST;
  if (permission ? !fo_role_among (guard->person.role, permission->roles) : guard->person.role == FO_ROLE_AUDITOR)
    return FO_RIGHT_MISSING;
  return permission && permission->second && !stands_beside (guard) ? FO_SECOND_NEEDED : FO_OK;
}

void
fo_guard_set_second (FoStore *store, const char *second)
{
  fo_guard_forget_second (store);
  store->guard->second = g_strdup (second);
  store->guard->second_us = g_get_monotonic_time ();
}

void
fo_guard_forget_second (FoStore *store)
{
  if (store->guard)
    g_clear_pointer (&store->guard->second, g_free);
}

const char *
fo_guard_second (const FoStore *store, const char *act)
{
  const FoPermission *permission = fo_guard_is_closed (store) ? permission_of (store->guard, act) : NULL;

  return permission && permission->second && store->guard->second ? store->guard->second : NULL;
}

/* ---- the work's gate ------------------------------------------------------------------------------------------------- */

void
fo_store_set_gate (FoStore *store, gconstpointer gate)
{
  store->gate = gate;
}

gconstpointer
fo_store_gate (const FoStore *store)
{
  return store->gate;
}
