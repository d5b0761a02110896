// What may be answered, and when: the rules of the office, asked on the phone. Pure.

/** Numbers as people here type them: "12,5", "1.250.000", "Rp 1.000". Returns digits with a full
 * stop before the parts, or null. "1,000" is one here and a thousand elsewhere: null. */
export function numberOf(text) {
  let said = text.trim().toLowerCase().replace(/^rp\.?\s*/, '').replace(/\u00a0/g, '').replace(/%$/, '').trim();
  const sign = /^[-\u2212]/.test(said) ? '-' : '';
  said = said.replace(/^[-\u2212]/, '');
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(said)) said = said.replace(/\./g, '').replace(',', '.');
  else if (!/^\d+([.,]\d+)?$/.test(said) || /^\d{1,3},\d{3}$/.test(said)) return null;
  else said = said.replace(',', '.');
  const [whole, parts = ''] = said.split('.');
  if (whole.length > 15 || parts.length > 6) return null;
  return sign + said;
}

/** Whether a number that was read lies in the range of its item. */
export const fits = ({ minimum, maximum }, number) =>
  (minimum === null || Number(number) >= Number(minimum)) && (maximum === null || Number(number) <= Number(maximum));

const saidTo = (answer) => {
  if (!answer) return undefined;
  return answer.choice || (answer.level === undefined || answer.level === null ? '' : String(answer.level));
};

/** The items that are asked after these answers, in order; as `mentoring/incubation/asking.py`. */
export function askedItems(items, answers) {
  const asked = new Set();
  return items.filter(({ code, asked_if: condition }) => {
    const before = condition && condition.item;
    const isAsked = !before || (asked.has(before) && condition.in.includes(saidTo(answers[before])));
    if (isAsked) asked.add(code);
    return isAsked;
  });
}

/** Whether something was said: an answer or why there is none. */
export const isAnswered = (answer) =>
  Boolean(answer) && Boolean(
    answer.empty || answer.choice || (answer.text || '').trim() || answer.photo || answer.has_photo && answer.isPhotoItem ||
    (answer.level !== undefined && answer.level !== null) || answer.number);

/** {word, facts} of what is wrong with one answer, or null. */
export function problemOf(item, answer) {
  if (!answer || answer.empty) return null;
  if (item.kind === 'number' && (answer.typed || '').trim()) {
    const number = numberOf(answer.typed);
    if (number === null) return { word: 'incubation_no_number', facts: { text: answer.typed } };
    if (!fits(item, number)) return { word: 'incubation_not_in_range', facts: { range: item.range } };
  }
  const shows = (answer.note || '').trim() || answer.photo || answer.has_photo;
  if (!isAnswered(answer) && (answer.note || '').trim()) return { word: 'incubation_note_alone' };
  if (item.needs_evidence && isAnswered(answer) && !shows) return { word: 'incubation_no_evidence' };
  return null;
}

/** One answer as the office reads it, null for none. */
function toldAs(item, answer) {
  if (!isAnswered(answer)) return null;
  const told = {};
  if (answer.empty) told.empty = answer.empty;
  else if (item.kind === 'level') told.level = answer.level;
  else if (item.kind === 'number') told.number = answer.number;
  else if (item.kind === 'choice') told.choice = answer.choice;
  else if (item.kind === 'text') told.text = answer.text.trim();
  if ((answer.note || '').trim()) told.note = answer.note.trim();
  if (answer.photo) told.photo = { upload: answer.photo.upload, sha256: answer.photo.sha256 };
  else if (answer.has_photo) told.keeps_photo = true;
  return told;
}

/** The record `incubation.round` version 1 and the ids of its photographs. */
export function payloadOf(values, items) {
  const answers = {};
  for (const item of askedItems(items, values.answers)) {
    const told = toldAs(item, values.answers[item.code]);
    if (told) answers[item.code] = told;
  }
  const { enrolment, kind, version, person, happened_on, started_at, seconds, based_on } = values;
  const files = Object.values(answers).filter((each) => each.photo).map((each) => each.photo.upload);
  const ended_at = new Date().toISOString();
  return { payload: { enrolment, kind, version, person, happened_on, started_at, ended_at, seconds, based_on, answers }, files };
}

/** Answers of the office, or of a record, as the form keeps them. language: how numbers are typed. */
export function answersFrom(told, items) {
  return Object.fromEntries(items.filter(({ code }) => told[code]).map((item) => {
    const { photo, keeps_photo, has_photo, ...answer } = told[item.code];
    const kept = { ...answer, isPhotoItem: item.kind === 'photo' };
    if (answer.number) kept.typed = answer.number.replace('.', ',');
    if (photo) kept.photo = photo;
    if (keeps_photo || has_photo) kept.has_photo = true;
    return [item.code, kept];
  }));
}
