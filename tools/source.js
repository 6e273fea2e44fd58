// SPDX-License-Identifier: EUPL-1.2
// source.js - what the linters share: which files there are, and C without its comments and strings.
'use strict';
const fs = require('fs');
const path = require('path');

/** Files below the folders (relative to root, "/" between), whose names match, sorted. */
function sourceFiles(root, folders, name) {
  const found = [];
  const walk = (folder) => {
    for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true }))
      if (entry.isDirectory()) walk(`${folder}/${entry.name}`);
      else if (name.test(entry.name)) found.push(`${folder}/${entry.name}`);
  };
  for (const folder of folders) if (fs.existsSync(path.join(root, folder))) walk(folder);
  return found.sort();
}

const readLines = (root, file) => fs.readFileSync(path.join(root, file), 'utf8').split('\n');

const blank = (text) => text.replace(/[^\n]/g, ' ');
const TOKENS = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;

/** The same text, same lines, comments blanked out. */
const stripComments = (c) => c.replace(TOKENS, (token) => (token[0] === '/' ? blank(token) : token));

/** … and the insides of strings and characters too: what is left is code. */
const stripToCode = (c) =>
  c.replace(TOKENS, (token) => (token[0] === '/' ? blank(token) : token[0] + blank(token.slice(1, -1)) + token[0]));

module.exports = { readLines, sourceFiles, stripComments, stripToCode };
