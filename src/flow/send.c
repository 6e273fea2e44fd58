/* SPDX-License-Identifier: EUPL-1.2 */
/* send.c - see send.h. */
#include "flow/send.h"

#include "flow/notify.h"
#include "flow/question.h"
#include "store/conversation_store.h"

static enum rc keep_as_message(struct worker *w, const struct question_row *row,
			       const struct answer_row *answer)
{
	struct message_row message = {
		.at = clock_wall_ms(w->clock),
		.sender = "librarian",
		.kind = "answer",
		.person = answer->person,
		.text = answer->text,
	};
	return store_message_add(w->store, row->id, &message);
}

enum rc send_answer(struct worker *w, struct question_row *row, struct person_id reviewer)
{
	struct actor system = actor_system();
	struct move_request request = {.verb = "send", .to = Q_STATE_COUNT, .actor = &system};
	enum rc rc = question_move(w, row, &request);
	if (rc != RC_OK)
		return rc;
	struct answer_row answer;
	rc = store_answer(w->store, row->id, w->arena, &answer);
	if (rc == RC_OK)
		rc = store_answer_send(w->store, answer.id, reviewer, clock_wall_ms(w->clock));
	if (rc == RC_OK)
		rc = keep_as_message(w, row, &answer);
	if (rc == RC_OK)
		rc = notify_all(w, row, "send");
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}
