/* SPDX-License-Identifier: EUPL-1.2 */
/* features.c - see features.h. */
#include "voices/features.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* A long mail says what it wants within its first few thousand letters. */
enum { LETTERS_LEAST = 3, LETTERS_MOST = 5, LETTERS_READ = 4000, WORDS_IN_ROW = 3 };

static uint64_t hash_bytes(uint64_t hash, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u; /* FNV-1a */
	return hash;
}

/* Each block has hashes of its own: "la" as a word is not "la" as letters. */
static uint64_t hash_start(enum feature_block block, int length)
{
	const char salt[2] = {(char)('A' + block), (char)('0' + length)};
	return hash_bytes(14695981039346656037u, salt, sizeof salt);
}

static void put(struct features *f, struct feature feature)
{
	f->items[f->count++] = feature;
}

static struct feature feature_of(enum feature_block block, uint64_t hash, int from, int to)
{
	return (struct feature){
		.hash = hash, .from = (uint16_t)from, .to = (uint16_t)to, .block = (uint8_t)block};
}

static void put_content(struct features *f, const struct wording *r)
{
	int before = -1;
	for (int i = 0; i < r->count; i++) {
		const struct token *word = &r->words[i];
		if (word->is_stop)
			continue;
		put(f,
		    feature_of(BLOCK_CONTENT,
			       hash_bytes(hash_start(BLOCK_CONTENT, 1), word->stem, word->stem_len),
			       i, i + 1));
		if (before >= 0) {
			const struct token *first = &r->words[before];
			uint64_t hash = hash_bytes(hash_start(BLOCK_CONTENT, 2), first->stem,
						   first->stem_len + 1);
			put(f,
			    feature_of(BLOCK_CONTENT, hash_bytes(hash, word->stem, word->stem_len),
				       before, i + 1));
		}
		before = i;
	}
}

static void put_words(struct features *f, const struct wording *r)
{
	for (int i = r->core.from; i < r->core.to; i++) {
		for (int n = 1; n <= WORDS_IN_ROW && i + n <= r->core.to; n++) {
			uint64_t hash = hash_start(BLOCK_WORDS, n);
			for (int w = i; w < i + n; w++)
				hash = hash_bytes(hash, r->words[w].text, r->words[w].len + 1);
			put(f, feature_of(BLOCK_WORDS, hash, i, i + n));
		}
	}
}

/* Letters as they are run together: everything else is one space, but what marks a question, a cry or an address. */
struct letters {
	char text[LETTERS_READ + 3];
	uint16_t word[LETTERS_READ + 3]; /* which word of the reading each is in or before */
	int count;
};

static void put_letter(struct letters *l, char c, int word)
{
	bool is_kept =
		(unsigned char)c >= 0x80 || isalnum((unsigned char)c) || strchr("?!@", c) != NULL;
	if (!is_kept && l->count > 0 && l->text[l->count - 1] == ' ')
		return;
	l->text[l->count] = is_kept ? c : ' ';
	l->word[l->count++] = (uint16_t)word;
}

static void read_letters(struct letters *l, const struct wording *r)
{
	/* What stands before the first word and after the last is read too: "?" may. */
	size_t from = r->core.from > 0 ? r->words[r->core.from].from : 0;
	size_t to = r->core.to < r->count ? r->words[r->core.to].from : r->folded->len;
	int word = r->core.from;
	l->count = 0;
	put_letter(l, ' ', word);
	if (to - from > LETTERS_READ)
		to = from + LETTERS_READ;
	for (size_t i = from; i < to; i++) {
		while (word + 1 < r->core.to && i >= r->words[word].to)
			word++;
		put_letter(l, r->folded->text[i], word);
	}
	put_letter(l, ' ', word);
}

static void put_letters(struct features *f, const struct letters *l)
{
	for (int i = 0; i < l->count; i++) {
		uint64_t hash = hash_start(BLOCK_LETTERS, 0);
		for (int n = 1; n <= LETTERS_MOST && i + n <= l->count; n++) {
			hash = hash_bytes(hash, l->text + i + n - 1, 1);
			if (n >= LETTERS_LEAST)
				put(f, feature_of(BLOCK_LETTERS, hash, l->word[i],
						  l->word[i + n - 1] + 1));
		}
	}
}

/* ---------------------------------------------------------------- shape */

struct shape {
	int letters, capitals, marks, digits_in_row, most_digits, capital_words_in_row,
		most_capital_words;
	bool asks, has_at, has_link, is_word_start;
};

static void see_char(struct shape *s, char c)
{
	bool is_letter = isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
	bool is_capital = isupper((unsigned char)c);
	s->letters += is_letter;
	s->capitals += is_capital;
	s->asks |= c == '?';
	s->has_at |= c == '@';
	s->has_link |= c == '%' || c == '/';
	s->marks += c == '!';
	if (isdigit((unsigned char)c))
		s->digits_in_row++;
	else if (strchr(" .-", c) == NULL)
		s->digits_in_row = 0;
	if (s->digits_in_row > s->most_digits)
		s->most_digits = s->digits_in_row;
	if (is_letter && s->is_word_start) {
		s->capital_words_in_row = is_capital ? s->capital_words_in_row + 1 : 0;
		if (s->capital_words_in_row > s->most_capital_words)
			s->most_capital_words = s->capital_words_in_row;
	}
	s->is_word_start = !is_letter;
}

static struct shape see_text(const char *text, size_t from, size_t to)
{
	struct shape s = {.is_word_start = true};
	for (size_t i = from; i < to; i++)
		see_char(&s, text[i]);
	return s;
}

static void put_shape(struct features *f, const struct wording *r, const char *original)
{
	/* A name, a number, an address may stand in the signature; how one writes shows in the question itself. */
	size_t from = r->count > 0 ? r->folded->origin[r->words[r->core.from].from] : 0;
	size_t to = r->core.to < r->count ? r->folded->origin[r->words[r->core.to].from]
					  : strlen(original);
	int words = r->core.to - r->core.from;
	struct shape whole = see_text(original, 0, strlen(original));
	struct shape s = see_text(original, r->core.from > 0 ? from : 0, to);
	const struct {
		const char *name;
		bool is_so;
	} marks[] = {
		{"asks", s.asks},
		{"asks nothing", !s.asks},
		{"address", whole.has_at},
		{"telephone", whole.most_digits >= 9},
		{"five digits", whole.most_digits >= 5 && whole.most_digits < 9},
		{"capitals", s.capitals * 2 > s.letters},
		{"no capital", s.capitals == 0},
		{"exclaims", s.marks >= 3},
		{"name", whole.most_capital_words >= 2},
		{"link", whole.has_link},
		{"one word", words <= 1},
		{"few words", words > 1 && words <= 6},
		{"a sentence", words > 6 && words <= 30},
		{"a mail", words > 30 && words <= 90},
		{"a long mail", words > 90},
	};
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		if (marks[i].is_so)
			put(f, feature_of(BLOCK_SHAPE,
					  hash_bytes(hash_start(BLOCK_SHAPE, 0), marks[i].name,
						     strlen(marks[i].name)),
					  0, 0));
	}
}

void features_read(const struct wording *reading, const char *original, struct arena *a,
		   struct features *out)
{
	enum { SHAPES_MOST = 16 };
	*out = (struct features){0};
	struct letters *letters = arena_alloc(a, sizeof *letters);
	if (letters == NULL)
		return;
	read_letters(letters, reading);
	int most = reading->count * (2 + WORDS_IN_ROW) +
		   letters->count * (LETTERS_MOST - LETTERS_LEAST + 1) + SHAPES_MOST;
	out->items = arena_alloc(a, (size_t)most * sizeof *out->items);
	if (out->items == NULL)
		return;
	put_content(out, reading);
	put_words(out, reading);
	put_letters(out, letters);
	put_shape(out, reading, original);
}
