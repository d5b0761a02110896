// What was written down on this phone, and what the server said to it.
//
// A record is {id, type, version, payload, written_at, after, files, envelopes}. Each envelope
// is one version of it as it goes to the server: {sequence, version, digest, replaces, reason,
// payload, recorded_at, after, tried, answer, code, sentence, waits_for, trouble}. An envelope that
// may have arrived (tried) is never changed any more: what comes after it is a revision. Only what
// the server said of this very envelope is an answer; a delivery that was refused as a whole
// leaves a trouble {code, sentence} beside it, and it stays unsent.
import { digestOf } from './bytes.js';
import { Trouble } from './trouble.js';

const SETTLED = ['applied', 'duplicate', 'revision'];
const OPEN = ['waiting', 'conflict'];
// A settled record stays for changes of mind; later the group's history has it.
const KEPT_DAYS = 30;

export const last = (record) => record.envelopes[record.envelopes.length - 1];

/** unsent | sent | held | waiting | conflict */
export function stateOf(record) {
  const { answer } = last(record);
  if (!answer) return 'unsent';
  return SETTLED.includes(answer) ? 'sent' : answer;
}

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
 * that changes it; files: ids of its files; after: records that must arrive before it. */
export function write(vault, { id, type, version, payload, title, place, after = [], files = [] }) {
  return vault.inTurn(async () => {
    if (await vault.get('record', id)) throw new Trouble('already_written');
    const first = await envelope(vault, payload, { version, after });
    const written_at = new Date().toISOString();
    const facts = { id, type, version, payload, title, place, after, files };
    const record = { ...facts, written_at, envelopes: [first] };
    await keep(vault, record);
    return record;
  });
}

/** Change a record: in place while nobody has it, else as a revision with a reason. */
export function change(vault, id, payload, { reason = '', files, version } = {}) {
  return vault.inTurn(async () => {
    const record = await vault.get('record', id);
    if (!record) throw new Trouble('not_here');
    const old = last(record);
    const how = { version: version || record.version, after: record.after };
    if (!old.answer && !old.tried) {
      const { replaces, sequence } = old;
      const digest = await digestOf(payload);
      Object.assign(old, { payload, digest, version: how.version, recorded_at: new Date().toISOString() });
      Object.assign(old, { replaces, sequence, reason: replaces ? reason || old.reason : '' });
    } else {
      if ((await digestOf(payload)) === old.digest) return record;
      record.envelopes.push(await envelope(vault, payload, { ...how, replaces: old.digest, reason }));
    }
    record.payload = payload;
    record.version = how.version;
    if (files) record.files = files;
    await keep(vault, record);
    return record;
  });
}

/** Take back what was never sent. A change that was never sent leaves the version before it. */
export function remove(vault, id) {
  return vault.inTurn(async () => {
    const record = await vault.get('record', id);
    if (!record) return;
    const newest = last(record);
    if (newest.answer || newest.tried) throw new Trouble('already_sent');
    record.envelopes.pop();
    if (record.envelopes.length) {
      record.payload = last(record).payload;
      await keep(vault, record);
      return;
    }
    await vault.drop('record', id);
    if (record.files.length) await vault.drop('file', ...record.files);
  });
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
      each.tried = true;
      return true;
    }),
  );
}

/** Note why a delivery of this one was refused; it stays unsent. */
export function noteTrouble(vault, pair, { code = '', sentence = '' }) {
  return vault.inTurn(() =>
    eachRecord(vault, [pair], (each) => {
      if (each.answer) return false;
      each.trouble = { code, sentence };
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
      Object.assign(one, { answer, code, sentence, waits_for, told_at: new Date().toISOString() });
      delete one.trouble;
      // Older texts of the same record are of no use once a newer one was answered.
      for (const each of record.envelopes) if (each !== last(record) && each.answer) delete each.payload;
      await keep(vault, record);
    }
  });
}

async function eachRecord(vault, pairs, work) {
  const done = [];
  for (const pair of pairs) {
    const record = await vault.get('record', pair.record.id);
    const one = record && record.envelopes.find((each) => each.sequence === pair.envelope.sequence);
    if (!one || !work(one, pair)) continue;
    await keep(vault, record);
    done.push({ record, envelope: one });
  }
  return done;
}

/** Ids of records whose answer may have changed since. */
export const openIds = async (vault) =>
  (await vault.all('record')).filter((each) => OPEN.includes(last(each).answer)).map((each) => each.id);

/** Let go of records that were settled long ago. */
export async function letGo(vault, now = Date.now()) {
  const old = (await vault.all('record')).filter(
    (record) =>
      stateOf(record) === 'sent' &&
      Date.parse(last(record).told_at) < now - KEPT_DAYS * 86_400_000,
  );
  if (old.length) await vault.drop('record', ...old.map((each) => each.id));
}
