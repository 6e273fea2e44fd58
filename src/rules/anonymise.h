/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * anonymise.h - what tells who a person is, taken out of a text and replaced by a word in brackets.
 *
 * Names where they are said to be names (« je m'appelle … », a signature, after a title or a relative), mail and web
 * addresses, telephones, postal addresses, dates of birth, numbers of five digits and more. Names of works and of the
 * famous stay: they are what questions are about. It errs towards taking out too much; a person reads the result before
 * it goes anywhere. Any thread; nothing is kept.
 */
#ifndef RULES_ANONYMISE_H
#define RULES_ANONYMISE_H

#include <stdbool.h>
#include <stddef.h>

enum mask {
	MASK_EMAIL,
	MASK_LINK,
	MASK_PHONE,
	MASK_ADDRESS,
	MASK_BIRTH,
	MASK_NUMBER,
	MASK_NAME,
	MASK_COUNT
};

/* "[courriel]" … Static. */
const char *mask_word(enum mask mask);

struct masked {
	enum mask mask;
	size_t from, to; /* bytes of the original */
};

struct anonymised {
	char *text;
	struct masked *spans; /* in order, none over another */
	size_t count;
};

/* gives (anonymised_done) the text without them. false when that could not be made sure of: then there is no text. */
bool anonymise(const char *text, struct anonymised *out);
void anonymised_done(struct anonymised *a);

/* True for what no example or publication needs, whoever put it there: mail, telephone. */
bool anonymised_has_contact(const struct anonymised *a);

#endif
