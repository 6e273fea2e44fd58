/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_desk.h - what respondents and coordinators do with questions. The table is at the end of the .c. */
#ifndef NET_VERBS_DESK_H
#define NET_VERBS_DESK_H

#include "net/verbs.h"

extern const struct verb_table verbs_desk;

#endif
