/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * model.h - a linear model of the labels: for each label every feature of a text has a weight, and they add up.
 *
 * Trained at `init` on the labelled examples (train.h), in seconds, the same weights each time. It is as open as a rule:
 * what it says of a text are the words that weighed most. Read-only once made; any thread.
 */
#ifndef VOICES_MODEL_H
#define VOICES_MODEL_H

#include "base/arena.h"
#include "rules/taxonomy.h"
#include "voices/features.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All labels in one row: topics, then kinds, then flags. */
enum {
	LABEL_OF_KIND = TOPIC_COUNT,
	LABEL_OF_FLAG = LABEL_OF_KIND + KIND_COUNT,
	LABEL_COUNT = LABEL_OF_FLAG + FLAG_COUNT,
};

/* "topic/histoire", "kind/fait", "flag/devoir". Borrowed, in a static buffer of the caller's. */
enum { LABEL_NAME_BYTES = 40 };
void label_name(int label, char out[LABEL_NAME_BYTES]);

/* A feature that the model knows, in one text. */
struct cell {
	uint32_t feature;
	float value; /* tf·idf; each block has length 1 times its share */
};
struct vector {
	struct cell *cells; /* in the arena */
	int count;
};

struct model;

/* An empty model over `count` features: hashes, and how rare each is. Copies both. */
struct model *model_new(const uint64_t *hashes, const float *idf, uint32_t count);
void model_free(struct model *m);
uint32_t model_feature_count(const struct model *m);

/* Sets what the features weigh for a label; copies model_feature_count weights, rounded to 1/127 of the largest. */
void model_set(struct model *m, int label, const float *weights, float bias);

/* The model's own numbers for a label, -127..127 each, and what one of them is worth: for writing it to a file. */
struct model_row {
	float scale, bias;
	int8_t weights[]; /* model_feature_count of them */
};
size_t model_row_bytes(const struct model *m);
void model_get_row(const struct model *m, int label, struct model_row *out);
/* false when the row is of another size. */
bool model_set_row(struct model *m, int label, const struct model_row *row, size_t bytes);
void model_features(const struct model *m, const uint64_t **hashes, const float **idf);

/* The features that the model knows, with their values. An empty vector when the arena is full. */
void model_vector(const struct model *m, const struct features *f, struct arena *a,
		  struct vector *out);

/* For each label the distance to its boundary: above 0 the model would say yes. */
void model_score(const struct model *m, const struct vector *v, float out[LABEL_COUNT]);

/* What each word of a text says for a label; zeroed by the caller. */
struct word_weights {
	double *items;
	int count;
};
/* Adds to each word what its features say for the label. */
void model_because(const struct model *m, const struct features *f, int label,
		   struct word_weights *words);

#endif
