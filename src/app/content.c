/* SPDX-License-Identifier: EUPL-1.2 */
/* content.c - see content.h. */
#include "app/content.h"

#include "base/json.h"
#include "base/str.h"
#include "rules/taxonomy.h"
#include "store/directory_store.h"
#include "store/knowledge.h"

#include <stdlib.h>

enum rc content_save_directory(struct store *s, const struct corpus *corpus)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < corpus->networks.count && rc == RC_OK; i++)
		rc = store_network_save(s, &corpus->networks.items[i]);
	for (size_t i = 0; i < corpus->libraries.count && rc == RC_OK; i++)
		rc = store_library_save(s, &corpus->libraries.items[i]);
	for (size_t i = 0; i < corpus->networks.count && rc == RC_OK; i++)
		rc = store_network_queues_save(s, &corpus->networks.items[i]);
	return rc;
}

static char *joined(const struct texts *texts, const char *between)
{
	struct str out = {0};
	for (size_t i = 0; i < texts->count; i++)
		str_printf(&out, "%s%s", i > 0 ? between : "", texts->items[i]);
	return str_take(&out);
}

static char *topic_slugs_of(const struct topics *topics)
{
	struct str out = {0};
	for (int i = 0; i < topics->count; i++)
		str_printf(&out, "%s%s", i > 0 ? " " : "", topic_label(topics->items[i])->slug);
	return str_take(&out);
}

static char *sources_json(const struct fiche *fiche)
{
	AUTO_JSON list = cJSON_CreateArray();
	for (size_t i = 0; i < fiche->source_count; i++) {
		const struct fiche_source *source = &fiche->sources[i];
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "title", source->title);
		json_put_text(item, "url", source->url);
		if (source->consulted[0] != '\0')
			json_put_text(item, "consulted", source->consulted);
		cJSON_AddItemToArray(list, item);
	}
	return json_print(list);
}

static const char *or_null(const char *text)
{
	return text == NULL || text[0] == '\0' ? NULL : text;
}

static enum rc put_fiche(struct knowledge *k, const struct fiche *fiche)
{
	char *keywords = joined(&fiche->keywords, ", "), *topics = topic_slugs_of(&fiche->topics);
	char *sources = sources_json(fiche);
	struct entry entry = {
		.slug = fiche->id,
		.origin = "corpus",
		.kind = "fiche",
		.title = fiche->title,
		.keywords = keywords,
		.body = fiche->body,
		.url = fiche->source_count > 0 ? fiche->sources[0].url : NULL,
		.audience = audience_label(fiche->audience)->slug,
		.library = fiche->library,
		.territory = fiche->territory,
		.topics = topics,
		.sources = sources,
		.reviewed = or_null(fiche->reviewed),
		.expires = or_null(fiche->expires),
	};
	int64_t id;
	enum rc rc = knowledge_put(k, &entry, &id);
	free(keywords);
	free(topics);
	free(sources);
	return rc;
}

static enum rc put_availability(struct knowledge *k, int64_t id, const struct resource *resource)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < resource->availability_count && rc == RC_OK; i++) {
		const struct availability *at = &resource->availability[i];
		struct entry_availability have = {.on_site = at->is_on_site,
						  .is_remote = at->is_remote};
		rc = knowledge_put_availability(k, id, at->library, &have);
	}
	return rc;
}

/* Two entries: the description for all, the tariff for professionals only (design.md 5.5). */
static enum rc put_resource(struct knowledge *k, const struct resource *resource)
{
	char *keywords = joined(&resource->keywords, ", ");
	char *topics = topic_slugs_of(&resource->topics);
	struct entry entry = {
		.slug = resource->id,
		.origin = "corpus",
		.kind = "resource",
		.title = resource->title,
		.keywords = keywords,
		.body = resource->description,
		.url = resource->url,
		.audience = "public",
		.topics = topics,
		.sources = "[]",
		.reviewed = or_null(resource->reviewed),
	};
	int64_t id;
	enum rc rc = knowledge_put(k, &entry, &id);
	if (rc == RC_OK)
		rc = put_availability(k, id, resource);
	if (rc == RC_OK && resource->tariff_text != NULL) {
		struct str slug = {0}, title = {0};
		str_printf(&slug, "%s-tarif", resource->id);
		str_printf(&title, "%s : s'abonner (fiche pour les bibliothèques)",
			   resource->title);
		entry.slug = str_text(&slug);
		entry.title = str_text(&title);
		entry.keywords = "abonnement, tarif, acquisition";
		entry.body = resource->tariff_text;
		entry.audience = "professional";
		entry.topics = "metier-bibliotheque ressources-numeriques";
		entry.reviewed = or_null(resource->tariff_dated);
		rc = knowledge_put(k, &entry, &id);
		str_done(&slug);
		str_done(&title);
	}
	free(keywords);
	free(topics);
	return rc;
}

static enum rc put_event(struct knowledge *k, const struct corpus_event *event)
{
	char *topics = topic_slugs_of(&event->topics);
	struct entry entry = {
		.slug = event->id,
		.origin = "corpus",
		.kind = "event",
		.title = event->title,
		.keywords = event->date,
		.body = event->description,
		.url = event->recording,
		.audience = audience_label(event->audience)->slug,
		.topics = topics,
		.sources = "[]",
		.reviewed = or_null(event->reviewed),
		.expires = event->date,
	};
	int64_t id;
	enum rc rc = knowledge_put(k, &entry, &id);
	free(topics);
	return rc;
}

enum rc content_add_corpus(struct knowledge *k, const struct corpus *corpus)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < corpus->fiches.count && rc == RC_OK; i++)
		rc = put_fiche(k, &corpus->fiches.items[i]);
	for (size_t i = 0; i < corpus->resources.count && rc == RC_OK; i++)
		rc = put_resource(k, &corpus->resources.items[i]);
	for (size_t i = 0; i < corpus->events.count && rc == RC_OK; i++)
		rc = put_event(k, &corpus->events.items[i]);
	return rc;
}

enum rc content_save_corpus(struct knowledge *k, const struct corpus *corpus)
{
	enum rc rc = knowledge_forget(k, "corpus");
	return rc == RC_OK ? content_add_corpus(k, corpus) : rc;
}
