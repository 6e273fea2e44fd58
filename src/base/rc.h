/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rc.h - result codes: how a thing can fail, and the word for it on the wire.
 *
 * One list. Every function that fails for several reasons returns one of these; what a person
 * reads about it is a sentence (see refusal.h), never the code. Any thread.
 */
#ifndef BASE_RC_H
#define BASE_RC_H

#define MUST_CHECK __attribute__((warn_unused_result))

/*      code            on the wire    when */
#define RC_LIST(X)                                                                                 \
	X(RC_OK, "ok", "done")                                                                     \
	X(RC_INVALID, "invalid", "the request is malformed")                                       \
	X(RC_DENIED, "denied", "not allowed for this role")                                        \
	X(RC_CONFLICT, "conflict", "someone else moved first")                                     \
	X(RC_LIMIT, "limit", "too much, too fast or too big")                                      \
	X(RC_NOT_FOUND, "not_found", "no such thing, or not for you")                              \
	X(RC_STALE, "stale", "the claim behind this write is over")                                \
	X(RC_UNAVAILABLE, "unavailable", "not possible now; later it may be")                      \
	X(RC_CHALLENGE, "challenge", "a proof of work or a second factor is asked first")

enum rc {
#define X(code, wire, when) code,
	RC_LIST(X)
#undef X
		RC_COUNT
};

/* The word of design.md 5.3 for `data.reason`. Borrowed, static. */
const char *rc_wire(enum rc rc);

/* One English line for logs and the command line. Borrowed, static. */
const char *rc_when(enum rc rc);

#endif
