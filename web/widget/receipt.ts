/* SPDX-License-Identifier: EUPL-1.2 */
/* receipt.ts - the code by which the asker, and nobody else, finds the question again */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { s } from '../shared/strings';

@customElement('aig-receipt')
export class Receipt extends LitElement {
  static override styles = [base, css`
    .card { border-block-start: 4px solid var(--accent); }
    output { display: block; padding: var(--space-3); font-size: var(--size-lead); letter-spacing: 0.04em; background: var(--sunken); border-radius: var(--radius); user-select: all; direction: ltr; text-align: start; }
    @media print { .row { display: none; } .card { border: 1px solid; } }
  `];

  @property() code = '';
  @property({ type: Boolean }) fresh = false;
  @state() private said = '';
  @query('output') private output!: HTMLOutputElement;

  override render() {
    const t = s();
    return html`
      <section class="card stack tight" aria-labelledby="title">
        ${this.fresh ? html`<p class="lead">${t.receivedThanks}</p>` : nothing}
        <h2 id="title">${t.receiptTitle}</h2>
        <output class="code" aria-labelledby="title">${this.code}</output>
        <p class="soft">${t.receiptLead}</p>
        <div class="row">
          <button type="button" class="small" @click=${() => void this.copy()}>${t.copy}</button>
          <button type="button" class="small" @click=${() => print()}>${t.print}</button>
          <a class="button small" href=${`/suivi#${encodeURIComponent(this.code)}`} target="_blank" rel="noopener">${t.followLink} <span class="unseen">${t.newTab}</span></a>
        </div>
        <p role="status" class="soft">${this.said}</p>
      </section>
    `;
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.code);
      this.said = s().copied;
    } catch {
      getSelection()?.selectAllChildren(this.output);
      this.said = s().copyFailed;
    }
  }
}
