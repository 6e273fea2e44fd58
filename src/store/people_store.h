/* SPDX-License-Identifier: EUPL-1.2 */
/* people_store.h - accounts and sessions as rows. See store.h for threads and errors. */
#ifndef STORE_PEOPLE_STORE_H
#define STORE_PEOPLE_STORE_H

#include "base/arena.h"
#include "base/rc.h"
#include "store/ids.h"

#include <stdbool.h>

struct store;

struct person_row {
	struct person_id id;
	const char *login, *name, *password_hash, *pseudonym;
	const char *library; /* NULL: the whole network */
	unsigned roles;      /* ROLE_* of people/role.h */
	bool is_in_training;
	bool is_disabled;
};

/* RC_CONFLICT when the login is taken. */
MUST_CHECK enum rc store_person_add(struct store *s, const struct person_row *row,
				    struct person_id *id);
MUST_CHECK enum rc store_person_set_password(struct store *s, struct person_id id,
					     const char *hash);
MUST_CHECK enum rc store_person_set_disabled(struct store *s, struct person_id id, int64_t at_ms);

/* RC_NOT_FOUND when there is none. */
MUST_CHECK enum rc store_person_by_login(struct store *s, const char *login, struct arena *a,
					 struct person_row *row);
MUST_CHECK enum rc store_person(struct store *s, struct person_id id, struct arena *a,
				struct person_row *row);
MUST_CHECK enum rc store_people(struct store *s, struct arena *a,
				bool (*each)(void *arg, const struct person_row *row), void *arg);

/* The slugs of the topics that a person knows well, between spaces; "" for none. */
MUST_CHECK enum rc store_person_topics(struct store *s, struct person_id id, struct arena *a,
				       const char **topics);

/* Roles at other libraries than one's own. */
struct membership_row {
	const char *library;
	unsigned roles;
};
MUST_CHECK enum rc store_memberships(struct store *s, struct person_id id, struct arena *a,
				     bool (*each)(void *arg, const struct membership_row *row),
				     void *arg);
/* Replaces them all by these. */
MUST_CHECK enum rc store_memberships_set(struct store *s, struct person_id id,
					 const struct membership_row *rows, int count);

/* Sessions are found by the SHA-256 of their token; seen_at slides the idle time-out. */
MUST_CHECK enum rc store_session_add(struct store *s, const uint8_t hash[HASH_BYTES],
				     struct person_id person, int64_t now_ms);
MUST_CHECK enum rc store_session_find(struct store *s, const uint8_t hash[HASH_BYTES],
				      int64_t idle_since_ms, int64_t created_since_ms,
				      struct person_id *person);
MUST_CHECK enum rc store_session_touch(struct store *s, const uint8_t hash[HASH_BYTES],
				       int64_t now_ms);
MUST_CHECK enum rc store_session_drop(struct store *s, const uint8_t hash[HASH_BYTES]);
MUST_CHECK enum rc store_sessions_drop_of(struct store *s, struct person_id person);
MUST_CHECK enum rc store_sessions_sweep(struct store *s, int64_t idle_since_ms,
					int64_t created_since_ms);

#endif
