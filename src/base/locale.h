/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * locale.h - the languages in which the service speaks: fr by default; en, nl, ar for the public.
 *
 * Not the language a question is written in (text/language.h), which may be any. Any thread.
 */
#ifndef BASE_LOCALE_H
#define BASE_LOCALE_H

enum locale { LOCALE_FR, LOCALE_EN, LOCALE_NL, LOCALE_AR, LOCALE_COUNT };

/* The locale for a tag such as "en" or "nl-BE"; LOCALE_FR for NULL and for what is not spoken. */
enum locale locale_find(const char *tag);

/* The name of a day (0: Sunday) and of a month (1: January), as they stand in a date. Static. */
const char *locale_weekday(enum locale locale, int weekday);
const char *locale_month(enum locale locale, int month);

/* "fr", "en", "nl", "ar". Borrowed, static. */
const char *locale_tag(enum locale locale);

#endif
