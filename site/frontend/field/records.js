// What was written down on this phone, and what the server said to it.
//
// A record is {id, type, version, payload, written_at, after, files, envelopes}. Each envelope
// is one version of it as it goes to the server: {sequence, version, digest, replaces, reason,
// payload, recorded_at, after, tried, lost, answer, code, sentence, waits_for, trouble, damaged}. An
// envelope that may have arrived (tried) is never changed any more: what comes after it is a
// revision. Only what the server said of this very envelope is an answer; a delivery that was
// refused as a whole leaves a trouble {status, code, sentence} beside it: nobody has it, so it
// stays unsent and may still be changed in place, unless an earlier delivery of it got no word
// at all, or only that something broke (lost): that one may have arrived. A visit that was planned has the plan's id: the
// plan's envelopes stay before its own, each with `as`, the facts it was written with. What was damaged on its way is sent again
// under the same number, `damaged` times so far.
import { digestOf } from './bytes.js';
import { dropFiles, nameFiles, unnameFiles } from './files.js';
import { Trouble } from './trouble.js';

const SETTLED = ['applied', 'duplicate', 'revision'];
// The office may have decided meanwhile.
const OPEN = ['waiting', 'conflict', 'held'];
export const DAMAGED = 'digest_differs';
const MOST_SENT_AGAIN = 3;
// A settled record stays for changes of mind; later the group's history has it.
const KEPT_DAYS = 30;

export const last = (record) => record.envelopes[record.envelopes.length - 1];

/** unsent | sent | held | waiting | conflict */
export function stateOf(record) {
  const { answer } = last(record);
  if (!answer) return 'unsent';
  return SETTLED.includes(answer) ? 'sent' : answer;
}

/** Whether nobody but this phone has this version, as far as can be known. */
export const isOnlyHere = ({ answer, code, tried, lost, trouble }) =>
  answer ? code === DAMAGED : !lost && (!tried || Boolean(trouble));

const markOf = (record) => (record.envelopes.some((each) => !each.answer) ? 'unsent' : 'told');

async function envelope(vault, payload, { version, after = [], replaces = '', reason = '' }) {
  return {
    sequence: await vault.nextSequence(),
    version,
    digest: await digestOf(payload),
    replaces,
    reason,
    payload,
    recorded_at: new Date().toISOString(),
    after,
    tried: false,
    answer: '',
  };
}

const keep = (vault, record) => vault.put('record', record.id, record, markOf(record));

/** Put a new record among those to be sent. title, place: how the phone names it, and the page
 * that changes it (mending: only while it is held); files: ids of its files; after: records that must arrive before it. */
export function write(vault, { id, type, version, payload, title, place, mending, after = [], files = [] }) {
  return vault.inTurn(async () => {
    const before = await vault.get('record', id);
    if (before && before.type === type) throw new Trouble('already_written');
    const first = await envelope(vault, payload, { version, after });
    const written_at = new Date().toISOString();
    const facts = { id, type, version, payload, title, place, mending, after, files };
    const record = { ...facts, written_at, envelopes: [...earlier(before), first] };
    await nameFiles(vault, files);
    await keep(vault, record);
    return record;
  });
}

/** The envelopes of what was written under the same id as something else. */
function earlier(before) {
  if (!before) return [];
  const { type, version, title, place, after, files } = before;
  return before.envelopes.map((each) => ({ as: { type, version, title, place, after, files }, ...each }));
}

export const typeOf = (record, { as }) => (as ? as.type : record.type);

/** Change a record: in place while nobody has it, else as a revision with a reason. */
export function change(vault, id, payload, { reason = '', files, version } = {}) {
  return vault.inTurn(async () => {
    const record = await vault.get('record', id);
    if (!record) throw new Trouble('not_here');
    const old = last(record);
    const how = { version: version || record.version, after: record.after };
    if (isOnlyHere(old)) {
      const digest = await digestOf(payload);
      Object.assign(old, { payload, digest, version: how.version, recorded_at: new Date().toISOString() });
      Object.assign(old, { reason: old.replaces ? reason || old.reason : '', ...AS_NEW });
    } else {
      if ((await digestOf(payload)) === old.digest) return record;
      record.envelopes.push(await envelope(vault, payload, { ...how, replaces: old.digest, reason }));
    }
    record.payload = payload;
    record.version = how.version;
    if (files) await renameFiles(vault, record, files);
    await keep(vault, record);
    return record;
  });
}

const AS_NEW = { tried: false, answer: '', code: '', sentence: '', damaged: 0, lost: false, trouble: undefined };

async function renameFiles(vault, record, files) {
  await nameFiles(vault, files);
  await unnameFiles(vault, record.files.filter((id) => !files.includes(id)));
  record.files = files;
}

/** Take back what was never sent. A change that was never sent leaves the version before it. */
export function remove(vault, id) {
  return vault.inTurn(async () => {
    const record = await vault.get('record', id);
    if (!record) return;
    const newest = last(record);
    if (!mayBeRemoved(record)) throw new Trouble('already_sent');
    record.envelopes.pop();
    const { files } = record;
    if (record.envelopes.length) {
      const { as, payload } = last(record);
      Object.assign(record, as, { payload });
      await keep(vault, record);
    } else {
      await vault.drop('record', id);
    }
    const left = record.envelopes.length ? record.files : [];
    await dropFiles(vault, ...files.filter((each) => !left.includes(each)));
  });
}

/** Whether the newest version certainly lies nowhere else. */
export function mayBeRemoved(record) {
  return !last(record).answer && isOnlyHere(last(record));
}

export const all = async (vault) =>
  (await vault.all('record')).sort((a, b) => last(a).sequence - last(b).sequence);

/** The envelopes that no answer came for, in the order they were written. */
export async function unsentEnvelopes(vault) {
  const records = await vault.all('record');
  const waiting = records.flatMap((record) =>
    record.envelopes.filter((each) => !each.answer).map((each) => ({ record, envelope: each })),
  );
  return waiting.sort((a, b) => a.envelope.sequence - b.envelope.sequence);
}

/** From now on these may have arrived, even when no answer comes. */
export function markTried(vault, pairs) {
  return vault.inTurn(() =>
    eachRecord(vault, pairs, (each, pair) => {
      // Changed since it was read: the older text must not go out any more.
      if (each.digest !== pair.envelope.digest) return false;
      each.lost = Boolean(each.lost || (each.tried && !each.trouble));
      each.tried = true;
      delete each.trouble;
      return true;
    }),
  );
}

/** A delivery with these was refused as a whole: with it they did not arrive. */
export function markRefused(vault, pairs) {
  return vault.inTurn(() =>
    eachRecord(vault, pairs, (each) => {
      if (each.answer || each.lost) return false;
      each.tried = false;
      return true;
    }),
  );
}

/** Note why a delivery of this one was refused; it stays unsent. If it certainly did not arrive
 * (not lost), a newer text of the same record takes its place: that one would wait for ever for
 * a version that nobody has. */
export function noteTrouble(vault, pair, { status = 0, code = '', sentence = '', lost = false }) {
  return vault.inTurn(() =>
    eachRecord(vault, [pair], (each, _pair, record) => {
      if (each.answer) return false;
      Object.assign(each, { tried: true, lost, trouble: { status, code, sentence } });
      if (lost) return true;
      const newer = record.envelopes[record.envelopes.indexOf(each) + 1];
      if (newer && !newer.answer && typeOf(record, newer) === typeOf(record, each)) {
        newer.replaces = each.replaces;
        record.envelopes = record.envelopes.filter((one) => one !== each);
      }
      return true;
    }),
  );
}

/** Keep the server's answers: [{record, sequence, answer, code, sentence, waits_for}]. */
export function settle(vault, answers) {
  return vault.inTurn(async () => {
    for (const told of answers) {
      const record = await vault.get('record', told.record);
      if (!record) continue;
      const one =
        told.sequence === undefined
          ? [...record.envelopes].reverse().find((each) => each.answer)
          : record.envelopes.find((each) => each.sequence === told.sequence);
      if (!one) continue;
      const { answer, code = '', sentence = '', waits_for = [] } = told;
      const told_at = new Date().toISOString();
      delete one.trouble;
      one.lost = false;
      if (code === DAMAGED && told.sequence !== undefined) one.damaged = (one.damaged || 0) + 1;
      if (code === DAMAGED && one.damaged < MOST_SENT_AGAIN) one.trouble = { status: 0, code, sentence };
      else Object.assign(one, { answer, code, sentence, waits_for, told_at });
      // Older texts of the same record are of no use once a newer one was answered.
      if (told.is_forgotten) await empty(vault, record);
      const newest = record.envelopes.map((each) => Boolean(each.answer)).lastIndexOf(true);
      for (const each of record.envelopes.slice(0, Math.max(newest, 0))) if (each.answer) delete each.payload;
      await keep(vault, record);
    }
  });
}

/** Nobody may keep what it said: its words and files go from this phone, too. */
async function empty(vault, record) {
  for (const each of record.envelopes) delete each.payload;
  const { files } = record;
  Object.assign(record, { payload: null, files: [], place: undefined, mending: undefined });
  await dropFiles(vault, ...files);
}

async function eachRecord(vault, pairs, work) {
  const done = [];
  for (const pair of pairs) {
    const record = await vault.get('record', pair.record.id);
    const one = record && record.envelopes.find((each) => each.sequence === pair.envelope.sequence);
    if (!one || !work(one, pair, record)) continue;
    await keep(vault, record);
    done.push({ record, envelope: one });
  }
  return done;
}

/** Ids of records whose answer may have changed since. */
export const openIds = async (vault) =>
  (await vault.all('record')).filter((each) => OPEN.includes(last(each).answer)).map((each) => each.id);

/** Let go of records that were settled long ago and whose files have arrived. */
export async function letGo(vault, now = Date.now()) {
  const files = new Set((await vault.rows('file')).map((row) => row.id));
  const old = (await vault.all('record')).filter(
    (record) =>
      (stateOf(record) === 'sent' || record.payload === null) &&
      !record.files.some((id) => files.has(id)) &&
      Date.parse(last(record).told_at) < now - KEPT_DAYS * 86_400_000,
  );
  if (old.length) await vault.drop('record', ...old.map((each) => each.id));
}
