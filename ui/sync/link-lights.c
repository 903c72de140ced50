/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link-lights.h"

#include "common/request.h"
#include "common/speech.h"
#include "common/worded.h"
#include "firstout/store/exchange.h"
#include "links-words.h"
#include "telling.h"

#include <string.h>

enum { EVERY_S = 5, SHOWN = 6 };

/* One link as it stands, without owned pointers. */
typedef struct {
  char name[FO_LINK_NAME_MAX];
  FoLinkLight light;
  gint64 contact_us, now_us, unsent;
  gboolean enabled, latched;
} Light;

struct _FoLinkLights {
  GtkWidget parent_instance;
  GtkWidget *button, *box;
  FoStation *station;
  GArray *lights; /* Light */
  guint timer;
};

G_DEFINE_FINAL_TYPE (FoLinkLights, fo_link_lights, GTK_TYPE_WIDGET)

/* ---- reading -------------------------------------------------------------------------------------------------------- */

static bool
load (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  g_autoptr (GArray) links = g_array_new (FALSE, TRUE, sizeof (FoSalesLink));
  gint64 now_us = fo_store_now_us (fo_txn_store (txn));
  FoOutboxCounts counts;

  (void) input;
  g_array_set_clear_func (links, (GDestroyNotify) fo_sales_link_clear);
  if (!fo_links (txn, links, error) || !fo_outbox_counts (txn, &counts, error))
    return false;
  for (guint i = 0; i < links->len; i++) {
    const FoSalesLink *link = &g_array_index (links, FoSalesLink, i);
    Light light = { .light = fo_link_light (link, now_us), .contact_us = link->contact_us, .now_us = now_us, .enabled = link->enabled,
                    .latched = link->latched, .unsent = counts.waiting + counts.unknown };

    g_strlcpy (light.name, link->name, sizeof light.name);
    g_array_append_val (rows, light);
  }
  return true;
}

/* ---- shown ---------------------------------------------------------------------------------------------------------- */

static char *
words_of (const Light *light)
{
  const FoSalesLink link = { .contact_us = light->contact_us, .enabled = light->enabled, .latched = light->latched };

  return fo_link_words_contact (fo_speech_language (), &link, light->now_us);
}

/* The first with its name and how long ago; of the others the sign, for there is little room: all is said to who points there. */
static void
add_light (FoLinkLights *self, const Light *light, gboolean is_first)
{
  GtkWidget *sign = gtk_label_new (fo_link_light_sign (light->light)), *text;
  gboolean said = light->contact_us > 0 && light->enabled && !light->latched; /* how long ago is enough, there is little room */
  g_autofree char *contact = said ? fo_telling_age (fo_speech_language (), light->now_us - light->contact_us) : words_of (light);
  g_autofree char *words = g_strconcat (light->name, " · ", contact, NULL);

  gtk_widget_add_css_class (sign, fo_link_light_css_class (light->light));
  gtk_box_append (GTK_BOX (self->box), sign);
  if (!is_first)
    return;
  text = gtk_label_new (words);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (self->box), text);
}

/* All of them, and what waits to be told, for who points at it or hears it read. */
static void
say_all (FoLinkLights *self)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_auto (FoArgs) args = { 0 };
  g_autofree char *unsent = NULL;

  for (guint i = 0; i < self->lights->len; i++) {
    const Light *light = &g_array_index (self->lights, Light, i);
    g_autofree char *contact = words_of (light);

    g_string_append_printf (all, "%s: %s\n", light->name, contact);
  }
  if (!self->lights->len)
    return;
  fo_args_set_count (&args, "count", g_array_index (self->lights, Light, 0).unsent);
  unsent = fo_say ("shell.link.unsent", &args);
  g_string_append (all, unsent);
  gtk_widget_set_tooltip_text (self->button, all->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, all->str, -1);
}

/* What is the matter stands first. */
static void
say (FoLinkLights *self)
{
  guint shown = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)))
    gtk_box_remove (GTK_BOX (self->box), child);
  for (int light = FO_LINK_LIGHT_OUT; light >= FO_LINK_LIGHT_GREEN; light--)
    for (guint i = 0; i < self->lights->len && shown < SHOWN; i++)
      if ((int) g_array_index (self->lights, Light, i).light == light) {
        add_light (self, &g_array_index (self->lights, Light, i), shown == 0);
        shown++;
      }
  if (self->lights->len > shown) {
    g_autofree char *more = g_strdup_printf ("+%u", self->lights->len - shown);
    gtk_box_append (GTK_BOX (self->box), gtk_label_new (more));
  }
  say_all (self);
  gtk_widget_set_visible (GTK_WIDGET (self), self->lights->len > 0);
}

static void
came (const GArray *rows, gpointer owner)
{
  FoLinkLights *self = owner;

  if (!self->button)
    return;
  g_array_set_size (self->lights, 0);
  if (rows->len)
    g_array_append_vals (self->lights, rows->data, rows->len);
  say (self);
}

void
fo_link_lights_look (FoLinkLights *self)
{
  const FoRequest request = { load, "", 1, sizeof (Light), came };

  if (self->station && fo_station_is_open (self->station))
    fo_request (self->station, &request, G_OBJECT (self));
}

static gboolean
look_again (gpointer self)
{
  fo_link_lights_look (self);
  return G_SOURCE_CONTINUE;
}

void
fo_link_lights_open (FoLinkLights *self, FoStation *station)
{
  g_set_object (&self->station, station);
  if (!self->timer)
    self->timer = g_timeout_add_seconds (EVERY_S, look_again, self);
  fo_link_lights_look (self);
}

/* ---- life ----------------------------------------------------------------------------------------------------------- */

static void
clicked (FoLinkLights *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "show.page", "s", "sync");
}

static void
fo_link_lights_dispose (GObject *object)
{
  FoLinkLights *self = FO_LINK_LIGHTS (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->station);
  g_clear_pointer (&self->lights, g_array_unref);
  G_OBJECT_CLASS (fo_link_lights_parent_class)->dispose (object);
}

static void
fo_link_lights_class_init (FoLinkLightsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_link_lights_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
fo_link_lights_init (FoLinkLights *self)
{
  self->lights = g_array_new (FALSE, FALSE, sizeof (Light));
  self->button = gtk_button_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_button_set_child (GTK_BUTTON (self->button), self->box);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_focus_on_click (self->button, FALSE);
  fo_worded_set (self->button, "tooltip-text", "shell.page.sync"); /* until it is known what there is to say */
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked), self);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
}
