/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * literals.c - walks the tree of a pattern and keeps the set that will wake it least often.
 *
 * Along a row all texts that it can start with are kept ("run") as long as they are known and few. Where
 * that ends, the run is one candidate for the required set, and a new run starts behind; a choice
 * requires one of what its branches require. A branch goes on from the run before its choice, so that
 * the edge of \b(a|b\w*) reaches both. Edges stand in the words as a mark of their own until the end.
 */
#include "rules/literals.h"

#include "rules/pattern.h"
#include "rules/rarity.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define EDGE_MARK '\x01'
#define COST_NONE UINT64_MAX

enum {
	RUN_MAX = 256,       /* texts that a run may hold */
	CROSS_MAX = 64,      /* of two sets that are multiplied, neither of them a single one */
	SET_MAX = 512,       /* literals of a pattern */
	WORD_MAX = 32,       /* bytes and marks; a word that is longer ends the run */
	OPEN_MIN = 4,        /* bytes from which on a word may stand for all that start with it */
	OPEN_LOSS_MAX = 5000 /* questions in a million that this may wake the pattern more often */
};

struct word {
	const char *text;
	size_t len;
};

struct set {
	struct word *items;
	size_t count;
};

struct found {
	struct set run;       /* all the texts there are, if it is whole */
	bool is_whole;        /* run has never ended */
	bool is_start;        /* run starts where the pattern does */
	struct set needed;    /* the best candidate so far */
	bool is_needed_start; /* needed starts where the pattern does */
	uint64_t cost;        /* of needed; COST_NONE: there is none */
};

/* Where the walk through a part starts. */
struct start {
	struct set run;
	bool is_start;       /* of the pattern */
	bool is_edge_behind; /* of a choice: \b follows */
};

struct search {
	struct arena *arena;
	bool has_failed; /* the arena is full */
};

static struct set new_set(struct search *s, size_t room)
{
	struct set set = {.items = arena_alloc(s->arena, room * sizeof *set.items)};
	s->has_failed = s->has_failed || set.items == NULL;
	return set;
}

/* Adds head and tail as one word; the set has room. */
static void add_word(struct search *s, struct set *set, struct word head, struct word tail)
{
	if (s->has_failed)
		return;
	char *text = arena_alloc(s->arena, head.len + tail.len + 1);
	if (text == NULL) {
		s->has_failed = true;
		return;
	}
	memcpy(text, head.text, head.len);
	memcpy(text + head.len, tail.text, tail.len);
	set->items[set->count++] = (struct word){text, head.len + tail.len};
}

static struct set empty_run(struct search *s)
{
	struct set set = new_set(s, 1);
	add_word(s, &set, (struct word){"", 0}, (struct word){"", 0});
	return set;
}

/* In how many of a million questions it may be met; COST_NONE when it is too short to tell anything. */
static uint64_t word_cost(struct word word)
{
	size_t bytes = 0;
	bool is_edged = false, is_rare = false;
	for (size_t i = 0; i < word.len; i++) {
		char c = word.text[i];
		bytes += c != EDGE_MARK;
		is_edged = is_edged || (c == EDGE_MARK && (i == 0 || i == word.len - 1));
		is_rare = is_rare || strchr("@%[]()/#&+=*<>", c) != NULL ||
			  (i > 0 && isdigit(c) && isdigit(word.text[i - 1]));
	}
	return bytes + is_edged < LITERAL_MIN && !is_rare ? COST_NONE
							  : rarity_of(word.text, word.len);
}

static uint64_t set_cost(const struct set *set)
{
	uint64_t cost = set->count == 0 || set->count > SET_MAX ? COST_NONE : 0;
	for (size_t i = 0; i < set->count && cost != COST_NONE; i++) {
		uint64_t word = word_cost(set->items[i]);
		cost = word == COST_NONE ? COST_NONE : cost + word;
	}
	return cost;
}

static void consider(struct found *f, struct set set, uint64_t cost, bool is_start)
{
	if (cost >= f->cost)
		return;
	f->needed = set;
	f->cost = cost;
	f->is_needed_start = is_start;
}

static void consider_run(struct found *f)
{
	consider(f, f->run, set_cost(&f->run), f->is_start);
}

/* What comes next is not known. */
static void end_run(struct search *s, struct found *f)
{
	consider_run(f);
	f->run = empty_run(s);
	f->is_whole = false;
	f->is_start = false;
}

/* May a choice of so many texts be put behind the run? */
static bool may_multiply(const struct found *f, size_t width)
{
	size_t product = f->run.count * width;
	if (f->run.count > 0 && f->run.items[0].len >= WORD_MAX)
		return false;
	return product <= CROSS_MAX || f->run.count == 1 || (width == 1 && product <= RUN_MAX);
}

static void append_chars(struct search *s, struct found *f, const char *chars)
{
	size_t width = strlen(chars);
	if (!may_multiply(f, width))
		end_run(s, f);
	struct set longer = new_set(s, f->run.count * width);
	for (size_t i = 0; i < f->run.count * width; i++)
		add_word(s, &longer, f->run.items[i / width], (struct word){&chars[i % width], 1});
	f->run = longer;
}

/* Room is given by doubling, as in xgrow. */
static void add_all(struct search *s, struct set *set, struct set more)
{
	for (size_t i = 0; i < more.count && !s->has_failed; i++) {
		if ((set->count & (set->count - 1)) == 0) {
			struct set wider = new_set(s, set->count == 0 ? 1 : set->count * 2);
			if (s->has_failed)
				return;
			if (set->count > 0)
				memcpy(wider.items, set->items, set->count * sizeof *set->items);
			set->items = wider.items;
		}
		set->items[set->count++] = more.items[i];
	}
}

static struct found walk(struct search *s, const struct part *part, struct start start);

/* Of (art|lu\w*)\b, art ends at the edge although lu does not. */
static void consider_edged(struct search *s, struct found *branch)
{
	struct found edged = *branch;
	if (!branch->is_whole)
		return;
	append_chars(s, &edged, (char[]){EDGE_MARK, '\0'});
	consider(branch, edged.run, set_cost(&edged.run), edged.is_start);
}

/* One of the branches must match: so one of all that they need must be there. */
static struct found walk_choice(struct search *s, const struct part *choice, struct start start)
{
	struct found all = {.is_whole = true, .is_needed_start = true};
	for (const struct part *b = choice->first; b != NULL && !s->has_failed; b = b->next) {
		struct found one = walk(s, b, start);
		all.is_whole =
			all.is_whole && one.is_whole && all.run.count + one.run.count <= RUN_MAX;
		if (all.is_whole)
			add_all(s, &all.run, one.run);
		consider_run(&one);
		if (start.is_edge_behind)
			consider_edged(s, &one);
		bool is_needed = all.cost != COST_NONE && one.cost != COST_NONE &&
				 all.needed.count + one.needed.count <= SET_MAX;
		all.cost = is_needed ? all.cost + one.cost : COST_NONE;
		all.is_needed_start = all.is_needed_start && one.is_needed_start;
		if (is_needed)
			add_all(s, &all.needed, one.needed);
		if (!all.is_whole && !is_needed)
			break;
	}
	return all;
}

static void append_choice(struct search *s, struct found *f, const struct part *choice)
{
	if (!may_multiply(f, choice->width))
		end_run(s, f);
	bool is_edge_behind = choice->next != NULL && choice->next->kind == PART_EDGE;
	struct found c =
		walk_choice(s, choice, (struct start){f->run, f->is_start, is_edge_behind});
	if (c.is_whole) {
		f->run = c.run;
		return;
	}
	end_run(s, f);
	consider(f, c.needed, c.cost, c.is_needed_start);
}

static void append(struct search *s, struct found *f, const struct part *part)
{
	switch (part->kind) {
	case PART_NOTHING:
		break;
	case PART_EDGE:
		append_chars(s, f, (char[]){EDGE_MARK, '\0'});
		break;
	case PART_CHARS:
		append_chars(s, f, part->chars);
		break;
	case PART_UNKNOWN:
		end_run(s, f);
		break;
	case PART_ROW:
		for (const struct part *p = part->first; p != NULL && !s->has_failed; p = p->next)
			append(s, f, p);
		break;
	case PART_CHOICE:
		append_choice(s, f, part);
		break;
	}
}

static struct found walk(struct search *s, const struct part *part, struct start start)
{
	struct found f = {
		.run = start.run, .is_whole = true, .is_start = start.is_start, .cost = COST_NONE};
	append(s, &f, part);
	return f;
}

/* Marks become flags; those inside a word tell nothing that its bytes do not. */
static bool add_literal(struct search *s, struct literals *out, struct word word)
{
	char *text = arena_alloc(s->arena, word.len + 1);
	if (text == NULL)
		return false;
	size_t len = 0;
	for (size_t i = 0; i < word.len; i++) {
		if (word.text[i] != EDGE_MARK)
			text[len++] = word.text[i];
	}
	unsigned edges = word.text[0] == EDGE_MARK ? EDGE_BEFORE : 0;
	if (word.text[word.len - 1] == EDGE_MARK && len <= LITERAL_MAX)
		edges |= EDGE_BEHIND;
	len = len < LITERAL_MAX ? len : LITERAL_MAX;
	text[len] = '\0';
	out->items[out->count++] =
		(struct literal){.text = text, .len = (uint8_t)len, .edges = (uint8_t)edges};
	return true;
}

static int compare_literals(const void *a, const void *b)
{
	const struct literal *x = a, *y = b;
	int order = (x->edges & EDGE_BEFORE) - (y->edges & EDGE_BEFORE);
	if (order == 0)
		order = strcmp(x->text, y->text);
	return order != 0 ? order : x->edges - y->edges;
}

static uint64_t literal_cost(const struct literal *l, unsigned edges)
{
	char text[LITERAL_MAX + 2];
	size_t len = 0;
	if (edges & EDGE_BEFORE)
		text[len++] = EDGE_MARK;
	memcpy(text + len, l->text, l->len);
	len += l->len;
	if (edges & EDGE_BEHIND)
		text[len++] = EDGE_MARK;
	return rarity_of(text, len);
}

/* May the shorter one stand for the longer one that starts with it? quel would stand for quelle as well. */
static bool may_open(const struct literal *shorter, const struct literal *longer)
{
	if (!(shorter->edges & EDGE_BEHIND))
		return true;
	return shorter->len >= OPEN_MIN && literal_cost(shorter, shorter->edges & EDGE_BEFORE) <=
						   literal_cost(shorter, shorter->edges) +
							   literal_cost(longer, longer->edges) +
							   OPEN_LOSS_MAX;
}

/* livre and livres: one literal without an edge behind does for both. */
static void merge_literals(struct literals *l)
{
	qsort(l->items, l->count, sizeof *l->items, compare_literals);
	size_t kept = 1;
	for (size_t i = 1; i < l->count; i++) {
		struct literal *last = &l->items[kept - 1];
		const struct literal *next = &l->items[i];
		bool is_longer = (last->edges & EDGE_BEFORE) == (next->edges & EDGE_BEFORE) &&
				 strncmp(last->text, next->text, last->len) == 0;
		if (is_longer && last->len == next->len && last->edges == next->edges)
			continue;
		if (is_longer && may_open(last, next))
			last->edges &= EDGE_BEFORE;
		else
			l->items[kept++] = *next;
	}
	l->count = kept;
}

bool literals_of(const char *pattern, struct arena *a, struct literals *out)
{
	struct search s = {.arena = a};
	*out = (struct literals){0};
	const struct part *part = pattern_read(pattern, a);
	if (part == NULL)
		return false;
	struct found f = walk(&s, part, (struct start){empty_run(&s), true, false});
	if (!s.has_failed)
		consider_run(&f);
	if (s.has_failed || f.cost == COST_NONE)
		return false;
	out->items = arena_alloc(a, f.needed.count * sizeof *out->items);
	if (out->items == NULL)
		return false;
	for (size_t i = 0; i < f.needed.count; i++) {
		if (!add_literal(&s, out, f.needed.items[i]))
			return false;
	}
	out->is_start = f.is_needed_start;
	merge_literals(out);
	return true;
}
