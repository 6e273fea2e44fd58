/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deadline.h - the clock of a question: by when it is due, and what happens on the way there.
 *
 * A question is promised within settings->answer_days working days of its network; the holidays of the zone of the
 * library that has it (Alsace-Moselle) and its closures are no working days either, as long as that adds five working
 * days at most: beyond, the question must go elsewhere or rise, and the promise is the network's. Weekly closing days are
 * routine and do not count.
 *
 *     asked ────────────── half ─────── near ────── due (over)
 *
 *     half   of the working time is gone: what nobody holds rises, the whole network is called ("appel au réseau")
 *     near   settings->near_ms of working time are left: holder and library are told
 *     over   it is late: the coordinator is told, the asker reads an apology
 *
 * While the asker is asked (clarifying) the clock stands; afterwards as much working time is left as before. The moments
 * that were acted on are the question's `mark`, each left in the trace once, in order, whatever the clock did meanwhile:
 * mark_at, indexed, says when the next one is. What screens show is computed from now and the due date, not from marks.
 * Lane side; writer's transaction where something changes.
 */
#ifndef FLOW_DEADLINE_H
#define FLOW_DEADLINE_H

#include "base/locale.h"
#include "flow/calendar.h"
#include "flow/worker.h"
#include "store/question_store.h"

#include <cjson/cJSON.h>

enum mark { MARK_NONE, MARK_HALF, MARK_NEAR, MARK_OVER, MARK_COUNT };

/* "none" …; and back, MARK_NONE for an unknown word. Static. */
const char *mark_word(enum mark mark);
enum mark mark_find(const char *word);

/* The promise that is made now for a question in that queue (its id; NULL: no library's). */
int64_t deadline_promise(const struct worker *w, const char *network, const char *queue,
			 int64_t now_ms);

/* Working time left until the due date; negative when it is over. */
int64_t deadline_left(const struct worker *w, const struct question_row *row, int64_t now_ms);

/* The due date that leaves as much working time from now on as there was when the clock stopped. */
int64_t deadline_resume(const struct worker *w, const struct question_row *row, int64_t now_ms);

/* When the mark after this one is reached, for a question due then; 0 after the last. */
int64_t deadline_next(const struct worker *w, const struct question_row *row, enum mark mark,
		      int64_t due_ms);

/* What the clock says of a question now, whatever was acted on. */
enum urgency {
	URGENCY_CALM,
	URGENCY_HALF,
	URGENCY_NEAR,
	URGENCY_OVER,
	URGENCY_PAUSED,
	URGENCY_ENDED
};
enum urgency deadline_urgency(const struct worker *w, const struct question_row *row,
			      int64_t now_ms);

/* {level, left_hours, sentence}: for the desk; gives a tree, null for what is answered. */
cJSON *deadline_json(const struct worker *w, const struct question_row *row);

/* When an answer is to be expected, as the asker reads it; NULL when nothing is expected any more. In the arena. */
const char *deadline_asker_sentence(const struct worker *w, const struct question_row *row);

/*
 * Acts on every moment that is past: at most 100 questions; *count of them. To be called again while it is 100.
 */
MUST_CHECK enum rc deadline_tick(struct worker *w, int *count);

/* Libraries that are closed today: what waits there and is due before they open again rises; *count of them. */
MUST_CHECK enum rc deadline_closures(struct worker *w, int *count);

#endif
