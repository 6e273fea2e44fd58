/* SPDX-License-Identifier: EUPL-1.2 */
/* audit_log.c - `aiguilleur audit verify|export|head`. */
#include "app/commands.h"

#include "app/data.h"
#include "audit/audit.h"
#include "base/json.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { HEX_BYTES = 2 * HASH_BYTES + 1 };

static int verify(struct store *s, const struct options *o)
{
	struct audit_verdict verdict;
	char root[HEX_BYTES];
	if (audit_verify(s, &verdict) != RC_OK)
		return could_not("audit", "the log could not be read");
	bool holds = verdict.first_broken < 0;
	sodium_bin2hex(root, sizeof root, verdict.root, HASH_BYTES);
	if (o->json) {
		cJSON *out = cJSON_CreateObject();
		json_put_flag(out, "ok", holds);
		json_put_int(out, "size", verdict.size);
		json_put_int(out, "erased", verdict.erased);
		json_put_text(out, "root", root);
		if (!holds) {
			json_put_int(out, "first_broken", verdict.first_broken);
			json_put_text(out, "what", verdict.what);
		}
		print_json(out);
	} else if (holds) {
		printf("ok: %lld leaves, %lld of them erased, root %s\n", (long long)verdict.size,
		       (long long)verdict.erased, root);
	}
	if (holds)
		return DONE;
	return could_not("audit", "leaf %lld: %s", (long long)verdict.first_broken, verdict.what);
}

static bool print_line(void *arg, const char *json)
{
	(void)arg;
	return puts(json) >= 0;
}

static int export_log(struct store *s, const struct options *o)
{
	enum rc rc = audit_export(s, o->with_payloads, print_line, NULL);
	return rc == RC_OK ? DONE : could_not("audit", "the log could not be read");
}

static int head(struct store *s, const struct options *o)
{
	(void)o;
	int64_t size;
	uint8_t root[HASH_BYTES];
	char hex[HEX_BYTES];
	if (audit_head(s, &size, root) != RC_OK)
		return could_not("audit", "the log could not be read");
	sodium_bin2hex(hex, sizeof hex, root, sizeof root);
	printf("%lld %s\n", (long long)size, hex);
	return DONE;
}

static const struct {
	const char *word;
	int (*run)(struct store *s, const struct options *o);
} actions[] = {{"verify", verify}, {"export", export_log}, {"head", head}};

int command_audit(const struct options *o)
{
	char path[PATH_BYTES], why[PATH_BYTES + 200];
	for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
		if (strcmp(actions[i].word, o->operands[0]) != 0)
			continue;
		struct store *s = data_path(o->data, "desk.db", path)
					  ? store_open(path, STORE_READ, why, sizeof why)
					  : NULL;
		int status = s != NULL ? actions[i].run(s, o) : could_not("audit", "%s", why);
		store_close(s);
		return status;
	}
	return could_not("audit", "%s: verify, export or head", o->operands[0]), USAGE;
}
