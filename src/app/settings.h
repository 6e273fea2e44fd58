/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * settings.h - what an operator can tell the program: one row a setting.
 *
 * A row has name, type, bounds, default, unit and a sentence, so that reading, checking, help and
 * docs/settings.md agree. Set by a YAML file (`name: value`), then by --set. Main thread, before others start.
 */
#ifndef APP_SETTINGS_H
#define APP_SETTINGS_H

#include "files/problems.h"
#include "flow/3_classify.h"
#include "flow/worker.h"
#include "net/net_settings.h"
#include "store/knowledge.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct settings {
	char *public_url;
	char *allowed_origins; /* between spaces */
	char *exempt_networks; /* between spaces */
	char *log_level;
	bool trusts_proxy, limits_enabled;
	int64_t connections, sockets_per_address, messages_per_minute;
	double address_tokens_per_second, address_burst;
	int64_t ping_s, hangup_s;
	int64_t lease_minutes, returned_lease_hours, answer_days, near_hours, referral_days,
		text_chars;
	bool helps_across;
	double suggest_threshold;
	struct search_weights search;
	struct understanding understanding;
	int64_t reader_threads, event_hours;
	int64_t clock_offset_ms;
};

/* Every setting at its default. */
void settings_init(struct settings *s);
void settings_done(struct settings *s);

/* "name=value". false with an English sentence in why. */
bool settings_set(struct settings *s, const char *assignment, char *why, size_t why_size);

/* Each of a NULL-terminated list in turn; false at the first that does not fit. */
bool settings_set_all(struct settings *s, const char *const *assignments, char *why,
		      size_t why_size);

/* A YAML file of `name: value`; false when it has problems. */
bool settings_read(struct settings *s, const char *path, struct problems *p);

/* The part that stations read; refers to s. */
struct desk_settings settings_desk(const struct settings *s);

/* The table as docs/settings.md. */
void settings_markdown(FILE *out);

#endif
