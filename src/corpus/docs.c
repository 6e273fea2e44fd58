/* SPDX-License-Identifier: EUPL-1.2 */
/* docs.c - see docs.h. */
#include "corpus/docs.h"

#include "base/json.h"
#include "base/str.h"
#include "base/xalloc.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct docs {
	const char *path;
	struct problems *problems;
	bool (*each)(const struct doc *doc, void *arg);
	void *arg;
	int line;
};

enum { PART_BYTES = 64 * 1024 };

/* A file read part by part. */
struct parts {
	FILE *file;
	size_t at, len;
	char bytes[PART_BYTES];
};

enum line_end { LINE_WHOLE, LINE_TOO_LONG, LINE_LAST };

/* false at the end of the file. */
static bool next_part(struct parts *p)
{
	p->at = 0;
	p->len = fread(p->bytes, 1, sizeof p->bytes, p->file);
	return p->len > 0;
}

/* Reads one line without its end. A longer one than DOC_LINE_MAX is read over, not kept. */
static enum line_end read_line(struct parts *p, struct str *line)
{
	bool is_long = false, is_whole = false;
	str_clear(line);
	while (!is_whole && (p->at < p->len || next_part(p))) {
		const char *from = p->bytes + p->at, *end = memchr(from, '\n', p->len - p->at);
		size_t len = end == NULL ? p->len - p->at : (size_t)(end - from);
		is_whole = end != NULL;
		is_long |= line->len + len > DOC_LINE_MAX;
		if (!is_long)
			str_put_bytes(line, from, len);
		p->at += len + is_whole;
	}
	if (is_long)
		return LINE_TOO_LONG;
	return !is_whole && line->len == 0 ? LINE_LAST : LINE_WHOLE;
}

static void add_problem(struct docs *d, const char *what, const char *detail)
{
	problems_add(d->problems, (struct spot){d->path, d->line, 1}, "%s%s%s", what,
		     detail[0] == '\0' ? "" : ": ", detail);
}

static bool is_document(struct docs *d, const cJSON *object, struct doc *out)
{
	if (!cJSON_IsObject(object)) {
		add_problem(d, "a JSON object was expected", "");
		return false;
	}
	*out = (struct doc){
		.id = json_text(object, "id", ""),
		.title = json_text(object, "title", ""),
		.text = json_text(object, "text", ""),
		.url = json_text(object, "url", NULL),
		.line = d->line,
	};
	if (out->id[0] == '\0' || strlen(out->id) > DOC_ID_MAX)
		add_problem(d, "\"id\" must be a text of 1 to 200 bytes", "");
	else if (out->text[0] == '\0' && out->title[0] == '\0')
		add_problem(d, "\"title\" or \"text\" must say something", "");
	else
		return true;
	return false;
}

/* false when the callback wants no more. */
static bool take_line(struct docs *d, const struct str *line)
{
	const char *why, *text = str_text(line);
	struct doc doc;
	if (strspn(text, " \t\r") == line->len)
		return true;
	AUTO_JSON tree = json_parse(text, line->len, &why);
	if (tree == NULL) {
		add_problem(d, "not a JSON document", why);
		return true;
	}
	return !is_document(d, tree, &doc) || d->each(&doc, d->arg);
}

bool docs_read(const char *path, struct problems *p, bool (*each)(const struct doc *doc, void *arg),
	       void *arg)
{
	struct docs d = {.path = path, .problems = p, .each = each, .arg = arg};
	FILE *file = fopen(path, "rbe");
	if (file == NULL) {
		problems_add(p, (struct spot){path, 1, 1}, "cannot be opened: %s", strerror(errno));
		return false;
	}
	struct str line = {0};
	struct parts *parts = xzalloc(sizeof *parts);
	parts->file = file;
	bool wants_more = true;
	while (wants_more) {
		enum line_end end = read_line(parts, &line);
		d.line++;
		if (end == LINE_LAST)
			break;
		if (end == LINE_TOO_LONG)
			add_problem(&d, "the line is longer than 4 MiB", "");
		else
			wants_more = take_line(&d, &line);
	}
	bool is_read = ferror(file) == 0;
	if (!is_read)
		problems_add(p, (struct spot){path, d.line, 1}, "cannot be read on: %s",
			     strerror(errno));
	str_done(&line);
	free(parts);
	fclose(file);
	return is_read;
}
