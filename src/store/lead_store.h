/* SPDX-License-Identifier: EUPL-1.2 */
/* lead_store.h - leads that others add when the network is called. See store.h for threads and errors. */
#ifndef STORE_LEAD_STORE_H
#define STORE_LEAD_STORE_H

#include "base/arena.h"
#include "base/rc.h"
#include "store/ids.h"

#include <stdbool.h>

struct store;

struct lead_row {
	int64_t id, at;
	struct person_id person;
	struct question_id question;
	const char *name,
		*library; /* of who gave it; library may be NULL. Not read by store_lead_add */
	const uint8_t *client_id; /* 16 bytes; only for store_lead_add */
	const char *text, *url;   /* url may be NULL */
	int64_t credited_at;      /* 0: it is not */
};

/* RC_CONFLICT when the client_id is taken: the lead is already there. */
MUST_CHECK enum rc store_lead_add(struct store *s, struct question_id id,
				  const struct lead_row *row);

/* RC_NOT_FOUND. */
MUST_CHECK enum rc store_lead(struct store *s, int64_t lead, struct arena *a, struct lead_row *row);

/* The first that was useful: RC_CONFLICT when another one is credited already. */
MUST_CHECK enum rc store_lead_credit(struct store *s, int64_t lead, struct person_id by,
				     int64_t at);

struct lead_count {
	int64_t leads, credited; /* credited: 0 or 1 */
};
MUST_CHECK enum rc store_lead_count(struct store *s, struct question_id id,
				    struct lead_count *count);

MUST_CHECK enum rc store_leads(struct store *s, struct question_id id, struct arena *a,
			       bool (*each)(void *arg, const struct lead_row *row), void *arg);

#endif
