/* SPDX-License-Identifier: EUPL-1.2 */
/* suivi.ts - the follow-up page: the receipt stays in the fragment, which no server and no log ever sees */

import { speak, s, wantedLocale } from '../shared/strings';
import './app';

const form = document.querySelector<HTMLFormElement>('form[data-find]');
const place = document.querySelector<HTMLElement>('[data-widget]');

function receiptOfAddress(): string {
  try {
    return decodeURIComponent(location.hash.slice(1)).trim();
  } catch {
    return location.hash.slice(1);
  }
}

function show(): void {
  const code = receiptOfAddress();
  if (!form || !place) return;
  if (!code) return place.replaceChildren();
  const widget = document.createElement('aig-widget');
  widget.receipt = code;
  place.replaceChildren(widget);
}

function find(event: SubmitEvent): void {
  event.preventDefault();
  const field = form!.querySelector<HTMLInputElement>('input[name="receipt"]')!;
  const wrong = form!.querySelector<HTMLElement>('[data-error]')!;
  const code = field.value.trim();
  wrong.textContent = code ? '' : s().findEmpty;
  field.setAttribute('aria-invalid', String(!code));
  if (!code) return field.focus();
  field.value = '';
  if (receiptOfAddress() === code) show();
  else location.hash = encodeURIComponent(code);
}

/** The page is written in French; another language replaces its words. */
function translate(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-t]')) {
    const word = s()[element.dataset.t as keyof ReturnType<typeof s>];
    if (word) element.textContent = word;
  }
}

async function start(): Promise<void> {
  await speak(wantedLocale());
  translate();
  form?.addEventListener('submit', find);
  addEventListener('hashchange', show);
  show();
}

void start();
