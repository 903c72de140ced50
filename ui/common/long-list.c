/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "long-list.h"

#include "speech.h"

#include <string.h>

enum { NEAR_END = 50, AGAIN_MAX = 5 * FO_LONG_LIST_PAGE, WORDS_MAX = 128 };

struct _FoLongList {
  GObject parent_instance;
  FoStation *station;
  const FoLongListKind *kind;
  GPtrArray *rows; /* FoRow */
  FoRow *empty;
  GObject *look; /* whose answers count; one of an earlier look finds nobody */
  gboolean complete, asking;
  char words[WORDS_MAX];
};

static void list_model_init (GListModelInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoLongList, fo_long_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { LOADED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- reading -------------------------------------------------------------------------------------------------------------- */

/* What is asked, followed by the bytes of the row it comes after. */
typedef struct {
  const FoLongListKind *kind;
  guint limit;
  gboolean has_after;
  FoLanguage language;
  char words[WORDS_MAX];
} Input;

static bool
load (FoTxn *txn, gconstpointer data, GArray *rows, GError **error)
{
  const Input *input = data;
  const FoLongListWish wish = { input->has_after ? input + 1 : NULL, input->limit, input->words, input->language };

  return input->kind->load (txn, &wish, rows, error);
}

static void
ask (FoLongList *self, guint limit, FoRow *after, FoRequestCame came)
{
  g_autofree Input *input = g_malloc0 (sizeof (Input) + self->kind->row_size);
  const FoRequest request
      = { load, input, sizeof (Input) + self->kind->row_size, self->kind->row_size, came };

  input->kind = self->kind;
  input->limit = limit;
  input->language = fo_speech_language ();
  input->has_after = after != NULL;
  g_strlcpy (input->words, self->words, sizeof input->words);
  if (after)
    memcpy (input + 1, fo_row_value (after), self->kind->row_size);
  self->asking = TRUE;
  fo_request (self->station, &request, self->look);
}

/* The row that stands for what was not read yet. A new one after each change: a list view follows an object it knows to its new
 * position, and would follow this one to the end of the list, page after page. */
static void
renew_empty (FoLongList *self)
{
  g_autofree gpointer nothing = g_malloc0 (self->kind->row_size);

  g_clear_object (&self->empty);
  self->empty = fo_row_new (nothing, self->kind->row_size);
}

static gpointer
row_of (FoLongList *self, const GArray *rows, guint i)
{
  return fo_row_new (rows->data + i * self->kind->row_size, self->kind->row_size);
}

static FoLongList *
list_of (gpointer look)
{
  return g_object_get_data (look, "fo-long-list");
}

/* Is the list at its end, when ROWS came where LIMIT could have? */
static gboolean
is_end (FoLongList *self, const GArray *rows, guint limit)
{
  gconstpointer last = rows->len ? rows->data + (gsize) (rows->len - 1) * self->kind->row_size : NULL;

  return rows->len < limit && !(last && self->kind->goes_on && self->kind->goes_on (last));
}

/* One page more. */
static void
page_came (const GArray *rows, gpointer look)
{
  g_autoptr (FoLongList) self = g_object_ref (list_of (look));
  guint before = self->rows->len;

  self->asking = FALSE;
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (self->rows, row_of (self, rows, i));
  self->complete = is_end (self, rows, FO_LONG_LIST_PAGE);
  renew_empty (self);
  g_list_model_items_changed (G_LIST_MODEL (self), before, 1, rows->len + !self->complete);
  g_signal_emit (self, signals[LOADED], 0);
}

static void
ask_page (FoLongList *self)
{
  FoRow *last = self->rows->len ? g_ptr_array_index (self->rows, self->rows->len - 1) : NULL;

  ask (self, FO_LONG_LIST_PAGE, last, page_came);
}

static gboolean
same (FoLongList *self, guint known, const GArray *rows, guint came)
{
  return memcmp (fo_row_value (g_ptr_array_index (self->rows, known)), rows->data + came * self->kind->row_size,
                 self->kind->row_size)
         == 0;
}

/* How many rows at the front, and behind those at the end, are as they were. */
static void
compare (FoLongList *self, const GArray *rows, gboolean to_the_end, guint *ret_front, guint *ret_back)
{
  guint shorter = MIN (self->rows->len, rows->len), front = 0, back = 0;

  while (front < shorter && same (self, front, rows, front))
    front++;
  while (to_the_end && back < shorter - front && same (self, self->rows->len - 1 - back, rows, rows->len - 1 - back))
    back++;
  *ret_front = front;
  *ret_back = back;
}

/* The same rows once more: only what differs is taken out and put in. */
static void
again_came (const GArray *rows, gpointer look)
{
  g_autoptr (FoLongList) self = g_object_ref (list_of (look));
  guint limit = GPOINTER_TO_UINT (g_object_get_data (look, "fo-limit"));
  gboolean was_complete = self->complete, complete = is_end (self, rows, limit);
  guint front, back, removed, added;

  self->asking = FALSE;
  compare (self, rows, was_complete && complete, &front, &back);
  removed = self->rows->len - front - back;
  added = rows->len - front - back;
  if (removed)
    g_ptr_array_remove_range (self->rows, front, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->rows, (gint) (front + i), row_of (self, rows, front + i));
  self->complete = complete;
  if (removed || added || was_complete != complete) {
    renew_empty (self);
    g_list_model_items_changed (G_LIST_MODEL (self), front, removed + !was_complete, added + !complete);
  }
  g_signal_emit (self, signals[LOADED], 0);
}

static void
begin_look (FoLongList *self)
{
  g_clear_object (&self->look);
  self->look = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (self->look, "fo-long-list", self);
}

void
fo_long_list_look (FoLongList *self, const char *words)
{
  guint before = g_list_model_get_n_items (G_LIST_MODEL (self));

  begin_look (self);
  g_strlcpy (self->words, words, sizeof self->words);
  g_ptr_array_set_size (self->rows, 0);
  self->complete = FALSE;
  renew_empty (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, 1);
  ask_page (self);
}

void
fo_long_list_again (FoLongList *self, gboolean read_below)
{
  gboolean deep = self->rows->len > AGAIN_MAX;
  guint limit = deep ? FO_LONG_LIST_PAGE : MAX (FO_LONG_LIST_PAGE, self->rows->len);

  if (deep && read_below)
    return;
  begin_look (self);
  g_object_set_data (self->look, "fo-limit", GUINT_TO_POINTER (limit));
  ask (self, limit, NULL, again_came);
}

gconstpointer
fo_long_list_known (FoLongList *self, guint i)
{
  return i < self->rows->len ? fo_row_value (g_ptr_array_index (self->rows, i)) : NULL;
}

/* ---- the model -------------------------------------------------------------------------------------------------------------- */

static GType
get_item_type (GListModel *model)
{
  (void) model;
  return FO_TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  FoLongList *self = FO_LONG_LIST (model);

  return self->rows->len + !self->complete;
}

static gpointer
get_item (GListModel *model, guint position)
{
  FoLongList *self = FO_LONG_LIST (model);

  if (position >= get_n_items (model))
    return NULL;
  if (position + NEAR_END >= self->rows->len && self->rows->len && !self->complete && !self->asking)
    ask_page (self);
  return g_object_ref (position < self->rows->len ? g_ptr_array_index (self->rows, position) : self->empty);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
fo_long_list_dispose (GObject *object)
{
  FoLongList *self = FO_LONG_LIST (object);

  g_clear_object (&self->look);
  g_clear_object (&self->station);
  g_clear_object (&self->empty);
  g_ptr_array_set_size (self->rows, 0);
  self->complete = TRUE;
  G_OBJECT_CLASS (fo_long_list_parent_class)->dispose (object);
}

static void
fo_long_list_finalize (GObject *object)
{
  g_ptr_array_unref (FO_LONG_LIST (object)->rows);
  G_OBJECT_CLASS (fo_long_list_parent_class)->finalize (object);
}

static void
fo_long_list_class_init (FoLongListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_long_list_dispose;
  G_OBJECT_CLASS (class)->finalize = fo_long_list_finalize;
  signals[LOADED]
      = g_signal_new ("loaded", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fo_long_list_init (FoLongList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->complete = TRUE;
}

FoLongList *
fo_long_list_new (FoStation *station, const FoLongListKind *kind)
{
  FoLongList *self = g_object_new (FO_TYPE_LONG_LIST, NULL);

  self->station = g_object_ref (station);
  self->kind = kind;
  return self;
}
