/* SPDX-License-Identifier: EUPL-1.2 */
/* demo.h - the demo accounts of design.md 5.4: loopback only, refused on any other listen address. */
#ifndef APP_DEMO_H
#define APP_DEMO_H

#include <stdbool.h>
#include <stddef.h>

struct store;

/*
 * Makes claire, malik, ines and admin under one new password, printed as `demo password: WORD`; accounts that are
 * there already get the new password. false with a sentence in why.
 */
bool demo_accounts(struct store *s, char *why, size_t why_size);

/* Does this data directory have them? */
bool demo_is_here(struct store *s);

#endif
