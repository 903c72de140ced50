/* SPDX-License-Identifier: GPL-3.0-or-later
 * What happens to labels: pictures of one byte a dot (0 black, 255 white), damaged. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  int width, height;
  uint8_t *grey; /* stride = width; owned */
} FoPicture;

void fo_picture_clear (FoPicture *picture);

/* All make PICTURE another one. RAND is for what is random. */
void fo_picture_pad (FoPicture *picture, int margin);              /* white around it */
void fo_picture_rotate (FoPicture *picture, double degrees);       /* white where there was nothing */
void fo_picture_blur (FoPicture *picture, double sigma);           /* Gauss, in dots */
void fo_picture_noise (FoPicture *picture, double sigma, GRand *rand);
void fo_picture_contrast (FoPicture *picture, double factor);      /* 0.25: dark grey on light grey */
void fo_picture_invert (FoPicture *picture);
void fo_picture_scratch (FoPicture *picture, int dots, bool across); /* a white line through the middle */
void fo_picture_perspective (FoPicture *picture, double share);    /* the top edge that much shorter on each side */
void fo_picture_spots (FoPicture *picture, double share, GRand *rand); /* dots that are missing or too many, 3 × 3 */
