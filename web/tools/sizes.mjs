// SPDX-License-Identifier: EUPL-1.2
// sizes.mjs - gzip sizes of what each page loads; exit 1 when the widget path is over its budget

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const BUDGET = { widget: 30 * 1024 };

const gzipped = (path) => gzipSync(readFileSync(join(DIST, path)), { level: 9 }).length;
const loadedBy = (page) => [...readFileSync(join(DIST, page), 'utf8').matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]);

let over = false;
for (const page of ['widget', 'index', 'suivi', 'ask', 'desk', 'console']) {
  const files = [`${page}.html`, ...new Set(loadedBy(`${page}.html`))];
  if (page === 'widget') files.unshift('widget.js');
  const sizes = files.map((path) => [path, gzipped(path)]);
  const sum = sizes.reduce((all, [, size]) => all + size, 0);
  const budget = BUDGET[page];
  over ||= budget !== undefined && sum > budget;
  console.log(`${page}: ${sum} bytes gzip${budget ? ` of ${budget}` : ''}`);
  for (const [path, size] of sizes) console.log(`  ${String(size).padStart(6)}  ${path}`);
}
process.exit(over ? 1 : 0);
