/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * labels.h - labels of the taxonomy as they stand in files: a slug, or a list of slugs, or a problem.
 *
 * One thread at a time.
 */
#ifndef RULES_LABELS_H
#define RULES_LABELS_H

#include "files/yamlfile.h"

#include <stdbool.h>

enum { TOPICS_MAX = 5 };

/* Topics, the main one first. */
struct topics {
	int items[TOPICS_MAX];
	int count;
};

enum label_list { LABEL_TOPIC, LABEL_KIND, LABEL_FLAG, LABEL_AUDIENCE, LABEL_LIST_COUNT };

/* The index of the label; a problem, with the nearest slug, and false for what is not in the list. */
bool want_label(const struct yaml_node *n, enum label_list list, int *out);

/* A list of min to max different topics (max <= TOPICS_MAX). */
bool want_topics(const struct yaml_node *n, int min, int max, struct topics *out);

/* A list of different labels as bits, 1 << index. */
bool want_label_set(const struct yaml_node *n, enum label_list list, unsigned *out);

/* Is it a département code (01, 2A, 974) or a province (BE-XXX) by its form? */
bool is_place_code(const char *text);

#endif
