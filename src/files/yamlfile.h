/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * yamlfile.h - YAML that people write, as nodes that know their place.
 *
 * A file is cut into chunks: one item of a list, or one key of a mapping, starts at each line whose
 * first column holds something (but a comment or a closing bracket). Every chunk is parsed alone,
 * so a mistake costs one item and is reported at its own line; the next item is read as if nothing
 * had happened. Anchors, aliases, tags and duplicate keys are refused; nesting <= 16, a text <= 64
 * KiB, a mapping <= 1000 keys. One thread at a time.
 */
#ifndef FILES_YAMLFILE_H
#define FILES_YAMLFILE_H

#include "base/arena.h"
#include "files/problems.h"
#include "files/source.h"

#include <stdbool.h>
#include <stddef.h>

enum { YAML_DEPTH_MAX = 16, YAML_TEXT_MAX = 64 * 1024, YAML_KEYS_MAX = 1000 };

struct yaml_node; /* borrowed: lives as long as the arena, or the callback, it was given for */

/*
 * Calls item for every item of a file that is one list ("- …" in the first column). Nodes live
 * during the call. What cannot be read becomes a problem. An empty file is an empty list.
 */
void yaml_each_item(const struct source *s, struct problems *p,
		    void (*item)(const struct yaml_node *item, void *arg), void *arg);

/* Calls pair for every key of a file that is one mapping ("key: …" in the first column), likewise.
 */
void yaml_each_key(const struct source *s, struct problems *p,
		   void (*pair)(const struct yaml_node *key, const struct yaml_node *value,
				void *arg),
		   void *arg);

/*
 * gives the whole file as one mapping; nodes live in the arena and refer to s and p. NULL when
 * anything in it could not be read: then the problems are added already.
 */
const struct yaml_node *yaml_mapping(const struct source *s, struct problems *p, struct arena *a);

/* What a node is. A null (nothing, ~, null without quotes) is a text as well. */
bool yaml_is_text(const struct yaml_node *n);
bool yaml_is_list(const struct yaml_node *n);
bool yaml_is_map(const struct yaml_node *n);
bool yaml_is_null(const struct yaml_node *n);

/* The text of a scalar as it stands (numbers too), NUL-terminated; "" for lists and mappings. */
const char *yaml_text(const struct yaml_node *n);
size_t yaml_text_len(const struct yaml_node *n);

/* Was it written with quotes? */
bool yaml_is_quoted(const struct yaml_node *n);

/* Where it starts, from 1; columns count characters. */
int yaml_line(const struct yaml_node *n);
int yaml_column(const struct yaml_node *n);
const char *yaml_path(const struct yaml_node *n);

/* Items of a list, or keys of a mapping. */
size_t yaml_count(const struct yaml_node *n);

/*
 * Walks a list: first item, then the next; NULL at the end. For a mapping the nodes are its keys,
 * and yaml_value(key) is what stands behind a key.
 */
const struct yaml_node *yaml_first(const struct yaml_node *n);
const struct yaml_node *yaml_next(const struct yaml_node *n);
const struct yaml_node *yaml_value(const struct yaml_node *key);

/* The value of a key in a mapping; NULL when absent, or when n is no mapping. */
const struct yaml_node *yaml_get(const struct yaml_node *n, const char *key);

/* Adds a problem at the node's place. */
void yaml_problem(const struct yaml_node *n, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The place of a text, to be kept when its node is gone. */
struct yaml_place {
	int line, column; /* of its first character, after the quote */
	bool is_exact;    /* all on one line, so that columns inside it can be told */
	char doubled;     /* the quote that is written twice, or 0 */
};
struct yaml_place yaml_place_of(const struct yaml_node *n);

/* The column of a byte of the text that stood there (of its start when not exact). */
int yaml_place_column(const struct yaml_place *place, const char *text, size_t offset);

/* Adds a problem at a byte inside the node's text: exact for a text on one line, plain or in
 * quotes. */
void yaml_problem_inside(const struct yaml_node *n, size_t offset, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
