/* SPDX-License-Identifier: EUPL-1.2 */
/* report.c - see report.h. */
#include "bench/report.h"

#include <cjson/cJSON.h>
#include <stdio.h>

static const char *const mode_names[] = {[RUN_ASK] = "ask", [RUN_ECHO] = "echo"};

static double ms_at(const struct histogram *h, double percent)
{
	return (double)histogram_percentile_us(h, percent) / 1000;
}

static double max_ms(const struct histogram *h)
{
	return (double)h->max_us / 1000;
}

static void print_title(const struct run_plan *plan)
{
	printf("%s, ", mode_names[plan->mode]);
	if (plan->rate > 0)
		printf("open loop at %g/s", plan->rate);
	else
		printf("closed loop");
	printf(", %d clients", plan->clients);
	if (plan->idle > 0)
		printf(" and %d idle sockets", plan->idle);
	printf(", %g s after %g s of warm-up\n", plan->seconds, plan->warm_up_s);
}

void report_print(const struct run_plan *plan, const struct run_result *result)
{
	const struct histogram *h = &result->latency;
	print_title(plan);
	printf("%10s %12s %8s %10s %9s %9s %9s %9s\n", "sent", "acknowledged", "errors", "rate/s",
	       "p50 ms", "p90 ms", "p99 ms", "max ms");
	printf("%10zu %12zu %8zu %10.1f %9.3f %9.3f %9.3f %9.3f\n", result->sent,
	       result->acknowledged, result->errors.total, result->rate, ms_at(h, 50), ms_at(h, 90),
	       ms_at(h, 99), max_ms(h));
	for (size_t i = 0; i < result->errors.reason_count; i++)
		printf("%10zu x %s\n", result->errors.rows[i].count, result->errors.rows[i].reason);
	if (plan->rate > 0)
		printf("late by the generator itself, and counted above: p99 %.3f ms, max %.3f "
		       "ms\n",
		       ms_at(&result->lateness, 99), max_ms(&result->lateness));
}

static void add_durations(cJSON *root, const char *name, const struct histogram *h)
{
	cJSON *ms = cJSON_AddObjectToObject(root, name);
	cJSON_AddNumberToObject(ms, "p50", ms_at(h, 50));
	cJSON_AddNumberToObject(ms, "p90", ms_at(h, 90));
	cJSON_AddNumberToObject(ms, "p99", ms_at(h, 99));
	cJSON_AddNumberToObject(ms, "max", max_ms(h));
}

void report_print_json(const struct run_plan *plan, const struct run_result *result)
{
	cJSON *root = cJSON_CreateObject();
	cJSON_AddStringToObject(root, "mode", mode_names[plan->mode]);
	cJSON_AddStringToObject(root, "loop", plan->rate > 0 ? "open" : "closed");
	cJSON_AddNumberToObject(root, "clients", plan->clients);
	cJSON_AddNumberToObject(root, "idle", plan->idle);
	cJSON_AddNumberToObject(root, "seconds", plan->seconds);
	cJSON_AddNumberToObject(root, "warm_up_seconds", plan->warm_up_s);
	cJSON_AddNumberToObject(root, "wanted_rate", plan->rate);
	cJSON_AddNumberToObject(root, "sent", (double)result->sent);
	cJSON_AddNumberToObject(root, "acknowledged", (double)result->acknowledged);
	cJSON_AddNumberToObject(root, "rate", result->rate);
	cJSON *errors = cJSON_AddObjectToObject(root, "errors");
	for (size_t i = 0; i < result->errors.reason_count; i++)
		cJSON_AddNumberToObject(errors, result->errors.rows[i].reason,
					(double)result->errors.rows[i].count);
	add_durations(root, "ms", &result->latency);
	add_durations(root, "late_ms", &result->lateness);
	char *text = cJSON_PrintUnformatted(root);
	puts(text);
	cJSON_free(text);
	cJSON_Delete(root);
}
