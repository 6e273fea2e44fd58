/* SPDX-License-Identifier: EUPL-1.2 */
/* base-styles.ts - how text, fields, buttons and notices look inside every component */

import { css } from 'lit';

export const base = css`
  :host { display: block; color: var(--ink); font: var(--size-text) / var(--leading) var(--font-text); }
  :host([hidden]), [hidden] { display: none !important; }
  *, *::before, *::after { box-sizing: border-box; }

  h1, h2, h3, h4 { margin: 0; font-family: var(--font-title); font-weight: 600; line-height: 1.2; text-wrap: balance; }
  h1 { font-size: var(--size-page); letter-spacing: -0.01em; }
  h2 { font-size: var(--size-title); }
  h3 { font-size: var(--size-lead); }
  h4, h5, h6 { font-size: var(--size-text); }
  p { margin: 0; }
  h1:focus, h2:focus, h3:focus { outline: none; }

  a { color: var(--accent); text-underline-offset: 0.15em; }
  a:hover { color: var(--accent-strong); text-decoration-thickness: 2px; }

  :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px; }

  label, legend { font-weight: 600; }
  fieldset { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
  legend { padding: 0; }
  input:not([type='checkbox'], [type='radio']), select, textarea {
    inline-size: 100%; min-block-size: var(--target); padding: var(--space-2) var(--space-3);
    color: inherit; font: inherit; background: var(--surface);
    border: 1px solid var(--line-strong); border-radius: var(--radius);
  }
  textarea { resize: vertical; }
  textarea::placeholder, input::placeholder { color: var(--ink-soft); opacity: 1; }
  [aria-invalid='true'] { border-color: var(--alarm) !important; border-width: 2px !important; }
  input[type='checkbox'], input[type='radio'] { inline-size: 1.25rem; block-size: 1.25rem; margin: 0.15rem 0 0; accent-color: var(--accent); flex: none; }

  button, .button {
    display: inline-flex; align-items: center; justify-content: center;
    min-block-size: var(--target); padding: var(--space-2) var(--space-4);
    font: inherit; font-weight: 600; line-height: 1.2; text-align: center; text-decoration: none; cursor: pointer;
    color: var(--accent); background: var(--surface);
    border: 1px solid currentcolor; border-radius: var(--radius);
  }
  button:hover:enabled, .button:hover { background: var(--accent-soft); color: var(--accent-strong); }
  button.primary { color: var(--accent-ink); background: var(--accent); border-color: var(--accent); }
  button.primary:hover:enabled { color: var(--accent-ink); background: var(--accent-strong); }
  button.danger { color: var(--alarm); }
  button.danger:hover:enabled { background: var(--alarm-soft); }
  button.plain { border-color: transparent; background: none; padding-inline: var(--space-2); text-decoration: underline; text-underline-offset: 0.15em; }
  button.small, .button.small { min-block-size: 2.125rem; padding: var(--space-1) var(--space-3); font-size: var(--size-small); }
  button[disabled] { cursor: not-allowed; color: var(--ink-soft); background: var(--sunken); border-color: var(--line); }

  summary { cursor: pointer; font-weight: 600; min-block-size: 2.125rem; padding-block: var(--space-1); }

  .stack { display: grid; gap: var(--space-4); align-content: start; grid-template-columns: minmax(0, 1fr); }
  .tight { gap: var(--space-2); }
  .row { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-3); align-items: center; }
  .between { justify-content: space-between; }
  .field { display: grid; gap: var(--space-1); grid-template-columns: minmax(0, 1fr); }
  .check { display: flex; gap: var(--space-3); align-items: flex-start; font-weight: 400; }
  .hint, .soft { color: var(--ink-soft); font-size: var(--size-small); font-weight: 400; }
  .error { color: var(--alarm); font-weight: 600; }
  .card { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius-large); padding: var(--space-4); }
  .notice { padding: var(--space-3) var(--space-4); border-radius: var(--radius); background: var(--accent-soft); }
  .notice.signal { background: var(--signal-soft); color: var(--signal); }
  .notice.alarm { background: var(--alarm-soft); color: var(--alarm); }
  .notice.good { background: var(--good-soft); color: var(--good); }
  .tag {
    display: inline-block; padding: 0.05rem 0.5rem; border-radius: 1rem; white-space: nowrap;
    font-size: var(--size-small); background: var(--sunken); color: var(--ink-soft);
  }
  .tag.accent { background: var(--accent-soft); color: var(--accent-strong); }
  .tag.signal { background: var(--signal-soft); color: var(--signal); }
  .tag.alarm { background: var(--alarm-soft); color: var(--alarm); }
  .tag.good { background: var(--good-soft); color: var(--good); }
  .as-written { white-space: pre-wrap; overflow-wrap: anywhere; }
  .code { font-family: var(--font-code); overflow-wrap: anywhere; }
  ul.bare, ol.bare { margin: 0; padding: 0; list-style: none; }
  .unseen {
    position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; overflow: hidden;
    clip-path: inset(50%); white-space: nowrap;
  }

  .prose { overflow-wrap: anywhere; max-inline-size: var(--measure); }
  .prose > :first-child { margin-block-start: 0; }
  .prose > :last-child { margin-block-end: 0; }
  .prose p, .prose ul, .prose ol, .prose blockquote, .prose pre, .prose table { margin: 0 0 var(--space-3); }
  .prose h3, .prose h4, .prose h5, .prose h6 { margin: var(--space-4) 0 var(--space-2); }
  .prose blockquote { padding-inline-start: var(--space-4); border-inline-start: 3px solid var(--line); }
  .prose pre { overflow-x: auto; }
  .prose td, .prose th { padding: var(--space-1) var(--space-2); border: 1px solid var(--line); text-align: start; }

  @media (prefers-reduced-motion: no-preference) {
    button, .button { transition: background-color 120ms; }
  }
  @media (forced-colors: active) {
    .tag, .notice { border: 1px solid; }
  }
`;
