/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs.c - finding verbs, judging params, and what handlers read and leave in a call. */
#include "net/verbs.h"

#include "base/xalloc.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ID_BYTES = 64, OBJECT_MEMBERS = 64, NAME_SHOWN = 40 };

static const double number_max = 9007199254740992.0; /* 2^53 */

const struct verb *verb_find(const struct verb_set *set, const char *name)
{
	for (size_t t = 0; t < set->count; t++) {
		const struct verb_table *table = set->tables[t];
		for (size_t i = 0; i < table->count; i++) {
			if (strcmp(table->verbs[i].name, name) == 0)
				return &table->verbs[i];
		}
	}
	return NULL;
}

/* ---- params ---- */

static bool is_whole_number(const cJSON *value, double max)
{
	if (!cJSON_IsNumber(value))
		return false;
	double n = value->valuedouble;
	return n >= 0 && n <= max && n == (double)(int64_t)n;
}

static bool fits_text(const struct param *p, const cJSON *value)
{
	return cJSON_IsString(value) && strlen(value->valuestring) <= p->max;
}

static bool fits_id(const struct param *p, const cJSON *value)
{
	if (!cJSON_IsString(value))
		return is_whole_number(value, number_max);
	size_t len = strlen(value->valuestring);
	if (len == 0 || len > (p->max == 0 ? ID_BYTES : p->max))
		return false;
	for (const char *c = value->valuestring; *c != '\0'; c++) {
		if (!isalnum((unsigned char)*c) && strchr("-_.:/", *c) == NULL)
			return false;
	}
	return true;
}

static bool fits_int(const struct param *p, const cJSON *value)
{
	return is_whole_number(value, p->max == 0 ? number_max : (double)p->max);
}

static bool fits_flag(const struct param *p, const cJSON *value)
{
	(void)p;
	return cJSON_IsBool(value);
}

static bool fits_object(const struct param *p, const cJSON *value)
{
	size_t max = p->max == 0 ? OBJECT_MEMBERS : p->max;
	return cJSON_IsObject(value) && (size_t)cJSON_GetArraySize(value) <= max;
}

static bool fits_list(const struct param *p, const cJSON *value)
{
	return cJSON_IsArray(value) && (size_t)cJSON_GetArraySize(value) <= p->max;
}

static bool (*const fits[PARAM_TYPE_COUNT])(const struct param *p, const cJSON *value) = {
	[PARAM_TEXT] = fits_text, [PARAM_ID] = fits_id,         [PARAM_INT] = fits_int,
	[PARAM_FLAG] = fits_flag, [PARAM_OBJECT] = fits_object, [PARAM_LIST] = fits_list,
};

static bool is_present(const cJSON *value)
{
	return value != NULL && !cJSON_IsNull(value);
}

static const struct param *param_find(const struct param *table, const char *name)
{
	for (const struct param *p = table; p != NULL && p->name != NULL; p++) {
		if (strcmp(p->name, name) == 0)
			return p;
	}
	return NULL;
}

/* What a client called a param may be shown back to it, as far as it is harmless. */
static enum rc refuse_unknown(struct refusal *refusal, const char *name)
{
	char shown[NAME_SHOWN + 1];
	size_t n = 0;
	for (; name[n] != '\0' && n < NAME_SHOWN; n++)
		shown[n] = isgraph((unsigned char)name[n]) ? name[n] : '?';
	shown[n] = '\0';
	return refuse(refusal, SAY_BAD_PARAM, "%s ?", shown);
}

static enum rc check_one(const struct param *p, const cJSON *value, struct refusal *refusal)
{
	if (!is_present(value))
		return p->is_required ? refuse(refusal, SAY_BAD_PARAM, "%s", p->name) : RC_OK;
	if (fits[p->type](p, value))
		return RC_OK;
	if (p->type == PARAM_TEXT && cJSON_IsString(value))
		return refuse(refusal, SAY_BAD_PARAM, "%s (> %zu)", p->name, p->max);
	return refuse(refusal, SAY_BAD_PARAM, "%s", p->name);
}

enum rc params_check(const struct param *table, const cJSON *params, struct refusal *refusal)
{
	const cJSON *member;
	cJSON_ArrayForEach(member, params)
	{
		if (param_find(table, member->string) == NULL)
			return refuse_unknown(refusal, member->string);
	}
	for (const struct param *p = table; p != NULL && p->name != NULL; p++) {
		enum rc rc = check_one(p, json_get(params, p->name), refusal);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* ---- calls ---- */

const cJSON *call_param(const struct call *call, const char *name)
{
	const cJSON *value = json_get(call->params, name);
	return is_present(value) ? value : NULL;
}

const char *call_text(const struct call *call, const char *name)
{
	return json_text(call->params, name, NULL);
}

int64_t call_int(const struct call *call, const char *name, int64_t fallback)
{
	return json_int(call->params, name, fallback);
}

bool call_flag(const struct call *call, const char *name, bool fallback)
{
	return json_flag(call->params, name, fallback);
}

int64_t call_id(const struct call *call, const char *name)
{
	const cJSON *value = call_param(call, name);
	if (value == NULL)
		return 0;
	if (cJSON_IsNumber(value))
		return (int64_t)value->valuedouble;
	const char *text = value->valuestring;
	size_t len = strlen(text);
	if (len == 0 || len > 15 || strspn(text, "0123456789") != len)
		return 0;
	return strtoll(text, NULL, 10);
}

bool call_follow(struct call *call, const char *stream)
{
	size_t len = strlen(stream);
	if (call->stream_count == CALL_STREAMS || len >= EVENT_STREAM_BYTES)
		return false;
	memcpy(call->streams[call->stream_count++], stream, len + 1);
	return true;
}

enum rc call_refuse_rc(struct call *call, enum rc rc)
{
	static const enum sentence sentences[RC_COUNT] = {
		[RC_OK] = SAY_NOTHING,
		[RC_INVALID] = SAY_MALFORMED,
		[RC_DENIED] = SAY_ROLE_MAY_NOT,
		[RC_CONFLICT] = SAY_NOT_NOW,
		[RC_LIMIT] = SAY_BUSY,
		[RC_NOT_FOUND] = SAY_QUESTION_UNKNOWN,
		[RC_STALE] = SAY_CLAIM_STALE,
		[RC_UNAVAILABLE] = SAY_STORE_FAILED,
		[RC_CHALLENGE] = SAY_LOG_IN_FIRST,
	};
	refuse(&call->refusal, sentences[rc], "%s", call->verb->name);
	return rc;
}

void call_done(struct call *call)
{
	if (call->scratch != NULL && call->scratch_free != NULL)
		call->scratch_free(call->scratch);
	cJSON_Delete(call->envelope);
	cJSON_Delete(call->result);
	cJSON_Delete(call->problems);
	free(call->request_id);
	event_list_done(&call->events);
}
