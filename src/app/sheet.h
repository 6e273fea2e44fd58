/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * sheet.h - text laid out for a terminal: columns, wrapping, a little colour.
 *
 * Cells are text with style marks in it (sheet_mark); widths are counted in columns of the terminal, so accents and
 * Arabic line up. Without colour the marks vanish and every word stays. What people wrote goes through sheet_quote first: a
 * question must not be able to drive the terminal of whoever reads it. One thread at a time.
 */
#ifndef APP_SHEET_H
#define APP_SHEET_H

#include "base/str.h"

#include <stdbool.h>
#include <stdio.h>

enum { CELLS_MAX = 4 };

enum sheet_style {
	STYLE_PLAIN,
	STYLE_STRONG,
	STYLE_SOFT,
	STYLE_TITLE,
	STYLE_MATCH, /* words of the question that something was found in */
	STYLE_GOOD,
	STYLE_WARN,
	STYLE_ALARM,
	STYLE_COUNT
};

struct sheet {
	FILE *to;
	int width; /* columns */
	bool has_colour;
};

struct sheet_cell {
	const char *text; /* '\n' breaks a line; borrowed */
	int width;        /* columns; 0: what the others leave */
	bool is_right;    /* aligned to the right */
};

/*
 * when: "always", "never", NULL or "auto" (a terminal, and NO_COLOR not set). The width is that of COLUMNS or of the
 * terminal, else 80; never below 48 nor above 110.
 */
void sheet_init(struct sheet *s, FILE *to, const char *when);

/* A title of its own line, after an empty one. */
void sheet_title(struct sheet *s, const char *title);

/* One row: cells from left to right after indent columns, two columns apart, each wrapped in its own width. */
void sheet_row(struct sheet *s, int indent, const struct sheet_cell *cells, int count);

/* The mark that starts a style; STYLE_PLAIN ends any. Static. */
const char *sheet_mark(enum sheet_style style);

/* Puts text with a style around it. */
void sheet_put(struct str *out, enum sheet_style style, const char *text);

/* Puts foreign text: controls become spaces. */
void sheet_quote(struct str *out, const char *text, size_t len);

#endif
