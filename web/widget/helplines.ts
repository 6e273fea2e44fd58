/* SPDX-License-Identifier: EUPL-1.2 */
/* helplines.ts - people who can help right now; calm, first, and without anything to click through */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import type { Helpline } from '../shared/protocol';
import { fill, s } from '../shared/strings';

@customElement('aig-helplines')
export class Helplines extends LitElement {
  static override styles = [base, css`
    section { background: var(--surface); border: 2px solid var(--accent); border-radius: var(--radius-large); padding: var(--space-4); }
    li { display: grid; grid-template-columns: minmax(4.5rem, auto) minmax(0, 1fr); gap: var(--space-1) var(--space-3); align-items: baseline; padding-block: var(--space-2); border-block-start: 1px solid var(--line); }
    .number { font: 700 var(--size-title) / 1.3 var(--font-title); direction: ltr; }
    .what { display: grid; }
  `];

  @property({ attribute: false }) lines: Helpline[] = [];

  override render() {
    const t = s();
    return html`
      <section class="stack tight" aria-labelledby="title">
        <h2 id="title">${t.helpTitle}</h2>
        <p>${t.helpLead}</p>
        <ul class="bare">${this.lines.map((line) => html`
          <li>
            <a class="number" href=${`tel:${line.number.replace(/[^\d+]/g, '')}`} aria-label=${fill(t.call, { number: line.number })}>${line.number}</a>
            <span class="what"><strong>${line.name}</strong>${line.sentence ? html`<span class="soft">${line.sentence}</span>` : nothing}</span>
          </li>`)}
        </ul>
      </section>
    `;
  }
}
