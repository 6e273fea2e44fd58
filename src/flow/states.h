/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * states.h - the states of a question and the moves between them: one const table, the
 * specification.
 *
 *   received ─▶ routed ─▶ claimed ─▶ drafted ─▶ in_review ─▶ approved ─▶ sent ─▶ closed
 *                 ▲  ▲       │  ▲       │          │ ▲                    │        │
 *                 │  └───────┘  │       │          ▼ │                    ▼        ▼
 *                 │  (release,  │       │        returned              reopened ◀──┘
 *                 │   expire)   └─ clarifying ◀─┘                         │
 *                 └───────────────────────────────────────────────────────┘ (claim, transfer)
 *   aside: referred, declined, duplicate, spam, withdrawn, self_served
 *
 * docs/states.md is the same table drawn, and compared in a test. Any thread.
 */
#ifndef FLOW_STATES_H
#define FLOW_STATES_H

#include "base/locale.h"
#include "people/role.h"

#include <stdbool.h>
#include <stddef.h>

enum question_state {
	Q_RECEIVED,
	Q_ROUTED,
	Q_CLAIMED,
	Q_DRAFTED,
	Q_IN_REVIEW,
	Q_RETURNED,
	Q_APPROVED,
	Q_SENT,
	Q_CLOSED,
	Q_CLARIFYING,
	Q_REFERRED,
	Q_DECLINED,
	Q_DUPLICATE,
	Q_SPAM,
	Q_WITHDRAWN,
	Q_REOPENED,
	Q_SELF_SERVED,
	Q_STATE_COUNT
};

/* What a state does with who holds the question: owner and state are separate. */
enum ownership {
	OWNER_NONE,   /* nobody */
	OWNER_LEASED, /* whoever claimed it, until the lease ends */
	OWNER_KEPT,   /* remembered, without a lease: the author, or who asked for a precision */
};

struct state_row {
	const char *word;  /* wire and database */
	const char *title; /* what staff read, French */
	enum ownership ownership;
	bool is_open;                    /* still owed an answer: counts as load */
	bool is_final;                   /* nothing more is expected */
	const char *asker[LOCALE_COUNT]; /* what the asker reads */
};

/* borrowed, static. */
const struct state_row *state_row(enum question_state state);

/* The state of that word, or Q_STATE_COUNT. */
enum question_state state_find(const char *word);

/* How a move depends on the claim. */
enum claim_need {
	CLAIM_FREE,           /* none asked */
	CLAIM_HELD,           /* the actor holds it, with the epoch */
	CLAIM_OR_COORDINATOR, /* the same, or a coordinator without claim */
};

struct move {
	enum question_state from, to;
	unsigned who; /* ROLE_* */
	enum claim_need claim;
	const char *verb;
};

/* The table of moves; *count rows. borrowed, static. */
const struct move *question_moves(size_t *count);

/* The states as Mermaid, for docs/states.md: gives text. */
char *question_states_markdown(void);

#endif
