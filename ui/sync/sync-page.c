/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-page.h"

#include "common/request.h"
#include "common/speech.h"
#include "common/work-list.h"
#include "common/worded.h"
#include "dossiers.h"
#include "firstout/core/code.h"
#include "firstout/store/links.h"
#include "firstout/sync/gateway.h"
#include "key-button.h"
#include "link-set-up.h"
#include "rules.h"
#include "sent-list.h"
#include "telling.h"
#include "test-view.h"

#include <string.h>

enum { NEW_LINK_KEY = 4, COMPARE_KEY = 9, LINK_KEY = 11, EVERY_S = 3, LINKS_MAX = 16 };

typedef enum { TO_DECIDE, UNKNOWN, WAITING, TOLD, LINKS, RULES, N_TABS } Tab;

static const struct {
  const char *message, *command; /* FO:C:COMMAND opens it */
  int f_key;
  const FoLongListKind *kind;
} tabs[N_TABS] = {
  [TO_DECIDE] = { "page.sync.tab.decide", "sync-decide", 2, &fo_sent_to_decide },
  [UNKNOWN] = { "page.sync.tab.unknown", "sync-unknown", 3, &fo_sent_unknown },
  [WAITING] = { "page.sync.tab.waiting", "sync-waiting", 5, &fo_sent_waiting },
  [TOLD] = { "page.sync.tab.told", "sync-told", 6, &fo_sent_told },
  [LINKS] = { "page.sync.tab.links", "sync-links", 7, &fo_sent_links },
  [RULES] = { "page.sync.tab.rules", "sync-rules", 8, &fo_rules_list },
};

/* What stands above and below the lists. */
typedef struct {
  gint64 counts[N_TABS]; /* of TOLD and RULES none */
  char links[LINKS_MAX][FO_LINK_NAME_MAX];
  guint n_links;
  FoComparedLast compared;
} Sums;

struct _FoSyncPage {
  GtkWidget parent_instance;
  GtkStack *stack;
  GtkWidget *tab_box, *none;
  GtkWidget *tab_buttons[N_TABS];
  GtkDropDown *only;
  GtkLabel *compared;
  FoWorkList *list;
  FoDossier *dossier;
  FoLinkSetUp *set_up;
  FoTestView *test;
  FoLongList *lists[N_TABS];
  FoStation *station;
  Tab tab;
  Sums sums;
  guint timer;
  gboolean filling;
};

static void fo_sync_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoSyncPage, fo_sync_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_sync_page_iface_init))

/* ---- sums ------------------------------------------------------------------------------------------------------------ */

static bool
add_messages (FoTxn *txn, Sums *sums, GError **error)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (FoDeliveryCounts));
  FoOutboxCounts outbox;

  if (!fo_delivery_counts (txn, counts, error) || !fo_outbox_counts (txn, &outbox, error))
    return false;
  sums->counts[WAITING] = outbox.waiting;
  for (guint i = 0; i < counts->len; i++) {
    const gint64 *count = g_array_index (counts, FoDeliveryCounts, i).count;

    sums->counts[TO_DECIDE] += count[FO_DELIVERY_REFUSED] + count[FO_DELIVERY_CLOSED] + count[FO_DELIVERY_DIFFERS];
    sums->counts[UNKNOWN] += count[FO_DELIVERY_UNKNOWN];
    sums->counts[WAITING] += count[FO_DELIVERY_WAITING];
  }
  return true;
}

static bool
add_conflicts (FoTxn *txn, Sums *sums, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, fo_sent_to_decide.row_size);
  const FoLongListWish wish = { NULL, 1000, "", FO_LANGUAGE_EN };

  if (!fo_sent_to_decide.load (txn, &wish, rows, error))
    return false;
  sums->counts[TO_DECIDE] = rows->len;
  return true;
}

static bool
add_links (FoTxn *txn, Sums *sums, GError **error)
{
  g_autoptr (GArray) links = g_array_new (FALSE, TRUE, sizeof (FoSalesLink));

  g_array_set_clear_func (links, (GDestroyNotify) fo_sales_link_clear);
  if (!fo_links (txn, links, error))
    return false;
  for (guint i = 0; i < links->len && sums->n_links < LINKS_MAX; i++)
    g_strlcpy (sums->links[sums->n_links++], g_array_index (links, FoSalesLink, i).name, FO_LINK_NAME_MAX);
  sums->counts[LINKS] = links->len;
  return true;
}

static bool
load_sums (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  Sums sums = { .n_links = 0 };

  (void) input;
  if (!add_messages (txn, &sums, error) || !add_conflicts (txn, &sums, error) || !add_links (txn, &sums, error)
      || !fo_gateway_compared (txn, &sums.compared, error))
    return false;
  g_array_append_val (rows, sums);
  return true;
}

static void
say_tabs (FoSyncPage *self)
{
  for (Tab tab = TO_DECIDE; tab < N_TABS; tab++) {
    g_autofree char *words = fo_say (tabs[tab].message, NULL), *text = NULL;

    text = tab == TOLD || !self->sums.counts[tab] ? g_strdup (words)
                                                  : g_strdup_printf ("%s %" G_GINT64_FORMAT, words, self->sums.counts[tab]);
    fo_key_button_say (self->tab_buttons[tab], text);
  }
}

static void
say_compared (FoSyncPage *self)
{
  const FoComparedLast *last = &self->sums.compared;
  g_autofree char *when = fo_telling_when (last->at_us), *text = NULL;
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "text", when);
  fo_args_set_count (&args, "count", last->found.differences);
  text = fo_say (last->is_wished                ? "page.sync.compare.wished"
                 : !last->at_us                 ? "page.sync.compare.never"
                 : last->found.differences == 0 ? "page.sync.compare.same"
                                                : "page.sync.compare.differs",
                 &args);
  gtk_label_set_text (self->compared, text);
}

static void
say_links (FoSyncPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *all = fo_say ("page.sync.all-links", NULL);
  guint chosen = gtk_drop_down_get_selected (self->only);

  self->filling = TRUE;
  gtk_string_list_append (names, all);
  for (guint i = 0; i < self->sums.n_links; i++)
    gtk_string_list_append (names, self->sums.links[i]);
  gtk_drop_down_set_model (self->only, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->only, chosen <= self->sums.n_links ? chosen : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->only), self->sums.n_links > 1);
  self->filling = FALSE;
}

static void
sums_came (const GArray *rows, gpointer owner)
{
  FoSyncPage *self = owner;
  const Sums *sums = &g_array_index (rows, Sums, 0);
  gboolean other_links = sums->n_links != self->sums.n_links || memcmp (sums->links, self->sums.links, sizeof sums->links) != 0;

  if (!self->stack)
    return;
  self->sums = *sums;
  say_tabs (self);
  say_compared (self);
  if (other_links)
    say_links (self);
}

/* ---- lists ----------------------------------------------------------------------------------------------------------- */

static const char *
only_link (FoSyncPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->only);

  return chosen > 0 && chosen <= self->sums.n_links ? self->sums.links[chosen - 1] : "";
}

static gboolean
shows_list (FoSyncPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") == 0;
}

static void
list_loaded (FoSyncPage *self)
{
  FoLongList *list = self->lists[self->tab];

  gtk_widget_set_visible (self->none, list && g_list_model_get_n_items (G_LIST_MODEL (list)) == 0);
}

static FoLongList *
list_of (FoSyncPage *self, Tab tab)
{
  if (!self->lists[tab]) {
    self->lists[tab] = fo_long_list_new (self->station, tabs[tab].kind);
    g_signal_connect_object (self->lists[tab], "loaded", G_CALLBACK (list_loaded), self, G_CONNECT_SWAPPED);
  }
  return self->lists[tab];
}

static void
open_tab (FoSyncPage *self, Tab tab)
{
  self->tab = tab;
  self->filling = TRUE;
  for (Tab t = TO_DECIDE; t < N_TABS; t++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->tab_buttons[t]), t == tab);
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "list");
  if (!self->station)
    return;
  fo_work_list_set_model (self->list, G_LIST_MODEL (list_of (self, tab)));
  fo_long_list_look (list_of (self, tab), only_link (self));
}

static void
tab_toggled (GtkToggleButton *button, FoSyncPage *self)
{
  if (self->filling)
    return;
  for (Tab tab = TO_DECIDE; tab < N_TABS; tab++)
    if (self->tab_buttons[tab] == GTK_WIDGET (button))
      open_tab (self, tab);
}

static void
only_chosen (FoSyncPage *self)
{
  if (!self->filling)
    open_tab (self, self->tab);
}

static void
next_link (FoSyncPage *self)
{
  if (self->sums.n_links > 1)
    gtk_drop_down_set_selected (self->only, (gtk_drop_down_get_selected (self->only) + 1) % (self->sums.n_links + 1));
}

/* While somebody looks: what changed meanwhile, in place. */
static void
look (FoSyncPage *self)
{
  const FoRequest request = { load_sums, "", 1, sizeof (Sums), sums_came };

  if (!self->station || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  fo_request (self->station, &request, G_OBJECT (self));
  if (shows_list (self))
    fo_long_list_again (list_of (self, self->tab), fo_work_list_is_below (self->list));
}

static gboolean
look_again (gpointer self)
{
  look (self);
  return G_SOURCE_CONTINUE;
}

static void
mapped (FoSyncPage *self)
{
  if (!self->timer)
    self->timer = g_timeout_add_seconds (EVERY_S, look_again, self);
  look (self);
}

static void
unmapped (FoSyncPage *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
}

/* ---- one of them ----------------------------------------------------------------------------------------------------- */

static void
show_list (FoSyncPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "list");
  look (self);
}

static void
show_dossier (FoSyncPage *self, const FoDossierKind *kind, const char *name)
{
  fo_dossier_look (self->dossier, self->station, kind, name);
  gtk_stack_set_visible_child_name (self->stack, "dossier");
}

static void
show_set_up (FoSyncPage *self, const char *name)
{
  fo_link_set_up_begin (self->set_up, self->station, name);
  gtk_stack_set_visible_child_name (self->stack, "set-up");
}

static void
show_test (FoSyncPage *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, "test");
  fo_test_view_start (self->test, self->station, name);
}

static void
look_at (FoPage *page, const char *what)
{
  FoSyncPage *self = FO_SYNC_PAGE (page);
  g_auto (GStrv) words = g_strsplit (what, " ", 2);
  const char *kind = words[0] ? words[0] : "", *name = words[0] && words[1] ? words[1] : "";

  if (!self->station)
    return;
  if (strcmp (kind, "message") == 0)
    show_dossier (self, &fo_message_dossier_kind, name);
  else if (strcmp (kind, "conflict") == 0)
    show_dossier (self, &fo_conflict_dossier_kind, name);
  else if (strcmp (kind, "link") == 0)
    show_dossier (self, &fo_link_dossier_kind, name);
  else if (strcmp (kind, "keep") == 0)
    show_dossier (self, &fo_keep_dossier_kind, name);
  else if (strcmp (kind, "stage") == 0)
    show_dossier (self, &fo_stage_dossier_kind, name);
  else if (strcmp (kind, "test") == 0)
    show_test (self, name);
  else if (strcmp (kind, "set-up") == 0)
    show_set_up (self, name);
  else if (strcmp (kind, "new-link") == 0)
    show_set_up (self, NULL);
}

/* What is looked at is this page's; the rest is the desk's. */
static void
command (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoSyncPage *self = FO_SYNC_PAGE (widget);
  const char *text = g_variant_get_string (parameter, NULL);

  (void) name;
  if (g_str_has_prefix (text, "look "))
    look_at (FO_PAGE (self), text + strlen ("look "));
  else if (self->station)
    fo_station_command (self->station, text);
}

static void
saved (FoSyncPage *self, const char *name)
{
  g_autofree char *link = g_strdup (name);

  show_test (self, link);
}

static void
compare (FoSyncPage *self)
{
  if (self->station)
    fo_station_command (self->station, "compare-sides");
}

/* ---- as a page ------------------------------------------------------------------------------------------------------- */

static void
open (FoPage *page, FoStation *station)
{
  FoSyncPage *self = FO_SYNC_PAGE (page);

  g_set_object (&self->station, station);
  for (Tab tab = TO_DECIDE; tab < N_TABS; tab++)
    g_clear_object (&self->lists[tab]);
  open_tab (self, self->tab);
  look (self);
}

static void
show (FoPage *page, const FoView *view)
{
  fo_dossier_set_person (FO_SYNC_PAGE (page)->dossier, view->person);
}

static void
refresh (FoPage *page, guint topics)
{
  (void) topics;
  look (FO_SYNC_PAGE (page));
}

static void
hear (FoPage *page, const FoDeskReply *reply)
{
  FoSyncPage *self = FO_SYNC_PAGE (page);

  fo_dossier_hear (self->dossier, reply);
  fo_link_set_up_hear (self->set_up, reply);
  look (self);
}

static gboolean
press_list_key (FoSyncPage *self, int f_key)
{
  for (Tab tab = TO_DECIDE; tab < N_TABS; tab++)
    if (tabs[tab].f_key == f_key) {
      open_tab (self, tab);
      return TRUE;
    }
  if (f_key == COMPARE_KEY)
    compare (self);
  else if (f_key == NEW_LINK_KEY)
    show_set_up (self, NULL);
  else if (f_key == LINK_KEY)
    next_link (self);
  else
    return FALSE;
  return TRUE;
}

static gboolean
press_key (FoPage *page, int f_key)
{
  FoSyncPage *self = FO_SYNC_PAGE (page);
  const char *child = gtk_stack_get_visible_child_name (self->stack);

  if (!self->station)
    return FALSE;
  if (g_strcmp0 (child, "dossier") == 0)
    return fo_dossier_press_key (self->dossier, f_key);
  if (g_strcmp0 (child, "set-up") == 0)
    return fo_link_set_up_press_key (self->set_up, f_key);
  if (g_strcmp0 (child, "test") == 0)
    return fo_test_view_press_key (self->test, f_key);
  return press_list_key (self, f_key);
}

static gboolean
take_command (FoSyncPage *self, const char *name)
{
  for (Tab tab = TO_DECIDE; tab < N_TABS; tab++)
    if (strcmp (tabs[tab].command, name) == 0) {
      open_tab (self, tab);
      return TRUE;
    }
  if (strcmp (name, "compare-sides") == 0)
    compare (self);
  else if (strcmp (name, "leave-it") == 0)
    show_list (self);
  else
    return FALSE;
  return TRUE;
}

static gboolean
take_scan (FoPage *page, const FoScan *scan)
{
  FoSyncPage *self = FO_SYNC_PAGE (page);
  g_autofree FoCode *code = g_new0 (FoCode, 1);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "dossier") == 0 && fo_dossier_take_scan (self->dossier, scan))
    return TRUE;
  fo_code_read (code, scan, 0, TRUE);
  return fo_code_may_be (code, FO_CODE_COMMAND) && self->station && take_command (self, code->name);
}

static void
fo_sync_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->show = show;
  iface->refresh = refresh;
  iface->look = look_at;
  iface->hear = hear;
  iface->press_key = press_key;
  iface->take_scan = take_scan;
}

/* ---- life ------------------------------------------------------------------------------------------------------------ */

static void
make_tabs (FoSyncPage *self)
{
  for (Tab tab = TO_DECIDE; tab < N_TABS; tab++) {
    g_autofree char *key = g_strdup_printf ("F%d", tabs[tab].f_key);

    self->tab_buttons[tab] = fo_key_toggle_new (key);
    gtk_widget_add_css_class (self->tab_buttons[tab], "section");
    gtk_widget_set_hexpand (self->tab_buttons[tab], TRUE);
    g_signal_connect (self->tab_buttons[tab], "toggled", G_CALLBACK (tab_toggled), self);
    gtk_box_append (GTK_BOX (self->tab_box), self->tab_buttons[tab]);
  }
}

static void
say_again (FoSyncPage *self)
{
  say_tabs (self);
  say_links (self);
  say_compared (self);
  look (self);
}

static void
fo_sync_page_dispose (GObject *object)
{
  FoSyncPage *self = FO_SYNC_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->stack)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->stack)));
  for (Tab tab = TO_DECIDE; tab < N_TABS; tab++)
    g_clear_object (&self->lists[tab]);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_sync_page_parent_class)->dispose (object);
}

static void
fo_sync_page_class_init (FoSyncPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_sync_page_dispose;
  g_type_ensure (FO_TYPE_DOSSIER);
  g_type_ensure (FO_TYPE_LINK_SET_UP);
  g_type_ensure (FO_TYPE_TEST_VIEW);
  g_type_ensure (FO_TYPE_WORK_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/sync/sync-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoSyncPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoSyncPage, tab_box);
  gtk_widget_class_bind_template_child (widget_class, FoSyncPage, none);
  gtk_widget_class_bind_template_child (widget_class, FoSyncPage, only);
  gtk_widget_class_bind_template_child (widget_class, FoSyncPage, compared);
  gtk_widget_class_bind_template_child (widget_class, FoSyncPage, list);
  gtk_widget_class_bind_template_child (widget_class, FoSyncPage, dossier);
  gtk_widget_class_bind_template_child (widget_class, FoSyncPage, set_up);
  gtk_widget_class_bind_template_child (widget_class, FoSyncPage, test);
  gtk_widget_class_bind_template_callback (widget_class, compare);
  gtk_widget_class_bind_template_callback (widget_class, only_chosen);
  gtk_widget_class_bind_template_callback (widget_class, show_list);
  gtk_widget_class_bind_template_callback (widget_class, saved);
  gtk_widget_class_install_action (widget_class, "desk.command", "s", command);
}

static void
fo_sync_page_init (FoSyncPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_tabs (self);
  say_again (self);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->tab_buttons[TO_DECIDE]), TRUE);
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (mapped), NULL);
  g_signal_connect (self, "unmap", G_CALLBACK (unmapped), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_again), self, G_CONNECT_SWAPPED);
}
