// The locked phone: whose it is, the PIN, and a PIN that was forgotten.
import { openWithCode, openWithPin } from './door.js';
import { element, fill, find, tell, template, untell } from './parts.js';
import { pinProblem } from './pins.js';
import { unsentOf, unsentWords } from './standing.js';
import { person } from './store.js';
import { say, told } from './words.js';

export async function doorPage(app, root, rows, chosen = rows.length === 1 ? rows[0] : null) {
  if (!chosen) return whoPage(app, root, rows);
  const page = template('field-door');
  fill(page, { name: chosen.name, unsent: unsentWords(await unsentOf(chosen.id)) });
  const form = page.querySelector('form');
  const { pin } = form.elements;
  const enter = () => tryPin(app, form, chosen);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    enter();
  });
  pin.addEventListener('input', () => pin.value.length === 6 && enter());
  find(page, 'forgotten').addEventListener('click', () => forgottenPage(app, root, rows, chosen));
  find(page, 'others').hidden = rows.length < 2;
  find(page, 'others').addEventListener('click', () => whoPage(app, root, rows));
  app.show(root, page);
  root.querySelector('[name=pin]').focus();
  return undefined;
}

async function tryPin(app, form, chosen) {
  const { pin } = form.elements;
  if (form.dataset.busy) return;
  form.dataset.busy = 'yes';
  untell();
  try {
    // The row is read anew: tries may have been counted since the page was drawn.
    await app.open(await openWithPin(await person(chosen.id), pin.value));
    app.begin();
  } catch (trouble) {
    pin.value = '';
    pin.focus();
    tell(told(trouble), 'warning');
  }
  delete form.dataset.busy;
}

function whoPage(app, root, rows) {
  const page = template('field-who');
  const list = find(page, 'people');
  for (const row of rows) {
    const line = element('button', { type: 'button', className: 'row' }, element('strong', {}, row.name));
    line.addEventListener('click', () => doorPage(app, root, rows, row));
    list.append(element('li', {}, line));
  }
  app.show(root, page);
}

function forgottenPage(app, root, rows, chosen) {
  const page = fill(template('field-forgotten'), { name: chosen.name });
  const form = page.querySelector('form');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { code, pin, again } = form.elements;
    const problem = pinProblem(pin.value, again.value);
    if (problem) return tell(say(problem), 'warning');
    const send = form.querySelector('button');
    send.disabled = true;
    try {
      await app.open(
        await openWithCode(chosen, { ...app, code: code.value.trim(), pin: pin.value }),
      );
      app.begin();
    } catch (trouble) {
      tell(told(trouble), 'warning');
    }
    send.disabled = false;
    return undefined;
  });
  find(page, 'back').addEventListener('click', () => doorPage(app, root, rows, chosen));
  app.show(root, page);
}
