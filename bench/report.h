/* SPDX-License-Identifier: EUPL-1.2 */
/* report.h - what a run measured, for people and for programs. */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include "bench/run.h"

/* One table on standard output. */
void report_print(const struct run_plan *plan, const struct run_result *result);

/* One JSON object on one line: {mode, loop, clients, …, errors: {reason: count}, ms: {p50, …}, late_ms: {…}}. */
void report_print_json(const struct run_plan *plan, const struct run_result *result);

#endif
