// SPDX-License-Identifier: EUPL-1.2
// talk.mjs - reads a .talk file and plays it against a real server. The language is in tests/README.md.
import { readFileSync } from 'node:fs';
import { connect, newClientId } from './client.mjs';
import { Server } from './server.mjs';
import { build, fits, matches, parse } from './pattern.mjs';

const CREATING = new Set(['ask', 'reply', 'resolve', 'withdraw', 'rate', 'question.note']);
const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const plain = (name) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Lines of a file; an indented line goes on with the one before it. */
function readSteps(path) {
  const steps = [];
  readFileSync(path, 'utf8').split('\n').forEach((raw, i) => {
    const line = raw.replace(/(^|\s)#\s.*$/, '').trimEnd();
    if (!line.trim()) return;
    if (/^\s/.test(line) && steps.length) steps.at(-1).text += ` ${line.trim()}`;
    else steps.push({ line: i + 1, text: line });
  });
  return steps;
}

class Talk {
  names = new Map();
  people = new Map(); // "desk:claire" → {client, replies: [promise], last}
  clockMs = 0;

  constructor(settings) { this.server = new Server({ settings }); }

  /** The person's connection; a new one when there is none or the server was restarted. */
  async person(who, hello = {}) {
    const person = this.people.get(who) ?? { replies: [], seen: [] };
    this.people.set(who, person);
    if (!person.client?.isOpen) {
      const login = who.startsWith('asker') ? '' : who.replace(/^\w+:|#.*$/g, '');
      person.client = await connect(this.server, login, hello);
      person.replies = [];
    }
    return person;
  }

  async say(who, method, text) {
    const params = text ? build(parse(text), this.names) : {};
    if (method === 'hello' && !this.people.get(who)?.client?.isOpen) {
      const person = await this.person(who, params);
      person.replies.push(Promise.resolve({ result: person.client.hello }));
      return;
    }
    if (CREATING.has(method)) params.client_id ??= newClientId();
    if (method === 'ask') params.consent ??= { publish: false, transfer: false };
    const person = await this.person(who);
    person.replies.push(person.client.call(method, params).then(
      (result) => ({ result }),
      (error) => ({ error: error.reply ?? { message: error.message } })));
  }

  /** The next unread reply of this person, or once more the last one. */
  async reply(who) {
    const person = this.people.get(who);
    if (person?.replies.length) person.last = await person.replies.shift();
    if (!person?.last) throw new Error(`${who} has asked nothing yet`);
    return person.last;
  }

  async hear(who, kind, pattern) {
    if (kind === 'closed') {
      const code = await this.people.get(who).client.closed;
      return this.expect(pattern, code);
    }
    if (kind.endsWith('event')) {
      const { client } = await this.person(who);
      const strict = kind.startsWith('next');
      await client.event((event) => fits(pattern, event, this.names), { strict });
      return undefined;
    }
    const reply = await this.reply(who);
    const got = kind === 'error' ? reply.error && { ...reply.error, reason: reply.error.data?.reason } : reply.result;
    if (!got) throw new Error(`${kind} expected, got ${JSON.stringify(reply)}`);
    return this.expect(pattern, got);
  }

  expect(pattern, got) {
    const wrong = matches(pattern, got, this.names);
    if (wrong) throw new Error(wrong);
  }

  /** "ask, route, claim(claire)": the question's own history, as a coordinator sees it. */
  async audit(name, list) {
    const { client } = await this.person('console:ines');
    const { question } = await client.call('question.get', { question: this.names.get(name) });
    const wanted = list.split(',').map((item) => item.trim());
    const isOpen = wanted.at(-1) === '...';
    if (isOpen) wanted.pop();
    const got = question.history.slice(0, isOpen ? wanted.length : undefined);
    const fit = (entry, item) => {
      const [, verb, person] = item.match(/^([\w.]+)(?:\((.*)\))?$/);
      return entry?.verb === verb && (!person || plain(entry.name ?? '').includes(plain(person)));
    };
    if (got.length !== wanted.length || !wanted.every((item, i) => fit(got[i], item)))
      throw new Error(`the trace is: ${question.history.map((e) => `${e.verb}${e.name ? `(${e.name})` : ''}`).join(', ')}`);
  }

  async clock(text) {
    for (const [, n, unit] of text.matchAll(/(\d+)([smhd])/g)) this.clockMs += n * UNITS[unit];
    this.server.settings['test.clock_offset_ms'] = this.clockMs;
    await this.server.restart();
  }

  async finish() {
    for (const [who, person] of this.people)
      for (const reply of person.replies) {
        const { error } = await reply;
        if (error) throw new Error(`${who} got an error that no line expects: ${JSON.stringify(error)}`);
      }
  }
}

/** The sentences of a talk: the first that matches is played. */
const SENTENCES = [
  [/^((?:asker|desk|console)[\w:#]*)\s*>\s*([\w.]+)\s*(\{.*\})?$/, (talk, who, method, text) => talk.say(who, method, text)],
  [/^((?:asker|desk|console)[\w:#]*)\s*<\s*(result|error|event|next event|closed)\s+(.+)$/,
    (talk, who, kind, text) => talk.hear(who, kind, parse(text))],
  [/^((?:asker|desk|console)[\w:#]*)\s+leaves$/, async (talk, who) => (await talk.person(who)).client.drop()],
  [/^audit\s+\$(\w+)\s*=\s*(.+)$/, (talk, name, list) => talk.audit(name, list)],
  [/^let\s+\$(\w+)\s*=\s*random$/, async (talk, name) => void talk.names.set(name, newClientId())],
  [/^restart$/, (talk) => talk.server.restart()],
  [/^kill -9$/, async (talk) => { await talk.server.kill(); await talk.server.start(); }],
  [/^clock\s+\+(\S+)$/, (talk, span) => talk.clock(span)],
];

async function play(talk, step) {
  for (const [form, run] of SENTENCES) {
    const found = step.text.match(form);
    if (found) return run(talk, ...found.slice(1));
  }
  throw new Error('this is no sentence of a talk (tests/README.md)');
}

/** What a person needs to see when a talk fails. */
function report(error, path, steps, at, talk) {
  const script = steps.map((step) => `${step === at ? '>>' : '  '} ${String(step.line).padStart(3)}  ${step.text}`).join('\n');
  const wires = [...talk.people].map(([who, { client }]) =>
    `${who}:\n${(client?.seen ?? []).slice(-6).map((line) => `  ${line.slice(0, 600)}`).join('\n')}`).join('\n');
  error.report = [`${path}:${at?.line ?? 'end'}: ${error.message}`, '', script, '', '-- on the wire, last lines', wires,
    '', '-- the server\'s log, last lines', talk.server.log.split('\n').slice(-30).join('\n')].join('\n');
  return error;
}

/** A case for the runner in cases.mjs. */
export function talkCase(path) {
  return async (t) => {
    const steps = readSteps(path);
    const settings = {};
    for (; steps[0]?.text.startsWith('setting '); steps.shift()) {
      const [name, value] = steps[0].text.slice('setting '.length).split('=');
      settings[name.trim()] = value.trim();
    }
    const talk = new Talk(settings);
    t.after(() => talk.server.finish());
    let at = null;
    try {
      await talk.server.start();
      for (at of steps) await play(talk, at);
      at = null;
      await talk.finish();
    } catch (error) {
      throw report(error, path, steps, at, talk);
    }
  };
}
