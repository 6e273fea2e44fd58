/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * language.h - in which language a question is probably written.
 *
 * A guess by script, and by small words for the languages in Latin letters. French wins whenever it
 * is not clearly something else: a wrong "fr" costs nothing here. Pure function, any thread.
 */
#ifndef TEXT_LANGUAGE_H
#define TEXT_LANGUAGE_H

#include <stddef.h>

/* The ISO 639-1 code for folded text (fold.h): "fr", "en", "nl", "ar", "uk"… Borrowed, static,
 * never NULL. */
const char *language_guess(const char *folded, size_t len);

#endif
