/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "order-dossier.h"

#include "common/closures.h"
#include "firstout/store/items.h"
#include "firstout/store/orders.h"
#include "firstout/store/reservations.h"

#include <string.h>

/* ---- the acts -------------------------------------------------------------------------------------------------------- */

enum { VALIDITY, GATE, REFUSE, UNSHIP, UNSHIP_TOLD, N_ACTS };

static const FoActReason why_unpaid[] = { { "paid-seen", "offer.reason.paid_seen" },
                                          { "agreed", "offer.reason.agreed" },
                                          { NULL, NULL } };
const FoActReason fo_why_not_this_lot[] = { { "customer-wish", "offer.reason.customer_wish" },
                                            { "complaint", "offer.reason.complaint" },
                                            { "quality", "offer.reason.quality" },
                                            { NULL, NULL } };

static const FoActKind acts[N_ACTS] = {
  [VALIDITY] = { "order-validity",
                 "page.order.validity",
                 "page.order.validity.hint",
                 "validity $s $1",
                 "validity",
                 2,
                 FALSE,
                 FALSE,
                 { { FO_ACT_DAY, "page.order.field.until", "", NULL } } },
  [GATE] = { "order-gate",
             "page.order.gate",
             "page.order.gate.hint",
             "gate-override $s $r",
             "gate",
             3,
             FALSE,
             FALSE,
             { { 0 } },
             why_unpaid,
             TRUE },
  [REFUSE] = { "order-refuse-lot",
               "page.order.refuse",
               "page.order.refuse.hint",
               "refuse-of $s $1 $r",
               "refuse-lot",
               6,
               FALSE,
               FALSE,
               { { FO_ACT_NUMBER, "page.order.field.lot", NULL, NULL } },
               fo_why_not_this_lot,
               TRUE },
  [UNSHIP] = { "order-unship",
               "page.order.unship",
               "page.order.unship.hint",
               "unship $1",
               "undo",
               7,
               TRUE,
               FALSE,
               { { FO_ACT_DOCUMENT, "page.order.field.shipment", NULL, NULL } } },
  [UNSHIP_TOLD] = { "order-unship-told",
                    "page.order.unship-told",
                    "page.order.unship-told.hint",
                    "unship $1 told",
                    "undo",
                    8,
                    TRUE,
                    TRUE,
                    { { FO_ACT_DOCUMENT, "page.order.field.shipment", NULL, NULL } } },
};

/* ---- what is known --------------------------------------------------------------------------------------------------- */

typedef struct {
  FoTxn *txn;
  const FoDossierWish *wish;
  FoOrder order;
  GArray *rows;                 /* FoDossierRow */
  char shipment[FO_NUMBER_MAX]; /* the last that has left; "" none */
} Load;

static guint
of_use (const Load *l)
{
  bool is_open = l->order.state != FO_ORDER_ALL_SHIPPED && l->order.state != FO_ORDER_IS_CANCELLED;
  guint use = 0;

  if (is_open)
    use |= 1u << VALIDITY;
  if (is_open && l->order.gate == FO_GATE_CLOSED)
    use |= 1u << GATE;
  if (l->order.customer[0])
    use |= 1u << REFUSE;
  if (l->shipment[0])
    use |= 1u << UNSHIP | 1u << UNSHIP_TOLD;
  return use;
}

static bool
add_head (Load *l, GError **error)
{
  FoReadiness readiness = fo_readiness_of (&l->order);
  FoDossierRow head = { .kind = FO_DOSSIER_HEAD, .pill_class = fo_readiness_css_class (readiness) };
  g_autofree char *word = fo_words (l->wish->language, fo_readiness_message (readiness), NULL), *title = NULL,
                  *detail = NULL;
  g_auto (FoArgs) args = { 0 };
  FoDay until;

  if (!fo_order_validity (l->txn, l->order.id, &until, error))
    return false;
  fo_args_set_text (&args, "order", l->order.number);
  fo_args_set_text (&args, "customer", l->order.customer);
  fo_args_set_text (&args, "deal", l->order.deal);
  fo_args_set_day (&args, "due_on", l->order.due_on);
  fo_args_set_day (&args, "day", until);
  title = fo_words (l->wish->language, "page.orders.title", &args);
  detail = fo_words (l->wish->language, until == FO_DAY_NONE ? "page.orders.subtitle" : "page.order.until", &args);
  g_strlcpy (head.title, title, sizeof head.title);
  g_strlcpy (head.detail, detail, sizeof head.detail);
  g_snprintf (head.right, sizeof head.right, "%s %s", fo_readiness_sign (readiness), word);
  g_strlcpy (head.preset[FO_ACT_DOCUMENT], l->shipment, sizeof head.preset[FO_ACT_DOCUMENT]);
  if (!fo_dossier_judge (l->txn, &fo_order_dossier_kind, l->wish, of_use (l), &head, error))
    return false;
  g_array_append_val (l->rows, head);
  return true;
}

static void
add_shipments (Load *l, const GArray *shipped)
{
  FoId last = 0;

  if (shipped->len)
    fo_dossier_add_section (l->rows, l->wish->language, "page.order.shipments");
  for (guint i = 0; i < shipped->len; i++) {
    const FoShipped *row = &g_array_index (shipped, FoShipped, i);
    g_autofree char *day = fo_words_day (l->wish->language, row->shipped_on);
    g_autofree char *back = row->cancelled ? fo_words (l->wish->language, "page.order.taken-back", NULL) : NULL;

    if (row->shipment_id != last)
      fo_dossier_add_line (l->rows, row->number, back, day);
    last = row->shipment_id;
  }
}

/* Of each item of the order: the lots that this customer must not get. */
static bool
add_refused (Load *l, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  bool begun = false;

  if (!fo_lines_of_order (l->txn, l->order.id, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++) {
    const FoLine *line = &g_array_index (lines, FoLine, i);
    g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoId));
    FoItem item;

    if (fo_item_find (l->txn, line->item_id, &item, error) != FO_FOUND
        || !fo_lots_refused (l->txn, line->id, l->order.customer, line->item_id, lots, error))
      return false;
    for (guint k = 0; k < lots->len; k++) {
      char id[FO_ID_TEXT_MAX];
      FoDossierRow *row;
      FoLot lot;

      if (fo_lot_find (l->txn, g_array_index (lots, FoId, k), &lot, error) != FO_FOUND)
        return false;
      if (!begun)
        fo_dossier_add_section (l->rows, l->wish->language, "page.order.refused");
      begun = true;
      row = fo_dossier_add_line (l->rows, fo_name_in (l->wish->language, item.name, item.name_de, item.name_en),
                                 lot.number, NULL);
      row->buttons[0].message = "page.order.allow";
      g_snprintf (row->buttons[0].command, sizeof row->buttons[0].command, "allow-of %s #%s", l->order.number,
                  fo_id_print (lot.id, id));
    }
  }
  return true;
}

static bool
load (FoTxn *txn, const FoDossierWish *wish, GArray *rows, GError **error)
{
  g_autoptr (GArray) shipped = g_array_new (FALSE, FALSE, sizeof (FoShipped));
  Load l = { .txn = txn, .wish = wish, .rows = rows };
  FoFound found = fo_order_find_by_number (txn, wish->name, &l.order, error);

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  if (!fo_shipments_of_order (txn, l.order.id, shipped, error))
    return false;
  for (guint i = 0; i < shipped->len; i++)
    if (!g_array_index (shipped, FoShipped, i).cancelled)
      g_strlcpy (l.shipment, g_array_index (shipped, FoShipped, i).number, sizeof l.shipment);
  if (!add_head (&l, error))
    return false;
  add_shipments (&l, shipped);
  return add_refused (&l, error);
}

const FoDossierKind fo_order_dossier_kind = { acts, N_ACTS, load };
