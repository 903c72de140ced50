/* SPDX-License-Identifier: GPL-3.0-or-later
 * label: the label of a lot or of a place as PDF or PNG, decoded again before it is written. decode: what symbols a
 * picture has. */
#include "ctl-label.h"
#include "firstout/drivers/image.h"
#include "firstout/label/record.h"
#include "firstout/store/meta.h"
#include "firstout/store/stock.h"

#define COUNT_MAX 1000

/* What the label is of, as the store knows it. */
typedef struct {
  FoId lot_id;
  const char *place_code;
  FoItem item;
  FoLot lot;
  FoPlace place;
  char gtin[16];
  bool training, found;
} Subject;

/* ---- what it is of ----------------------------------------------------------------------------------------------- */

static bool
read_lot (FoTxn *txn, Subject *s, GError **error)
{
  s->found = true;
  return fo_lot_find (txn, s->lot_id, &s->lot, error) == FO_FOUND
         && fo_item_find (txn, s->lot.item_id, &s->item, error) == FO_FOUND
         && fo_item_gtin (txn, s->item.id, s->gtin, error);
}

static bool
read_place (FoTxn *txn, Subject *s, GError **error)
{
  FoFound found = fo_place_find_by_code (txn, s->place_code, &s->place, error);

  s->found = found == FO_FOUND;
  return found != FO_FAILED;
}

static FoTxnEnd
read_subject (FoTxn *txn, gpointer data, GError **error)
{
  Subject *s = data;
  g_autofree char *training = NULL;

  if (!fo_meta_get (txn, "training", &training, error))
    return FO_TXN_FAIL;
  s->training = g_str_equal (training, "1");
  return (s->place_code ? read_place (txn, s, error) : read_lot (txn, s, error)) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* ---- drawing it -------------------------------------------------------------------------------------------------- */

static FoVerdict
fields_of (
    const Subject *s, FoLanguage language, FoDay today, FoQuantity quantity_u, FoArgs *fields, FoLabelRefusal *refusal)
{
  const FoLabelLot lot = {
    .item = &s->item, .lot = &s->lot, .gtin = s->gtin, .quantity_u = quantity_u, .training = s->training
  };

  return s->place_code ? fo_label_place_fields (&s->place, s->training, fields, refusal)
                       : fo_label_lot_fields (&lot, language, today, fields, refusal);
}

static FoLabelTemplate *
load_template (const char *name, GError **error)
{
  g_autofree char *data_dir = ctl_data_dir (), *file = g_strconcat (name, ".label", NULL), *path = NULL;

  path = g_build_filename (data_dir ? data_dir : "", "labels", file, NULL);
  return fo_label_template_load (path, error);
}

/* NULL with *error, or with a refusal. */
static FoLabel *
draw (const Subject *s,
      const char *name,
      FoLanguage language,
      FoDay today,
      FoQuantity quantity_u,
      FoLabelRefusal *refusal,
      GError **error)
{
  g_autoptr (FoLabelTemplate) template = load_template (name ? name : s->place_code ? "place" : "lot", error);
  g_auto (FoArgs) fields = { 0 };
  FoLabel *label = NULL;

  if (!template || fields_of (s, language, today, quantity_u, &fields, refusal) != FO_OK
      || fo_label_compose (template, language, &fields, FO_LABEL_DPI, &label, refusal) != FO_OK)
    return NULL;
  return label;
}

FoLabel *
ctl_label_of_lot (
    FoStore *store, FoId lot, FoQuantity quantity_u, FoLanguage language, FoLabelRefusal *refusal, GError **error)
{
  Subject s = { .lot_id = lot };

  return fo_store_read (store, read_subject, &s, error)
             ? draw (&s, NULL, language, fo_store_today (store), quantity_u, refusal, error)
             : NULL;
}

/* The same label COUNT times, each a page. */
static CtlEnd
write_label (FoLabel *label, guint count, const char *path)
{
  g_autofree FoLabel **labels = g_new (FoLabel *, count);
  g_autoptr (GError) error = NULL;
  json_object *answer, *symbols = json_object_new_array ();

  for (guint i = 0; i < count; i++)
    labels[i] = label;
  if (!fo_label_write (labels, count, path, &error)) {
    json_object_put (symbols);
    return ctl_fail_error (error);
  }
  for (int i = 0; i < fo_label_n_symbols (label); i++) {
    FoLabelSymbol symbol = fo_label_symbol (label, i);
    json_object *row = json_object_new_object ();
    json_object_object_add (row, "symbol", json_object_new_string (fo_symbol_kind_name (symbol.kind)));
    json_object_object_add (row, "data", json_object_new_string_len (symbol.data, (int) symbol.length));
    json_object_array_add (symbols, row);
  }
  answer = json_object_new_object ();
  json_object_object_add (answer, "verdict", json_object_new_string ("FO_OK"));
  json_object_object_add (answer, "file", json_object_new_string (path));
  json_object_object_add (answer, "labels", json_object_new_int64 (count));
  json_object_object_add (answer, "symbols", symbols);
  ctl_print (answer);
  return CTL_DONE;
}

static CtlEnd
draw_and_write (const Ctl *ctl, FoStore *store, const Subject *s, FoQuantity quantity_u, guint count)
{
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoLabel) label =
      draw (s, ctl_option (ctl, "--template"), ctl->language, fo_store_today (store), quantity_u, &refusal, &error);
  g_auto (FoReply) reply = { .verdict = refusal.verdict };

  if (label)
    return write_label (label, count, ctl_option (ctl, "--out"));
  if (error)
    return ctl_fail_error (error);
  fo_args_copy (&reply.args, &refusal.args);
  return ctl_print_reply (&reply);
}

/* ---- the command ------------------------------------------------------------------------------------------------- */

static bool
read_numbers (const Ctl *ctl, FoQuantity *ret_quantity_u, guint *ret_count)
{
  const char *quantity = ctl_option (ctl, "--quantity"), *count = ctl_option (ctl, "--count");
  guint64 n = 1;

  if (quantity && (fo_quantity_parse (quantity, ret_quantity_u) != FO_OK || *ret_quantity_u <= 0)) {
    ctl_fail ("--quantity %s: not a quantity", quantity);
    return false;
  }
  if (count && !g_ascii_string_to_unsigned (count, 10, 1, COUNT_MAX, &n, NULL)) {
    ctl_fail ("--count %s: 1 to %d", count, COUNT_MAX);
    return false;
  }
  *ret_count = (guint) n;
  return true;
}

CtlEnd
ctl_label (const Ctl *ctl)
{
  Subject s = { .place_code = ctl_option (ctl, "--place") };
  const char *lot = ctl_option (ctl, "--lot");
  g_autoptr (FoStore) store = NULL;
  FoQuantity quantity_u = 0;
  CtlEnd end = CTL_DONE;
  guint count;

  if (!ctl_option (ctl, "--out") || (lot != NULL) == (s.place_code != NULL))
    return ctl_fail ("label --lot LOT|--place CODE --out FILE.pdf|.png [--count N] [--quantity N] [--template NAME]");
  if (!read_numbers (ctl, &quantity_u, &count))
    return CTL_FAILED;
  store = ctl_open (ctl, FO_STORE_READ_ONLY);
  if (!store)
    return CTL_FAILED;
  if (lot)
    end = ctl_find_lot (store, lot, &s.lot_id);
  if (end == CTL_DONE)
    end = ctl_read (store, read_subject, &s);
  if (end != CTL_DONE)
    return end;
  if (!s.found) {
    g_auto (FoReply) reply = { .verdict = FO_PLACE_UNKNOWN };
    fo_args_set_text (&reply.args, "place", s.place_code);
    return ctl_print_reply (&reply);
  }
  return draw_and_write (ctl, store, &s, quantity_u, count);
}

/* ---- for the print queue ------------------------------------------------------------------------------------------ */

static CtlEnd
find_subject (const Ctl *ctl, FoStore *store, Subject *s)
{
  const char *lot = ctl_option (ctl, "--lot");
  CtlEnd end = lot ? ctl_find_lot (store, lot, &s->lot_id) : CTL_DONE;
  g_auto (FoReply) reply = { .verdict = FO_PLACE_UNKNOWN };

  s->place_code = ctl_option (ctl, "--place");
  if (end == CTL_DONE)
    end = ctl_read (store, read_subject, s);
  if (end != CTL_DONE || s->found)
    return end;
  fo_args_set_text (&reply.args, "place", s->place_code);
  return ctl_print_reply (&reply);
}

CtlEnd
ctl_label_fields (const Ctl *ctl, FoStore *store, FoArgs *ret_fields, const char **ret_template, char **ret_title)
{
  const char *template = ctl_option (ctl, "--template");
  Subject s = { 0 };
  FoQuantity quantity_u = 0;
  guint count;
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_auto (FoReply) reply = { 0 };
  CtlEnd end = read_numbers (ctl, &quantity_u, &count) ? find_subject (ctl, store, &s) : CTL_FAILED;

  if (end != CTL_DONE)
    return end;
  reply.verdict = fields_of (&s, ctl->language, fo_store_today (store), quantity_u, ret_fields, &refusal);
  fo_args_copy (&reply.args, &refusal.args);
  if (reply.verdict != FO_OK)
    return ctl_print_reply (&reply);
  *ret_template = template ? template : s.place_code ? "place" : "lot";
  *ret_title = s.place_code ? g_strdup (s.place.code) : g_strdup_printf ("%s %s", s.item.code, s.lot.number);
  return CTL_DONE;
}

/* ---- decode ------------------------------------------------------------------------------------------------------ */

static bool
decode_file (const char *path, FoDay today)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) scans = fo_image_read_scans (path, g_get_real_time (), &error);

  if (!scans) {
    ctl_fail ("%s: %s", path, error->message);
    return false;
  }
  for (guint i = 0; i < scans->len; i++) {
    json_object *line = ctl_describe_scan (&g_array_index (scans, FoScan, i), today);
    json_object_object_add (line, "file", json_object_new_string (path));
    ctl_print (line);
  }
  return true;
}

CtlEnd
ctl_decode (const Ctl *ctl)
{
  bool all_read = true;

  if (ctl->arguments->len == 0)
    return ctl_fail ("decode FILE…");
  for (guint i = 0; i < ctl->arguments->len; i++)
    all_read = decode_file (ctl_argument (ctl, i), ctl_today (ctl)) && all_read;
  return all_read ? CTL_DONE : CTL_FAILED;
}
