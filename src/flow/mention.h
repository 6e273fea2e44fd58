/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * mention.h - people asked, by name, to look at a question.
 *
 * A mention hangs on a note, gives its person the right to read and to add notes (rights.h), and is told on the
 * stream "person/<id>". Lane side.
 */
#ifndef FLOW_MENTION_H
#define FLOW_MENTION_H

#include "base/rc.h"
#include "flow/worker.h"
#include "people/role.h"
#include "store/conversation_store.h"
#include "store/question_store.h"

#include <cjson/cJSON.h>

enum { MENTIONS_MAX = 10 };

struct mentioned {
	struct person_id people[MENTIONS_MAX];
	int count;
};

/* Logins or ids of active people of the desk, as those people; NULL is nobody. SAY_PERSON_UNKNOWN, SAY_BAD_PARAM. */
MUST_CHECK enum rc mention_find(struct worker *w, const cJSON *list, struct mentioned *out);

/* Stores them with the note, which is stored, and tells each. In the writer's transaction. */
MUST_CHECK enum rc mention_keep(struct worker *w, const struct question_row *row,
				const struct note_row *note, const struct mentioned *mentioned);

/* What a person was asked to look at and has not seen; gives a tree. */
MUST_CHECK enum rc mention_list(struct worker *w, const struct actor *actor, cJSON **out);

/* Everybody who can be mentioned: {id, login, name, library, library_name}; gives a tree. */
MUST_CHECK enum rc mention_names(struct worker *w, cJSON **out);

#endif
