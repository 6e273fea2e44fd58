/* SPDX-License-Identifier: EUPL-1.2 */
/* locale.c - see locale.h. */
#include "base/locale.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

static const char *const tags[LOCALE_COUNT] = {"fr", "en", "nl", "ar"};

enum locale locale_find(const char *tag)
{
	if (tag == NULL || strlen(tag) < 2)
		return LOCALE_FR;
	for (int i = 0; i < LOCALE_COUNT; i++) {
		if (strncasecmp(tag, tags[i], 2) == 0 &&
		    (tag[2] == '\0' || tag[2] == '-' || tag[2] == '_'))
			return (enum locale)i;
	}
	return LOCALE_FR;
}

const char *locale_tag(enum locale locale)
{
	return tags[locale];
}

/* clang-format off */
static const char *const weekdays[LOCALE_COUNT][7] = {
	{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
	{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"},
	{"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"},
};
static const char *const months[LOCALE_COUNT][12] = {
	{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
	{"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
};
/* clang-format on */

const char *locale_weekday(enum locale locale, int weekday)
{
	return weekdays[locale][weekday % 7];
}

const char *locale_month(enum locale locale, int month)
{
	return months[locale][(month + 11) % 12];
}
