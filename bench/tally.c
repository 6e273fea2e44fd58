/* SPDX-License-Identifier: EUPL-1.2 */
/* tally.c - see tally.h. */
#include "bench/tally.h"

#include <stdio.h>
#include <string.h>

static struct tally_row *row_for(struct tally *t, const char *reason)
{
	for (size_t i = 0; i < t->reason_count; i++) {
		if (strncmp(t->rows[i].reason, reason, TALLY_NAME_BYTES - 1) == 0)
			return &t->rows[i];
	}
	if (t->reason_count == TALLY_REASONS)
		return &t->rows[TALLY_REASONS - 1];
	struct tally_row *row = &t->rows[t->reason_count++];
	snprintf(row->reason, sizeof row->reason, "%s",
		 t->reason_count == TALLY_REASONS ? "other reasons" : reason);
	return row;
}

void tally_add(struct tally *t, const char *reason)
{
	row_for(t, reason)->count++;
	t->total++;
}
