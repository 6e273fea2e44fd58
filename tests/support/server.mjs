// SPDX-License-Identifier: EUPL-1.2
// server.mjs - a real aiguilleur on a free port with a data directory of its own.
// The demo data is made once a run (`init --demo`) and copied for each server.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
/** The program under test: AIG_BIN, or the dev build (sanitizers). */
export const BIN = process.env.AIG_BIN ?? join(ROOT, 'build/dev/aiguilleur');

const scratch = mkdtempSync(join(tmpdir(), 'aiguilleur-test-'));
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** Runs one command of the program to its end: {status, stdout, stderr}. */
export function command(...args) {
  return spawnSync(BIN, args, { cwd: ROOT, encoding: 'utf8', timeout: 120_000 });
}

let demo; // {data, password}, made at first use
export function demoData() {
  if (demo) return demo;
  const data = join(scratch, 'demo');
  const init = command('init', '--data', data, '--rules', 'rules', '--corpus', 'corpus', '--demo');
  const password = init.stdout?.match(/^demo password: (\S+)$/m)?.[1];
  if (init.status !== 0 || !password)
    throw new Error(`aiguilleur init --demo failed (status ${init.status}):\n${init.error ?? ''}${init.stdout}${init.stderr}`);
  return (demo = { data, password });
}

let copies = 0;
export function freshData() {
  const data = join(scratch, `data-${++copies}`);
  cpSync(demoData().data, data, { recursive: true });
  return data;
}

/** A port nobody listens on; never the same twice in one run. */
const given = new Set();
async function freePort() {
  for (;;) {
    const port = await new Promise((resolve, reject) => {
      const probe = createServer().once('error', reject);
      probe.listen(0, '127.0.0.1', () => {
        const { port: found } = probe.address();
        probe.close(() => resolve(found));
      });
    });
    if (!given.has(port)) {
      given.add(port);
      return port;
    }
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Server {
  /** options: bin, wrapper (e.g. ['valgrind', …]), settings {name: value}, data, readyMs. */
  constructor(options = {}) {
    this.options = options;
    this.data = options.data ?? freshData();
    this.settings = { 'limits.enabled': 'false', ...options.settings };
    this.log = '';
  }

  get url() { return `http://127.0.0.1:${this.port}`; }
  get password() { return demoData().password; }

  async start() {
    this.port ??= await freePort();
    const web = join(ROOT, 'web/dist');
    const args = [...(this.options.wrapper ?? []), this.options.bin ?? BIN, 'serve', '--data', this.data,
      '--listen', `127.0.0.1:${this.port}`, ...(existsSync(web) ? ['--web', web] : []),
      ...Object.entries(this.settings).flatMap(([name, value]) => ['--set', `${name}=${value}`])];
    this.child = spawn(args[0], args.slice(1), { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(this.child);
    for (const pipe of [this.child.stdout, this.child.stderr])
      pipe.setEncoding('utf8').on('data', (text) => { this.log += text; });
    this.ended = new Promise((resolve) => this.child.on('close', (status, signal) => {
      running.delete(this.child);
      resolve(this.exit = { status, signal });
    }));
    this.exit = null;
    await this.#ready();
    return this;
  }

  /** Asks /readyz until it says yes: nothing else tells from outside that the socket is open. */
  async #ready() {
    const deadline = Date.now() + (this.options.readyMs ?? 20_000);
    for (;;) {
      if (this.exit) throw new Error(`the server ended at its start (${JSON.stringify(this.exit)}):\n${this.log}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => null);
      if (answer?.status === 200) return;
      if (Date.now() > deadline) throw new Error(`the server is not ready at ${this.url}/readyz:\n${this.log}`);
      await pause(20);
    }
  }

  /** Graceful: SIGTERM, status 0 within 5 s (D11), no sanitizer report. */
  async stop({ withinMs = 5000 } = {}) {
    if (!this.child || this.exit) return this.exit;
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => { this.wasSlow = true; this.child.kill('SIGKILL'); }, withinMs);
    const exit = await this.ended;
    clearTimeout(timer);
    if (this.wasSlow) throw new Error(`the server did not stop within ${withinMs} ms of SIGTERM`);
    if (exit.status !== 0) throw new Error(`the server ended with ${JSON.stringify(exit)}`);
    return exit;
  }

  async kill() {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  async restart() {
    await this.stop();
    await this.start();
  }

  /** Stops, checks the trace, removes the data. */
  async finish() {
    try {
      await this.stop();
      const verify = command('audit', 'verify', '--data', this.data);
      if (verify.status !== 0) throw new Error(`audit verify failed:\n${verify.stdout}${verify.stderr}`);
    } finally {
      if (this.child && !this.exit) await this.kill();
      if (!this.options.data) rmSync(this.data, { recursive: true, force: true });
    }
  }
}
