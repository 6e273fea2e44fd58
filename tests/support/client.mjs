// SPDX-License-Identifier: EUPL-1.2
// client.mjs - one WebSocket connection speaking JSON-RPC 2.0, as a page would; and logging in.
import { createRequire } from 'node:module';
import { randomBytes } from 'node:crypto';

const { WebSocket } = createRequire(new URL('../../web/package.json', import.meta.url))('ws');

export const newClientId = () => randomBytes(16).toString('hex');

/** POST /api/v1/session → {status, token, cookie, body}. */
export async function login(url, name, password) {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: name, password }),
  });
  const body = await answer.json().catch(() => null);
  return { status: answer.status, body, token: body?.token, cookie: answer.headers.get('set-cookie')?.split(';')[0] };
}

export class RpcError extends Error {
  constructor(error) {
    super(`${error.code} ${error.data?.reason ?? ''}: ${error.message}`);
    this.reply = error;
  }
}

export class Client {
  #next = 1;
  #waiting = new Map(); // id → {resolve, reject}
  #listeners = new Set();
  events = []; // notifications not yet taken, oldest first
  presence = new Map(); // question → who looks at it, as last told
  seen = []; // every line either way, for reports

  constructor(name = 'client') { this.name = name; }

  /** Opens /ws and says hello. */
  async open(url, hello = {}, options = {}) {
    this.socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws`, 'aiguilleur.v1', { perMessageDeflate: false, ...options });
    this.closed = new Promise((resolve) => this.socket.on('close', (code, why) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${this.name}: closed with ${code} ${why}`));
      this.#waiting.clear();
      resolve(code);
      this.#tell();
    }));
    this.socket.on('message', (data) => this.#receive(String(data)));
    await new Promise((resolve, reject) => this.socket.once('open', resolve).once('error', reject));
    this.socket.on('error', () => {}); // a close follows; what waits is rejected there
    this.hello = await this.call('hello', hello);
    return this;
  }

  get isOpen() { return this.socket?.readyState === WebSocket.OPEN; }

  #receive(text) {
    const message = JSON.parse(text);
    this.seen.push(`< ${text}`);
    if (message.method === 'event') {
      this.events.push(message.params);
      this.#tell();
      return;
    }
    if (message.method === 'presence') {
      this.presence.set(message.params.question, message.params);
      this.#tell();
      return;
    }
    const waiter = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    message.error ? waiter?.reject(new RpcError(message.error)) : waiter?.resolve(message.result);
  }

  #tell() { for (const listener of [...this.#listeners]) listener(); }

  /** Resolves to the result, rejects with RpcError. */
  call(method, params = {}) {
    const id = this.#next++;
    const text = JSON.stringify({ jsonrpc: '2.0', id, method, params });
    this.seen.push(`> ${text}`);
    return new Promise((resolve, reject) => {
      if (!this.isOpen) return reject(new Error(`${this.name}: not connected`));
      this.#waiting.set(id, { resolve, reject });
      this.socket.send(text);
    });
  }

  /** Takes events up to and with the first that `wanted` accepts; `strict`: it must be the very next. */
  async event(wanted, { timeoutMs = 5000, strict = false } = {}) {
    const take = () => {
      while (this.events.length) {
        const event = this.events.shift();
        if (wanted(event)) return event;
        if (strict) throw new Error(`the next event is another one: ${JSON.stringify(event)}`);
      }
      return null;
    };
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const event = take();
      if (event) return event;
      const left = deadline - Date.now();
      if (left <= 0 || !this.isOpen) throw new Error(`no such event came within ${timeoutMs} ms`);
      await new Promise((resolve) => {
        const done = () => { clearTimeout(timer); this.#listeners.delete(done); resolve(); };
        const timer = setTimeout(done, left);
        this.#listeners.add(done);
      });
    }
  }

  /** Waits until what was last told of a question's presence is as `wanted` says. */
  async looking(question, wanted, timeoutMs = 5000) {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const now = this.presence.get(question);
      if (now && wanted(now)) return now;
      const left = deadline - Date.now();
      if (left <= 0 || !this.isOpen) throw new Error(`no such presence within ${timeoutMs} ms; last: ${JSON.stringify(now)}`);
      await new Promise((resolve) => {
        const done = () => { clearTimeout(timer); this.#listeners.delete(done); resolve(); };
        const timer = setTimeout(done, left);
        this.#listeners.add(done);
      });
    }
  }

  /** Drops the connection as a train in a tunnel would. */
  async drop() {
    this.socket?.terminate();
    await this.closed;
  }

  async close() {
    this.socket?.close();
    await this.closed;
  }
}

/** A client of the public, or of one of the demo people ("claire"). */
export async function connect(server, who = '', hello = {}) {
  const client = new Client(who || 'asker');
  if (!who) return client.open(server.url, { locale: 'fr', ...hello });
  const session = await login(server.url, who, server.password);
  if (!session.token) throw new Error(`${who} cannot log in: ${session.status} ${JSON.stringify(session.body)}`);
  client.session = session;
  return client.open(server.url, { locale: 'fr', ...hello, token: session.token }, { origin: server.url });
}
