/* SPDX-License-Identifier: EUPL-1.2 */
/* queues.ts - every queue with what waits in it */

import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { number } from '../shared/format';
import type { Library, Queue } from '../shared/protocol';
import type { QueueStore } from '../staff/queue-store';
import { staffStyles } from '../staff/styles';

const KINDS: Record<string, string> = { library: 'bibliothèque', fallback: 'secours', urgent: 'urgences', professional: 'professionnelle', expert: 'spécialiste', partner: 'partenaire' };

@customElement('aig-queues')
export class Queues extends LitElement {
  static override styles = [base, staffStyles];

  @property({ attribute: false }) store!: QueueStore;
  @property({ attribute: false }) libraries: Library[] = [];
  @state() private turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.store.addEventListener('changed', this.changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.store.removeEventListener('changed', this.changed);
  }

  override render() {
    void this.turn;
    if (!this.store.loaded) return html`<p class="soft" role="status">${this.store.error || 'Chargement des files…'}</p>`;
    const queues = this.store.queues.map((queue) => ({ ...queue, ...this.live(queue) })).sort((a, b) => b.late - a.late || b.waiting - a.waiting || a.title.localeCompare(b.title));
    return html`
      <section class="panel stack">
        <h2>Files</h2>
        <div class="scroll" tabindex="0"><table>
          <caption>Questions ouvertes, file par file</caption>
          <thead><tr><th scope="col">File</th><th scope="col">Bibliothèque</th><th scope="col">Sorte</th>
            <th scope="col" class="number">Ouvertes</th><th scope="col" class="number">À prendre</th><th scope="col" class="number">Appels</th><th scope="col" class="number">En retard</th></tr></thead>
          <tbody>${queues.map((queue) => html`
            <tr><th scope="row">${queue.title}</th><td>${queue.library_name}</td><td>${KINDS[queue.kind] ?? queue.kind}</td>
              <td class="number">${queue.count}</td><td class="number">${queue.waiting}</td><td class="number">${queue.risen}</td>
              <td class="number">${queue.late ? html`<span class="late">${queue.late}</span>` : 0}</td></tr>`)}
          </tbody>
        </table></div>
        ${this.libraries.length ? html`
          <h2>Bibliothèques</h2>
          <div class="scroll" tabindex="0"><table>
            <caption>Charge et capacité par semaine</caption>
            <thead><tr><th scope="col">Bibliothèque</th><th scope="col">Commune</th><th scope="col" class="number">Ouvertes</th><th scope="col" class="number">Capacité</th></tr></thead>
            <tbody>${this.libraries.map((one) => html`
              <tr><th scope="row">${one.name}</th><td>${one.commune}${one.departement ? ` (${one.departement})` : ''}</td>
                <td class="number">${number(one.open)}</td><td class="number">${number(one.capacity)}</td></tr>`)}
            </tbody>
          </table></div>` : nothing}
      </section>
    `;
  }

  /** The rows are live, the counts of queue.list are of when it was asked. */
  private live(queue: Queue): { count: number; waiting: number; late: number; risen: number } {
    const rows = [...this.store.rows.values()].filter((row) => row.queue === queue.id);
    return {
      count: rows.length,
      waiting: rows.filter((row) => !row.owner && row.state !== 'clarifying').length,
      late: rows.filter((row) => row.urgency?.level === 'over').length,
      risen: rows.filter((row) => row.risen_at).length,
    };
  }

  private readonly changed = (): void => { this.turn++; };
}
