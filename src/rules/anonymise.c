/* SPDX-License-Identifier: EUPL-1.2 */
/* anonymise.c - see anonymise.h. The table of patterns is the specification. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "rules/anonymise.h"

#include "base/str.h"
#include "base/utf8.h"
#include "base/xalloc.h"

#include <pcre2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MATCH_LIMIT = 100000, HEAP_LIMIT_KIB = 4096 };

static const char *const words[MASK_COUNT] = {
	[MASK_EMAIL] = "[courriel]",
	[MASK_LINK] = "[lien]",
	[MASK_PHONE] = "[téléphone]",
	[MASK_ADDRESS] = "[adresse]",
	[MASK_BIRTH] = "[date de naissance]",
	[MASK_NUMBER] = "[numéro]",
	[MASK_NAME] = "[nom]",
};

/* clang-format off */
/* Pieces of patterns. A name is written with a capital; after « je m'appelle » people often write it without. */
#define PARTICLE "(?i:(?:de|du|des|van|von|den|der|ben|el|al|le|la|di|da)\\h+|d['’])"
#define CAPITAL  "\\p{Lu}(?:\\.|[\\p{L}'’-]*)"
#define NAME     CAPITAL "(?:\\h+" PARTICLE "{0,2}" CAPITAL "){0,3}"
#define NO_NAME  "(?!(?i:et|ou|mais|je|j|tu|il|elle|on|nous|vous|ils|elles|suis|ai|pas|ne|comme|comment|pour|par|en|au|aux|avec|dans|qui|que|car|une?|les?|la|mon|ma|mes|depuis|bien|plus|bonjour|merci|cordialement)\\b)"
#define ANY_NAME NO_NAME "\\p{L}[\\p{L}-]+(?:\\h+" PARTICLE "?" NO_NAME "\\p{L}[\\p{L}-]+)?(?:\\h+" CAPITAL ")?"
#define STREET   "(?i:rue|avenue|av\\.|boulevard|bd\\.?|bld|place|chemin|all[ée]es?|impasse|quai|route|square|cours|passage|sentier|lotissement|hameau|r[ée]sidence|chauss[ée]e|clos)"
#define ARTICLE  "(?i:\\h+(?:de\\h+la|de|du|des|la|le|les|au|aux)(?=\\h)|\\h+(?:de\\h+)?[dl]['’])"
#define TOWN     "(?:\\h*,?\\s*(?:[BF]-)?\\d{4,5}\\h+\\p{L}[\\p{L}'’-]*(?:\\h\\p{Lu}[\\p{L}'’-]*)*)"
#define CLOSING  "(?i:(?:(?:bien|tr[eè]s)\\h+)?cordialement|cdlt|cdt|bien\\h+[àa]\\h+vous|respectueusement|sinc[eè]rement|amicalement|(?:meilleures\\h+|sinc[eè]res\\h+)?salutations(?:\\h+(?:distingu[ée]es|cordiales|respectueuses|les\\h+meilleures))?|merci(?:\\h+(?:beaucoup|infiniment|bien|d['’]\\h?avance|par\\h+avance|pour\\h+votre\\h+(?:aide|r[ée]ponse)))?|bonne\\h+(?:journ[ée]e|soir[ée]e)|sign[ée]e?)"
#define KIN      "(?i:(?:arri[eè]re[\\h-])*(?:grand[\\h-]?)?(?:p[eè]re|m[eè]re|oncle|tante)|a[iï]eule?|mari|femme|[ée]pou(?:x|se)|fr[eè]re|s(?:œ|oe)ur|fils|fille|cousine?|neveu|ni[eè]ce|voisine?|ami|amie|copine?|compagne|compagnon|belle[\\h-]m[eè]re|beau[\\h-]p[eè]re|enfant|petite?[\\h-]fil(?:s|le)|patron(?:ne)?|chef(?:fe)?|coll[eè]gue|prof(?:esseure?)?|ma[iî]tresse)"

static const struct {
	enum mask mask;
	const char *pattern; /* group 1, when there is one, is what is taken out; else all of it */
} patterns[] = {
	/* The first that finds a place has it. */
	{MASK_EMAIL, "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+"},
	{MASK_EMAIL, "[\\w.+-]+\\h?(?:\\(at\\)|\\[at\\]|\\barobase\\b|@)\\h?[\\w-]+(?:(?:\\.|\\h?\\bpoint\\b\\h?)[\\w-]+)+"},
	{MASK_LINK, "(?i:https?://|www\\.)[^\\s<>\"»]*[^\\s<>\"».,;:!?)]"},
	{MASK_LINK, "(?i)\\b[\\w-]+(?:\\.[\\w-]+)*\\.(?:fr|be|com|org|net|eu|info|io)/[^\\s<>\"»]*[^\\s<>\"».,;:!?)]"},
	{MASK_LINK, "(?<![\\w@])@[\\w.]{3,}"},
	/* bank accounts, cards, social security, Belgian national register, registration plates */
	{MASK_NUMBER, "\\b[A-Z]{2}\\d{2}(?:\\h?[\\dA-Z]{4}){3,7}(?:\\h?[\\dA-Z]{1,3})?\\b"},
	{MASK_NUMBER, "\\b\\d{4}(?:[\\h-]\\d{4}){3}\\b"},
	{MASK_NUMBER, "\\b[1278]\\h?\\d\\d\\h?[01]\\d\\h?\\d[\\dAB]\\h?\\d{3}\\h?\\d{3}(?:\\h?\\d\\d)?\\b"},
	{MASK_NUMBER, "\\b\\d\\d\\.\\d\\d\\.\\d\\d[\\h-]\\d{3}[.\\h-]\\d\\d\\b"},
	{MASK_NUMBER, "\\b[A-Z]{2}-\\d{3}-[A-Z]{2}\\b"},
	{MASK_PHONE, "(?<![\\d,.])(?:(?:\\+|00)\\h?\\d{2,3}\\h?(?:\\(0\\)\\h?)?|0)\\d(?:[\\h./-]?\\d){7,9}(?!\\d)"},
	{MASK_PHONE, "(?i:t[ée]l(?:[ée]phone)?|portable|gsm|mobile)\\h*\\.?\\h*(?::|n°|num[ée]ro)?\\h*(\\+?\\d(?:[\\h./-]?\\d){5,12})"},
	/* "12 bis, rue des Lilas, 29200 Brest"; the Belgian way, "rue des Lilas 12 bte 3, 1000 Bruxelles" */
	{MASK_ADDRESS, "\\b\\d{1,4}\\h?(?i:bis|ter|quater|[a-d]\\b)?\\h*,?\\h+" STREET ARTICLE "{0,2}\\h*[\\p{L}\\d'’-]+(?:[\\h-]" PARTICLE "?" CAPITAL "){0,4}" TOWN "?"},
	{MASK_ADDRESS, "(?i:\\b" STREET ")" ARTICLE "{0,2}\\h*[\\p{L}'’-]+(?:[\\h-]" PARTICLE "?" CAPITAL "){0,4}\\h*,?\\h*\\d{1,3}(?:\\h?(?i:bis|ter|[a-d]\\b))?(?:\\h*,?\\h*(?i:bte|bo[iî]te)\\h*\\d+)?(?:" TOWN "|(?=\\s*(?:[,;.\\n]|$)))"},
	{MASK_BIRTH, "(?i:\\bje\\h+suis\\h+n[ée]e?\\h+(?:le\\h+)?)(\\d{1,2}(?:er)?(?:[/.-]\\d{1,2}[/.-]\\d{2,4}|\\h+\\p{L}+\\h+\\d{2,4}))"},
	{MASK_BIRTH, "(?i:date\\h+de\\h+naissance\\h*:?\\h*)(\\d{1,2}(?:er)?(?:[/.-]\\d{1,2}[/.-]\\d{2,4}|\\h+\\p{L}+\\h+\\d{2,4}))"},
	{MASK_NUMBER, "\\d{5,}"},
	{MASK_NAME, "(?i:\\b(?:je\\h+(?:m['’]?\\h?appel(?:le)?s?|me\\h+nomme|me\\h+pr[ée]nomme)|jm['’]?appel(?:le)?s?|mon\\h+(?:pr[ée])?nom\\h+(?:de\\h+famille\\h+)?(?:est|c['’]est)|(?:il|elle|qui)\\h+s['’]appel(?:le|ait)|nomm[ée]e?|pr[ée]nomm[ée]e?))\\h*:?\\h+(" NAME "|" ANY_NAME ")"},
	{MASK_NAME, "(?i:\\bmoi\\h+c['’]est|\\bje\\h+suis|\\bici)\\h+(" NAME ")(?=\\s*(?:[,.;!\\n]|$|\\h(?i:et|de|du|j)\\b))"},
	{MASK_NAME, "(?i:^\\s*(?:nom|pr[ée]noms?|nom\\h+et\\h+pr[ée]nom)\\h*:\\h*)(\\p{L}[\\p{L}'’\\h-]{1,40})$"},
	{MASK_NAME, "\\b(?i:m|mr|mme|mlle|melle|monsieur|madame|mademoiselle|docteur|dr|ma[iî]tre|pr|professeur)\\b\\.?\\h+((?!(?:Bovary|Hulot|Jourdain|Propre|Madeleine|Ibrahim|Butterfly|Tussauds?|Curie|Bonacieux|Thénardier|Teste|Sans|Le|La|Les|Je|Bonjour|Merci|Pouvez|Veuillez)\\b)" PARTICLE "{0,2}+(?!(?i:sévigné|staël|pompadour|maintenon|la\\h+fayette|lafayette|bovary|genlis|récamier)\\b)" NAME ")"},
	{MASK_NAME, "(?i:\\b(?:mon|ma|mes|son|sa|notre)\\h+)" KIN "\\h*,?\\h+(" NAME ")"},
	{MASK_NAME, "\\b(?i:n[ée]e?)\\h+(" CAPITAL ")(?=\\h+(?i:le|[àa]|en|vers)\\b)"},
	{MASK_NAME, "\\b" CLOSING "\\h*[,.!:\\r\\n-]*\\s*\\b((?!" CLOSING "\\b)" NAME ")\\h*[.!]?(?=\\s*(?:\\n|$|\\[))"},
	{MASK_NAME, "\\b" CLOSING "\\h*[,\\r\\n]\\s*(" NO_NAME "\\p{Ll}[\\p{L}-]+(?:\\h+" NO_NAME "\\p{Ll}[\\p{L}-]+)?)\\h*[.!]?\\s*$"},
	{MASK_NAME, "\\n\\s*((?!(?i:bonjour|bonsoir|salut|" CLOSING ")\\b)" NAME ")\\h*\\s*\\z"},
};
/* clang-format on */

enum { PATTERN_COUNT = sizeof patterns / sizeof patterns[0] };

struct masking {
	const char *text;
	size_t len;
	pcre2_match_context *limits;
	pcre2_match_data *data;
	struct anonymised *out;
};

const char *mask_word(enum mask mask)
{
	return words[mask];
}

/* Puts a span in its place; nothing when another has it already. */
static void add_span(struct anonymised *out, const struct masked *span)
{
	size_t at = out->count;
	while (at > 0 && out->spans[at - 1].from > span->from)
		at--;
	if ((at > 0 && out->spans[at - 1].to > span->from) ||
	    (at < out->count && out->spans[at].from < span->to))
		return;
	out->spans = xgrow(out->spans, out->count, sizeof *out->spans);
	memmove(&out->spans[at + 1], &out->spans[at], (out->count - at) * sizeof *out->spans);
	out->spans[at] = *span;
	out->count++;
}

/* Every place of one pattern; false when a limit was met. */
static bool mask_all(struct masking *m, const pcre2_code *code, enum mask mask)
{
	size_t at = 0;
	while (at <= m->len) {
		int rc = pcre2_match(code, (PCRE2_SPTR)m->text, m->len, at, PCRE2_NO_UTF_CHECK,
				     m->data, m->limits);
		if (rc == PCRE2_ERROR_NOMATCH)
			return true;
		if (rc < 0)
			return false;
		const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(m->data);
		size_t group = rc > 1 && ends[2] != PCRE2_UNSET ? 2 : 0;
		add_span(m->out, &(struct masked){mask, ends[group], ends[group + 1]});
		/* What stands behind a name may introduce the next one. */
		at = ends[group + 1] > at ? ends[group + 1] : ends[1] + 1;
	}
	return true;
}

static bool mask_pattern(struct masking *m, size_t row)
{
	int error;
	PCRE2_SIZE offset;
	pcre2_code *code =
		pcre2_compile((PCRE2_SPTR)patterns[row].pattern, PCRE2_ZERO_TERMINATED,
			      PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE, &error, &offset, NULL);
	bool is_done = code != NULL && mask_all(m, code, patterns[row].mask);
	pcre2_code_free(code);
	return is_done;
}

static char *text_without(const char *text, const struct anonymised *a)
{
	struct str out = {0};
	size_t at = 0;
	for (size_t i = 0; i < a->count; i++) {
		str_put_bytes(&out, text + at, a->spans[i].from - at);
		str_put(&out, words[a->spans[i].mask]);
		at = a->spans[i].to;
	}
	str_put(&out, text + at);
	return str_take(&out);
}

bool anonymise(const char *text, struct anonymised *out)
{
	*out = (struct anonymised){0};
	struct masking m = {.text = text,
			    .len = strlen(text),
			    .limits = pcre2_match_context_create(NULL),
			    .data = pcre2_match_data_create(4, NULL),
			    .out = out};
	bool is_done = m.limits != NULL && m.data != NULL && utf8_is_valid(text, m.len);
	if (is_done) {
		pcre2_set_match_limit(m.limits, MATCH_LIMIT);
		pcre2_set_heap_limit(m.limits, HEAP_LIMIT_KIB);
	}
	for (size_t i = 0; i < PATTERN_COUNT && is_done; i++)
		is_done = mask_pattern(&m, i);
	pcre2_match_data_free(m.data);
	pcre2_match_context_free(m.limits);
	if (is_done)
		out->text = text_without(text, out);
	else
		anonymised_done(out);
	return is_done;
}

void anonymised_done(struct anonymised *a)
{
	free(a->text);
	free(a->spans);
	*a = (struct anonymised){0};
}

bool anonymised_has_contact(const struct anonymised *a)
{
	for (size_t i = 0; i < a->count; i++) {
		if (a->spans[i].mask == MASK_EMAIL || a->spans[i].mask == MASK_PHONE)
			return true;
	}
	return false;
}
