/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * json.h - strict reading of JSON, and small helpers over cJSON.
 *
 * cJSON accepts much that RFC 8259 or common sense refuse (a BOM, 01, 1e999, duplicate keys, U+0000
 * that truncates). Nothing of the outside reaches cJSON before json_parse has judged it (trust.md H15):
 * valid UTF-8, RFC 8259 grammar, nesting <= 16, keys of one object <= 64 and all different, finite numbers.
 *
 * Reading uses a global inside cJSON (its error pointer), so json_parse is for one thread at a time: the
 * loop in the server, the main thread in commands. Building and printing trees is for any thread.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { JSON_DEPTH_MAX = 16, JSON_KEYS_MAX = 64 };

/* gives the tree, or NULL with *why set to a static English phrase such as "duplicate key". */
cJSON *json_parse(const char *text, size_t len, const char **why);

/* The text, number or flag under key in an object; the fallback when absent or of another type. */
const char *json_text(const cJSON *object, const char *key, const char *fallback);
int64_t json_int(const cJSON *object, const char *key, int64_t fallback);
bool json_flag(const cJSON *object, const char *key, bool fallback);

/* The member, compared case-sensitively, or NULL. Borrowed. */
const cJSON *json_get(const cJSON *object, const char *key);

/* Adds a string member; a NULL value becomes null. */
void json_put_text(cJSON *object, const char *key, const char *value);
/* Adds an integer as a JSON number (exact to 10^15, which is how many digits cJSON prints). */
void json_put_int(cJSON *object, const char *key, int64_t value);
void json_put_flag(cJSON *object, const char *key, bool value);
/* Adds a number with three decimals: scores. */
void json_put_score(cJSON *object, const char *key, double value);
/* Adds already-printed JSON as it is; NULL or "" becomes null. */
void json_put_raw(cJSON *object, const char *key, const char *json);
/* takes item. */
void json_put(cJSON *object, const char *key, cJSON *item);

/* gives the compact text; never NULL. Free with free(). */
char *json_print(const cJSON *tree);

void json_free_at(cJSON **tree);
#define AUTO_JSON __attribute__((cleanup(json_free_at))) cJSON *

#endif
