/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notify.h - tell those who follow a question what it looks like now.
 *
 * Three streams: "question/<id>" carries the asker's view, "desk" the staff's row, to those who may read it
 * (rights.h), "person/<id>" what concerns one person: a mention, a claim about to end. An event
 * is a row in the same transaction as the change, and is published only once that is committed. Its
 * data is the whole view, so that a snapshot plus the events after it equals a fresh snapshot. Lane
 * side.
 */
#ifndef FLOW_NOTIFY_H
#define FLOW_NOTIFY_H

#include "base/arena.h"
#include "base/rc.h"
#include "flow/worker.h"
#include "store/question_store.h"

#include <cjson/cJSON.h>

/* What staff see changes; type: asked, claimed … */
MUST_CHECK enum rc notify_desk(struct worker *w, const struct question_row *row, const char *type);

/*
 * After a move to another queue: those who could read it and now cannot are told to forget it. `before` is the
 * question as it was. Nothing is told when word of it is not confined.
 */
MUST_CHECK enum rc notify_gone(struct worker *w, const struct question_row *row,
			       const struct question_row *before);

struct notice {
	const char *type;
	cJSON *data; /* an object, taken; the question's number is added */
};
/* Tells one person, on whatever screens that person has open. */
MUST_CHECK enum rc notify_person(struct worker *w, const struct question_row *row,
				 struct person_id person, struct notice notice);

/* What staff and the asker see changes. */
MUST_CHECK enum rc notify_all(struct worker *w, const struct question_row *row, const char *type);

/*
 * takes data. Tells every open desk and console that something changed that is no question ("directory", "people"). Not
 * stored: who connects later fetches afresh anyway. It bears the last number given out, so that nobody counts it as seen.
 */
MUST_CHECK enum rc notify_screens(struct worker *w, const char *type, cJSON *data);

#endif
