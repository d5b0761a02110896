// Who reads on a shared phone: a picture, a name, a PIN, and a key that sends what she did.
import { opened, Trouble } from './packs.js';
import { ask, button, element } from './parts.js';
import { changeReader, device, newKey } from './store.js';
import { say } from './words.js';

const FACES = ['matahari', 'ikan', 'daun', 'bunga', 'bintang', 'rumah', 'burung', 'perahu'];
const ROUNDS = 150_000;
const TRIES = 5;
const WAIT_SECONDS = 30;
const find = (name) => document.querySelector(`[data-${name}]`);

/** Draw the readers, with what each may do. */
export async function readersShown(phone, tell) {
  const db = await opened();
  const readers = await db.getAll('readers');
  const now = await db.get('facts', 'reader');
  const redraw = () => readersShown(phone, tell);
  const cards = readers.map((reader) => card(reader, { phone, tell, redraw, now }));
  find('readers').replaceChildren(...(await Promise.all(cards)));
  find('no-readers').hidden = readers.length > 0;
  find('add-reader').onclick = () => add(phone, tell, redraw);
}

async function card(reader, { phone, tell, redraw, now }) {
  const db = await opened();
  const waiting = await db.getAllFromIndex('outbox', 'reader', reader.id);
  const refused = waiting.filter((row) => row.refused).length;
  const open = waiting.length - refused;
  const picture = element('img', { src: `${phone}wajah/${reader.picture}.svg`, alt: '', width: 72, height: 72 });
  const item = element('li', { className: 'tile' }, picture, element('strong', {}, reader.name));
  if (reader.ended) item.append(element('span', {}, say('ended', { name: reader.name })));
  else item.append(element('span', {}, open ? say('to_send', { n: open }) : say('all_sent')));
  if (refused) item.append(element('span', {}, say('refused_events', { n: refused })));
  if (reader.id === now) item.append(element('span', { className: 'badge badge-good' }, `✓ ${say('reading')}`));
  else item.append(button(say('choose'), () => choose(reader, tell, redraw)));
  item.append(button(say('forget'), () => forget(reader, waiting.length, phone, redraw)));
  return item;
}

async function choose(reader, tell, redraw) {
  const db = await opened();
  if (reader.pin && !(await proved(reader, tell))) return redraw();
  await db.put('facts', reader.id, 'reader');
  return redraw();
}

/** Whether the PIN was right; says why not. Wrong tries make the phone wait. */
async function proved(reader, tell) {
  const db = await opened();
  const left = Math.ceil(((reader.until || 0) - Date.now()) / 1000);
  if (left > 0) {
    tell(say('pin_wait', { n: left }), 'warning');
    return false;
  }
  const answer = await ask(say('pin_for', { name: reader.name }), { yes: say('choose'), body: pinField() });
  if (!answer) return false;
  if ((await hashed(answer.get('pin'), reader.pin.salt)) === reader.pin.hash) {
    await changeReader(reader, { tries: 0, until: 0 });
    return true;
  }
  const tries = (reader.tries || 0) + 1;
  const until = tries >= TRIES ? Date.now() + WAIT_SECONDS * 1000 : 0;
  await changeReader(reader, { tries: until ? 0 : tries, until });
  tell(say('pin_wrong'), 'warning');
  return false;
}

const pinField = () => [
  element(
    'p',
    { className: 'field' },
    element('label', { htmlFor: 'pin' }, say('pin_label')),
    element('input', {
      id: 'pin',
      name: 'pin',
      type: 'password',
      inputMode: 'numeric',
      pattern: '[0-9]{4}',
      maxLength: 4,
      required: true,
      autocomplete: 'off',
    }),
  ),
];

const faces = (phone) => {
  const set = element('fieldset', { className: 'faces' }, element('legend', {}, say('picture')));
  FACES.forEach((face, place) => {
    const radio = element('input', { type: 'radio', name: 'picture', value: face, checked: !place });
    const drawn = element('img', { src: `${phone}wajah/${face}.svg`, alt: face, width: 56, height: 56 });
    set.append(element('label', {}, radio, drawn));
  });
  return set;
};

/** Keep whoever is signed in now as a reader of this phone. */
async function add(phone, tell, redraw) {
  const me = await signedIn(phone);
  if (!me) {
    const way = element('p', {}, say('sign_in_first'));
    if (await ask(say('sign_in'), { yes: say('sign_in'), body: [way] })) {
      location.href = `${phone}masuk/`;
    }
    return;
  }
  const chosen = await ask(say('pin_new', { name: me.name }), { yes: say('save'), body: [faces(phone), ...pinField()] });
  if (!chosen) return;
  const given = await key(phone, me.csrf);
  const db = await opened();
  // The same person again, perhaps with a new card: what waits to be sent goes with her.
  const before = (await db.getAll('readers')).find((each) => each.person === given.person);
  const salt = newKey();
  const reader = {
    id: before ? before.id : newKey(),
    person: given.person,
    name: given.name,
    picture: chosen.get('picture'),
    secret: given.secret,
    pin: { salt, hash: await hashed(chosen.get('pin'), salt) },
  };
  await db.put('readers', reader);
  await db.put('facts', reader.id, 'reader');
  await redraw();
  tell(say('added', { name: reader.name }), 'success');
}

async function signedIn(phone) {
  try {
    const answer = await fetch(`${phone}saya/`);
    return answer.ok ? await answer.json() : null;
  } catch {
    throw new Trouble('no_signal');
  }
}

async function key(phone, csrf) {
  const answer = await fetch(`${phone}pembaca/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf },
    body: JSON.stringify({ device: await device() }),
  });
  if (!answer.ok) throw new Trouble('no_signal');
  return answer.json();
}

async function forget(reader, unsent, phone, redraw) {
  const sure = await ask(say('forget_sure', { name: reader.name, n: unsent }), { yes: say('forget') });
  if (!sure) return;
  const headers = { Authorization: `Reader ${reader.secret}` };
  // The key ends on the server, too; without signal it stays there and opens nothing else.
  fetch(`${phone}lupakan/`, { method: 'POST', credentials: 'omit', headers }).catch(() => {});
  const db = await opened();
  for (const name of ['outbox', 'marks']) {
    for (const each of await db.getAllKeysFromIndex(name, 'reader', reader.id)) await db.delete(name, each);
  }
  await db.delete('readers', reader.id);
  if ((await db.get('facts', 'reader')) === reader.id) await db.delete('facts', 'reader');
  await redraw();
}

async function hashed(pin, salt) {
  const text = new TextEncoder();
  const base = await crypto.subtle.importKey('raw', text.encode(pin), 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: text.encode(salt), iterations: ROUNDS };
  const bits = await crypto.subtle.deriveBits(how, base, 256);
  return [...new Uint8Array(bits)].map((each) => each.toString(16).padStart(2, '0')).join('');
}
