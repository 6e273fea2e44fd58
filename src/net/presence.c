/* SPDX-License-Identifier: EUPL-1.2 */
/* presence.c - see presence.h. A few dozen people at most: an array, searched from end to end. */
#include "net/presence.h"

#include "base/json.h"
#include "base/xalloc.h"
#include "net/frame.h"
#include "net/watch.h"
#include "net/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUESTION_BYTES = 24 };

struct looking {
	struct conn_id conn;
	struct question_id question;
	int64_t person;
	bool is_writing;
	int64_t said_at;
	char name[NAME_BYTES], library_name[NAME_BYTES];
	char confined_to[SLUG_BYTES];
	int64_t holder;
};

struct presence {
	struct conns *conns;
	struct watch *watch;
	struct looking *items;
	size_t count;
};

static void stream_changed(void *arg, const char *stream);

struct presence *presence_new(struct conns *conns, struct watch *watch)
{
	struct presence *presence = xzalloc(sizeof *presence);
	presence->conns = conns;
	presence->watch = watch;
	watch_on_change(watch, stream_changed, presence);
	return presence;
}

void presence_free(struct presence *presence)
{
	if (presence == NULL)
		return;
	watch_on_change(presence->watch, NULL, NULL);
	free(presence->items);
	free(presence);
}

static struct looking *find(struct presence *presence, struct conn_id conn)
{
	for (size_t i = 0; i < presence->count; i++) {
		struct looking *l = &presence->items[i];
		if (l->conn.slot == conn.slot && l->conn.generation == conn.generation)
			return l;
	}
	return NULL;
}

/* Two screens of one person are one person, who writes if either does. */
static bool is_first_of_person(const struct presence *presence, const struct looking *l,
			       bool *is_writing)
{
	bool is_first = true;
	*is_writing = false;
	for (const struct looking *o = presence->items; o < presence->items + presence->count;
	     o++) {
		if (o->question.n != l->question.n || o->person != l->person)
			continue;
		is_first &= o >= l;
		*is_writing |= o->is_writing;
	}
	return is_first;
}

static cJSON *people_of(const struct presence *presence, struct question_id question)
{
	cJSON *people = cJSON_CreateArray();
	for (size_t i = 0; i < presence->count; i++) {
		const struct looking *l = &presence->items[i];
		bool is_writing;
		if (l->question.n != question.n || !is_first_of_person(presence, l, &is_writing))
			continue;
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "name", l->name);
		json_put_text(item, "library", l->library_name[0] == '\0' ? NULL : l->library_name);
		json_put_text(item, "doing", is_writing ? "writing" : "reading");
		cJSON_AddItemToArray(people, item);
	}
	return people;
}

static struct frame *frame_of(const struct presence *presence, struct question_id question)
{
	char number[QUESTION_BYTES], stream[EVENT_STREAM_BYTES];
	snprintf(number, sizeof number, "%lld", (long long)question.n);
	snprintf(stream, sizeof stream, "question/%s", number);
	AUTO_JSON params = cJSON_CreateObject();
	json_put_text(params, "question", number);
	json_put(params, "people", people_of(presence, question));
	json_put_flag(params, "asker", watch_has(presence->watch, stream));
	char *text = wire_notice("presence", params);
	struct frame *frame = frame_new(FRAME_EVENT, text, strlen(text));
	free(text);
	return frame;
}

/* `of` is, or was, one who looks: it says to whom word of the question is confined. */
static void tell(struct presence *presence, const struct looking *of)
{
	struct frame *frame = frame_of(presence, of->question);
	struct event desk = {.stream = "desk", .person = of->holder};
	snprintf(desk.library, sizeof desk.library, "%s", of->confined_to);
	watch_send(presence->watch, &desk, frame);
	for (size_t i = 0; i < presence->count; i++) {
		const struct looking *l = &presence->items[i];
		/* A desk that may hear of it was told just now; who looks was allowed to. */
		if (l->question.n == of->question.n &&
		    !watch_follows(presence->watch, l->conn, "desk"))
			conn_send(presence->conns, l->conn, frame);
	}
	frame_unref(frame);
}

static void forget(struct presence *presence, struct looking *l)
{
	struct looking gone = *l;
	*l = presence->items[--presence->count];
	tell(presence, &gone);
}

void presence_drop(struct presence *presence, struct conn_id conn)
{
	struct looking *l = find(presence, conn);
	if (l != NULL)
		forget(presence, l);
}

void presence_look(struct presence *presence, struct conn_id conn, const struct look *look,
		   int64_t now_ms)
{
	const struct identity *who = conn_identity(presence->conns, conn);
	struct looking *l = find(presence, conn);
	if (who == NULL)
		return;
	if (l != NULL && l->question.n == look->question.n && l->is_writing == look->is_writing) {
		l->said_at = now_ms;
		return;
	}
	if (l != NULL && l->question.n != look->question.n) {
		forget(presence, l);
		l = NULL;
	}
	if (l == NULL) {
		presence->items = xgrow(presence->items, presence->count, sizeof *presence->items);
		l = &presence->items[presence->count++];
	}
	*l = (struct looking){
		.conn = conn,
		.question = look->question,
		.person = who->actor.person,
		.is_writing = look->is_writing,
		.said_at = now_ms,
		.holder = look->holder,
	};
	snprintf(l->name, sizeof l->name, "%s", who->actor.name);
	snprintf(l->library_name, sizeof l->library_name, "%s",
		 look->library_name == NULL ? "" : look->library_name);
	snprintf(l->confined_to, sizeof l->confined_to, "%s",
		 look->confined_to == NULL ? "" : look->confined_to);
	tell(presence, l);
}

void presence_sweep(struct presence *presence, int64_t now_ms)
{
	for (size_t i = presence->count; i-- > 0;) {
		if (now_ms - presence->items[i].said_at > PRESENCE_MS)
			forget(presence, &presence->items[i]);
	}
}

/* An asker's page was opened or closed: said to those who look at that question, and only that it was. */
static void stream_changed(void *arg, const char *stream)
{
	struct presence *presence = arg;
	static const char prefix[] = "question/";
	if (strncmp(stream, prefix, sizeof prefix - 1) != 0)
		return;
	struct question_id question = {strtoll(stream + sizeof prefix - 1, NULL, 10)};
	struct frame *frame = NULL;
	for (size_t i = 0; i < presence->count; i++) {
		if (presence->items[i].question.n != question.n)
			continue;
		if (frame == NULL)
			frame = frame_of(presence, question);
		conn_send(presence->conns, presence->items[i].conn, frame);
	}
	if (frame != NULL)
		frame_unref(frame);
}
