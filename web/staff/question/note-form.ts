/* SPDX-License-Identifier: EUPL-1.2 */
/* note-form.ts - a note for colleagues; it never leaves the desk */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../../shared/base-styles';
import { forget, recall, remember } from '../../shared/keep';
import type { StaffView } from '../../shared/protocol';
import { newClientId, type Link } from '../../shared/socket';

interface Writing { text: string; client_id?: string }

@customElement('aig-note-form')
export class NoteForm extends LitElement {
  static override styles = [base, css`button { color: var(--note); }`];

  @property({ attribute: false }) link!: Link;
  @property() question = '';
  @state() private writing: Writing = { text: '' };
  @state() private busy = false;
  @state() private error = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.writing = recall<Writing>(this.key()) ?? { text: '' };
  }

  override render() {
    return html`
      <form class="stack tight" novalidate @submit=${this.submit}>
        <div class="field">
          <label for="note">Ajouter une note interne</label>
          <textarea id="note" rows="2" .value=${this.writing.text} @input=${this.typed} aria-describedby="about error" aria-invalid=${Boolean(this.error)}></textarea>
          <p class="hint" id="about">Lue par les équipes seulement : elle ne part jamais vers l’usager.</p>
        </div>
        <p id="error" class="error" role="alert">${this.error || nothing}</p>
        <div><button class="small" ?disabled=${this.busy}>Ajouter la note</button></div>
      </form>
    `;
  }

  private typed(event: InputEvent): void {
    this.error = '';
    this.keep({ text: (event.target as HTMLTextAreaElement).value });
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const text = this.writing.text.trim();
    if (!text) {
      this.error = 'Écrivez la note avant de l’ajouter.';
      return;
    }
    this.keep({ text: this.writing.text, client_id: this.writing.client_id ?? newClientId() });
    this.busy = true;
    try {
      const result = await this.link.keep<{ question?: StaffView }>('question.note', { question: this.question, text, client_id: this.writing.client_id });
      this.keep({ text: '' });
      this.dispatchEvent(new CustomEvent('noted', { detail: result.question }));
    } catch (error) {
      this.error = (error as Error).message;
    }
    this.busy = false;
  }

  private keep(writing: Writing): void {
    this.writing = writing;
    if (writing.text) remember(this.key(), writing);
    else forget(this.key());
  }

  private key(): string {
    return `note:${this.question}`;
  }
}
