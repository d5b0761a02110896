// Who may open this phone: enrolling, the PIN, and a PIN that was forgotten.
import { fromBase64, random, toBase64 } from './bytes.js';
import { derived, importKey, keyOfPin, ROUNDS, seal, unseal } from './keys.js';
import { changePerson, write } from './store.js';
import { Trouble } from './trouble.js';
import { Vault } from './vault.js';
import { Wire } from './wire.js';

const FREE_TRIES = 3;
const LONGEST_WAIT_S = 3600;

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
    json: { code, device_name: deviceName, app_version: version },
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
  return vault;
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

/** Open with the coordinator's one-time code and set a new PIN; what is unsent stays. */
export async function openWithCode(row, { api, version, code, pin }) {
  const told = await new Wire(api, '', version).json('unlock/', { json: { device: row.id, code } });
  const recovery = await importKey(fromBase64(told.recovery));
  const dataKey = await unseal(recovery, row.by_recovery, 'recovery');
  await changePerson(row.id, { ...(await wrapped(dataKey, pin)), tries: 0, until: 0 });
  return new Vault(row.id, await importKey(dataKey));
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
