/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * library.h - a library of a network (corpus/libraries/): where, what for, how much, when.
 *
 * One thread while loading; read-only afterwards.
 */
#ifndef CORPUS_LIBRARY_H
#define CORPUS_LIBRARY_H

#include "corpus/queue.h"
#include "files/fields.h"
#include "rules/taxonomy.h"

/* From the first day to the last, both away. */
struct absence {
	char from[11], to[11];
	char *why; /* may be NULL */
};

/* With the network. */
struct convention {
	char *status;   /* signee, en-cours, echue; NULL when none is known */
	char until[11]; /* "" when it is open-ended */
};

struct library {
	char *id, *name;
	char *network;
	char *kind; /* municipale, intercommunale, departementale, nationale, universitaire, exemple */
	char *commune, *insee; /* may be NULL */
	char *departement;     /* code, or BE-XXX */
	char *region;
	struct texts territory; /* codes that it answers for */
	struct texts referent;  /* codes whose place-bound questions are its own by default */
	struct texts languages; /* fr first */
	double strengths[TOPIC_COUNT]; /* 0..1 */
	double kinds[KIND_COUNT];      /* 0..1 */
	int capacity;                  /* questions a week */
	char *zone;                    /* public holidays: network.h */
	struct texts closed; /* weekdays (lundi …) and days (2026-12-24) without service */
	struct absence *absences;
	size_t absence_count;
	char *policy_text;        /* Markdown, shown beside a question; may be NULL */
	char policy_reviewed[11]; /* "" when there is no policy page */
	bool is_illustration;     /* the place is real, its membership is not */
	bool is_example;          /* not even the place is */
	struct convention convention;
	char *contact;        /* a function, never a name; may be NULL */
	char *website;        /* https://…; may be NULL */
	char *email;          /* where its digest goes; may be NULL */
	struct queues queues; /* its own first */
	char *file;
};

struct libraries {
	struct library *items;
	size_t count;
};

struct text_file;

/* Adds the library of one text (folder.h); none, and problems, when something in it is wrong. */
void library_read(const struct text_file *file, struct reading *r, struct libraries *out);

/* Adds the libraries of a folder, one a file; false when the folder cannot be opened. */
bool libraries_load(const char *dir, struct reading *r, struct libraries *out);

#endif
