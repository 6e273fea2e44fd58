// SPDX-License-Identifier: EUPL-1.2
// node tests/cli/run.mjs [pattern] - the commands beside `serve`, as an operator uses them (dev build).
import { readdirSync } from 'node:fs';
import { load, runAll } from '../support/cases.mjs';

const here = new URL('.', import.meta.url);
for (const name of readdirSync(here).sort()) if (name.endsWith('.test.mjs')) await load(new URL(name, here));
process.exit(await runAll({
  pattern: process.argv[2],
  jobs: 1, // most wait for a program without letting others run
  timeoutMs: 300_000,
  rerun: ({ name }) => `node tests/cli/run.mjs '${name}'`,
}));
