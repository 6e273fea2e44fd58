/* SPDX-License-Identifier: EUPL-1.2 */
/* metrics.c - see metrics.h. */
#include "net/metrics.h"

#include "base/xalloc.h"

#include <stddef.h>
#include <stdlib.h>

enum { STATUS_CLASSES = 6 };

/* Upper bounds in microseconds; the last bucket is everything above. */
static const int64_t bounds_us[] = {500,   1000,   2500,   5000,    10000,   25000,
				    50000, 100000, 250000, 1000000, 2500000, 10000000};

enum { BOUNDS = sizeof bounds_us / sizeof bounds_us[0] };

struct histogram {
	uint64_t counts[BOUNDS + 1];
	uint64_t count;
	double sum_s;
};

struct verb_counts {
	const struct verb *verb;
	uint64_t by_rc[RC_COUNT];
};

struct metrics {
	struct verb_counts *verbs; /* those that were ever called */
	size_t verb_count;
	struct histogram calls;
	struct histogram lag;
	uint64_t refused[GUARD_VERDICT_COUNT];
	uint64_t responses[STATUS_CLASSES]; /* by hundreds */
};

struct metrics *metrics_new(void)
{
	return xzalloc(sizeof(struct metrics));
}

void metrics_free(struct metrics *metrics)
{
	if (metrics == NULL)
		return;
	free(metrics->verbs);
	free(metrics);
}

static void observe(struct histogram *h, int64_t us)
{
	size_t i = 0;
	while (i < BOUNDS && us > bounds_us[i])
		i++;
	h->counts[i]++;
	h->count++;
	h->sum_s += (double)us / 1e6;
}

static struct verb_counts *counts_of(struct metrics *metrics, const struct verb *verb)
{
	for (size_t i = 0; i < metrics->verb_count; i++) {
		if (metrics->verbs[i].verb == verb)
			return &metrics->verbs[i];
	}
	metrics->verbs = xgrow(metrics->verbs, metrics->verb_count, sizeof *metrics->verbs);
	struct verb_counts *counts = &metrics->verbs[metrics->verb_count++];
	*counts = (struct verb_counts){.verb = verb};
	return counts;
}

void metrics_call(struct metrics *metrics, const struct verb *verb, enum rc rc, int64_t elapsed_us)
{
	counts_of(metrics, verb)->by_rc[rc]++;
	observe(&metrics->calls, elapsed_us);
}

void metrics_refused(struct metrics *metrics, enum guard_verdict verdict)
{
	metrics->refused[verdict]++;
}

void metrics_http(struct metrics *metrics, int status)
{
	int hundreds = status / 100;
	if (hundreds >= 0 && hundreds < STATUS_CLASSES)
		metrics->responses[hundreds]++;
}

void metrics_loop_lag(struct metrics *metrics, int64_t lag_us)
{
	observe(&metrics->lag, lag_us);
}

void metric_head(struct str *out, const struct metric *metric)
{
	str_printf(out, "# HELP %s %s\n# TYPE %s %s\n", metric->name, metric->help, metric->name,
		   metric->type);
}

void metric_value(struct str *out, const char *name, const char *label, const char *value,
		  double number)
{
	if (label == NULL)
		str_printf(out, "%s %.17g\n", name, number);
	else
		str_printf(out, "%s{%s=\"%s\"} %.17g\n", name, label, value, number);
}

static void print_histogram(struct str *out, const struct metric *metric, const struct histogram *h)
{
	metric_head(out, metric);
	uint64_t below = 0;
	for (size_t i = 0; i < BOUNDS; i++) {
		below += h->counts[i];
		str_printf(out, "%s_bucket{le=\"%g\"} %llu\n", metric->name,
			   (double)bounds_us[i] / 1e6, (unsigned long long)below);
	}
	str_printf(out, "%s_bucket{le=\"+Inf\"} %llu\n%s_sum %.6f\n%s_count %llu\n", metric->name,
		   (unsigned long long)h->count, metric->name, h->sum_s, metric->name,
		   (unsigned long long)h->count);
}

static void print_verbs(const struct metrics *metrics, struct str *out)
{
	metric_head(out, &(struct metric){"aiguilleur_calls_total", "counter",
					  "Calls that ended, by verb and result."});
	for (size_t i = 0; i < metrics->verb_count; i++) {
		const struct verb_counts *counts = &metrics->verbs[i];
		for (int rc = 0; rc < RC_COUNT; rc++) {
			if (counts->by_rc[rc] == 0)
				continue;
			str_printf(out, "aiguilleur_calls_total{verb=\"%s\",rc=\"%s\"} %llu\n",
				   counts->verb->name, rc_wire((enum rc)rc),
				   (unsigned long long)counts->by_rc[rc]);
		}
	}
}

static void print_door(const struct metrics *metrics, struct str *out)
{
	metric_head(out, &(struct metric){"aiguilleur_refused_total", "counter",
					  "Connections and upgrades refused at the door."});
	for (int i = GUARD_PASS + 1; i < GUARD_VERDICT_COUNT; i++)
		metric_value(out, "aiguilleur_refused_total", "why",
			     guard_word((enum guard_verdict)i), (double)metrics->refused[i]);
	metric_head(out, &(struct metric){"aiguilleur_http_responses_total", "counter",
					  "HTTP responses, by hundreds of their status."});
	for (int i = 2; i < STATUS_CLASSES; i++) {
		char hundreds[] = {(char)('0' + i), 'x', 'x', '\0'};
		metric_value(out, "aiguilleur_http_responses_total", "status", hundreds,
			     (double)metrics->responses[i]);
	}
}

void metrics_print(const struct metrics *metrics, struct str *out)
{
	print_verbs(metrics, out);
	print_histogram(out,
			&(struct metric){"aiguilleur_call_seconds", "histogram",
					 "From a request's arrival to its answer."},
			&metrics->calls);
	print_histogram(out,
			&(struct metric){"aiguilleur_loop_lag_seconds", "histogram",
					 "How late the loop came to a timer."},
			&metrics->lag);
	print_door(metrics, out);
}
