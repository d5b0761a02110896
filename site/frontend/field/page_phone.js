// This phone: its name, the PIN, practising, what it may keep.
import { changePin } from './door.js';
import { fill, find, tell, template } from './parts.js';
import { pinProblem } from './pins.js';
import { saveFile } from './page_outbox.js';
import { speak } from './speaking.js';
import { person } from './store.js';
import { say, told } from './words.js';

export async function phonePage(app, root) {
  const row = await person((app.ownVault || app.vault).device);
  const page = fill(template('field-phone'), {
    name: row.name,
    device_name: row.device_name,
    room: await roomWords(),
  });
  find(page, 'try').addEventListener('click', () => app.startPractice());
  find(page, 'save').addEventListener('click', () => saveFile(app));
  for (const each of page.querySelectorAll('[data-language]')) {
    each.disabled = each.lang === document.documentElement.lang;
    each.addEventListener('click', () => speakNow(each));
  }
  const form = page.querySelector('form');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { old, pin, again } = form.elements;
    const problem = pinProblem(pin.value, again.value);
    if (problem) return tell(say(problem), 'warning');
    try {
      await changePin(row, old.value, pin.value);
      form.reset();
      tell(say('pin_changed'), 'success');
    } catch (trouble) {
      tell(told(trouble), 'warning');
    }
    return undefined;
  });
  app.show(root, page);
}

/** Everything is drawn anew, so the PIN is asked for again. */
async function speakNow(choice) {
  choice.disabled = true;
  try {
    await speak(choice.lang);
    location.reload();
  } catch (trouble) {
    choice.disabled = false;
    tell(told(trouble), 'warning');
  }
}

async function roomWords() {
  const { storage } = navigator;
  if (!storage || !storage.estimate) return '';
  const { quota, usage } = await storage.estimate();
  const isKept = storage.persisted ? await storage.persisted() : false;
  const megabytes = (bytes) => Math.round(bytes / 1e6).toLocaleString(document.documentElement.lang);
  const room = say('room', { used: megabytes(usage), free: megabytes(quota - usage) });
  return `${room} ${say(isKept ? 'kept_for_good' : 'not_kept_for_good')}`;
}
