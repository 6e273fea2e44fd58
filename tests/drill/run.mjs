// SPDX-License-Identifier: EUPL-1.2
// node tests/drill/run.mjs [pattern] - what a server must survive: kill -9 under load, hostile upgrades under valgrind.
// On the release build (AIG_BIN says otherwise): valgrind and the sanitizers do not go together.
process.env.AIG_BIN ??= new URL('../../build/release/aiguilleur', import.meta.url).pathname;
const { load, runAll } = await import('../support/cases.mjs');

await load(new URL('kill.test.mjs', import.meta.url));
await load(new URL('upgrade.test.mjs', import.meta.url));
process.exit(await runAll({
  pattern: process.argv[2],
  jobs: 1,
  timeoutMs: 3_600_000,
  rerun: ({ file }) => `node tests/drill/run.mjs ${file}`,
}));
