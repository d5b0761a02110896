// What a proof is worth: the signature, the key, and the lists this phone has. No network here.
import { bytesOf, readProof } from './cose.js';
import { verify } from './ed25519.js';

const DAY = 86400000;
const text = (bytes) => new TextDecoder().decode(bytes);

const mark = async (code) => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`pendamping:${code}`));
  const first = String.fromCharCode(...new Uint8Array(digest).subarray(0, 12));
  return btoa(first).replace(/\+/g, '-').replace(/\//g, '_');
};

const keyOf = (keys, kid) => keys.find((each) => each.kid === kid);

/**
 * Whether a signature of `instant` (milliseconds) is one `key` could rightly have made: begun, not
 * ended, not in other hands. The same rule as SigningKey.signs_at in certificates/models/keys.py;
 * tests hold both to the same table. Proofs know whole seconds, so the first one counts whole.
 */
const signsAt = (key, instant) =>
  instant >= Math.floor(Date.parse(key.active_from) / 1000) * 1000 &&
  (!key.active_to || instant < Date.parse(key.active_to)) &&
  (!key.compromised_at || instant < Date.parse(key.compromised_at));

/** The content of a signed list (JWS, compact), or null if it is not its issuer's. */
const opened = async (jws, keys) => {
  try {
    const [header, content, signature] = jws.split('.');
    const { alg, kid } = JSON.parse(text(bytesOf(header)));
    const key = keyOf(keys, kid);
    const list = JSON.parse(text(bytesOf(content)));
    const signed = new TextEncoder().encode(`${header}.${content}`);
    if (alg !== 'EdDSA' || !key || list.issuer !== key.issuer) return null;
    return signsAt(key, Date.parse(list.published_at)) && (await verify(bytesOf(key.x), bytesOf(signature), signed)) ? list : null;
  } catch (trouble) {
    return null;
  }
};

const listOf = async (issuer, lists, keys) => {
  for (const jws of lists) {
    const list = await opened(jws, keys);
    if (list && list.issuer === issuer) return list;
  }
  return null;
};

const dayOf = (days) => new Date(days * DAY).toISOString().slice(0, 10);

/**
 * What `proof` says about the paper with the public code `code`, by the `keys` and `lists` this
 * phone keeps, at `now` (Date).
 *
 * state: "broken" (no proof of ours), "unknown_key", "wrong" (signature or code do not agree),
 * "given_up" (signed when the key was not, or no longer, the issuer's), "revoked", "held", "replaced", "expired" or "matches".
 * With all but the first three: facts {code, number, name, programme, issuedOn, validUntil},
 * issuer, isSample, contact, listDate ("" without a list), isListOld, isKeyGivenUp.
 */
export const check = async ({ proof, code, keys, lists, now }) => {
  let read;
  try {
    read = readProof(proof);
  } catch (trouble) {
    return { state: 'broken' };
  }
  const key = keyOf(keys, read.kid);
  if (!key) return { state: 'unknown_key' };
  const { claims } = read;
  const agrees = await verify(bytesOf(key.x), read.signature, read.signed);
  if (!agrees || claims.get(1) !== code) return { state: 'wrong' };
  const list = await listOf(key.issuer, lists, keys);
  const found = {
    facts: {
      code,
      number: claims.get(2),
      name: claims.get(3),
      programme: claims.get(4),
      issuedOn: dayOf(claims.get(5)),
      validUntil: claims.has(6) ? dayOf(claims.get(6)) : '',
    },
    issuer: key.issuer_name,
    isSample: key.is_sample,
    contact: key.contact,
    listDate: list ? list.published_at.slice(0, 10) : '',
    isListOld: !list || now >= new Date(list.next_update),
    isKeyGivenUp: Boolean(key.compromised_at),
  };
  if (!signsAt(key, claims.get(7) * 1000)) return { ...found, state: 'given_up' };
  const own = await mark(code);
  const entry = list && list.entries.find((each) => each.c === own);
  if (entry) return { ...found, state: entry.s, since: entry.d };
  // The last day is included, wherever in Indonesia the phone is.
  const isOver = found.facts.validUntil && now >= Date.parse(found.facts.validUntil) + DAY;
  return { ...found, state: isOver ? 'expired' : 'matches' };
};
