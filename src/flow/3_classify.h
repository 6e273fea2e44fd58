/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * 3_classify.h - what a question is about, each finding with its evidence.
 *
 * Four voices are heard (tally.h) and put together. Every finding keeps what spoke for it: a rule's sentence and the
 * words that matched, a group of the lexicon, the similar question and how similar, the words that weighed most with the
 * model. "Not sure" is a finding too. Reader lane.
 */
#ifndef FLOW_CLASSIFY_H
#define FLOW_CLASSIFY_H

#include "base/arena.h"
#include "base/rc.h"
#include "flow/2_normalise.h"
#include "flow/tally.h"
#include "flow/worker.h"
#include "rules/taxonomy.h"

#include <cjson/cJSON.h>

#include <stdbool.h>

/* How much each voice counts in the sum for one kind of label, and where the sum starts. */
struct voice_weights {
	double model, rules, lexicon, neighbours, bias;
};

struct understanding {
	struct voice_weights topic, kind, flag;
	double flag_least[FLAG_COUNT]; /* a flag below is not raised */
	double sure;                   /* a main topic below is not sure */
};
extern const struct understanding understanding_default;

struct finding {
	int label; /* index in the taxonomy */
	double score;
	struct evidence *because;
	double parts[VOICE_COUNT]; /* what each voice added to the sum behind the score */
};

struct place_finding {
	const char *code, *name; /* NULL: about no place */
	struct evidence *because;
};

struct classification {
	struct finding topics[TOPIC_COUNT]; /* ranked; those worth naming */
	int topic_count;
	struct finding kind; /* `fait` with score 0 when nothing says more */
	struct finding flags[FLAG_COUNT];
	int flag_count;
	struct place_finding place;
	const char *language;
	bool is_professional; /* the asker is a librarian asking about the trade */
	const char *queue;    /* a rule asked for this queue; NULL: none did */
	struct evidence *queue_because;
	bool is_sure;
	double sure_least; /* the score from which a main topic is sure */
};

/* Never fails a question: what cannot be found out is left out (a rule that fails, a search that fails). */
void classify(struct worker *w, struct normalised *n, struct classification *out);

bool classification_has_flag(const struct classification *c, enum flag flag);

/* The main topic's index, or -1 when none is sure enough. */
int classification_topic(const struct classification *c);

/* As design.md 5.1 prints it; gives a tree. */
cJSON *classification_json(const struct classification *c);

/* Labels alone, as rows of lists show them: [{id, title, score}] and [slug]; give trees. */
cJSON *classification_topics_json(const struct classification *c);
cJSON *classification_flags_json(const struct classification *c);

#endif
