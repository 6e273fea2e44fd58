/* SPDX-License-Identifier: EUPL-1.2 */
/* socket.ts - JSON-RPC 2.0 over /ws with reconnection; what must stay true: a kept call is answered
 * exactly once for its caller, however many times the connection broke, and is always sent again with
 * the same parameters (so with the same client_id). */

import type { DeskEvent, HelloParams, HelloResult, Reason } from './protocol';

/** A refusal in a sentence that people can read. */
export class Refusal extends Error {
  constructor(readonly reason: Reason, sentence: string, readonly data: Record<string, unknown> = {}) {
    super(sentence);
    this.name = 'Refusal';
  }
}

export type LinkState = 'connecting' | 'ready' | 'waiting' | 'refused' | 'stopped';

export interface LinkOptions {
  /** Asked before each connection; staff fetch their one-time token here. May throw a Refusal('denied'). */
  hello: () => HelloParams | Promise<HelloParams>;
  url?: string;
  /** Sentence for a call that could not be made; the server never saw it. */
  unavailable?: string;
}

interface Call {
  id: number;
  frame: string;
  keep: boolean;
  sent: boolean;
  timer: number;
  resolve: (result: never) => void;
  reject: (why: Refusal) => void;
}

const PROTOCOL = 'aiguilleur.v1';
const CALL_MS = 15_000;
const SILENCE_MS = 45_000;
const BACKOFF_MIN_MS = 1_000;
const BACKOFF_MAX_MS = 60_000;

/** Full jitter (trust.md D8): anywhere between 0 and the doubled ceiling, but never under the minimum. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** attempt);
  return Math.max(BACKOFF_MIN_MS * 0.5, random() * ceiling);
}

/** 128 random bits, made once per thing created and reused on every resend. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const ownUrl = (): string => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;

export class Link {
  state: LinkState = 'connecting';
  hello: HelloResult | null = null;
  /** When the next attempt starts, while `waiting`. */
  retryAt = 0;

  private socket: WebSocket | null = null;
  private nextId = 1;
  private attempt = 0;
  private retry = 0;
  private heardAt = Date.now();
  private readonly calls = new Map<number, Call>();
  private readonly events = new Map<string, Set<(event: DeskEvent<never>) => void>>();
  private readonly stateListeners = new Set<(state: LinkState) => void>();
  private readonly readyListeners = new Set<() => void>();

  constructor(private readonly options: LinkOptions) {}

  open(): this {
    addEventListener('online', this.wake);
    addEventListener('offline', this.lost);
    document.addEventListener('visibilitychange', this.seen);
    void this.connect();
    return this;
  }

  close(): void {
    removeEventListener('online', this.wake);
    removeEventListener('offline', this.lost);
    document.removeEventListener('visibilitychange', this.seen);
    clearTimeout(this.retry);
    this.drop();
    for (const call of [...this.calls.values()]) this.fail(call, this.notNow());
    this.become('stopped');
  }

  /** Asks now, or refuses at once when there is no connection: for what is worthless later (suggestions). */
  ask<T>(method: string, params: object = {}): Promise<T> {
    if (this.state !== 'ready') return Promise.reject(this.notNow());
    return this.call<T>(method, params, false);
  }

  /** Waits for the connection and sends again after a break, until answered: for what must not be lost. */
  keep<T>(method: string, params: object = {}): Promise<T> {
    return this.call<T>(method, params, true);
  }

  onEvent<T>(stream: string, listener: (event: DeskEvent<T>) => void): () => void {
    const set = this.events.get(stream) ?? new Set();
    this.events.set(stream, set.add(listener as (event: DeskEvent<never>) => void));
    return () => set.delete(listener as (event: DeskEvent<never>) => void);
  }

  onState(listener: (state: LinkState) => void): () => void {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  }

  /** After every hello, and at once if there already was one: the place to watch a stream (again). */
  onReady(listener: () => void): () => void {
    this.readyListeners.add(listener);
    if (this.state === 'ready') listener();
    return () => this.readyListeners.delete(listener);
  }

  /** Connects again without waiting for the timer (a button, a new login). */
  readonly wake = (): void => {
    if (this.state !== 'waiting' && this.state !== 'refused') return;
    clearTimeout(this.retry);
    this.attempt = 0;
    void this.connect();
  };

  private readonly lost = (): void => {
    if (this.state === 'ready' || this.state === 'connecting') this.broken();
  };

  /** A page that comes back from the background may hold a dead connection: ask the watchers to resync. */
  private readonly seen = (): void => {
    if (document.visibilityState !== 'visible') return;
    if (this.state === 'waiting') this.wake();
    else if (this.state === 'ready' && Date.now() - this.heardAt > SILENCE_MS) this.tellReady();
  };

  private async connect(): Promise<void> {
    this.become('connecting');
    let params: HelloParams;
    try {
      params = await this.options.hello();
    } catch (error) {
      if (error instanceof Refusal && error.reason === 'denied') this.become('refused');
      else this.broken();
      return;
    }
    const socket = new WebSocket(this.options.url ?? ownUrl(), PROTOCOL);
    this.socket = socket;
    socket.onopen = () => this.greet(socket, params);
    socket.onmessage = (event) => socket === this.socket && this.receive(String(event.data));
    socket.onclose = () => socket === this.socket && this.broken();
  }

  private greet(socket: WebSocket, params: HelloParams): void {
    const id = this.nextId++;
    const done = (): void => void this.calls.delete(id);
    const timer = window.setTimeout(() => { done(); this.broken(); }, CALL_MS);
    this.calls.set(id, {
      id, frame: '', keep: false, sent: true, timer,
      resolve: (result: HelloResult) => { done(); this.greeted(result); },
      reject: (why) => {
        done();
        if (why.reason === 'denied') { this.drop(); this.become('refused'); } else if (socket === this.socket) this.broken();
      },
    });
    socket.send(JSON.stringify({ jsonrpc: '2.0', id, method: 'hello', params }));
  }

  private greeted(hello: HelloResult): void {
    this.hello = hello;
    this.attempt = 0;
    this.become('ready');
    for (const call of this.calls.values()) if (!call.sent) this.send(call);
    this.tellReady();
  }

  private tellReady(): void {
    for (const listener of [...this.readyListeners]) listener();
  }

  private call<T>(method: string, params: object, keep: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const id = this.nextId++;
      const frame = JSON.stringify({ jsonrpc: '2.0', id, method, params });
      const call: Call = { id, frame, keep, sent: false, timer: 0, resolve: resolve as (result: never) => void, reject };
      this.calls.set(id, call);
      if (this.state === 'ready') this.send(call);
      else if (this.state === 'stopped') this.fail(call, this.notNow());
    });
  }

  private send(call: Call): void {
    call.sent = true;
    call.timer = window.setTimeout(() => this.broken(), CALL_MS);
    this.socket?.send(call.frame);
  }

  private receive(text: string): void {
    this.heardAt = Date.now();
    let message: { id?: number; method?: string; params?: DeskEvent; result?: unknown; error?: RpcError };
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    if (message.method === 'event' && message.params) this.dispatch(message.params);
    else if (message.id !== undefined) this.answered(Number(message.id), message.result, message.error);
  }

  private dispatch(event: DeskEvent): void {
    if (event.type === 'resync' && !this.events.has(event.stream)) {
      for (const set of this.events.values()) for (const listener of set) listener(event as DeskEvent<never>);
      return;
    }
    for (const listener of this.events.get(event.stream) ?? []) listener(event as DeskEvent<never>);
  }

  private answered(id: number, result: unknown, error: RpcError | undefined): void {
    const call = this.calls.get(id);
    if (!call) return;
    this.calls.delete(id);
    clearTimeout(call.timer);
    if (error) call.reject(refusalFrom(error));
    else call.resolve(result as never);
  }

  private broken(): void {
    this.drop();
    for (const call of [...this.calls.values()]) {
      clearTimeout(call.timer);
      if (call.keep) call.sent = false;
      else if (call.frame) this.fail(call, this.notNow());
      else this.calls.delete(call.id);
    }
    if (this.state === 'stopped' || this.state === 'waiting') return;
    const delay = backoff(this.attempt++);
    this.retryAt = Date.now() + delay;
    this.retry = window.setTimeout(() => void this.connect(), delay);
    this.become('waiting');
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private fail(call: Call, why: Refusal): void {
    this.calls.delete(call.id);
    clearTimeout(call.timer);
    call.reject(why);
  }

  private notNow(): Refusal {
    return new Refusal('unavailable', this.options.unavailable ?? '');
  }

  private become(state: LinkState): void {
    if (state === this.state) return;
    this.state = state;
    for (const listener of [...this.stateListeners]) listener(state);
  }
}

interface RpcError { code: number; message: string; data?: { reason?: Reason } & Record<string, unknown> }

function refusalFrom(error: RpcError): Refusal {
  const reason = error.data?.reason ?? (error.code === -32602 ? 'invalid' : 'unavailable');
  return new Refusal(reason, error.message, error.data ?? {});
}
