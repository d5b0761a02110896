// Who was there: one tap goes on to the next mark.
import { labelOf } from './chips.js';

const ORDER = ['hadir', 'izin', 'sakit', 'alpa'];

export function countsOf(screen) {
  const { phone, draft, words } = screen;
  const roster = screen.roster();
  const marks = roster.map((each) => draft.values.marks[each.person]);
  const said = ORDER.map((code) => [marks.filter((each) => each === code).length, labelOf(words.statuses, code)]);
  const open = marks.filter((each) => !each).length;
  const lines = said.filter(([count]) => count).map(([count, label]) => `${count} ${label}`);
  if (open) lines.push(phone.say('sessions_unmarked', { count: open }));
  return lines.join(' · ');
}

export function markAll(screen) {
  const { draft } = screen;
  const marks = { ...draft.values.marks };
  for (const each of screen.roster()) marks[each.person] = marks[each.person] || 'hadir';
  screen.set({ marks });
}

export function drawNames(screen) {
  const { phone, draft, root, words } = screen;
  const list = phone.find(root, 'names');
  const roster = screen.roster();
  const shown = `${draft.values.happened_on} ${draft.values.shared_with}`;
  // Rows stay where they are, so that a finger and a screen reader keep their place.
  if (list.dataset.shown !== shown) {
    list.dataset.shown = shown;
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
  const { phone, draft, group } = screen;
  const from = member.group !== group.name && phone.element('small', {}, member.group);
  const row = phone.element('button', { type: 'button', className: 'name', data: { person: member.person } },
    phone.element('span', {}, member.name, from || ''), phone.element('span', { className: 'mark' }));
  row.addEventListener('click', () => {
    const now = draft.values.marks[member.person];
    const next = ORDER[(ORDER.indexOf(now) + 1) % ORDER.length];
    screen.set({ marks: { ...draft.values.marks, [member.person]: next } });
  });
  return phone.element('li', {}, row);
}
