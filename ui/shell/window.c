/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window.h"

#include "band.h"
#include "common/speech.h"
#include "common/worded.h"
#include "compact.h"
#include "devices/devices-page.h"
#include "doer.h"
#include "entry.h"
#include "holding.h"
#include "menus.h"
#include "lanes.h"
#include "lock.h"
#include "offline-strip.h"
#include "page-stack.h"
#include "rail.h"
#include "router.h"
#include "sync/link-lights.h"
#include "tab.h"
#include "touch-keys.h"

#include <string.h>

enum { HELP_KEY = 1, LANE_KEY = 10 };

struct _FoWindow {
  AdwApplicationWindow parent_instance;
  FoStation *station;
  FoSounds *sounds;
  FoBand *band;
  FoLanes *lanes;
  GtkStack *pages;
  FoPageStack *stack; /* what stands in it */
  FoRail *rail;
  GtkBox *frame;
  GtkEditable *entry;
  FoTouchKeys *touch_keys;
  GtkWidget *training_strip;
  GtkLabel *offline_strip;
  AdwWindowTitle *warehouse_title;
  GtkLabel *place_label, *person_label;
  FoLinkLights *lights;
  GtkToggleButton *dark_button, *mute_button;
  GtkToggleButton *language_ru, *language_de, *language_en;
  FoMenus menus;
  FoHolding *holding;   /* scans that wait for a question's end */
  const char *task;     /* of the last view; static */
  FoDoerShown doer;     /* of the last view */
  FoCompact compact;
  FoLock *lock;
  GtkWidget *cover; /* over the pages while nobody is here */
};

G_DEFINE_FINAL_TYPE (FoWindow, fo_window, ADW_TYPE_APPLICATION_WINDOW)

/* ---- pages ---------------------------------------------------------------------------------------------------------------- */

GtkWidget *
fo_window_page (FoWindow *self)
{
  return gtk_stack_get_visible_child (self->pages);
}

GtkWidget *
fo_window_find_page (FoWindow *self, const char *name)
{
  return fo_page_stack_find (self->stack, name);
}

static void
show_page (FoWindow *self, const FoPageRow *row)
{
  gtk_stack_set_visible_child (self->pages, fo_page_stack_find (self->stack, row->name));
  fo_rail_set_current (self->rail, row);
}

static void
open_page (FoWindow *self, const FoPageRow *row)
{
  show_page (self, row);
  if (*row->task && !fo_page_row_shows (row, self->task)) {
    g_autofree char *command = g_strdup_printf ("task %s", row->task);
    fo_station_command (self->station, command);
  }
}

void
fo_window_open_page (FoWindow *self, const char *name)
{
  const FoPageRow *row = fo_page_row_named (name);

  if (row)
    open_page (self, row);
}

/* A scan may have opened another task: the order's paper opens picking. */
static void
follow_task (FoWindow *self, const char *task)
{
  guint n;
  const FoPageRow *rows = fo_page_rows (&n);

  if (strcmp (task, self->task) == 0)
    return;
  self->task = g_intern_string (task);
  for (guint i = 0; i < n; i++)
    if (fo_page_row_shows (&rows[i], task))
      show_page (self, &rows[i]);
}

/* ---- header -------------------------------------------------------------------------------------------------------------- */

static void
say_warehouse (FoWindow *self)
{
  const char *name = fo_station_warehouse (self->station);
  g_autofree char *training = fo_say ("shell.warehouse.training", NULL);

  if (*name)
    adw_window_title_set_title (self->warehouse_title, name);
  else
    adw_window_title_set_title (self->warehouse_title, fo_station_is_training (self->station) ? training : "Firstout");
}

static void
show_training (FoWindow *self)
{
  gboolean training = fo_station_is_training (self->station);

  gtk_widget_set_visible (self->training_strip, training);
  if (training)
    gtk_widget_add_css_class (GTK_WIDGET (self->frame), "training-frame");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->frame), "training-frame");
}

static void
say_header (FoWindow *self)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *place = NULL;

  fo_args_set_text (&args, "station", fo_station_options (self->station)->station);
  place = fo_say ("shell.station", &args);
  gtk_label_set_text (self->place_label, place);
  fo_doer_say (self->person_label, &self->doer);
  say_warehouse (self);
  fo_offline_strip_show (self->offline_strip, self->station);
}

/* ---- answers --------------------------------------------------------------------------------------------------------------- */

static void
show_view (FoWindow *self, const FoView *view)
{
  follow_task (self, view->task);
  fo_doer_of_view (view, &self->doer);
  fo_doer_say (self->person_label, &self->doer);
  fo_lock_see_person (self->lock, self->doer.person);
  fo_entry_set_secret (self->entry, view->pin_wanted);
  fo_page_stack_show (self->stack, view);
}

/* A person knows the scanner by the name the Devices page shows. */
static void
name_device (FoWindow *self, guint32 lane, const FoReply *reply)
{
  const FoArg *device = fo_args_get (&reply->args, "device");

  if (device)
    fo_lanes_name_device (self->lanes, lane, fo_devices_page_name_of (fo_window_find_page (self, "devices"), device->text));
}

/* The failure of the world is everybody's: it stands in front. */
void
fo_window_show_answer (FoWindow *self, const FoDeskReply *reply, const FoView *view, const GError *error)
{
  guint32 front = fo_station_front (self->station), lane = reply ? reply->lane : view ? view->lane : front;

  fo_lanes_note (self->lanes, lane, reply, view, error);
  if (reply)
    name_device (self, lane, &reply->reply);
  if (reply || error)
    fo_sounds_play (self->sounds, reply ? fo_verdict_mood (reply->reply.verdict) : FO_MOOD_WRONG, lane);
  if (reply)
    fo_page_stack_add_recent (self->stack, lane, &reply->reply);
  if (lane == front && (reply || error))
    fo_lanes_show_answer (self->lanes, self->band);
  if (lane == front && reply)
    fo_page_hear (FO_PAGE (fo_window_page (self)), reply);
  if (lane == front && view)
    show_view (self, view);
  fo_page_stack_refresh (self->stack, reply ? reply->topics : 0);
  fo_band_set_waiting (self->band, fo_station_waiting (self->station));
}

static void
bring_to_front (FoWindow *self, guint32 lane)
{
  if (lane == fo_station_front (self->station))
    return;
  fo_station_set_front (self->station, lane);
  fo_lanes_set_front (self->lanes, lane);
  fo_lanes_show_answer (self->lanes, self->band);
  fo_page_stack_set_lane (self->stack, lane);
  self->task = ""; /* so that its page is shown */
  show_view (self, fo_lanes_view (self->lanes));
  fo_band_set_waiting (self->band, fo_station_waiting (self->station));
}

void
fo_window_refresh (FoWindow *self)
{
  fo_page_stack_refresh (self->stack, FO_TOPIC_STOCK | FO_TOPIC_ORDERS | FO_TOPIC_SUPPLIES | FO_TOPIC_ITEMS);
}

static void
station_answered (FoWindow *self, const FoDeskReply *reply, const FoView *view, const GError *error)
{
  fo_window_show_answer (self, reply, view, error);
}

static void
station_opened (FoWindow *self, const GError *error)
{
  if (error)
    fo_band_show_error (self->band, error);
  else {
    fo_page_stack_open (self->stack, self->station);
    fo_link_lights_open (self->lights, self->station);
    fo_lock_open (self->lock, self->station);
  }
  say_warehouse (self);
  show_training (self);
}

static void
station_printed (FoWindow *self, const char *path, GBytes *png)
{
  g_autoptr (GdkTexture) picture = gdk_texture_new_from_bytes (png, NULL);

  fo_page_stack_set_label (self->stack, GDK_PAINTABLE (picture), path);
}

static void
station_not_printed (FoWindow *self, const FoReply *refusal)
{
  fo_band_show_reply (self->band, refusal);
  fo_sounds_play (self->sounds, FO_MOOD_WRONG, fo_station_front (self->station));
}

/* ---- scans and commands ----------------------------------------------------------------------------------------------------- */

/* A command barcode of the window's own: FO:C:PAGE-STOCK. Whoever scans it comes to the front. */
static gboolean
open_scanned_page (FoWindow *self, const FoScan *scan)
{
  const FoPageRow *row = fo_router_page_named (scan);

  if (row) {
    bring_to_front (self, scan->lane);
    open_page (self, row);
  }
  return row != NULL;
}

/* What a page takes for itself is of the lane in front; scanners are set up one after the other, whosever they are. */
static gboolean
page_hears (FoWindow *self, const FoScan *scan)
{
  return scan->lane == fo_station_front (self->station) || FO_IS_DEVICES_PAGE (fo_window_page (self));
}

static void
scan_code (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoWindow *self = FO_WINDOW (widget);
  FoScan scan;

  (void) name;
  fo_scan_from_variant (parameter, &scan);
  if (!fo_router_is_scanner (scan.device))
    scan.lane = fo_station_front (self->station);
  if (fo_lock_stops_scan (self->lock, &scan))
    return;
  fo_devices_page_show_scan (FO_DEVICES_PAGE (fo_window_find_page (self, "devices")), &scan);
  if ((page_hears (self, &scan) && fo_page_take_scan (FO_PAGE (fo_window_page (self)), &scan)) || open_scanned_page (self, &scan)) {
    fo_station_note_scan (self->station, &scan, gtk_stack_get_visible_child_name (self->pages));
    return;
  }
  fo_holding_scan (self->holding, &scan);
  fo_band_set_waiting (self->band, fo_station_waiting (self->station));
}

static void
desk_command (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void) name;
  if (!fo_lock_stops_command (FO_WINDOW (widget)->lock, g_variant_get_string (parameter, NULL)))
    fo_station_command (FO_WINDOW (widget)->station, g_variant_get_string (parameter, NULL));
}

static void
desk_confirm (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *command, *message;

  (void) name;
  g_variant_get (parameter, "(&s&s)", &command, &message);
  fo_holding_ask (FO_WINDOW (widget)->holding, GTK_WINDOW (widget), command, message);
}

static void
lane_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void) name;
  bring_to_front (FO_WINDOW (widget), g_variant_get_uint32 (parameter));
}

static void
page_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoWindow *self = FO_WINDOW (widget);
  g_auto (GStrv) page_and_what = g_strsplit (g_variant_get_string (parameter, NULL), ":", 2);

  (void) name;
  if (fo_lock_is_on (self->lock))
    return;
  fo_window_open_page (self, page_and_what[0]);
  if (page_and_what[1])
    fo_page_look (FO_PAGE (fo_window_page (self)), page_and_what[1]);
}

static void
show_acts (FoWindow *self)
{
  fo_menus_show_acts (&self->menus, GTK_WINDOW (self), self->task, fo_page_order (FO_PAGE (fo_window_page (self))));
}

/* "show.keys", "show.pages", "show.acts" */
static void
menu_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoWindow *self = FO_WINDOW (widget);

  (void) parameter;
  if (strcmp (name, "show.keys") == 0)
    fo_menus_show_keys (&self->menus, GTK_WINDOW (self));
  else if (strcmp (name, "show.pages") == 0)
    fo_menus_show_pages (&self->menus, GTK_WINDOW (self));
  else
    show_acts (self);
}

/* What was typed: "/…" is a command by name, anything else is as if it were scanned. */
static void
entry_activated (FoWindow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  g_autofree char *command = fo_entry_take_command (self->entry, text);
  FoScan scan;

  gtk_editable_set_text (self->entry, "");
  if (command && !fo_lock_stops_command (self->lock, command))
    fo_station_command (self->station, command);
  else if (!command && fo_scan_init (&scan, text, strlen (text), FO_SYMBOLOGY_TYPED, "window", fo_station_options (self->station)->now_us ()))
    gtk_widget_activate_action_variant (GTK_WIDGET (self->entry), "scan.code", fo_scan_to_variant (&scan));
}

/* ---- keys ------------------------------------------------------------------------------------------------------------------- */

static gboolean
open_page_of_key (FoWindow *self, int n)
{
  const FoPageRow *row = fo_page_row_of_key (n);

  if (row)
    open_page (self, row);
  return row != NULL;
}

static gboolean
press_function_key (FoWindow *self, int n, GdkModifierType state)
{
  if (state & GDK_CONTROL_MASK)
    return open_page_of_key (self, state & GDK_SHIFT_MASK ? n + 12 : n);
  if (n == HELP_KEY) {
    fo_menus_show_keys (&self->menus, GTK_WINDOW (self));
    return TRUE;
  }
  if (n == LANE_KEY && state & GDK_SHIFT_MASK) {
    show_acts (self);
    return TRUE;
  }
  if (n == LANE_KEY) {
    bring_to_front (self, fo_lanes_next (self->lanes));
    return TRUE;
  }
  return fo_page_press_key (FO_PAGE (fo_window_page (self)), n);
}

static gboolean
press_outside_entry (FoWindow *self, guint keyval)
{
  gunichar character = gdk_keyval_to_unicode (keyval);

  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) {
    if (!*gtk_editable_get_text (self->entry) && fo_tab_is_in_list (GTK_WINDOW (self)))
      return FALSE; /* it opens the row */
    entry_activated (self);
    return TRUE;
  }
  if (character > ' ' && character != 0x7f) {
    fo_entry_type (self->entry, character);
    return TRUE;
  }
  return FALSE;
}

gboolean
fo_window_press_key (FoWindow *self, guint keyval, GdkModifierType state)
{
  GdkModifierType held = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);

  if (fo_lock_stops_key (self->lock, keyval, held != 0))
    return TRUE;
  if (keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F12)
    return press_function_key (self, (int) (keyval - GDK_KEY_F1) + 1, state & (held | GDK_SHIFT_MASK));
  if (held == GDK_ALT_MASK && keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9)
    return open_page_of_key (self, (int) (keyval - GDK_KEY_0));
  if (keyval == GDK_KEY_Menu) {
    show_acts (self);
    return TRUE;
  }
  if (held == GDK_ALT_MASK && keyval == GDK_KEY_0) {
    fo_menus_show_pages (&self->menus, GTK_WINDOW (self));
    return TRUE;
  }
  if (keyval == GDK_KEY_Escape) {
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
    return TRUE;
  }
  if (!held && (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab))
    return fo_tab_out_of_list (GTK_WINDOW (self), keyval == GDK_KEY_Tab ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
  return !held && !fo_entry_is_open (GTK_WINDOW (self)) && press_outside_entry (self, keyval);
}

static gboolean
key_pressed (FoWindow *self, guint keyval, guint keycode, GdkModifierType state)
{
  (void) keycode;
  return fo_window_press_key (self, keyval, state);
}

/* ---- switches of the header ------------------------------------------------------------------------------------------------ */

static void
language_toggled (GtkToggleButton *button, FoWindow *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  fo_speech_set_language (button == self->language_ru   ? FO_LANGUAGE_RU
                          : button == self->language_de ? FO_LANGUAGE_DE
                                                        : FO_LANGUAGE_EN);
}

static void
show_language (FoWindow *self)
{
  GtkToggleButton *buttons[] = { [FO_LANGUAGE_RU] = self->language_ru,
                                 [FO_LANGUAGE_DE] = self->language_de,
                                 [FO_LANGUAGE_EN] = self->language_en };

  gtk_toggle_button_set_active (buttons[fo_speech_language ()], TRUE);
  say_header (self);
}

static void
dark_toggled (GtkToggleButton *button, FoWindow *self)
{
  (void) self;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), gtk_toggle_button_get_active (button)
                                                                            ? ADW_COLOR_SCHEME_FORCE_DARK
                                                                            : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
mute_toggled (GtkToggleButton *button, FoWindow *self)
{
  fo_sounds_set_muted (self->sounds, gtk_toggle_button_get_active (button));
}

/* ---- life --------------------------------------------------------------------------------------------------------------------- */

static void
fo_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (fo_window_parent_class)->size_allocate (widget, width, height, baseline);
  fo_compact_allocated (&FO_WINDOW (widget)->compact, widget, width, height);
}

static void
fo_window_dispose (GObject *object)
{
  FoWindow *self = FO_WINDOW (object);

  fo_compact_clear (&self->compact);
  g_clear_pointer (&self->lock, fo_lock_free);
  g_clear_pointer (&self->holding, fo_holding_free);
  fo_menus_close (&self->menus);
  g_clear_pointer (&self->stack, fo_page_stack_free);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_window_parent_class)->dispose (object);
}

static void
fo_window_class_init (FoWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_window_dispose;
  widget_class->size_allocate = fo_window_size_allocate;
  g_type_ensure (FO_TYPE_BAND);
  g_type_ensure (FO_TYPE_LANES);
  g_type_ensure (FO_TYPE_LINK_LIGHTS);
  g_type_ensure (FO_TYPE_RAIL);
  g_type_ensure (FO_TYPE_TOUCH_KEYS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/shell/window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoWindow, band);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, lanes);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, rail);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, frame);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, touch_keys);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, training_strip);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, offline_strip);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, warehouse_title);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, place_label);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, person_label);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, lights);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, cover);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, dark_button);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, mute_button);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, language_ru);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, language_de);
  gtk_widget_class_bind_template_child (widget_class, FoWindow, language_en);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, language_toggled);
  gtk_widget_class_bind_template_callback (widget_class, dark_toggled);
  gtk_widget_class_bind_template_callback (widget_class, mute_toggled);
  gtk_widget_class_install_action (widget_class, "scan.code", FO_SCAN_VARIANT, scan_code);
  gtk_widget_class_install_action (widget_class, "desk.command", "s", desk_command);
  gtk_widget_class_install_action (widget_class, "desk.confirm", "(ss)", desk_confirm);
  gtk_widget_class_install_action (widget_class, "show.page", "s", page_open);
  gtk_widget_class_install_action (widget_class, "show.pages", NULL, menu_open);
  gtk_widget_class_install_action (widget_class, "show.acts", NULL, menu_open);
  gtk_widget_class_install_action (widget_class, "show.lane", "u", lane_open);
  gtk_widget_class_install_action (widget_class, "show.keys", NULL, menu_open);
}

static void
fo_window_init (FoWindow *self)
{
  self->task = "";
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "firstout");
  fo_worded_init (GTK_WIDGET (self));
  fo_touch_keys_set_entry (self->touch_keys, self->entry);
  self->lock = fo_lock_new (GTK_WIDGET (self), self->cover, GTK_WIDGET (self->rail), GTK_WIDGET (self->entry));
  self->stack = fo_page_stack_new (self->pages);
  show_page (self, fo_page_row_named ("receive"));
}

FoWindow *
fo_window_new (GtkApplication *application, FoStation *station, FoSounds *sounds)
{
  FoWindow *self = g_object_new (FO_TYPE_WINDOW, "application", application, NULL);

  self->station = g_object_ref (station);
  self->sounds = sounds;
  self->holding = fo_holding_new (station);
  show_training (self);
  show_language (self);
  gtk_toggle_button_set_active (self->dark_button, fo_station_options (station)->dark);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (show_language), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "answered", G_CALLBACK (station_answered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "opened", G_CALLBACK (station_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "changed", G_CALLBACK (fo_window_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "link-changed", G_CALLBACK (say_header), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "printed", G_CALLBACK (station_printed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "checked", G_CALLBACK (fo_band_show_found), self->band, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "not-printed", G_CALLBACK (station_not_printed), self, G_CONNECT_SWAPPED);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return self;
}
