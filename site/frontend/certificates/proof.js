// On the verification page and on the saved one: check the proof behind the "#" and say so.
import { check } from './proof_verdict.js';

const box = document.getElementById('proof');

const answer = async (path) => (await fetch(path)).json();

const codeOf = (path) => decodeURIComponent(path.split('/').filter(Boolean).pop() || '').toUpperCase().replace(/[^0-9A-Z]/g, '');

const dateOf = (day) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString(document.documentElement.lang, {
    day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC',
  });

const fill = (name, value) => {
  for (const place of box.querySelectorAll(`[data-fact="${name}"]`)) {
    place.textContent = value;
    const row = place.closest('[data-row]');
    if (row) row.hidden = !value;
  }
};

const show = (found) => {
  box.hidden = false;
  for (const each of box.querySelectorAll('[data-state]')) each.hidden = each.dataset.state !== found.state;
  for (const each of box.querySelectorAll('[data-when]')) each.hidden = !found[each.dataset.when];
  for (const each of box.querySelectorAll('[data-facts]')) each.hidden = !found.facts;
  if (!found.facts) return;
  for (const [name, value] of Object.entries(found.facts)) fill(name, value);
  for (const name of ['issuedOn', 'validUntil']) if (found.facts[name]) fill(name, dateOf(found.facts[name]));
  fill('issuer', found.issuer);
  fill('contact', found.contact);
  fill('since', found.since ? dateOf(found.since) : '');
  fill('listDate', found.listDate ? dateOf(found.listDate) : '');
};

export const start = async () => {
  const proof = window.location.hash.slice(1);
  if (!box || !proof) return;
  let known = { keys: [], lists: [] };
  try {
    const [{ keys }, { lists }] = await Promise.all([answer(box.dataset.keys), answer(box.dataset.lists)]);
    known = { keys, lists };
  } catch (noSignal) {
    show({ state: 'nothing_kept' });
    return;
  }
  const began = performance.now();
  const found = await check({ proof, code: codeOf(window.location.pathname), now: new Date(), ...known });
  performance.measure('offline check', { start: began });
  show(found);
};

start();
window.addEventListener('hashchange', start);
