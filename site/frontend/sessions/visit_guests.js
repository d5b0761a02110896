// People who were there and stand on no list: two fields, and perhaps a new member.
import { NOTHING_HALF } from './visit_payload.js';

export function drawGuests({ phone, draft, root, set }) {
  const place = phone.find(root, 'guests');
  const { guests } = draft.values;
  place.replaceChildren(
    ...guests.map((guest) => {
      const words = [guest.name, guest.hamlet].filter(Boolean).join(', ');
      const badge = guest.is_proposed && phone.element('span', { className: 'badge' }, phone.say('sessions_proposed'));
      const away = phone.element('button', { type: 'button', className: 'link-button' }, phone.say('remove'));
      away.setAttribute('aria-label', `${phone.say('remove')}: ${guest.name}`);
      away.addEventListener('click', () => set({ guests: draft.values.guests.filter((each) => each.id !== guest.id) }));
      return phone.element('li', { className: 'item' }, phone.element('span', {}, words, ' ', badge || ''), away);
    }));
  const add = phone.find(root, 'add-guest');
  add.onclick = () => {
    const name = root.querySelector('[name=guest_name]');
    const hamlet = root.querySelector('[name=guest_hamlet]');
    const wants = root.querySelector('[name=guest_proposed]');
    if (!name.value.trim()) {
      name.focus();
      return;
    }
    const guest = { id: phone.newId(), name: name.value.trim(), hamlet: hamlet.value.trim(), is_proposed: wants.checked };
    name.value = '';
    hamlet.value = '';
    const { promise_text } = draft.values.half;
    set({ guests: [...draft.values.guests, guest], half: { ...NOTHING_HALF, promise_text } });
    name.focus();
  };
}
