/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a code may be looked up by, and which things could be meant by one code. */
#include "firstout/core/code.h"

#include "output.h"

/* ---- claims ----------------------------------------------------------------------------------------------------- */

typedef struct {
  FoClaim *claims;
  size_t count;
} Claims;

static void
claim (Claims *claims, FoCodeKind kind, const char *text, const char *more)
{
  FoClaim *one = &claims->claims[claims->count];
  Output out = { .text = one->text, .room = sizeof one->text };
  size_t length = strlen (text);

  if (length == 0)
    return;
  memset (one, 0, sizeof *one);
  one->kind = kind;
  put (&out, text, length < sizeof one->text ? length : sizeof one->text - 1);
  if (more[0] != '\0') {
    put_text (&out, "/");
    put_text (&out, more);
  }
  claims->count++;
}

size_t
fo_code_claims (const FoCode *code, FoClaim ret_claims[FO_CLAIMS_MAX])
{
  Claims claims = { .claims = ret_claims };
  char gtin[FO_GTIN_MAX] = "", sscc[FO_SSCC_MAX] = "";
  bool own = false;

  for (int kind = FO_CODE_PLACE; kind <= FO_CODE_LOT; kind++)
    own |= fo_code_may_be (code, (FoCodeKind) kind);
  if (own)
    claim (&claims, code->kind, code->name, code->lot);
  if (fo_code_may_be (code, FO_CODE_OTHER))
    claim (&claims, FO_CODE_OTHER, code->text, "");
  claim (&claims, FO_CODE_GTIN, code->gtin, "");
  claim (&claims, FO_CODE_GTIN, code->gtin_upce, "");
  claim (&claims, FO_CODE_DOCUMENT, code->guid, "");
  if (fo_code_may_be (code, FO_CODE_GS1) && fo_gs1_gtin (&code->gs1, gtin))
    claim (&claims, FO_CODE_GTIN, gtin, "");
  if (fo_code_sscc (code, sscc))
    claim (&claims, FO_CODE_SSCC, sscc, "");
  return claims.count;
}

/* ---- clashes ---------------------------------------------------------------------------------------------------- */

static bool
is_same (const FoClaim *a, const FoClaim *b)
{
  return a->kind == b->kind && strcmp (a->text, b->text) == 0;
}

static bool
is_before (const FoClaim *a, const FoClaim *b)
{
  int order = a->kind != b->kind ? (int) a->kind - (int) b->kind : strcmp (a->text, b->text);

  return order != 0 ? order < 0 : a->owner < b->owner;
}

static void
swap (FoClaim *a, FoClaim *b)
{
  FoClaim kept = *a;

  *a = *b;
  *b = kept;
}

static void
sift (FoClaim *claims, size_t at, size_t count)
{
  for (size_t child = 2 * at + 1; child < count; child = 2 * at + 1) {
    if (child + 1 < count && is_before (&claims[child], &claims[child + 1]))
      child++;
    if (!is_before (&claims[at], &claims[child]))
      return;
    swap (&claims[at], &claims[child]);
    at = child;
  }
}

/* A heap: no memory is asked for, and no order of the claims is a bad one. */
static void
sort (FoClaim *claims, size_t count)
{
  for (size_t i = count / 2; i-- > 0;)
    sift (claims, i, count);
  for (size_t left = count; left-- > 1;) {
    swap (&claims[0], &claims[left]);
    sift (claims, 0, left);
  }
}

size_t
fo_claims_clash (FoClaim *claims, size_t count, FoClash *ret_clashes, size_t room)
{
  size_t found = 0, next;

  sort (claims, count);
  for (size_t first = 0; first < count; first = next) {
    for (next = first + 1; next < count && is_same (&claims[first], &claims[next]);)
      next++;
    if (claims[next - 1].owner == claims[first].owner)
      continue;
    if (found < room)
      ret_clashes[found] = (FoClash){ .first = first, .count = next - first };
    found++;
  }
  return found;
}
