// Bytes, texts and digests.
const utf8 = new TextEncoder();

export const encode = (text) => utf8.encode(text);
export const decode = (bytes) => new TextDecoder().decode(bytes);
export const random = (length) => crypto.getRandomValues(new Uint8Array(length));

export function toBase64(bytes) {
  const view = new Uint8Array(bytes);
  let text = '';
  for (let start = 0; start < view.length; start += 0x8000) {
    text += String.fromCharCode(...view.subarray(start, start + 0x8000));
  }
  return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

export function fromBase64(text) {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(plain, (each) => each.charCodeAt(0));
}

export async function hexOf(bytes) {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((each) => each.toString(16).padStart(2, '0')).join('');
}

/** The canonical text of a JSON value (RFC 8785), as `mentoring.canonical_json` writes it. */
export function textOf(value) {
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${textOf(value[key])}`).join(',')}}`;
}

export const digestOf = (value) => hexOf(encode(textOf(value)));

/** A random UUID, also in browsers of 2019. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const b = random(16);
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const hex = [...b].map((each) => each.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}
