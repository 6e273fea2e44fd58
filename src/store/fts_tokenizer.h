/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fts_tokenizer.h - text/tokens.h as an FTS5 tokenizer named "aiguilleur". For this folder only.
 *
 * The same words at index and query time: fold, elide, skip stop words, Snowball French. Changing it
 * means a new TOKENS_VERSION and a rebuilt knowledge file.
 */
#ifndef STORE_FTS_TOKENIZER_H
#define STORE_FTS_TOKENIZER_H

#include <sqlite3.h>
#include <stdbool.h>

/* Registers it on this connection; false when FTS5 is not there. */
bool fts_tokenizer_register(sqlite3 *db);

#endif
