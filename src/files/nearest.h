/* SPDX-License-Identifier: EUPL-1.2 */
/* nearest.h - "did you mean …": the known word that a misspelt one is closest to. Pure, any thread.
 */
#ifndef FILES_NEAREST_H
#define FILES_NEAREST_H

/* The word of a NULL-terminated list at most two slips of the key away; NULL when none is.
 * Borrowed. */
const char *nearest_word(const char *word, const char *const *words);

#endif
