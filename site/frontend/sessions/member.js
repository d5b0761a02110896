// Proposing that somebody joins, leaves, or gets another role; the coordinator decides.
import { oneOf, put } from './chips.js';
import { rosterOn } from './days.js';
import { keep } from './why_changed.js';

const VERSION = 1;
const KINDS = ['join', 'leave', 'role'];
const TEXTS = ['name', 'hamlet', 'reason', 'happens_on'];

export async function show(phone) {
  const [key, id] = phone.place;
  const group = await phone.bucket('sessions.groups', key);
  const words = await phone.bucket('sessions.choices', 'words');
  if (!group || !words) return phone.show(phone.template('sessions-no-group'));
  const known = id && (await phone.outbox('sessions.member')).find((each) => each.id === id);
  const draft = await phone.draft(`member/${id || key}`, {
    title: group.name,
    id: id || phone.newId(),
    kind: 'join',
    person: '',
    name: '',
    hamlet: group.hamlet,
    sex: '',
    role: 'member',
    happens_on: phone.today(group.zone),
    reason: '',
    ...(known && { ...known.payload, person: known.payload.person || '' }),
  });
  phone.show(phone.fill(phone.template('sessions-member'), { name: group.name }));
  const screen = { phone, key, group, words, draft, known };
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
  const { phone, group, draft } = screen;
  const person = phone.root.querySelector('[name=person]');
  const options = rosterOn(group, phone.today(group.zone)).map((each) =>
    phone.element('option', { value: each.person }, each.name));
  person.replaceChildren(phone.element('option', { value: '' }, phone.say('sessions_choose_member')), ...options);
  person.addEventListener('change', () => set(screen, { person: person.value }));
  for (const name of TEXTS) {
    const input = phone.root.querySelector(`[name=${name}]`);
    let isNew = true;
    input.addEventListener('focus', () => (isNew = true));
    input.addEventListener('input', () => {
      set(screen, { [name]: input.value }, { isStep: isNew, isDrawn: false });
      isNew = false;
    });
  }
  phone.find(phone.root, 'undo').addEventListener('click', async () => {
    await draft.undo();
    draw(screen);
  });
  phone.find(phone.root, 'save').addEventListener('click', () => save(screen));
}

function draw(screen) {
  const { phone, words, draft } = screen;
  const { values } = draft;
  const chips = (place, choices, name) =>
    put(phone.find(phone.root, place), oneOf(phone, choices, values[name], (code) => set(screen, { [name]: code })));
  chips('kinds', KINDS.map((code) => ({ code, label: phone.say(`sessions_member_${code}`) })), 'kind');
  chips('roles', words.roles, 'role');
  chips('sexes', words.sexes, 'sex');
  for (const name of [...TEXTS, 'person']) phone.root.querySelector(`[name=${name}]`).value = values[name];
  phone.find(phone.root, 'undo').disabled = !draft.canUndo;
  const isNew = values.kind === 'join';
  phone.find(phone.root, 'is-new').hidden = !isNew;
  phone.find(phone.root, 'is-member').hidden = isNew;
  phone.find(phone.root, 'has-role').hidden = values.kind === 'leave';
}

async function save({ phone, key, group, draft, known }) {
  const { id, title, ...values } = draft.values;
  const isNew = values.kind === 'join';
  const missing = isNew ? !values.name.trim() && 'name' : !values.person && 'person';
  if (missing) {
    phone.tell(phone.say(isNew ? 'sessions_member_name' : 'sessions_member_which'), 'warning');
    phone.root.querySelector(`[name=${missing}]`).focus();
    return;
  }
  const member = group.members.find((each) => each.person === values.person);
  const payload = {
    group: key,
    kind: values.kind,
    person: isNew ? null : values.person,
    name: isNew ? values.name.trim() : '',
    hamlet: isNew ? values.hamlet.trim() : '',
    sex: isNew ? values.sex : '',
    role: values.kind === 'leave' ? 'member' : values.role,
    happens_on: values.happens_on,
    reason: values.reason.trim(),
  };
  const who = isNew ? payload.name : member.name;
  try {
    const words = `${phone.say(`sessions_member_${values.kind}`)}: ${who}`;
    const place = ['sessions.member', key, id];
    if (!(await keep(phone, known, { type: 'sessions.member', version: VERSION, id, payload, title: words, place }))) return;
  } catch (trouble) {
    phone.tell(phone.say(trouble.word || 'went_wrong'), 'error');
    return;
  }
  await draft.drop();
  phone.leave(phone.say('sessions_saved'));
}
