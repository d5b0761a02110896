// For another app on this phone: keeps modules as their own pages do (`offline_reading.py`).
import { keep as keepPack } from './packs.js';
import { database } from './store.js';

/** Keep one module with its pictures; onStep(done, total) counts files. Throws an error whose
 * `word` is no_signal, insecure, full, refused, broken or not_possible. */
export async function keep({ module, address, shelf }, onStep = () => {}) {
  await keepPack({ address, module, tier: await tierOf(module), phone: shelf, onStep });
  // Only with this it opens without signal.
  await workerOf(shelf);
}

/** What lies here whole: Map of module -> {release, digest} of its pack. */
export async function kept() {
  const packs = await (await database()).getAll('packs');
  const whole = packs.filter((pack) => pack.whole);
  return new Map(whole.map((pack) => [pack.module, namesOf(pack.next || pack)]));
}

const namesOf = ({ manifest, digest }) => ({ release: manifest.release.id, digest });

// Who kept sound on the module's page keeps it with a new release, too.
async function tierOf(module) {
  const pack = await (await database()).get('packs', module);
  return pack && pack.tier === 'audio' ? 'audio' : 'pictures';
}

async function workerOf(shelf) {
  const registration = await navigator.serviceWorker.register(`${shelf}../sw.js`);
  const worker = registration.installing || registration.waiting || registration.active;
  if (worker.state === 'activated') return;
  await new Promise((resolve) => {
    worker.addEventListener('statechange', () => worker.state === 'activated' && resolve());
  });
}
