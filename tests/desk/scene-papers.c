/* SPDX-License-Identifier: GPL-3.0-or-later
 * Papers to be signed, as they would be printed now. */
#include "firstout/desk/papers.h"
#include "firstout/work/documents.h"
#include "scene-inside.h"

#include <json-c/json.h>
#include <string.h>

typedef struct {
  FoPaperSubject subject;
  FoPaper paper;
  FoFound found;
} ReadPaper;

static FoTxnEnd
read_paper (FoTxn *txn, gpointer data, GError **error)
{
  ReadPaper *read = data;

  read->found = fo_paper_read (txn, &read->subject, FO_LANGUAGE_RU, &read->paper, error);
  return read->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* A value as it would be printed; "-" where nothing would. */
static char *
printed (const FoArgs *fields, const char *name)
{
  const FoArg *arg = fo_args_get (fields, name);
  g_autofree char *text = NULL;

  if (arg && arg->kind == FO_ARG_TEXT)
    text = g_strdup (arg->text);
  else if (arg && arg->kind == FO_ARG_QUANTITY)
    text = fo_words_quantity (FO_LANGUAGE_RU, arg->number);
  else if (arg && arg->kind == FO_ARG_DAY)
    text = fo_words_day (FO_LANGUAGE_RU, (FoDay) arg->number);
  return text && *text ? g_steal_pointer (&text) : g_strdup ("-");
}

static void
add_printed (json_object *object, const FoArgs *fields, const char *name)
{
  g_autofree char *text = printed (fields, name);

  json_object_object_add (object, name, json_object_new_string (text));
}

/* Row N as "CODE/LOT PLACE ASKED QUANTITY", and as item_N what the goods are called. */
static void
add_row (json_object *object, const FoArgs *row, guint n)
{
  g_autofree char *key = g_strdup_printf ("%u", n), *code = printed (row, "code"), *lot = printed (row, "lot"),
                  *place = printed (row, "place"), *asked = printed (row, "asked"), *quantity = printed (row, "quantity"),
                  *text = g_strdup_printf ("%s/%s %s %s %s", code, lot, place, asked, quantity),
                  *item = g_strdup_printf ("item_%u", n), *name = printed (row, "item");

  json_object_object_add (object, key, json_object_new_string (text));
  json_object_object_add (object, item, json_object_new_string (name));
}

static json_object *
describe (const FoPaper *paper)
{
  static const char *const heads[]
      = { "title", "number", "made_on", "order", "deal", "partner", "person", "own", "head_asked", "sign_1", "sign_2" };
  json_object *object = json_object_new_object ();
  guint n = paper->rows ? paper->rows->len : 0;
  g_autofree char *rows = g_strdup_printf ("%u", n);

  json_object_object_add (object, "verdict", json_object_new_string (fo_verdict_name (paper->verdict)));
  json_object_object_add (object, "draft", json_object_new_string (paper->draft ? "yes" : "no"));
  json_object_object_add (object, "rows", json_object_new_string (rows));
  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    add_printed (object, &paper->fields, heads[i]);
  for (guint i = 0; i < n; i++)
    add_row (object, &g_array_index (paper->rows, FoArgs, i), i + 1);
  return object;
}

/* expect paper KIND NUMBER [final] FIELD=VALUE…; NUMBER "last" is the operation that was answered last; "none" in place of the
 * fields: there is no such paper. */
void
scene_expect_paper (Scene *scene)
{
  g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, scene->reply.reply.operation);
  bool final = g_strcmp0 (scene_option (scene, "final"), "") == 0, none = scene_option (scene, "none") != NULL;
  ReadPaper read = { .subject = { FO_LABEL_RECORD_VOUCHER, .number = scene_word (scene, 3), .final = final } };
  json_object *object;

  if (!fo_voucher_parse (scene_word (scene, 2), &read.subject.voucher)) {
    scene_fail (scene, "%s is no kind of paper", scene_word (scene, 2));
    return;
  }
  if (strcmp (read.subject.number, "last") == 0)
    read.subject.number = last;
  scene_read (scene, read_paper, &read);
  object = describe (&read.paper);
  if (none != (read.found == FO_ABSENT))
    scene_fail (scene, "there is %s such paper", none ? "" : "no");
  else if (!none)
    scene_compare_fields (scene, final ? 5 : 4, object);
  json_object_put (object);
  fo_paper_clear (&read.paper);
}

/* ---- the papers of sales ----------------------------------------------------------------------------------------- */

/* document ORDER KIND NUMBER [file=…] [ready | gone] */
void
scene_set_document (Scene *scene)
{
  g_autofree char *name = g_strdup_printf ("D:%s:%s", scene_word (scene, 2), scene_word (scene, 3));
  FoApplyDocument what = { .document = { .issued_on = FO_DAY_NONE, .ready = scene_option (scene, "ready") != NULL },
                           .remote_id = name,
                           .gone = scene_option (scene, "gone") != NULL };
  const char *file = scene_option (scene, "file");
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoOrder order;
  FoAct act;

  if (!scene_find_order (scene, scene_word (scene, 1), &order) || !scene_act (scene, &act))
    return;
  what.document.order_id = order.id;
  g_strlcpy (what.document.kind, scene_word (scene, 2), sizeof what.document.kind);
  g_strlcpy (what.document.number, scene_word (scene, 3), sizeof what.document.number);
  g_strlcpy (what.document.file, file ? file : "", sizeof what.document.file);
  if (!fo_work_apply_document (scene->store, &act, &what, &reply, &error))
    scene_fail_error (scene, error);
  else if (reply.verdict != FO_OK)
    scene_fail (scene, "the paper was refused: %s", fo_verdict_name (reply.verdict));
}

typedef struct {
  FoOrder order;
  FoDocumentCount count;
} CountDocuments;

static FoTxnEnd
count_documents (FoTxn *txn, gpointer data, GError **error)
{
  CountDocuments *count = data;

  return fo_documents_count (txn, &count->order, &count->count, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* expect documents ORDER all=N ready=N */
void
scene_expect_documents (Scene *scene)
{
  json_object *object = json_object_new_object ();
  CountDocuments count = { 0 };

  if (scene_find_order (scene, scene_word (scene, 2), &count.order)) {
    scene_read (scene, count_documents, &count);
    json_object_object_add (object, "all", json_object_new_int ((int) count.count.all));
    json_object_object_add (object, "ready", json_object_new_int ((int) count.count.ready));
    scene_compare_fields (scene, 3, object);
  }
  json_object_put (object);
}

/* expect papers KIND/NUMBER …: those that the last answer prints, and no others. */
void
scene_expect_papers (Scene *scene)
{
  guint n = 0;

  for (guint i = 0; i < scene->reply.labels->len; i++) {
    const FoLabelWish *wish = &g_array_index (scene->reply.labels, FoLabelWish, i);
    g_autofree char *name = g_strdup_printf ("%s/%s", wish->voucher, wish->number);
    if (!*wish->voucher)
      continue;
    n++;
    if (!g_strv_contains ((const char *const *) scene->words, name))
      scene_fail (scene, "the paper %s is printed", name);
  }
  if (n + 2 != scene->n_words)
    scene_fail (scene, "%u papers are printed", n);
}
