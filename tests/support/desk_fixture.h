/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * desk_fixture.h - a small desk for tests of src/flow: one network of two libraries, in a file of its own.
 *
 * A worker that is writer and reader in one, with a clock that stands still until the test moves it. No rules and no
 * knowledge: what a question is about is said by the test.
 */
#ifndef TESTS_SUPPORT_DESK_FIXTURE_H
#define TESTS_SUPPORT_DESK_FIXTURE_H

#include "base/arena.h"
#include "base/refusal.h"
#include "flow/directory.h"
#include "flow/worker.h"
#include "people/role.h"
#include "store/directory_store.h"
#include "store/people_store.h"
#include "store/question_store.h"
#include "store/store.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct desk_fixture {
	char path[80];
	struct worker worker;
	struct reference reference;
	struct desk_settings settings;
	struct desk_keys keys;
	struct clock clock;
	struct arena arena;
	struct refusal refusal;
	struct event_list events;
	struct actor respondent, other, coordinator, auditor, asker, system;
	uint8_t last_client;
};

static struct actor fixture_person(struct desk_fixture *f, const char *login, unsigned roles)
{
	struct person_row row = {
		.login = login,
		.name = login,
		.password_hash = "-",
		.pseudonym = login,
		.library = "ouest",
		.roles = roles,
	};
	struct person_id id;
	enum rc rc = store_person_add(f->worker.store, &row, &id);
	assert(rc == RC_OK);
	struct actor actor = {.person = id.n, .roles = roles};
	snprintf(actor.name, sizeof actor.name, "%s", login);
	snprintf(actor.library, sizeof actor.library, "ouest");
	snprintf(actor.pseudonym, sizeof actor.pseudonym, "%s", login);
	return actor;
}

static void fixture_network(struct store *s)
{
	struct queue fallback = {
		.id = "reseau", .title = "Le réseau", .kind = "fallback", .library = "ouest"};
	struct queue urgent = {
		.id = "urgence", .title = "Urgences", .kind = "urgent", .library = "ouest"};
	struct queue both[] = {fallback, urgent};
	struct network network = {.id = "essai",
				  .name = "Essai",
				  .country = "FR",
				  .zone = "metropole",
				  .library = "ouest"};
	network.queues.items = both;
	network.queues.count = 2;
	char *ouest_codes[] = {"29"}, *est_codes[] = {"67"}, *french[] = {"fr"};
	struct queue ouest_queue = {
		.id = "ouest", .title = "Ouest", .kind = "library", .library = "ouest"};
	struct queue est_queue = {.id = "est", .title = "Est", .kind = "library", .library = "est"};
	struct library ouest = {.id = "ouest",
				.name = "Ouest",
				.network = "essai",
				.kind = "municipale",
				.departement = "29",
				.region = "Bretagne",
				.capacity = 10,
				.zone = "metropole"};
	struct library est = {.id = "est",
			      .name = "Est",
			      .network = "essai",
			      .kind = "municipale",
			      .departement = "67",
			      .region = "Grand Est",
			      .capacity = 10,
			      .zone = "metropole"};
	ouest.territory.items = ouest_codes;
	est.territory.items = est_codes;
	ouest.languages.items = est.languages.items = french;
	ouest.territory.count = est.territory.count = ouest.languages.count = est.languages.count =
		1;
	ouest.queues.items = &ouest_queue;
	est.queues.items = &est_queue;
	ouest.queues.count = est.queues.count = 1;
	ouest.strengths[TOPIC_HISTOIRE] = 0.9;
	est.strengths[TOPIC_MUSIQUE] = 0.9;
	enum rc rc = store_network_save(s, &network);
	assert(rc == RC_OK);
	rc = store_library_save(s, &ouest);
	assert(rc == RC_OK);
	rc = store_library_save(s, &est);
	assert(rc == RC_OK);
	rc = store_network_queues_save(s, &network);
	assert(rc == RC_OK);
}

static void fixture_open(struct desk_fixture *f, const char *name)
{
	char why[256] = "";
	*f = (struct desk_fixture){0};
	snprintf(f->path, sizeof f->path, "/tmp/aiguilleur-%s-%d.db", name, (int)getpid());
	unlink(f->path);
	f->settings = (struct desk_settings){.lease_ms = 1800000,
					     .returned_lease_ms = 86400000,
					     .answer_days = 3,
					     .text_chars_max = 6000,
					     .suggest_threshold = 0.5};
	f->clock = clock_standing(1795000000000);
	arena_init(&f->arena, 256 * 1024 * 1024);
	f->worker = (struct worker){.store = store_open(f->path, STORE_CREATE, why, sizeof why),
				    .reference = &f->reference,
				    .settings = &f->settings,
				    .keys = &f->keys,
				    .clock = &f->clock,
				    .arena = &f->arena,
				    .refusal = &f->refusal,
				    .events = &f->events};
	assert(f->worker.store != NULL);
	fixture_network(f->worker.store);
	f->reference.directory = directory_load(f->worker.store, why, sizeof why);
	assert(f->reference.directory != NULL);
	f->respondent = fixture_person(f, "claire", ROLE_RESPONDENT);
	f->other = fixture_person(f, "malik", ROLE_RESPONDENT);
	f->coordinator = fixture_person(f, "ines", ROLE_COORDINATOR);
	f->auditor = fixture_person(f, "aude", ROLE_AUDITOR);
	f->asker = actor_public();
	f->system = actor_system();
}

static void fixture_close(struct desk_fixture *f)
{
	char more[96];
	store_close(f->worker.store);
	directory_free((struct directory *)f->reference.directory);
	event_list_done(&f->events);
	arena_done(&f->arena);
	unlink(f->path);
	snprintf(more, sizeof more, "%s-wal", f->path);
	unlink(more);
	snprintf(more, sizeof more, "%s-shm", f->path);
	unlink(more);
}

/* A new question in state received, in the queue ouest. */
static struct question_id fixture_ask(struct desk_fixture *f)
{
	struct question_new q = {.queue = "ouest",
				 .network = "essai",
				 .locale = "fr",
				 .language = "fr",
				 .text = "Qui a construit ce pont ?",
				 .asked_at = clock_wall_ms(&f->clock),
				 .due_at = clock_wall_ms(&f->clock) + 86400000};
	q.client_id[0] = ++f->last_client;
	q.receipt_hash[0] = f->last_client;
	struct question_id id;
	enum rc rc = store_question_add(f->worker.store, &q, &id);
	assert(rc == RC_OK);
	rc = store_queue_load_add(f->worker.store, q.queue, 1);
	assert(rc == RC_OK);
	return id;
}

#endif
