/* SPDX-License-Identifier: EUPL-1.2 */
/* source.c - see source.h. */
#include "files/source.h"

#include "base/str.h"
#include "base/utf8.h"
#include "base/xalloc.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Where the first byte is that does not belong to a character; len when there is none. */
static size_t first_bad_byte(const char *text, size_t len)
{
	size_t at = 0;
	while (at < len) {
		size_t n = 1, most = len - at < 4 ? len - at : 4;
		while (n < most && !utf8_is_valid(text + at, n))
			n++;
		if (!utf8_is_valid(text + at, n))
			return at;
		at += n;
	}
	return at;
}

static void add_bad_byte(const struct source *s, struct problems *p, size_t at)
{
	int line = 1;
	size_t line_start = 0;
	for (size_t i = 0; i < at; i++) {
		if (s->text[i] != '\n')
			continue;
		line++;
		line_start = i + 1;
	}
	size_t column = utf8_count(s->text + line_start, at - line_start) + 1;
	problems_add(p, (struct spot){s->path, line, (int)column}, "byte 0x%02x is not UTF-8",
		     (unsigned)(unsigned char)s->text[at]);
}

/* Drops the byte order mark and the CR of each CRLF, in place. */
static void normalise(struct source *s)
{
	size_t from = s->len >= 3 && memcmp(s->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0, to = 0;
	for (size_t i = from; i < s->len; i++) {
		bool is_crlf = s->text[i] == '\r' && i + 1 < s->len && s->text[i + 1] == '\n';
		if (!is_crlf)
			s->text[to++] = s->text[i];
	}
	s->len = to;
	s->text[to] = '\0';
}

static bool is_acceptable(struct source *s, struct problems *p)
{
	if (!utf8_is_valid(s->text, s->len)) {
		add_bad_byte(s, p, first_bad_byte(s->text, s->len));
		return false;
	}
	if (memchr(s->text, '\0', s->len) != NULL) {
		add_bad_byte(s, p, strlen(s->text));
		return false;
	}
	normalise(s);
	return true;
}

bool source_from(const char *path, struct bytes bytes, struct problems *p, struct source *out)
{
	if (bytes.len > SOURCE_BYTES_MAX) {
		problems_add(p, (struct spot){path, 1, 1}, "the file is larger than %d MiB",
			     SOURCE_BYTES_MAX / (1024 * 1024));
		return false;
	}
	*out = (struct source){.path = xstrdup(path),
			       .text = xmemdup(bytes.text, bytes.len),
			       .len = bytes.len,
			       .first_line = 1};
	if (is_acceptable(out, p))
		return true;
	source_done(out);
	return false;
}

/* Reads to the end, or to the first byte too many. */
static bool read_all(FILE *file, struct str *text)
{
	char part[16 * 1024];
	size_t n = fread(part, 1, sizeof part, file);
	while (n > 0 && text->len <= SOURCE_BYTES_MAX) {
		str_put_bytes(text, part, n);
		n = fread(part, 1, sizeof part, file);
	}
	return ferror(file) == 0;
}

bool source_read(const char *path, struct problems *p, struct source *out)
{
	FILE *file = fopen(path, "rbe");
	if (file == NULL) {
		problems_add(p, (struct spot){path, 1, 1}, "cannot be opened: %s", strerror(errno));
		return false;
	}
	struct str text = {0};
	bool is_read = read_all(file, &text);
	if (!is_read)
		problems_add(p, (struct spot){path, 1, 1}, "cannot be read: %s", strerror(errno));
	fclose(file);
	bool is_ok =
		is_read && source_from(path, (struct bytes){str_text(&text), text.len}, p, out);
	str_done(&text);
	return is_ok;
}

void source_done(struct source *s)
{
	free(s->path);
	free(s->text);
	*s = (struct source){0};
}
