/* SPDX-License-Identifier: GPL-3.0-or-later
 * Links to sales systems: which there are, set up, tested, switched. */
#include "ctl.h"
#include "firstout/sync/gateway.h"
#include "firstout/work/sending.h"
#include <stdio.h>

static void
add_text (json_object *object, const char *name, const char *text)
{
  if (text && text[0])
    json_object_object_add (object, name, json_object_new_string (text));
}

static void
print_link (const FoSalesLink *link)
{
  json_object *object = json_object_new_object ();

  add_text (object, "link", link->name);
  add_text (object, "kind", link->kind);
  add_text (object, "role", fo_link_role_name (link->role));
  add_text (object, "address", link->address);
  add_text (object, "secret", link->secret);
  json_object_object_add (object, "config", json_tokener_parse (link->config));
  json_object_object_add (object, "enabled", json_object_new_boolean (link->enabled));
  json_object_object_add (object, "latched", json_object_new_boolean (link->latched));
  json_object_object_add (object, "failures", json_object_new_int64 (link->failures));
  json_object_object_add (object, "contact_us", json_object_new_int64 (link->contact_us));
  add_text (object, "why", link->why);
  ctl_print (object);
}

static FoTxnEnd
read_links (FoTxn *txn, gpointer data, GError **error)
{
  g_array_set_size (data, 0);
  return fo_links (txn, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static CtlEnd
list (FoStore *store, const char *caps_of)
{
  g_autoptr (GArray) links = g_array_new (FALSE, TRUE, sizeof (FoSalesLink));
  CtlEnd end;

  g_array_set_clear_func (links, (GDestroyNotify) fo_sales_link_clear);
  end = ctl_read (store, read_links, links);
  for (guint i = 0; i < links->len; i++) {
    const FoSalesLink *link = &g_array_index (links, FoSalesLink, i);

    if (!caps_of)
      print_link (link);
    else if (g_str_equal (link->name, caps_of))
      puts (link->caps);
  }
  return end;
}

/* ---- set up ------------------------------------------------------------------------------------------------------ */

static CtlEnd
set_up (const Ctl *ctl, FoStore *store)
{
  const char *role = ctl_option (ctl, "--role"), *config = ctl_option (ctl, "--config"),
             *secret = ctl_option (ctl, "--secret");
  FoSalesLink link = { .name = (char *) ctl_argument (ctl, 1),
                       .kind = (char *) ctl_argument (ctl, 2),
                       .address = (char *) ctl_argument (ctl, 3),
                       .config = (char *) (config ? config : "{}"),
                       .secret = (char *) (secret ? secret : "") };
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  FoAct act;

  if (!link.address)
    return ctl_fail ("link add NAME sql|files|1c|moysklad|bitrix24 ADDRESS");
  if (!fo_link_role_parse (role ? role : "main", &link.role))
    return ctl_fail ("--role %s: main, source or sink", role);
  if (!ctl_act (store, &act))
    return CTL_FAILED;
  return fo_work_set_link (store, &act, &link, &reply, &error) ? ctl_print_reply (&reply) : ctl_fail_error (error);
}

static CtlEnd
turn (FoStore *store, const char *name, FoLinkSwitch how)
{
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  FoAct act;

  if (!name)
    return ctl_fail ("which link?");
  if (!ctl_act (store, &act))
    return CTL_FAILED;
  return fo_work_switch_link (store, &act, name, how, &reply, &error) ? ctl_print_reply (&reply)
                                                                      : ctl_fail_error (error);
}

/* ---- tested ------------------------------------------------------------------------------------------------------ */

typedef struct {
  const Ctl *ctl;
  guint bad;
} Test;

static void
print_finding (const FoFinding *finding, gpointer data)
{
  Test *test = data;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;
  json_object *object = json_object_new_object ();

  fo_args_init (&args);
  for (const char *const *name = finding->arguments; name && name[0]; name += 2)
    fo_args_set_text (&args, name[0], name[1] ? name[1] : "");
  text = fo_words (test->ctl->language, finding->id, &args);
  json_object_object_add (object, "good", json_object_new_boolean (finding->good));
  add_text (object, "finding", finding->id);
  add_text (object, "text", text);
  ctl_print (object);
  test->bad += !finding->good;
}

static CtlEnd
probe (const Ctl *ctl, FoStore *store)
{
  g_autoptr (GError) error = NULL;
  Test test = { ctl, 0 };

  if (!ctl_argument (ctl, 1))
    return ctl_fail ("which link?");
  if (!fo_gateway_test (store, ctl_argument (ctl, 1), print_finding, &test, &error))
    return ctl_fail_error (error);
  return test.bad > 0 ? CTL_REFUSED : CTL_DONE;
}

CtlEnd
ctl_link (const Ctl *ctl)
{
  static const struct {
    const char *name;
    FoLinkSwitch how;
  } switches[] = {
    { "enable", FO_LINK_ON }, { "disable", FO_LINK_OFF }, { "unlatch", FO_LINK_UNLATCH }, { "remove", FO_LINK_REMOVE }
  };
  const char *what = ctl_argument (ctl, 0), *name = ctl_argument (ctl, 1);
  g_autoptr (FoStore) store = ctl_open (ctl, 0);

  if (!store)
    return CTL_FAILED;
  if (!what || g_str_equal (what, "list"))
    return list (store, NULL);
  if (g_str_equal (what, "add"))
    return set_up (ctl, store);
  if (g_str_equal (what, "test"))
    return probe (ctl, store);
  if (g_str_equal (what, "caps") && name)
    return list (store, name);
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    if (g_str_equal (what, switches[i].name))
      return turn (store, name, switches[i].how);
  return ctl_fail ("link [list | add NAME KIND ADDRESS | test NAME | enable NAME | disable NAME | unlatch NAME | caps "
                   "NAME | remove NAME]");
}
