/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fold.c - one pass over the characters: ASCII and Latin-1 by table, the rest through utf8proc.
 *
 * Normalising is done per grapheme cluster, never over the whole text: no canonical composition
 * reaches across one, the origin of every byte stays known, and a long run of combining marks
 * (whose sorting is quadratic in utf8proc) is cut after CLUSTER_MAX characters.
 */
#include "text/fold.h"

#include "base/utf8.h"
#include "base/xalloc.h"

#include <string.h>
#include <utf8proc.h>

enum {
	CLUSTER_MAX = 32, /* characters; Unicode's stream-safe format allows 30 marks on a base */
	CLUSTER_POINTS =
		256, /* code points a decomposed cluster may have; the longest known is 18 each */
	GROWTH = 3,  /* bytes of NFC, case-folded, per byte of the original at most */
};

struct writer {
	char *text;
	uint32_t *origin; /* NULL when nobody asks where from */
	size_t len, cap;
	int options;   /* of utf8proc, for clusters: 0 only composes */
	bool is_latin; /* marks that come now belong to a Latin letter, or to nothing */
	bool is_full;
};

static void put_byte(struct writer *w, char c, size_t at)
{
	if (w->len >= w->cap) {
		w->is_full = true;
		return;
	}
	w->text[w->len] = c;
	if (w->origin != NULL)
		w->origin[w->len] = (uint32_t)at;
	w->len++;
}

static void put_bytes(struct writer *w, const char *bytes, size_t n, size_t at)
{
	for (size_t i = 0; i < n; i++)
		put_byte(w, bytes[i], at);
}

static void put_space(struct writer *w, size_t at)
{
	if (w->len > 0 && w->text[w->len - 1] != ' ')
		put_byte(w, ' ', at);
}

static void put_point(struct writer *w, utf8proc_int32_t point, size_t at)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n = utf8proc_encode_char(point, bytes);
	put_bytes(w, (const char *)bytes, (size_t)n, at);
}

/* Reads one character of valid UTF-8; returns its bytes. */
static size_t read_point(const char *s, size_t left, utf8proc_int32_t *point)
{
	utf8proc_ssize_t n =
		utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)left, point);
	return n > 0 ? (size_t)n : 1;
}

static bool is_ignorable(utf8proc_int32_t point)
{
	return utf8proc_get_property(point)->ignorable;
}

struct range {
	utf8proc_int32_t first, last;
};

static bool is_within(const struct range *ranges, size_t count, utf8proc_int32_t point)
{
	for (size_t i = 0; i < count; i++) {
		if (point >= ranges[i].first && point <= ranges[i].last)
			return true;
	}
	return false;
}

/* Latin letters beyond Latin-1, with the ligatures that PDF files leave behind. */
static bool is_latin(utf8proc_int32_t point)
{
	static const struct range latin[] = {
		{0x0100, 0x02af}, {0x1d00, 0x1d7f}, {0x1e00, 0x1eff}, {0x212a, 0x212b},
		{0x2c60, 0x2c7f}, {0xa722, 0xa7ff}, {0xab30, 0xab64}, {0xfb00, 0xfb06},
	};
	return is_within(latin, sizeof latin / sizeof latin[0], point);
}

/* Marks of the general blocks; those of Arabic, Hebrew, Indic… are elsewhere and are letters' own.
 */
static bool is_accent(utf8proc_int32_t point)
{
	static const struct range marks[] = {
		{0x0300, 0x036f}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},
		{0x20d0, 0x20ff}, {0xfe20, 0xfe2f},
	};
	return is_within(marks, sizeof marks / sizeof marks[0], point);
}

/* Latin letters whose bar or stroke Unicode does not take for an accent, and what people type
 * instead. */
static const char *letter_without_stroke(utf8proc_int32_t point)
{
	static const struct {
		utf8proc_int32_t point;
		const char *text;
	} letters[] = {
		{0x00e6, "ae"}, {0x00f8, "o"}, {0x0111, "d"},  {0x0127, "h"}, {0x0131, "i"},
		{0x0133, "ij"}, {0x0142, "l"}, {0x0153, "oe"}, {0x0167, "t"},
	};
	for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
		if (letters[i].point == point)
			return letters[i].text;
	}
	return NULL;
}

static bool is_apostrophe(utf8proc_int32_t point)
{
	switch (point) {
	case 0x2018:
	case 0x2019:
	case 0x201b:
	case 0x2032:
	case 0x02bb:
	case 0x02bc:
	case 0x02bd:
	case 0x02c8:
	case 0x02ca:
	case 0x02cb:
	case 0xff07:
		return true;
	default:
		return false;
	}
}

/* A Latin letter: its base letters in lower case, accents dropped. */
static void put_latin(struct writer *w, utf8proc_int32_t point, size_t at)
{
	utf8proc_int32_t points[16];
	int boundary = UTF8PROC_BOUNDCLASS_START;
	utf8proc_ssize_t n = utf8proc_decompose_char(
		point, points, 16, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD,
		&boundary);
	for (utf8proc_ssize_t i = 0; i < n && i < 16; i++) {
		const char *plain = letter_without_stroke(points[i]);
		if (plain != NULL)
			put_bytes(w, plain, strlen(plain), at);
		else if (is_apostrophe(points[i]))
			put_byte(w, '\'', at);
		else if (!is_accent(points[i]))
			put_point(w, points[i], at);
	}
	w->is_latin = true;
}

/* Where the grapheme cluster that starts at `at` ends. What is invisible belongs to it. */
static size_t cluster_end(const char *s, size_t len, size_t at)
{
	utf8proc_int32_t last, next, state = 0;
	size_t end = at + read_point(s + at, len - at, &last);
	for (int n = 1; n < CLUSTER_MAX && end < len; n++) {
		size_t step = read_point(s + end, len - end, &next);
		if (!is_ignorable(next)) {
			if (utf8proc_grapheme_break_stateful(last, next, &state))
				break;
			last = next;
		}
		end += step;
	}
	return end;
}

/* Normalises one cluster to NFC and writes it; as it is when utf8proc will not. */
static void put_cluster(struct writer *w, const char *s, size_t n, size_t at)
{
	utf8proc_int32_t points[CLUSTER_POINTS + 1]; /* reencoding wants room for a terminator */
	int all = w->options | UTF8PROC_STABLE | UTF8PROC_COMPOSE;
	utf8proc_ssize_t count =
		utf8proc_decompose((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, points,
				   CLUSTER_POINTS, (utf8proc_option_t)all);
	if (count < 0 || count > CLUSTER_POINTS) {
		put_bytes(w, s, n, at);
		return;
	}
	count = utf8proc_normalize_utf32(points, count, (utf8proc_option_t)all);
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		/* Greek accents that stand for these two, alone */
		bool is_quote = w->options != 0 && (points[i] == '`' || points[i] == 0xb4);
		put_point(w, is_quote ? '\'' : points[i], at);
	}
}

static bool is_space(utf8proc_category_t category)
{
	return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
	       category == UTF8PROC_CATEGORY_ZP || category == UTF8PROC_CATEGORY_CC;
}

static bool is_dash(utf8proc_int32_t point, utf8proc_category_t category)
{
	return category == UTF8PROC_CATEGORY_PD || point == 0x2212 || point == 0x2043;
}

/* One character beyond Latin-1, with what belongs to it. Returns the bytes read. */
static size_t fold_rare(struct writer *w, const char *s, size_t len, size_t at)
{
	utf8proc_int32_t point;
	size_t n = read_point(s + at, len - at, &point);
	if (is_ignorable(point) || (w->is_latin && is_accent(point)))
		return n;
	if (is_latin(point) && !is_apostrophe(point)) {
		put_latin(w, point, at);
		return n;
	}
	utf8proc_category_t category = utf8proc_category(point);
	w->is_latin = true;
	if (is_space(category)) {
		put_space(w, at);
	} else if (is_dash(point, category)) {
		put_byte(w, '-', at);
	} else if (is_apostrophe(point)) {
		put_byte(w, '\'', at);
	} else {
		n = cluster_end(s, len, at) - at;
		put_cluster(w, s + at, n, at);
		w->is_latin = false;
	}
	return n;
}

/* U+00A0 to U+00FF as folded; NULL: kept as it is, "": dropped. */
static const char *const latin1[96] = {
	/* clang-format off */
	/* a0 */ " ", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "", NULL, NULL,
	/* b0 */ NULL, NULL, NULL, NULL, "'", "\xce\xbc", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
	/* c0 */ "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	/* d0 */ "\xc3\xb0", "n", "o", "o", "o", "o", "o", NULL, "o", "u", "u", "u", "u", "y", "\xc3\xbe", "ss",
	/* e0 */ "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	/* f0 */ NULL, "n", "o", "o", "o", "o", "o", NULL, "o", "u", "u", "u", "u", "y", NULL, "y",
	/* clang-format on */
};

/* A character whose first byte is 0xc2 or 0xc3. */
static void fold_latin1(struct writer *w, const char *s, size_t at)
{
	unsigned point = ((unsigned)(unsigned char)s[0] & 3u) << 6 | ((unsigned char)s[1] & 0x3fu);
	w->is_latin = true;
	const char *folded = point < 0xa0 ? " " : latin1[point - 0xa0];
	if (folded == NULL) {
		put_bytes(w, s, 2, at);
	} else if (folded[0] == ' ') {
		put_space(w, at);
	} else {
		for (; *folded != '\0'; folded++)
			put_byte(w, *folded, at);
	}
}

static void fold_ascii(struct writer *w, char c, size_t at)
{
	w->is_latin = true;
	if (c <= ' ' || c == 0x7f)
		put_space(w, at);
	else if (c >= 'A' && c <= 'Z')
		put_byte(w, (char)(c + ('a' - 'A')), at);
	else
		put_byte(w, c == '`' ? '\'' : c, at);
}

static void fold_all(struct writer *w, const char *s, size_t len)
{
	for (size_t at = 0; at < len;) {
		unsigned char c = (unsigned char)s[at];
		if (c < 0x80) {
			fold_ascii(w, s[at], at);
			at++;
		} else if (c <= 0xc3) {
			fold_latin1(w, s + at, at);
			at += 2;
		} else {
			at += fold_rare(w, s, len, at);
		}
	}
}

/* Bytes the folded form can need: Latin-1 and general punctuation never grow. */
static size_t room_for(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];
		bool is_punctuation = c == 0xe2 && i + 1 < len && (unsigned char)s[i + 1] <= 0x84;
		if (c > 0xc3 && c != 0xc5 && !is_punctuation)
			return len * GROWTH;
	}
	return len;
}

/* Ends the text: no space at the end, and an origin for the end itself. */
static void finish(struct writer *w, size_t len)
{
	size_t end = len;
	if (w->len > 0 && w->text[w->len - 1] == ' ') {
		w->len--;
		end = w->origin[w->len];
	}
	w->text[w->len] = '\0';
	w->origin[w->len] = (uint32_t)end;
}

enum rc fold_document(const char *utf8, size_t len, struct arena *a, struct folded *out)
{
	if (len > FOLD_DOCUMENT_MAX)
		return RC_LIMIT;
	if (!utf8_is_valid(utf8, len))
		return RC_INVALID;
	struct writer w = {.cap = room_for(utf8, len),
			   .options = UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
			   .is_latin = true};
	w.text = arena_alloc(a, w.cap + 1);
	w.origin = arena_alloc(a, (w.cap + 1) * sizeof *w.origin);
	if (w.text == NULL || w.origin == NULL)
		return RC_LIMIT;
	fold_all(&w, utf8, len);
	if (w.is_full)
		return RC_LIMIT;
	finish(&w, len);
	*out = (struct folded){.text = w.text, .len = w.len, .origin = w.origin, .original = utf8};
	return RC_OK;
}

enum rc fold_text(const char *utf8, size_t len, struct arena *a, struct folded *out)
{
	if (len > FOLD_INPUT_MAX)
		return RC_LIMIT;
	return fold_document(utf8, len, a, out);
}

bool fold_span(const struct folded *f, size_t from, size_t to, size_t *orig_from, size_t *orig_to)
{
	if (from >= to || to > f->len)
		return false;
	/* "oe" of one œ is one character: half of it is all of it */
	while (to < f->len && f->origin[to] == f->origin[to - 1])
		to++;
	*orig_from = f->origin[from];
	*orig_to = f->origin[to];
	return true;
}

char *fold_word(const char *utf8)
{
	struct arena a;
	struct folded folded;
	arena_init(&a, (size_t)FOLD_INPUT_MAX * (GROWTH * 5 + 1));
	char *copy = NULL;
	if (fold_text(utf8, strlen(utf8), &a, &folded) == RC_OK)
		copy = xmemdup(folded.text, folded.len);
	arena_done(&a);
	return copy;
}

/* Is it plainly NFC already? Nothing below U+0300 composes with what follows it, nor general
 * punctuation. */
static bool is_plainly_nfc(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];
		if (c < 0xcc)
			continue;
		unsigned char next = i + 1 < len ? (unsigned char)s[i + 1] : 0;
		if (c != 0xe2 || next < 0x80 || next > 0x82)
			return false;
		unsigned char last = i + 2 < len ? (unsigned char)s[i + 2] : 0;
		if (next == 0x80 && (last == 0x80 || last == 0x81))
			return false; /* U+2000, U+2001 stand for others */
	}
	return true;
}

enum rc nfc_text(const char *utf8, size_t len, struct arena *a, struct nfc *out)
{
	if (len > FOLD_DOCUMENT_MAX)
		return RC_LIMIT;
	if (!utf8_is_valid(utf8, len))
		return RC_INVALID;
	bool is_nfc = is_plainly_nfc(utf8, len);
	struct writer w = {.cap = is_nfc ? len : len * GROWTH};
	w.text = arena_alloc(a, w.cap + 1);
	if (w.text == NULL)
		return RC_LIMIT;
	for (size_t at = 0; at < len && !is_nfc;) {
		size_t end = cluster_end(utf8, len, at);
		put_cluster(&w, utf8 + at, end - at, at);
		at = end;
	}
	if (is_nfc)
		put_bytes(&w, utf8, len, 0);
	if (w.is_full)
		return RC_LIMIT;
	w.text[w.len] = '\0';
	*out = (struct nfc){.text = w.text, .len = w.len};
	return RC_OK;
}
