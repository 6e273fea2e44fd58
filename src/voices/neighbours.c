/* SPDX-License-Identifier: EUPL-1.2 */
/* neighbours.c - see neighbours.h. */
#include "voices/neighbours.h"

#include "base/xalloc.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { QUESTION_WORDS = 64 };

static const double k1 = 1.2, b = 0.6;

struct posting {
	int32_t example;
	float share; /* BM25's part that does not depend on the question */
};

/* A stem by its 64-bit hash. */
struct word {
	uint64_t hash;
	struct posting *postings;
	int32_t count; /* 0: free */
	double idf;
};

struct neighbours {
	struct arena memory; /* texts */
	struct entry {
		const char *text;
		struct neighbour_labels labels;
		int words;
	} * entries;
	size_t count;
	struct word *words; /* open addressing */
	size_t word_count, word_slots;
	double words_in_all;
};

struct neighbours *neighbours_new(void)
{
	struct neighbours *n = xzalloc(sizeof *n);
	arena_init(&n->memory, SIZE_MAX);
	n->word_slots = 1 << 12;
	n->words = xcalloc(n->word_slots, sizeof *n->words);
	return n;
}

void neighbours_free(struct neighbours *n)
{
	if (n == NULL)
		return;
	for (size_t i = 0; i < n->word_slots; i++)
		free(n->words[i].postings);
	free(n->words);
	free(n->entries);
	arena_done(&n->memory);
	free(n);
}

int neighbours_count(const struct neighbours *n)
{
	return (int)n->count;
}

uint64_t neighbour_word(const struct token *word)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */
	for (uint32_t i = 0; i < word->stem_len; i++)
		hash = (hash ^ (unsigned char)word->stem[i]) * 1099511628211u;
	return hash;
}

static struct word *find_word(struct word *words, size_t slots, uint64_t hash)
{
	size_t at = (size_t)(hash ^ hash >> 32) & (slots - 1);
	while (words[at].count > 0 && words[at].hash != hash)
		at = (at + 1) & (slots - 1);
	return &words[at];
}

static void grow(struct neighbours *n)
{
	size_t slots = n->word_slots * 2;
	struct word *words = xcalloc(slots, sizeof *words);
	for (size_t i = 0; i < n->word_slots; i++) {
		if (n->words[i].count > 0)
			*find_word(words, slots, n->words[i].hash) = n->words[i];
	}
	free(n->words);
	n->words = words;
	n->word_slots = slots;
}

static void add_posting(struct neighbours *n, uint64_t hash)
{
	if (n->word_count * 2 > n->word_slots)
		grow(n);
	struct word *word = find_word(n->words, n->word_slots, hash);
	n->word_count += word->count == 0;
	word->hash = hash;
	if (word->count > 0 && word->postings[word->count - 1].example == (int32_t)n->count) {
		word->postings[word->count - 1].share += 1;
		return;
	}
	word->postings = xgrow(word->postings, (size_t)word->count, sizeof *word->postings);
	word->postings[word->count++] = (struct posting){(int32_t)n->count, 1};
}

void neighbours_add(struct neighbours *n, const struct neighbour_question *question)
{
	if (question->word_count == 0)
		return;
	for (size_t i = 0; i < question->word_count; i++)
		add_posting(n, question->words[i]);
	n->entries = xgrow(n->entries, n->count, sizeof *n->entries);
	n->entries[n->count++] = (struct entry){
		.text = arena_copy(&n->memory, question->text, strlen(question->text)),
		.labels = question->labels,
		.words = (int)question->word_count};
	n->words_in_all += (double)question->word_count;
}

void neighbours_seal(struct neighbours *n)
{
	double mean = n->count > 0 ? n->words_in_all / (double)n->count : 1;
	for (size_t i = 0; i < n->word_slots; i++) {
		struct word *word = &n->words[i];
		double with = word->count;
		word->idf = log(1 + ((double)n->count - with + 0.5) / (with + 0.5));
		for (int32_t p = 0; p < word->count; p++) {
			double tf = (double)word->postings[p].share;
			double words = n->entries[word->postings[p].example].words;
			word->postings[p].share =
				(float)(tf * (k1 + 1) / (tf + k1 * (1 - b + b * words / mean)));
		}
	}
}

/* The question's telling words that the index knows, once each; returns the sum of their idf. */
static double find_words(const struct neighbours *n, const struct wording *r,
			 const struct word *found[QUESTION_WORDS], int *count)
{
	double sum = 0;
	*count = 0;
	for (int i = 0; i < r->count && *count < QUESTION_WORDS; i++) {
		const struct word *word =
			find_word(n->words, n->word_slots, neighbour_word(&r->words[i]));
		bool is_new = !r->words[i].is_stop && word->count > 0;
		for (int f = 0; f < *count && is_new; f++)
			is_new = found[f] != word;
		if (!is_new)
			continue;
		found[(*count)++] = word;
		sum += word->idf;
	}
	return sum;
}

static void keep_best(struct nearest *out, const struct neighbour *row)
{
	struct neighbour *items = out->items;
	int at = out->count < NEAREST_MAX ? out->count++ : NEAREST_MAX - 1;
	if (items[at].text != NULL && items[at].score >= row->score)
		return;
	for (; at > 0 && items[at - 1].score < row->score; at--)
		items[at] = items[at - 1];
	items[at] = *row;
}

static void add_scores(const struct word *word, float *scores)
{
	for (int32_t p = 0; p < word->count; p++)
		scores[word->postings[p].example] += word->postings[p].share * (float)word->idf;
}

void neighbours_find(const struct neighbours *n, const struct wording *reading, struct arena *a,
		     struct nearest *out)
{
	const struct word *words[QUESTION_WORDS];
	int word_count;
	double sum = find_words(n, reading, words, &word_count);
	float *scores = arena_alloc(a, (n->count + 1) * sizeof *scores), floor = 0;
	memset(out, 0, sizeof *out);
	if (scores == NULL || sum <= 0)
		return;
	for (int w = 0; w < word_count; w++)
		add_scores(words[w], scores);
	for (size_t i = 0; i < n->count; i++) {
		if (scores[i] <= floor)
			continue;
		const struct neighbour row = {n->entries[i].text, n->entries[i].labels,
					      (double)scores[i] / sum};
		keep_best(out, &row);
		if (out->count == NEAREST_MAX)
			floor = (float)(out->items[NEAREST_MAX - 1].score * sum);
	}
}
