/* SPDX-License-Identifier: EUPL-1.2 */
/* utf8.h - is it UTF-8, and how far does a character reach. Any thread. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF. U+0000 is valid. */
bool utf8_is_valid(const char *text, size_t len);

/* Characters (code points) in valid UTF-8. */
size_t utf8_count(const char *text, size_t len);

/* The largest n <= max such that the first n bytes of valid UTF-8 end between two characters. */
size_t utf8_cut(const char *text, size_t len, size_t max);

#endif
