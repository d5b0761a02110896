// Choices that are taken with one tap or one key: big rows for levels, chips for short words.
let number = 0;

/** One of several as rows with a mark in front: {code, label, mark}. `choose(code)` hears a tap. */
export function rowsOf(phone, choices, chosen, choose) {
  return radios(phone, choices, chosen, choose, ({ mark, label }) => [
    mark !== undefined && phone.element('strong', { className: 'badge' }, mark),
    phone.element('span', {}, label),
  ]);
}

export const chipsOf = (phone, choices, chosen, choose) =>
  radios(phone, choices, chosen, choose, ({ label }) => [label]);

function radios(phone, choices, chosen, choose, words) {
  const name = `i${(number += 1)}`;
  return choices.map((choice) => {
    const input = phone.element('input', { type: 'radio', name, value: choice.code, checked: choice.code === chosen });
    input.addEventListener('change', () => choose(choice.code));
    return phone.element('label', {}, input, ...words(choice));
  });
}

/** Put choices where others stood; who uses a keyboard stays on the one she was on. */
export function put(place, choices) {
  const at = place.contains(document.activeElement) ? document.activeElement.value : null;
  place.replaceChildren(...choices);
  const same = at !== null && [...place.querySelectorAll('input')].find((each) => each.value === at);
  if (same) same.focus({ preventScroll: true });
}
