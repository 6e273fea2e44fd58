// SPDX-License-Identifier: EUPL-1.2
// Logging in over HTTP, one-time tickets, and what a logout ends (W14, W15, H6).
import { check, same, test } from '../support/cases.mjs';
import { Client, connect, login } from '../support/client.mjs';
import { Server, command } from '../support/server.mjs';

async function start(t) {
  const server = await new Server().start();
  t.after(() => server.finish());
  return server;
}

const api = (server, method, path, cookie) =>
  fetch(`${server.url}/api/v1/${path}`, { method, headers: cookie ? { cookie } : {} });

test('a login gives a strict cookie and a token; who am I answers', async (t) => {
  const server = await start(t);
  const answer = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'claire', password: server.password }),
  });
  same(answer.status, 200, 'status');
  const cookie = answer.headers.get('set-cookie') ?? '';
  for (const part of ['HttpOnly', 'SameSite=Strict']) check(cookie.includes(part), `${part} expected in: ${cookie.replace(/=[^;]*/, '=…')}`);
  const body = await answer.json();
  check(body.token && body.name && body.library && body.roles.includes('respondent'), `body: ${Object.keys(body)}`);
  const who = await api(server, 'GET', 'session', cookie.split(';')[0]);
  same((await who.json()).name, body.name, 'who am I');
});

test('a wrong password and an unknown login get the same refusal', async (t) => {
  const server = await start(t);
  const wrong = await login(server.url, 'claire', 'pas le bon');
  const unknown = await login(server.url, 'personne', 'pas le bon');
  check(wrong.status >= 401 && wrong.status <= 403, `status ${wrong.status}`);
  same(unknown.status, wrong.status, 'status');
  same(JSON.stringify(unknown.body), JSON.stringify(wrong.body), 'body');
});

test('without a session there is no ticket and no who am I', async (t) => {
  const server = await start(t);
  same((await api(server, 'GET', 'session')).status, 401, 'who am I');
  same((await api(server, 'POST', 'ticket')).status, 401, 'ticket');
  same((await api(server, 'POST', 'ticket', 'session=forged')).status, 401, 'a forged cookie');
});

test('a token opens one socket, once', async (t) => {
  const server = await start(t);
  const { token, cookie } = await login(server.url, 'claire', server.password);
  const first = await new Client('first').open(server.url, { token }, { origin: server.url });
  check(first.hello.roles.includes('respondent'), `roles: ${first.hello.roles}`);
  const second = await new Client('second').open(server.url, { token }, { origin: server.url }).catch((error) => error);
  same(second.reply?.data?.reason, 'denied', 'the same token again');
  const ticket = await (await api(server, 'POST', 'ticket', cookie)).json();
  const third = await new Client('third').open(server.url, { token: ticket.token }, { origin: server.url });
  check(third.hello.roles.includes('respondent'), 'a fresh ticket is good');
});

test('a logout ends the session and closes its sockets within a second', async (t) => {
  const server = await start(t);
  const desk = await connect(server, 'claire');
  const other = await connect(server, 'malik');
  const closed = Promise.race([desk.closed, new Promise((resolve) => setTimeout(resolve, 1000, 'open after 1 s'))]);
  const { status } = await api(server, 'DELETE', 'session', desk.session.cookie);
  check(status === 200 || status === 204, `status ${status}`);
  same(await closed, 4001, 'how the socket was closed');
  same((await api(server, 'GET', 'session', desk.session.cookie)).status, 401, 'who am I');
  check((await other.call('queue.list')).queues.length > 0, 'another person goes on');
});

test('a staff socket from a foreign origin is refused', async (t) => {
  const server = await start(t);
  for (const origin of ['http://evil.example', 'null', `${server.url}.evil.example`]) {
    const opened = await new Client().open(server.url, {}, { origin }).then(() => true, () => false);
    check(!opened, `Origin ${origin} was let in`);
  }
});

test('a disabled account loses its sockets within seconds, others go on', async (t) => {
  const server = await start(t);
  const claire = await connect(server, 'claire');
  const malik = await connect(server, 'malik');
  const closed = Promise.race([claire.closed.then(() => true), new Promise((resolve) => setTimeout(resolve, 5000, false))]);
  const disabled = command('user', 'disable', 'claire', '--data', server.data);
  same(disabled.status, 0, `user disable: ${disabled.stderr}`);
  check(await closed, 'the socket is still open after 5 s');
  check((await malik.call('queue.list')).queues.length > 0, 'another person goes on');
  const again = await login(server.url, 'claire', server.password);
  check(again.status >= 401 && again.status <= 403, `a disabled account logged in: ${again.status}`);
});
