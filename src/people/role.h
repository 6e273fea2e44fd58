/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * role.h - who may do what: roles as bits, and the person behind a request.
 *
 * An actor is a plain value: copied into each request, true for as long as that request. Any thread.
 */
#ifndef PEOPLE_ROLE_H
#define PEOPLE_ROLE_H

#include <stdbool.h>
#include <stdint.h>

enum role {
	ROLE_PUBLIC = 1 << 0,      /* anyone; also an asker holding a receipt */
	ROLE_RESPONDENT = 1 << 1,  /* claims and answers for one library */
	ROLE_COORDINATOR = 1 << 2, /* balances, corrects, reviews, over the network */
	ROLE_ADMIN = 1 << 3,       /* people, settings */
	ROLE_AUDITOR = 1 << 4,     /* reads the trace, changes nothing */
	ROLE_SYSTEM = 1 << 5,      /* the program itself: routing, expiry */

	ROLES_STAFF = ROLE_RESPONDENT | ROLE_COORDINATOR | ROLE_ADMIN | ROLE_AUDITOR,
	ROLES_DESK = ROLE_RESPONDENT | ROLE_COORDINATOR,
};

enum { NAME_BYTES = 80, SLUG_BYTES = 64, MEMBERSHIPS_MAX = 4 };

/* Roles at a library that is not one's own. */
struct membership {
	char library[SLUG_BYTES];
	unsigned roles; /* ROLE_RESPONDENT, ROLE_COORDINATOR */
};

struct actor {
	int64_t person; /* 0: the public, or the system */
	unsigned roles; /* ROLE_* */
	bool is_in_training;
	char name[NAME_BYTES];
	char library[SLUG_BYTES];   /* the library a respondent answers for; "" for none */
	char pseudonym[SLUG_BYTES]; /* what the audit calls this person */
	struct membership elsewhere[MEMBERSHIPS_MAX];
	int elsewhere_count;
};

/* The public, and the program itself. */
struct actor actor_public(void);
struct actor actor_system(void);

/* True when the actor has one of the roles in the mask. */
bool actor_has(const struct actor *actor, unsigned roles);

/*
 * The roles that count at a library: coordinators, admins and auditors work for the whole network, respondents at
 * their own library, and each where a membership says so. A library of NULL or "" is the network.
 */
unsigned actor_roles_at(const struct actor *actor, const char *library);

/* "respondent" … for one bit; NULL for an unknown one. Borrowed, static. */
const char *role_word(enum role role);

/* The bit for a word, or 0. */
unsigned role_find(const char *word);

/* "respondent, coordinator" as bits, commas or spaces between; 0 when a word is no role of staff. */
unsigned roles_read(const char *text);

/* Writes "respondent, coordinator" for a mask into out. */
void roles_text(unsigned roles, char *out, int size);

#endif
