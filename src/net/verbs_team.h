/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_team.h - what people of the desks do together: next, look, mentions, referrals, practice. The table is at the end of the .c. */
#ifndef NET_VERBS_TEAM_H
#define NET_VERBS_TEAM_H

#include "net/verbs.h"

extern const struct verb_table verbs_team;

#endif
