/* SPDX-License-Identifier: EUPL-1.2 */
/* handler.c - see handler.h. */
#include "net/handler.h"

#include "base/json.h"
#include "flow/7_claim.h"
#include "flow/question.h"
#include "flow/rights.h"
#include "flow/view.h"
#include "store/event_store.h"

struct arena handler_arena(void)
{
	struct arena a;
	arena_init(&a, HANDLER_ARENA_BYTES);
	return a;
}

struct worker *handler_worker(struct call *call, struct arena *arena)
{
	struct worker *w = call->thread;
	worker_renew(w);
	w->arena = arena;
	w->refusal = &call->refusal;
	w->events = &call->events;
	return w;
}

enum rc handler_hold(struct call *call, struct worker *w, struct hold *hold)
{
	struct question_row row;
	*hold = (struct hold){
		.actor = &call->actor,
		.question.n = call_id(call, "question"),
		.epoch = call_int(call, "epoch", 0),
	};
	enum rc rc = question_read(w, hold->question, &row);
	if (rc == RC_OK)
		rc = rights_check(w, &call->actor, &row, call->verb->name);
	if (rc == RC_OK)
		call->actor.roles = rights_roles(w, &call->actor, &row);
	return rc;
}

enum rc handler_touch(const struct hold *hold, struct worker *w)
{
	return claim_touch(w, hold->actor, hold->question);
}

cJSON *handler_result(struct call *call)
{
	if (call->result == NULL)
		call->result = cJSON_CreateObject();
	return call->result;
}

/*
 * The view stands whole under "question", and what most callers want of it at the top as well: the protocol calls the
 * result "a view with state, owner, epoch, lease_until" (design.md 5.3).
 */
static void put_view(struct call *call, cJSON *view, const char *const heads[])
{
	cJSON *result = handler_result(call);
	for (size_t i = 0; heads[i] != NULL; i++)
		json_put(result, heads[i], cJSON_Duplicate(json_get(view, heads[i]), true));
	json_put(result, "question", view);
}

enum rc handler_show_staff(struct call *call, struct worker *w, struct question_id id)
{
	static const char *const heads[] = {"id",    "state",       "owner", "mine",
					    "epoch", "lease_until", NULL};
	struct question_row row;
	cJSON *view;
	enum rc rc = question_read(w, id, &row);
	if (rc == RC_OK)
		rc = view_staff(w, &row, &call->actor, &view);
	if (rc == RC_OK)
		put_view(call, view, heads);
	return rc;
}

enum rc handler_act(struct call *call, handler_act_fn *act)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct hold hold;
	enum rc rc = handler_hold(call, w, &hold);
	if (rc == RC_OK)
		rc = act(w, call, &hold);
	if (rc == RC_OK)
		rc = handler_touch(&hold, w);
	return rc == RC_OK ? handler_show_staff(call, w, hold.question) : rc;
}

enum rc handler_show_asker(struct call *call, struct worker *w, const struct question_row *row)
{
	static const char *const heads[] = {"id", "state", "due", NULL};
	cJSON *view;
	enum rc rc = view_asker(w, row, &view);
	if (rc == RC_OK)
		put_view(call, view, heads);
	return rc;
}

struct missed {
	const struct call *call;
	const struct worker *w;
	cJSON *list;
};

static bool add_event(void *arg, const struct event_row *row)
{
	const struct missed *missed = arg;
	if (missed->w->settings->keeps_to_own &&
	    !rights_hears(&missed->call->actor, row->library, row->person.n))
		return true;
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "stream", row->stream);
	json_put_int(item, "seq", row->seq);
	json_put_text(item, "type", row->type);
	view_put_time(item, "at", row->at);
	json_put_raw(item, "data", row->data);
	cJSON_AddItemToArray(missed->list, item);
	return true;
}

enum rc handler_put_events(struct call *call, struct worker *w, const char *stream, int64_t since)
{
	int64_t last = 0;
	bool is_whole = true;
	cJSON *events = cJSON_CreateArray();
	struct missed missed = {call, w, events};
	json_put(handler_result(call), "events", events);
	enum rc rc = store_event_last(w->store, &last);
	if (rc == RC_OK && since >= 0)
		rc = store_events_since(w->store, stream, since, w->arena, &is_whole, add_event,
					&missed);
	if (rc == RC_OK && !is_whole) {
		json_put_flag(call->result, "resync", true);
		cJSON_DeleteItemFromObjectCaseSensitive(call->result, "events");
		json_put(call->result, "events", cJSON_CreateArray());
	}
	json_put_int(call->result, "seq", last);
	return rc;
}
