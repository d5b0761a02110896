// Choices that are taken with one tap.
let number = 0;

/** One of several: `chosen` is a code, `choose(code)` is told of a tap. */
export function oneOf(phone, choices, chosen, choose) {
  const name = `c${(number += 1)}`;
  return choices.map(({ code, label }) => {
    const input = phone.element('input', { type: 'radio', name, value: code, checked: code === chosen });
    input.addEventListener('change', () => choose(code));
    return phone.element('label', {}, input, label);
  });
}

/** Any of several: `isChosen(choice)`, `toggle(choice)`. */
export function someOf(phone, choices, isChosen, toggle) {
  return choices.map((choice) => {
    const value = String(choice.code ?? choice.page);
    const input = phone.element('input', { type: 'checkbox', value, checked: isChosen(choice) });
    input.addEventListener('change', () => toggle(choice));
    return phone.element('label', {}, input, choice.label || choice.title);
  });
}

/** Put chips where others stood; who uses a keyboard stays on the one she was on. */
export function put(place, chips) {
  const at = place.contains(document.activeElement) ? document.activeElement.value : null;
  place.replaceChildren(...chips);
  const same = at !== null && [...place.querySelectorAll('input')].find((each) => each.value === at);
  if (same) same.focus({ preventScroll: true });
}

export const labelOf = (choices, code) => (choices.find((each) => each.code === code) || {}).label || code;
