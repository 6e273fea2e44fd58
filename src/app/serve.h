/* SPDX-License-Identifier: EUPL-1.2 */
/* serve.h - what the server consists of: its verbs, its routes. */
#ifndef APP_SERVE_H
#define APP_SERVE_H

#include "net/verbs.h"

/* Every verb of the protocol. Borrowed, static. */
const struct verb_set *serve_verbs(void);

#endif
