/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fts_tokenizer.h - text/tokens.h as an FTS5 tokenizer named "aiguilleur". For this folder only.
 *
 * At index time: fold, elide, skip stop words, Snowball French; beside a stem, at the same place, the form as
 * written, with FTS_EXACT before it, when it is not its own stem. At query time the text is taken as such tokens
 * between spaces, since the question went through text/tokens.h already. Changing it means a new TOKENS_VERSION
 * and a rebuilt knowledge file.
 */
#ifndef STORE_FTS_TOKENIZER_H
#define STORE_FTS_TOKENIZER_H

#include <sqlite3.h>
#include <stdbool.h>

enum { FTS_EXACT = '=' }; /* no folded word has it */

/* The extension API of this connection's FTS5; NULL when it is not there. Borrowed. */
fts5_api *fts_api(sqlite3 *db);

/* Registers it on this connection; false when FTS5 is not there. */
bool fts_tokenizer_register(sqlite3 *db);

#endif
