// A few words to some of the readiness lines.

/** One input for each of `lines`; `write(code, note, isStep)` hears every letter. */
export function drawNotes(phone, place, lines, notes, write) {
  const here = new Map([...place.children].map((each) => [each.dataset.line, each]));
  // Inputs stay where they are while somebody types.
  place.replaceChildren(...lines.map((line) => here.get(line.code) || field(phone, line, write)));
  for (const input of place.querySelectorAll('input')) {
    if (document.activeElement !== input) input.value = notes[input.name.slice(5)] || '';
  }
}

function field(phone, { code, label }, write) {
  const id = `n-${code}`;
  const input = phone.element('input', { id, name: `note_${code}`, maxLength: 200, autocomplete: 'off' });
  let isNew = true;
  input.addEventListener('focus', () => (isNew = true));
  input.addEventListener('input', () => {
    write(code, input.value, isNew);
    isNew = false;
  });
  const words = phone.element('label', { htmlFor: id }, phone.say('sessions_line_note', { line: label }));
  return phone.element('div', { className: 'field', data: { line: code } }, words, input);
}
