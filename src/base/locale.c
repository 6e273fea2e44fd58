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
