/* SPDX-License-Identifier: EUPL-1.2 */
/* str.c - see str.h. */
#include "base/str.h"

#include "base/xalloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void make_room(struct str *s, size_t n)
{
	size_t need = s->len + n + 1;
	if (need <= s->cap)
		return;
	size_t cap = s->cap == 0 ? 64 : s->cap;
	while (cap < need)
		cap *= 2;
	s->s = xreallocarray(s->s, cap, 1);
	s->cap = cap;
}

void str_done(struct str *s)
{
	free(s->s);
	*s = (struct str){0};
}

void str_clear(struct str *s)
{
	s->len = 0;
	if (s->s != NULL)
		s->s[0] = '\0';
}

void str_put_bytes(struct str *s, const void *bytes, size_t n)
{
	make_room(s, n);
	if (n > 0)
		memcpy(s->s + s->len, bytes, n);
	s->len += n;
	s->s[s->len] = '\0';
}

void str_put(struct str *s, const char *text)
{
	str_put_bytes(s, text, strlen(text));
}

void str_put_char(struct str *s, char c)
{
	str_put_bytes(s, &c, 1);
}

void str_vprintf(struct str *s, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	if (n > 0) {
		make_room(s, (size_t)n);
		vsnprintf(s->s + s->len, (size_t)n + 1, format, again);
		s->len += (size_t)n;
	}
	va_end(again);
}

void str_printf(struct str *s, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	str_vprintf(s, format, args);
	va_end(args);
}

static const char *html_escape(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void str_put_html(struct str *s, const char *text)
{
	for (const char *c = text; *c != '\0'; c++) {
		const char *escaped = html_escape(*c);
		if (escaped != NULL)
			str_put(s, escaped);
		else
			str_put_char(s, *c);
	}
}

bool str_is_blank(const char *text)
{
	return text == NULL || text[strspn(text, " \t\r\n")] == '\0';
}

const char *str_text(const struct str *s)
{
	return s->s == NULL ? "" : s->s;
}

char *str_take(struct str *s)
{
	char *text = s->s == NULL ? xstrdup("") : s->s;
	*s = (struct str){0};
	return text;
}

bool str_has_word(const char *words, const char *word)
{
	size_t len = strlen(word);
	for (const char *at = words; at != NULL && *at != '\0';) {
		size_t n = strcspn(at, " ");
		if (n == len && strncmp(at, word, n) == 0)
			return true;
		at += n + strspn(at + n, " ");
	}
	return false;
}
