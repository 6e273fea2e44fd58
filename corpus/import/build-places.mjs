#!/usr/bin/env node
// Builds rules/places.yaml: the place names that a question can be about, and the code each maps to.
//
//   npm install --prefix /tmp/decoupage @etalab/decoupage-administratif@6.0.0
//   node corpus/import/build-places.mjs /tmp/decoupage/node_modules/@etalab/decoupage-administratif
//   node corpus/import/build-places.mjs PACKAGE_DIR --check       exit 1 if rules/places.yaml is not what would be written
//
// Read: the package (communes, arrondissements, départements, régions), places-extra.json beside this file
// (inhabitants' names, aliases, ambiguous names, Belgium) and corpus/libraries/*.yaml (the communes of the network).
// The same input always gives the same bytes. Needs Node 18 or later, nothing else.

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const target = join(root, 'rules', 'places.yaml');

const NO_INHABITANTS = new Set(['984', '989']);   // Terres australes, Clipperton
const HOMONYM_SHARE = 0.25;                       // a namesake this large, relative to ours, makes the name ambiguous

const fail = (what) => { console.error(`build-places: ${what}`); process.exit(1); };
const readJson = (path) => {
  try { return JSON.parse(readFileSync(path, 'utf8')); } catch (e) { return fail(`${path}: ${e.message}`); }
};

/** The folding that the matcher applies to a question, with hyphens and apostrophes read as spaces. */
const fold = (s) => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  .replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/[-'’]/g, ' ').replace(/\s+/g, ' ').trim();

/** brestois → brestois, brestoise, brestoises; finisterien → finisterien(s), finisterienne(s). */
function inhabitants(masculine) {
  const compound = masculine.match(/^haut-(.+)$/);
  if (compound) {
    const [m, mp, f, fp] = forms(compound[1]);
    return [`haut-${m}`, `hauts-${mp}`, `haute-${f}`, `hautes-${fp}`];
  }
  return forms(masculine);
}

function forms(m) {
  const plural = /[sx]$/.test(m) ? m : `${m}s`;
  let feminine = `${m}e`;
  if (/[eo]n$/.test(m)) feminine = `${m}ne`;
  if (/e$/.test(m)) feminine = m;
  return [m, plural, feminine, `${feminine}s`];
}

function abbreviations(name) {
  const folded = fold(name);
  const short = folded.replace(/\bsainte\b/g, 'ste').replace(/\bsaint\b/g, 'st');
  return short === folded ? [] : [short];
}

/** Aliases as the matcher wants them: folded, distinct, none equal to the name. */
function aliasesOf(name, extra) {
  const all = [
    ...abbreviations(name),
    ...(extra.aliases ?? []).map((a) => a.replace(/^=/, '')),
    ...(extra.gentiles ?? []).flatMap(inhabitants),
  ].map(fold);
  return [...new Set(all)].filter((a) => a !== fold(name));
}

function place(code, officialName, extra, more = {}) {
  const name = extra.name ?? officialName;
  return { code, name, ...more, ambiguous: extra.ambiguous === true, aliases: aliasesOf(name, extra) };
}

// ---- input

const packageDir = process.argv[2];
const checkOnly = process.argv.includes('--check');
if (!packageDir || packageDir.startsWith('--')) {
  console.error('usage: build-places.mjs PACKAGE_DIR [--check]');
  process.exit(2);
}
const source = readJson(join(packageDir, 'package.json'));
const data = (name) => readJson(join(packageDir, 'data', `${name}.json`));
const extra = readJson(join(here, 'places-extra.json'));

const communes = data('communes').filter((c) => c.type === 'commune-actuelle');
const communeByInsee = new Map(communes.map((c) => [c.code, c]));
const communeByLabel = new Map(communes.map((c) => [`${c.departement} ${c.nom}`, c]));
const departements = data('departements').filter((d) => !NO_INHABITANTS.has(d.code));
const regions = data('regions');

// ---- which communes, in which role

function networkCommunes() {
  const dir = join(root, 'corpus', 'libraries');
  return readdirSync(dir).filter((f) => f.endsWith('.yaml'))
    .map((f) => readFileSync(join(dir, f), 'utf8').match(/^insee: *"([0-9AB]{5})"/m)?.[1])
    .filter(Boolean);
}

function rolesByInsee() {
  const roles = new Map();
  const set = (insee, role) => {
    if (!communeByInsee.has(insee)) fail(`commune ${insee} is not in the package`);
    if (!roles.has(insee)) roles.set(insee, role);      // the first, highest role stays
  };
  for (const d of departements) set(d.chefLieu, d.code.startsWith('97') && d.region === d.code || d.code.startsWith('98') ? 'chef-lieu' : 'prefecture');
  for (const a of data('arrondissements')) set(a.chefLieu, 'sous-prefecture');
  for (const insee of networkCommunes()) set(insee, 'commune');
  for (const c of communes) if (c.population >= extra.minPopulation) set(c.code, 'commune');
  for (const label of [...Object.keys(extra.communes), ...extra.alsoCommunes]) {
    const commune = communeByLabel.get(label);
    if (!commune) fail(`places-extra.json: no commune "${label}" in the package`);
    set(commune.code, 'commune');
  }
  return roles;
}

// ---- the four lists

const places = {
  regions: [
    ...regions.map((r) => ({ region: r, codes: departements.filter((d) => d.region === r.code).map((d) => d.code) }))
      .filter(({ codes }) => codes.length > 1)          // one-département regions are départements
      .map(({ region, codes }) => place(null, region.nom, extra.regions[region.nom] ?? {}, { departements: codes })),
    ...extra.areas.map((a) => place(null, a.name, a, { departements: a.departements })),
  ],
  departements: departements.map((d) => place(d.code, d.nom, extra.departements[d.code] ?? {})),
  provinces: extra.provinces.map((p) => place(p.code, p.name, p)),
  communes: [
    ...[...rolesByInsee()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([insee, role]) => {
      const c = communeByInsee.get(insee);
      return place(c.departement, c.nom, extra.communes[`${c.departement} ${c.nom}`] ?? {}, { insee, role });
    }),
    ...extra.belgianCommunes.map((b) => place(b.code, b.name, b, { role: b.role })),
  ],
};
for (const code of Object.keys(extra.departements)) {
  if (!departements.some((d) => d.code === code)) fail(`places-extra.json: no département "${code}"`);
}
for (const name of Object.keys(extra.regions)) {
  if (!places.regions.some((r) => r.name === name)) fail(`places-extra.json: no région "${name}"`);
}

// ---- ambiguity: namesakes in this file, and large namesakes in France

function markNamesakes() {
  const coded = [...places.departements, ...places.provinces, ...places.communes];
  const byName = groupBy(coded, (p) => fold(p.name));
  for (const same of byName.values()) {
    if (new Set(same.map((p) => p.code)).size > 1) for (const p of same) p.ambiguous = true;
  }
  const population = groupBy(communes, (c) => fold(c.nom));
  for (const p of places.communes) {
    if (!p.insee) continue;                         // Belgian
    const own = communeByInsee.get(p.insee).population ?? 0;
    const rival = (population.get(fold(p.name)) ?? []).some((c) => c.code !== p.insee && c.population > own * HOMONYM_SHARE);
    if (rival) p.ambiguous = true;
  }
}

function groupBy(list, key) {
  const groups = new Map();
  for (const x of list) groups.set(key(x), [...(groups.get(key(x)) ?? []), x]);
  return groups;
}

/** An alias belongs to one code only: a namesake's abbreviation is dropped, anything else is an error of ours. */
function settleAliases() {
  const everything = Object.values(places).flat();
  const names = groupBy(everything, (p) => fold(p.name));
  const holders = groupBy(everything.flatMap((p) => p.aliases.map((alias) => ({ alias, p }))), (x) => x.alias);
  for (const [alias, list] of holders) {
    const codes = new Set([...list.map((x) => x.p.code), ...(names.get(alias) ?? []).map((p) => p.code)]);
    if (codes.size === 1) continue;
    const abbreviated = list.every(({ p }) => abbreviations(p.name).includes(alias));
    if (!abbreviated) fail(`alias "${alias}" means ${[...codes].join(' and ')}`);
    for (const { p } of list) p.aliases = p.aliases.filter((a) => a !== alias);
  }
}

markNamesakes();
for (const p of Object.values(places).flat()) {      // an ambiguous name's abbreviation is as ambiguous
  if (p.ambiguous) p.aliases = p.aliases.filter((a) => !abbreviations(p.name).includes(a));
}
settleAliases();

// ---- output

const plain = /^\p{L}[\p{L}\p{N} '().-]*$/u;
const reserved = /^(y|n|yes|no|on|off|true|false|null)$/i;
const scalar = (s) => (s === null ? 'null' : plain.test(s) && !reserved.test(s) ? s : JSON.stringify(s));
const code = (s) => (s === null ? 'null' : JSON.stringify(s));

function line(p) {
  const parts = [`code: ${code(p.code)}`, `name: ${scalar(p.name)}`];
  if (p.insee) parts.push(`insee: "${p.insee}"`);
  if (p.role) parts.push(`role: ${p.role}`);
  if (p.departements) parts.push(`departements: [${p.departements.map(code).join(', ')}]`);
  if (p.ambiguous) parts.push('ambiguous: true');
  if (p.aliases.length) parts.push(`aliases: [${p.aliases.map(scalar).join(', ')}]`);
  return `  - {${parts.join(', ')}}`;
}

const header = `# Place names, and the département or province each one maps to. GENERATED: edit corpus/import/places-extra.json, then
# run corpus/import/build-places.mjs (see corpus/import/README.md).
# Source for France: npm ${source.name} ${source.version} (code MIT; data: Insee, Code officiel géographique,
# under Licence Ouverte 2.0). Belgium, inhabitants' names, aliases and ambiguity: places-extra.json, ours.
#
# code          what the place maps to: département, or BE-XXX; null for a région or an area of several (see departements)
# aliases       already folded (no accents, lower case, hyphen and apostrophe as a space); they are never ambiguous
# ambiguous     the NAME is also a common word, a river, a person or another place: it needs a preposition or other evidence
# A hyphen, an apostrophe and a space are the same when matching; the longest name wins; several entries may bear one name.
`;
const text = `${header}${Object.entries(places).map(([key, list]) => `\n${key}:\n${list.map(line).join('\n')}\n`).join('')}`;

const counts = Object.entries(places).map(([key, list]) => `${list.length} ${key}`).join(', ');
if (checkOnly) {
  let present = '';
  try { present = readFileSync(target, 'utf8'); } catch { /* absent: differs */ }
  if (present !== text) fail(`${target} differs from what the sources give; run without --check`);
  console.log(`build-places: up to date (${counts})`);
} else {
  writeFileSync(target, text);
  console.log(`build-places: ${counts}`);
}
