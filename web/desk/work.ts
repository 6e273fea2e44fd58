/* SPDX-License-Identifier: EUPL-1.2 */
/* work.ts - the answer being written and its saving; what must stay true: the newest text is in this tab
 * before anything else, saves never overtake each other, and a refused save leaves the text where it is */

import { forget, recall, remember } from '../shared/keep';
import type { Draft, Method, Source, StaffView } from '../shared/protocol';
import { Refusal, type Link } from '../shared/socket';

const SAVE_AFTER_MS = 800;

export interface Work { text: string; method: Method & { sources: Source[] } }
export type Saved = { state: 'nothing' | 'waiting' | 'saving' | 'saved' | 'stale' | 'failed'; at?: string; sentence?: string };

export const emptyWork = (): Work => ({ text: '', method: { ai: 'none', tool: '', checked: '', sources: [] } });

const key = (question: string): string => `work:${question}`;

/** What this tab has and the server has not, else what the server has. */
export function openWork(question: StaffView): Work {
  const unsaved = recall<Work>(key(question.id));
  if (unsaved) return unsaved;
  /* A returned answer is written on from what was handed in. */
  const draft = question.draft ?? (question.answer ? { ...question.answer, method: { ...question.answer.method, sources: question.answer.sources } } : null);
  return draft ? workOf(draft) : emptyWork();
}

export function workOf(draft: Draft): Work {
  return { text: draft.text ?? '', method: { ...emptyWork().method, ...draft.method, sources: draft.method?.sources ?? [] } };
}

/** A draft at the desk that is not the text of this tab: somebody else's, or of another tab. */
export function otherDraft(question: StaffView, work: Work): Draft | null {
  return question.draft && question.draft.text !== work.text ? question.draft : null;
}

/** Without the empty parts, which the server would refuse. */
export function methodOf(work: Work): Method {
  const { ai, tool, checked } = work.method;
  const sources = work.method.sources.filter((one) => one.title.trim()).map((one) =>
    Object.fromEntries(Object.entries(one).filter(([, value]) => value?.trim()).map(([name, value]) => [name, value!.trim()])) as unknown as Source);
  return { ai, ...(ai !== 'none' && tool?.trim() ? { tool: tool.trim() } : {}), checked: checked.trim(), sources };
}

export class Saver {
  private timer = 0;
  private flight: Promise<void> | null = null;
  private next: Work | null = null;
  private stopped = false;

  constructor(
    private readonly link: Link,
    private readonly question: string,
    private readonly epoch: () => number,
    private readonly tell: (saved: Saved) => void,
  ) {}

  changed(work: Work): void {
    remember(key(this.question), work);
    this.next = work;
    if (this.stopped) return;
    this.tell({ state: 'waiting' });
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.flush(), SAVE_AFTER_MS);
  }

  /** Saves now what is waiting, after the save that is under way. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.flight) await this.flight;
    if (!this.next || this.stopped) return;
    const work = this.next;
    this.next = null;
    this.flight = this.save(work);
    await this.flight;
    this.flight = null;
  }

  /** The answer was sent, or the question is somebody else's. */
  stop(keep: boolean): void {
    this.stopped = true;
    clearTimeout(this.timer);
    if (!keep) forget(key(this.question));
  }

  private async save(work: Work): Promise<void> {
    this.tell({ state: 'saving' });
    try {
      const result = await this.link.keep<{ saved_at: string }>('draft.save', {
        question: this.question, epoch: this.epoch(), text: work.text, method: methodOf(work),
      });
      if (!this.next) forget(key(this.question));
      this.tell({ state: 'saved', at: result.saved_at });
    } catch (error) {
      const why = error as Refusal;
      const isStale = why.reason === 'stale' || why.reason === 'conflict' || why.reason === 'denied';
      if (isStale) this.stop(true);
      this.tell({ state: isStale ? 'stale' : 'failed', sentence: why.message });
    }
  }
}
