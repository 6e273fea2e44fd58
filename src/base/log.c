/* SPDX-License-Identifier: EUPL-1.2 */
/* log.c - see log.h. */
#include "base/log.h"

#include "base/clock.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { LINES_PER_SECOND = 10, FORMATS_SEEN = 32, LINE_BYTES = 1024 };

static enum log_level level_max = LOG_LEVEL_INFO;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

/* How often each recent format string was written within its current second; under guard. */
static struct {
	const char *format;
	int64_t second;
	int lines;
	int held;
} seen[FORMATS_SEEN];

void log_set_level(enum log_level level)
{
	level_max = level;
}

/* Control characters would let a value forge a line of its own. */
static void escape_controls(char *line)
{
	for (char *c = line; *c != '\0'; c++) {
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = ' ';
	}
}

/* True when this line may be written; *held gets the number swallowed in an earlier second. */
static bool may_write(const char *format, int *held)
{
	int64_t second = clock_monotonic_us() / 1000000;
	size_t slot = ((size_t)format >> 3) % FORMATS_SEEN;
	*held = 0;
	if (seen[slot].format != format || seen[slot].second != second) {
		if (seen[slot].format == format)
			*held = seen[slot].held;
		seen[slot].format = format;
		seen[slot].second = second;
		seen[slot].lines = 0;
		seen[slot].held = 0;
	}
	if (seen[slot].lines >= LINES_PER_SECOND) {
		seen[slot].held++;
		return false;
	}
	seen[slot].lines++;
	return true;
}

static void write_line(enum log_level level, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

static void write_line(enum log_level level, const char *format, va_list args)
{
	static const char *const names[] = {"error", "warn", "info", "debug"};
	if (level > level_max)
		return;
	char line[LINE_BYTES];
	vsnprintf(line, sizeof line, format, args);
	escape_controls(line);
	char at[32];
	struct clock now = clock_system(0);
	clock_format_utc(clock_wall_ms(&now), at);

	pthread_mutex_lock(&guard);
	int held = 0;
	if (may_write(format, &held)) {
		if (held > 0)
			fprintf(stderr, "%s warn %d lines like the next were held back\n", at,
				held);
		fprintf(stderr, "%s %s %s\n", at, names[level], line);
	}
	pthread_mutex_unlock(&guard);
}

#define LOG_FUNCTION(name, level)                                                                  \
	void name(const char *format, ...)                                                         \
	{                                                                                          \
		va_list args;                                                                      \
		va_start(args, format);                                                            \
		write_line(level, format, args);                                                   \
		va_end(args);                                                                      \
	}

LOG_FUNCTION(log_error, LOG_LEVEL_ERROR)
LOG_FUNCTION(log_warn, LOG_LEVEL_WARN)
LOG_FUNCTION(log_info, LOG_LEVEL_INFO)
LOG_FUNCTION(log_debug, LOG_LEVEL_DEBUG)
