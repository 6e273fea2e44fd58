/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store_fixture.h - a record in a folder of its own, with a small directory in it, for unit tests.
 *
 * Two networks, six libraries, a queue of each kind. Functions are inline so that each test program takes what
 * it needs. Nothing here sleeps, and the clock stands where a test puts it.
 */
#ifndef TESTS_STORE_FIXTURE_H
#define TESTS_STORE_FIXTURE_H

#include "base/clock.h"
#include "people/role.h"
#include "store/directory_store.h"
#include "store/people_store.h"
#include "store/question_store.h"
#include "store/store.h"

#include <dirent.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { FIXTURE_PATH_BYTES = 300, FIXTURE_ARENA_BYTES = 16 * 1024 * 1024 };

/* Tuesday 2026-11-24, 10:00 in Paris. */
static const int64_t fixture_now = 1795510800000;

struct fixture {
	char dir[64];
	char path[FIXTURE_PATH_BYTES]; /* of the record */
	struct store *store;           /* its owner: STORE_CREATE */
	struct arena arena;
	uint8_t next_client; /* so that each question has a client_id of its own */
};

static inline void fixture_folder(struct fixture *f)
{
	*f = (struct fixture){0};
	snprintf(f->dir, sizeof f->dir, "%s", "/tmp/aig-unit-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->path, sizeof f->path, "%s/desk.db", f->dir);
	arena_init(&f->arena, FIXTURE_ARENA_BYTES);
}

static inline void fixture_file(const struct fixture *f, const char *name,
				char path[FIXTURE_PATH_BYTES])
{
	snprintf(path, FIXTURE_PATH_BYTES, "%s/%s", f->dir, name);
}

static inline struct store *fixture_store(const char *path, enum store_mode mode)
{
	char why[400] = "";
	struct store *s = store_open(path, mode, why, sizeof why);
	if (s == NULL)
		fail_msg("%s", why);
	return s;
}

/* An empty record. */
static inline void fixture_open(struct fixture *f)
{
	fixture_folder(f);
	f->store = fixture_store(f->path, STORE_CREATE);
}

static inline void fixture_close(struct fixture *f)
{
	store_close(f->store);
	arena_done(&f->arena);
	DIR *dir = opendir(f->dir);
	assert_non_null(dir);
	for (struct dirent *e = readdir(dir); e != NULL; e = readdir(dir)) {
		char path[FIXTURE_PATH_BYTES + 300];
		snprintf(path, sizeof path, "%s/%s", f->dir, e->d_name);
		if (e->d_name[0] != '.')
			unlink(path);
	}
	closedir(dir);
	rmdir(f->dir);
}

/* A connection past all our guards, as an intruder with the file would have. */
static inline sqlite3 *fixture_raw(const char *path)
{
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_busy_timeout(db, 2000);
	return db;
}

/* Runs SQL on such a connection; the SQLite code. */
static inline int fixture_sql(const char *path, const char *sql)
{
	sqlite3 *db = fixture_raw(path);
	int code = sqlite3_exec(db, sql, NULL, NULL, NULL);
	sqlite3_close(db);
	return code;
}

/* One number out of the record, by SQL. */
static inline int64_t fixture_number(const char *path, const char *sql)
{
	sqlite3 *db = fixture_raw(path);
	sqlite3_stmt *stmt = NULL;
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	int64_t number = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return number;
}

/* ---------------------------------------------------------------- the directory */

struct fixture_library {
	const char *id, *network, *zone, *territory, *referent, *language;
	int topic, kind; /* -1: none */
	double strength;
	int capacity;
};

static const struct fixture_library fixture_libraries[] = {
	{"agen", "france", "metropole", "47", NULL, NULL, TOPIC_SCIENCES, -1, 0.8, 20},
	{"albi", "france", "metropole", "81", NULL, NULL, TOPIC_SCIENCES, -1, 0.8, 20},
	{"bpi", "france", "metropole", NULL, NULL, "en", TOPIC_ARTS, -1, 0.9, 40},
	{"brest", "france", "metropole", "29", "22", NULL, TOPIC_GENEALOGIE, KIND_IDENTIFICATION,
	 0.9, 15},
	{"liege", "fwb", "belgique", "BE-WLG", NULL, "nl", TOPIC_LITTERATURE, -1, 0.7, 10},
	{"strasbourg", "france", "alsace-moselle", "67", NULL, NULL, TOPIC_DROIT, -1, 0.6, 10},
};

struct fixture_queue {
	const char *id, *network, *kind, *library;
	int topic; /* -1: none */
};

/* Those of networks; each library has one of its own name besides. */
static const struct fixture_queue fixture_queues[] = {
	{"experts-musique", "france", "expert", "bpi", TOPIC_MUSIQUE},
	{"experts-zines", "france", "expert", "bpi", -1},
	{"metier", "france", "professional", "brest", -1},
	{"partenaire-archives", "france", "partner", "bpi", -1},
	{"reseau", "france", "fallback", "bpi", -1},
	{"reseau-fwb", "fwb", "fallback", "liege", -1},
	{"urgence", "france", "urgent", "bpi", -1},
};

static inline void fixture_add_library(struct store *s, const struct fixture_library *from)
{
	char *territory = (char *)from->territory, *referent = (char *)from->referent;
	char *languages[] = {"fr", (char *)from->language};
	struct queue queue = {.id = (char *)from->id, .title = (char *)from->id, .kind = "library"};
	struct library library = {
		.id = (char *)from->id,
		.name = (char *)from->id,
		.network = (char *)from->network,
		.kind = "municipale",
		.departement = "00",
		.region = "-",
		.territory = {&territory, from->territory != NULL},
		.referent = {&referent, from->referent != NULL},
		.languages = {languages, from->language != NULL ? 2 : 1},
		.capacity = from->capacity,
		.zone = (char *)from->zone,
		.queues = {&queue, 1},
	};
	if (from->topic >= 0)
		library.strengths[from->topic] = from->strength;
	if (from->kind >= 0)
		library.kinds[from->kind] = from->strength;
	assert_int_equal(store_library_save(s, &library), RC_OK);
}

static inline void fixture_add_queues(struct store *s, const struct network *network)
{
	struct queue items[sizeof fixture_queues / sizeof fixture_queues[0]] = {0};
	struct network with_queues = *network;
	with_queues.queues.items = items;
	for (size_t i = 0; i < sizeof fixture_queues / sizeof fixture_queues[0]; i++) {
		const struct fixture_queue *from = &fixture_queues[i];
		if (strcmp(from->network, network->id) != 0)
			continue;
		items[with_queues.queues.count++] = (struct queue){
			.id = (char *)from->id,
			.title = (char *)from->id,
			.kind = (char *)from->kind,
			.library = (char *)from->library,
			.topics = from->topic < 0 ? 0 : 1u << from->topic,
		};
	}
	assert_int_equal(store_network_queues_save(s, &with_queues), RC_OK);
}

static inline void fixture_fill_directory(struct store *s)
{
	static const struct network networks[] = {
		{.id = "france",
		 .name = "France",
		 .country = "FR",
		 .zone = "metropole",
		 .library = "bpi"},
		{.id = "fwb",
		 .name = "Fédération Wallonie-Bruxelles",
		 .country = "BE",
		 .zone = "belgique",
		 .library = "liege"},
	};
	assert_int_equal(store_begin(s), RC_OK);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(store_network_save(s, &networks[i]), RC_OK);
	for (size_t i = 0; i < sizeof fixture_libraries / sizeof fixture_libraries[0]; i++)
		fixture_add_library(s, &fixture_libraries[i]);
	for (size_t i = 0; i < 2; i++)
		fixture_add_queues(s, &networks[i]);
	assert_int_equal(store_commit(s), RC_OK);
}

/* ---------------------------------------------------------------- people and questions */

static inline struct person_id fixture_person(struct store *s, const char *login, unsigned roles,
					      const char *library)
{
	struct person_id id = {0};
	char pseudonym[80];
	snprintf(pseudonym, sizeof pseudonym, "p-%s", login);
	struct person_row row = {
		.login = login,
		.name = login,
		.password_hash = "-",
		.pseudonym = pseudonym,
		.library = library,
		.roles = roles,
	};
	assert_int_equal(store_person_add(s, &row, &id), RC_OK);
	return id;
}

/* What a new question is made of, unlike every other of this fixture. */
static inline struct question_new fixture_new(struct fixture *f, const char *queue,
					      const char *text)
{
	struct question_new q = {
		.queue = queue,
		.network = "france",
		.locale = "fr",
		.language = "fr",
		.text = text,
		.asked_at = fixture_now,
		.due_at = fixture_now + 3 * 86400000LL,
	};
	memset(q.client_id, ++f->next_client, sizeof q.client_id);
	memset(q.receipt_hash, f->next_client, sizeof q.receipt_hash);
	memset(q.content_hash, 0xc0, sizeof q.content_hash);
	return q;
}

/* A question, received. */
static inline struct question_id fixture_question(struct fixture *f, const char *queue,
						  const char *text)
{
	struct question_new q = fixture_new(f, queue, text);
	struct question_id id = {0};
	assert_int_equal(store_question_add(f->store, &q, &id), RC_OK);
	return id;
}

static inline struct question_row fixture_read(struct fixture *f, struct question_id id)
{
	struct question_row row;
	assert_int_equal(store_question(f->store, id, &f->arena, &row), RC_OK);
	return row;
}

#endif
