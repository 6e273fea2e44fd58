/* SPDX-License-Identifier: EUPL-1.2 */
/* route_words.h - the words of a decision for who asked. Any thread. */
#ifndef FLOW_ROUTE_WORDS_H
#define FLOW_ROUTE_WORDS_H

#include "base/arena.h"
#include "base/locale.h"

#include <stdint.h>

/* Why a queue was chosen, as its asker reads it. */
enum asker_reason {
	ASKER_URGENT,
	ASKER_PLACE,
	ASKER_TOPIC,
	ASKER_OWN,
	ASKER_ROOM,
	ASKER_LANGUAGE,
	ASKER_PLAIN,
	ASKER_REASON_COUNT
};

/* The sentence; %s is the queue's title. Borrowed, static. */
const char *route_asker_format(enum asker_reason reason, enum locale locale);

enum { FRENCH_DAY_BYTES = 40 };

/* "15 août", "1er août": a day as calendar_days counts. */
void route_french_day(int64_t day, char out[FRENCH_DAY_BYTES]);

#endif
