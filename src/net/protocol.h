/* SPDX-License-Identifier: EUPL-1.2 */
/* protocol.h - the table of verbs as documents, so that they cannot say another thing. Any thread. */
#ifndef NET_PROTOCOL_H
#define NET_PROTOCOL_H

#include "net/verbs.h"

#include <stdio.h>

/* docs/protocol.md: one chapter a table, one section a verb. */
void protocol_markdown(FILE *out, const struct verb_set *set);

/* docs/asyncapi.yaml, AsyncAPI 3.0. version is the program's. */
void protocol_asyncapi(FILE *out, const struct verb_set *set, const char *version);

#endif
