/* SPDX-License-Identifier: EUPL-1.2 */
/* plain.c - see plain.h. Read from the table at the end. */
#include "net/plain.h"

#include "base/json.h"
#include "flow/asker.h"
#include "net/handler.h"
#include "net/verbs_public.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { CLIENT_ID_TEXT = 2 * CLIENT_ID_BYTES + 1 };

/* The words of these pages. */
enum word {
	W_RECEIVED,
	W_KEEP_CODE,
	W_DUE,
	W_MAYBE,
	W_HELP_NOW,
	W_FOLLOW,
	W_YOUR_QUESTION,
	W_NOT_SENT,
	W_SEND_AGAIN,
	W_ANSWER,
	W_SOURCES,
	W_MESSAGES,
	W_REPLY,
	W_SEND,
	W_REFRESH,
	W_COUNT
};

/* clang-format off */
static const char *const words[W_COUNT][LOCALE_COUNT] = {
	[W_RECEIVED] = {"Votre question est bien arrivée", "Your question has arrived", "Uw vraag is goed aangekomen", "وصل سؤالك"},
	[W_KEEP_CODE] = {"Gardez ce code de suivi : lui seul permet de retrouver votre question.", "Keep this receipt: nothing else finds your question again.", "Bewaar deze volgcode: alleen daarmee vindt u uw vraag terug.", "احتفظ برمز المتابعة هذا: به وحده يمكنك إيجاد سؤالك."},
	[W_DUE] = {"Réponse prévue au plus tard le", "Answer expected by", "Antwoord verwacht uiterlijk op", "الإجابة متوقعة قبل"},
	[W_MAYBE] = {"En attendant, ceci vous aide peut-être", "Meanwhile, this may help", "Intussen helpt dit misschien", "في هذه الأثناء، قد يفيدك هذا"},
	[W_HELP_NOW] = {"Si vous ou quelqu'un d'autre êtes en danger, des personnes répondent tout de suite", "If you or someone else is in danger, people answer right now", "Bent u of iemand anders in gevaar, dan is er nu meteen iemand bereikbaar", "إذا كنت أنت أو غيرك في خطر، فهناك من يجيب فورًا"},
	[W_FOLLOW] = {"Suivre ma question", "Follow my question", "Mijn vraag volgen", "متابعة سؤالي"},
	[W_YOUR_QUESTION] = {"Votre question", "Your question", "Uw vraag", "سؤالك"},
	[W_NOT_SENT] = {"Ce n'est pas encore parti", "This was not sent yet", "Dit is nog niet verstuurd", "لم يُرسل بعد"},
	[W_SEND_AGAIN] = {"Renvoyer", "Send again", "Opnieuw versturen", "إعادة الإرسال"},
	[W_ANSWER] = {"La réponse", "The answer", "Het antwoord", "الإجابة"},
	[W_SOURCES] = {"Sources", "Sources", "Bronnen", "المصادر"},
	[W_MESSAGES] = {"Messages", "Messages", "Berichten", "الرسائل"},
	[W_REPLY] = {"Votre réponse à la bibliothèque", "Your reply to the library", "Uw antwoord aan de bibliotheek", "ردّك على المكتبة"},
	[W_SEND] = {"Envoyer", "Send", "Versturen", "إرسال"},
	[W_REFRESH] = {"Actualiser", "Refresh", "Vernieuwen", "تحديث"},
};
/* clang-format on */

static const char *say(const struct call *call, enum word word)
{
	return words[word][call->locale];
}

static void new_client_id(char out[CLIENT_ID_TEXT])
{
	uint8_t bytes[CLIENT_ID_BYTES];
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2hex(out, CLIENT_ID_TEXT, bytes, sizeof bytes);
}

static void heed_locale(struct call *call)
{
	const char *locale = call_text(call, "locale");
	if (locale != NULL)
		call->locale = locale_find(locale);
}

/* ---------------------------------------------------------------- asking */

static enum rc prepare_form(struct call *call)
{
	char client_id[CLIENT_ID_TEXT];
	heed_locale(call);
	new_client_id(client_id);
	return ask_prepare(call, client_id);
}

/* <tag>text</tag>, escaped. */
static void put_tag(struct str *out, const char *tag, const char *text)
{
	str_printf(out, "<%s>", tag);
	str_put_html(out, text);
	str_printf(out, "</%s>\n", tag);
}

static void put_form(struct call *call, struct str *out, const char *action)
{
	static const char *const kept[] = {"place", "already_consulted", "email", "audience"};
	str_printf(out,
		   "<form method=\"post\" action=\"%s\">\n<input type=\"hidden\" name=\"locale\" "
		   "value=\"%s\">\n",
		   action, locale_tag(call->locale));
	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
		const char *value = call_text(call, kept[i]);
		if (value == NULL)
			continue;
		str_printf(out, "<input type=\"hidden\" name=\"%s\" value=\"", kept[i]);
		str_put_html(out, value);
		str_put(out, "\">\n");
	}
	str_put(out, "<p><label>");
	str_put_html(out, say(call, W_YOUR_QUESTION));
	str_put(out, "<br><textarea name=\"text\" rows=\"8\" dir=\"auto\">");
	const char *text = call_text(call, "text");
	str_put_html(out, text == NULL ? "" : text);
	str_put(out, "</textarea></label></p>\n<p><button>");
	str_put_html(out, say(call, W_SEND_AGAIN));
	str_put(out, "</button></p></form>\n");
}

static void answer_page(struct http_call *hc, int status, const char *title, struct str *html)
{
	http_answer_page(hc, status, title, str_text(html));
	str_done(html);
}

static void render_refusal(struct http_call *hc, const char *action)
{
	struct call *call = &hc->call;
	struct str html = {0};
	char sentence[512];
	refusal_text(&call->refusal, call->locale, sentence, sizeof sentence);
	put_tag(&html, "p", sentence);
	put_form(call, &html, action);
	answer_page(hc, http_status(call->job.rc), say(call, W_NOT_SENT), &html);
}

static void put_helplines(const struct call *call, const cJSON *holder, struct str *out)
{
	const cJSON *lines = json_get(holder, "helplines"), *line;
	if (lines == NULL)
		return;
	put_tag(out, "h2", say(call, W_HELP_NOW));
	str_put(out, "<ul>\n");
	cJSON_ArrayForEach(line, lines)
	{
		const char *number = json_text(line, "number", "");
		str_printf(out, "<li><a href=\"tel:%s\"><strong>%s</strong></a> ", number, number);
		str_put_html(out, json_text(line, "name", ""));
		str_put(out, "</li>\n");
	}
	str_put(out, "</ul>\n");
}

static void put_suggestions(const struct call *call, struct str *out)
{
	const cJSON *items = json_get(call->result, "suggestions"), *item;
	AUTO_JSON parsed = NULL;
	if (items != NULL && items->type == cJSON_Raw) {
		const char *why;
		parsed = json_parse(items->valuestring, strlen(items->valuestring), &why);
		items = parsed;
	}
	if (cJSON_GetArraySize(items) == 0)
		return;
	put_tag(out, "h2", say(call, W_MAYBE));
	str_put(out, "<ul>\n");
	cJSON_ArrayForEach(item, items)
	{
		str_put(out, "<li><strong>");
		str_put_html(out, json_text(item, "title", ""));
		str_put(out, "</strong><br>");
		str_put_html(out, json_text(item, "excerpt", ""));
		str_put(out, "</li>\n");
	}
	str_put(out, "</ul>\n");
}

static void put_due(const struct call *call, const cJSON *holder, struct str *out)
{
	const char *day = json_text(holder, "due_day", NULL);
	if (day == NULL)
		return;
	str_put(out, "<p>");
	str_put_html(out, say(call, W_DUE));
	str_printf(out, " <time datetime=\"%s\">%.2s/%.2s/%.4s</time>.</p>\n", day, day + 8,
		   day + 5, day);
}

static void put_follow_form(const struct call *call, const char *receipt, enum word word,
			    struct str *out)
{
	str_printf(out,
		   "<form method=\"post\" action=\"/suivi\"><input type=\"hidden\" name=\"locale\" "
		   "value=\"%s\">",
		   locale_tag(call->locale));
	str_put(out, "<input type=\"hidden\" name=\"receipt\" value=\"");
	str_put_html(out, receipt);
	str_put(out, "\"><p><button>");
	str_put_html(out, say(call, word));
	str_put(out, "</button></p></form>\n");
}

static void render_asked(struct http_call *hc)
{
	struct call *call = &hc->call;
	if (call->job.rc != RC_OK) {
		render_refusal(hc, "/ask");
		return;
	}
	struct str html = {0};
	const char *receipt = json_text(call->result, "receipt", "");
	put_helplines(call, call->result, &html);
	put_tag(&html, "p", json_text(json_get(call->result, "route"), "sentence", ""));
	put_due(call, call->result, &html);
	put_tag(&html, "p", say(call, W_KEEP_CODE));
	str_put(&html, "<p><code dir=\"ltr\">");
	str_put_html(&html, receipt);
	str_put(&html, "</code></p>\n");
	put_follow_form(call, receipt, W_FOLLOW, &html);
	put_suggestions(call, &html);
	answer_page(hc, 200, say(call, W_RECEIVED), &html);
}

/* ---------------------------------------------------------------- following */

static enum rc on_suivi(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct question_row row;
	heed_locale(call);
	enum rc rc = asker_find(w, call_text(call, "receipt"), &row);
	const char *text = call_text(call, "text");
	if (rc == RC_OK && text != NULL) {
		char client_id[CLIENT_ID_TEXT];
		new_client_id(client_id);
		rc = asker_reply(w, &row, client_id, text);
	}
	return rc == RC_OK ? handler_show_asker(call, w, &row) : rc;
}

static void put_answer(const struct call *call, const cJSON *answer, struct str *out)
{
	if (!cJSON_IsObject(answer))
		return;
	put_tag(out, "h2", say(call, W_ANSWER));
	/* From cmark's safe mode (flow/markdown.h): no script, whatever the text was. */
	str_put(out, json_text(answer, "html", ""));
	put_tag(out, "p", json_text(json_get(answer, "method"), "sentence", ""));
	put_tag(out, "p", json_text(json_get(answer, "method"), "checked", ""));
	put_tag(out, "p", json_text(answer, "library", ""));
}

static void put_messages(const struct call *call, const cJSON *messages, struct str *out)
{
	const cJSON *message;
	if (cJSON_GetArraySize(messages) == 0)
		return;
	put_tag(out, "h2", say(call, W_MESSAGES));
	cJSON_ArrayForEach(message, messages)
	{
		if (strcmp(json_text(message, "kind", ""), "answer") != 0)
			put_tag(out, "blockquote", json_text(message, "text", ""));
	}
}

static bool may_reply(const cJSON *question)
{
	const cJSON *verb;
	cJSON_ArrayForEach(verb, json_get(question, "can"))
	{
		if (cJSON_IsString(verb) && strcmp(verb->valuestring, "reply") == 0)
			return true;
	}
	return false;
}

static void put_reply_form(const struct call *call, struct str *out)
{
	str_printf(out,
		   "<form method=\"post\" action=\"/suivi\"><input type=\"hidden\" name=\"locale\" "
		   "value=\"%s\">",
		   locale_tag(call->locale));
	str_put(out, "<input type=\"hidden\" name=\"receipt\" value=\"");
	str_put_html(out, call_text(call, "receipt"));
	str_put(out, "\"><p><label>");
	str_put_html(out, say(call, W_REPLY));
	str_put(out, "<br><textarea name=\"text\" rows=\"5\" "
		     "dir=\"auto\"></textarea></label></p><p><button>");
	str_put_html(out, say(call, W_SEND));
	str_put(out, "</button></p></form>\n");
}

static void render_suivi(struct http_call *hc)
{
	struct call *call = &hc->call;
	struct str html = {0};
	if (call->job.rc != RC_OK) {
		char sentence[512];
		refusal_text(&call->refusal, call->locale, sentence, sizeof sentence);
		put_tag(&html, "p", sentence);
		str_put(&html, "<p><a href=\"/suivi\">");
		str_put_html(&html, say(call, W_FOLLOW));
		str_put(&html, "</a></p>");
		answer_page(hc, http_status(call->job.rc), say(call, W_FOLLOW), &html);
		return;
	}
	const cJSON *question = json_get(call->result, "question");
	put_helplines(call, question, &html);
	static const char *const sentences[] = {"state_sentence", "where_sentence",
						"when_sentence"};
	for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++) {
		const char *sentence = json_text(question, sentences[i], NULL);
		if (sentence != NULL)
			put_tag(&html, "p", sentence);
	}
	put_tag(&html, "blockquote", json_text(question, "text", ""));
	put_messages(call, json_get(question, "messages"), &html);
	put_answer(call, json_get(question, "answer"), &html);
	if (may_reply(question))
		put_reply_form(call, &html);
	put_follow_form(call, call_text(call, "receipt"), W_REFRESH, &html);
	answer_page(hc, 200, say(call, W_FOLLOW), &html);
}

/* ---------------------------------------------------------------- the table */

/* clang-format off */
#define END {NULL, PARAM_TEXT, false, 0, NULL}
static const struct param form_params[] = {
	{"text", PARAM_TEXT, true, 16000, "The question"},
	{"library", PARAM_ID, false, 0, "The page's library"},
	{"country", PARAM_ID, false, 2, "FR or BE"},
	{"place", PARAM_TEXT, false, 120, "Where the asker is"},
	{"audience", PARAM_TEXT, false, 40, "An age band"},
	{"email", PARAM_TEXT, false, 254, "Optional"},
	{"already_consulted", PARAM_TEXT, false, 4000, "What the person has looked at"},
	{"consent", PARAM_OBJECT, false, 4, "publish, transfer"},
	{"locale", PARAM_TEXT, false, 16, "Language of the page"},
	{"kind", PARAM_ID, false, 0, "A kind of the taxonomy"},
	END};
static const struct param suivi_params[] = {
	{"receipt", PARAM_TEXT, true, 64, "The asker's secret"},
	{"text", PARAM_TEXT, false, 16000, "A reply"},
	{"locale", PARAM_TEXT, false, 16, "Language of the page"}, END};

static const struct verb form_ask = {"form.ask", ROLE_PUBLIC, ON_WRITER, 64 * 1024, 10, prepare_form, ask_run, form_params,
	"Put a question in by a form.", false};
static const struct verb form_suivi = {"form.suivi", ROLE_PUBLIC, ON_WRITER, 64 * 1024, 2, NULL, on_suivi, suivi_params,
	"Follow a question by a form.", false};

static const struct route routes[] = {
	{HTTP_POST, "/ask",   &form_ask,   BODY_FORM, CSP_FORM_RESULT, render_asked},
	{HTTP_POST, "/suivi", &form_suivi, BODY_FORM, CSP_FORM_RESULT, render_suivi},
};
/* clang-format on */

const struct route_table plain_routes = {routes, sizeof routes / sizeof routes[0]};
