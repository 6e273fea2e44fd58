/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * flow_fixture.h - store_fixture.h with a worker on top: what a station needs, and people to work with it.
 *
 * The worker is writer and reader in one; its clock stands until a test moves it. Rules, places and knowledge are there
 * only after desk_learn.
 */
#ifndef TESTS_FLOW_FIXTURE_H
#define TESTS_FLOW_FIXTURE_H

#include "flow/directory.h"
#include "flow/question.h"
#include "flow/worker.h"
#include "rules/gazetteer.h"
#include "rules/match.h"
#include "store/knowledge.h"
#include "support/store_fixture.h"
#include "text/tokens.h"

struct desk {
	struct fixture f;
	struct worker w;
	struct reference reference;
	struct desk_settings settings;
	struct desk_keys keys;
	struct clock clock;
	struct refusal refusal;
	struct event_list events;
	/* claire and malik answer for brest and agen, nora is in training, ines coordinates */
	struct actor claire, malik, nora, ines, asker, system;
};

static inline struct actor desk_actor(struct desk *d, const char *login, unsigned roles,
				      const char *library)
{
	struct actor actor = {.roles = roles};
	actor.person = fixture_person(d->f.store, login, roles, library).n;
	snprintf(actor.name, sizeof actor.name, "%s", login);
	snprintf(actor.library, sizeof actor.library, "%s", library == NULL ? "" : library);
	snprintf(actor.pseudonym, sizeof actor.pseudonym, "p-%s", login);
	return actor;
}

static inline void desk_open(struct desk *d)
{
	char why[400] = "";
	*d = (struct desk){0};
	fixture_open(&d->f);
	fixture_fill_directory(d->f.store);
	struct directory *directory = directory_load(d->f.store, why, sizeof why);
	if (directory == NULL)
		fail_msg("%s", why);
	d->settings = (struct desk_settings){.lease_ms = 30 * 60 * 1000,
					     .returned_lease_ms = 72 * 60 * 60 * 1000LL,
					     .answer_days = 3,
					     .near_ms = 24 * 60 * 60 * 1000,
					     .text_chars_max = 6000,
					     .suggest_threshold = 0.5};
	memset(&d->keys, 0x5a, sizeof d->keys);
	d->clock = clock_standing(fixture_now);
	d->w = (struct worker){.store = d->f.store,
			       .stemmer = stemmer_new(),
			       .reference = &d->reference,
			       .directory = directory,
			       .settings = &d->settings,
			       .keys = &d->keys,
			       .clock = &d->clock,
			       .arena = &d->f.arena,
			       .refusal = &d->refusal,
			       .events = &d->events};
	d->claire = desk_actor(d, "claire", ROLE_RESPONDENT, "brest");
	d->malik = desk_actor(d, "malik", ROLE_RESPONDENT, "agen");
	d->nora = desk_actor(d, "nora", ROLE_RESPONDENT, "brest");
	d->nora.is_in_training = true;
	d->ines = desk_actor(d, "ines", ROLE_COORDINATOR, NULL);
	d->asker = actor_public();
	d->system = actor_system();
}

/* Places, a few rules and an empty knowledge file, so that texts can be understood. */
static inline void desk_learn(struct desk *d, const char *rules)
{
	char path[FIXTURE_PATH_BYTES], why[400] = "";
	struct problems problems = {0};
	struct rule_list list = {0};
	struct source source;
	assert_true(source_from("rules.yaml", (struct bytes){rules, strlen(rules)}, &problems,
				&source));
	rules_read_source(&source, &problems, &list);
	source_done(&source);
	d->reference.rules = ruleset_new(&list, &problems);
	d->reference.places = places_load(SOURCE_DIR "/rules/places.yaml", &problems);
	problems_print(&problems, stderr);
	assert_int_equal(problems_count(&problems), 0);
	problems_done(&problems);
	d->w.matcher = matcher_new(d->reference.rules);
	fixture_file(&d->f, "knowledge.db", path);
	d->w.knowledge = knowledge_open(path, STORE_CREATE, why, sizeof why);
	if (d->w.knowledge == NULL)
		fail_msg("%s", why);
}

static inline void desk_close(struct desk *d)
{
	if (d->w.matcher != NULL) {
		matcher_free(d->w.matcher);
		ruleset_free((struct ruleset *)d->reference.rules);
		places_free((struct places *)d->reference.places);
		knowledge_close(d->w.knowledge);
	}
	stemmer_free(d->w.stemmer);
	directory_free((struct directory *)d->w.directory);
	event_list_done(&d->events);
	fixture_close(&d->f);
}

static inline struct question_row desk_row(struct desk *d, struct question_id id)
{
	struct question_row row;
	assert_int_equal(question_read(&d->w, id, &row), RC_OK);
	return row;
}

/* A question that waits in a queue, counted there as intake does. */
static inline struct question_id desk_routed(struct desk *d, const char *queue)
{
	struct question_id id = fixture_question(&d->f, queue, "Qui a construit ce pont ?");
	assert_int_equal(store_queue_load_add(d->f.store, queue, 1), RC_OK);
	struct question_row row = desk_row(d, id);
	struct move_request request = {.verb = "route", .to = Q_ROUTED, .actor = &d->system};
	assert_int_equal(question_move(&d->w, &row, &request), RC_OK);
	return id;
}

static inline const char *desk_state(struct desk *d, struct question_id id)
{
	return desk_row(d, id).state;
}

#endif
