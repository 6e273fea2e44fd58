/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * vocabulary.c - see vocabulary.h.
 *
 * Finding near words looks at every known word of about the same length, but at four bytes of each only: the set of its
 * letters. Two words that differ in d letters differ in at most 2d members of that set, which rules out almost all.
 */
#include "text/vocabulary.h"

#include "base/arena.h"
#include "base/xalloc.h"
#include "text/sound.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A guess that is good enough not to look further. */
static const double near_enough = 0.6;

enum { LENGTH_MOST = 32, FAR_WORD = 8, LETTERS_BITS = 32 };

struct word {
	const char *text;
	uint32_t occurrences;
	uint8_t len;
};

struct vocabulary {
	struct arena memory;
	struct word *items; /* by length once sealed */
	uint32_t *letters;  /* of each, in the same order */
	uint32_t *sounds;   /* hash of its key, likewise */
	size_t count;
	uint32_t *slots; /* item + 1, by hash of the text */
	size_t slot_count;
	size_t first_of_length[LENGTH_MOST + 2];
	uint32_t *known; /* hashes of words that are only known; open addressing, 0 is free */
	size_t known_count, known_slots;
};

struct vocabulary *vocabulary_new(void)
{
	struct vocabulary *w = xzalloc(sizeof *w);
	arena_init(&w->memory, SIZE_MAX);
	w->slot_count = 1 << 12;
	w->slots = xcalloc(w->slot_count, sizeof *w->slots);
	w->known_slots = 1 << 12;
	w->known = xcalloc(w->known_slots, sizeof *w->known);
	return w;
}

void vocabulary_free(struct vocabulary *w)
{
	if (w == NULL)
		return;
	free(w->items);
	free(w->letters);
	free(w->sounds);
	free(w->slots);
	free(w->known);
	arena_done(&w->memory);
	free(w);
}

int vocabulary_count(const struct vocabulary *w)
{
	return (int)w->count;
}

static uint32_t hash_of(const char *text, size_t len)
{
	uint32_t hash = 2166136261u; /* FNV-1a */
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)text[i]) * 16777619u;
	return hash ^ hash >> 15;
}

static size_t slot_of(const struct vocabulary *w, const char *text, size_t len)
{
	size_t at = hash_of(text, len) & (w->slot_count - 1);
	while (w->slots[at] != 0) {
		const struct word *item = &w->items[w->slots[at] - 1];
		if (item->len == len && memcmp(item->text, text, len) == 0)
			break;
		at = (at + 1) & (w->slot_count - 1);
	}
	return at;
}

static void fill_slots(struct vocabulary *w, size_t slot_count)
{
	free(w->slots);
	w->slot_count = slot_count;
	w->slots = xcalloc(slot_count, sizeof *w->slots);
	for (size_t i = 0; i < w->count; i++)
		w->slots[slot_of(w, w->items[i].text, w->items[i].len)] = (uint32_t)i + 1;
}

/* A small set of letters, so that two sets are compared at once; other bytes share the last bits. */
static uint32_t letters_of(const char *word, size_t len)
{
	uint32_t set = 0;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)word[i];
		set |= 1u << (c >= 'a' && c <= 'z' ? c - 'a' : 26 + c % 6);
	}
	return set;
}

static uint32_t sound_of(const char *word, size_t len)
{
	char key[SOUND_BYTES];
	sound_key(word, len, key);
	return hash_of(key, strlen(key));
}

static bool has_digit(const char *word)
{
	return strpbrk(word, "0123456789") != NULL;
}

void vocabulary_add(struct vocabulary *w, const char *word, int64_t occurrences)
{
	size_t len = strlen(word);
	if (len == 0 || len > LENGTH_MOST || has_digit(word))
		return;
	uint32_t more = occurrences > UINT16_MAX ? UINT16_MAX : (uint32_t)occurrences;
	size_t slot = slot_of(w, word, len);
	if (w->slots[slot] != 0) {
		w->items[w->slots[slot] - 1].occurrences += more;
		return;
	}
	w->items = xgrow(w->items, w->count, sizeof *w->items);
	w->items[w->count++] = (struct word){.text = arena_copy(&w->memory, word, len),
					     .occurrences = more,
					     .len = (uint8_t)len};
	w->slots[slot] = (uint32_t)w->count;
	if (w->count * 2 > w->slot_count)
		fill_slots(w, w->slot_count * 2);
}

/* Never 0, which is free. */
static uint32_t known_hash(const char *word)
{
	uint32_t hash = hash_of(word, strlen(word)) * 2654435761u;
	return hash == 0 ? 1 : hash;
}

static size_t known_slot(const uint32_t *known, size_t slots, uint32_t hash)
{
	size_t at = hash & (slots - 1);
	while (known[at] != 0 && known[at] != hash)
		at = (at + 1) & (slots - 1);
	return at;
}

static void known_grow(struct vocabulary *w)
{
	size_t slots = w->known_slots * 2;
	uint32_t *known = xcalloc(slots, sizeof *known);
	for (size_t i = 0; i < w->known_slots; i++) {
		if (w->known[i] != 0)
			known[known_slot(known, slots, w->known[i])] = w->known[i];
	}
	free(w->known);
	w->known = known;
	w->known_slots = slots;
}

void vocabulary_know(struct vocabulary *w, const char *word)
{
	if (w->known_count * 2 > w->known_slots)
		known_grow(w);
	uint32_t hash = known_hash(word);
	size_t at = known_slot(w->known, w->known_slots, hash);
	w->known_count += w->known[at] == 0;
	w->known[at] = hash;
}

static int by_length(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	return x->len != y->len ? x->len - y->len : strcmp(x->text, y->text);
}

void vocabulary_seal(struct vocabulary *w)
{
	if (w->count > 0)
		qsort(w->items, w->count, sizeof *w->items, by_length);
	w->letters = xcalloc(w->count + 1, sizeof *w->letters);
	size_t at = 0;
	for (size_t len = 0; len <= LENGTH_MOST + 1; len++) {
		while (at < w->count && w->items[at].len < len)
			at++;
		w->first_of_length[len] = at;
	}
	w->sounds = xcalloc(w->count + 1, sizeof *w->sounds);
	for (size_t i = 0; i < w->count; i++) {
		w->letters[i] = letters_of(w->items[i].text, w->items[i].len);
		w->sounds[i] = sound_of(w->items[i].text, w->items[i].len);
	}
	fill_slots(w, w->slot_count);
}

bool vocabulary_each(const struct vocabulary *w,
		     bool (*each)(const char *word, int64_t occurrences, void *arg), void *arg)
{
	for (size_t i = 0; i < w->count; i++) {
		if (!each(w->items[i].text, w->items[i].occurrences, arg))
			return false;
	}
	return true;
}

bool vocabulary_has(const struct vocabulary *w, const char *word)
{
	size_t len = strlen(word);
	return (len <= LENGTH_MOST && w->slots[slot_of(w, word, len)] != 0) ||
	       w->known[known_slot(w->known, w->known_slots, known_hash(word))] != 0;
}

/* ---------------------------------------------------------------- near */

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* The word that is looked for, and the best found. */
struct looking {
	const char *word;
	int len, most;
	uint32_t letters, sound;
	struct near_word *out;
	int count;
};

/*
 * Optimal string alignment: insertions, deletions, substitutions, swaps of neighbours. More than most when it is.
 */
static int distance(const struct looking *l, const struct word *item, int most)
{
	const char *a = l->word, *b = item->text;
	int rows[3][LENGTH_MOST + 1], a_len = l->len, b_len = item->len;
	for (int j = 0; j <= b_len; j++)
		rows[0][j] = j;
	for (int i = 1; i <= a_len; i++) {
		int *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
		int smallest = now[0] = i;
		for (int j = 1; j <= b_len; j++) {
			now[j] = least(least(before[j], now[j - 1]) + 1,
				       before[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], earlier[j - 2] + 1);
			smallest = least(smallest, now[j]);
		}
		if (smallest > most)
			return most + 1;
	}
	return rows[a_len % 3][b_len];
}

static void keep(struct looking *l, struct near_word found)
{
	int at = l->count < NEAR_MAX ? l->count++ : NEAR_MAX - 1;
	if (at == NEAR_MAX - 1 && l->out[at].word != NULL && l->out[at].likeness >= found.likeness)
		return;
	for (; at > 0 && l->out[at - 1].likeness < found.likeness; at--)
		l->out[at] = l->out[at - 1];
	l->out[at] = found;
}

static void consider(struct looking *l, const struct word *item, bool sounds_alike)
{
	int most = l->most + sounds_alike;
	int apart = distance(l, item, most);
	if (apart > most)
		return;
	/* Misspelt by ear, a word may have any letter, the first one too. */
	bool starts_alike = item->text[0] == l->word[0];
	double cost = sounds_alike ? 0.35 * apart : apart + 0.5 * !starts_alike;
	cost -= 0.08 * log(1 + (double)item->occurrences);
	keep(l, (struct near_word){item->text, 1 / (1 + exp(cost - 1.5))});
}

/* More than so many members? Takes them out one by one: most sets differ in many. */
static bool has_more_bits(uint32_t set, int most)
{
	for (; most > 0; most--)
		set &= set - 1;
	return set != 0;
}

/* The first word of a length that does not come before a letter. */
static size_t first_with(const struct vocabulary *w, size_t len, int letter)
{
	size_t low = w->first_of_length[len], high = w->first_of_length[len + 1];
	while (low < high) {
		size_t middle = (low + high) / 2;
		if ((unsigned char)w->items[middle].text[0] < letter)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void look_between(const struct vocabulary *w, struct looking *l, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		uint32_t differ = w->letters[i] ^ l->letters;
		if (has_more_bits(differ, 2 * (l->most + 1)))
			continue;
		bool sounds_alike = w->sounds[i] == l->sound;
		if (sounds_alike || !has_more_bits(differ, 2 * l->most))
			consider(l, &w->items[i], sounds_alike);
	}
}

/* Words that start with a letter; with '\0', all. One longer or shorter than the distance: they may sound the same. */
static void look_through(const struct vocabulary *w, struct looking *l, char letter)
{
	int reach = l->most + 1;
	l->count = 0;
	memset(l->out, 0, NEAR_MAX * sizeof *l->out);
	for (int len = l->len - reach; len <= l->len + reach && len <= LENGTH_MOST; len++) {
		size_t at = (size_t)len;
		int first = (unsigned char)letter;
		if (len < NEAR_WORD_LEAST - 1)
			continue;
		if (letter == '\0')
			look_between(w, l, w->first_of_length[at], w->first_of_length[at + 1]);
		else
			look_between(w, l, first_with(w, at, first), first_with(w, at, first + 1));
	}
}

int vocabulary_near(const struct vocabulary *w, const char *word, struct near_word out[NEAR_MAX])
{
	size_t len = strlen(word);
	if (len < NEAR_WORD_LEAST || len + 2 > LENGTH_MOST || has_digit(word))
		return 0;
	struct looking l = {.word = word,
			    .len = (int)len,
			    .most = len < FAR_WORD ? 1 : 2,
			    .letters = letters_of(word, len),
			    .sound = sound_of(word, len),
			    .out = out};
	/* Few err in the first letter: the others are looked at when nothing likely starts like it. */
	look_through(w, &l, word[0]);
	if (l.count == 0 || out[0].likeness < near_enough)
		look_through(w, &l, '\0');
	return l.count;
}

const char *vocabulary_unabbreviate(const char *word)
{
	static const struct {
		const char *brief, *whole;
	} forms[] = {
		{"anniv", "anniversaire"},
		{"appart", "appartement"},
		{"bcp", "beaucoup"},
		{"bib", "bibliotheque"},
		{"biblio", "bibliotheque"},
		{"bibli", "bibliotheque"},
		{"chq", "chaque"},
		{"compta", "comptabilite"},
		{"dc", "donc"},
		{"dispo", "disponible"},
		{"doc", "documentation"},
		{"docs", "documents"},
		{"ds", "dans"},
		{"expo", "exposition"},
		{"exo", "exercice"},
		{"exos", "exercices"},
		{"geo", "geographie"},
		{"grd", "grand"},
		{"imprim", "imprimer"},
		{"impri", "imprimer"},
		{"jms", "jamais"},
		{"jtm", "aime"},
		{"kel", "quel"},
		{"kelle", "quelle"},
		{"kan", "quand"},
		{"ki", "qui"},
		{"koi", "quoi"},
		{"komen", "comment"},
		{"kom", "comme"},
		{"lgtps", "longtemps"},
		{"mediat", "mediatheque"},
		{"mnt", "maintenant"},
		{"mtn", "maintenant"},
		{"nvelle", "nouvelle"},
		{"nvx", "nouveaux"},
		{"pb", "probleme"},
		{"pbm", "probleme"},
		{"pblm", "probleme"},
		{"pk", "pourquoi"},
		{"pkoi", "pourquoi"},
		{"prq", "pourquoi"},
		{"psk", "parce"},
		{"qlq", "quelque"},
		{"qqun", "quelqu"},
		{"rdv", "rendezvous"},
		{"resto", "restaurant"},
		{"rv", "rendezvous"},
		{"slt", "salut"},
		{"tps", "temps"},
		{"tt", "tout"},
		{"tlm", "monde"},
		{"ts", "tous"},
		{"vs", "vous"},
		{"vrmt", "vraiment"},
		{"wkd", "weekend"},
		{"zik", "musique"},
	};
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		if (strcmp(forms[i].brief, word) == 0)
			return forms[i].whole;
	}
	return NULL;
}
