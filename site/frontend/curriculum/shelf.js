// The page "On this phone": what is kept, who reads, and files from other phones.
import { packed, takenIn } from './files.js';
import { sendSoon } from './outbox.js';
import {
  keep,
  keptKeys,
  keyOf,
  opened,
  remove,
  switchOver,
  Trouble,
  wanted,
  weight,
} from './packs.js';
import { readersShown } from './readers.js';
import { ask, button, element } from './parts.js';
import { say, size, told } from './words.js';

const { phone } = document.body.dataset;
const find = (name) => document.querySelector(`[data-${name}]`);
const address = (module) => `${phone}paket/${module}/`;
const tell = (sentence, kind = 'info') =>
  find('said').replaceChildren(element('p', { className: `notice notice-${kind}` }, sentence));

async function begin() {
  find('no-script').hidden = true;
  find('app').hidden = false;
  // The worker shows this page where another one cannot be had.
  find('elsewhere').hidden = location.pathname === phone;
  find('offline').hidden = navigator.onLine || location.pathname !== phone;
  find('import').addEventListener('change', takeIn);
  if (!globalThis.isSecureContext) return tell(say('insecure'), 'warning');
  if (navigator.serviceWorker) navigator.serviceWorker.register(`${phone}../sw.js`).catch(() => {});
  await drawAll();
  new BroadcastChannel('pendamping').onmessage = () => guarded(() => readersShown(phone, tell));
  sendSoon();
  await lookForNewer();
}

const drawAll = () => guarded(async () => {
  await drawPacks();
  await readersShown(phone, tell);
  await drawSpace();
});

/** Do something; say what went wrong instead of failing. */
async function guarded(work) {
  try {
    await work();
  } catch (trouble) {
    tell(told(trouble instanceof Trouble ? trouble : new Trouble('refused')), 'warning');
  }
}

async function drawPacks() {
  const packs = await (await opened()).getAll('packs');
  const have = await keptKeys();
  packs.sort((a, b) => a.manifest.module.title.localeCompare(b.manifest.module.title));
  // What somebody opened stays open under her finger.
  const open = new Set([...document.querySelectorAll('[data-packs] details[open]')].map(moduleOf));
  find('packs').replaceChildren(...packs.map((pack) => row(pack, have)));
  document.querySelectorAll('[data-packs] details').forEach((each) => {
    each.open = open.has(moduleOf(each));
  });
  find('no-packs').hidden = packs.length > 0;
}

const moduleOf = (each) => each.dataset.module;

function row(pack, have) {
  const files = wanted(pack.manifest, pack.tier);
  const here = files.filter((file) => have.has(keyOf(file, phone)));
  const { module, release } = pack.manifest;
  const item = element('li', { className: 'card' });
  const title = element('h3', {}, module.title);
  const whole = here.length === files.length;
  if (module.cover && have.has(module.cover)) {
    item.append(element('img', { src: module.cover, alt: '', loading: 'lazy' }));
  }
  const facts = whole
    ? say('about', { tier: say(pack.tier), size: size(weight(files)), number: release.number })
    : say(pack.whole ? 'evicted' : 'interrupted', {
        name: module.title,
        done: here.length,
        total: files.length,
      });
  item.append(title, element('p', {}, facts));
  if (whole) item.append(link(module.url));
  else item.append(button(say('resume'), () => fetchIt(pack, item)));
  if (pack.next) item.append(element('p', {}, say('waiting')), button(say('switch'), () => change(pack)));
  if (pack.newer && !pack.next && whole) {
    item.append(element('p', {}, say('newer')), button(say('renew'), () => fetchIt(pack, item)));
  }
  const more = element('details', {}, element('summary', {}, say('more')));
  more.dataset.module = pack.module;
  if (whole) more.append(button(say('pass'), () => passOn(pack)));
  more.append(button(say('remove'), () => takeAway(pack, weight(here))));
  item.append(more);
  return item;
}

const link = (href) => element('p', {}, element('a', { className: 'button button-full', href }, say('open')));

async function fetchIt(pack, item) {
  const bar = element('progress', {});
  const line = element('p', { role: 'status' });
  item.append(bar, line);
  await guarded(async () => {
    await keep({
      address: address(pack.module),
      module: pack.module,
      tier: pack.tier,
      phone,
      onStep: (done, total) => {
        bar.max = total;
        bar.value = done;
        line.textContent = say('fetching', { done, total });
      },
    });
  });
  await drawAll();
}

const change = (pack) => guarded(async () => {
  await switchOver(pack.module, phone);
  await drawAll();
});

const passOn = (pack) => guarded(async () => {
  const { name, blob } = await packed(pack, phone);
  const way = element('a', { href: URL.createObjectURL(blob), download: name });
  way.click();
  setTimeout(() => URL.revokeObjectURL(way.href), 60_000);
  tell(say('passed', { name }), 'success');
});

const takeAway = (pack, bytes) => guarded(async () => {
  const facts = { name: pack.manifest.module.title, size: size(bytes) };
  if (!(await ask(say('remove_sure', facts), { yes: say('remove') }))) return;
  await remove(pack.module, phone);
  await drawAll();
  tell(say('removed', facts), 'success');
});

const takeIn = ({ target }) => guarded(async () => {
  const [file] = target.files;
  target.value = '';
  if (!file) return;
  const pack = await takenIn(file, phone);
  await drawAll();
  tell(say('taken_in', { name: pack.manifest.module.title }), 'success');
});

async function drawSpace() {
  const packs = await (await opened()).getAll('packs');
  const used = size(packs.reduce((sum, pack) => sum + weight(wanted(pack.manifest, pack.tier)), 0));
  const line = find('space');
  if (!packs.length) return (line.textContent = '');
  const storage = navigator.storage;
  const room = storage && storage.estimate ? await storage.estimate() : {};
  const kept = storage && storage.persisted ? await storage.persisted() : false;
  const first = room.quota
    ? say('space', { used, free: size(room.quota - room.usage) })
    : say('space_used', { used });
  line.textContent = `${first} ${say(kept ? 'persisted' : 'not_persisted')}`;
}

/** One small question for all kept lessons; nothing is fetched before she says so. */
async function lookForNewer() {
  const db = await opened();
  const packs = (await db.getAll('packs')).filter((pack) => pack.whole);
  if (!packs.length || !navigator.onLine) return;
  try {
    const query = packs.map((pack) => `m=${pack.module}`).join('&');
    const newest = await (await fetch(`${phone}terbaru/?${query}`)).json();
    const changed = packs
      .map((pack) => ({ ...pack, newer: (newest[pack.module] || pack.digest) !== pack.digest }))
      .filter((pack, place) => pack.newer !== Boolean(packs[place].newer));
    for (const pack of changed) await db.put('packs', pack);
    if (changed.length) await drawAll();
  } catch {
    // Without signal nothing is known to be newer, and everything opens.
  }
}

if (find('app')) begin();
