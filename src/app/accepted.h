/* SPDX-License-Identifier: EUPL-1.2 */
/* accepted.h - accepted proposals of the desk as examples: for init, for replay, and for people to read. Main thread. */
#ifndef APP_ACCEPTED_H
#define APP_ACCEPTED_H

#include "base/rc.h"
#include "rules/examples.h"

#include <stddef.h>
#include <stdio.h>

struct store;

/* Adds every accepted proposal whose text is not among the examples yet (they own the copies); how many in *count. */
MUST_CHECK enum rc accepted_add(struct store *s, struct examples *examples, size_t *count);

/* Writes examples as YAML of rules/examples/. */
void examples_print(const struct example *items, size_t count, FILE *out);

#endif
