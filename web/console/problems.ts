/* SPDX-License-Identifier: EUPL-1.2 */
/* problems.ts - what the file's reader says is wrong, in French; a message that nobody translated is shown as it is */

const SAYINGS: Array<[RegExp, string]> = [
  [/^(.+) is not between (\S+) and (\S+)$/, '$1 n’est pas entre $2 et $3.'],
  [/^a number was expected$/, 'Écrivez un nombre.'],
  [/^a whole number was expected$/, 'Écrivez un nombre entier.'],
  [/^a text was expected$/, 'Ce champ est obligatoire.'],
  [/^the text is empty.*$/, 'Ce champ est vide.'],
  [/^the text is longer than (\d+) characters$/, 'Le texte dépasse $1 caractères.'],
  [/^a date was expected.*$/, 'Choisissez une date.'],
  [/^the absence ends before it starts$/, 'L’absence finit avant de commencer.'],
  [/^an address that begins with https:\/\/ was expected$/, 'L’adresse commence par https://'],
  [/^an e-mail address was expected$/, 'L’adresse électronique n’est pas complète.'],
  [/^"(.*)" is no code of a département or province$/, '« $1 » n’est ni un code de département ni une province (BE-XXX).'],
  [/^a département code or a province.*$/, 'Écrivez un code de département (29) ou une province (BE-XXX).'],
  [/^"(.*)" is no language code.*$/, '« $1 » n’est pas un code de langue (fr, en…).'],
  [/^"(.*)" is neither a weekday.*$/, '« $1 » n’est ni un jour de la semaine (lundi…) ni une date (2026-12-24).'],
  [/^a slug was expected.*$/, 'Minuscules sans accent, chiffres et traits d’union seulement.'],
  [/^the id "(.*)" is taken already by .*\((.*)\)$/, 'L’identifiant « $1 » est déjà pris ($2).'],
  [/^there is no (network|library|queue) "(.*)"$/, '« $2 » n’existe pas.'],
  [/^.* needs "(.*)"$/, 'Ce champ est obligatoire.'],
  [/^(\d+) items where (\d+) to (\d+) were expected$/, '$1 éléments : il en faut de $2 à $3.'],
  [/^unknown (?:key|kind of library|status of a convention|calendar|topic|kind) "(.*?)".*$/, '« $1 » n’est pas dans la liste.'],
];

export function inFrench(what: string): string {
  const saying = SAYINGS.find(([pattern]) => pattern.test(what));
  return saying ? what.replace(saying[0], saying[1]) : what;
}
