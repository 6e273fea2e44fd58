/* SPDX-License-Identifier: EUPL-1.2 */
/* library-words.ts - what the directory calls things */

export const LIBRARY_KINDS: Record<string, string> = {
  municipale: 'Municipale', intercommunale: 'Intercommunale', departementale: 'Départementale', nationale: 'Nationale', universitaire: 'Universitaire', exemple: 'Exemple',
};
export const CONVENTIONS: Record<string, string> = { signee: 'Signée', 'en-cours': 'En cours', echue: 'Échue' };
export const ZONES: Record<string, string> = { metropole: 'France', 'alsace-moselle': 'Alsace-Moselle', belgique: 'Belgique' };
export const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
