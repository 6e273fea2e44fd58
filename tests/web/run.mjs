// SPDX-License-Identifier: EUPL-1.2
// node tests/web/run.mjs [pattern] - the pages in a real browser (Debian's Chromium) against a real server.
// AIG_CHROMIUM names another browser; pictures of what was seen go to tests/web/shots/.
import { mkdirSync, readdirSync } from 'node:fs';
import { load, runAll } from '../support/cases.mjs';

const here = new URL('.', import.meta.url);
mkdirSync(new URL('shots', here), { recursive: true });
for (const name of readdirSync(here).sort()) if (name.endsWith('.test.mjs')) await load(new URL(name, here));
process.exit(await runAll({
  pattern: process.argv[2],
  jobs: 1,
  timeoutMs: 120_000,
  rerun: ({ file }) => `node tests/web/run.mjs ${file}`,
}));
