/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * proposal.h - learning from the desk: a correction becomes an example, once a coordinator has said so.
 *
 *   proposed ─▶ accepted      (a coordinator, who may change text and labels first)
 *      │  └───▶ refused       (a coordinator, with a reason)
 *      └──────▶ withdrawn     (the asker withdrew the question, or it was erased; the text goes)
 *
 * The text is anonymised before it is stored (rules/anonymise.h). Each step leaves a leaf that holds labels and never
 * the text. An accepted one trains from the next `init` on. Writer's transaction, but for the list.
 */
#ifndef FLOW_PROPOSAL_H
#define FLOW_PROPOSAL_H

#include "base/arena.h"
#include "base/refusal.h"
#include "flow/worker.h"
#include "people/role.h"
#include "store/proposal_store.h"
#include "store/question_store.h"

#include <cjson/cJSON.h>

enum { PROPOSALS_MAX = 500 };

/* What a person corrected about a question. */
struct correction {
	const struct actor *actor;
	const char *cause;                     /* relabel | transfer */
	const char *why;                       /* may be NULL */
	struct proposal_labels before, labels; /* slugs between spaces; NULL counts as "" */
};

/* Proposes it, or renews the question's open proposal. Nothing is proposed about a text that is too long or gone. */
MUST_CHECK enum rc proposal_make(struct worker *w, const struct question_row *row,
				 const struct correction *correction);

/* A coordinator's answer. Text and labels NULL: as proposed. */
struct decision {
	const struct actor *actor;
	int64_t proposal;
	const char *text;
	const cJSON *topics, *flags; /* lists of slugs */
	const char *kind, *place;    /* "" for none */
	const char *reason;          /* compulsory with a refusal */
};

/* SAY_PROPOSAL_UNKNOWN, _DECIDED, _TEXT, _PERSONAL, SAY_LABEL_UNKNOWN. */
MUST_CHECK enum rc proposal_accept(struct worker *w, const struct decision *decision);
/* SAY_PROPOSAL_UNKNOWN, _DECIDED, SAY_REASON_MISSING. */
MUST_CHECK enum rc proposal_refuse(struct worker *w, const struct decision *decision);

/* The asker took the question back: what is not accepted goes, text first. */
MUST_CHECK enum rc proposals_withdraw(struct worker *w, struct question_id question);
/* The question is being erased: the same, and an accepted example no longer says what it came from. */
MUST_CHECK enum rc proposals_erase(struct worker *w, struct question_id question);

/* Those in a state ("proposed" for NULL), oldest first; gives a tree. SAY_LABEL_UNKNOWN for no state. */
MUST_CHECK enum rc proposal_list(struct worker *w, const char *state, cJSON **out);

#endif
