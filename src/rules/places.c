/* SPDX-License-Identifier: EUPL-1.2 */
/* places.c - mentions are gathered word by word, judged, and the best is taken. See places.h. */
#include "rules/places.h"

#include "text/language.h"
#include "text/tokens.h"

#include <stdint.h>
#include <string.h>

enum { WORDS_MAX = 2048, HITS_MAX = 32, CODE_MAX = 8, STREET_LINKS_MAX = 5 };

struct word {
	uint32_t from, to;
};

struct search {
	const struct places *places;
	const struct folded *folded;
	struct word words[WORDS_MAX];
	size_t count;
	struct place_hit hits[HITS_MAX];
	size_t hit_count;
	bool has_capitals; /* proper ones, inside sentences */
	bool is_alone;     /* the text is nothing but a place */
};

/* Sorted nowhere: each list is a handful of words. */
static const char *const prepositions[] = {"a",      "en",    "de",   "du",   "des", "d",
					   "dans",   "sur",   "vers", "pres", "au",  "aux",
					   "depuis", "entre", "hors", "via",  NULL};
static const char *const articles[] = {"le", "la", "les", "l", NULL};
/* What may stand between rue and the name: articles, titles, "the battle of". */
static const char *const street_links[] = {
	"de",      "du",       "des",      "d",       "le",        "la",      "les",
	"l",       "general",  "marechal", "colonel", "capitaine", "docteur", "president",
	"abbe",    "bataille", "porte",    "pont",    "gare",      "port",    "eglise",
	"vieille", "vieux",    "grande",   "petite",  NULL};
static const char *const streets[] = {
	"rue",      "rues",    "avenue",  "av",      "boulevard", "bd",     "bld",       "place",
	"quai",     "impasse", "allee",   "allees",  "chemin",    "square", "esplanade", "passage",
	"faubourg", "fbg",     "sentier", "venelle", "ruelle",    "metro",  "parvis",    NULL};
static const char *const departement_words[] = {"departement", "dept", "dpt", "dep", NULL};

/* What a number of five digits counts when it is no postal code. */
static const char *const units[] = {"euros",   "euro",   "eur",      "habitants", "personnes",
				    "km",      "metres", "morts",    "soldats",   "francs",
				    "dollars", "livres", "pages",    "mots",      "ans",
				    "kg",      "tonnes", "volts",    "lieues",    "vues",
				    "abonnes", "fois",   "hectares", "hommes",    NULL};

static bool word_is(const struct search *s, size_t i, const char *text)
{
	size_t n = s->words[i].to - s->words[i].from;
	return strlen(text) == n && memcmp(s->folded->text + s->words[i].from, text, n) == 0;
}

static bool is_listed(const struct search *s, size_t i, const char *const *list)
{
	if (i >= s->count)
		return false;
	for (; *list != NULL; list++) {
		if (word_is(s, i, *list))
			return true;
	}
	return false;
}

/* ---- what stands around a mention ---- */

/* The preposition before word i, an article between them or not; s->count when there is none. */
static size_t preposition_before(const struct search *s, size_t i)
{
	if (i > 0 && is_listed(s, i - 1, articles))
		i--;
	return i > 0 && is_listed(s, i - 1, prepositions) ? i - 1 : s->count;
}

static bool is_in_street(const struct search *s, size_t i)
{
	for (int links = 0; i > 0 && links < STREET_LINKS_MAX; links++) {
		i--;
		if (is_listed(s, i, streets))
			return true;
		if (!is_listed(s, i, street_links))
			return false;
	}
	return false;
}

static bool is_capital(const char *c)
{
	unsigned char first = (unsigned char)c[0], second = first == 0 ? 0 : (unsigned char)c[1];
	return (first >= 'A' && first <= 'Z') ||
	       (first == 0xc3 && second >= 0x80 && second <= 0x9e);
}

static bool is_capitalised(const struct search *s, size_t i)
{
	return is_capital(s->folded->original + s->folded->origin[s->words[i].from]);
}

/* Does a word inside a sentence start with a capital? Then a lower case name is probably none. */
static bool uses_capitals(const struct search *s)
{
	if (s->folded->original == NULL)
		return false;
	for (size_t i = 1; i < s->count; i++) {
		size_t gap = s->words[i].from - s->words[i - 1].to;
		bool is_inside = gap == 1 && s->folded->text[s->words[i].from - 1] == ' ';
		if (is_inside && is_capitalised(s, i) && !is_capitalised(s, i - 1))
			return true;
	}
	return false;
}

/* "de Nancy Huston": a capital right after it makes the name a person's. */
static bool is_first_name(const struct search *s, size_t last, size_t preposition)
{
	if (s->folded->original == NULL || last + 1 >= s->count || !word_is(s, preposition, "de"))
		return false;
	bool is_next = s->words[last + 1].from == s->words[last].to + 1 &&
		       s->folded->text[s->words[last].to] == ' ';
	return is_next && is_capitalised(s, last + 1);
}

/* "a nice day" is no preposition. */
static bool is_foreign(const struct search *s, size_t preposition)
{
	return word_is(s, preposition, "a") &&
	       strcmp(language_guess(s->folded->text, s->folded->len), "en") == 0;
}

/* May an ambiguous name stand for the place here? */
static bool is_meant(const struct search *s, size_t first, size_t last)
{
	size_t preposition = preposition_before(s, first);
	if (preposition >= s->count || is_foreign(s, preposition))
		return false;
	if (s->has_capitals && !is_capitalised(s, first) && !is_capitalised(s, last))
		return false;
	return !is_first_name(s, last, preposition);
}

/* ---- codes ---- */

static bool is_digits(const struct search *s, size_t i, size_t n)
{
	const struct word *w = &s->words[i];
	if (w->to - w->from != n)
		return false;
	for (size_t at = w->from; at < w->to; at++) {
		if (s->folded->text[at] < '0' || s->folded->text[at] > '9')
			return false;
	}
	return true;
}

/* The département whose code is word i, or NULL. */
static const struct place *coded(const struct search *s, size_t i)
{
	char code[CODE_MAX];
	size_t n = s->words[i].to - s->words[i].from;
	if (n < 2 || n > 3)
		return NULL;
	memcpy(code, s->folded->text + s->words[i].from, n);
	code[n] = '\0';
	return code[0] >= '0' && code[0] <= '9' ? places_by_code(s->places, code) : NULL;
}

static bool is_in_parentheses(const struct search *s, size_t i)
{
	const struct word *w = &s->words[i];
	return w->from > 0 && s->folded->text[w->from - 1] == '(' && s->folded->text[w->to] == ')';
}

/* The département of a French postal code: 20 is Corsica, cut in two at 202; 97 takes a third digit. */
static const struct place *postal(const struct search *s, size_t i)
{
	const char *text = s->folded->text + s->words[i].from;
	char code[CODE_MAX] = {text[0], text[1]};
	if (strncmp(text, "20", 2) == 0)
		code[1] = text[2] < '2' ? 'A' : 'B';
	else if (strncmp(text, "97", 2) == 0)
		code[2] = text[2];
	return places_by_code(s->places, code);
}

static void add_hit(struct search *s, const struct place *place, struct word at, double score)
{
	if (s->hit_count >= HITS_MAX)
		return;
	s->hits[s->hit_count++] = (struct place_hit){
		.place = place,
		.code = place->code,
		.name = place->name,
		.from = at.from,
		.to = at.to,
		.score = score,
	};
}

/* ---- names ---- */

/* Writes words first to last as a key; false when it gets too long. */
static bool make_key(const struct search *s, size_t first, size_t last, char out[PLACE_KEY_MAX])
{
	size_t used = 0;
	for (size_t i = first; i <= last; i++) {
		const char *word = s->folded->text + s->words[i].from;
		size_t n = s->words[i].to - s->words[i].from;
		word_unabbreviate(&word, &n);
		if (used + n + 2 > PLACE_KEY_MAX)
			return false;
		if (used > 0)
			out[used++] = ' ';
		memcpy(out + used, word, n);
		used += n;
	}
	out[used] = '\0';
	return used > 0;
}

/* The longest name that starts at word `first`; *last is its last word. NULL: none. */
static const struct place_name *longest_name(const struct search *s, size_t first, size_t *last)
{
	char key[PLACE_KEY_MAX];
	if (!make_key(s, first, first, key))
		return NULL;
	size_t words = (size_t)places_longest(s->places, key);
	if (words > s->count - first)
		words = s->count - first;
	for (; words > 0; words--) {
		*last = first + words - 1;
		if (!make_key(s, first, *last, key))
			continue;
		const struct place_name *name = places_named(s->places, key);
		if (name != NULL)
			return name;
	}
	return NULL;
}

/* The code right behind a name: "(29)". */
static const struct place *code_behind(const struct search *s, size_t last)
{
	if (last + 1 >= s->count || !is_in_parentheses(s, last + 1))
		return NULL;
	return coded(s, last + 1);
}

static double score_of(const struct search *s, const struct place_name *name, size_t first)
{
	double score = name->place->kind == PLACE_AREA ? 0.5 : name->is_alias ? 0.8 : 0.9;
	if (name->place->is_ambiguous && !name->is_alias)
		return score - 0.2;
	bool has_preposition = name->is_contracted || preposition_before(s, first) < s->count;
	return has_preposition ? score + 0.05 : score;
}

/* Adds each place of that name which may be meant; returns how many words are used up. */
static size_t add_names(struct search *s, size_t first)
{
	size_t last;
	const struct place_name *name = longest_name(s, first, &last);
	if (name == NULL)
		return 0;
	struct word at = {s->words[first].from, s->words[last].to};
	const struct place *code = code_behind(s, last);
	bool is_street = is_in_street(s, first);
	for (; name != NULL; name = name->next) {
		bool is_sure = code != NULL && name->place->code != NULL &&
			       strcmp(code->code, name->place->code) == 0;
		bool is_open = name->is_alias || !name->place->is_ambiguous || s->is_alone;
		if (is_sure)
			add_hit(s, name->place, at, 0.99);
		else if (!is_street && (is_open || is_meant(s, first, last)))
			add_hit(s, name->place, at, score_of(s, name, first));
	}
	return last - first + 1;
}

static bool has_name_at(const struct search *s, size_t i)
{
	size_t last;
	return i < s->count && longest_name(s, i, &last) != NULL;
}

/* 50000 counts something, 29200 does not; a round number needs a name beside it. */
static bool is_postal(const struct search *s, size_t i)
{
	if (!is_digits(s, i, 5) || is_listed(s, i + 1, units))
		return false;
	const char *text = s->folded->text;
	if (strncmp(text + s->words[i].to, " €", strlen(" €")) == 0)
		return false;
	bool is_round = memcmp(text + s->words[i].from + 2, "000", 3) == 0;
	return !is_round || s->is_alone || has_name_at(s, i + 1) ||
	       (i > 0 && has_name_at(s, i - 1)) || (i > 0 && word_is(s, i - 1, "postal"));
}

static void add_codes(struct search *s, size_t i)
{
	const struct place *place = coded(s, i);
	if (place != NULL && is_in_parentheses(s, i))
		add_hit(s, place, s->words[i], 0.92);
	else if (place != NULL && i > 0 && is_listed(s, i - 1, departement_words))
		add_hit(s, place, s->words[i], 0.95);
	else if (place != NULL && i > 1 && word_is(s, i - 2, "dans") && word_is(s, i - 1, "le"))
		add_hit(s, place, s->words[i], 0.6);
	place = is_postal(s, i) ? postal(s, i) : NULL;
	if (place != NULL)
		add_hit(s, place, s->words[i], 0.95);
}

/* ---- the choice ---- */

/* Does another mention speak for the same département? It decides between places of one name. */
static bool is_seconded(const struct search *s, const struct place_hit *hit)
{
	for (size_t i = 0; i < s->hit_count; i++) {
		const struct place_hit *other = &s->hits[i];
		if (other->from != hit->from && other->code != NULL && hit->code != NULL &&
		    strcmp(other->code, hit->code) == 0)
			return true;
	}
	return false;
}

/* Surer; between places of one name, the one that something else speaks for. Else the first stays. */
static bool is_better(const struct search *s, const struct place_hit *a, const struct place_hit *b)
{
	bool is_same_mention = a->from == b->from && a->to == b->to;
	if (is_same_mention && a->score <= b->score)
		return is_seconded(s, a) && !is_seconded(s, b);
	return a->score > b->score;
}

static void split(struct search *s)
{
	struct words words = {.text = s->folded->text, .len = s->folded->len};
	size_t from, to;
	while (s->count < WORDS_MAX && words_next(&words, &from, &to))
		s->words[s->count++] = (struct word){(uint32_t)from, (uint32_t)to};
}

/* Gathers every mention. */
static void search(struct search *s)
{
	split(s);
	s->has_capitals = uses_capitals(s);
	for (size_t i = 0; i < s->count;) {
		add_codes(s, i);
		size_t used = add_names(s, i);
		i += used == 0 ? 1 : used;
	}
}

static bool take_best(const struct search *s, bool wants_area, struct place_hit *out)
{
	const struct place_hit *best = NULL;
	for (size_t i = 0; i < s->hit_count; i++) {
		const struct place_hit *hit = &s->hits[i];
		if ((hit->code == NULL) == wants_area && (best == NULL || is_better(s, hit, best)))
			best = hit;
	}
	if (best == NULL)
		return false;
	*out = *best;
	return true;
}

bool places_find(const struct places *places, const struct folded *folded, struct place_hit *out)
{
	struct search s = {.places = places, .folded = folded};
	search(&s);
	return take_best(&s, false, out);
}

bool places_find_area(const struct places *places, const struct folded *folded,
		      struct place_hit *out)
{
	struct search s = {.places = places, .folded = folded};
	search(&s);
	return take_best(&s, true, out);
}

bool places_find_alone(const struct places *places, const struct folded *folded,
		       struct place_hit *out)
{
	struct search s = {.places = places, .folded = folded, .is_alone = true};
	search(&s);
	return take_best(&s, false, out);
}
