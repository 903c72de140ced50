/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A code that comes in several reports, each of which says whether more of it follows: what is waited for, and what is
 * skipped after bytes were lost, until a report says that it is the last one or it was quiet for long enough. Pure; part
 * of a decoder's state.
 *
 *   feed:  fo_course_wake, then for a sound report: fo_course_skips? else gather it; fo_course_go_on or fo_course_idle
 */
#pragma once

#include "gather.h"

typedef enum { FO_COURSE_IDLE, FO_COURSE_PARTIAL, FO_COURSE_SKIPPING } FoCourseStage;

typedef struct {
  FoCourseStage stage;
  int64_t continuation_us;
  int64_t due_us;  /* PARTIAL: when we give up; SKIPPING: when it was quiet for long enough */
  bool gap_untold; /* SKIPPING after a gap: the first report that is dropped is a code that is lost */
} FoCourse;

/* Idle. Waits as long as QUIRKS say, or half a second. */
void fo_course_init (FoCourse *course, const FoQuirks *quirks);

void fo_course_idle (FoCourse *course);
void fo_course_go_on (FoCourse *course, int64_t at_us); /* more of this code follows */
void fo_course_skip (FoCourse *course, int64_t at_us, bool gap_untold);

/* A report has come: what was skipped until now may be over. Only tick gives up on a code, for a report that is fed late
 * was most likely there in time, and this thread was not. */
void fo_course_wake (FoCourse *course, int64_t at_us);

/* Does this sound report belong to what is skipped? MORE: it says that others follow. */
bool fo_course_skips (FoCourse *course, bool more, const FoOut *out);

/* A decoder's tick and cut. */
void fo_course_tick (FoCourse *course, const FoOut *out);
void fo_course_cut (FoCourse *course, FoFault why, const FoOut *out);
