// A pack as one file, to pass on by Bluetooth or memory card, and back.
//
// A zip without compression: first `pack.json` {v, tier, digest, signature, manifest: text},
// then `files/<sha>`. What comes in is believed only as far as the signature reaches.
import { Unzip, UnzipPassThrough, Zip, ZipPassThrough } from 'fflate';
import {
  arrived,
  hexOf,
  keepFile,
  keyOf,
  letGo,
  openFiles,
  opened,
  textOf,
  Trouble,
  wanted,
} from './packs.js';

const HEAD = 'pack.json';
const LARGEST_HEAD = 4_000_000;
const LARGEST_FILE = 30_000_000;

/** {name, blob} of a kept pack. */
export async function packed(pack, phone) {
  const cache = await openFiles();
  const parts = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
  });
  const head = {
    v: 1,
    tier: pack.tier,
    digest: pack.digest,
    signature: pack.signature,
    manifest: textOf(pack.manifest),
  };
  add(zip, HEAD, new TextEncoder().encode(JSON.stringify(head)));
  const written = new Set();
  for (const file of wanted(pack.manifest, pack.tier)) {
    if (written.has(file.sha)) continue;
    const kept = await cache.match(keyOf(file, phone));
    if (!kept) throw new Trouble('evicted', { name: pack.manifest.module.title });
    add(zip, `files/${file.sha}`, new Uint8Array(await kept.arrayBuffer()));
    written.add(file.sha);
  }
  zip.end();
  const { module, release } = pack.manifest;
  const name = `${module.code}-${release.number}-${pack.tier}.zip`;
  return { name, blob: new Blob(parts, { type: 'application/zip' }) };
}

function add(zip, name, bytes) {
  const entry = new ZipPassThrough(name);
  zip.add(entry);
  entry.push(bytes, true);
}

/** Take in a file that `packed` made, here or on another phone. Returns its pack. */
export async function takenIn(file, phone) {
  if (!globalThis.isSecureContext) throw new Trouble('insecure');
  const cache = await openFiles();
  let head = null;
  let missing = new Map();
  const take = async (name, bytes) => {
    if (!head) {
      if (name !== HEAD) throw new Trouble('not_a_pack');
      head = await believed(bytes, phone);
      await notOlder(head);
      missing = bySha(wanted(head.manifest, head.tier));
      return;
    }
    const files = missing.get(name.replace('files/', ''));
    // A stranger's file in between is passed over, not kept.
    if (!files) return;
    for (const each of files) await keepFile(cache, each, bytes, phone);
    missing.delete(files[0].sha);
  };
  try {
    await entriesOf(file, take);
    if (!head || missing.size) throw new Error('it ends too early');
  } catch (error) {
    await letGo(phone);
    throw error instanceof Trouble ? error : new Trouble(head ? 'broken' : 'not_a_pack');
  }
  await arrived(head.manifest.module.id, head.tier, head, phone);
  return head;
}

function bySha(files) {
  const found = new Map();
  for (const file of files) found.set(file.sha, [...(found.get(file.sha) || []), file]);
  return found;
}

async function notOlder(head) {
  const here = await (await opened()).get('packs', head.manifest.module.id);
  if (here && here.whole && here.manifest.release.number > head.manifest.release.number) {
    throw new Trouble('older', { name: head.manifest.module.title });
  }
}

async function believed(bytes, phone) {
  let told;
  let manifest;
  try {
    told = JSON.parse(new TextDecoder().decode(bytes));
    manifest = JSON.parse(told.manifest);
    if (!['text', 'pictures', 'audio'].includes(told.tier)) throw new Error('tier');
  } catch {
    throw new Trouble('not_a_pack');
  }
  const digest = await hexOf(new TextEncoder().encode(told.manifest));
  if (digest !== told.digest || !(await isSigned(digest, told.signature, phone))) {
    throw new Trouble('not_ours');
  }
  return { digest, signature: told.signature, tier: told.tier, manifest };
}

async function isSigned(digest, signature, phone) {
  let spki;
  try {
    const answer = await fetch(`${phone}kunci.txt`);
    if (!answer.ok) throw new Error('no key');
    spki = bytesOf((await answer.text()).trim());
  } catch {
    throw new Trouble('no_key');
  }
  try {
    const kind = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle.importKey('spki', spki, kind, false, ['verify']);
    const how = { name: 'ECDSA', hash: 'SHA-256' };
    return await crypto.subtle.verify(how, key, bytesOf(signature), new TextEncoder().encode(digest));
  } catch {
    return false;
  }
}

const bytesOf = (base64) => Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));

/** Call `each(name, bytes)` for every entry, in order; holds one entry in memory. */
async function entriesOf(file, each) {
  const ready = [];
  let cut = null;
  const unzip = new Unzip((entry) => {
    const parts = [];
    let size = 0;
    entry.ondata = (error, part, final) => {
      if (error) {
        cut = error;
        return;
      }
      size += part.length;
      if (size > (entry.name === HEAD ? LARGEST_HEAD : LARGEST_FILE)) {
        cut = new Error('too large');
        parts.length = 0;
        return;
      }
      parts.push(part);
      if (final) ready.push([entry.name, parts, size]);
    };
    // Compressed entries find no decoder and are refused: nothing can grow on the way in.
    entry.start();
  });
  unzip.register(UnzipPassThrough);
  const source = file.stream().getReader();
  for (let ended = false; !ended; ) {
    const { done, value } = await source.read();
    unzip.push(done ? new Uint8Array() : value, done);
    ended = done;
    if (cut) throw cut;
    while (ready.length) {
      const [name, parts, size] = ready.shift();
      await each(name, joined(parts, size));
    }
  }
}

function joined(parts, size) {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}
