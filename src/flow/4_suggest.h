/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * 4_suggest.h - zero to three fiches or resources that may answer at once, each with its reason.
 *
 * It stays silent rather than showing noise: an entry must share the question's telling words in its title or keywords, and be
 * likely enough to help (the threshold of the settings). Someone in danger is shown one fiche only: where help is. Reader lane.
 */
#ifndef FLOW_SUGGEST_H
#define FLOW_SUGGEST_H

#include "flow/2_normalise.h"
#include "flow/3_classify.h"
#include "flow/worker.h"

#include <cjson/cJSON.h>

enum { SUGGESTIONS_MAX = 3 };

struct suggestion {
	int64_t entry;                                 /* row of the knowledge */
	const char *id, *kind, *title, *url, *excerpt; /* url may be NULL */
	const char *why;                               /* French; for people */
	double score;                                  /* 0..1 */
	const char *library, *library_name; /* of which availability is known; NULL: of none */
	bool is_on_site, is_remote;
};

struct suggestions {
	struct suggestion items[SUGGESTIONS_MAX];
	int count;
};

/*
 * classification may be NULL while someone is still typing; library: the widget's, or NULL. Professional
 * entries are shown to professional askers only. A failing search gives no suggestion.
 */
void suggest(struct worker *w, struct normalised *n, const struct classification *c,
	     const char *library, struct suggestions *out);

/* [{id, kind, title, url, excerpt, why, score, availability: {library, library_name, on_site, remote} | null}], as design.md 5.1 prints them; gives a tree. */
cJSON *suggestions_json(const struct suggestions *s);

#endif
