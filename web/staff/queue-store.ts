/* SPDX-License-Identifier: EUPL-1.2 */
/* queue-store.ts - the live rows of the desk; what must stay true: after any break, rows + events equal a
 * fresh list, and a question that left the open states leaves the list */

import { isOpen, type DeskEvent, type Queue, type Row, type WatchResult } from '../shared/protocol';
import type { Link } from '../shared/socket';

export class QueueStore extends EventTarget {
  readonly rows = new Map<string, Row>();
  queues: Queue[] = [];
  loaded = false;
  error = '';
  private seq = 0;

  constructor(private readonly link: Link) {
    super();
  }

  start(): void {
    this.link.onEvent<{ row?: Row }>('desk', (event) => this.heard(event));
    this.link.onReady(() => void this.refresh());
  }

  queueTitle(id: string): string {
    return this.queues.find((queue) => queue.id === id)?.title ?? id;
  }

  isMine(row: Row, library: string): boolean {
    return row.library === library || this.queues.some((queue) => queue.id === row.queue && queue.mine);
  }

  private async refresh(): Promise<void> {
    try {
      const since = this.seq;
      const [watched, listed] = await Promise.all([
        this.link.keep<WatchResult>('queue.watch', since ? { since } : {}),
        this.link.keep<{ queues: Queue[] }>('queue.list'),
      ]);
      if (!since) this.rows.clear();
      for (const row of watched.rows ?? []) this.take(row);
      for (const event of watched.events ?? []) this.apply(event as DeskEvent<{ row?: Row }>);
      this.seq = Math.max(watched.seq ?? 0, this.seq);
      this.queues = listed.queues ?? [];
      this.loaded = true;
      this.error = '';
    } catch (error) {
      this.error = (error as Error).message;
    }
    this.changed();
  }

  private heard(event: DeskEvent<{ row?: Row }>): void {
    if (event.type === 'resync') {
      this.seq = 0;
      void this.refresh();
      return;
    }
    if (event.seq <= this.seq) return;
    this.seq = event.seq;
    this.apply(event);
    this.changed();
  }

  private apply(event: DeskEvent<{ row?: Row }>): void {
    if (event.data?.row) this.take(event.data.row);
  }

  private take(row: Row): void {
    if (isOpen(row.state)) this.rows.set(row.id, row);
    else this.rows.delete(row.id);
    this.dispatchEvent(new CustomEvent('row', { detail: row }));
  }

  private changed(): void {
    this.dispatchEvent(new Event('changed'));
  }
}
