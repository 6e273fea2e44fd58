/* SPDX-License-Identifier: EUPL-1.2 */
/* memory.ts - what this tab keeps for the asker: the text until it is acknowledged, the receipts until it is closed */

import { forget, recall, remember } from '../shared/keep';

export interface Draft {
  text: string;
  place: string;
  audience: string;
  consulted: string;
  email: string;
  publish: boolean;
  transfer: boolean;
  /** Set at the first send: this exact content travels under this id until it is answered. */
  client_id?: string;
}

export interface Kept { receipt: string; words: string; asked_at: string }

export const emptyDraft = (): Draft =>
  ({ text: '', place: '', audience: '', consulted: '', email: '', publish: false, transfer: false });

const draftKey = (library: string): string => `draft:${library}`;

export const loadDraft = (library: string): Draft => ({ ...emptyDraft(), ...recall<Draft>(draftKey(library)) });
export const saveDraft = (library: string, draft: Draft): void => remember(draftKey(library), draft);
export const dropDraft = (library: string): void => forget(draftKey(library));

export const receipts = (): Kept[] => recall<Kept[]>('receipts') ?? [];

export function keepReceipt(kept: Kept): void {
  remember('receipts', [kept, ...receipts().filter((one) => one.receipt !== kept.receipt)]);
}

export function forgetReceipts(): void {
  forget('receipts');
  forget('open');
}

/** Which question a reload comes back to. */
export const openReceipt = (library: string): string => recall<Record<string, string>>('open')?.[library] ?? '';
export function setOpenReceipt(library: string, code: string): void {
  remember('open', { ...recall<Record<string, string>>('open'), [library]: code });
}

/** A message that is being written; its id stays with its exact text, so sending twice creates one. */
export interface Writing { text: string; client_id?: string }
export const loadWriting = (key: string): Writing => recall<Writing>(`writing:${key}`) ?? { text: '' };
export const saveWriting = (key: string, writing: Writing): void => remember(`writing:${key}`, writing);
export const dropWriting = (key: string): void => forget(`writing:${key}`);
