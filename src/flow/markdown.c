/* SPDX-License-Identifier: EUPL-1.2 */
/* markdown.c - see markdown.h. */
#include "flow/markdown.h"

#include "base/xalloc.h"

#include <cmark.h>
#include <stddef.h>
#include <string.h>

char *markdown_html(const char *text)
{
	if (text == NULL)
		return xstrdup("");
	char *html = cmark_markdown_to_html(text, strlen(text), CMARK_OPT_SAFE | CMARK_OPT_SMART);
	return html != NULL ? html : xstrdup("");
}
