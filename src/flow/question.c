/* SPDX-License-Identifier: EUPL-1.2 */
/* question.c - see question.h. */
#include "flow/question.h"

#include "audit/audit.h"
#include "base/json.h"
#include "flow/directory.h"
#include "store/directory_store.h"

#include <string.h>

enum rc question_read(struct worker *w, struct question_id id, struct question_row *row)
{
	enum rc rc = store_question(w->store, id, w->arena, row);
	if (rc == RC_NOT_FOUND)
		return refuse(w->refusal, SAY_QUESTION_UNKNOWN, "%s", "");
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}

static bool holds(const struct question_row *row, const struct actor *actor, int64_t epoch)
{
	return actor->person != 0 && row->owner.n == actor->person && row->epoch == epoch;
}

/* An ended lease counts from its end, not from when the janitor comes by. */
static bool lease_is_over(struct worker *w, const struct question_row *row)
{
	return row->lease_until != 0 && row->lease_until <= clock_wall_ms(w->clock);
}

enum rc question_check_claim(struct worker *w, const struct question_row *row,
			     const struct actor *actor, int64_t epoch)
{
	if (holds(row, actor, epoch) && !lease_is_over(w, row))
		return RC_OK;
	if (epoch == 0 && row->owner.n == 0)
		return refuse(w->refusal, SAY_CLAIM_NEEDED, "%s", "");
	if (row->owner.n == 0 || row->owner.n == actor->person)
		return refuse(w->refusal, SAY_CLAIM_STALE, "la question attend dans sa file.");
	return refuse(w->refusal, SAY_CLAIM_STALE, "%s la tient maintenant.", row->owner_name);
}

static const struct move *find_move(enum question_state from, const struct move_request *request)
{
	size_t count;
	const struct move *moves = question_moves(&count);
	for (size_t i = 0; i < count; i++) {
		if (moves[i].from == from && strcmp(moves[i].verb, request->verb) == 0 &&
		    (request->to == Q_STATE_COUNT || request->to == moves[i].to))
			return &moves[i];
	}
	return NULL;
}

static bool verb_is_for(const char *verb, const struct actor *actor)
{
	size_t count;
	const struct move *moves = question_moves(&count);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(moves[i].verb, verb) == 0 && actor_has(actor, moves[i].who))
			return true;
	}
	return false;
}

static enum rc refuse_move(const struct question_row *row, const struct move_request *request,
			   struct refusal *refusal)
{
	enum question_state from = state_find(row->state);
	if (!verb_is_for(request->verb, request->actor))
		return refuse(refusal, SAY_ROLE_MAY_NOT, "%s", request->verb);
	if (strcmp(request->verb, "claim") == 0 && row->owner_name != NULL)
		return refuse(refusal, SAY_CLAIM_HELD, "%s", row->owner_name);
	if (strcmp(request->verb, "claim") == 0)
		return refuse(refusal, SAY_CLAIM_NOT_OPEN, "%s", state_row(from)->title);
	/* A holder who comes too late should hear that, not that the state is wrong. */
	if (request->epoch != 0 && state_row(from)->ownership != OWNER_LEASED &&
	    row->owner.n != request->actor->person)
		return refuse(refusal, SAY_CLAIM_STALE, "%s", state_row(from)->title);
	return refuse(refusal, SAY_NOT_NOW, "%s", state_row(from)->title);
}

static enum rc check_move(struct worker *w, const struct question_row *row, const struct move *move,
			  const struct move_request *request)
{
	if (!actor_has(request->actor, move->who))
		return refuse(w->refusal, SAY_ROLE_MAY_NOT, "%s", request->verb);
	if (move->claim == CLAIM_FREE)
		return RC_OK;
	if (move->claim == CLAIM_OR_COORDINATOR && actor_has(request->actor, ROLE_COORDINATOR))
		return RC_OK;
	return question_check_claim(w, row, request->actor, request->epoch);
}

static int64_t lease_of(struct worker *w, enum question_state to)
{
	int64_t length = to == Q_RETURNED ? w->settings->returned_lease_ms : w->settings->lease_ms;
	return clock_wall_ms(w->clock) + length;
}

/* A question that waits past half of its time calls the network; one that somebody takes needs it no more. */
static int64_t rise_after(const struct question_row *row, const struct question_head *head,
			  const struct move *move)
{
	bool waits = move->to == Q_ROUTED || move->to == Q_REOPENED;
	if (!state_row(move->to)->is_open || strcmp(move->verb, "claim") == 0)
		return 0;
	bool is_late = waits && mark_find(head->mark) >= MARK_HALF;
	return is_late && row->risen_at == 0 ? head->moved_at : row->risen_at;
}

/* What the clock has still to say; nothing while the asker is asked, or once it is answered. */
static void set_clock(struct worker *w, const struct question_row *row, const struct move *move,
		      struct question_head *head)
{
	bool starts = move->to == Q_REOPENED || move->from == Q_RECEIVED;
	if (move->to == Q_REOPENED)
		head->due_at = deadline_promise(w, row->network, head->queue, head->moved_at);
	if (starts)
		head->mark = mark_word(MARK_NONE);
	if (move->to == Q_CLARIFYING) {
		head->paused_at = head->moved_at;
	} else if (row->paused_at != 0) {
		head->due_at = deadline_resume(w, row, head->moved_at);
		head->paused_at = 0;
	}
	bool runs = state_row(move->to)->is_open && head->paused_at == 0;
	head->mark_at = runs ? deadline_next(w, row, mark_find(head->mark), head->due_at) : 0;
	head->risen_at = rise_after(row, head, move);
}

/* The head after the move: everything but the claim's new owner follows from the target state. */
static struct question_head head_after(struct worker *w, const struct question_row *row,
				       const struct move *move, const struct move_request *request)
{
	int64_t now = clock_wall_ms(w->clock);
	struct question_head head = {
		.state = state_row(move->to)->word,
		.queue = request->queue != NULL ? request->queue : row->queue,
		.owner = row->owner,
		.epoch = row->epoch,
		.due_at = row->due_at,
		.paused_at = row->paused_at,
		.moved_at = now,
		.duplicate_of = request->duplicate_of,
		.risen_at = row->risen_at,
		.mark = row->mark,
		.mark_at = row->mark_at,
	};
	if (move->to == Q_CLAIMED && strcmp(move->verb, "claim") == 0) {
		head.owner.n = request->actor->person;
		head.epoch++;
	}
	if (state_row(move->to)->ownership == OWNER_NONE)
		head.owner.n = 0;
	if (state_row(move->to)->ownership == OWNER_LEASED)
		head.lease_until = lease_of(w, move->to);
	set_clock(w, row, move, &head);
	return head;
}

static enum rc keep_load(struct worker *w, const struct question_row *row,
			 const struct question_head *head, const struct move *move)
{
	bool was_open = state_row(move->from)->is_open, is_open = state_row(move->to)->is_open;
	bool stays = strcmp(row->queue, head->queue) == 0;
	if (row->is_practice)
		return RC_OK; /* an exercise weighs on nobody */
	if (was_open == is_open && (stays || !is_open))
		return RC_OK;
	enum rc rc = was_open ? store_queue_load_add(w->store, row->queue, -1) : RC_OK;
	if (rc == RC_OK && is_open)
		rc = store_queue_load_add(w->store, head->queue, 1);
	return rc;
}

/* Moves that send a question to a queue: what its week's share is made of. */
static const char *const sending_verbs[] = {"route", "transfer"};

/* Practice is nobody's load of the week. */
static enum rc keep_week(struct worker *w, const struct question_row *row,
			 const struct question_head *head, const struct move *move)
{
	char week[CALENDAR_WEEK_BYTES];
	bool is_sent = false;
	for (size_t i = 0; i < sizeof sending_verbs / sizeof sending_verbs[0]; i++)
		is_sent |= strcmp(move->verb, sending_verbs[i]) == 0;
	if (!is_sent || row->is_practice)
		return RC_OK;
	calendar_week(head->moved_at, week);
	return store_queue_week_add(w->store, head->queue, week);
}

static enum rc leave_leaf(struct worker *w, const struct question_row *row,
			  const struct question_head *head, const struct move_request *request)
{
	AUTO_JSON details =
		request->details ? cJSON_Duplicate(request->details, true) : cJSON_CreateObject();
	json_put_text(details, "from", row->state);
	json_put_text(details, "to", head->state);
	if (strcmp(row->queue, head->queue) != 0)
		json_put_text(details, "from_queue", row->queue);
	json_put_text(details, "queue", head->queue);
	json_put_int(details, "epoch", head->epoch);
	if (request->reason != NULL)
		json_put_text(details, "words", request->reason);
	struct audit_entry entry = {
		.verb = request->verb,
		.question = row->id,
		.actor = request->actor,
		.at_ms = head->moved_at,
		.details = details,
	};
	return audit_append(w->store, &entry);
}

static void settle_row(struct question_row *row, const struct question_head *head,
		       const struct actor *actor)
{
	row->state = head->state;
	row->queue = head->queue;
	if (head->owner.n == 0) {
		row->owner_name = NULL;
		row->owner_library = NULL;
	} else if (head->owner.n != row->owner.n) {
		row->owner_name = actor->name;
		row->owner_library = actor->library;
	}
	row->owner = head->owner;
	row->epoch = head->epoch;
	row->lease_until = head->lease_until;
	row->due_at = head->due_at;
	row->paused_at = head->paused_at;
	row->moved_at = head->moved_at;
	row->duplicate_of = head->duplicate_of;
	row->risen_at = head->risen_at;
	row->mark = head->mark;
	row->mark_at = head->mark_at;
}

enum rc question_move(struct worker *w, struct question_row *row,
		      const struct move_request *request)
{
	const struct move *move = find_move(state_find(row->state), request);
	if (move == NULL)
		return refuse_move(row, request, w->refusal);
	enum rc rc = check_move(w, row, move, request);
	if (rc != RC_OK)
		return rc;
	struct question_head head = head_after(w, row, move, request);
	rc = store_question_move(w->store, row, &head);
	if (rc == RC_OK)
		rc = keep_load(w, row, &head, move);
	if (rc == RC_OK)
		rc = keep_week(w, row, &head, move);
	if (rc == RC_OK)
		rc = leave_leaf(w, row, &head, request);
	if (rc != RC_OK)
		return refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
	settle_row(row, &head, request->actor);
	return RC_OK;
}

enum rc question_mark(struct worker *w, struct question_row *row,
		      const struct mark_request *request)
{
	struct question_head head = {
		.state = row->state,
		.queue = row->queue,
		.owner = row->owner,
		.epoch = row->epoch,
		.lease_until = row->lease_until,
		.due_at = row->due_at,
		.paused_at = row->paused_at,
		.moved_at = row->moved_at,
		.duplicate_of = row->duplicate_of,
		.risen_at = request->risen_at,
		.mark = mark_word(request->mark),
		.mark_at = request->mark_at,
	};
	AUTO_JSON details = cJSON_CreateObject();
	json_put_text(details, "queue", row->queue);
	json_put_text(details, "words", request->reason);
	struct audit_entry entry = {
		.verb = request->verb,
		.question = row->id,
		.actor = request->actor,
		.at_ms = clock_wall_ms(w->clock),
		.details = details,
	};
	enum rc rc = store_question_move(w->store, row, &head);
	if (rc == RC_OK)
		rc = audit_append(w->store, &entry);
	if (rc != RC_OK)
		return refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
	row->risen_at = head.risen_at;
	row->mark = head.mark;
	row->mark_at = head.mark_at;
	return RC_OK;
}

bool question_may(const struct question_row *row, const struct actor *actor, const char *verb)
{
	struct move_request request = {.verb = verb, .to = Q_STATE_COUNT, .actor = actor};
	const struct move *move = find_move(state_find(row->state), &request);
	if (move == NULL || !actor_has(actor, move->who))
		return false;
	bool is_mine = actor->person != 0 && row->owner.n == actor->person;
	return move->claim == CLAIM_FREE || is_mine ||
	       (move->claim == CLAIM_OR_COORDINATOR && actor_has(actor, ROLE_COORDINATOR));
}
