/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * resource.h - an online service or collection, and which library offers it (corpus/resources/).
 *
 * tariff_* are for professionals only: nothing that the public reads may hold them. One thread while
 * loading; read-only afterwards.
 */
#ifndef CORPUS_RESOURCE_H
#define CORPUS_RESOURCE_H

#include "corpus/registry.h"
#include "files/fields.h"
#include "rules/labels.h"

/* What one library offers; a library that is not listed offers nothing. */
struct availability {
	char *library;
	bool is_on_site, is_remote;
	int since; /* year; 0: not said */
};

struct resource {
	char *id, *title;
	char *kind; /* autoformation, film, presse … */
	struct topics topics;
	struct texts keywords;
	char *url;         /* may be NULL */
	char *description; /* Markdown, public */
	char *tariff_text; /* professionals only; may be NULL */
	char tariff_dated[11];
	struct availability *availability;
	size_t availability_count;
	bool is_illustration; /* the availability is an example */
	char reviewed[11];
	char *file;
};

struct resources {
	struct resource *items;
	size_t count;
};

/* Adds the resources of a folder, one a file; false when the folder cannot be opened. */
bool resources_load(const char *dir, struct reading *r, struct resources *out);

#endif
