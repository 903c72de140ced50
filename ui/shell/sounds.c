/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sounds.h"

#include "firstout/store/worker.h"
#include "moods.h"

#include <gsound.h>

struct FoSounds {
  FoSoundPort port;
  gpointer data;
  FoWorker *worker; /* owns the sound context: asking the server takes up to 30 ms */
  char *folder;
  gboolean muted;
};

/* Lives on the worker's thread; made at the first sound, for connecting to the server takes time. */
typedef struct {
  GSoundContext *context;
  guint failures; /* in a row */
  gboolean tried;
} Player;

enum { PATIENCE = 3 };

static void
player_free (gpointer data)
{
  Player *player = data;

  g_clear_object (&player->context);
  g_free (player);
}

static void
play_file (gpointer owned, gpointer path)
{
  Player *player = owned;

  if (!player->tried) {
    player->tried = TRUE;
    player->context = gsound_context_new (NULL, NULL);
  }
  if (!player->context)
    return;
  if (gsound_context_play_simple (player->context, NULL, NULL, GSOUND_ATTR_MEDIA_FILENAME, path, NULL))
    player->failures = 0;
  else if (++player->failures == PATIENCE) /* no server, no card: not asked at every scan again */
    g_clear_object (&player->context);
}

static void
play_on_server (const char *name, gpointer data)
{
  FoSounds *sounds = data;
  g_autofree char *file = g_strconcat (name, ".wav", NULL);

  fo_worker_submit (sounds->worker, play_file, NULL, g_build_filename (sounds->folder, file, NULL), g_free);
}

FoSounds *
fo_sounds_new (const char *folder)
{
  FoSounds *sounds = fo_sounds_new_for_port (play_on_server, NULL);

  sounds->data = sounds;
  sounds->folder = g_strdup (folder);
  sounds->worker = fo_worker_new ("sound", g_new0 (Player, 1), player_free);
  return sounds;
}

FoSounds *
fo_sounds_new_for_port (FoSoundPort port, gpointer data)
{
  FoSounds *sounds = g_new0 (FoSounds, 1);

  sounds->port = port;
  sounds->data = data;
  return sounds;
}

void
fo_sounds_free (FoSounds *sounds)
{
  if (!sounds)
    return;
  g_clear_pointer (&sounds->worker, fo_worker_free);
  g_free (sounds->folder);
  g_free (sounds);
}

void
fo_sounds_play (FoSounds *sounds, FoMood mood, guint32 lane)
{
  g_autofree char *name = g_strconcat (fo_mood_look (mood)->sound, lane % 2 ? "-2" : "", NULL);

  if (!sounds->muted)
    sounds->port (name, sounds->data);
}

void
fo_sounds_set_muted (FoSounds *sounds, gboolean muted)
{
  sounds->muted = muted;
}
