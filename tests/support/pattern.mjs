// SPDX-License-Identifier: EUPL-1.2
// pattern.mjs - the JSON of talks: what is sent, and what must come back.
//
// JSON, and besides:
//   $X          a name: bound by the first match, equal from then on; its value when sent
//   ~"part"     a text that contains this; of a list or object: its JSON does
//   !PATTERN    anything that does not match PATTERN (a missing key does not match)
//   *           anything that is there and not null
//   [..., a, b] a list in which each of these is found somewhere; without ... the list is exact
//   "ab"*100    a text repeated
// Of an object, only the keys named are looked at.

const REST = Symbol('...');

class Parser {
  constructor(text) { this.text = text; this.at = 0; }

  fail(what) { throw new Error(`${what} at column ${this.at + 1} of: ${this.text}`); }
  space() { while (/\s/.test(this.text[this.at] ?? '')) this.at++; }
  take(word) {
    this.space();
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }
  need(word) { if (!this.take(word)) this.fail(`"${word}" expected`); }
  match(regex) {
    this.space();
    const found = this.text.slice(this.at).match(regex)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  value() {
    if (this.take('{')) return { type: 'object', keys: this.list('}', () => this.pair()) };
    if (this.take('...')) return REST;
    if (this.take('[')) {
      const items = this.list(']', () => this.value());
      return { type: 'list', items: items.filter((i) => i !== REST), open: items.includes(REST) };
    }
    if (this.take('~')) return { type: 'part', text: this.string() };
    if (this.take('!')) return { type: 'not', pattern: this.value() };
    if (this.take('*')) return { type: 'some' };
    const name = this.match(/^\$[A-Za-z_]\w*/);
    if (name) return { type: 'name', name: name.slice(1) };
    const plain = this.match(/^(true|false|null|-?\d+(\.\d+)?([eE][+-]?\d+)?)/);
    if (plain) return { type: 'plain', value: JSON.parse(plain) };
    const text = this.string();
    const whole = text.match(/^\$([A-Za-z_]\w*)$/);
    return whole ? { type: 'name', name: whole[1] } : { type: 'text', text };
  }

  string() {
    const text = this.match(/^"(?:[^"\\]|\\.)*"/);
    if (text === undefined) this.fail('a value was expected');
    const times = this.match(/^\*\s*\d+/);
    return JSON.parse(text).repeat(times ? Number(times.slice(1)) : 1);
  }

  pair() {
    const key = this.string();
    this.need(':');
    return [key, this.value()];
  }

  list(end, item) {
    const items = [];
    if (this.take(end)) return items;
    do items.push(item()); while (this.take(','));
    this.need(end);
    return items;
  }
}

export function parse(text) {
  const parser = new Parser(text);
  const pattern = parser.value();
  parser.space();
  if (parser.at < parser.text.length) parser.fail('this is too much');
  return pattern;
}

const fill = (text, names) => text.replace(/\$([A-Za-z_]\w*)/g, (whole, name) => (names.has(name) ? names.get(name) : whole));

/** The value of a pattern that is sent. */
export function build(pattern, names) {
  switch (pattern.type) {
    case 'object': return Object.fromEntries(pattern.keys.map(([key, value]) => [key, build(value, names)]));
    case 'list': return pattern.items.map((item) => build(item, names));
    case 'plain': return pattern.value;
    case 'text': return fill(pattern.text, names);
    case 'name':
      if (!names.has(pattern.name)) throw new Error(`$${pattern.name} has no value yet`);
      return names.get(pattern.name);
    default: throw new Error('~, ! and * are for what comes back');
  }
}

const short = (value) => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};

const isThere = (value) => value !== undefined && value !== null;

/** True when it matches; only then are names bound. */
export function fits(pattern, value, names) {
  const trial = new Map(names);
  if (matches(pattern, value, trial)) return false;
  for (const [name, bound] of trial) names.set(name, bound);
  return true;
}

const MATCHERS = {
  object(pattern, value, names, path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${path}: an object expected, got ${short(value)}`;
    for (const [key, inner] of pattern.keys) {
      const wrong = matches(inner, value[key], names, `${path}.${key}`);
      if (wrong) return wrong;
    }
  },
  list(pattern, value, names, path) {
    if (!Array.isArray(value)) return `${path}: a list expected, got ${short(value)}`;
    if (pattern.open) {
      const missing = pattern.items.findIndex((item) => !value.some((one) => fits(item, one, names)));
      return missing < 0 ? undefined : `${path}: no item matches number ${missing + 1} of the pattern in ${short(value)}`;
    }
    if (value.length !== pattern.items.length) return `${path}: ${pattern.items.length} items expected, got ${short(value)}`;
    for (const [i, item] of pattern.items.entries()) {
      const wrong = matches(item, value[i], names, `${path}[${i}]`);
      if (wrong) return wrong;
    }
  },
  part(pattern, value, names, path) {
    const part = fill(pattern.text, names);
    const whole = typeof value === 'string' ? value : JSON.stringify(value);
    if (!isThere(value) || !whole.includes(part)) return `${path}: "${part}" expected inside, got ${short(value)}`;
  },
  not(pattern, value, names, path) {
    if (!matches(pattern.pattern, value, new Map(names), path)) return `${path}: must not match, got ${short(value)}`;
  },
  some: (_, value, __, path) => (isThere(value) ? undefined : `${path}: is missing`),
  plain: (pattern, value, _, path) =>
    (value === pattern.value || (pattern.value === null && value === undefined)
      ? undefined : `${path}: ${pattern.value} expected, got ${short(value)}`),
  text: (pattern, value, names, path) =>
    (value === fill(pattern.text, names) ? undefined : `${path}: "${fill(pattern.text, names)}" expected, got ${short(value)}`),
  name(pattern, value, names, path) {
    if (!isThere(value)) return `${path}: is missing ($${pattern.name})`;
    if (!names.has(pattern.name)) names.set(pattern.name, value);
    else if (names.get(pattern.name) !== value)
      return `${path}: $${pattern.name} = ${short(names.get(pattern.name))} expected, got ${short(value)}`;
  },
};

/** undefined when value fits (names are bound); otherwise a sentence that says where it does not. */
export function matches(pattern, value, names, path = 'it') {
  return MATCHERS[pattern.type](pattern, value, names, path);
}
