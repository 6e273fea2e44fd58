/* SPDX-License-Identifier: EUPL-1.2 */
/* refusal.c - see refusal.h. */
#include "base/refusal.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct row {
	enum rc rc;
	const char *text[LOCALE_COUNT];
};

/* clang-format off */
static const struct row rows[SENTENCE_COUNT] = {
	[SAY_NOTHING] = {RC_OK, {""}},
#define SENTENCE(id, rc, fr, en, nl, ar) [id] = {rc, {fr, en, nl, ar}},
#include "base/sentences.def"
#undef SENTENCE
};
/* clang-format on */

/* The buffer's end, or a "%.60s", may have cut within the last character; half a one breaks the whole message. */
static void drop_half_character(char *text)
{
	size_t len = strlen(text);
	if (!utf8_is_valid(text, len))
		text[utf8_cut(text, len, len - 1)] = '\0';
}

enum rc refuse(struct refusal *r, enum sentence sentence, const char *format, ...)
{
	if (r != NULL) {
		r->sentence = sentence;
		va_list args;
		va_start(args, format);
		vsnprintf(r->detail, sizeof r->detail, format, args);
		va_end(args);
		drop_half_character(r->detail);
	}
	return rows[sentence].rc;
}

enum rc sentence_rc(enum sentence sentence)
{
	return rows[sentence].rc;
}

static const char *text_in(enum sentence sentence, enum locale locale)
{
	const struct row *row = &rows[sentence];
	if (row->text[locale] != NULL)
		return row->text[locale];
	if (row->text[LOCALE_EN] != NULL && locale != LOCALE_FR)
		return row->text[LOCALE_EN];
	return row->text[LOCALE_FR];
}

void refusal_text(const struct refusal *r, enum locale locale, char *out, size_t size)
{
	const char *text = text_in(r->sentence, locale);
	const char *hole = strstr(text, "{}");
	int n;
	if (hole == NULL)
		n = snprintf(out, size, "%s", text);
	else
		n = snprintf(out, size, "%.*s%s%s", (int)(hole - text), text, r->detail, hole + 2);
	if (n >= 0 && (size_t)n >= size)
		out[utf8_cut(out, size - 1, size - 2)] = '\0';
}
