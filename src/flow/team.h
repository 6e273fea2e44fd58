/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * team.h - the people of the desk: where they work, what they know, when they are away, what they may do.
 *
 * Admins change everything, coordinators what the work needs (topics, training, départements, absences), everybody their
 * own absences, address and signature: the table of fields at the end of team.c says so. A change, its leaf and the event
 * for open screens are one transaction; whatever changes what a person may do ends their sessions in it too. No password
 * ever reaches a leaf. Writer lane, but for lists and views.
 */
#ifndef FLOW_TEAM_H
#define FLOW_TEAM_H

#include "base/rc.h"
#include "flow/worker.h"
#include "people/accounts.h"
#include "people/role.h"
#include "store/ids.h"

#include <cjson/cJSON.h>

/* Who acts, and on whom. */
struct team_act {
	const struct actor *actor;
	struct person_id person;
	const char *reason; /* for the trace; may be NULL */
};

/*
 * gives [{id, name, library, roles, topics, training, away, …}] of all people, or of a library's; addresses, memberships and
 * absences only to coordinators, admins and the person. Any lane.
 */
MUST_CHECK enum rc team_list(struct worker *w, const struct actor *actor, const char *library,
			     cJSON **out);

/* gives one of them; RC_NOT_FOUND. Any lane. */
MUST_CHECK enum rc team_person(struct worker *w, const struct actor *actor, struct person_id id,
			       cJSON **out);

/*
 * Saves the members of changes that differ from what is; those that are absent stay. RC_DENIED: a field that is not theirs to
 * change; RC_INVALID: a value of the wrong form; RC_CONFLICT: one's own administration.
 */
MUST_CHECK enum rc team_save(struct worker *w, const struct team_act *act, const cJSON *changes);

/*
 * A new account with a hash made elsewhere; act->person is filled in. RC_CONFLICT: the login is taken; RC_INVALID: no such
 * library, no role, no name.
 */
MUST_CHECK enum rc team_add(struct worker *w, struct team_act *act,
			    const struct account_new *account, const char *hash);

/* Ends the account's sessions as well. RC_CONFLICT: one's own. */
MUST_CHECK enum rc team_set_disabled(struct worker *w, const struct team_act *act,
				     bool is_disabled);
MUST_CHECK enum rc team_set_password(struct worker *w, const struct team_act *act,
				     const char *hash);

#endif
