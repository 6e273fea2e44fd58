/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * plain.h - asking and following without JavaScript: what the forms of /ask and /suivi answer.
 *
 * The same verbs as the widget's, rendered as small pages in the person's language. A refusal gives the form
 * back with what was typed in it.
 */
#ifndef NET_PLAIN_H
#define NET_PLAIN_H

#include "net/http.h"

extern const struct route_table plain_routes;

#endif
