// SPDX-License-Identifier: EUPL-1.2
// Asking, following and replying by forms alone: what a page without JavaScript gets back.
import { check, same, test } from '../support/cases.mjs';
import { connect } from '../support/client.mjs';
import { Server } from '../support/server.mjs';

async function post(server, path, fields, headers = {}) {
  const answer = await fetch(`${server.url}${path}`, { method: 'POST', body: new URLSearchParams(fields), headers });
  return { status: answer.status, html: await answer.text(), headers: answer.headers };
}

const receiptOf = (html) => html.match(/<code[^>]*>([0-9A-Z-]+)<\/code>/)?.[1];

async function start(t) {
  const server = await new Server().start();
  t.after(() => server.finish());
  return server;
}

test('a form gets a receipt, and the page’s library counts', async (t) => {
  const server = await start(t);
  const { status, html, headers } = await post(server, '/ask?library=rennes', { text: 'Quels sont vos horaires le dimanche ?', locale: 'fr' });
  same(status, 200, 'status');
  check(receiptOf(html), `no receipt in: ${html}`);
  check(html.includes('Rennes'), `the widget's library was not heeded: ${html}`);
  check(!/<script/i.test(html), 'a script in a page for those without');
  check(!headers.get('set-cookie'), 'a cookie for the public');
});

test('a refusal gives the typed text back, escaped, in the person’s language', async (t) => {
  const server = await start(t);
  const text = `<b>${'é'.repeat(7000)}`;
  const { status, html } = await post(server, '/ask', { text, locale: 'en' });
  same(status, 400, 'status');
  check(html.includes(`&lt;b&gt;${'é'.repeat(7000)}`), 'what was typed is lost');
  check(html.includes('lang="en"') && html.includes('Send again'), 'not in English');
});

test('distress shows helplines first', async (t) => {
  const server = await start(t);
  const { html } = await post(server, '/ask', { text: 'je veux mourir', locale: 'fr' });
  const [help, receipt] = [html.indexOf('3114'), html.indexOf('<code')];
  check(help > 0 && help < receipt, 'helplines do not come first');
});

test('a precision is answered by a form', async (t) => {
  const server = await start(t);
  const asked = await post(server, '/ask', { text: 'Je cherche un livre rouge', locale: 'fr' });
  const receipt = receiptOf(asked.html);
  const claire = await connect(server, 'claire');
  const { rows } = await claire.call('queue.watch');
  const { question } = await claire.call('question.claim', { question: rows[0].id });
  await claire.call('question.clarify', { question: question.id, epoch: question.epoch, text: 'De quelle année ?' });
  const seen = await post(server, '/suivi', { receipt, locale: 'fr' });
  check(seen.html.includes('De quelle année ?') && seen.html.includes('<textarea'), `no way to reply: ${seen.html}`);
  await post(server, '/suivi', { receipt: receipt.toLowerCase(), text: 'Des années 1980', locale: 'fr' });
  const { question: now } = await claire.call('question.get', { question: question.id });
  same(now.state, 'claimed', 'state');
  same(now.messages.at(-1).text, 'Des années 1980', 'last message');
});

test('another site cannot post the form', async (t) => {
  const server = await start(t);
  same((await post(server, '/ask', { text: 'x' }, { origin: 'http://evil.example' })).status, 403, 'status');
});

test('helplines are there again on the follow-up, from any device', async (t) => {
  const server = await start(t);
  const receipt = receiptOf((await post(server, '/ask', { text: 'je veux mourir', locale: 'fr' })).html);
  const asker = await connect(server);
  const { question } = await asker.call('follow', { receipt });
  check(question.helplines?.some((line) => line.number === '3114'), 'not in the view');
  const { html } = await post(server, '/suivi', { receipt, locale: 'fr' });
  check(html.includes('3114'), 'not on the page without JavaScript');
});
