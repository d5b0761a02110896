// The office took this phone back: what is unsent is offered first, then everything goes.
import { countFiles } from './files.js';
import { ask, button, fill, find, template } from './parts.js';
import { saveFile } from './page_outbox.js';
import { countMarked, forgetPerson } from './store.js';
import { say } from './words.js';
import { Wire } from './wire.js';

export async function farewellPage(app, root) {
  const count = await countMarked(app.vault.device, 'record', 'unsent');
  const files = await countFiles(app.vault);
  if (!count && !files) return wipe(app, root);
  const words = [count && say('unsent_count', { count }), files && say('unsent_files', { count: files })];
  const page = fill(template('field-revoked'), { count: `${words.filter(Boolean).join(', ')}.` });
  find(page, 'save').addEventListener('click', async () => {
    await saveFile(app);
    find(root, 'after').replaceChildren(button(say('wipe'), sure, 'button button-danger button-full'));
  });
  const sure = async () => {
    if (await ask(say('wipe_sure'), { yes: say('wipe') })) await wipe(app, root);
  };
  find(page, 'without').addEventListener('click', sure);
  app.show(root, page);
  return undefined;
}

async function wipe(app, root) {
  app.isLeaving = true;
  app.sync.stop();
  const { vault } = app;
  const { token } = await vault.get('fact', 'wire');
  await forgetPerson(vault.device);
  // The office may learn it later; the phone has nothing any more in any case.
  await new Wire(app.api, token, app.version).ask('farewell/', { json: {} }).catch(() => {});
  Object.assign(app, { vault: null, person: null, sync: null, isLeaving: false });
  document.querySelector('[data-status]').hidden = true;
  document.querySelector('[data-lock]').hidden = true;
  app.show(root, template('field-farewell'));
}
