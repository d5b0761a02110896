// Small pieces of a page. Texts are set as text: nothing here reads HTML from anywhere.
import { say } from './words.js';

export function element(tag, properties = {}, ...children) {
  const { data = {}, role, ...plain } = properties;
  const made = Object.assign(document.createElement(tag), plain);
  if (role) made.setAttribute('role', role);
  Object.assign(made.dataset, data);
  made.append(...children.filter((each) => each !== null && each !== undefined && each !== false));
  return made;
}

/** A copy of what lies in `<template id=…>`. */
export function template(id) {
  return document.getElementById(id).content.cloneNode(true);
}

export const find = (root, name) => root.querySelector(`[data-${name}]`);

/** Put texts into elements with `data-text="name"`. */
export function fill(root, texts) {
  for (const each of root.querySelectorAll('[data-text]')) {
    if (each.dataset.text in texts) each.textContent = texts[each.dataset.text];
  }
  return root;
}

export function button(words, onclick, className = 'button button-second button-full') {
  const made = element('button', { type: 'button', className }, words);
  made.addEventListener('click', onclick);
  return made;
}

/** Ask in a dialog. Answers null for "no", else the form's data. */
export function ask(title, { yes, no = say('cancel'), body = [] }) {
  const dialog = document.querySelector('[data-ask]');
  dialog.querySelector('h2').textContent = title;
  find(dialog, 'ask-body').replaceChildren(...body);
  find(dialog, 'yes').textContent = yes;
  find(dialog, 'no').textContent = no;
  find(dialog, 'no').hidden = !no;
  dialog.returnValue = '';
  dialog.showModal();
  const first = dialog.querySelector('input, textarea');
  if (first) first.focus();
  return new Promise((resolve) => {
    const end = () =>
      resolve(dialog.returnValue === 'yes' ? new FormData(dialog.querySelector('form')) : null);
    dialog.addEventListener('close', end, { once: true });
  });
}

/** Say something above the page; it goes with the next page. */
export function tell(sentence, kind = 'info') {
  const place = document.querySelector('[data-said]');
  place.replaceChildren(element('p', { className: `notice notice-${kind}` }, sentence));
}

export const untell = () => document.querySelector('[data-said]').replaceChildren();
