/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "code-dossier.h"

#include "common/closures.h"
#include "firstout/store/barcodes.h"
#include "firstout/work/codes.h"
#include "firstout/work/item-names.h"

#include <string.h>

enum { CODES_SHOWN = 100 };
enum { TEACH, NAME, NUMBER_OF, N_ITEM_ACTS };
enum { CORRECT, FORGET, N_CODE_ACTS };

static const FoActReason called[] = { { "supplier", "page.names.kind.supplier" },
                                      { "former", "page.names.kind.former" },
                                      { "spoken", "page.names.kind.spoken" },
                                      { NULL, NULL } };

static const FoActKind item_acts[N_ITEM_ACTS] = {
  [TEACH] = { "code-teach",
              "page.codes.teach",
              "page.codes.teach.hint",
              "teach $s $2 $1",
              "learn",
              5,
              FALSE,
              FALSE,
              { { FO_ACT_CODE, "page.codes.field.code", NULL, NULL },
                { FO_ACT_QUANTITY, "page.codes.field.quantity", "1", NULL } },
              NULL,
              FALSE },
  [NAME] = { "item-name",
             "page.names.add",
             "page.names.add.hint",
             "name $s $r $1",
             NULL,
             6,
             FALSE,
             FALSE,
             { { FO_ACT_CODE, "page.names.field.name", NULL, NULL } },
             called,
             FALSE },
  [NUMBER_OF] = { "item-number-of",
                  "page.names.of_customer",
                  "page.names.of_customer.hint",
                  "name $s customer $1 $2",
                  NULL,
                  7,
                  FALSE,
                  FALSE,
                  { { FO_ACT_CODE, "page.names.field.name", NULL, NULL },
                    { FO_ACT_TEXT, "page.names.field.customer", NULL, NULL } },
                  NULL,
                  FALSE },
};

static const FoActKind code_acts[N_CODE_ACTS] = {
  [CORRECT] = { "code-correct",
                "page.codes.correct",
                "page.codes.correct.hint",
                "teach $1 $2 $s",
                "learn",
                6,
                FALSE,
                FALSE,
                { { FO_ACT_CODE, "page.codes.field.item", NULL, NULL },
                  { FO_ACT_QUANTITY, "page.codes.field.quantity", "1", NULL } },
                NULL,
                FALSE },
  [FORGET] = { "code-forget",
               "page.codes.forget",
               "page.codes.forget.hint",
               "forget $s",
               "learn",
               7,
               TRUE,
               TRUE,
               { { 0 } },
               NULL,
               FALSE },
};

/* ---- how it is said -------------------------------------------------------------------------------------------------- */

static void
say_who (const FoDossierWish *wish, const FoCodeRow *row, char *text, gsize size)
{
  g_autoptr (GDateTime) at = row->at_us ? g_date_time_new_from_unix_local (row->at_us / G_USEC_PER_SEC) : NULL;
  g_autofree char *when = at ? g_date_time_format (at, "%d.%m.%Y %H:%M") : NULL, *said = NULL;
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "person", row->person);
  fo_args_set_text (&args, "station", row->station);
  fo_args_set_text (&args, "text", when ? when : "");
  said = fo_words (wish->language, row->operation && when ? "page.codes.taught" : "page.codes.given", &args);
  g_strlcpy (text, said, size);
}

static char *
say_meaning (const FoDossierWish *wish, const char *item, FoQuantity quantity_u)
{
  g_autofree char *quantity = fo_words_quantity (wish->language, quantity_u);

  return *item ? g_strdup_printf ("%s × %s", item, quantity) : fo_words (wish->language, "page.codes.nothing", NULL);
}

/* ---- the codes of an item -------------------------------------------------------------------------------------------- */

static void
add_code (const FoDossierWish *wish, const FoCodeRow *row, const char *unit, GArray *rows)
{
  g_autofree char *number = fo_words_quantity (wish->language, row->quantity_u);
  g_autofree char *right = g_strdup_printf ("%s %s", number, unit);
  char who[256];
  FoDossierRow *line;

  say_who (wish, row, who, sizeof who);
  line = fo_dossier_add_line (rows, row->code, who, right);
  line->buttons[0].message = "page.codes.open";
  g_snprintf (line->buttons[0].command, sizeof line->buttons[0].command, "show stock:code %s", row->code);
}

static const char *
called_message (FoCalled how)
{
  switch (how) {
  case FO_CALLED_BY_SUPPLIER:
    return "page.names.kind.supplier";
  case FO_CALLED_BY_CUSTOMER:
    return "page.names.kind.customer";
  case FO_CALLED_FORMERLY:
    return "page.names.kind.former";
  case FO_CALLED_BY_PEOPLE:
    break;
  }
  return "page.names.kind.spoken";
}

static void
add_name (const FoDossierWish *wish, const char *code, const FoItemName *name, GArray *rows)
{
  g_autofree char *kind = fo_words (wish->language, called_message (name->called), NULL);
  g_autofree char *detail = g_strdup_printf ("%s%s%s", kind, name->customer[0] ? "  ·  " : "", name->customer);
  FoDossierRow *line = fo_dossier_add_line (rows, name->text, detail, NULL);
  int said = g_snprintf (line->buttons[0].command, sizeof line->buttons[0].command, "unname \"%s\" \"%s\" %s", code, name->text,
                         name->customer);

  if (said < (int) sizeof line->buttons[0].command) /* nothing is taken away by a part of its name */
    line->buttons[0].message = "page.names.remove";
}

static bool
load_item (FoTxn *txn, const FoDossierWish *wish, GArray *rows, GError **error)
{
  g_autoptr (GArray) codes = g_array_new (FALSE, FALSE, sizeof (FoCodeRow));
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (FoItemName));
  FoDossierRow head = { .kind = FO_DOSSIER_HEAD };
  FoItem item;
  FoFound found = fo_item_find_by_code (txn, wish->name, &item, error);

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  if (!fo_codes_of_item (txn, item.id, CODES_SHOWN, codes, error) || !fo_item_names_of (txn, item.id, names, error)
      || !fo_dossier_judge (txn, &fo_item_codes_kind, wish, 1u << TEACH | 1u << NAME | 1u << NUMBER_OF, &head, error))
    return false;
  g_strlcpy (head.title, fo_name_in (wish->language, item.name, item.name_de, item.name_en), sizeof head.title);
  g_strlcpy (head.detail, item.code, sizeof head.detail);
  g_array_append_val (rows, head);
  fo_dossier_add_section (rows, wish->language, codes->len ? "page.codes.title" : "page.codes.none");
  for (guint i = 0; i < codes->len; i++)
    add_code (wish, &g_array_index (codes, FoCodeRow, i), item.unit, rows);
  fo_dossier_add_section (rows, wish->language, names->len ? "page.names.title" : "page.names.none");
  for (guint i = 0; i < names->len; i++)
    add_name (wish, item.code, &g_array_index (names, FoItemName, i), rows);
  return true;
}

const FoDossierKind fo_item_codes_kind = { item_acts, N_ITEM_ACTS, load_item };

/* ---- one code -------------------------------------------------------------------------------------------------------- */

static void
add_change (const FoDossierWish *wish, const FoCodeRow *row, GArray *rows)
{
  g_autofree char *before = say_meaning (wish, row->item_before, row->quantity_before_u);
  g_autofree char *after = say_meaning (wish, row->item, row->quantity_u),
                  *title = g_strdup_printf ("%s → %s", before, after);
  char who[256], quantity[FO_QUANTITY_TEXT_MAX];
  FoDossierRow *line;
  int said;

  say_who (wish, row, who, sizeof who);
  line = fo_dossier_add_line (rows, title, who, NULL);
  if (!*row->item_before)
    return;
  said = g_snprintf (line->buttons[0].command, sizeof line->buttons[0].command, "teach \"%s\" %s %s", row->item_before,
                     fo_quantity_print (row->quantity_before_u, quantity), row->code);
  if (said < (int) sizeof line->buttons[0].command) /* nothing is taught to a part of a code */
    line->buttons[0].message = "page.codes.put-back";
}

static bool
add_code_head (FoTxn *txn, const FoDossierWish *wish, const FoMeaning *meaning, GArray *rows, GError **error)
{
  FoDossierRow head = { .kind = FO_DOSSIER_HEAD };
  guint use = meaning->learned_by ? 1u << CORRECT | 1u << FORGET : meaning->item ? 0 : 1u << CORRECT;
  FoItem item = { .code = "" };
  g_autofree char *means = NULL;

  if (meaning->item && fo_item_find (txn, meaning->item, &item, error) != FO_FOUND)
    return false;
  if (!fo_dossier_judge (txn, &fo_code_kind, wish, use, &head, error))
    return false;
  means = say_meaning (wish, item.code, meaning->quantity_u);
  g_strlcpy (head.title, meaning->code, sizeof head.title);
  g_snprintf (head.detail, sizeof head.detail, "%s%s%s", means, *item.name ? "  ·  " : "",
              fo_name_in (wish->language, item.name, item.name_de, item.name_en));
  g_strlcpy (head.preset[FO_ACT_CODE], item.code, sizeof head.preset[FO_ACT_CODE]);
  if (meaning->item)
    fo_quantity_print (meaning->quantity_u, head.preset[FO_ACT_QUANTITY]);
  g_array_append_val (rows, head);
  return true;
}

static bool
load_code (FoTxn *txn, const FoDossierWish *wish, GArray *rows, GError **error)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (FoCodeRow));
  char code[FO_BARCODE_MAX];
  FoMeaning meaning;
  FoDossierRow *line;

  if (fo_code_lookup (wish->name, fo_store_today (fo_txn_store (txn)), code) != FO_OK)
    return true;
  if (!fo_meaning_get (txn, code, &meaning, error) || !fo_code_history (txn, code, changes, error)
      || !add_code_head (txn, wish, &meaning, rows, error))
    return false;
  fo_dossier_add_section (rows, wish->language, changes->len ? "page.codes.history" : "page.codes.no-history");
  for (guint i = changes->len; i-- > 0;)
    add_change (wish, &g_array_index (changes, FoCodeRow, i), rows);
  if (*g_array_index (rows, FoDossierRow, 0).preset[FO_ACT_CODE]) {
    line = fo_dossier_add_line (rows, NULL, NULL, NULL);
    line->buttons[0].message = "page.codes.of-item";
    g_snprintf (line->buttons[0].command, sizeof line->buttons[0].command, "show stock:codes %s",
                g_array_index (rows, FoDossierRow, 0).preset[FO_ACT_CODE]);
  }
  return true;
}

const FoDossierKind fo_code_kind = { code_acts, N_CODE_ACTS, load_code };

char *
fo_code_dossier_name (const FoScan *scan)
{
  g_autofree FoCode *code = g_new0 (FoCode, 1);
  char gtin[FO_GTIN_MAX];

  fo_code_read (code, scan, 0, TRUE);
  if (fo_code_gtin (code, gtin))
    return g_strdup (gtin);
  return fo_code_may_be (code, FO_CODE_OTHER) ? g_utf8_make_valid (code->text, -1) : NULL;
}
