/* SPDX-License-Identifier: EUPL-1.2 */
/* 1_intake.c - see 1_intake.h. */
#include "flow/1_intake.h"

#include "audit/audit.h"
#include "base/json.h"
#include "base/str.h"
#include "base/utf8.h"
#include "flow/directory.h"
#include "flow/notify.h"
#include "flow/question.h"
#include "rules/gazetteer.h"
#include "rules/places.h"
#include "store/conversation_store.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { EMAIL_MAX = 254 };

/* Enough to catch a slip of the finger; only a message sent proves an address. */
static bool looks_like_email(const char *email)
{
	const char *at = strchr(email, '@');
	size_t len = strlen(email);
	return at != NULL && at > email && strchr(at + 1, '@') == NULL && strchr(at, '.') != NULL &&
	       len <= EMAIL_MAX && email[len - 1] != '.' && strpbrk(email, " \t\r\n<>,;") == NULL;
}

static enum rc check_ask(struct worker *w, const struct ask *ask, struct intake *out)
{
	if (!client_id_parse(ask->client_id, out->client_id))
		return refuse(w->refusal, SAY_CLIENT_ID, "client_id");
	if (str_is_blank(ask->text))
		return refuse(w->refusal, SAY_TEXT_EMPTY, "%s", "");
	if (utf8_count(ask->text, strlen(ask->text)) > w->settings->text_chars_max)
		return refuse(w->refusal, SAY_TEXT_LONG, "%zu", w->settings->text_chars_max);
	if (ask->email != NULL && ask->email[0] != '\0' && !looks_like_email(ask->email))
		return refuse(w->refusal, SAY_EMAIL, "%s", "");
	if (ask->kind != NULL && kind_find(ask->kind) < 0)
		return refuse(w->refusal, SAY_LABEL_UNKNOWN, "%.60s", ask->kind);
	return RC_OK;
}

/* The asker chose a form that says what is wanted: that is better evidence than any. */
static void heed_asked_kind(const struct ask *ask, struct classification *c, struct arena *a)
{
	int kind = ask->kind == NULL ? -1 : kind_find(ask->kind);
	struct evidence *e = kind < 0 ? NULL : arena_alloc(a, sizeof *e);
	if (e == NULL)
		return;
	*e = (struct evidence){
		.by = BY_PERSON, .why = "Choisi par la personne dans le formulaire.", .score = 1};
	c->kind = (struct finding){.label = kind, .score = 1, .because = e};
	c->is_professional |= kind == KIND_PROFESSIONNELLE;
}

const char *intake_place(struct worker *w, const char *typed)
{
	struct folded folded;
	struct place_hit hit;
	if (typed == NULL || typed[0] == '\0')
		return NULL;
	const struct place *by_code = places_by_code(w->reference->places, typed);
	if (by_code != NULL)
		return by_code->code;
	if (fold_text(typed, strlen(typed), w->arena, &folded) != RC_OK)
		return NULL;
	return places_find_alone(w->reference->places, &folded, &hit) ? hit.code : NULL;
}

/* An exercise goes to the desk of whoever does it; the decision and its reasons stay to be read. */
static void keep_at_home(struct worker *w, const struct ask *ask, struct route *route)
{
	const struct directory *d = w->directory;
	int library = directory_library(d, ask->library);
	for (int i = 0; i < d->queue_count; i++) {
		if (d->queues[i].library == library && d->queues[i].kind == QUEUE_LIBRARY)
			route->queue = i;
	}
}

enum rc intake_understand(struct worker *w, const struct ask *ask, struct intake *out)
{
	char key[2 * CLIENT_ID_BYTES + 1];
	*out = (struct intake){.ask = *ask};
	enum rc rc = check_ask(w, ask, out);
	if (rc != RC_OK)
		return rc;
	rc = normalise(w, ask->text, &out->normalised);
	if (rc != RC_OK)
		return refuse(w->refusal, SAY_TEXT_LONG, "%zu", w->settings->text_chars_max);
	classify(w, &out->normalised, &out->classification);
	heed_asked_kind(ask, &out->classification, w->arena);
	suggest(w, &out->normalised, &out->classification, ask->library, &out->suggestions);
	struct route_request request = {
		.classification = &out->classification,
		.library = ask->library,
		.country = ask->country,
		.place = intake_place(w, ask->place),
		.key = key,
		.locale = ask->locale,
	};
	sodium_bin2hex(key, sizeof key, out->client_id, CLIENT_ID_BYTES);
	route_question(w, &request, &out->route);
	if (ask->by != NULL)
		keep_at_home(w, ask, &out->route);
	return RC_OK;
}

static void hash_content(struct worker *w, const struct ask *ask, uint8_t out[HASH_BYTES])
{
	const char *parts[] = {ask->text,
			       ask->kind,
			       ask->library,
			       ask->country,
			       ask->place,
			       ask->audience,
			       ask->email,
			       ask->already_consulted,
			       ask->may_publish ? "publish" : "",
			       ask->may_transfer ? "transfer" : "",
			       ask->by != NULL ? "practice" : ""};
	content_hash(w->keys, parts, sizeof parts / sizeof parts[0], out);
}

static const char *or_null(const char *text)
{
	return text == NULL || text[0] == '\0' ? NULL : text;
}

static enum rc add_question(struct worker *w, const struct intake *intake,
			    const uint8_t hash[HASH_BYTES], struct intake_result *out)
{
	const struct directory *d = w->directory;
	const struct ask *ask = &intake->ask;
	struct question_new q = {
		.queue = d->queues[intake->route.queue].id,
		.network = d->networks[intake->route.network].id,
		.library = or_null(ask->library),
		.locale = locale_tag(ask->locale),
		.language = intake->classification.language,
		.audience = or_null(ask->audience),
		.text = ask->text,
		.place = or_null(ask->place),
		.email = or_null(ask->email),
		.already_consulted = or_null(ask->already_consulted),
		.asked_at = clock_wall_ms(w->clock),
		.due_at = intake->route.due_at,
		.may_publish = ask->may_publish,
		.may_transfer = ask->may_transfer,
		.is_practice = ask->by != NULL,
	};
	memcpy(q.client_id, intake->client_id, CLIENT_ID_BYTES);
	memcpy(q.content_hash, hash, HASH_BYTES);
	if (!receipt_hash(out->receipt, q.receipt_hash))
		return RC_UNAVAILABLE;
	enum rc rc = store_question_add(w->store, &q, &out->question);
	return rc == RC_OK && !q.is_practice ? store_queue_load_add(w->store, q.queue, 1) : rc;
}

static enum rc leave_leaf(struct worker *w, const struct intake_result *result, const char *verb,
			  cJSON *details)
{
	struct actor actor = actor_system();
	struct audit_entry entry = {
		.verb = verb,
		.question = result->question,
		.actor = &actor,
		.at_ms = clock_wall_ms(w->clock),
		.details = details,
	};
	enum rc rc = audit_append(w->store, &entry);
	cJSON_Delete(details);
	return rc;
}

/* The first leaf: what was asked, under the commitment, with the language and the consents. */
static enum rc leave_asked(struct worker *w, const struct intake *intake,
			   const struct intake_result *result)
{
	cJSON *details = cJSON_CreateObject();
	json_put_text(details, "text", intake->ask.text);
	json_put_text(details, "language", intake->classification.language);
	json_put_flag(details, "may_publish", intake->ask.may_publish);
	json_put_flag(details, "may_transfer", intake->ask.may_transfer);
	if (intake->ask.by != NULL)
		json_put_flag(details, "practice", true);
	struct actor asker = actor_public();
	struct audit_entry entry = {
		.verb = "ask",
		.question = result->question,
		.actor = intake->ask.by != NULL ? intake->ask.by : &asker,
		.at_ms = clock_wall_ms(w->clock),
		.details = details,
	};
	enum rc rc = audit_append(w->store, &entry);
	cJSON_Delete(details);
	return rc;
}

static char *print_and_free(cJSON *tree)
{
	char *text = json_print(tree);
	cJSON_Delete(tree);
	return text;
}

/* What was found, with the words that were read as others: the desk tells the same story as `aiguilleur explain`. */
static cJSON *understanding_json(const struct intake *intake)
{
	cJSON *out = classification_json(&intake->classification);
	json_put(out, "guesses", normalised_guesses_json(&intake->normalised));
	return out;
}

static enum rc add_classification(struct worker *w, const struct intake *intake,
				  const struct intake_result *result)
{
	const struct classification *c = &intake->classification;
	int topic = classification_topic(c);
	char *topics = print_and_free(classification_topics_json(c));
	char *flags = print_and_free(classification_flags_json(c));
	char *found = print_and_free(understanding_json(intake));
	char *shown = print_and_free(suggestions_json(&intake->suggestions));
	struct classification_row row = {
		.at = clock_wall_ms(w->clock),
		.topic = topic < 0 ? NULL : topic_label(topic)->slug,
		.kind = kind_label(c->kind.label)->slug,
		.place = c->place.code,
		.topics = topics,
		.flags = flags,
		.result = found,
		.suggestions = shown,
	};
	enum rc rc = store_classification_add(w->store, result->question, &row);
	free(topics);
	free(flags);
	free(found);
	free(shown);
	return rc;
}

static enum rc keep_classification(struct worker *w, const struct intake *intake,
				   const struct intake_result *result)
{
	enum rc rc = add_classification(w, intake, result);
	if (rc != RC_OK)
		return rc;
	cJSON *details = understanding_json(intake);
	json_put(details, "suggestions", suggestions_json(&intake->suggestions));
	return leave_leaf(w, result, "classify", details);
}

static enum rc keep_route(struct worker *w, const struct intake *intake,
			  const struct intake_result *result)
{
	cJSON *candidates = route_candidates_json(w, &intake->route);
	char *text = json_print(candidates);
	cJSON_Delete(candidates);
	struct routing_row row = {
		.at = clock_wall_ms(w->clock),
		.queue = w->directory->queues[intake->route.queue].id,
		.candidates = text,
		.asker_sentence = intake->route.asker_sentence,
		.staff_sentence = intake->route.staff_sentence,
	};
	enum rc rc = store_routing_add(w->store, result->question, &row);
	free(text);
	return rc;
}

static enum rc move_to_queue(struct worker *w, const struct intake *intake,
			     const struct intake_result *result)
{
	struct question_row row;
	enum rc rc = question_read(w, result->question, &row);
	if (rc != RC_OK)
		return rc;
	struct actor system = actor_system();
	struct move_request request = {
		.verb = "route",
		.to = Q_ROUTED,
		.actor = &system,
		.reason = intake->route.staff_sentence,
	};
	rc = question_move(w, &row, &request);
	return rc == RC_OK ? notify_desk(w, &row, "asked") : rc;
}

static enum rc store_all(struct worker *w, const struct intake *intake,
			 const struct intake_result *result)
{
	enum rc rc = leave_asked(w, intake, result);
	if (rc == RC_OK)
		rc = keep_classification(w, intake, result);
	if (rc == RC_OK)
		rc = keep_route(w, intake, result);
	return rc;
}

enum rc intake_store(struct worker *w, const struct intake *intake, struct intake_result *out)
{
	*out = (struct intake_result){0};
	receipt_make(w->keys, intake->client_id, out->receipt);
	uint8_t hash[HASH_BYTES], known_hash[HASH_BYTES];
	hash_content(w, &intake->ask, hash);
	struct question_row known;
	enum rc rc =
		store_question_by_client(w->store, intake->client_id, w->arena, &known, known_hash);
	if (rc == RC_OK) {
		if (memcmp(hash, known_hash, HASH_BYTES) != 0)
			return refuse(w->refusal, SAY_CLIENT_ID_REUSED, "%s", "");
		out->question = known.id;
		out->was_known = true;
		return RC_OK;
	}
	if (rc == RC_NOT_FOUND)
		rc = add_question(w, intake, hash, out);
	if (rc == RC_OK)
		rc = store_all(w, intake, out);
	if (rc != RC_OK)
		return refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
	return move_to_queue(w, intake, out);
}
