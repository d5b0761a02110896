// Home: how it stands with sending, what was not finished, and what every room shows.
import * as drafts from './drafts.js';
import { element, find, template } from './parts.js';
import { phoneFor, screensWith } from './screens.js';
import { statusOf, warnings } from './standing.js';
import { ago, say, told } from './words.js';

export async function homePage(app, root) {
  const page = template('field-home');
  const parts = find(page, 'rooms');
  for (const [name, module] of screensWith('home')) {
    parts.append(await homeOf(app, name, module));
  }
  drawDrafts(find(page, 'drafts'), await drafts.drafts(app.vault));
  find(page, 'send').addEventListener('click', () => app.sync.run());
  app.show(root, page);
  const standing = async () => {
    if (root.querySelector('[data-standing]')) await drawStanding(app, root);
  };
  // A sync that brought something new shows it at once.
  let known = app.person.synced_at;
  app.onChange = async () => {
    await standing();
    if (app.person.synced_at === known || app.isPractice) return;
    known = app.person.synced_at;
    homePage(app, root);
  };
  await standing();
}

async function homeOf(app, name, module) {
  const place = element('div', {});
  try {
    place.append(await module.home(phoneFor(app, name, [], place)));
  } catch (trouble) {
    place.append(element('p', { className: 'notice notice-warning' }, told(trouble)));
  }
  return place;
}

async function drawStanding(app, root) {
  const { unsent, synced, kind } = await statusOf(app);
  const said = (await warnings(app)).map((each) =>
    element('p', { className: 'notice notice-warning', role: 'status' }, each),
  );
  // While the phone was asked, somebody may have gone on to another page.
  const place = root.querySelector('[data-standing]');
  if (!place) return;
  place.dataset.kind = kind;
  find(place, 'unsent').textContent = unsent;
  find(place, 'synced').textContent = synced;
  find(root, 'send').disabled = app.sync.isRunning;
  const { trouble } = app.sync;
  if (trouble && !app.sync.isRunning) {
    said.push(element('p', { className: 'notice notice-info', role: 'status' }, told(trouble)));
  }
  find(root, 'warnings').replaceChildren(...said);
}

function drawDrafts(place, kept) {
  place.hidden = !kept.length;
  for (const draft of kept) {
    const words = element(
      'span',
      { className: 'row-main' },
      element('strong', {}, draft.values.title || say('a_draft')),
      element('span', {}, say('begun', { when: ago(draft.saved_at) })),
    );
    place.querySelector('ul').append(
      element('li', {}, element('a', { className: 'row', href: drafts.addressOf(draft) }, words)),
    );
  }
}
