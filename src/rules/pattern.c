/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pattern.c - recursive descent over the pattern's text. See pattern.h.
 *
 * Whoever adds a construct: an item that may be skipped must become PART_UNKNOWN or a choice with
 * PART_NOTHING, and a construct whose end is not certain must fail the whole tree.
 */
#include "rules/pattern.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum {
	DEPTH_MAX = 60,  /* of groups in groups; match.c lets PCRE2 take fewer */
	COPIES_MAX = 4,  /* of x in x{9} */
	REPEAT_MAX = 999 /* a count with more digits is not followed */
};

struct reader {
	const char *at;
	struct arena *arena;
	int depth;
	bool has_failed;     /* nothing that is given from now on counts */
	struct part nowhere; /* what is given when the arena is full */
};

static struct part *read_choice(struct reader *r);

static struct part *new_part(struct reader *r, enum part_kind kind)
{
	struct part *part = arena_alloc(r->arena, sizeof *part);
	if (part == NULL) {
		r->has_failed = true;
		return &r->nowhere;
	}
	part->kind = kind;
	part->width = kind == PART_CHOICE ? 0 : 1;
	return part;
}

static struct part *fail(struct reader *r)
{
	r->has_failed = true;
	return new_part(r, PART_UNKNOWN);
}

static struct part *new_chars(struct reader *r, const char *chars)
{
	struct part *part = new_part(r, PART_CHARS);
	size_t n = strlen(chars);
	if (r->has_failed || n > PART_CHARS_MAX)
		return part;
	memcpy(part->chars, chars, n);
	part->width = n;
	return part;
}

/* Of ASCII, whatever the locale. */
static char lower(int c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static struct part *new_char(struct reader *r, char c)
{
	return new_chars(r, (char[]){lower(c), '\0'});
}

static void add_child(struct reader *r, struct part *parent, struct part *child)
{
	if (r->has_failed)
		return;
	if (parent->last != NULL)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
	size_t width = parent->kind == PART_CHOICE ? parent->width + child->width
						   : parent->width * child->width;
	parent->width = width < PART_WIDTH_MAX ? width : PART_WIDTH_MAX;
}

static struct part *new_pair(struct reader *r, enum part_kind kind, struct part *first,
			     enum part_kind second)
{
	struct part *pair = new_part(r, kind);
	add_child(r, pair, first);
	add_child(r, pair, new_part(r, second));
	return pair;
}

static bool is_followed(char c)
{
	return c >= ' ' && c < 0x7f; /* printable ASCII */
}

/* Goes over one character, whatever its length. */
static struct part *skip_character(struct reader *r)
{
	do
		r->at++;
	while (((unsigned char)*r->at & 0xc0) == 0x80);
	return new_part(r, PART_UNKNOWN);
}

/* Behind the backslash. \G fails: it is where a search starts, which who knows the literals may move. */
static struct part *read_escape(struct reader *r)
{
	char c = *r->at;
	if (c == '\0')
		return fail(r);
	if (!is_followed(c))
		return skip_character(r);
	r->at++;
	if (c == 'b')
		return new_part(r, PART_EDGE);
	if (strchr("BAZzK", c) != NULL)
		return new_part(r, PART_NOTHING);
	if (strchr("dDwWsShHvVRXtnrfea", c) != NULL)
		return new_part(r, PART_UNKNOWN);
	if (c >= '1' && c <= '9') { /* a back reference, or an octal number and then digits */
		while (isdigit((unsigned char)*r->at))
			r->at++;
		return new_part(r, PART_UNKNOWN);
	}
	return isalnum((unsigned char)c) ? fail(r) : new_char(r, c);
}

/* The members of a class, as long as they are few and plain. */
struct members {
	char chars[PART_CHARS_MAX + 1];
	size_t count;
	bool is_unknown;
};

static void add_member(struct members *m, int c)
{
	if (strchr(m->chars, lower(c)) != NULL)
		return;
	if (m->count == PART_CHARS_MAX)
		m->is_unknown = true;
	else
		m->chars[m->count++] = lower(c);
}

/* A character of a class; the class becomes unknown when it is none that is followed. */
static char read_member(struct reader *r, struct members *m)
{
	char c = *r->at++;
	if (c == '\\') {
		c = *r->at;
		if (c == '\0' || c == 'c' || c == 'Q' || c == 'E') {
			r->has_failed = true;
			return c;
		}
		r->at++;
		m->is_unknown = m->is_unknown || isalnum((unsigned char)c);
	}
	if (c == '[' && *r->at != '\0' && strchr(":.=", *r->at) != NULL)
		r->has_failed = true; /* [[:alpha:]] */
	m->is_unknown = m->is_unknown || !is_followed(c);
	return c;
}

static void read_members(struct reader *r, struct members *m)
{
	const char *start = r->at; /* a "]" here is a member */
	while (!r->has_failed && (*r->at != ']' || r->at == start)) {
		if (*r->at == '\0') {
			r->has_failed = true;
			return;
		}
		int from = read_member(r, m);
		int to = from;
		if (!r->has_failed && r->at[0] == '-' && r->at[1] != ']' && r->at[1] != '\0') {
			r->at++;
			to = read_member(r, m);
		}
		for (int c = from; c <= to && !m->is_unknown; c++)
			add_member(m, c);
	}
}

/* Behind the bracket. */
static struct part *read_class(struct reader *r)
{
	struct members m = {0};
	if (*r->at == '^') {
		m.is_unknown = true;
		r->at++;
	}
	read_members(r, &m);
	if (r->has_failed)
		return fail(r);
	r->at++;
	return m.is_unknown || m.count == 0 ? new_part(r, PART_UNKNOWN) : new_chars(r, m.chars);
}

static bool skip_word(struct reader *r, const char *word)
{
	size_t n = strlen(word);
	bool is_there = strncmp(r->at, word, n) == 0;
	if (is_there)
		r->at += n;
	return is_there;
}

/* Comments do not come between an item and its quantifier. */
static void skip_comments(struct reader *r)
{
	while (!r->has_failed && skip_word(r, "(?#")) {
		r->at += strcspn(r->at, ")");
		if (*r->at == '\0')
			r->has_failed = true;
		else
			r->at++;
	}
}

enum group { GROUP_PLAIN, GROUP_LOOKAROUND, GROUP_SETTING, GROUP_UNKNOWN };

/* What stands behind "(?": gone over, up to the group's first branch. */
static enum group read_group_start(struct reader *r)
{
	static const struct {
		const char *start;
		enum group group;
	} starts[] = {
		{":", GROUP_PLAIN},       {">", GROUP_PLAIN},      {"|", GROUP_PLAIN},
		{"=", GROUP_LOOKAROUND},  {"!", GROUP_LOOKAROUND}, {"<=", GROUP_LOOKAROUND},
		{"<!", GROUP_LOOKAROUND}, {"i)", GROUP_SETTING},   {"i:", GROUP_PLAIN},
		{"-i)", GROUP_SETTING},   {"-i:", GROUP_PLAIN},    {"s)", GROUP_SETTING},
		{"m)", GROUP_SETTING},
	};
	for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
		if (skip_word(r, starts[i].start))
			return starts[i].group;
	}
	if (!skip_word(r, "<"))
		return GROUP_UNKNOWN;
	while (isalnum((unsigned char)*r->at) || *r->at == '_')
		r->at++;
	return skip_word(r, ">") ? GROUP_PLAIN : GROUP_UNKNOWN;
}

/* Behind the parenthesis. */
static struct part *read_group(struct reader *r)
{
	enum group group = GROUP_PLAIN;
	if (*r->at == '*' || r->depth == DEPTH_MAX)
		return fail(r);
	if (skip_word(r, "?"))
		group = read_group_start(r);
	if (group == GROUP_UNKNOWN)
		return fail(r);
	if (group == GROUP_SETTING)
		return new_part(r, PART_NOTHING);
	r->depth++;
	struct part *inside = read_choice(r);
	r->depth--;
	if (r->has_failed || *r->at != ')')
		return fail(r);
	r->at++;
	return group == GROUP_LOOKAROUND ? new_part(r, PART_NOTHING) : inside;
}

static struct part *read_item(struct reader *r)
{
	char c = *r->at;
	if (strchr("*+?{", c) != NULL) /* "{" means different things in different versions */
		return fail(r);
	if (!is_followed(c))
		return skip_character(r);
	r->at++;
	switch (c) {
	case '(':
		return read_group(r);
	case '[':
		return read_class(r);
	case '\\':
		return read_escape(r);
	case '.':
		return new_part(r, PART_UNKNOWN);
	case '^':
	case '$':
		return new_part(r, PART_NOTHING);
	default:
		return new_char(r, c);
	}
}

struct repeat {
	int min, max; /* max is -1: any number */
};

static bool read_number(const char **at, int *number)
{
	const char *start = *at;
	for (*number = 0; isdigit((unsigned char)**at) && *number <= REPEAT_MAX; (*at)++)
		*number = *number * 10 + (**at - '0');
	return *at > start && *number <= REPEAT_MAX;
}

/* {n} {n,} {n,m}; goes over it only when it is one of these. */
static bool read_braces(struct reader *r, struct repeat *out)
{
	const char *at = r->at + 1;
	if (!read_number(&at, &out->min))
		return false;
	out->max = out->min;
	if (*at == ',' && *++at == '}')
		out->max = -1;
	else if (at[-1] == ',' && !read_number(&at, &out->max))
		return false;
	if (*at != '}')
		return false;
	r->at = at + 1;
	return true;
}

/* Reads a quantifier, if there is one. */
static bool read_repeat(struct reader *r, struct repeat *out)
{
	switch (*r->at) {
	case '*':
		*out = (struct repeat){0, -1};
		break;
	case '+':
		*out = (struct repeat){1, -1};
		break;
	case '?':
		*out = (struct repeat){0, 1};
		break;
	case '{':
		if (!read_braces(r, out))
			return false;
		r->at--;
		break;
	default:
		return false;
	}
	r->at++;
	if (*r->at == '?' || *r->at == '+') /* lazy, possessive */
		r->at++;
	return true;
}

/* Only single characters are written out again: groups in groups would multiply. */
static struct part *repeat_part(struct reader *r, struct part *item, struct repeat repeat)
{
	if (item->kind == PART_NOTHING)
		return item;
	if (repeat.min == 0)
		return repeat.max == 1 ? new_pair(r, PART_CHOICE, item, PART_NOTHING)
				       : new_part(r, PART_UNKNOWN);
	if (item->kind != PART_CHARS)
		return repeat.min == 1 && repeat.max == 1
			       ? item
			       : new_pair(r, PART_ROW, item, PART_UNKNOWN);
	int copies = repeat.min < COPIES_MAX ? repeat.min : COPIES_MAX;
	struct part *row = new_part(r, PART_ROW);
	for (int i = 0; i < copies; i++)
		add_child(r, row, new_chars(r, item->chars));
	if (repeat.max != copies)
		add_child(r, row, new_part(r, PART_UNKNOWN));
	return row;
}

static struct part *read_row(struct reader *r)
{
	struct part *row = new_part(r, PART_ROW);
	skip_comments(r);
	while (!r->has_failed && *r->at != '\0' && *r->at != '|' && *r->at != ')') {
		struct part *item = read_item(r);
		struct repeat repeat;
		skip_comments(r);
		if (!r->has_failed && read_repeat(r, &repeat))
			item = repeat_part(r, item, repeat);
		add_child(r, row, item);
		skip_comments(r);
	}
	return row;
}

static struct part *read_choice(struct reader *r)
{
	struct part *row = read_row(r);
	if (*r->at != '|')
		return row;
	struct part *choice = new_part(r, PART_CHOICE);
	add_child(r, choice, row);
	while (!r->has_failed && *r->at == '|') {
		r->at++;
		add_child(r, choice, read_row(r));
	}
	return choice;
}

const struct part *pattern_read(const char *pattern, struct arena *a)
{
	struct reader r = {.at = pattern, .arena = a};
	const struct part *part = read_choice(&r);
	return r.has_failed || *r.at != '\0' ? NULL : part;
}
