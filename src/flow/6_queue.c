/* SPDX-License-Identifier: EUPL-1.2 */
/* 6_queue.c - see 6_queue.h. */
#include "flow/6_queue.h"

#include "audit/audit.h"
#include "base/json.h"
#include "base/str.h"
#include "flow/directory.h"
#include "flow/notify.h"
#include "flow/proposal.h"
#include "flow/question.h"
#include "flow/referral.h"
#include "flow/rights.h"
#include "flow/view.h"
#include "rules/gazetteer.h"
#include "rules/taxonomy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- lists */

static cJSON *queue_item(const struct worker *w, int at, int64_t open, const struct actor *actor)
{
	const struct directory *d = w->directory;
	const struct queue_entry *queue = &d->queues[at];
	const struct library_entry *library = &d->libraries[queue->library];
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "id", queue->id);
	json_put_text(item, "title", queue->title);
	json_put_text(item, "library", library->id);
	json_put_text(item, "library_name", library->name);
	json_put_text(item, "network", d->networks[queue->network].id);
	json_put_text(item, "kind", queue_kind_word(queue->kind));
	json_put_int(item, "open", open);
	json_put_int(item, "capacity", library->capacity);
	json_put_flag(item, "illustration", library->is_illustration);
	struct question_row in_it = {.queue = queue->id};
	json_put_flag(item, "mine", rights_whose(w, actor, &in_it) == WHOSE_OWN);
	return item;
}

enum rc queue_list(struct worker *w, const struct actor *actor, cJSON **out)
{
	const struct directory *d = w->directory;
	int64_t *open = NULL;
	enum rc rc = directory_loads(d, w->store, w->arena, &open);
	if (rc != RC_OK)
		return rc;
	cJSON *list = cJSON_CreateArray();
	for (int i = 0; i < d->queue_count; i++)
		cJSON_AddItemToArray(list, queue_item(w, i, open[i], actor));
	*out = list;
	return RC_OK;
}

/* The words of every open state, from the table. */
static void open_states(struct str *out)
{
	for (int i = 0; i < Q_STATE_COUNT; i++) {
		const struct state_row *row = state_row((enum question_state)i);
		if (row->is_open)
			str_printf(out, "%s%s", out->len > 0 ? " " : "", row->word);
	}
}

static const char *const scopes[] = {"mine", "network", "all"};

bool queue_is_scope(const char *scope)
{
	for (size_t i = 0; i < sizeof scopes / sizeof scopes[0]; i++) {
		if (scope == NULL || strcmp(scope, scopes[i]) == 0)
			return true;
	}
	return false;
}

bool queue_in_scope(const struct worker *w, const struct actor *actor,
		    const struct question_row *row, const char *scope)
{
	if (scope == NULL || strcmp(scope, "all") == 0)
		return true;
	enum whose whose = rights_whose(w, actor, row);
	if (strcmp(scope, "network") == 0)
		return whose == WHOSE_NETWORK || row->risen_at != 0;
	return whose == WHOSE_OWN || (actor->person != 0 && row->owner.n == actor->person);
}

struct row_list {
	struct worker *w;
	const struct queue_query *query;
	cJSON *out;
	int count;
	enum rc rc;
};

static bool add_row(void *arg, const struct question_row *row)
{
	struct row_list *list = arg;
	const struct queue_query *query = list->query;
	cJSON *item;
	if (!queue_in_scope(list->w, query->actor, row, query->scope) ||
	    !rights_may(list->w, query->actor, row, "question.get"))
		return true;
	if (list->count++ == QUEUE_ROWS_MAX)
		return false;
	list->rc = view_row(list->w, row, &item);
	if (list->rc == RC_OK)
		cJSON_AddItemToArray(list->out, item);
	return list->rc == RC_OK;
}

enum rc queue_rows(struct worker *w, const struct queue_query *query, cJSON **out)
{
	if (!queue_is_scope(query->scope))
		return refuse(w->refusal, SAY_BAD_PARAM, "scope (mine, network, all)");
	struct str open = {0};
	open_states(&open);
	struct question_filter filter = {
		.queue = query->queue,
		.states = query->states != NULL ? query->states : str_text(&open),
		.limit = QUEUE_ROWS_READ,
	};
	struct row_list list = {.w = w, .query = query, .out = cJSON_CreateArray()};
	enum rc rc = store_questions(w->store, &filter, w->arena, add_row, &list);
	str_done(&open);
	if (rc == RC_OK)
		rc = list.rc;
	if (rc == RC_OK)
		*out = list.out;
	else
		cJSON_Delete(list.out);
	return rc;
}

/* ---------------------------------------------------------------- moves between queues */

/* The decision of a person is kept as the machine's is: why here? has an answer either way. */
enum rc queue_keep_decision(struct worker *w, const struct actor *actor,
			    const struct question_row *row, const struct queue_move *move)
{
	const struct directory *d = w->directory;
	const struct queue_entry *queue = &d->queues[directory_queue(d, move->queue)];
	enum locale locale = locale_find(row->locale);
	static const char *const sentences[LOCALE_COUNT] = {
		"Votre question a été transmise à : %s.",
		"Your question was passed on to: %s.",
		"Uw vraag is doorgegeven aan: %s.",
		"أُحيل سؤالك إلى: %s.",
	};
	const char *hole = strstr(sentences[locale], "%s");
	struct str asker = {0}, staff = {0};
	str_put_bytes(&asker, sentences[locale], (size_t)(hole - sentences[locale]));
	str_printf(&asker, "%s%s", queue->title, hole + 2);
	str_printf(&staff, "%s, vers « %s » : %s", actor->name, queue->title, move->reason);
	struct routing_row routing = {
		.at = clock_wall_ms(w->clock),
		.person.n = actor->person,
		.queue = move->queue,
		.candidates = "[]",
		.asker_sentence = str_text(&asker),
		.staff_sentence = str_text(&staff),
	};
	enum rc rc = store_routing_add(w->store, row->id, &routing);
	str_done(&asker);
	str_done(&staff);
	return rc;
}

static enum rc check_target(struct worker *w, const struct queue_move *move,
			    const struct question_row *row, bool is_partner)
{
	const struct directory *d = w->directory;
	int at = directory_queue(d, move->queue);
	if (at < 0 || (d->queues[at].kind == QUEUE_PARTNER) != is_partner)
		return refuse(w->refusal, SAY_QUEUE_UNKNOWN, "%.60s", move->queue);
	if (strcmp(row->queue, move->queue) == 0)
		return refuse(w->refusal, SAY_QUEUE_SAME, "%s", "");
	if (str_is_blank(move->reason))
		return refuse(w->refusal, SAY_REASON_MISSING, "%s", "");
	return RC_OK;
}

static enum rc leave_for(struct worker *w, const struct actor *actor, const struct queue_move *move,
			 const char *verb)
{
	struct question_row row;
	enum rc rc = question_read(w, move->question, &row);
	bool is_referral = strcmp(verb, "refer") == 0;
	if (rc == RC_OK)
		rc = check_target(w, move, &row, is_referral);
	if (rc == RC_OK && is_referral && !row.may_transfer)
		rc = refuse(w->refusal, SAY_NO_CONSENT, "%s", "");
	if (rc != RC_OK)
		return rc;
	struct move_request request = {
		.verb = verb,
		.to = Q_STATE_COUNT,
		.actor = actor,
		.epoch = move->epoch,
		.queue = move->queue,
		.reason = move->reason,
	};
	struct question_row before = row;
	rc = question_move(w, &row, &request);
	if (rc != RC_OK)
		return rc;
	rc = queue_keep_decision(w, actor, &row, move);
	if (rc == RC_OK)
		rc = is_referral ? referral_begin(w, actor, &before, move)
				 : referral_settle(w, &before, "returned", move->reason);
	if (rc == RC_OK)
		rc = notify_gone(w, &row, &before);
	if (rc == RC_OK)
		rc = notify_all(w, &row, verb);
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}

enum rc queue_transfer(struct worker *w, const struct actor *actor, const struct queue_move *move)
{
	return leave_for(w, actor, move, "transfer");
}

enum rc queue_refer(struct worker *w, const struct actor *actor, const struct queue_move *move)
{
	return leave_for(w, actor, move, "refer");
}

/* ---------------------------------------------------------------- relabel */

typedef const struct label *label_fn(int label);

/* Checks a list of slugs and gives it as a list of {id, title, score: 1}, or of slugs. */
static enum rc read_labels(const cJSON *slugs, int (*find)(const char *), label_fn *label_of,
			   cJSON *out, struct refusal *refusal)
{
	const cJSON *slug;
	cJSON_ArrayForEach(slug, slugs)
	{
		int label = cJSON_IsString(slug) ? find(slug->valuestring) : -1;
		if (label < 0)
			return refuse(refusal, SAY_LABEL_UNKNOWN, "%.60s",
				      cJSON_IsString(slug) ? slug->valuestring : "?");
		if (label_of == NULL) {
			cJSON_AddItemToArray(out, cJSON_CreateString(slug->valuestring));
			continue;
		}
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "id", label_of(label)->slug);
		json_put_text(item, "title", label_of(label)->title);
		json_put_score(item, "score", 1);
		cJSON_AddItemToArray(out, item);
	}
	return RC_OK;
}

static enum rc check_relabel(struct worker *w, const struct relabel *r)
{
	if (r->kind != NULL && kind_find(r->kind) < 0)
		return refuse(w->refusal, SAY_LABEL_UNKNOWN, "%.60s", r->kind);
	if (r->place != NULL && r->place[0] != '\0' &&
	    places_name(w->reference->places, r->place) == NULL)
		return refuse(w->refusal, SAY_LABEL_UNKNOWN, "%.60s", r->place);
	if (cJSON_GetArraySize(r->topics) == 0)
		return refuse(w->refusal, SAY_BAD_PARAM, "topics");
	return RC_OK;
}

static cJSON *judgement_json(struct worker *w, const struct actor *actor,
			     const struct classification_row *row, const cJSON *topics,
			     const cJSON *flags)
{
	cJSON *out = cJSON_CreateObject();
	json_put(out, "topics", cJSON_Duplicate(topics, true));
	int kind = row->kind == NULL ? -1 : kind_find(row->kind);
	cJSON *kind_item = kind < 0 ? cJSON_CreateNull() : cJSON_CreateObject();
	if (kind >= 0) {
		json_put_text(kind_item, "id", kind_label(kind)->slug);
		json_put_text(kind_item, "title", kind_label(kind)->title);
		json_put_score(kind_item, "score", 1);
	}
	json_put(out, "kind", kind_item);
	cJSON *flag_items = cJSON_CreateArray();
	const cJSON *flag;
	cJSON_ArrayForEach(flag, flags)
	{
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "id", flag->valuestring);
		json_put_text(item, "title", flag_label(flag_find(flag->valuestring))->title);
		cJSON_AddItemToArray(flag_items, item);
	}
	json_put(out, "flags", flag_items);
	cJSON *place = row->place == NULL ? cJSON_CreateNull() : cJSON_CreateObject();
	if (row->place != NULL) {
		json_put_text(place, "code", row->place);
		json_put_text(place, "name", places_name(w->reference->places, row->place));
	}
	json_put(out, "place", place);
	json_put_text(out, "by", actor->name);
	json_put_flag(out, "sure", true);
	return out;
}

static enum rc keep_judgement(struct worker *w, const struct actor *actor,
			      const struct question_row *row, struct classification_row *c,
			      const cJSON *result)
{
	char *text = json_print(result);
	c->result = text;
	c->at = clock_wall_ms(w->clock);
	c->person.n = actor->person;
	enum rc rc = store_classification_add(w->store, row->id, c);
	free(text);
	if (rc != RC_OK)
		return rc;
	struct audit_entry entry = {
		.verb = "relabel",
		.question = row->id,
		.actor = actor,
		.at_ms = c->at,
		.details = result,
	};
	return audit_append(w->store, &entry);
}

/* The flags of a stored list, as a tree: slugs are known words, so finding them quoted is reading them. */
static void put_flags_of(const char *list, cJSON *out)
{
	char quoted[SLUG_BYTES + 3];
	for (int i = 0; i < FLAG_COUNT; i++) {
		snprintf(quoted, sizeof quoted, "\"%s\"", flag_label(i)->slug);
		if (list != NULL && strstr(list, quoted) != NULL)
			cJSON_AddItemToArray(out, cJSON_CreateString(flag_label(i)->slug));
	}
}

/* Slugs of a tree of slugs, or of {id}, between spaces; gives text. */
static char *slugs_text(const cJSON *list)
{
	struct str out = {0};
	const cJSON *item;
	cJSON_ArrayForEach(item, list)
	{
		const char *slug =
			cJSON_IsString(item) ? item->valuestring : json_text(item, "id", "");
		str_printf(&out, "%s%s", out.len > 0 ? " " : "", slug);
	}
	return str_take(&out);
}

struct judged {
	struct classification_row before, now;
};

/* What was believed before, and what is said now, for the coordinator to make an example of. */
static enum rc propose(struct worker *w, const struct question_row *row, const struct judged *j,
		       struct correction *correction)
{
	const struct classification_row *before = &j->before, *c = &j->now;
	AUTO_JSON flags = cJSON_CreateArray();
	AUTO_JSON old_flags = cJSON_CreateArray();
	put_flags_of(c->flags, flags);
	put_flags_of(before->flags, old_flags);
	char *flags_text = slugs_text(flags), *old_text = slugs_text(old_flags);
	correction->before =
		(struct proposal_labels){before->topic, before->kind, old_text, before->place};
	correction->labels.kind = c->kind;
	correction->labels.flags = flags_text;
	correction->labels.place = c->place;
	enum rc rc = proposal_make(w, row, correction);
	free(flags_text);
	free(old_text);
	return rc;
}

static enum rc judge(struct worker *w, const struct relabel *r, const struct question_row *row,
		     struct correction *correction)
{
	struct classification_row c = {.suggestions = "[]", .flags = "[]"};
	enum rc rc = store_classification(w->store, row->id, w->arena, &c);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
	struct judged judged = {.before = c};
	if (r->kind != NULL)
		c.kind = r->kind;
	if (r->place != NULL)
		c.place = r->place[0] == '\0' ? NULL : r->place;
	AUTO_JSON topics = cJSON_CreateArray();
	AUTO_JSON flags = cJSON_CreateArray();
	rc = read_labels(r->topics, topic_find, topic_label, topics, w->refusal);
	if (r->flags == NULL)
		put_flags_of(judged.before.flags, flags);
	else if (rc == RC_OK)
		rc = read_labels(r->flags, flag_find, NULL, flags, w->refusal);
	if (rc != RC_OK)
		return rc;
	c.topic = json_text(cJSON_GetArrayItem(topics, 0), "id", NULL);
	char *topics_text = json_print(topics), *flags_text = json_print(flags);
	c.topics = topics_text;
	c.flags = flags_text;
	char *slugs = slugs_text(topics);
	correction->labels.topics = slugs;
	AUTO_JSON result = judgement_json(w, correction->actor, &c, topics, flags);
	rc = keep_judgement(w, correction->actor, row, &c, result);
	judged.now = c;
	if (rc == RC_OK)
		rc = propose(w, row, &judged, correction);
	free(slugs);
	free(topics_text);
	free(flags_text);
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}

static enum rc relabel_because(struct worker *w, const struct relabel *r,
			       struct correction *correction)
{
	struct question_row row;
	enum rc rc = check_relabel(w, r);
	if (rc == RC_OK)
		rc = question_read(w, r->question, &row);
	if (rc == RC_OK)
		rc = judge(w, r, &row, correction);
	return rc == RC_OK ? notify_desk(w, &row, "relabel") : rc;
}

enum rc queue_relabel(struct worker *w, const struct actor *actor, const struct relabel *r)
{
	struct correction correction = {.actor = actor, .cause = "relabel", .why = r->why};
	return relabel_because(w, r, &correction);
}

enum rc queue_transfer_relabelled(struct worker *w, const struct actor *actor,
				  const struct queue_move *move, const struct relabel *r)
{
	struct correction correction = {.actor = actor, .cause = "transfer", .why = move->reason};
	/* The move first: whoever may not make it teaches nothing either. */
	enum rc rc = queue_transfer(w, actor, move);
	return rc == RC_OK ? relabel_because(w, r, &correction) : rc;
}
