/* SPDX-License-Identifier: EUPL-1.2 */
/* fuzz_query.c - any text as a question to a small knowledge file: read, searched and suggested, and never an error of SQLite. */
#include "flow/2_normalise.h"
#include "rules/taxonomy.h"
#include "store/knowledge.h"
#include "text/vocabulary.h"
#include "voices/thesaurus.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ARENA_CAP = 4 * 1024 * 1024, HITS = 5 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Made once: no input changes it. */
struct house {
	struct knowledge *knowledge;
	struct reference reference;
	struct stemmer *stemmer;
};

static const char *const texts[][2] = {
	{"Le phare, NEAR et AND", "l'école c++ x * œuvre cœur été au XVIIIe siècle"},
	{"La bibliothèque municipale", "horaires du dimanche, prêt de livres et de romans"},
	{"Rendez-vous", "C.A.F. allocation logement aide emploi travail 1914-1918"},
	{"", "title body NOT OR ( ) { } ^ : \" ' - + , ."},
};

static struct knowledge *open_knowledge(void)
{
	char path[] = "/tmp/aig-fuzz-XXXXXX", why[400];
	int file = mkstemp(path);
	assert(file >= 0);
	close(file);
	struct knowledge *k = knowledge_open(path, STORE_CREATE, why, sizeof why);
	assert(k != NULL);
	unlink(path); /* it lives as long as it is open */
	assert(knowledge_begin(k) == RC_OK);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		char slug[8];
		int64_t id;
		snprintf(slug, sizeof slug, "e%zu", i);
		const struct entry entry = {.slug = slug,
					    .origin = "corpus",
					    .kind = "fiche",
					    .title = texts[i][0],
					    .keywords = "mot",
					    .body = texts[i][1],
					    .audience = "public",
					    .topics = "histoire",
					    .sources = "[]"};
		assert(knowledge_put(k, &entry, &id) == RC_OK);
	}
	assert(knowledge_commit(k) == RC_OK);
	return k;
}

static void learn(struct house *h)
{
	static const char *const known[] = {"bibliotheque", "horaire", "phare", "allocation",
					    "travail"};
	static char *jobs[] = {"travail", "emploi", "rendez-vous", "aide au logement"};
	const struct texts group = {jobs, 4};
	struct vocabulary *words = vocabulary_new();
	struct thesaurus *thesaurus = thesaurus_new();
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		vocabulary_add(words, known[i], 5);
	vocabulary_seal(words);
	thesaurus_add(thesaurus, &group, h->stemmer);
	h->reference.words = words;
	h->reference.thesaurus = thesaurus;
}

static struct house *the_house(void)
{
	static struct house house;
	if (house.knowledge == NULL) {
		house.knowledge = open_knowledge();
		house.stemmer = stemmer_new();
		learn(&house);
	}
	return &house;
}

static void search(struct house *h, struct normalised *n, struct arena *arena)
{
	struct entry_hit hits[HITS];
	const struct search search = {
		.terms = n->terms,
		.term_count = n->term_count,
		.filter = {.audiences = 1 << AUDIENCE_PUBLIC, .wants_docs = true},
		.folds_likes = true,
		.arena = arena};
	int count = knowledge_search(h->knowledge, &search, hits, HITS);
	assert(count >= 0 && count <= HITS);
	for (int i = 0; i < count; i++) {
		assert(hits[i].slug != NULL && hits[i].score > 0);
		assert(i == 0 || hits[i].score <= hits[i - 1].score);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct house *house = the_house();
	struct arena arena;
	char *text = strndup((const char *)data, size);
	arena_init(&arena, ARENA_CAP);
	struct worker w = {
		.stemmer = house->stemmer, .reference = &house->reference, .arena = &arena};
	struct normalised n;
	if (text != NULL && normalise(&w, text, &n) == RC_OK)
		search(house, &n, &arena);
	arena_done(&arena);
	free(text);
	return 0;
}
