/* SPDX-License-Identifier: EUPL-1.2 */
/* tally.c - see tally.h. */
#include "flow/tally.h"

#include "base/str.h"
#include "base/utf8.h"
#include "rules/match.h"
#include "voices/lexicon.h"
#include "voices/neighbours.h"

#include <math.h>
#include <string.h>

enum { HITS_MAX = 128, SIMILAR_BYTES = 140, MODEL_WORDS = 3 };

/* A neighbour below this similarity shares only common words. */
static const double neighbour_least = 0.12;
/* No hint is certain: -ln(1 - 0.98) is the most that one says. */
static const double weight_most = 0.98;

const char *evidence_name(enum evidence_by by)
{
	static const char *const names[EVIDENCE_BY_COUNT] = {
		[BY_RULE] = "rule",   [BY_LEXICON] = "lexicon", [BY_EXAMPLE] = "example",
		[BY_MODEL] = "model", [BY_PLACE] = "place",     [BY_PERSON] = "person",
	};
	return names[by];
}

void evidence_add(struct evidence **list, const struct evidence *e, struct arena *a)
{
	struct evidence *copy = arena_alloc(a, sizeof *copy);
	if (copy == NULL)
		return;
	*copy = *e;
	while (*list != NULL && (*list)->score >= copy->score)
		list = &(*list)->next;
	copy->next = *list;
	*list = copy;
}

/* A weight as evidence that adds up: 0.5 and 0.5 are together what 0.75 is. */
static double says_of(double weight)
{
	return -log(1 - fmin(weight, weight_most));
}

/* ---------------------------------------------------------------- rules */

static int label_of_rule(const struct rule_source *rule)
{
	switch (rule->target) {
	case RULE_TOPIC:
		return rule->index;
	case RULE_KIND:
		return LABEL_OF_KIND + rule->index;
	case RULE_FLAG:
		return LABEL_OF_FLAG + rule->index;
	default:
		return -1;
	}
}

static void hear_rule(const struct rule_source *rule, const struct evidence *e, struct tally *t,
		      struct arena *a)
{
	int label = label_of_rule(rule);
	if (label >= 0) {
		t->labels[label].says[VOICE_RULES] += says_of(rule->weight);
		evidence_add(&t->labels[label].because, e, a);
	} else if (rule->target == RULE_AUDIENCE) {
		t->is_professional |= strcmp(rule->label, "professional") == 0;
	} else if (rule->target == RULE_QUEUE && t->queue == NULL) {
		t->queue = rule->label;
		evidence_add(&t->queue_because, e, a);
	}
}

static void hear_rules(struct worker *w, const struct normalised *n, struct tally *t)
{
	struct rule_hit hits[HITS_MAX];
	size_t count = match_rules(w->matcher, n->folded.text, n->folded.len, hits, HITS_MAX);
	for (size_t i = 0; i < count; i++) {
		const struct rule_source *rule = ruleset_rule(w->reference->rules, hits[i].rule);
		struct evidence e = {
			.by = BY_RULE,
			.id = rule->id,
			.words = normalised_quote(n, hits[i].from, hits[i].to, w->arena),
			.why = rule->why,
			.score = rule->weight,
		};
		hear_rule(rule, &e, t, w->arena);
	}
}

/* ---------------------------------------------------------------- lexicon */

struct listening {
	struct worker *worker;
	const struct normalised *normalised;
	struct tally *tally;
};

/* An expression that speaks for several topics tells less about each. */
static void hear_expression(const struct lexicon_hit *hit, void *arg)
{
	struct listening *l = arg;
	const struct wording *r = &l->normalised->reading;
	struct testimony *t = &l->tally->labels[hit->entry->topic];
	t->says[VOICE_LEXICON] += says_of(hit->entry->weight) / sqrt(hit->topics);
	struct evidence e = {
		.by = BY_LEXICON,
		.words = normalised_quote(l->normalised, r->words[hit->from].from,
					  r->words[hit->to - 1].to, l->worker->arena),
		.why = hit->entry->about,
		.score = hit->entry->weight,
	};
	evidence_add(&t->because, &e, l->worker->arena);
}

static void hear_lexicon(struct worker *w, const struct normalised *n, struct tally *t)
{
	struct listening l = {w, n, t};
	if (w->reference->lexicon != NULL)
		lexicon_find(w->reference->lexicon, &n->reading, hear_expression, &l);
}

/* ---------------------------------------------------------------- neighbours */

static void vote(struct testimony *t, double share, const struct evidence *e, struct arena *a)
{
	t->says[VOICE_NEIGHBOURS] += share;
	evidence_add(&t->because, e, a);
}

static void hear_neighbour(struct tally *t, const struct neighbour *n, double share,
			   struct arena *a)
{
	struct evidence e = {
		.by = BY_EXAMPLE,
		.why = arena_copy(a, n->text, utf8_cut(n->text, strlen(n->text), SIMILAR_BYTES)),
		.score = fmin(1, n->score),
	};
	for (int topic = 0; topic < TOPIC_COUNT; topic++) {
		/* The first label is the main one; the others get half. */
		if (n->labels.topics >> topic & 1)
			vote(&t->labels[topic], topic == n->labels.main_topic ? share : share / 2,
			     &e, a);
	}
	if (n->labels.kind >= 0)
		vote(&t->labels[LABEL_OF_KIND + n->labels.kind], share, &e, a);
	for (int flag = 0; flag < FLAG_COUNT; flag++) {
		if (n->labels.flags & 1u << flag)
			vote(&t->labels[LABEL_OF_FLAG + flag], share, &e, a);
	}
}

/* Similarity squared, so that one close question outweighs many loose ones. */
static void hear_neighbours(struct worker *w, const struct normalised *n, struct tally *t)
{
	struct nearest near = {.count = 0};
	if (w->reference->neighbours != NULL)
		neighbours_find(w->reference->neighbours, &n->reading, w->arena, &near);
	double sum = 0;
	while (near.count > 0 && near.items[near.count - 1].score < neighbour_least)
		near.count--;
	for (int i = 0; i < near.count; i++)
		sum += near.items[i].score * near.items[i].score;
	for (int i = 0; i < near.count; i++) {
		const struct neighbour *one = &near.items[i];
		double share = one->score * one->score / sum * fmin(1, near.items[0].score * 2);
		hear_neighbour(t, one, share, w->arena);
	}
}

/* ---------------------------------------------------------------- model */

static void hear_model(struct worker *w, const struct normalised *n, struct tally *t)
{
	struct vector vector;
	float scores[LABEL_COUNT];
	if (w->reference->model == NULL)
		return;
	t->features = arena_alloc(w->arena, sizeof *t->features);
	if (t->features == NULL)
		return;
	features_read(&n->reading, n->original, w->arena, t->features);
	model_vector(w->reference->model, t->features, w->arena, &vector);
	if (vector.count == 0)
		return;
	model_score(w->reference->model, &vector, scores);
	for (int i = 0; i < LABEL_COUNT; i++)
		t->labels[i].says[VOICE_MODEL] = (double)scores[i];
	t->has_model = true;
}

/* The heaviest word that is left; -1 when none speaks for the label. */
static int take_heaviest(double *weights, int count)
{
	int best = -1;
	for (int i = 0; i < count; i++) {
		if (weights[i] > 0 && (best < 0 || weights[i] > weights[best]))
			best = i;
	}
	if (best >= 0)
		weights[best] = 0;
	return best;
}

void tally_model_evidence(struct worker *w, const struct normalised *n, struct tally *t, int label)
{
	const struct wording *r = &n->reading;
	double *weights = arena_alloc(w->arena, (size_t)(r->count + 1) * sizeof *weights);
	if (!t->has_model || weights == NULL)
		return;
	model_because(w->reference->model, t->features, label,
		      &(struct word_weights){weights, r->count});
	struct str words = {0};
	for (int i = 0; i < MODEL_WORDS; i++) {
		int at = take_heaviest(weights, r->count);
		if (at < 0)
			break;
		const char *word =
			normalised_quote(n, r->words[at].from, r->words[at].to, w->arena);
		str_printf(&words, "%s%s", words.len > 0 ? ", " : "", word == NULL ? "" : word);
	}
	struct evidence e = {
		.by = BY_MODEL,
		.words = arena_copy(w->arena, str_text(&words), words.len),
		.why = "Les mots qui pèsent le plus, d'après les questions déjà classées.",
		.score = 1 / (1 + exp(-4 * t->labels[label].says[VOICE_MODEL])),
	};
	if (words.len > 0)
		evidence_add(&t->labels[label].because, &e, w->arena);
	str_done(&words);
}

void tally_take(struct worker *w, const struct normalised *n, struct tally *out)
{
	*out = (struct tally){0};
	hear_rules(w, n, out);
	hear_lexicon(w, n, out);
	hear_neighbours(w, n, out);
	hear_model(w, n, out);
}
