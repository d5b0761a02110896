// How things stand between this phone and the server.
import { countFiles } from './files.js';
import { countRows, person } from './store.js';
import { ago, say } from './words.js';

const WEEK_MS = 7 * 86_400_000;
const CLOCK_SLACK_S = 300;

/** How much lies on this phone only: {records, files, drafts}; also while it is locked. */
export async function unsentOf(device) {
  return {
    records: await countRows(device, 'record', ({ mark }) => mark === 'unsent'),
    files: await countFiles(device),
    drafts: await countRows(device, 'draft'),
  };
}

/** Those of records and files as a sentence; drafts stand on the home page. */
export function unsentWords({ records, files }) {
  const said = [
    records && say('unsent_count', { count: records }),
    files && say('unsent_files', { count: files }),
  ].filter(Boolean);
  return said.length ? said.join(', ') : say('all_sent');
}

/** What the line above every page says: what is unsent and the age of the last sync. */
export async function statusOf(app) {
  const { device } = app.ownVault || app.vault;
  const unsent = await unsentOf(device);
  const count = unsent.records + unsent.files;
  const { synced_at } = await person(device);
  const isOld = !synced_at || Date.now() - Date.parse(synced_at) > WEEK_MS;
  return {
    count,
    isOld,
    unsent: unsentWords(unsent),
    synced: app.sync.isRunning ? say('syncing') : synced_at ? ago(synced_at) : say('never_synced'),
    kind: isOld ? 'old' : count ? 'waiting' : 'good',
  };
}

/** Sentences of warning, the gravest first. */
export async function warnings(app) {
  const row = await person((app.ownVault || app.vault).device);
  const found = [];
  const seconds = clockError(row);
  if (Math.abs(seconds) > CLOCK_SLACK_S) found.push(say('clock_wrong', { by: spanWords(seconds) }));
  if (row.synced_at && Date.now() - Date.parse(row.synced_at) > WEEK_MS) {
    found.push(say('week_without_sync', { when: ago(row.synced_at) }));
  }
  return found;
}

/** Seconds the phone's clock is ahead of the server's, as far as it can be known. */
function clockError({ skew = 0, server_at }) {
  // Earlier than the server's last word: the clock was set back since.
  const behind = (Date.now() - Date.parse(server_at)) / 1000;
  return behind < -CLOCK_SLACK_S ? behind : skew;
}

function spanWords(seconds) {
  const size = Math.abs(seconds);
  const { lang } = document.documentElement;
  const [amount, unit] =
    size < 7200 ? [size / 60, 'minute'] : size < 172_800 ? [size / 3600, 'hour'] : [size / 86_400, 'day'];
  return Math.round(amount).toLocaleString(lang, { style: 'unit', unit, unitDisplay: 'long' });
}
