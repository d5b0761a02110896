// Verifying Ed25519 signatures (RFC 8032, section 5.1.7): with the browser's own where it has
// it, else with whole numbers. Only public values come here, so time tells nobody anything.
const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

const mod = (value) => {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
};

const power = (base, exponent) => {
  let result = 1n;
  for (let square = mod(base), left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
};

const D = mod(-121665n * power(121666n, P - 2n));
const ROOT_OF_MINUS_1 = power(2n, (P - 1n) / 4n);

const number = (bytes) => {
  let value = 0n;
  for (let place = bytes.length - 1; place >= 0; place -= 1) value = (value << 8n) | BigInt(bytes[place]);
  return value;
};

// Points stand as [X, Y, Z, T] with x = X/Z, y = Y/Z, xy = T/Z.
const ZERO = [0n, 1n, 1n, 0n];

const add = ([x1, y1, z1, t1], [x2, y2, z2, t2]) => {
  const a = mod((y1 - x1) * (y2 - x2));
  const b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * t1 * t2 * D);
  const d = mod(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
};

const twice = ([x, y, z]) => {
  const a = mod(x * x);
  const b = mod(y * y);
  const c = mod(2n * z * z);
  const h = a + b;
  const e = h - mod((x + y) * (x + y));
  const g = a - b;
  const f = c + g;
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
};

const opposite = ([x, y, z, t]) => [mod(-x), y, z, mod(-t)];

/** The point in 32 bytes, or null if they are none. */
const point = (bytes) => {
  if (bytes.length !== 32) return null;
  const copy = Uint8Array.from(bytes);
  const sign = copy[31] >> 7;
  copy[31] &= 127;
  const y = number(copy);
  if (y >= P) return null;
  const [u, v] = [mod(y * y - 1n), mod(D * y * y + 1n)];
  const v3 = mod(v * v * v);
  let x = mod(u * v3 * power(mod(u * v3 * v3 * v), (P - 5n) / 8n));
  if (mod(v * x * x) === mod(-u)) x = mod(x * ROOT_OF_MINUS_1);
  else if (mod(v * x * x) !== u) return null;
  if (x === 0n && sign) return null;
  if (Number(x & 1n) !== sign) x = mod(-x);
  return [x, y, 1n, mod(x * y)];
};

const BASE = point(Uint8Array.from([88, ...Array(31).fill(102)]));

/** first * a + second * b, both at once. */
const sum = (first, a, second, b) => {
  const both = add(a, b);
  let result = ZERO;
  for (let bit = 252n; bit >= 0n; bit -= 1n) {
    result = twice(result);
    const [one, two] = [(first >> bit) & 1n, (second >> bit) & 1n];
    if (one && two) result = add(result, both);
    else if (one) result = add(result, a);
    else if (two) result = add(result, b);
  }
  return result;
};

const isZero = ([x, y, z]) => mod(x) === 0n && mod(y - z) === 0n;

/** Verify with whole numbers alone. */
export const verifyWithNumbers = async (key, signature, message) => {
  if (signature.length !== 64) return false;
  const [a, r] = [point(key), point(signature.subarray(0, 32))];
  const s = number(signature.subarray(32));
  if (!a || !r || s >= L) return false;
  const hashed = new Uint8Array(64 + message.length);
  hashed.set(signature.subarray(0, 32));
  hashed.set(key, 32);
  hashed.set(message, 64);
  const k = number(new Uint8Array(await crypto.subtle.digest('SHA-512', hashed))) % L;
  // S·B = R + k·A, times the cofactor on both sides.
  let rest = add(sum(s, BASE, k, opposite(a)), opposite(r));
  for (let time = 0; time < 3; time += 1) rest = twice(rest);
  return isZero(rest);
};

/** Whether `signature` (64 bytes) of `message` was made with the private half of `key` (32). */
export const verify = async (key, signature, message) => {
  let own;
  try {
    own = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
  } catch (tooOld) {
    return verifyWithNumbers(key, signature, message);
  }
  return crypto.subtle.verify({ name: 'Ed25519' }, own, signature, message);
};
