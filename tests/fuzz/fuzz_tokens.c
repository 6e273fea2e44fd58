/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_tokens.c - any bytes through all that reads words: wording, sound, likeness, near words, features, and the voices that
 * look for expressions. What their headers promise is asserted.
 */
#include "base/utf8.h"
#include "support/voices_fixture.h"
#include "text/likeness.h"
#include "text/sound.h"
#include "text/vocabulary.h"
#include "text/wording.h"
#include "voices/features.h"
#include "voices/lexicon.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_CAP = 8 * 1024 * 1024, NEAR_ASKED = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Made once: no input changes it. */
struct house {
	struct stemmer *stemmer;
	struct vocabulary *words;
	struct lexicon *lexicon;
};

static const struct house *the_house(void)
{
	static struct house house;
	static const char *const known[] = {
		"bibliotheque", "pharmacie", "horaires", "livre", "roman",
		"question",     "histoire",  "chateau",  "eau",   "anticonstitutionnellement"};
	if (house.stemmer != NULL)
		return &house;
	house.stemmer = stemmer_new();
	house.words = vocabulary_new();
	house.lexicon = lexicon_new();
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		const struct lexicon_entry entry = {
			.topic = (int)i, .weight = 0.5, .about = known[i]};
		vocabulary_add(house.words, known[i], 5);
		(void)teach_expression(house.lexicon, known[i], house.stemmer, &entry);
	}
	vocabulary_seal(house.words);
	return &house;
}

static void check_word(const struct house *house, const struct token *word)
{
	char key[SOUND_BYTES], stem[TOKEN_BYTES_MAX + 1];
	struct near_word near[NEAR_MAX];
	sound_key(word->text, word->len, key);
	assert(strlen(key) < SOUND_BYTES);
	assert(stemmer_stem(house->stemmer, word->text, word->len, stem) == word->stem_len);
	assert(strcmp(stem, word->stem) == 0 && strchr(stem, ' ') == NULL &&
	       strchr(stem, '"') == NULL);
	assert(utf8_is_valid(word->text, word->len));
	int count = vocabulary_near(house->words, word->text, near);
	assert(count == 0 || word->len >= NEAR_WORD_LEAST);
	for (int i = 0; i < count; i++) {
		assert(near[i].likeness >= 0 && near[i].likeness <= 1);
		assert(i == 0 || near[i].likeness <= near[i - 1].likeness);
	}
}

static void check_hit(const struct lexicon_hit *hit, void *arg)
{
	const struct wording *words = arg;
	assert(hit->from < hit->to && hit->to <= words->count && hit->topics >= 1);
}

static void check_features(const struct wording *words, const char *original, struct arena *arena)
{
	struct features features;
	features_read(words, original, arena, &features);
	for (int i = 0; i < features.count; i++) {
		const struct feature *f = &features.items[i];
		assert(f->block < BLOCK_COUNT && f->from <= f->to);
		assert(f->to <= words->count || (words->count == 0 && f->to <= 1));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct house *house = the_house();
	struct arena arena;
	struct folded folded;
	struct wording words;
	char *original = strndup((const char *)data, size);
	arena_init(&arena, ARENA_CAP);
	if (original != NULL && fold_text(original, strlen(original), &arena, &folded) == RC_OK &&
	    wording_make(&folded, house->stemmer, &arena, &words) == RC_OK) {
		for (int i = 0; i < words.count && i < NEAR_ASKED; i++)
			check_word(house, &words.words[i]);
		check_features(&words, original, &arena);
		lexicon_find(house->lexicon, &words, check_hit, &words);
	}
	assert(likeness_of((const char *)data, size) == likeness_of((const char *)data, size));
	arena_done(&arena);
	free(original);
	return 0;
}
