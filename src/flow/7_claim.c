/* SPDX-License-Identifier: EUPL-1.2 */
/* 7_claim.c - see 7_claim.h. */
#include "flow/7_claim.h"

#include "base/json.h"
#include "flow/calendar.h"
#include "flow/notify.h"
#include "flow/question.h"
#include "flow/view.h"

enum { TOUCH_PART = 30, WARNING_MS = 2 * 60 * 1000 };

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

enum rc claim_touch(struct worker *w, const struct actor *actor, struct question_id id)
{
	struct question_row row;
	enum rc rc = question_read(w, id, &row);
	if (rc != RC_OK)
		return rc;
	int64_t lease = clock_wall_ms(w->clock) + w->settings->lease_ms;
	bool is_held = actor->person != 0 && row.owner.n == actor->person && row.lease_until != 0;
	/* A lease that was renewed a moment ago is not written again for each key that is struck. */
	if (!is_held || lease - row.lease_until < w->settings->lease_ms / TOUCH_PART)
		return RC_OK;
	return claim_renew(w, actor, id, row.epoch);
}

int64_t claim_warning_ms(const struct worker *w)
{
	int64_t part = w->settings->lease_ms / 6;
	return part < WARNING_MS ? part : WARNING_MS;
}

static enum rc warn_one(struct worker *w, struct question_id id)
{
	struct question_row row;
	enum rc rc = question_read(w, id, &row);
	if (rc != RC_OK || row.owner.n == 0)
		return rc;
	struct notice notice = {"lease_ending", cJSON_CreateObject()};
	view_put_time(notice.data, "lease_until", row.lease_until);
	json_put_int(notice.data, "epoch", row.epoch);
	return notify_person(w, &row, row.owner, notice);
}

enum rc claim_warn(struct worker *w, int64_t after_ms, int64_t until_ms)
{
	struct question_batch batch = {0};
	enum rc rc = store_questions_ending(w->store, after_ms, until_ms, &batch);
	for (int i = 0; rc == RC_OK && i < batch.count; i++)
		rc = warn_one(w, batch.ids[i]);
	return rc;
}

/* Back to where it waits, whoever does it and why. */
static enum rc give_back(struct worker *w, struct question_id id,
			 const struct move_request *request)
{
	struct question_row row;
	enum rc rc = question_read(w, id, &row);
	return rc == RC_OK ? move_and_tell(w, &row, request) : rc;
}

enum rc claim_release(struct worker *w, const struct actor *actor, struct question_id id,
		      int64_t epoch, const char *reason)
{
	const struct move_request request = {.verb = "release",
					     .to = Q_STATE_COUNT,
					     .actor = actor,
					     .epoch = epoch,
					     .reason = reason};
	return give_back(w, id, &request);
}

static enum rc give_back_all(struct worker *w, const struct question_batch *batch, const char *verb,
			     const char *reason)
{
	struct actor system = actor_system();
	const struct move_request request = {
		.verb = verb, .to = Q_STATE_COUNT, .actor = &system, .reason = reason};
	enum rc rc = RC_OK;
	for (int i = 0; rc == RC_OK && i < batch->count; i++)
		rc = give_back(w, batch->ids[i], &request);
	return rc;
}

enum rc claim_expire_all(struct worker *w, int *count)
{
	struct question_batch batch = {0};
	enum rc rc = store_questions_expired(w->store, clock_wall_ms(w->clock), &batch);
	if (rc == RC_OK)
		rc = give_back_all(w, &batch, "expire", NULL);
	*count = rc == RC_OK ? batch.count : 0;
	return rc;
}

enum rc claim_hand_over_all(struct worker *w, int *count)
{
	struct question_batch batch = {0};
	char today[CALENDAR_DAY_BYTES];
	calendar_print(calendar_date(clock_wall_ms(w->clock)), today);
	enum rc rc = store_questions_of_the_absent(w->store, today, &batch);
	if (rc == RC_OK)
		rc = give_back_all(w, &batch, "hand_over", "absence");
	*count = rc == RC_OK ? batch.count : 0;
	return rc;
}
