// What was written on this phone, and what the server said to each record.
import { ask, button, element, find, tell, template } from './parts.js';
import { filesHere } from './files.js';
import * as records from './records.js';
import { download, rescueFile } from './rescue.js';
import { ago, say, told } from './words.js';

const BADGES = { unsent: 'warn', sent: 'good', held: 'bad', waiting: 'info', conflict: 'warn' };

export async function outboxPage(app, root) {
  const page = template('field-outbox');
  const list = find(page, 'records');
  const kept = await standings(app);
  list.append(...kept.map((each) => line(app, root, each)));
  find(page, 'none').hidden = kept.length > 0;
  find(page, 'send').disabled = app.sync.isRunning;
  find(page, 'send').addEventListener('click', () => app.sync.run());
  find(page, 'save').addEventListener('click', () => saveFile(app));
  app.show(root, page);
  let known = wordsOf(kept);
  app.onChange = async () => {
    const { trouble, isRunning } = app.sync;
    find(root, 'send').disabled = isRunning;
    if (trouble && !isRunning) tell(told(trouble));
    const fresh = wordsOf(await standings(app));
    if (fresh === known) return;
    known = fresh;
    outboxPage(app, root);
  };
}

/** Every record, the newest first, with what of its files lies here only: {record, files}. */
async function standings(app) {
  const kept = (await records.all(app.vault)).reverse();
  return Promise.all(
    kept.map(async (record) => ({ record, files: await filesHere(app.vault, record.files) })),
  );
}

const wordsOf = (kept) =>
  JSON.stringify(kept.map(({ record, files }) => [records.stateOf(record), records.last(record).trouble, files]));

function line(app, root, { record, files }) {
  const state = records.stateOf(record);
  const newest = records.last(record);
  const item = element('li', { className: 'card' });
  item.append(
    element('p', { className: 'card-top' },
      element('strong', {}, record.title || record.type),
      element('span', { className: `badge badge-${BADGES[state]}` }, say(`state_${state}`))),
    element('p', { className: 'muted' }, ago(newest.recorded_at)),
  );
  item.append(...filesLines(files));
  const { trouble } = newest;
  const sentence =
    newest.sentence || (trouble && trouble.sentence) || (state === 'waiting' ? say('waits_for_other') : '');
  if (sentence && state !== 'sent') item.append(element('p', { className: 'notice notice-warning' }, sentence));
  const ways = element('p', { className: 'buttons' });
  const place = (state === 'held' && record.mending) || record.place;
  if (place && state !== 'conflict') {
    const words = say(state === 'held' ? 'mend' : 'change');
    ways.append(button(words, () => app.go(...place), 'button button-second'));
  }
  if (records.mayBeRemoved(record)) {
    ways.append(button(say('remove'), () => takeBack(app, root, record), 'button button-second'));
  }
  item.append(ways);
  return item;
}

/** Photos and voices of a record that are still here only, and why. */
function filesLines(refusals) {
  if (!refusals.length) return [];
  const whys = [...new Set(refusals.filter(Boolean))];
  return [
    element('p', { className: 'muted' }, say('unsent_files', { count: refusals.length })),
    ...whys.map((why) => element('p', { className: 'notice notice-warning' }, why)),
  ];
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
