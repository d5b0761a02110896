// Small pieces of a page, made with text only: nothing here reads HTML.

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  if (properties.role) made.setAttribute('role', properties.role);
  made.append(...children);
  return made;
}

export function button(words, onclick) {
  const made = element('button', { type: 'button', className: 'button button-second button-full' }, words);
  made.addEventListener('click', onclick);
  return element('p', {}, made);
}

/** Ask in a dialog. Answers false, or with `fields` the form's data. */
export function ask(title, { yes, body = [] }) {
  const dialog = document.querySelector('[data-ask]');
  dialog.querySelector('h2').textContent = title;
  dialog.querySelector('[data-ask-body]').replaceChildren(...body);
  dialog.querySelector('[data-yes]').textContent = yes;
  dialog.returnValue = '';
  dialog.showModal();
  const first = dialog.querySelector('input');
  if (first) first.focus();
  return new Promise((resolve) => {
    dialog.addEventListener(
      'close',
      () => resolve(dialog.returnValue === 'yes' && new FormData(dialog.querySelector('form'))),
      { once: true },
    );
  });
}
