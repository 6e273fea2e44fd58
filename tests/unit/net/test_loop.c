/* SPDX-License-Identifier: EUPL-1.2 */
/* test_loop.c - sockets on a real server: messages, floods, streams, the stop (trust.md W8, W9, D11). */
#include "unit/net/client.h"
#include "unit/net/place.h"

/* ---- sockets ---- */

static void a_request_is_answered_from_its_lane(void **state)
{
	struct client c = open_socket(*state);
	ask_echo(&c, "echo", 1, "bonjour");
	expect_text(
		&c,
		"{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"text\":\"bonjour\",\"on\":\"lane\"}}");
	ask_echo(&c, "here", 2, "ici");
	expect_text(&c, "\"on\":\"loop\"");
	send_text(&c, "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"refuse\"}");
	expect_text(&c, "\"id\":\"a\",\"error\":{\"code\":-32000,\"message\":\"Malik");
	ask_echo(&c, "both", 3, "deux fois");
	expect_text(&c, "\"id\":3,\"result\"");
	hang_up(&c);
}

static void fragments_become_one_message(void **state)
{
	static const char text[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\","
				   "\"params\":{\"text\":\"en trois\"}}";
	struct client c = open_socket(*state);
	send_frame(&c, 0x01, text, 10);
	send_frame(&c, 0x00, text + 10, 0);
	send_frame(&c, 0x89, "ping", 4); /* control frames may come between */
	send_frame(&c, 0x00, text + 10, 20);
	send_frame(&c, 0x80, text + 30, sizeof text - 1 - 30);
	struct heard pong = next_frame(&c);
	assert_int_equal(pong.opcode, 10);
	free(pong.text);
	expect_text(&c, "en trois");
	hang_up(&c);
}

static void a_message_may_be_as_big_as_allowed_and_no_bigger(void **state)
{
	struct client c = open_socket(*state);
	char *filler = xzalloc(16 * 1024 + 1);
	memset(filler, 'a', 16 * 1024);
	filler[16000] = '\0';
	ask_echo(&c, "echo", 1, filler);
	expect_text(&c, "aaaa");
	filler[16000] = 'a';
	ask_echo(&c, "echo", 2, filler);
	expect_close(&c, 1009);
	assert_true(is_closed_within(&c, 1500));
	hang_up(&c);
	free(filler);
}

static void a_frame_of_2_to_the_63_is_refused_at_its_header(void **state)
{
	static const unsigned char header[] = {0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff,
					       0xff, 0xff, 1,    2,    3,    4,    'x',  'y'};
	struct client c = open_socket(*state);
	int64_t begin = now_ms();
	say_bytes(&c, header, sizeof header);
	expect_close(&c, 1009);
	assert_true(is_closed_within(&c, 1500));
	assert_in_range(now_ms() - begin, 0, 1500);
	hang_up(&c);
}

static void endless_fragments_are_cut_off(void **state)
{
	struct client c = open_socket(*state);
	send_frame(&c, 0x01, "", 0);
	for (int i = 0; i < 80; i++)
		send_frame(&c, 0x00, "", 0);
	expect_close(&c, 1009);
	hang_up(&c);
}

static void what_is_not_utf8_or_not_text_is_refused(void **state)
{
	struct client c = open_socket(*state);
	send_frame(&c, 0x81, "\xc3\x28", 2);
	expect_close(&c, 1007);
	hang_up(&c);
	c = open_socket(*state);
	send_frame(&c, 0x82, "bin", 3);
	expect_close(&c, 1003);
	hang_up(&c);
}

static void each_kind_of_bad_request_has_its_code(void **state)
{
	static const struct {
		const char *message, *part;
	} cases[] = {
		{"{", "\"code\":-32700"},
		{"[]", "\"code\":-32600"},
		{"{\"jsonrpc\":\"2.0\",\"method\":\"echo\"}", "\"code\":-32600"},
		{"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nope\"}", "\"code\":-32601"},
		{"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\"}", "\"code\":-32602"},
		{"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\",\"params\":{\"text\":3}}",
		 "-32602"},
		{"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\",\"params\":{\"text\":\"\","
		 "\"Text\":\"\"}}",
		 "-32602"},
		{"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"staff\",\"params\":{\"text\":\"\"}}",
		 "\"reason\":\"denied\""},
	};
	struct client c = open_socket(*state);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		send_text(&c, cases[i].message);
		expect_text(&c, cases[i].part);
	}
	hang_up(&c);
}

static void a_client_that_leaves_early_costs_nothing(void **state)
{
	for (int i = 0; i < 20; i++) {
		struct client c = open_socket(*state);
		for (int n = 0; n < 30; n++)
			send_text(&c, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"held\"}");
		struct linger now = {.l_onoff = 1};
		if (i % 2)
			setsockopt(c.fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
		hang_up(&c);
	}
	struct client c = open_socket(*state);
	ask_echo(&c, "echo", 1, "encore");
	expect_text(&c, "encore");
	hang_up(&c);
}

static void many_requests_at_once_are_all_answered(void **state)
{
	struct client c = open_socket(*state);
	for (int i = 0; i < 200; i++)
		ask_echo(&c, "echo", i, "x");
	for (int i = 0; i < 200; i++) {
		char part[32];
		snprintf(part, sizeof part, "\"id\":%d,", i);
		expect_text(&c, part);
	}
	hang_up(&c);
}

static void followers_are_told_after_the_answer(void **state)
{
	struct client one = open_socket(*state);
	struct client two = open_socket(*state);
	static const char follow[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"follow\","
				     "\"params\":{\"stream\":\"desk\"}}";
	send_text(&one, follow);
	expect_text(&one, "\"id\":1,\"result\"");
	send_text(&two, follow);
	expect_text(&two, "\"id\":1,\"result\"");
	send_text(&two, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tell\","
			"\"params\":{\"stream\":\"desk\",\"seq\":5,\"times\":2}}");
	expect_text(&two, "\"id\":2,\"result\"");
	expect_text(&two, "\"stream\":\"desk\",\"seq\":5,\"type\":\"told\"");
	expect_text(&two, "\"seq\":6");
	expect_text(&one, "\"method\":\"event\"");
	expect_text(&one, "\"seq\":6");
	hang_up(&one);
	hang_up(&two);
}

/* Follows "flood" and then reads nothing while 40 MiB of events are made for it. */
static void flood(struct place *place, struct client *deaf)
{
	struct client c = open_socket(place);
	send_text(deaf, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"follow\","
			"\"params\":{\"stream\":\"flood\"}}");
	expect_text(deaf, "\"id\":1");
	for (int i = 0; i < 20; i++) {
		send_text(&c, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tell\",\"params\":"
			      "{\"stream\":\"flood\",\"fill\":20000,\"times\":100}}");
		expect_text(&c, "\"id\":2");
	}
	hang_up(&c);
}

static void a_public_client_that_never_reads_is_closed(void **state)
{
	struct client deaf = open_socket(*state);
	flood(*state, &deaf);
	/* The close frame may never fit; the connection is cut within a second all the same. */
	assert_true(is_closed_within(&deaf, PATIENCE_MS));
	hang_up(&deaf);
}

static void a_desk_that_never_reads_is_told_to_fetch_again(void **state)
{
	struct client deaf = open_socket(*state);
	send_text(&deaf, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"become\"}");
	expect_text(&deaf, "\"id\":1");
	flood(*state, &deaf);
	bool was_told = false;
	while (!was_told) {
		struct heard heard = next_frame(&deaf);
		assert_int_equal(heard.opcode, 1);
		was_told = strstr(heard.text, "\"type\":\"resync\"") != NULL;
		free(heard.text);
	}
	hang_up(&deaf);
}

/* ---- the end ---- */

/* trust.md W21, small: who comes and goes, politely or not, while everybody is being told. */
static void coming_and_going_in_a_storm_costs_nothing(void **state)
{
	struct client teller = open_socket(*state);
	for (int i = 0; i < 300; i++) {
		struct client c = open_socket(*state);
		send_text(&c, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"follow\","
			      "\"params\":{\"stream\":\"storm\"}}");
		send_text(&teller, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tell\",\"params\":"
				   "{\"stream\":\"storm\",\"fill\":500,\"times\":20}}");
		if (i % 3 == 0)
			expect_text(&c, "\"id\":1");
		struct linger now = {.l_onoff = 1};
		if (i % 2)
			setsockopt(c.fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
		hang_up(&c);
		expect_text(&teller, "\"id\":2");
	}
	hang_up(&teller);
}

static void who_falls_silent_is_hung_up(void **state)
{
	(void)state;
	struct net_settings settings = lenient();
	settings.ping_s = 1;
	settings.hangup_s = 2;
	struct place *place = open_place(settings);
	struct client c = open_socket(place);
	struct heard heard = next_frame(&c);
	assert_int_equal(heard.opcode, 9);
	free(heard.text);
	assert_true(is_closed_within(&c, PATIENCE_MS));
	hang_up(&c);
	void *other = place;
	tear_down(&other);
}

static void stopping_answers_and_says_goodbye(void **state)
{
	struct place *place = *state;
	struct client c = open_socket(place);
	ask_echo(&c, "echo", 1, "x");
	expect_text(&c, "\"id\":1");
	send_text(&c, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"held\"}");
	ask_echo(&c, "echo", 3, "y");
	expect_text(&c, "\"id\":3");
	int64_t begin = now_ms();
	server_stop(place->server);
	/* Refused, so the stop has begun; what was accepted before is still answered. */
	bool is_refused = false;
	while (!is_refused && now_ms() - begin < 2000) {
		struct client late = dial(place);
		is_refused = is_closed_within(&late, 50);
		hang_up(&late);
	}
	assert_true(is_refused);
	sem_post(&place->app.releases);
	expect_text(&c, "\"id\":2");
	expect_close(&c, 1001);
	stop_place(place);
	assert_in_range(now_ms() - begin, 0, 4999);
	hang_up(&c);
}

static void a_port_in_use_is_an_error_in_words(void **state)
{
	struct place *place = *state;
	char why[200] = "";
	struct net_settings settings = net_settings_default();
	settings.listen_port = server_port(place->server);
	struct server_config config = {.settings = settings, .verbs = &set};
	assert_null(server_open(&config, why, sizeof why));
	assert_non_null(strstr(why, "cannot listen on 127.0.0.1:"));
	config.settings.listen_host = "exemple";
	assert_null(server_open(&config, why, sizeof why));
	assert_non_null(strstr(why, "IP address"));
}

/* With an argument, only the cases whose names match it ("*slow*"). */
int main(int argc, char **argv)
{
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(a_request_is_answered_from_its_lane),
		CASE(fragments_become_one_message),
		CASE(a_message_may_be_as_big_as_allowed_and_no_bigger),
		CASE(a_frame_of_2_to_the_63_is_refused_at_its_header),
		CASE(endless_fragments_are_cut_off),
		CASE(what_is_not_utf8_or_not_text_is_refused),
		CASE(each_kind_of_bad_request_has_its_code),
		CASE(a_client_that_leaves_early_costs_nothing),
		CASE(many_requests_at_once_are_all_answered),
		CASE(followers_are_told_after_the_answer),
		CASE(a_public_client_that_never_reads_is_closed),
		CASE(a_desk_that_never_reads_is_told_to_fetch_again),
		CASE(coming_and_going_in_a_storm_costs_nothing),
		CASE(who_falls_silent_is_hung_up),
		CASE(stopping_answers_and_says_goodbye),
		CASE(a_port_in_use_is_an_error_in_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
