/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * str.h - a growing string, always NUL-terminated once it holds something.
 *
 * `struct str s = {0};` is an empty one. One thread at a time.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct str {
	char *s;    /* NULL while nothing was ever put */
	size_t len; /* bytes, without the terminator */
	size_t cap;
};

void str_done(struct str *s);

/* Forgets the content, keeps the memory. */
void str_clear(struct str *s);

void str_put(struct str *s, const char *text);
void str_put_bytes(struct str *s, const void *bytes, size_t n);
void str_put_char(struct str *s, char c);
void str_printf(struct str *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_vprintf(struct str *s, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Text as HTML character data and attribute values: & < > " ' are escaped. */
void str_put_html(struct str *s, const char *text);

/* NULL, empty, or white space only. */
bool str_is_blank(const char *text);

/* True when a list of words between spaces has this one; false for a list of NULL. */
bool str_has_word(const char *words, const char *word);

/* The content, "" when empty. Borrowed until the next put. */
const char *str_text(const struct str *s);

/* gives the content (never NULL) and leaves s empty. */
char *str_take(struct str *s);

#endif
