// SPDX-License-Identifier: EUPL-1.2
// cases.mjs - the smallest test runner that does: named cases, one line each, "N passed, N failed" last.
// A *.test.mjs file calls test('behaviour', async (t) => …); t.after(fn) registers what cleans up after it.
import { performance } from 'node:perf_hooks';

const cases = [];
let file = '';

/** Names a case of the file being loaded. */
export function test(name, run) {
  cases.push({ name, run, file });
}

/** Adds a case that is not in a *.test.mjs file (a talk). */
export function addCase(name, fromFile, run) {
  cases.push({ name, run, file: fromFile });
}

export async function load(path) {
  file = path.pathname.split('/tests/')[1];
  await import(path);
}

async function runOne(one, timeoutMs) {
  const cleanups = [];
  const started = performance.now();
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${timeoutMs / 1000} s`)), timeoutMs);
  });
  let error = null;
  const note = (e) => { error ??= e; };
  try {
    await Promise.race([one.run({ name: one.name, after: (fn) => cleanups.push(fn) }), late]);
  } catch (e) {
    note(e);
  }
  clearTimeout(timer);
  for (const cleanup of cleanups.reverse()) await Promise.resolve(error).then(cleanup).catch(note);
  return { error, ms: performance.now() - started };
}

/** Runs what was named and matches; prints; returns the exit status. */
export async function runAll({ pattern = '', jobs = 2, timeoutMs = 60_000, rerun }) {
  const chosen = cases.filter((one) => `${one.file} ${one.name}`.toLowerCase().includes(pattern.toLowerCase()));
  let passed = 0;
  let failed = 0;
  const workers = Array.from({ length: jobs }, async () => {
    for (let one = chosen.shift(); one; one = chosen.shift()) {
      const { error, ms } = await runOne(one, timeoutMs);
      // Cases without a wait must not follow one another so closely that another's socket or timer is never looked at.
      await new Promise(setImmediate);
      error ? failed++ : passed++;
      console.log(`${error ? 'FAILED' : 'ok    '}  ${one.file}: ${one.name}  (${Math.round(ms)} ms)`);
      if (error) console.log(indent(`${error.report ?? error.stack ?? error}\nrun it alone: ${rerun(one)}`));
    }
  });
  await Promise.all(workers);
  console.log(`${passed} passed, ${failed} failed`);
  return failed ? 1 : 0;
}

export const indent = (text) => String(text).split('\n').map((line) => `        ${line}`).join('\n');

export function check(claim, sentence) {
  if (!claim) throw new Error(sentence);
}

export function same(got, expected, what) {
  const [a, b] = [JSON.stringify(got), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: expected ${b}, got ${a}`);
}
