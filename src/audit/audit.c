/* SPDX-License-Identifier: EUPL-1.2 */
/* audit.c - see audit.h. */
#include "audit/audit.h"

#include "audit/merkle.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/str.h"
#include "store/audit_store.h"
#include "store/store.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEX_BYTES = 2 * HASH_BYTES + 1 };

static void commit_to(const uint8_t salt[HASH_BYTES], const char *payload, char hex[HEX_BYTES])
{
	uint8_t mac[crypto_auth_hmacsha256_BYTES];
	crypto_auth_hmacsha256(mac, (const uint8_t *)payload, strlen(payload), salt);
	sodium_bin2hex(hex, HEX_BYTES, mac, sizeof mac);
}

/* The payload's keys are always printed in this order, so the same facts give the same bytes. */
static char *payload_text(const struct audit_entry *entry)
{
	AUTO_JSON payload = cJSON_CreateObject();
	json_put_text(payload, "verb", entry->verb);
	json_put_int(payload, "at_ms", entry->at_ms);
	json_put_text(payload, "name", entry->actor->name);
	if (entry->details != NULL)
		json_put(payload, "details", cJSON_Duplicate(entry->details, true));
	return json_print(payload);
}

static const char *leading_role(const struct actor *actor)
{
	static const enum role order[] = {ROLE_SYSTEM, ROLE_ADMIN, ROLE_COORDINATOR,
					  ROLE_RESPONDENT, ROLE_AUDITOR};
	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
		if (actor_has(actor, order[i]))
			return role_word(order[i]);
	}
	return role_word(ROLE_PUBLIC);
}

static void body_text(const struct audit_entry *entry, int64_t n, const char *commit,
		      struct str *body)
{
	char at[32];
	clock_format_utc(entry->at_ms, at);
	str_printf(body, "aiguilleur-leaf/1\nn %lld\nat %.13s\nverb %s\n", (long long)n, at,
		   entry->verb);
	if (entry->question.n != 0)
		str_printf(body, "object question/%lld\n", (long long)entry->question.n);
	str_printf(body, "actor %s %s\ncommit %s\n", leading_role(entry->actor),
		   entry->actor->pseudonym, commit);
}

enum rc audit_append(struct store *s, const struct audit_entry *entry)
{
	struct leaf_row leaf = {.question = entry->question};
	enum rc rc = store_audit_size(s, &leaf.n);
	if (rc != RC_OK)
		return rc;
	char *payload = payload_text(entry);
	char commit[HEX_BYTES];
	randombytes_buf(leaf.salt, sizeof leaf.salt);
	commit_to(leaf.salt, payload, commit);

	struct str body = {0};
	body_text(entry, leaf.n, commit, &body);
	merkle_leaf_hash(str_text(&body), body.len, leaf.hash);
	leaf.body = str_text(&body);
	leaf.body_len = body.len;
	leaf.payload = payload;
	rc = store_audit_add_leaf(s, &leaf);
	if (rc == RC_OK)
		rc = merkle_complete(s, leaf.n, leaf.hash);
	str_done(&body);
	free(payload);
	return rc;
}

enum rc audit_head(struct store *s, int64_t *size, uint8_t root[HASH_BYTES])
{
	enum rc rc = store_audit_size(s, size);
	return rc == RC_OK ? merkle_root(s, *size, root) : rc;
}

struct verification {
	struct store *store;
	struct audit_verdict verdict;
	struct merkle_run run;
};

static bool broken(struct verification *v, const char *what)
{
	v->verdict.first_broken = v->run.size;
	snprintf(v->verdict.what, sizeof v->verdict.what, "%s", what);
	return false;
}

static bool names_its_number(const struct leaf_row *leaf)
{
	char line[48];
	snprintf(line, sizeof line, "aiguilleur-leaf/1\nn %lld\n", (long long)leaf->n);
	return leaf->body_len >= strlen(line) && memcmp(leaf->body, line, strlen(line)) == 0;
}

/* The last line of the body is "commit <hex>\n". */
static bool has_commit(const struct leaf_row *leaf, const char *commit)
{
	char line[HEX_BYTES + 16];
	snprintf(line, sizeof line, "\ncommit %s\n", commit);
	size_t len = strlen(line);
	return leaf->body_len >= len && memcmp(leaf->body + leaf->body_len - len, line, len) == 0;
}

/* The payload is filed under the question that the leaf names: a history shows no step of another one. */
static bool names_its_question(const struct leaf_row *leaf)
{
	char line[48];
	snprintf(line, sizeof line, "\nobject question/%lld\n", (long long)leaf->question.n);
	const char *wanted = leaf->question.n == 0 ? "\nobject question/" : line;
	bool is_there = memmem(leaf->body, leaf->body_len, wanted, strlen(wanted)) != NULL;
	return is_there == (leaf->question.n != 0);
}

/* Every stored node is compared, also those that today's root does not need: proofs of older sizes do. */
static bool verify_nodes(struct verification *v, const uint8_t leaf[HASH_BYTES])
{
	uint8_t completed[64][HASH_BYTES], stored[HASH_BYTES];
	int64_t n = v->run.size;
	int levels = merkle_run_add(&v->run, leaf, completed);
	for (int level = 1; level <= levels; level++) {
		n >>= 1;
		if (store_audit_node(v->store, level, n, stored) == RC_OK &&
		    memcmp(stored, completed[level - 1], HASH_BYTES) == 0)
			continue;
		v->run.size--;
		return broken(v, "a stored node of the tree is not what its leaves give");
	}
	return true;
}

static bool verify_leaf(void *arg, const struct leaf_row *leaf)
{
	struct verification *v = arg;
	if (leaf->n != v->run.size)
		return broken(v, "a leaf is missing before this one");
	uint8_t hash[HASH_BYTES];
	merkle_leaf_hash(leaf->body, leaf->body_len, hash);
	if (memcmp(hash, leaf->hash, HASH_BYTES) != 0)
		return broken(v, "the leaf's body does not have the leaf's hash");
	if (!names_its_number(leaf))
		return broken(v, "the leaf's body names another number");
	if (leaf->payload == NULL) {
		v->verdict.erased++;
	} else {
		char commit[HEX_BYTES];
		commit_to(leaf->salt, leaf->payload, commit);
		if (!has_commit(leaf, commit))
			return broken(v, "the payload is not what the leaf committed to");
		if (!names_its_question(leaf))
			return broken(v, "the payload is filed under another question");
	}
	return verify_nodes(v, hash);
}

/* n leaves complete n - (set bits of n) subtrees; more of them are the traces of leaves that are gone. */
static bool has_other_nodes(struct store *s, int64_t size)
{
	int64_t count = -1;
	return store_audit_node_count(s, &count) != RC_OK ||
	       count != size - __builtin_popcountll((uint64_t)size);
}

static enum rc compare_roots(struct store *s, struct verification *v)
{
	merkle_run_root(&v->run, v->verdict.root);
	v->verdict.size = v->run.size;
	if (v->verdict.first_broken >= 0)
		return RC_OK;
	uint8_t stored[HASH_BYTES];
	if (merkle_root(s, v->run.size, stored) != RC_OK)
		broken(v, "a stored node of the tree is missing");
	else if (memcmp(stored, v->verdict.root, HASH_BYTES) != 0)
		broken(v, "the stored nodes give another root than the leaves");
	else if (has_other_nodes(s, v->run.size))
		broken(v, "there are stored nodes of leaves that are gone");
	return RC_OK;
}

enum rc audit_verify(struct store *s, struct audit_verdict *verdict)
{
	struct verification v = {.store = s, .verdict.first_broken = -1};
	/* One transaction: a server may be appending meanwhile. */
	enum rc rc = store_scope_begin(s);
	if (rc != RC_OK)
		return rc;
	rc = store_audit_leaves(s, 0, verify_leaf, &v);
	if (rc == RC_OK)
		rc = compare_roots(s, &v);
	store_scope_keep(s);
	if (rc == RC_OK)
		*verdict = v.verdict;
	return rc;
}

struct exporting {
	bool with_payloads;
	bool (*line)(void *arg, const char *json);
	void *arg;
};

static bool export_leaf(void *arg, const struct leaf_row *leaf)
{
	struct exporting *e = arg;
	char hex[HEX_BYTES];
	AUTO_JSON out = cJSON_CreateObject();
	json_put_int(out, "n", leaf->n);
	char *body = strndup(leaf->body, leaf->body_len);
	json_put_text(out, "body", body);
	free(body);
	sodium_bin2hex(hex, sizeof hex, leaf->hash, HASH_BYTES);
	json_put_text(out, "hash", hex);
	if (e->with_payloads && leaf->payload != NULL) {
		sodium_bin2hex(hex, sizeof hex, leaf->salt, HASH_BYTES);
		json_put_text(out, "salt", hex);
		json_put_text(out, "payload", leaf->payload);
	}
	char *text = json_print(out);
	bool goes_on = e->line(e->arg, text);
	free(text);
	return goes_on;
}

enum rc audit_export(struct store *s, bool with_payloads, bool (*line)(void *arg, const char *json),
		     void *arg)
{
	struct exporting e = {.with_payloads = with_payloads, .line = line, .arg = arg};
	return store_audit_leaves(s, 0, export_leaf, &e);
}

static bool add_step(void *arg, const struct leaf_row *leaf)
{
	cJSON *story = arg;
	if (leaf->payload != NULL)
		cJSON_AddItemToArray(story, cJSON_CreateRaw(leaf->payload));
	return true;
}

enum rc audit_story(struct store *s, struct question_id question, cJSON **out)
{
	cJSON *story = cJSON_CreateArray();
	enum rc rc = store_audit_of(s, question, add_step, story);
	if (rc == RC_OK)
		*out = story;
	else
		cJSON_Delete(story);
	return rc;
}
