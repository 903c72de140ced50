/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "support/damage.h"
#include "firstout/core/gs1.h"
#include "firstout/symbol/symbol.h"
#include <stdio.h>
#include <string.h>

#define TIMEOUT_MS 300
#define MARGIN 20

/* ---- what is damaged --------------------------------------------------------------------------------------------- */

/* DIGITS with the check digit of GS1 behind them. */
static void
random_number (GRand *rand, int digits, char *text)
{
  int sum = 0;

  for (int i = 0; i < digits; i++) {
    text[i] = (char) ('0' + g_rand_int_range (rand, 0, 10));
    sum += (text[i] - '0') * ((digits - i) % 2 ? 3 : 1);
  }
  text[digits] = (char) ('0' + (10 - sum % 10) % 10);
  text[digits + 1] = '\0';
}

static void
random_text (GRand *rand, FoSymbolKind kind, char text[PICTURE_TEXT_MAX])
{
  char gtin[FO_GTIN_MAX];

  switch (kind) {
  case FO_SYMBOL_EAN:
    random_number (rand, 12, text);
    return;
  case FO_SYMBOL_ITF14:
    random_number (rand, 13, text);
    return;
  case FO_SYMBOL_QR:
  case FO_SYMBOL_DATAMATRIX:
  case FO_SYMBOL_CODE128:
    g_snprintf (text, PICTURE_TEXT_MAX, "FO:L:SEALANT-%d/B%d", g_rand_int_range (rand, 100, 1000), g_rand_int_range (rand, 1000, 9999));
    return;
  case FO_SYMBOL_GS1_QR:
  case FO_SYMBOL_GS1_DATAMATRIX:
  case FO_SYMBOL_GS1_128:
  case FO_N_SYMBOL_KINDS:
    break;
  }
  random_number (rand, 13, gtin);
  g_snprintf (text, PICTURE_TEXT_MAX, "01%s17%02d%02d%02d10B%d", gtin, g_rand_int_range (rand, 27, 32), g_rand_int_range (rand, 1, 13),
              g_rand_int_range (rand, 1, 29), g_rand_int_range (rand, 1000, 99999));
}

/* ---- what happens to it ------------------------------------------------------------------------------------------ */

typedef struct {
  const char *name;
  int dots; /* a module */
  void (*apply) (FoPicture *picture, double much, GRand *rand);
  double much;
} Damage;

static void
rotate (FoPicture *picture, double much, G_GNUC_UNUSED GRand *rand)
{
  fo_picture_rotate (picture, much);
}

static void
blur (FoPicture *picture, double much, G_GNUC_UNUSED GRand *rand)
{
  fo_picture_blur (picture, much);
}

static void
contrast (FoPicture *picture, double much, G_GNUC_UNUSED GRand *rand)
{
  fo_picture_contrast (picture, much);
}

static void
invert (FoPicture *picture, G_GNUC_UNUSED double much, G_GNUC_UNUSED GRand *rand)
{
  fo_picture_invert (picture);
}

static void
scratch_across (FoPicture *picture, double much, G_GNUC_UNUSED GRand *rand)
{
  fo_picture_scratch (picture, (int) much, true);
}

static void
scratch_down (FoPicture *picture, double much, G_GNUC_UNUSED GRand *rand)
{
  fo_picture_scratch (picture, (int) much, false);
}

static void
perspective (FoPicture *picture, double much, G_GNUC_UNUSED GRand *rand)
{
  fo_picture_perspective (picture, much);
}

static const Damage damages[] = {
  { "module-2", 2, NULL, 0 },
  { "module-3", 3, NULL, 0 },
  { "module-4", 4, NULL, 0 },
  { "upside-down", 3, rotate, 180 },
  { "on-its-side", 3, rotate, 90 },
  { "turned-5", 3, rotate, 5 },
  { "turned-15", 3, rotate, 15 },
  { "turned-45", 3, rotate, 45 },
  { "blur-0.8", 3, blur, 0.8 },
  { "blur-1.2", 3, blur, 1.2 },
  { "blur-1.6", 3, blur, 1.6 },
  { "noise-20", 3, fo_picture_noise, 20 },
  { "noise-50", 3, fo_picture_noise, 50 },
  { "contrast-0.25", 3, contrast, 0.25 },
  { "contrast-0.10", 3, contrast, 0.1 },
  { "inverted", 3, invert, 0 },
  { "scratch-across-3", 3, scratch_across, 3 },
  { "scratch-down-3", 3, scratch_down, 3 },
  { "spots-1%", 3, fo_picture_spots, 0.01 },
  { "spots-5%", 3, fo_picture_spots, 0.05 },
  { "perspective-5%", 3, perspective, 0.05 },
  { "perspective-15%", 3, perspective, 0.15 },
};

guint
pictures_n_kinds (void)
{
  return FO_N_SYMBOL_KINDS;
}

guint
pictures_n_damages (void)
{
  return G_N_ELEMENTS (damages);
}

const char *
pictures_damage_name (guint damage)
{
  return damages[damage].name;
}

const char *
pictures_kind_name (guint kind)
{
  return fo_symbol_kind_name ((FoSymbolKind) kind);
}

/* symbol.h: two dots a module for bars and QR, three for DataMatrix. */
gboolean
pictures_must_read (guint kind, guint damage)
{
  bool whole = damages[damage].apply == NULL || damages[damage].much == 180 || damages[damage].much == 90;
  bool matrix = kind == FO_SYMBOL_DATAMATRIX || kind == FO_SYMBOL_GS1_DATAMATRIX;

  return whole && (damages[damage].dots > 2 || !matrix);
}

static FoPicture
draw (FoSymbolKind kind, const char *text, const Damage *damage, GRand *rand)
{
  g_auto (FoSymbol) symbol = { 0 };
  FoPicture picture = { 0 };

  g_assert_cmpint (fo_symbol_make (kind, text, strlen (text), &symbol), ==, FO_OK);
  picture.grey = fo_symbol_to_grey (&symbol, damage->dots, 0, &picture.width, &picture.height);
  fo_picture_pad (&picture, MARGIN);
  if (damage->apply)
    damage->apply (&picture, damage->much, rand);
  return picture;
}

static void
note_wrong (PictureCell *cell, const char *meant, const FoSymbolFound *found)
{
  cell->wrong++;
  g_strlcpy (cell->meant, meant, sizeof cell->meant);
  g_snprintf (cell->instead, sizeof cell->instead, "%s %s", fo_symbology_name (found->symbology), found->bytes);
}

PictureCell
pictures_measure (guint kind, guint damage, guint count, GRand *rand)
{
  FoSymbolFound *found = g_new (FoSymbolFound, 4);
  PictureCell cell = { 0 };

  for (guint i = 0; i < count; i++) {
    char text[PICTURE_TEXT_MAX];
    bool right = false;
    FoPicture picture;
    int n;

    random_text (rand, (FoSymbolKind) kind, text);
    picture = draw ((FoSymbolKind) kind, text, &damages[damage], rand);
    n = fo_symbol_search (picture.grey, picture.width, picture.height, picture.width, FO_SYMBOL_READ_ALL, TIMEOUT_MS, found, 4);
    for (int k = 0; k < n; k++) {
      if (strcmp (found[k].bytes, text) == 0)
        right = true;
      else
        note_wrong (&cell, text, &found[k]);
    }
    cell.right += right;
    fo_picture_clear (&picture);
  }
  g_free (found);
  return cell;
}
