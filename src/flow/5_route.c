/* SPDX-License-Identifier: EUPL-1.2 */
/* 5_route.c - see 5_route.h. */
#include "flow/5_route.h"

#include "base/json.h"
#include "base/log.h"
#include "base/str.h"
#include "flow/deadline.h"
#include "flow/directory.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What each criterion can add at most. Place outweighs subject: nobody else knows the local collections. */
static const double weight_topic = 0.45, weight_kind = 0.10, weight_place = 0.60,
		    weight_referent = 0.35, weight_asker_place = 0.12, weight_own_library = 0.40,
		    weight_load = 0.15, weight_expert = 0.75, score_least = 0.25;

/* One decision being made. */
struct routing {
	struct worker *w;
	const struct route_request *request;
	struct route *out;
	int64_t *loads; /* open questions by queue index */
};

static void read_loads(struct routing *r)
{
	struct worker *w = r->w;
	if (directory_loads(w->directory, w->store, w->arena, &r->loads) != RC_OK)
		log_warn("route: loads could not be read, counted as none");
}

static void because(struct routing *r, struct candidate *c, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void because(struct routing *r, struct candidate *c, const char *format, ...)
{
	if (c->because_count == REASONS_MAX)
		return;
	char text[240];
	va_list args;
	va_start(args, format);
	int n = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	char *copy = n > 0 ? arena_copy(r->w->arena, text, strlen(text)) : NULL;
	/* French numbers have a comma. */
	for (char *dot = copy; dot != NULL && (dot = strchr(dot, '.')) != NULL; dot++) {
		if (isdigit((unsigned char)dot[1]))
			*dot = ',';
	}
	if (copy != NULL)
		c->because[c->because_count++] = copy;
}

/* ---------------------------------------------------------------- the score */

static void score_topics(struct routing *r, const struct library_entry *library,
			 struct candidate *c)
{
	const struct classification *k = r->request->classification;
	double best = 0;
	int topic = -1;
	for (int i = 0; i < k->topic_count && i < 3; i++) {
		double s = k->topics[i].score * (double)library->topics[k->topics[i].label] *
			   (i == 0 ? 1 : 0.6);
		if (s > best) {
			best = s;
			topic = k->topics[i].label;
		}
	}
	if (topic < 0)
		return;
	c->score += weight_topic * best;
	because(r, c,
		k->is_sure ? "sujet « %s » : point fort (%.1f)"
			   : "sujet « %s », pas sûr : point fort (%.1f)",
		topic_label(topic)->title, (double)library->topics[topic]);
}

static void score_kind(struct routing *r, const struct library_entry *library, struct candidate *c)
{
	int kind = r->request->classification->kind.label;
	if (library->kinds[kind] <= 0)
		return;
	c->score += weight_kind * (double)library->kinds[kind];
	because(r, c, "ce type de demande est un point fort (%.1f)", (double)library->kinds[kind]);
}

static void score_place(struct routing *r, const struct library_entry *library, struct candidate *c)
{
	const struct place_finding *place = &r->request->classification->place;
	if (territory_has(library->territory, place->code)) {
		c->score += weight_place;
		c->is_near = true;
		because(r, c, "la question porte sur son territoire : %s", place->name);
	} else if (territory_has(library->referent, place->code)) {
		c->score += weight_referent;
		c->is_near = true;
		because(r, c, "référente de territoire pour : %s", place->name);
	}
	if (territory_has(library->territory, r->request->place)) {
		c->score += weight_asker_place;
		c->is_near = true;
		because(r, c, "la personne est de son territoire");
	}
	if (r->request->library != NULL && strcmp(r->request->library, library->id) == 0) {
		c->score += weight_own_library;
		c->is_near = true;
		because(r, c, "posée depuis sa propre page");
	}
}

/* Free capacity of the week, 1 when nothing waits, falling to 0 when as much waits as can be done in two weeks. */
static double free_share(const struct library_entry *library, int64_t open)
{
	double capacity = library->capacity > 0 ? (double)library->capacity : 0.5;
	return fmax(0, 1 - (double)open / (2 * capacity));
}

static void score_load(struct routing *r, const struct library_entry *library, struct candidate *c)
{
	int64_t open = r->loads == NULL ? 0 : r->loads[c->queue];
	/* Load decides between those that are otherwise able; it makes nobody able. */
	c->score += weight_load * free_share(library, open) * fmin(1, c->score / score_least);
	because(r, c, "%lld en file pour %lld par semaine", (long long)open,
		(long long)library->capacity);
}

static bool wants_expert(const struct queue_entry *queue, const struct classification *k)
{
	int topic = classification_topic(k);
	bool names_topics = false, names_kinds = false;
	for (int i = 0; i < TOPIC_COUNT; i++)
		names_topics |= queue->topics[i];
	for (int i = 0; i < KIND_COUNT; i++)
		names_kinds |= queue->kinds[i];
	/* A desk that names neither is reached by a rule or by hand only. */
	if (!names_topics)
		return false;
	if (topic < 0 || !queue->topics[topic])
		return false;
	return !names_kinds || queue->kinds[k->kind.label];
}

static void score_expert(struct routing *r, const struct queue_entry *queue, struct candidate *c)
{
	const struct classification *k = r->request->classification;
	if (queue->kind != QUEUE_EXPERT || !wants_expert(queue, k))
		return;
	c->score += weight_expert * k->topics[0].score;
	because(r, c, "file d'expert·es pour le sujet « %s »",
		topic_label(k->topics[0].label)->title);
}

static void score_library(struct routing *r, const struct queue_entry *queue, struct candidate *c)
{
	const struct library_entry *library = &r->w->directory->libraries[queue->library];
	const char *language = r->request->classification->language;
	score_topics(r, library, c);
	score_kind(r, library, c);
	score_place(r, library, c);
	if (strcmp(language, "fr") != 0 && strstr(library->languages, language) != NULL) {
		c->score += weight_asker_place;
		c->is_near = true;
		because(r, c, "répond aussi dans la langue de la question (%s)", language);
	}
	score_load(r, library, c);
}

/* ---------------------------------------------------------------- the decision */

static void keep_candidate(struct route *out, const struct candidate *c)
{
	int at = out->candidate_count < CANDIDATES_MAX ? out->candidate_count : CANDIDATES_MAX - 1;
	if (out->candidate_count == CANDIDATES_MAX && out->candidates[at].score >= c->score)
		return;
	if (out->candidate_count < CANDIDATES_MAX)
		out->candidate_count++;
	/* Strictly greater: on a tie the smaller id, which comes first in the directory, stays first. */
	for (; at > 0 && out->candidates[at - 1].score < c->score; at--)
		out->candidates[at] = out->candidates[at - 1];
	out->candidates[at] = *c;
}

static void score_all(struct routing *r)
{
	const struct directory *d = r->w->directory;
	for (int i = 0; i < d->queue_count; i++) {
		const struct queue_entry *queue = &d->queues[i];
		struct candidate c = {.queue = i};
		if (queue->network != r->out->network)
			continue;
		if (queue->kind == QUEUE_LIBRARY)
			score_library(r, queue, &c);
		else
			score_expert(r, queue, &c);
		if (c.score > 0 && c.because_count > 0)
			keep_candidate(r->out, &c);
	}
}

/* A hard constraint: the queue whatever the scores are, shown as first candidate. */
static bool decide(struct routing *r, int queue, const char *reason)
{
	if (queue < 0)
		return false;
	struct route *out = r->out;
	struct candidate c = {.queue = queue, .score = 1};
	because(r, &c, "%s", reason);
	/* In place of what its score made of it, else of nobody, else of the last. */
	int from = 0;
	while (from < out->candidate_count && out->candidates[from].queue != queue)
		from++;
	if (from == CANDIDATES_MAX)
		from--;
	else if (from == out->candidate_count)
		out->candidate_count++;
	memmove(&out->candidates[1], &out->candidates[0], (size_t)from * sizeof c);
	out->candidates[0] = c;
	out->queue = queue;
	return true;
}

/* Hours, cards, loans and access are each library's own. */
static bool is_about_own_library(const struct classification *k)
{
	int topic = classification_topic(k);
	return k->kind.label == KIND_PRATIQUE &&
	       (topic == TOPIC_BIBLIOTHEQUE || topic == TOPIC_RESSOURCES_NUMERIQUES);
}

/* To the widget's library; without one, and without a place to tell by, nobody is a better guess than the network. */
static bool decide_own_library(struct routing *r)
{
	const struct directory *d = r->w->directory;
	int own = directory_library(d, r->request->library);
	for (int i = 0; own >= 0 && i < d->queue_count; i++) {
		if (d->queues[i].library == own && d->queues[i].kind == QUEUE_LIBRARY)
			return decide(r, i, "question sur un service de sa propre bibliothèque");
	}
	bool is_placed =
		r->request->place != NULL || r->request->classification->place.code != NULL;
	return !is_placed &&
	       decide(r, d->networks[r->out->network].fallback,
		      "service d'une bibliothèque, sans savoir laquelle : file du réseau");
}

static bool decide_by_constraint(struct routing *r)
{
	const struct directory *d = r->w->directory;
	const struct network_entry *network = &d->networks[r->out->network];
	const struct classification *k = r->request->classification;
	if (classification_has_flag(k, FLAG_DETRESSE) &&
	    decide(r, network->urgent, "quelqu'un est peut-être en danger : file d'urgence"))
		return true;
	if (k->is_professional &&
	    decide(r, network->professional, "question de métier : bureau professionnel"))
		return true;
	if (is_about_own_library(k) && decide_own_library(r))
		return true;
	int asked = directory_queue(d, k->queue);
	return asked >= 0 && d->queues[asked].network == r->out->network &&
	       decide(r, asked,
		      k->queue_because != NULL ? k->queue_because->why : "une règle le demande");
}

static int network_of(const struct routing *r)
{
	const struct directory *d = r->w->directory;
	const struct route_request *q = r->request;
	const char *about = q->classification->place.code;
	const char *place = q->place != NULL ? q->place : about;
	int library = directory_library(d, q->library);
	if (library >= 0)
		return d->libraries[library].network;
	int by_country = directory_network_of_country(d, q->country);
	if (by_country >= 0)
		return by_country;
	bool is_belgian = place != NULL && strncmp(place, "BE-", 3) == 0;
	int by_place = directory_network_of_country(d, is_belgian ? "BE" : "FR");
	return by_place >= 0 ? by_place : 0;
}

/* ---------------------------------------------------------------- the sentences */

/* Why, as the asker reads it; %s: the library, then the subject or place. */
enum asker_reason {
	ASKER_URGENT,
	ASKER_PLACE,
	ASKER_TOPIC,
	ASKER_OWN,
	ASKER_PLAIN,
	ASKER_REASON_COUNT
};

/* clang-format off */
static const char *const asker_sentences[ASKER_REASON_COUNT][LOCALE_COUNT] = {
	[ASKER_URGENT] = {
		"Votre message est lu en priorité (%s).",
		"Your message is read first (%s).",
		"Uw bericht wordt met voorrang gelezen (%s).",
		"رسالتك تُقرأ على وجه الأولوية (%s)."},
	[ASKER_PLACE] = {
		"Votre question part vers : %s, qui connaît le mieux ce territoire.",
		"Your question goes to: %s, who know this area best.",
		"Uw vraag gaat naar: %s, die deze streek het best kent.",
		"يذهب سؤالك إلى: %s، الأدرى بهذه المنطقة."},
	[ASKER_TOPIC] = {
		"Votre question part vers : %s, pour sa connaissance de ce sujet.",
		"Your question goes to: %s, for their knowledge of this subject.",
		"Uw vraag gaat naar: %s, wegens de kennis van dit onderwerp.",
		"يذهب سؤالك إلى: %s، لمعرفتها بهذا الموضوع."},
	[ASKER_OWN] = {
		"Votre question reste dans votre bibliothèque : %s.",
		"Your question stays with your own library: %s.",
		"Uw vraag blijft bij uw eigen bibliotheek: %s.",
		"يبقى سؤالك في مكتبتك: %s."},
	[ASKER_PLAIN] = {
		"Votre question est proposée à tout le réseau : %s.",
		"Your question is offered to the whole network: %s.",
		"Uw vraag wordt aan het hele netwerk voorgelegd: %s.",
		"يُعرض سؤالك على الشبكة كلها: %s."},
};
/* clang-format on */

static enum asker_reason asker_reason(const struct routing *r, const struct queue_entry *queue)
{
	const struct directory *d = r->w->directory;
	const struct library_entry *library = &d->libraries[queue->library];
	const struct route_request *q = r->request;
	if (queue->kind == QUEUE_URGENT)
		return ASKER_URGENT;
	if (queue->kind == QUEUE_FALLBACK)
		return ASKER_PLAIN;
	if (queue->kind != QUEUE_LIBRARY)
		return ASKER_TOPIC;
	if (territory_has(library->territory, q->classification->place.code) ||
	    territory_has(library->referent, q->classification->place.code))
		return ASKER_PLACE;
	if (q->library != NULL && strcmp(q->library, library->id) == 0)
		return ASKER_OWN;
	return ASKER_TOPIC;
}

static void write_sentences(struct routing *r)
{
	const struct directory *d = r->w->directory;
	const struct queue_entry *queue = &d->queues[r->out->queue];
	const char *format = asker_sentences[asker_reason(r, queue)][r->request->locale];
	const char *hole = strstr(format, "%s");
	struct str text = {0};
	str_put_bytes(&text, format, (size_t)(hole - format));
	str_put(&text, queue->title);
	str_put(&text, hole + 2);
	r->out->asker_sentence = arena_copy(r->w->arena, str_text(&text), text.len);

	str_clear(&text);
	str_printf(&text, "Vers « %s »", queue->title);
	const struct candidate *chosen = &r->out->candidates[0];
	for (int i = 0; i < chosen->because_count; i++)
		str_printf(&text, "%s %s", i == 0 ? " :" : " ;", chosen->because[i]);
	str_put_char(&text, '.');
	r->out->staff_sentence = arena_copy(r->w->arena, str_text(&text), text.len);
	str_done(&text);
	if (r->out->asker_sentence == NULL)
		r->out->asker_sentence = queue->title;
	if (r->out->staff_sentence == NULL)
		r->out->staff_sentence = queue->title;
}

/* A subject that is not sure points to nobody: then only what is near may be chosen by its score. -1: nothing may. */
static int best_candidate(const struct routing *r)
{
	const struct route *out = r->out;
	bool is_sure = r->request->classification->is_sure;
	for (int i = 0; i < out->candidate_count && out->candidates[i].score >= score_least; i++) {
		if (is_sure || out->candidates[i].is_near)
			return i;
	}
	return -1;
}

static void choose(struct route *out, int at)
{
	struct candidate chosen = out->candidates[at];
	memmove(&out->candidates[1], &out->candidates[0], (size_t)at * sizeof chosen);
	out->candidates[0] = chosen;
	out->queue = chosen.queue;
}

/* Why nobody was chosen. */
static const char *fallback_reason(const struct routing *r)
{
	const struct classification *k = r->request->classification;
	if (!k->is_sure && k->topic_count > 0)
		return "le sujet n'est pas sûr, et ni un lieu, ni une bibliothèque ne décident : "
		       "file du "
		       "réseau";
	return "ni le sujet, ni le lieu ne désignent une bibliothèque : file du réseau";
}

void route_question(struct worker *w, const struct route_request *request, struct route *out)
{
	struct routing r = {.w = w, .request = request, .out = out};
	const struct directory *d = w->directory;
	*out = (struct route){0};
	out->network = network_of(&r);
	read_loads(&r);
	score_all(&r);
	if (!decide_by_constraint(&r)) {
		int best = best_candidate(&r);
		if (best >= 0)
			choose(out, best);
		else
			(void)decide(&r, d->networks[out->network].fallback, fallback_reason(&r));
	}
	out->due_at = deadline_promise(w, d->networks[out->network].id, d->queues[out->queue].id,
				       clock_wall_ms(w->clock));
	write_sentences(&r);
}

cJSON *route_candidates_json(const struct worker *w, const struct route *route)
{
	const struct directory *d = w->directory;
	cJSON *list = cJSON_CreateArray();
	for (int i = 0; i < route->candidate_count; i++) {
		const struct candidate *c = &route->candidates[i];
		const struct queue_entry *queue = &d->queues[c->queue];
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "queue", queue->id);
		json_put_text(item, "title", queue->title);
		json_put_text(item, "library", d->libraries[queue->library].id);
		json_put_text(item, "library_name", d->libraries[queue->library].name);
		json_put_score(item, "score", c->score);
		cJSON *reasons = cJSON_CreateArray();
		for (int b = 0; b < c->because_count; b++)
			cJSON_AddItemToArray(reasons, cJSON_CreateString(c->because[b]));
		json_put(item, "because", reasons);
		cJSON_AddItemToArray(list, item);
	}
	return list;
}
