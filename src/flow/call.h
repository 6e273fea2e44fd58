/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * call.h - help without a transfer: the holder calls the network ("appel au réseau"), others add leads, and the first
 * one that served is credited to who gave it.
 *
 * A question also rises by itself (deadline.h); both show in risen_at: held, the holder asks; unheld, it is free to be
 * taken by anybody. Leads are internal, as notes are: no message is ever read from their table. Writer's transaction.
 */
#ifndef FLOW_CALL_H
#define FLOW_CALL_H

#include "base/refusal.h"
#include "flow/8_answer.h"
#include "flow/worker.h"

/* Calls the network; words (may be NULL) become a note: what is sought. By the holder, or by a coordinator. Twice is once. */
MUST_CHECK enum rc call_network(struct worker *w, const struct hold *hold, const char *words);

/* Enough: the holder, or a coordinator. */
MUST_CHECK enum rc call_off(struct worker *w, const struct hold *hold);

struct lead {
	const char *client_id;  /* 32 hexadecimal digits; the same again changes nothing */
	const char *text, *url; /* url may be NULL */
};
/* From anybody at the desk, as long as the question is open. */
MUST_CHECK enum rc lead_add(struct worker *w, const struct hold *hold, const struct lead *lead);

/* "Cette piste m'a servi": by the holder, for one lead of the question. */
MUST_CHECK enum rc lead_credit(struct worker *w, const struct hold *hold, int64_t lead);

#endif
