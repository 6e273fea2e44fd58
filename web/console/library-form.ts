/* SPDX-License-Identifier: EUPL-1.2 */
/* library-form.ts - a library changed in fields; what must stay true: nothing typed is lost by a refusal, a break or a
 * reload, and what is sent is the whole file with the revision that was edited */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { today } from '../shared/format';
import { forget, recall, remember } from '../shared/keep';
import { markdown } from '../shared/markdown';
import type { LibraryFile, Problem } from '../shared/protocol';
import { Refusal, type Link } from '../shared/socket';
import { cleanSpans, spanRows, valueOf } from '../staff/spans';
import { staffStyles } from '../staff/styles';
import { KINDS, TOPICS } from '../staff/words';
import { CONVENTIONS, LIBRARY_KINDS, WEEKDAYS, ZONES } from './library-words';
import { inFrench } from './problems';

interface Kept { file: LibraryFile; revision: string }
const list = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

@customElement('aig-library-form')
export class LibraryForm extends LitElement {
  static override styles = [base, staffStyles, css`
    .fields { display: grid; gap: var(--space-3); grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); align-items: start; }
    .span { display: flex; flex-wrap: wrap; gap: var(--space-2); align-items: end; } .span .grow { flex: 1 1 12rem; }
    .days { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-4); }
    input.weight { max-inline-size: 7rem; }
  `];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) file!: LibraryFile;
  @property() revision = '';
  @property() may = 'all';
  @property({ type: Boolean }) isNew = false;
  @state() private draft!: LibraryFile;
  @state() private problems: Problem[] = [];
  @state() private error = '';
  @state() private busy = false;
  @state() private preview: string | null = null;
  @state() private reason = '';
  private base = '';

  override willUpdate(): void {
    if (this.draft) return;
    const kept = recall<Kept>(this.key());
    this.draft = kept?.file ?? structuredClone(this.file);
    this.base = kept?.revision ?? this.revision;
  }

  override render() {
    const d = this.draft;
    const all = this.may === 'all';
    return html`
      <form class="stack" novalidate aria-label="Modifier la bibliothèque" @submit=${this.submit}>
        ${all ? html`<section class="panel stack"><h3>Identité</h3><div class="fields">
          ${this.isNew ? this.text('id', 'Identifiant', d.id, (id) => ({ id, queues: [{ id, title: this.draft.name || id }] }), 'Minuscules sans accent et traits d’union ; il ne change plus.') : nothing}
          ${this.text('name', 'Nom', d.name, (name) => ({ name, ...(this.isNew ? { queues: [{ id: this.draft.id, title: name }] } : {}) }))}
          ${this.text('network', 'Réseau', d.network, (network) => ({ network }), 'france ou fwb')}
          ${this.choice('kind', 'Sorte', LIBRARY_KINDS, d.kind, (kind) => ({ kind }))}
          ${this.text('commune', 'Commune', d.commune ?? '', (commune) => ({ commune: commune || null }))}
          ${this.text('insee', 'Code INSEE', d.insee ?? '', (insee) => ({ insee: insee || null }))}
          ${this.text('departement', 'Département ou province', d.departement, (departement) => ({ departement }), 'Un code : 29, BE-WLG')}
          ${this.text('region', 'Région', d.region, (region) => ({ region }))}
          ${this.text('territory', 'Répond pour', d.territory.join(' '), (text) => ({ territory: list(text) }), 'Des codes, séparés par des espaces')}
          ${this.text('referent', 'Référente pour', (d.referent ?? []).join(' '), (text) => ({ referent: list(text).length ? list(text) : null }), 'Départements sans bibliothèque à eux')}
          ${this.text('languages', 'Langues', d.languages.join(' '), (text) => ({ languages: list(text) }), 'Des codes : fr en br')}
          ${this.choice('convention', 'Convention', { '': 'Non renseignée', ...CONVENTIONS }, d.convention?.status ?? '', (status) => ({ convention: status ? { ...d.convention, status } : null }))}
          ${d.convention ? this.text('convention.until', 'Convention jusqu’au', d.convention.until ?? '', (until) => ({ convention: { ...this.draft.convention!, until: until || null } }), '', 'date') : nothing}
          ${this.text('website', 'Site', d.website ?? '', (website) => ({ website: website || null }), 'https://…', 'url')}
          ${this.text('email', 'Courriel', d.email ?? '', (email) => ({ email: email || null }), 'Où vont ses récapitulatifs', 'email')}
        </div></section>` : html`<p class="soft">Votre bibliothèque change elle-même sa capacité, son contact, son calendrier et sa page. Le reste se demande à la coordination.</p>`}
        <section class="panel stack"><h3>Capacité et contact</h3><div class="fields">
          ${this.text('capacity', 'Questions par semaine', String(d.capacity), (text) => ({ capacity: text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text }), '0 : plus aucune', 'text', 'numeric')}
          ${this.text('contact', 'Contact', d.contact ?? '', (contact) => ({ contact: contact || null }), 'Une fonction, jamais un nom')}
        </div></section>
        ${all ? html`${this.weights('strengths', 'Points forts par sujet', TOPICS)} ${this.weights('kinds', 'Points forts par sorte de demande', KINDS)}` : nothing}
        ${this.calendar()} ${this.policy()}
        <div class="field"><label for="reason">Pourquoi ce changement (facultatif, pour l’historique)</label><input id="reason" autocomplete="off" .value=${this.reason} @input=${(e: Event) => { this.reason = valueOf(e); }}></div>
        ${this.error ? html`<div role="alert" class="notice alarm"><p>${this.error}</p>${this.elsewhere()}</div>` : nothing}
        <div class="row"><button class="primary" ?disabled=${this.busy}>Enregistrer</button><button type="button" @click=${this.leave}>Abandonner les changements</button></div>
      </form>
    `;
  }

  /* ---- fields */

  private text(field: string, title: string, value: string, change: (text: string) => Partial<LibraryFile>, hint = '', type = 'text', mode = '') {
    const id = `f-${field.replace(/\W/g, '-')}`;
    const problem = this.problemAt(field);
    return html`<div class="field"><label for=${id}>${title}</label>
      <input id=${id} type=${type} inputmode=${mode || nothing} autocomplete="off" .value=${value} aria-invalid=${problem ? 'true' : 'false'} aria-describedby=${`${id}-about`}
        @change=${(e: Event) => this.keep(change(valueOf(e).trim()))}>
      <p id=${`${id}-about`} class=${problem ? 'error' : 'hint'}>${problem || hint}</p></div>`;
  }

  private choice(field: string, title: string, choices: Record<string, string>, value: string, change: (text: string) => Partial<LibraryFile>) {
    const problem = this.problemAt(field);
    return html`<div class="field"><label for=${`f-${field}`}>${title}</label>
      <select id=${`f-${field}`} aria-invalid=${problem ? 'true' : 'false'} @change=${(e: Event) => this.keep(change(valueOf(e)))}>
        ${Object.entries(choices).map(([id, text]) => html`<option value=${id} ?selected=${id === value}>${text}</option>`)}</select>
      ${problem ? html`<p class="error">${problem}</p>` : nothing}</div>`;
  }

  private weights(key: 'strengths' | 'kinds', title: string, titles: Record<string, string>) {
    const now = this.draft[key] ?? {};
    const put = (id: string, text: string): void => {
      const next: Record<string, number | string> = { ...now };
      const value = Number(text.replace(',', '.'));
      if (text.trim() === '' || value === 0) delete next[id];
      else next[id] = Number.isFinite(value) ? value : text;
      this.keep({ [key]: next });
    };
    return html`<details class="panel" ?open=${this.problems.some((one) => one.field.startsWith(key))}><summary>${title}</summary>
      <p class="hint">De 0 (ou vide : rien de particulier) à 1 (le meilleur du réseau).</p>
      <div class="fields">${Object.entries(titles).map(([id, name]) => {
        const problem = this.problemAt(`${key}.${id}`);
        return html`<div class="field"><label for=${`w-${key}-${id}`}>${name}</label>
          <input class="weight" id=${`w-${key}-${id}`} inputmode="decimal" autocomplete="off" .value=${String(now[id] ?? '').replace('.', ',')} aria-invalid=${problem ? 'true' : 'false'} @change=${(e: Event) => put(id, valueOf(e))}>
          ${problem ? html`<p class="error">${problem}</p>` : nothing}</div>`;
      })}</div></details>`;
  }

  private calendar() {
    const c = this.draft.calendar;
    const put = (part: Partial<LibraryFile['calendar']>): void => this.keep({ calendar: { ...this.draft.calendar, ...part } });
    const dates = c.closed.filter((day) => !WEEKDAYS.includes(day));
    const weekdays = c.closed.filter((day) => WEEKDAYS.includes(day));
    const problem = this.problemAt('calendar.closed');
    return html`<section class="panel stack"><h3>Calendrier</h3>
      <div class="field"><label for="zone">Jours fériés</label><select id="zone" @change=${(e: Event) => put({ zone: valueOf(e) })}>
        ${Object.entries(ZONES).map(([id, text]) => html`<option value=${id} ?selected=${id === c.zone}>${text}</option>`)}</select></div>
      <fieldset><legend>Jours de la semaine sans service</legend><div class="days">${WEEKDAYS.map((day) => html`<label class="check"><input type="checkbox" .checked=${weekdays.includes(day)}
        @change=${(e: Event) => put({ closed: [...weekdays.filter((one) => one !== day), ...((e.target as HTMLInputElement).checked ? [day] : []), ...dates] })}>${day}</label>`)}</div></fieldset>
      <div class="field"><label for="closed">Jours fermés</label><input id="closed" autocomplete="off" .value=${dates.join(' ')} aria-invalid=${problem ? 'true' : 'false'} aria-describedby="closed-about" @change=${(e: Event) => put({ closed: [...weekdays, ...list(valueOf(e))] })}>
        <p id="closed-about" class=${problem ? 'error' : 'hint'}>${problem || 'Des dates séparées par des espaces : 2026-12-24 2026-12-31'}</p></div>
      <h4>Absences</h4>${spanRows({ name: 'absence', spans: c.absences, change: (absences) => put({ absences }), problem: (at) => this.problemUnder(`calendar.absences${at}`) })}
    </section>`;
  }

  private policy() {
    const p = this.draft.policy;
    const put = (part: object): void => this.keep({ policy: { reviewed: today(), text: '', ...this.draft.policy, ...part } });
    const problem = this.problemUnder('policy');
    return html`<section class="panel stack"><h3>Page de la bibliothèque</h3>
      <div class="field"><label for="policy">Texte (Markdown)</label><textarea id="policy" rows="12" .value=${p?.text ?? ''} aria-invalid=${problem ? 'true' : 'false'} @change=${(e: Event) => put({ text: valueOf(e) })}></textarea>
        ${problem ? html`<p class="error">${problem}</p>` : nothing}</div>
      <div class="fields"><div class="field"><label for="reviewed">Revue le</label><input id="reviewed" type="date" .value=${p?.reviewed ?? ''} @change=${(e: Event) => put({ reviewed: valueOf(e) })}></div></div>
      <div class="row"><button type="button" class="small" @click=${() => void this.show()}>Aperçu</button>
        <button type="button" class="small" @click=${() => put({ reviewed: today() })}>Revue aujourd’hui</button></div>
      ${this.preview !== null ? html`<div class="prose panel" role="region" aria-label="Aperçu de la page">${markdown(this.preview, '', 4)}</div>` : nothing}
    </section>`;
  }

  /* ---- problems */

  private problemAt(field: string): string {
    return this.problems.filter((one) => one.field === field || (one.field.startsWith(`${field}.`) && /^\d+$/.test(one.field.slice(field.length + 1)))
      || (field === 'convention' && one.field === 'convention.status')).map((one) => inFrench(one.what)).join(' ');
  }

  private problemUnder(field: string): string {
    return this.problems.filter((one) => one.field === field || one.field.startsWith(`${field}.`)).map((one) => inFrench(one.what)).join(' ');
  }

  /** Those that stand at no field of this form. */
  private elsewhere() {
    const here = /^(name|network|kind|commune|insee|departement|region|territory|referent|languages|convention|website|email|capacity|contact|strengths|kinds|calendar|policy)\b/;
    const rest = this.problems.filter((one) => !here.test(one.field) && !(this.isNew && one.field === 'id'));
    return rest.length ? html`<ul>${rest.map((one) => html`<li>${one.field} : ${inFrench(one.what)}</li>`)}</ul>` : nothing;
  }

  /* ---- steps */

  private keep(part: Partial<LibraryFile>): void {
    this.draft = { ...this.draft, ...part };
    remember(this.key(), { file: this.draft, revision: this.base } satisfies Kept);
  }

  private async show(): Promise<void> {
    const { html: shown } = await this.link.ask<{ html: string }>('policy.preview', { text: this.draft.policy?.text ?? '' }).catch((error: Error) => ({ html: error.message }));
    this.preview = shown;
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.busy = true;
    const d = this.draft;
    const library = { ...d, calendar: { ...d.calendar, absences: cleanSpans(d.calendar.absences) }, policy: d.policy?.text.trim() ? d.policy : null };
    try {
      const saved = await this.link.ask<{ library: LibraryFile }>('library.save', {
        library, ...(this.base ? { revision: this.base } : {}), ...(this.reason.trim() ? { reason: this.reason.trim() } : {}) });
      forget(this.key());
      this.dispatchEvent(new CustomEvent('saved', { detail: saved.library }));
    } catch (error) {
      this.error = (error as Error).message;
      this.problems = error instanceof Refusal ? (error.data.problems as Problem[] | undefined) ?? [] : [];
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
    this.busy = false;
  }

  private readonly leave = (): void => {
    forget(this.key());
    this.dispatchEvent(new Event('left'));
  };

  private key(): string {
    return `library:${this.isNew ? '+' : this.file.id}`;
  }
}
