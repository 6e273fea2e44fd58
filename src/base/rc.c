/* SPDX-License-Identifier: EUPL-1.2 */
/* rc.c - the table behind rc.h. */
#include "base/rc.h"

#include <assert.h>

static const struct {
	const char *wire;
	const char *when;
} codes[RC_COUNT] = {
#define X(code, wire, when) {wire, when},
	RC_LIST(X)
#undef X
};

const char *rc_wire(enum rc rc)
{
	assert(rc >= 0 && rc < RC_COUNT);
	return codes[rc].wire;
}

const char *rc_when(enum rc rc)
{
	assert(rc >= 0 && rc < RC_COUNT);
	return codes[rc].when;
}
