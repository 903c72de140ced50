/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "typing.h"

#include "burst.h"

enum { KEYCODE_OFFSET = 8 }; /* X11 and Wayland count from 8 */

struct _FoTyping {
  GObject parent_instance;
  gint64 (*now_us) (void);
  FoTypingScanned scanned;
  FoTypingRefused refused;
  gpointer data;
  GListModel *windows;
  GPtrArray *held;   /* of GdkEvent: nobody has seen them yet */
  GArray *keys;      /* of FoBurstKey: what they are */
  GPtrArray *freed;  /* of GdkEvent: put back into the queue, to pass when they come again */
  guint8 down[32];   /* keys that are down, by code */
  guint quiet;       /* source */
};

G_DEFINE_FINAL_TYPE (FoTyping, fo_typing, G_TYPE_OBJECT)

/* ---- what becomes of a burst -------------------------------------------------------------------------------------------- */

static void
drop (FoTyping *self)
{
  g_ptr_array_set_size (self->held, 0);
  g_array_set_size (self->keys, 0);
}

/* Back into the queue, from where they come here once more and pass. */
static void
set_free (FoTyping *self)
{
  for (guint i = 0; i < self->held->len; i++) {
    GdkEvent *event = g_ptr_array_index (self->held, i);
    g_ptr_array_add (self->freed, gdk_event_ref (event));
    gdk_display_put_event (gdk_event_get_display (event), event);
  }
  drop (self);
}

/* What a scanner sends is no quantity, no day and no number of copies. */
static gboolean
is_number_field (GtkWidget *editable)
{
  GtkInputPurpose purpose = GTK_INPUT_PURPOSE_FREE_FORM;

  if (GTK_IS_ENTRY (editable))
    purpose = gtk_entry_get_input_purpose (GTK_ENTRY (editable));
  else if (GTK_IS_TEXT (editable))
    purpose = gtk_text_get_input_purpose (GTK_TEXT (editable));
  return purpose == GTK_INPUT_PURPOSE_DIGITS || purpose == GTK_INPUT_PURPOSE_NUMBER
         || gtk_widget_get_ancestor (editable, GTK_TYPE_SPIN_BUTTON);
}

static gboolean
is_for_an_entry (FoTyping *self)
{
  GdkEvent *event = g_ptr_array_index (self->held, 0);
  GtkNative *native = gtk_native_get_for_surface (gdk_event_get_surface (event));
  GtkRoot *root = native ? gtk_widget_get_root (GTK_WIDGET (native)) : NULL;
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus && GTK_IS_EDITABLE (focus) && !is_number_field (focus);
}

static void
judge (FoTyping *self)
{
  FoVerdict verdict = FO_KEYS_NO_CODE;
  FoScan scan;

  g_clear_handle_id (&self->quiet, g_source_remove);
  if (self->held->len == 0)
    return;
  switch (fo_burst_judge (self->keys, self->now_us (), &scan, &verdict)) {
  case FO_BURST_PERSON:
    set_free (self);
    return;
  case FO_BURST_TEXT:
    if (is_for_an_entry (self)) {
      set_free (self);
      return;
    }
    break;
  case FO_BURST_SCAN:
    drop (self);
    self->scanned (&scan, self->data);
    return;
  case FO_BURST_REFUSED:
    break;
  }
  drop (self);
  self->refused (verdict, self->data);
}

static gboolean
quiet (gpointer self)
{
  FO_TYPING (self)->quiet = 0;
  judge (FO_TYPING (self));
  return G_SOURCE_REMOVE;
}

/* ---- keys ------------------------------------------------------------------------------------------------------------------ */

/* The system's own repeat of a key that stays down: only a person does that. */
static gboolean
note_down (FoTyping *self, const FoBurstKey *key)
{
  guint8 bit = (guint8) (1u << (key->code % 8)), *byte = &self->down[key->code / 8 % sizeof self->down];
  gboolean repeats = key->down && (*byte & bit);

  *byte = (guint8) (key->down ? *byte | bit : *byte & ~bit);
  return repeats;
}

static guint32
last_ms (FoTyping *self)
{
  return g_array_index (self->keys, FoBurstKey, self->keys->len - 1).at_ms;
}

/* Behind everything that waits in GDK's queue: what came in time is seen before it is said that nothing came. */
static void
wait_for_quiet (FoTyping *self)
{
  g_clear_handle_id (&self->quiet, g_source_remove);
  self->quiet = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, FO_BURST_QUIET_MS, quiet, self, NULL);
}

static gboolean
take (FoTyping *self, GdkEvent *event, FoBurstKey key)
{
  gboolean repeats = note_down (self, &key);
  gboolean alone = self->held->len == 0 && self->freed->len == 0;

  if (alone && (repeats || !key.down))
    return GDK_EVENT_PROPAGATE;
  /* By the keys' own clock: a main loop that was busy makes a person no scanner. */
  if (self->held->len > 0 && key.at_ms - last_ms (self) > FO_BURST_QUIET_MS)
    judge (self);
  g_ptr_array_add (self->held, gdk_event_ref (event));
  g_array_append_val (self->keys, key);
  if (repeats)
    set_free (self);
  else
    wait_for_quiet (self);
  return GDK_EVENT_STOP;
}

static gboolean
on_event (GtkEventControllerLegacy *controller, GdkEvent *event, FoTyping *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  (void) controller;
  if (type != GDK_KEY_PRESS && type != GDK_KEY_RELEASE)
    return GDK_EVENT_PROPAGATE;
  if (g_ptr_array_remove (self->freed, event))
    return GDK_EVENT_PROPAGATE;
  guint keycode = gdk_key_event_get_keycode (event);
  if (keycode < KEYCODE_OFFSET || keycode > G_MAXUINT8)
    return GDK_EVENT_PROPAGATE;
  return take (self, event,
               (FoBurstKey){ .code = (guint16) (keycode - KEYCODE_OFFSET),
                             .down = type == GDK_KEY_PRESS,
                             .at_ms = gdk_event_get_time (event) });
}

/* ---- windows --------------------------------------------------------------------------------------------------------------- */

static void
watch (FoTyping *self, GtkWidget *window)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_name (controller, "fo-typing");
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (on_event), self, 0);
  gtk_widget_add_controller (window, controller);
}

static void
windows_changed (GListModel *windows, guint position, guint removed, guint added, FoTyping *self)
{
  (void) removed;
  for (guint i = 0; i < added; i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, position + i);
    if (!g_object_get_data (G_OBJECT (window), "fo-typing")) {
      g_object_set_data (G_OBJECT (window), "fo-typing", self);
      watch (self, window);
    }
  }
}

/* ---- life -------------------------------------------------------------------------------------------------------------------- */

static void
fo_typing_finalize (GObject *object)
{
  FoTyping *self = FO_TYPING (object);

  g_clear_handle_id (&self->quiet, g_source_remove);
  g_ptr_array_unref (self->held);
  g_ptr_array_unref (self->freed);
  g_array_unref (self->keys);
  g_clear_object (&self->windows);
  G_OBJECT_CLASS (fo_typing_parent_class)->finalize (object);
}

static void
fo_typing_class_init (FoTypingClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fo_typing_finalize;
}

static void
fo_typing_init (FoTyping *self)
{
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) gdk_event_unref);
  self->freed = g_ptr_array_new_with_free_func ((GDestroyNotify) gdk_event_unref);
  self->keys = g_array_new (FALSE, FALSE, sizeof (FoBurstKey));
}

FoTyping *
fo_typing_new (gint64 (*now_us) (void), FoTypingScanned scanned, FoTypingRefused refused, gpointer data)
{
  FoTyping *self = g_object_new (FO_TYPE_TYPING, NULL);

  self->now_us = now_us;
  self->scanned = scanned;
  self->refused = refused;
  self->data = data;
  self->windows = g_object_ref (gtk_window_get_toplevels ());
  g_signal_connect_object (self->windows, "items-changed", G_CALLBACK (windows_changed), self, 0);
  windows_changed (self->windows, 0, 0, g_list_model_get_n_items (self->windows), self);
  return self;
}
