/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_console.h - search, directory and figures for staff. The table is at the end of the .c. */
#ifndef NET_VERBS_CONSOLE_H
#define NET_VERBS_CONSOLE_H

#include "net/verbs.h"

extern const struct verb_table verbs_console;

#endif
