// "Keep on this phone", on a module's page.
import { keep, Trouble, wanted, weight } from './packs.js';
import { database } from './store.js';
import { say, size, told } from './words.js';

const place = document.querySelector('[data-keep]');
const form = place.querySelector('[data-choose]');
const said = place.querySelector('[data-said]');
const bar = place.querySelector('[data-bar]');
const button = form.querySelector('button');
const module = Number(place.dataset.module);
const { phone } = place.dataset;

async function begin() {
  place.hidden = false;
  // The choice below says the same weights, and more.
  const weights = document.querySelector('[data-weights]');
  if (weights) weights.hidden = true;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    fetchIt(form.elements.tier.value);
  });
  const pack = await (await database()).get('packs', module);
  if (!pack) return;
  form.elements.tier.value = pack.tier;
  if (pack.whole) saved(pack);
  else button.textContent = say('resume');
}

async function fetchIt(tier) {
  button.disabled = true;
  said.textContent = '';
  try {
    const app = appReady();
    app.catch(() => {});
    const pack = await keep({ address: place.dataset.keep, module, tier, phone, onStep });
    // Only now it would open without signal.
    await app;
    saved(pack);
  } catch (trouble) {
    said.textContent = told(trouble);
    if (trouble.facts && trouble.facts.total) button.textContent = say('resume');
  }
  button.disabled = false;
  bar.hidden = true;
}

async function appReady() {
  try {
    await navigator.serviceWorker.register(`${phone}../sw.js`);
    await navigator.serviceWorker.ready;
  } catch {
    throw new Trouble(globalThis.isSecureContext ? 'refused' : 'insecure');
  }
}

function onStep(done, total) {
  bar.hidden = false;
  bar.max = total;
  bar.value = done;
  said.textContent = say('fetching', { done, total });
}

function saved(pack) {
  const weighs = size(weight(wanted(pack.manifest, pack.tier)));
  said.textContent = pack.next ? say('waiting') : `✓ ${say('kept', { size: weighs })}`;
}

if (place) begin().catch((trouble) => (said.textContent = told(trouble)));
