// SPDX-License-Identifier: EUPL-1.2
// node tests/talk/run.mjs [pattern] - every talk of this folder, two at a time, each with a server of its own.
import { readdirSync } from 'node:fs';
import { addCase, load, runAll } from '../support/cases.mjs';
import { talkCase } from '../support/talk.mjs';

const here = new URL('.', import.meta.url);
for (const name of readdirSync(here).sort()) {
  if (name.endsWith('.talk')) addCase(name.slice(0, -5).replace(/^\d+-/, '').replaceAll('-', ' '), `talk/${name}`, talkCase(new URL(name, here).pathname));
  if (name.endsWith('.test.mjs')) await load(new URL(name, here));
}
process.exit(await runAll({
  pattern: process.argv[2],
  jobs: Number(process.env.AIG_JOBS ?? 2),
  timeoutMs: 120_000,
  rerun: ({ file }) => `node tests/talk/run.mjs ${file.replace(/^talk\//, '')}`,
}));
