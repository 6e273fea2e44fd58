/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * walk.h - the state of a random walk over the flow, and what must hold after each of its steps.
 *
 * The walk remembers each question as it last saw it; a step may only change what its leaves tell. The first thing that
 * is wrong is kept in words. What the walk does is in tests/unit/flow/test_walk.c.
 */
#ifndef TESTS_WALK_H
#define TESTS_WALK_H

#include "base/json.h"
#include "base/str.h"
#include "base/xalloc.h"
#include "flow/1_intake.h"
#include "flow/8_answer.h"
#include "store/audit_store.h"
#include "support/flow_fixture.h"

#include <inttypes.h>

enum {
	QUEUES_MAX = 32,
	MOVES_MAX = 256,
	LEAVES_MAX = 512,
	WRONG_BYTES = 400,
};

/* A question as the walk last saw it. */
struct seen {
	struct question_id id;
	enum question_state state;
	int queue;
	int64_t owner, epoch, lease_until;
	char *head; /* every field of the row but the lease, printed */
	bool is_rough; /* the door was used without its station: an answer or a referral may be missing */
};

/* What a leaf says of a move; from is Q_STATE_COUNT when it tells of none. */
struct told {
	int64_t question;
	char verb[32], queue[64];
	enum question_state from, to;
	int64_t epoch;
};

struct walk {
	struct desk d;
	struct actor aude; /* an auditor: may do nothing */
	const struct actor *people[7];
	struct intake intake;    /* of every question: understood once */
	struct arena understood; /* what it points to */
	cJSON *method, *with_ai, *incomplete, *scores, *topics;

	uint64_t random;
	struct seen *seen;
	size_t count;
	int64_t open[QUEUES_MAX]; /* what queue_load should say */
	int64_t leaves;           /* before this step */
	struct told told[LEAVES_MAX];
	size_t told_count;

	/* of this step */
	const char *what;
	struct seen *picked; /* NULL: about no question */
	struct question_row row;
	struct hold hold;
	bool is_door;              /* straight through question_move: nothing to be undone */
	const struct move *wanted; /* a row of the table that this step takes; NULL: any */

	int64_t steps, moves, accepted, refused, stale, taken[MOVES_MAX], left[Q_STATE_COUNT];
	char wrong[WRONG_BYTES]; /* "" while all is well */
};

/* ---------------------------------------------------------------- what must hold */

/* The first thing that is wrong is kept. false, so that it can be returned. */
__attribute__((format(printf, 2, 3))) static inline bool complain(struct walk *w,
								  const char *format, ...)
{
	if (w->wrong[0] != '\0')
		return false;
	va_list args;
	va_start(args, format);
	int len = snprintf(w->wrong, WRONG_BYTES, "after %s: ", w->what);
	vsnprintf(w->wrong + len, WRONG_BYTES - (size_t)len, format, args);
	va_end(args);
	return false;
}

static inline char *print_head(const struct question_row *row)
{
	struct str out = {0};
	str_printf(&out, "%s %s owner %" PRId64 " epoch %" PRId64, row->state, row->queue,
		   row->owner.n, row->epoch);
	str_printf(&out, " asked %" PRId64 " due %" PRId64 " paused %" PRId64 " moved %" PRId64,
		   row->asked_at, row->due_at, row->paused_at, row->moved_at);
	str_printf(&out, " of %" PRId64 " publish %d transfer %d practice %d", row->duplicate_of.n,
		   row->may_publish, row->may_transfer, row->is_practice);
	str_printf(&out, " risen %" PRId64 " mark %s %" PRId64, row->risen_at, row->mark,
		   row->mark_at);
	return str_take(&out);
}

/* Owner, lease and pause follow from the state. */
static inline bool fits_its_state(struct walk *w, const struct question_row *row)
{
	enum question_state state = state_find(row->state);
	int64_t id = row->id.n;
	if (state == Q_STATE_COUNT)
		return complain(w, "question %" PRId64 " has no state: %s", id, row->state);
	bool is_leased = row->lease_until != 0, is_owned = row->owner.n != 0;
	switch (state_row(state)->ownership) {
	case OWNER_NONE:
		if (is_owned || is_leased)
			return complain(w, "%s question %" PRId64 " is held", row->state, id);
		break;
	case OWNER_LEASED:
		if (!is_owned || !is_leased)
			return complain(w, "%s question %" PRId64 " has no holder or no lease",
					row->state, id);
		break;
	case OWNER_KEPT:
		if (is_leased || (!is_owned && state != Q_CLOSED))
			return complain(w, "%s question %" PRId64 ": owner %d, lease %d",
					row->state, id, is_owned, is_leased);
		break;
	}
	if ((row->paused_at != 0) != (state == Q_CLARIFYING))
		return complain(w, "%s question %" PRId64 ": paused at %" PRId64, row->state, id,
				row->paused_at);
	if (directory_queue(w->d.w.directory, row->queue) < 0)
		return complain(w, "question %" PRId64 " is in no queue: %s", id, row->queue);
	return true;
}

static inline bool is_row_of_table(struct walk *w, const struct told *told)
{
	size_t count;
	const struct move *moves = question_moves(&count);
	for (size_t i = 0; i < count && i < MOVES_MAX; i++) {
		if (moves[i].from == told->from && moves[i].to == told->to &&
		    strcmp(moves[i].verb, told->verb) == 0) {
			w->taken[i]++;
			w->moves++;
			w->left[told->from]++;
			return true;
		}
	}
	return false;
}

/* Where the leaves of this step say that a question came to. */
struct path {
	enum question_state state;
	const char *queue; /* NULL: it was not moved */
	int64_t epoch;
	int moves;
};

static inline bool follow_leaves(struct walk *w, const struct seen *seen, struct path *path)
{
	*path = (struct path){.state = seen->state, .epoch = seen->epoch};
	for (size_t i = 0; i < w->told_count; i++) {
		const struct told *told = &w->told[i];
		if (told->question != seen->id.n || told->from == Q_STATE_COUNT)
			continue;
		bool is_claim = strcmp(told->verb, "claim") == 0;
		if (told->from != path->state || !is_row_of_table(w, told))
			return complain(
				w, "a leaf says %s from %s to %s, question %" PRId64 " was %s",
				told->verb, state_row(told->from)->word, state_row(told->to)->word,
				seen->id.n, state_row(path->state)->word);
		if (told->epoch != path->epoch + is_claim)
			return complain(w, "epoch %" PRId64 " after %" PRId64 " by %s", told->epoch,
					path->epoch, told->verb);
		*path = (struct path){told->to, told->queue, told->epoch, path->moves + 1};
	}
	return true;
}

/* Without a leaf nothing may change, but for the lease that its holder prolongs. */
static inline bool is_untouched(struct walk *w, const struct seen *seen,
				const struct question_row *row, const char *head)
{
	if (strcmp(seen->head, head) != 0)
		return complain(w, "no leaf tells why question %" PRId64 " changed\n  %s\n  %s",
				seen->id.n, seen->head, head);
	if (row->lease_until == seen->lease_until)
		return true;
	bool is_holders = w->hold.question.n == seen->id.n && w->hold.epoch == seen->epoch &&
			  w->hold.actor->person == seen->owner;
	if (row->lease_until < seen->lease_until || !is_holders)
		return complain(
			w, "the lease of question %" PRId64 " went from %" PRId64 " to %" PRId64,
			seen->id.n, seen->lease_until, row->lease_until);
	return true;
}

static inline void remember(struct walk *w, struct seen *seen, const struct question_row *row,
			    char *head)
{
	enum question_state state = state_find(row->state);
	int queue = directory_queue(w->d.w.directory, row->queue);
	if (seen->head != NULL && state_row(seen->state)->is_open)
		w->open[seen->queue]--;
	if (state_row(state)->is_open)
		w->open[queue]++;
	free(seen->head);
	*seen = (struct seen){.id = seen->id,
			      .state = state,
			      .queue = queue,
			      .owner = row->owner.n,
			      .epoch = row->epoch,
			      .lease_until = row->lease_until,
			      .head = head,
			      .is_rough = seen->is_rough};
}

/* One question that this step may have changed, against what its leaves tell. */
static inline bool look_at(struct walk *w, struct seen *seen)
{
	struct question_row row = desk_row(&w->d, seen->id);
	struct path path;
	if (!fits_its_state(w, &row) || !follow_leaves(w, seen, &path))
		return false;
	if (row.epoch < seen->epoch)
		return complain(w, "the epoch of question %" PRId64 " went back", seen->id.n);
	if (path.state != state_find(row.state) || path.epoch != row.epoch)
		return complain(w,
				"question %" PRId64 " is %s, epoch %" PRId64
				"; its leaves say %s, %" PRId64,
				seen->id.n, row.state, row.epoch, state_row(path.state)->word,
				path.epoch);
	if (path.queue != NULL && strcmp(path.queue, row.queue) != 0)
		return complain(w, "question %" PRId64 " is in %s, its leaf says %s", seen->id.n,
				row.queue, path.queue);
	char *head = print_head(&row);
	if (path.moves == 0 && !is_untouched(w, seen, &row, head)) {
		free(head);
		return false;
	}
	remember(w, seen, &row, head);
	return true;
}

static inline bool note_leaf(void *arg, const struct leaf_row *leaf)
{
	struct walk *w = arg;
	if (w->told_count == LEAVES_MAX)
		return complain(w, "more than %d leaves", LEAVES_MAX);
	AUTO_JSON payload = cJSON_Parse(leaf->payload);
	const cJSON *details = json_get(payload, "details");
	struct told *told = &w->told[w->told_count++];
	*told = (struct told){.question = leaf->question.n, .from = Q_STATE_COUNT};
	snprintf(told->verb, sizeof told->verb, "%s", json_text(payload, "verb", ""));
	if (json_get(details, "from") == NULL)
		return true;
	told->from = state_find(json_text(details, "from", ""));
	told->to = state_find(json_text(details, "to", ""));
	told->epoch = json_int(details, "epoch", -1);
	snprintf(told->queue, sizeof told->queue, "%s", json_text(details, "queue", ""));
	if (told->from == Q_STATE_COUNT || told->to == Q_STATE_COUNT)
		return complain(w, "a leaf names a state that is none");
	return true;
}

static inline bool read_leaves(struct walk *w)
{
	w->told_count = 0;
	enum rc rc = store_audit_leaves(w->d.w.store, w->leaves, note_leaf, w);
	w->leaves += (int64_t)w->told_count;
	return rc == RC_OK || complain(w, "the leaves cannot be read");
}

static inline struct seen *find_seen(struct walk *w, int64_t id)
{
	/* Questions are numbered from 1 in the order in which they were asked. */
	return id >= 1 && (size_t)id <= w->count ? &w->seen[id - 1] : NULL;
}

static inline bool note_load(void *arg, const char *queue, int64_t open)
{
	struct walk *w = arg;
	int at = directory_queue(w->d.w.directory, queue);
	if (at < 0 || w->open[at] != open)
		return complain(w, "the load of %s is %" PRId64 ", not %" PRId64, queue, open,
				at < 0 ? -1 : w->open[at]);
	return true;
}

static inline bool loads_fit(struct walk *w)
{
	enum rc rc = store_queue_loads(w->d.w.store, w->d.w.arena, note_load, w);
	return rc == RC_OK && w->wrong[0] == '\0';
}

/* Every question this step was about, and every one that a leaf names; then the loads. */
static inline bool look_around(struct walk *w)
{
	if (!read_leaves(w) || (w->picked != NULL && !look_at(w, w->picked)))
		return false;
	for (size_t i = 0; i < w->told_count; i++) {
		struct seen *seen = find_seen(w, w->told[i].question);
		bool is_first = true;
		for (size_t j = 0; j < i; j++)
			is_first = is_first && w->told[j].question != w->told[i].question;
		if (seen == NULL)
			return complain(w, "a leaf is about question %" PRId64,
					w->told[i].question);
		if (is_first && seen != w->picked && !look_at(w, seen))
			return false;
	}
	return loads_fit(w);
}

/* ---- now and then, all of them */

struct listing {
	struct walk *w;
	unsigned char *times; /* how often each question stands in a list */
};

static inline bool note_listed(void *arg, const struct question_row *row)
{
	struct listing *listing = arg;
	struct seen *seen = find_seen(listing->w, row->id.n);
	if (seen == NULL)
		return complain(listing->w, "question %" PRId64 " came from nowhere", row->id.n);
	listing->times[seen - listing->w->seen]++;
	return true;
}

static inline bool list_queues(struct walk *w, unsigned char *times)
{
	const struct directory *directory = w->d.w.directory;
	struct str states = {0};
	struct listing listing = {.w = w, .times = times};
	for (int i = 0; i < Q_STATE_COUNT; i++)
		str_printf(&states, "%s ", state_row((enum question_state)i)->word);
	enum rc rc = RC_OK;
	for (int i = 0; rc == RC_OK && i < directory->queue_count; i++) {
		struct question_filter filter = {.queue = directory->queues[i].id,
						 .states = str_text(&states),
						 .limit = (int)w->count + 1};
		rc = store_questions(w->d.w.store, &filter, w->d.w.arena, note_listed, &listing);
	}
	str_done(&states);
	return rc == RC_OK || complain(w, "the queues cannot be listed");
}

/* Each question is in one queue's list, as it was last seen, and the loads are what a recount gives. */
static inline bool look_at_all(struct walk *w)
{
	unsigned char *times = xzalloc(w->count + 1);
	int64_t open[QUEUES_MAX] = {0};
	bool is_well = list_queues(w, times) && w->wrong[0] == '\0';
	w->told_count = 0;
	w->hold = (struct hold){.actor = &w->d.system};
	for (size_t i = 0; is_well && i < w->count; i++) {
		if (times[i] != 1)
			is_well = complain(w, "question %" PRId64 " is in %d queues",
					   w->seen[i].id.n, times[i]);
		is_well = is_well && look_at(w, &w->seen[i]);
		open[w->seen[i].queue] += state_row(w->seen[i].state)->is_open;
		if (i % 64 == 0) {
			arena_done(w->d.w.arena);
			arena_init(w->d.w.arena, FIXTURE_ARENA_BYTES);
		}
	}
	free(times);
	if (is_well && memcmp(open, w->open, sizeof open) != 0)
		is_well = complain(w, "the loads are not what a recount gives");
	return is_well && loads_fit(w);
}

#endif
