/* SPDX-License-Identifier: EUPL-1.2 */
/* 2_normalise.c - see 2_normalise.h. */
#include "flow/2_normalise.h"

#include "base/json.h"
#include "base/utf8.h"
#include "text/language.h"
#include "text/stopwords.h"
#include "text/vocabulary.h"
#include "voices/thesaurus.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { QUOTE_BYTES = 80 };

/* A guess below is none; from likeness_sure on, all that understand the question read the guess. */
static const double likeness_least = 0.35, likeness_sure = 0.7;

static const struct search_weights *weights_of(const struct worker *w)
{
	bool is_set = w->settings != NULL && w->settings->search_weights != NULL;
	return is_set ? w->settings->search_weights : &search_weights_default;
}

/* ---------------------------------------------------------------- guesses */

static void note_guess(struct normalised *n, const char *written, const char *read_as,
		       double likeness)
{
	if (n->guess_count < GUESSES_MAX)
		n->guesses[n->guess_count++] = (struct guess){written, read_as, likeness};
}

/* From now on the word is another one, for all who read it; its place in the text stays. */
static void read_as(struct token *word, const char *other, struct stemmer *stemmer)
{
	size_t len = utf8_cut(other, strlen(other), TOKEN_BYTES_MAX);
	memcpy(word->text, other, len);
	word->text[len] = '\0';
	word->len = (uint32_t)len;
	word->stem_len = (uint32_t)stemmer_stem(stemmer, word->text, word->len, word->stem);
	word->is_stop = stopword_is(word->text);
}

/* "Solène" in the middle of a sentence is a name, and no misspelt word; "SOLENE" in a text of capitals may be one. */
static bool is_name(const struct normalised *n, const struct token *word)
{
	const char *original = n->original;
	size_t at = n->folded.origin[word->from];
	bool is_capital =
		isupper((unsigned char)original[at]) ||
		((unsigned char)original[at] == 0xc3 && (unsigned char)original[at + 1] < 0xa0);
	size_t next = at + 1;
	return is_capital && word->from > 0 && !isupper((unsigned char)original[next]);
}

/* As written, by its stem, or as the plural of a word (the stemmer leaves "clous" and "bijoux" as they are). */
static bool is_known(const struct vocabulary *words, const struct token *word)
{
	char singular[TOKEN_BYTES_MAX + 1];
	if (vocabulary_has(words, word->text) || vocabulary_has(words, word->stem))
		return true;
	memcpy(singular, word->text, word->len + 1);
	char *last = &singular[word->len - 1];
	if (*last != 's' && *last != 'x')
		return false;
	*last = '\0';
	return vocabulary_has(words, singular);
}

/* Other spellings of a term for the search: the index decides which of them it has. */
static void add_spellings(struct worker *w, struct term *term, const struct near_word *near,
			  int count)
{
	term->read_as = near[0].word;
	for (int i = 0; i < count && term->form_count < FORMS_MAX; i++) {
		struct form *form = &term->forms[term->form_count];
		if (near[i].likeness < near[0].likeness * 0.6)
			continue;
		form->weight = weights_of(w)->spelling * (i == 0 ? 1 : 0.5);
		char stem[TOKEN_BYTES_MAX + 1];
		stemmer_stem(w->stemmer, near[i].word, strlen(near[i].word), stem);
		snprintf(form->tokens, sizeof form->tokens, "%s", stem);
		term->form_count++;
	}
}

/* ---------------------------------------------------------------- terms */

static struct term *find_term(struct normalised *n, const char *stem)
{
	for (int i = 0; i < n->term_count; i++) {
		if (strcmp(n->terms[i].stem, stem) == 0)
			return &n->terms[i];
	}
	return NULL;
}

/* gives the term of a word, a new one if need be; NULL when there is no room. */
static struct term *add_term(struct normalised *n, const struct token *word, struct arena *a)
{
	struct term *term = find_term(n, word->stem);
	if (term != NULL || n->term_count == TERMS_MAX)
		return term;
	const struct term made = {.word = arena_copy(a, word->text, word->len),
				  .stem = arena_copy(a, word->stem, word->stem_len)};
	if (made.word == NULL || made.stem == NULL)
		return NULL;
	n->terms[n->term_count] = made;
	return &n->terms[n->term_count++];
}

/* An unknown word becomes a term with the spellings it may be meant as; when one of them is likely, all read that. */
static void guess_word(struct worker *w, struct normalised *n, struct token *word)
{
	struct near_word near[NEAR_MAX];
	struct term *term = add_term(n, word, w->arena);
	int count = vocabulary_near(w->reference->words, word->text, near);
	if (count == 0 || near[0].likeness < likeness_least || term == NULL || term->form_count > 0)
		return;
	add_spellings(w, term, near, count);
	note_guess(n, term->word, near[0].word, near[0].likeness);
	if (near[0].likeness >= likeness_sure && !is_name(n, word))
		read_as(word, near[0].word, w->stemmer);
}

static void add_synonyms(struct worker *w, struct normalised *n, int at)
{
	struct expression_hit hit;
	const struct thesaurus *thesaurus = w->reference->thesaurus;
	if (thesaurus == NULL || weights_of(w)->synonyms <= 0 ||
	    !thesaurus_find(thesaurus, &n->reading, at, &hit))
		return;
	struct term *term = find_term(n, n->reading.words[at].stem);
	for (int i = 0; i < hit.count && term != NULL && term->form_count < FORMS_MAX; i++) {
		struct form *form = &term->forms[term->form_count];
		if (strlen(hit.others[i]->stems) >= sizeof form->tokens)
			continue;
		snprintf(form->tokens, sizeof form->tokens, "%s", hit.others[i]->stems);
		form->weight = weights_of(w)->synonyms;
		term->form_count++;
	}
}

static void read_words(struct worker *w, struct normalised *n)
{
	bool may_guess = w->reference != NULL && weights_of(w)->spelling > 0;
	const struct vocabulary *words = may_guess ? w->reference->words : NULL;
	bool is_french = strcmp(n->language, "fr") == 0;
	for (int i = 0; i < n->reading.count; i++) {
		struct token *word = &n->reading.words[i];
		const char *whole = vocabulary_unabbreviate(word->text);
		if (whole != NULL) {
			note_guess(n, arena_copy(w->arena, word->text, word->len), whole, 1);
			read_as(word, whole, w->stemmer);
		}
		if (word->is_stop)
			continue;
		/* Words of other languages are no misspelt French. */
		if (words != NULL && is_french && !is_known(words, word))
			guess_word(w, n, word);
		else
			(void)add_term(n, word, w->arena);
	}
	for (int i = 0; i < n->reading.count && w->reference != NULL; i++)
		add_synonyms(w, n, i);
}

enum rc normalise(struct worker *w, const char *text, struct normalised *out)
{
	*out = (struct normalised){.original = text};
	enum rc rc = fold_text(text, strlen(text), w->arena, &out->folded);
	if (rc == RC_OK)
		rc = wording_make(&out->folded, w->stemmer, w->arena, &out->reading);
	if (rc != RC_OK)
		return rc;
	out->language = language_guess(out->folded.text, out->folded.len);
	read_words(w, out);
	return RC_OK;
}

const char *normalised_quote(const struct normalised *n, size_t from, size_t to, struct arena *a)
{
	size_t start, end;
	if (!fold_span(&n->folded, from, to, &start, &end))
		return NULL;
	size_t len = utf8_cut(n->original + start, end - start, QUOTE_BYTES);
	return arena_copy(a, n->original + start, len);
}

/* Whether the voices read the other word too, or the search alone tries it beside what was written. */
static bool is_taken(const struct normalised *n, const struct guess *guess)
{
	for (int i = 0; i < n->reading.count; i++) {
		if (strcmp(n->reading.words[i].text, guess->read_as) == 0)
			return true;
	}
	return false;
}

static const char *guess_how(const struct normalised *n, const struct guess *guess)
{
	if (vocabulary_unabbreviate(guess->written) != NULL)
		return "short";
	return is_taken(n, guess) ? "spelling" : "tried";
}

cJSON *normalised_guesses_json(const struct normalised *n)
{
	cJSON *guesses = cJSON_CreateArray();
	for (int i = 0; i < n->guess_count; i++) {
		cJSON *guess = cJSON_CreateObject();
		json_put_text(guess, "written", n->guesses[i].written);
		json_put_text(guess, "read_as", n->guesses[i].read_as);
		json_put_text(guess, "how", guess_how(n, &n->guesses[i]));
		json_put_score(guess, "likeness", n->guesses[i].likeness);
		cJSON_AddItemToArray(guesses, guess);
	}
	return guesses;
}

cJSON *normalised_json(const struct normalised *n)
{
	cJSON *out = cJSON_CreateObject(), *words = cJSON_CreateArray();
	for (int i = 0; i < n->term_count; i++)
		cJSON_AddItemToArray(words, cJSON_CreateString(n->terms[i].word));
	json_put_text(out, "text", n->original);
	json_put_text(out, "folded", n->folded.text);
	json_put(out, "words", words);
	json_put(out, "guesses", normalised_guesses_json(n));
	return out;
}
