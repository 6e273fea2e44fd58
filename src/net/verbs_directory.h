/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_directory.h - libraries and networks: found by everybody, edited by those whose they are. The table is at the end of the .c. */
#ifndef NET_VERBS_DIRECTORY_H
#define NET_VERBS_DIRECTORY_H

#include "net/verbs.h"

extern const struct verb_table verbs_directory;

#endif
