/* SPDX-License-Identifier: EUPL-1.2 */
/* width.h - how many columns of a terminal a text takes. Any thread. */
#ifndef TEXT_WIDTH_H
#define TEXT_WIDTH_H

#include <stddef.h>

/*
 * Columns of one character at the start of text, and its bytes in *len: 0 for controls and combining marks, 2 for wide
 * ones. What is not UTF-8 counts as one byte, one column. *len is 0 at the end only.
 */
int width_of_character(const char *text, size_t left, size_t *len);

/* Columns of the whole text. */
int width_of(const char *text, size_t len);

#endif
