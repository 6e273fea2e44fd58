/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * refusal.h - a "no" that a person can act on: a sentence, and the code that goes with it.
 *
 * Every refusal of a question's flow or of the protocol is one row of sentences.def: identifier, result
 * code, and the sentence in the languages of locale.h (fr always; NULL elsewhere falls back to en, then
 * fr). A "{}" in the sentence takes the detail. Any thread.
 */
#ifndef BASE_REFUSAL_H
#define BASE_REFUSAL_H

#include "base/locale.h"
#include "base/rc.h"

#include <stddef.h>

enum sentence {
	SAY_NOTHING,
#define SENTENCE(id, rc, fr, en, nl, ar) id,
#include "base/sentences.def"
#undef SENTENCE
	SENTENCE_COUNT
};

struct refusal {
	enum sentence sentence;
	char detail[160]; /* a name, a date, a limit; never what the asker wrote */
};

/*
 * Fills r (may be NULL) and returns the sentence's result code, so that a refusal is one statement:
 *     return refuse(r, SAY_CLAIM_HELD, "%s", holder);
 * Pass "" when the sentence has no {}.
 */
enum rc refuse(struct refusal *r, enum sentence sentence, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

enum rc sentence_rc(enum sentence sentence);

/* Writes the sentence for people into out (cut at size, on a character's boundary). */
void refusal_text(const struct refusal *r, enum locale locale, char *out, size_t size);

#endif
