// The office took this phone back: what is unsent is offered first, then everything goes.
import * as drafts from './drafts.js';
import { ask, button, element, fill, find, template } from './parts.js';
import { saveFile } from './page_outbox.js';
import { unsentOf, unsentWords } from './standing.js';
import { forgetPerson } from './store.js';
import { ago, say } from './words.js';
import { Wire } from './wire.js';

export async function farewellPage(app, root) {
  const unsent = await unsentOf(app.vault.device);
  if (!unsent.records && !unsent.files && !unsent.drafts) return wipe(app, root);
  const isOnlyForms = !unsent.records && !unsent.files;
  const page = fill(template('field-revoked'), { count: isOnlyForms ? '' : `${unsentWords(unsent)}.` });
  find(page, 'to-save').hidden = isOnlyForms;
  drawForms(find(page, 'forms'), await drafts.drafts(app.vault));
  const sure = async () => {
    if (await ask(say('wipe_sure'), { yes: say('wipe') })) await wipe(app, root);
  };
  const lies = JSON.stringify(unsent);
  const offer = () =>
    find(root, 'after').replaceChildren(button(say('wipe'), sure, 'button button-danger button-full'));
  find(page, 'save').addEventListener('click', async () => {
    await saveFile(app);
    // Drawn again, the page still knows that all of this lies in a file.
    app.saved = lies;
    offer();
  });
  find(page, 'without').addEventListener('click', sure);
  app.show(root, page);
  if (app.saved === lies) offer();
  return undefined;
}

/** Forms that were begun: finished here, they go to the office like everything else. */
function drawForms(place, kept) {
  place.hidden = !kept.length;
  const lines = kept.map((draft) =>
    element('li', {},
      element('a', { className: 'row', href: drafts.addressOf(draft) },
        element('span', { className: 'row-main' },
          element('strong', {}, draft.values.title || say('a_draft')),
          element('span', {}, say('begun', { when: ago(draft.saved_at) }))))));
  place.querySelector('ul').replaceChildren(...lines);
}

async function wipe(app, root) {
  app.isLeaving = true;
  app.sync.stop();
  const { vault } = app;
  const { token } = await vault.get('fact', 'wire');
  await forgetPerson(vault.device);
  // The office may learn it later; the phone has nothing any more in any case.
  await new Wire(app.api, token, app.version).ask('farewell/', { json: {} }).catch(() => {});
  Object.assign(app, { vault: null, person: null, sync: null, saved: '', isLeaving: false });
  document.querySelector('[data-status]').hidden = true;
  document.querySelector('[data-lock]').hidden = true;
  app.show(root, template('field-farewell'));
}
