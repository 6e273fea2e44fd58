/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * presence.h - who looks at which question right now: memory only, no row, no leaf, no number.
 *
 * A socket looks at one question at a time. Those who look at the same question, and the desks that have it in their
 * list, are told by a notification {"method":"presence","params":{question, people: [{name, library, doing}], asker}};
 * it is the whole state of that question, so a lost one costs nothing. `asker`: the follow-up page is open somewhere;
 * never who. Askers are told nothing. What is not repeated for PRESENCE_MS is forgotten. Loop thread only.
 */
#ifndef NET_PRESENCE_H
#define NET_PRESENCE_H

#include "net/conn.h"
#include "store/ids.h"

struct presence;
struct watch;

enum { PRESENCE_MS = 60 * 1000 };

struct presence *presence_new(struct conns *conns, struct watch *watch);
void presence_free(struct presence *presence);

/* What one socket does, as its handler knows it. Strings are copied. */
struct look {
	struct question_id question;
	bool is_writing;
	const char *library_name; /* may be NULL */
	const char *confined_to;  /* rights_confined_to; may be NULL */
	int64_t holder;           /* 0: nobody */
};

/* now_ms: of the monotonic clock. */
void presence_look(struct presence *presence, struct conn_id conn, const struct look *look,
		   int64_t now_ms);

/* That socket looks at nothing any more: gone from the page, or from the net. */
void presence_drop(struct presence *presence, struct conn_id conn);

/* Forgets what was last said more than PRESENCE_MS before now. */
void presence_sweep(struct presence *presence, int64_t now_ms);

#endif
