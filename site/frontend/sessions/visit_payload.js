// From the draft of a visit to the record `sessions.visit`, and back.
export const VERSION = 1;
export const NOTHING_HALF = { guest_name: '', guest_hamlet: '', promise_text: '' };
const LONGEST_MINUTES = 720;
const A_DAY = 1440;

/** What a new visit begins with: as planned, else as the group's last one. */
export function emptyVisit(phone, { key, group, plan, id }) {
  const visit = (plan && plan.visits.find((each) => each.id === id)) || plan || {};
  return {
    id: id || phone.newId(),
    group: key,
    shared_with: [],
    state: 'held',
    not_held_reason: '',
    not_held_note: '',
    kind: visit.kind || 'out_wall',
    happened_on: phone.today(group.zone),
    starts_at: visit.starts_at || '',
    minutes: null,
    component: visit.component || 'keterampilan',
    purpose: visit.purpose || 'operational',
    lessons: visit.id ? visit.lessons.map(({ page, release }) => ({ page, release })) : [],
    topics: [],
    marks: {},
    guests: [],
    chaired_by: '',
    facilitator_was_present: true,
    notes: '',
    voices: [],
    photos: [],
    promises: [],
    missing: {},
    venue: '',
    travel_minutes: null,
    position: null,
    half: NOTHING_HALF,
  };
}

/** More than twelve hours: the office takes it only after a second look. */
export const isLong = ({ state, minutes }) => state === 'held' && minutes > LONGEST_MINUTES;

/** What stands in the way of saving: {word, facts, at}, or null. roster: who belongs there. */
export function problemOf(values, roster, today) {
  if (values.happened_on > today) return { word: 'sessions_in_the_future', at: '[name=happened_on]' };
  if (values.state !== 'held') {
    const isSaid = values.not_held_reason || values.not_held_note.trim();
    return isSaid ? null : { word: 'sessions_why_not', at: '[data-reasons] input' };
  }
  if (values.minutes !== null && !(values.minutes >= 1 && values.minutes <= A_DAY)) {
    return { word: 'sessions_minutes_wrong', at: '[name=minutes]' };
  }
  const [hour, minute] = values.starts_at.split(':').map(Number);
  if (values.starts_at && hour * 60 + minute + values.minutes > A_DAY) {
    return { word: 'sessions_overnight', at: '[name=minutes]' };
  }
  const open = roster.filter((each) => !values.marks[each.person]);
  if (!open.length) return null;
  const facts = { names: open.slice(0, 3).map((each) => each.name).join(', '), count: open.length };
  return { word: 'sessions_mark_first', facts, at: `[data-person="${open[0].person}"]` };
}

/** {payload, files}: version 1 of the record, and the ids of the files that belong to it. */
export function payloadOf(values, roster) {
  const isHeld = values.state === 'held';
  const named = new Set(roster.map((each) => each.person));
  const marks = Object.entries(values.marks).filter(([person]) => named.has(person));
  const voices = isHeld ? values.voices : [];
  const photos = isHeld ? values.photos : [];
  const payload = {
    group: values.group,
    shared_with: isHeld ? values.shared_with : [],
    state: values.state,
    not_held_reason: isHeld ? '' : [values.not_held_reason, values.not_held_note.trim()].filter(Boolean).join(': '),
    kind: values.kind,
    happened_on: values.happened_on,
    starts_at: values.starts_at,
    minutes: values.minutes,
    component: values.component,
    purpose: values.purpose,
    lessons: isHeld ? values.lessons : [],
    topics: (isHeld && values.topics) || [],
    attendance: isHeld ? Object.fromEntries(marks) : {},
    guests: isHeld ? values.guests : [],
    chaired_by: isHeld ? values.chaired_by : '',
    facilitator_was_present: values.facilitator_was_present,
    notes: values.notes.trim(),
    voices,
    photos,
    promises: values.promises,
    readiness: Object.entries(values.missing).map(([line, note]) => ({ line, is_ready: false, note })),
    venue: values.venue.trim(),
    travel_minutes: values.travel_minutes,
    position: values.position,
    ...(isLong(values) && { confirmed: ['long'] }),
  };
  return { payload, files: [...voices, ...photos].map((each) => each.upload) };
}

/** A record that was written before, as a draft again. */
export function visitOf(payload, id) {
  const { attendance, readiness, not_held_reason, confirmed, ...same } = payload;
  const [code, ...note] = not_held_reason.split(': ');
  return {
    ...same,
    id,
    half: NOTHING_HALF,
    marks: attendance,
    missing: Object.fromEntries(readiness.map((each) => [each.line, each.note])),
    not_held_reason: code,
    not_held_note: note.join(': '),
  };
}
