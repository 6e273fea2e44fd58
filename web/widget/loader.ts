/* SPDX-License-Identifier: EUPL-1.2 */
/* loader.ts - widget.js, the one line that a library puts into its pages; it makes an iframe of ours and
 * nothing else. What must stay true: no cookie, nothing read from the host page, messages believed only
 * from our own frame and our own origin. */

import type { FrameMessage, Mode } from './frame';

interface Options { origin: string; library: string; locale: string; mode: Mode }

const WORDS: Record<string, { open: string; title: string; close: string }> = {
  fr: { open: 'Une question ?', title: 'Poser une question à un·e bibliothécaire', close: 'Fermer' },
  en: { open: 'Any question?', title: 'Ask a librarian', close: 'Close' },
  nl: { open: 'Een vraag?', title: 'Stel een vraag aan een bibliothecaris', close: 'Sluiten' },
  ar: { open: 'لديك سؤال؟', title: 'اطرح سؤالك على المكتبة', close: 'إغلاق' },
};

const BUBBLE_STYLE = `
  :host { all: initial; }
  button { position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: 2147483000; min-height: 3rem; padding: 0.6rem 1.2rem;
    font: 600 1rem/1.2 system-ui, sans-serif; color: #fff; background: #0b5660; border: 2px solid #fff; border-radius: 2rem;
    box-shadow: 0 2px 12px rgb(0 0 0 / 0.3); cursor: pointer; }
  button:hover { background: #083f47; }
  button:focus-visible { outline: 3px solid #0b5660; outline-offset: 3px; }
  .panel { position: fixed; inset-block-end: 4.75rem; inset-inline-end: 1rem; z-index: 2147483000; inline-size: 26rem; max-inline-size: calc(100vw - 2rem);
    block-size: 42rem; max-block-size: calc(100vh - 6rem); overflow: hidden; background: #fff; border: 1px solid #767b84; border-radius: 0.75rem; box-shadow: 0 6px 32px rgb(0 0 0 / 0.3); }
  .panel[hidden] { display: none; }
  iframe { inline-size: 100%; block-size: 100%; border: 0; display: block; }
  @media (max-width: 30rem) {
    .panel { inset: 0; inline-size: auto; max-inline-size: none; block-size: auto; max-block-size: none; border: 0; border-radius: 0; }
    button[aria-expanded='true'] { display: none; }
  }
`;

function readOptions(script: HTMLScriptElement): Options {
  const { library = '', mode = 'inline' } = script.dataset;
  const wanted = script.dataset.locale ?? document.documentElement.lang ?? navigator.language;
  const locale = wanted.slice(0, 2).toLowerCase();
  const known = ['bubble', 'inline', 'page'].includes(mode);
  return { origin: new URL(script.src).origin, library, locale: WORDS[locale] ? locale : 'fr', mode: known ? (mode as Mode) : 'inline' };
}

function makeFrame(options: Options): HTMLIFrameElement {
  const query = new URLSearchParams({ library: options.library, lang: options.locale, mode: options.mode, origin: location.origin });
  const frame = document.createElement('iframe');
  frame.src = `${options.origin}/widget?${query}`;
  frame.title = WORDS[options.locale]!.title;
  frame.setAttribute('sandbox', 'allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-modals');
  frame.allow = 'clipboard-write';
  frame.referrerPolicy = 'no-referrer';
  return frame;
}

/** Only well-formed messages, from this frame's own window and origin. */
function listen(frame: HTMLIFrameElement, options: Options, heard: (message: FrameMessage) => void): void {
  addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.origin !== options.origin || event.source !== frame.contentWindow) return;
    const message = event.data as Partial<FrameMessage> | null;
    if (typeof message !== 'object' || message === null) return;
    if (message.aiguilleur === 'close') heard({ aiguilleur: 'close' });
    else if (message.aiguilleur === 'height' && typeof message.height === 'number' && message.height > 0 && message.height < 100_000) {
      heard({ aiguilleur: 'height', height: message.height });
    }
  });
}

function placeInline(script: HTMLScriptElement, options: Options): void {
  const frame = makeFrame(options);
  frame.style.cssText = 'display:block;width:100%;border:0;';
  frame.style.minHeight = options.mode === 'page' ? '100vh' : '24rem';
  listen(frame, options, (message) => {
    if (message.aiguilleur === 'height') frame.style.height = `${message.height}px`;
  });
  script.after(frame);
}

function placeBubble(script: HTMLScriptElement, options: Options): void {
  const words = WORDS[options.locale]!;
  const host = document.createElement('aiguilleur-bubble');
  host.lang = options.locale;
  const root = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(BUBBLE_STYLE);
  root.adoptedStyleSheets = [sheet];

  const panel = document.createElement('div');
  panel.className = 'panel';
  panel.hidden = true;
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-label', words.title);
  const button = document.createElement('button');
  button.type = 'button';
  let frame: HTMLIFrameElement | null = null;

  const show = (open: boolean): void => {
    if (open && !frame) {
      /* Made at the first opening: a page that is only read asks nothing of us. */
      frame = makeFrame(options);
      listen(frame, options, (message) => { if (message.aiguilleur === 'close') show(false); });
      panel.append(frame);
    }
    panel.hidden = !open;
    button.textContent = open ? words.close : words.open;
    button.setAttribute('aria-expanded', String(open));
    (open ? frame : button)?.focus();
  };
  button.textContent = words.open;
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', () => show(panel.hidden));
  root.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Escape' && !panel.hidden) show(false);
  });
  root.append(panel, button);
  (document.body ?? script.parentNode).append(host);
}

const script = document.currentScript as HTMLScriptElement | null;
if (script?.src) {
  const options = readOptions(script);
  const place = (): void => (options.mode === 'bubble' ? placeBubble(script, options) : placeInline(script, options));
  if (options.mode === 'bubble' && !document.body) addEventListener('DOMContentLoaded', place);
  else place();
}
