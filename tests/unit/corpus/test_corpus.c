/* SPDX-License-Identifier: EUPL-1.2 */
/* test_corpus.c - the corpus as it is shipped, and what is said about each mistake in one. */
#include "corpus/corpus.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define FICHE_HEAD(id)                                                                             \
	"---\nid: " id "\ntitle: T\ntopics: [histoire]\naudience: public\nkeywords: [a]\n"
#define FICHE_SOURCES "sources:\n  - {title: BnF, url: https://www.bnf.fr/}\n"
#define FICHE_END     "reviewed: 2026-11-21\n---\nUn texte.\n"

#define LIBRARY(id)                                                                                \
	"id: " id "\nname: N\nnetwork: net\nkind: municipale\ndepartement: \"29\"\nregion: R\n"    \
	"territory: [\"29\"]\nlanguages: [fr]\ncapacity: 5\ncalendar: {zone: metropole}\n"

#define NETWORK                                                                                    \
	"id: net\nname: N\ncountry: FR\ncalendar: metropole\nlibrary: lib\nqueues:\n"              \
	"  - {id: net-all, title: T, kind: fallback, library: lib}\n"

struct file {
	const char *path, *text;
};

struct folder {
	char dir[32];
};

static const char *const subfolders[] = {"fiches", "libraries", "networks", "resources", "events"};

static void write_file(const struct folder *f, const char *path, const char *text)
{
	char full[200];
	snprintf(full, sizeof full, "%s/%s", f->dir, path);
	FILE *out = fopen(full, "w");
	assert_non_null(out);
	fputs(text, out);
	fclose(out);
}

/* A corpus of one library and one network that is right, and then these files. */
static void write_corpus(struct folder *f, const struct file *files)
{
	strcpy(f->dir, "/tmp/aig-corpus-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	for (size_t i = 0; i < sizeof subfolders / sizeof subfolders[0]; i++) {
		char full[200];
		snprintf(full, sizeof full, "%s/%s", f->dir, subfolders[i]);
		assert_int_equal(mkdir(full, 0700), 0);
	}
	write_file(f, "libraries/lib.yaml", LIBRARY("lib") "queues: [{id: lib, title: T}]\n");
	write_file(f, "networks/net.yaml", NETWORK);
	for (; files->path != NULL; files++)
		write_file(f, files->path, files->text);
}

static void remove_corpus(const struct folder *f, const struct file *files)
{
	char full[200];
	snprintf(full, sizeof full, "%s/libraries/lib.yaml", f->dir);
	remove(full);
	snprintf(full, sizeof full, "%s/networks/net.yaml", f->dir);
	remove(full);
	for (; files->path != NULL; files++) {
		snprintf(full, sizeof full, "%s/%s", f->dir, files->path);
		remove(full);
	}
	for (size_t i = 0; i < sizeof subfolders / sizeof subfolders[0]; i++) {
		snprintf(full, sizeof full, "%s/%s", f->dir, subfolders[i]);
		assert_int_equal(rmdir(full), 0);
	}
	assert_int_equal(rmdir(f->dir), 0);
}

static void a_small_corpus_is_read_whole(void **state)
{
	(void)state;
	static const struct file files[] = {
		{"fiches/f.md", FICHE_HEAD("f") FICHE_SOURCES
		 "library: lib\nterritory: BE\nexpires: 2027-01-01\n" FICHE_END},
		{"resources/r.yaml",
		 "id: r\ntitle: T\nkind: film\ntopics: [cinema]\nkeywords: [a]\ndescription: |\n  "
		 "D\n"
		 "tariff: {text: X, dated: 2026-11-21}\navailability:\n"
		 "  lib: {on_site: true, remote: false, since: 2017}\nreviewed: 2026-11-21\n"},
		{"events/e.yaml", "id: e\ntitle: T\naudience: staff\ndate: 2026-12-01\nplace: "
				  "online\ntopics: [fle]\n"
				  "description: D\nreviewed: 2026-11-21\n"},
		{"libraries/two.yaml",
		 LIBRARY("two") "strengths: {histoire: 0.5}\nkinds: {fait: 1}\nreferent: [\"2A\"]\n"
				"policy: {reviewed: 2026-11-21, text: P}\nqueues:\n"
				"  - {id: two, title: T}\n"},
		{NULL, NULL},
	};
	struct folder f;
	struct problems p = {0};
	struct corpus c;
	write_corpus(&f, files);
	assert_true(corpus_load(f.dir, &p, &c));
	problems_print(&p, stderr);
	assert_int_equal(problems_count(&p), 0);
	const struct fiche *fiche = &c.fiches.items[0];
	assert_string_equal(fiche->body, "Un texte.");
	assert_string_equal(fiche->sources[0].url, "https://www.bnf.fr/");
	assert_string_equal(fiche->library, "lib");
	assert_string_equal(fiche->expires, "2027-01-01");
	assert_int_equal(fiche->topics.items[0], TOPIC_HISTOIRE);
	assert_string_equal(c.resources.items[0].tariff_text, "X");
	assert_int_equal(c.resources.items[0].availability[0].since, 2017);
	assert_int_equal(c.events.items[0].audience, AUDIENCE_STAFF);
	const struct library *two = corpus_library(&c, "two");
	assert_non_null(two);
	assert_true(two->strengths[TOPIC_HISTOIRE] == 0.5);
	assert_true(two->kinds[KIND_FAIT] == 1);
	assert_string_equal(two->queues.items[0].kind, "library");
	assert_string_equal(two->queues.items[0].library, "two");
	assert_string_equal(corpus_network(&c, "net")->zone, "metropole");
	assert_true(corpus_has_queue(&c, "net-all"));
	assert_true(corpus_has_queue(&c, "two"));
	assert_false(corpus_has_queue(&c, "none"));
	corpus_free(&c);
	remove_corpus(&f, files);
}

/* One wrong file beside a right corpus. */
static const struct mistake {
	const char *path, *text, *what;
	int line, column;
} mistakes[] = {
	{"fiches/g.md", FICHE_HEAD("f") FICHE_SOURCES FICHE_END,
	 "the file must be called like its id, \"f\"", 2, 5},
	{"fiches/f.md", FICHE_HEAD("f") FICHE_END, "a fiche needs \"sources\"", 2, 1},
	{"fiches/f.md", FICHE_HEAD("f") "sources: [{title: T, url: ftp://x}]\n" FICHE_END,
	 "an address was expected, starting with https:// or http://", 7, 27},
	{"fiches/f.md", FICHE_HEAD("f") "sources: [{title: T}]\n" FICHE_END,
	 "a source needs \"url\"", 7, 11},
	{"fiches/f.md", FICHE_HEAD("f") FICHE_SOURCES "keyword: [b]\n" FICHE_END,
	 "unknown key \"keyword\" (did you mean \"keywords\"?)", 9, 1},
	{"fiches/f.md", FICHE_HEAD("f") FICHE_SOURCES "territory: Paris\n" FICHE_END,
	 "FR, BE, a département code or a province (BE-XXX) was expected", 9, 12},
	{"fiches/f.md", FICHE_HEAD("f") FICHE_SOURCES "library: lab\n" FICHE_END,
	 "there is no library \"lab\"", 9, 10},
	{"fiches/f.md", FICHE_HEAD("f") FICHE_SOURCES "reviewed: 2026-11-21\n---\n\n",
	 "the text has 0 characters: 1 to 20000 were expected", 12, 1},
	{"fiches/f.md", FICHE_HEAD("f") FICHE_SOURCES "reviewed: hier\n---\nT\n",
	 "a date was expected, as 2026-11-21", 9, 11},
	{"fiches/f.md", "id: f\n", "the first line must be \"---\": the front matter is missing", 1,
	 1},
	{"resources/r.yaml",
	 "id: r\ntitle: T\nkind: film\ntopics: [cinema]\nkeywords: [a]\ndescription: D\n"
	 "availability: {lab: {on_site: true, remote: true}}\nreviewed: 2026-11-21\n",
	 "there is no library \"lab\"", 7, 16},
	{"resources/r.yaml",
	 "id: r\ntitle: T\nkind: film\ntopics: [cinoma]\nkeywords: [a]\ndescription: D\n"
	 "reviewed: 2026-11-21\n",
	 "unknown topic \"cinoma\" (did you mean \"cinema\"?)", 4, 10},
	{"events/e.yaml",
	 "id: e\ntitle: T\naudience: staf\ndate: 2026-12-01\nplace: online\ntopics: [fle]\n"
	 "description: D\nreviewed: 2026-11-21\n",
	 "unknown audience \"staf\" (did you mean \"staff\"?)", 3, 11},
	{"events/e.yaml",
	 "id: e\ntitle: T\naudience: staff\ndate: 2026-12-01\nplace: lab\ntopics: [fle]\n"
	 "description: D\nreviewed: 2026-11-21\n",
	 "there is no library \"lab\"", 5, 8},
	{"libraries/two.yaml",
	 LIBRARY("two") "strengths: {histoire: 1.5}\nqueues: [{id: q, title: T}]\n",
	 "1.5 is not between 0 and 1", 11, 23},
	{"libraries/two.yaml", LIBRARY("two") "queues: [{id: lib, title: T}]\n",
	 "the id \"lib\" is taken already by a queue (libraries/lib.yaml:11)", 11, 15},
	{"libraries/two.yaml", LIBRARY("two") "queues: []\n",
	 "a list of 1 to 50 queues was expected", 11, 9},
	{"libraries/two.yaml", LIBRARY("two") "referent: [Brest]\nqueues: [{id: q, title: T}]\n",
	 "\"Brest\" is no code of a département or province", 11, 11},
	{"libraries/two.yaml",
	 LIBRARY("two") "convention: {status: oui}\nqueues: [{id: q, title: T}]\n",
	 "unknown status of a convention \"oui\"", 11, 22},
	{"libraries/two.yaml",
	 LIBRARY("two") "convention: {status: signee, until: bientot}\nqueues: [{id: q, title: "
			"T}]\n",
	 "a date was expected, as 2026-11-21", 11, 37},
	{"libraries/two.yaml",
	 LIBRARY("two") "convention: {until: 2027-01-01}\nqueues: [{id: q, title: T}]\n",
	 "a convention needs \"status\"", 11, 13},
	{"libraries/two.yaml", LIBRARY("two") "website: http://a.fr\nqueues: [{id: q, title: T}]\n",
	 "an address that begins with https:// was expected", 11, 10},
	{"libraries/two.yaml", LIBRARY("two") "email: accueil\nqueues: [{id: q, title: T}]\n",
	 "an e-mail address was expected", 11, 8},
	{"libraries/two.yaml", LIBRARY("two") "contact: ''\nqueues: [{id: q, title: T}]\n",
	 "the text is empty (at most 160 characters)", 11, 10},
	{"libraries/two.yaml", LIBRARY("two") "queues: [{id: q, title: T, kind: fallback}]\n",
	 "a queue of kind fallback stands in the file of a network", 11, 34},
	{"networks/two.yaml",
	 "id: two\nname: N\ncountry: FR\ncalendar: metropole\nlibrary: lib\nqueues:\n"
	 "  - {id: q, title: T, kind: library, library: lib}\n",
	 "a queue of kind library stands in the file of its library", 7, 29},
	{"networks/two.yaml",
	 "id: two\nname: N\ncountry: FR\ncalendar: metropol\nlibrary: lib\nqueues:\n"
	 "  - {id: q, title: T, kind: fallback, library: lib}\n",
	 "unknown calendar \"metropol\" (did you mean \"metropole\"?)", 4, 11},
	{"networks/two.yaml",
	 "id: two\nname: N\ncountry: FR\ncalendar: metropole\nlibrary: lib\nqueues:\n"
	 "  - {id: q, title: T, kind: expert, library: lib}\n",
	 "a network needs one queue of kind fallback: there are 0", 7, 3},
	{"networks/two.yaml",
	 "id: two\nname: N\ncountry: FR\ncalendar: metropole\nlibrary: lib\nqueues:\n"
	 "  - {id: q, title: T, library: lib}\n",
	 "a queue of a network needs \"kind\" and \"library\"", 7, 5},
};

/* Paths in messages start with the temporary folder, whose name is not known beforehand. */
static void assert_says(const struct problem *problem, const char *dir, const char *what)
{
	char said[400];
	const char *path = strstr(problem->what, dir);
	if (path == NULL) {
		assert_string_equal(problem->what, what);
		return;
	}
	snprintf(said, sizeof said, "%.*s%s", (int)(path - problem->what), problem->what,
		 path + strlen(dir) + 1);
	assert_string_equal(said, what);
}

static void each_mistake_is_said_at_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
		const struct mistake *m = &mistakes[i];
		const struct file files[] = {{m->path, m->text}, {NULL, NULL}};
		struct folder f;
		struct problems p = {0};
		struct corpus c;
		write_corpus(&f, files);
		assert_true(corpus_load(f.dir, &p, &c));
		if (problems_count(&p) != 1)
			problems_print(&p, stderr);
		assert_int_equal(problems_count(&p), 1);
		assert_says(&p.items[0], f.dir, m->what);
		assert_int_equal(p.items[0].line, m->line);
		assert_int_equal(p.items[0].column, m->column);
		assert_non_null(corpus_library(&c, "lib"));
		corpus_free(&c);
		problems_done(&p);
		remove_corpus(&f, files);
	}
}

static void an_id_is_taken_once_over_all_texts(void **state)
{
	(void)state;
	static const struct file files[] = {
		{"fiches/x.md", FICHE_HEAD("x") FICHE_SOURCES FICHE_END},
		{"events/x.yaml", "id: x\ntitle: T\naudience: staff\ndate: 2026-12-01\nplace: "
				  "online\ntopics: [fle]\n"
				  "description: D\nreviewed: 2026-11-21\n"},
		{NULL, NULL},
	};
	struct folder f;
	struct problems p = {0};
	struct corpus c;
	write_corpus(&f, files);
	assert_true(corpus_load(f.dir, &p, &c));
	assert_int_equal(problems_count(&p), 1);
	assert_int_equal(c.fiches.count, 1);
	assert_int_equal(c.events.count, 0);
	corpus_free(&c);
	problems_done(&p);
	remove_corpus(&f, files);
}

static void absences_are_days_in_order(void **state)
{
	(void)state;
	static const struct file files[] = {
		{"libraries/a.yaml",
		 "id: a\nname: N\nnetwork: net\nkind: municipale\ndepartement: \"29\"\nregion: R\n"
		 "territory: []\nlanguages: [fr]\ncapacity: 5\ncalendar:\n  zone: alsace-moselle\n"
		 "  closed: [lundi, 2026-12-24]\n"
		 "  absences: [{from: 2026-08-01, to: 2026-08-15, why: congés}]\n"
		 "queues: [{id: a, title: T}]\n"},
		{"libraries/b.yaml",
		 "id: b\nname: N\nnetwork: net\nkind: municipale\ndepartement: \"29\"\nregion: R\n"
		 "territory: []\nlanguages: [fr]\ncapacity: 5\ncalendar:\n  zone: metropole\n"
		 "  absences: [{from: 2026-08-15, to: 2026-08-01}]\n"
		 "queues: [{id: b, title: T}]\n"},
		{NULL, NULL},
	};
	struct folder f;
	struct problems p = {0};
	struct corpus c;
	write_corpus(&f, files);
	assert_true(corpus_load(f.dir, &p, &c));
	const struct library *a = corpus_library(&c, "a");
	assert_non_null(a);
	assert_int_equal(a->closed.count, 2);
	assert_int_equal(a->absence_count, 1);
	assert_string_equal(a->absences[0].to, "2026-08-15");
	assert_null(corpus_library(&c, "b"));
	assert_int_equal(problems_count(&p), 1);
	assert_string_equal(p.items[0].what, "the absence ends before it starts");
	corpus_free(&c);
	problems_done(&p);
	remove_corpus(&f, files);
}

static void a_missing_folder_is_told(void **state)
{
	(void)state;
	struct problems p = {0};
	struct corpus c;
	assert_false(corpus_load("/nonexistent", &p, &c));
	assert_int_equal(problems_count(&p), 1);
	corpus_free(&c);
	problems_done(&p);
}

static void what_is_shipped_is_good(void **state)
{
	(void)state;
	struct problems p = {0};
	struct corpus c;
	assert_true(corpus_load(SOURCE_DIR "/corpus", &p, &c));
	problems_print(&p, stderr);
	assert_int_equal(problems_count(&p), 0);
	assert_true(c.fiches.count >= 28 * 3);
	assert_true(c.libraries.count >= 27);
	assert_int_equal(c.networks.count, 2);
	assert_true(c.resources.count > 0 && c.events.count > 0);
	corpus_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_small_corpus_is_read_whole),
		cmocka_unit_test(each_mistake_is_said_at_its_place),
		cmocka_unit_test(an_id_is_taken_once_over_all_texts),
		cmocka_unit_test(absences_are_days_in_order),
		cmocka_unit_test(a_missing_folder_is_told),
		cmocka_unit_test(what_is_shipped_is_good),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
