// SPDX-License-Identifier: EUPL-1.2
// « Annuaire » and « Équipe »: a library found, changed with a mistake, then rightly; a person's absences; 320 px.
import { check, same, test } from '../support/cases.mjs';
import { person } from '../support/browser.mjs';
import { connect } from '../support/client.mjs';
import { Server } from '../support/server.mjs';

async function enter(page, server, path, login) {
  await page.goto(path);
  await page.getByLabel('Identifiant').fill(login);
  await page.getByLabel('Mot de passe').fill(server.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

const tooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
const real = (complaints) => complaints.filter((text) => !text.includes('401'));

test('a coordinator finds a library, is told a mistake at its field, loses nothing, and saves it right', async (t) => {
  const server = await new Server().start();
  t.after(() => server.finish());
  const ines = await person(t, server);
  const { page } = ines;
  await enter(page, server, '/console#annuaire', 'ines');
  await page.getByText('41 bibliothèques').waitFor();
  same(await ines.axe(), [], 'axe of the directory');
  await page.getByLabel('Nom, commune, département ou région').fill('finist');
  await page.getByText('1 bibliothèque', { exact: true }).waitFor();
  await ines.shot('10-console-annuaire');
  await page.getByRole('link', { name: 'Médiathèques de Brest' }).click();
  await page.getByRole('heading', { name: 'Médiathèques de Brest' }).waitFor();
  same(await ines.axe(), [], 'axe of a library');
  await page.getByRole('button', { name: 'Modifier' }).click();
  const form = page.getByRole('form', { name: 'Modifier la bibliothèque' });
  await form.getByLabel('Questions par semaine').fill('beaucoup');
  await form.getByLabel('Contact').fill('Accueil du public');
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  await form.getByText('Écrivez un nombre.').waitFor();
  same(await form.getByLabel('Questions par semaine').getAttribute('aria-invalid'), 'true', 'marked');
  same(await form.getByLabel('Contact').inputValue(), 'Accueil du public', 'nothing typed is lost');
  same(await ines.axe(), [], 'axe of the form with a mistake');
  await ines.shot('11-console-library-form');
  await page.reload();
  await page.getByRole('button', { name: 'Modifier' }).click();
  same(await form.getByLabel('Contact').inputValue(), 'Accueil du public', 'nor by a reload');
  await form.getByLabel('Questions par semaine').fill('7');
  await form.getByRole('button', { name: 'Ajouter une absence' }).click();
  await form.getByLabel('Du', { exact: true }).fill('2099-08-01');
  await form.getByLabel('Au', { exact: true }).fill('2099-08-15');
  await form.getByLabel('Texte (Markdown)').fill('## Horaires\n\nDu mardi au samedi.');
  await form.getByRole('button', { name: 'Aperçu' }).click();
  await form.getByRole('region', { name: 'Aperçu de la page' }).getByRole('heading', { name: 'Horaires' }).waitFor();
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText(/^Enregistré\. L’aiguillage/).waitFor();
  const client = await connect(server, 'ines');
  const { library } = await client.call('library.get', { id: 'brest' });
  same([library.capacity, library.contact, library.calendar.absences[0].to, library.policy.text].join('|'), '7|Accueil du public|2099-08-15|## Horaires\n\nDu mardi au samedi.', 'in the record');
  await page.setViewportSize({ width: 320, height: 700 });
  check((await tooWide(page)) <= 0, `the library is ${await tooWide(page)} px too wide`);
  await page.getByRole('button', { name: 'Modifier' }).click();
  await form.waitFor();
  check((await tooWide(page)) <= 0, `the form is ${await tooWide(page)} px too wide`);
  same(real(ines.complaints), [], 'complaints');
});

test('an admin adds and changes people; a respondent notes an absence at the desk', async (t) => {
  const server = await new Server({ settings: { 'test.clock_offset_ms': String(400 * 86_400_000) } }).start();
  t.after(() => server.finish());
  const admin = await person(t, server);
  await enter(admin.page, server, '/console#equipe', 'admin');
  await admin.page.getByRole('heading', { name: 'Équipe', level: 2 }).waitFor();
  await admin.page.getByText('Claire (démo)').first().waitFor();
  same(await admin.axe(), [], 'axe of the team');
  await admin.page.getByText('Ajouter une personne').click();
  const form = admin.page.getByRole('form', { name: 'Ajouter une personne' });
  await form.getByLabel('Identifiant', { exact: true }).fill('lea');
  await form.getByLabel('Nom affiché').fill('Léa');
  await form.getByLabel('Bibliothèque (identifiant)').fill('nantes');
  await form.getByRole('button', { name: 'Ajouter' }).click();
  await admin.page.getByText(/Mot de passe, montré cette seule fois/).waitFor();
  await admin.page.getByRole('button', { name: 'Modifier Léa' }).click();
  const lea = admin.page.getByRole('form', { name: 'Compte de Léa' });
  await lea.getByLabel('En formation').check();
  await lea.getByRole('button', { name: 'Enregistrer' }).click();
  await admin.page.getByText('Enregistré pour Léa.').waitFor();
  await admin.shot('12-console-equipe');
  await admin.page.setViewportSize({ width: 320, height: 700 });
  check((await tooWide(admin.page)) <= 0, `the team is ${await tooWide(admin.page)} px too wide`);

  const claire = await person(t, server);
  await enter(claire.page, server, '/desk', 'claire');
  const stale = claire.page.getByRole('region', { name: 'Page à revoir' });
  await stale.getByRole('button', { name: 'Revue aujourd’hui' }).click();
  await claire.page.getByText(/^Merci : la page est notée/).waitFor();
  await stale.waitFor({ state: 'detached' });
  await claire.page.getByRole('button', { name: 'Modifier' }).click();
  const own = claire.page.getByRole('form', { name: /^Compte de Claire/ });
  await own.getByRole('button', { name: 'Ajouter une absence' }).click();
  await own.getByLabel('Du', { exact: true }).fill('2099-01-02');
  await own.getByLabel('Au', { exact: true }).fill('2099-01-05');
  same(await claire.axe(), [], 'axe of the desk with own absences');
  await own.getByRole('button', { name: 'Enregistrer' }).click();
  await claire.page.getByText('Vos absences sont enregistrées.').waitFor();
  await claire.page.getByText(/2 janvier 2099/).waitFor();
  same(real([...admin.complaints, ...claire.complaints]), [], 'complaints');
});
