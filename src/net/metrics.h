/* SPDX-License-Identifier: EUPL-1.2 */
/* metrics.h - what the edge counts, as Prometheus text. Loop thread only. */
#ifndef NET_METRICS_H
#define NET_METRICS_H

#include "base/rc.h"
#include "base/str.h"
#include "net/guard.h"
#include "net/verbs.h"

#include <stdint.h>

struct metrics;

struct metrics *metrics_new(void);
void metrics_free(struct metrics *metrics);

/* A call of this verb ended, after so long. */
void metrics_call(struct metrics *metrics, const struct verb *verb, enum rc rc, int64_t elapsed_us);

/* A connection or request was refused at the door. */
void metrics_refused(struct metrics *metrics, enum guard_verdict verdict);

/* An HTTP response left, and how late the loop was. */
void metrics_http(struct metrics *metrics, int status);
void metrics_loop_lag(struct metrics *metrics, int64_t lag_us);

/* One "# TYPE" and its samples each. */
void metrics_print(const struct metrics *metrics, struct str *out);

/* For others to add theirs: the # HELP and # TYPE lines, then name{label="value"} number. */
struct metric {
	const char *name, *type, *help; /* type: "counter" or "gauge" */
};
void metric_head(struct str *out, const struct metric *metric);
void metric_value(struct str *out, const char *name, const char *label, const char *value,
		  double number);

#endif
