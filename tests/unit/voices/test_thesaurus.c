/* SPDX-License-Identifier: EUPL-1.2 */
/* test_thesaurus.c - other ways to say an expression. */
#include "voices/thesaurus.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/reading.h"

static struct thesaurus *some(void)
{
	static char *jobs[] = {"emploi", "travail", "boulot"};
	static char *caf[] = {"caf", "caisse d'allocations familiales", "de la"};
	static char *pay[] = {"allocation", "aide"};
	static char *work[] = {"travail", "labeur"};
	const struct texts groups[] = {{jobs, 3}, {caf, 3}, {pay, 2}, {work, 2}};
	struct thesaurus *t = thesaurus_new();
	struct stemmer *stemmer = stemmer_new();
	for (int i = 0; i < 4; i++)
		thesaurus_add(t, &groups[i], stemmer);
	stemmer_free(stemmer);
	return t;
}

/* "from-to: other, other", of the expression that starts at a word; "" when there is none. */
static const char *find(const struct thesaurus *t, const char *text, int from)
{
	static char out[300];
	struct reading r;
	struct expression_hit hit;
	out[0] = '\0';
	reading_open(&r, text);
	if (thesaurus_find(t, &r.words, from, &hit)) {
		sprintf(out, "%d-%d:", hit.from, hit.to);
		for (int i = 0; i < hit.count; i++)
			sprintf(out + strlen(out), " %s", hit.others[i]->written);
	}
	reading_close(&r);
	return out;
}

static void the_members_of_a_group_stand_for_each_other(void **state)
{
	(void)state;
	struct thesaurus *t = some();
	assert_string_equal(find(t, "mon emploi", 1), "1-2: travail boulot");
	assert_string_equal(find(t, "des boulots", 1), "1-2: emploi travail");
	/* of two groups: the others of both */
	assert_string_equal(find(t, "le travail", 1), "1-2: emploi boulot labeur");
	assert_string_equal(find(t, "le travail", 0), "");
	assert_string_equal(find(t, "une girafe", 1), "");
	thesaurus_free(t);
}

static void the_longest_expression_counts_small_words_left_out(void **state)
{
	(void)state;
	struct thesaurus *t = some();
	assert_string_equal(find(t, "la CAF", 1), "1-2: caisse d'allocations familiales");
	assert_string_equal(find(t, "caisse des allocations familiales", 0), "0-4: caf");
	assert_string_equal(find(t, "une allocation", 1), "1-2: aide");
	thesaurus_free(t);
}

static void a_group_gives_stems_for_search(void **state)
{
	(void)state;
	struct thesaurus *t = some();
	struct reading r;
	struct expression_hit hit;
	reading_open(&r, "caf");
	assert_true(thesaurus_find(t, &r.words, 0, &hit));
	assert_int_equal(hit.count, 1);
	assert_int_equal(hit.others[0]->words, 3);
	assert_string_equal(hit.others[0]->stems, "caiss alloc familial");
	reading_close(&r);
	thesaurus_free(t);
	thesaurus_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_members_of_a_group_stand_for_each_other),
		cmocka_unit_test(the_longest_expression_counts_small_words_left_out),
		cmocka_unit_test(a_group_gives_stems_for_search),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
