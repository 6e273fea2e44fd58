/* SPDX-License-Identifier: EUPL-1.2 */
/* notify.c - see notify.h. */
#include "flow/notify.h"

#include "base/event.h"
#include "base/json.h"
#include "flow/view.h"
#include "store/event_store.h"

#include <stdio.h>
#include <stdlib.h>

/* takes view. Stores the event, and leaves it for the followers. */
static enum rc emit(struct worker *w, const struct question_row *row, const char *stream,
		    const char *type, cJSON *view)
{
	char *data = json_print(view);
	cJSON_Delete(view);
	struct event_row stored = {
		.at = clock_wall_ms(w->clock), .stream = stream, .type = type, .data = data};
	int64_t seq = 0;
	enum rc rc = store_event_add(w->store, row->id, &stored, &seq);
	if (rc == RC_OK && w->events != NULL) {
		struct event event = {.seq = seq, .at_ms = stored.at, .data = data};
		snprintf(event.stream, sizeof event.stream, "%s", stream);
		snprintf(event.type, sizeof event.type, "%s", type);
		event_list_add(w->events, &event);
	}
	free(data);
	return rc;
}

static cJSON *wrap(const char *key, cJSON *item)
{
	cJSON *data = cJSON_CreateObject();
	json_put(data, key, item);
	return data;
}

enum rc notify_desk(struct worker *w, const struct question_row *row, const char *type)
{
	cJSON *view;
	enum rc rc = view_row(w, row, &view);
	return rc == RC_OK ? emit(w, row, "desk", type, wrap("row", view)) : rc;
}

enum rc notify_all(struct worker *w, const struct question_row *row, const char *type)
{
	cJSON *view;
	enum rc rc = view_asker(w, row, &view);
	if (rc != RC_OK)
		return rc;
	char stream[EVENT_STREAM_BYTES];
	snprintf(stream, sizeof stream, "question/%lld", (long long)row->id.n);
	rc = emit(w, row, stream, type, wrap("question", view));
	return rc == RC_OK ? notify_desk(w, row, type) : rc;
}

enum rc notify_screens(struct worker *w, const char *type, cJSON *data)
{
	struct event event = {.at_ms = clock_wall_ms(w->clock), .data = json_print(data)};
	cJSON_Delete(data);
	enum rc rc = store_event_last(w->store, &event.seq);
	snprintf(event.stream, sizeof event.stream, "%s", "desk");
	snprintf(event.type, sizeof event.type, "%s", type);
	if (rc == RC_OK && w->events != NULL)
		event_list_add(w->events, &event);
	free(event.data);
	return rc;
}
