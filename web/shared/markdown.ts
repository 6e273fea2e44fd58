/* SPDX-License-Identifier: EUPL-1.2 */
/* markdown.ts - the one door through which HTML rendered by the server reaches a page; what must stay
 * true: only the tags and attributes of the tables below get through, and nothing is fetched by them */

import { nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';

const TAGS = new Set([
  'P', 'BR', 'HR', 'EM', 'STRONG', 'DEL', 'CODE', 'PRE', 'BLOCKQUOTE', 'UL', 'OL', 'LI', 'A',
  'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'TABLE', 'THEAD', 'TBODY', 'TR', 'TH', 'TD',
]);
/** Their content is not text for people. */
const DROPPED = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'IFRAME', 'OBJECT', 'SVG', 'MATH', 'NOSCRIPT']);

interface Policy { createHTML(html: string): unknown }
declare const trustedTypes: undefined | { createPolicy(name: string, rules: { createHTML(html: string): string }): Policy };

/* The policy lets text into an inert document only; the copy below is what is shown. */
const policy: Policy = typeof trustedTypes === 'undefined'
  ? { createHTML: (html) => html }
  : trustedTypes.createPolicy('aiguilleur-markdown', { createHTML: (html) => html });

/** To put into a Lit template; `text` is shown as it is when there is no HTML. Built again only when it changed.
 * `level` is that of the text's highest heading: one below the heading of what shows it. */
export const markdown = (html: string | undefined, text = '', level = 3): unknown =>
  guard([html, text], () => (html ? copyOf(html, level) : text || nothing));

function copyOf(html: string, level: number): DocumentFragment {
  const parsed = new DOMParser().parseFromString(policy.createHTML(html) as string, 'text/html');
  const fragment = document.createDocumentFragment();
  const highest = [1, 2, 3, 4, 5, 6].find((one) => parsed.querySelector(`h${one}`)) ?? 1;
  copyChildren(parsed.body, fragment, level - highest);
  return fragment;
}

function copyChildren(from: Node, to: Node, lower: number): void {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) to.appendChild(document.createTextNode(child.textContent ?? ''));
    else if (child instanceof Element) copyElement(child, to, lower);
  }
}

function copyElement(from: Element, to: Node, lower: number): void {
  const tag = from.tagName.toUpperCase();
  if (DROPPED.has(tag)) return;
  if (!TAGS.has(tag)) return copyChildren(from, to, lower);
  const heading = /^H([1-6])$/.exec(tag)?.[1];
  const copy = document.createElement(heading ? `h${Math.min(6, Number(heading) + lower)}` : tag);
  if (tag === 'A') copyLink(from, copy as HTMLAnchorElement);
  if (tag === 'OL' && /^\d+$/.test(from.getAttribute('start') ?? '')) copy.setAttribute('start', from.getAttribute('start')!);
  copyChildren(from, copy, lower);
  to.appendChild(copy);
}

function copyLink(from: Element, copy: HTMLAnchorElement): void {
  const href = safeUrl(from.getAttribute('href'));
  if (!href) return;
  copy.href = href;
  copy.target = '_blank';
  copy.rel = 'noopener noreferrer nofollow';
}

/** An address that may be followed, or null. Also for sources and suggestions, whose addresses people typed. */
export function safeUrl(address: string | null | undefined): string | null {
  if (!address || !/^(https?:|mailto:)/i.test(address.trim())) return null;
  try {
    return new URL(address.trim()).href;
  } catch {
    return null;
  }
}
