// SPDX-License-Identifier: EUPL-1.2
// node tests/unit/run.mjs [pattern] - the unit tests and fuzz corpora that ctest lists for build/dev, counted by
// case: cmocka's own "[  PASSED  ] n test(s).", not by program. A program that says nothing counts as one.
// Not by ctest itself: its log says "Test Passed." of a program that was never built.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { indent } from '../support/cases.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pattern = process.argv[2];
const build = process.env.AIG_BUILD ?? 'build/dev';
const TIMEOUT_MS = 180_000;

const listed = spawnSync('ctest', ['--test-dir', build, '--show-only=json-v1'], { cwd: root, encoding: 'utf8' });
if (listed.status !== 0) throw new Error(`${build} is not built: ./do build --preset dev`);
const programs = JSON.parse(listed.stdout).tests.filter(({ name }) => !pattern || name.includes(pattern));
if (!programs.length && !pattern) throw new Error(`${build} has no tests: is it configured and built?`);

function run(command) {
  return new Promise((resolve) => {
    if (!command) return resolve({ why: 'the program was not built', out: '' });
    const child = spawn(command[0], command.slice(1), { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], timeout: TIMEOUT_MS, killSignal: 'SIGKILL' });
    let out = '';
    for (const pipe of [child.stdout, child.stderr]) pipe.setEncoding('utf8').on('data', (text) => { out += text; });
    child.on('error', (error) => resolve({ why: error.message, out }));
    child.on('close', (status, signal) => resolve({ why: status === 0 ? '' : `ended with ${signal ?? `status ${status}`}`, out }));
  });
}

const sum = (text, form) => [...text.matchAll(form)].reduce((total, match) => total + Number(match[1]), 0);
let passed = 0;
let failed = 0;
async function runNext() {
  for (let one = programs.shift(); one; one = programs.shift()) {
    const { why, out } = await run(one.command);
    const good = sum(out, /^\[ {2}PASSED {2}\] (\d+) test\(s\)/gm) || (why ? 0 : 1);
    const bad = sum(out, /^\[ {2}FAILED {2}\] (\d+) test\(s\)/gm) || (why ? 1 : 0);
    passed += good;
    failed += bad;
    console.log(`${bad ? 'FAILED' : 'ok    '}  ${one.name}: ${good} passed${bad ? `, ${bad} failed: ${why}` : ''}`);
    if (bad) console.log(indent(`${out.split('\n').slice(-80).join('\n')}\nrun it alone: ${one.command?.join(' ') ?? './do build --preset dev'}`));
  }
}
await Promise.all([runNext(), runNext()]);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
