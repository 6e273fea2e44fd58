/* SPDX-License-Identifier: EUPL-1.2 */
/* strings.ts - which language the public pages speak; French is built in, another one is fetched alone */

import { fr } from './strings/fr';

export type Strings = { [Key in keyof typeof fr]: string };
export type Locale = 'fr' | 'en' | 'nl' | 'ar';

export const LOCALES: readonly Locale[] = ['fr', 'en', 'nl', 'ar'];

const FETCH: Record<Exclude<Locale, 'fr'>, () => Promise<Strings>> = {
  en: async () => (await import('./strings/en')).en,
  nl: async () => (await import('./strings/nl')).nl,
  ar: async () => (await import('./strings/ar')).ar,
};

let current: Strings = fr;
let chosen: Locale = 'fr';

/** The strings of the chosen language. */
export const s = (): Strings => current;
export const locale = (): Locale => chosen;
export const isRightToLeft = (which: Locale): boolean => which === 'ar';

/** "{n} pistes" with its values. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** ?lang= first, then what the page was built in if it says so, then the reader's own languages. */
export function wantedLocale(search = location.search): Locale {
  const asked = new URLSearchParams(search).get('lang');
  for (const one of [asked, ...navigator.languages]) {
    const found = LOCALES.find((known) => known === one?.slice(0, 2).toLowerCase());
    if (found) return found;
  }
  return 'fr';
}

/** Loads a language and turns the document to it; stays in French when it cannot be fetched. */
export async function speak(wanted: Locale): Promise<void> {
  try {
    current = wanted === 'fr' ? fr : await FETCH[wanted]();
    chosen = wanted;
  } catch {
    current = fr;
    chosen = 'fr';
  }
  document.documentElement.lang = chosen;
  document.documentElement.dir = isRightToLeft(chosen) ? 'rtl' : 'ltr';
}
