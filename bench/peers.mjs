// SPDX-License-Identifier: EUPL-1.2
// peers.mjs - other engines beside ours: installed when a bench wants them (never by ./do setup), run one at a time.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, readJsonLines, run } from './program.mjs';

const PYTHON = '/usr/bin/python3'; // Debian's own: the bindings are installed for it
const NODE_PEERS = join(ROOT, 'build/peers'); // node_modules of bench/package-lock.json
const HEAP_MB = 8000;

/** Can Debian's Python do this? */
const imports = (module) => spawnSync(PYTHON, ['-c', `import ${module}`]).status === 0;

function installDebian(name, module) {
  if (imports(module)) return;
  console.log(`installing the Debian package ${name}, which only this bench needs`);
  const steps = `apt-get update -q && apt-get install -qy --no-install-recommends ${name}`;
  const root = process.getuid() === 0 ? [] : ['sudo', '-n'];
  const [program, ...args] = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'sh', '-c', steps];
  spawnSync(program, args, { stdio: 'ignore' });
  if (!imports(module)) throw new Error(`the Debian package ${name} could not be installed`);
}

function installNode() {
  const lock = join(ROOT, 'bench/package-lock.json'), done = join(NODE_PEERS, 'node_modules/.package-lock.json');
  if (existsSync(done) && statSync(done).mtimeMs > statSync(lock).mtimeMs) return;
  console.log('installing MiniSearch from npm into build/peers/');
  mkdirSync(NODE_PEERS, { recursive: true });
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) copyFileSync(join(ROOT, 'bench', name), join(NODE_PEERS, name));
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: NODE_PEERS, encoding: 'utf8' });
  if (npm.status !== 0 || !existsSync(done)) throw new Error(`npm ci failed: ${(npm.stderr ?? npm.error?.message ?? '').trim().split('\n')[0]}`);
}

const python = (engine) => [PYTHON, join(ROOT, 'bench/peers.py'), engine];

/** command: what the folder, the seconds and the files are put after. install: throws when it cannot. */
const PEERS = [
  { name: 'SQLite bm25', install: () => installDebian('python3', 'sqlite3'), command: python('sqlite') },
  { name: 'Xapian', install: () => installDebian('python3-xapian', 'xapian'), command: python('xapian') },
  { name: 'MiniSearch', install: installNode, command: ['node', `--max-old-space-size=${HEAP_MB}`, join(ROOT, 'bench/minisearch.mjs')], folder: NODE_PEERS },
];

/** The peers that could be installed; the others are told and left out. */
export function availablePeers() {
  return PEERS.filter((peer) => {
    try {
      peer.install();
      return true;
    } catch (error) {
      console.log(`${peer.name}: not measured: ${error.message}`);
      return false;
    }
  });
}

/**
 * Indexes the documents, then asks each file's queries for at most `seconds`.
 * {docsPerSecond, answers: for each file [{id, hits, us}]}
 */
export async function runPeer(peer, { scratch, docs, files, seconds = 600 }) {
  const folder = peer.folder ?? mkdtempSync(join(scratch, 'peer-'));
  const [program, ...args] = peer.command;
  const [index, ...answers] = readJsonLines(await run(program, [...args, folder, String(seconds), docs, ...files]));
  return { docsPerSecond: index.docs / index.seconds, answers: files.map((_, file) => answers.filter((answer) => answer.file === file)) };
}
