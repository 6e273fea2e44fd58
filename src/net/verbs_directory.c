/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_directory.c - see verbs_directory.h. Read from the table at the end. */
#include "net/verbs_directory.h"

#include "base/json.h"
#include "base/str.h"
#include "base/xalloc.h"
#include "files/printed.h"
#include "flow/directory.h"
#include "flow/directory_edit.h"
#include "flow/directory_file.h"
#include "flow/directory_search.h"
#include "flow/markdown.h"
#include "flow/shared_directory.h"
#include "net/handler.h"

#include <stdlib.h>

enum { SEARCH_LIMIT = 100, POLICY_BYTES = 40000 };

/* ---------------------------------------------------------------- reading */

static enum rc on_directory_search(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	const struct directory_query query = {
		.text = call_text(call, "text"),
		.network = call_text(call, "network"),
		.departement = call_text(call, "departement"),
		.region = call_text(call, "region"),
		.kind = call_text(call, "kind"),
		.topic = call_text(call, "topic"),
		.limit = (int)call_int(call, "limit", SEARCH_LIMIT),
		.is_staff = actor_has(&call->actor, ROLES_STAFF),
	};
	return directory_search(w, &query, &call->result);
}

/* takes file. The object to edit, and what tells this edition from the next. */
static void put_file(struct call *call, const char *key, cJSON *file)
{
	char revision[REVISION_BYTES];
	file_revision(file, revision);
	json_put(handler_result(call), key, file);
	json_put_text(call->result, "revision", revision);
}

static void put_policy_html(struct call *call, const cJSON *file)
{
	const char *text = json_text(json_get(file, "policy"), "text", NULL);
	char *html = text == NULL ? NULL : markdown_html(text);
	json_put_text(handler_result(call), "policy_html", html);
	free(html);
}

static enum rc on_library_get(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	const char *id = call_text(call, "id");
	cJSON *figures = NULL;
	enum rc rc = directory_library_json(w, id, &figures);
	if (rc != RC_OK)
		return rc;
	cJSON *file = library_file(w->directory, directory_library(w->directory, id));
	put_policy_html(call, file);
	put_file(call, "library", file);
	json_put(call->result, "figures", figures);
	json_put_text(call->result, "may", library_may_edit(&call->actor, id));
	return RC_OK;
}

static enum rc on_network_get(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	const char *id = call_text(call, "id");
	int at = directory_network(w->directory, id);
	if (at < 0)
		return refuse(&call->refusal, SAY_NETWORK_UNKNOWN, "%.60s", id);
	put_file(call, "network", network_file(w->directory, at));
	return RC_OK;
}

static enum rc on_library_export(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	const char *id = call_text(call, "id");
	int library = directory_library(w->directory, id);
	int network = directory_network(w->directory, id);
	if (library < 0 && network < 0)
		return refuse(&call->refusal, SAY_LIBRARY_UNKNOWN, "%.60s", id);
	AUTO_JSON file = library >= 0 ? library_file(w->directory, library)
				      : network_file(w->directory, network);
	struct str yaml = {0};
	printed_yaml(file, &yaml);
	json_put_text(handler_result(call), "yaml", str_text(&yaml));
	json_put_text(call->result, "name", id);
	str_done(&yaml);
	return RC_OK;
}

static enum rc on_policy_preview(struct call *call)
{
	char *html = markdown_html(call_text(call, "text"));
	json_put_text(handler_result(call), "html", html);
	free(html);
	return RC_OK;
}

/* ---------------------------------------------------------------- editing */

/* The new directory on its way from the writer, whose transaction may still fail, to everybody. */
struct replacing {
	struct shared_directory *shared; /* NULL: one directory for the whole run */
	struct directory *directory;     /* owned until it is shared */
};

static void replacing_free(void *scratch)
{
	struct replacing *replacing = scratch;
	directory_free(replacing->directory);
	free(replacing);
}

/* On the loop, in the order of commits: the newest is put last. */
static void share_directory(struct call *call)
{
	struct replacing *replacing = call->scratch;
	if (call->job.rc != RC_OK || replacing->shared == NULL)
		return;
	shared_directory_replace(replacing->shared, replacing->directory);
	replacing->directory = NULL;
}

static enum rc leave(struct call *call, const struct worker *w, enum rc rc,
		     struct directory_edited *edited)
{
	call->problems = edited->problems;
	if (rc != RC_OK)
		return rc;
	struct replacing *replacing = xzalloc(sizeof *replacing);
	*replacing = (struct replacing){w->reference->directories, edited->directory};
	call->scratch = replacing;
	call->scratch_free = replacing_free;
	call->finish = share_directory;
	return RC_OK;
}

static struct directory_edit edit_of(const struct call *call, const char *object)
{
	return (struct directory_edit){
		.actor = &call->actor,
		.object = object == NULL ? NULL : call_param(call, object),
		.revision = call_text(call, "revision"),
		.reason = call_text(call, "reason"),
	};
}

static enum rc on_library_save(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct directory_edit edit = edit_of(call, "library");
	struct directory_edited edited;
	enum rc rc = leave(call, w, library_save(w, &edit, &edited), &edited);
	if (rc == RC_OK)
		put_file(call, "library", edited.file);
	return rc;
}

static enum rc on_library_review(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct directory_edit edit = edit_of(call, NULL);
	struct directory_edited edited;
	enum rc rc = library_policy_reviewed(w, &edit, call_text(call, "id"), &edited);
	rc = leave(call, w, rc, &edited);
	if (rc == RC_OK)
		put_file(call, "library", edited.file);
	return rc;
}

static enum rc on_queue_save(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct directory_edit edit = edit_of(call, "queue");
	struct directory_edited edited;
	enum rc rc = network_queue_save(w, &edit, call_text(call, "network"), &edited);
	rc = leave(call, w, rc, &edited);
	if (rc == RC_OK)
		put_file(call, "network", edited.file);
	return rc;
}

/* ---------------------------------------------------------------- the table */

/* clang-format off */
#define END {NULL, PARAM_TEXT, false, 0, NULL}
#define REVISION {"revision", PARAM_ID, false, 0, "Of the edition that was edited: a newer one is a conflict; absent: whatever it is now"}
#define REASON {"reason", PARAM_TEXT, false, 2000, "Why, for the trace"}
static const struct param search_params[] = {
	{"text", PARAM_TEXT, false, 200, "Beginnings of words of name, commune, département, région; without accents will do"},
	{"network", PARAM_ID, false, 0, "Of this network"},
	{"departement", PARAM_ID, false, 0, "A code or province: there, or answering for it"},
	{"region", PARAM_TEXT, false, 200, "A région, by its name"},
	{"kind", PARAM_ID, false, 0, "municipale, intercommunale, departementale, nationale, universitaire, exemple"},
	{"topic", PARAM_ID, false, 0, "Good at this topic, the best first"},
	{"limit", PARAM_INT, false, DIRECTORY_HITS_MAX, "At most this many; 100 by default"}, END};
static const struct param id_params[] = {{"id", PARAM_ID, true, 80, "Of the library"}, END};
static const struct param network_params[] = {{"id", PARAM_ID, true, 80, "Of the network"}, END};
static const struct param export_params[] = {{"id", PARAM_ID, true, 80, "Of a library or a network"}, END};
static const struct param library_params[] = {
	{"library", PARAM_OBJECT, true, 0, "The library in the shape of its file (corpus/README.md); library.get gives it"},
	REVISION, REASON, END};
static const struct param review_params[] = {{"id", PARAM_ID, true, 80, "Of the library"}, REASON, END};
static const struct param queue_params[] = {
	{"network", PARAM_ID, true, 80, "Whose queue it is"},
	{"queue", PARAM_OBJECT, true, 0, "{id, title, kind, library, topics, kinds, flags, note?}, as in corpus/networks/"},
	REVISION, REASON, END};
static const struct param preview_params[] = {{"text", PARAM_TEXT, true, POLICY_BYTES, "Markdown"}, END};

enum { K = 1024 };
static const struct verb verbs[] = {
	/* name                who                            runs on    size    cost prepare run                   params, what it does */
	{"directory.search",   ROLE_PUBLIC,                   ON_READER, 2 * K,  1, NULL, on_directory_search, search_params,
		"Libraries of the network; staff see strengths, load, absences and the age of the policy page besides.", false},
	{"library.get",        ROLES_STAFF,                   ON_READER, 1 * K,  0, NULL, on_library_get,      id_params,
		"One library in the shape of its file, with its revision and figures. may: all, own (its own page, calendar, capacity and contact) or null.", false},
	{"library.save",       ROLES_DESK | ROLE_ADMIN,       ON_WRITER, 64 * K, 0, NULL, on_library_save,     library_params,
		"Save a library, new or known, under the checks of its file. Mistakes come as data.problems [{line, column, field, what}]. Routing follows at once.", false},
	{"library.review",     ROLES_DESK | ROLE_ADMIN,       ON_WRITER, 4 * K,  0, NULL, on_library_review,   review_params,
		"The policy page was read through today: its date changes, nothing else.", false},
	{"library.export",     ROLES_STAFF,                   ON_READER, 1 * K,  0, NULL, on_library_export,   export_params,
		"A library or a network as the YAML text of its file.", false},
	{"network.get",        ROLES_STAFF,                   ON_READER, 1 * K,  0, NULL, on_network_get,      network_params,
		"One network with its own queues, in the shape of its file.", false},
	{"queue.save",         ROLE_COORDINATOR | ROLE_ADMIN, ON_WRITER, 16 * K, 0, NULL, on_queue_save,       queue_params,
		"Save a queue of a network, new or known: expert, partner, urgent, professional or fallback.", false},
	{"policy.preview",     ROLES_STAFF,                   ON_READER, 64 * K, 0, NULL, on_policy_preview,   preview_params,
		"What a policy page will look like.", false},
};
/* clang-format on */

const struct verb_table verbs_directory = {"Directory", verbs, sizeof verbs / sizeof verbs[0]};
