/* SPDX-License-Identifier: EUPL-1.2 */
/* notify.c - see notify.h. */
#include "flow/notify.h"

#include "base/event.h"
#include "base/json.h"
#include "flow/rights.h"
#include "flow/view.h"
#include "store/event_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* takes view. Stores the event (stream, type, library and person are given), and leaves it for the followers. */
static enum rc emit(struct worker *w, const struct question_row *row, struct event_row stored,
		    cJSON *view)
{
	char *data = json_print(view);
	cJSON_Delete(view);
	stored.at = clock_wall_ms(w->clock);
	stored.data = data;
	int64_t seq = 0;
	enum rc rc = store_event_add(w->store, row->id, &stored, &seq);
	if (rc == RC_OK && w->events != NULL) {
		struct event event = {
			.seq = seq, .at_ms = stored.at, .data = data, .person = stored.person.n};
		snprintf(event.stream, sizeof event.stream, "%s", stored.stream);
		snprintf(event.type, sizeof event.type, "%s", stored.type);
		snprintf(event.library, sizeof event.library, "%s",
			 stored.library == NULL ? "" : stored.library);
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
	struct event_row event = {.stream = "desk",
				  .type = type,
				  .library = rights_confined_to(w, row),
				  .person = row->owner};
	enum rc rc = view_row(w, row, &view);
	return rc == RC_OK ? emit(w, row, event, wrap("row", view)) : rc;
}

enum rc notify_gone(struct worker *w, const struct question_row *row,
		    const struct question_row *before)
{
	const char *from = rights_confined_to(w, before), *to = rights_confined_to(w, row);
	if (to == NULL || (from != NULL && strcmp(from, to) == 0))
		return RC_OK;
	struct event_row event = {
		.stream = "desk", .type = "gone", .library = from, .person = before->owner};
	cJSON *data = cJSON_CreateObject();
	view_put_id(data, "gone", row->id);
	json_put_text(data, "library", to);
	return emit(w, row, event, data);
}

enum rc notify_person(struct worker *w, const struct question_row *row, struct person_id person,
		      struct notice notice)
{
	char stream[EVENT_STREAM_BYTES];
	snprintf(stream, sizeof stream, "person/%lld", (long long)person.n);
	view_put_id(notice.data, "question", row->id);
	return emit(w, row, (struct event_row){.stream = stream, .type = notice.type}, notice.data);
}

enum rc notify_all(struct worker *w, const struct question_row *row, const char *type)
{
	cJSON *view;
	enum rc rc = view_asker(w, row, &view);
	if (rc != RC_OK)
		return rc;
	char stream[EVENT_STREAM_BYTES];
	snprintf(stream, sizeof stream, "question/%lld", (long long)row->id.n);
	rc = emit(w, row, (struct event_row){.stream = stream, .type = type},
		  wrap("question", view));
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
