// Sending what was written down. One bad record never holds up the others.
import { markTried, settle, unsentEnvelopes } from './records.js';
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

/** Send all that waits; returns what the server told of this phone. */
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
    // Whatever the server passed over is not asked again in this round.
    const answered = new Set(told.answers.map((each) => each.sequence));
    const unanswered = pairs.filter(({ envelope }) => !answered.has(envelope.sequence));
    for (const { envelope } of unanswered) passedOver.add(envelope.sequence);
    const isRevoked = told.device && told.device.state === 'revoked';
    if (isRevoked || pairs.length === left.length) return told;
  }
}

const named = (each) => ({ ...each, sentence: each.sentence || '' });

// 401 and 403 are about the phone, 429 and 503 about the moment; the rest may be one record's fault.
const isAboutContent = ({ status }) => Boolean(status) && ![401, 403, 404, 429, 502, 503, 504].includes(status);

async function setAside(vault, { record, envelope }, trouble, passedOver) {
  passedOver.add(envelope.sequence);
  if (trouble.status >= 500) return;
  const sentence = trouble.sentence || say('not_understood');
  await settle(vault, [
    { record: record.id, sequence: envelope.sequence, answer: 'held', code: trouble.code || 'refused', sentence },
  ]);
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
