// Sending what was written down. One bad record never holds up the others.
import { countFiles } from './files.js';
import { DAMAGED, markRefused, markTried, noteTrouble, settle, typeOf, unsentEnvelopes } from './records.js';
import { say } from './words.js';

const MOST_RECORDS = 50;
const MOST_CHARACTERS = 400_000;

/** A body as `push/` takes it; the rescue file holds the same. */
export function pushBody(pairs, version, { unsent = pairs, files } = {}) {
  return {
    sent_at: new Date().toISOString(),
    app_version: version,
    unsent: unsent.length,
    unsent_files: files,
    oldest_unsent_at: unsent.length ? unsent[0].envelope.recorded_at : null,
    envelopes: pairs.map(({ record, envelope }) => ({
      sequence: envelope.sequence,
      record: record.id,
      type: typeOf(record, envelope),
      version: envelope.version,
      recorded_at: envelope.recorded_at,
      after: envelope.after,
      digest: envelope.digest,
      replaces: envelope.replaces,
      reason: envelope.reason,
      payload: envelope.payload,
    })),
  };
}

/** Send all that waits; returns what the server told of this phone. A phone that was taken back
 * sends all of it, too. Nothing is asked twice in one round but what was damaged on its way;
 * what got no answer stays unsent and is asked again in the next one. */
export async function push(vault, wire) {
  const passedOver = new Set();
  let most = MOST_RECORDS;
  let told;
  for (;;) {
    const waiting = await unsentEnvelopes(vault);
    const left = waiting.filter(({ envelope }) => !passedOver.has(envelope.sequence));
    if (told && !left.length) return told;
    const pairs = await markTried(vault, batch(left, most));
    const counted = { unsent: waiting, files: await countFiles(vault.device) };
    if (left.length && !pairs.length) continue;
    try {
      told = await wire.json('push/', { json: pushBody(pairs, wire.version, counted) });
    } catch (trouble) {
      if (!mayHaveArrived(trouble)) await markRefused(vault, pairs);
      if (!pairs.length || !isAboutContent(trouble)) throw trouble;
      if (pairs.length > 1) most = Math.ceil(pairs.length / 2);
      else await setAside(vault, wire, pairs[0], trouble, passedOver);
      continue;
    }
    await settle(vault, told.answers.map(named));
    const damaged = told.answers.filter(({ code }) => code === DAMAGED).map(({ sequence }) => sequence);
    for (const { envelope } of pairs) {
      if (!damaged.includes(envelope.sequence)) passedOver.add(envelope.sequence);
    }
  }
}

const named = (each) => ({ ...each, sentence: each.sentence || '' });

// 401 and 403 are about the phone, 429 and 503 about the moment; the rest may be one record's fault.
const isAboutContent = ({ status }) => Boolean(status) && ![401, 403, 404, 429, 502, 503, 504].includes(status);

// No word at all, or that something broke: perhaps only after the records had been kept.
const mayHaveArrived = ({ status }) => !status || status >= 500;

// A refusal of the delivery is no answer, and the record is tried again. Nobody has it, unless an
// earlier delivery of it was lost, or this one was: then the server is asked what it knows of it.
async function setAside(vault, wire, pair, trouble, passedOver) {
  const { sequence, lost } = pair.envelope;
  passedOver.add(sequence);
  const known = lost || mayHaveArrived(trouble) ? await knownOf(wire, pair.record) : [];
  const same = known.filter((each) => each.sequence === sequence);
  if (same.length) return settle(vault, same.map(named));
  const sentence = trouble.sentence || say('not_taken_now');
  const { status, code } = trouble;
  return noteTrouble(vault, pair, {
    ...{ status, code, sentence },
    // It tells its newest version only: with a later one there, this one may lie there, too.
    lost: known.some((each) => each.sequence > sequence),
  });
}

const knownOf = async (wire, { id }) => (await wire.json('answers/', { json: { records: [id] } })).answers;

function batch(pairs, most) {
  const chosen = [];
  let weight = 0;
  for (const pair of pairs.slice(0, most)) {
    weight += JSON.stringify(pair.envelope.payload).length;
    if (chosen.length && weight > MOST_CHARACTERS) break;
    chosen.push(pair);
  }
  return chosen;
}
