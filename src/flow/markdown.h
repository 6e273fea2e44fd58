/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * markdown.h - Markdown of fiches and answers as HTML that can be shown (cmark, CommonMark 0.30).
 *
 * Raw HTML is dropped and dangerous link schemes are emptied (cmark's safe mode), so the result has no
 * script whatever the text was. Any thread.
 */
#ifndef FLOW_MARKDOWN_H
#define FLOW_MARKDOWN_H

/* gives HTML; "" for NULL. Free with free(). */
char *markdown_html(const char *text);

#endif
