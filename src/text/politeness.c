/* SPDX-License-Identifier: EUPL-1.2 */
/* politeness.c - three lists of words. See politeness.h. */
#include "text/politeness.h"

#include <string.h>

/* SIGNATURE_MOST: telling words after the last formula, a name and a town. CLOSING_MOST: words of all the closing. */
enum { SIGNATURE_MOST = 4, CLOSING_MOST = 30 };

static const char *const greetings[] = {
	"allo",   "bjr",          "bonjour",  "bonsoir",   "bsr",   "chere",
	"cheres", "cher",         "chers",    "coucou",    "hello", "hey",
	"madame", "mademoiselle", "mesdames", "messieurs", "mme",   "monsieur",
	"salam",  "salut",        "slm",      "slt",       NULL,
};

/* What may stand among greetings and make them longer, but is none alone. */
static const char *const companions[] = {
	"a",
	"au",
	"aux",
	"de",
	"du",
	"equipe",
	"et",
	"l",
	"la",
	"le",
	"les",
	"m",
	"mr",
	"tous",
	"tout",
	"toute",
	"toutes",
	"vous",
	"bibliothecaire",
	"bibliothecaires",
	"docteur",
	"monde",
	NULL,
};

/* A closing starts with one of these. */
static const char *const closings[] = {
	"amicalement",
	"bisous",
	"cdlt",
	"cdt",
	"cordialement",
	"courtoisement",
	"merci",
	"mercis",
	"remerciant",
	"remercie",
	"remercions",
	"remerciements",
	"respectueusement",
	"salutations",
	"sincerement",
	"thanks",
	NULL,
};

/* What is said in closings besides; a signature is what is left over. */
static const char *const formulas[] = {
	"accueil",  "agreer",     "aide",        "attention",  "avance",          "belle",
	"bien",     "bon",        "bonne",       "bonnes",     "bravo",           "continuation",
	"courage",  "distingues", "distinguees", "expression", "grand",           "infiniment",
	"journee",  "mille",      "moi",         "meilleures", "precieuse",       "recherches",
	"reponse",  "retour",     "sentiments",  "service",    "soiree",          "sincere",
	"sinceres", "temps",      "tres",        "travail",    "chaleureusement", "vif",
	"vifs",     "weekend",    "annee",       NULL,
};

static bool is_in(const char *const *list, const char *word)
{
	for (; *list != NULL; list++) {
		if ((*list)[0] == word[0] && strcmp(*list, word) == 0)
			return true;
	}
	return false;
}

static int skip_greeting(const struct token *words, int count)
{
	int at = 0;
	for (int i = 0; i < count; i++) {
		if (is_in(greetings, words[i].text))
			at = i + 1;
		else if (at == 0 || !is_in(companions, words[i].text))
			break;
	}
	return at;
}

/* "merci de me dire où…" asks; "merci de votre aide" thanks. */
static bool is_request(const struct token *words, int count, int at)
{
	bool has_de = at + 2 < count && strcmp(words[at + 1].text, "de") == 0;
	return has_de && strcmp(words[at + 2].text, "votre") != 0 &&
	       strcmp(words[at + 2].text, "vos") != 0;
}

/* Is all that follows a formula, a small word, or the few words of a signature? */
static bool is_all_closing(const struct token *words, int count, int at)
{
	int left_over = 0;
	for (int i = at; i < count; i++)
		left_over += !words[i].is_stop && !is_in(formulas, words[i].text) &&
			     !is_in(closings, words[i].text);
	return count - at <= CLOSING_MOST && left_over <= SIGNATURE_MOST;
}

/* Where a sentence that holds the first word of thanks starts: "je vous", "avec mes vifs", "en vous". */
static int sentence_start(const struct token *words, int from, int at, const char *text)
{
	while (at > from && words[at - 1].is_stop &&
	       memchr(text + words[at - 1].to, '.', words[at].from - words[at - 1].to) == NULL &&
	       memchr(text + words[at - 1].to, '?', words[at].from - words[at - 1].to) == NULL &&
	       memchr(text + words[at - 1].to, ',', words[at].from - words[at - 1].to) == NULL)
		at--;
	return at;
}

static int find_closing(const struct token *words, int from, int count, const char *text)
{
	for (int i = from; i < count; i++) {
		if (is_in(closings, words[i].text) && !is_request(words, count, i) &&
		    is_all_closing(words, count, i) && strchr(text + words[i].from, '?') == NULL)
			return sentence_start(words, from, i, text);
	}
	return count;
}

struct span politeness_core(const struct token *words, int count, const char *text)
{
	int from = skip_greeting(words, count);
	int to = find_closing(words, from, count, text);
	return from < to ? (struct span){from, to} : (struct span){0, count};
}
