/* SPDX-License-Identifier: GPL-3.0-or-later
 * The words of `firstoutctl link` and `sync`, as an administrator's script says them. */
#include "program.h"

#include <glib/gstdio.h>
#include <string.h>

/* ---- links ------------------------------------------------------------------------------------------------------------- */

/* Made, listed, set up anew, switched, taken away; what makes no sense is refused with the field's name. */
static void
test_link (const char *uri)
{
  g_auto (Ran) none = run_to (0, "link list --store %s", uri), added = run_to (0, "link add shop files /nowhere/at-all --store %s", uri),
               list = run_to (0, "link list --store %s", uri), off = run_to (0, "link disable shop --store %s", uri),
               after = run_to (0, "link --store %s", uri), on = run_to (0, "link enable shop --store %s", uri),
               again = run_to (0, "link add shop files /else --role sink --config {\"format\":\"json\"} --secret s --store %s", uri),
               set = run_to (0, "link list --store %s", uri);

  g_assert_cmpuint (none.lines->len, ==, 0);
  g_assert_cmpstr (said (&added, 0, "verdict"), ==, "FO_OK");
  g_assert_cmpstr (said (&list, 0, "link"), ==, "shop");
  g_assert_cmpstr (said (&list, 0, "kind"), ==, "files");
  g_assert_cmpstr (said (&list, 0, "role"), ==, "main");
  g_assert_cmpstr (said (&off, 0, "verdict"), ==, "FO_OK");
  g_assert_cmpstr (said (&after, 0, "enabled"), ==, "false");
  g_assert_cmpstr (said (&on, 0, "verdict"), ==, "FO_OK");
  g_assert_cmpstr (said (&again, 0, "verdict"), ==, "FO_OK");
  g_assert_cmpuint (set.lines->len, ==, 1);
  g_assert_cmpstr (said (&set, 0, "address"), ==, "/else");
  g_assert_cmpstr (said (&set, 0, "role"), ==, "sink");
  g_assert_cmpstr (said (&set, 0, "secret"), ==, "s");
  g_assert_cmpstr (said (&set, 0, "enabled"), ==, "true");
}

static void
test_link_refused (const char *uri)
{
  g_auto (Ran) name = run_to (1, "link add sh/op files /x --store %s", uri),
               password = run_to (1, "link add shop sql postgresql://me:word@host/db --store %s", uri),
               config = run_to (1, "link add shop files /x --config [] --store %s", uri),
               first = run_to (0, "link add shop files /x --store %s", uri),
               second = run_to (1, "link add other files /y --store %s", uri), nobody = run_to (1, "link disable nobody --store %s", uri),
               short_of = run_to (2, "link add shop files --store %s", uri), role = run_to (2, "link add a files /x --role king --store %s", uri);

  g_assert_cmpstr (said (&name, 0, "verdict"), ==, "FO_MESSAGE_MALFORMED");
  g_assert_cmpstr (said (&name, 0, "field"), ==, "name");
  g_assert_cmpstr (said (&password, 0, "field"), ==, "address");
  g_assert_null (strstr (password.out, "word"));
  g_assert_cmpstr (said (&config, 0, "field"), ==, "config");
  g_assert_cmpstr (said (&first, 0, "verdict"), ==, "FO_OK");
  g_assert_cmpstr (said (&second, 0, "verdict"), ==, "FO_NUMBER_TAKEN");
  g_assert_cmpstr (said (&nobody, 0, "verdict"), ==, "FO_REQUEST_UNKNOWN");
  g_assert_nonnull (strstr (short_of.err, "NAME sql|files|1c|moysklad|bitrix24 ADDRESS"));
  g_assert_nonnull (strstr (role.err, "main, source or sink"));
}

/* The test says what is missing, in a sentence, and ends with 1; what it found out is remembered. */
static void
test_link_test (const char *uri)
{
  g_autofree char *folder = file_path ("exchange");
  g_auto (Ran) added = run_to (0, "link add shop files %s --store %s", folder, uri),
               missing = run_to (1, "link test shop --store %s", uri), there = { 0 }, caps = run_to (0, "link caps shop --store %s", uri),
               unlatch = run_to (0, "link unlatch shop --store %s", uri), gone = { 0 }, list = { 0 };

  g_assert_cmpstr (said (&added, 0, "verdict"), ==, "FO_OK");
  g_assert_cmpstr (said (&missing, 0, "finding"), ==, "link.files-folder-missing");
  g_assert_nonnull (strstr (said (&missing, 0, "text"), folder));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  there = run_to (0, "link test shop --store %s", uri);
  g_assert_cmpstr (said (&there, 0, "good"), ==, "true");
  g_assert_cmpuint (caps.lines->len, ==, 1);
  g_assert_cmpstr (said (&unlatch, 0, "verdict"), ==, "FO_OK");
  gone = run_to (0, "link remove shop --store %s", uri);
  list = run_to (0, "link list --store %s", uri);
  g_assert_cmpuint (list.lines->len, ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* it is made anew on the other engine */
}

/* ---- messages ----------------------------------------------------------------------------------------------------------- */

/* What waits is listed; both sides are compared; what nobody needs is forgotten, and that is nothing yet. */
static void
test_sync (const char *uri)
{
  g_auto (Ran) status = run_to (0, "sync status --store %s", uri), wrong = run_to (2, "sync list nonsense --store %s", uri),
               unknown = run_to (0, "sync list unknown --store %s", uri), round = run_to (0, "sync --quiet --store %s", uri),
               told = run_to (0, "sync list verified --store %s", uri), nothing = run_to (0, "sync list --store %s", uri),
               compared = run_to (0, "sync compare --store %s", uri), forgotten = run_to (0, "sync forget --store %s", uri);

  g_assert_nonnull (line_with (&status, "link", "sales"));
  g_assert_nonnull (strstr (wrong.err, "not_begun"));
  g_assert_cmpuint (unknown.lines->len, ==, 0);
  g_assert_cmpstr (said (&round, 0, "event"), ==, "round");
  g_assert_cmpuint (nothing.lines->len, ==, 0);
  g_assert_cmpuint (told.lines->len, >, 0);
  g_assert_cmpstr (said (&told, 0, "state"), ==, "verified");
  g_assert_cmpstr (said (&compared, compared.lines->len - 1, "differences"), ==, "0");
  g_assert_cmpstr (said (&forgotten, 0, "forgotten"), ==, "0");
}

/* Who decides says about which message, at which link, and why; what is told already is nobody's to decide. */
static void
test_decisions (const char *uri)
{
  g_auto (Ran) round = run_to (0, "sync --quiet --store %s", uri), told = run_to (0, "sync list verified --store %s", uri);
  const char *message = said (&told, 0, "message");
  g_auto (Ran) again = run_to (1, "sync retry %s sales --store %s", message, uri), where = run_to (2, "sync retry %s --store %s", message, uri),
               other = run_to (1, "sync retry %s nobody --store %s", message, uri),
               day = run_to (2, "sync redate %s sales --store %s", message, uri),
               dated = run_to (1, "sync redate %s sales 2026-12-01 closed --store %s", message, uri),
               how = run_to (2, "sync resolve %s sales burn --store %s", message, uri),
               done = run_to (1, "sync resolve %s sales done fine --store %s", message, uri),
               conflict = run_to (1, "sync settle 1 fine --store %s", uri), none = run_to (2, "sync settle --store %s", uri),
               nonsense = run_to (2, "sync nonsense --store %s", uri);

  g_assert_cmpstr (said (&round, 0, "event"), ==, "round");
  g_assert_cmpstr (said (&again, 0, "verdict"), ==, "FO_REQUEST_UNKNOWN");
  g_assert_cmpstr (said (&other, 0, "verdict"), ==, "FO_REQUEST_UNKNOWN");
  g_assert_cmpstr (said (&dated, 0, "verdict"), ==, "FO_REQUEST_UNKNOWN");
  g_assert_cmpstr (said (&done, 0, "verdict"), ==, "FO_REQUEST_UNKNOWN");
  g_assert_cmpstr (said (&conflict, 0, "verdict"), ==, "FO_REQUEST_UNKNOWN");
  g_assert_nonnull (strstr (where.err, "which message"));
  g_assert_nonnull (strstr (day.err, "REASON"));
  g_assert_nonnull (strstr (how.err, "done|drop"));
  g_assert_nonnull (strstr (none.err, "CONFLICT"));
  g_assert_nonnull (strstr (nonsense.err, "forget"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  each_engine ("/ctl/link/link", test_link);
  each_engine ("/ctl/link/refused", test_link_refused);
  each_engine ("/ctl/link/test", test_link_test);
  each_training ("/ctl/sync/lists", test_sync);
  each_training ("/ctl/sync/decisions", test_decisions);
  return g_test_run ();
}
