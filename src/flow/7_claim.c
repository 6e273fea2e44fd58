/* SPDX-License-Identifier: EUPL-1.2 */
/* 7_claim.c - see 7_claim.h. */
#include "flow/7_claim.h"

#include "flow/calendar.h"
#include "flow/notify.h"
#include "flow/question.h"

enum { AT_ONCE = 100 };

static enum rc move_and_tell(struct worker *w, struct question_row *row,
			     const struct move_request *request)
{
	enum rc rc = question_move(w, row, request);
	return rc == RC_OK ? notify_all(w, row, request->verb) : rc;
}

enum rc claim_take(struct worker *w, const struct actor *actor, struct question_id id)
{
	struct question_row row;
	enum rc rc = question_read(w, id, &row);
	if (rc != RC_OK)
		return rc;
	/* An ended lease that the janitor has not yet seen must not keep anybody waiting. */
	if (row.lease_until != 0 && row.lease_until <= clock_wall_ms(w->clock)) {
		struct actor system = actor_system();
		struct move_request expire = {
			.verb = "expire", .to = Q_STATE_COUNT, .actor = &system};
		rc = question_move(w, &row, &expire);
	}
	struct move_request request = {.verb = "claim", .to = Q_STATE_COUNT, .actor = actor};
	return rc == RC_OK ? move_and_tell(w, &row, &request) : rc;
}

enum rc claim_renew(struct worker *w, const struct actor *actor, struct question_id id,
		    int64_t epoch)
{
	struct question_row row;
	enum rc rc = question_read(w, id, &row);
	if (rc == RC_OK)
		rc = question_check_claim(w, &row, actor, epoch);
	if (rc != RC_OK)
		return rc;
	int64_t lease = clock_wall_ms(w->clock) + w->settings->lease_ms;
	if (lease <= row.lease_until)
		return RC_OK;
	struct person_id owner = {actor->person};
	rc = store_question_renew(w->store, id, owner, epoch, lease);
	if (rc == RC_STALE)
		return refuse(w->refusal, SAY_CLAIM_STALE, "la question attend dans sa file.");
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}

enum rc claim_release(struct worker *w, const struct actor *actor, struct question_id id,
		      int64_t epoch, const char *reason)
{
	struct question_row row;
	enum rc rc = question_read(w, id, &row);
	struct move_request request = {.verb = "release",
				       .to = Q_STATE_COUNT,
				       .actor = actor,
				       .epoch = epoch,
				       .reason = reason};
	return rc == RC_OK ? move_and_tell(w, &row, &request) : rc;
}

static enum rc give_back(struct worker *w, struct question_id id, const char *verb,
			 const char *reason)
{
	struct actor system = actor_system();
	struct move_request request = {
		.verb = verb, .to = Q_STATE_COUNT, .actor = &system, .reason = reason};
	struct question_row row;
	enum rc rc = question_read(w, id, &row);
	return rc == RC_OK ? move_and_tell(w, &row, &request) : rc;
}

enum rc claim_expire_all(struct worker *w, int *count)
{
	struct question_id ids[AT_ONCE];
	int found = 0;
	enum rc rc =
		store_questions_expired(w->store, clock_wall_ms(w->clock), ids, AT_ONCE, &found);
	for (int i = 0; rc == RC_OK && i < found; i++)
		rc = give_back(w, ids[i], "expire", NULL);
	*count = rc == RC_OK ? found : 0;
	return rc;
}

enum rc claim_hand_over_all(struct worker *w, int *count)
{
	struct question_id ids[AT_ONCE];
	char today[CALENDAR_DAY_BYTES];
	int found = 0;
	calendar_print(calendar_date(clock_wall_ms(w->clock)), today);
	enum rc rc = store_questions_of_the_absent(w->store, today, ids, AT_ONCE, &found);
	for (int i = 0; rc == RC_OK && i < found; i++)
		rc = give_back(w, ids[i], "hand_over", "absence");
	*count = rc == RC_OK ? found : 0;
	return rc;
}
