// SPDX-License-Identifier: EUPL-1.2
// pattern.test.mjs - the pattern language of talks says yes and no at the right places.
import { build, fits, matches, parse } from '../support/pattern.mjs';
import { check, same, test } from '../support/cases.mjs';

const CASES = [ // pattern, value, does it match
  ['{"a": 1}', { a: 1, b: 2 }, true],
  ['{"a": 1}', { a: 2 }, false],
  ['{"a": null}', {}, true],
  ['{"a": ~"art"}', { a: 'a part' }, true],
  ['{"a": ~"x"}', { a: ['x', 'y'] }, true],
  ['!~"secret"', { deep: ['a secret'] }, false],
  ['!~"secret"', { deep: ['nothing'] }, true],
  ['{"a": !*}', {}, true],
  ['{"a": *}', { a: false }, true],
  ['{"a": *}', {}, false],
  ['[1, 2]', [1, 2], true],
  ['[1, 2]', [1, 2, 3], false],
  ['[..., 3]', [1, 2, 3], true],
  ['[..., {"a": 4}]', [{ a: 3 }], false],
  ['"ab"*2', 'abab', true],
  ['[$X, $X]', [7, 7], true],
  ['[$X, $X]', [7, 8], false],
];
for (const [pattern, value, expected] of CASES)
  test(`${pattern} and ${JSON.stringify(value)}: ${expected ? 'match' : 'no match'}`, async () => {
    same(!matches(parse(pattern), value, new Map()), expected, 'matches');
  });

test('a name keeps its type when sent, and is put into texts', async () => {
  const names = new Map();
  check(fits(parse('{"epoch": $E, "question": "$Q"}'), { epoch: 3, question: '12' }, names), 'must match');
  same(build(parse('{"epoch": $E, "text": "question $Q"}'), names), { epoch: 3, text: 'question 12' }, 'built');
});

test('a pattern that does not match binds nothing', async () => {
  const names = new Map();
  check(!fits(parse('{"a": $A, "b": 1}'), { a: 5, b: 2 }, names), 'must not match');
  check(!names.has('A'), '$A is bound');
});
