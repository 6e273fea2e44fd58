/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * event.h - study days, webinars, workshops (corpus/events/).
 *
 * One thread while loading; read-only afterwards.
 */
#ifndef CORPUS_EVENT_H
#define CORPUS_EVENT_H

#include "corpus/registry.h"
#include "files/fields.h"
#include "rules/labels.h"

/* Not base/event.h's event, which is what followers of a question are told. */
struct corpus_event {
	char *id, *title;
	int audience; /* enum audience */
	char date[11];
	char *place; /* online, or a library */
	struct texts partners;
	struct topics topics;
	char *description; /* Markdown */
	char *recording;   /* an address; NULL before there is one */
	bool is_illustration;
	char reviewed[11];
	char *file;
};

struct corpus_events {
	struct corpus_event *items;
	size_t count;
};

/* Adds the events of a folder, one a file; false when the folder cannot be opened. */
bool corpus_events_load(const char *dir, struct reading *r, struct corpus_events *out);

#endif
