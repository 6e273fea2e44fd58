/* SPDX-License-Identifier: EUPL-1.2 */
/* audit_store.c - see audit_store.h. */
#include "store/audit_store.h"

#include "store/statement.h"

static enum rc one_number(struct store *s, enum statement which, int64_t *number)
{
	AUTO_QUERY q = query_start(s, which);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		*number = query_int(&q, 0);
	return rc;
}

enum rc store_audit_size(struct store *s, int64_t *size)
{
	return one_number(s, STMT_audit_size, size);
}

enum rc store_audit_node_count(struct store *s, int64_t *count)
{
	return one_number(s, STMT_audit_node_count, count);
}

static enum rc add_body(struct store *s, const struct leaf_row *leaf)
{
	AUTO_QUERY q = query_start(s, STMT_audit_add_leaf);
	query_bind_int(&q, leaf->n);
	query_bind_blob(&q, leaf->body, leaf->body_len);
	query_bind_blob(&q, leaf->hash, HASH_BYTES);
	return query_run(&q);
}

static enum rc add_payload(struct store *s, const struct leaf_row *leaf)
{
	AUTO_QUERY q = query_start(s, STMT_audit_add_payload);
	query_bind_int(&q, leaf->n);
	query_bind_int_or_null(&q, leaf->question.n);
	query_bind_blob(&q, leaf->salt, HASH_BYTES);
	query_bind_text(&q, leaf->payload);
	return query_run(&q);
}

enum rc store_audit_add_leaf(struct store *s, const struct leaf_row *leaf)
{
	enum rc rc = add_body(s, leaf);
	return rc == RC_OK ? add_payload(s, leaf) : rc;
}

enum rc store_audit_add_node(struct store *s, int level, int64_t n, const uint8_t hash[HASH_BYTES])
{
	AUTO_QUERY q = query_start(s, STMT_audit_add_node);
	query_bind_int(&q, level);
	query_bind_int(&q, n);
	query_bind_blob(&q, hash, HASH_BYTES);
	return query_run(&q);
}

enum rc store_audit_node(struct store *s, int level, int64_t n, uint8_t hash[HASH_BYTES])
{
	AUTO_QUERY q = query_start(s, level == 0 ? STMT_audit_leaf_hash : STMT_audit_node);
	if (level > 0)
		query_bind_int(&q, level);
	query_bind_int(&q, n);
	enum rc rc = query_one(&q);
	if (rc == RC_OK && !query_blob(&q, 0, hash, HASH_BYTES))
		return RC_UNAVAILABLE;
	return rc;
}

static enum rc each_leaf(struct query *q, bool (*each)(void *arg, const struct leaf_row *leaf),
			 void *arg)
{
	enum step step;
	while ((step = query_step(q)) == STEP_ROW) {
		struct leaf_row leaf = {
			.n = query_int(q, 0),
			.body = (const char *)sqlite3_column_blob(q->stmt, 1),
			.body_len = (size_t)sqlite3_column_bytes(q->stmt, 1),
			.question.n = query_int(q, 3),
			.payload = (const char *)sqlite3_column_text(q->stmt, 4),
		};
		if (!query_blob(q, 2, leaf.hash, HASH_BYTES))
			return RC_UNAVAILABLE;
		if (leaf.payload != NULL && !query_blob(q, 5, leaf.salt, HASH_BYTES))
			return RC_UNAVAILABLE;
		if (!each(arg, &leaf))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_audit_leaves(struct store *s, int64_t first,
			   bool (*each)(void *arg, const struct leaf_row *leaf), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_audit_leaves);
	query_bind_int(&q, first);
	return each_leaf(&q, each, arg);
}

enum rc store_audit_of(struct store *s, struct question_id id,
		       bool (*each)(void *arg, const struct leaf_row *leaf), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_audit_of);
	query_bind_int(&q, id.n);
	return each_leaf(&q, each, arg);
}
