// Rounds on the phone: which groups wait for one (home), and the sheets of one group.
import { chipsOf, put } from './choices.js';
import { begunHere, lateDays, othersDay, sheetsOf, standingOf } from './sheet_list.js';

const BADGES = { done: 'good', kept: 'info', held: 'bad', begun: 'warn', open: '' };

export async function home(phone) {
  const page = phone.template('incubation-home');
  const buckets = Object.entries(await phone.part('incubation.sheets'));
  const written = await phone.outbox('incubation.round');
  const lines = [];
  for (const [key, bucket] of buckets) {
    const late = lateDays(bucket, phone.today(bucket.zone));
    lines.push({ key, bucket, late, ...openHere(key, bucket, written) });
  }
  lines.sort((a, b) =>
    Number(b.open > 0) - Number(a.open > 0) || (b.late ?? -1e6) - (a.late ?? -1e6) || a.bucket.name.localeCompare(b.bucket.name));
  const row = (line) => rowOf(phone, line);
  phone.find(page, 'waiting').append(...lines.filter(({ open }) => open).map(row));
  phone.find(page, 'others').querySelector('ul').append(...lines.filter(({ open }) => !open).map(row));
  phone.find(page, 'others').hidden = lines.every(({ open }) => open);
  phone.find(page, 'none').hidden = lines.some(({ open }) => open);
  phone.find(page, 'rounds').hidden = !lines.length;
  return page;
}

/** {kind, open}: which round is to be filled in, and how many of its sheets: that which the stage
 * waits for, else one that was begun on the web. */
function openHere(key, bucket, written) {
  const kind = kindToFill(bucket);
  if (!kind) return { kind, open: 0 };
  const sheets = sheetsOf(key, bucket, kind).flatMap((each) => each.sheets);
  const isLeft = ({ place }) => {
    const standing = standingOf(place, bucket, written, new Set());
    return standing === 'begun' || (standing === 'open' && kind === bucket.awaited);
  };
  return { kind, open: sheets.filter(isLeft).length };
}

const kindToFill = ({ awaited, not_yours: notYours, drafts }) =>
  (awaited && !notYours && awaited) || (drafts[0] && drafts[0].kind) || '';

function rowOf(phone, { key, bucket, kind, late, open }) {
  const { label } = bucket.kinds.find(({ code }) => code === kind) || {};
  const line = open
    ? phone.say('incubation_open_sheets', { kind: label, count: open })
    : bucket.not_yours ? phone.say('incubation_others_rate') : bucket.stage_label;
  const badge = open && late > 0 ? phone.element('span', { className: 'badge badge-bad' }, phone.say('incubation_late', { days: late })) : null;
  return phone.element('li', {},
    phone.element('a', { className: 'row', href: `#/incubation.sheets/${key}` },
      phone.element('span', { className: 'row-main' }, phone.element('strong', {}, bucket.name), phone.element('span', {}, line)),
      badge));
}

export async function show(phone) {
  const [key, chosen] = phone.place;
  const bucket = await phone.bucket('incubation.sheets', key);
  if (!bucket) return phone.show(phone.template('incubation-gone'));
  const page = phone.fill(phone.template('incubation-sheets'), { name: bucket.name, stage: bucket.stage_label, 'not-yours': bucket.not_yours });
  phone.find(page, 'not-yours').hidden = !bucket.not_yours;
  const first = bucket.kinds.find(({ code }) => code === kindToFill(bucket)) || bucket.kinds[bucket.kinds.length - 1];
  phone.show(page);
  return draw(phone, key, bucket, chosen || first.code);
}

async function draw(phone, key, bucket, kind) {
  const { root } = phone;
  put(phone.find(root, 'kinds'), chipsOf(phone, bucket.kinds, kind, (code) => draw(phone, key, bucket, code)));
  const written = await phone.outbox('incubation.round');
  const lists = sheetsOf(key, bucket, kind);
  const begun = await begunHere(phone, lists.flatMap(({ sheets }) => sheets.map(({ place }) => place)));
  phone.find(root, 'lists').replaceChildren(...lists.map(({ questionnaire, sheets }) => {
    const rows = sheets.map(({ name, place }) => sheetRow(phone, bucket, name, place, standingOf(place, bucket, written, begun)));
    const left = sheets.filter(({ place }) => ['open', 'begun'].includes(standingOf(place, bucket, written, begun))).length;
    const nobody = phone.element('p', { className: 'empty' }, phone.say('incubation_nobody_agreed'));
    return phone.element('section', {},
      phone.element('h2', {}, questionnaire.name),
      questionnaire.subject === 'person' && rows.length > 0 && phone.element('p', { className: 'muted' }, phone.say('incubation_left', { count: left, of: rows.length })),
      rows.length ? phone.element('ul', { className: 'rows' }, ...rows) : nobody);
  }));
}

function sheetRow(phone, bucket, name, place, standing) {
  const other = othersDay(place, bucket);
  const lines = [phone.element('strong', {}, name)];
  if (other) lines.push(phone.element('span', {}, phone.say('incubation_other_rater', { day: phone.day(other) })));
  const badge = phone.element('span', { className: `badge badge-${BADGES[standing]}` }, phone.say(`incubation_${standing}`));
  return phone.element('li', {},
    phone.element('a', { className: 'row', href: `#/incubation.sheet/${place.map(encodeURIComponent).join('/')}` },
      phone.element('span', { className: 'row-main' }, ...lines), badge));
}
