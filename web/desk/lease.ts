/* SPDX-License-Identifier: EUPL-1.2 */
/* lease.ts - keeps a claimed question ours while somebody works on it, and only then */

import type { StaffView } from '../shared/protocol';
import { Refusal, type Link } from '../shared/socket';

const LOOK_EVERY_MS = 10_000;
const LEASE_MS = 30 * 60_000;
const ACTIVITY = ['keydown', 'pointerdown', 'input'] as const;

export interface LeaseOwner {
  /** The question held now, or null. */
  held(): StaffView | null;
  renewed(part: Partial<StaffView>): void;
  lost(sentence: string): void;
}

export class Lease {
  private activeAt = 0;
  private renewedAt = 0;
  private timer = 0;
  private busy = false;

  constructor(private readonly link: Link, private readonly owner: LeaseOwner) {}

  start(): void {
    for (const type of ACTIVITY) addEventListener(type, this.active, { passive: true, capture: true });
    this.timer = window.setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  stop(): void {
    for (const type of ACTIVITY) removeEventListener(type, this.active, { capture: true });
    clearInterval(this.timer);
  }

  private readonly active = (): void => {
    this.activeAt = Date.now();
  };

  /** At half of the lease, if somebody did something since the last renewal. */
  private async look(): Promise<void> {
    const held = this.owner.held();
    if (!held || !held.lease_until || this.busy || this.link.state !== 'ready') return;
    const left = Date.parse(held.lease_until) - Date.now();
    if (left > (this.link.hello?.lease_ms ?? LEASE_MS) / 2 || this.activeAt <= this.renewedAt) return;
    this.busy = true;
    try {
      const asked = Date.now();
      const result = await this.link.ask<{ question?: StaffView; lease_until?: string }>('question.renew', { question: held.id, epoch: held.epoch });
      this.renewedAt = asked;
      this.owner.renewed(result.question ?? (result.lease_until ? { lease_until: result.lease_until } : {}));
    } catch (error) {
      if (error instanceof Refusal && (error.reason === 'stale' || error.reason === 'conflict')) this.owner.lost(error.message);
    }
    this.busy = false;
  }
}
