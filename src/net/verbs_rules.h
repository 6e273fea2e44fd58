/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_rules.h - verbs of those who look after the rules: what the desk teaches, and what a change would move. */
#ifndef NET_VERBS_RULES_H
#define NET_VERBS_RULES_H

#include "net/verbs.h"

extern const struct verb_table verbs_rules;

#endif
