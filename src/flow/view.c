/* SPDX-License-Identifier: EUPL-1.2 */
/* view.c - see view.h. */
#include "flow/view.h"

#include "audit/audit.h"
#include "base/json.h"
#include "base/utf8.h"
#include "flow/deadline.h"
#include "flow/directory.h"
#include "flow/helplines.h"
#include "flow/markdown.h"
#include "flow/method.h"
#include "flow/question.h"
#include "flow/rights.h"
#include "rules/gazetteer.h"
#include "store/conversation_store.h"
#include "store/lead_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXCERPT_BYTES = 160 };

/* A view being built: what its parts are read with. */
struct viewing {
	struct worker *w;
	const struct question_row *row;
	cJSON *out;
	const struct actor *actor; /* who looks, when staff do; else NULL */
};

void view_put_time(cJSON *object, const char *key, int64_t wall_ms)
{
	char text[32];
	clock_format_utc(wall_ms, text);
	json_put_text(object, key, wall_ms == 0 ? NULL : text);
}

void view_put_day(cJSON *object, const char *key, int64_t wall_ms)
{
	/* Midnight is the end of a day, not the start of the next one. */
	struct date day = calendar_date(wall_ms - 1);
	char text[32];
	snprintf(text, sizeof text, "%04d-%02d-%02d", day.year, day.month, day.day);
	json_put_text(object, key, wall_ms == 0 ? NULL : text);
}

void view_put_id(cJSON *object, const char *key, struct question_id id)
{
	char text[24];
	snprintf(text, sizeof text, "%lld", (long long)id.n);
	json_put_text(object, key, id.n == 0 ? NULL : text);
}

static const char *library_name(const struct worker *w, const char *id)
{
	int at = directory_library(w->directory, id);
	return at < 0 ? NULL : w->directory->libraries[at].name;
}

static const struct library_entry *library_of_queue(const struct worker *w, const char *queue)
{
	const struct directory *d = w->directory;
	int at = directory_queue(d, queue);
	return at < 0 ? NULL : &d->libraries[d->queues[at].library];
}

static cJSON *place_json(const struct worker *w, const char *code)
{
	if (code == NULL)
		return cJSON_CreateNull();
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "code", code);
	json_put_text(item, "name", places_name(w->reference->places, code));
	return item;
}

static void put_html(cJSON *out, const char *text)
{
	char *html = markdown_html(text);
	json_put_text(out, "html", html);
	free(html);
}

/* ---------------------------------------------------------------- parts for both */

static bool add_message(void *arg, const struct message_row *row)
{
	struct viewing *v = arg;
	cJSON *item = cJSON_CreateObject();
	char id[24];
	snprintf(id, sizeof id, "%lld", (long long)row->id);
	json_put_text(item, "id", id);
	json_put_text(item, "from", row->sender);
	json_put_text(item, "kind", row->kind);
	json_put_text(item, "text", row->text);
	if (strcmp(row->sender, "librarian") == 0) {
		put_html(item, row->text);
		json_put_text(item, "name", row->name);
		json_put_text(item, "library", library_name(v->w, row->library));
	}
	view_put_time(item, "at", row->at);
	cJSON_AddItemToArray(v->out, item);
	return true;
}

static enum rc put_messages(struct viewing *v)
{
	struct viewing list = *v;
	list.out = cJSON_CreateArray();
	json_put(v->out, "messages", list.out);
	return store_messages(v->w->store, v->row->id, v->w->arena, add_message, &list);
}

static enum rc put_answer(struct viewing *v, bool is_for_staff)
{
	struct answer_row answer;
	enum rc rc = store_answer(v->w->store, v->row->id, v->w->arena, &answer);
	if (rc == RC_NOT_FOUND || (rc == RC_OK && answer.sent_at == 0 && !is_for_staff)) {
		json_put(v->out, "answer", cJSON_CreateNull());
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "text", answer.text);
	put_html(item, answer.text);
	json_put_raw(item, "sources", answer.sources);
	json_put(item, "method", method_view(&answer, locale_find(v->row->locale)));
	json_put_text(item, "name", answer.name);
	json_put_text(item, "library", library_name(v->w, answer.library));
	view_put_time(item, "sent_at", answer.sent_at);
	json_put(v->out, "answer", item);
	return RC_OK;
}

static enum rc put_rating(struct viewing *v)
{
	struct rating_row rating;
	enum rc rc = store_rating(v->w->store, v->row->id, v->w->arena, &rating);
	if (rc == RC_NOT_FOUND) {
		json_put(v->out, "rating", cJSON_CreateNull());
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	cJSON *item = cJSON_CreateObject();
	json_put_int(item, "score", rating.score);
	json_put_text(item, "comment", rating.comment);
	json_put(v->out, "rating", item);
	return RC_OK;
}

static enum rc put_text(struct viewing *v, struct question_content *content)
{
	enum rc rc = store_question_content(v->w->store, v->row->id, v->w->arena, content);
	if (rc == RC_NOT_FOUND) {
		*content = (struct question_content){0};
		rc = RC_OK;
	}
	json_put_text(v->out, "text", content->text);
	return rc;
}

static enum rc put_classification(struct viewing *v)
{
	struct classification_row c;
	enum rc rc = store_classification(v->w->store, v->row->id, v->w->arena, &c);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	json_put_raw(v->out, "classification", rc == RC_OK ? c.result : NULL);
	json_put_raw(v->out, "suggestions", rc == RC_OK ? c.suggestions : "[]");
	return RC_OK;
}

/* clang-format off */
/* Where it is, once the network was called and nobody has it yet. */
static const char *const called_sentences[LOCALE_COUNT] = {
	"Toutes les bibliothèques du réseau voient maintenant votre question.",
	"Every library of the network now sees your question.",
	"Alle bibliotheken van het netwerk zien uw vraag nu.",
	"جميع مكتبات الشبكة ترى سؤالك الآن.",
};
/* clang-format on */

/* Where the question is and why, and when to expect an answer: one sentence each, null once it is answered. */
static void put_asker_sentences(struct viewing *v, const char *route_sentence)
{
	bool is_open = state_row(state_find(v->row->state))->is_open;
	bool is_called = v->row->risen_at != 0 && v->row->owner.n == 0;
	const char *where =
		is_called ? called_sentences[locale_find(v->row->locale)] : route_sentence;
	json_put_text(v->out, "where_sentence", is_open ? where : NULL);
	json_put_text(v->out, "when_sentence", deadline_asker_sentence(v->w, v->row));
}

static enum rc put_route(struct viewing *v, bool is_for_staff)
{
	struct routing_row r = {0};
	enum rc rc = store_routing(v->w->store, v->row->id, v->w->arena, &r);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	const struct directory *d = v->w->directory;
	const struct library_entry *library = library_of_queue(v->w, v->row->queue);
	int queue = directory_queue(d, v->row->queue);
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "queue", v->row->queue);
	json_put_text(item, "title", queue < 0 ? v->row->queue : d->queues[queue].title);
	json_put_text(item, "library", library == NULL ? NULL : library->id);
	json_put_text(item, "library_name", library == NULL ? NULL : library->name);
	json_put_text(item, "sentence", r.asker_sentence);
	if (!is_for_staff)
		put_asker_sentences(v, r.asker_sentence);
	if (is_for_staff) {
		json_put_text(item, "staff_sentence", r.staff_sentence);
		json_put_raw(item, "candidates", r.candidates);
	}
	json_put(v->out, "route", item);
	return RC_OK;
}

static void put_can(struct viewing *v, const struct actor *actor, const char *const verbs[])
{
	cJSON *can = cJSON_CreateArray();
	for (size_t i = 0; verbs[i] != NULL; i++) {
		bool is_asker = actor_has(actor, ROLE_PUBLIC);
		if (question_may(v->row, actor, verbs[i]) &&
		    (is_asker || rights_may_move(v->w, actor, v->row, verbs[i])))
			cJSON_AddItemToArray(can, cJSON_CreateString(verbs[i]));
	}
	json_put(v->out, "can", can);
}

static void put_head(struct viewing *v)
{
	const struct question_row *row = v->row;
	const struct state_row *state = state_row(state_find(row->state));
	view_put_id(v->out, "id", row->id);
	json_put_text(v->out, "state", row->state);
	json_put_text(v->out, "state_sentence", state->asker[locale_find(row->locale)]);
	view_put_time(v->out, "asked_at", row->asked_at);
	/* While the asker is asked, the clock stands still and no date is promised. */
	view_put_time(v->out, "due", row->paused_at != 0 ? 0 : row->due_at);
	view_put_day(v->out, "due_day", row->paused_at != 0 ? 0 : row->due_at);
	json_put_text(v->out, "locale", row->locale);
	json_put_text(v->out, "language", row->language);
}

/* For the desk: what the clock says, and since when the network is called. */
static void put_clock(struct viewing *v)
{
	json_put(v->out, "urgency", deadline_json(v->w, v->row));
	view_put_time(v->out, "risen_at", v->row->risen_at);
	json_put_flag(v->out, "practice", v->row->is_practice);
}

/* ---------------------------------------------------------------- the asker's */

static enum rc put_asker_parts(struct viewing *v)
{
	static const char *const verbs[] = {"reply", "resolve", "withdraw", NULL};
	struct actor asker = actor_public();
	struct question_content content;
	put_head(v);
	enum rc rc = put_text(v, &content);
	if (rc == RC_OK)
		rc = put_route(v, false);
	if (rc == RC_OK)
		rc = put_messages(v);
	if (rc == RC_OK)
		rc = put_answer(v, false);
	if (rc == RC_OK)
		rc = put_rating(v);
	put_can(v, &asker, verbs);
	bool is_answered =
		strcmp(v->row->state, "sent") == 0 || strcmp(v->row->state, "closed") == 0;
	if (is_answered)
		cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(v->out, "can"),
				     cJSON_CreateString("rate"));
	return rc;
}

/* Shown as long as the question can be seen, from whatever device. */
static void put_helplines(struct viewing *v)
{
	const struct directory *d = v->w->directory;
	int network = directory_network(d, v->row->network);
	const char *country = network < 0 ? "FR" : d->networks[network].country;
	json_put(v->out, "helplines", helplines_json(country, locale_find(v->row->locale)));
}

/* What an asker may know of how the question was understood: the labels, not the evidence. */
static enum rc put_plain_classification(struct viewing *v)
{
	struct classification_row c;
	enum rc rc = store_classification(v->w->store, v->row->id, v->w->arena, &c);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	cJSON *item = cJSON_CreateObject();
	json_put_raw(item, "topics", rc == RC_OK ? c.topics : "[]");
	json_put_raw(item, "flags", rc == RC_OK ? c.flags : "[]");
	json_put_text(item, "kind", rc == RC_OK ? c.kind : NULL);
	json_put(item, "place", place_json(v->w, rc == RC_OK ? c.place : NULL));
	json_put_text(item, "language", v->row->language);
	json_put(v->out, "classification", item);
	json_put_raw(v->out, "suggestions", rc == RC_OK ? c.suggestions : "[]");
	if (rc == RC_OK && strstr(c.flags, "\"detresse\"") != NULL)
		put_helplines(v);
	return RC_OK;
}

enum rc view_asker(struct worker *w, const struct question_row *row, cJSON **out)
{
	struct viewing v = {.w = w, .row = row, .out = cJSON_CreateObject()};
	enum rc rc = put_asker_parts(&v);
	if (rc == RC_OK)
		rc = put_plain_classification(&v);
	if (rc == RC_OK)
		*out = v.out;
	else
		cJSON_Delete(v.out);
	return rc;
}

/* ---------------------------------------------------------------- staff's */

static bool add_note(void *arg, const struct note_row *row)
{
	cJSON *item = cJSON_CreateObject();
	char id[24];
	snprintf(id, sizeof id, "%lld", (long long)row->id);
	json_put_text(item, "id", id);
	json_put_text(item, "text", row->text);
	json_put_text(item, "name", row->name);
	view_put_time(item, "at", row->at);
	cJSON_AddItemToArray(arg, item);
	return true;
}

static bool add_review(void *arg, const struct review_row *row)
{
	cJSON *item = cJSON_CreateObject();
	json_put_raw(item, "scores", row->scores);
	json_put_text(item, "decision", row->decision);
	json_put_text(item, "comment", row->comment);
	json_put_text(item, "name", row->name);
	view_put_time(item, "at", row->at);
	cJSON_AddItemToArray(arg, item);
	return true;
}

static enum rc put_notes_and_reviews(struct viewing *v)
{
	cJSON *notes = cJSON_CreateArray(), *reviews = cJSON_CreateArray();
	json_put(v->out, "notes", notes);
	json_put(v->out, "reviews", reviews);
	enum rc rc = store_notes(v->w->store, v->row->id, v->w->arena, add_note, notes);
	return rc == RC_OK
		       ? store_reviews(v->w->store, v->row->id, v->w->arena, add_review, reviews)
		       : rc;
}

static bool add_lead(void *arg, const struct lead_row *row)
{
	struct viewing *v = arg;
	cJSON *item = cJSON_CreateObject();
	json_put_int(item, "id", row->id);
	json_put_text(item, "text", row->text);
	json_put_text(item, "url", row->url);
	json_put_text(item, "name", row->name);
	json_put_text(item, "library", library_name(v->w, row->library));
	json_put_flag(item, "mine", v->actor != NULL && row->person.n == v->actor->person);
	view_put_time(item, "at", row->at);
	view_put_time(item, "credited_at", row->credited_at);
	cJSON_AddItemToArray(v->out, item);
	return true;
}

/* What others of the network gave the holder. */
static enum rc put_leads(struct viewing *v)
{
	struct viewing list = *v;
	list.out = cJSON_CreateArray();
	json_put(v->out, "leads", list.out);
	return store_leads(v->w->store, v->row->id, v->w->arena, add_lead, &list);
}

static enum rc put_draft(struct viewing *v)
{
	struct draft_row draft;
	enum rc rc = store_draft(v->w->store, v->row->id, v->w->arena, &draft);
	if (rc == RC_NOT_FOUND) {
		json_put(v->out, "draft", cJSON_CreateNull());
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "text", draft.text);
	json_put_raw(item, "method", draft.method);
	json_put_text(item, "name", draft.name);
	json_put_int(item, "version", draft.version);
	view_put_time(item, "saved_at", draft.saved_at);
	json_put(v->out, "draft", item);
	return RC_OK;
}

static void put_owner(cJSON *out, const struct worker *w, const struct question_row *row)
{
	if (row->owner.n == 0) {
		json_put(out, "owner", cJSON_CreateNull());
		return;
	}
	cJSON *owner = cJSON_CreateObject();
	json_put_text(owner, "name", row->owner_name);
	json_put_text(owner, "library", library_name(w, row->owner_library));
	json_put(out, "owner", owner);
}

/* The page of the asker's own library when one is known, else of the library that has the question. */
static void put_policy(struct viewing *v)
{
	const struct directory *d = v->w->directory;
	int at = directory_library(d, v->row->library);
	const struct library_entry *library =
		at >= 0 ? &d->libraries[at] : library_of_queue(v->w, v->row->queue);
	if (library == NULL || library->policy_text[0] == '\0') {
		json_put(v->out, "policy", cJSON_CreateNull());
		return;
	}
	cJSON *policy = cJSON_CreateObject();
	json_put_text(policy, "library", library->id);
	json_put_text(policy, "library_name", library->name);
	json_put_text(policy, "text", library->policy_text);
	put_html(policy, library->policy_text);
	json_put_text(policy, "reviewed", library->policy_reviewed);
	int64_t today = calendar_day(clock_wall_ms(v->w->clock));
	json_put_int(policy, "months", library_policy_months(library, today));
	json_put_flag(policy, "stale", library_policy_is_stale(library, today));
	json_put(v->out, "policy", policy);
}

static void put_particulars(struct viewing *v, const struct question_content *content,
			    const struct actor *actor)
{
	const struct question_row *row = v->row;
	put_owner(v->out, v->w, row);
	json_put_flag(v->out, "mine", row->owner.n != 0 && row->owner.n == actor->person);
	json_put_int(v->out, "epoch", row->epoch);
	view_put_time(v->out, "lease_until", row->lease_until);
	json_put_text(v->out, "library", row->library);
	json_put_text(v->out, "audience", row->audience);
	json_put_text(v->out, "place", content->place);
	json_put_text(v->out, "already_consulted", content->already_consulted);
	/* Whether there is an address is enough to work; the address itself is not shown. */
	json_put_flag(v->out, "has_email", content->email != NULL);
	view_put_id(v->out, "duplicate_of", row->duplicate_of);
	cJSON *consent = cJSON_CreateObject();
	json_put_flag(consent, "publish", row->may_publish);
	json_put_flag(consent, "transfer", row->may_transfer);
	json_put(v->out, "consent", consent);
}

static enum rc put_staff_parts(struct viewing *v, const struct actor *actor)
{
	static const char *const verbs[] = {
		"claim",   "release",   "transfer",       "clarify",        "draft",   "submit",
		"decline", "duplicate", "spam",           "refer",          "approve", "return",
		"close",   "reopen",    "partner_answer", "partner_return", NULL};
	struct question_content content;
	cJSON *history = NULL;
	put_head(v);
	put_clock(v);
	enum rc rc = put_text(v, &content);
	if (rc == RC_OK)
		rc = put_classification(v);
	if (rc == RC_OK)
		rc = put_route(v, true);
	if (rc == RC_OK)
		rc = put_messages(v);
	if (rc == RC_OK)
		rc = put_answer(v, true);
	if (rc == RC_OK)
		rc = put_rating(v);
	if (rc == RC_OK)
		rc = put_notes_and_reviews(v);
	if (rc == RC_OK)
		rc = put_leads(v);
	if (rc == RC_OK)
		rc = put_draft(v);
	if (rc == RC_OK)
		rc = audit_story(v->w->store, v->row->id, &history);
	if (rc != RC_OK)
		return rc;
	json_put(v->out, "history", history);
	put_particulars(v, &content, actor);
	put_policy(v);
	put_can(v, actor, verbs);
	return RC_OK;
}

enum rc view_staff(struct worker *w, const struct question_row *row, const struct actor *actor,
		   cJSON **out)
{
	struct viewing v = {.w = w, .row = row, .out = cJSON_CreateObject(), .actor = actor};
	enum rc rc = put_staff_parts(&v, actor);
	if (rc == RC_OK)
		*out = v.out;
	else
		cJSON_Delete(v.out);
	return rc;
}

/* ---------------------------------------------------------------- a row of a list */

static void put_excerpt(cJSON *out, const char *text, struct arena *a)
{
	if (text == NULL) {
		json_put_text(out, "excerpt", "");
		return;
	}
	size_t len = utf8_cut(text, strlen(text), EXCERPT_BYTES);
	char *cut = arena_copy(a, text, len);
	for (char *c = cut; c != NULL && *c != '\0'; c++) {
		if (*c == '\n' || *c == '\r' || *c == '\t')
			*c = ' ';
	}
	json_put_text(out, "excerpt", cut);
}

static enum rc put_row_labels(struct viewing *v)
{
	struct classification_row c;
	enum rc rc = store_classification(v->w->store, v->row->id, v->w->arena, &c);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	json_put_raw(v->out, "topics", rc == RC_OK ? c.topics : "[]");
	json_put_raw(v->out, "flags", rc == RC_OK ? c.flags : "[]");
	json_put_text(v->out, "kind", rc == RC_OK ? c.kind : NULL);
	/* A main topic is kept only when it is sure. */
	json_put_flag(v->out, "sure", rc == RC_OK && c.topic != NULL);
	json_put(v->out, "place", place_json(v->w, rc == RC_OK ? c.place : NULL));
	return RC_OK;
}

static enum rc put_row_parts(struct viewing *v)
{
	const struct question_row *row = v->row;
	const struct library_entry *library = library_of_queue(v->w, row->queue);
	struct question_content content = {0};
	struct draft_row draft;
	enum rc rc = store_question_content(v->w->store, row->id, v->w->arena, &content);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	rc = put_row_labels(v);
	if (rc != RC_OK)
		return rc;
	rc = store_draft(v->w->store, row->id, v->w->arena, &draft);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	json_put_flag(v->out, "has_draft", rc == RC_OK);
	struct lead_count leads = {0};
	rc = store_lead_count(v->w->store, row->id, &leads);
	if (rc != RC_OK)
		return rc;
	json_put_int(v->out, "leads", leads.leads);
	json_put_flag(v->out, "lead_credited", leads.credited > 0);
	view_put_id(v->out, "id", row->id);
	json_put_text(v->out, "state", row->state);
	json_put_text(v->out, "queue", row->queue);
	json_put_text(v->out, "library", library == NULL ? NULL : library->id);
	json_put_text(v->out, "library_name", library == NULL ? NULL : library->name);
	put_excerpt(v->out, content.text, v->w->arena);
	json_put_text(v->out, "language", row->language);
	view_put_time(v->out, "asked_at", row->asked_at);
	view_put_time(v->out, "due", row->paused_at != 0 ? 0 : row->due_at);
	view_put_day(v->out, "due_day", row->paused_at != 0 ? 0 : row->due_at);
	put_owner(v->out, v->w, row);
	json_put_int(v->out, "epoch", row->epoch);
	view_put_time(v->out, "lease_until", row->lease_until);
	put_clock(v);
	return RC_OK;
}

enum rc view_row(struct worker *w, const struct question_row *row, cJSON **out)
{
	struct viewing v = {.w = w, .row = row, .out = cJSON_CreateObject()};
	enum rc rc = put_row_parts(&v);
	if (rc == RC_OK)
		*out = v.out;
	else
		cJSON_Delete(v.out);
	return rc;
}
