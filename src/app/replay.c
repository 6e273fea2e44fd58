/* SPDX-License-Identifier: EUPL-1.2 */
/* replay.c - see replay.h. */
#include "app/replay.h"

#include "base/json.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "flow/1_intake.h"
#include "flow/2_normalise.h"
#include "flow/3_classify.h"
#include "flow/5_route.h"
#include "flow/directory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNDERSTAND_BYTES = 16 * 1024 * 1024 };

/* How one rule set understands one question; strings live as long as the directory. */
struct judgement {
	const char *topic; /* "" for not sure */
	const char *kind;
	unsigned flags;
	const char *queue, *library;
};

struct sample {
	char id[SAMPLE_ID_BYTES], words[SAMPLE_WORDS_BYTES];
};

/* From one label to another: how many questions, and the first of them. */
struct shift {
	const char *from, *to;
	int count;
	struct sample samples[SAMPLES_MAX];
};

struct shifts {
	struct shift *items;
	size_t count;
};

struct share {
	const char *library;
	int before, after, gained, lost;
};

struct replay {
	int64_t questions, changed, unsure_before, unsure_after;
	struct shifts topics, kinds, queues, raised, lost;
	struct share *libraries;
	size_t library_count;
};

struct replay *replay_new(void)
{
	return xzalloc(sizeof(struct replay));
}

void replay_free(struct replay *r)
{
	if (r == NULL)
		return;
	free(r->topics.items);
	free(r->kinds.items);
	free(r->queues.items);
	free(r->raised.items);
	free(r->lost.items);
	free(r->libraries);
	free(r);
}

int64_t replay_count(const struct replay *r)
{
	return r->questions;
}

/* ---------------------------------------------------------------- judging */

static bool judge(struct worker *w, const struct replayed *q, struct judgement *out)
{
	const struct directory *d = w->directory;
	struct arena a;
	struct normalised n;
	struct classification c;
	struct route route;
	arena_init(&a, UNDERSTAND_BYTES);
	w->arena = &a;
	bool is_read = normalise(w, q->text, &n) == RC_OK;
	if (is_read) {
		classify(w, &n, &c);
		struct route_request request = {
			.classification = &c,
			.library = q->library,
			.country = q->country,
			.place = intake_place(w, q->place),
			.locale = q->locale == NULL ? LOCALE_FR : locale_find(q->locale),
		};
		route_question(w, &request, &route);
		int topic = classification_topic(&c);
		*out = (struct judgement){
			.topic = topic < 0 ? "" : topic_label(topic)->slug,
			.kind = kind_label(c.kind.label)->slug,
			.queue = d->queues[route.queue].id,
			.library = d->libraries[d->queues[route.queue].library].id,
		};
		for (int i = 0; i < c.flag_count; i++)
			out->flags |= 1u << c.flags[i].label;
	}
	w->arena = NULL;
	arena_done(&a);
	return is_read;
}

/* ---------------------------------------------------------------- counting */

static void keep_sample(struct shift *s, const struct replayed *q)
{
	if (s->count >= SAMPLES_MAX)
		return;
	struct sample *sample = &s->samples[s->count];
	snprintf(sample->id, sizeof sample->id, "%s", q->id);
	size_t cut = utf8_cut(q->text, strlen(q->text), sizeof sample->words - 1);
	memcpy(sample->words, q->text, cut);
	sample->words[cut] = '\0';
	for (char *c = sample->words; *c != '\0'; c++) {
		if ((unsigned char)*c < 0x20)
			*c = ' ';
	}
}

static void count_shift(struct shifts *all, const char *from, const char *to,
			const struct replayed *q)
{
	size_t at = 0;
	while (at < all->count &&
	       (strcmp(all->items[at].from, from) != 0 || strcmp(all->items[at].to, to) != 0))
		at++;
	if (at == all->count) {
		all->items = xgrow(all->items, all->count, sizeof *all->items);
		all->items[all->count++] = (struct shift){.from = from, .to = to};
	}
	keep_sample(&all->items[at], q);
	all->items[at].count++;
}

static struct share *share_of(struct replay *r, const char *library)
{
	for (size_t i = 0; i < r->library_count; i++) {
		if (strcmp(r->libraries[i].library, library) == 0)
			return &r->libraries[i];
	}
	r->libraries = xgrow(r->libraries, r->library_count, sizeof *r->libraries);
	r->libraries[r->library_count] = (struct share){.library = library};
	return &r->libraries[r->library_count++];
}

static bool count_label(struct shifts *all, const char *from, const char *to,
			const struct replayed *q)
{
	if (strcmp(from, to) == 0)
		return false;
	count_shift(all, from, to, q);
	return true;
}

static bool count_flags(struct replay *r, unsigned before, unsigned after, const struct replayed *q)
{
	for (int i = 0; i < FLAG_COUNT; i++) {
		unsigned bit = 1u << i;
		if ((after & ~before) & bit)
			count_shift(&r->raised, "", flag_label(i)->slug, q);
		if ((before & ~after) & bit)
			count_shift(&r->lost, flag_label(i)->slug, "", q);
	}
	return before != after;
}

static void count_libraries(struct replay *r, const struct judgement *b, const struct judgement *a)
{
	bool moves = strcmp(b->library, a->library) != 0;
	struct share *from = share_of(r, b->library);
	from->before++;
	from->lost += moves;
	struct share *to = share_of(r, a->library);
	to->after++;
	to->gained += moves;
}

void replay_add(struct replay *r, struct worker *before, struct worker *after,
		const struct replayed *question)
{
	struct judgement b = {0}, a = {0};
	if (!judge(before, question, &b) || !judge(after, question, &a))
		return;
	r->questions++;
	r->unsure_before += b.topic[0] == '\0';
	r->unsure_after += a.topic[0] == '\0';
	bool is_moved = count_label(&r->topics, b.topic, a.topic, question);
	is_moved |= count_label(&r->kinds, b.kind, a.kind, question);
	is_moved |= count_label(&r->queues, b.queue, a.queue, question);
	is_moved |= count_flags(r, b.flags, a.flags, question);
	count_libraries(r, &b, &a);
	r->changed += is_moved;
}

/* ---------------------------------------------------------------- as a tree */

static int by_count(const void *a, const void *b)
{
	const struct shift *x = a, *y = b;
	if (x->count != y->count)
		return y->count - x->count;
	int from = strcmp(x->from, y->from);
	return from != 0 ? from : strcmp(x->to, y->to);
}

/* gives a copy in the order of counts, the greatest first. */
static struct shift *sorted(const struct shifts *all)
{
	if (all->count == 0)
		return NULL;
	struct shift *copy = xcalloc(all->count, sizeof *copy);
	memcpy(copy, all->items, all->count * sizeof *copy);
	qsort(copy, all->count, sizeof *copy, by_count);
	return copy;
}

static cJSON *samples_json(const struct shift *s, bool with_words)
{
	cJSON *list = cJSON_CreateArray();
	for (int i = 0; i < s->count && i < SAMPLES_MAX; i++) {
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "id", s->samples[i].id);
		if (with_words)
			json_put_text(item, "words", s->samples[i].words);
		cJSON_AddItemToArray(list, item);
	}
	return list;
}

static cJSON *shifts_json(const struct shifts *all, bool with_words)
{
	cJSON *list = cJSON_CreateArray();
	struct shift *order = sorted(all);
	for (size_t i = 0; i < all->count; i++) {
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "from", order[i].from[0] == '\0' ? NULL : order[i].from);
		json_put_text(item, "to", order[i].to[0] == '\0' ? NULL : order[i].to);
		json_put_int(item, "count", order[i].count);
		json_put(item, "questions", samples_json(&order[i], with_words));
		cJSON_AddItemToArray(list, item);
	}
	free(order);
	return list;
}

static const struct shift *flag_shift(const struct shifts *all, const char *slug)
{
	for (size_t i = 0; i < all->count; i++) {
		if (strcmp(all->items[i].from, slug) == 0 || strcmp(all->items[i].to, slug) == 0)
			return &all->items[i];
	}
	return NULL;
}

/* In the order of the taxonomy, where distress comes first. */
static cJSON *flags_json(const struct replay *r, bool with_words)
{
	cJSON *list = cJSON_CreateArray();
	for (int i = 0; i < FLAG_COUNT; i++) {
		const char *slug = flag_label(i)->slug;
		const struct shift *raised = flag_shift(&r->raised, slug);
		const struct shift *lost = flag_shift(&r->lost, slug);
		if (raised == NULL && lost == NULL)
			continue;
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "id", slug);
		json_put_int(item, "raised", raised == NULL ? 0 : raised->count);
		json_put_int(item, "lost", lost == NULL ? 0 : lost->count);
		json_put(item, "raised_questions",
			 raised == NULL ? cJSON_CreateArray() : samples_json(raised, with_words));
		json_put(item, "lost_questions",
			 lost == NULL ? cJSON_CreateArray() : samples_json(lost, with_words));
		cJSON_AddItemToArray(list, item);
	}
	return list;
}

static cJSON *libraries_json(const struct replay *r)
{
	cJSON *list = cJSON_CreateArray();
	for (size_t i = 0; i < r->library_count; i++) {
		const struct share *s = &r->libraries[i];
		if (s->gained == 0 && s->lost == 0)
			continue;
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "id", s->library);
		json_put_int(item, "before", s->before);
		json_put_int(item, "after", s->after);
		json_put_int(item, "gained", s->gained);
		json_put_int(item, "lost", s->lost);
		cJSON_AddItemToArray(list, item);
	}
	return list;
}

cJSON *replay_json(const struct replay *r, bool with_words)
{
	cJSON *out = cJSON_CreateObject(), *unsure = cJSON_CreateObject();
	json_put_int(out, "questions", r->questions);
	json_put_int(out, "changed", r->changed);
	json_put(out, "flags", flags_json(r, with_words));
	json_put_int(unsure, "before", r->unsure_before);
	json_put_int(unsure, "after", r->unsure_after);
	json_put(out, "unsure", unsure);
	json_put(out, "topics", shifts_json(&r->topics, with_words));
	json_put(out, "kinds", shifts_json(&r->kinds, with_words));
	json_put(out, "queues", shifts_json(&r->queues, with_words));
	json_put(out, "libraries", libraries_json(r));
	return out;
}

/* ---------------------------------------------------------------- as a story */

static void tell_samples(const struct shift *s)
{
	for (int i = 0; i < s->count && i < SAMPLES_MAX; i++)
		printf("        %s  %s\n", s->samples[i].id, s->samples[i].words);
}

static void tell_shifts(const char *title, const struct shifts *all)
{
	if (all->count == 0)
		return;
	printf("\n%s\n", title);
	struct shift *order = sorted(all);
	for (size_t i = 0; i < all->count; i++) {
		printf("  %4d  %s → %s\n", order[i].count,
		       order[i].from[0] == '\0' ? "(pas sûr)" : order[i].from,
		       order[i].to[0] == '\0' ? "(pas sûr)" : order[i].to);
		tell_samples(&order[i]);
	}
	free(order);
}

static void tell_flags(const struct replay *r)
{
	const struct shift *distress = flag_shift(&r->lost, flag_label(FLAG_DETRESSE)->slug);
	if (distress != NULL)
		printf("\n!!!! ATTENTION : %d appel(s) à l'aide ne seraient PLUS vus.\n"
		       "!!!! Ne publiez pas ces règles avant d'avoir lu ces questions.\n",
		       distress->count);
	for (int i = 0; i < FLAG_COUNT; i++) {
		const struct shift *raised = flag_shift(&r->raised, flag_label(i)->slug);
		const struct shift *lost = flag_shift(&r->lost, flag_label(i)->slug);
		if (lost != NULL) {
			printf("\nSignal perdu : %s, %d\n", flag_label(i)->slug, lost->count);
			tell_samples(lost);
		}
		if (raised != NULL) {
			printf("\nSignal levé : %s, %d\n", flag_label(i)->slug, raised->count);
			tell_samples(raised);
		}
	}
}

static void tell_libraries(const struct replay *r)
{
	bool has_title = false;
	for (size_t i = 0; i < r->library_count; i++) {
		const struct share *s = &r->libraries[i];
		if (s->gained == 0 && s->lost == 0)
			continue;
		if (!has_title)
			printf("\nBibliothèques                     avant  après  reçoit  perd\n");
		has_title = true;
		printf("  %-30s %6d %6d %7d %5d\n", s->library, s->before, s->after, s->gained,
		       s->lost);
	}
}

void replay_tell(const struct replay *r)
{
	printf("%lld questions rejouées, %lld changent\n", (long long)r->questions,
	       (long long)r->changed);
	printf("Sujet pas sûr : %lld avant, %lld après\n", (long long)r->unsure_before,
	       (long long)r->unsure_after);
	tell_flags(r);
	tell_shifts("Sujets", &r->topics);
	tell_shifts("Types de demande", &r->kinds);
	tell_shifts("Files", &r->queues);
	tell_libraries(r);
}
