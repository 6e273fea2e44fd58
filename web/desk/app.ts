/* SPDX-License-Identifier: EUPL-1.2 */
/* app.ts - <aig-desk>: the live queue on one side, the question on the other; the address's fragment
 * says which, so that back, reload and a shared link work */

import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Library } from '../shared/protocol';
import { QueueStore } from '../staff/queue-store';
import '../staff/row-list';
import { StaffApp, appStyles } from '../staff/staff-app';
import './home';
import './question-page';

@customElement('aig-desk')
export class Desk extends StaffApp {
  static override styles = [appStyles, css`
    main { display: grid; gap: var(--space-4); grid-template-columns: minmax(0, 1fr); align-items: start; }
    .back { display: none; }
    @media (min-width: 56rem) {
      main { grid-template-columns: minmax(17rem, 22rem) minmax(0, 1fr); padding-block-start: 0; }
      aside { position: sticky; inset-block-start: 0; max-block-size: 100vh; overflow: auto; padding: var(--space-4) var(--space-1); }
      .detail { padding-block-start: var(--space-4); }
    }
    @media (max-width: 55.99rem) {
      main.open aside { display: none; }
      main:not(.open) .nothing { display: none; }
      .back { display: inline-block; padding-block: var(--space-2); }
    }
    .nothing { padding: var(--space-7) var(--space-4); text-align: center; color: var(--ink-soft); }
  `];

  protected override readonly heading = 'Bureau des questions';
  @state() private selected = '';
  @state() private libraries: Library[] = [];
  private store!: QueueStore;

  override connectedCallback(): void {
    super.connectedCallback();
    this.store = new QueueStore(this.link);
    addEventListener('hashchange', this.route);
    this.route();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.route);
  }

  protected override started(): void {
    this.store.start();
    void this.link.keep<{ libraries: Library[] }>('library.list').then((found) => { this.libraries = found.libraries ?? []; }, () => {});
  }

  protected override libraryName(): string {
    return this.libraries.find((one) => one.id === this.me?.library)?.name ?? this.me?.library ?? '';
  }

  protected override navigation() {
    return this.hasRole('coordinator', 'admin') ? html`<nav aria-label="Espaces"><a href="/desk" aria-current="page">Répondre</a><a href="/console">Coordination</a></nav>` : nothing;
  }

  protected override page() {
    return html`
      <main class=${this.selected ? 'open' : ''}>
        <aside aria-label="Files de questions">
          <aig-rows .store=${this.store} .library=${this.me?.library ?? ''} .selected=${this.selected}></aig-rows>
        </aside>
        <div class="detail">
          ${this.selected
            ? html`<a class="back" href="#">← Toutes les questions</a>
                ${keyed(this.selected, html`<aig-question .link=${this.link} .store=${this.store} .question=${this.selected}></aig-question>`)}`
            : html`<h1 class="unseen">Bureau des questions</h1><p class="nothing">Choisissez une question pour la lire. La lire ne la prend pas en charge.</p>
              <aig-desk-home .link=${this.link} .library=${this.me?.library ?? ''}></aig-desk-home>`}
        </div>
      </main>
    `;
  }

  private readonly route = (): void => {
    this.selected = /^#question\/(.+)$/.exec(location.hash)?.[1] ?? '';
    if (this.selected) scrollTo(0, 0);
  };
}
