/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * questions.h - the texts that are asked, from a file of JSON lines {"text": "..."}.
 *
 * Texts are kept as JSON strings, quoted and escaped, ready to stand in a message. Read once, then only read.
 */
#ifndef BENCH_QUESTIONS_H
#define BENCH_QUESTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum { QUESTION_JSON_BYTES = 8 * 1024 }; /* a longer text is refused: a public message has 16 KiB */

struct questions {
	char **json; /* owned */
	size_t count;
};

/* Fills *out, or says on standard error what is wrong with which line. Keys besides "text" are passed over. */
bool questions_read(const char *path, struct questions *out);
void questions_done(struct questions *questions);

#endif
