/* SPDX-License-Identifier: EUPL-1.2 */
/* staff-app.ts - what desk and console have in common: login, top bar, connection; what must stay true:
 * a session that ends never removes the page under it, so nothing being written is lost */

import { LitElement, css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { clock } from '../shared/format';
import { Link, type LinkState } from '../shared/socket';
import './login-form';
import { logOut, ticket, whoAmI, type Me } from './session';
import { staffStyles } from './styles';

export const appStyles = [base, staffStyles, css`
  .bar { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-4); align-items: center; padding: var(--space-2) var(--space-4); background: var(--surface); border-block-end: 1px solid var(--line); }
  .brand { font: 600 var(--size-lead) / 1 var(--font-title); color: var(--ink); text-decoration: none; padding-block: var(--space-3); }
  .who { margin-inline-start: auto; font-size: var(--size-small); }
  nav { display: flex; flex-wrap: wrap; gap: 0 var(--space-1); }
  nav a { padding: var(--space-2) var(--space-3); border-block-end: 3px solid transparent; text-decoration: none; color: var(--ink); min-block-size: var(--target); display: inline-flex; align-items: center; }
  nav a[aria-current] { border-color: var(--accent); font-weight: 600; }
  nav a:hover { background: var(--accent-soft); }
  .door { display: grid; place-items: center; min-block-size: 80vh; padding: var(--space-4); }
  .door aig-login { inline-size: min(100%, 24rem); }
  .link { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-4); align-items: center; padding: var(--space-2) var(--space-4); background: var(--signal-soft); color: var(--signal); }
  .again { padding: var(--space-4); background: var(--signal-soft); }
  main { padding: var(--space-4); }
`];

export abstract class StaffApp extends LitElement {
  static override styles: CSSResultGroup = appStyles;

  @state() protected me: Me | null = null;
  @state() protected linkState: LinkState = 'connecting';
  @state() private known = false;
  @state() private trouble = '';
  protected link!: Link;
  /** The login gives the first ticket; every later connection asks for a fresh one. */
  private firstTicket = '';

  protected abstract readonly heading: string;
  protected abstract page(): TemplateResult;
  protected navigation(): TemplateResult | typeof nothing { return nothing; }
  /** The connection is there and the person known: start watching. */
  protected started(): void {}

  override connectedCallback(): void {
    super.connectedCallback();
    this.link = new Link({
      hello: async () => ({ locale: 'fr', token: await this.takeTicket() }),
      unavailable: 'La connexion est interrompue. Rien n’est perdu : réessayez quand elle revient.',
    });
    this.link.onState((now) => { this.linkState = now; });
    void this.arrive();
  }

  override render() {
    if (!this.known) return html`<p class="door soft" role="status">${this.trouble || 'Chargement…'}</p>`;
    if (!this.me) return html`<main class="door"><aig-login heading=${this.heading} @logged-in=${this.loggedIn}></aig-login></main>`;
    return html`
      <header class="bar">
        <a class="brand" href="#">${this.heading}</a>
        ${this.navigation()}
        <span class="who">${this.me.name}${this.me.library ? html` · ${this.libraryName()}` : nothing}</span>
        <button class="small" type="button" @click=${() => void this.leave()}>Se déconnecter</button>
      </header>
      <div role="status">${this.linkState === 'waiting' ? html`
        <div class="link"><span>Connexion interrompue. Ce que vous écrivez est gardé ici ; nouvel essai à ${clock(this.link.retryAt)}.</span>
          <button class="small" type="button" @click=${this.link.wake}>Réessayer maintenant</button></div>` : nothing}
      </div>
      ${this.linkState === 'refused' ? html`<section class="again" aria-label="Se reconnecter"><aig-login again heading="Se reconnecter" @logged-in=${this.loggedIn}></aig-login></section>` : nothing}
      ${this.page()}
    `;
  }

  protected libraryName(): string {
    return this.me?.library ?? '';
  }

  protected hasRole(...roles: string[]): boolean {
    return roles.some((role) => this.me?.roles?.includes(role));
  }

  private async arrive(): Promise<void> {
    try {
      this.me = await whoAmI();
      this.known = true;
      if (this.me) this.begin();
    } catch (error) {
      this.trouble = `${(error as Error).message} Nouvel essai dans quelques secondes.`;
      setTimeout(() => void this.arrive(), 5_000);
    }
  }

  private loggedIn(event: CustomEvent<Me>): void {
    const isSame = this.me !== null;
    this.me = event.detail;
    this.firstTicket = event.detail.token ?? '';
    if (isSame) this.link.wake();
    else this.begin();
  }

  private begin(): void {
    this.link.open();
    this.started();
  }

  private async takeTicket(): Promise<string> {
    const first = this.firstTicket;
    this.firstTicket = '';
    return first || ticket();
  }

  private async leave(): Promise<void> {
    await logOut().catch(() => {});
    location.reload();
  }
}
