/* SPDX-License-Identifier: EUPL-1.2 */
/* 5_route.c - see 5_route.h. The policy is in the two tables before "the decision". */
#include "flow/5_route.h"

#include "base/log.h"
#include "base/str.h"
#include "flow/deadline.h"
#include "flow/directory.h"
#include "flow/open_days.h"
#include "flow/route_words.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HALF_DAY_MS = 12 * 60 * 60 * 1000, TOPICS_READ = 3, DAYS_LEAST = 2, WEEK_DAYS = 7 };

/* Below it nobody stands out. */
static const double score_least = 0.25;

/* What a second or third topic counts beside the main one. */
static const double lesser_topic = 0.6;

/* One decision being made. */
struct routing {
	struct worker *w;
	const struct route_request *request;
	struct route *out;
	const struct queue_figures *figures; /* by queue index; NULL: all empty */
	double shares[TOPICS_READ];          /* of the question's first topics, 1 in all */
	int topic_count;                     /* how many of them */
	uint64_t about, from;                /* places as keys: the question's, the asker's */
	int own;                             /* the asker's library, or -1 */
	const char *language; /* only when somebody else than everybody must answer; else NULL */
	struct open_days promised, week; /* until it is due; of the ISO week */
	int days_least;                  /* own working days that must be left */
	bool nobody_else;                /* of those who answer for the place, all are out */
	struct candidate best, second, excluded[EXCLUDED_SHOWN];
	bool has_best, has_second;
	int excluded_count;
	double greatest_merit; /* of all who could be chosen */
};

static const struct library_entry *library_of(const struct routing *r, int queue)
{
	const struct directory *d = r->w->directory;
	return &d->libraries[d->queues[queue].library];
}

static struct queue_figures figures_of(const struct routing *r, int queue)
{
	return r->figures == NULL ? (struct queue_figures){0} : r->figures[queue];
}

static void because(const struct routing *r, struct candidate *c, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void because(const struct routing *r, struct candidate *c, const char *format, ...)
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

/* ---------------------------------------------------------------- what makes a queue able */

/*
 * A criterion's judgement of a queue, 0..1. Told (not NULL) it also gives its reason; scoring calls it for every queue,
 * reasons are written for the few that are shown.
 */
typedef double judge_fn(const struct routing *r, int queue, struct candidate *told);

/*
 * Scores of topics saturate (several at 0.99), so they are read as shares of what the question is about. Half
 * counts how well the library knows the topic it knows best of them, half how much of the question it covers.
 */
static double judge_topic(const struct routing *r, int queue, struct candidate *told)
{
	const struct library_entry *library = library_of(r, queue);
	const struct classification *k = r->request->classification;
	double best = 0, covered = 0;
	int topic = -1;
	for (int i = 0; i < r->topic_count; i++) {
		double strength = (double)library->topics[k->topics[i].label];
		double known = strength * fmin(1, r->shares[i] / r->shares[0]);
		covered += strength * r->shares[i];
		if (known > best) {
			best = known;
			topic = k->topics[i].label;
		}
	}
	if (told != NULL && topic >= 0)
		because(r, told,
			k->is_sure ? "sujet « %s » : point fort (%.1f)"
				   : "sujet « %s », pas sûr : point fort (%.1f)",
			topic_label(topic)->title, (double)library->topics[topic]);
	return (best + covered) / 2;
}

static double judge_kind(const struct routing *r, int queue, struct candidate *told)
{
	double strength =
		(double)library_of(r, queue)->kinds[r->request->classification->kind.label];
	if (told != NULL && strength > 0)
		because(r, told, "ce type de demande est un point fort (%.1f)", strength);
	return strength;
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

static double judge_expert(const struct routing *r, int queue, struct candidate *told)
{
	const struct classification *k = r->request->classification;
	if (!wants_expert(&r->w->directory->queues[queue], k))
		return 0;
	if (told != NULL)
		because(r, told, "file d'expert·es pour le sujet « %s »",
			topic_label(k->topics[0].label)->title);
	return k->topics[0].score;
}

static double judge_place(const struct routing *r, int queue, struct candidate *told)
{
	if (!place_keys_have(&library_of(r, queue)->territory_keys, r->about))
		return 0;
	if (told != NULL)
		because(r, told, "la question porte sur son territoire : %s",
			r->request->classification->place.name);
	return 1;
}

static double judge_referent(const struct routing *r, int queue, struct candidate *told)
{
	const struct library_entry *library = library_of(r, queue);
	if (place_keys_have(&library->territory_keys, r->about) ||
	    !place_keys_have(&library->referent_keys, r->about))
		return 0;
	if (told != NULL)
		because(r, told, "référente de territoire pour : %s",
			r->request->classification->place.name);
	return 1;
}

static double judge_asker(const struct routing *r, int queue, struct candidate *told)
{
	if (!place_keys_have(&library_of(r, queue)->territory_keys, r->from))
		return 0;
	if (told != NULL)
		because(r, told, "la personne est de son territoire");
	return 1;
}

static double judge_own(const struct routing *r, int queue, struct candidate *told)
{
	if (r->own < 0 || r->w->directory->queues[queue].library != r->own)
		return 0;
	if (told != NULL)
		because(r, told, "posée depuis sa propre page");
	return 1;
}

static bool answers_in(const struct library_entry *library, const char *language)
{
	return strstr(library->languages, language) != NULL;
}

static double judge_language(const struct routing *r, int queue, struct candidate *told)
{
	if (r->language == NULL || !answers_in(library_of(r, queue), r->language))
		return 0;
	if (told != NULL)
		because(r, told, "répond aussi dans la langue de la question (%s)", r->language);
	return 1;
}

/* ---------------------------------------------------------------- what makes room */

/* What is free of what it can answer before the question is due. */
static double judge_load(const struct routing *r, int queue, struct candidate *told)
{
	const struct library_entry *library = library_of(r, queue);
	int64_t open = figures_of(r, queue).open;
	double can = open_days_capacity(&r->promised, library);
	if (told != NULL)
		because(r, told, "%lld en file pour %lld par semaine", (long long)open,
			(long long)library->capacity);
	return can <= 0 ? 0 : fmax(0, 1 - (double)open / can);
}

/* Of what it can answer this week, what was routed there. */
static double week_share(const struct routing *r, int queue)
{
	double can = open_days_capacity(&r->week, library_of(r, queue));
	return (double)figures_of(r, queue).routed_this_week / fmax(can, 0.5);
}

/* Fairness: 1 when it has had nothing this week, 0 when twice what it can answer. */
static double judge_week(const struct routing *r, int queue, struct candidate *told)
{
	int64_t routed = figures_of(r, queue).routed_this_week;
	if (told != NULL && routed > 0)
		because(r, told, "%lld reçue%s cette semaine", (long long)routed,
			routed > 1 ? "s" : "");
	return fmax(0, 1 - week_share(r, queue) / 2);
}

static double judge_calendar(const struct routing *r, int queue, struct candidate *told)
{
	int left = open_days_left(&r->promised, library_of(r, queue));
	int most = open_days_most(&r->promised);
	if (told != NULL && left < most)
		because(r, told, "%d jour%s ouvré%s sur %d avant l'échéance", left,
			left > 1 ? "s" : "", left > 1 ? "s" : "", most);
	return most == 0 ? 0 : fmin(1, (double)left / most);
}

/* ---------------------------------------------------------------- the table of criteria */

enum { OF_LIBRARY = 1 << QUEUE_LIBRARY, OF_EXPERT = 1 << QUEUE_EXPERT };

/*
 * What each can add to a score at most. A place outweighs all room and any subject: nobody else knows the local
 * collections. Those that make room count only as far as a queue is able: they decide between the able.
 */
/* clang-format off */
static const struct criterion {
	const char *name; /* of its part in the stored decision */
	double weight;
	unsigned queues;  /* the kinds of queue that it judges */
	bool makes_near, makes_room;
	judge_fn *judge;
} criteria[ROUTE_PART_COUNT] = {
	/*                 name        weight queues      near   room   judge              what it asks */
	[PART_TOPIC]    = {"topic",    0.45, OF_LIBRARY, false, false, judge_topic},    /* is it strong in the subject? */
	[PART_KIND]     = {"kind",     0.10, OF_LIBRARY, false, false, judge_kind},     /* … in this kind of request? */
	[PART_EXPERT]   = {"expert",   0.95, OF_EXPERT,  false, false, judge_expert},   /* is it the desk of the subject? */
	[PART_PLACE]    = {"place",    1.00, OF_LIBRARY, true,  false, judge_place},    /* is the question about its territory? */
	[PART_REFERENT] = {"referent", 0.90, OF_LIBRARY, true,  false, judge_referent}, /* … one that it answers for? */
	[PART_ASKER]    = {"asker",    0.12, OF_LIBRARY, true,  false, judge_asker},    /* is the asker from there? */
	[PART_OWN]      = {"own",      0.40, OF_LIBRARY, true,  false, judge_own},      /* … on its page? */
	[PART_LANGUAGE] = {"language", 0.12, OF_LIBRARY, true,  false, judge_language}, /* does it answer in the language? */
	[PART_LOAD]     = {"load",     0.15, OF_LIBRARY, false, true,  judge_load},     /* can it answer before it is due? */
	[PART_WEEK]     = {"week",     0.30, OF_LIBRARY, false, true,  judge_week},     /* has it had its share of the week? */
	[PART_CALENDAR] = {"calendar", 0.05, OF_LIBRARY, false, true,  judge_calendar}, /* is it there all the time? */
};
/* clang-format on */

/* ---------------------------------------------------------------- who is out */

static bool out_of_capacity(const struct routing *r, int queue, struct candidate *told)
{
	if (library_of(r, queue)->capacity > 0)
		return false;
	if (told != NULL)
		because(r, told, "sans capacité cette semaine");
	return true;
}

static bool out_of_days(const struct routing *r, int queue, struct candidate *told)
{
	const struct library_entry *library = library_of(r, queue);
	if (open_days_left(&r->promised, library) >= r->days_least)
		return false;
	const struct closure *closure =
		told == NULL ? NULL : open_days_closure(&r->promised, library);
	char day[FRENCH_DAY_BYTES];
	if (closure != NULL) {
		route_french_day(closure->last, day);
		because(r, told, "%s jusqu'au %s",
			strcmp(closure->kind, "absence") == 0 ? "absente" : "fermée", day);
	} else if (told != NULL) {
		because(r, told, "fermée presque jusqu'à l'échéance");
	}
	return true;
}

static bool out_of_language(const struct routing *r, int queue, struct candidate *told)
{
	if (r->language == NULL || answers_in(library_of(r, queue), r->language))
		return false;
	if (told != NULL)
		because(r, told, "ne répond pas dans la langue de la question (%s)", r->language);
	return true;
}

/* What no score makes up for, in a library's queue. */
static bool (*const exclusions[])(const struct routing *, int, struct candidate *) = {
	out_of_capacity,
	out_of_days,
	out_of_language,
};

static bool is_out(const struct routing *r, int queue, struct candidate *told)
{
	bool is_out = false;
	if (r->w->directory->queues[queue].kind != QUEUE_LIBRARY)
		return false;
	for (size_t i = 0; i < sizeof exclusions / sizeof exclusions[0]; i++)
		is_out |= exclusions[i](r, queue, told);
	return is_out;
}

static bool answers_for(const struct routing *r, int queue)
{
	const struct library_entry *library = library_of(r, queue);
	return place_keys_have(&library->territory_keys, r->about) ||
	       place_keys_have(&library->referent_keys, r->about);
}

/* Its own library does not send its people away, and a place that nobody else answers for is not left alone. */
static bool is_kept_in_spite(const struct routing *r, int queue, struct candidate *told)
{
	if (r->own >= 0 && r->w->directory->queues[queue].library == r->own) {
		if (told != NULL)
			because(r, told, "mais c'est la bibliothèque de la personne");
		return true;
	}
	bool is_alone = r->nobody_else && answers_for(r, queue);
	if (is_alone && told != NULL)
		because(r, told, "mais personne d'autre ne répond pour ce territoire");
	return is_alone;
}

static bool is_in_reach(const struct routing *r, int queue)
{
	const struct queue_entry *entry = &r->w->directory->queues[queue];
	return entry->network == r->out->network && !entry->is_closed;
}

static bool nobody_else_answers(const struct routing *r)
{
	for (int i = 0; r->about != 0 && i < r->w->directory->queue_count; i++) {
		if (is_in_reach(r, i) && r->w->directory->queues[i].kind == QUEUE_LIBRARY &&
		    answers_for(r, i) && !is_out(r, i, NULL))
			return false;
	}
	return r->about != 0;
}

/* ---------------------------------------------------------------- the shortlist */

/* The ablest of those that are out. */
static void keep_excluded(struct routing *r, const struct candidate *c)
{
	int at = r->excluded_count < EXCLUDED_SHOWN ? r->excluded_count++ : EXCLUDED_SHOWN;
	for (; at > 0 && c->score > r->excluded[at - 1].score; at--) {
		if (at < EXCLUDED_SHOWN)
			r->excluded[at] = r->excluded[at - 1];
	}
	if (at < EXCLUDED_SHOWN)
		r->excluded[at] = *c;
}

/* A subject that is not sure points to nobody: then only what is near may be chosen by its score. */
static void note_best(struct routing *r, const struct candidate *c, double merit)
{
	if (c->score < score_least || !(r->request->classification->is_sure || c->is_near))
		return;
	r->greatest_merit = fmax(r->greatest_merit, merit);
	if (!r->has_best || shortlist_is_before(c, &r->best)) {
		r->second = r->best;
		r->has_second = r->has_best;
		r->best = *c;
		r->has_best = true;
	} else if (!r->has_second || shortlist_is_before(c, &r->second)) {
		r->second = *c;
		r->has_second = true;
	}
}

/* ---------------------------------------------------------------- the score */

static void add_parts(const struct routing *r, struct candidate *c, bool makes_room, double scale)
{
	unsigned kind = 1u << r->w->directory->queues[c->queue].kind;
	for (int i = 0; i < ROUTE_PART_COUNT; i++) {
		const struct criterion *row = &criteria[i];
		if (row->makes_room != makes_room || (row->queues & kind) == 0)
			continue;
		double judged = row->judge(r, c->queue, NULL);
		c->parts[i] = row->weight * judged * scale;
		c->score += c->parts[i];
		c->is_near |= row->makes_near && judged > 0;
	}
}

static void weigh(struct routing *r, int queue)
{
	const struct directory *d = r->w->directory;
	struct candidate c = {.queue = queue};
	add_parts(r, &c, false, 1);
	double merit = c.score;
	if (merit <= 0)
		return;
	if (is_out(r, queue, NULL)) {
		c.is_in_spite = is_kept_in_spite(r, queue, NULL);
		if (!c.is_in_spite && merit < score_least)
			return;
		if (!c.is_in_spite) {
			keep_excluded(r, &c);
			return;
		}
	}
	add_parts(r, &c, true, fmin(1, merit / score_least));
	if (d->queues[queue].kind == QUEUE_LIBRARY)
		c.week_share = week_share(r, queue);
	c.tie = shortlist_tie(r->request->key, d->queues[queue].id);
	shortlist_keep(r->out->candidates, &r->out->candidate_count, &c);
	note_best(r, &c, merit);
}

static double merit_of(const struct candidate *c)
{
	double merit = 0;
	for (int i = 0; i < ROUTE_PART_COUNT; i++)
		merit += criteria[i].makes_room ? 0 : c->parts[i];
	return merit;
}

/* ---------------------------------------------------------------- constraints */

/* Hours, cards, loans and access are each library's own. */
static bool is_about_own_library(const struct routing *r)
{
	const struct classification *k = r->request->classification;
	int topic = classification_topic(k);
	return k->kind.label == KIND_PRATIQUE &&
	       (topic == TOPIC_BIBLIOTHEQUE || topic == TOPIC_RESSOURCES_NUMERIQUES);
}

static int queue_if_distress(const struct routing *r, const char **why)
{
	*why = "quelqu'un est peut-être en danger : file d'urgence";
	return classification_has_flag(r->request->classification, FLAG_DETRESSE)
		       ? r->w->directory->networks[r->out->network].urgent
		       : -1;
}

static int queue_if_professional(const struct routing *r, const char **why)
{
	*why = "question de métier : bureau professionnel";
	return r->request->classification->is_professional
		       ? r->w->directory->networks[r->out->network].professional
		       : -1;
}

static int queue_if_own_service(const struct routing *r, const char **why)
{
	const struct directory *d = r->w->directory;
	*why = "question sur un service de sa propre bibliothèque";
	for (int i = 0; r->own >= 0 && i < d->queue_count && is_about_own_library(r); i++) {
		if (d->queues[i].library == r->own && d->queues[i].kind == QUEUE_LIBRARY)
			return i;
	}
	return -1;
}

/* Without a library and without a place to tell by, nobody is a better guess than the network. */
static int queue_if_some_service(const struct routing *r, const char **why)
{
	*why = "service d'une bibliothèque, sans savoir laquelle : file du réseau";
	bool is_placed =
		r->request->place != NULL || r->request->classification->place.code != NULL;
	return is_about_own_library(r) && !is_placed
		       ? r->w->directory->networks[r->out->network].fallback
		       : -1;
}

static int queue_if_rule(const struct routing *r, const char **why)
{
	const struct directory *d = r->w->directory;
	const struct classification *k = r->request->classification;
	int asked = directory_queue(d, k->queue);
	*why = k->queue_because != NULL ? k->queue_because->why : "une règle le demande";
	return asked >= 0 && d->queues[asked].network == r->out->network ? asked : -1;
}

/* Tried in order, whatever the scores are: the first that names a queue which is open has the question. */
static const struct constraint {
	const char *name;                                        /* in the stored decision */
	int (*queue)(const struct routing *r, const char **why); /* -1: does not hold here */
} constraints[] = {
	{"distress", queue_if_distress},
	{"professional", queue_if_professional},
	{"own-service", queue_if_own_service},
	{"some-service", queue_if_some_service},
	{"rule", queue_if_rule},
};

/* ---------------------------------------------------------------- the decision */

static void choose(struct route *out, const struct candidate *c)
{
	shortlist_put_first(out->candidates, &out->candidate_count, c);
	out->queue = c->queue;
}

static void decide(struct routing *r, int queue, const char *constraint, const char *why)
{
	struct candidate c = {.queue = queue, .score = 1, .constraint = constraint};
	because(r, &c, "%s", why);
	choose(r->out, &c);
}

static bool decide_by_constraint(struct routing *r)
{
	for (size_t i = 0; i < sizeof constraints / sizeof constraints[0]; i++) {
		const char *why;
		int queue = constraints[i].queue(r, &why);
		if (queue < 0 || r->w->directory->queues[queue].is_closed)
			continue;
		decide(r, queue, constraints[i].name, why);
		return true;
	}
	return false;
}

/* Why nobody was chosen. */
static const char *fallback_reason(const struct routing *r)
{
	const struct classification *k = r->request->classification;
	if (!k->is_sure && k->topic_count > 0)
		return "le sujet n'est pas sûr, et ni un lieu, ni une bibliothèque ne décident : "
		       "file du réseau";
	return "ni le sujet, ni le lieu ne désignent une bibliothèque : file du réseau";
}

static bool is_tied(const struct routing *r)
{
	return r->has_second && shortlist_is_tie(&r->second, &r->best);
}

/* Somebody is abler, and has less room. */
static bool is_by_room(const struct routing *r, const struct candidate *c)
{
	return c->constraint == NULL && r->greatest_merit - merit_of(c) > SHORTLIST_STEP;
}

static void tell_choice(struct routing *r, struct candidate *chosen)
{
	if (chosen->constraint != NULL)
		return;
	if (is_by_room(r, chosen))
		because(r, chosen, "d'autres s'y connaissent mieux, mais ont moins de place");
	if (is_tied(r)) {
		const char *other = r->w->directory->queues[r->second.queue].title;
		because(r, chosen,
			shortlist_shares_differ(&r->best, &r->second)
				? "à égalité avec « %s », plus sollicitée cette semaine"
				: "à égalité avec « %s », départagées par tirage fixe",
			other);
	}
}

static void tell_candidate(struct routing *r, struct candidate *c)
{
	unsigned kind = 1u << r->w->directory->queues[c->queue].kind;
	for (int i = 0; i < ROUTE_PART_COUNT && c->constraint == NULL; i++) {
		if (criteria[i].queues & kind)
			(void)criteria[i].judge(r, c->queue, c);
	}
	if (c->is_in_spite && is_out(r, c->queue, c))
		(void)is_kept_in_spite(r, c->queue, c);
}

/* The others by score; who is out comes last; and now that all are known, why. */
static void settle_list(struct routing *r)
{
	struct route *out = r->out;
	shortlist_sort_rest(out->candidates, out->candidate_count);
	for (int i = 0; i < out->candidate_count; i++)
		tell_candidate(r, &out->candidates[i]);
	tell_choice(r, &out->candidates[0]);
	for (int i = 0; i < r->excluded_count; i++) {
		struct candidate c = r->excluded[i];
		if (c.queue == out->queue)
			continue;
		c.is_excluded = true;
		c.score = 0;
		(void)is_out(r, c.queue, &c);
		out->candidates[out->candidate_count++] = c;
	}
}

static int network_of(const struct routing *r)
{
	const struct directory *d = r->w->directory;
	const struct route_request *q = r->request;
	const char *about = q->classification->place.code;
	const char *place = q->place != NULL ? q->place : about;
	if (r->own >= 0)
		return d->libraries[r->own].network;
	int by_country = directory_network_of_country(d, q->country);
	if (by_country >= 0)
		return by_country;
	bool is_belgian = place != NULL && strncmp(place, "BE-", 3) == 0;
	int by_place = directory_network_of_country(d, is_belgian ? "BE" : "FR");
	return by_place >= 0 ? by_place : 0;
}

/* The language, when it is not everybody's and somebody of the network answers in it. */
static const char *language_that_matters(const struct routing *r)
{
	const struct directory *d = r->w->directory;
	const char *language = r->request->classification->language;
	if (language[0] == '\0' || strcmp(language, "fr") == 0)
		return NULL;
	for (int i = 0; i < d->library_count; i++) {
		if (d->libraries[i].network == r->out->network &&
		    answers_in(&d->libraries[i], language))
			return language;
	}
	return NULL;
}

static void read_topics(struct routing *r)
{
	const struct classification *k = r->request->classification;
	double sum = 0;
	for (int i = 0; i < k->topic_count && i < TOPICS_READ; i++) {
		/* A score of 0 names the topic all the same. */
		r->shares[i] = fmax(k->topics[i].score, 1e-6) * (i == 0 ? 1 : lesser_topic);
		sum += r->shares[i];
		r->topic_count++;
	}
	for (int i = 0; i < r->topic_count; i++)
		r->shares[i] /= sum;
}

/* What is the same for every queue is found once. */
static void prepare(struct routing *r)
{
	const struct directory *d = r->w->directory;
	int64_t now = clock_wall_ms(r->w->clock);
	r->own = directory_library(d, r->request->library);
	r->out->network = network_of(r);
	enum calendar_zone zone = d->networks[r->out->network].zone;
	r->out->due_at = calendar_due(zone, now, r->w->settings->answer_days);
	/* What is asked after noon is due after noon: half days round to whole ones. */
	r->promised = open_days_of(zone, calendar_day(now + HALF_DAY_MS),
				   calendar_day(r->out->due_at + HALF_DAY_MS));
	int64_t monday = calendar_monday(calendar_day(now));
	r->week = open_days_of(zone, monday, monday + WEEK_DAYS);
	int most = open_days_most(&r->promised);
	r->days_least = most < DAYS_LEAST ? most : DAYS_LEAST;
	r->about = place_key(r->request->classification->place.code);
	r->from = place_key(r->request->place);
	r->language = language_that_matters(r);
	r->nobody_else = nobody_else_answers(r);
	read_topics(r);
}

/* ---------------------------------------------------------------- the sentences */

static enum asker_reason asker_reason(const struct routing *r)
{
	const struct candidate *chosen = &r->out->candidates[0];
	const struct queue_entry *queue = &r->w->directory->queues[chosen->queue];
	if (queue->kind == QUEUE_URGENT)
		return ASKER_URGENT;
	if (queue->kind == QUEUE_FALLBACK)
		return ASKER_PLAIN;
	if (queue->kind != QUEUE_LIBRARY)
		return ASKER_TOPIC;
	if (answers_for(r, chosen->queue))
		return ASKER_PLACE;
	if (queue->library == r->own)
		return ASKER_OWN;
	if (is_by_room(r, chosen))
		return ASKER_ROOM;
	return chosen->parts[PART_LANGUAGE] > chosen->parts[PART_TOPIC] ? ASKER_LANGUAGE
									: ASKER_TOPIC;
}

static void write_sentences(struct routing *r)
{
	const struct directory *d = r->w->directory;
	const struct queue_entry *queue = &d->queues[r->out->queue];
	const char *format = route_asker_format(asker_reason(r), r->request->locale);
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

/* ---------------------------------------------------------------- the station */

void route_decide(struct worker *w, const struct route_request *request,
		  const struct queue_figures *figures, struct route *out)
{
	const struct directory *d = w->directory;
	*out = (struct route){0};
	struct routing r = {.w = w, .request = request, .out = out, .figures = figures};
	prepare(&r);
	for (int i = 0; i < d->queue_count; i++) {
		if (is_in_reach(&r, i))
			weigh(&r, i);
	}
	if (!decide_by_constraint(&r)) {
		if (r.has_best)
			choose(out, &r.best);
		else
			decide(&r, d->networks[out->network].fallback, "fallback",
			       fallback_reason(&r));
	}
	settle_list(&r);
	/* Where it went has holidays and closures of its own. */
	out->due_at = deadline_promise(w, d->networks[out->network].id, d->queues[out->queue].id,
				       clock_wall_ms(w->clock));
	write_sentences(&r);
}

void route_question(struct worker *w, const struct route_request *request, struct route *out)
{
	struct queue_figures *figures = NULL;
	if (directory_figures(w, &figures) != RC_OK)
		log_warn("route: the queues' figures could not be read, counted as none");
	route_decide(w, request, figures, out);
}

double route_week_capacity(const struct worker *w, int library, int64_t wall_ms)
{
	const struct library_entry *entry = &w->directory->libraries[library];
	int64_t monday = calendar_monday(calendar_day(wall_ms));
	struct open_days week = open_days_of(entry->zone, monday, monday + WEEK_DAYS);
	return open_days_capacity(&week, entry);
}

const char *route_part_name(enum route_part part)
{
	return criteria[part].name;
}

cJSON *route_candidates_json(const struct worker *w, const struct route *route)
{
	cJSON *list = cJSON_CreateArray();
	for (int i = 0; i < route->candidate_count; i++)
		cJSON_AddItemToArray(list, shortlist_json(w->directory, &route->candidates[i]));
	return list;
}
