/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A decoder alone, with the time in the test's hand. What is done is a word each:
 *   ms=<n>          time passes, and whoever runs the decoder looks when it asked to
 *   starve=<n>      time passes, and nobody looks
 *   gap, unplug     the transport says so
 *   good, bad       somebody asks for a beep
 *   anything else   a report or some serial bytes, as the maker of the scenes reads it
 * What is heard is as in heard.h, and "sent 01220100" for what the decoder sends.
 */
#pragma once

#include "firstout/drivers/decoder.h"
#include "heard.h"

#define DEVICE "usb:0c2e:0b61:X1"
#define SCAN(text) "scan " DEVICE " " text
#define FAULT(text) "fault " DEVICE " " text
#define HEARS(...) { __VA_ARGS__ }

typedef struct {
  const char *what, *does;
  const char *hears[8];
} Scene;

/* The decoder, what it reads, and how its reports are written in scenes. */
typedef struct {
  const FoDecoderOps *ops;
  const guint8 *descriptor; /* NULL: none */
  gsize descriptor_bytes;
  FoQuirks quirks;
  void (*make) (const char *word, GByteArray *bytes);
  guint step_ms; /* passes before each report */
} Kind;

/* Plays every scene on a decoder of its own, opened a second before; its opening is not heard. */
void scenes_check (const Kind *kind, const Scene *scenes, guint n);

/* What is sent when it is opened, as "sent …"; "" when nothing. Free it. */
char *scenes_opening (const Kind *kind);

/* A code whose reports begin MS after the opening is stale, or not. */
void scenes_check_stale (const Kind *kind, const char *does);

/* Of a code of several reports, DOES, the cable is pulled after each in turn: no part of it is ever a scan, and after a
 * re-plug the whole is. */
void scenes_check_unplug (const Kind *kind, const char *does, const char *hears);

/* Random bytes, some of them damaged reports of DOES: nothing but whole words comes out, nothing is read past its end
 * (sanitizers), and after a pause DOES is read again as HEARS. */
void scenes_check_noise (const Kind *kind, const char *does, const char *hears);

/* In words: ~ stands for GS, ^M for CR, ^B for STX …, - alone for nothing. */
void scenes_append (GByteArray *bytes, const char *text);
