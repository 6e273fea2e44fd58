/* SPDX-License-Identifier: EUPL-1.2 */
/* practice.c - see practice.h. */
#include "flow/practice.h"

#include "audit/audit.h"
#include "base/json.h"
#include "flow/notify.h"
#include "flow/question.h"

static enum rc leave_leaf(struct worker *w, const struct hold *hold, bool is_practice)
{
	AUTO_JSON details = cJSON_CreateObject();
	json_put_flag(details, "practice", is_practice);
	struct audit_entry entry = {
		.verb = "practice",
		.question = hold->question,
		.actor = hold->actor,
		.at_ms = clock_wall_ms(w->clock),
		.details = details,
	};
	return audit_append(w->store, &entry);
}

/* An open exercise is no load, an open question is. */
static enum rc keep_load(struct worker *w, const struct question_row *row, bool is_practice)
{
	if (!state_row(state_find(row->state))->is_open)
		return RC_OK;
	return store_queue_load_add(w->store, row->queue, is_practice ? -1 : 1);
}

enum rc practice_set(struct worker *w, const struct hold *hold, bool is_practice)
{
	struct question_row row;
	enum rc rc = question_read(w, hold->question, &row);
	if (rc != RC_OK || row.is_practice == is_practice)
		return rc;
	rc = store_question_set_practice(w->store, row.id, is_practice);
	if (rc == RC_OK)
		rc = keep_load(w, &row, is_practice);
	if (rc == RC_OK)
		rc = leave_leaf(w, hold, is_practice);
	row.is_practice = is_practice;
	if (rc == RC_OK)
		rc = notify_desk(w, &row, "practice");
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}
