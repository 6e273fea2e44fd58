/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * train.h - learns the model (model.h) from labelled questions.
 *
 * One linear support vector machine a label against all others, by dual coordinate descent with shrinking: Hsieh, Chang, Lin,
 * Keerthi, Sundararajan, "A dual coordinate descent method for large-scale linear SVM", ICML 2008. The order in which
 * examples are visited comes from a fixed seed, so the same examples give the same weights. Two threads; a few
 * seconds for ten thousand examples.
 */
#ifndef VOICES_TRAIN_H
#define VOICES_TRAIN_H

#include "voices/model.h"

#include <stdbool.h>

struct trainer;

struct stemmer;

/* What one question is labelled with. */
struct lesson {
	const char *text;
	unsigned long long topics; /* 1 << enum topic; 0: unknown */
	int main_topic, kind;      /* -1: unknown */
	unsigned flags;
};

struct trainer *trainer_new(void);
void trainer_free(struct trainer *t);

/* Copies what it needs; a text that cannot be read is left out. */
void trainer_add(struct trainer *t, const struct lesson *lesson, struct stemmer *stemmer);

/* gives the model, or NULL when there is nothing to learn from. The trainer can be freed afterwards. */
struct model *trainer_train(struct trainer *t);

#endif
