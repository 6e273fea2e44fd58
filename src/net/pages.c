/* SPDX-License-Identifier: EUPL-1.2 */
/* pages.c - see pages.h. */
#include "net/pages.h"

#include <string.h>

/* What a person reads about a status; French, as for every page that we make. */
static const struct {
	int status;
	const char *words, *title, *sentence;
} statuses[] = {
	{200, "OK", "", ""},
	{201, "Created", "", ""},
	{204, "No Content", "", ""},
	{303, "See Other", "", ""},
	{400, "Bad Request", "Demande illisible",
	 "La demande n’a pas pu être lue. Revenez en arrière et réessayez."},
	{401, "Unauthorized", "Connexion nécessaire", "Connectez-vous, puis réessayez."},
	{403, "Forbidden", "Accès refusé",
	 "Cette demande vient d’une autre page que les nôtres. Ouvrez le service, puis réessayez."},
	{404, "Not Found", "Page introuvable", "Il n’y a rien à cette adresse."},
	{405, "Method Not Allowed", "Action impossible",
	 "Cette adresse ne permet pas cette action. Revenez en arrière."},
	{408, "Request Timeout", "Envoi trop lent",
	 "Votre envoi a mis trop de temps à arriver. Votre texte n’a pas été perdu par votre "
	 "navigateur : "
	 "revenez en arrière et renvoyez-le."},
	{409, "Conflict", "Impossible en l’état",
	 "La situation a changé entre-temps. Rechargez la page."},
	{411, "Length Required", "Demande illisible",
	 "La longueur de l’envoi n’a pas été indiquée."},
	{413, "Content Too Large", "Envoi trop long",
	 "Votre envoi est trop long. Revenez en arrière, gardez l’essentiel et renvoyez-le."},
	{415, "Unsupported Media Type", "Format inconnu",
	 "Le format de cet envoi n’est pas reconnu par le service."},
	{421, "Misdirected Request", "Adresse inconnue",
	 "Ce service ne répond pas sous ce nom. Vérifiez l’adresse."},
	{429, "Too Many Requests", "Un peu trop vite",
	 "Vous allez un peu vite pour nous. Réessayez dans quelques secondes."},
	{500, "Internal Server Error", "Panne",
	 "Le service a rencontré une erreur. Réessayez plus tard."},
	{503, "Service Unavailable", "Service occupé",
	 "Le service est très demandé ou redémarre. Réessayez dans quelques secondes."},
};

enum { STATUS_COUNT = sizeof statuses / sizeof statuses[0] };

static size_t status_index(int status)
{
	for (size_t i = 0; i < STATUS_COUNT; i++) {
		if (statuses[i].status == status)
			return i;
	}
	return STATUS_COUNT - 2; /* 500 */
}

const char *status_words(int status)
{
	return statuses[status_index(status)].words;
}

void page_put(struct str *out, enum locale locale, const char *title, const char *html)
{
	str_printf(out,
		   "<!doctype html>\n<html lang=\"%s\" dir=\"%s\"><head><meta charset=\"utf-8\">"
		   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
		   "<meta name=\"color-scheme\" content=\"light dark\">"
		   "<link rel=\"stylesheet\" href=\"/plain.css\"><title>",
		   locale_tag(locale), locale == LOCALE_AR ? "rtl" : "ltr");
	str_put_html(out, title);
	str_put(out, " · Aiguilleur</title></head><body>\n<header class=\"site-head\">"
		     "<a class=\"brand\" href=\"/\">Aiguilleur</a></header>\n"
		     "<main class=\"site-main narrow\"><div class=\"stack\"><h1>");
	str_put_html(out, title);
	str_put(out, "</h1>\n");
	str_put(out, html);
	str_put(out, "</div></main></body></html>\n");
}

void page_put_error(struct str *out, int status)
{
	size_t i = status_index(status);
	struct str html = {0};
	str_printf(&html, "<p>%s</p>\n<p><a href=\"/\">Revenir à l’accueil</a></p>",
		   statuses[i].sentence);
	page_put(out, LOCALE_FR, statuses[i].title, str_text(&html));
	str_done(&html);
}

const struct page *page_find(const char *path)
{
	size_t count;
	const struct page *pages = pages_all(&count);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(pages[i].path, path) == 0)
			return &pages[i];
	}
	return NULL;
}

/* clang-format off */
static const char html[] = "text/html; charset=utf-8";
static const char script[] = "text/javascript; charset=utf-8";
static const char style[] = "text/css; charset=utf-8";
static const char never[] = "no-store";

static const struct page pages[] = {
	/* path            file                 type    policy            cache */
	{"/",              "index.html",        html,   CSP_PAGE,         never},
	{"/ask",           "ask.html",          html,   CSP_PAGE,         never},
	{"/suivi",         "suivi.html",        html,   CSP_PAGE,         never},
	{"/desk",          "desk.html",         html,   CSP_PAGE,         never},
	{"/console",       "console.html",      html,   CSP_PAGE,         never},
	{"/reponses",      "reponses.html",     html,   CSP_PAGE,         never},
	{"/transparence",  "transparence.html", html,   CSP_PAGE,         never},
	{"/widget",        "widget.html",       html,   CSP_WIDGET,       never},
	{"/plain.css",     "plain.css",         style,  CSP_NOTHING,      "public, max-age=3600"},
	{"/widget.js",     "widget.js",         script, CSP_EMBED_SCRIPT, "public, max-age=300"},
};
/* clang-format on */

const struct page *pages_all(size_t *count)
{
	*count = sizeof pages / sizeof pages[0];
	return pages;
}
