/* SPDX-License-Identifier: EUPL-1.2 */
/* test_question.c - the one door: role × verb × state, claims and epochs, leaves, loads. */
#include "flow/question.h"

#include "store/audit_store.h"
#include "support/flow_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* A new question in state received, counted in its queue. */
static struct question_id ask(struct desk *d)
{
	struct question_id id = fixture_question(&d->f, "brest", "Qui a construit ce pont ?");
	assert_int_equal(store_queue_load_add(d->w.store, "brest", 1), RC_OK);
	return id;
}

static struct question_row row_of(struct desk *d, struct question_id id)
{
	struct question_row row;
	assert_int_equal(question_read(&d->w, id, &row), RC_OK);
	return row;
}

static int64_t leaves(struct desk *d)
{
	int64_t size = -1;
	assert_int_equal(store_audit_size(d->w.store, &size), RC_OK);
	return size;
}

static enum rc try(struct desk *d, struct question_row *row, const struct move *m,
		   const struct actor *actor)
{
	struct move_request request = {.verb = m->verb,
				       .to = m->to,
				       .actor = actor,
				       .epoch = row->epoch,
				       .reason = "essai"};
	return question_move(&d->w, row, &request);
}

static enum rc move(struct desk *d, struct question_row *row, const char *verb,
		    const struct actor *actor)
{
	const struct move any = {.verb = verb, .to = Q_STATE_COUNT};
	return try(d, row, &any, actor);
}

/* The shortest way from received to each state, as moves of the table. */
static bool find_way(enum question_state to, const struct move *way[Q_STATE_COUNT], int *steps)
{
	size_t count;
	const struct move *moves = question_moves(&count);
	const struct move *came_by[Q_STATE_COUNT] = {NULL};
	enum question_state waiting[Q_STATE_COUNT] = {Q_RECEIVED};
	int first = 0, last = 1;
	while (first < last) {
		enum question_state at = waiting[first++];
		for (size_t i = 0; i < count; i++) {
			enum question_state next = moves[i].to;
			if (moves[i].from != at || next == Q_RECEIVED || came_by[next] != NULL)
				continue;
			came_by[next] = &moves[i];
			waiting[last++] = next;
		}
	}
	*steps = 0;
	for (enum question_state at = to; at != Q_RECEIVED; at = came_by[at]->from) {
		if (came_by[at] == NULL)
			return false;
		way[(*steps)++] = came_by[at];
	}
	return true;
}

static const struct actor *who_may(struct desk *d, unsigned roles)
{
	const struct actor *actors[] = {&d->claire, &d->ines, &d->system, &d->asker};
	for (size_t i = 0; i < sizeof actors / sizeof actors[0]; i++) {
		if (actor_has(actors[i], roles))
			return actors[i];
	}
	return NULL;
}

/* A question brought to that state by allowed moves only. */
static struct question_row bring_to(struct desk *d, enum question_state to)
{
	const struct move *way[Q_STATE_COUNT];
	int steps = 0;
	assert_true(find_way(to, way, &steps));
	struct question_row row = row_of(d, ask(d));
	for (int i = steps - 1; i >= 0; i--)
		assert_int_equal(try(d, &row, way[i], who_may(d, way[i]->who)), RC_OK);
	assert_string_equal(row.state, state_row(to)->word);
	return row;
}

static bool is_allowed(const struct actor *actor, const struct question_row *row, const char *verb,
		       enum question_state to)
{
	size_t count;
	const struct move *moves = question_moves(&count);
	bool holds = actor->person != 0 && row->owner.n == actor->person;
	for (size_t i = 0; i < count; i++) {
		if (moves[i].from != state_find(row->state) || moves[i].to != to ||
		    strcmp(moves[i].verb, verb) != 0 || !actor_has(actor, moves[i].who))
			continue;
		return moves[i].claim == CLAIM_FREE || holds ||
		       (moves[i].claim == CLAIM_OR_COORDINATOR &&
			actor_has(actor, ROLE_COORDINATOR));
	}
	return false;
}

/* Each role tries each verb of the table, to each of its targets, in each state. */
static void whoever_may_does_and_nobody_else(void **state)
{
	(void)state;
	static struct desk d;
	desk_open(&d);
	size_t count;
	const struct move *moves = question_moves(&count);
	struct actor auditor = desk_actor(&d, "aude", ROLE_AUDITOR, NULL);
	const struct actor *actors[] = {&d.claire, &d.malik, &d.ines,
					&auditor,  &d.asker, &d.system};
	assert_int_equal(store_begin(d.w.store), RC_OK);
	for (int from = 0; from < Q_STATE_COUNT; from++) {
		struct question_row start = bring_to(&d, (enum question_state)from);
		for (size_t i = 0; i < count; i++) {
			for (size_t a = 0; a < sizeof actors / sizeof actors[0]; a++) {
				struct question_row row = start;
				int64_t before = leaves(&d);
				assert_int_equal(store_scope_begin(d.w.store), RC_OK);
				bool expected =
					is_allowed(actors[a], &row, moves[i].verb, moves[i].to);
				enum rc rc = try(&d, &row, &moves[i], actors[a]);
				if ((rc == RC_OK) != expected)
					fail_msg("%s by %s in %s: rc %d", moves[i].verb,
						 actors[a]->pseudonym, start.state, rc);
				assert_int_equal(leaves(&d) - before, expected ? 1 : 0);
				store_scope_undo(d.w.store);
			}
		}
	}
	store_rollback(d.w.store);
	desk_close(&d);
}

static void a_claim_has_one_winner_and_a_growing_epoch(void **state)
{
	(void)state;
	static struct desk d;
	desk_open(&d);
	struct question_row mine = bring_to(&d, Q_ROUTED), theirs = mine;
	assert_int_equal(move(&d, &mine, "claim", &d.claire), RC_OK);
	assert_int_equal(mine.epoch, 1);
	/* The loser read the same row and lost the race: the guarded write tells. */
	assert_int_not_equal(move(&d, &theirs, "claim", &d.malik), RC_OK);
	struct question_row now = row_of(&d, mine.id);
	assert_int_equal(now.owner.n, d.claire.person);
	assert_int_equal(move(&d, &now, "claim", &d.malik), RC_CONFLICT);
	assert_string_equal(d.refusal.detail, "claire");
	desk_close(&d);
}

static void an_expired_holder_is_told_and_refused(void **state)
{
	(void)state;
	static struct desk d;
	desk_open(&d);
	struct question_row row = bring_to(&d, Q_CLAIMED);
	int64_t epoch = row.epoch;
	d.clock.offset_ms += d.settings.lease_ms;
	assert_int_equal(move(&d, &row, "draft", &d.claire), RC_STALE);
	assert_int_equal(move(&d, &row, "expire", &d.system), RC_OK);
	assert_int_equal(move(&d, &row, "claim", &d.malik), RC_OK);
	assert_int_equal(question_check_claim(&d.w, &row, &d.claire, epoch), RC_STALE);
	assert_non_null(strstr(d.refusal.detail, "malik"));
	desk_close(&d);
}

static void the_clock_stands_still_while_the_asker_is_asked(void **state)
{
	(void)state;
	static struct desk d;
	desk_open(&d);
	struct question_row row = bring_to(&d, Q_CLAIMED);
	int64_t due = row.due_at;
	assert_int_equal(move(&d, &row, "clarify", &d.claire), RC_OK);
	d.clock.offset_ms += 7 * 3600 * 1000;
	assert_int_equal(move(&d, &row, "reply", &d.asker), RC_OK);
	assert_int_equal(row.due_at - due, 7 * 3600 * 1000);
	assert_int_equal(row.owner.n, d.claire.person);
	assert_int_equal(row.paused_at, 0);
	desk_close(&d);
}

static void a_reopened_question_is_promised_anew(void **state)
{
	(void)state;
	static struct desk d;
	desk_open(&d);
	struct question_row row = bring_to(&d, Q_SENT);
	d.clock.offset_ms += 30LL * 24 * 3600 * 1000;
	assert_int_equal(move(&d, &row, "reply", &d.asker), RC_OK);
	assert_string_equal(row.state, "reopened");
	assert_true(row.due_at > d.clock.offset_ms);
	desk_close(&d);
}

/* ---- a long random walk */

struct tally {
	int64_t by_queue[2];
};

static const char *const queues[2] = {"brest", "agen"};

static bool note_load(void *arg, const char *queue, int64_t open)
{
	struct tally *tally = arg;
	for (int q = 0; q < 2; q++) {
		if (strcmp(queues[q], queue) == 0)
			tally->by_queue[q] = open;
	}
	return true;
}

static void the_load_is_what_a_recount_gives_after_a_long_random_walk(void **state)
{
	(void)state;
	enum { QUESTIONS = 200, MOVES = 20000 };
	static struct desk d;
	desk_open(&d);
	struct question_id ids[QUESTIONS];
	unsigned random = 20261121;
	size_t count;
	const struct move *moves = question_moves(&count);
	assert_int_equal(store_begin(d.w.store), RC_OK);
	for (int i = 0; i < QUESTIONS; i++)
		ids[i] = ask(&d);
	int made = 0;
	for (int i = 0; i < MOVES; i++) {
		random = random * 1664525 + 1013904223;
		struct question_row row = row_of(&d, ids[(random >> 8) % QUESTIONS]);
		const struct move *m = &moves[(random >> 16) % count];
		struct move_request request = {.verb = m->verb,
					       .to = m->to,
					       .actor = who_may(&d, m->who),
					       .epoch = row.epoch};
		if (strcmp(m->verb, "transfer") == 0)
			request.queue = queues[random >> 31];
		made += question_move(&d.w, &row, &request) == RC_OK;
	}
	assert_true(made > 500);
	struct tally kept = {0}, counted = {0};
	assert_int_equal(store_queue_loads(d.w.store, &d.f.arena, note_load, &kept), RC_OK);
	for (int i = 0; i < QUESTIONS; i++) {
		struct question_row row = row_of(&d, ids[i]);
		int queue = strcmp(row.queue, queues[0]) == 0 ? 0 : 1;
		assert_string_equal(row.queue, queues[queue]);
		counted.by_queue[queue] += state_row(state_find(row.state))->is_open;
	}
	assert_memory_equal(&kept, &counted, sizeof kept);
	assert_int_equal(store_commit(d.w.store), RC_OK);
	desk_close(&d);
}

static int64_t week_of(struct desk *d, const char *queue)
{
	char sql[200];
	snprintf(sql, sizeof sql,
		 "SELECT coalesce(sum(routed), 0) FROM queue_week WHERE queue = '%s' AND week = "
		 "'2026-W48'",
		 queue);
	return fixture_number(d->f.path, sql);
}

static void the_week_counts_what_routing_and_people_send_and_no_practice(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_row row = row_of(&d, ask(&d));
	assert_int_equal(week_of(&d, "brest"), 0);
	assert_int_equal(move(&d, &row, "route", &d.system), RC_OK);
	assert_int_equal(week_of(&d, "brest"), 1);
	/* Work on it is no new question. */
	assert_int_equal(move(&d, &row, "claim", &d.claire), RC_OK);
	assert_int_equal(move(&d, &row, "release", &d.claire), RC_OK);
	assert_int_equal(week_of(&d, "brest"), 1);
	struct move_request transfer = {.verb = "transfer",
					.to = Q_STATE_COUNT,
					.actor = &d.ines,
					.queue = "agen",
					.reason = "essai"};
	assert_int_equal(question_move(&d.w, &row, &transfer), RC_OK);
	assert_int_equal(week_of(&d, "agen"), 1);
	assert_int_equal(week_of(&d, "brest"), 1);
	struct question_new practice = fixture_new(&d.f, "brest", "Pour apprendre");
	struct question_id id = {0};
	practice.is_practice = true;
	assert_int_equal(store_question_add(d.w.store, &practice, &id), RC_OK);
	row = row_of(&d, id);
	assert_true(row.is_practice);
	assert_int_equal(move(&d, &row, "route", &d.system), RC_OK);
	assert_int_equal(week_of(&d, "brest"), 1);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whoever_may_does_and_nobody_else),
		cmocka_unit_test(a_claim_has_one_winner_and_a_growing_epoch),
		cmocka_unit_test(an_expired_holder_is_told_and_refused),
		cmocka_unit_test(the_clock_stands_still_while_the_asker_is_asked),
		cmocka_unit_test(a_reopened_question_is_promised_anew),
		cmocka_unit_test(the_week_counts_what_routing_and_people_send_and_no_practice),
		cmocka_unit_test(the_load_is_what_a_recount_gives_after_a_long_random_walk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
