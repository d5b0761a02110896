// What somebody promised: what, who, until when.
import { daysLater } from './days.js';
import { labelOf, oneOf, put } from './chips.js';

const USUAL_DAYS = 14;

export function drawPromises({ phone, draft, root, set, words, roster }) {
  const { promises, happened_on } = draft.values;
  phone.find(root, 'promises').replaceChildren(
    ...promises.map((promise) => {
      const who = promise.owner_name || labelOf(words.owner_kinds, promise.owner_kind);
      const away = phone.element('button', { type: 'button', className: 'link-button' }, phone.say('remove'));
      away.setAttribute('aria-label', `${phone.say('remove')}: ${promise.text}`);
      away.addEventListener('click', () => set({ promises: draft.values.promises.filter((each) => each.id !== promise.id) }));
      return phone.element('li', { className: 'item' },
        phone.element('span', {}, promise.text, phone.element('br'),
          phone.element('span', { className: 'muted' }, phone.say('sessions_promise_line', { who, day: phone.day(promise.due_on) }))),
        away);
    }));
  const form = phone.find(root, 'promise-form');
  const owners = phone.find(form, 'owners');
  const person = form.querySelector('select');
  const due = form.querySelector('[name=promise_due]');
  if (!owners.children.length) {
    put(owners, oneOf(phone, words.owner_kinds, 'member', () => (person.value = '')));
    due.value = daysLater(happened_on, USUAL_DAYS);
  }
  const chosen = person.value;
  const options = roster().map((each) => phone.element('option', { value: each.person }, each.name));
  person.replaceChildren(phone.element('option', { value: '' }, phone.say('sessions_nobody_named')), ...options);
  person.value = options.some((each) => each.value === chosen) ? chosen : '';
  phone.find(form, 'add-promise').onclick = () => {
    const text = form.querySelector('[name=promise_text]');
    if (!text.value.trim()) {
      text.focus();
      return;
    }
    const owner = owners.querySelector(':checked');
    const promise = {
      id: phone.newId(),
      text: text.value.trim(),
      owner_kind: person.value ? 'member' : owner ? owner.value : 'member',
      owner_person: person.value || null,
      due_on: due.value || daysLater(happened_on, USUAL_DAYS),
    };
    text.value = '';
    const half = { ...draft.values.half, promise_text: '' };
    set({ promises: [...draft.values.promises, promise], half });
    text.focus();
  };
}
