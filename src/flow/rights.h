/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rights.h - role × verb × library: what a person may do on a question, given whose it is.
 *
 * One const table, printed as docs/rights.md and walked cell by cell in tests/unit/flow/test_rights.c. What has no
 * row is refused. The table says who may try; states.h says whether it is possible now. Lane side.
 */
#ifndef FLOW_RIGHTS_H
#define FLOW_RIGHTS_H

#include "base/rc.h"
#include "flow/worker.h"
#include "people/role.h"
#include "store/question_store.h"

#include <stdbool.h>
#include <stddef.h>

/* Whose question it is, as one person sees it. */
enum whose {
	WHOSE_OWN,     /* of a queue that one's own library staffs, or one where one is a member */
	WHOSE_NETWORK, /* of a queue of the networks: fallback, urgent, expert, professional, partner */
	WHOSE_OTHER, /* of another library */
	WHOSE_COUNT
};

enum right {
	RIGHT_NO,
	RIGHT_YES,
	/*
	 * While libraries help each other (setting desk.help_across); and in any case on a question for which the network
	 * is called, that one was mentioned on, or that one holds.
	 */
	RIGHT_HELP,
};

/* A verb of the wire that works on one question. Coordinators, admins and auditors work over the network. */
struct right_row {
	const char *verb;
	const char *moves; /* its moves in states.c, between spaces; NULL: none */
	enum right respondent[WHOSE_COUNT];
	enum right coordinator; /* of the network; or a member so at that library */
	enum right admin, auditor;
};

/* The table; *count rows. borrowed, static. */
const struct right_row *rights_table(size_t *count);

/* borrowed, static; NULL when the verb works on no question. */
const struct right_row *rights_find(const char *verb);

enum whose rights_whose(const struct worker *w, const struct actor *actor,
			const struct question_row *row);

/* True when one of a person's libraries is of that network (its index); somebody without a library works for each. */
bool rights_is_of_network(const struct worker *w, const struct actor *actor, int network);

/* The roles that count on this question: one's own, and those of a membership at the queue's library. */
unsigned rights_roles(const struct worker *w, const struct actor *actor,
		      const struct question_row *row);

/* True when the table and the question's circumstances allow it. A store that fails allows nothing. */
bool rights_may(struct worker *w, const struct actor *actor, const struct question_row *row,
		const char *verb);

/* The same by the word of a move (states.h); false for one that no row names. */
bool rights_may_move(struct worker *w, const struct actor *actor, const struct question_row *row,
		     const char *move);

/* RC_OK, or refused with SAY_ROLE_MAY_NOT, or SAY_OTHER_LIBRARY when only the library is wrong. */
MUST_CHECK enum rc rights_check(struct worker *w, const struct actor *actor,
				const struct question_row *row, const char *verb);

/*
 * The library to which word of this question is confined; NULL when every desk may hear: libraries help each other,
 * the network is called, or the queue is the network's. Borrowed from the directory.
 */
const char *rights_confined_to(const struct worker *w, const struct question_row *row);

/* True when an actor may hear what is confined to a library and was held by `holder` (0: nobody). Any thread. */
bool rights_hears(const struct actor *actor, const char *library, int64_t holder);

/* The table for docs/rights.md: gives text. */
char *rights_markdown(void);

#endif
