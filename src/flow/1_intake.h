/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * 1_intake.h - a question in: limits, consent, idempotency; understood, routed and stored as one.
 *
 * Two halves: intake_understand on a reader (normalise, classify, suggest, route: no writing), intake_store on
 * the writer (received and routed, with their leaves, in one transaction). An ask is acknowledged only
 * after that transaction's commit (trust.md D1). The same client_id again gives the same receipt, for ever;
 * with another text it is refused.
 */
#ifndef FLOW_INTAKE_H
#define FLOW_INTAKE_H

#include "base/arena.h"
#include "base/locale.h"
#include "base/refusal.h"
#include "flow/2_normalise.h"
#include "flow/3_classify.h"
#include "flow/4_suggest.h"
#include "flow/5_route.h"
#include "flow/receipt.h"
#include "flow/worker.h"
#include "people/role.h"

/* As the asker sent it; strings are borrowed, NULL when absent. */
struct ask {
	const char *client_id, *text;
	const char *kind; /* a kind of the taxonomy: the recommendation form says so itself */
	const char *library, *country, *place, *audience, *email, *already_consulted;
	bool may_publish, may_transfer;
	enum locale locale;
	const struct actor *by; /* who practises; NULL: an asker, in earnest */
};

struct intake {
	struct ask ask;
	uint8_t client_id[CLIENT_ID_BYTES];
	struct normalised normalised;
	struct classification classification;
	struct suggestions suggestions;
	struct route route;
};

struct intake_result {
	struct question_id question;
	char receipt[RECEIPT_BYTES];
	bool was_known; /* a repeat: nothing new was stored */
};

/* Everything that can be refused is refused here: SAY_TEXT_EMPTY, SAY_TEXT_LONG, SAY_CLIENT_ID, SAY_EMAIL, SAY_LABEL_UNKNOWN. */
MUST_CHECK enum rc intake_understand(struct worker *w, const struct ask *ask, struct intake *out);

/* The code of the place that an asker typed as theirs, or NULL. Borrowed from the arena or the places. */
const char *intake_place(struct worker *w, const char *typed);

/* In the writer's transaction. SAY_CLIENT_ID_REUSED, SAY_STORE_FAILED. */
MUST_CHECK enum rc intake_store(struct worker *w, const struct intake *intake,
				struct intake_result *out);

#endif
