// Who may open this phone: enrolling, the PIN, and a PIN that was forgotten.
import { encode, fromBase64, hexOf, random, toBase64 } from './bytes.js';
import { derived, importKey, keyOfPin, ROUNDS, seal, unseal } from './keys.js';
import { changePerson, person, write } from './store.js';
import { Trouble } from './trouble.js';
import { Vault } from './vault.js';
import { Wire } from './wire.js';

const FREE_TRIES = 3;
const LONGEST_WAIT_S = 3600;
const ATTEMPT = 'pendamping-attempt';

/** Seconds to wait after `tries` wrong PINs: none for three, then 30, 60, 120 … one hour. */
export const waitAfter = (tries) =>
  tries < FREE_TRIES ? 0 : Math.min(30 * 2 ** (tries - FREE_TRIES), LONGEST_WAIT_S);

async function wrapped(dataKey, pin) {
  const salt = random(16);
  const key = await keyOfPin(pin, salt, ROUNDS);
  return { salt, rounds: ROUNDS, by_pin: await seal(key, dataKey, 'pin') };
}

/** Enrol this phone with the coordinator's code; returns the opened vault. */
export async function enrol({ api, version, code, deviceName, pin }) {
  const wire = new Wire(api, '', version);
  const told = await wire.json('enrol/', {
    json: { code, device_name: deviceName, app_version: version, attempt: attempt() },
  });
  const secret = fromBase64(told.secret);
  const dataKey = random(32);
  const recovery = await importKey(await derived(secret, 'recovery'));
  const row = {
    id: told.device,
    name: told.user.name,
    language: told.user.language,
    device_name: deviceName,
    ...(await wrapped(dataKey, pin)),
    by_recovery: await seal(recovery, dataKey, 'recovery'),
    tries: 0,
    until: 0,
    sequence: 0,
    synced_at: '',
    server_at: told.server_time,
  };
  const vault = new Vault(told.device, await importKey(dataKey));
  const fact = await vault.sealed('fact', 'wire', {
    token: told.token,
    export: toBase64(await derived(secret, 'export')),
  });
  await write(['people', 'rows'], async (change) => {
    change.objectStore('people').put(row);
    change.objectStore('rows').put(fact);
  });
  sessionStorage.removeItem(ATTEMPT);
  return vault;
}

/** Who asks for this phone: the same after a lost answer and a reload, known to nobody else.
 * Only who repeats it is answered a second time for the same code. */
function attempt() {
  const kept = sessionStorage.getItem(ATTEMPT) || toBase64(random(32));
  sessionStorage.setItem(ATTEMPT, kept);
  return kept;
}

/** Open with the PIN. A wrong one costs a wait that grows. */
export async function openWithPin(row, pin) {
  const now = Date.now();
  if (row.until > now) throw new Trouble('pin_wait', { seconds: Math.ceil((row.until - now) / 1000) });
  const key = await keyOfPin(pin, row.salt, row.rounds);
  let dataKey;
  try {
    dataKey = await unseal(key, row.by_pin, 'pin');
  } catch {
    const fresh = await changePerson(row.id, ({ tries }) => ({
      tries: tries + 1,
      until: now + waitAfter(tries + 1) * 1000,
    }));
    const seconds = waitAfter(fresh.tries);
    throw new Trouble(seconds ? 'pin_wrong_wait' : 'pin_wrong', { seconds });
  }
  await changePerson(row.id, { tries: 0, until: 0 });
  return new Vault(row.id, await importKey(dataKey));
}

/** Open with the coordinator's one-time code and set a new PIN; what is unsent stays.
 *
 * The key that opened it is of no use afterwards: the data key is wrapped with the next one, and
 * the office hears of it (`tellKeys`). */
export async function openWithCode(row, { api, version, code, pin }) {
  const told = await new Wire(api, '', version).json('unlock/', { json: { device: row.id, code } });
  const dataKey = await recovered(row, [
    ...[told.recovery, told.other_recovery],
    ...(told.older_recoveries || []),
  ]);
  const next = await importKey(await derived(fromBase64(told.secret), 'recovery'));
  await changePerson(row.id, {
    ...(await wrapped(dataKey, pin)),
    by_recovery: await seal(next, dataKey, 'recovery'),
    keys_taken: await hexOf(encode(told.secret)),
    tries: 0,
    until: 0,
  });
  return new Vault(row.id, await importKey(dataKey));
}

/** The data key, opened by the first of `keys` that fits: the phone may have taken the last key
 * it was offered without being able to say so. */
async function recovered(row, keys) {
  for (const key of keys.filter(Boolean)) {
    const dataKey = await unseal(await importKey(fromBase64(key)), row.by_recovery, 'recovery').catch(
      () => null,
    );
    if (dataKey) return dataKey;
  }
  throw new Trouble('cannot_open');
}

/** Tell the office once that the data is wrapped with the key it offered. */
export async function tellKeys(device, wire) {
  const { keys_taken } = await person(device);
  if (!keys_taken) return;
  try {
    await wire.json('keys/', { json: { taken: keys_taken } });
  } catch (trouble) {
    // Refused: the office offered it to nobody. Asking again would only hold up the records.
    if (trouble.status !== 400) throw trouble;
  }
  await changePerson(device, { keys_taken: '' });
}

export async function changePin(row, oldPin, newPin) {
  const key = await keyOfPin(oldPin, row.salt, row.rounds);
  let dataKey;
  try {
    dataKey = await unseal(key, row.by_pin, 'pin');
  } catch {
    throw new Trouble('pin_wrong');
  }
  await changePerson(row.id, await wrapped(dataKey, newPin));
}
