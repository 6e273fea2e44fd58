/* SPDX-License-Identifier: EUPL-1.2 */
/* shortlist.c - see shortlist.h. */
#include "flow/shortlist.h"

#include "base/json.h"
#include "flow/5_route.h"
#include "flow/directory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double tie_step = SHORTLIST_STEP;

static uint64_t mix(uint64_t h)
{
	h = (h ^ h >> 33) * UINT64_C(0xff51afd7ed558ccd);
	h = (h ^ h >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
	return h ^ h >> 33;
}

/* 5_route.h says what it is, for who recomputes it. */
uint64_t shortlist_tie(const char *key, const char *queue)
{
	static const uint64_t fnv_start = UINT64_C(0xcbf29ce484222325),
			      fnv_prime = UINT64_C(0x100000001b3);
	uint64_t h = fnv_start;
	for (const char *c = key == NULL ? "" : key; *c != '\0'; c++)
		h = (h ^ (unsigned char)*c) * fnv_prime;
	h *= fnv_prime; /* the 0 byte */
	for (const char *c = queue; *c != '\0'; c++)
		h = (h ^ (unsigned char)*c) * fnv_prime;
	return mix(h);
}

static double step_of(const struct candidate *c)
{
	return floor(c->score / tie_step + 1e-6);
}

bool shortlist_is_tie(const struct candidate *a, const struct candidate *b)
{
	return step_of(a) >= step_of(b) && step_of(a) <= step_of(b);
}

bool shortlist_shares_differ(const struct candidate *a, const struct candidate *b)
{
	return fabs(a->week_share - b->week_share) > 1e-9;
}

bool shortlist_is_before(const struct candidate *a, const struct candidate *b)
{
	if (!shortlist_is_tie(a, b))
		return step_of(a) > step_of(b);
	if (shortlist_shares_differ(a, b))
		return a->week_share < b->week_share;
	return a->tie != b->tie ? a->tie < b->tie : a->queue < b->queue;
}

void shortlist_keep(struct candidate *list, int *count, const struct candidate *c)
{
	int at = *count;
	if (at == CANDIDATES_KEPT && !shortlist_is_before(c, &list[at - 1]))
		return;
	if (at == CANDIDATES_KEPT)
		at--;
	else
		++*count;
	for (; at > 0 && shortlist_is_before(c, &list[at - 1]); at--)
		list[at] = list[at - 1];
	list[at] = *c;
}

void shortlist_put_first(struct candidate *list, int *count, const struct candidate *c)
{
	int from = 0;
	while (from < *count && list[from].queue != c->queue)
		from++;
	if (from == CANDIDATES_KEPT)
		from--;
	else if (from == *count)
		++*count;
	memmove(&list[1], &list[0], (size_t)from * sizeof *c);
	list[0] = *c;
}

void shortlist_sort_rest(struct candidate *list, int count)
{
	for (int i = 2; i < count; i++) {
		struct candidate c = list[i];
		int at = i;
		for (; at > 1 && list[at - 1].score < c.score; at--)
			list[at] = list[at - 1];
		list[at] = c;
	}
}

static cJSON *parts_json(const struct candidate *c)
{
	cJSON *parts = cJSON_CreateObject();
	for (int i = 0; i < ROUTE_PART_COUNT; i++) {
		if (c->parts[i] > 0)
			json_put_score(parts, route_part_name((enum route_part)i), c->parts[i]);
	}
	return parts;
}

cJSON *shortlist_json(const struct directory *d, const struct candidate *c)
{
	const struct queue_entry *queue = &d->queues[c->queue];
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "queue", queue->id);
	json_put_text(item, "title", queue->title);
	json_put_text(item, "library", d->libraries[queue->library].id);
	json_put_text(item, "library_name", d->libraries[queue->library].name);
	json_put_score(item, "score", c->score);
	json_put(item, "parts", parts_json(c));
	if (c->constraint != NULL)
		json_put_text(item, "constraint", c->constraint);
	if (c->is_excluded)
		json_put_flag(item, "excluded", true);
	if (c->constraint == NULL && !c->is_excluded) {
		char tie[17];
		snprintf(tie, sizeof tie, "%016llx", (unsigned long long)c->tie);
		json_put_score(item, "week_share", c->week_share);
		json_put_text(item, "tie", tie);
	}
	cJSON *reasons = cJSON_CreateArray();
	for (int b = 0; b < c->because_count; b++)
		cJSON_AddItemToArray(reasons, cJSON_CreateString(c->because[b]));
	json_put(item, "because", reasons);
	return item;
}
