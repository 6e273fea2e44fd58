/* SPDX-License-Identifier: EUPL-1.2 */
/* login-form.ts - login and password, and a sentence when they do not match */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { logIn } from './session';

@customElement('aig-login')
export class LoginForm extends LitElement {
  static override styles = [base, css`
    form { max-inline-size: 24rem; }
    .row button { flex: 1; }
  `];

  /** Shown in the place of the first words when a session ended under somebody's work. */
  @property({ type: Boolean }) again = false;
  @property() heading = 'Se connecter';
  @state() private busy = false;
  @state() private error = '';

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('#login')?.focus();
  }

  override render() {
    return html`
      <form class="card stack" novalidate @submit=${this.submit}>
        <h1>${this.heading}</h1>
        <p class="soft">${this.again
          ? 'Votre session est terminée. Reconnectez-vous : ce que vous avez écrit est resté dans la page.'
          : 'Réservé aux équipes des bibliothèques. Pour poser une question, aucun compte n’est nécessaire.'}</p>
        <div class="field">
          <label for="login">Identifiant</label>
          <input id="login" name="login" autocomplete="username" autocapitalize="none" spellcheck="false" required
            aria-invalid=${Boolean(this.error)} aria-describedby="error">
        </div>
        <div class="field">
          <label for="password">Mot de passe</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required
            aria-invalid=${Boolean(this.error)} aria-describedby="error">
        </div>
        <p id="error" class="error" role="alert">${this.error || nothing}</p>
        <div class="row"><button class="primary" ?disabled=${this.busy}>${this.busy ? 'Connexion…' : 'Se connecter'}</button></div>
        ${this.again ? nothing : html`<p class="soft"><a href="/">Poser une question</a></p>`}
      </form>
    `;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const login = String(form.get('login') ?? '').trim();
    const password = String(form.get('password') ?? '');
    if (!login || !password) {
      this.error = 'Saisissez votre identifiant et votre mot de passe.';
      return;
    }
    this.busy = true;
    this.error = '';
    try {
      this.dispatchEvent(new CustomEvent('logged-in', { detail: await logIn(login, password) }));
    } catch (error) {
      this.error = (error as Error).message;
    }
    this.busy = false;
  }
}
