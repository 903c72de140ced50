/* SPDX-License-Identifier: GPL-3.0-or-later
 * What happens to labels: pictures of one byte a dot (0 black, 255 white), damaged. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  int width, height;
  uint8_t *grey; /* stride = width; owned */
} Picture;

void picture_clear (Picture *picture);

/* All make PICTURE another one. RAND is for what is random. */
void picture_pad (Picture *picture, int margin);              /* white around it */
void picture_rotate (Picture *picture, double degrees);       /* white where there was nothing */
void picture_blur (Picture *picture, double sigma);           /* Gauss, in dots */
void picture_noise (Picture *picture, double sigma, GRand *rand);
void picture_contrast (Picture *picture, double factor);      /* 0.25: dark grey on light grey */
void picture_invert (Picture *picture);
void picture_scratch (Picture *picture, int dots, bool across); /* a white line through the middle */
void picture_perspective (Picture *picture, double share);    /* the top edge that much shorter on each side */
void picture_spots (Picture *picture, double share, GRand *rand); /* dots that are missing or too many, 3 × 3 */
