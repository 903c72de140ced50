/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech.h"

#include "closures.h"

struct _FoSpeech {
  GObject parent_instance;
  FoLanguage language;
};

G_DEFINE_FINAL_TYPE (FoSpeech, fo_speech, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
fo_speech_class_init (FoSpeechClass *class)
{
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fo_speech_init (FoSpeech *self)
{
  self->language = fo_language_from_environment ();
}

FoSpeech *
fo_speech_get (void)
{
  static FoSpeech *speech;

  if (!speech)
    speech = g_object_new (FO_TYPE_SPEECH, NULL);
  return speech;
}

FoLanguage
fo_speech_language (void)
{
  return fo_speech_get ()->language;
}

void
fo_speech_set_language (FoLanguage language)
{
  FoSpeech *self = fo_speech_get ();

  if (self->language == language)
    return;
  self->language = language;
  g_signal_emit (self, signals[CHANGED], 0);
}

char *
fo_say (const char *message_id, const FoArgs *args)
{
  return fo_words (fo_speech_language (), message_id, args);
}

const char *
fo_speech_choose (const char *name, const char *de, const char *en)
{
  return fo_name_in (fo_speech_language (), name, de, en);
}
