/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * yamlfile.c - libyaml's events, chunk by chunk, built into nodes of our own. See yamlfile.h.
 *
 * libyaml's document loader is not used: it would resolve aliases, nest without bound and keep no
 * place for what we refuse. It is the only file that includes yaml.h.
 */
#include "files/yamlfile.h"

#include "base/str.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <string.h>
#include <yaml.h>

/* Nodes of a file of 4 MiB are far below; it is what stops "[,[,[,…" from taking all memory. */
enum { ARENA_CAP = 512 * 1024 * 1024 };

enum shape { SHAPE_TEXT, SHAPE_LIST, SHAPE_MAP };
enum style { STYLE_PLAIN, STYLE_SINGLE, STYLE_DOUBLE, STYLE_BLOCK };

/* What the nodes of one file share. */
struct yaml_file {
	const char *path;
	struct problems *problems;
};

struct yaml_node {
	const struct yaml_file *file;
	enum shape shape;
	enum style style;
	bool is_one_line;
	int line, column;
	const char *text;
	size_t len, count;
	struct yaml_node *first, *last; /* children; of a mapping: its keys */
	struct yaml_node *next;         /* sibling */
	struct yaml_node *value;        /* of a key */
};

/* One item, or one key with its value, as text. */
struct chunk {
	const char *text;
	size_t len;
	int line; /* of its first line in the file */
};

struct chunks {
	const struct source *source;
	struct yaml_file *file;
	size_t at;
	int line;
	bool is_map, is_begun;
};

struct builder {
	yaml_parser_t parser;
	struct yaml_file *file;
	struct arena *memory;
	int line; /* of the chunk */
	bool is_broken;
};

/* ---- chunks ---- */

static size_t line_length(const struct source *s, size_t at)
{
	const char *newline = memchr(s->text + at, '\n', s->len - at);
	return newline != NULL ? (size_t)(newline - s->text) - at + 1 : s->len - at;
}

static bool is_marker(const char *line, size_t n, const char *marker)
{
	return n >= 3 && memcmp(line, marker, 3) == 0 &&
	       (n == 3 || line[3] == ' ' || line[3] == '\n');
}

static bool is_dash(const char *line, size_t n)
{
	return line[0] == '-' && (n == 1 || line[1] == ' ' || line[1] == '\n');
}

/* In a mapping, "- x" in the first column still belongs to the key above. */
static bool starts_chunk(const struct chunks *c, const char *line, size_t n)
{
	if (n == 0 || strchr(" \t\n#]}", line[0]) != NULL)
		return false;
	return !(c->is_map && is_dash(line, n));
}

/* A line before the first chunk must be blank or a comment. */
static bool is_blank(const char *line, size_t n)
{
	size_t indent = strspn(line, " \t");
	return indent >= n || line[indent] == '\n' || line[indent] == '#' || line[indent] == '\0';
}

static bool skip_to_chunk(struct chunks *c)
{
	const struct source *s = c->source;
	while (c->at < s->len) {
		const char *line = s->text + c->at;
		size_t n = line_length(s, c->at);
		bool is_start = starts_chunk(c, line, n);
		if (is_start && !is_marker(line, n, "---"))
			return true;
		if (is_start && c->is_begun)
			problems_add(c->file->problems, (struct spot){s->path, c->line, 1},
				     "a second document in one file");
		else if (!is_start && !is_blank(line, n))
			problems_add(c->file->problems, (struct spot){s->path, c->line, 1},
				     "nothing may be indented or closed here: %s",
				     c->is_map ? "a key starts in the first column"
					       : "\"- \" starts in the first column");
		c->at += n;
		c->line++;
	}
	return false;
}

/* The next chunk: from a line that starts one to the line before the one that starts the next. */
static bool chunks_next(struct chunks *c, struct chunk *out)
{
	const struct source *s = c->source;
	if (!skip_to_chunk(c))
		return false;
	c->is_begun = true;
	*out = (struct chunk){.text = s->text + c->at, .line = c->line};
	do {
		size_t n = line_length(s, c->at);
		out->len += n;
		c->at += n;
		c->line++;
	} while (c->at < s->len && !starts_chunk(c, s->text + c->at, line_length(s, c->at)));
	return true;
}

/* ---- nodes ---- */

static void add_at_mark(struct builder *b, yaml_mark_t mark, const char *what)
{
	b->is_broken = true;
	problems_add(b->file->problems,
		     (struct spot){b->file->path, b->line + (int)mark.line, (int)mark.column + 1},
		     "%s", what);
}

static void add_parser_error(struct builder *b)
{
	const yaml_parser_t *parser = &b->parser;
	b->is_broken = true;
	/* an unclosed quote is found at the end of the chunk; where it opens is what helps */
	bool is_unclosed = parser->problem != NULL && parser->context != NULL &&
			   strstr(parser->problem, "unexpected end of stream") != NULL;
	yaml_mark_t mark = is_unclosed ? parser->context_mark : parser->problem_mark;
	if (parser->error == YAML_READER_ERROR)
		mark = parser->mark;
	const char *problem = parser->problem != NULL ? parser->problem : "cannot be read";
	problems_add(b->file->problems,
		     (struct spot){b->file->path, b->line + (int)mark.line, (int)mark.column + 1},
		     "%s%s%s", problem, parser->context != NULL ? " " : "",
		     parser->context != NULL ? parser->context : "");
}

/* The next event, to be deleted; false when libyaml cannot go on. */
static bool next_event(struct builder *b, yaml_event_t *event)
{
	if (yaml_parser_parse(&b->parser, event))
		return true;
	add_parser_error(b);
	return false;
}

static struct yaml_node *new_node(struct builder *b, const yaml_event_t *event, enum shape shape)
{
	struct yaml_node *n = arena_alloc(b->memory, sizeof *n);
	if (n == NULL) {
		add_at_mark(b, event->start_mark, "too much for one item");
		return NULL;
	}
	n->file = b->file;
	n->shape = shape;
	n->text = "";
	n->line = b->line + (int)event->start_mark.line;
	n->column = (int)event->start_mark.column + 1;
	n->is_one_line = event->start_mark.line == event->end_mark.line;
	return n;
}

static enum style style_of(yaml_scalar_style_t style)
{
	switch (style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE:
		return STYLE_SINGLE;
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
		return STYLE_DOUBLE;
	case YAML_LITERAL_SCALAR_STYLE:
	case YAML_FOLDED_SCALAR_STYLE:
		return STYLE_BLOCK;
	default:
		return STYLE_PLAIN;
	}
}

static struct yaml_node *build_text(struct builder *b, const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	if (len > YAML_TEXT_MAX) {
		add_at_mark(b, event->start_mark, "a text longer than 64 KiB");
		return NULL;
	}
	if (memchr(text, '\0', len) != NULL) {
		add_at_mark(b, event->start_mark, "a zero byte in a text");
		return NULL;
	}
	struct yaml_node *n = new_node(b, event, SHAPE_TEXT);
	if (n == NULL)
		return NULL;
	n->style = style_of(event->data.scalar.style);
	n->text = arena_copy(b->memory, text, len);
	n->len = len;
	if (n->text != NULL)
		return n;
	add_at_mark(b, event->start_mark, "too much for one item");
	return NULL;
}

static void append(struct yaml_node *parent, struct yaml_node *child)
{
	if (parent->last == NULL)
		parent->first = child;
	else
		parent->last->next = child;
	parent->last = child;
	parent->count++;
}

static struct yaml_node *build_event(struct builder *b, yaml_event_t *event, int depth);

/* The node that the next event starts; NULL at the end of its parent, or when broken. */
static struct yaml_node *build_next(struct builder *b, int depth)
{
	yaml_event_t event;
	if (!next_event(b, &event))
		return NULL;
	struct yaml_node *n = build_event(b, &event, depth);
	yaml_event_delete(&event);
	return n;
}

static bool build_list(struct builder *b, struct yaml_node *list, int depth)
{
	for (struct yaml_node *n = build_next(b, depth); n != NULL; n = build_next(b, depth))
		append(list, n);
	return !b->is_broken;
}

static bool is_acceptable_key(struct builder *b, const struct yaml_node *map,
			      const struct yaml_node *key)
{
	b->is_broken = true; /* until seen to be good */
	if (key->shape != SHAPE_TEXT)
		yaml_problem(key, "a key must be a word");
	else if (map->count >= YAML_KEYS_MAX)
		yaml_problem(key, "more than %d keys in one mapping", YAML_KEYS_MAX);
	else if (yaml_get(map, key->text) != NULL)
		yaml_problem(key, "duplicate key \"%s\"", key->text);
	else
		b->is_broken = false;
	return !b->is_broken;
}

static bool build_map(struct builder *b, struct yaml_node *map, int depth)
{
	for (struct yaml_node *key = build_next(b, depth); key != NULL;
	     key = build_next(b, depth)) {
		if (!is_acceptable_key(b, map, key))
			return false;
		key->value = build_next(b, depth);
		if (key->value == NULL)
			return false;
		append(map, key);
	}
	return !b->is_broken;
}

/* Anchors, tags and depth: what we refuse whatever the node is. */
static const char *refusal_of(const yaml_event_t *event, int depth)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;
	switch (event->type) {
	case YAML_ALIAS_EVENT:
		return "aliases (*name) are not read here";
	case YAML_SCALAR_EVENT:
		anchor = event->data.scalar.anchor;
		tag = event->data.scalar.tag;
		break;
	case YAML_SEQUENCE_START_EVENT:
		anchor = event->data.sequence_start.anchor;
		tag = event->data.sequence_start.tag;
		break;
	case YAML_MAPPING_START_EVENT:
		anchor = event->data.mapping_start.anchor;
		tag = event->data.mapping_start.tag;
		break;
	default:
		break;
	}
	if (anchor != NULL)
		return "anchors (&name) are not read here";
	if (tag != NULL)
		return "tags (!name) are not read here";
	return depth > YAML_DEPTH_MAX ? "nested too deeply" : NULL;
}

static struct yaml_node *build_event(struct builder *b, yaml_event_t *event, int depth)
{
	const char *why = refusal_of(event, depth);
	if (why != NULL) {
		add_at_mark(b, event->start_mark, why);
		return NULL;
	}
	if (event->type == YAML_SCALAR_EVENT)
		return build_text(b, event);
	bool is_list = event->type == YAML_SEQUENCE_START_EVENT;
	if (!is_list && event->type != YAML_MAPPING_START_EVENT)
		return NULL; /* the end of what contains it */
	struct yaml_node *n = new_node(b, event, is_list ? SHAPE_LIST : SHAPE_MAP);
	if (n == NULL)
		return NULL;
	bool is_built = is_list ? build_list(b, n, depth + 1) : build_map(b, n, depth + 1);
	return is_built ? n : NULL;
}

/* Reads events up to, and with, one of this type. false on an error, or when another comes. */
static bool expect(struct builder *b, yaml_event_type_t type)
{
	yaml_event_t event;
	if (!next_event(b, &event))
		return false;
	bool is_it = event.type == type;
	if (!is_it)
		add_at_mark(b, event.start_mark, "a second document in one item");
	yaml_event_delete(&event);
	return is_it;
}

static struct yaml_node *build_document(struct builder *b)
{
	if (!expect(b, YAML_STREAM_START_EVENT) || !expect(b, YAML_DOCUMENT_START_EVENT))
		return NULL;
	struct yaml_node *root = build_next(b, 0);
	if (root == NULL || !expect(b, YAML_DOCUMENT_END_EVENT) ||
	    !expect(b, YAML_STREAM_END_EVENT))
		return NULL;
	return root;
}

/* gives the chunk's root node in the arena; NULL with the problem added. */
static struct yaml_node *build_chunk(struct yaml_file *file, const struct chunk *chunk,
				     struct arena *memory)
{
	struct builder b = {.file = file, .memory = memory, .line = chunk->line};
	if (!yaml_parser_initialize(&b.parser)) {
		problems_add(file->problems, (struct spot){file->path, chunk->line, 1},
			     "out of memory");
		return NULL;
	}
	yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&b.parser, (const unsigned char *)chunk->text, chunk->len);
	struct yaml_node *root = build_document(&b);
	yaml_parser_delete(&b.parser);
	return root;
}

/* ---- files ---- */

static struct chunks chunks_of(const struct source *s, struct yaml_file *file, bool is_map)
{
	return (struct chunks){.source = s, .file = file, .line = s->first_line, .is_map = is_map};
}

/* An empty flow list is how an empty file is sometimes written. */
static bool is_empty_list(const struct yaml_node *root)
{
	return root->shape == SHAPE_LIST && root->count == 0;
}

void yaml_each_item(const struct source *s, struct problems *p,
		    void (*item)(const struct yaml_node *item, void *arg), void *arg)
{
	struct yaml_file file = {.path = s->path, .problems = p};
	struct chunks chunks = chunks_of(s, &file, false);
	struct chunk chunk;
	while (chunks_next(&chunks, &chunk)) {
		struct arena memory;
		arena_init(&memory, ARENA_CAP);
		const struct yaml_node *root = build_chunk(&file, &chunk, &memory);
		if (root != NULL && root->shape == SHAPE_LIST && is_dash(chunk.text, chunk.len))
			item(root->first, arg);
		else if (root != NULL && !is_empty_list(root))
			yaml_problem(root, "a list item (\"- …\") was expected");
		arena_done(&memory);
	}
}

void yaml_each_key(const struct source *s, struct problems *p,
		   void (*pair)(const struct yaml_node *key, const struct yaml_node *value,
				void *arg),
		   void *arg)
{
	struct yaml_file file = {.path = s->path, .problems = p};
	struct chunks chunks = chunks_of(s, &file, true);
	struct chunk chunk;
	while (chunks_next(&chunks, &chunk)) {
		struct arena memory;
		arena_init(&memory, ARENA_CAP);
		const struct yaml_node *root = build_chunk(&file, &chunk, &memory);
		if (root != NULL && root->shape == SHAPE_MAP && root->count == 1)
			pair(root->first, root->first->value, arg);
		else if (root != NULL)
			yaml_problem(root, "\"key: …\" was expected");
		arena_done(&memory);
	}
}

/* Adds the chunk's pair to the whole; false when it has none, or the key is there already. */
static bool merge(struct yaml_node *whole, struct yaml_node *root)
{
	if (root == NULL)
		return false;
	if (root->shape != SHAPE_MAP || root->count != 1) {
		yaml_problem(root, "\"key: …\" was expected");
		return false;
	}
	if (yaml_get(whole, root->first->text) != NULL) {
		yaml_problem(root->first, "duplicate key \"%s\"", root->first->text);
		return false;
	}
	append(whole, root->first);
	return true;
}

const struct yaml_node *yaml_mapping(const struct source *s, struct problems *p, struct arena *a)
{
	struct yaml_file *file = arena_alloc(a, sizeof *file);
	struct yaml_node *whole = arena_alloc(a, sizeof *whole);
	if (file == NULL || whole == NULL) {
		problems_add(p, (struct spot){s->path, s->first_line, 1}, "out of memory");
		return NULL;
	}
	size_t before = problems_count(p);
	*file = (struct yaml_file){.path = s->path, .problems = p};
	*whole = (struct yaml_node){
		.file = file, .shape = SHAPE_MAP, .line = s->first_line, .column = 1, .text = ""};
	struct chunks chunks = chunks_of(s, file, true);
	struct chunk chunk;
	while (chunks_next(&chunks, &chunk))
		merge(whole, build_chunk(file, &chunk, a));
	return problems_count(p) == before ? whole : NULL;
}

/* ---- reading nodes ---- */

bool yaml_is_text(const struct yaml_node *n)
{
	return n->shape == SHAPE_TEXT;
}

bool yaml_is_list(const struct yaml_node *n)
{
	return n->shape == SHAPE_LIST;
}

bool yaml_is_map(const struct yaml_node *n)
{
	return n->shape == SHAPE_MAP;
}

bool yaml_is_null(const struct yaml_node *n)
{
	return n->shape == SHAPE_TEXT && n->style == STYLE_PLAIN &&
	       (n->len == 0 || strcmp(n->text, "~") == 0 || strcmp(n->text, "null") == 0);
}

const char *yaml_text(const struct yaml_node *n)
{
	return n->text;
}

size_t yaml_text_len(const struct yaml_node *n)
{
	return n->len;
}

bool yaml_is_quoted(const struct yaml_node *n)
{
	return n->style != STYLE_PLAIN;
}

int yaml_line(const struct yaml_node *n)
{
	return n->line;
}

int yaml_column(const struct yaml_node *n)
{
	return n->column;
}

const char *yaml_path(const struct yaml_node *n)
{
	return n->file->path;
}

size_t yaml_count(const struct yaml_node *n)
{
	return n->count;
}

const struct yaml_node *yaml_first(const struct yaml_node *n)
{
	return n->first;
}

const struct yaml_node *yaml_next(const struct yaml_node *n)
{
	return n->next;
}

const struct yaml_node *yaml_value(const struct yaml_node *key)
{
	return key->value;
}

const struct yaml_node *yaml_get(const struct yaml_node *n, const char *key)
{
	if (n->shape != SHAPE_MAP)
		return NULL;
	for (const struct yaml_node *k = n->first; k != NULL; k = k->next) {
		if (strcmp(k->text, key) == 0)
			return k->value;
	}
	return NULL;
}

__attribute__((format(printf, 3, 0))) static void add_problem(const struct yaml_node *n, int column,
							      const char *format, va_list args)
{
	struct str what = {0};
	str_vprintf(&what, format, args);
	problems_add(n->file->problems, (struct spot){n->file->path, n->line, column}, "%s",
		     str_text(&what));
	str_done(&what);
}

void yaml_problem(const struct yaml_node *n, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	add_problem(n, n->column, format, args);
	va_end(args);
}

struct yaml_place yaml_place_of(const struct yaml_node *n)
{
	bool is_exact = n->is_one_line && n->style != STYLE_BLOCK;
	bool is_quoted = n->style == STYLE_SINGLE || n->style == STYLE_DOUBLE;
	return (struct yaml_place){
		.line = n->line,
		.column = n->column + (is_exact && is_quoted),
		.is_exact = is_exact,
		.doubled = n->style == STYLE_SINGLE ? '\'' : '\0',
	};
}

int yaml_place_column(const struct yaml_place *place, const char *text, size_t offset)
{
	if (!place->is_exact || offset > strlen(text))
		return place->column;
	size_t columns = utf8_count(text, offset);
	for (size_t i = 0; i < offset; i++)
		columns += place->doubled != '\0' && text[i] == place->doubled;
	return place->column + (int)columns;
}

void yaml_problem_inside(const struct yaml_node *n, size_t offset, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct yaml_place place = yaml_place_of(n);
	add_problem(n, yaml_place_column(&place, n->text, offset), format, args);
	va_end(args);
}
