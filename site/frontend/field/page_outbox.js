// What was written on this phone, and what the server said to each record.
import { ask, button, element, find, tell, template } from './parts.js';
import * as records from './records.js';
import { download, rescueFile } from './rescue.js';
import { ago, say, told } from './words.js';

const BADGES = { unsent: 'warn', sent: 'good', held: 'bad', waiting: 'info', conflict: 'warn' };

export async function outboxPage(app, root) {
  const page = template('field-outbox');
  const list = find(page, 'records');
  const kept = (await records.all(app.vault)).reverse();
  list.append(...kept.map((record) => line(app, root, record)));
  find(page, 'none').hidden = kept.length > 0;
  find(page, 'send').addEventListener('click', () => app.sync.run());
  find(page, 'save').addEventListener('click', () => saveFile(app));
  app.show(root, page);
  let known = JSON.stringify(kept.map(standingOf));
  app.onChange = async () => {
    const { trouble, isRunning } = app.sync;
    find(root, 'send').disabled = isRunning;
    if (trouble && !isRunning) tell(told(trouble));
    const fresh = JSON.stringify((await records.all(app.vault)).reverse().map(standingOf));
    if (fresh === known) return;
    known = fresh;
    outboxPage(app, root);
  };
}

const standingOf = (record) => [records.stateOf(record), records.last(record).trouble];

function line(app, root, record) {
  const state = records.stateOf(record);
  const newest = records.last(record);
  const item = element('li', { className: 'card' });
  item.append(
    element('p', { className: 'card-top' },
      element('strong', {}, record.title || record.type),
      element('span', { className: `badge badge-${BADGES[state]}` }, say(`state_${state}`))),
    element('p', { className: 'muted' }, ago(newest.recorded_at)),
  );
  const { trouble } = newest;
  const sentence =
    newest.sentence || (trouble && trouble.sentence) || (state === 'waiting' ? say('waits_for_other') : '');
  if (sentence && state !== 'sent') item.append(element('p', { className: 'notice notice-warning' }, sentence));
  const ways = element('p', { className: 'buttons' });
  if (record.place && state !== 'conflict') {
    const words = say(state === 'held' ? 'mend' : 'change');
    ways.append(button(words, () => app.go(...record.place), 'button button-second'));
  }
  if (state === 'unsent' && !newest.tried) {
    ways.append(button(say('remove'), () => takeBack(app, root, record), 'button button-second'));
  }
  item.append(ways);
  return item;
}

async function takeBack(app, root, record) {
  if (!(await ask(say('remove_sure'), { yes: say('remove') }))) return;
  try {
    await records.remove(app.vault, record.id);
  } catch (trouble) {
    tell(told(trouble), 'warning');
  }
  await app.changed();
  outboxPage(app, root);
}

export async function saveFile(app) {
  const file = await rescueFile(app.ownVault || app.vault, app.version);
  download(file);
  tell(say('rescued', { name: file.name }), 'success');
}
