/* SPDX-License-Identifier: EUPL-1.2 */
/* frontmatter.c - see frontmatter.h. */
#include "files/frontmatter.h"

#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

/* Where the line at `at` ends: its newline, or the end of the text. */
static const char *line_end(const char *at)
{
	const char *newline = strchr(at, '\n');
	return newline != NULL ? newline : at + strlen(at);
}

/* Is the line "---", with nothing but spaces after? */
static bool is_fence(const char *line)
{
	if (strncmp(line, "---", 3) != 0)
		return false;
	size_t rest = (size_t)(line_end(line) - line) - 3;
	return strspn(line + 3, " \t") >= rest;
}

static const char *next_line(const char *at)
{
	const char *end = line_end(at);
	return *end == '\n' ? end + 1 : end;
}

static int lines_before(const char *from, const char *to)
{
	int lines = 0;
	for (; from < to; from++)
		lines += *from == '\n';
	return lines;
}

static void set_body(struct frontmatter *f, const struct source *file, const char *at)
{
	size_t blank = strspn(at, " \t\n");
	const char *line = at + blank;
	while (line > at && line[-1] != '\n')
		line--; /* an indented first line keeps its indentation */
	size_t len = strlen(line);
	while (len > 0 && strchr(" \t\n", line[len - 1]) != NULL)
		len--;
	f->body = xmemdup(line, len);
	f->body_len = len;
	f->body_line = file->first_line + lines_before(file->text, line);
}

bool frontmatter_split(const struct source *file, struct problems *p, struct frontmatter *out)
{
	if (!is_fence(file->text)) {
		problems_add(p, (struct spot){file->path, file->first_line, 1},
			     "the first line must be \"---\": the front matter is missing");
		return false;
	}
	const char *head = next_line(file->text), *at = head;
	while (*at != '\0' && !is_fence(at))
		at = next_line(at);
	if (*at == '\0') {
		problems_add(p, (struct spot){file->path, file->first_line, 1},
			     "the front matter is not closed by a line \"---\"");
		return false;
	}
	*out = (struct frontmatter){0};
	out->head = (struct source){
		.path = xstrdup(file->path),
		.text = xmemdup(head, (size_t)(at - head)),
		.len = (size_t)(at - head),
		.first_line = file->first_line + 1,
	};
	set_body(out, file, next_line(at));
	return true;
}

void frontmatter_done(struct frontmatter *f)
{
	source_done(&f->head);
	free(f->body);
	*f = (struct frontmatter){0};
}
