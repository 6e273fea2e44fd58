/* SPDX-License-Identifier: EUPL-1.2 */
/* 3_classify.c - see 3_classify.h. */
#include "flow/3_classify.h"

#include "base/json.h"
#include "flow/tally.h"
#include "rules/places.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

const struct understanding understanding_default = {
	.topic = {.model = 3.5, .rules = 0.8, .lexicon = 0.5, .neighbours = 1.5, .bias = 0.5},
	.kind = {.model = 4, .rules = 0.2, .lexicon = 0, .neighbours = 2, .bias = 0.5},
	.flag = {.model = 3, .rules = 1.3, .lexicon = 0, .neighbours = 1, .bias = 0},
	.flag_least = {[FLAG_DETRESSE] = 0.45,
		       [FLAG_MEDICAL] = 0.17,
		       [FLAG_JURIDIQUE] = 0.24,
		       [FLAG_DEVOIR] = 0.3,
		       [FLAG_DONNEES_PERSONNELLES] = 0.2,
		       [FLAG_MINEUR] = 0.45,
		       [FLAG_HORS_PERIMETRE] = 0.32},
	.sure = 0.4,
};

enum { EVIDENCE_SHOWN = 6, EVIDENCE_A_VOICE = 2, MODEL_EXPLAINED = 3 };

/* A finding below is not worth naming. */
static const double topic_least = 0.08, kind_least = 0.15;

/* Without a model the neighbours are all that has seen examples: they speak for it, as far as they can. */
static const double neighbour_instead = 3.0;

static bool is_silent(const struct testimony *t)
{
	return t->says[VOICE_RULES] <= 0 && t->says[VOICE_LEXICON] <= 0 &&
	       t->says[VOICE_NEIGHBOURS] <= 0;
}

/*
 * The voices put together: a logistic function of their weighted sum. The weights are settings, tuned on half of a labelled
 * set and checked on the other (docs/search.md).
 */
static struct finding fuse(const struct testimony *t, const struct voice_weights *w, bool has_model)
{
	/* Without a model nothing speaks against a label: what nobody named is not found. */
	if (!has_model && is_silent(t))
		return (struct finding){0};
	struct finding f = {
		.parts = {[VOICE_RULES] = w->rules * t->says[VOICE_RULES],
			  [VOICE_LEXICON] = w->lexicon * t->says[VOICE_LEXICON],
			  [VOICE_NEIGHBOURS] = w->neighbours * t->says[VOICE_NEIGHBOURS]},
	};
	if (has_model)
		f.parts[VOICE_MODEL] = w->model * t->says[VOICE_MODEL];
	else
		f.parts[VOICE_NEIGHBOURS] += neighbour_instead * (t->says[VOICE_NEIGHBOURS] - 0.5);
	double sum = w->bias;
	for (int i = 0; i < VOICE_COUNT; i++)
		sum += f.parts[i];
	f.score = 1 / (1 + exp(-sum));
	return f;
}

static void insert_ranked(struct finding *list, int count, const struct finding *f)
{
	int at = count;
	for (; at > 0 && list[at - 1].score < f->score; at--)
		list[at] = list[at - 1];
	list[at] = *f;
}

static void find_topics(const struct tally *t, const struct understanding *u,
			struct classification *out)
{
	for (int i = 0; i < TOPIC_COUNT; i++) {
		struct finding f = fuse(&t->labels[i], &u->topic, t->has_model);
		f.label = i;
		if (f.score >= topic_least)
			insert_ranked(out->topics, out->topic_count++, &f);
	}
}

static void find_kind(const struct tally *t, const struct understanding *u,
		      struct classification *out)
{
	/* What most people want, when nothing says otherwise. */
	out->kind = (struct finding){.label = KIND_FAIT};
	for (int i = 0; i < KIND_COUNT; i++) {
		struct finding f = fuse(&t->labels[LABEL_OF_KIND + i], &u->kind, t->has_model);
		f.label = i;
		if (f.score >= kind_least && f.score > out->kind.score)
			out->kind = f;
	}
}

/* A cry for help is heard sooner than anything else: missing it costs more than a false alarm. */
static void find_flags(const struct tally *t, const struct understanding *u,
		       struct classification *out)
{
	for (int i = 0; i < FLAG_COUNT; i++) {
		struct finding f = fuse(&t->labels[LABEL_OF_FLAG + i], &u->flag, t->has_model);
		f.label = i;
		if (f.score >= u->flag_least[i])
			insert_ranked(out->flags, out->flag_count++, &f);
	}
}

/* Reasons are looked for only for what is going to be named. */
static void give_reasons(struct worker *w, const struct normalised *n, struct tally *t,
			 struct classification *out)
{
	for (int i = 0; i < out->topic_count; i++) {
		if (i < MODEL_EXPLAINED)
			tally_model_evidence(w, n, t, out->topics[i].label);
		out->topics[i].because = t->labels[out->topics[i].label].because;
	}
	tally_model_evidence(w, n, t, LABEL_OF_KIND + out->kind.label);
	out->kind.because = t->labels[LABEL_OF_KIND + out->kind.label].because;
	for (int i = 0; i < out->flag_count; i++) {
		int label = LABEL_OF_FLAG + out->flags[i].label;
		tally_model_evidence(w, n, t, label);
		out->flags[i].because = t->labels[label].because;
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
	evidence_add(&out->place.because, &e, w->arena);
}

void classify(struct worker *w, struct normalised *n, struct classification *out)
{
	const struct understanding *u = w->settings == NULL || w->settings->understanding == NULL
						? &understanding_default
						: w->settings->understanding;
	struct tally tally;
	*out = (struct classification){.language = n->language, .sure_least = u->sure};
	tally_take(w, n, &tally);
	find_topics(&tally, u, out);
	find_kind(&tally, u, out);
	find_flags(&tally, u, out);
	find_place(w, n, out);
	give_reasons(w, n, &tally, out);
	out->queue = tally.queue;
	out->queue_because = tally.queue_because;
	out->is_professional = tally.is_professional ||
			       (out->kind.label == KIND_PROFESSIONNELLE && out->kind.score >= 0.7);
	out->is_sure = out->topic_count > 0 && out->topics[0].score >= u->sure;
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

static cJSON *evidence_json(const struct evidence *e)
{
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "by", evidence_name(e->by));
	if (e->id != NULL)
		json_put_text(item, "id", e->id);
	if (e->words != NULL)
		json_put_text(item, "words", e->words);
	json_put_text(item, "why", e->why);
	json_put_score(item, "score", e->score);
	return item;
}

/*
 * The strongest reasons, few from each voice: twenty similar questions say no more than two, and would hide the rule that
 * spoke. How many were left out stands in "more".
 */
static void put_because(cJSON *object, const struct evidence *because)
{
	cJSON *list = cJSON_CreateArray();
	int shown[EVIDENCE_BY_COUNT] = {0}, count = 0, left_out = 0;
	for (const struct evidence *e = because; e != NULL; e = e->next) {
		if (count == EVIDENCE_SHOWN || shown[e->by] == EVIDENCE_A_VOICE) {
			left_out++;
			continue;
		}
		cJSON_AddItemToArray(list, evidence_json(e));
		shown[e->by]++;
		count++;
	}
	json_put(object, "because", list);
	if (left_out > 0)
		json_put_int(object, "more", left_out);
}

/* What each voice added to the sum; below 0 it spoke against. */
static cJSON *voices_json(const struct finding *f)
{
	static const char *const names[VOICE_COUNT] = {
		[VOICE_RULES] = "rule",
		[VOICE_LEXICON] = "lexicon",
		[VOICE_NEIGHBOURS] = "example",
		[VOICE_MODEL] = "model",
	};
	cJSON *out = cJSON_CreateObject();
	for (int i = 0; i < VOICE_COUNT; i++) {
		if (fabs(f->parts[i]) >= 0.005)
			json_put_score(out, names[i], f->parts[i]);
	}
	return out;
}

typedef const struct label *label_fn(int label);

static cJSON *finding_json(const struct finding *f, label_fn *label_of)
{
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "id", label_of(f->label)->slug);
	json_put_text(item, "title", label_of(f->label)->title);
	json_put_score(item, "score", f->score);
	json_put(item, "voices", voices_json(f));
	put_because(item, f->because);
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
	put_because(item, place->because);
	return item;
}

/* For staff, in French: how far one may rely on it, and what hangs on that. */
static void put_sureness(cJSON *out, const struct classification *c)
{
	char why[320];
	/* Rounded first as json_put_score does, so that both say the same figure. */
	double first = c->topic_count > 0 ? round(c->topics[0].score * 1000) / 1000 : 0;
	if (c->is_sure)
		snprintf(why, sizeof why,
			 "Le premier sujet atteint %.2f (il faut %.2f) : il compte pour choisir la "
			 "file.",
			 first, c->sure_least);
	else if (c->topic_count > 0)
		snprintf(why, sizeof why,
			 "Le premier sujet n'atteint que %.2f (il faut %.2f) : il ne suffit pas à "
			 "choisir la "
			 "file ; seuls un lieu, une langue ou la bibliothèque de la personne le "
			 "peuvent. À "
			 "vérifier par la coordination.",
			 first, c->sure_least);
	else
		snprintf(why, sizeof why,
			 "Aucun sujet n'est reconnu : seuls un lieu, une langue ou la bibliothèque "
			 "de la "
			 "personne peuvent choisir la file. À vérifier par la coordination.");
	for (char *dot = why; (dot = strchr(dot, '.')) != NULL; dot++) {
		if (isdigit((unsigned char)dot[1]))
			*dot = ',';
	}
	json_put_flag(out, "sure", c->is_sure);
	json_put_text(out, "sure_why", why);
}

cJSON *classification_json(const struct classification *c)
{
	cJSON *out = cJSON_CreateObject();
	json_put(out, "topics", findings_json(c->topics, c->topic_count, topic_label));
	json_put(out, "kind", finding_json(&c->kind, kind_label));
	json_put(out, "flags", findings_json(c->flags, c->flag_count, flag_label));
	json_put(out, "place", place_json(&c->place));
	json_put_text(out, "language", c->language);
	put_sureness(out, c);
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
