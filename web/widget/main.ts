/* SPDX-License-Identifier: EUPL-1.2 */
/* main.ts - starts the widget in its page: the iframe page, and the public front page */

import { speak, wantedLocale } from '../shared/strings';
import { connectFrame } from './frame';
import './app';

const params = new URLSearchParams(location.search);

async function start(): Promise<void> {
  await speak(wantedLocale());
  const widget = document.createElement('aig-widget');
  widget.library = params.get('library') ?? '';
  const mode = params.get('mode') ?? 'page';
  document.documentElement.dataset.mode = mode;
  const frame = connectFrame(params.get('origin'));
  if (mode === 'bubble') widget.frame = frame;
  document.querySelector('[data-widget]')?.replaceChildren(widget);
}

declare global {
  interface HTMLElementTagNameMap { 'aig-widget': import('./app').Widget }
}

void start();
