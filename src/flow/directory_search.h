/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * directory_search.h - libraries by name, commune, département, région or network; accents and case do not count.
 *
 * Each word of the text must begin a word of the library's name, commune, département, région, code or id; a commune named
 * in full comes first. Everybody sees where a library is and what it speaks; staff see what it is good at, how much it
 * takes, who is away and how old its page is. Reader lane.
 */
#ifndef FLOW_DIRECTORY_SEARCH_H
#define FLOW_DIRECTORY_SEARCH_H

#include "base/rc.h"
#include "flow/worker.h"
#include "people/role.h"

#include <cjson/cJSON.h>

enum { DIRECTORY_HITS_MAX = 200 };

/* NULL: whatever it is. */
struct directory_query {
	const char *text;
	const char *network;     /* id */
	const char *departement; /* code: there, or answering for it */
	const char *region;      /* its name */
	const char *kind;
	const char *topic; /* good at it; the best first */
	int limit;         /* 1..DIRECTORY_HITS_MAX */
	bool is_staff;
};

/* gives {libraries: [...], total, networks, regions}; RC_LIMIT when the request has used its share. */
MUST_CHECK enum rc directory_search(struct worker *w, const struct directory_query *query,
				    cJSON **out);

/*
 * gives one library as staff see it in a list, with {capacity, open, contact, convention, policy, absences, people …};
 * RC_NOT_FOUND.
 */
MUST_CHECK enum rc directory_library_json(struct worker *w, const char *library, cJSON **out);

#endif
