/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * 8_answer.h - from claim to answer: notes, precisions, draft, answer with its method; or a reasoned no.
 *
 * An answer cannot be handed in without its method statement. One that used AI for the draft, or whose author is in
 * training, goes to a second person first; the others leave at once. Writer's transaction.
 */
#ifndef FLOW_ANSWER_H
#define FLOW_ANSWER_H

#include "base/arena.h"
#include "base/refusal.h"
#include "flow/worker.h"
#include "people/role.h"
#include "store/ids.h"

#include <cjson/cJSON.h>
#include <stdint.h>

/* Who acts on what: the start of every request at the desk. */
struct hold {
	const struct actor *actor;
	struct question_id question;
	int64_t epoch;
};

/* Internal: seen by staff only, and kept in a table that no message is read from. client_id may be NULL. */
MUST_CHECK enum rc answer_note(struct worker *w, const struct hold *hold, const char *client_id,
			       const char *text);

/* The same, asking people to look: mentions is a list of logins or ids, at most 10. SAY_PERSON_UNKNOWN. May be NULL. */
struct note_sent {
	const char *client_id, *text;
	const cJSON *mentions;
};
MUST_CHECK enum rc answer_note_to(struct worker *w, const struct hold *hold,
				  const struct note_sent *sent);

/* Asks the asker; the clock stops. */
MUST_CHECK enum rc answer_clarify(struct worker *w, const struct hold *hold, const char *text);

struct draft_saved {
	int64_t version, saved_at;
};
/* Each change, as it is typed; the first moves the question to `drafted`. method may be NULL or incomplete. */
MUST_CHECK enum rc answer_save_draft(struct worker *w, const struct hold *hold, const char *text,
				     const cJSON *method, struct draft_saved *saved);

/* method: {ai, tool?, checked, sources: [{title, url?, author?, date?, consulted?, note?}]}. SAY_METHOD_MISSING says which part. */
MUST_CHECK enum rc answer_submit(struct worker *w, const struct hold *hold, const char *text,
				 const cJSON *method);

/* A no that helps: why, and where to turn (pointer may be NULL). The asker reads both. */
MUST_CHECK enum rc answer_decline(struct worker *w, const struct hold *hold, const char *reason,
				  const char *pointer);

MUST_CHECK enum rc answer_duplicate(struct worker *w, const struct hold *hold,
				    struct question_id of);

MUST_CHECK enum rc answer_spam(struct worker *w, const struct hold *hold);

#endif
