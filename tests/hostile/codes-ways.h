/* SPDX-License-Identifier: GPL-3.0-or-later
 * The ways of hostile codes that go through no scanner, and what is counted on every way. */
#pragma once

#include "codes-desk.h"

typedef struct {
  guint wanted, played; /* every code in every task */
  guint refused_before; /* by the driver: the desk hears of a fault, not of a code */
  guint whole;          /* came to the desk byte for byte */
  guint unheard;        /* nothing came: this way has no means to say it */
  guint good;           /* one of our own codes and a line's or a frame's end: on this way that is the code itself */
  guint acted;
} CodesCount;

/* Gives SCAN, which came of the code BYTES, to the desk. */
void codes_judge (CodesDesk *desk, CodesCount *count, const FoScan *scan, const guint8 *bytes, gsize length);
/* The bars of one way. */
void codes_tell (const char *way, const CodesCount *count, bool unchanged, bool controlled);

/* QR codes in PNG files. */
void codes_by_picture (const GPtrArray *codes);
/* `firstoutctl desk`: lines of standard input. */
void codes_by_desk_program (const GPtrArray *codes);
/* `firstoutctl code`, which has no store. */
void codes_by_code_program (const GPtrArray *codes);
