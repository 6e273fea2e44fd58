/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * sound.h - how a French word sounds, roughly: words that are misspelt by ear get the same key.
 *
 * ph=f, eau=au=o, ai=ei=e, qu=k=c, double letters single, silent endings and h dropped… In the spirit of Soundex and of
 * its French descendants (Phonex, Bros 1999), with far fewer rules: it only proposes, the distance decides. Pure, any thread.
 */
#ifndef TEXT_SOUND_H
#define TEXT_SOUND_H

#include <stddef.h>

enum { SOUND_BYTES = 24 };

/* Writes the key of a folded word, NUL-terminated; cut when it is long. */
void sound_key(const char *word, size_t len, char out[SOUND_BYTES]);

#endif
