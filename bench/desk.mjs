#!/usr/bin/env node
// SPDX-License-Identifier: EUPL-1.2
// desk.mjs - how fast and how small the desk is, against its bounds (bench/README.md). Exit status 1 when one is missed.
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, existsSync, fdatasyncSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Server, freePort, killAll, pause } from './server.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const HISTORY = join(ROOT, 'bench/history.csv');
const STARTS = 5; // the slowest counts

const { values: options } = parseArgs({
  options: {
    bin: { type: 'string' }, // another program than the release build
    load: { type: 'string' }, // another load generator than the release build's
    quick: { type: 'boolean', default: false }, // short runs, for trying the bench itself
    'no-history': { type: 'boolean', default: false },
  },
});
const bin = resolve(options.bin ?? join(ROOT, 'build/release/aiguilleur'));
const load = resolve(options.load ?? join(ROOT, 'build/release/bench/load'));
const keepsHistory = !(options.bin || options.quick || options['no-history']);
const seconds = (whole) => String(options.quick ? 3 : whole);

mkdirSync(join(ROOT, 'build'), { recursive: true });
const scratch = mkdtempSync(join(ROOT, 'build/bench-')); // not /tmp: that may be memory, and durable means a disk
process.on('exit', () => {
  killAll();
  rmSync(scratch, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

// ---------------------------------------------------------------- figures

const rows = [];

/** bound: ['<=', 3], ['>=', 1000], or nothing for a figure that only explains the others. */
function report(figure, value, unit, bound) {
  const isGood = !bound || (bound[0] === '<=' ? value <= bound[1] : value >= bound[1]);
  const shown = unit === 'errors' ? String(value) : value.toFixed(unit === 'asks/s' || unit === 'MB' ? 1 : 3);
  rows.push({ figure, shown, unit, bound: bound?.join(' ') ?? '', isGood });
  const verdict = !bound ? '' : isGood ? 'ok' : 'MISS';
  console.log(`${figure.padEnd(46)}${shown.padStart(10)} ${unit.padEnd(7)} ${(bound?.join(' ') ?? '').padEnd(9)} ${verdict}`);
}

/** Appends what was measured; every field is ours and has no comma in it. */
function appendHistory() {
  const git = (...args) => spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' }).stdout?.trim() ?? '';
  const isChanged = git('status', '--porcelain', '--', 'src', 'rules', 'corpus', 'web', 'cmake') !== '';
  const commit = (git('rev-parse', '--short', '--verify', '-q', 'HEAD') || 'none') + (isChanged ? '+' : '');
  if (!existsSync(HISTORY)) writeFileSync(HISTORY, 'date,commit,machine cores,figure,value,unit,bound\n');
  const date = new Date().toISOString().slice(0, 19) + 'Z';
  for (const { figure, shown, unit, bound } of rows.filter((row) => row.figure))
    appendFileSync(HISTORY, [date, commit, cpus().length, figure, shown, unit, bound].join(',') + '\n');
}

// ---------------------------------------------------------------- tools

function must(program, args) {
  const done = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' });
  if (done.status === 0) return done.stdout;
  throw new Error(`${program} ${args.join(' ')}: ${done.error?.message ?? `status ${done.status}`}\n${done.stdout ?? ''}${done.stderr ?? ''}`);
}

/** Runs the load generator; what it reports. */
function runLoad(mode, port, ...args) {
  const child = spawn(load, [mode, '--port', String(port), '--json', ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part) => { text += part; });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (status) => {
      if (status !== 0) return failed(new Error(`load ${mode}: status ${status}`));
      const run = JSON.parse(text);
      if (run.acknowledged) return done(run);
      failed(new Error(`load ${mode}: nothing was acknowledged; errors ${JSON.stringify(run.errors)}`));
    });
  });
}

/** Refusals, lost sockets, wrong and missing answers: none is allowed, for a fast refusal is no fast answer. */
function reportErrors(what, run) {
  const reasons = Object.entries(run.errors);
  report(`${what}: errors`, reasons.reduce((sum, [, count]) => sum + count, 0), 'errors', ['<=', 0]);
  for (const [reason, count] of reasons) console.log(`  ${count} x ${reason}`);
}

// ---------------------------------------------------------------- what is measured

const data = join(scratch, 'data');

async function serve() {
  const port = await freePort();
  const args = ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--web', join(ROOT, 'web/dist'), '--set', 'limits.enabled=false'];
  const server = await Server.start(bin, args, { port, cwd: ROOT });
  return Object.assign(server, { port });
}

/** What this disk takes for making 4 KiB durable: no acknowledged ask can be faster. */
function measureDisk() {
  const file = openSync(join(scratch, 'disk'), 'w');
  const times = Array.from({ length: 300 }, () => {
    const began = performance.now();
    writeSync(file, Buffer.alloc(4096, 1));
    fdatasyncSync(file);
    return performance.now() - began;
  }).sort((a, b) => a - b);
  closeSync(file);
  report('disk: 4 KiB written and synced, p50', times[150], 'ms');
  report('disk: 4 KiB written and synced, p99', times[297], 'ms');
}

async function measureStart() {
  const times = [];
  for (let i = 0; i < STARTS; i++) {
    const server = await serve();
    times.push(server.readyMs);
    await server.stop();
  }
  report(`start to ready, slowest of ${STARTS}`, Math.max(...times) / 1000, 's', ['<=', 1]);
}

async function measureIdle(server) {
  await pause(2000);
  report('memory of an idle server', server.residentMB(), 'MB', ['<=', 30]);
}

async function measureEcho(server) {
  let resident = 0; // the most that was seen while the sockets were open
  const weighing = setInterval(() => { resident = Math.max(resident, server.residentMB()); }, 200);
  const run = await runLoad('echo', server.port, '--idle', '1000', '--clients', '4', '--rate', '200', '--seconds', seconds(10))
    .finally(() => clearInterval(weighing));
  report('echo beside 1000 idle sockets, p50', run.ms.p50, 'ms');
  report('echo beside 1000 idle sockets, p99', run.ms.p99, 'ms', ['<=', 5]);
  reportErrors('echo beside 1000 idle sockets', run);
  report('memory with 1000 idle sockets', resident, 'MB');
}

async function measureOpenLoop(server) {
  const run = await runLoad('ask', server.port, '--rate', '100', '--clients', '16', '--seconds', seconds(20));
  report('ask acknowledged at 100/s, p50', run.ms.p50, 'ms', ['<=', 3]);
  report('ask acknowledged at 100/s, p90', run.ms.p90, 'ms');
  report('ask acknowledged at 100/s, p99', run.ms.p99, 'ms', ['<=', 15]);
  report('ask acknowledged at 100/s, max', run.ms.max, 'ms');
  report('generator late at 100/s, p99', run.late_ms.p99, 'ms');
  reportErrors('ask at 100/s', run);
}

async function measureClosedLoop(server) {
  const run = await runLoad('ask', server.port, '--clients', '64', '--seconds', seconds(15));
  report('asks sustained by 64 clients', run.rate, 'asks/s', ['>=', 1000]);
  report('asks sustained by 64 clients, p99', run.ms.p99, 'ms');
  reportErrors('asks by 64 clients', run);
  report('memory after the load', server.residentMB(), 'MB');
}

/** As someone who has just built it: a new data directory, with rules and corpus loaded into it. */
async function measureDoRun() {
  const port = await freePort();
  const args = ['run', '--port', String(port), '--data', join(scratch, 'run'), '--no-install'];
  const server = await Server.start(join(ROOT, 'do'), args, { port, cwd: ROOT, withinMs: 120_000 });
  report('./do run from a built tree to ready', server.readyMs / 1000, 's', ['<=', 10]);
  await server.stop();
}

/** One measurement; what cannot be measured is a miss, and the others still are. */
async function attempt(measure, ...args) {
  try {
    await measure(...args);
  } catch (error) {
    rows.push({ isGood: false });
    console.log(`${measure.name}: ${error.message}`);
  }
}

async function main() {
  if (!options.load) must('ninja', ['-C', join(ROOT, 'build/release'), 'load']);
  must(bin, ['init', '--data', data, '--rules', 'rules', '--corpus', 'corpus', '--demo']);
  const busy = loadavg()[0];
  console.log(`${cpus().length} cores, ${cpus()[0].model}; server and client on this machine; load average ${busy.toFixed(2)}`
    + (busy > 0.5 ? ': OTHER WORK IS RUNNING, the figures will be worse than they are' : ''));
  await attempt(measureDisk);
  await attempt(measureStart);
  const server = await serve();
  for (const measure of [measureIdle, measureEcho, measureOpenLoop, measureClosedLoop]) await attempt(measure, server);
  await attempt(function stop() { return server.stop(); });
  if (!options.bin) await attempt(measureDoRun);
  if (keepsHistory) appendHistory();
  const missed = rows.filter((row) => !row.isGood).length;
  console.log(missed ? `${missed} bound(s) missed` : 'every bound kept');
  return missed ? 1 : 0;
}

main().then((status) => process.exit(status), (error) => {
  console.error(`bench: ${error.message}`);
  process.exit(1);
});
