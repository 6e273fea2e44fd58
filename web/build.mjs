// SPDX-License-Identifier: EUPL-1.2
// build.mjs - web/ to web/dist: bundles with hashed names under assets/, pages that name them, widget.js

import { readFile, writeFile, mkdir, rm, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const OUT = join(ROOT, 'dist');
const PAGES = join(ROOT, 'pages');

/** Page script name → entry point. Built apart, so that the public never loads a line that only staff need. */
const PUBLIC = { widget: 'widget/main.ts', suivi: 'widget/suivi.ts' };
const STAFF = { desk: 'desk/main.ts', console: 'console/main.ts' };
const LOOKS = { page: 'pages/page.css', mark: 'pages/mark.svg' };
const ENTRIES = { ...PUBLIC, ...STAFF };

const common = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  target: ['es2021', 'chrome100', 'firefox100', 'safari15.4'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
};

async function bundle() {
  const built = await Promise.all([{ ...PUBLIC, ...LOOKS }, STAFF].map((entryPoints) => esbuild.build({
    ...common,
    entryPoints,
    loader: { '.svg': 'copy' },
    outdir: 'dist/assets',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    format: 'esm',
    splitting: true,
    metafile: true,
    plugins: [shrinkTemplates],
  })));
  await esbuild.build({ ...common, entryPoints: { widget: 'widget/loader.ts' }, outdir: 'dist', format: 'iife' });
  /* The same looks under a name that the server's own pages can know. */
  await esbuild.build({ ...common, entryPoints: { plain: 'pages/page.css' }, outdir: 'dist' });
  return Object.assign({}, ...built.map((one) => one.metafile.outputs));
}

/** The white space that indents css`` and html`` in the source is not for the reader's network. */
const shrinkTemplates = {
  name: 'shrink-templates',
  setup(build) {
    build.onLoad({ filter: /\/(shared|staff|widget|desk|console)\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { loader: 'ts', contents: source.replace(/\n[ ]{2,}/g, '\n ') };
    });
  },
};

/** "widget" → { script: '/assets/widget-X.js', needs: ['/assets/chunk-Y.js'] }, "page.css" → '/assets/page-Z.css' */
function manifest(outputs) {
  const scripts = {};
  const files = {};
  for (const [path, output] of Object.entries(outputs)) {
    const url = `/${path.replace(/^dist\//, '')}`;
    const entry = Object.entries(ENTRIES).find(([, source]) => source === output.entryPoint);
    if (entry) {
      const needs = output.imports.filter((one) => one.kind === 'import-statement').map((one) => `/${one.path.replace(/^dist\//, '')}`);
      scripts[entry[0]] = { script: url, needs };
    } else if (output.entryPoint) files[basename(output.entryPoint)] = url;
  }
  return { scripts, files };
}

/** The table of the languages, as the pages without script need it at build time. */
async function languages() {
  const { outputFiles } = await esbuild.build({
    ...common,
    stdin: {
      contents: ['fr', 'en', 'nl', 'ar'].map((one) => `export { ${one} } from './shared/strings/${one}';`).join('\n'),
      resolveDir: ROOT,
    },
    format: 'esm',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

const escapeHtml = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

function inLanguage(template, locale, strings) {
  const values = { ...strings, locale, dir: locale === 'ar' ? 'rtl' : 'ltr' };
  return template.replace(/\{(\w+)\}/g, (all, name) => (name in values ? escapeHtml(values[name]) : all));
}

async function page(name, { scripts, files }, tables) {
  const partial = (one) => readFile(join(PAGES, `${one}.partial.html`), 'utf8');
  let text = await readFile(join(PAGES, name), 'utf8');
  for (const [all, one] of text.matchAll(/%include:([\w-]+)%\n/g)) text = text.replace(all, await partial(one));
  for (const [all, one] of text.matchAll(/%each-locale:([\w-]+)%\n/g)) {
    const template = await partial(one);
    /* French last: it is what shows when the fragment names none of the others (page.css). */
    text = text.replace(all, ['en', 'nl', 'ar', 'fr'].map((locale) => inLanguage(template, locale, tables[locale])).join(''));
  }
  text = text.replace(/%script:(\w+)%/g, (_, one) => {
    const { script, needs } = scripts[one];
    return [...needs.map((url) => `<link rel="modulepreload" href="${url}">`), `<script type="module" src="${script}"></script>`].join('\n  ');
  });
  text = text.replace(/%file:([\w.]+)%/g, (_, one) => files[one] ?? fail(`${name}: no file ${one}`));
  await writeFile(join(OUT, name), text);
}

function fail(why) {
  throw new Error(why);
}

async function build() {
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  const known = manifest(await bundle());
  const tables = await languages();
  const names = (await readdir(PAGES)).filter((name) => name.endsWith('.html') && !name.endsWith('.partial.html'));
  await Promise.all(names.map((name) => page(name, known, tables)));
}

/** Rebuilds whole at any change: it takes a quarter of a second. */
async function watch() {
  const { watch: watchFiles } = await import('node:fs');
  let timer;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => build().then(() => console.log('built'), (error) => console.error(error.message)), 100);
  };
  for (const folder of ['shared', 'shared/strings', 'staff', 'widget', 'desk', 'console', 'pages']) watchFiles(join(ROOT, folder), again);
  again();
}

if (process.argv.includes('--watch')) await watch();
else await build();
