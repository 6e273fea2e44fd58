/* SPDX-License-Identifier: EUPL-1.2 */
/* session.ts - who is at the desk; the session is a cookie that script cannot read, the socket gets a
 * one-time ticket (trust.md W14) */

import { Refusal } from '../shared/socket';

export interface Me { name: string; roles: string[]; library: string; token?: string }

const NOT_NOW = 'Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez.';

async function call(method: string, path: string, body?: object): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
  } catch {
    throw new Refusal('unavailable', NOT_NOW);
  }
}

async function refusal(answer: Response, sentence: string): Promise<Refusal> {
  const body = await answer.json().catch(() => null) as { error?: { message?: string } } | null;
  const said = body?.error?.message;
  const reason = answer.status === 401 || answer.status === 403 ? 'denied' : answer.status === 429 ? 'limit' : 'unavailable';
  return new Refusal(reason, said || sentence);
}

/** Null when nobody is logged in. */
export async function whoAmI(): Promise<Me | null> {
  const answer = await call('GET', '/api/v1/session');
  if (answer.status === 401) {
    await answer.body?.cancel();
    return null;
  }
  if (!answer.ok) throw await refusal(answer, NOT_NOW);
  return answer.json();
}

export async function logIn(login: string, password: string): Promise<Me> {
  const answer = await call('POST', '/api/v1/session', { login, password });
  if (!answer.ok) {
    throw await refusal(answer, answer.status === 401
      ? 'Identifiant ou mot de passe inconnu. Vérifiez les deux et recommencez.' : NOT_NOW);
  }
  return answer.json();
}

export async function logOut(): Promise<void> {
  await call('DELETE', '/api/v1/session');
}

export async function ticket(): Promise<string> {
  /* Without a body: the server reads none here, and hangs up on one. */
  const answer = await call('POST', '/api/v1/ticket');
  if (!answer.ok) throw await refusal(answer, 'Votre session est terminée. Reconnectez-vous.');
  return ((await answer.json()) as { token: string }).token;
}
