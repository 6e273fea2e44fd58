/* SPDX-License-Identifier: EUPL-1.2 */
/* lines.c - see lines.h. */
#include "app/lines.h"

#include "base/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

bool lines_read(const char *path, bool (*each)(const cJSON *line, void *arg), void *arg)
{
	FILE *in = fopen(path, "re");
	if (in == NULL)
		return false;
	char *text = NULL;
	size_t cap = 0;
	ssize_t len;
	bool goes_on = true;
	for (int line = 1; goes_on && (len = getline(&text, &cap, in)) >= 0; line++) {
		if (text[strspn(text, " \t\r\n")] == '\0')
			continue;
		const char *why = NULL;
		AUTO_JSON tree = json_parse(text, (size_t)len, &why);
		if (cJSON_IsObject(tree))
			goes_on = each(tree, arg);
		else
			fprintf(stderr, "%s:%d:1: %s\n", path, line, why ? why : "not an object");
	}
	bool is_read = ferror(in) == 0;
	free(text);
	fclose(in);
	return is_read;
}
