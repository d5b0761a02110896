// The screens of the rooms. Field knows none of them: it loads the modules that the page names
// and gives each the `phone`, the only thing a screen has to know.
import * as drafts from './drafts.js';
import { dropFiles, keepFile, openFile } from './files.js';
import { ask, element, fill, find, tell, template } from './parts.js';
import { part } from './pull.js';
import * as records from './records.js';
import { ago, dayIn, dayWords, say } from './words.js';
import { newId } from './bytes.js';

const loaded = new Map();

/** Load every screen named by the page; one that fails leaves the others working. */
export async function loadScreens() {
  const named = [...document.querySelectorAll('[data-screen]')];
  await Promise.allSettled(
    named.map(async ({ dataset }) => loaded.set(dataset.screen, await import(dataset.module))),
  );
}

export const screen = (name) => loaded.get(name);
export const screensWith = (word) => [...loaded].filter(([, module]) => module[word]);

const standingOf = (record) => ({
  state: records.stateOf(record),
  last: records.last(record),
  // Or it may have arrived: then the office asks why it is changed.
  isSent: !records.isOnlyHere(records.last(record)),
});

/** What a screen is given; `mentoring/README.md` describes it. */
export function phoneFor(app, name, place, root) {
  const { vault } = app;
  return {
    name,
    place,
    root,
    person: { name: app.person.name, language: app.person.language, synced_at: app.person.synced_at },
    isPractice: app.isPractice,
    say,
    day: dayWords,
    ago,
    today: dayIn,
    newId,
    element,
    template,
    fill,
    find,
    show: (content) => app.show(root, content),
    tell,
    ask,
    go: app.go,
    leave: (...words) => app.leave(...words),
    back: () => history.back(),
    part: (part_name) => part(vault, part_name),
    bucket: (part_name, key) => vault.get('bucket', `${part_name}/${key}`),
    draft: (id, values) => drafts.draftOf(vault, { id, screen: name, place, values }),
    record: async (record) => {
      const kept = await records.write(vault, record);
      await app.wrote();
      return kept;
    },
    change: async (id, payload, how) => {
      const kept = await records.change(vault, id, payload, how);
      await app.wrote();
      return kept;
    },
    remove: async (id) => {
      await records.remove(vault, id);
      await app.wrote();
    },
    outbox: async (type) =>
      (await records.all(vault))
        .filter((record) => !type || record.type === type)
        .map((record) => ({ ...record, ...standingOf(record) })),
    file: (blob, record) => keepFile(vault, blob, record),
    openFile: async (id) => {
      const file = await openFile(vault, id);
      return file && new Blob([file.content], { type: file.media_type });
    },
    dropFile: (...ids) => dropFiles(vault, ...ids),
  };
}
