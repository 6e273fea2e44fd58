// SPDX-License-Identifier: EUPL-1.2
// do.test.mjs - what ./do says to a newcomer when something is missing or in the way.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, same, test } from '../support/cases.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs ./do with some programs replaced by shell scripts. */
function run(t, args, stubs = {}) {
  const bin = mkdtempSync(join(tmpdir(), 'aiguilleur-do-'));
  t.after(() => rmSync(bin, { recursive: true }));
  for (const [name, script] of Object.entries(stubs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const done = spawnSync(join(root, 'do'), args, { encoding: 'utf8', input: '', env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } });
  return { status: done.status, out: done.stdout + done.stderr };
}

test('help lists each verb with a line, an unknown verb is exit 2', async (t) => {
  const { status, out } = run(t, ['help']);
  same(status, 0, 'exit');
  for (const verb of ['setup', 'build', 'test', 'run', 'fmt', 'lint', 'fuzz', 'bench', 'reset', 'clean', 'torture'])
    check(new RegExp(`^  ${verb} +\\S`, 'm').test(out), `no line for ${verb} in:\n${out}`);
  same(run(t, ['tset']).status, 2, 'exit of an unknown verb');
});

test('--no-install names what is missing and why, and stops', async (t) => {
  const { status, out } = run(t, ['setup', '--no-install'], { 'dpkg-query': 'exit 1', 'apt-get': 'echo installed anyway; exit 0' });
  same(status, 1, 'exit');
  check(/libsqlite3-dev - .+/.test(out) && /chromium - .+/.test(out), out);
  check(!out.includes('installed anyway'), 'apt-get was run');
});

test('an own node of 18 or newer is kept, an old one is not', async (t) => {
  const missing = (version) => run(t, ['setup', '--no-install'], { 'dpkg-query': 'exit 1', node: version, npm: 'exit 0' }).out;
  check(!/nodejs - /.test(missing('echo yes')), 'nodejs asked for beside a good node');
  check(/nodejs - /.test(missing('echo')), 'nodejs not asked for beside an old node');
});

test('a port in use is said in a sentence that helps', async (t) => {
  const other = createServer();
  t.after(() => other.close());
  await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address();
  const { status, out } = run(t, ['run', '--port', String(port), '--no-install']);
  same(status, 1, 'exit');
  check(out.includes(`port ${port} is in use`) && out.includes(`--port ${port + 1}`), out);
});
