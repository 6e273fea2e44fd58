/* SPDX-License-Identifier: EUPL-1.2 */
/* width.c - see width.h. */
#include "text/width.h"

#include <utf8proc.h>

int width_of_character(const char *text, size_t left, size_t *len)
{
	utf8proc_int32_t point;
	if (left == 0) {
		*len = 0;
		return 0;
	}
	utf8proc_ssize_t n =
		utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)left, &point);
	*len = n < 1 ? 1 : (size_t)n;
	return n < 1 ? 1 : utf8proc_charwidth(point);
}

int width_of(const char *text, size_t len)
{
	int columns = 0;
	size_t n;
	for (size_t at = 0; at < len; at += n)
		columns += width_of_character(text + at, len - at, &n);
	return columns;
}
