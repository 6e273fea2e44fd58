/* SPDX-License-Identifier: EUPL-1.2 */
/* suggestions.ts - zero to three fiches or resources, each with why this one; never takes the focus */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { plainDate } from '../shared/format';
import { markdown, safeUrl } from '../shared/markdown';
import type { Fiche, Suggestion } from '../shared/protocol';
import type { Link } from '../shared/socket';
import { fill, s } from '../shared/strings';

type Opened = 'loading' | Fiche | { error: string };

@customElement('aig-suggestions')
export class Suggestions extends LitElement {
  static override styles = [base, css`
    .suggestion { display: grid; gap: var(--space-2); padding: var(--space-3) var(--space-4); border-inline-start: 3px solid var(--accent); background: var(--accent-soft); border-start-end-radius: var(--radius); border-end-end-radius: var(--radius); }
    h2 { font-size: var(--size-lead); }
    h3 { font-size: var(--size-text); }
    .why { font-size: var(--size-small); }
    .fiche { padding: var(--space-3) var(--space-4); background: var(--surface); border-radius: var(--radius); }
    .tag { background: var(--surface); }
    .unseen { inset-inline-start: 0; }
  `];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) items: Suggestion[] = [];
  /** Shown while typing: says how many came, and that no generative AI made them. */
  @property({ type: Boolean }) automatic = false;
  @property({ type: Boolean }) resolvable = false;
  @state() private opened = new Map<string, Opened>();

  override render() {
    const t = s();
    const many = this.items.length;
    const said = many > 1 ? fill(t.suggestCount, { n: many }) : many ? t.suggestOne : '';
    return html`
      <p class="unseen" role="status">${this.automatic ? said : nothing}</p>
      ${many === 0 ? nothing : html`
        <section class="stack tight" aria-labelledby="title">
          <h2 id="title">${t.suggestTitle}</h2>
          <p class="hint">${t.suggestNote}</p>
          <ul class="bare stack tight">${this.items.map((one) => html`<li>${this.item(one)}</li>`)}</ul>
        </section>`}
    `;
  }

  private item(one: Suggestion) {
    const t = s();
    const kinds: Record<string, string> = { fiche: t.kindFiche, resource: t.kindResource, answer: t.kindAnswer, event: t.kindEvent };
    const url = safeUrl(one.url);
    const opened = this.opened.get(one.id);
    return html`
      <article class="suggestion">
        <div class="row"><span class="tag">${kinds[one.kind] ?? one.kind}</span><h3 dir="auto">${one.title}</h3></div>
        ${one.excerpt ? html`<p dir="auto">${one.excerpt}</p>` : nothing}
        ${one.why ? html`<p class="why"><strong>${t.why}</strong> <bdi>${one.why}</bdi></p>` : nothing}
        <div class="row">
          <button type="button" class="small" aria-expanded=${opened !== undefined} @click=${() => void this.toggle(one)}>
            ${opened ? t.close : t.read}<span class="unseen"> ${one.title}</span>
          </button>
          ${url ? html`<a class="button small" href=${url} target="_blank" rel="noopener noreferrer">${t.openSite} <span class="unseen">${t.newTab}</span></a>` : nothing}
          ${this.resolvable ? html`<button type="button" class="small" @click=${() => this.resolved(one)}>${t.answersMe}<span class="unseen"> ${one.title}</span></button>` : nothing}
        </div>
        <div aria-live="polite">${opened ? this.fiche(opened) : nothing}</div>
      </article>
    `;
  }

  private fiche(opened: Opened) {
    const t = s();
    if (opened === 'loading') return html`<p class="fiche soft">${t.loading}</p>`;
    if ('error' in opened) return html`<p class="fiche error">${opened.error}</p>`;
    return html`
      <div class="fiche stack tight">
        <div class="prose" dir="auto">${markdown(opened.html, '', 4)}</div>
        ${opened.sources?.length ? html`
          <p class="soft"><strong>${t.sources}</strong></p>
          <ul class="soft">${opened.sources.map((source) => {
            const url = safeUrl(source.url);
            return html`<li>${url ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${source.title}</a>` : source.title}</li>`;
          })}</ul>` : nothing}
        ${opened.reviewed ? html`<p class="soft">${fill(t.reviewed, { date: plainDate(opened.reviewed) })}</p>` : nothing}
      </div>
    `;
  }

  private async toggle(one: Suggestion): Promise<void> {
    if (this.opened.has(one.id)) return this.show(one.id, null);
    this.show(one.id, 'loading');
    try {
      this.show(one.id, await this.link.ask<Fiche>('fiche.get', { id: one.id }));
    } catch (error) {
      this.show(one.id, { error: (error as Error).message || s().unavailable });
    }
  }

  private show(id: string, what: Opened | null): void {
    const next = new Map(this.opened);
    if (what) next.set(id, what);
    else next.delete(id);
    this.opened = next;
  }

  private resolved(one: Suggestion): void {
    this.dispatchEvent(new CustomEvent('resolved', { detail: one.id }));
  }
}
