// On a kept page: who reads, what she has done, and keeping what she does now.
import { record, sendSoon } from './outbox.js';
import { isBeingRead, switchOver } from './packs.js';
import { database, mark, marksOf, readerNow } from './store.js';

const page = document.querySelector('main');
const { phone } = document.body.dataset;
const lesson = Number(page.dataset.lesson);
const module = Number(page.dataset.module);
let reader;
let release;
let lessons = [];

const show = (name, on) =>
  document.querySelectorAll(`[${name}]`).forEach((each) => each.toggleAttribute('hidden', !on));

async function begin() {
  reader = await readerNow();
  if (reader) {
    const chip = document.querySelector('[data-who]');
    chip.hidden = false;
    chip.querySelector('[data-who-name]').textContent = reader.name.split(' ')[0];
    drawFace(chip.querySelector('[data-who-picture]'), reader.picture);
  }
  const pack = await (await database()).get('packs', module);
  lessons = pack ? pack.manifest.lessons : [];
  // Not on the page: a new release would then be another page, though no word of it changed.
  release = pack && pack.manifest.release.id;
  if (lesson && pack) await open();
  await drawMarks();
  sendSoon();
}

/** The picture of a reader, from the one drawing that the phone keeps. */
function drawFace(place, name) {
  const image = document.createElement('img');
  image.src = `${phone}wajah/${name}.svg`;
  image.alt = '';
  image.width = image.height = 32;
  place.replaceChildren(image);
}

async function drawMarks() {
  show('data-if-reader', Boolean(reader && release));
  show('data-unless-reader', !reader);
  const marks = reader ? await marksOf(reader.id) : { lessons: new Set(), checks: new Set() };
  document.querySelectorAll('[data-row]').forEach((row) => {
    const done = isDone(marks, Number(row.dataset.row));
    row.querySelector('[data-row-done]').hidden = !done;
    const sign = row.querySelector('.mark');
    sign.classList.toggle('mark-done', done);
    if (done) sign.textContent = '✓';
  });
  const done = isDone(marks, lesson);
  show('data-if-done', done);
  show('data-unless-done', !done);
}

/** Done in this language or in another one. */
function isDone(marks, id) {
  const known = lessons.find((each) => each.id === id);
  return [id, ...(known ? known.same : [])].some((each) => marks.lessons.has(String(each)));
}

async function open() {
  await touch('opened');
  if (reader) await keep('lesson_opened');
}

async function finish() {
  await keep('lesson_done');
  await mark(reader.id, 'lesson', lesson);
  await drawMarks();
  document.getElementById('akhir').focus();
  sendSoon();
}

/** A sheet was turned: an answer is kept, and the end is remembered. */
async function turned(hash) {
  const sheet = document.getElementById(hash.slice(1));
  if (!sheet) return;
  if (sheet.id === 'akhir') await ended();
  const { card, option } = sheet.dataset;
  if (!card || !reader || !release) return;
  await keep('check_answered', { block: card, option });
  if ('right' in sheet.dataset) await mark(reader.id, 'check', card);
  sendSoon();
}

const keep = (kind, more = {}) =>
  record(reader, kind, { release, lesson, locale: page.dataset.language, ...more });

async function ended() {
  const pack = await touch('ended');
  // A newer version waits until this one is read to its end.
  if (pack && pack.next && !isBeingRead(pack)) await switchOver(module, phone);
}

/** Remember on the pack that this lesson was opened, or read to its end. */
async function touch(what) {
  const change = (await database()).transaction('packs', 'readwrite');
  const pack = await change.store.get(module);
  if (!pack || pack[what].includes(lesson)) return pack;
  const touched = { ...pack, [what]: [...pack[what], lesson] };
  await change.store.put(touched);
  await change.done;
  return touched;
}

// A picture that was not kept leaves its description, not a broken sign.
document.addEventListener(
  'error',
  ({ target }) => {
    if (target.tagName !== 'IMG') return;
    const words = document.createElement('p');
    words.className = 'muted';
    words.textContent = target.alt;
    target.replaceWith(words);
  },
  true,
);

addEventListener('online', sendSoon);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && sendSoon());

if (page.dataset.module) {
  const ready = begin();
  // Listening begins at once: a quick hand must not be faster than the phone's memory.
  const later = (work) => ready.then(work).catch(() => {});
  if (lesson) {
    const turn = () => {
      const { hash } = location;
      later(() => turned(hash)).then(() => (page.dataset.noted = hash));
    };
    addEventListener('hashchange', turn);
    turn();
    document.querySelector('[data-done]').addEventListener('click', () => later(finish));
  }
}
