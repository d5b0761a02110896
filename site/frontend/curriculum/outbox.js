// What readers did, kept until the server has it. Sent in batches, each reader with her key.
import { changeReader, database, device, mark, newKey } from './store.js';

const MOST = 500;
const LOCK = 'pendamping-send';

/** Keep one event of a reader and mark it as done; returns the stored row. */
export async function record(reader, kind, { release, lesson, block, option, locale }) {
  const db = await database();
  const event = { id: newKey(), kind, release, lesson, recorded_at: new Date().toISOString() };
  if (block) Object.assign(event, { block, option });
  if (locale) event.locale = locale;
  const row = { id: event.id, reader: reader.id, event };
  await db.put('outbox', row);
  return row;
}

/** Ask the worker to send now, and the browser to do it later if that fails. */
export async function sendSoon() {
  const { serviceWorker } = navigator;
  if (!serviceWorker || !serviceWorker.controller) return;
  serviceWorker.controller.postMessage({ send: true });
  const registration = await serviceWorker.ready;
  if (registration.sync) await registration.sync.register('send').catch(() => {});
}

/** Send everything that waits; tells open pages when something changed. */
export async function sendAll(phone) {
  const work = async () => {
    const db = await database();
    for (const reader of await db.getAll('readers')) {
      try {
        await sendOf(reader, phone);
      } catch {
        // No signal, or a server that is not well: everything stays, the next time tries again.
      }
    }
    new BroadcastChannel('pendamping').postMessage('sent');
  };
  // Two pages and a sync at once: the second finds nothing left to do.
  return navigator.locks ? navigator.locks.request(LOCK, work) : work();
}

async function sendOf(reader, phone) {
  const db = await database();
  const rows = (await db.getAllFromIndex('outbox', 'reader', reader.id)).filter((row) => !row.refused);
  let most = MOST;
  while (rows.length && !reader.ended) {
    const part = rows.splice(0, most);
    const answer = await post(`${phone}kirim/`, reader, {
      sent_at: new Date().toISOString(),
      device: await device(),
      events: part.map((row) => row.event),
    });
    if (answer.status === 413 && most > 1) {
      rows.unshift(...part);
      most = Math.ceil(part.length / 2);
      continue;
    }
    if (answer.status === 401) {
      await changeReader(reader, { ended: true });
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    await settle(part, await answer.json(), reader);
  }
  await learn(reader, phone);
}

async function settle(part, told, reader) {
  const db = await database();
  const refused = [];
  const change = db.transaction('outbox', 'readwrite');
  part.forEach((row, place) => {
    const result = told.results[place];
    if (result.kept) change.store.delete(row.id);
    else refused.push({ ...row, refused: result.sentence });
  });
  await change.done;
  const isHere = await changeReader(reader, told.ended ? { ended: true } : {});
  for (const row of isHere ? refused : []) await db.put('outbox', row);
}

const post = (address, reader, data) =>
  fetch(address, {
    method: 'POST',
    credentials: 'omit',
    headers: { 'Content-Type': 'application/json', Authorization: `Reader ${reader.secret}` },
    body: JSON.stringify(data),
  });

/** What she did elsewhere: on another phone, or written down by her facilitator. */
async function learn(reader, phone) {
  const db = await database();
  const now = Date.now();
  const fresh = await db.get('readers', reader.id);
  if (!fresh || fresh.ended || now - (fresh.learned || 0) < 10 * 60 * 1000) return;
  const answer = await fetch(`${phone}kemajuan/`, {
    credentials: 'omit',
    headers: { Authorization: `Reader ${reader.secret}` },
  });
  if (!answer.ok) return;
  const { lessons, checks } = await answer.json();
  if (!(await changeReader(reader, { learned: now }))) return;
  for (const id of lessons) await mark(reader.id, 'lesson', id);
  for (const id of checks) await mark(reader.id, 'check', id);
}
