// SPDX-License-Identifier: EUPL-1.2
// How a question was understood, as staff see it: the story of `aiguilleur explain`, at the desk and on the console.
import { fileURLToPath } from 'node:url';
import { check, same, test } from '../support/cases.mjs';
import { person } from '../support/browser.mjs';
import { connect, newClientId } from '../support/client.mjs';
import { Server } from '../support/server.mjs';

const TELLING = 'pk la rue de siam à brest sappelle comme ca, et ou est la pharmassie la plus ancienne ?';
const UNSURE = 'xyzzy plugh';
const DISTRESS = "j'en peux plus, je suis de trop pour tout le monde";

async function asked(t) {
  const server = await new Server().start();
  t.after(() => server.finish());
  const asker = await connect(server);
  const ids = {};
  for (const [name, text] of Object.entries({ telling: TELLING, unsure: UNSURE, distress: DISTRESS }))
    ids[name] = (await asker.call('ask', { client_id: newClientId(), text, consent: { publish: false, transfer: false } })).question;
  await asker.close();
  return { server, ids };
}

async function enter(page, server, login, path) {
  await page.goto(path);
  await page.getByLabel('Identifiant').fill(login);
  await page.getByLabel('Mot de passe').fill(server.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

/** Opens one question and both its explanations. */
async function read(page, path, id) {
  await page.goto(`${path}#question/${id}`);
  await page.getByRole('heading', { name: `Question ${id}` }).waitFor();
  for (const summary of ['Comment elle a été comprise', 'Pourquoi ici ?']) await page.getByText(summary).click();
  await page.getByRole('heading', { name: 'De quoi il s’agit' }).waitFor();
}

async function fits({ page, axe }, where) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(over <= 0, `${where} is ${over} px too wide`);
  same(await axe(), [], `axe: ${where}`);
}

test('the desk tells how a question was understood, voice by voice, and why it is here', async (t) => {
  const { server, ids } = await asked(t);
  const claire = await person(t, server);
  await enter(claire.page, server, 'claire', '/desk');
  await claire.page.getByText('Tout le réseau', { exact: true }).waitFor();
  await read(claire.page, '/desk', ids.telling);
  const story = await claire.page.locator('aig-question .story').innerText();
  for (const part of ['Règle', 'Lexique', 'Question semblable', 'Mots qui pèsent', 'Poids des voix', '« pk » → « pourquoi »', 'Brest', 'Ce qui est voulu'])
    check(story.includes(part), `the story does not tell "${part}":\n${story}`);
  await claire.page.getByRole('table', { name: 'Files examinées' }).getByText('choisie').waitFor();
  await fits(claire, 'the desk');
  await claire.shot('story-desk');
  // The picture of the guides.
  await claire.page.locator('aig-question details').filter({ hasText: 'Comment elle a été comprise' })
    .screenshot({ path: fileURLToPath(new URL('shots/story-panel.png', import.meta.url)) });
  await read(claire.page, '/desk', ids.distress);
  await fits(claire, 'the desk, distress');
  await claire.shot('story-desk-distress');
  same(claire.complaints.filter((text) => !text.includes('401')), [], 'complaints');
});

for (const colorScheme of ['light', 'dark']) {
  test(`the story fits 320 px (${colorScheme})`, async (t) => {
    const { server, ids } = await asked(t);
    const ines = await person(t, server, { width: 320, height: 640, colorScheme });
    await enter(ines.page, server, 'ines', '/console');
    await ines.page.getByRole('link', { name: 'Questions' }).waitFor();
    for (const name of ['telling', 'distress']) {
      await read(ines.page, '/console', ids[name]);
      await fits(ines, `${name} at 320 px`);
      await ines.shot(`story-320-${colorScheme}-${name}`);
    }
  });
}

test('the console marks what is not sure, and shows those alone', async (t) => {
  const { server, ids } = await asked(t);
  const ines = await person(t, server, { colorScheme: 'dark' });
  const { page } = ines;
  await enter(page, server, 'ines', '/console');
  await page.getByRole('link', { name: 'Questions' }).click();
  const rows = page.locator('aig-rows a.question');
  await rows.filter({ hasText: UNSURE }).getByText('pas sûr').waitFor();
  same(await rows.filter({ hasText: 'rue de siam' }).getByText('pas sûr').count(), 0, 'a mark on a sure one');
  await page.getByLabel('Pas sûres seulement').check();
  await rows.filter({ hasText: 'rue de siam' }).waitFor({ state: 'detached' });
  check(await rows.filter({ hasText: UNSURE }).count() === 1, 'the unsure one stays');
  await read(page, '/console', ids.unsure);
  await page.getByText('À vérifier par la coordination.').waitFor();
  await fits(ines, 'the console');
  await ines.shot('story-console-unsure');
  same(ines.complaints.filter((text) => !text.includes('401')), [], 'complaints');
});
