// Sending what was written down. One bad record never holds up the others.
import { markTried, noteTrouble, settle, unsentEnvelopes } from './records.js';
import { say } from './words.js';

const MOST_RECORDS = 50;
const MOST_CHARACTERS = 400_000;

/** A body as `push/` takes it; the rescue file holds the same. */
export function pushBody(pairs, version, unsent = pairs) {
  return {
    sent_at: new Date().toISOString(),
    app_version: version,
    unsent: unsent.length,
    oldest_unsent_at: unsent.length ? unsent[0].envelope.recorded_at : null,
    envelopes: pairs.map(({ record, envelope }) => ({
      sequence: envelope.sequence,
      record: record.id,
      type: record.type,
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

/** Send all that waits; returns what the server told of this phone. Nothing is asked twice in
 * one round; what got no answer stays unsent and is asked again in the next one. */
export async function push(vault, wire) {
  const passedOver = new Set();
  let most = MOST_RECORDS;
  for (;;) {
    const waiting = await unsentEnvelopes(vault);
    const left = waiting.filter(({ envelope }) => !passedOver.has(envelope.sequence));
    const pairs = await markTried(vault, batch(left, most));
    if (left.length && !pairs.length) continue;
    let told;
    try {
      told = await wire.json('push/', { json: pushBody(pairs, wire.version, waiting) });
    } catch (trouble) {
      if (!pairs.length || !isAboutContent(trouble)) throw trouble;
      if (pairs.length > 1) most = Math.ceil(pairs.length / 2);
      else await setAside(vault, pairs[0], trouble, passedOver);
      continue;
    }
    await settle(vault, told.answers.map(named));
    for (const { envelope } of pairs) passedOver.add(envelope.sequence);
    const isRevoked = told.device && told.device.state === 'revoked';
    if (isRevoked || pairs.length === left.length) return told;
  }
}

const named = (each) => ({ ...each, sentence: each.sentence || '' });

// 401 and 403 are about the phone, 429 and 503 about the moment; the rest may be one record's fault.
const isAboutContent = ({ status }) => Boolean(status) && ![401, 403, 404, 429, 502, 503, 504].includes(status);

// A refusal of the delivery is no answer: nobody has this record, and it is tried again.
async function setAside(vault, pair, trouble, passedOver) {
  passedOver.add(pair.envelope.sequence);
  const sentence = trouble.sentence || say('not_taken_now');
  await noteTrouble(vault, pair, { code: trouble.code, sentence });
}

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
