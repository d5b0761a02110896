// Fetching, comparing, switching and removing packs. A pack is what `curriculum.phone.contents` says.
import { database, FILES } from './store.js';

const TIERS = ['text', 'pictures', 'audio'];
const AT_ONCE = 4;

/** Something that stops keeping; `word` names the sentence that is said. */
export class Trouble extends Error {
  constructor(word, facts = {}) {
    super(word);
    this.word = word;
    this.facts = facts;
  }
}

export const isPage = (file) => file.type.startsWith('text/html');
export const keyOf = (file, phone) => (isPage(file) ? `${phone}berkas/${file.sha}/` : file.url);
export const wanted = (manifest, tier) =>
  manifest.files.filter((file) => TIERS.indexOf(file.tier) <= TIERS.indexOf(tier));
export const weight = (files) => files.reduce((sum, file) => sum + file.bytes, 0);

export async function hexOf(bytes) {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((each) => each.toString(16).padStart(2, '0')).join('');
}

/** The one text of a manifest; the same as `curriculum.phone.contents.manifest_text`. */
export function textOf(value) {
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const parts = Object.keys(value).sort();
  return `{${parts.map((key) => `${JSON.stringify(key)}:${textOf(value[key])}`).join(',')}}`;
}

const digestOf = (manifest) => hexOf(new TextEncoder().encode(textOf(manifest)));

/** {digest, signature, manifest} of the newest pack; only what changed is fetched. */
export async function newest(address, old) {
  const told = await asked(old ? `${address}?dari=${old.digest}` : address);
  if (told.same) return old;
  if (!told.base) return told;
  const gone = new Set(told.drop);
  const files = [...old.manifest.files.filter((file) => !gone.has(file.url)), ...told.add];
  files.sort((a, b) => (a.url < b.url ? -1 : 1));
  const manifest = { ...told.manifest, files };
  if ((await digestOf(manifest)) === told.digest) {
    return { digest: told.digest, signature: told.signature, manifest };
  }
  return asked(address);
}

async function asked(address) {
  let answer;
  try {
    answer = await fetch(address, { headers: { Accept: 'application/json' } });
  } catch {
    throw new Trouble('no_signal');
  }
  if (answer.status === 404) throw new Trouble('not_possible');
  if (!answer.ok) throw new Trouble('no_signal');
  return answer.json();
}

/** Ask for the newest pack and fetch what is missing of it; go on where it was cut. */
export async function keep({ address, module, tier, phone, onStep = () => {} }) {
  if (!globalThis.isSecureContext) throw new Trouble('insecure');
  const db = await opened();
  const old = await db.get('packs', module);
  const fresh = await newest(address, old);
  const cache = await openFiles();
  const had = old && old.whole ? old : null;
  // Add first: what is read now stays whole until everything of the new one is here.
  if (!had) await db.put('packs', record(module, tier, fresh));
  await fetchAll(cache, wanted(fresh.manifest, tier), phone, onStep);
  await arrived(module, tier, fresh, phone);
  return db.get('packs', module);
}

const record = (module, tier, pack, more = {}) => ({
  module,
  tier,
  digest: pack.digest,
  signature: pack.signature,
  manifest: pack.manifest,
  whole: false,
  next: null,
  opened: [],
  ended: [],
  ...more,
});

/** All files of `fresh` lie here: use it now, or after the reader has finished the old one. */
export async function arrived(module, tier, fresh, phone) {
  const db = await opened();
  const old = await db.get('packs', module);
  const same = old && old.digest === fresh.digest;
  if (old && old.whole && !same && isBeingRead(old)) {
    await db.put('packs', { ...old, next: { ...pick(fresh), tier } });
    return;
  }
  const read = same ? { opened: old.opened, ended: old.ended } : {};
  await use(record(module, tier, fresh, { whole: true, ...read }), phone);
}

const pick = ({ digest, signature, manifest }) => ({ digest, signature, manifest });

export const isBeingRead = (pack) =>
  pack.opened.length > 0 &&
  pack.manifest.lessons.some((lesson) => !pack.ended.includes(lesson.id));

/** The waiting version becomes the one that is read. */
export async function switchOver(module, phone) {
  const db = await opened();
  const pack = await db.get('packs', module);
  if (!pack || !pack.next) return;
  await use(record(module, pack.next.tier, pack.next, { whole: true }), phone);
}

async function use(pack, phone) {
  const db = await opened();
  const change = db.transaction(['packs', 'routes'], 'readwrite');
  const old = await change.objectStore('packs').get(pack.module);
  for (const file of old ? old.manifest.files.filter(isPage) : []) {
    change.objectStore('routes').delete(`${pack.module} ${file.url}`);
  }
  for (const file of pack.manifest.files.filter(isPage)) {
    const key = `${pack.module} ${file.url}`;
    change.objectStore('routes').put({ key, path: file.url, sha: file.sha });
  }
  change.objectStore('packs').put(pack);
  await change.done;
  await letGo(phone);
}

export async function remove(module, phone) {
  const db = await opened();
  const pack = await db.get('packs', module);
  const change = db.transaction(['packs', 'routes'], 'readwrite');
  for (const file of pack.manifest.files.filter(isPage)) {
    change.objectStore('routes').delete(`${module} ${file.url}`);
  }
  change.objectStore('packs').delete(module);
  await change.done;
  await letGo(phone);
}

/** Delete files that no pack names any more. */
export async function letGo(phone) {
  const db = await opened();
  const cache = await openFiles();
  const named = new Set();
  for (const pack of await db.getAll('packs')) {
    for (const each of [pack, pack.next].filter(Boolean)) {
      for (const file of each.manifest.files) named.add(keyOf(file, phone));
    }
  }
  for (const request of await cache.keys()) {
    if (!named.has(pathOf(request))) await cache.delete(request);
  }
}

const pathOf = (request) => {
  const url = new URL(request.url);
  return url.origin === location.origin ? url.pathname + url.search : request.url;
};

/** The keys of all kept files, to see what a full phone has thrown away. */
export async function keptKeys() {
  return new Set((await (await openFiles()).keys()).map(pathOf));
}

async function fetchAll(cache, files, phone, onStep) {
  const have = new Set((await cache.keys()).map(pathOf));
  const missing = files.filter((file) => !have.has(keyOf(file, phone)));
  await makeRoom(missing);
  let done = files.length - missing.length;
  onStep(done, files.length);
  const queue = [...missing];
  const work = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      await fetchOne(cache, file, phone);
      done += 1;
      onStep(done, files.length);
    }
  };
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const failed = results.find((each) => each.status === 'rejected');
  if (failed) {
    const trouble = failed.reason instanceof Trouble ? failed.reason : new Trouble('no_signal');
    trouble.facts = { ...trouble.facts, done, total: files.length };
    throw trouble;
  }
}

/** Ask the phone to keep what it promised, and say early when there is no room. */
async function makeRoom(files) {
  if (!navigator.storage || !navigator.storage.estimate) return;
  if (navigator.storage.persist) await navigator.storage.persist().catch(() => false);
  const { quota, usage } = await navigator.storage.estimate();
  if (quota && weight(files) > quota - usage) throw new Trouble('full', { size: weight(files) });
}

async function fetchOne(cache, file, phone) {
  let bytes;
  try {
    const answer = await fetch(keyOf(file, phone), { credentials: 'omit' });
    if (!answer.ok) throw new Trouble('no_signal');
    bytes = await answer.arrayBuffer();
  } catch {
    throw new Trouble('no_signal');
  }
  await keepFile(cache, file, bytes, phone);
}

/** Put one file away if it is what the manifest says. */
export async function keepFile(cache, file, bytes, phone) {
  if (bytes.byteLength !== file.bytes || (await hexOf(bytes)) !== file.sha) {
    throw new Trouble('broken');
  }
  const headers = { 'Content-Type': file.type, 'Content-Length': String(file.bytes) };
  if (isPage(file)) {
    // What lies on a phone may load its own files, and nothing else.
    headers['Content-Security-Policy'] =
      "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; " +
      "script-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'";
  }
  try {
    await cache.put(keyOf(file, phone), new Response(bytes, { headers }));
  } catch (error) {
    const full = error.name === 'QuotaExceededError';
    throw full ? new Trouble('full', { size: file.bytes }) : new Trouble('refused');
  }
}

export async function openFiles() {
  try {
    return await caches.open(FILES);
  } catch {
    throw new Trouble('refused');
  }
}

export async function opened() {
  try {
    return await database();
  } catch {
    throw new Trouble('refused');
  }
}
