/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * taxonomy.h - the labels that a question can carry: 28 topics, 7 kinds, 7 flags; and audiences.
 *
 * Slugs are stable identifiers, in files, database and protocol; titles are what people read. The lists
 * are fixed: a new label is a new version of the program. Any thread.
 */
#ifndef RULES_TAXONOMY_H
#define RULES_TAXONOMY_H

/* clang-format off */
/*        name                         slug             title */
#define TOPIC_LIST(X) \
	X(TOPIC_LITTERATURE, "litterature", "Littérature, auteurs, édition, bande dessinée") \
	X(TOPIC_LANGUE, "langue", "Langue française, expressions, étymologie, langues du monde") \
	X(TOPIC_HISTOIRE, "histoire", "Histoire") \
	X(TOPIC_PATRIMOINE_LOCAL, "patrimoine-local", "Histoire locale, noms de lieux et de rues, patrimoine d'une commune") \
	X(TOPIC_GENEALOGIE, "genealogie", "Généalogie, archives, état civil ancien") \
	X(TOPIC_GEOGRAPHIE, "geographie", "Géographie, cartes, pays, voyages") \
	X(TOPIC_SCIENCES, "sciences", "Sciences exactes, espace, techniques, inventions") \
	X(TOPIC_NATURE, "nature", "Animaux, plantes, environnement, climat") \
	X(TOPIC_SANTE, "sante", "Santé, corps humain, psychologie") \
	X(TOPIC_DROIT, "droit", "Droit, justice") \
	X(TOPIC_ADMINISTRATION, "administration", "Démarches administratives, impôts, logement, citoyenneté") \
	X(TOPIC_EMPLOI, "emploi", "Emploi, formation, orientation, création d'activité") \
	X(TOPIC_ECONOMIE, "economie", "Économie, entreprise, consommation, monnaie") \
	X(TOPIC_SOCIETE, "societe", "Société, politique, médias, actualité, statistiques") \
	X(TOPIC_EDUCATION, "education", "École, études, pédagogie, parentalité") \
	X(TOPIC_ARTS, "arts", "Arts plastiques, architecture, photographie, design, spectacle vivant") \
	X(TOPIC_MUSIQUE, "musique", "Musique, chanson") \
	X(TOPIC_CINEMA, "cinema", "Cinéma, séries, film documentaire") \
	X(TOPIC_JEUX, "jeux", "Jeux, jeux vidéo") \
	X(TOPIC_SPORT, "sport", "Sport") \
	X(TOPIC_VIE_PRATIQUE, "vie-pratique", "Cuisine, maison, jardin, bricolage, loisirs créatifs, vie quotidienne") \
	X(TOPIC_PHILOSOPHIE_RELIGION, "philosophie-religion", "Philosophie, religions, mythologies, spiritualités") \
	X(TOPIC_NUMERIQUE, "numerique", "Informatique, internet, intelligence artificielle, usages du numérique") \
	X(TOPIC_RESSOURCES_NUMERIQUES, "ressources-numeriques", "Accès aux ressources en ligne de la bibliothèque (autoformation, presse, films)") \
	X(TOPIC_BIBLIOTHEQUE, "bibliotheque", "Services de la bibliothèque (horaires, inscription, prêt, dons, salles)") \
	X(TOPIC_METIER_BIBLIOTHEQUE, "metier-bibliotheque", "Questions professionnelles de bibliothécaires (droit du prêt, désherbage, projection)") \
	X(TOPIC_HANDICAP, "handicap", "Accessibilité, handicap, lecture adaptée") \
	X(TOPIC_FLE, "fle", "Français langue étrangère, apprentissage du français, accueil des allophones")

#define KIND_LIST(X) \
	X(KIND_FAIT, "fait", "on veut une information, une explication") \
	X(KIND_BIBLIOGRAPHIE, "bibliographie", "on veut des documents ou des sources sur un sujet") \
	X(KIND_RECOMMANDATION, "recommandation", "on veut un conseil de lecture, de film, de musique, de jeu") \
	X(KIND_IDENTIFICATION, "identification", "on cherche à retrouver une œuvre, un auteur, un objet dont on se souvient mal") \
	X(KIND_PRATIQUE, "pratique", "on veut utiliser un service de la bibliothèque") \
	X(KIND_ORIENTATION, "orientation", "on veut être orienté vers le bon service ou le bon interlocuteur") \
	X(KIND_PROFESSIONNELLE, "professionnelle", "un bibliothécaire pose une question de métier")

#define FLAG_LIST(X) \
	X(FLAG_DETRESSE, "detresse", "la personne ou un tiers est en danger (suicide, violence, enfant en danger)") \
	X(FLAG_MEDICAL, "medical", "avis médical personnel demandé") \
	X(FLAG_JURIDIQUE, "juridique", "conseil juridique personnel demandé") \
	X(FLAG_DEVOIR, "devoir", "devoir scolaire à faire à la place de l'élève") \
	X(FLAG_DONNEES_PERSONNELLES, "donnees-personnelles", "le texte contient un nom complet, une adresse, un téléphone, un courriel, un numéro d'identité") \
	X(FLAG_MINEUR, "mineur", "la question vient visiblement d'un enfant") \
	X(FLAG_HORS_PERIMETRE, "hors-perimetre", "publicité, insulte, texte vide de question")

#define AUDIENCE_LIST(X) \
	X(AUDIENCE_PUBLIC, "public", "tout public") \
	X(AUDIENCE_STAFF, "staff", "répondants du réseau") \
	X(AUDIENCE_PROFESSIONAL, "professional", "bibliothécaires")
/* clang-format on */

#define X(name, slug, title) name,
enum topic { TOPIC_LIST(X) TOPIC_COUNT };
enum kind { KIND_LIST(X) KIND_COUNT };
enum flag { FLAG_LIST(X) FLAG_COUNT };
enum audience { AUDIENCE_LIST(X) AUDIENCE_COUNT };
#undef X

struct label {
	const char *slug, *title;
};

/* The label of an index below the count. Borrowed, static. */
const struct label *topic_label(int topic);
const struct label *kind_label(int kind);
const struct label *flag_label(int flag);
const struct label *audience_label(int audience);

/* The index for a slug, or -1. */
int topic_find(const char *slug);
int kind_find(const char *slug);
int flag_find(const char *slug);
int audience_find(const char *slug);

/* All slugs, ended by NULL: for "did you mean". Borrowed, static. */
const char *const *topic_slugs(void);
const char *const *kind_slugs(void);
const char *const *flag_slugs(void);
const char *const *audience_slugs(void);

#endif
