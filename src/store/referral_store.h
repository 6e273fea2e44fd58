/* SPDX-License-Identifier: EUPL-1.2 */
/* referral_store.h - questions handed to a partner, until they come back; as rows. See store.h for threads and errors. */
#ifndef STORE_REFERRAL_STORE_H
#define STORE_REFERRAL_STORE_H

#include "base/arena.h"
#include "base/rc.h"
#include "store/ids.h"

#include <stdbool.h>

struct store;

struct referral_row {
	int64_t id;
	struct question_id question;
	const char *queue, *from_queue;
	struct person_id person; /* who referred it */
	const char *name;
	const char *reason;
	int64_t at, expected_at;
};

MUST_CHECK enum rc store_referral_add(struct store *s, const struct referral_row *row);

/* The open one of a question; RC_NOT_FOUND. */
MUST_CHECK enum rc store_referral_open(struct store *s, struct question_id question,
				       struct arena *a, struct referral_row *row);

struct referral_ended {
	int64_t id;
	const char *outcome; /* answered, returned or lost */
	const char *words;
	int64_t at;
};
/* RC_CONFLICT when it had ended. */
MUST_CHECK enum rc store_referral_end(struct store *s, const struct referral_ended *ended);

struct referral_span {
	int64_t after_ms, until_ms;
};
/* The open ones expected in (after_ms, until_ms], the earliest first, at most 500. */
MUST_CHECK enum rc store_referrals_expected(struct store *s, struct referral_span span,
					    struct arena *a,
					    bool (*each)(void *arg, const struct referral_row *row),
					    void *arg);

#endif
