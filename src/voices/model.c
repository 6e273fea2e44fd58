/* SPDX-License-Identifier: EUPL-1.2 */
/* model.c - see model.h. */
#include "voices/model.h"

#include "base/xalloc.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What each block may say in all: tried on half of a labelled set (docs/search.md). */
static const float block_shares[BLOCK_COUNT] = {
	[BLOCK_CONTENT] = 1.0F, [BLOCK_WORDS] = 0.7F, [BLOCK_LETTERS] = 1.0F, [BLOCK_SHAPE] = 0.5F};

enum { NONE = UINT32_MAX, WEIGHT_MOST = 127 };

struct model {
	uint32_t count, slot_mask;
	uint32_t *slots; /* where a hash is: open addressing, NONE when free */
	uint64_t *hashes;
	float *idf;
	int8_t (*weights)
		[LABEL_COUNT]; /* of one feature together, so that scoring reads one line of memory */
	float scale[LABEL_COUNT], bias[LABEL_COUNT];
};

void label_name(int label, char out[LABEL_NAME_BYTES])
{
	if (label < LABEL_OF_KIND)
		snprintf(out, LABEL_NAME_BYTES, "topic/%s", topic_label(label)->slug);
	else if (label < LABEL_OF_FLAG)
		snprintf(out, LABEL_NAME_BYTES, "kind/%s", kind_label(label - LABEL_OF_KIND)->slug);
	else
		snprintf(out, LABEL_NAME_BYTES, "flag/%s", flag_label(label - LABEL_OF_FLAG)->slug);
}

static uint32_t slot_of(const struct model *m, uint64_t hash)
{
	uint32_t at = (uint32_t)(hash ^ hash >> 32) & m->slot_mask;
	while (m->slots[at] != NONE && m->hashes[m->slots[at]] != hash)
		at = (at + 1) & m->slot_mask;
	return at;
}

struct model *model_new(const uint64_t *hashes, const float *idf, uint32_t count)
{
	struct model *m = xzalloc(sizeof *m);
	uint32_t slots = 64;
	while (slots < count * 2)
		slots *= 2;
	m->count = count;
	m->slot_mask = slots - 1;
	m->slots = xcalloc(slots, sizeof *m->slots);
	m->hashes = xcalloc(count, sizeof *m->hashes);
	m->idf = xcalloc(count, sizeof *m->idf);
	m->weights = xcalloc(count, sizeof *m->weights);
	memset(m->slots, 0xff, slots * sizeof *m->slots);
	memcpy(m->hashes, hashes, count * sizeof *hashes);
	memcpy(m->idf, idf, count * sizeof *idf);
	for (uint32_t i = 0; i < count; i++)
		m->slots[slot_of(m, hashes[i])] = i;
	return m;
}

void model_free(struct model *m)
{
	if (m == NULL)
		return;
	free(m->slots);
	free(m->hashes);
	free(m->idf);
	free(m->weights);
	free(m);
}

uint32_t model_feature_count(const struct model *m)
{
	return m->count;
}

void model_features(const struct model *m, const uint64_t **hashes, const float **idf)
{
	*hashes = m->hashes;
	*idf = m->idf;
}

void model_set(struct model *m, int label, const float *weights, float bias)
{
	float most = 0;
	for (uint32_t i = 0; i < m->count; i++)
		most = fmaxf(most, fabsf(weights[i]));
	m->scale[label] = most / WEIGHT_MOST;
	m->bias[label] = bias;
	for (uint32_t i = 0; i < m->count; i++)
		m->weights[i][label] =
			most == 0 ? 0 : (int8_t)lrintf(weights[i] / most * WEIGHT_MOST);
}

size_t model_row_bytes(const struct model *m)
{
	return sizeof(struct model_row) + m->count;
}

void model_get_row(const struct model *m, int label, struct model_row *out)
{
	out->scale = m->scale[label];
	out->bias = m->bias[label];
	for (uint32_t i = 0; i < m->count; i++)
		out->weights[i] = m->weights[i][label];
}

bool model_set_row(struct model *m, int label, const struct model_row *row, size_t bytes)
{
	if (bytes != model_row_bytes(m))
		return false;
	m->scale[label] = row->scale;
	m->bias[label] = row->bias;
	for (uint32_t i = 0; i < m->count; i++)
		m->weights[i][label] = row->weights[i];
	return true;
}

/* ---------------------------------------------------------------- vectors */

/* Counts how often each known feature stands: a table from feature to cell, for one text. */
struct counter {
	uint16_t *slots; /* cell + 1; 0 is free */
	uint32_t mask;
	struct cell *cells;
	uint8_t *blocks;
	int count, max;
};

static void count_feature(struct counter *c, uint32_t feature, uint8_t block)
{
	uint32_t at = (feature * 2654435761u >> 12) & c->mask;
	for (; c->slots[at] != 0; at = (at + 1) & c->mask) {
		if (c->cells[c->slots[at] - 1].feature == feature) {
			c->cells[c->slots[at] - 1].value += 1;
			return;
		}
	}
	if (c->count == c->max)
		return;
	c->blocks[c->count] = block;
	c->cells[c->count] = (struct cell){feature, 1};
	c->slots[at] = (uint16_t)++c->count;
}

static bool counter_init(struct counter *c, int features, struct arena *a)
{
	enum { CELLS_MOST = 32000 };
	uint32_t slots = 256;
	*c = (struct counter){.max = features < CELLS_MOST ? features : CELLS_MOST};
	while (slots < (uint32_t)c->max * 2)
		slots *= 2;
	c->mask = slots - 1;
	c->slots = arena_alloc(a, slots * sizeof *c->slots);
	c->cells = arena_alloc(a, ((size_t)c->max + 1) * sizeof *c->cells);
	c->blocks = arena_alloc(a, (size_t)c->max + 1);
	return c->slots != NULL && c->cells != NULL && c->blocks != NULL;
}

/* (1 + ln tf)·idf, each block to the length of its share. */
static void weigh_cells(const struct model *m, const struct counter *c)
{
	float squares[BLOCK_COUNT] = {0};
	for (int i = 0; i < c->count; i++) {
		struct cell *cell = &c->cells[i];
		float tf = cell->value > 1 ? 1 + logf(cell->value) : 1;
		cell->value = tf * m->idf[cell->feature];
		squares[c->blocks[i]] += cell->value * cell->value;
	}
	float factors[BLOCK_COUNT];
	for (int b = 0; b < BLOCK_COUNT; b++)
		factors[b] = squares[b] > 0 ? block_shares[b] / sqrtf(squares[b]) : 0;
	for (int i = 0; i < c->count; i++)
		c->cells[i].value *= factors[c->blocks[i]];
}

void model_vector(const struct model *m, const struct features *f, struct arena *a,
		  struct vector *out)
{
	struct counter counter;
	*out = (struct vector){0};
	if (!counter_init(&counter, f->count, a))
		return;
	for (int i = 0; i < f->count; i++) {
		uint32_t feature = m->slots[slot_of(m, f->items[i].hash)];
		if (feature != NONE)
			count_feature(&counter, feature, f->items[i].block);
	}
	weigh_cells(m, &counter);
	*out = (struct vector){counter.cells, counter.count};
}

void model_score(const struct model *m, const struct vector *v, float out[LABEL_COUNT])
{
	float sums[LABEL_COUNT] = {0};
	for (int i = 0; i < v->count; i++) {
		const int8_t *weights = m->weights[v->cells[i].feature];
		float value = v->cells[i].value;
		for (int l = 0; l < LABEL_COUNT; l++)
			sums[l] += value * (float)weights[l];
	}
	for (int l = 0; l < LABEL_COUNT; l++)
		out[l] = sums[l] * m->scale[l] + m->bias[l];
}

/* idf alone stands for the value: the words of one text are compared with each other only. */
void model_because(const struct model *m, const struct features *f, int label,
		   struct word_weights *words)
{
	for (int i = 0; i < f->count; i++) {
		const struct feature *item = &f->items[i];
		uint32_t feature = m->slots[slot_of(m, item->hash)];
		if (feature == NONE || item->from >= item->to || item->to > words->count)
			continue;
		double says = (double)m->weights[feature][label] * (double)m->idf[feature] *
			      (double)block_shares[item->block] / (item->to - item->from);
		/* There are many more runs of letters than words. */
		says /= item->block == BLOCK_LETTERS ? 10 : 1;
		for (int w = item->from; w < item->to; w++)
			words->items[w] += says;
	}
}
