/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tally.h - what each voice says of each label, before the station classify puts them together.
 *
 * Four voices: rules that librarians read and write (rules/), a lexicon of words and expressions (rules/lexicon/), the labelled
 * questions most like this one (rules/examples/), and a linear model trained on those. Each gives a number a label and its
 * evidence. Reader lane.
 */
#ifndef FLOW_TALLY_H
#define FLOW_TALLY_H

#include "base/arena.h"
#include "flow/2_normalise.h"
#include "flow/worker.h"
#include "voices/model.h"

enum evidence_by {
	BY_RULE,
	BY_LEXICON,
	BY_EXAMPLE,
	BY_MODEL,
	BY_PLACE,
	BY_PERSON,
	EVIDENCE_BY_COUNT
};

/* "rule", "lexicon", "example", "model", "place", "person". Static. */
const char *evidence_name(enum evidence_by by);

struct evidence {
	enum evidence_by by;
	const char *id;        /* of the rule or place; NULL for others */
	const char *words;     /* of the question, as written; NULL for an example */
	const char *why;       /* the rule's sentence, the group's name, or the similar question */
	double score;          /* 0..1 */
	struct evidence *next; /* strongest first */
};

/* Puts a copy into a list, strongest first; nothing when the arena is full. */
void evidence_add(struct evidence **list, const struct evidence *e, struct arena *a);

enum voice { VOICE_RULES, VOICE_LEXICON, VOICE_NEIGHBOURS, VOICE_MODEL, VOICE_COUNT };

/*
 * About one label. Rules and lexicon: -ln of the product of (1 - weight), so that hints add up and never pass certainty. Neighbours:
 * their share of the votes, 0..1, negative never. Model: distance to its boundary, above 0 for yes.
 */
struct testimony {
	double says[VOICE_COUNT];
	struct evidence *because;
};

struct tally {
	struct testimony
		labels[LABEL_COUNT]; /* topics, kinds, flags: as voices/model.h numbers them */
	bool is_professional;        /* a rule says that a librarian asks */
	const char *queue;           /* a rule asked for it */
	struct evidence *queue_because;
	struct features *features; /* what the model saw, for model_evidence */
	bool has_model;
};

/* Hears every voice that there is; one that is missing or fails says nothing. */
void tally_take(struct worker *w, const struct normalised *n, struct tally *out);

/* Adds the words that weighed most with the model, for a label that is going to be named. */
void tally_model_evidence(struct worker *w, const struct normalised *n, struct tally *t, int label);

#endif
