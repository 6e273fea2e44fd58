/* SPDX-License-Identifier: EUPL-1.2 */
/* 7_next.c - see 7_next.h. The order is the table below. */
#include "flow/7_next.h"

#include "base/str.h"
#include "flow/6_queue.h"
#include "flow/7_claim.h"
#include "flow/calendar.h"
#include "flow/directory.h"
#include "flow/question.h"
#include "flow/rights.h"
#include "store/people_store.h"

#include <stdlib.h>
#include <string.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

struct waiting {
	struct question_id id;
	bool is_urgent, is_known;
	int lateness, place;
	int64_t due_at, day;
};

/* What comes first, from the weightiest: the smaller rank goes first, and the next line only breaks ties. */
static int64_t by_urgency(const struct waiting *q)
{
	return q->is_urgent ? 0 : 1; /* somebody may be in danger */
}

static int64_t by_lateness(const struct waiting *q)
{
	return q->lateness; /* 0 overdue, 1 due within a day, 2 later */
}

static int64_t by_place(const struct waiting *q)
{
	return q->place; /* 0 one's own library's, 1 one's network's, 2 another's */
}

static int64_t by_day(const struct waiting *q)
{
	return q->day; /* the day that was promised */
}

static int64_t by_topic(const struct waiting *q)
{
	return q->is_known ? 0 : 1; /* of that day's, what this person knows well */
}

static int64_t by_moment(const struct waiting *q)
{
	return q->due_at;
}

static int64_t by_number(const struct waiting *q)
{
	return q->id.n; /* the same for everybody, whenever it is asked */
}

static int64_t (*const order[])(const struct waiting *q) = {
	by_urgency, by_lateness, by_place, by_day, by_topic, by_moment, by_number,
};

static int compare(const void *a, const void *b)
{
	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
		int64_t x = order[i](a), y = order[i](b);
		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

struct finding_next {
	struct worker *w;
	const struct actor *actor;
	const char *scope, *topics;
	struct waiting *items;
	int count;
	enum rc rc;
};

static int place_of(struct finding_next *f, const struct question_row *row,
		    const struct queue_entry *queue)
{
	static const int places[WHOSE_COUNT] = {
		[WHOSE_OWN] = 0, [WHOSE_NETWORK] = 1, [WHOSE_OTHER] = 2};
	enum whose whose = rights_whose(f->w, f->actor, row);
	bool is_far =
		whose == WHOSE_NETWORK && !rights_is_of_network(f->w, f->actor, queue->network);
	return is_far ? places[WHOSE_OTHER] : places[whose];
}

static int lateness_of(struct finding_next *f, const struct question_row *row)
{
	int64_t left = row->due_at - clock_wall_ms(f->w->clock);
	return left <= 0 ? 0 : left <= DAY_MS ? 1 : 2;
}

static bool is_known(struct finding_next *f, const struct question_row *row)
{
	const char *topic = NULL;
	return f->topics[0] != '\0' &&
	       store_question_topic(f->w->store, row->id, f->w->arena, &topic) == RC_OK &&
	       topic != NULL && str_has_word(f->topics, topic);
}

static bool add_waiting(void *arg, const struct question_row *row)
{
	struct finding_next *f = arg;
	int at = directory_queue(f->w->directory, row->queue);
	if (at < 0 || row->is_practice || !queue_in_scope(f->w, f->actor, row, f->scope) ||
	    !rights_may(f->w, f->actor, row, "question.claim"))
		return true;
	const struct queue_entry *queue = &f->w->directory->queues[at];
	f->items[f->count++] = (struct waiting){
		.id = row->id,
		.is_urgent = queue->kind == QUEUE_URGENT,
		.lateness = lateness_of(f, row),
		.place = place_of(f, row, queue),
		.due_at = row->due_at,
		.day = calendar_days(calendar_date(row->due_at - 1)),
		.is_known = is_known(f, row),
	};
	return f->count < QUEUE_ROWS_READ;
}

enum rc next_find(struct worker *w, const struct actor *actor, const char *scope,
		  struct next_list *out)
{
	*out = (struct next_list){.is_whole = true};
	if (!queue_is_scope(scope))
		return refuse(w->refusal, SAY_BAD_PARAM, "scope (mine, network, all)");
	struct finding_next f = {.w = w, .actor = actor, .scope = scope};
	enum rc rc = store_person_topics(w->store, (struct person_id){actor->person}, w->arena,
					 &f.topics);
	f.items = arena_alloc(w->arena, QUEUE_ROWS_READ * sizeof *f.items);
	if (rc != RC_OK || f.items == NULL)
		return refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
	const struct question_filter filter = {.states = "routed reopened",
					       .limit = QUEUE_ROWS_READ};
	rc = store_questions(w->store, &filter, w->arena, add_waiting, &f);
	if (rc != RC_OK)
		return refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
	qsort(f.items, (size_t)f.count, sizeof *f.items, compare);
	out->is_whole = f.count <= NEXT_MAX;
	out->count = f.count < NEXT_MAX ? f.count : NEXT_MAX;
	for (int i = 0; i < out->count; i++)
		out->ids[i] = f.items[i].id;
	return RC_OK;
}

/* Free, and still this person's to take: what was found a moment ago may have been claimed, or moved away. */
static bool is_still_free(struct worker *w, const struct actor *actor, struct question_id id)
{
	struct question_row row;
	return question_read(w, id, &row) == RC_OK && row.owner.n == 0 &&
	       question_may(&row, actor, "claim") && rights_may(w, actor, &row, "question.claim");
}

enum rc next_take(struct worker *w, const struct actor *actor, const struct next_list *list,
		  struct question_id *taken)
{
	for (int i = 0; i < list->count; i++) {
		if (!is_still_free(w, actor, list->ids[i]))
			continue;
		*taken = list->ids[i];
		return claim_take(w, actor, list->ids[i]);
	}
	return RC_NOT_FOUND;
}
