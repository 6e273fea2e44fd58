/* SPDX-License-Identifier: EUPL-1.2 */
/* test_outbox.c - frames are shared, outboxes are bounded. */
#include "net/frame.h"
#include "net/outbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct frame *frame(enum frame_kind kind, const char *text)
{
	return frame_new(kind, text, strlen(text));
}

static void a_frame_lives_as_long_as_its_references(void **state)
{
	(void)state;
	struct frame *f = frame(FRAME_EVENT, "bonjour");
	assert_ptr_equal(frame_ref(f), f);
	frame_unref(f);
	assert_string_equal(frame_text(f), "bonjour");
	assert_int_equal(frame_len(f), 7);
	assert_ptr_equal((char *)frame_payload(f), frame_text(f));
	frame_unref(f);
	frame_unref(NULL);
}

static void frames_leave_in_the_order_they_came(void **state)
{
	(void)state;
	struct outbox outbox = {0};
	char text[16];
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 100; i++) {
			snprintf(text, sizeof text, "%d", i);
			assert_true(outbox_put(&outbox, frame(FRAME_REPLY, text)));
		}
		for (int i = 0; i < 100; i++) {
			struct frame *f = outbox_take(&outbox);
			assert_int_equal(atoi(frame_text(f)), i);
			frame_unref(f);
		}
	}
	assert_null(outbox_take(&outbox));
	assert_int_equal(outbox.bytes, 0);
	outbox_done(&outbox);
}

static void five_hundred_frames_are_full(void **state)
{
	(void)state;
	struct outbox outbox = {0};
	for (int i = 0; i < OUTBOX_FRAMES; i++)
		assert_true(outbox_put(&outbox, frame(FRAME_EVENT, "x")));
	struct frame *f = frame(FRAME_EVENT, "x");
	assert_false(outbox_put(&outbox, f));
	frame_unref(outbox_take(&outbox));
	assert_true(outbox_put(&outbox, f));
	outbox_done(&outbox);
	assert_int_equal(outbox.count, 0);
}

static void bytes_are_bounded_but_one_frame_always_fits(void **state)
{
	(void)state;
	struct outbox outbox = {0};
	char *big = calloc(1, OUTBOX_BYTES + 1);
	assert_true(outbox_put(&outbox, frame_new(FRAME_REPLY, big, OUTBOX_BYTES + 1)));
	struct frame *f = frame(FRAME_REPLY, "x");
	assert_false(outbox_put(&outbox, f));
	frame_unref(outbox_take(&outbox));
	assert_true(outbox_put(&outbox, f));
	struct frame *more = frame_new(FRAME_REPLY, big, OUTBOX_BYTES);
	assert_false(outbox_put(&outbox, more));
	frame_unref(more);
	outbox_done(&outbox);
	free(big);
}

static void events_can_be_dropped_and_replies_stay_in_order(void **state)
{
	(void)state;
	struct outbox outbox = {0};
	for (int i = 0; i < 9; i++) {
		char text[] = {(char)('0' + i), '\0'};
		outbox_put(&outbox, frame(i % 3 == 0 ? FRAME_REPLY : FRAME_EVENT, text));
	}
	assert_int_equal(outbox_drop_events(&outbox), 6);
	assert_int_equal(outbox_drop_events(&outbox), 0);
	for (int i = 0; i < 9; i += 3) {
		struct frame *f = outbox_take(&outbox);
		assert_int_equal(atoi(frame_text(f)), i);
		frame_unref(f);
	}
	assert_int_equal(outbox.bytes, 0);
	outbox_done(&outbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_frame_lives_as_long_as_its_references),
		cmocka_unit_test(frames_leave_in_the_order_they_came),
		cmocka_unit_test(five_hundred_frames_are_full),
		cmocka_unit_test(bytes_are_bounded_but_one_frame_always_fits),
		cmocka_unit_test(events_can_be_dropped_and_replies_stay_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
