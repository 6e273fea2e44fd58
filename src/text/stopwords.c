/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stopwords.c - one sorted list. See stopwords.h.
 *
 * Kept out although frequent, because they name subjects as well: aide (sociale), demande
 * (d'asile), ete, expression, moyen (age), or, part, retour. Single letters are only those that are elided or
 * grammar.
 */
#include "text/stopwords.h"

#include <string.h>

/* clang-format off */
static const char *const words[] = {
	"a", "agreer", "agreez", "ai", "aider", "aiderait", "aidez", "aidiez", "aie", "aient",
	"aies", "aimerai", "aimerais", "aimerait", "aimerions", "ainsi", "ais", "ait", "alors",
	"apres", "as", "assez", "au", "aucun", "aucune", "aucuns", "aujourdhui", "aupres",
	"auquel", "aura", "aurai", "auraient", "aurais", "aurait", "auras", "aurez", "aurons",
	"auront", "aussi", "autre", "autres", "aux", "auxquelles", "auxquels", "avaient", "avais",
	"avait", "avance", "avant", "avec", "avez", "aviez", "avions", "avoir", "avons", "ayant",
	"beaucoup", "bien", "bjr", "bonjour", "bonsoir", "bsr", "c", "ca", "car", "ce", "ceci",
	"cela", "celle", "celles", "celui", "cependant", "certain", "certaine", "certaines",
	"certains", "ces", "cest", "cet", "cette", "ceux", "chacun", "chacune", "chaque", "cher",
	"cherchais", "cherchait", "cherche", "cherchent", "chercher", "cherchons", "chere",
	"chers", "chez", "ci", "combien", "comme", "comment", "concernant", "connais",
	"connaissez", "connaitre", "contacte", "contre", "cordialement", "cordiales", "coucou",
	"courtoisement", "d", "dans", "de", "deja", "dela", "demain", "demandais", "demander",
	"depuis", "des", "desire", "desirerais", "desole", "desolee", "desquelles", "desquels",
	"dessous", "dessus", "deux", "dire", "distingues", "dites", "doit", "doivent", "donc",
	"donner", "dont", "ds", "du", "dun", "dune", "duquel", "durant", "ecris", "elle", "elles",
	"en", "encore", "enfin", "entre", "envers", "es", "esperant", "est", "estce", "et",
	"etaient", "etais", "etait", "etant", "etc", "etes", "etre", "eu", "eue", "eues",
	"eurent", "eus", "eut", "eux", "excusez", "existe", "existentils", "faire", "fais",
	"fait", "faites", "fasse", "faudrait", "faut", "fera", "ferait", "font", "furent", "fut",
	"grace", "hello", "hier", "hors", "hui", "i", "ici", "il", "ils", "indiquer",
	"information", "informations", "informer", "infos", "interroge", "interroger", "j", "jai",
	"jaimerais", "jamais", "je", "jusqu", "jusque", "l", "la", "laquelle", "le", "lequel",
	"les", "lesquelles", "lesquels", "leur", "leurs", "lors", "lorsqu", "lorsque", "lui", "m",
	"ma", "madame", "mademoiselle", "mais", "malgre", "me", "meme", "memes", "merci",
	"mercis", "mes", "mesdames", "messieurs", "mien", "mienne", "miens", "mme", "moi",
	"moins", "mon", "monsieur", "mr", "n", "ne", "ni", "non", "nos", "notre", "notres",
	"nous", "o", "obtenir", "on", "ont", "orienter", "ou", "oui", "par", "parce", "parfois",
	"parmi", "parvenir", "pas", "pendant", "permet", "permets", "permettez", "permettre",
	"peu", "peut", "peutetre", "peuvent", "peux", "plait", "plupart", "plus", "plusieurs",
	"plutot", "possibilite", "possibilites", "possible", "possibles", "pour", "pourquoi",
	"pourrai", "pourraient", "pourrais", "pourrait", "pourriez", "pourrions", "pouvez",
	"pouvoir", "pouvons", "pr", "presque", "prie", "prier", "priere", "propos", "proposer",
	"puis", "puisqu", "puisque", "qd", "qq", "qqch", "qqn", "qu", "quand", "quant", "que",
	"quel", "quelle", "quelles", "quelqu", "quelque", "quelques", "quels", "quest",
	"question", "questionne", "questions", "qui", "quoi", "quoique", "recherche",
	"recherchons", "remerciant", "remercie", "remerciements", "remercier", "renseignement",
	"renseignements", "renseigner", "repondre", "reponse", "reponses", "respectueusement",
	"s", "sa", "sais", "sait", "salut", "salutations", "sans", "sauf", "saurais", "sauriez",
	"savez", "savoir", "se", "selon", "sentiments", "sera", "serai", "seraient", "serais",
	"serait", "seras", "serez", "serons", "seront", "ses", "seulement", "si", "sien",
	"sienne", "siens", "sincere", "sincerement", "sinceres", "soi", "soient", "sois", "soit",
	"sommes", "son", "sont", "souhaitais", "souhaitant", "souhaite", "souhaiter",
	"souhaiterais", "souhaiterait", "souhaiterions", "souhaitons", "sous", "soyez", "stp",
	"suis", "suivant", "sujet", "sur", "svp", "t", "ta", "tandis", "tant", "tel", "telle",
	"telles", "tels", "tes", "toi", "ton", "toujours", "tous", "tout", "toute", "toutes",
	"tres", "trop", "trouve", "trouver", "trouverai", "trouverais", "tu", "un", "une", "unes",
	"uns", "va", "vais", "vas", "vers", "veuillez", "veut", "veux", "voici", "voila", "vont",
	"vos", "votre", "votres", "voudrai", "voudrais", "voudrait", "voudrions", "voulais",
	"voulait", "voulez", "vouliez", "vouloir", "vous", "vu", "y", "ya",
};
/* clang-format on */

enum { WORD_COUNT = sizeof words / sizeof words[0] };

/* Where in the sorted list the words of a letter start; asked for every word of every text. */
static size_t first_of(int letter)
{
	size_t low = 0, high = WORD_COUNT;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (words[middle][0] < letter)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool stopword_is(const char *word)
{
	size_t low = first_of(word[0]), high = first_of(word[0] + 1);
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(words[middle], word);
		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}
