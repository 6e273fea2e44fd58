/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_walk.c - a random walk over the stations and the one door, with what must always hold looked at after each step.
 *
 * People with and without right try everything with right, old and made-up epochs while the clock jumps both ways.
 * support/walk.h says what must hold. AIG_MOVES and AIG_SEED make one long walk of it (bench/walk.mjs).
 */
#include "flow/6_queue.h"
#include "flow/7_claim.h"
#include "flow/9_review.h"
#include "flow/asker.h"

#include "audit/audit.h"
#include "support/walk.h"

#include <sodium.h>

enum {
	STEPS = 5000,
	LOOK_AT_ALL_EVERY = 500,
	COMMIT_EVERY = 50,
	RECENT = 25, /* most steps are about one of the newest questions, so that stories go on */
};

/* ---------------------------------------------------------------- chance */

static uint64_t chance(struct walk *w, uint64_t below)
{
	w->random ^= w->random << 13;
	w->random ^= w->random >> 7;
	w->random ^= w->random << 17;
	return (w->random >> 11) % below;
}

static bool now_and_then(struct walk *w, uint64_t one_in)
{
	return chance(w, one_in) == 0;
}

static const char *any_queue(struct walk *w)
{
	const struct directory *directory = w->d.w.directory;
	return directory->queues[chance(w, (uint64_t)directory->queue_count)].id;
}

static struct question_id any_question(struct walk *w)
{
	return w->seen[chance(w, w->count)].id;
}

/* Mostly whoever holds it, so that stories go on; often enough anybody. */
static const struct actor *pick_actor(struct walk *w)
{
	for (size_t i = 0; i < 7 && chance(w, 100) < 60; i++) {
		if (w->people[i]->person != 0 && w->people[i]->person == w->row.owner.n)
			return w->people[i];
	}
	return w->people[chance(w, 7)];
}

static int64_t pick_epoch(struct walk *w)
{
	uint64_t which = chance(w, 20);
	if (which < 14)
		return w->row.epoch;
	if (which < 17)
		return w->row.epoch > 0 ? w->row.epoch - 1 : 0;
	return which == 17 ? 0 : (int64_t)chance(w, (uint64_t)w->row.epoch + 3);
}

/* ---------------------------------------------------------------- what can be done */

static enum rc act_ask(struct walk *w)
{
	struct intake_result result;
	randombytes_buf_deterministic(
		w->intake.client_id, CLIENT_ID_BYTES,
		(const unsigned char[randombytes_SEEDBYTES]){(unsigned char)w->count,
							     (unsigned char)(w->count >> 8),
							     (unsigned char)(w->count >> 16), 1});
	w->intake.ask.may_transfer = now_and_then(w, 2);
	enum rc rc = intake_store(&w->d.w, &w->intake, &result);
	if (rc != RC_OK)
		return rc;
	w->seen = xgrow(w->seen, w->count, sizeof *w->seen);
	w->seen[w->count++] = (struct seen){.id = result.question, .state = Q_RECEIVED};
	return RC_OK;
}

static enum rc act_claim(struct walk *w)
{
	return claim_take(&w->d.w, w->hold.actor, w->hold.question);
}

static enum rc act_renew(struct walk *w)
{
	return claim_renew(&w->d.w, w->hold.actor, w->hold.question, w->hold.epoch);
}

static enum rc act_release(struct walk *w)
{
	return claim_release(&w->d.w, w->hold.actor, w->hold.question, w->hold.epoch, "essai");
}

static enum rc act_expire(struct walk *w)
{
	int count = 0;
	return claim_expire_all(&w->d.w, &count);
}

static struct queue_move a_move(struct walk *w, const char *queue)
{
	return (struct queue_move){.question = w->hold.question,
				   .epoch = w->hold.epoch,
				   .queue = queue,
				   .reason = now_and_then(w, 10) ? " " : "essai"};
}

static enum rc act_transfer(struct walk *w)
{
	struct queue_move move = a_move(w, now_and_then(w, 20) ? "nulle-part" : any_queue(w));
	return queue_transfer(&w->d.w, w->hold.actor, &move);
}

static struct relabel a_relabel(struct walk *w)
{
	return (struct relabel){.question = w->hold.question, .topics = w->topics, .why = "essai"};
}

static enum rc act_correct(struct walk *w)
{
	struct queue_move move = a_move(w, any_queue(w));
	struct relabel relabel = a_relabel(w);
	return queue_transfer_relabelled(&w->d.w, w->hold.actor, &move, &relabel);
}

static enum rc act_relabel(struct walk *w)
{
	struct relabel relabel = a_relabel(w);
	return queue_relabel(&w->d.w, w->hold.actor, &relabel);
}

static enum rc act_refer(struct walk *w)
{
	struct queue_move move = a_move(w, "partenaire-archives");
	return queue_refer(&w->d.w, w->hold.actor, &move);
}

static enum rc act_clarify(struct walk *w)
{
	return answer_clarify(&w->d.w, &w->hold, "De quel pont parlez-vous ?");
}

static enum rc act_note(struct walk *w)
{
	return answer_note(&w->d.w, &w->hold, NULL, "Voir les archives.");
}

static enum rc act_draft(struct walk *w)
{
	struct draft_saved saved;
	return answer_save_draft(&w->d.w, &w->hold, "Un début", w->incomplete, &saved);
}

static enum rc act_submit(struct walk *w)
{
	const cJSON *methods[] = {w->method, w->method, w->with_ai, w->incomplete};
	return answer_submit(&w->d.w, &w->hold, "Une réponse.", methods[chance(w, 4)]);
}

static enum rc act_review(struct walk *w)
{
	const struct review review = {.scores = w->scores,
				      .decision = now_and_then(w, 2) ? "approve" : "return",
				      .comment = "Bien."};
	return review_submit(&w->d.w, &w->hold, &review);
}

static enum rc act_decline(struct walk *w)
{
	return answer_decline(&w->d.w, &w->hold, "Hors de notre champ.", "Voir ailleurs.");
}

static enum rc act_duplicate(struct walk *w)
{
	return answer_duplicate(&w->d.w, &w->hold, any_question(w));
}

static enum rc act_spam(struct walk *w)
{
	return answer_spam(&w->d.w, &w->hold);
}

static enum rc act_close(struct walk *w)
{
	return review_close(&w->d.w, &w->hold);
}

static enum rc act_reopen(struct walk *w)
{
	return review_reopen(&w->d.w, &w->hold);
}

static enum rc act_reply(struct walk *w)
{
	unsigned char bytes[CLIENT_ID_BYTES];
	char client_id[2 * CLIENT_ID_BYTES + 1];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)chance(w, 256);
	sodium_bin2hex(client_id, sizeof client_id, bytes, sizeof bytes);
	return asker_reply(&w->d.w, &w->row, client_id, "Le grand pont.");
}

static enum rc act_resolve(struct walk *w)
{
	return asker_resolve(&w->d.w, &w->row, NULL);
}

static enum rc act_withdraw(struct walk *w)
{
	return asker_withdraw(&w->d.w, &w->row, "essai");
}

static enum rc act_rate(struct walk *w)
{
	return asker_rate(&w->d.w, &w->row, (int64_t)chance(w, 7), NULL);
}

/* The clock jumps, mostly forward. */
static enum rc act_clock(struct walk *w)
{
	int64_t jump = (int64_t)chance(w, 45 * 60 * 1000);
	w->d.clock.offset_ms += now_and_then(w, 3) ? -jump : jump;
	return RC_OK;
}

/* Any row of the table, by anybody, in whatever state: new rows are tried without a line here. */
static enum rc act_door(struct walk *w)
{
	size_t count;
	const struct move *moves = question_moves(&count);
	const struct move *m = w->wanted != NULL ? w->wanted : &moves[chance(w, count)];
	w->is_door = true;
	w->what = m->verb;
	struct move_request request = {.verb = m->verb,
				       .to = m->to,
				       .actor = w->hold.actor,
				       .epoch = w->hold.epoch,
				       .reason = "essai"};
	if (m->from == m->to || strcmp(m->verb, "transfer") == 0 || strcmp(m->verb, "refer") == 0)
		request.queue = any_queue(w);
	if (m->to == Q_DUPLICATE)
		request.duplicate_of = any_question(w);
	return question_move(&w->d.w, &w->row, &request);
}

/* How often each is tried, against the others. */
static const struct act {
	const char *what;
	enum rc (*run)(struct walk *w);
	unsigned weight;
	enum {
		ABOUT_NONE,
		ABOUT_ONE,
		FOR_DESK
	} about; /* FOR_DESK: the dispatcher lets nobody else in */
} acts[] = {
	{"claim", act_claim, 14, ABOUT_ONE},
	{"renew", act_renew, 4, ABOUT_ONE},
	{"release", act_release, 3, ABOUT_ONE},
	{"expire", act_expire, 2, ABOUT_NONE},
	{"transfer", act_transfer, 4, ABOUT_ONE},
	{"correct", act_correct, 1, FOR_DESK},
	{"relabel", act_relabel, 1, FOR_DESK},
	{"refer", act_refer, 2, ABOUT_ONE},
	{"clarify", act_clarify, 4, ABOUT_ONE},
	{"note", act_note, 1, FOR_DESK},
	{"draft", act_draft, 8, ABOUT_ONE},
	{"submit", act_submit, 8, ABOUT_ONE},
	{"review", act_review, 6, ABOUT_ONE},
	{"decline", act_decline, 1, ABOUT_ONE},
	{"duplicate", act_duplicate, 1, ABOUT_ONE},
	{"spam", act_spam, 1, ABOUT_ONE},
	{"close", act_close, 2, ABOUT_ONE},
	{"reopen", act_reopen, 3, ABOUT_ONE},
	{"reply", act_reply, 6, ABOUT_ONE},
	{"resolve", act_resolve, 1, ABOUT_ONE},
	{"withdraw", act_withdraw, 1, ABOUT_ONE},
	{"rate", act_rate, 2, ABOUT_ONE},
	{"clock", act_clock, 2, ABOUT_NONE},
	{"door", act_door, 20, ABOUT_ONE},
	{"ask", act_ask, 4, ABOUT_NONE},
};
enum { ACTS = sizeof acts / sizeof acts[0] };

static const struct act *find_act(const char *what)
{
	for (size_t i = 0; i < ACTS; i++) {
		if (strcmp(acts[i].what, what) == 0)
			return &acts[i];
	}
	return NULL;
}

static const struct act *any_act(struct walk *w)
{
	unsigned sum = 0;
	for (size_t i = 0; i < ACTS; i++)
		sum += acts[i].weight;
	unsigned at = (unsigned)chance(w, sum);
	size_t i = 0;
	while (at >= acts[i].weight)
		at -= acts[i++].weight;
	return &acts[i];
}

static const struct actor *who_could(struct walk *w, const struct move *m)
{
	const struct actor *who = w->people[chance(w, 7)];
	for (size_t i = 0; i < 7; i++) {
		bool is_holder = w->people[i]->person == w->row.owner.n && w->row.owner.n != 0;
		if (m->claim == CLAIM_HELD && is_holder)
			return w->people[i];
		if (m->claim != CLAIM_HELD && actor_has(w->people[i], m->who) && now_and_then(w, 2))
			who = w->people[i];
	}
	return who;
}

/*
 * One row of the table that leaves the question's state, often the one least taken so far, by somebody who could,
 * through its station if there is one.
 */
static const struct act *wise_act(struct walk *w)
{
	bool wants_rare = now_and_then(w, 2);
	size_t count, found = 0;
	int64_t least = INT64_MAX;
	const struct move *moves = question_moves(&count);
	for (size_t i = 0; i < count && i < MOVES_MAX; i++) {
		if (moves[i].from != w->picked->state)
			continue;
		bool is_wanted = wants_rare ? w->taken[i] < least : now_and_then(w, ++found);
		if (is_wanted) {
			w->wanted = &moves[i];
			least = w->taken[i];
		}
	}
	if (w->wanted == NULL)
		return find_act("door");
	w->hold.actor = who_could(w, w->wanted);
	w->hold.epoch = w->row.epoch;
	const char *verb = w->wanted->verb;
	bool is_review = strcmp(verb, "approve") == 0 || strcmp(verb, "return") == 0;
	const struct act *act = find_act(is_review ? "review" : verb);
	return act != NULL && !now_and_then(w, 5) ? act : find_act("door");
}

/* ---------------------------------------------------------------- the walk */

/* Mostly a recent one; of several often that in the state which was left least so far. */
static struct seen *pick_question(struct walk *w)
{
	size_t recent = w->count < RECENT ? w->count : RECENT;
	if (now_and_then(w, 10))
		return &w->seen[chance(w, w->count)];
	struct seen *best = &w->seen[w->count - 1 - chance(w, recent)];
	for (int i = now_and_then(w, 2) ? 6 : 0; i > 0; i--) {
		struct seen *other = &w->seen[w->count - 1 - chance(w, recent)];
		if (w->left[other->state] < w->left[best->state])
			best = other;
	}
	return best;
}

/* A move that the door refused has written nothing, before anything is undone. */
static bool door_left_it(struct walk *w)
{
	struct question_row row = desk_row(&w->d, w->picked->id);
	char *head = print_head(&row);
	bool is_same = strcmp(head, w->picked->head) == 0;
	free(head);
	return is_same ||
	       complain(w, "refused, and yet question %" PRId64 " changed", w->picked->id.n);
}

static void settle(struct walk *w, enum rc rc)
{
	struct store *s = w->d.w.store;
	if (rc == RC_OK) {
		w->accepted++;
		if (w->is_door)
			w->picked->is_rough = true;
		store_scope_keep(s);
		return;
	}
	w->refused++;
	w->stale += rc == RC_STALE;
	if (rc == RC_UNAVAILABLE && (w->picked == NULL || !w->picked->is_rough))
		complain(w, "the store refused");
	if (w->is_door)
		(void)door_left_it(w);
	store_scope_undo(s);
}

/* Who does what to which question; a third of the steps by chance alone, the others such that they may succeed. */
static const struct act *prepare(struct walk *w)
{
	w->is_door = false;
	w->picked = NULL;
	w->wanted = NULL;
	w->hold = (struct hold){.actor = &w->d.system};
	const struct act *act = w->count == 0 ? find_act("ask") : any_act(w);
	if (act->about == ABOUT_NONE)
		return act;
	w->picked = pick_question(w);
	w->row = desk_row(&w->d, w->picked->id);
	w->hold.question = w->picked->id;
	w->hold.actor = pick_actor(w);
	w->hold.epoch = pick_epoch(w);
	if (chance(w, 3) < 2)
		act = wise_act(w);
	if (act->about == FOR_DESK && !actor_has(w->hold.actor, ROLES_DESK))
		w->hold.actor = &w->d.claire;
	return act;
}

static bool step(struct walk *w)
{
	arena_done(w->d.w.arena);
	arena_init(w->d.w.arena, FIXTURE_ARENA_BYTES);
	event_list_done(&w->d.events);
	const struct act *act = prepare(w);
	w->what = act->what;
	assert_int_equal(store_scope_begin(w->d.w.store), RC_OK);
	settle(w, act->run(w));
	return w->wrong[0] == '\0' && look_around(w);
}

static void walk_open(struct walk *w, uint64_t seed)
{
	*w = (struct walk){.random = seed * 0x9e3779b97f4a7c15u | 1, .what = "the start"};
	desk_open(&w->d);
	desk_learn(&w->d,
		   "- {id: g, when: {any: ['genealog']}, then: {topic: genealogie, weight: 0.9}, "
		   "why: g}\n");
	w->d.settings.returned_lease_ms = 2 * w->d.settings.lease_ms; /* so that it ends, too */
	w->aude = desk_actor(&w->d, "aude", ROLE_AUDITOR, NULL);
	const struct actor *people[] = {&w->d.claire, &w->d.malik, &w->d.nora,  &w->d.ines,
					&w->aude,     &w->d.asker, &w->d.system};
	memcpy(w->people, people, sizeof people);
	const struct ask ask = {.client_id = "00112233445566778899aabbccddeeff",
				.text = "Qui a construit ce pont ?"};
	arena_init(&w->understood, FIXTURE_ARENA_BYTES);
	w->d.w.arena = &w->understood;
	assert_int_equal(intake_understand(&w->d.w, &ask, &w->intake), RC_OK);
	w->d.w.arena = &w->d.f.arena;
	w->method = cJSON_Parse("{\"ai\":\"none\",\"checked\":\"les deux sources\",\"sources\":"
				"[{\"title\":\"Histoire des ponts\"}]}");
	w->with_ai = cJSON_Parse("{\"ai\":\"draft\",\"tool\":\"un modèle\",\"checked\":\"tout\","
				 "\"sources\":[{\"title\":\"Histoire des ponts\"}]}");
	w->incomplete = cJSON_Parse("{\"ai\":\"none\"}");
	w->topics = cJSON_Parse("[\"genealogie\"]");
	w->scores = cJSON_CreateObject();
	for (int i = 1; i <= CRITERION_COUNT; i++) {
		char key[8];
		snprintf(key, sizeof key, "%d", i);
		json_put_int(w->scores, key, 3);
	}
	assert_true(w->d.w.directory->queue_count <= QUEUES_MAX);
	/* What has no way out is not worth waiting for. */
	size_t count;
	const struct move *moves = question_moves(&count);
	for (int i = 0; i < Q_STATE_COUNT; i++)
		w->left[i] = INT32_MAX;
	for (size_t i = 0; i < count; i++)
		w->left[moves[i].from] = 0;
}

static void walk_close(struct walk *w)
{
	for (size_t i = 0; i < w->count; i++)
		free(w->seen[i].head);
	free(w->seen);
	cJSON_Delete(w->method);
	cJSON_Delete(w->with_ai);
	cJSON_Delete(w->incomplete);
	cJSON_Delete(w->topics);
	cJSON_Delete(w->scores);
	arena_done(&w->understood);
	desk_close(&w->d);
}

/* How far: steps are tried, moves are made. */
struct distance {
	int64_t steps, moves;
};

/* Walks until it is over or something is wrong; what is wrong is in w->wrong. */
static void walk_on(struct walk *w, struct distance far)
{
	struct store *s = w->d.w.store;
	assert_int_equal(store_begin(s), RC_OK);
	bool is_well = look_at_all(w);
	int64_t steps = w->steps + far.steps, moves = w->moves + far.moves;
	while (is_well && (w->steps < steps || w->moves < moves)) {
		w->steps++;
		is_well = step(w);
		if (is_well && w->steps % LOOK_AT_ALL_EVERY == 0)
			is_well = look_at_all(w);
		if (is_well && w->steps % COMMIT_EVERY == 0) {
			assert_int_equal(store_commit(s), RC_OK);
			assert_int_equal(store_begin(s), RC_OK);
		}
	}
	is_well = is_well && look_at_all(w);
	assert_int_equal(store_commit(s), RC_OK);
}

static void check_trace(struct walk *w)
{
	struct audit_verdict verdict;
	assert_int_equal(audit_verify(w->d.w.store, &verdict), RC_OK);
	if (verdict.first_broken >= 0)
		fail_msg("leaf %" PRId64 ": %s", verdict.first_broken, verdict.what);
	assert_int_equal(verdict.size, w->leaves);
}

static int64_t from_environment(const char *name, int64_t otherwise)
{
	const char *text = getenv(name);
	return text == NULL || text[0] == '\0' ? otherwise : strtoll(text, NULL, 10);
}

/* ---------------------------------------------------------------- cases */

/* One walk in a record of its own; adds what rows of the table it took. */
static void walk_well(int64_t seed, struct distance far, int64_t taken[MOVES_MAX])
{
	static struct walk w;
	walk_open(&w, (uint64_t)seed);
	walk_on(&w, far);
	if (w.wrong[0] != '\0')
		fail_msg("seed %" PRId64 ", step %" PRId64 ": %s", seed, w.steps, w.wrong);
	check_trace(&w);
	print_message("walk: seed %" PRId64 ", %" PRId64 " steps, %" PRId64 " moves, %" PRId64
		      " refused, %" PRId64 " stale, %zu questions, %" PRId64 " leaves\n",
		      seed, w.steps, w.moves, w.refused, w.stale, w.count, w.leaves);
	for (size_t i = 0; i < MOVES_MAX; i++)
		taken[i] += w.taken[i];
	walk_close(&w);
}

/* A walk that goes nowhere proves nothing. */
static void check_rows_were_taken(const int64_t taken[MOVES_MAX], size_t least_percent)
{
	size_t count, rows = 0;
	const struct move *moves = question_moves(&count);
	assert_true(count <= MOVES_MAX);
	for (size_t i = 0; i < count; i++) {
		rows += taken[i] > 0;
		if (taken[i] == 0)
			print_message("walk: never %s from %s\n", moves[i].verb,
				      state_row(moves[i].from)->word);
	}
	print_message("walk: %zu of %zu rows of the table were taken\n", rows, count);
	assert_true(rows * 100 >= count * least_percent);
}

static void no_random_walk_breaks_what_must_hold(void **state)
{
	(void)state;
	static const int64_t seeds[] = {1, 2, 20261125};
	int64_t taken[MOVES_MAX] = {0};
	for (size_t i = 0; i < sizeof seeds / sizeof seeds[0]; i++)
		walk_well(seeds[i], (struct distance){.steps = STEPS}, taken);
	check_rows_were_taken(taken, 90);
}

static void one_long_random_walk_breaks_nothing(void **state)
{
	(void)state;
	int64_t taken[MOVES_MAX] = {0};
	struct distance far = {.moves = from_environment("AIG_MOVES", 1)};
	walk_well(from_environment("AIG_SEED", 20261125), far, taken);
	check_rows_were_taken(taken, 100);
}

/* What somebody could break, and what the walk must then say. */
static const struct sabotage {
	const char *sql, *words;
} sabotages[] = {
	{"UPDATE queue_load SET open = open + 1 WHERE queue = (SELECT min(queue) FROM queue_load)",
	 "the load of"},
	{"UPDATE question SET owner = NULL WHERE id = (SELECT min(id) FROM question WHERE state = "
	 "'claimed')",
	 "has no holder"},
	{"UPDATE question SET lease_until = NULL WHERE id = (SELECT min(id) FROM question WHERE "
	 "lease_until IS NOT NULL)",
	 "no lease"},
	{"UPDATE question SET owner = 1 WHERE id = (SELECT min(id) FROM question WHERE state = "
	 "'routed')",
	 "is held"},
	{"UPDATE question SET paused_at = 5 WHERE id = (SELECT min(id) FROM question WHERE state = "
	 "'routed')",
	 "paused"},
	{"UPDATE question SET epoch = epoch - 1 WHERE id = (SELECT min(id) FROM question WHERE "
	 "epoch > 0)",
	 "went back"},
	{"UPDATE question SET epoch = epoch + 1 WHERE id = 1", "its leaves say"},
	{"UPDATE question SET state = 'spam', owner = NULL, lease_until = NULL, paused_at = NULL "
	 "WHERE "
	 "id = (SELECT min(id) FROM question WHERE state = 'routed')",
	 "its leaves say"},
	{"UPDATE question SET queue = 'urgence' WHERE id = 1", "changed"},
	{"UPDATE question SET due_at = due_at + 1 WHERE id = 2", "changed"},
	{"UPDATE question SET may_publish = 1 - may_publish WHERE id = 3", "changed"},
	{"UPDATE question SET lease_until = lease_until + 1 WHERE id = (SELECT min(id) FROM "
	 "question "
	 "WHERE lease_until IS NOT NULL)",
	 "the lease of"},
	/* a door that forgets the load, the leaf's words, or the guard */
	{"CREATE TRIGGER broken BEFORE UPDATE ON queue_load BEGIN SELECT raise(IGNORE); END",
	 "the load of"},
	{"CREATE TRIGGER broken AFTER UPDATE OF state ON question WHEN new.state = 'claimed' BEGIN "
	 "UPDATE question SET epoch = old.epoch WHERE id = new.id; END",
	 "its leaves say"},
	{"CREATE TRIGGER broken AFTER UPDATE OF state ON question WHEN new.state = 'drafted' BEGIN "
	 "UPDATE question SET queue = 'urgence' WHERE id = new.id; END",
	 "its leaf says"},
	{"CREATE TRIGGER broken AFTER INSERT ON note BEGIN UPDATE question SET moved_at = moved_at "
	 "+ 1 "
	 "WHERE id = new.question; END",
	 "changed"},
};

/* false while there is nothing to be broken that way. */
static bool sabotage(struct walk *w, const char *sql)
{
	sqlite3 *db = fixture_raw(w->d.f.path);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	bool has_worked = strncmp(sql, "CREATE", 6) == 0 || sqlite3_changes(db) > 0;
	sqlite3_close(db);
	return has_worked;
}

static void a_walk_over_a_broken_record_says_so(void **state)
{
	(void)state;
	static struct walk w;
	for (size_t i = 0; i < sizeof sabotages / sizeof sabotages[0]; i++) {
		walk_open(&w, 7);
		walk_on(&w, (struct distance){.steps = LOOK_AT_ALL_EVERY});
		while (w.wrong[0] == '\0' && !sabotage(&w, sabotages[i].sql))
			walk_on(&w, (struct distance){.steps = COMMIT_EVERY});
		assert_string_equal(w.wrong, "");
		for (int part = 0; w.wrong[0] == '\0' && part < 10; part++)
			walk_on(&w, (struct distance){.steps = LOOK_AT_ALL_EVERY});
		if (strstr(w.wrong, sabotages[i].words) == NULL)
			fail_msg("%s\nwas answered: %s", sabotages[i].sql, w.wrong);
		walk_close(&w);
	}
}

int main(void)
{
	const struct CMUnitTest suite[] = {
		cmocka_unit_test(no_random_walk_breaks_what_must_hold),
		cmocka_unit_test(a_walk_over_a_broken_record_says_so),
	};
	const struct CMUnitTest bench[] = {
		cmocka_unit_test(one_long_random_walk_breaks_nothing),
	};
	if (getenv("AIG_MOVES") != NULL)
		return cmocka_run_group_tests(bench, NULL, NULL);
	return cmocka_run_group_tests(suite, NULL, NULL);
}
