/* SPDX-License-Identifier: EUPL-1.2 */
/* people_store.c - see people_store.h. */
#include "store/people_store.h"

#include "store/statement.h"

#include <stdio.h>

static void read_person(struct query *q, struct arena *a, struct person_row *row)
{
	*row = (struct person_row){
		.id.n = query_int(q, 0),
		.login = query_text(q, 1, a),
		.name = query_text(q, 2, a),
		.password_hash = query_text(q, 3, a),
		.pseudonym = query_text(q, 4, a),
		.library = query_text(q, 5, a),
		.roles = (unsigned)query_int(q, 6),
		.is_in_training = query_int(q, 7) != 0,
		.is_disabled = query_int(q, 8) != 0,
		.email = query_text(q, 9, a),
		.signature = query_text(q, 10, a),
	};
}

enum rc store_person_add(struct store *s, const struct person_row *row, struct person_id *id)
{
	AUTO_QUERY q = query_start(s, STMT_person_add);
	query_bind_text(&q, row->login);
	query_bind_text(&q, row->name);
	query_bind_text(&q, row->password_hash);
	query_bind_text(&q, row->pseudonym);
	query_bind_int(&q, row->roles);
	query_bind_text(&q, row->library);
	query_bind_int(&q, row->is_in_training);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		id->n = query_int(&q, 0);
	return rc == RC_NOT_FOUND ? RC_CONFLICT : rc;
}

enum rc store_person_set_password(struct store *s, struct person_id id, const char *hash)
{
	AUTO_QUERY q = query_start(s, STMT_person_set_password);
	query_bind_int(&q, id.n);
	query_bind_text(&q, hash);
	return query_one(&q);
}

enum rc store_person_set_disabled(struct store *s, struct person_id id, int64_t at_ms)
{
	AUTO_QUERY q = query_start(s, STMT_person_set_disabled);
	query_bind_int(&q, id.n);
	query_bind_int_or_null(&q, at_ms);
	return query_one(&q);
}

static enum rc one_person(struct query *q, struct arena *a, struct person_row *row)
{
	enum rc rc = query_one(q);
	if (rc == RC_OK)
		read_person(q, a, row);
	return rc;
}

enum rc store_person_by_login(struct store *s, const char *login, struct arena *a,
			      struct person_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_person_by_login);
	query_bind_text(&q, login);
	return one_person(&q, a, row);
}

enum rc store_person(struct store *s, struct person_id id, struct arena *a, struct person_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_person_by_id);
	query_bind_int(&q, id.n);
	return one_person(&q, a, row);
}

enum rc store_people(struct store *s, struct arena *a,
		     bool (*each)(void *arg, const struct person_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_people);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct person_row row;
		read_person(&q, a, &row);
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_person_save(struct store *s, const struct person_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_person_save);
	query_bind_int(&q, row->id.n);
	query_bind_text(&q, row->name);
	query_bind_text(&q, row->library);
	query_bind_int(&q, row->roles);
	query_bind_int(&q, row->is_in_training);
	query_bind_text(&q, row->email);
	query_bind_text(&q, row->signature);
	return query_run(&q);
}

enum rc store_people_per_library(struct store *s, struct arena *a,
				 bool (*each)(void *arg, const char *library, int64_t count),
				 void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_people_per_library);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		const char *library = query_text(&q, 0, a);
		if (library == NULL || !each(arg, library, query_int(&q, 1)))
			return library == NULL ? RC_LIMIT : RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_person_labels(struct store *s, struct person_id id, struct arena *a,
			    bool (*each)(void *arg, const struct person_label_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_person_labels);
	query_bind_int(&q, id.n);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct person_label_row row = {.dimension = query_text(&q, 0, a),
					       .label = query_text(&q, 1, a)};
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_person_labels_set(struct store *s, struct person_id id, const char *dimension,
				const char *const *labels)
{
	AUTO_QUERY drop = query_start(s, STMT_person_labels_drop);
	query_bind_int(&drop, id.n);
	query_bind_text(&drop, dimension);
	enum rc rc = query_run(&drop);
	for (; *labels != NULL && rc == RC_OK; labels++) {
		AUTO_QUERY add = query_start(s, STMT_person_label_add);
		query_bind_int(&add, id.n);
		query_bind_text(&add, dimension);
		query_bind_text(&add, *labels);
		rc = query_run(&add);
	}
	return rc;
}

enum rc store_person_absences(struct store *s, struct person_id id, struct arena *a,
			      bool (*each)(void *arg, const struct person_absence_row *row),
			      void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_person_absences);
	query_bind_int(&q, id.n);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct person_absence_row row = {.first_day = query_text(&q, 0, a),
						 .last_day = query_text(&q, 1, a),
						 .why = query_text(&q, 2, a)};
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_person_absences_set(struct store *s, struct person_id id,
				  const struct person_absence_row *rows, int count)
{
	AUTO_QUERY drop = query_start(s, STMT_person_absences_drop);
	query_bind_int(&drop, id.n);
	enum rc rc = query_run(&drop);
	for (int i = 0; i < count && rc == RC_OK; i++) {
		AUTO_QUERY add = query_start(s, STMT_person_absence_add);
		query_bind_int(&add, id.n);
		query_bind_text(&add, rows[i].first_day);
		query_bind_text(&add, rows[i].last_day);
		query_bind_text(&add, rows[i].why == NULL ? "" : rows[i].why);
		rc = query_run(&add);
	}
	return rc;
}

enum rc store_people_away(struct store *s, const char *day,
			  bool (*each)(void *arg, struct person_id id), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_people_away);
	query_bind_text(&q, day);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		if (!each(arg, (struct person_id){query_int(&q, 0)}))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_person_is_away(struct store *s, struct person_id id, const char *day, bool *is_away)
{
	AUTO_QUERY q = query_start(s, STMT_person_is_away);
	query_bind_int(&q, id.n);
	query_bind_text(&q, day);
	enum rc rc = query_one(&q);
	if (rc == RC_OK || rc == RC_NOT_FOUND)
		*is_away = rc == RC_OK;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc store_memberships(struct store *s, struct person_id id, struct arena *a,
			  bool (*each)(void *arg, const struct membership_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_memberships);
	query_bind_int(&q, id.n);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct membership_row row = {.library = query_text(&q, 0, a),
					     .roles = (unsigned)query_int(&q, 1)};
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_memberships_set(struct store *s, struct person_id id,
			      const struct membership_row *rows, int count)
{
	AUTO_QUERY drop = query_start(s, STMT_memberships_drop);
	query_bind_int(&drop, id.n);
	enum rc rc = query_run(&drop);
	for (int i = 0; i < count && rc == RC_OK; i++) {
		AUTO_QUERY add = query_start(s, STMT_membership_add);
		query_bind_int(&add, id.n);
		query_bind_text(&add, rows[i].library);
		query_bind_int(&add, rows[i].roles);
		rc = query_run(&add);
	}
	return rc;
}

enum rc store_session_add(struct store *s, const uint8_t hash[HASH_BYTES], struct person_id person,
			  int64_t now_ms)
{
	AUTO_QUERY q = query_start(s, STMT_session_add);
	query_bind_blob(&q, hash, HASH_BYTES);
	query_bind_int(&q, person.n);
	query_bind_int(&q, now_ms);
	return query_run(&q);
}

enum rc store_session_find(struct store *s, const uint8_t hash[HASH_BYTES], int64_t idle_since_ms,
			   int64_t created_since_ms, struct person_id *person)
{
	AUTO_QUERY q = query_start(s, STMT_session_find);
	query_bind_blob(&q, hash, HASH_BYTES);
	query_bind_int(&q, idle_since_ms);
	query_bind_int(&q, created_since_ms);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		person->n = query_int(&q, 0);
	return rc;
}

enum rc store_session_touch(struct store *s, const uint8_t hash[HASH_BYTES], int64_t now_ms)
{
	AUTO_QUERY q = query_start(s, STMT_session_touch);
	query_bind_blob(&q, hash, HASH_BYTES);
	query_bind_int(&q, now_ms);
	return query_run(&q);
}

enum rc store_session_drop(struct store *s, const uint8_t hash[HASH_BYTES])
{
	AUTO_QUERY q = query_start(s, STMT_session_drop);
	query_bind_blob(&q, hash, HASH_BYTES);
	return query_run(&q);
}

enum rc store_sessions_drop_of(struct store *s, struct person_id person)
{
	AUTO_QUERY q = query_start(s, STMT_sessions_drop_of);
	query_bind_int(&q, person.n);
	return query_run(&q);
}

enum rc store_sessions_sweep(struct store *s, int64_t idle_since_ms, int64_t created_since_ms)
{
	AUTO_QUERY q = query_start(s, STMT_sessions_sweep);
	query_bind_int(&q, idle_since_ms);
	query_bind_int(&q, created_since_ms);
	return query_run(&q);
}

enum rc store_person_topics(struct store *s, struct person_id id, struct arena *a,
			    const char **topics)
{
	AUTO_QUERY q = query_start(s, STMT_person_topics);
	query_bind_int(&q, id.n);
	char words[2048];
	size_t at = 0;
	enum step step;
	words[0] = '\0';
	while ((step = query_step(&q)) == STEP_ROW && at < sizeof words - 80) {
		const char *slug = query_text(&q, 0, a);
		at += (size_t)snprintf(words + at, sizeof words - at, "%s%.64s", at > 0 ? " " : "",
				       slug == NULL ? "" : slug);
	}
	*topics = arena_copy(a, words, at);
	return step == STEP_FAILED || *topics == NULL ? RC_UNAVAILABLE : RC_OK;
}
