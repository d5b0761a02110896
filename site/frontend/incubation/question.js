// One question: its words, its answers with their anchors, why there is none, and what shows it.
import { numberOf, fits } from './answering.js';
import { chipsOf, put, rowsOf } from './choices.js';
import { keepPhoto, pictureOf } from './photo.js';

const TYPED = { number: 'typed', text: 'text' };

export function wireQuestion(screen) {
  const { phone, root } = screen;
  for (const name of ['typed', 'text', 'note']) {
    const input = root.querySelector(`[name=${name}]`);
    let isNew = true;
    input.addEventListener('focus', () => (isNew = true));
    input.addEventListener('input', () => {
      screen.answer(screen.item.code, typedAs(name, input.value), { isStep: isNew, isDrawn: false });
      isNew = false;
    });
    // What cannot be is said when she goes on, and the range is on the page all the time.
    if (name === 'typed') input.addEventListener('change', () => sayNumber(screen, input.value));
  }
  const photo = root.querySelector('[name=photo]');
  photo.addEventListener('change', () => take(screen, photo.files[0]).finally(() => (photo.value = '')));
  phone.find(root, 'listen').hidden = !window.speechSynthesis;
  phone.find(root, 'listen').addEventListener('click', () => readAloud(screen));
  phone.find(root, 'clear').addEventListener('click', () => screen.answer(screen.item.code, null));
}

/** Typing an answer takes back why there was none. */
function typedAs(name, value) {
  if (name === 'note') return { note: value };
  if (name === 'text') return { text: value, empty: '' };
  return { typed: value, number: numberOf(value), empty: '' };
}

function sayNumber({ phone, item }, typed) {
  if (!typed.trim()) return;
  const number = numberOf(typed);
  if (number === null) phone.tell(phone.say('incubation_no_number', { text: typed }), 'warning');
  else if (!fits(item, number)) phone.tell(phone.say('incubation_not_in_range', { range: item.range }), 'warning');
  else {
    const words = Number(number).toLocaleString(phone.person.language, { maximumFractionDigits: 6 });
    phone.tell(phone.say('incubation_number_is', { number: words, unit: item.unit }), 'info');
  }
}

export function drawQuestion(screen, item) {
  const { phone, root, draft } = screen;
  if (screen.item && screen.item.code !== item.code && window.speechSynthesis) speechSynthesis.cancel();
  screen.item = item;
  const answer = draft.values.answers[item.code] || {};
  phone.fill(root, { section: item.section, question: item.question, evidence: item.evidence, range: item.range });
  phone.find(root, 'confidential').hidden = !item.is_confidential;
  phone.find(root, 'range').hidden = !(item.kind === 'number' && item.range);
  drawLevels(screen, item, answer);
  for (const [kind, name] of Object.entries(TYPED)) {
    phone.find(root, `${kind}-field`).hidden = item.kind !== kind;
    write(root, name, answer[name]);
  }
  const { empties } = screen.words;
  put(phone.find(root, 'empties'), chipsOf(phone, empties, answer.empty || '', (empty) => screen.answer(item.code, { ...NOTHING, empty })));
  drawEvidence(screen, item, answer);
  phone.find(root, 'clear').disabled = !draft.values.answers[item.code];
}

const NOTHING = { level: null, number: null, typed: '', choice: '', text: '' };

function drawLevels(screen, item, answer) {
  const { phone, root } = screen;
  const place = phone.find(root, 'answers');
  place.hidden = !['level', 'choice'].includes(item.kind);
  const isLevel = item.kind === 'level';
  const choices = isLevel
    ? item.anchors.map((label, level) => ({ code: String(level), mark: String(level), label }))
    : item.options;
  const chosen = isLevel ? String(answer.level ?? '') : answer.choice;
  const choose = (code) => screen.answer(item.code, { ...NOTHING, empty: '', ...(isLevel ? { level: Number(code) } : { choice: code }) });
  put(phone.find(root, 'choices'), rowsOf(phone, place.hidden ? [] : choices, chosen, choose));
}

function drawEvidence(screen, item, answer) {
  const { phone, root } = screen;
  const asksPhoto = item.kind === 'photo';
  const shows = item.needs_evidence || asksPhoto || Boolean(item.evidence);
  phone.find(root, 'shows').hidden = !shows || Boolean(answer.empty);
  phone.find(root, 'wanted').hidden = !item.evidence;
  write(root, 'note', answer.note);
  drawPhoto(screen, item, answer);
}

async function drawPhoto(screen, item, answer) {
  const { phone, root } = screen;
  const place = phone.find(root, 'photos');
  const rows = [];
  if (answer.photo || answer.has_photo) {
    const picture = answer.photo && (await pictureOf(phone, answer.photo));
    const away = phone.element('button', { type: 'button', className: 'link-button' }, phone.say('remove'));
    away.addEventListener('click', () => screen.answer(item.code, { photo: undefined, has_photo: false }));
    rows.push(phone.element('li', {}, picture || phone.element('span', {}, phone.say('incubation_photo_sent')), away));
  }
  // She may have gone on while the picture was opened.
  if (screen.item.code === item.code) place.replaceChildren(...rows);
}

async function take(screen, file) {
  const { phone, item, draft } = screen;
  if (!file) return;
  try {
    const photo = await keepPhoto(phone, file, draft.values.id);
    await screen.answer(item.code, { photo, has_photo: false, isPhotoItem: item.kind === 'photo', ...(item.kind === 'photo' ? { empty: '' } : {}) });
  } catch (trouble) {
    phone.tell(phone.say(trouble.word || 'incubation_photo_unreadable'), 'warning');
  }
}

function readAloud({ phone, item }) {
  speechSynthesis.cancel();
  const lines = [item.question, ...item.anchors.map((anchor, level) => `${level}: ${anchor}.`), ...item.options.map(({ label }) => `${label}.`)];
  const said = new SpeechSynthesisUtterance(lines.join(' '));
  said.lang = phone.person.language === 'en' ? 'en-GB' : 'id-ID';
  speechSynthesis.speak(said);
}

function write(root, name, value) {
  const input = root.querySelector(`[name=${name}]`);
  if (document.activeElement !== input || input.value === '') input.value = value ?? '';
}
