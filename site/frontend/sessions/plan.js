// Planning a visit: the day, the kind, and what has to be ready.
import { oneOf, put, someOf } from './chips.js';
import { daysLater } from './days.js';
import { drawNotes } from './line_notes.js';
import { keep } from './why_changed.js';

const VERSION = 1;

export async function show(phone) {
  const [key, id] = phone.place;
  const group = await phone.bucket('sessions.groups', key);
  const words = await phone.bucket('sessions.choices', 'words');
  if (!group || !words) return phone.show(phone.template('sessions-no-group'));
  const plan = (await phone.bucket('sessions.plan', key)) || { lessons: [] };
  const today = phone.today(group.zone);
  const known = id && (await phone.outbox('sessions.plan')).find((each) => each.id === id);
  const draft = await phone.draft(`plan/${id || key}`, {
    title: group.name,
    id: id || phone.newId(),
    planned_on: group.due_on && group.due_on > today ? group.due_on : daysLater(today, 1),
    starts_at: '09:00',
    kind: plan.kind || 'out_wall',
    component: plan.component || 'keterampilan',
    purpose: plan.purpose || 'operational',
    lessons: [],
    ready: [],
    notes: {},
    ...(known && planOf(known.payload)),
  });
  phone.show(phone.fill(phone.template('sessions-plan'), { name: group.name }));
  const screen = { phone, key, group, words, plan, draft, today, known };
  wire(screen);
  draw(screen);
  return undefined;
}

async function set(screen, changes, { isStep = true, isDrawn = true } = {}) {
  const { phone, draft } = screen;
  const kept = draft.save({ ...draft.values, ...changes }, { isStep });
  if (isDrawn) draw(screen);
  try {
    await kept;
  } catch (trouble) {
    phone.tell(phone.say(trouble.word || 'storage_full'), 'error');
  }
}

function wire(screen) {
  const { phone, draft } = screen;
  for (const name of ['planned_on', 'starts_at']) {
    const input = phone.root.querySelector(`[name=${name}]`);
    input.addEventListener('change', () => input.value && set(screen, { [name]: input.value }));
  }
  phone.find(phone.root, 'undo').addEventListener('click', async () => {
    await draft.undo();
    draw(screen);
  });
  phone.find(phone.root, 'save').addEventListener('click', () => save(screen));
}

function draw(screen) {
  const { phone, words, plan, draft } = screen;
  const { values } = draft;
  const chips = (place, choices, name) =>
    put(phone.find(phone.root, place), oneOf(phone, choices, values[name], (code) => set(screen, { [name]: code })));
  for (const name of ['planned_on', 'starts_at']) phone.root.querySelector(`[name=${name}]`).value = values[name];
  chips('kinds', words.kinds, 'kind');
  chips('components', words.components, 'component');
  chips('purposes', words.purposes, 'purpose');
  phone.find(phone.root, 'undo').disabled = !draft.canUndo;
  phone.find(phone.root, 'lessons-used').hidden = !plan.lessons.length;
  const toggled = (list, each) => (list.includes(each) ? list.filter((one) => one !== each) : [...list, each]);
  put(phone.find(phone.root, 'lessons'),
    someOf(phone, plan.lessons, ({ page }) => values.lessons.includes(page), ({ page }) =>
      set(screen, { lessons: toggled(values.lessons, page) })));
  put(phone.find(phone.root, 'readiness'),
    someOf(phone, words.readiness, ({ code }) => values.ready.includes(code), ({ code }) =>
      set(screen, { ready: toggled(values.ready, code) })));
  drawNotes(phone, phone.find(phone.root, 'line-notes'), words.readiness, values.notes, (code, note, isStep) =>
    set(screen, { notes: { ...draft.values.notes, [code]: note } }, { isStep, isDrawn: false }));
}

/** A plan that was written before, as a draft again. */
function planOf({ group, readiness, lessons, ...same }) {
  return {
    ...same,
    lessons: lessons.map(({ page }) => page),
    ready: readiness.filter((each) => each.is_ready).map((each) => each.line),
    notes: Object.fromEntries(readiness.map((each) => [each.line, each.note])),
  };
}

async function save({ phone, key, group, words, plan, draft, today, known }) {
  const { id, planned_on, starts_at, kind, component, purpose, lessons, ready, notes } = draft.values;
  if (planned_on < today) {
    phone.tell(phone.say('sessions_plan_past'), 'warning');
    phone.root.querySelector('[name=planned_on]').focus();
    return;
  }
  const payload = {
    group: key,
    planned_on,
    starts_at,
    kind,
    component,
    purpose,
    lessons: plan.lessons
      .filter((each) => lessons.includes(each.page))
      .map(({ page, release }) => ({ page, release })),
    readiness: words.readiness.map(({ code }) => ({ line: code, is_ready: ready.includes(code), note: (notes[code] || '').trim() })),
  };
  try {
    const title = phone.say('sessions_plan_title', { group: group.name, day: phone.day(planned_on) });
    const place = ['sessions.plan', key, id];
    if (!(await keep(phone, known, { type: 'sessions.plan', version: VERSION, id, payload, title, place }))) return;
  } catch (trouble) {
    phone.tell(phone.say(trouble.word || 'went_wrong'), 'error');
    return;
  }
  await draft.drop();
  phone.leave(phone.say('sessions_saved'));
}
