/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * replay.h - what a changed rule set would move: the same questions understood twice, and the differences counted.
 *
 * Knows nothing of files: two judgements of a question go in, a table or a tree comes out. Main thread.
 */
#ifndef APP_REPLAY_H
#define APP_REPLAY_H

#include "flow/worker.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

enum { SAMPLES_MAX = 5, SAMPLE_WORDS_BYTES = 72, SAMPLE_ID_BYTES = 32 };

/* One question as the desk or a file has it. Strings may be NULL, but id and text. */
struct replayed {
	const char *id, *text, *library, *country, *place, *locale;
};

struct replay;

struct replay *replay_new(void);
void replay_free(struct replay *r);

/* Understands and routes the question with both workers (their arenas are set here) and counts what moved. */
void replay_add(struct replay *r, struct worker *before, struct worker *after,
		const struct replayed *question);

int64_t replay_count(const struct replay *r);

/* The result; with_words: the first words of sample questions too (never in what is saved). gives a tree. */
cJSON *replay_json(const struct replay *r, bool with_words);

/* The same as a story, in French, on standard output. */
void replay_tell(const struct replay *r);

#endif
