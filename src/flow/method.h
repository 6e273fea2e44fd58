/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * method.h - the method statement that goes with every answer: was AI used, what was checked, which sources.
 *
 * Compulsory and structured. As JSON: {ai: none|search|translation|summary|draft, tool, checked, sources: [{title,
 * url, author, date, consulted, note}]}; tool when ai is not none, checked always, one source at least. Any thread.
 */
#ifndef FLOW_METHOD_H
#define FLOW_METHOD_H

#include "base/locale.h"
#include "base/refusal.h"
#include "store/conversation_store.h"

#include <cjson/cJSON.h>

enum { SOURCES_MAX = 30 };

/* RC_OK, or SAY_METHOD_MISSING naming the part that is. */
MUST_CHECK enum rc method_check(const cJSON *method, struct refusal *refusal);

/* {ai, tool, checked, sentence}: the sentence is what the asker reads first; gives a tree. */
cJSON *method_view(const struct answer_row *answer, enum locale locale);

#endif
