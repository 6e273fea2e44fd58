/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * language.c - letters are counted by script; small words vote among the languages in Latin
 * letters.
 *
 * A word's vote is shared by the languages that have it, so "de" says little and "bonjour" much.
 */
#include "text/language.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { WORD_MAX = 16, VOTE = 12, VOTES_WANTED = 2 * VOTE };

enum script {
	SCRIPT_LATIN,
	SCRIPT_GREEK,
	SCRIPT_CYRILLIC,
	SCRIPT_ARMENIAN,
	SCRIPT_HEBREW,
	SCRIPT_ARABIC,
	SCRIPT_DEVANAGARI,
	SCRIPT_BENGALI,
	SCRIPT_TAMIL,
	SCRIPT_THAI,
	SCRIPT_GEORGIAN,
	SCRIPT_ETHIOPIC,
	SCRIPT_KANA,
	SCRIPT_HAN,
	SCRIPT_HANGUL,
	SCRIPT_COUNT
};

/* The language that a script stands for when nothing tells more. */
static const char *const script_languages[SCRIPT_COUNT] = {
	[SCRIPT_LATIN] = "fr",      [SCRIPT_GREEK] = "el",    [SCRIPT_CYRILLIC] = "ru",
	[SCRIPT_ARMENIAN] = "hy",   [SCRIPT_HEBREW] = "he",   [SCRIPT_ARABIC] = "ar",
	[SCRIPT_DEVANAGARI] = "hi", [SCRIPT_BENGALI] = "bn",  [SCRIPT_TAMIL] = "ta",
	[SCRIPT_THAI] = "th",       [SCRIPT_GEORGIAN] = "ka", [SCRIPT_ETHIOPIC] = "am",
	[SCRIPT_KANA] = "ja",       [SCRIPT_HAN] = "zh",      [SCRIPT_HANGUL] = "ko",
};

static const struct block {
	utf8proc_int32_t first, last;
	enum script script;
} blocks[] = {
	{0x0041, 0x024f, SCRIPT_LATIN},    {0x0370, 0x03ff, SCRIPT_GREEK},
	{0x0400, 0x052f, SCRIPT_CYRILLIC}, {0x0531, 0x058f, SCRIPT_ARMENIAN},
	{0x0591, 0x05f4, SCRIPT_HEBREW},   {0x0600, 0x06ff, SCRIPT_ARABIC},
	{0x0750, 0x077f, SCRIPT_ARABIC},   {0x0900, 0x097f, SCRIPT_DEVANAGARI},
	{0x0980, 0x09ff, SCRIPT_BENGALI},  {0x0b80, 0x0bff, SCRIPT_TAMIL},
	{0x0e00, 0x0e7f, SCRIPT_THAI},     {0x10a0, 0x10ff, SCRIPT_GEORGIAN},
	{0x1100, 0x11ff, SCRIPT_HANGUL},   {0x1200, 0x139f, SCRIPT_ETHIOPIC},
	{0x1e00, 0x1eff, SCRIPT_LATIN},    {0x1f00, 0x1fff, SCRIPT_GREEK},
	{0x3040, 0x30ff, SCRIPT_KANA},     {0x3400, 0x9fff, SCRIPT_HAN},
	{0xac00, 0xd7af, SCRIPT_HANGUL},   {0xfb50, 0xfdff, SCRIPT_ARABIC},
	{0xfe70, 0xfeff, SCRIPT_ARABIC},   {0x20000, 0x2fa1f, SCRIPT_HAN},
};

/* Letters that one language of a script has and the usual one has not. */
static const struct mark {
	enum script script;
	const char *language;
	utf8proc_int32_t letters[4];
} marks[] = {
	{SCRIPT_CYRILLIC, "uk", {0x0456, 0x0457, 0x0454, 0x0491}},
	{SCRIPT_ARABIC, "fa", {0x067e, 0x0686, 0x0698, 0x06af}},
};

enum { MARK_COUNT = sizeof marks / sizeof marks[0] };

enum {
	FR = 1 << 0,
	EN = 1 << 1,
	NL = 1 << 2,
	DE = 1 << 3,
	ES = 1 << 4,
	IT = 1 << 5,
	PT = 1 << 6,
	TR = 1 << 7,
	PL = 1 << 8,
	RO = 1 << 9,
	TONGUE_COUNT = 10
};

static const char *const tongues[TONGUE_COUNT] = {
	"fr", "en", "nl", "de", "es", "it", "pt", "tr", "pl", "ro",
};

/* clang-format off */
static const struct small_word {
	const char *word;
	unsigned languages;
} small_words[] = {
	{"a", FR | EN | ES | PT}, {"aan", NL}, {"aber", DE}, {"about", EN}, {"ai", FR | IT},
	{"al", ES | IT}, {"ale", PL}, {"alla", IT}, {"als", NL | DE}, {"alstublieft", NL},
	{"am", EN}, {"ama", TR}, {"an", EN | DE}, {"anche", IT}, {"and", EN}, {"any", EN},
	{"ao", PT}, {"are", EN}, {"ariyorum", TR}, {"as", EN | PT | RO}, {"at", EN}, {"au", FR},
	{"auch", DE}, {"auf", DE}, {"aussi", FR}, {"aux", FR}, {"avec", FR}, {"avere", IT},
	{"avez", FR}, {"avoir", FR}, {"be", EN}, {"bedankt", NL}, {"been", EN}, {"bei", DE},
	{"ben", TR}, {"benim", TR}, {"beste", NL}, {"bien", FR}, {"bij", NL}, {"bir", TR},
	{"bitte", DE}, {"boek", NL}, {"boeken", NL}, {"bom", PT}, {"bonjour", FR}, {"book", EN},
	{"books", EN}, {"bu", TR}, {"buch", DE}, {"bucher", DE}, {"buenos", ES}, {"buna", RO},
	{"buongiorno", IT}, {"buscar", ES}, {"busco", ES}, {"but", EN}, {"by", EN}, {"c", FR},
	{"can", EN}, {"cand", RO}, {"carte", RO}, {"carti", RO}, {"caut", RO}, {"ce", FR | RO},
	{"cela", FR}, {"cercare", IT}, {"cerco", IT}, {"ces", FR}, {"cette", FR}, {"chce", PL},
	{"che", IT}, {"cherche", FR}, {"chez", FR}, {"chi", IT}, {"ciao", IT}, {"cine", RO},
	{"co", PL}, {"cok", TR}, {"com", PT}, {"come", IT}, {"comme", FR}, {"comment", FR},
	{"como", ES | PT}, {"con", ES | IT}, {"could", EN}, {"cu", RO}, {"cual", ES},
	{"cuales", ES}, {"cuando", ES}, {"cum", RO}, {"czy", PL}, {"d", FR}, {"da", IT | PT | RO},
	{"dag", NL}, {"daha", TR}, {"dank", NL}, {"danke", DE}, {"dans", FR}, {"dar", RO},
	{"das", DE | PT}, {"dat", NL}, {"de", FR | NL | ES | PT}, {"degli", IT}, {"dei", IT},
	{"del", ES | IT}, {"della", IT}, {"delle", IT}, {"dem", DE}, {"den", DE}, {"der", DE},
	{"des", FR | DE}, {"desde", ES}, {"despre", RO}, {"deze", NL}, {"di", IT}, {"dia", PT},
	{"dias", ES}, {"did", EN}, {"die", NL | DE}, {"diese", DE}, {"dieser", DE},
	{"dieses", DE}, {"din", RO}, {"dit", NL}, {"dla", PL}, {"dlaczego", PL},
	{"do", EN | PT | PL}, {"dobry", PL}, {"does", EN}, {"donde", ES}, {"dont", FR},
	{"door", NL}, {"dori", RO}, {"dos", PT}, {"dove", IT}, {"du", FR | DE}, {"durch", DE},
	{"dziekuje", PL}, {"dzien", PL}, {"e", IT | PT}, {"ederim", TR}, {"een", NL}, {"ein", DE},
	{"eine", DE}, {"einem", DE}, {"einen", DE}, {"einer", DE}, {"el", ES}, {"ela", PT},
	{"ele", PT}, {"eles", PT}, {"ella", ES}, {"elle", FR}, {"elles", FR}, {"ellos", ES},
	{"em", PT}, {"en", FR | NL | ES}, {"entre", FR}, {"er", NL | DE}, {"era", ES | IT | PT},
	{"es", DE | ES}, {"essere", IT}, {"est", FR}, {"esta", ES | PT}, {"estar", ES | PT},
	{"estas", ES}, {"este", ES | PT | RO}, {"estos", ES}, {"et", FR}, {"etait", FR},
	{"ete", FR}, {"etes", FR}, {"etre", FR}, {"eu", PT | RO}, {"faire", FR}, {"fait", FR},
	{"fare", IT}, {"fazer", PT}, {"find", EN}, {"finden", DE}, {"for", EN}, {"from", EN},
	{"fur", DE}, {"gdzie", PL}, {"geen", NL}, {"gibi", TR}, {"gli", IT}, {"gostaria", PT},
	{"graag", NL}, {"gracias", ES}, {"grazie", IT}, {"guten", DE}, {"ha", IT | PT},
	{"haar", NL}, {"habe", DE}, {"haben", DE}, {"hacer", ES}, {"had", EN | NL},
	{"hakkinda", TR}, {"hallo", NL | DE}, {"hanno", IT}, {"has", EN}, {"hat", DE},
	{"hatte", DE}, {"have", EN}, {"hay", ES}, {"he", EN}, {"heb", NL}, {"hebben", NL},
	{"heeft", NL}, {"hello", EN}, {"help", EN}, {"her", EN}, {"het", NL}, {"hij", NL},
	{"his", EN}, {"ho", IT}, {"hoe", NL}, {"hola", ES}, {"how", EN}, {"hun", NL},
	{"i", EN | PL}, {"ich", DE}, {"icin", TR}, {"if", EN}, {"ihr", DE}, {"ihre", DE},
	{"ik", NL}, {"il", FR | IT}, {"ile", TR}, {"ils", FR}, {"im", DE},
	{"in", EN | NL | DE | IT}, {"informacion", ES}, {"io", IT}, {"is", EN | NL}, {"isso", PT},
	{"ist", DE}, {"istiyorum", TR}, {"isto", PT}, {"it", EN}, {"its", EN}, {"j", FR},
	{"ja", PL}, {"jak", PL}, {"je", FR | NL}, {"jest", PL}, {"jij", NL}, {"kan", NL},
	{"kann", DE}, {"kein", DE}, {"keine", DE}, {"kiedy", PL}, {"kitap", TR}, {"know", EN},
	{"konnen", DE}, {"konnte", DE}, {"ksiazka", PL}, {"ksiazki", PL}, {"kto", PL},
	{"kunnen", NL}, {"kunt", NL}, {"l", FR}, {"la", FR | ES | IT | RO}, {"las", ES},
	{"le", FR | ES | IT}, {"lei", IT}, {"les", FR}, {"leur", FR}, {"leurs", FR},
	{"libri", IT}, {"libro", ES | IT}, {"libros", ES}, {"like", EN}, {"livre", FR},
	{"livres", FR}, {"livro", PT}, {"livros", PT}, {"lo", ES | IT}, {"looking", EN},
	{"loro", IT}, {"los", ES}, {"lui", IT}, {"m", FR}, {"ma", FR | IT}, {"maar", NL},
	{"mais", FR | PT}, {"mas", ES | PT}, {"me", EN | ES | PT}, {"mea", RO}, {"mein", DE},
	{"meine", DE}, {"merci", FR}, {"merhaba", TR}, {"mes", FR}, {"met", NL}, {"meu", PT | RO},
	{"mi", ES | IT | TR}, {"mia", IT}, {"mich", DE}, {"miei", IT}, {"mij", NL}, {"mijn", NL},
	{"minha", PT}, {"mio", IT}, {"mir", DE}, {"mis", ES}, {"mit", DE}, {"mochte", DE},
	{"moet", NL}, {"moj", PL}, {"moja", PL}, {"mon", FR}, {"moze", PL}, {"mu", TR},
	{"muito", PT}, {"multumesc", RO}, {"muss", DE}, {"muy", ES}, {"my", EN}, {"n", FR},
	{"na", PT | PL}, {"naar", NL}, {"nach", DE}, {"nao", PT}, {"nas", PT}, {"nasil", TR},
	{"ne", FR | TR}, {"necesito", ES}, {"neden", TR}, {"need", EN}, {"nel", IT},
	{"nella", IT}, {"nerede", TR}, {"nicht", DE}, {"nie", PL}, {"niet", NL}, {"no", ES | PT},
	{"noch", DE}, {"nog", NL}, {"noi", IT}, {"non", IT}, {"nos", PT}, {"nosotros", ES},
	{"not", EN}, {"notre", FR}, {"nous", FR}, {"nu", RO}, {"nuestro", ES}, {"o", PT | PL},
	{"obrigada", PT}, {"obrigado", PT}, {"of", EN}, {"ohne", DE}, {"ola", PT}, {"om", NL},
	{"on", FR | EN}, {"onde", PT}, {"ons", NL}, {"ont", FR}, {"onze", NL}, {"ook", NL},
	{"op", NL}, {"or", EN}, {"os", PT}, {"ou", FR}, {"our", EN}, {"over", NL}, {"par", FR},
	{"para", ES | PT}, {"pas", FR}, {"pe", RO}, {"pentru", RO}, {"per", IT}, {"perche", IT},
	{"pero", ES}, {"peut", FR}, {"piu", IT}, {"please", EN}, {"plus", FR}, {"pode", PT},
	{"poderia", PT}, {"podria", ES}, {"por", ES | PT}, {"posso", IT | PT}, {"potrei", IT},
	{"pour", FR}, {"pourquoi", FR}, {"pouvez", FR}, {"preciso", PT}, {"procurar", PT},
	{"procuro", PT}, {"prosze", PL}, {"puede", ES}, {"puedo", ES}, {"puo", IT}, {"qu", FR},
	{"quais", PT}, {"qual", PT}, {"quale", IT}, {"quali", IT}, {"quand", FR},
	{"quando", IT | PT}, {"que", FR | ES | PT}, {"quel", FR}, {"quelle", FR}, {"quelles", FR},
	{"quels", FR}, {"quem", PT}, {"quero", PT}, {"questa", IT}, {"queste", IT},
	{"questi", IT}, {"questo", IT}, {"qui", FR}, {"quien", ES}, {"quiero", ES},
	{"quisiera", ES}, {"quoi", FR}, {"s", FR}, {"sa", FR | PL | RO}, {"saber", ES | PT},
	{"sans", FR}, {"sao", PT}, {"sapere", IT}, {"savoir", FR}, {"se", FR | ES | PT},
	{"sem", PT}, {"sen", TR}, {"senza", IT}, {"ser", ES | PT}, {"ses", FR}, {"seu", PT},
	{"she", EN}, {"should", EN}, {"si", FR | IT | RO}, {"sie", DE | PL}, {"sin", ES},
	{"sind", DE}, {"sobre", ES | PT}, {"some", EN}, {"son", FR | ES}, {"sono", IT},
	{"sont", FR}, {"souhaite", FR}, {"souhaiterais", FR}, {"sto", IT}, {"su", ES | IT | TR},
	{"sua", IT | PT}, {"suche", DE}, {"suis", FR}, {"sujet", FR}, {"sunt", RO}, {"suo", IT},
	{"sur", FR}, {"sus", ES}, {"svp", FR}, {"szukam", PL}, {"t", FR}, {"tag", DE},
	{"tak", PL}, {"tambem", PT}, {"tambien", ES}, {"te", NL}, {"tem", PT}, {"tengo", ES},
	{"tenho", PT}, {"tesekkur", TR}, {"thank", EN}, {"thanks", EN}, {"that", EN}, {"the", EN},
	{"their", EN}, {"there", EN}, {"these", EN}, {"they", EN}, {"this", EN}, {"those", EN},
	{"tiene", ES}, {"to", EN}, {"tous", FR}, {"tout", FR}, {"tres", FR}, {"trouver", FR},
	{"trovare", IT}, {"tu", FR | ES | IT | PT | RO}, {"ty", PL}, {"u", NL}, {"uber", DE},
	{"um", PT}, {"uma", PT}, {"umas", PT}, {"un", FR | ES | IT}, {"una", ES | IT},
	{"unas", ES}, {"und", DE}, {"unde", RO}, {"une", FR}, {"uno", IT}, {"unos", ES},
	{"uns", PT}, {"unser", DE}, {"uw", NL}, {"van", NL}, {"var", TR}, {"ve", TR},
	{"vinden", NL}, {"voces", PT}, {"voi", IT}, {"von", DE}, {"voor", NL}, {"vorrei", IT},
	{"vos", FR}, {"votre", FR}, {"voudrais", FR}, {"vous", FR}, {"vreau", RO}, {"w", PL},
	{"waar", NL}, {"waarom", NL}, {"wann", DE}, {"wanneer", NL}, {"want", EN}, {"war", DE},
	{"waren", NL | DE}, {"warum", DE}, {"was", EN | NL | DE}, {"wat", NL}, {"we", EN | NL},
	{"welche", DE}, {"welcher", DE}, {"welke", NL}, {"wer", DE}, {"werden", DE}, {"were", EN},
	{"weten", NL}, {"what", EN}, {"when", EN}, {"where", EN}, {"which", EN}, {"who", EN},
	{"why", EN}, {"wie", NL | DE}, {"wij", NL}, {"wil", NL}, {"will", DE}, {"willen", NL},
	{"wir", DE}, {"wird", DE}, {"wissen", DE}, {"with", EN}, {"without", EN}, {"wo", DE},
	{"worden", NL}, {"wordt", NL}, {"would", EN}, {"wurde", DE}, {"wurden", DE},
	{"y", FR | ES}, {"yo", ES}, {"yok", TR}, {"you", EN}, {"your", EN}, {"z", PL}, {"ze", NL},
	{"zij", NL}, {"zijn", NL}, {"ziua", RO}, {"zoek", NL}, {"zoeken", NL}, {"zonder", NL},
	{"zou", NL}, {"zouden", NL}, {"zu", DE}, {"zum", DE}, {"zur", DE},
};
/* clang-format on */

struct letters {
	size_t scripts[SCRIPT_COUNT];
	size_t marks[MARK_COUNT];
};

static void count_marks(struct letters *l, utf8proc_int32_t point)
{
	for (size_t i = 0; i < MARK_COUNT; i++) {
		for (size_t k = 0; k < 4; k++)
			l->marks[i] += marks[i].letters[k] == point;
	}
}

static void count_point(struct letters *l, utf8proc_int32_t point)
{
	for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
		if (point < blocks[i].first || point > blocks[i].last)
			continue;
		l->scripts[blocks[i].script]++;
		count_marks(l, point);
		return;
	}
}

static void count_letters(struct letters *l, const char *s, size_t len)
{
	for (size_t at = 0; at < len;) {
		unsigned char c = (unsigned char)s[at];
		if (c < 0x80) {
			l->scripts[SCRIPT_LATIN] += c >= 'a' && c <= 'z';
			at++;
			continue;
		}
		utf8proc_int32_t point;
		utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s + at,
						      (utf8proc_ssize_t)(len - at), &point);
		if (n < 0)
			return;
		count_point(l, point);
		at += (size_t)n;
	}
}

/* The script with most letters; Japanese is written in Chinese letters too. */
static enum script main_script(const struct letters *l)
{
	enum script best = SCRIPT_LATIN;
	for (enum script s = SCRIPT_LATIN; s < SCRIPT_COUNT; s++) {
		if (l->scripts[s] > l->scripts[best])
			best = s;
	}
	bool has_kana = l->scripts[SCRIPT_KANA] > 0;
	return best == SCRIPT_HAN && has_kana ? SCRIPT_KANA : best;
}

static const char *script_language(const struct letters *l, enum script script)
{
	for (size_t i = 0; i < MARK_COUNT; i++) {
		if (marks[i].script == script && l->marks[i] > 0)
			return marks[i].language;
	}
	return script_languages[script];
}

static int compare(const void *word, const void *entry)
{
	return strcmp(word, ((const struct small_word *)entry)->word);
}

static void vote(int votes[TONGUE_COUNT], const char *s, size_t n)
{
	char word[WORD_MAX];
	if (n >= sizeof word)
		return;
	memcpy(word, s, n);
	word[n] = '\0';
	const struct small_word *found =
		bsearch(word, small_words, sizeof small_words / sizeof small_words[0],
			sizeof small_words[0], compare);
	if (found == NULL)
		return;
	int share = VOTE / __builtin_popcount(found->languages);
	for (int i = 0; i < TONGUE_COUNT; i++) {
		if (found->languages & 1u << i)
			votes[i] += share;
	}
}

static void count_votes(int votes[TONGUE_COUNT], const char *s, size_t len)
{
	size_t from = 0;
	for (size_t at = 0; at <= len; at++) {
		unsigned char c = at < len ? (unsigned char)s[at] : ' ';
		if ((c >= 'a' && c <= 'z') || c >= 0x80)
			continue;
		if (at > from)
			vote(votes, s + from, at - from);
		from = at + 1;
	}
}

/* The winner when it is well ahead of French, which is index 0; French otherwise. */
static const char *winner(const int votes[TONGUE_COUNT])
{
	int best = 0;
	for (int i = 1; i < TONGUE_COUNT; i++) {
		if (votes[i] > votes[best])
			best = i;
	}
	bool is_clear = votes[best] >= VOTES_WANTED && votes[best] * 2 >= votes[0] * 3;
	return is_clear ? tongues[best] : tongues[0];
}

const char *language_guess(const char *folded, size_t len)
{
	struct letters letters = {0};
	int votes[TONGUE_COUNT] = {0};
	count_letters(&letters, folded, len);
	enum script script = main_script(&letters);
	if (script != SCRIPT_LATIN)
		return script_language(&letters, script);
	count_votes(votes, folded, len);
	return winner(votes);
}
