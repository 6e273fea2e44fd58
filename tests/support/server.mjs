// SPDX-License-Identifier: EUPL-1.2
// server.mjs - a real aiguilleur on a free port with a data directory of its own.
// The demo data is made once a run (`init --demo`) and copied for each server; ./do test shares it between its suites
// (AIG_SHARED, a folder that it removes). It is made by the release build where there is one: learning under sanitizers takes
// minutes.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
/** The program under test: AIG_BIN, or the dev build (sanitizers). */
export const BIN = process.env.AIG_BIN ?? join(ROOT, 'build/dev/aiguilleur');

/** Whom to ask when much is to be computed: the release build where there is one, or AIG_BIN. */
const RELEASE = join(ROOT, 'build/release/aiguilleur');
export const FAST_BIN = process.env.AIG_BIN || !existsSync(RELEASE) ? BIN : RELEASE;

const scratch = mkdtempSync(join(tmpdir(), 'aiguilleur-test-'));
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** Runs one command of the program to its end: {status, stdout, stderr}. */
export function command(...args) {
  return run(BIN, ...args);
}

function run(bin, ...args) {
  return spawnSync(bin, args, { cwd: ROOT, encoding: 'utf8', timeout: 300_000 });
}

/** Made aside and moved, so that a half-made one is never taken for whole. */
function makeDemo(folder) {
  const part = join(folder, 'demo.part');
  rmSync(part, { recursive: true, force: true });
  const init = run(FAST_BIN, 'init', '--data', part, '--rules', 'rules', '--corpus', 'corpus', '--demo');
  const password = init.stdout?.match(/^demo password: (\S+)$/m)?.[1];
  if (init.status !== 0 || !password)
    throw new Error(`aiguilleur init --demo failed (status ${init.status}):\n${init.error ?? ''}${init.stdout}${init.stderr}`);
  writeFileSync(join(folder, 'demo-password'), password);
  renameSync(part, join(folder, 'demo'));
}

let demo; // {data, password}, made at first use
export function demoData() {
  if (demo) return demo;
  const folder = process.env.AIG_SHARED ?? scratch;
  if (!existsSync(join(folder, 'demo'))) makeDemo(folder);
  // A suite may change its own: the shared one is for all.
  const data = join(scratch, 'demo');
  if (folder !== scratch) cpSync(join(folder, 'demo'), data, { recursive: true });
  return (demo = { data, password: readFileSync(join(folder, 'demo-password'), 'utf8') });
}

/** Our rules without most of what is learned from them: for an init whose understanding does not matter. */
export function smallRules() {
  const rules = join(scratch, 'small-rules');
  if (existsSync(rules)) return rules;
  for (const folder of ['examples', 'lexicon']) mkdirSync(join(rules, folder), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'rules')))
    if (name.endsWith('.yaml')) cpSync(join(ROOT, 'rules', name), join(rules, name));
  writeFileSync(join(rules, 'examples/few.yaml'), '- text: Comment faire mon arbre ?\n  topics: [genealogie]\n  kind: fait\n');
  writeFileSync(join(rules, 'lexicon/histoire.yaml'), '- about: rois\n  weight: 0.5\n  words: [couronne]\n');
  return rules;
}

/** A data directory of its own made from them: for a server that must start soon although valgrind watches it. */
export function smallData() {
  const data = join(scratch, `small-${++copies}`);
  const init = run(FAST_BIN, 'init', '--data', data, '--rules', smallRules(), '--corpus', 'corpus', '--demo');
  if (init.status !== 0) throw new Error(`aiguilleur init failed (status ${init.status}):\n${init.stdout}${init.stderr}`);
  return data;
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
    const deadline = Date.now() + (this.options.readyMs ?? 60_000);
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
