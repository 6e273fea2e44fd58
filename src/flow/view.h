/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * view.h - a question as its asker sees it, as staff see it, and as a row of a list: JSON trees.
 *
 * The asker's view is built from what an asker may know and nothing else: notes, evidence, candidates, epochs and
 * names of holders are not in it (docs/protocol.md shows the three). Lane side; trees are given.
 */
#ifndef FLOW_VIEW_H
#define FLOW_VIEW_H

#include "base/arena.h"
#include "base/rc.h"
#include "flow/worker.h"
#include "people/role.h"
#include "store/question_store.h"

#include <cjson/cJSON.h>

MUST_CHECK enum rc view_asker(struct worker *w, const struct question_row *row, cJSON **out);
MUST_CHECK enum rc view_staff(struct worker *w, const struct question_row *row,
			      const struct actor *actor, cJSON **out);
MUST_CHECK enum rc view_row(struct worker *w, const struct question_row *row, cJSON **out);

/* "2026-11-21T10:00:00Z", or null for 0. */
void view_put_time(cJSON *object, const char *key, int64_t wall_ms);

/* The local day that ends at or holds that moment: "2026-11-25", or null for 0. What people are promised. */
void view_put_day(cJSON *object, const char *key, int64_t wall_ms);

/* The number of a question as the protocol writes it: text. */
void view_put_id(cJSON *object, const char *key, struct question_id id);

#endif
