/* SPDX-License-Identifier: EUPL-1.2 */
/* proposal.c - see proposal.h. The table of moves is the specification. */
#include "flow/proposal.h"

#include "audit/audit.h"
#include "base/json.h"
#include "base/str.h"
#include "base/utf8.h"
#include "flow/view.h"
#include "rules/anonymise.h"
#include "rules/examples.h"
#include "rules/gazetteer.h"
#include "rules/taxonomy.h"

#include <stdlib.h>
#include <string.h>

enum { WHY_CHARS = 500 };

static const struct state {
	const char *word, *title;
} states[] = {
	{"proposed", "proposée"},
	{"accepted", "acceptée"},
	{"refused", "refusée"},
	{"withdrawn", "retirée"},
};

static const struct proposal_move {
	const char *from, *to;
	unsigned who; /* ROLE_* */
	const char *verb;
} moves[] = {
	{"proposed", "accepted", ROLE_COORDINATOR, "proposal.accept"},
	{"proposed", "refused", ROLE_COORDINATOR, "proposal.refuse"},
	{"proposed", "withdrawn", ROLE_PUBLIC | ROLE_SYSTEM, "proposal.withdraw"},
};

static const struct state *find_state(const char *word)
{
	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
		if (strcmp(states[i].word, word) == 0)
			return &states[i];
	}
	return NULL;
}

static const struct proposal_move *find_move(const char *verb)
{
	for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
		if (strcmp(moves[i].verb, verb) == 0)
			return &moves[i];
	}
	return NULL;
}

static const char *or_none(const char *text)
{
	return text == NULL ? "" : text;
}

static struct proposal_labels or_none_labels(const struct proposal_labels *labels)
{
	return (struct proposal_labels){or_none(labels->topics), or_none(labels->kind),
					or_none(labels->flags), or_none(labels->place)};
}

/* ---------------------------------------------------------------- as trees */

static cJSON *slugs_json(const char *slugs)
{
	cJSON *list = cJSON_CreateArray();
	char slug[SLUG_BYTES];
	while (*slugs != '\0') {
		size_t len = strcspn(slugs, " ");
		if (len > 0 && len < sizeof slug) {
			memcpy(slug, slugs, len);
			slug[len] = '\0';
			cJSON_AddItemToArray(list, cJSON_CreateString(slug));
		}
		slugs += len + strspn(slugs + len, " ");
	}
	return list;
}

static cJSON *labels_json(const struct proposal_labels *labels)
{
	cJSON *out = cJSON_CreateObject();
	json_put(out, "topics", slugs_json(labels->topics));
	json_put_text(out, "kind", labels->kind[0] == '\0' ? NULL : labels->kind);
	json_put(out, "flags", slugs_json(labels->flags));
	json_put_text(out, "place", labels->place[0] == '\0' ? NULL : labels->place);
	return out;
}

static bool add_proposal(void *arg, const struct proposal_row *row)
{
	cJSON *item = cJSON_CreateObject();
	json_put_int(item, "id", row->id);
	if (row->question.n != 0)
		view_put_id(item, "question", row->question);
	else
		json_put_text(item, "question", NULL);
	json_put_text(item, "state", row->state);
	json_put_text(item, "cause", row->cause);
	json_put_text(item, "by", row->name);
	view_put_time(item, "at", row->at);
	json_put_text(item, "why", row->why);
	json_put_text(item, "text", row->text);
	json_put(item, "before", labels_json(&row->before));
	json_put(item, "labels", labels_json(&row->labels));
	json_put_text(item, "decided_by", row->decided_name);
	view_put_time(item, "decided_at", row->decided_at);
	json_put_text(item, "reason", row->reason);
	cJSON_AddItemToArray(arg, item);
	return true;
}

enum rc proposal_list(struct worker *w, const char *state, cJSON **out)
{
	const char *word = state == NULL ? states[0].word : state;
	if (find_state(word) == NULL)
		return refuse(w->refusal, SAY_LABEL_UNKNOWN, "%.60s", word);
	cJSON *list = cJSON_CreateArray();
	const struct proposal_filter filter = {word, PROPOSALS_MAX};
	enum rc rc = store_proposals(w->store, &filter, w->arena, add_proposal, list);
	if (rc == RC_OK)
		*out = list;
	else
		cJSON_Delete(list);
	return rc;
}

/* ---------------------------------------------------------------- steps */

static enum rc leave_leaf(struct worker *w, const struct proposal_row *row,
			  const struct actor *actor, const char *verb)
{
	AUTO_JSON details = cJSON_CreateObject();
	json_put_int(details, "proposal", row->id);
	json_put_text(details, "cause", row->cause);
	json_put(details, "before", labels_json(&row->before));
	json_put(details, "labels", labels_json(&row->labels));
	if (row->reason != NULL && row->reason[0] != '\0')
		json_put_text(details, "words", row->reason);
	struct audit_entry entry = {
		.verb = verb,
		.question = row->question,
		.actor = actor,
		.at_ms = clock_wall_ms(w->clock),
		.details = details,
	};
	return audit_append(w->store, &entry);
}

/* The one door. `row` is what will be, but for its state, time and person. */
static enum rc move_proposal(struct worker *w, struct proposal_row *row, const struct actor *actor,
			     const char *verb)
{
	const struct proposal_move *move = find_move(verb);
	if (!actor_has(actor, move->who))
		return refuse(w->refusal, SAY_ROLE_MAY_NOT, "%s", verb);
	if (strcmp(row->state, move->from) != 0)
		return refuse(w->refusal, SAY_PROPOSAL_DECIDED, "%s",
			      find_state(row->state)->title);
	row->state = move->to;
	row->decided_by.n = actor->person;
	row->decided_at = clock_wall_ms(w->clock);
	enum rc rc = store_proposal_move(w->store, row, move->from);
	if (rc == RC_OK)
		rc = leave_leaf(w, row, actor, verb);
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}

/* gives an anonymised copy in the arena, at most that many characters; NULL when it cannot be made sure of. */
static const char *masked_copy(struct worker *w, const char *text, size_t chars)
{
	struct anonymised a;
	if (text == NULL || !anonymise(text, &a))
		return NULL;
	const char *copy = NULL;
	if (utf8_count(a.text, strlen(a.text)) <= chars)
		copy = arena_copy(w->arena, a.text, strlen(a.text));
	anonymised_done(&a);
	return copy;
}

enum rc proposal_make(struct worker *w, const struct question_row *row,
		      const struct correction *correction)
{
	struct question_content content = {0};
	enum rc rc = store_question_content(w->store, row->id, w->arena, &content);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
	const char *text = masked_copy(w, content.text, EXAMPLE_TEXT_MAX);
	/* The correction itself stands; there is only nothing to learn from it. */
	if (str_is_blank(text))
		return RC_OK;
	struct proposal_row proposal = {
		.question = row->id,
		.cause = correction->cause,
		.person.n = correction->actor->person,
		.at = clock_wall_ms(w->clock),
		.why = or_none(masked_copy(w, correction->why, WHY_CHARS)),
		.text = text,
		.before = or_none_labels(&correction->before),
		.labels = or_none_labels(&correction->labels),
	};
	rc = store_proposal_put(w->store, &proposal, &proposal.id);
	if (rc == RC_OK)
		rc = leave_leaf(w, &proposal, correction->actor, "proposal.make");
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}

/* ---------------------------------------------------------------- decisions */

static enum rc read_proposal(struct worker *w, int64_t id, struct proposal_row *row)
{
	enum rc rc = store_proposal(w->store, id, w->arena, row);
	if (rc == RC_NOT_FOUND)
		return refuse(w->refusal, SAY_PROPOSAL_UNKNOWN, "%s", "");
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}

static enum rc check_text(struct worker *w, const char *text)
{
	if (str_is_blank(text) || utf8_count(text, strlen(text)) > EXAMPLE_TEXT_MAX)
		return refuse(w->refusal, SAY_PROPOSAL_TEXT, "%d", EXAMPLE_TEXT_MAX);
	/* Names a coordinator may have put back with reason (Madame Bovary); a telephone never. */
	struct anonymised a;
	bool is_read = anonymise(text, &a), has_contact = is_read && anonymised_has_contact(&a);
	anonymised_done(&a);
	if (!is_read || has_contact)
		return refuse(w->refusal, SAY_PROPOSAL_PERSONAL,
			      "une adresse de courriel ou un téléphone");
	return RC_OK;
}

/* A list of slugs as text between spaces, in the arena. */
static enum rc read_slugs(struct worker *w, const cJSON *list, int (*find)(const char *),
			  const char **out)
{
	if (list == NULL)
		return RC_OK;
	struct str slugs = {0};
	enum rc rc = RC_OK;
	const cJSON *item;
	cJSON_ArrayForEach(item, list)
	{
		const char *slug = cJSON_IsString(item) ? item->valuestring : "?";
		if (rc == RC_OK && find(slug) < 0)
			rc = refuse(w->refusal, SAY_LABEL_UNKNOWN, "%.60s", slug);
		str_printf(&slugs, "%s%s", slugs.len > 0 ? " " : "", slug);
	}
	const char *copy = arena_copy(w->arena, str_text(&slugs), slugs.len);
	str_done(&slugs);
	if (rc == RC_OK && copy == NULL)
		rc = RC_LIMIT;
	if (rc == RC_OK)
		*out = copy;
	return rc;
}

static enum rc read_labels(struct worker *w, const struct decision *d,
			   struct proposal_labels *labels)
{
	enum rc rc = read_slugs(w, d->topics, topic_find, &labels->topics);
	if (rc == RC_OK)
		rc = read_slugs(w, d->flags, flag_find, &labels->flags);
	if (rc != RC_OK)
		return rc;
	if (d->kind != NULL && d->kind[0] != '\0' && kind_find(d->kind) < 0)
		return refuse(w->refusal, SAY_LABEL_UNKNOWN, "%.60s", d->kind);
	if (d->place != NULL && d->place[0] != '\0' &&
	    places_name(w->reference->places, d->place) == NULL)
		return refuse(w->refusal, SAY_LABEL_UNKNOWN, "%.60s", d->place);
	if (d->kind != NULL)
		labels->kind = d->kind;
	if (d->place != NULL)
		labels->place = d->place;
	if (labels->topics[0] == '\0' && labels->kind[0] == '\0' && labels->flags[0] == '\0')
		return refuse(w->refusal, SAY_BAD_PARAM, "topics");
	return RC_OK;
}

enum rc proposal_accept(struct worker *w, const struct decision *d)
{
	struct proposal_row row;
	enum rc rc = read_proposal(w, d->proposal, &row);
	if (rc != RC_OK)
		return rc;
	if (d->text != NULL)
		row.text = d->text;
	/* One that was decided on says so, whatever else is wrong. */
	if (strcmp(row.state, states[0].word) == 0)
		rc = check_text(w, row.text);
	if (rc == RC_OK)
		rc = read_labels(w, d, &row.labels);
	return rc == RC_OK ? move_proposal(w, &row, d->actor, "proposal.accept") : rc;
}

enum rc proposal_refuse(struct worker *w, const struct decision *d)
{
	struct proposal_row row;
	if (str_is_blank(d->reason))
		return refuse(w->refusal, SAY_REASON_MISSING, "%s", "");
	enum rc rc = read_proposal(w, d->proposal, &row);
	if (rc != RC_OK)
		return rc;
	row.reason = d->reason;
	return move_proposal(w, &row, d->actor, "proposal.refuse");
}

enum rc proposals_withdraw(struct worker *w, struct question_id question)
{
	struct proposal_row row;
	struct actor system = actor_system();
	enum rc rc = store_proposal_open(w->store, question, w->arena, &row);
	if (rc == RC_OK) {
		row.text = row.why = "";
		rc = move_proposal(w, &row, &system, "proposal.withdraw");
	}
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	return store_proposals_forget_refused(w->store, question);
}

enum rc proposals_erase(struct worker *w, struct question_id question)
{
	enum rc rc = proposals_withdraw(w, question);
	return rc == RC_OK ? store_proposals_cut_off(w->store, question) : rc;
}
