/* SPDX-License-Identifier: EUPL-1.2 */
/* sheet.c - see sheet.h. */
#include "app/sheet.h"

#include "text/width.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_DEFAULT = 80, WIDTH_LEAST = 48, WIDTH_MOST = 110, GAP = 2, CELL_LEAST = 8 };

/* Marks are controls 1 to STYLE_COUNT: sheet_quote lets none through, so only ours are there. */
static const char *const escapes[STYLE_COUNT] = {
	[STYLE_PLAIN] = "\033[0m",    [STYLE_STRONG] = "\033[1m",   [STYLE_SOFT] = "\033[2m",
	[STYLE_TITLE] = "\033[1;36m", [STYLE_MATCH] = "\033[1;4m",  [STYLE_GOOD] = "\033[32m",
	[STYLE_WARN] = "\033[33m",    [STYLE_ALARM] = "\033[1;31m",
};

const char *sheet_mark(enum sheet_style style)
{
	static const char marks[STYLE_COUNT][2] = {"\1", "\2", "\3", "\4", "\5", "\6", "\7", "\10"};
	return marks[style];
}

void sheet_put(struct str *out, enum sheet_style style, const char *text)
{
	str_put(out, sheet_mark(style));
	str_put(out, text);
	str_put(out, sheet_mark(STYLE_PLAIN));
}

/* C1 controls too (U+0080 to U+009F): some terminals obey them. */
static size_t control_bytes(const char *text, size_t left)
{
	unsigned char c = (unsigned char)text[0];
	if (c < 0x20 || c == 0x7f)
		return 1;
	return left > 1 && c == 0xc2 && (unsigned char)text[1] < 0xa0 ? 2 : 0;
}

void sheet_quote(struct str *out, const char *text, size_t len)
{
	for (size_t at = 0; at < len;) {
		size_t n = control_bytes(text + at, len - at);
		str_put_bytes(out, n > 0 ? " " : text + at, 1);
		at += n > 0 ? n : 1;
	}
}

/* ---------------------------------------------------------------- where it is read */

static int width_of_terminal(FILE *to)
{
	struct winsize size;
	const char *columns = getenv("COLUMNS");
	int width = columns == NULL ? 0 : (int)strtol(columns, NULL, 10);
	if (width <= 0 && ioctl(fileno(to), TIOCGWINSZ, &size) == 0)
		width = size.ws_col;
	if (width <= 0)
		width = WIDTH_DEFAULT;
	return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width;
}

static bool wants_colour(FILE *to, const char *when)
{
	const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");
	if (when != NULL && strcmp(when, "auto") != 0)
		return strcmp(when, "always") == 0;
	return isatty(fileno(to)) && (no_colour == NULL || no_colour[0] == '\0') &&
	       (term == NULL || strcmp(term, "dumb") != 0);
}

void sheet_init(struct sheet *s, FILE *to, const char *when)
{
	*s = (struct sheet){
		.to = to, .width = width_of_terminal(to), .has_colour = wants_colour(to, when)};
}

/* ---------------------------------------------------------------- wrapping */

/* A cell being printed line by line. */
struct column {
	const char *text; /* what is left */
	int width;
	bool is_right;
	enum sheet_style style; /* that goes on into the next line */
};

/* The part of a text that one line takes. */
struct piece {
	size_t len, next; /* bytes of the line; where the next one starts */
};

/* French sets a space inside guillemets and before double signs: no line ends there. */
static bool may_break(const char *text, size_t at)
{
	static const char *const close[] = {"»", ":", ";", "?", "!"};
	if (at >= 2 && strncmp(text + at - 2, "«", 2) == 0)
		return false;
	for (size_t i = 0; i < sizeof close / sizeof close[0]; i++) {
		if (strncmp(text + at + 1, close[i], strlen(close[i])) == 0)
			return false;
	}
	return true;
}

static struct piece next_piece(const char *text, int width)
{
	struct piece space = {0};
	size_t at = 0, n, left = strlen(text);
	int columns = 0;
	for (; at < left && text[at] != '\n'; at += n) {
		columns += width_of_character(text + at, left - at, &n);
		if (text[at] == ' ' && columns <= width + 1 && may_break(text, at))
			space = (struct piece){at, at + 1};
		if (columns <= width)
			continue;
		/* A word longer than the line is cut. */
		return space.next > 0 ? space : (struct piece){at > 0 ? at : n, at > 0 ? at : n};
	}
	return (struct piece){at, text[at] == '\n' ? at + 1 : at};
}

static void put_styled(struct sheet *s, struct column *c, size_t len)
{
	if (s->has_colour && c->style != STYLE_PLAIN)
		fputs(escapes[c->style], s->to);
	for (size_t i = 0; i < len; i++) {
		unsigned char mark = (unsigned char)c->text[i];
		if (mark == 0 || mark > STYLE_COUNT) {
			fputc(c->text[i], s->to);
			continue;
		}
		c->style = (enum sheet_style)(mark - 1);
		if (s->has_colour)
			fputs(escapes[c->style], s->to);
	}
	if (s->has_colour && c->style != STYLE_PLAIN)
		fputs(escapes[STYLE_PLAIN], s->to);
}

static void put_blanks(struct sheet *s, int count)
{
	for (int i = 0; i < count; i++)
		fputc(' ', s->to);
}

/* One line of a row. Blanks are owed until something follows: no line ends in any. */
static void put_line(struct sheet *s, int indent, struct column *columns, int count)
{
	int owed = indent;
	for (int i = 0; i < count; i++) {
		struct column *c = &columns[i];
		struct piece piece = next_piece(c->text, c->width);
		int blanks = c->width - width_of(c->text, piece.len);
		if (piece.len > 0) {
			put_blanks(s, owed + (c->is_right ? blanks : 0));
			put_styled(s, c, piece.len);
			owed = c->is_right ? 0 : blanks;
		} else {
			owed += blanks;
		}
		owed += GAP;
		c->text += piece.next;
	}
	fputc('\n', s->to);
}

static bool is_over(const struct column *columns, int count)
{
	for (int i = 0; i < count; i++) {
		if (columns[i].text[0] != '\0')
			return false;
	}
	return true;
}

void sheet_row(struct sheet *s, int indent, const struct sheet_cell *cells, int count)
{
	struct column columns[CELLS_MAX];
	int left = s->width - indent - (count - 1) * GAP;
	assert(count <= CELLS_MAX);
	for (int i = 0; i < count; i++)
		left -= cells[i].width;
	for (int i = 0; i < count; i++) {
		int width = cells[i].width > 0 ? cells[i].width : left;
		columns[i] = (struct column){
			.text = cells[i].text,
			.width = width < CELL_LEAST && cells[i].width == 0 ? CELL_LEAST : width,
			.is_right = cells[i].is_right};
	}
	while (!is_over(columns, count))
		put_line(s, indent, columns, count);
}

void sheet_title(struct sheet *s, const char *title)
{
	struct str text = {0};
	sheet_put(&text, STYLE_TITLE, title);
	const struct sheet_cell cell = {.text = str_text(&text)};
	fputc('\n', s->to);
	sheet_row(s, 0, &cell, 1);
	str_done(&text);
}
