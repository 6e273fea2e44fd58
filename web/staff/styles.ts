/* SPDX-License-Identifier: EUPL-1.2 */
/* styles.ts - what desk and console share on top of shared/base-styles.ts: denser, panels, tables */

import { css } from 'lit';

export const staffStyles = css`
  .panel { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius-large); padding: var(--space-4); }
  .panel > h2, .panel > h3 { margin-block-end: var(--space-2); }
  details.panel { padding-block: var(--space-2); }
  details.panel > :last-child { padding-block-end: var(--space-2); }
  h2 { font-size: var(--size-lead); }
  h3 { font-size: var(--size-text); }
  dl { display: grid; grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr); gap: var(--space-1) var(--space-4); margin: 0; }
  dt { color: var(--ink-soft); }
  dd { margin: 0; overflow-wrap: anywhere; }
  table { border-collapse: collapse; inline-size: 100%; font-variant-numeric: tabular-nums; }
  caption { text-align: start; font-weight: 600; padding-block-end: var(--space-2); }
  th, td { padding: var(--space-2) var(--space-3); text-align: start; vertical-align: top; border-block-end: 1px solid var(--line); }
  th { font-size: var(--size-small); color: var(--ink-soft); font-weight: 600; }
  td.number, th.number { text-align: end; }
  .scroll { overflow-x: auto; }
  time { font-size: var(--size-small); }
  .late { color: var(--alarm); font-weight: 600; }
  .soon { color: var(--signal); font-weight: 600; }
  @media (max-width: 30rem) { dl { grid-template-columns: minmax(0, 1fr); } dd { margin-block-end: var(--space-2); } }
`;
