// SPDX-License-Identifier: EUPL-1.2
// The Upgrade attack (CVE-2025-11677, unfixed in Debian 12; trust.md W1) and its cousins, against the server
// under valgrind: no report, the attacker's socket closed within a second, and the server goes on serving.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, same, test } from '../support/cases.mjs';
import { Server, smallData } from '../support/server.mjs';

const CRLF = '\r\n';
const PREFACE = `PRI * HTTP/2.0${CRLF}${CRLF}SM${CRLF}${CRLF}`;

/** name, what is sent, part after part; the last part must get its socket closed. */
function attacks(host) {
  const get = (path, ...headers) => [`GET ${path} HTTP/1.1`, `Host: ${host}`, ...headers, '', ''].join(CRLF);
  const upgrade = (to, path = '/ws') => get(path, 'Connection: Upgrade', `Upgrade: ${to}`,
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Protocol: aiguilleur.v1');
  const h2c = get('/ws', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA');
  return [
    ['an unknown Upgrade on a fresh connection', [upgrade('foo')]],
    ['an unknown Upgrade as the second request', [get('/healthz'), upgrade('foo')]],
    ['an unknown Upgrade after two requests', [get('/healthz'), get('/readyz'), upgrade('foo')]],
    ['an unknown Upgrade of another path', [get('/healthz'), upgrade('foo', '/')]],
    ['an Upgrade without a name', [get('/healthz'), upgrade('')]],
    ['a very long Upgrade', [get('/healthz'), upgrade('x'.repeat(2000))]],
    ['h2c on a fresh connection', [h2c]],
    ['h2c as the second request', [get('/healthz'), h2c]],
    ['the HTTP/2 preface', [PREFACE]],
    ['the HTTP/2 preface as the second request', [get('/healthz'), PREFACE]],
  ];
}

/** Sends the parts, each after an answer to the one before; resolves to ms from the last part to the close. */
function attack(port, parts, limitMs) {
  return new Promise((resolve, reject) => {
    const socket = connectTcp(port, '127.0.0.1');
    const rest = [...parts];
    let heard = '';
    let lastSent = 0;
    const next = () => {
      heard = '';
      lastSent = Date.now();
      socket.write(rest.shift());
      if (!rest.length) setTimeout(() => { socket.destroy(); reject(new Error(`still open after ${limitMs} ms`)); }, limitMs).unref();
    };
    socket.on('connect', next);
    socket.on('data', (data) => {
      heard += data;
      const length = Number(heard.match(/content-length: *(\d+)/i)?.[1] ?? 0);
      const end = heard.indexOf('\r\n\r\n');
      if (rest.length && end >= 0 && heard.length >= end + 4 + length) next();
    });
    socket.on('error', () => {});
    socket.on('close', () => (rest.length ? reject(new Error(`closed before the attack: ${heard}`)) : resolve(Date.now() - lastSent)));
  });
}

test('hostile upgrades leave valgrind silent and close within a second', async (t) => {
  check(spawnSync('valgrind', ['--version']).status === 0, 'valgrind is missing: ./do setup');
  const folder = mkdtempSync(join(tmpdir(), 'aiguilleur-valgrind-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const log = join(folder, 'valgrind.log');
  const server = new Server({ data: smallData(), wrapper: ['valgrind', '-q', '--error-exitcode=99', `--log-file=${log}`], readyMs: 120_000 });
  t.after(async (error) => { if (error) console.log(server.log.slice(-3000)); });
  await server.start();
  const slow = [];
  for (const [name, parts] of attacks(`127.0.0.1:${server.port}`)) {
    await attack(server.port, parts, 1000).catch((error) => slow.push(`${name}: ${error.message}`));
    same((await fetch(`${server.url}/healthz`)).status, 200, `healthz after ${name}`);
  }
  await server.stop({ withinMs: 60_000 }).catch((error) => { slow.push(error.message); });
  const report = readFileSync(log, 'utf8');
  check(report === '', `valgrind reports:\n${report.slice(0, 6000)}`);
  check(slow.length === 0, slow.join('\n'));
});
