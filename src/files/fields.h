/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fields.h - what a node must be: text, date, slug, number…; and whole records by a table of
 * fields.
 *
 * Each want_* writes its out-parameter and returns true, or adds a problem at the node's place,
 * leaves the parameter alone and returns false. One thread at a time.
 */
#ifndef FILES_FIELDS_H
#define FILES_FIELDS_H

#include "base/arena.h"
#include "files/yamlfile.h"

#include <stdbool.h>
#include <stddef.h>

enum { FIELD_SLUG_MAX = 80, FIELD_ITEM_MAX = 200 };

/* A list of texts; borrowed from whoever owns the record. */
struct texts {
	char **items;
	size_t count;
};

/* A text of 1 to max characters once the space at both ends is cut; it is copied into the arena. */
bool want_text(const struct yaml_node *n, size_t max, struct arena *a, char **out);

/* A list of texts of 1 to FIELD_ITEM_MAX characters, of min to max items. */
struct bounds {
	double min, max;
};
bool want_list_of_texts(const struct yaml_node *n, struct bounds items, struct arena *a,
			struct texts *out);

/* A decimal number within the bounds. */
bool want_number(const struct yaml_node *n, struct bounds value, double *out);

/* YYYY-MM-DD, a day that exists. Copied with its end. */
bool want_date(const struct yaml_node *n, char out[11]);

/* true or false (yes and no are words here, not flags). */
bool want_flag(const struct yaml_node *n, bool *out);

/* Lower case ascii letters, digits and single hyphens between them, at most FIELD_SLUG_MAX bytes.
 */
bool want_slug(const struct yaml_node *n, struct arena *a, char **out);

/* http:// or https:// with a host, without spaces. */
bool want_url(const struct yaml_node *n, struct arena *a, char **out);

/* One of a NULL-terminated list; the problem names the noun and the nearest word of the list. */
bool want_word(const struct yaml_node *n, const char *noun, const char *const *words);

/* Adds a problem for each key of the mapping that is not in the NULL-terminated list. true: none.
 */
bool refuse_unknown_keys(const struct yaml_node *map, const char *const *keys);

/* Is it a slug as want_slug takes it? */
bool is_slug(const char *text);

/* Is it a day that exists, as YYYY-MM-DD? */
bool is_date(const char *text);

enum field_type {
	FIELD_TEXT,   /* char *;             bounds: characters at most in max */
	FIELD_SLUG,   /* char * */
	FIELD_DATE,   /* char[11] */
	FIELD_URL,    /* char * */
	FIELD_NUMBER, /* double;            bounds: value */
	FIELD_INT,    /* int;               bounds: value */
	FIELD_FLAG,   /* bool */
	FIELD_TEXTS,  /* struct texts;      bounds: items */
	FIELD_NODE,   /* const struct yaml_node *, for the loader to read on */
	FIELD_TYPE_COUNT
};

struct yaml_field {
	const char *key;
	enum field_type type;
	bool is_required;
	size_t at; /* offsetof in the record */
	struct bounds bounds;
};

/* A record type: its fields, ended by a NULL key. */
struct yaml_record {
	const char *name; /* for messages: "a fiche" */
	const struct yaml_field *fields;
};

/*
 * Reads a mapping into the record at `out`: unknown keys, missing required keys and wrong values
 * are problems. Absent and null optional fields are left as they are. true when there was none;
 * what could be read is written in any case.
 */
bool read_record(const struct yaml_node *map, const struct yaml_record *record, struct arena *a,
		 void *out);

#endif
