/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the options of label and print name: the row of the store that a label is of, and its usual template. */
#include "ctl-label.h"
#include "firstout/store/cartons.h"
#include "firstout/store/items.h"
#include "firstout/store/orders.h"
#include "firstout/store/places.h"

/* Finds what the options name; FO_OK in *ret_verdict, or what to answer. */
typedef struct {
  const CtlLabels *run;
  FoPaperSubject subject;
  FoVerdict verdict;
} Naming;

static FoVerdict
unless_found (FoFound found, FoVerdict otherwise)
{
  return found == FO_FOUND ? FO_OK : otherwise;
}

static FoTxnEnd
read_subject (FoTxn *txn, gpointer data, GError **error)
{
  Naming *n = data;
  const Ctl *ctl = n->run->ctl;
  FoFound found = FO_FOUND;
  FoItem item;
  FoPlace place;
  FoOrder order;
  FoCarton carton;

  if (ctl_option (ctl, "--item")) {
    found = fo_item_find_by_code (txn, ctl_option (ctl, "--item"), &item, error);
    n->subject = (FoPaperSubject){ FO_LABEL_RECORD_ITEM, .id = found == FO_FOUND ? item.id : 0 };
    n->verdict = unless_found (found, FO_ITEM_UNKNOWN);
  } else if (ctl_option (ctl, "--place")) {
    found = fo_place_find_by_code (txn, ctl_option (ctl, "--place"), &place, error);
    n->subject = (FoPaperSubject){ FO_LABEL_RECORD_PLACE, .id = found == FO_FOUND ? place.id : 0 };
    n->verdict = unless_found (found, FO_PLACE_UNKNOWN);
  } else if (ctl_option (ctl, "--carton")) {
    found = fo_carton_find_by_sscc (txn, ctl_option (ctl, "--carton"), &carton, error);
    n->subject = (FoPaperSubject){ FO_LABEL_RECORD_CARTON, .id = found == FO_FOUND ? carton.id : 0 };
    n->verdict = unless_found (found, FO_CARTON_UNKNOWN);
  } else if (ctl_option (ctl, "--order")) {
    found = fo_order_find_by_number (txn, ctl_option (ctl, "--order"), &order, error);
    n->subject = (FoPaperSubject){ FO_LABEL_RECORD_TASK, .id = found == FO_FOUND ? order.id : 0 };
    n->verdict = unless_found (found, FO_ORDER_UNKNOWN);
  }
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* A paper to be signed, of what --number names. */
static CtlEnd
name_voucher (const Ctl *ctl, FoPaperSubject *ret_subject)
{
  FoVoucherKind kind;

  if (!fo_voucher_parse (ctl_option (ctl, "--paper"), &kind) || !ctl_option (ctl, "--number"))
    return ctl_fail ("--paper %s --number …: which? (firstoutctl help label)", ctl_option (ctl, "--paper"));
  *ret_subject = (FoPaperSubject){ FO_LABEL_RECORD_VOUCHER, .number = ctl_option (ctl, "--number"), .voucher = kind,
                                   .final = ctl_option (ctl, "--final") != NULL };
  return CTL_DONE;
}

CtlEnd
ctl_labels_subject (const CtlLabels *run, FoPaperSubject *ret_subject)
{
  const char *lot = ctl_option (run->ctl, "--lot"), *supply = ctl_option (run->ctl, "--supply");
  Naming naming = { .run = run, .subject = { FO_LABEL_RECORD_LOT } };
  CtlEnd end = CTL_DONE;

  if (supply)
    naming.subject = (FoPaperSubject){ FO_LABEL_RECORD_TASK, .number = supply };
  else if (ctl_option (run->ctl, "--paper"))
    end = name_voucher (run->ctl, &naming.subject);
  else if (lot)
    end = ctl_find_lot (run->store, lot, &naming.subject.id);
  else
    end = ctl_read (run->store, read_subject, &naming);
  if (end == CTL_DONE && naming.verdict != FO_OK) {
    g_auto (FoReply) reply = { .verdict = naming.verdict };
    const char *names[][2] = {
      { "place", "--place" }, { "code", "--item" }, { "order", "--order" }, { "carton", "--carton" }
    };
    for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
      if (ctl_option (run->ctl, names[i][1]))
        fo_args_set_text (&reply.args, names[i][0], ctl_option (run->ctl, names[i][1]));
    return ctl_print_reply (&reply);
  }
  naming.subject.quantity_u = run->quantity_u;
  naming.subject.note = ctl_option (run->ctl, "--note");
  *ret_subject = naming.subject;
  return end;
}

bool
ctl_labels_of_store (const Ctl *ctl)
{
  return ctl_option (ctl, "--lot") || ctl_option (ctl, "--item") || ctl_option (ctl, "--place")
         || ctl_option (ctl, "--order") || ctl_option (ctl, "--carton") || ctl_option (ctl, "--supply")
         || ctl_option (ctl, "--paper");
}

/* ---- the template ------------------------------------------------------------------------------------------------ */

static const char *
usual_template (const Ctl *ctl)
{
  static const struct {
    const char *option, *template;
  } usual[] = { { "--lot", "lot" },       { "--item", "item" },         { "--place", "place" },
                { "--order", "task" },    { "--carton", "carton" },     { "--supply", "task" },
                { "--paper", "voucher" }, { "--commands", "commands" }, { "--card", "card" },
                { "--from", "lot" } };

  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    if (ctl_option (ctl, usual[i].option))
      return usual[i].template;
  return NULL;
}

/* A firm's own template for that kind of paper, where there is one. */
static const char *
template_of_voucher (const Ctl *ctl)
{
  g_autofree char *data_dir = ctl_data_dir (), *folder = g_build_filename (data_dir ? data_dir : "", "labels", NULL);
  FoPaperSubject subject = { .record = FO_LABEL_RECORD_VOUCHER };

  fo_voucher_parse (ctl_option (ctl, "--paper"), &subject.voucher); /* no such kind is said by name_voucher */
  return fo_paper_template_in (&subject, folder);
}

/* Without --template: what is usual for the thing that is named. */
const char *
ctl_labels_template (const Ctl *ctl)
{
  const char *given = ctl_option (ctl, "--template");

  if (!given && ctl_option (ctl, "--paper"))
    return template_of_voucher (ctl);
  return ctl_option (ctl, "--lot") && ctl_option (ctl, "--place") ? NULL : given ? given : usual_template (ctl);
}
