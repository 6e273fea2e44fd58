/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * receipt.h - the secret by which an asker, and nobody else, finds a question again.
 *
 * 128 bits, derived from the client_id under a key of this server, so that a repeated `ask` gets the same
 * receipt although only its hash is stored. Written in Crockford's base 32 (no I, L, O, U), in groups:
 * 7K2M9-QX4TD-… Any thread.
 */
#ifndef FLOW_RECEIPT_H
#define FLOW_RECEIPT_H

#include "flow/worker.h"
#include "store/ids.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RECEIPT_BYTES = 32 }; /* 26 characters, 5 dashes, the end */

/* Parses 32 hexadecimal digits; dashes of a UUID are allowed. */
bool client_id_parse(const char *text, uint8_t out[CLIENT_ID_BYTES]);

void receipt_make(const struct desk_keys *keys, const uint8_t client_id[CLIENT_ID_BYTES],
		  char out[RECEIPT_BYTES]);

/*
 * The hash under which a receipt is stored, from what a person typed: case, spaces and dashes do not
 * matter, and O, I, L read as 0, 1, 1. false when it cannot be a receipt.
 */
bool receipt_hash(const char *typed, uint8_t out[HASH_BYTES]);

/* The keyed hash of an ask's content, to tell a repeat from another text under the same client_id. */
void content_hash(const struct desk_keys *keys, const char *const parts[], size_t count,
		  uint8_t out[HASH_BYTES]);

#endif
