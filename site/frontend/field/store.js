// What lies on the phone. Names and digests of buckets are clear, everything else is sealed.
//
// people  {id, name, language, device_name, salt, rounds, by_pin, by_recovery, tries, until,
//          sequence, synced_at, server_at, skew, revoked, keys_taken}: one row for each person who was
//          enrolled on this phone; id is the device's
// rows    {key, owner, id, mark, iv, bytes}: owner is "<device> <kind>", key "<owner> <id>";
//          mark is what must be known without opening: a digest, or whether it is unsent
import { openDB } from 'idb';
import { Trouble } from './trouble.js';

let opened;

export function database() {
  opened ??= begin().catch(() => {
    opened = undefined;
    throw new Trouble('storage_refused');
  });
  return opened;
}

// Async, because some browsers throw at once where they let nothing be kept.
const begin = async () =>
  openDB('pendamping-field', 1, {
    upgrade(db) {
      db.createObjectStore('people', { keyPath: 'id' });
      db.createObjectStore('rows', { keyPath: 'key' }).createIndex('owner', 'owner');
    },
    blocking: () => location.reload(),
  });

/** Write in one transaction that is on the disk before anybody is told that it is kept. */
export async function write(stores, work) {
  const db = await database();
  try {
    const change = db.transaction(stores, 'readwrite', { durability: 'strict' });
    const [answer] = await Promise.all([work(change), change.done]);
    return answer;
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble(error && error.name === 'QuotaExceededError' ? 'storage_full' : 'storage_refused');
  }
}

export const people = async () => (await database()).getAll('people');
export const person = async (id) => (await database()).get('people', id);

/** Change the clear facts of a person; returns the new row. */
export function changePerson(id, changes) {
  return write(['people'], async (change) => {
    const row = await change.objectStore('people').get(id);
    if (!row) return undefined;
    const fresh = { ...row, ...(typeof changes === 'function' ? changes(row) : changes) };
    await change.objectStore('people').put(fresh);
    return fresh;
  });
}

/** How many rows of a kind are asked for, also while the phone is locked. */
export async function countRows(device, kind, isAsked = () => true) {
  const rows = await (await database()).getAllFromIndex('rows', 'owner', `${device} ${kind}`);
  return rows.filter(isAsked).length;
}

const KINDS = ['bucket', 'draft', 'record', 'file', 'blob', 'fact'];

/** Everything of one person leaves this phone. */
export function forgetPerson(device) {
  return write(['people', 'rows'], async (change) => {
    const rows = change.objectStore('rows');
    for (const kind of KINDS) {
      for (const key of await rows.index('owner').getAllKeys(`${device} ${kind}`)) rows.delete(key);
    }
    change.objectStore('people').delete(device);
  });
}
