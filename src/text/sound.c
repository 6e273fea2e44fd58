/* SPDX-License-Identifier: EUPL-1.2 */
/* sound.c - a table of spellings, the longest that fits at a place first. See sound.h. */
#include "text/sound.h"

#include <stdbool.h>
#include <string.h>

struct spelling {
	const char *written, *sound;
	const char *before; /* one of these letters must follow; NULL: anything */
	bool at_end;
};

static const struct spelling spellings[] = {
	/* endings that are not heard */
	{"ents", "", NULL, true},
	{"aient", "e", NULL, true},
	{"ent", "", NULL, true},
	{"ees", "e", NULL, true},
	{"ee", "e", NULL, true},
	{"ers", "e", NULL, true},
	{"er", "e", NULL, true},
	{"ez", "e", NULL, true},
	{"es", "", NULL, true},
	{"e", "", NULL, true},
	{"s", "", NULL, true},
	{"t", "", NULL, true},
	{"ts", "", NULL, true},
	{"d", "", NULL, true},
	{"ds", "", NULL, true},
	{"x", "", NULL, true},
	{"z", "", NULL, true},
	{"p", "", NULL, true},
	/* vowels */
	{"eaux", "o", NULL, true},
	{"eau", "o", NULL, false},
	{"au", "o", NULL, false},
	{"ain", "5", NULL, false},
	{"ein", "5", NULL, false},
	{"in", "5", "bcdfghjklmpqrstvwxz", false},
	{"im", "5", "bpm", false},
	{"in", "5", NULL, true},
	{"oeu", "eu", NULL, false},
	{"ai", "e", NULL, false},
	{"ei", "e", NULL, false},
	{"an", "1", "bcdfghjklpqrstvwxz", false},
	{"am", "1", "bp", false},
	{"en", "1", "bcdfghjklpqrstvwxz", false},
	{"em", "1", "bp", false},
	{"an", "1", NULL, true},
	{"en", "1", NULL, true},
	{"y", "i", NULL, false},
	{"oe", "e", NULL, false},
	{"ae", "e", NULL, false},
	/* consonants */
	{"ph", "f", NULL, false},
	{"sch", "ch", NULL, false},
	{"ch", "ch", NULL, false},
	{"sc", "s", "eiy", false},
	{"tion", "sion", NULL, false},
	{"ti", "si", "ae", false},
	{"qu", "k", NULL, false},
	{"q", "k", NULL, false},
	{"gu", "g", "eiy", false},
	{"ge", "j", "ao", false},
	{"g", "j", "eiy", false},
	{"c", "s", "eiy", false},
	{"c", "k", NULL, false},
	{"w", "v", NULL, false},
	{"z", "s", NULL, false},
	{"x", "ks", NULL, false},
	{"h", "", NULL, false},
	{"gn", "ni", NULL, false},
};

/* SOUND_MOST: bytes of the longest sound. */
enum { SPELLING_COUNT = sizeof spellings / sizeof spellings[0], SOUND_MOST = 4 };

static bool fits(const struct spelling *s, const char *word, size_t left)
{
	size_t n = strlen(s->written);
	if (n > left || memcmp(word, s->written, n) != 0)
		return false;
	if (s->at_end)
		return n == left;
	return s->before == NULL || (n < left && strchr(s->before, word[n]) != NULL);
}

static const struct spelling *longest_at(const char *word, size_t left, bool is_first)
{
	const struct spelling *best = NULL;
	for (int i = 0; i < SPELLING_COUNT; i++) {
		if (spellings[i].written[0] != word[0])
			continue;
		bool is_longer =
			best == NULL || strlen(spellings[i].written) > strlen(best->written);
		/* A word that is all ending keeps it. */
		if (is_longer && fits(&spellings[i], word, left) &&
		    !(is_first && spellings[i].at_end))
			best = &spellings[i];
	}
	return best;
}

void sound_key(const char *word, size_t len, char out[SOUND_BYTES])
{
	size_t at = 0;
	for (size_t i = 0; i < len && at + SOUND_MOST < SOUND_BYTES;) {
		const struct spelling *s = longest_at(word + i, len - i, i == 0);
		const char one[2] = {word[i], '\0'};
		const char *sound = s == NULL ? one : s->sound;
		i += s == NULL ? 1 : strlen(s->written);
		for (; *sound != '\0'; sound++) {
			if (at == 0 || out[at - 1] != *sound)
				out[at++] = *sound;
		}
	}
	out[at] = '\0';
}
