// One group: what to do now, promises, the last 90 days, who belongs to it.
import { labelOf } from './chips.js';
import { rosterOn } from './days.js';
import { plannedVisits } from './planned.js';

const TYPE = 'sessions.follow_up';

export async function show(phone) {
  const [key] = phone.place;
  const group = await phone.bucket('sessions.groups', key);
  const plan = (await phone.bucket('sessions.plan', key)) || { visits: [] };
  const told = (await phone.bucket('sessions.history', key)) || { sessions: [], follow_ups: [] };
  const words = await phone.bucket('sessions.choices', 'words');
  if (!group || !words) return phone.show(phone.template('sessions-no-group'));
  const written = await phone.outbox();
  const page = phone.fill(phone.template('sessions-group'), { name: group.name, place: [group.hamlet, group.sentra].filter(Boolean).join(', ') });
  for (const each of ['visit', 'plan', 'member']) {
    phone.find(page, `to-${each}`).href = `#/sessions.${each}/${key}`;
  }
  drawOwn(phone, page, written.filter((each) => each.payload.group === key));
  drawPlanned(phone, page, { key, plan, words, written });
  drawPromises(phone, page, told, written);
  drawPast(phone, page, told, key, written);
  drawRoster(phone, page, group);
  return phone.show(page);
}

function drawOwn(phone, page, own) {
  const waiting = own.filter((each) => each.state !== 'sent');
  phone.find(page, 'own').hidden = !waiting.length;
  phone.find(page, 'own').querySelector('ul').append(
    ...waiting.map((each) =>
      phone.element('li', { className: 'item' }, phone.element('span', {}, each.title),
        phone.element('span', { className: 'badge badge-warn' }, phone.say(`state_${each.state}`)))));
}

function drawPlanned(phone, page, { key, plan, words, written }) {
  const visits = plannedVisits(phone, key, plan, written);
  phone.find(page, 'planned').hidden = !visits.length;
  phone.find(page, 'planned').querySelector('ul').append(
    ...visits.map((visit) =>
      phone.element('li', {},
        phone.element('a', { className: 'row', href: `#/sessions.visit/${key}/${visit.id}` },
          phone.element('span', { className: 'row-main' },
            phone.element('strong', {}, [phone.day(visit.planned_on), visit.starts_at].filter(Boolean).join(', ')),
            phone.element('span', {}, labelOf(words.kinds, visit.kind)))))));
}

function drawPromises(phone, page, told, written) {
  const closings = new Map(written.filter((each) => each.type === TYPE).map((each) => [each.payload.follow_up, each]));
  // What the office gave back stands here until it is mended.
  const isOpen = (each) => !closings.has(each.id) || closings.get(each.id).state === 'held';
  const open = told.follow_ups.filter(isOpen);
  phone.find(page, 'no-promises').hidden = open.length > 0;
  phone.find(page, 'promises').append(...open.map((each) => promiseCard(phone, each, closings.get(each.id))));
}

function promiseCard(phone, promise, held) {
  const { element, say } = phone;
  const way = element('button', { type: 'button', className: 'button button-second' }, say(held ? 'mend' : 'sessions_done'));
  way.addEventListener('click', () => close(phone, promise, held));
  return element('li', { className: 'card' },
    element('p', {}, element('strong', {}, promise.text)),
    element('p', { className: 'muted' }, say('sessions_promise_line', { who: promise.owner_label, day: phone.day(promise.due_on) })),
    ...(held ? [element('p', { className: 'notice notice-warning' }, held.last.sentence)] : []),
    way);
}

/** Ask what came of a promise; held: the closing that the office gave back. */
async function close(phone, promise, held) {
  const before = held ? held.payload : { note: '', result: 'done' };
  const note = phone.element('input', { name: 'note', maxLength: 300, id: 'f-note', value: before.note });
  const label = phone.element('label', { htmlFor: 'f-note' }, phone.say('sessions_what_came'));
  const dropped = phone.element('label', { className: 'choice' },
    phone.element('input', { type: 'checkbox', name: 'dropped', checked: before.result === 'dropped' }),
    phone.say('sessions_dropped'));
  const said = await phone.ask(promise.text, {
    yes: phone.say('sessions_close'),
    body: [phone.element('div', { className: 'field' }, label, note), dropped],
  });
  if (!said) return;
  const group = await phone.bucket('sessions.groups', phone.place[0]);
  const payload = {
    follow_up: promise.id,
    result: said.get('dropped') ? 'dropped' : 'done',
    done_on: phone.today(group.zone),
    note: said.get('note').trim(),
  };
  const mending = ['sessions.group', phone.place[0]];
  if (held) await phone.change(held.id, payload);
  else await phone.record({ type: TYPE, version: 1, id: phone.newId(), title: promise.text, mending, payload });
  await show(phone);
  phone.tell(phone.say('sessions_closed'), 'success');
}

function drawPast(phone, page, told, key, written) {
  phone.find(page, 'no-past').hidden = told.sessions.length > 0;
  phone.find(page, 'past').append(
    ...told.sessions.map((each) => {
      const facts = [each.kind_label, each.state === 'held' ? phone.say('sessions_present_of', each) : each.state_label];
      const lines = [each.lessons.join(', '), each.notes, each.reason, each.led_by].filter(Boolean);
      const top = phone.element('span', {}, phone.day(each.happened_on), ' ', phone.element('span', { className: 'muted' }, facts.join(' · ')));
      const box = phone.element('details', { className: 'card' }, phone.element('summary', {}, top),
        ...lines.map((line) => phone.element('p', {}, line)));
      if (each.review === 'returned') giveBack(phone, box, each, key, written);
      return box;
    }));
}

/** The coordinator asked for something: her words, and the way to change it. */
function giveBack(phone, box, session, key, written) {
  box.open = true;
  box.append(phone.element('p', { className: 'notice notice-warning' },
    phone.say('sessions_returned', { comment: session.review_comment })));
  if (!written.some((each) => each.id === session.id)) return;
  const href = `#/sessions.visit/${key}/${session.id}`;
  box.append(phone.element('p', {}, phone.element('a', { className: 'button button-second', href }, phone.say('change'))));
}

function drawRoster(phone, page, group) {
  const roster = rosterOn(group, phone.today(group.zone));
  phone.fill(page, { count: String(roster.length) });
  phone.find(page, 'roster').append(
    ...roster.map((each) =>
      phone.element('li', { className: 'item' },
        phone.element('span', {}, each.name),
        phone.element('span', { className: 'muted' }, [each.role === 'member' ? '' : each.role_label, each.hamlet].filter(Boolean).join(' · ')))));
}
