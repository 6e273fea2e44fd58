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
	const char *email, *signature; /* may be NULL */
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

/* Name, library, roles, training, e-mail and signature, all of them; nothing else of the row. */
MUST_CHECK enum rc store_person_save(struct store *s, const struct person_row *row);

/* How many people who may log in each library has. */
MUST_CHECK enum rc
store_people_per_library(struct store *s, struct arena *a,
			 bool (*each)(void *arg, const char *library, int64_t count), void *arg);

/* What a person knows well (topic), and the départements whose référent·e they are (referent). */
struct person_label_row {
	const char *dimension, *label;
};
MUST_CHECK enum rc store_person_labels(struct store *s, struct person_id id, struct arena *a,
				       bool (*each)(void *arg, const struct person_label_row *row),
				       void *arg);
/* Replaces all of a dimension by the labels of a list that ends with NULL. */
MUST_CHECK enum rc store_person_labels_set(struct store *s, struct person_id id,
					   const char *dimension, const char *const *labels);

/* Days on which a person is not there: YYYY-MM-DD, both ends included. */
struct person_absence_row {
	const char *first_day, *last_day, *why; /* why: "" when none was given */
};
MUST_CHECK enum rc
store_person_absences(struct store *s, struct person_id id, struct arena *a,
		      bool (*each)(void *arg, const struct person_absence_row *row), void *arg);
/* Replaces them all by these. */
MUST_CHECK enum rc store_person_absences_set(struct store *s, struct person_id id,
					     const struct person_absence_row *rows, int count);

/* Everybody who is away on that day (YYYY-MM-DD), disabled or not; stops early when each returns false. */
MUST_CHECK enum rc store_people_away(struct store *s, const char *day,
				     bool (*each)(void *arg, struct person_id id), void *arg);

/* Is this person away on that day? *is_away is untouched unless RC_OK. */
MUST_CHECK enum rc store_person_is_away(struct store *s, struct person_id id, const char *day,
					bool *is_away);
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
