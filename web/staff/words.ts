/* SPDX-License-Identifier: EUPL-1.2 */
/* words.ts - what staff screens call things (design.md section 1; labels of the taxonomy) */

import { labelId, type AiUse, type Label, type State, type Topic } from '../shared/protocol';

export const STATES: Record<State, string> = {
  received: 'Reçue', routed: 'À prendre', claimed: 'Prise en charge', drafted: 'Brouillon en cours', in_review: 'En relecture',
  returned: 'Renvoyée à revoir', approved: 'Approuvée', sent: 'Envoyée', closed: 'Close', clarifying: 'Précision demandée',
  referred: 'Transmise', declined: 'Réorientée', duplicate: 'Doublon', spam: 'Indésirable', withdrawn: 'Retirée',
  reopened: 'Rouverte', self_served: 'Résolue par une fiche',
};

export const STATE_TONE: Partial<Record<State, 'accent' | 'signal' | 'good'>> = {
  routed: 'accent', reopened: 'accent', clarifying: 'signal', returned: 'signal', in_review: 'signal', sent: 'good', closed: 'good', approved: 'good',
};

export const TOPICS: Record<string, string> = {
  litterature: 'Littérature, édition, bande dessinée',
  langue: 'Langue française, langues du monde',
  histoire: 'Histoire',
  'patrimoine-local': 'Histoire locale, noms de lieux',
  genealogie: 'Généalogie, archives',
  geographie: 'Géographie, cartes, voyages',
  sciences: 'Sciences, espace, techniques',
  nature: 'Animaux, plantes, environnement',
  sante: 'Santé, psychologie',
  droit: 'Droit, justice',
  administration: 'Démarches administratives',
  emploi: 'Emploi, formation, orientation',
  economie: 'Économie, consommation',
  societe: 'Société, politique, médias',
  education: 'École, études, parentalité',
  arts: 'Arts, architecture, spectacle',
  musique: 'Musique, chanson',
  cinema: 'Cinéma, séries, documentaire',
  jeux: 'Jeux, jeux vidéo',
  sport: 'Sport',
  'vie-pratique': 'Vie pratique, cuisine, jardin',
  'philosophie-religion': 'Philosophie, religions, mythologies',
  numerique: 'Informatique, internet, IA',
  'ressources-numeriques': 'Ressources en ligne de la bibliothèque',
  bibliotheque: 'Services de la bibliothèque',
  'metier-bibliotheque': 'Questions professionnelles',
  handicap: 'Accessibilité, handicap',
  fle: 'Français langue étrangère',
};

export const KINDS: Record<string, string> = {
  fait: 'Information, explication',
  bibliographie: 'Documents ou sources sur un sujet',
  recommandation: 'Conseil de lecture, film, musique, jeu',
  identification: 'Retrouver une œuvre, un auteur, un objet',
  pratique: 'Utiliser un service de la bibliothèque',
  orientation: 'Être orienté·e vers le bon service',
  professionnelle: 'Question de métier',
};

export const FLAGS: Record<string, string> = {
  detresse: 'Personne en danger',
  medical: 'Avis médical demandé',
  juridique: 'Conseil juridique demandé',
  devoir: 'Devoir scolaire',
  'donnees-personnelles': 'Données personnelles',
  mineur: 'Vient sans doute d’un enfant',
  'hors-perimetre': 'Hors périmètre',
};

export const AUDIENCES: Record<string, string> = {
  child: 'Moins de 12 ans', teen: 'De 12 à 17 ans', adult: 'Adulte',
  public: 'Tout public', staff: 'Équipes', professional: 'Professionnel·les',
};

export const LANGUAGES: Record<string, string> = {
  fr: 'français', en: 'anglais', nl: 'néerlandais', ar: 'arabe', es: 'espagnol', de: 'allemand', it: 'italien', pt: 'portugais', br: 'breton', uk: 'ukrainien', ru: 'russe',
};

export const AI_USES: Record<AiUse, string> = {
  none: 'Aucune IA',
  search: 'Une IA a aidé à chercher',
  translation: 'Une IA a aidé à traduire',
  summary: 'Une IA a aidé à résumer',
  draft: 'Une IA a aidé à préparer un brouillon',
};

export const HIT_KINDS: Record<string, string> = { fiche: 'Fiche', resource: 'Ressource', answer: 'Réponse publiée', event: 'Rendez-vous', doc: 'Document' };

/** The grid of field.md section 4; the starred ones block when they are at 1. */
export const GRID: ReadonlyArray<{ title: string; help: string; blocks: boolean }> = [
  { title: 'Compréhension', help: 'question restituée, niveau et public justes', blocks: true },
  { title: 'Exactitude', help: 'rien de faux, rien d’inventé', blocks: true },
  { title: 'Complétude', help: 'chaque sous-question a sa réponse', blocks: false },
  { title: 'Sources', help: 'citées, vérifiables, datées, de deux sortes', blocks: true },
  { title: 'Méthode', help: 'la manière de chercher est expliquée', blocks: false },
  { title: 'Transparence sur l’IA', help: 'méthode remplie, vérification humaine décrite', blocks: true },
  { title: 'Neutralité', help: 'plusieurs points de vue', blocks: true },
  { title: 'Limites', help: 'ni consultation médicale ou juridique, ni devoir fait', blocks: true },
  { title: 'Ressources locales', help: 'collections de la bibliothèque de l’usager, disponibilité réelle', blocks: false },
  { title: 'Forme', help: 'accueil, clarté, ton, orthographe, longueur, signature', blocks: false },
  { title: 'Suite', help: 'invitation à revenir', blocks: false },
  { title: 'Délai', help: 'tenu, ou retard expliqué', blocks: false },
  { title: 'Données personnelles', help: 'aucune dans ce qui serait publié', blocks: true },
];

export const VERBS: Record<string, string> = {
  ask: 'Question posée', classify: 'Comprise', route: 'Aiguillée', claim: 'Prise en charge', renew: 'Délai prolongé', release: 'Remise en file', expire: 'Délai dépassé, remise en file',
  transfer: 'Transférée', clarify: 'Précision demandée', reply: 'Précision reçue', note: 'Note ajoutée', refer: 'Transmise à un partenaire', decline: 'Réorientée',
  duplicate: 'Marquée comme doublon', spam: 'Marquée indésirable', relabel: 'Reclassée', draft: 'Brouillon enregistré', submit: 'Réponse proposée',
  review: 'Relue', approve: 'Approuvée', return: 'Renvoyée à revoir', send: 'Réponse envoyée', close: 'Close', reopen: 'Rouverte', resolve: 'Résolue par une fiche',
  withdraw: 'Retirée par l’usager', say: 'Message de l’usager', rate: 'Avis reçu', take: 'Prise en relecture', escalate: 'Appel au réseau',
  'directory.save': 'Annuaire modifié', 'directory.review': 'Page revue', 'person.save': 'Compte modifié', 'person.add': 'Compte ajouté', 'person.disable': 'Compte désactivé', 'person.enable': 'Compte réactivé', 'person.password': 'Mot de passe changé',
  'proposal.make': 'Proposée comme exemple', 'proposal.accept': 'Exemple accepté', 'proposal.refuse': 'Exemple refusé', 'proposal.withdraw': 'Exemple retiré',
};

/** "question.claim" and "claim" are the same verb. */
export const shortVerb = (verb: string): string => verb.slice(verb.lastIndexOf('.') + 1);
export const verbWord = (verb: string): string => VERBS[verb] ?? VERBS[shortVerb(verb)] ?? VERBS[verb.split('.')[0]!] ?? verb;

export const topicTitle = (topic: string | Topic): string =>
  typeof topic === 'string' ? TOPICS[topic] ?? topic : topic.title || TOPICS[topic.id] || topic.id;

export function placeName(place: Label | null | undefined): string {
  if (!place) return '';
  if (typeof place === 'string') return place;
  return place.name ?? place.title ?? labelId(place);
}

/** Whether the server lets this person do it now. */
export const may = (what: { can?: string[] }, verb: string): boolean =>
  (what.can ?? []).some((one) => one === verb || shortVerb(one) === verb);
