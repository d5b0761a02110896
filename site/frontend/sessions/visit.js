// Logging a visit. Every tap is kept as a draft at once and can be taken back.
import { labelOf, oneOf, put, someOf } from './chips.js';
import { rosterOfAll } from './days.js';
import { drawNotes } from './line_notes.js';
import { drawGuests } from './visit_guests.js';
import { drawPictures } from './visit_files.js';
import { plannedVisits } from './planned.js';
import { countsOf, drawNames, markAll } from './visit_names.js';
import { drawPromises } from './visit_promises.js';
import { drawTopics } from './visit_topics.js';
import { keep } from './why_changed.js';
import { emptyVisit, isLong, payloadOf, problemOf, VERSION, visitOf } from './visit_payload.js';

const MINUTES = [60, 90, 120, 180];

export async function show(phone) {
  const [key, id] = phone.place;
  const group = await phone.bucket('sessions.groups', key);
  const words = await phone.bucket('sessions.choices', 'words');
  if (!group || !words) return phone.show(phone.template('sessions-no-group'));
  const told = await phone.bucket('sessions.plan', key);
  const plan = told && { ...told, visits: plannedVisits(phone, key, told, await phone.outbox()) };
  const known = id && (await phone.outbox('sessions.visit')).find((each) => each.id === id);
  const begun = known ? visitOf(known.payload, known.id) : emptyVisit(phone, { key, group, plan, id });
  const draft = await phone.draft(`visit/${id || key}`, { ...begun, title: group.name });
  const page = phone.fill(phone.template('sessions-visit'), { name: group.name });
  phone.show(page);
  const groups = await phone.part('sessions.groups');
  const plans = await phone.part('sessions.plan');
  const screen = { phone, key, group, groups, words, plan, plans, draft, known, root: phone.root };
  screen.roster = () => rosterOfAll(together(screen), draft.values.happened_on);
  screen.set = (changes, how) => set(screen, changes, how);
  wire(screen);
  draw(screen);
  return undefined;
}

/** The group and those that met with it, as far as they are on this phone. */
const together = ({ group, groups, draft }) =>
  [group, ...draft.values.shared_with.map((key) => groups[key])].filter(Boolean);

/** Keep changes as one step that can be taken back, and show them. */
async function set(screen, changes, { isStep = true, isDrawn = true } = {}) {
  const { draft, phone } = screen;
  const kept = draft.save({ ...draft.values, ...changes }, { isStep });
  if (isDrawn) draw(screen);
  try {
    await kept;
  } catch (trouble) {
    phone.tell(phone.say(trouble.word || 'storage_full'), 'error');
  }
}

function wire(screen) {
  const { phone, draft, root } = screen;
  const { find } = phone;
  const field = (name) => root.querySelector(`[name=${name}]`);
  for (const name of ['happened_on', 'starts_at']) {
    field(name).addEventListener('change', () => field(name).value && screen.set({ [name]: field(name).value }));
  }
  for (const name of ['notes', 'not_held_note', 'venue']) {
    let isNew = true;
    field(name).addEventListener('focus', () => (isNew = true));
    field(name).addEventListener('input', () => {
      screen.set({ [name]: field(name).value }, { isStep: isNew, isDrawn: false });
      isNew = false;
    });
  }
  // A name or a promise that was typed and not added yet is kept, too.
  for (const name of Object.keys(draft.values.half)) {
    field(name).addEventListener('input', () =>
      screen.set({ half: { ...draft.values.half, [name]: field(name).value } }, { isStep: false, isDrawn: false }));
  }
  for (const name of ['minutes', 'travel_minutes']) {
    field(name).addEventListener('change', () =>
      screen.set({ [name]: field(name).value === '' ? null : Number(field(name).value) }));
  }
  field('facilitator_was_present').addEventListener('change', ({ target }) =>
    screen.set({ facilitator_was_present: target.checked }));
  find(root, 'all').addEventListener('click', () => markAll(screen));
  find(root, 'undo').addEventListener('click', async () => {
    await draft.undo();
    draw(screen);
  });
  find(root, 'save').addEventListener('click', () => save(screen));
  find(root, 'drop').addEventListener('click', () => drop(screen));
  find(root, 'position').addEventListener('click', () => takePosition(screen));
}

function draw(screen) {
  const { phone, draft, root, words } = screen;
  const { find } = phone;
  const { values } = draft;
  const isHeld = values.state === 'held';
  const chips = (place, ...more) => put(find(root, place), oneOf(phone, ...more));
  find(root, 'undo').disabled = !draft.canUndo;
  for (const each of root.querySelectorAll('[data-if-held]')) each.hidden = !isHeld;
  for (const each of root.querySelectorAll('[data-if-not-held]')) each.hidden = isHeld;
  phone.fill(root, {
    what: [labelOf(words.kinds, values.kind), phone.day(values.happened_on), values.starts_at].filter(Boolean).join(' · '),
    counts: countsOf(screen),
    guests: countWords(values.guests),
    promises: countWords(values.promises),
    files: countWords([...values.photos, ...values.voices, ...(values.notes ? [1] : [])]),
    missing: countWords(Object.values(values.missing)),
  });
  for (const name of ['happened_on', 'starts_at', 'minutes', 'notes', 'not_held_note', 'venue', 'travel_minutes']) {
    const input = root.querySelector(`[name=${name}]`);
    if (document.activeElement !== input) input.value = values[name] ?? '';
  }
  for (const [name, text] of Object.entries(values.half)) {
    const input = root.querySelector(`[name=${name}]`);
    if (document.activeElement !== input) input.value = text;
  }
  root.querySelector('[name=facilitator_was_present]').checked = values.facilitator_was_present;
  const states = [{ code: 'held', label: phone.say('sessions_held') }, { code: 'not_held', label: phone.say('sessions_not_held') }];
  chips('states', states, values.state, (state) => screen.set({ state }));
  chips('kinds', words.kinds, values.kind, (kind) => screen.set({ kind }));
  chips('minutes', minuteChoices(phone), String(values.minutes ?? ''), (code) => screen.set({ minutes: Number(code) || null }));
  chips('reasons', words.not_held_reasons, values.not_held_reason, (code) => screen.set({ not_held_reason: code }));
  chips('components', words.components, values.component, (component) => screen.set({ component }));
  chips('purposes', words.purposes, values.purpose, (purpose) => screen.set({ purpose }));
  chips('chaired', words.chaired_by, values.chaired_by, (chaired_by) => screen.set({ chaired_by }));
  drawShared(screen);
  drawLessons(screen);
  drawTopics(screen);
  drawNames(screen);
  drawMissing(screen);
  drawGuests(screen);
  drawPromises(screen);
  drawPictures(screen);
}

const countWords = (list) => (list.length ? String(list.length) : '');

const minuteChoices = (phone) =>
  MINUTES.map((minutes) => ({ code: String(minutes), label: phone.say('sessions_minutes', { minutes }) }));

/** Other groups of hers that met at the same time in the same house. */
function drawShared(screen) {
  const { phone, draft, root, groups, key } = screen;
  const others = Object.entries(groups)
    .filter(([other]) => other !== key)
    .map(([code, { name }]) => ({ code, label: name }));
  const { shared_with } = draft.values;
  phone.find(root, 'shared').hidden = !others.length;
  const without = (code) => shared_with.filter((each) => each !== code);
  put(phone.find(root, 'shared-groups'),
    someOf(phone, others, ({ code }) => shared_with.includes(code), ({ code }) =>
      screen.set({ shared_with: shared_with.includes(code) ? without(code) : [...shared_with, code] })));
}

function drawLessons(screen) {
  const { phone, draft, root, plan } = screen;
  const lessons = (plan && plan.lessons) || [];
  const same = (a) => (b) => a.page === b.page && a.release === b.release;
  phone.find(root, 'lessons-used').hidden = !lessons.length;
  const isUsed = (each) => draft.values.lessons.some(same(each));
  put(phone.find(root, 'lessons'), someOf(phone, lessons, isUsed, (each) => {
      const { page, release } = each;
      const others = draft.values.lessons.filter((one) => !same(each)(one));
      const isOn = others.length < draft.values.lessons.length;
      screen.set({ lessons: isOn ? others : [...others, { page, release }] });
    }));
}

function drawMissing(screen) {
  const { phone, draft, root, words } = screen;
  const isMissing = ({ code }) => code in draft.values.missing;
  put(phone.find(root, 'readiness'), someOf(phone, words.readiness, isMissing, ({ code }) => {
      const missing = { ...draft.values.missing };
      if (code in missing) delete missing[code];
      else missing[code] = '';
      screen.set({ missing });
    }));
  const lines = words.readiness.filter(isMissing);
  drawNotes(phone, phone.find(root, 'line-notes'), lines, draft.values.missing, (code, note, isStep) =>
    screen.set({ missing: { ...draft.values.missing, [code]: note } }, { isStep, isDrawn: false }));
}

function takePosition(screen) {
  const { phone } = screen;
  if (!navigator.geolocation) return phone.tell(phone.say('sessions_no_position'), 'warning');
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const { latitude, longitude, accuracy } = coords;
      const round = (value) => Math.round(value * 1e5) / 1e5;
      screen.set({ position: { latitude: round(latitude), longitude: round(longitude), accuracy: Math.round(accuracy) } });
      phone.tell(phone.say('sessions_position_taken', { metres: Math.round(accuracy) }), 'success');
    },
    () => phone.tell(phone.say('sessions_no_position'), 'warning'),
    { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
  );
  return undefined;
}

async function save(screen) {
  const { phone, draft, group, known, root } = screen;
  // What was typed and not added would be lost without a word.
  for (const [name, add] of [['guest_name', 'add-guest'], ['promise_text', 'add-promise']]) {
    if (draft.values.half[name].trim()) phone.find(root, add).click();
  }
  const problem = problemOf(draft.values, screen.roster(), phone.today(group.zone));
  if (problem) {
    phone.tell(phone.say(problem.word, problem.facts), 'warning');
    const place = phone.root.querySelector(problem.at);
    if (place) reveal(place);
    return;
  }
  if (isLong(draft.values) && !(await isMeant(screen))) return;
  const { payload, files } = payloadOf(draft.values, screen.roster());
  try {
    const { id } = draft.values;
    const title = `${group.name} · ${phone.day(payload.happened_on)}`;
    const place = ['sessions.visit', payload.group, id];
    const record = { type: 'sessions.visit', version: VERSION, id, payload, files, title, place };
    if (!(await keep(phone, known, record))) return;
  } catch (trouble) {
    phone.tell(phone.say(trouble.word || 'went_wrong'), 'error');
    return;
  }
  await draft.drop();
  phone.leave(phone.say('sessions_saved'));
}

function reveal(place) {
  const folded = place.closest('details');
  if (folded) folded.open = true;
  place.focus();
}

/** Somebody looks again at a length that is hardly ever right. */
async function isMeant({ phone, draft }) {
  const hours = Math.round(draft.values.minutes / 6) / 10;
  const title = phone.say('sessions_long_sure', { hours: hours.toLocaleString(phone.person.language) });
  return Boolean(await phone.ask(title, { yes: phone.say('sessions_long_yes') }));
}

async function drop(screen) {
  const { phone, draft } = screen;
  if (!(await phone.ask(phone.say('sessions_drop_sure'), { yes: phone.say('sessions_drop') }))) return;
  await draft.drop();
  const files = [...draft.values.photos, ...draft.values.voices].map((each) => each.upload);
  if (files.length && !screen.known) await phone.dropFile(...files);
  phone.leave(phone.say('sessions_dropped_draft'));
}
