/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/damage.h"

#include <math.h>
#include <string.h>

void
fo_picture_clear (FoPicture *picture)
{
  g_free (picture->grey);
  *picture = (FoPicture){ 0 };
}

static FoPicture
white (int width, int height)
{
  FoPicture picture = { width, height, g_malloc ((gsize) width * (gsize) height) };

  memset (picture.grey, 255, (gsize) width * (gsize) height);
  return picture;
}

static void
become (FoPicture *picture, FoPicture other)
{
  g_free (picture->grey);
  *picture = other;
}

static double
dot (const FoPicture *picture, int x, int y)
{
  return x < 0 || y < 0 || x >= picture->width || y >= picture->height ? 255 : picture->grey[y * picture->width + x];
}

/* Between four dots. */
static uint8_t
sample (const FoPicture *picture, double x, double y)
{
  int left = (int) floor (x), top = (int) floor (y);
  double right = x - left, down = y - top;
  double above = dot (picture, left, top) * (1 - right) + dot (picture, left + 1, top) * right;
  double below = dot (picture, left, top + 1) * (1 - right) + dot (picture, left + 1, top + 1) * right;

  return (uint8_t) lround (above * (1 - down) + below * down);
}

void
fo_picture_pad (FoPicture *picture, int margin)
{
  FoPicture wide = white (picture->width + 2 * margin, picture->height + 2 * margin);

  for (int y = 0; y < picture->height; y++)
    memcpy (wide.grey + (y + margin) * wide.width + margin, picture->grey + y * picture->width, (gsize) picture->width);
  become (picture, wide);
}

void
fo_picture_rotate (FoPicture *picture, double degrees)
{
  double angle = degrees * G_PI / 180, c = cos (angle), s = sin (angle);
  int width = (int) ceil (picture->width * fabs (c) + picture->height * fabs (s));
  int height = (int) ceil (picture->width * fabs (s) + picture->height * fabs (c));
  FoPicture turned = white (width, height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      double from_x = x - (width - 1) / 2.0, from_y = y - (height - 1) / 2.0;
      turned.grey[y * width + x] = sample (picture, from_x * c + from_y * s + (picture->width - 1) / 2.0,
                                           from_y * c - from_x * s + (picture->height - 1) / 2.0);
    }
  become (picture, turned);
}

/* One direction of a Gauss; STEP is to the next dot, of N. */
static void
blur_line (uint8_t *line, int n, int step, const double *weights, int reach, uint8_t *scratch)
{
  for (int i = 0; i < n; i++)
    scratch[i] = line[i * step];
  for (int i = 0; i < n; i++) {
    double sum = 0;
    for (int k = -reach; k <= reach; k++)
      sum += weights[k < 0 ? -k : k] * scratch[CLAMP (i + k, 0, n - 1)];
    line[i * step] = (uint8_t) lround (sum);
  }
}

void
fo_picture_blur (FoPicture *picture, double sigma)
{
  int reach = (int) ceil (3 * sigma);
  g_autofree double *weights = g_new (double, reach + 1);
  g_autofree uint8_t *scratch = g_malloc ((gsize) MAX (picture->width, picture->height));
  double sum = 0;

  for (int k = 0; k <= reach; k++) {
    weights[k] = exp (-k * k / (2 * sigma * sigma));
    sum += k > 0 ? 2 * weights[k] : weights[k];
  }
  for (int k = 0; k <= reach; k++)
    weights[k] /= sum;
  for (int y = 0; y < picture->height; y++)
    blur_line (picture->grey + y * picture->width, picture->width, 1, weights, reach, scratch);
  for (int x = 0; x < picture->width; x++)
    blur_line (picture->grey + x, picture->height, picture->width, weights, reach, scratch);
}

void
fo_picture_noise (FoPicture *picture, double sigma, GRand *rand)
{
  for (int i = 0; i < picture->width * picture->height; i++) {
    double sum = -6;
    for (int k = 0; k < 12; k++) /* twelve of a flat kind are as good as a Gauss here */
      sum += g_rand_double (rand);
    picture->grey[i] = (uint8_t) CLAMP (lround (picture->grey[i] + sum * sigma), 0, 255);
  }
}

void
fo_picture_contrast (FoPicture *picture, double factor)
{
  for (int i = 0; i < picture->width * picture->height; i++)
    picture->grey[i] = (uint8_t) lround (128 + (picture->grey[i] - 128) * factor);
}

void
fo_picture_invert (FoPicture *picture)
{
  for (int i = 0; i < picture->width * picture->height; i++)
    picture->grey[i] = (uint8_t) (255 - picture->grey[i]);
}

void
fo_picture_scratch (FoPicture *picture, int dots, bool across)
{
  for (int y = 0; y < picture->height; y++)
    for (int x = 0; x < picture->width; x++) {
      int from_middle = across ? y - picture->height / 2 : x - picture->width / 2;
      if (from_middle >= 0 && from_middle < dots)
        picture->grey[y * picture->width + x] = 255;
    }
}

void
fo_picture_perspective (FoPicture *picture, double share)
{
  FoPicture tilted = white (picture->width, picture->height);

  for (int y = 0; y < picture->height; y++) {
    double narrow = share * (1 - y / (double) picture->height), scale = 1 - 2 * narrow;
    for (int x = 0; x < picture->width; x++)
      tilted.grey[y * picture->width + x] = sample (picture, (x - narrow * picture->width) / scale, y);
  }
  become (picture, tilted);
}

void
fo_picture_spots (FoPicture *picture, double share, GRand *rand)
{
  int n = (int) (share * picture->width * picture->height / 9);

  for (int i = 0; i < n; i++) {
    int at_x = g_rand_int_range (rand, 0, picture->width), at_y = g_rand_int_range (rand, 0, picture->height);
    uint8_t colour = g_rand_boolean (rand) ? 0 : 255;
    for (int y = at_y; y < MIN (at_y + 3, picture->height); y++)
      for (int x = at_x; x < MIN (at_x + 3, picture->width); x++)
        picture->grey[y * picture->width + x] = colour;
  }
}
