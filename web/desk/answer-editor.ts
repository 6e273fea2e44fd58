/* SPDX-License-Identifier: EUPL-1.2 */
/* answer-editor.ts - text, sources and method statement of an answer, and its sending */

import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { clock, today } from '../shared/format';
import { safeUrl } from '../shared/markdown';
import type { AiUse, Draft, Hit, Source, StaffView } from '../shared/protocol';
import { Refusal, type Link } from '../shared/socket';
import { staffStyles } from '../staff/styles';
import { AI_USES } from '../staff/words';
import './sources-editor';
import { Saver, emptyWork, methodOf, openWork, otherDraft, workOf, type Saved, type Work } from './work';

type Wrong = Partial<Record<'text' | 'sources' | 'tool' | 'checked', string>>;

@customElement('aig-answer-editor')
export class AnswerEditor extends LitElement {
  static override styles = [base, staffStyles, css`
    #text { min-block-size: 16rem; font-size: var(--size-text); line-height: 1.6; }
    .saved { font-size: var(--size-small); color: var(--ink-soft); font-variant-numeric: tabular-nums; }
    .method legend { float: inline-start; inline-size: 100%; }
    .method { padding: var(--space-3) var(--space-4); background: var(--sunken); border-radius: var(--radius); }
  `];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) question!: StaffView;

  @state() private work: Work = emptyWork();
  @state() private saved: Saved = { state: 'nothing' };
  @state() private wrong: Wrong = {};
  @state() private error = '';
  @state() private busy = false;
  /** The desk's draft, when this tab still held another text. */
  @state() private other: Draft | null = null;
  @query('#text') private field!: HTMLTextAreaElement;
  private saver!: Saver;

  override connectedCallback(): void {
    super.connectedCallback();
    this.work = openWork(this.question);
    if (this.question.draft?.saved_at) this.saved = { state: 'saved', at: this.question.draft.saved_at };
    this.other = otherDraft(this.question, this.work);
    this.saver = this.newSaver();
  }

  /** Taken again after it was lost: what is on the screen is saved under the new claim. */
  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('question');
    if (!before || !this.question.mine || before.epoch === this.question.epoch) return;
    this.saver.stop(true);
    this.saver = this.newSaver();
    this.saver.changed(this.work);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.saver.flush();
  }

  /** From the search beside: quotes at the cursor, and lists the source. */
  cite(hit: Hit): void {
    const url = safeUrl(hit.url) ?? '';
    const quote = `« ${(hit.excerpt ?? hit.title).replace(/\s+/g, ' ').trim()} » (${url ? `[${hit.title}](${url})` : hit.title})`;
    const at = this.field.selectionEnd ?? this.work.text.length;
    const before = this.work.text.slice(0, at);
    const gap = before && !before.endsWith('\n') ? '\n\n' : '';
    const isListed = this.work.method.sources.some((one) => (url && one.url === url) || one.title === hit.title);
    const source: Source = { title: hit.title, ...(url ? { url } : {}), consulted: today() };
    this.change({
      text: `${before}${gap}${quote}\n${this.work.text.slice(at)}`,
      method: { ...this.work.method, sources: isListed ? this.work.method.sources : [...this.work.method.sources, source] },
    });
    const cursor = before.length + gap.length + quote.length + 1;
    void this.updateComplete.then(() => { this.field.focus(); this.field.setSelectionRange(cursor, cursor); });
  }

  override render() {
    const w = this.work;
    const isLost = this.saved.state === 'stale';
    return html`
      <form class="panel stack" novalidate @submit=${this.submit} aria-labelledby="heading">
        <div class="row between"><h2 id="heading">Votre réponse</h2><span class="saved" role="status">${this.savedWords()}</span></div>
        ${isLost ? html`<div class="notice alarm" role="alert"><strong>Cette question n’est plus à vous.</strong> ${this.saved.sentence} Votre texte reste ici : copiez-le, ou laissez-le en note.</div>` : nothing}
        ${this.other ? html`<div class="notice signal row between"><span>Ce texte est celui de cet onglet. Le bureau a un autre brouillon${this.other.name ? `, de ${this.other.name}` : ''}${this.other.saved_at ? ` (${clock(this.other.saved_at)})` : ''}.</span>
          <button type="button" class="small" @click=${this.takeOther}>Prendre l’autre brouillon</button></div>` : nothing}
        <div class="field">
          <label for="text">Texte (Markdown)</label>
          <textarea id="text" rows="14" dir="auto" .value=${w.text} aria-invalid=${Boolean(this.wrong.text)} aria-describedby="text-about"
            @input=${(event: InputEvent) => this.change({ text: (event.target as HTMLTextAreaElement).value })}></textarea>
          ${this.about('text', 'Saluer, redire la question, répondre court, développer, dire comment vous avez cherché, inviter à revenir.')}
        </div>
        <aig-sources .sources=${w.method.sources} @changed=${(event: CustomEvent<Source[]>) => this.method({ sources: event.detail })}></aig-sources>
        ${this.wrong.sources ? html`<p class="error">${this.wrong.sources}</p>` : nothing}
        ${this.methodForm()}
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        <div class="row"><button class="primary" ?disabled=${this.busy || isLost}>${this.busy ? 'Envoi…' : 'Envoyer la réponse'}</button>
          <span class="hint">Elle passe en relecture si le sujet, l’auteur·rice ou l’usage d’une IA le demande.</span></div>
      </form>
    `;
  }

  private methodForm() {
    const m = this.work.method;
    return html`
      <fieldset class="method stack tight">
        <legend>Comment cette réponse a été faite</legend>
        <div class="field">
          <label for="ai">Intelligence artificielle</label>
          <select id="ai" @change=${(event: Event) => this.method({ ai: (event.target as HTMLSelectElement).value as AiUse })}>
            ${Object.entries(AI_USES).map(([id, title]) => html`<option value=${id} ?selected=${m.ai === id}>${title}</option>`)}
          </select>
        </div>
        ${m.ai === 'none' ? nothing : html`
          <div class="field">
            <label for="tool">Outil utilisé</label>
            <input id="tool" autocomplete="off" .value=${m.tool ?? ''} aria-invalid=${Boolean(this.wrong.tool)} aria-describedby="tool-about"
              @input=${(event: InputEvent) => this.method({ tool: (event.target as HTMLInputElement).value })}>
            ${this.about('tool', 'Nom de l’outil et, si possible, du modèle.')}
          </div>`}
        <div class="field">
          <label for="checked">Ce que vous avez vérifié, et comment</label>
          <textarea id="checked" rows="2" .value=${m.checked} aria-invalid=${Boolean(this.wrong.checked)} aria-describedby="checked-about"
            @input=${(event: InputEvent) => this.method({ checked: (event.target as HTMLTextAreaElement).value })}></textarea>
          ${this.about('checked', 'L’usager le lira. Par exemple : « les dates, dans deux ouvrages ; les liens, ouverts ce jour ».')}
        </div>
      </fieldset>
    `;
  }

  private about(name: keyof Wrong, hint: string) {
    const wrong = this.wrong[name];
    return html`<p id="${name}-about" class=${wrong ? 'error' : 'hint'}>${wrong ?? hint}</p>`;
  }

  private savedWords(): string {
    switch (this.saved.state) {
      case 'saved': return `enregistré à ${clock(this.saved.at)}`;
      case 'waiting': return 'modifié';
      case 'saving': return this.link.state === 'ready' ? 'enregistrement…' : 'gardé dans cet onglet';
      case 'failed': return `gardé dans cet onglet : ${this.saved.sentence ?? ''}`;
      default: return '';
    }
  }

  private newSaver(): Saver {
    return new Saver(this.link, this.question.id, () => this.question.epoch, (saved) => this.savedNow(saved));
  }

  private readonly takeOther = (): void => {
    if (this.other) this.change(workOf(this.other));
    this.other = null;
  };

  private savedNow(saved: Saved): void {
    this.saved = saved;
    if (saved.state === 'stale') this.dispatchEvent(new CustomEvent('stale', { detail: saved.sentence }));
  }

  private method(part: Partial<Work['method']>): void {
    this.change({ method: { ...this.work.method, ...part } });
  }

  private change(part: Partial<Work>): void {
    this.work = { ...this.work, ...part };
    this.wrong = {};
    this.error = '';
    this.saver.changed(this.work);
  }

  private check(): Wrong {
    const { text, method } = this.work;
    const isBadAddress = method.sources.some((one) => one.url?.trim() && !/^https?:\/\//i.test(one.url.trim()));
    const isUntitled = method.sources.some((one) => !one.title.trim() && one.url?.trim());
    const listed = method.sources.some((one) => one.title.trim());
    return {
      ...(text.trim() ? {} : { text: 'Écrivez la réponse avant de l’envoyer.' }),
      ...(isUntitled ? { sources: 'Chaque source a un titre.' } : isBadAddress ? { sources: 'L’adresse d’une source commence par https://.' }
        : listed ? {} : { sources: 'Citez au moins une source, avec son titre.' }),
      ...(method.ai !== 'none' && !method.tool?.trim() ? { tool: 'Nommez l’outil d’IA utilisé.' } : {}),
      ...(method.checked.trim() ? {} : { checked: 'Dites ce que vous avez vérifié : une réponse ne part pas sans cela.' }),
    };
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    this.wrong = this.check();
    const first = Object.keys(this.wrong)[0];
    if (first) return void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(first === 'sources' ? 'aig-sources' : `#${first}`)?.focus());
    this.busy = true;
    try {
      await this.saver.flush();
      const result = await this.link.ask<{ question: StaffView }>('answer.submit', {
        question: this.question.id, epoch: this.question.epoch, text: this.work.text, method: methodOf(this.work),
      });
      this.saver.stop(false);
      this.dispatchEvent(new CustomEvent('submitted', { detail: result.question }));
    } catch (error) {
      const why = error as Refusal;
      if (why.reason === 'stale') this.savedNow({ state: 'stale', sentence: why.message });
      else this.error = why.message;
    }
    this.busy = false;
  }
}
