/* SPDX-License-Identifier: EUPL-1.2 */
/* ids.h - distinct types for what the store numbers, so that one cannot be passed for another. */
#ifndef STORE_IDS_H
#define STORE_IDS_H

#include <stdint.h>

struct question_id {
	int64_t n;
};

struct person_id {
	int64_t n; /* 0: nobody */
};

enum { CLIENT_ID_BYTES = 16, HASH_BYTES = 32 };

#endif
