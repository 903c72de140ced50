/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the parts of the scene player share: scene.c reads and runs lines, scene-set.c furnishes, scene-expect.c compares. */
#pragma once

#include "firstout/desk/intake.h"
#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/store/supplies.h"
#include "firstout/work/substitutes.h"
#include "scene.h"

typedef struct {
  char *station;
  char *journal_path;
  FoJournal *journal;
  FoDesk *desk;
} SceneLane;

typedef struct {
  FoStore *store;
  const char *name;
  guint line;
  char *failure;  /* the first; what follows is not played */
  char **words;   /* of the line, cut as a shell would */
  guint n_words;
  GPtrArray *lanes; /* SceneLane */
  SceneLane *lane;
  FoDeskReply reply;
  char *json, *json_before; /* of the last two answers */
  gpointer answered;        /* json_object: the last value of every field that was answered */
  bool must_expect;         /* an input whose answer was not looked at yet */
  guint input_line;         /* ... and where it stands */
  FoVerdict found;          /* what the last start said */
  guint made;               /* names for new things */
  FoSeparators separators;  /* what is known of the scanner */
  SceneWatch watch;         /* NULL: nobody */
  gpointer watch_data;
} Scene;

void scene_fail (Scene *scene, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* The world must not fail in a scene. */
void scene_fail_error (Scene *scene, GError *error);

/* Word N, or "" with a failure when there is none. */
const char *scene_word (Scene *scene, guint n);
/* The value of "NAME=…" among the words, NULL when it is not there; a lone NAME is "". */
const char *scene_option (const Scene *scene, const char *name);
FoQuantity scene_quantity (Scene *scene, const char *text);
FoDay scene_day (Scene *scene, const char *text);
bool scene_act (Scene *scene, FoAct *act);
/* Runs READ; a failure of the world fails the scene. */
void scene_read (Scene *scene, FoTxnFunc read, gpointer data);
void scene_open_lane (Scene *scene, const char *station);
void scene_lane_free (gpointer lane);

/* Things by their names; false with a failure when there is none. */
bool scene_find_item (Scene *scene, const char *code, FoItem *ret);
bool scene_find_place (Scene *scene, const char *code, FoPlace *ret);
bool scene_find_order (Scene *scene, const char *number, FoOrder *ret);
/* "ITEM/LOT"; the lot of an untracked item is "ITEM/". */
bool scene_find_lot (Scene *scene, const char *name, FoItem *ret_item, FoLot *ret_lot);

/* True when the verb is one of theirs. */
bool scene_set (Scene *scene, const char *verb);
void scene_expect (Scene *scene);
/* `announce`, and `expect unit` (scene-units.c). */
void scene_announce (Scene *scene);
void scene_expect_unit (Scene *scene);
void scene_expect_days (Scene *scene);
void scene_expect_certificates (Scene *scene);
/* `expect paper` (scene-papers.c). */
void scene_expect_paper (Scene *scene);
void scene_expect_papers (Scene *scene);
/* `expect told` (scene-told.c). */
void scene_expect_told (Scene *scene, const char *op, bool wanted);
/* `sent` */
void scene_sent (Scene *scene);
/* "approve $request": the last answer that had that field says what stands there. Free with g_free. */
char *scene_fill_in (const Scene *scene, const char *text);
void scene_keep_answer (Scene *scene);
/* `document`, and `expect documents`. */
void scene_set_document (Scene *scene);
void scene_expect_documents (Scene *scene);
/* `expect carton`, `expect labels carton` (scene-cartons.c). */
void scene_expect_carton (Scene *scene);
void scene_expect_carton_labels (Scene *scene);
/* Returns, claims, recalls, traces (scene-returns.c). */
void scene_expect_returned (Scene *scene);
void scene_expect_claim (Scene *scene);
void scene_expect_recall (Scene *scene);
void scene_expect_trace (Scene *scene);
/* `person`, `two`; `expect alone`, `expect nowhere` (scene-people.c). */
void scene_set_person (Scene *scene);
void scene_set_two (Scene *scene);
void scene_expect_alone (Scene *scene);
void scene_expect_nowhere (Scene *scene);
/* `kit`, `customer`, `change`, `ask`; `expect question`, `expect questions`, `expect thread` (scene-deals.c). */
void scene_set_kit (Scene *scene);
void scene_set_substitute (Scene *scene);
FoSubstitutesSaid scene_substitutes_said (Scene *scene);
void scene_set_customer (Scene *scene);
void scene_set_stage (Scene *scene);
void scene_change_line (Scene *scene);
void scene_ask (Scene *scene);
void scene_expect_question (Scene *scene);
void scene_expect_thread (Scene *scene);
void scene_expect_broken (Scene *scene);
void scene_expect_could (Scene *scene);
/* FIELD=VALUE from word FIRST on, against OBJECT, a json_object. */
void scene_compare_fields (Scene *scene, guint first, gpointer object);
