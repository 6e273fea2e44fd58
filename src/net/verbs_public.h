/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_public.h - what anyone may ask of the service: the widget's verbs. The table is at the end of the .c. */
#ifndef NET_VERBS_PUBLIC_H
#define NET_VERBS_PUBLIC_H

#include "net/verbs.h"

extern const struct verb_table verbs_public;

/*
 * The two halves of `ask`, for the page that works without JavaScript (plain.c): client_id is the one to use.
 * After ask_run the result is the verb's.
 */
MUST_CHECK enum rc ask_prepare(struct call *call, const char *client_id);
MUST_CHECK enum rc ask_run(struct call *call);

/* What ON_LOOP and hello need of the program: call->app starts with it. */
struct desk_facts {
	const char *version;
	int64_t lease_ms;
	size_t text_chars_max;
	bool is_demo; /* the network is an illustration, and every page says so */
};

#endif
