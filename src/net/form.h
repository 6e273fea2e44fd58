/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * form.h - application/x-www-form-urlencoded as params, typed by a verb's table. Any thread.
 */
#ifndef NET_FORM_H
#define NET_FORM_H

#include "base/json.h"
#include "net/verbs.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * gives the params, or NULL with an English phrase in *why: undecodable, not UTF-8, a name twice, too many.
 * Numbers and flags become what the table says; a field left empty is absent unless it is a required text;
 * "consent.publish" becomes the member publish of the object consent. Line ends become \n.
 */
cJSON *form_decode(const char *body, size_t len, const struct param *table, const char **why);

/* Adds one decoded field as form_decode does; false when the name was there already. */
bool form_put(cJSON *params, const char *name, const char *value, const struct param *table);

#endif
