// SPDX-License-Identifier: EUPL-1.2
// program.mjs - the program under measurement: a copy of it, its commands, and what they print, as values.
import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const running = new Set();

/** Ends what was started and still runs. */
export function stopAll() {
  for (const child of running) child.kill('SIGKILL');
}

/** Runs a program to its end; what it wrote to standard output. Throws with its complaint when the status is not 0. */
export function run(program, args, { cwd = ROOT } = {}) {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const out = [], err = [];
    running.add(child);
    child.stdout.on('data', (bytes) => out.push(bytes));
    child.stderr.on('data', (bytes) => err.push(bytes));
    child.on('error', failed);
    child.on('close', (status, signal) => {
      running.delete(child);
      if (status === 0) return done(Buffer.concat(out).toString());
      const said = Buffer.concat(err).toString().trim().split('\n').slice(-5).join('\n');
      failed(new Error(`${program} ${args[0]}: ${signal ?? `status ${status}`}${said && `\n${said}`}`));
    });
  });
}

export const readJsonLines = (text) => text.split('\n').filter(Boolean).map((line) => JSON.parse(line));

export class Program {
  /** Works on a copy, so that a build meanwhile changes nothing. */
  constructor(bin, scratch) {
    this.bin = join(scratch, 'aiguilleur');
    copyFileSync(bin, this.bin);
    chmodSync(this.bin, 0o755);
  }

  run(...args) {
    return run(this.bin, args);
  }

  init(data, { rules = 'rules', corpus } = {}) {
    return this.run('init', '--data', data, '--rules', rules, ...(corpus ? ['--corpus', corpus] : []));
  }

  /** Documents a second, as the program counts them. */
  async import(data, file) {
    const said = await this.run('import', '--data', data, file);
    return Number(said.match(/\((\d+) a second\)/)[1]);
  }

  /** [{id, hits: [document ids], us}], best first. settings: {'search.title': 2} */
  async search(data, file, { limit = 10, settings = {} } = {}) {
    const set = Object.entries(settings).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
    const said = await this.run('search', '--data', data, '--batch', file, '--limit', String(limit), ...set);
    return readJsonLines(said).map(({ id, hits, us }) => ({ id, us, hits: hits.map((hit) => hit.id) }));
  }

  /** What `explain --batch` prints, a value a line. */
  async explain(data, file) {
    return readJsonLines(await this.run('explain', '--data', data, '--batch', file));
  }

  /** Does the command take the option, says `help`? */
  async takes(command, option) {
    const line = (await this.run('help')).split('\n').find((text) => text.startsWith(`  aiguilleur ${command} `));
    return line !== undefined && line.includes(`[${option}`);
  }

  /** The search.* settings that there are: {name: {initial, min, max, isInteger}}. */
  async searchSettings() {
    const row = /^\| `(search\.\w+)` \| (\w+) \| (\S+) \| (\S+) to (\S+) \|/gm;
    const page = await this.run('document', 'settings');
    return Object.fromEntries([...page.matchAll(row)].map(([, name, type, initial, min, max]) =>
      [name, { initial: Number(initial), min: Number(min), max: Number(max), isInteger: type === 'integer' }]));
  }
}
