// The keys of a phone. A random data key seals everything; it lies here wrapped twice: by a key
// made of the PIN, and by the recovery key, which the server gives for a one-time code.
import { encode, random } from './bytes.js';
import { Trouble } from './trouble.js';

// OWASP Password Storage Cheat Sheet, "PBKDF2": at least 600,000 for SHA-256.
export const ROUNDS = 600_000;
const AES = 'AES-GCM';

export async function keyOfPin(pin, salt, rounds) {
  const base = await crypto.subtle.importKey('raw', encode(pin), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    base,
    { name: AES, length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** 32 bytes for one purpose ("recovery", "export") from the secret of this phone. */
export async function derived(secret, info) {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: encode(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, base, 256));
}

export const importKey = (bytes) =>
  crypto.subtle.importKey('raw', bytes, AES, false, ['encrypt', 'decrypt']);

/** {iv, bytes}; `place` is bound to them, so that no row can stand in for another. */
export async function seal(key, bytes, place = '') {
  const iv = random(12);
  const how = { name: AES, iv, additionalData: encode(place) };
  return { iv, bytes: new Uint8Array(await crypto.subtle.encrypt(how, key, bytes)) };
}

export async function unseal(key, { iv, bytes }, place = '') {
  const how = { name: AES, iv, additionalData: encode(place) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(how, key, bytes));
  } catch {
    throw new Trouble('cannot_open');
  }
}
