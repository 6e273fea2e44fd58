/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_people.h - the people of the desk: listed, changed, added, disabled. The table is at the end of the .c. */
#ifndef NET_VERBS_PEOPLE_H
#define NET_VERBS_PEOPLE_H

#include "net/verbs.h"

extern const struct verb_table verbs_people;

#endif
