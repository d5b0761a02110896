// Reading the proof in a QR code: COSE_Sign1 (RFC 9052) over CBOR (RFC 8949). What is not exactly
// of that shape throws.

export const bytesOf = (text) => {
  if (!/^[\w-]*$/.test(text)) throw new Error('base64url');
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
};

/** One CBOR value of `bytes`, and nothing behind it. Maps become `Map`, tags {tag, value}. */
export const decode = (bytes) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let place = 0;
  const take = (length) => {
    if (length > bytes.length - place) throw new Error('CBOR ends early');
    place += length;
    return bytes.subarray(place - length, place);
  };
  const size = (info) => {
    if (info < 24) return info;
    const start = place;
    if (info === 24) return take(1)[0];
    if (info === 25) return take(2) && view.getUint16(start);
    if (info === 26) return take(4) && view.getUint32(start);
    if (info === 27) return take(8) && Number(view.getBigUint64(start));
    throw new Error('CBOR of no fixed length');
  };
  const value = (depth) => {
    if (depth > 8) throw new Error('CBOR too deep');
    const [first] = take(1);
    const kind = first >> 5;
    if (kind === 7) {
      if (first === 0xf6) return null;
      throw new Error('CBOR of another kind');
    }
    const length = size(first & 31);
    if (kind === 0) return length;
    if (kind === 1) return -1 - length;
    if (kind === 2) return take(length);
    if (kind === 3) return new TextDecoder('utf-8', { fatal: true }).decode(take(length));
    if (kind === 6) return { tag: length, value: value(depth + 1) };
    if (length > bytes.length) throw new Error('CBOR ends early');
    if (kind === 4) return Array.from({ length }, () => value(depth + 1));
    return new Map(Array.from({ length }, () => [value(depth + 1), value(depth + 1)]));
  };
  const found = value(0);
  if (place !== bytes.length) throw new Error('CBOR goes on');
  return found;
};

const head = (kind, length) => {
  if (length < 24) return Uint8Array.of((kind << 5) | length);
  if (length < 256) return Uint8Array.of((kind << 5) | 24, length);
  return Uint8Array.of((kind << 5) | 25, length >> 8, length & 255);
};

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** {kid, claims, signature, signed} of a proof; `signed` is what the signature is over. */
export const readProof = (text) => {
  if (text.length > 2000) throw new Error('too long');
  const { tag, value } = decode(bytesOf(text));
  if (tag !== 18 || !Array.isArray(value) || value.length !== 4) throw new Error('no COSE_Sign1');
  const [guarded, , payload, signature] = value;
  const header = decode(guarded);
  if (header.get(1) !== -8) throw new Error('another algorithm');
  const signed = joined(
    head(4, 4),
    head(3, 10),
    new TextEncoder().encode('Signature1'),
    head(2, guarded.length),
    guarded,
    head(2, 0),
    head(2, payload.length),
    payload,
  );
  return { kid: hex(header.get(4)), claims: decode(payload), signature, signed };
};
