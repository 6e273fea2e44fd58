/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * likeness.h - do two texts say nearly the same words?
 *
 * A 64-bit simhash over pairs of neighbouring words (Charikar, "Similarity estimation techniques from rounding
 * algorithms", STOC 2002): texts that differ in a few words differ in a few bits. Pure functions, any thread.
 */
#ifndef TEXT_LIKENESS_H
#define TEXT_LIKENESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of a UTF-8 text, upper or lower case, any spacing. 0 when it has fewer than 20 words: too short to tell. */
uint64_t likeness_of(const char *text, size_t len);

/* At most 3 of 64 bits differ (Manku et al., WWW 2007); never when one is 0. */
bool likeness_is_near(uint64_t a, uint64_t b);

#endif
