/* SPDX-License-Identifier: EUPL-1.2 */
/* format.ts - dates, numbers and sizes as people read them in their language */

const locale = (): string => document.documentElement.lang || 'fr';

/** "mardi 24 novembre à 10:00" */
export function longDate(at: string | null | undefined): string {
  return format(at, { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
}

/** "mardi 24 novembre": a due date is a promise by the day. */
export function day(at: string | null | undefined): string {
  return format(at, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** "24/11 10:00" for lists. */
export function shortDate(at: string | null | undefined): string {
  return format(at, { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' });
}

/** "10:04" */
export function clock(at: string | number | null | undefined): string {
  return format(at, { hour: '2-digit', minute: '2-digit' });
}

/** "21 novembre 2026" of a YYYY-MM-DD or an instant. */
export function plainDate(at: string | null | undefined): string {
  return format(at, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** "dans 2 jours", "il y a 3 heures" */
export function fromNow(at: string | null | undefined, now = Date.now()): string {
  const then = at ? Date.parse(at) : NaN;
  if (Number.isNaN(then)) return '';
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  const minutes = Math.round((then - now) / 60_000);
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  if (Math.abs(hours) < 48) return relative.format(hours, 'hour');
  /* Towards now: what is due in 60 hours is due in 2 days, not 3. */
  return relative.format(Math.trunc(hours / 24), 'day');
}

export const number = (value: number | null | undefined, digits = 0): string =>
  value === null || value === undefined ? '—'
    : new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value);

/** A note between 0 and 1, always with two decimals: figures under each other compare at a glance. */
export const score = (value: number | null | undefined): string =>
  value === null || value === undefined ? '—'
    : new Intl.NumberFormat(locale(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);

/** YYYY-MM-DD of today, here: "consulted on". */
export function today(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function format(at: string | number | null | undefined, options: Intl.DateTimeFormatOptions): string {
  if (at === null || at === undefined || at === '') return '';
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? '' : new Intl.DateTimeFormat(locale(), options).format(date);
}
