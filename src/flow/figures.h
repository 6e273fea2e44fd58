/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * figures.h - what coordinators count: questions by state, queue and topic, delays, AI use, ratings.
 *
 * About questions and queues, never about persons. Lane side.
 */
#ifndef FLOW_FIGURES_H
#define FLOW_FIGURES_H

#include "base/arena.h"
#include "base/rc.h"
#include "flow/worker.h"

#include <cjson/cJSON.h>

/* {by_state, by_queue, by_topic, answered, asked, ai, ratings, audit}; gives a tree. */
MUST_CHECK enum rc figures_json(struct worker *w, cJSON **out);

#endif
