/* SPDX-License-Identifier: EUPL-1.2 */
/* knowledge_file.h - the open knowledge file, as the files of this folder that fill and ask it share it. */
#ifndef STORE_KNOWLEDGE_FILE_H
#define STORE_KNOWLEDGE_FILE_H

#include "store/facts.h"
#include "store/rank.h"
#include "store/statement.h"

#include <sqlite3.h>
#include <stdint.h>

enum knowledge_statement {
#define STATEMENT(name, sql) K_##name,
#include "store/knowledge.def"
#undef STATEMENT
	K_COUNT
};

struct knowledge {
	sqlite3 *db;
	sqlite3_stmt *stmts[K_COUNT];
	struct facts *facts;
	struct ranking *ranking; /* of the search being run */
	bool is_counted;         /* the tokens of the index are all in the table `term` */
	bool is_unmarked;        /* this transaction has said that they are not */
	int64_t data_version;    /* of what facts hold: another connection's commit changes it */
};

/* The statement, prepared when first used. */
struct query knowledge_start(struct knowledge *k, enum knowledge_statement which);

#endif
