/* SPDX-License-Identifier: EUPL-1.2 */
/* likeness.c - see likeness.h. */
#include "text/likeness.h"

enum { BITS = 64, WORDS_LEAST = 20, BITS_NEAR = 3, PAIR_TURN = 27 };

/* FNV-1a's constants; the result is stirred once more (splitmix64), since its high bits are weak. */
static const uint64_t hash_start = 14695981039346656037u, hash_prime = 1099511628211u;

static uint64_t stir(uint64_t x)
{
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return x ^ (x >> 31);
}

/* Everything but ASCII letters, digits and bytes of other characters stands between words. */
static bool is_word_byte(unsigned char c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

/*
 * How often each bit of the hashes was set. Eight bits are counted at once, each in a byte of its own, which holds 255; then the
 * bytes are added to the sums.
 */
struct counts {
	uint64_t bytes[BITS / 8];
	uint32_t held; /* hashes that the bytes have counted */
	uint32_t sums[BITS];
};

/* The bits of a byte, one in each byte of the result. */
static uint64_t spread(uint64_t bits)
{
	uint64_t copies = (bits & 0xff) * 0x0101010101010101u;
	uint64_t chosen = copies & 0x8040201008040201u;
	return ((chosen + 0x7f7f7f7f7f7f7f7fu) | chosen) >> 7 & 0x0101010101010101u;
}

static void add_up(struct counts *c)
{
	for (int i = 0; i < BITS; i++)
		c->sums[i] += (uint32_t)(c->bytes[i / 8] >> (i % 8 * 8)) & 0xff;
	for (int i = 0; i < BITS / 8; i++)
		c->bytes[i] = 0;
	c->held = 0;
}

static void count_bits(struct counts *c, uint64_t hash)
{
	for (int i = 0; i < BITS / 8; i++)
		c->bytes[i] += spread(hash >> (8 * i));
	if (++c->held == UINT8_MAX)
		add_up(c);
}

uint64_t likeness_of(const char *text, size_t len)
{
	struct counts counts = {0};
	uint64_t before = 0;
	size_t words = 0;
	for (size_t at = 0; at < len;) {
		uint64_t hash = hash_start;
		size_t from = at;
		for (; at < len && is_word_byte((unsigned char)text[at]); at++)
			hash = (hash ^ ((unsigned char)text[at] | 0x20u)) * hash_prime;
		if (at == from) {
			at++;
			continue;
		}
		count_bits(&counts,
			   stir(hash ^ (before << PAIR_TURN | before >> (BITS - PAIR_TURN))));
		before = hash;
		words++;
	}
	if (words < WORDS_LEAST)
		return 0;
	uint64_t likeness = 0;
	add_up(&counts);
	for (int i = 0; i < BITS; i++)
		likeness |= (uint64_t)(counts.sums[i] * 2 > words) << i;
	return likeness;
}

bool likeness_is_near(uint64_t a, uint64_t b)
{
	return a != 0 && b != 0 && __builtin_popcountll(a ^ b) <= BITS_NEAR;
}
