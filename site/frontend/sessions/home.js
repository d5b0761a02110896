// What the home page of the phone shows of sessions: today's visits, groups, promises.
import { labelOf } from './chips.js';
import { overdueDays } from './days.js';
import { practiceBuckets } from './latihan.js';
import { plannedVisits } from './planned.js';

export async function home(phone) {
  const page = phone.template('sessions-home');
  const groups = await phone.part('sessions.groups');
  const plans = await phone.part('sessions.plan');
  const history = await phone.part('sessions.history');
  const { kinds } = (await phone.bucket('sessions.choices', 'words')) || { kinds: [] };
  const written = await phone.outbox();
  drawToday(phone, page, { groups, plans, kinds, written });
  drawGroups(phone, page, groups);
  drawReturned(phone, page, { groups, history });
  drawPromises(phone, page, { groups, history, written });
  return page;
}

export const practice = async (phone) => practiceBuckets(phone);

const row = (phone, href, title, line, badge) =>
  phone.element('li', {},
    phone.element('a', { className: 'row', href },
      phone.element('span', { className: 'row-main' }, phone.element('strong', {}, title), phone.element('span', {}, line)),
      badge));

function drawToday(phone, page, { groups, plans, kinds, written }) {
  const rows = [];
  for (const [key, group] of Object.entries(groups)) {
    const today = phone.today(group.zone);
    const visits = plannedVisits(phone, key, plans[key], written);
    for (const visit of visits.filter((each) => each.planned_on <= today)) {
      const when = visit.planned_on === today ? visit.starts_at : phone.day(visit.planned_on);
      const line = [when, labelOf(kinds, visit.kind)].filter(Boolean).join(' · ');
      const badge = visit.planned_on < today && phone.element('span', { className: 'badge badge-warn' }, phone.say('sessions_forgotten'));
      rows.push([visit.planned_on + visit.starts_at, row(phone, `#/sessions.visit/${key}/${visit.id}`, group.name, line, badge)]);
    }
  }
  rows.sort(([a], [b]) => (a < b ? -1 : 1));
  phone.find(page, 'today').append(...rows.map(([, each]) => each));
  phone.find(page, 'no-today').hidden = rows.length > 0;
}

function drawGroups(phone, page, groups) {
  const lines = Object.entries(groups).map(([key, group]) => ({
    key,
    group,
    late: overdueDays(group, phone.today(group.zone)),
  }));
  lines.sort((a, b) => (b.late ?? -Infinity) - (a.late ?? -Infinity) || a.group.name.localeCompare(b.group.name));
  const rows = lines.map(({ key, group, late }) => {
    const last = group.last_held_on
      ? phone.say('sessions_last_visit', { day: phone.day(group.last_held_on) })
      : phone.say('sessions_never_visited');
    return row(phone, `#/sessions.group/${key}`, group.name, `${group.hamlet || group.sentra} · ${last}`, dueBadge(phone, late));
  });
  phone.find(page, 'groups').append(...rows);
  phone.find(page, 'no-groups').hidden = rows.length > 0;
}

function dueBadge(phone, late) {
  if (late === null) return null;
  if (late > 0) return phone.element('span', { className: 'badge badge-bad' }, phone.say('sessions_late', { days: late }));
  if (late === 0) return phone.element('span', { className: 'badge badge-warn' }, phone.say('sessions_due_today'));
  return phone.element('span', { className: 'badge' }, phone.say('sessions_in_days', { days: -late }));
}

function drawPromises(phone, page, { groups, history, written }) {
  const closed = new Set(written.filter((each) => each.type === 'sessions.follow_up').map((each) => each.payload.follow_up));
  const due = [];
  for (const [key, told] of Object.entries(history)) {
    const group = groups[key];
    if (!group) continue;
    const today = phone.today(group.zone);
    due.push(...told.follow_ups
      .filter((each) => each.due_on <= today && !closed.has(each.id))
      .map((each) => ({ ...each, key, group })));
  }
  due.sort((a, b) => (a.due_on < b.due_on ? -1 : 1));
  phone.find(page, 'promises').append(
    ...due.map((each) =>
      row(phone, `#/sessions.group/${each.key}`, each.text, `${each.group.name} · ${each.owner_label} · ${phone.day(each.due_on)}`)));
  phone.find(page, 'promises-due').hidden = !due.length;
}

function drawReturned(phone, page, { groups, history }) {
  const rows = Object.entries(history).flatMap(([key, told]) =>
    told.sessions
      .filter((each) => groups[key] && each.review === 'returned')
      .map((each) => row(phone, `#/sessions.group/${key}`, groups[key].name, `${phone.day(each.happened_on)} · ${each.review_comment}`)));
  phone.find(page, 'returned').querySelector('ul').append(...rows);
  phone.find(page, 'returned').hidden = !rows.length;
}
