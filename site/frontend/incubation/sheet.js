// One sheet of a round: one question on the page, every tap kept at once, a look at all before it goes.
import { answersFrom, askedItems, isAnswered, payloadOf, problemOf } from './answering.js';
import { drawQuestion, wireQuestion } from './question.js';
import { drawReview } from './review.js';
import { draftId, webDraft, writtenOf } from './sheet_list.js';

const VERSION = 1;
// Whoever looks away so long is not answering.
const LONGEST_PAUSE_S = 120;

export async function show(phone) {
  const { place } = phone;
  const [enrolment, , version, person] = place;
  const bucket = await phone.bucket('incubation.sheets', enrolment);
  const questions = await phone.bucket('incubation.questions', version);
  const words = await phone.bucket('incubation.words', 'words');
  const whom = bucket && (person === '-' ? bucket : bucket.people.find((each) => each.person === person));
  if (!bucket || !questions || !words || !whom) return gone(phone, place);
  const items = questions.sections.flatMap((section) =>
    section.items.map((item) => ({ ...item, section: section.name, meaning: section.meaning })));
  const today = phone.today(bucket.zone);
  // What the office has of an earlier day stays; this is one more scoring.
  const known = writtenOf(place, await phone.outbox('incubation.round'))
    .filter(({ state, payload }) => state !== 'sent' || payload.happened_on === today)
    .pop();
  const draft = await phone.draft(draftId(place), begin(phone, { place, bucket, whom, items, known, questions }));
  const page = phone.fill(phone.template('incubation-sheet'), { name: whom.name, questions: questions.name, caution: questions.caution });
  phone.find(page, 'up').href = `#/incubation.sheets/${enrolment}`;
  phone.find(page, 'caution').hidden = !questions.caution;
  phone.show(page);
  const screen = { phone, place, bucket, whom, questions, words, items, draft, known, root: phone.root, seen: Date.now() };
  screen.set = (changes, how) => set(screen, changes, how);
  screen.answer = (code, changes, how) => answer(screen, code, changes, how);
  screen.asked = () => askedItems(items, draft.values.answers);
  screen.draw = () => draw(screen);
  wire(screen);
  draw(screen);
  return undefined;
}

/** What a sheet begins with: as this phone wrote it, as it was begun on the web, or empty. */
function begin(phone, { place, bucket, whom, items, known, questions }) {
  const [enrolment, kind, version, person] = place;
  const web = webDraft(place, bucket);
  const told = known ? known.payload : web || { answers: {} };
  const kindLabel = (bucket.kinds.find(({ code }) => code === kind) || { label: kind }).label;
  return {
    id: known ? known.id : web ? web.id : phone.newId(),
    title: `${questions.name} · ${whom.name}`,
    kindLabel,
    enrolment,
    kind,
    version: Number(version),
    person: person === '-' ? null : person,
    happened_on: (known && told.happened_on) || phone.today(bucket.zone),
    started_at: (known && told.started_at) || new Date().toISOString(),
    seconds: (known && told.seconds) || 0,
    based_on: known ? told.based_on : web ? web.digest : '',
    at: known ? 'review' : '',
    answers: answersFrom(told.answers, items),
  };
}

/** She took her yes back, or the office no longer asks this: the form goes, and says why. */
function gone(phone, place) {
  phone.show(phone.template('incubation-gone'));
  const button = phone.find(phone.root, 'drop');
  button.hidden = false;
  button.addEventListener('click', async () => {
    const draft = await phone.draft(draftId(place), { answers: {} });
    await drop(phone, draft);
    phone.leave(phone.say('incubation_dropped'));
  });
}

async function set(screen, changes, { isStep = true, isDrawn = true } = {}) {
  const { draft, phone } = screen;
  const now = Date.now();
  const passed = Math.min((now - screen.seen) / 1000, LONGEST_PAUSE_S);
  screen.seen = now;
  const seconds = Math.round((draft.values.seconds + passed) * 10) / 10;
  const kept = draft.save({ ...draft.values, ...changes, seconds }, { isStep });
  if (isDrawn) draw(screen);
  try {
    await kept;
  } catch (trouble) {
    phone.tell(phone.say(trouble.word || 'storage_full'), 'error');
  }
}

/** Another answer to one item; `changes` null takes it away. */
function answer(screen, code, changes, how) {
  const { answers } = screen.draft.values;
  const { [code]: old, ...others } = answers;
  return screen.set({ answers: changes === null ? others : { ...others, [code]: { ...old, ...changes } } }, how);
}

function wire(screen) {
  const { phone, root } = screen;
  phone.find(root, 'back').addEventListener('click', () => move(screen, -1));
  phone.find(root, 'next').addEventListener('click', () => move(screen, 1));
  phone.find(root, 'undo').addEventListener('click', async () => {
    await screen.draft.undo();
    draw(screen, { isLed: true });
  });
  phone.find(root, 'look').addEventListener('click', () => screen.set({ at: 'review' }).then(() => lead(screen)));
  phone.find(root, 'send').addEventListener('click', () => send(screen));
  phone.find(root, 'drop').addEventListener('click', () => throwAway(screen));
  const day = root.querySelector('[name=happened_on]');
  day.addEventListener('change', () => day.value && screen.set({ happened_on: day.value }));
  wireQuestion(screen);
}

/** The item that stands on the page; the first where none is chosen or it is asked no more. */
function current(screen) {
  const asked = screen.asked();
  return asked.find(({ code }) => code === screen.draft.values.at) || asked[0];
}

async function move(screen, step) {
  const { phone, draft } = screen;
  const asked = screen.asked();
  const here = draft.values.at === 'review' ? asked.length : asked.indexOf(current(screen));
  if (step > 0) {
    const item = asked[here];
    const problem = problemOf(item, draft.values.answers[item.code]);
    // What lacks evidence may be brought later; what cannot be an answer may not.
    if (problem && problem.word !== 'incubation_no_evidence') {
      phone.tell(phone.say(problem.word, problem.facts), 'warning');
      return;
    }
  }
  const next = asked[here + step];
  await screen.set({ at: next ? next.code : 'review' }, { isStep: false });
  lead(screen);
}

/** Lead the eye, and a screen reader, to the beginning of what is new. */
function lead(screen) {
  const at = screen.root.querySelector('[data-here]:not([hidden]) h2');
  if (at) {
    at.tabIndex = -1;
    at.focus({ preventScroll: true });
  }
  scrollTo(0, 0);
}

function draw(screen, { isLed = false } = {}) {
  const { phone, draft, root } = screen;
  const isReview = draft.values.at === 'review';
  phone.find(root, 'question').hidden = isReview;
  phone.find(root, 'review').hidden = !isReview;
  phone.find(root, 'undo').disabled = !draft.canUndo;
  phone.find(root, 'next').hidden = isReview;
  phone.find(root, 'send').hidden = !isReview;
  phone.find(root, 'look').hidden = isReview;
  const asked = screen.asked();
  phone.fill(root, { about: `${draft.values.kindLabel} · ${phone.day(draft.values.happened_on)}` });
  if (isReview) {
    phone.find(root, 'back').disabled = false;
    drawReview(screen, asked);
  } else {
    const item = current(screen);
    const number = asked.indexOf(item);
    phone.find(root, 'back').disabled = number === 0;
    const progress = phone.find(root, 'progress');
    progress.max = asked.length;
    progress.value = asked.filter(({ code }) => isAnswered(draft.values.answers[code])).length;
    phone.fill(root, { number: phone.say('incubation_number', { number: number + 1, of: asked.length }) });
    drawQuestion(screen, item);
  }
  if (isLed) lead(screen);
}

async function send(screen) {
  const { phone, draft, bucket, known, items } = screen;
  const { values } = draft;
  const asked = screen.asked();
  if (values.happened_on > phone.today(bucket.zone)) return phone.tell(phone.say('incubation_in_the_future'), 'warning');
  if (!asked.some(({ code }) => isAnswered(values.answers[code]) && !values.answers[code].empty)) {
    return phone.tell(phone.say('incubation_nothing'), 'warning');
  }
  const wrong = asked.find((item) => problemOf(item, values.answers[item.code]));
  if (wrong) {
    const problem = problemOf(wrong, values.answers[wrong.code]);
    await screen.set({ at: wrong.code }, { isStep: false });
    lead(screen);
    return phone.tell(phone.say(problem.word, problem.facts), 'warning');
  }
  const open = asked.filter(({ code }) => !isAnswered(values.answers[code])).length;
  if (open && !(await phone.ask(phone.say('incubation_open_sure', { count: open }), { yes: phone.say('incubation_send_anyway') }))) return undefined;
  const { payload, files } = payloadOf({ ...values, seconds: Math.round(values.seconds) }, items);
  const record = { type: 'incubation.round', version: VERSION, id: values.id, payload, files, title: `${values.title} · ${values.kindLabel}`, place: ['incubation.sheet', ...screen.place] };
  try {
    if (!(await keep(phone, known, record))) return undefined;
  } catch (trouble) {
    return phone.tell(phone.say(trouble.word || 'went_wrong'), 'error');
  }
  await draft.drop();
  return phone.leave(phone.say('incubation_saved'));
}

/** What was sent no longer changes: other answers are put beside them, with a reason. */
async function keep(phone, known, record) {
  if (!known) {
    await phone.record(record);
    return true;
  }
  let reason = '';
  if (known.isSent) {
    const input = phone.element('input', { name: 'reason', id: 'i-reason', maxLength: 200, required: true });
    const label = phone.element('label', { htmlFor: 'i-reason' }, phone.say('incubation_why_changed'));
    const said = await phone.ask(phone.say('incubation_change_sent'), {
      yes: phone.say('incubation_send_anyway'),
      body: [phone.element('div', { className: 'field' }, label, input)],
    });
    if (!said) return false;
    reason = said.get('reason').trim() || phone.say('incubation_no_reason');
  }
  await phone.change(known.id, record.payload, { reason, files: record.files });
  return true;
}

async function throwAway(screen) {
  const { phone, draft, known } = screen;
  if (!(await phone.ask(phone.say('incubation_drop_sure'), { yes: phone.say('incubation_drop') }))) return;
  await drop(phone, draft, known);
  phone.leave(phone.say('incubation_dropped'));
}

async function drop(phone, draft, known) {
  await draft.drop();
  const files = Object.values(draft.values.answers || {}).filter((each) => each.photo).map((each) => each.photo.upload);
  if (files.length && !known) await phone.dropFile(...files);
}
