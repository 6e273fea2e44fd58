/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * vocabulary.h - the words that are known, and which of them a misspelt one was meant to be.
 *
 * A word is near when few letters differ (Damerau's distance with neighbouring swaps: one for four to seven letters, two from
 * eight on), or when it sounds the same in French (text/sound.h) and is not far. Among the near ones the nearest wins, then
 * the same first letter and sound, then the commoner. Words of one to three letters are never guessed; what people
 * write short on purpose (slt, rdv, qqn) is a list of its own. Folded words only. One thread while it is filled; read-only
 * afterwards, any thread.
 */
#ifndef TEXT_VOCABULARY_H
#define TEXT_VOCABULARY_H

#include <stdbool.h>
#include <stdint.h>

enum { NEAR_MAX = 3, NEAR_WORD_LEAST = 4 };

struct vocabulary;

struct vocabulary *vocabulary_new(void);
void vocabulary_free(struct vocabulary *w);

/* Adds a word, or more occurrences of it. Copies. Words with digits, and very long ones, are left out. */
void vocabulary_add(struct vocabulary *w, const char *word, int64_t occurrences);

/* From now on the word is known, so it is no mistake; but it is never guessed. Keeps a 32-bit hash only. */
void vocabulary_know(struct vocabulary *w, const char *word);

/* After the last one, before the first question. */
void vocabulary_seal(struct vocabulary *w);

/* Calls each with every word that can be guessed, shortest first; false as soon as it returns false. After vocabulary_seal. */
bool vocabulary_each(const struct vocabulary *w,
		     bool (*each)(const char *word, int64_t occurrences, void *arg), void *arg);

bool vocabulary_has(const struct vocabulary *w, const char *word);
int vocabulary_count(const struct vocabulary *w);

struct near_word {
	const char *word; /* borrowed */
	double likeness;  /* 0..1 */
};

/* The best guesses for a word that is not known, best first; how many. */
int vocabulary_near(const struct vocabulary *w, const char *word, struct near_word out[NEAR_MAX]);

/* What an abbreviation of messages stands for ("slt" → "salut"), or NULL. Static. */
const char *vocabulary_unabbreviate(const char *word);

#endif
