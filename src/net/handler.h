/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * handler.h - what every verb's handler starts with: its lane's worker, its arena, its question.
 *
 * Handlers translate: params to a request, a station's work, a view to a result. What happens to a question
 * is decided in src/flow/ and nowhere here. Lane side.
 */
#ifndef NET_HANDLER_H
#define NET_HANDLER_H

#include "base/arena.h"
#include "flow/8_answer.h"
#include "flow/worker.h"
#include "net/verbs.h"
#include "store/question_store.h"

/* What one request may use at most. */
enum { HANDLER_ARENA_BYTES = 16 * 1024 * 1024 };

#define AUTO_ARENA __attribute__((cleanup(arena_done))) struct arena

/* An empty arena of one request's size. */
struct arena handler_arena(void);

/* The worker of the lane that runs this call, working for it from now on: refusal, events and that arena. */
struct worker *handler_worker(struct call *call, struct arena *arena);

/*
 * The `question` and `epoch` of a desk request, and who asks: the one way to them, and so the one place where a person's
 * right to this verb on this question is judged (flow/rights.h). From here on call->actor has the roles that count there.
 * SAY_QUESTION_UNKNOWN, SAY_ROLE_MAY_NOT, SAY_OTHER_LIBRARY.
 */
MUST_CHECK enum rc handler_hold(struct call *call, struct worker *w, struct hold *hold);

/* After a holder's act that succeeded: it was a sign of life. */
MUST_CHECK enum rc handler_touch(const struct hold *hold, struct worker *w);

/* What most verbs of the desk are: something done on a question that one may work on. */
typedef enum rc handler_act_fn(struct worker *w, struct call *call, const struct hold *hold);

/* Reads the question under the rights of the verb, acts, counts it as a sign of life, and shows the question as it then is. */
MUST_CHECK enum rc handler_act(struct call *call, handler_act_fn *act);

/* Leaves the staff view as the result, under "question", with its head beside it. */
MUST_CHECK enum rc handler_show_staff(struct call *call, struct worker *w, struct question_id id);

/* The same with the asker's view. */
MUST_CHECK enum rc handler_show_asker(struct call *call, struct worker *w,
				      const struct question_row *row);

/* The object that the result will be. Borrowed. */
cJSON *handler_result(struct call *call);

/*
 * Answers "what have I missed": adds events of a stream after `since`, the last number, and `resync` when some
 * of them are gone. Runs on the writer lane, where the order of results is the order of commits.
 */
MUST_CHECK enum rc handler_put_events(struct call *call, struct worker *w, const char *stream,
				      int64_t since);

#endif
