// SPDX-License-Identifier: EUPL-1.2
// server.mjs - a server under measurement: started, timed to ready, weighed, stopped. Linux only (/proc).
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';

const POLL_MS = 5;
const running = new Set();

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Ends what was started and still runs, with its children; for the bench's own end. */
export function killAll() {
  for (const child of running) {
    try { process.kill(-child.pid, 'SIGKILL'); } catch { /* just ended */ }
  }
}

/** A port of 127.0.0.1 that nobody listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** The HTTP status of /readyz; 0 when nobody answers. */
function readyStatus(port) {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/readyz', agent: false, timeout: 1000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(0));
  });
}

export class Server {
  log = '';
  exit = null;

  /** Starts `program args…` (it leads a process group of its own) and waits until it is ready; readyMs says how long that took. */
  static async start(program, args, { port, cwd, withinMs = 30_000 }) {
    const server = new Server();
    const began = performance.now();
    server.child = spawn(program, args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(server.child);
    for (const pipe of [server.child.stdout, server.child.stderr])
      pipe.setEncoding('utf8').on('data', (text) => { server.log = (server.log + text).slice(-20_000); });
    server.ended = new Promise((resolve) => {
      const end = (exit) => { running.delete(server.child); resolve(server.exit = exit); };
      server.child.on('error', (error) => end({ error: error.message }));
      server.child.on('close', (status, signal) => end({ status, signal }));
    });
    while (await readyStatus(port) !== 200) {
      if (server.exit) throw new Error(`${program} ended at its start: ${JSON.stringify(server.exit)}\n${server.log}`);
      if (performance.now() - began > withinMs) throw new Error(`${program} is not ready after ${withinMs} ms\n${server.log}`);
      await pause(POLL_MS);
    }
    server.readyMs = performance.now() - began;
    return server;
  }

  /** Resident memory in MB (10^6 bytes). */
  residentMB() {
    const [, kib] = readFileSync(`/proc/${this.child.pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB$/m);
    return kib * 1024 / 1e6;
  }

  /** SIGTERM; throws unless the server ends well within 10 s. */
  async stop() {
    this.child.kill('SIGTERM');
    const exit = await Promise.race([this.ended, pause(10_000)]);
    if (exit?.status !== 0) throw new Error(`the server did not stop well: ${JSON.stringify(exit ?? 'still runs')}\n${this.log}`);
  }
}
