/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * 7_claim.h - one respondent holds one question, until the lease ends.
 *
 * One winner: the guarded UPDATE behind question_move. The epoch grows with each claim; every later write carries
 * it, and a holder whose lease ended is told who holds the question now. Writer's transaction.
 */
#ifndef FLOW_CLAIM_H
#define FLOW_CLAIM_H

#include "base/arena.h"
#include "base/refusal.h"
#include "flow/worker.h"
#include "people/role.h"
#include "store/ids.h"

MUST_CHECK enum rc claim_take(struct worker *w, const struct actor *actor, struct question_id id);

/* A sign of life: the lease starts again. */
MUST_CHECK enum rc claim_renew(struct worker *w, const struct actor *actor, struct question_id id,
			       int64_t epoch);

/*
 * An act of the holder is a sign of life: the lease starts again. Nothing happens when somebody else acts, or when
 * the lease is almost new.
 */
MUST_CHECK enum rc claim_touch(struct worker *w, const struct actor *actor, struct question_id id);

/* How long before its end a holder is warned: two minutes, a sixth of a short lease. */
int64_t claim_warning_ms(const struct worker *w);

/* Tells the holder of each lease that ends in (after, until], on the stream "person/<id>", type lease_ending. */
MUST_CHECK enum rc claim_warn(struct worker *w, int64_t after_ms, int64_t until_ms);

/* Back to the queue, without blame; reason may be NULL. The draft stays for whoever comes next. */
MUST_CHECK enum rc claim_release(struct worker *w, const struct actor *actor, struct question_id id,
				 int64_t epoch, const char *reason);

/* Gives back every question whose lease has ended, at most 100 at a time; *count of them. */
MUST_CHECK enum rc claim_expire_all(struct worker *w, int *count);

/*
 * Gives back what somebody holds who is absent today, without blame and with the draft; at most 100 at a time; *count of
 * them. Who asked for a precision keeps the question until the asker replies.
 */
MUST_CHECK enum rc claim_hand_over_all(struct worker *w, int *count);

#endif
