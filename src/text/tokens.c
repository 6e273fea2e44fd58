/* SPDX-License-Identifier: EUPL-1.2 */
/* tokens.c - one pass over folded text; what is special is in three tables. See tokens.h. */
#include "text/tokens.h"

#include "base/utf8.h"
#include "base/xalloc.h"
#include "text/stopwords.h"

#include <assert.h>
#include <libstemmer.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Most words of a text are a few thousand common ones: their stems are remembered. */
enum { REMEMBERED = 16384, REMEMBERED_BYTES = 20 };

struct stemmer {
	struct sb_stemmer *snowball;
	struct remembered {
		char word[REMEMBERED_BYTES],
			stem[REMEMBERED_BYTES]; /* NUL-terminated; empty: none */
	} remembered[REMEMBERED];
};

/* What an apostrophe cuts off the next word. */
static const char *const elisions[] = {
	"l",  "d",     "j",      "m",      "t",      "s",      "n",      "c",
	"qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu",
};

/* What an apostrophe is part of. */
static const char *const joins[] = {"aujourd", "prud"};

/* Two words with a hyphen or a space between, or none, that people take for one. */
static const struct compound {
	const char *first, *second, *whole;
} compounds[] = {
	{"rendez", "vous", "rendezvous"},
	{"week", "end", "weekend"},
	{"e", "mail", "email"},
	{"e", "mails", "emails"},
	{"e", "book", "ebook"},
	{"e", "books", "ebooks"},
	{"wi", "fi", "wifi"},
	{"peut", "etre", "peutetre"},
};

/* Words that only their signs tell from a letter. */
static const struct signed_word {
	const char *written, *whole;
} signed_words[] = {{"c++", "cplusplus"}, {"c#", "csharp"}};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

struct stemmer *stemmer_new(void)
{
	struct stemmer *s = xzalloc(sizeof *s);
	s->snowball = sb_stemmer_new("french", "UTF_8");
	assert(s->snowball != NULL);
	return s;
}

void stemmer_free(struct stemmer *s)
{
	if (s == NULL)
		return;
	sb_stemmer_delete(s->snowball);
	free(s);
}

/* Copies as many whole characters as a token holds. */
static size_t copy_word(char out[TOKEN_BYTES_MAX + 1], const char *word, size_t len)
{
	size_t n = utf8_cut(word, len, TOKEN_BYTES_MAX);
	memcpy(out, word, n);
	out[n] = '\0';
	return n;
}

static bool has_digit(const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (word[i] >= '0' && word[i] <= '9')
			return true;
	}
	return false;
}

static struct remembered *place_of(struct stemmer *s, const char *word, size_t len)
{
	uint32_t hash = 2166136261u; /* FNV-1a */
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)word[i]) * 16777619u;
	return &s->remembered[(hash ^ hash >> 16) % REMEMBERED];
}

static bool is_remembered(const struct remembered *r, const char *word, size_t len)
{
	return len > 0 && memcmp(r->word, word, len) == 0 && r->word[len] == '\0';
}

static size_t stem_anew(struct stemmer *s, const char *word, size_t len,
			char out[TOKEN_BYTES_MAX + 1])
{
	const sb_symbol *stem = sb_stemmer_stem(s->snowball, (const sb_symbol *)word, (int)len);
	if (stem == NULL)
		return copy_word(out, word, len);
	return copy_word(out, (const char *)stem, (size_t)sb_stemmer_length(s->snowball));
}

size_t stemmer_stem(struct stemmer *s, const char *word, size_t len, char out[TOKEN_BYTES_MAX + 1])
{
	len = utf8_cut(word, len, TOKEN_BYTES_MAX);
	if (has_digit(word, len))
		return copy_word(out, word, len);
	if (len >= REMEMBERED_BYTES)
		return stem_anew(s, word, len, out);
	struct remembered *r = place_of(s, word, len);
	if (is_remembered(r, word, len))
		return copy_word(out, r->stem, strlen(r->stem));
	size_t stem_len = stem_anew(s, word, len, out);
	if (stem_len < REMEMBERED_BYTES) {
		memcpy(r->word, word, len);
		r->word[len] = '\0';
		memcpy(r->stem, out, stem_len + 1);
	}
	return stem_len;
}

/* Bytes of the letter, mark or digit at `at`; 0 when something else is there, or nothing. */
static size_t word_char(const struct tokens *t, size_t at)
{
	if (at >= t->len)
		return 0;
	unsigned char c = (unsigned char)t->text[at];
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
	utf8proc_int32_t point;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)t->text + at,
					      (utf8proc_ssize_t)(t->len - at), &point);
	if (n < 0)
		return 0;
	utf8proc_category_t category = utf8proc_category(point);
	bool is_word = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
	return is_word ? (size_t)n : 0;
}

static size_t word_end(const struct tokens *t, size_t at)
{
	for (size_t n = word_char(t, at); n > 0; n = word_char(t, at))
		at += n;
	return at;
}

/* The first place from `at` on where a word starts, or the end of the text. */
static size_t word_start(const struct tokens *t, size_t at)
{
	while (at < t->len && word_char(t, at) == 0)
		at++; /* bytes inside a character are not word characters either */
	return at;
}

static bool is_listed(const char *const *list, size_t count, const char *word, size_t len)
{
	for (size_t i = 0; i < count; i++) {
		/* Looked at for every word of a text: most differ in the first letter. */
		if (len > 0 && list[i][0] == word[0] && strlen(list[i]) == len &&
		    memcmp(list[i], word, len) == 0)
			return true;
	}
	return false;
}

static bool has_apostrophe(const struct tokens *t, size_t at)
{
	return at < t->len && t->text[at] == '\'' && word_char(t, at + 1) > 0;
}

/* Skips what is elided before the word at *from. Returns where the word ends. */
static size_t cut_elision(const struct tokens *t, size_t *from)
{
	size_t end = word_end(t, *from);
	while (has_apostrophe(t, end) &&
	       is_listed(elisions, COUNT(elisions), t->text + *from, end - *from)) {
		*from = end + 1;
		end = word_end(t, *from);
	}
	return end;
}

static void set_text(struct token *out, const char *text, size_t len)
{
	out->len = (uint32_t)copy_word(out->text, text, len);
}

/* aujourd'hui, prud'hommes: one word, written without the apostrophe. */
static bool take_joined(const struct tokens *t, struct token *out)
{
	size_t end = out->to, first = end - out->from;
	if (!has_apostrophe(t, end) || !is_listed(joins, COUNT(joins), t->text + out->from, first))
		return false;
	char whole[TOKEN_BYTES_MAX + 1];
	size_t to = word_end(t, end + 1);
	size_t second = utf8_cut(t->text + end + 1, to - end - 1, TOKEN_BYTES_MAX - first);
	memcpy(whole, t->text + out->from, first);
	memcpy(whole + first, t->text + end + 1, second);
	set_text(out, whole, first + second);
	out->to = (uint32_t)to;
	return true;
}

static bool is_single_letter(const struct tokens *t, size_t at)
{
	return at < t->len && t->text[at] >= 'a' && t->text[at] <= 'z' && word_char(t, at + 1) == 0;
}

/* "c.a.f.": single letters with a dot after each but perhaps the last. */
static bool take_acronym(const struct tokens *t, struct token *out)
{
	char letters[TOKEN_BYTES_MAX + 1];
	size_t at = out->from, to = at, n = 0;
	while (n < TOKEN_BYTES_MAX && is_single_letter(t, at)) {
		letters[n++] = t->text[at];
		to = at + 1;
		if (to >= t->len || t->text[to] != '.')
			break;
		at = ++to;
	}
	if (n < 2)
		return false;
	set_text(out, letters, n);
	out->to = (uint32_t)to;
	return true;
}

static bool text_is(const struct tokens *t, size_t from, size_t to, const char *word)
{
	return strlen(word) == to - from && memcmp(t->text + from, word, to - from) == 0;
}

static bool take_compound(const struct tokens *t, struct token *out)
{
	size_t end = out->to;
	if (end >= t->len || (t->text[end] != '-' && t->text[end] != ' '))
		return false;
	for (size_t i = 0; i < COUNT(compounds); i++) {
		if (compounds[i].first[0] != t->text[out->from] ||
		    !text_is(t, out->from, end, compounds[i].first))
			continue;
		size_t to = word_end(t, end + 1);
		if (!text_is(t, end + 1, to, compounds[i].second))
			continue;
		set_text(out, compounds[i].whole, strlen(compounds[i].whole));
		out->to = (uint32_t)to;
		return true;
	}
	return false;
}

static bool take_signed(const struct tokens *t, struct token *out)
{
	if (t->text[out->from] != 'c')
		return false;
	for (size_t i = 0; i < COUNT(signed_words); i++) {
		size_t n = strlen(signed_words[i].written);
		if (n > t->len - out->from ||
		    memcmp(t->text + out->from, signed_words[i].written, n) != 0)
			continue;
		set_text(out, signed_words[i].whole, strlen(signed_words[i].whole));
		out->to = out->from + (uint32_t)n;
		return true;
	}
	return false;
}

static const struct roman {
	const char *sign;
	int value;
} romans[] = {{"xl", 40}, {"x", 10}, {"ix", 9}, {"v", 5}, {"iv", 4}, {"i", 1}};

/* Is it how one writes that number? "viv" is not: "vive" is no rank. */
static bool is_roman(const char *text, size_t len, int value)
{
	for (size_t r = 0; r < COUNT(romans); r++) {
		size_t n = strlen(romans[r].sign);
		for (; value >= romans[r].value; value -= romans[r].value, text += n, len -= n) {
			if (n > len || memcmp(text, romans[r].sign, n) != 0)
				return false;
		}
	}
	return len == 0;
}

/* The number that Roman numerals write; 0 when they are none, or not as one writes them. */
static int roman_value(const char *text, size_t len)
{
	int value = 0;
	size_t at = 0;
	for (size_t r = 0; r < COUNT(romans); r++) {
		size_t n = strlen(romans[r].sign);
		for (; n <= len - at && memcmp(text + at, romans[r].sign, n) == 0; at += n)
			value += romans[r].value;
	}
	return is_roman(text, len, value) ? value : 0;
}

static bool is_rank_ending(const char *text, size_t len)
{
	static const char *const endings[] = {"e",  "eme", "emes", "ieme", "iemes",
					      "er", "ere", "nd",   "nde"};
	return is_listed(endings, COUNT(endings), text, len);
}

/* Does a thing follow that is counted in Roman numerals? Then "vie" is the sixth, and no life. */
static bool is_ranked(const struct tokens *t, size_t at)
{
	static const char *const ranked[] = {"siecle", "siecles", "arrondissement", "republique"};
	size_t from = at + 1;
	return at < t->len && t->text[at] == ' ' &&
	       is_listed(ranked, COUNT(ranked), t->text + from, word_end(t, from) - from);
}

/* "xviiie", "18eme", "18e", "1er": one word "18e", however the rank is written. */
static bool take_rank(const struct tokens *t, struct token *out)
{
	const char *word = t->text + out->from;
	size_t len = out->to - out->from, digits = 0;
	char whole[16];
	while (digits < len && word[digits] >= '0' && word[digits] <= '9')
		digits++;
	if (digits > 0 && digits <= 4 && is_rank_ending(word + digits, len - digits)) {
		snprintf(whole, sizeof whole, "%.*se", (int)digits, word);
		set_text(out, whole, strlen(whole));
		return true;
	}
	size_t roman = 0;
	while (roman < len && (word[roman] == 'i' || word[roman] == 'v' || word[roman] == 'x' ||
			       word[roman] == 'l'))
		roman++;
	int value = roman > 0 && roman < len && is_rank_ending(word + roman, len - roman)
			    ? roman_value(word, roman)
			    : 0;
	bool is_word = roman == 1 || text_is(t, out->from, out->to, "vie");
	if (value == 0 || (is_word && !is_ranked(t, out->to)))
		return false;
	snprintf(whole, sizeof whole, "%de", value);
	set_text(out, whole, strlen(whole));
	return true;
}

void tokens_init(struct tokens *t, const char *folded, size_t len, struct stemmer *stemmer)
{
	assert(len <= UINT32_MAX);
	*t = (struct tokens){.text = folded, .len = len, .stemmer = stemmer};
}

bool tokens_next(struct tokens *t, struct token *out)
{
	size_t from = word_start(t, t->at);
	if (from >= t->len) {
		t->at = t->len;
		return false;
	}
	size_t to = cut_elision(t, &from);
	out->from = (uint32_t)from;
	out->to = (uint32_t)to;
	if (!take_joined(t, out) && !take_acronym(t, out) && !take_compound(t, out) &&
	    !take_signed(t, out) && !take_rank(t, out))
		set_text(out, t->text + from, to - from);
	t->at = out->to;
	out->is_stop = stopword_is(out->text);
	if (t->stemmer != NULL)
		out->stem_len = (uint32_t)stemmer_stem(t->stemmer, out->text, out->len, out->stem);
	else
		out->stem_len = (uint32_t)copy_word(out->stem, out->text, out->len);
	return true;
}

bool words_next(struct words *w, size_t *from, size_t *to)
{
	const struct tokens t = {.text = w->text, .len = w->len};
	size_t start = word_start(&t, w->at);
	if (start >= w->len)
		return false;
	*from = start;
	*to = w->at = word_end(&t, start);
	return true;
}

void word_unabbreviate(const char **word, size_t *len)
{
	static const struct {
		const char *brief, *whole;
	} forms[] = {{"st", "saint"}, {"ste", "sainte"}};
	for (size_t i = 0; i < COUNT(forms); i++) {
		if (strlen(forms[i].brief) != *len || memcmp(*word, forms[i].brief, *len) != 0)
			continue;
		*word = forms[i].whole;
		*len = strlen(forms[i].whole);
		return;
	}
}
