/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * directory_edit.h - the directory changed from a screen, under the same checks as its files.
 *
 * What comes in is an object in the shape of the file. It is printed as YAML and read by the file's own reader, so that
 * there is one set of rules and of messages. A change, its audit leaf (what was, what is, field by field) and the event
 * for open screens are one transaction. Coordinators and admins edit all; whoever works for a library, the parts that are
 * its own. Writer lane.
 */
#ifndef FLOW_DIRECTORY_EDIT_H
#define FLOW_DIRECTORY_EDIT_H

#include "base/rc.h"
#include "flow/worker.h"
#include "people/role.h"

#include <cjson/cJSON.h>

struct directory;

struct directory_edit {
	const struct actor *actor;
	const cJSON *object;  /* what is to be, in the file's shape */
	const char *revision; /* the edition that was edited; NULL: whatever it is now */
	const char *reason;   /* for the trace; may be NULL */
};

/* What an edit leaves behind; all of it is given, and NULL when there is none. */
struct directory_edited {
	struct directory *directory; /* the whole, as it is once this is committed */
	cJSON *file;                 /* what was saved, as it now is */
	cJSON *problems; /* [{line, column, field, what}] when the object has mistakes */
};

/*
 * Saves a library, new or known, with its queues. RC_INVALID with problems; RC_DENIED: not theirs, or not that part;
 * RC_CONFLICT: another edition than the one edited; RC_NOT_FOUND: a new library by one who may not add it.
 */
MUST_CHECK enum rc library_save(struct worker *w, const struct directory_edit *edit,
				struct directory_edited *out);

/* Saves one queue of a network (edit->object), new or known, in its place among the others. Likewise. */
MUST_CHECK enum rc network_queue_save(struct worker *w, const struct directory_edit *edit,
				      const char *network, struct directory_edited *out);

/* The policy page was read through today: its date is all that changes. edit->object is not used. */
MUST_CHECK enum rc library_policy_reviewed(struct worker *w, const struct directory_edit *edit,
					   const char *library, struct directory_edited *out);

/* Frees what is left in it. */
void directory_edited_done(struct directory_edited *edited);

/* May this actor change the library, whole or in part? "all", "own" or NULL. */
const char *library_may_edit(const struct actor *actor, const char *library);

#endif
