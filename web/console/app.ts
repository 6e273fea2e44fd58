/* SPDX-License-Identifier: EUPL-1.2 */
/* app.ts - <aig-console>: seven views of the network, chosen by the address's fragment */

import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Library } from '../shared/protocol';
import { QueueStore } from '../staff/queue-store';
import { StaffApp, appStyles } from '../staff/staff-app';
import './directory';
import './figures';
import './questions';
import './queues';
import './reviews';
import './rules';
import './team';

type View = 'files' | 'questions' | 'relectures' | 'annuaire' | 'equipe' | 'regles' | 'chiffres';

const VIEWS: Record<View, string> = { files: 'Files', questions: 'Questions', relectures: 'Relectures', annuaire: 'Annuaire', equipe: 'Équipe', regles: 'Règles', chiffres: 'Chiffres' };

@customElement('aig-console')
export class Console extends StaffApp {
  static override styles = [appStyles, css`main { max-inline-size: 100rem; margin-inline: auto; }`];

  protected override readonly heading = 'Coordination';
  @state() private view: View = 'files';
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
    if (!this.mayEnter()) return;
    this.store.start();
    void this.link.keep<{ libraries: Library[] }>('library.list').then((found) => { this.libraries = found.libraries ?? []; }, () => {});
  }

  protected override libraryName(): string {
    return this.libraries.find((one) => one.id === this.me?.library)?.name ?? this.me?.library ?? '';
  }

  protected override navigation() {
    if (!this.mayEnter()) return nothing;
    return html`<nav aria-label="Vues">
      ${Object.entries(VIEWS).map(([id, title]) => html`<a href=${`#${id}`} aria-current=${this.view === id ? 'page' : nothing}>${title}</a>`)}
      <a href="/desk">Répondre</a>
    </nav>`;
  }

  protected override page() {
    if (!this.mayEnter()) {
      return html`<main><div class="panel stack"><h1>Réservé à la coordination</h1>
        <p>Votre compte permet de répondre aux questions, pas de coordonner. Si vous devez y accéder, demandez-le à l’administration du réseau.</p>
        <p><a href="/desk">Aller au bureau des questions</a></p></div></main>`;
    }
    return html`<main><h1 class="unseen">${VIEWS[this.view]}</h1>${this.body()}</main>`;
  }

  private body() {
    switch (this.view) {
      case 'questions': return html`<aig-questions .link=${this.link} .store=${this.store} .selected=${this.selected}></aig-questions>`;
      case 'relectures': return html`<aig-reviews .link=${this.link} .store=${this.store}></aig-reviews>`;
      case 'annuaire': return html`<aig-directory .link=${this.link} .selected=${this.selected}></aig-directory>`;
      case 'equipe': return html`<aig-team .link=${this.link} .isAdmin=${this.hasRole('admin')}></aig-team>`;
      case 'regles': return html`<aig-rules .link=${this.link} .mayDecide=${this.hasRole('coordinator')}></aig-rules>`;
      case 'chiffres': return html`<aig-figures .link=${this.link}></aig-figures>`;
      default: return html`<aig-queues .store=${this.store} .libraries=${this.libraries}></aig-queues>`;
    }
  }

  private mayEnter(): boolean {
    return this.hasRole('coordinator', 'admin');
  }

  private readonly route = (): void => {
    const [view = '', id = ''] = location.hash.slice(1).split('/');
    this.selected = view === 'question' || view === 'annuaire' ? id : '';
    this.view = view === 'question' ? 'questions' : view in VIEWS ? (view as View) : 'files';
  };
}
