// Logging a visit. Every tap is kept as a draft at once and can be taken back.
import { oneOf, someOf, labelOf } from './chips.js';
import { rosterOn } from './days.js';
import { drawGuests } from './visit_guests.js';
import { drawPictures } from './visit_files.js';
import { drawPromises } from './visit_promises.js';
import { emptyVisit, payloadOf, problemOf, VERSION, visitOf } from './visit_payload.js';

const ORDER = ['hadir', 'izin', 'sakit', 'alpa'];
const MINUTES = [60, 90, 120, 180];

export async function show(phone) {
  const [key, id] = phone.place;
  const group = await phone.bucket('sessions.groups', key);
  const words = await phone.bucket('sessions.choices', 'words');
  if (!group || !words) return phone.show(phone.template('sessions-no-group'));
  const plan = await phone.bucket('sessions.plan', key);
  const known = id && (await phone.outbox('sessions.visit')).find((each) => each.id === id);
  const begun = known ? visitOf(known.payload, known.id) : emptyVisit(phone, { key, group, plan, id });
  const draft = await phone.draft(`visit/${id || key}`, { ...begun, title: group.name });
  const page = phone.fill(phone.template('sessions-visit'), { name: group.name });
  phone.show(page);
  const screen = { phone, group, words, plan, draft, known, root: phone.root };
  screen.set = (changes, how) => set(screen, changes, how);
  wire(screen);
  draw(screen);
  return undefined;
}

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
  field('travel_minutes').addEventListener('change', () =>
    screen.set({ travel_minutes: field('travel_minutes').value === '' ? null : Number(field('travel_minutes').value) }));
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
  const chips = (place, ...more) => find(root, place).replaceChildren(...oneOf(phone, ...more));
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
  for (const name of ['happened_on', 'starts_at', 'notes', 'not_held_note', 'venue', 'travel_minutes']) {
    const input = root.querySelector(`[name=${name}]`);
    if (document.activeElement !== input) input.value = values[name] ?? '';
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
  drawLessons(screen);
  drawNames(screen);
  drawMissing(screen);
  drawGuests(screen);
  drawPromises(screen);
  drawPictures(screen);
}

const countWords = (list) => (list.length ? String(list.length) : '');

const minuteChoices = (phone) =>
  MINUTES.map((minutes) => ({ code: String(minutes), label: phone.say('sessions_minutes', { minutes }) }));

function countsOf({ phone, group, draft, words }) {
  const roster = rosterOn(group, draft.values.happened_on);
  const marks = roster.map((each) => draft.values.marks[each.person]);
  const said = ORDER.map((code) => [marks.filter((each) => each === code).length, labelOf(words.statuses, code)]);
  const open = marks.filter((each) => !each).length;
  const lines = said.filter(([count]) => count).map(([count, label]) => `${count} ${label}`);
  if (open) lines.push(phone.say('sessions_unmarked', { count: open }));
  return lines.join(' · ');
}

function markAll(screen) {
  const { group, draft } = screen;
  const marks = { ...draft.values.marks };
  for (const each of rosterOn(group, draft.values.happened_on)) marks[each.person] = marks[each.person] || 'hadir';
  screen.set({ marks });
}

function drawNames(screen) {
  const { phone, group, draft, root, words } = screen;
  const list = phone.find(root, 'names');
  const roster = rosterOn(group, draft.values.happened_on);
  // Rows stay where they are, so that a finger and a screen reader keep their place.
  if (list.dataset.day !== draft.values.happened_on) {
    list.dataset.day = draft.values.happened_on;
    list.replaceChildren(...roster.map((each) => nameRow(screen, each)));
  }
  for (const row of list.querySelectorAll('.name')) {
    const code = draft.values.marks[row.dataset.person] || '';
    row.dataset.mark = code;
    row.querySelector('.mark').textContent = code ? labelOf(words.statuses, code) : phone.say('sessions_tap');
  }
  phone.find(root, 'nobody').hidden = roster.length > 0;
  phone.find(root, 'all').hidden = !roster.length;
}

function nameRow(screen, member) {
  const { phone, draft } = screen;
  const row = phone.element('button', { type: 'button', className: 'name', data: { person: member.person } },
    phone.element('span', {}, member.name), phone.element('span', { className: 'mark' }));
  row.addEventListener('click', () => {
    const now = draft.values.marks[member.person];
    const next = ORDER[(ORDER.indexOf(now) + 1) % ORDER.length];
    screen.set({ marks: { ...draft.values.marks, [member.person]: next } });
  });
  return phone.element('li', {}, row);
}

function drawLessons(screen) {
  const { phone, draft, root, plan } = screen;
  const lessons = (plan && plan.lessons) || [];
  const same = (a) => (b) => a.page === b.page && a.release === b.release;
  phone.find(root, 'lessons-used').hidden = !lessons.length;
  phone.find(root, 'lessons').replaceChildren(
    ...someOf(phone, lessons, (each) => draft.values.lessons.some(same(each)), (each) => {
      const { page, release } = each;
      const others = draft.values.lessons.filter((one) => !same(each)(one));
      const isOn = others.length < draft.values.lessons.length;
      screen.set({ lessons: isOn ? others : [...others, { page, release }] });
    }));
}

function drawMissing(screen) {
  const { phone, draft, root, words } = screen;
  phone.find(root, 'readiness').replaceChildren(
    ...someOf(phone, words.readiness, ({ code }) => code in draft.values.missing, ({ code }) => {
      const missing = { ...draft.values.missing };
      if (code in missing) delete missing[code];
      else missing[code] = '';
      screen.set({ missing });
    }));
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
  const { phone, draft, group, known } = screen;
  const problem = problemOf(draft.values, group, phone);
  if (problem) {
    phone.tell(phone.say(problem.word, problem.facts), 'warning');
    const place = phone.root.querySelector(problem.at);
    if (place) place.focus();
    return;
  }
  const { payload, files } = payloadOf(draft.values, group);
  try {
    if (known) {
      const isSent = known.state !== 'unsent';
      const reason = isSent ? await whyChanged(phone) : '';
      if (reason === null) return;
      await phone.change(known.id, payload, { reason, files });
    } else {
      const id = draft.values.id;
      const title = `${group.name} · ${phone.day(payload.happened_on)}`;
      await phone.record({ type: 'sessions.visit', version: VERSION, id, payload, files, title, place: ['sessions.visit', payload.group, id] });
    }
  } catch (trouble) {
    phone.tell(phone.say(trouble.word || 'went_wrong'), 'error');
    return;
  }
  await draft.drop();
  phone.leave(phone.say('sessions_saved'));
}

/** The reason of a change, or null when it was thought better of. */
async function whyChanged(phone) {
  const input = phone.element('input', { name: 'reason', id: 'f-reason', maxLength: 200, required: true });
  const label = phone.element('label', { htmlFor: 'f-reason' }, phone.say('sessions_why_changed'));
  const said = await phone.ask(phone.say('sessions_change_sent'), {
    yes: phone.say('sessions_save'),
    body: [phone.element('div', { className: 'field' }, label, input)],
  });
  return said ? said.get('reason').trim() || phone.say('sessions_no_reason') : null;
}

async function drop(screen) {
  const { phone, draft } = screen;
  if (!(await phone.ask(phone.say('sessions_drop_sure'), { yes: phone.say('sessions_drop') }))) return;
  await draft.drop();
  const files = [...draft.values.photos, ...draft.values.voices].map((each) => each.upload);
  if (files.length && !screen.known) await phone.dropFile(...files);
  phone.leave(phone.say('sessions_dropped_draft'));
}
