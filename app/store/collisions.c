/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which things could be meant by one scan. */
#include "fill.h"
#include "firstout/store/barcodes.h"

#include <string.h>

/* A text that names something. Items, their barcodes and their lots are one thing, the item. */
typedef struct {
  const char *said, *kind, *item; /* in `texts` */
  FoId names;
} Name;

typedef struct {
  GStringChunk *texts;
  GArray *names;  /* Name; a claim's owner is an index of it */
  GArray *claims; /* FoClaim */
  FoDay today;
} Finder;

/* ---- what each name may be scanned as ---------------------------------------------------------------------------- */

static void
claim (Finder *finder, const char *text)
{
  FoClaim claims[FO_CLAIMS_MAX];
  FoScan scan;
  FoCode code;
  gsize n;

  if (!fo_scan_init (&scan, text, strlen (text), FO_SYMBOLOGY_UNKNOWN, NULL, 0))
    return;
  (void) fo_code_read (&code, &scan, finder->today, false); /* a wrong check digit, say, leaves the text */
  n = fo_code_claims (&code, claims);
  for (gsize i = 0; i < n; i++)
    claims[i].owner = finder->names->len - 1;
  g_array_append_vals (finder->claims, claims, (guint) n);
}

/* A GTIN is kept with 14 digits; a scanner says eight of a short one, and those may be a UPC-E as well. */
static void
claim_short_gtin (Finder *finder, const char *said)
{
  if (strlen (said) == FO_GTIN_MAX - 1 && g_str_has_prefix (said, "000000"))
    claim (finder, said + 6);
}

/* The label of ours on it, and the number its document has in 1C. */
static void
claim_own (Finder *finder, const Name *name)
{
  static const struct {
    const char *kind;
    FoCodeKind own;
  } kinds[] = { { "place", FO_CODE_PLACE },
                { "order", FO_CODE_ORDER },
                { "order", FO_CODE_DOCUMENT },
                { "supply", FO_CODE_SUPPLY },
                { "lot", FO_CODE_LOT } };
  char text[FO_CODE_PRINT_MAX];

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    bool lot = kinds[i].own == FO_CODE_LOT;
    if (strcmp (kinds[i].kind, name->kind) == 0
        && fo_code_print (kinds[i].own, lot ? name->item : name->said, lot ? name->said : NULL, false, text) == FO_OK)
      claim (finder, text);
  }
}

static const char *
keep_text (Finder *finder, FoRows *rows, int column)
{
  const char *text = fo_rows_text (rows, column);

  return text ? g_string_chunk_insert (finder->texts, text) : "";
}

static void
add_name (Finder *finder, FoRows *rows)
{
  const char *kind = fo_rows_text (rows, 1);
  Name name = { .said = keep_text (finder, rows, 0),
                .kind = g_intern_string (kind),
                .names = fo_rows_int (rows, 2),
                .item = keep_text (finder, rows, 3) };

  if (name.names == 0)
    name.names = (FoId) finder->names->len + 1; /* a supply is its number and nothing else */
  g_array_append_val (finder->names, name);
  claim (finder, name.said);
  claim_short_gtin (finder, name.said);
  claim_own (finder, &name);
}

static bool
read_names (Finder *finder, FoTxn *txn, GError **error)
{
  g_autoptr (FoRows) rows = fo_txn_query (txn, FO_SQL_CODE_NAMES, NULL, 0, error);
  g_autoptr (GError) failed = NULL;

  while (rows && fo_rows_next (rows, &failed))
    add_name (finder, rows);
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  return rows && !failed;
}

/* ---- which of them clash ----------------------------------------------------------------------------------------- */

static const Name *
name_of (const Finder *finder, gsize claim)
{
  return &g_array_index (finder->names, Name, g_array_index (finder->claims, FoClaim, claim).owner);
}

static bool
is_of_item (const Name *name)
{
  return name->item[0] != '\0';
}

static bool
is_lot (const Name *name)
{
  return strcmp (name->kind, "lot") == 0;
}

/* Could a scan mean A or B, where it must be one of them? */
static bool
differ (const Name *a, const Name *b)
{
  if (is_lot (a) && is_lot (b))
    return false;
  return a->names != b->names || (is_of_item (a) != is_of_item (b))
         || (!is_of_item (a) && strcmp (a->kind, b->kind) != 0);
}

/* Which owners of the claim differ from some other one. A shelf called as a thousand lots are is told with all of them. */
static guint
mark_different (const Finder *finder, const FoClash *clash, bool *ret_differs)
{
  const Name *first = name_of (finder, clash->first), *other = NULL;
  guint n = 0;

  for (gsize i = 1; i < clash->count && !other; i++)
    other = differ (first, name_of (finder, clash->first + i)) ? name_of (finder, clash->first + i) : NULL;
  for (gsize i = 0; i < clash->count; i++) {
    const Name *name = name_of (finder, clash->first + i);
    bool again = i > 0 && name == name_of (finder, clash->first + i - 1);

    ret_differs[i] = !again && other && (differ (name, first) || differ (name, other));
    n += ret_differs[i];
  }
  return n;
}

static void
add_collision (const Finder *finder, gsize at, GArray *collisions)
{
  const FoClaim *claimed = &g_array_index (finder->claims, FoClaim, at);
  const Name *name = name_of (finder, at);
  FoCollision collision = { .read_as = claimed->kind };

  g_strlcpy (collision.text, claimed->text, sizeof collision.text);
  g_strlcpy (collision.said, name->said, sizeof collision.said);
  g_strlcpy (collision.kind, name->kind, sizeof collision.kind);
  g_strlcpy (collision.item, name->item, sizeof collision.item);
  g_array_append_val (collisions, collision);
}

/* The same things under a second reading, a text that is a GTIN as well, are no second collision. */
static bool
is_told (GHashTable *told, const Finder *finder, const FoClash *clash, const bool *differs)
{
  GString *owners = g_string_new (NULL);

  for (gsize i = 0; i < clash->count; i++)
    if (differs[i])
      g_string_append_printf (owners, "%" G_GINT64_FORMAT " ",
                              (gint64) g_array_index (finder->claims, FoClaim, clash->first + i).owner);
  return !g_hash_table_add (told, g_string_free (owners, FALSE));
}

/* From the last kind to the first: a GTIN says more than a text. */
static void
tell (const Finder *finder, const FoClash *clashes, gsize n, GArray *collisions)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize k = n; k-- > 0;) {
    g_autofree bool *differs = g_new0 (bool, clashes[k].count);

    if (mark_different (finder, &clashes[k], differs) < 2 || is_told (told, finder, &clashes[k], differs))
      continue;
    for (gsize i = 0; i < clashes[k].count; i++)
      if (differs[i])
        add_collision (finder, clashes[k].first + i, collisions);
  }
}

bool
fo_code_collisions (FoTxn *txn, GArray *collisions, GError **error)
{
  Finder finder = { .texts = g_string_chunk_new (1 << 16),
                    .names = g_array_new (FALSE, FALSE, sizeof (Name)),
                    .claims = g_array_new (FALSE, FALSE, sizeof (FoClaim)),
                    .today = fo_store_today (fo_txn_store (txn)) };
  bool read = read_names (&finder, txn, error);

  if (read) {
    gsize room = finder.claims->len / 2 + 1; /* a clash is two claims at least */
    g_autofree FoClash *clashes = g_new (FoClash, room);
    gsize n = fo_claims_clash ((FoClaim *) (gpointer) finder.claims->data, finder.claims->len, clashes, room);
    tell (&finder, clashes, n, collisions);
  }
  g_string_chunk_free (finder.texts);
  g_array_unref (finder.names);
  g_array_unref (finder.claims);
  return read;
}
