/* SPDX-License-Identifier: EUPL-1.2 */
/* questions.ts - every open question, and the one that is looked at */

import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { base } from '../shared/base-styles';
import type { Link } from '../shared/socket';
import type { QueueStore } from '../staff/queue-store';
import '../staff/row-list';
import { staffStyles } from '../staff/styles';
import './question-panel';

@customElement('aig-questions')
export class Questions extends LitElement {
  static override styles = [base, staffStyles, css`
    .split { display: grid; gap: var(--space-4); grid-template-columns: minmax(0, 1fr); align-items: start; }
    @media (min-width: 56rem) { .split { grid-template-columns: minmax(18rem, 26rem) minmax(0, 1fr); } .back { display: none; } }
    @media (max-width: 55.99rem) { .open aside { display: none; } .split:not(.open) .detail { display: none; } }
    .nothing { padding: var(--space-6) var(--space-4); text-align: center; color: var(--ink-soft); }
  `];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) store!: QueueStore;
  @property() selected = '';

  override render() {
    return html`
      <div class="split ${this.selected ? 'open' : ''}">
        <aside aria-label="Questions ouvertes"><aig-rows everything .store=${this.store} .selected=${this.selected}></aig-rows></aside>
        <div class="detail">${this.selected
          ? html`<p class="back"><a href="#questions">← Toutes les questions</a></p>
              ${keyed(this.selected, html`<aig-question-panel .link=${this.link} .store=${this.store} .question=${this.selected}></aig-question-panel>`)}`
          : html`<p class="nothing">Choisissez une question pour la lire, la changer de file ou corriger son classement.</p>`}
        </div>
      </div>
    `;
  }
}
