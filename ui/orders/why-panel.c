/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "why-panel.h"

#include "common/speech.h"
#include "deal/order-dossier.h"

struct _FoWhyPanel {
  GtkWidget parent_instance;
  GtkBox *box;
  FoWhyRow head;
};

G_DEFINE_FINAL_TYPE (FoWhyPanel, fo_why_panel, GTK_TYPE_WIDGET)

/* ---- parts ------------------------------------------------------------------------------------------------------------------ */

static GtkWidget *
add_label (GtkBox *to, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (to, label);
  return label;
}

static void
add_heading (FoWhyPanel *self, const char *message)
{
  g_autofree char *text = fo_say (message, NULL);

  add_label (self->box, text, "why-head");
}

static GtkBox *
add_row (FoWhyPanel *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  gtk_widget_add_css_class (row, "line-card");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (self->box, row);
  return GTK_BOX (words);
}

static void
say_into (GtkBox *to, const char *message, const FoArgs *args, const char *css_class)
{
  g_autofree char *text = fo_say (message, args);

  if (*text)
    add_label (to, text, css_class);
}

/* What may be done about a row stands behind its words, one below the other: beside each other they would leave the words no room. */
static void
add_act (GtkBox *words, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (words)), *acts = gtk_widget_get_last_child (row);

  if (acts == GTK_WIDGET (words)) {
    acts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
    gtk_widget_set_valign (acts, GTK_ALIGN_CENTER);
    gtk_box_append (GTK_BOX (row), acts);
  }
  gtk_widget_add_css_class (button, "offer");
  gtk_box_append (GTK_BOX (acts), button);
}

static GtkWidget *
command_button (const char *message, const char *command)
{
  g_autofree char *text = fo_say (message, NULL);
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "offer");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "desk.command");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", command);
  return button;
}

static void
add_command (GtkBox *words, const char *message, const char *command)
{
  add_act (words, command_button (message, command));
}

/* ---- what is missing: wait, make, buy ------------------------------------------------------------------------------------------- */

static void
add_way (GtkWidget *box, const FoWhyRow *row, const char *message, FoSource way)
{
  g_autofree char *command =
      g_strdup_printf ("shortage %s #%" G_GINT64_FORMAT " %s", row->order.number, row->line.id, fo_source_name (way));

  gtk_box_append (GTK_BOX (box), command_button (message, command));
}

static void
add_ways (FoWhyPanel *self, const FoWhyRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (box, "pad");
  add_way (box, row, "page.why.make", FO_SOURCE_PRODUCTION);
  add_way (box, row, "page.why.buy", FO_SOURCE_PURCHASE);
  add_way (box, row, "page.why.wait", FO_SOURCE_STOCK);
  gtk_box_append (self->box, box);
}

/* A line that stands for another may be given back. */
static void
add_back (FoWhyPanel *self, const FoWhyRow *row)
{
  g_autofree char *command = g_strdup_printf ("substitute-back %" G_GINT64_FORMAT, row->line.id);
  GtkBox *words;

  if (!(row->line.flags & FO_LINE_STANDS_IN) || fo_line_open (&row->line) - row->line.picked_u == 0)
    return;
  words = add_row (self);
  say_into (words, "page.why.stands_in", NULL, "legend");
  add_command (words, "page.why.back", command);
}

/* ---- the line --------------------------------------------------------------------------------------------------------------- */

static void
show_line (FoWhyPanel *self, const FoWhyRow *row)
{
  const char *name = fo_speech_choose (row->item.name, row->item.name_de, row->item.name_en);
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "item", name);
  fo_args_set_text (&args, "code", row->item.code);
  fo_args_set_text (&args, "lot", row->line.lot_wanted);
  fo_args_set_text (&args, "owner", row->line.owner);
  fo_args_set_day (&args, "until", row->item.has_expiry ? row->until : FO_DAY_NONE);
  fo_args_set_day (&args, "leaves_on", row->leaves_on);
  say_into (self->box, "page.why.line", &args, "why-title");
  say_into (self->box, "page.why.asks", &args, "legend");
  if (fo_line_missing (&row->line) > 0) {
    fo_args_set_quantity (&args, "quantity", fo_line_missing (&row->line));
    fo_args_set_text (&args, "unit", row->item.unit);
    fo_args_set_day (&args, "due_on", row->order.due_on);
    say_into (self->box, "page.why.needed", &args, "bad");
    add_ways (self, row);
  } else
    say_into (self->box, "page.why.leaves", &args, "legend");
  add_back (self, row);
}

/* ---- a lot ------------------------------------------------------------------------------------------------------------------ */

static void
name_holders (GtkBox *words, const FoCandidate *candidate)
{
  for (guint i = 0; i < MIN (candidate->n_holders, FO_CLAIMANTS_MAX); i++) {
    const FoClaimant *holder = &candidate->holders[i];
    g_auto (FoArgs) args = { 0 };

    fo_args_set_quantity (&args, "quantity", holder->quantity_u);
    fo_args_set_text (&args, "order", holder->order);
    fo_args_set_text (&args, "deal", holder->deal);
    say_into (words, holder->picked ? "page.why.picked_for" : "page.why.held_for", &args, "legend");
  }
}

/* Its title says what is the matter in three words. */
static void
say_verdict (GtkBox *words, const FoCandidate *candidate)
{
  g_autofree char *id = g_strdup_printf ("verdict.%s.title", fo_verdict_name (candidate->verdict));
  g_auto (FoArgs) args = { 0 };

  fo_args_set_quantity (&args, "quantity", candidate->quantity_u);
  if (candidate->chosen)
    say_into (words, "page.why.chosen", &args, "why-good");
  else if (candidate->verdict == FO_OK)
    say_into (words, "page.why.next", &args, "why-good");
  else if (candidate->verdict == FO_OLDER_LOT_FIRST)
    say_into (words, "page.why.not_needed", NULL, "legend");
  else
    say_into (words, id, NULL, "legend");
}

static void
add_pin (FoWhyPanel *self, GtkBox *words, const FoCandidate *candidate)
{
  g_autofree char *command = g_strdup_printf ("pin %" G_GINT64_FORMAT " %s", self->head.line.id, candidate->row.lot);

  if (candidate->chosen || (candidate->verdict != FO_OK && candidate->verdict != FO_OLDER_LOT_FIRST)
      || !candidate->row.lot[0] || strchr (candidate->row.lot, ' ')) /* a number of two words is no word of a command */
    return;
  add_command (words, "page.why.pin", command);
}

/* The reasons a lot is not given to this customer, below its row and out of sight until they are asked for. */
static GtkWidget *
add_reasons (FoWhyPanel *self, FoId lot)
{
  GtkWidget *reasons = gtk_flow_box_new ();
  char id[FO_ID_TEXT_MAX];

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (reasons), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (reasons), 8);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (reasons), 8);
  for (const FoActReason *why = fo_why_not_this_lot; why->word; why++) {
    g_autofree char *command =
        g_strdup_printf ("refuse-of %s #%s %s", self->head.order.number, fo_id_print (lot, id), why->word);

    gtk_flow_box_append (GTK_FLOW_BOX (reasons), command_button (why->message, command));
  }
  for (GtkWidget *child = gtk_widget_get_first_child (reasons); child; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE); /* the button in it is */
  gtk_widget_set_visible (reasons, FALSE);
  gtk_box_append (self->box, reasons);
  return reasons;
}

/* Not for this customer: why is asked below the row. Or for him again. */
static void
add_refusal (FoWhyPanel *self, GtkBox *words, const FoCandidate *candidate)
{
  g_autofree char *text = fo_say ("page.order.refuse", NULL), *command = NULL;
  GtkWidget *toggle;
  char id[FO_ID_TEXT_MAX];

  if (!candidate->row.lot[0]
      || strchr (self->head.order.number, ' ')) /* a number of two words is no word of a command */
    return;
  if (candidate->verdict == FO_LOT_REFUSED) {
    command = g_strdup_printf ("allow-of %s #%s", self->head.order.number, fo_id_print (candidate->row.lot_id, id));
    add_command (words, "page.order.allow", command);
    return;
  }
  toggle = gtk_toggle_button_new_with_label (text);
  g_object_bind_property (toggle, "active", add_reasons (self, candidate->row.lot_id), "visible", G_BINDING_DEFAULT);
  add_act (words, toggle);
}

static void
show_lot (FoWhyPanel *self, const FoCandidate *candidate)
{
  GtkBox *words = add_row (self);
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "lot", candidate->row.lot);
  fo_args_set_text (&args, "owner", candidate->owner);
  fo_args_set_text (&args, "place", candidate->row.place);
  fo_args_set_day (&args, "expires_on", candidate->row.expires_on);
  fo_args_set_quantity (&args, "quantity", candidate->row.on_hand_u);
  fo_args_set_quantity (&args, "free", candidate->row.on_hand_u - candidate->row.held_u);
  say_into (words, "page.why.lot", &args, "name");
  say_verdict (words, candidate);
  name_holders (words, candidate);
  add_pin (self, words, candidate);
  add_refusal (self, words, candidate);
}

/* ---- others, and what is to come -------------------------------------------------------------------------------------------- */

static void
show_promised (FoWhyPanel *self, const FoClaimant *claimant)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_quantity (&args, "quantity", claimant->quantity_u);
  fo_args_set_text (&args, "order", claimant->order);
  fo_args_set_text (&args, "deal", claimant->deal);
  fo_args_set_day (&args, "until", claimant->usable_until == FO_DAY_MAX ? FO_DAY_NONE : claimant->usable_until);
  say_into (add_row (self), "page.why.promised_to", &args, "name");
}

static void
show_supply (FoWhyPanel *self, const FoExplainedSupply *one)
{
  GtkBox *words = add_row (self);
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "supply", one->supply.number);
  fo_args_set_count (&args, "percent", one->supply.progress_percent);
  fo_args_set_day (&args, "ready_on", one->supply.ready_on);
  fo_args_set_quantity (&args, "quantity", one->quantity_u);
  fo_args_set_quantity (&args, "room", fo_supply_room (&one->supply));
  say_into (words, one->supply.kind == FO_SUPPLY_PRODUCTION ? "page.why.production" : "page.why.purchase", &args,
            "name");
  say_into (words, one->quantity_u > 0 ? "page.why.from_it" : "page.why.room", &args, "legend");
}

static void
show_could (FoWhyPanel *self, const FoWhyRow *row)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_quantity (&args, "quantity", row->could.quantity_u);
  fo_args_set_text (&args, "unit", row->item.unit);
  fo_args_set_day (&args, "day", row->could.day);
  fo_args_set_text (&args, "supply", row->could.supply);
  say_into (add_row (self), "page.why.could-on", &args, "name");
}

/* What could leave instead, how much of it, and who must agree. */
static void
show_substitute (FoWhyPanel *self, const FoWhyRow *row)
{
  const FoSubstituteOffer *offer = &row->offer;
  g_autofree char *verdict = g_strdup_printf ("verdict.%s.title", fo_verdict_name (offer->verdict));
  g_autofree char *asks = g_strconcat ("page.why.asks.", fo_substitute_asks_name (offer->substitute.asks), NULL);
  g_autofree char *command =
      g_strdup_printf ("substitute %" G_GINT64_FORMAT " \"%s\"", self->head.line.id, offer->item);
  GtkBox *words = add_row (self);
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "item", fo_speech_choose (offer->name, offer->name_de, offer->name_en));
  fo_args_set_text (&args, "code", offer->item);
  fo_args_set_text (&args, "unit", offer->unit);
  fo_args_set_text (&args, "of_unit", row->item.unit);
  fo_args_set_quantity (&args, "free", offer->room_u);
  fo_args_set_quantity (&args, "quantity", offer->substitute.instead_u);
  fo_args_set_quantity (&args, "stands_for", offer->substitute.for_u);
  fo_args_set_quantity (&args, "covers", offer->covers_u);
  say_into (words, "page.why.substitute", &args, "name");
  say_into (words, "page.why.substitute.ratio", &args, "legend");
  if (offer->verdict == FO_OK)
    say_into (words, "page.why.substitute.covers", &args, "why-good");
  else
    say_into (words, offer->verdict == FO_SUBSTITUTE_ASKED || offer->verdict == FO_RIGHT_MISSING ? asks : verdict, NULL,
              "legend");
  if (offer->verdict == FO_OK || (offer->verdict == FO_SUBSTITUTE_ASKED && offer->covers_u > 0))
    add_command (words, offer->verdict == FO_OK ? "page.why.take" : "page.why.ask", command);
}

static void
show_row (FoWhyPanel *self, const FoWhyRow *row)
{
  switch (row->kind) {
  case FO_WHY_LINE:
    show_line (self, row);
    return;
  case FO_WHY_LOT:
    show_lot (self, &row->candidate);
    return;
  case FO_WHY_PROMISED:
    show_promised (self, &row->claimant);
    return;
  case FO_WHY_SUPPLY:
    show_supply (self, &row->supply);
    return;
  case FO_WHY_COULD:
    show_could (self, row);
    return;
  case FO_WHY_SUBSTITUTE:
    show_substitute (self, row);
    return;
  }
}

void
fo_why_panel_show (FoWhyPanel *self, const GArray *rows)
{
  static const char *const headings[] = {
    NULL, "page.why.lots", "page.why.promised", "page.why.supplies", "page.why.could", "page.why.substitutes"
  };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))))
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < rows->len; i++) {
    const FoWhyRow *row = &g_array_index (rows, FoWhyRow, i);

    if (row->kind == FO_WHY_LINE)
      self->head = *row;
    if (headings[row->kind] && row->kind != (row - 1)->kind)
      add_heading (self, headings[row->kind]);
    show_row (self, row);
  }
}

/* ---- life ------------------------------------------------------------------------------------------------------------------- */

static void
fo_why_panel_dispose (GObject *object)
{
  FoWhyPanel *self = FO_WHY_PANEL (object);

  if (self->box)
    gtk_widget_unparent (GTK_WIDGET (self->box));
  self->box = NULL;
  G_OBJECT_CLASS (fo_why_panel_parent_class)->dispose (object);
}

static void
fo_why_panel_class_init (FoWhyPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_why_panel_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
fo_why_panel_init (FoWhyPanel *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "why");
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}
