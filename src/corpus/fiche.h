/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fiche.h - a short sourced text that answers or guides (corpus/fiches/<topic>/<id>.md).
 *
 * One thread while loading; read-only afterwards.
 */
#ifndef CORPUS_FICHE_H
#define CORPUS_FICHE_H

#include "corpus/registry.h"
#include "files/fields.h"
#include "rules/labels.h"
#include "rules/taxonomy.h"

enum { FICHE_BODY_MAX = 20000 }; /* characters */

struct fiche_source {
	char *title, *url;
	char consulted[11]; /* "" when nobody has visited it yet */
};

struct fiche {
	char *id, *title;
	struct topics topics; /* 1 to 3, the main one first */
	int audience;         /* enum audience */
	struct texts keywords;
	struct fiche_source *sources;
	size_t source_count;
	char reviewed[11];
	char expires[11]; /* "" when it does not */
	char *territory;  /* FR, BE, or a code; NULL: everywhere */
	char *library;    /* NULL unless it is of one library */
	char *body;       /* Markdown */
	char *file;
	int body_line;
};

struct fiches {
	struct fiche *items;
	size_t count;
};

/*
 * Adds the fiches of a folder and those below; false when it cannot be opened. The file must be called
 * like the id.
 */
bool fiches_load(const char *dir, struct reading *r, struct fiches *out);

#endif
