/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load.c - the load generator: `load ask|echo --port P [options]`, against a server on this machine.
 *
 * Exit status 0 measured (errors, if any, are in the report), 1 could not, 2 usage.
 */
#include "bench/report.h"
#include "bench/run.h"

#include "base/xalloc.h"

#include <getopt.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
	"usage: load ask  --port P [--rate N] [--questions FILE] [options]\n"
	"       load echo --port P [--rate N] [--idle N] [options]\n"
	"  --rate N          requests a second, sent on time whatever comes back (open loop);\n"
	"                    without it each client sends its next one when the last is answered\n"
	"  --clients N       sockets that talk (16)\n"
	"  --idle N          sockets that are only open (0)\n"
	"  --seconds N       measured time (10)\n"
	"  --warm-up N       seconds before it that are not measured (1)\n"
	"  --questions FILE  JSON lines {\"text\"} (bench/questions.jsonl)\n"
	"  --json            one line of JSON instead of a table\n";

struct options {
	struct run_plan plan;
	const char *questions;
	bool wants_json;
};

/* A number option: its room in the plan, and what it may be. */
struct number_option {
	const char *name;
	double min, max;
	double *number;
	int *whole;
};

static bool read_number(const struct number_option *option, const char *text)
{
	char *end = NULL;
	double value = strtod(text, &end);
	bool is_number =
		end != text && *end == '\0' && value >= option->min && value <= option->max;
	if (!is_number || (option->whole != NULL && value != (double)(int)value)) {
		fprintf(stderr, "load: --%s: %s is not %s between %g and %g\n", option->name, text,
			option->whole != NULL ? "a whole number" : "a number", option->min,
			option->max);
		return false;
	}
	if (option->whole != NULL)
		*option->whole = (int)value;
	else
		*option->number = value;
	return true;
}

enum { OPTION_QUESTIONS = 100, OPTION_JSON, NUMBER_OPTIONS = 6 };

static bool read_options(int argc, char **argv, struct options *out)
{
	struct run_plan *plan = &out->plan;
	const struct number_option numbers[NUMBER_OPTIONS] = {
		{"port", 1, 65535, NULL, &plan->port},
		{"clients", 1, 10000, NULL, &plan->clients},
		{"idle", 0, 19000, NULL, &plan->idle},
		{"rate", 0.1, 100000, &plan->rate, NULL},
		{"seconds", 0.1, 3600, &plan->seconds, NULL},
		{"warm-up", 0, 600, &plan->warm_up_s, NULL},
	};
	struct option known[NUMBER_OPTIONS + 3] = {
		[NUMBER_OPTIONS] = {"questions", required_argument, NULL, OPTION_QUESTIONS},
		[NUMBER_OPTIONS + 1] = {"json", no_argument, NULL, OPTION_JSON},
	};
	for (int i = 0; i < NUMBER_OPTIONS; i++)
		known[i] = (struct option){numbers[i].name, required_argument, NULL, i};
	for (int found; (found = getopt_long(argc, argv, "", known, NULL)) != -1;) {
		if (found == OPTION_QUESTIONS)
			out->questions = optarg;
		else if (found == OPTION_JSON)
			out->wants_json = true;
		else if (found >= NUMBER_OPTIONS || !read_number(&numbers[found], optarg))
			return false;
	}
	return plan->port != 0;
}

static bool read_mode(int argc, char **argv, enum run_mode *out)
{
	if (optind != argc - 1)
		return false;
	*out = strcmp(argv[optind], "echo") == 0 ? RUN_ECHO : RUN_ASK;
	return *out == RUN_ECHO || strcmp(argv[optind], "ask") == 0;
}

static int measure(const struct options *options)
{
	struct questions questions = {0};
	if (options->plan.mode == RUN_ASK && !questions_read(options->questions, &questions))
		return 1;
	struct run_result *result = xzalloc(sizeof *result);
	bool is_good = run(&options->plan, &questions, result);
	if (is_good && options->wants_json)
		report_print_json(&options->plan, result);
	else if (is_good)
		report_print(&options->plan, result);
	free(result);
	questions_done(&questions);
	return is_good ? 0 : 1;
}

int main(int argc, char **argv)
{
	struct options options = {
		.plan = {.clients = 16, .seconds = 10, .warm_up_s = 1},
		.questions = "bench/questions.jsonl",
	};
	if (!read_options(argc, argv, &options) || !read_mode(argc, argv, &options.plan.mode)) {
		fputs(usage, stderr);
		return 2;
	}
	if (sodium_init() < 0) {
		fputs("load: libsodium: cannot be used\n", stderr);
		return 1;
	}
	return measure(&options);
}
