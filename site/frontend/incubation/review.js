// All answers on one page before they go, with what lacks evidence or an answer first in words.
import { isAnswered, problemOf } from './answering.js';

export function drawReview(screen, asked) {
  const { phone, root, draft } = screen;
  const { answers, happened_on } = draft.values;
  const day = root.querySelector('[name=happened_on]');
  if (document.activeElement !== day) day.value = happened_on;
  const bare = asked.filter((item) => problemOf(item, answers[item.code]));
  const open = asked.filter(({ code }) => !isAnswered(answers[code]));
  const lacks = [
    bare.length && phone.say('incubation_lack_evidence', { count: bare.length }),
    open.length && phone.say('incubation_lack_answers', { count: open.length }),
  ].filter(Boolean);
  phone.fill(root, { lacks: lacks.join(' ') || phone.say('incubation_lacks_nothing') });
  phone.find(root, 'lacks').className = `notice notice-${lacks.length ? 'warning' : 'success'}`;
  phone.find(root, 'lines').replaceChildren(...asked.map((item, number) => line(screen, item, number, answers[item.code])));
}

function line(screen, item, number, answer) {
  const { phone } = screen;
  const isBare = Boolean(problemOf(item, answer));
  const badge = isBare
    ? phone.element('span', { className: 'badge badge-warn' }, phone.say('incubation_bare'))
    : !isAnswered(answer) && phone.element('span', { className: 'badge' }, phone.say('incubation_unanswered'));
  const button = phone.element('button', { type: 'button', className: 'row' },
    phone.element('span', { className: 'row-main' },
      phone.element('strong', {}, `${number + 1}. ${item.question}`),
      phone.element('span', {}, words(screen, item, answer))),
    badge);
  button.addEventListener('click', async () => {
    await screen.set({ at: item.code }, { isStep: false });
    scrollTo(0, 0);
  });
  return phone.element('li', {}, button);
}

/** The answer in words. What is confidential is not shown where others look on. */
function words({ phone, words: { empties } }, item, answer) {
  if (!isAnswered(answer)) return '';
  const shows = answer.photo || answer.has_photo ? phone.say('incubation_with_photo') : (answer.note || '').trim();
  const beside = shows ? ` · ${shows}` : '';
  if (answer.empty) return (empties.find(({ code }) => code === answer.empty) || {}).label;
  if (item.is_confidential) return phone.say('incubation_hidden');
  if (item.kind === 'level') return `${answer.level} – ${item.anchors[answer.level]}${beside}`;
  if (item.kind === 'number') return `${answer.typed} ${item.unit}${beside}`;
  if (item.kind === 'choice') return `${(item.options.find(({ code }) => code === answer.choice) || {}).label}${beside}`;
  return `${answer.text || phone.say('incubation_photo')}${item.kind === 'photo' ? '' : beside}`;
}
