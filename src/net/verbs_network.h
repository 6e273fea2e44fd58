/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_network.h - what libraries do for each other: calling the network, leads. */
#ifndef NET_VERBS_NETWORK_H
#define NET_VERBS_NETWORK_H

#include "net/verbs.h"

extern const struct verb_table verbs_network;

#endif
