/* SPDX-License-Identifier: EUPL-1.2 */
/* link-bar.ts - says that the connection is gone, and that it is back; silent while all is well */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import type { Link, LinkState } from '../shared/socket';
import { s } from '../shared/strings';

/** A short break mends itself: people are told only when it lasts. */
const PATIENCE_MS = 1_500;

@customElement('aig-link-bar')
export class LinkBar extends LitElement {
  static override styles = [base, css`.notice { display: flex; flex-wrap: wrap; gap: var(--space-2); align-items: center; justify-content: space-between; margin-block-end: var(--space-4); }`];

  @property({ attribute: false }) link!: Link;
  @state() private shown = false;
  @state() private wasShown = false;
  private timer = 0;
  private off = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.off = this.link.onState((now) => this.changed(now));
    this.changed(this.link.state);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.off();
    clearTimeout(this.timer);
  }

  override render() {
    const t = s();
    return html`
      <div role="status">${this.shown ? html`
        <div class="notice signal"><span>${t.offline}</span><button type="button" class="small" @click=${this.link.wake}>${t.retry}</button></div>`
        : this.wasShown ? html`<span class="unseen">${t.online}</span>` : nothing}
      </div>
    `;
  }

  private changed(now: LinkState): void {
    clearTimeout(this.timer);
    if (now === 'ready') {
      this.wasShown ||= this.shown;
      this.shown = false;
    } else if (!this.shown) {
      this.timer = window.setTimeout(() => { this.shown = true; }, PATIENCE_MS);
    }
  }
}
