/* SPDX-License-Identifier: EUPL-1.2 */
/* train.c - see train.h. */
#include "voices/train.h"

#include "base/xalloc.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
	TEXT_BYTES = 4 * 1024 * 1024, /* to read one example */
	ROUNDS_MOST = 60,
	THREADS = 2,
};
/* How much an error costs against small weights; kinds, which have many examples each, want less. */
static const double cost_of_error = 0.5, cost_of_error_kind = 0.25, tolerance = 0.1;

struct known {
	uint64_t hash;
	uint32_t examples, last; /* how many have it; the last one that did, + 1 */
	uint8_t block;
};

struct example {
	struct lesson labels; /* text is not kept */
	uint64_t *hashes;     /* of its features, with repetitions */
	uint8_t *blocks;
	int feature_count;
	struct vector vector; /* in the trainer's arena, once the features are chosen */
	double squares;
};

struct trainer {
	struct arena memory;
	struct example *examples;
	size_t count;
	struct known *known; /* open addressing by hash; examples == 0 is free */
	size_t known_count, known_slots;
};

struct trainer *trainer_new(void)
{
	struct trainer *t = xzalloc(sizeof *t);
	arena_init(&t->memory, SIZE_MAX);
	t->known_slots = 1 << 16;
	t->known = xcalloc(t->known_slots, sizeof *t->known);
	return t;
}

void trainer_free(struct trainer *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->count; i++) {
		free(t->examples[i].hashes);
		free(t->examples[i].blocks);
	}
	free(t->examples);
	free(t->known);
	arena_done(&t->memory);
	free(t);
}

static struct known *known_find(struct known *table, size_t slots, uint64_t hash)
{
	size_t at = (size_t)(hash ^ hash >> 32) & (slots - 1);
	while (table[at].examples > 0 && table[at].hash != hash)
		at = (at + 1) & (slots - 1);
	return &table[at];
}

static void known_grow(struct trainer *t)
{
	size_t slots = t->known_slots * 2;
	struct known *table = xcalloc(slots, sizeof *table);
	for (size_t i = 0; i < t->known_slots; i++) {
		if (t->known[i].examples > 0)
			*known_find(table, slots, t->known[i].hash) = t->known[i];
	}
	free(t->known);
	t->known = table;
	t->known_slots = slots;
}

static void note_feature(struct trainer *t, const struct feature *f, uint32_t example)
{
	if (t->known_count * 2 > t->known_slots)
		known_grow(t);
	struct known *k = known_find(t->known, t->known_slots, f->hash);
	if (k->examples == 0) {
		*k = (struct known){.hash = f->hash, .block = f->block};
		t->known_count++;
	}
	if (k->last == example + 1)
		return;
	k->last = example + 1;
	k->examples++;
}

static void keep_features(struct trainer *t, const struct features *f, const struct lesson *lesson)
{
	struct example e = {.labels = *lesson, .feature_count = f->count};
	e.labels.text = NULL;
	e.hashes = xcalloc((size_t)f->count, sizeof *e.hashes);
	e.blocks = xcalloc((size_t)f->count, 1);
	for (int i = 0; i < f->count; i++) {
		e.hashes[i] = f->items[i].hash;
		e.blocks[i] = f->items[i].block;
		note_feature(t, &f->items[i], (uint32_t)t->count);
	}
	t->examples = xgrow(t->examples, t->count, sizeof *t->examples);
	t->examples[t->count++] = e;
}

void trainer_add(struct trainer *t, const struct lesson *lesson, struct stemmer *stemmer)
{
	struct arena a;
	struct folded folded;
	struct wording reading;
	struct features features = {0};
	arena_init(&a, TEXT_BYTES);
	if (fold_text(lesson->text, strlen(lesson->text), &a, &folded) == RC_OK &&
	    wording_make(&folded, stemmer, &a, &reading) == RC_OK)
		features_read(&reading, lesson->text, &a, &features);
	if (features.count > 0)
		keep_features(t, &features, lesson);
	arena_done(&a);
}

/* ---------------------------------------------------------------- from features to vectors */

/* A telling word is worth knowing from one example; how one asks, or a run of letters, only from several. */
static bool is_worth_knowing(const struct known *k)
{
	static const uint32_t least[BLOCK_COUNT] = {
		[BLOCK_CONTENT] = 1, [BLOCK_WORDS] = 3, [BLOCK_LETTERS] = 4, [BLOCK_SHAPE] = 1};
	return k->examples >= least[k->block];
}

static int by_hash(const void *a, const void *b)
{
	uint64_t x = ((const struct known *)a)->hash, y = ((const struct known *)b)->hash;
	return x < y ? -1 : x > y;
}

/* The features in the order of their hashes: the same examples give the same model, byte for byte. */
static struct model *choose_features(const struct trainer *t)
{
	struct known *kept = xcalloc(t->known_count, sizeof *kept);
	uint32_t count = 0;
	for (size_t i = 0; i < t->known_slots; i++) {
		if (is_worth_knowing(&t->known[i]))
			kept[count++] = t->known[i];
	}
	qsort(kept, count, sizeof *kept, by_hash);
	uint64_t *hashes = xcalloc(count, sizeof *hashes);
	float *idf = xcalloc(count, sizeof *idf);
	for (uint32_t i = 0; i < count; i++) {
		hashes[i] = kept[i].hash;
		idf[i] = (float)(log((1 + (double)t->count) / (1 + (double)kept[i].examples)) + 1);
	}
	struct model *model = model_new(hashes, idf, count);
	free(kept);
	free(hashes);
	free(idf);
	return model;
}

static void make_vector(struct trainer *t, struct example *e, const struct model *model)
{
	struct arena a;
	struct vector v;
	arena_init(&a, TEXT_BYTES);
	struct features f = {.items = arena_alloc(&a, (size_t)e->feature_count * sizeof *f.items)};
	for (int i = 0; i < e->feature_count && f.items != NULL; i++)
		f.items[f.count++] = (struct feature){.hash = e->hashes[i], .block = e->blocks[i]};
	model_vector(model, &f, &a, &v);
	e->vector.cells = arena_alloc(&t->memory, ((size_t)v.count + 1) * sizeof *v.cells);
	e->vector.count = v.count;
	memcpy(e->vector.cells, v.cells, (size_t)v.count * sizeof *v.cells);
	e->squares = 1; /* the bias is a feature of value 1 */
	for (int i = 0; i < v.count; i++)
		e->squares += (double)v.cells[i].value * (double)v.cells[i].value;
	arena_done(&a);
}

/* ---------------------------------------------------------------- one label */

/* 1: has the label, -1: has not, 0: says nothing of it. */
static int answer(const struct lesson *l, int label)
{
	if (label >= LABEL_OF_FLAG)
		return l->flags & 1u << (label - LABEL_OF_FLAG) ? 1 : -1;
	/* Advertising has no topic and wants nothing. */
	if (l->flags & 1u << FLAG_HORS_PERIMETRE)
		return 0;
	if (label >= LABEL_OF_KIND)
		return l->kind < 0 ? 0 : l->kind == label - LABEL_OF_KIND ? 1 : -1;
	if (l->topics == 0)
		return 0;
	if (l->main_topic == label)
		return 1;
	/* A second topic is neither yes nor no. */
	return l->topics >> label & 1 ? 0 : -1;
}

struct descent {
	const struct trainer *t;
	float *weights; /* one a feature, then the bias */
	double *alpha;
	int8_t *answers;
	uint32_t *order; /* examples still moving come first */
	uint32_t active, count;
	uint32_t bias;
	double diagonal; /* 1 / 2C */
	uint64_t random;
};

static uint64_t next_random(struct descent *d)
{
	d->random ^= d->random << 13; /* Marsaglia's xorshift64 */
	d->random ^= d->random >> 7;
	return d->random ^= d->random << 17;
}

static double dot(const struct descent *d, const struct vector *v)
{
	double sum = (double)d->weights[d->bias];
	for (int i = 0; i < v->count; i++)
		sum += (double)(d->weights[v->cells[i].feature] * v->cells[i].value);
	return sum;
}

static void move(struct descent *d, const struct vector *v, double by)
{
	d->weights[d->bias] += (float)by;
	for (int i = 0; i < v->count; i++)
		d->weights[v->cells[i].feature] += (float)by * v->cells[i].value;
}

static void shuffle(struct descent *d)
{
	for (uint32_t i = d->active; i > 1; i--) {
		uint32_t j = (uint32_t)(next_random(d) % i), swap = d->order[i - 1];
		d->order[i - 1] = d->order[j];
		d->order[j] = swap;
	}
}

/* What a round has found: the largest and smallest projected gradient, and when to shrink in the next. */
struct bounds {
	double most, least;
};

/* Takes an example that cannot move out of the rounds. */
static void set_aside(struct descent *d, uint32_t at)
{
	uint32_t swap = d->order[--d->active];
	d->order[d->active] = d->order[at];
	d->order[at] = swap;
}

static void run_round(struct descent *d, double shrink_above, struct bounds *found)
{
	shuffle(d);
	*found = (struct bounds){-INFINITY, INFINITY};
	for (uint32_t n = 0; n < d->active; n++) {
		uint32_t at = d->order[n];
		const struct example *e = &d->t->examples[at];
		double y = d->answers[at], alpha = d->alpha[at];
		double gradient = y * dot(d, &e->vector) - 1 + alpha * d->diagonal;
		if (alpha <= 0 && gradient > shrink_above) {
			set_aside(d, n--);
			continue;
		}
		double projected = alpha <= 0 ? fmin(gradient, 0) : gradient;
		found->most = fmax(found->most, projected);
		found->least = fmin(found->least, projected);
		if (fabs(projected) < 1e-12)
			continue;
		d->alpha[at] = fmax(alpha - gradient / (e->squares + d->diagonal), 0);
		move(d, &e->vector, (d->alpha[at] - alpha) * y);
	}
}

static void descend(struct descent *d)
{
	double shrink_above = INFINITY;
	for (int round = 0; round < ROUNDS_MOST && d->count > 0; round++) {
		struct bounds found;
		run_round(d, shrink_above, &found);
		bool is_still = found.most - found.least <= tolerance;
		if (is_still && d->active == d->count)
			return;
		if (is_still) { /* those set aside are looked at once more */
			d->active = d->count;
			shrink_above = INFINITY;
			continue;
		}
		shrink_above = found.most > 0 ? found.most : INFINITY;
	}
}

static void learn_label(const struct trainer *t, struct model *model, int label)
{
	uint32_t features = model_feature_count(model);
	bool is_kind = label >= LABEL_OF_KIND && label < LABEL_OF_FLAG;
	struct descent d = {
		.t = t,
		.weights = xcalloc((size_t)features + 1, sizeof(float)),
		.alpha = xcalloc(t->count, sizeof(double)),
		.answers = xcalloc(t->count, 1),
		.order = xcalloc(t->count, sizeof(uint32_t)),
		.bias = features,
		.diagonal = 1 / (2 * (is_kind ? cost_of_error_kind : cost_of_error)),
		.random = 88172645463325252u,
	};
	for (uint32_t i = 0; i < t->count; i++) {
		d.answers[i] = (int8_t)answer(&t->examples[i].labels, label);
		if (d.answers[i] != 0)
			d.order[d.count++] = i;
	}
	d.active = d.count;
	descend(&d);
	model_set(model, label, d.weights, d.weights[d.bias]);
	free(d.weights);
	free(d.alpha);
	free(d.answers);
	free(d.order);
}

struct work {
	const struct trainer *t;
	struct model *model;
	atomic_int
		next; /* label that nobody has taken yet; each label's weights are written by one thread */
};

static void *learn_labels(void *arg)
{
	struct work *work = arg;
	int label;
	while ((label = atomic_fetch_add(&work->next, 1)) < LABEL_COUNT)
		learn_label(work->t, work->model, label);
	return NULL;
}

struct model *trainer_train(struct trainer *t)
{
	if (t->count == 0)
		return NULL;
	struct model *model = choose_features(t);
	for (size_t i = 0; i < t->count; i++)
		make_vector(t, &t->examples[i], model);
	struct work work = {.t = t, .model = model};
	pthread_t threads[THREADS];
	int started = 0;
	while (started < THREADS &&
	       pthread_create(&threads[started], NULL, learn_labels, &work) == 0)
		started++;
	if (started == 0)
		learn_labels(&work);
	for (int i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	return model;
}
