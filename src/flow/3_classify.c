/* SPDX-License-Identifier: EUPL-1.2 */
/* 3_classify.c - see 3_classify.h. */
#include "flow/3_classify.h"

#include "base/json.h"
#include "base/utf8.h"
#include "people/role.h"
#include "rules/match.h"
#include "rules/places.h"
#include "store/knowledge.h"

#include <math.h>
#include <string.h>

enum { HITS_MAX = 128, NEIGHBOURS = 12, EVIDENCE_SHOWN = 4, SIMILAR_BYTES = 140 };

/* How much the neighbours' voice counts beside the rules', which are written to be precise. */
static const double neighbour_trust = 0.75;
/* A neighbour below this similarity shares only common words. */
static const double neighbour_least = 0.12;
/* Findings below are not worth naming; a main topic below is not sure. */
static const double topic_least = 0.15, topic_sure = 0.35, kind_least = 0.2;

/*
 * A similar question alone does not make someone a child; but a cry for help that resembles one we know is heard: missing
 * it costs more than a false alarm.
 */
static const struct {
	double trust, least;
} flag_ears[FLAG_COUNT] = {
	[FLAG_DETRESSE] = {0.85, 0.25},
	[FLAG_MEDICAL] = {0.60, 0.40},
	[FLAG_JURIDIQUE] = {0.60, 0.40},
	[FLAG_DEVOIR] = {0.60, 0.40},
	[FLAG_DONNEES_PERSONNELLES] = {0.10, 0.50},
	[FLAG_MINEUR] = {0.50, 0.40},
	[FLAG_HORS_PERIMETRE] = {0.50, 0.40},
};

/* The two voices about one label, before they are put together. */
struct voice {
	double doubt;      /* product of (1 - weight) of the rules that spoke */
	double neighbours; /* share of the neighbours' votes, 0..1 */
	struct evidence *because;
};

struct tally {
	struct voice topics[TOPIC_COUNT], kinds[KIND_COUNT], flags[FLAG_COUNT];
};

static void tally_init(struct tally *t)
{
	for (int i = 0; i < TOPIC_COUNT; i++)
		t->topics[i].doubt = 1;
	for (int i = 0; i < KIND_COUNT; i++)
		t->kinds[i].doubt = 1;
	for (int i = 0; i < FLAG_COUNT; i++)
		t->flags[i].doubt = 1;
}

/* Keeps a list strongest first. */
static void add_evidence(struct evidence **list, const struct evidence *e, struct arena *a)
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

static struct voice *voice_of(struct tally *t, enum rule_target target, int label)
{
	switch (target) {
	case RULE_TOPIC:
		return &t->topics[label];
	case RULE_KIND:
		return &t->kinds[label];
	case RULE_FLAG:
		return &t->flags[label];
	default:
		return NULL;
	}
}

static void hear_rule(const struct rule_source *rule, const struct evidence *e, struct tally *t,
		      struct arena *a, struct classification *out)
{
	struct voice *voice = voice_of(t, rule->target, rule->index);
	if (voice != NULL) {
		voice->doubt *= 1 - rule->weight;
		add_evidence(&voice->because, e, a);
	} else if (rule->target == RULE_AUDIENCE) {
		out->is_professional |= strcmp(rule->label, "professional") == 0;
	} else if (rule->target == RULE_QUEUE && out->queue == NULL) {
		out->queue = rule->label;
		add_evidence(&out->queue_because, e, a);
	}
}

static void hear_rules(struct worker *w, const struct normalised *n, struct tally *t,
		       struct classification *out)
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
		hear_rule(rule, &e, t, w->arena, out);
	}
}

/* Each word of a space-separated list. */
static const char *next_word(const char **list, size_t *len)
{
	const char *word = *list + strspn(*list, " ");
	*len = strcspn(word, " ");
	*list = word + *len;
	return *len > 0 ? word : NULL;
}

static int find_label(enum rule_target target, const char *word, size_t len)
{
	char slug[SLUG_BYTES];
	if (len >= sizeof slug)
		return -1;
	memcpy(slug, word, len);
	slug[len] = '\0';
	switch (target) {
	case RULE_TOPIC:
		return topic_find(slug);
	case RULE_KIND:
		return kind_find(slug);
	default:
		return flag_find(slug);
	}
}

struct ballot {
	enum rule_target target;
	const char *labels;
	double vote; /* this neighbour's share of all votes */
	const struct evidence *evidence;
};

static void cast(struct tally *t, const struct ballot *ballot, struct arena *a)
{
	const char *list = ballot->labels, *word;
	size_t len;
	double vote = ballot->vote;
	while ((word = next_word(&list, &len)) != NULL) {
		int label = find_label(ballot->target, word, len);
		if (label < 0)
			continue;
		struct voice *voice = voice_of(t, ballot->target, label);
		voice->neighbours += vote;
		add_evidence(&voice->because, ballot->evidence, a);
		/* The first label is the main one; the others get half. */
		if (ballot->target == RULE_TOPIC)
			vote = ballot->vote / 2;
	}
}

static void hear_neighbours(struct worker *w, struct normalised *n, struct tally *t)
{
	struct example_hit hits[NEIGHBOURS];
	const struct search search = {
		.terms = n->terms, .term_count = n->term_count, .arena = w->arena};
	int count = w->knowledge == NULL
			    ? 0
			    : knowledge_neighbours(w->knowledge, &search, hits, NEIGHBOURS);
	double sum = 0;
	for (int i = 0; i < count; i++)
		sum += hits[i].score * hits[i].score;
	for (int i = 0; i < count && hits[i].score >= neighbour_least; i++) {
		/* Similarity squared, so that one close question outweighs many loose ones. */
		double share = hits[i].score * hits[i].score / sum;
		double vote = share * fmin(1, hits[0].score * 2);
		struct evidence e = {
			.by = BY_EXAMPLE,
			.why = arena_copy(
				w->arena, hits[i].text,
				utf8_cut(hits[i].text, strlen(hits[i].text), SIMILAR_BYTES)),
			.score = fmin(1, hits[i].score),
		};
		/* The most similar question knows best whether a word is meant: Woolf's suicide is literature. */
		bool is_backed = strstr(hits[0].flags, hits[i].flags) != NULL;
		const struct ballot ballots[] = {
			{RULE_TOPIC, hits[i].topics, vote, &e},
			{RULE_KIND, hits[i].kind, vote, &e},
			{RULE_FLAG, hits[i].flags, is_backed ? vote : vote / 2, &e},
		};
		for (size_t b = 0; b < sizeof ballots / sizeof ballots[0]; b++)
			cast(t, &ballots[b], w->arena);
	}
}

static double fuse(const struct voice *v, double trust)
{
	return 1 - v->doubt * (1 - trust * fmin(1, v->neighbours));
}

static void insert_ranked(struct finding *list, int count, const struct finding *f)
{
	int at = count;
	for (; at > 0 && list[at - 1].score < f->score; at--)
		list[at] = list[at - 1];
	list[at] = *f;
}

static void find_topics(const struct tally *t, struct classification *out)
{
	for (int i = 0; i < TOPIC_COUNT; i++) {
		const struct voice *v = &t->topics[i];
		struct finding f = {i, fuse(v, neighbour_trust), v->because};
		if (f.score >= topic_least)
			insert_ranked(out->topics, out->topic_count++, &f);
	}
}

static void find_kind(const struct tally *t, struct classification *out)
{
	/* What most people want, when nothing says otherwise. */
	out->kind = (struct finding){KIND_FAIT, 0, t->kinds[KIND_FAIT].because};
	for (int i = 0; i < KIND_COUNT; i++) {
		double score = fuse(&t->kinds[i], neighbour_trust);
		if (score >= kind_least && score > out->kind.score)
			out->kind = (struct finding){i, score, t->kinds[i].because};
	}
}

static void find_flags(const struct tally *t, struct classification *out)
{
	for (int i = 0; i < FLAG_COUNT; i++) {
		const struct voice *v = &t->flags[i];
		struct finding f = {i, fuse(v, flag_ears[i].trust), v->because};
		if (f.score >= flag_ears[i].least)
			insert_ranked(out->flags, out->flag_count++, &f);
	}
}

static void find_place(struct worker *w, const struct normalised *n, struct classification *out)
{
	struct place_hit hit;
	if (!places_find(w->reference->places, &n->folded, &hit))
		return;
	out->place.code = hit.code;
	out->place.name = hit.name;
	struct evidence e = {
		.by = BY_PLACE,
		.id = hit.code,
		.words = normalised_quote(n, hit.from, hit.to, w->arena),
		.why = hit.name,
		.score = hit.score,
	};
	add_evidence(&out->place.because, &e, w->arena);
}

void classify(struct worker *w, struct normalised *n, struct classification *out)
{
	*out = (struct classification){.language = n->language};
	struct tally tally = {0};
	tally_init(&tally);
	hear_rules(w, n, &tally, out);
	hear_neighbours(w, n, &tally);
	find_topics(&tally, out);
	find_kind(&tally, out);
	find_flags(&tally, out);
	find_place(w, n, out);
	out->is_professional |= out->kind.label == KIND_PROFESSIONNELLE && out->kind.score >= 0.7;
	out->is_sure = out->topic_count > 0 && out->topics[0].score >= topic_sure;
}

bool classification_has_flag(const struct classification *c, enum flag flag)
{
	for (int i = 0; i < c->flag_count; i++) {
		if (c->flags[i].label == (int)flag)
			return true;
	}
	return false;
}

int classification_topic(const struct classification *c)
{
	return c->is_sure ? c->topics[0].label : -1;
}

static cJSON *because_json(const struct evidence *because)
{
	static const char *const by[] = {"rule", "example", "place", "person"};
	cJSON *list = cJSON_CreateArray();
	int shown = 0;
	for (const struct evidence *e = because; e != NULL && shown < EVIDENCE_SHOWN; e = e->next) {
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "by", by[e->by]);
		if (e->id != NULL)
			json_put_text(item, "id", e->id);
		if (e->words != NULL)
			json_put_text(item, "words", e->words);
		json_put_text(item, "why", e->why);
		json_put_score(item, "score", e->score);
		cJSON_AddItemToArray(list, item);
		shown++;
	}
	return list;
}

typedef const struct label *label_fn(int label);

static cJSON *finding_json(const struct finding *f, label_fn *label_of)
{
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "id", label_of(f->label)->slug);
	json_put_text(item, "title", label_of(f->label)->title);
	json_put_score(item, "score", f->score);
	json_put(item, "because", because_json(f->because));
	return item;
}

static cJSON *findings_json(const struct finding *list, int count, label_fn *label_of)
{
	cJSON *items = cJSON_CreateArray();
	for (int i = 0; i < count; i++)
		cJSON_AddItemToArray(items, finding_json(&list[i], label_of));
	return items;
}

static cJSON *place_json(const struct place_finding *place)
{
	if (place->code == NULL)
		return cJSON_CreateNull();
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "code", place->code);
	json_put_text(item, "name", place->name);
	json_put(item, "because", because_json(place->because));
	return item;
}

cJSON *classification_json(const struct classification *c)
{
	cJSON *out = cJSON_CreateObject();
	json_put(out, "topics", findings_json(c->topics, c->topic_count, topic_label));
	json_put(out, "kind", finding_json(&c->kind, kind_label));
	json_put(out, "flags", findings_json(c->flags, c->flag_count, flag_label));
	json_put(out, "place", place_json(&c->place));
	json_put_text(out, "language", c->language);
	json_put_flag(out, "sure", c->is_sure);
	return out;
}

cJSON *classification_topics_json(const struct classification *c)
{
	cJSON *list = cJSON_CreateArray();
	for (int i = 0; i < c->topic_count; i++) {
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "id", topic_label(c->topics[i].label)->slug);
		json_put_text(item, "title", topic_label(c->topics[i].label)->title);
		json_put_score(item, "score", c->topics[i].score);
		cJSON_AddItemToArray(list, item);
	}
	return list;
}

cJSON *classification_flags_json(const struct classification *c)
{
	cJSON *list = cJSON_CreateArray();
	for (int i = 0; i < c->flag_count; i++)
		cJSON_AddItemToArray(list, cJSON_CreateString(flag_label(c->flags[i].label)->slug));
	return list;
}
