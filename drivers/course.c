/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "course.h"

#define CONTINUATION_US 500000
#define QUIET_US 250000

void
fo_course_init (FoCourse *course, const FoQuirks *quirks)
{
  *course = (FoCourse){ 0 };
  course->continuation_us = quirks->continuation_ms > 0 ? (int64_t) quirks->continuation_ms * 1000 : CONTINUATION_US;
  fo_course_idle (course);
}

void
fo_course_idle (FoCourse *course)
{
  course->stage = FO_COURSE_IDLE;
  course->due_us = FO_NEVER_US;
}

void
fo_course_go_on (FoCourse *course, int64_t at_us)
{
  course->stage = FO_COURSE_PARTIAL;
  course->due_us = at_us + course->continuation_us;
}

void
fo_course_skip (FoCourse *course, int64_t at_us, bool gap_untold)
{
  course->stage = FO_COURSE_SKIPPING;
  course->due_us = at_us + QUIET_US;
  course->gap_untold = gap_untold;
}

void
fo_course_wake (FoCourse *course, int64_t at_us)
{
  if (course->stage == FO_COURSE_SKIPPING && at_us >= course->due_us)
    fo_course_idle (course);
}

bool
fo_course_skips (FoCourse *course, bool more, const FoOut *out)
{
  if (course->stage != FO_COURSE_SKIPPING)
    return false;
  if (course->gap_untold)
    fo_out_fault (out, FO_FAULT_GAP);
  course->gap_untold = false;
  course->due_us = out->at_us + QUIET_US;
  if (!more)
    fo_course_idle (course);
  return true;
}

void
fo_course_tick (FoCourse *course, const FoOut *out)
{
  if (out->at_us < course->due_us)
    return;
  if (course->stage == FO_COURSE_PARTIAL) {
    fo_out_fault (out, FO_FAULT_TIMEOUT);
    fo_course_skip (course, out->at_us, true);
  } else
    fo_course_idle (course);
}

void
fo_course_cut (FoCourse *course, FoFault why, const FoOut *out)
{
  bool in_progress = course->stage == FO_COURSE_PARTIAL;

  if (in_progress)
    fo_out_fault (out, why);
  fo_course_skip (course, out->at_us, !in_progress);
}
