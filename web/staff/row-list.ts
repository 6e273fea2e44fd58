/* SPDX-License-Identifier: EUPL-1.2 */
/* row-list.ts - the questions of the queues, filtered, most urgent first; the same list at desk and console */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { base } from '../shared/base-styles';
import { recall, remember } from '../shared/keep';
import type { Row, State } from '../shared/protocol';
import { due, risen } from './due';
import type { QueueStore } from './queue-store';
import { staffStyles } from './styles';
import { FLAGS, STATES, STATE_TONE, placeName, topicTitle } from './words';

interface Filter { scope: 'mine' | 'all'; state: string; queue: string; words: string; clock?: string; unsure?: boolean }

/** One choice of the list → the states it shows. */
const GROUPS: Record<string, { title: string; states: State[] }> = {
  waiting: { title: 'À prendre', states: ['received', 'routed', 'reopened'] },
  held: { title: 'Prises en charge', states: ['claimed', 'drafted', 'returned'] },
  clarifying: { title: 'Précision demandée', states: ['clarifying'] },
  review: { title: 'En relecture', states: ['in_review', 'approved'] },
};

/** What the clock says → the questions it is said of. */
const CLOCKS: Record<string, { title: string; has: (row: Row) => boolean }> = {
  risen: { title: 'Appels au réseau', has: (row) => Boolean(row.risen_at) },
  near: { title: 'Bientôt dues', has: (row) => row.urgency?.level === 'near' },
  over: { title: 'En retard', has: (row) => row.urgency?.level === 'over' },
};

const fold = (text: string): string => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();

@customElement('aig-rows')
export class RowList extends LitElement {
  static override styles = [base, staffStyles, css`
    .filters { display: grid; gap: var(--space-2); padding-block-end: var(--space-3); }
    .scope { display: grid; grid-template-columns: 1fr 1fr; }
    .scope label { position: relative; display: grid; place-items: center; min-block-size: var(--target); padding: var(--space-1) var(--space-2); text-align: center; font-weight: 600; color: var(--accent); background: var(--surface); border: 1px solid var(--accent); cursor: pointer; line-height: 1.2; }
    .scope label:first-of-type { border-start-start-radius: var(--radius); border-end-start-radius: var(--radius); }
    .scope label:last-of-type { border-start-end-radius: var(--radius); border-end-end-radius: var(--radius); border-inline-start: 0; }
    .scope input { position: absolute; opacity: 0; inset: 0; inline-size: 100%; block-size: 100%; margin: 0; cursor: pointer; }
    .scope label:has(:checked) { background: var(--accent); color: var(--accent-ink); }
    .scope label:has(:focus-visible) { outline: 3px solid var(--focus); outline-offset: 2px; z-index: 1; }
    .two { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: var(--space-2); }
    ul { display: grid; gap: var(--space-2); grid-template-columns: minmax(0, 1fr); }
    a.question { display: grid; gap: var(--space-1); padding: var(--space-3); color: inherit; text-decoration: none; background: var(--surface); border: 1px solid var(--line); border-inline-start: 4px solid var(--line-strong); border-radius: var(--radius); }
    a.question:hover { background: var(--accent-soft); }
    a.question.accent { border-inline-start-color: var(--accent); }
    a.question.signal { border-inline-start-color: var(--signal); }
    a.question.urgent { border-color: var(--alarm); }
    a.question[aria-current] { outline: 2px solid var(--accent); }
    .excerpt { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; overflow-wrap: anywhere; }
    .meta { display: flex; flex-wrap: wrap; gap: 0 var(--space-3); font-size: var(--size-small); color: var(--ink-soft); }
    .empty { padding: var(--space-5) var(--space-4); text-align: center; border: 1px dashed var(--line-strong); border-radius: var(--radius-large); }
  `];

  @property({ attribute: false }) store!: QueueStore;
  @property() library = '';
  @property() selected = '';
  /** Console: no "mine" and every queue. */
  @property({ type: Boolean }) everything = false;
  @state() private filter: Filter = { scope: 'mine', state: '', queue: '', words: '' };
  @state() private turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.filter = recall<Filter>(this.filterKey()) ?? { ...this.filter, scope: this.everything ? 'all' : 'mine' };
    this.store.addEventListener('changed', this.changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.store.removeEventListener('changed', this.changed);
  }

  override render() {
    void this.turn;
    const rows = this.shown();
    return html`
      <search class="filters">${this.filters()}</search>
      <p class="soft" role="status">${this.store.loaded ? this.count(rows.length) : this.store.error ? nothing : 'Chargement des questions…'}</p>
      ${this.store.error ? html`<p class="error" role="alert">${this.store.error}</p>` : nothing}
      ${this.store.loaded && rows.length === 0 ? this.empty() : nothing}
      <ul class="bare">${repeat(rows, (row) => row.id, (row) => html`<li>${this.row(row)}</li>`)}</ul>
    `;
  }

  private filters() {
    const f = this.filter;
    return html`
      ${this.everything ? nothing : html`
        <fieldset class="scope">
          <legend class="unseen">Quelles questions</legend>
          <label><input type="radio" name="scope" value="mine" .checked=${f.scope === 'mine'} @change=${this.choose}>Ma bibliothèque</label>
          <label><input type="radio" name="scope" value="all" .checked=${f.scope === 'all'} @change=${this.choose}>Tout le réseau</label>
        </fieldset>`}
      <div class="two">
        <div><label class="unseen" for="state">État</label>
          <select id="state" name="state" @change=${this.choose}>
            <option value="">Tous les états</option>
            ${Object.entries(GROUPS).map(([id, group]) => html`<option value=${id} ?selected=${f.state === id}>${group.title}</option>`)}
          </select></div>
        <div><label class="unseen" for="clock">Délai</label>
          <select id="clock" name="clock" @change=${this.choose}>
            <option value="">Tous les délais</option>
            ${Object.entries(CLOCKS).map(([id, one]) => html`<option value=${id} ?selected=${f.clock === id}>${one.title} (${this.inScope().filter(one.has).length})</option>`)}
          </select></div>
        ${this.everything ? html`<div><label class="unseen" for="queue">File</label>
          <select id="queue" name="queue" @change=${this.choose}>
            <option value="">Toutes les files</option>
            ${this.store.queues.map((queue) => html`<option value=${queue.id} ?selected=${f.queue === queue.id}>${queue.title}</option>`)}
          </select></div>` : nothing}
      </div>
      ${this.everything ? html`<label class="check"><input type="checkbox" name="unsure" .checked=${f.unsure ?? false} @change=${this.choose}><span>Pas sûres seulement</span></label>` : nothing}
      <div><label class="unseen" for="words">Filtrer par mots</label>
        <input id="words" name="words" type="search" placeholder="Filtrer par mots" .value=${f.words} @input=${this.choose}></div>
    `;
  }

  private row(row: Row) {
    const urgent = row.flags?.includes('detresse');
    const tone = STATE_TONE[row.state] ?? '';
    return html`
      <a class="question ${tone} ${urgent ? 'urgent' : ''}" href=${`#question/${row.id}`} aria-current=${this.selected === row.id ? 'true' : nothing}>
        <span class="row">
          <span class="tag ${tone}">${STATES[row.state] ?? row.state}</span>
          ${row.flags?.map((flag) => html`<span class="tag ${flag === 'detresse' ? 'alarm' : 'signal'}">${FLAGS[flag] ?? flag}</span>`)}
          ${risen(row)}
          ${row.practice ? html`<span class="tag">exercice</span>` : nothing}
          ${row.sure === false ? html`<span class="tag signal">pas sûr</span>` : nothing}
        </span>
        <span class="excerpt" dir="auto">${row.excerpt}</span>
        <span class="meta">
          ${row.topics?.slice(0, 2).map((topic) => html`<span>${topicTitle(topic)}</span>`)}
          ${row.place ? html`<span>${placeName(row.place)}</span>` : nothing}
        </span>
        <span class="meta">
          <span>${this.store.queueTitle(row.queue)}</span>
          ${due(row)}
          ${row.owner ? html`<span>chez ${row.owner.name}</span>` : nothing}
          ${row.has_draft ? html`<span>brouillon</span>` : nothing}
        </span>
      </a>
    `;
  }

  private empty() {
    const narrowed = this.filter.state || this.filter.words || this.filter.queue || this.filter.clock || this.filter.unsure;
    if (narrowed) return html`<div class="empty stack tight"><p>Aucune question ne correspond à ces filtres.</p><div><button type="button" class="small" @click=${this.clear}>Retirer les filtres</button></div></div>`;
    if (this.filter.scope === 'mine') {
      return html`<div class="empty stack tight"><p>Aucune question n’attend votre bibliothèque.</p><p class="soft">Le réseau en a peut-être : un coup de main y est bienvenu.</p>
        <div><button type="button" class="small" @click=${() => this.set({ scope: 'all' })}>Voir tout le réseau</button></div></div>`;
    }
    return html`<div class="empty"><p>Aucune question ouverte dans le réseau. Les nouvelles arrivent ici d’elles-mêmes.</p></div>`;
  }

  private count(shown: number): string {
    return shown === 0 ? 'Aucune question' : shown === 1 ? '1 question' : `${shown} questions`;
  }

  private shown(): Row[] {
    const f = this.filter;
    const states = GROUPS[f.state]?.states;
    const words = fold(f.words).split(/\s+/).filter(Boolean);
    const clock = CLOCKS[f.clock ?? ''];
    return this.inScope()
      .filter((row) => !clock || clock.has(row))
      .filter((row) => !states || states.includes(row.state))
      .filter((row) => !f.queue || row.queue === f.queue)
      .filter((row) => !f.unsure || row.sure === false)
      .filter((row) => words.length === 0 || this.holds(row, words))
      .sort(byUrgency);
  }

  /** What rises is everybody's: it shows beside one's own. */
  private inScope(): Row[] {
    const all = [...this.store.rows.values()];
    return this.filter.scope === 'all' ? all : all.filter((row) => this.store.isMine(row, this.library) || row.risen_at);
  }

  private holds(row: Row, words: string[]): boolean {
    const text = fold([row.id, row.excerpt, this.store.queueTitle(row.queue), row.library_name, row.owner?.name, ...(row.topics ?? []).map(topicTitle)].join(' '));
    return words.every((word) => text.includes(word));
  }

  private readonly changed = (): void => { this.turn++; };

  private choose(event: Event): void {
    const field = event.target as HTMLInputElement;
    this.set({ [field.name]: field.type === 'checkbox' ? field.checked : field.value });
  }

  private readonly clear = (): void => this.set({ state: '', words: '', queue: '', clock: '', unsure: false });

  private set(part: Partial<Filter>): void {
    this.filter = { ...this.filter, ...part };
    remember(this.filterKey(), this.filter);
  }

  private filterKey(): string {
    return this.everything ? 'filter:console' : 'filter:desk';
  }
}

function byUrgency(a: Row, b: Row): number {
  const urgent = Number(b.flags?.includes('detresse') ?? false) - Number(a.flags?.includes('detresse') ?? false);
  return urgent || (a.due ?? '9').localeCompare(b.due ?? '9') || a.asked_at.localeCompare(b.asked_at);
}
