/* SPDX-License-Identifier: EUPL-1.2 */
/* pages.h - which path shows which file of web/dist, and under which policy; and the error pages. Any thread. */
#ifndef NET_PAGES_H
#define NET_PAGES_H

#include "base/locale.h"
#include "base/str.h"
#include "net/headers.h"

#include <stddef.h>

struct page {
	const char *path; /* exact */
	const char *file; /* in the web directory */
	const char *content_type;
	enum csp csp;
	const char *cache; /* Cache-Control */
};

/* The page for a path, or NULL. Borrowed, static. */
const struct page *page_find(const char *path);

/* The table, for tests and docs. */
const struct page *pages_all(size_t *count);

/*
 * Appends a whole HTML document of ours in that language: no script, our style sheet, a few words. title is escaped
 * here, html not.
 */
void page_put(struct str *out, enum locale locale, const char *title, const char *html);

/* Appends the document that explains an HTTP status to a person. */
void page_put_error(struct str *out, int status);

/* "Not Found" … for the status line. Static. */
const char *status_words(int status);

#endif
