/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * prefilter.c - Aho-Corasick over the literals of all patterns. See prefilter.h.
 *
 * States are numbered level by level, so the children of a state stand side by side and one index finds
 * them: 17 bytes a state. The first states, where a text spends its time, have a full row each instead.
 * The table of literals is in the order of the sorted entries: those of one state, and the patterns of
 * one literal, are ranges.
 */
#include "rules/prefilter.h"

#include "base/xalloc.h"
#include "rules/literals.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	BYTES = 256,
	ROWS_MAX = 1024 /* states with a full row */
};

static_assert(LITERAL_MAX == 16, "an entry holds a literal in two numbers");

/* One literal of one pattern; the numbers hold the text, zero-padded, the first byte on top. */
struct entry {
	uint64_t high, low;
	uint32_t pattern;
	uint8_t len, edges;
};

struct entries {
	struct entry *items;
	size_t count;
};

struct state {
	uint32_t children; /* the first one; they end where those of the next state start */
	uint32_t fail;     /* the longest other word that ends here too */
	uint32_t report;   /* the terminal that ends here, or at a fail of it; 0: none */
};

/* A state at which literals end. */
struct terminal {
	uint32_t first, end; /* literals: the same text, other edges */
	uint32_t next;       /* a shorter one that ends here too; 0: none */
	uint32_t len;
};

struct prefilter {
	size_t pattern_count, literal_count, state_count, terminal_count;
	uint8_t classes[BYTES]; /* 0: in no literal */
	size_t class_count, row_count;
	uint32_t *rows;       /* row_count by class_count: the next state */
	struct state *states; /* and one more, for where the children end */
	uint8_t *labels;      /* the class that leads to a state */
	struct terminal *terminals;
	uint8_t *edges;     /* of a literal */
	uint32_t *owners;   /* of a literal: where its patterns start; and one more */
	uint32_t *patterns; /* of all literals */
	uint64_t *always;   /* one bit a pattern */
	uint64_t *starts;   /* one bit a pattern: a match starts where a literal does */
	size_t always_count;
};

static size_t words_for(size_t bits)
{
	return (bits + 63) / 64;
}

static void set_bit(uint64_t *bits, size_t i)
{
	bits[i / 64] |= (uint64_t)1 << (i % 64);
}

static bool has_bit(const uint64_t *bits, size_t i)
{
	return (bits[i / 64] >> (i % 64) & 1) != 0;
}

/* ---- entries ---- */

static void add_entry(struct entries *e, const struct literal *l, size_t pattern)
{
	struct entry entry = {.pattern = (uint32_t)pattern, .len = l->len, .edges = l->edges};
	for (size_t i = 0; i < l->len; i++) {
		uint64_t byte = (unsigned char)l->text[i];
		if (i < 8)
			entry.high |= byte << (56 - 8 * i);
		else
			entry.low |= byte << (120 - 8 * i);
	}
	e->items = xgrow(e->items, e->count, sizeof *e->items);
	e->items[e->count++] = entry;
}

static unsigned char byte_of(const struct entry *e, size_t i)
{
	return (unsigned char)(i < 8 ? e->high >> (56 - 8 * i) : e->low >> (120 - 8 * i));
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int compare_literals(const struct entry *a, const struct entry *b)
{
	int order = compare_numbers(a->high, b->high);
	if (order == 0)
		order = compare_numbers(a->low, b->low);
	return order != 0 ? order : a->edges - b->edges;
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = compare_literals(x, y);
	return order != 0 ? order : compare_numbers(x->pattern, y->pattern);
}

static struct entries collect(struct prefilter *f, const char *const *patterns)
{
	struct entries e = {0};
	for (size_t i = 0; i < f->pattern_count; i++) {
		struct arena a;
		struct literals found;
		if (patterns[i] == NULL)
			continue;
		arena_init(&a, LITERALS_ARENA);
		if (!literals_of(patterns[i], &a, &found)) {
			set_bit(f->always, i);
			f->always_count++;
		}
		if (found.is_start)
			set_bit(f->starts, i);
		for (size_t k = 0; k < found.count; k++)
			add_entry(&e, &found.items[k], i);
		arena_done(&a);
	}
	if (e.count > 0)
		qsort(e.items, e.count, sizeof *e.items, compare_entries);
	return e;
}

/* ---- tables ---- */

/* gives the literal of each entry. */
static uint32_t *number_literals(struct prefilter *f, const struct entries *e)
{
	uint32_t *literals = xcalloc(e->count, sizeof *literals);
	f->edges = xcalloc(e->count, sizeof *f->edges);
	f->owners = xcalloc(e->count + 1, sizeof *f->owners);
	f->patterns = xcalloc(e->count, sizeof *f->patterns);
	for (size_t i = 0; i < e->count; i++) {
		if (i == 0 || compare_literals(&e->items[i - 1], &e->items[i]) != 0) {
			f->edges[f->literal_count] = e->items[i].edges;
			f->owners[f->literal_count++] = (uint32_t)i;
		}
		literals[i] = (uint32_t)(f->literal_count - 1);
		f->patterns[i] = e->items[i].pattern;
	}
	f->owners[f->literal_count] = (uint32_t)e->count;
	f->edges = xreallocarray(f->edges, f->literal_count, sizeof *f->edges);
	f->owners = xreallocarray(f->owners, f->literal_count + 1, sizeof *f->owners);
	return literals;
}

static size_t common_start(const struct entry *a, const struct entry *b)
{
	size_t n = 0;
	while (n < a->len && n < b->len && byte_of(a, n) == byte_of(b, n))
		n++;
	return n;
}

/* Counts the states and gives each byte that occurs a class; upper case has that of lower case. */
static void measure(struct prefilter *f, const struct entries *e)
{
	f->state_count = 1;
	f->class_count = 1;
	for (size_t i = 0; i < e->count; i++) {
		const struct entry *entry = &e->items[i];
		f->state_count += entry->len - (i == 0 ? 0 : common_start(entry - 1, entry));
		for (size_t k = 0; k < entry->len; k++) {
			uint8_t *class = &f->classes[byte_of(entry, k)];
			if (*class == 0)
				*class = (uint8_t)f->class_count++;
		}
	}
	for (int c = 'A'; c <= 'Z'; c++)
		f->classes[c] = f->classes[c - 'A' + 'a'];
}

/* ---- states ---- */

struct builder {
	struct prefilter *f;
	const struct entries *entries;
	const uint32_t *literals; /* of the entries */
	struct span {
		uint32_t first, end; /* entries that start with the state's word */
		uint32_t len;        /* of that word */
	} * spans;                   /* of the states */
	size_t made;
};

/* The child of a state, or 0. */
static inline uint32_t child_of(const struct prefilter *f, uint32_t state, uint8_t class)
{
	uint32_t end = f->states[state + 1].children;
	for (uint32_t c = f->states[state].children; c < end; c++) {
		if (f->labels[c] == class)
			return c;
	}
	return 0;
}

/* Where a state fails to that its parent leads to by class: all shorter words have their children. */
static uint32_t fail_of(const struct prefilter *f, uint32_t parent, uint8_t class)
{
	uint32_t found = 0;
	for (uint32_t s = parent; s != 0 && found == 0;) {
		s = f->states[s].fail;
		found = child_of(f, s, class);
	}
	return found;
}

/* The entries that are just the state's word; what is left of the span is longer. */
static void make_terminal(struct builder *b, uint32_t state)
{
	struct prefilter *f = b->f;
	struct span *span = &b->spans[state];
	uint32_t first = span->first;
	while (span->first < span->end && b->entries->items[span->first].len == span->len)
		span->first++;
	struct state *s = &f->states[state];
	s->report = f->states[s->fail].report;
	if (span->first == first)
		return;
	f->terminals = xgrow(f->terminals, f->terminal_count, sizeof *f->terminals);
	f->terminals[f->terminal_count] = (struct terminal){.first = b->literals[first],
							    .end = b->literals[span->first - 1] + 1,
							    .next = s->report,
							    .len = span->len};
	s->report = (uint32_t)f->terminal_count++;
}

static void make_children(struct builder *b, uint32_t state)
{
	struct prefilter *f = b->f;
	struct span span = b->spans[state];
	f->states[state].children = (uint32_t)b->made;
	while (span.first < span.end) {
		unsigned char byte = byte_of(&b->entries->items[span.first], span.len);
		struct span child = {.first = span.first, .len = span.len + 1};
		while (span.first < span.end &&
		       byte_of(&b->entries->items[span.first], span.len) == byte)
			span.first++;
		child.end = span.first;
		b->spans[b->made] = child;
		f->labels[b->made] = f->classes[byte];
		f->states[b->made].fail = fail_of(f, state, f->classes[byte]);
		b->made++;
	}
	f->states[state + 1].children = (uint32_t)b->made;
}

static void make_states(struct builder *b)
{
	struct prefilter *f = b->f;
	f->states = xcalloc(f->state_count + 1, sizeof *f->states);
	f->labels = xcalloc(f->state_count, sizeof *f->labels);
	f->terminals = xgrow(NULL, 0, sizeof *f->terminals);
	f->terminals[f->terminal_count++] = (struct terminal){0}; /* 0 says none */
	b->spans = xcalloc(f->state_count, sizeof *b->spans);
	b->spans[0].end = (uint32_t)b->entries->count;
	b->made = 1;
	for (uint32_t s = 0; s < f->state_count; s++) {
		make_terminal(b, s);
		make_children(b, s);
	}
	free(b->spans);
}

static void make_rows(struct prefilter *f)
{
	f->row_count = f->state_count < ROWS_MAX ? f->state_count : ROWS_MAX;
	f->rows = xcalloc(f->row_count * f->class_count, sizeof *f->rows);
	for (uint32_t s = 0; s < f->row_count; s++) {
		const uint32_t *fails = &f->rows[f->states[s].fail * f->class_count];
		for (size_t c = 1; c < f->class_count; c++) {
			uint32_t child = child_of(f, s, (uint8_t)c);
			f->rows[s * f->class_count + c] = child != 0 ? child : fails[c];
		}
	}
}

struct prefilter *prefilter_new(const char *const *patterns, size_t count)
{
	struct prefilter *f = xzalloc(sizeof *f);
	f->pattern_count = count;
	f->always = xcalloc(words_for(count), sizeof *f->always);
	f->starts = xcalloc(words_for(count), sizeof *f->starts);
	struct entries e = collect(f, patterns);
	uint32_t *literals = number_literals(f, &e);
	measure(f, &e);
	make_states(&(struct builder){.f = f, .entries = &e, .literals = literals});
	make_rows(f);
	free(literals);
	free(e.items);
	return f;
}

void prefilter_free(struct prefilter *f)
{
	if (f == NULL)
		return;
	free(f->rows);
	free(f->states);
	free(f->labels);
	free(f->terminals);
	free(f->edges);
	free(f->owners);
	free(f->patterns);
	free(f->always);
	free(f->starts);
	free(f);
}

struct prefilter_figures prefilter_figures(const struct prefilter *f)
{
	struct prefilter_figures figures = {.patterns = f->pattern_count,
					    .always = f->always_count,
					    .literals = f->literal_count,
					    .states = f->state_count};
	figures.bytes = sizeof *f + f->row_count * f->class_count * sizeof *f->rows +
			(f->state_count + 1) * sizeof *f->states + f->state_count +
			f->terminal_count * sizeof *f->terminals + f->literal_count +
			(f->literal_count + 1) * sizeof *f->owners +
			f->owners[f->literal_count] * sizeof *f->patterns +
			2 * words_for(f->pattern_count) * sizeof *f->always;
	return figures;
}

bool prefilter_is_always(const struct prefilter *f, size_t pattern)
{
	return has_bit(f->always, pattern);
}

/* ---- the pass ---- */

void candidates_init(struct candidates *c, const struct prefilter *f)
{
	marks_init(&c->patterns, f->pattern_count);
	marks_init(&c->literals, f->literal_count);
	c->from = xcalloc(f->pattern_count, sizeof *c->from);
	for (size_t i = 0; i < f->pattern_count; i++) {
		if (has_bit(f->always, i))
			marks_add(&c->patterns, i);
	}
}

void candidates_done(struct candidates *c)
{
	marks_done(&c->patterns);
	marks_done(&c->literals);
	free(c->from);
	*c = (struct candidates){0};
}

struct pass {
	const struct prefilter *f;
	const char *text;
	size_t len;
	struct candidates *found;
};

enum side { SIDE_OUTSIDE, SIDE_WORD, SIDE_UNKNOWN };

static enum side side_of(const struct pass *p, size_t at)
{
	if (at >= p->len)
		return SIDE_OUTSIDE;
	unsigned char c = (unsigned char)p->text[at];
	if (c >= 0x80)
		return SIDE_UNKNOWN; /* PCRE2 knows whether it is a letter */
	bool is_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
		       (c >= 'A' && c <= 'Z');
	return is_word ? SIDE_WORD : SIDE_OUTSIDE;
}

/* Can \b hold before this byte? One of the two sides is the literal's own, so never are both unknown. */
static bool may_be_edge(const struct pass *p, size_t at)
{
	enum side before = at == 0 ? SIDE_OUTSIDE : side_of(p, at - 1);
	return before != side_of(p, at);
}

/* The first place of a literal is the one that counts, but a longer one that ends later may start earlier. */
static void mark_literal(const struct pass *p, uint32_t literal, uint32_t start)
{
	const struct prefilter *f = p->f;
	struct candidates *c = p->found;
	for (uint32_t i = f->owners[literal]; i < f->owners[literal + 1]; i++) {
		uint32_t pattern = f->patterns[i];
		uint32_t from = has_bit(f->starts, pattern) ? start : 0;
		if (marks_add(&c->patterns, pattern) || from < c->from[pattern])
			c->from[pattern] = from;
	}
}

/* Literals that end before byte `end`. */
static void report(const struct pass *p, uint32_t terminal, size_t end)
{
	const struct prefilter *f = p->f;
	for (uint32_t t = terminal; t != 0; t = f->terminals[t].next) {
		const struct terminal *found = &f->terminals[t];
		unsigned missing = (may_be_edge(p, end - found->len) ? 0 : EDGE_BEFORE) |
				   (may_be_edge(p, end) ? 0 : EDGE_BEHIND);
		for (uint32_t l = found->first; l < found->end; l++) {
			if ((f->edges[l] & missing) == 0 && marks_add(&p->found->literals, l))
				mark_literal(p, l, (uint32_t)(end - found->len));
		}
	}
}

static inline uint32_t next_state(const struct prefilter *f, uint32_t state, uint8_t class)
{
	while (state >= f->row_count) {
		uint32_t child = child_of(f, state, class);
		if (child != 0)
			return child;
		state = f->states[state].fail;
	}
	return f->rows[state * f->class_count + class];
}

void prefilter_mark(const struct prefilter *f, const char *text, size_t len, struct candidates *c)
{
	const struct pass p = {.f = f, .text = text, .len = len, .found = c};
	marks_cut(&c->patterns, f->always_count);
	marks_cut(&c->literals, 0);
	uint32_t state = 0;
	for (size_t i = 0; i < len; i++) {
		state = next_state(f, state, f->classes[(unsigned char)text[i]]);
		if (f->states[state].report != 0)
			report(&p, f->states[state].report, i + 1);
	}
}
