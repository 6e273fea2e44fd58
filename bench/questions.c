/* SPDX-License-Identifier: EUPL-1.2 */
/* questions.c - see questions.h. */
#include "bench/questions.h"

#include "base/xalloc.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* gives the text of one line as a JSON string, or NULL and *why. */
static char *text_of_line(const char *line, const char **why)
{
	cJSON *object = cJSON_Parse(line);
	const cJSON *text = cJSON_GetObjectItemCaseSensitive(object, "text");
	char *json = cJSON_IsString(text) ? cJSON_PrintUnformatted(text) : NULL;
	*why = "is not a JSON object with a \"text\"";
	if (json != NULL && strlen(json) >= QUESTION_JSON_BYTES) {
		*why = "is too long";
		cJSON_free(json);
		json = NULL;
	}
	cJSON_Delete(object);
	return json;
}

static bool read_lines(FILE *file, const char *path, struct questions *out)
{
	char *line = NULL;
	size_t room = 0;
	bool is_good = true;
	for (int number = 1; is_good && getline(&line, &room, file) > 0; number++) {
		if (line[strspn(line, " \t\r\n")] == '\0')
			continue;
		const char *why = NULL;
		char *json = text_of_line(line, &why);
		is_good = json != NULL;
		if (!is_good) {
			fprintf(stderr, "load: %s:%d: the line %s\n", path, number, why);
			break;
		}
		out->json = xgrow(out->json, out->count, sizeof *out->json);
		out->json[out->count++] = json;
	}
	free(line);
	return is_good;
}

bool questions_read(const char *path, struct questions *out)
{
	FILE *file = fopen(path, "re");
	if (file == NULL) {
		fprintf(stderr, "load: %s: %s\n", path, strerror(errno));
		return false;
	}
	struct questions read = {0};
	bool is_good = read_lines(file, path, &read);
	fclose(file);
	if (is_good && read.count == 0) {
		fprintf(stderr, "load: %s: there is no question in it\n", path);
		is_good = false;
	}
	if (is_good)
		*out = read;
	else
		questions_done(&read);
	return is_good;
}

void questions_done(struct questions *questions)
{
	for (size_t i = 0; i < questions->count; i++)
		cJSON_free(questions->json[i]);
	free(questions->json);
	*questions = (struct questions){0};
}
