// What a phone remembers. One database for the lessons of this site, one cache for files.
//
// packs    {module, tier, digest, signature, manifest, whole, next, opened, ended}
//          `next` is a newer {digest, signature, manifest} that waits until this one is read
// routes   {key, path, sha}: which kept page answers an address; a lesson that is not
//          translated yet is in the packs of two languages
// readers  {id, name, picture, secret, pin, tries, until, ended}
// outbox   {id, reader, event, refused}: what was done and is not sent yet
// marks    {key, reader, kind, id}: lessons done, checks passed
// facts    device (a random number), reader (who reads now)
import { openDB } from 'idb';

export const FILES = 'pendamping-files';
let opened;

export function database() {
  opened ??= openDB('pendamping-lessons', 1, {
    upgrade(db) {
      db.createObjectStore('packs', { keyPath: 'module' });
      db.createObjectStore('routes', { keyPath: 'key' }).createIndex('path', 'path');
      db.createObjectStore('readers', { keyPath: 'id' });
      db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('reader', 'reader');
      db.createObjectStore('marks', { keyPath: 'key' }).createIndex('reader', 'reader');
      db.createObjectStore('facts');
    },
  });
  return opened;
}

export async function device() {
  const db = await database();
  const known = await db.get('facts', 'device');
  if (known) return known;
  const made = newKey();
  await db.put('facts', made, 'device');
  return made;
}

export async function readerNow() {
  const db = await database();
  const id = await db.get('facts', 'reader');
  return id ? db.get('readers', id) : undefined;
}

/** Change a reader if she is still on this phone with this key; the network may take long. */
export async function changeReader({ id, secret }, changes) {
  const change = (await database()).transaction('readers', 'readwrite');
  const here = await change.store.get(id);
  if (here && here.secret === secret) await change.store.put({ ...here, ...changes });
  await change.done;
  return Boolean(here && here.secret === secret);
}

/** Lessons done and checks passed by a reader, as {lessons: Set, checks: Set}. */
export async function marksOf(reader) {
  const db = await database();
  const rows = await db.getAllFromIndex('marks', 'reader', reader);
  const of = (kind) => new Set(rows.filter((row) => row.kind === kind).map((row) => row.id));
  return { lessons: of('lesson'), checks: of('check') };
}

export async function mark(reader, kind, id) {
  const db = await database();
  await db.put('marks', { key: `${reader} ${kind} ${id}`, reader, kind, id: String(id) });
}

/** A random UUID, also in browsers of 2019. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const hex = [...b].map((each) => each.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}
