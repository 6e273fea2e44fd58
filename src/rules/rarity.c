/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rarity.c - a table of the commonest words, and for all others their length. See rarity.h.
 *
 * The figures are those of the examples in rules/examples (14,350 French ones): document frequencies of the
 * commonest words, and for the other words the mean of what is shared by pieces of one length.
 */
#include "rules/rarity.h"

#include "text/stopwords.h"

#include <stdbool.h>
#include <string.h>

enum {
	WORD_MAX = 32,
	STOPWORD = 4000, /* of a million: one that is not in the table */
	RARE_SIGN = 4000 /* @, %, # */
};

struct piece {
	const char *text;
	size_t len;
	bool is_start, is_end; /* of a word */
};

/* clang-format off */
/* In how many of a thousand questions; sorted. */
static const struct common {
	const char *word;
	uint16_t per_mille;
} commons[] = {
	{"a", 314}, {"age", 9}, {"ai", 74}, {"aide", 9}, {"aller", 6}, {"annees", 10},
	{"ans", 63}, {"appelle", 12}, {"apprendre", 13}, {"apres", 13}, {"association", 8},
	{"au", 66}, {"autre", 9}, {"aux", 20}, {"avait", 9}, {"avant", 17}, {"avec", 98},
	{"avez", 13}, {"avoir", 7}, {"belgique", 7}, {"bibliotheque", 13}, {"bien", 9},
	{"bon", 6}, {"bonjour", 73}, {"c", 64}, {"ca", 27}, {"carte", 19}, {"ce", 71},
	{"cela", 9}, {"ces", 6}, {"cette", 8}, {"cherche", 23}, {"chez", 20}, {"chose", 7},
	{"classe", 9}, {"club", 8}, {"combien", 41}, {"comme", 14}, {"comment", 84},
	{"compte", 8}, {"cours", 10}, {"d", 153}, {"dans", 94}, {"de", 432}, {"deja", 6},
	{"demande", 12}, {"demander", 7}, {"depuis", 28}, {"des", 159}, {"deux", 20},
	{"difference", 7}, {"dire", 14}, {"dit", 32}, {"dois", 13}, {"donne", 9}, {"dossier", 6},
	{"droit", 14}, {"du", 101}, {"ecole", 11}, {"ecrit", 9}, {"elle", 39}, {"elles", 6},
	{"en", 178}, {"encore", 13}, {"enfant", 9}, {"enfants", 17}, {"entre", 14}, {"est", 167},
	{"et", 221}, {"etait", 16}, {"ete", 13}, {"etre", 11}, {"euros", 7}, {"exemple", 10},
	{"existe", 17}, {"faire", 40}, {"fais", 7}, {"fait", 27}, {"famille", 8}, {"faut", 21},
	{"femme", 12}, {"femmes", 6}, {"fille", 18}, {"film", 14}, {"fils", 17}, {"fois", 7},
	{"francais", 15}, {"france", 14}, {"garde", 6}, {"gens", 7}, {"grand", 15},
	{"histoire", 13}, {"il", 131}, {"ils", 21}, {"j", 85}, {"jai", 9}, {"jamais", 7},
	{"je", 193}, {"jeu", 13}, {"jeux", 8}, {"jour", 8}, {"jours", 10}, {"l", 152},
	{"la", 266}, {"le", 239}, {"lecture", 6}, {"les", 190}, {"ligne", 11}, {"lire", 20},
	{"livre", 31}, {"livres", 26}, {"lui", 13}, {"m", 42}, {"ma", 77}, {"mais", 24},
	{"maison", 11}, {"mal", 7}, {"marche", 10}, {"mari", 10}, {"me", 50}, {"mediatheque", 10},
	{"meme", 12}, {"merci", 13}, {"mere", 18}, {"mes", 33}, {"modele", 6}, {"moi", 29},
	{"mois", 10}, {"mon", 119}, {"monde", 7}, {"monsieur", 6}, {"mort", 11}, {"mot", 8},
	{"n", 32}, {"ne", 45}, {"nom", 20}, {"non", 9}, {"nos", 7}, {"notre", 15}, {"nous", 28},
	{"nuit", 9}, {"on", 103}, {"ont", 14}, {"ou", 110}, {"ouvrages", 7}, {"par", 37},
	{"parents", 8}, {"parle", 15}, {"parler", 7}, {"pas", 72}, {"passe", 12}, {"pendant", 8},
	{"pere", 16}, {"personne", 8}, {"petit", 13}, {"petite", 10}, {"peut", 45}, {"peux", 10},
	{"photos", 6}, {"place", 8}, {"plus", 42}, {"porte", 7}, {"possible", 7}, {"pour", 179},
	{"pourquoi", 42}, {"pouvez", 7}, {"puis", 16}, {"qu", 42}, {"quand", 31}, {"que", 119},
	{"quel", 41}, {"quelle", 30}, {"quelles", 11}, {"quelqu", 9}, {"quels", 17}, {"qui", 131},
	{"quoi", 34}, {"rien", 11}, {"roman", 12}, {"rue", 9}, {"s", 36}, {"sa", 19},
	{"saint", 10}, {"sans", 38}, {"savoir", 10}, {"se", 29}, {"ses", 14}, {"si", 24},
	{"soir", 9}, {"son", 25}, {"sont", 20}, {"sous", 11}, {"suis", 55}, {"sur", 125},
	{"svp", 8}, {"t", 58}, {"temps", 14}, {"toujours", 7}, {"tous", 10}, {"tout", 22},
	{"travail", 6}, {"trois", 11}, {"trop", 8}, {"trouve", 10}, {"trouver", 9}, {"un", 263},
	{"une", 159}, {"vers", 9}, {"veut", 19}, {"veux", 11}, {"vie", 9}, {"vient", 11},
	{"vieux", 7}, {"voir", 6}, {"votre", 10}, {"voudrais", 20}, {"vous", 58}, {"vrai", 9},
	{"vraiment", 9}, {"y", 41},
};

/* Of a million, by length: a piece of a word that is not in the table. The last is for all longer ones. */
static const uint32_t whole_words[] = {RARITY_ALWAYS, 40000, 4000, 1000, 443, 400, 353, 299, 245, 214, 201, 166};
static const uint32_t starts[] = {RARITY_ALWAYS, 250000, 65904, 12275, 2959, 1428, 882, 622, 468, 370, 305, 241};
static const uint32_t insides[] = {RARITY_ALWAYS, 600000, 196995, 31605, 6406, 1991, 861, 544, 408, 329, 270, 228};
static const uint32_t numbers[] = {RARITY_ALWAYS, 100000, 40000, 5000, 1000, 400};
/* clang-format on */

enum {
	COMMON_COUNT = sizeof commons / sizeof commons[0],
	LENGTHS = sizeof starts / sizeof starts[0],
	NUMBER_LENGTHS = sizeof numbers / sizeof numbers[0]
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || c == '_';
}

/* The first common word that is not before the piece. */
static size_t first_common(const struct piece *p)
{
	size_t low = 0, high = COMMON_COUNT;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (strncmp(commons[middle].word, p->text, p->len) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool stands_in(const struct piece *p, const char *word)
{
	size_t len = strlen(word);
	for (size_t at = 0; at + p->len <= len; at++) {
		if ((at == 0 || !p->is_start) && (at + p->len == len || !p->is_end) &&
		    memcmp(word + at, p->text, p->len) == 0)
			return true;
	}
	return false;
}

/* Of a million: the common words that a piece is of. */
static uint32_t common_share(const struct piece *p)
{
	uint32_t share = 0;
	for (size_t i = p->is_start ? first_common(p) : 0; i < COMMON_COUNT; i++) {
		if (p->is_start && strncmp(commons[i].word, p->text, p->len) != 0)
			break;
		if (stands_in(p, commons[i].word))
			share += 1000U * commons[i].per_mille;
	}
	return share;
}

static bool is_stopword(const struct piece *p)
{
	char word[WORD_MAX] = {0};
	if (!p->is_start || p->len >= sizeof word)
		return false;
	memcpy(word, p->text, p->len);
	return stopword_is(word);
}

static uint32_t piece_rarity(const struct piece *p)
{
	if (is_digit(p->text[0]))
		return numbers[p->len < NUMBER_LENGTHS ? p->len : NUMBER_LENGTHS - 1];
	const uint32_t *by_len = p->is_start && p->is_end ? whole_words
				 : p->is_start            ? starts
							  : insides;
	uint32_t share = common_share(p);
	if (share == 0 && is_stopword(p))
		share = STOPWORD;
	share += by_len[p->len < LENGTHS ? p->len : LENGTHS - 1];
	return share < RARITY_ALWAYS ? share : RARITY_ALWAYS;
}

/* The digits or the letters from here on. */
static struct piece next_piece(const char *text, size_t len, size_t at)
{
	bool (*is_same)(char) = is_digit(text[at]) ? is_digit : is_letter;
	struct piece p = {.text = text + at, .is_start = at > 0};
	while (at + p.len < len && is_same(text[at + p.len]))
		p.len++;
	p.is_end = at + p.len < len;
	return p;
}

/* The rarest piece says most; the others go with it more often than chance would have it, so they halve. */
uint32_t rarity_of(const char *text, size_t len)
{
	uint32_t rarest = RARITY_ALWAYS, pieces = 0;
	for (size_t at = 0; at < len;) {
		struct piece p = next_piece(text, len, at);
		uint32_t rarity = RARITY_ALWAYS;
		if (p.len > 0)
			rarity = piece_rarity(&p);
		else if (strchr("@%[]()/#&+=*<>", text[at]) != NULL)
			rarity = RARE_SIGN;
		pieces += rarity < RARITY_ALWAYS;
		rarest = rarity < rarest ? rarity : rarest;
		at += p.len > 0 ? p.len : 1;
	}
	return pieces > 1 ? rarest >> (pieces - 1 < 8 ? pieces - 1 : 8) : rarest;
}
