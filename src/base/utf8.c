/* SPDX-License-Identifier: EUPL-1.2 */
/* utf8.c - see utf8.h. */
#include "base/utf8.h"

#include <stdint.h>

/* Bytes of the sequence that starts with `lead`, and the range of its second byte (RFC 3629, section 4). */
struct shape {
	int bytes;
	uint8_t low, high;
};

static struct shape shape_of(uint8_t lead)
{
	if (lead < 0x80)
		return (struct shape){1, 0, 0};
	if (lead >= 0xc2 && lead <= 0xdf)
		return (struct shape){2, 0x80, 0xbf};
	if (lead >= 0xe0 && lead <= 0xef)
		return (struct shape){3, lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf};
	if (lead >= 0xf0 && lead <= 0xf4)
		return (struct shape){4, lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf};
	return (struct shape){0, 0, 0};
}

static bool is_continuation(char c)
{
	return ((uint8_t)c & 0xc0) == 0x80;
}

bool utf8_is_valid(const char *text, size_t len)
{
	for (size_t i = 0; i < len;) {
		struct shape shape = shape_of((uint8_t)text[i]);
		if (shape.bytes == 0 || (size_t)shape.bytes > len - i)
			return false;
		if (shape.bytes > 1) {
			uint8_t second = (uint8_t)text[i + 1];
			if (second < shape.low || second > shape.high)
				return false;
		}
		for (int k = 2; k < shape.bytes; k++) {
			if (!is_continuation(text[i + (size_t)k]))
				return false;
		}
		i += (size_t)shape.bytes;
	}
	return true;
}

size_t utf8_count(const char *text, size_t len)
{
	size_t count = 0;
	for (size_t i = 0; i < len; i++)
		count += !is_continuation(text[i]);
	return count;
}

size_t utf8_cut(const char *text, size_t len, size_t max)
{
	if (len <= max)
		return len;
	while (max > 0 && is_continuation(text[max]))
		max--;
	return max;
}
