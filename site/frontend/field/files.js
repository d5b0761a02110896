// Photographs and voices: sealed on the phone, sent in pieces after the texts, then let go.
// The mark of a file is when it was kept.
import { encode, hexOf, newId } from './bytes.js';

const PIECE = 128 * 1024;
const DAY_MS = 86_400_000;
const REFUSED = 'refused';
const NEVER_TAKEN = [400, 409, 413, 415, 422];
const MOST_MENDED = 3;

/** Keep a file for a record; returns {id, sha256, bytes}. */
export async function keepFile(vault, blob, record) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const facts = {
    id: newId(),
    record,
    sha256: await hexOf(bytes),
    bytes: bytes.length,
    media_type: blob.type.split(';')[0],
  };
  await vault.put('file', facts.id, joined(facts, bytes), new Date().toISOString());
  return facts;
}

/** What goes before the bytes of a sealed file: its facts and how long they are. */
function joined(facts, bytes) {
  const head = encode(JSON.stringify(facts));
  const whole = new Uint8Array(4 + head.length + bytes.length);
  new DataView(whole.buffer).setUint32(0, head.length);
  whole.set(head, 4);
  whole.set(bytes, 4 + head.length);
  return whole;
}

export async function openFile(vault, id) {
  const whole = await vault.bytes('file', id);
  if (!whole) return undefined;
  const length = new DataView(whole.buffer, whole.byteOffset).getUint32(0);
  const facts = JSON.parse(new TextDecoder().decode(whole.subarray(4, 4 + length)));
  return { ...facts, content: whole.slice(4 + length) };
}

/** Send the files of records that the server has; each begins where it was cut off.
 *
 * A file that the server will never take is set aside, so that it holds up nothing; it stays
 * here for the rescue file. */
export async function sendFiles(vault, wire, records) {
  const told = records.filter((record) => record.envelopes.some((each) => each.answer));
  const rows = await vault.rows('file');
  const kept = new Set(rows.filter((row) => row.mark !== REFUSED).map((row) => row.id));
  for (const id of told.flatMap((record) => record.files).filter((each) => kept.has(each))) {
    const file = await openFile(vault, id);
    try {
      await sendFile(wire, file);
      await vault.drop('file', id);
    } catch (trouble) {
      if (!NEVER_TAKEN.includes(trouble.status)) throw trouble;
      const { content, ...facts } = file;
      await vault.put('file', id, joined(facts, content), REFUSED);
    }
  }
}

async function sendFile(wire, file) {
  const { id, record, sha256, bytes, media_type } = file;
  let offset = offsetOf(await wire.ask('uploads/', { json: { id, record, sha256, bytes, media_type } }));
  for (let mended = 0; offset < bytes; ) {
    try {
      offset = offsetOf(await sendPiece(wire, file, offset));
    } catch (trouble) {
      // Somebody was faster, or the whole was damaged on its way: go on from where it stands.
      const stands = trouble.status === 422 ? 0 : trouble.status === 409 && offsetOf(trouble);
      if (typeof stands !== 'number' || mended > MOST_MENDED) throw trouble;
      mended += 1;
      offset = stands;
    }
  }
}

const sendPiece = (wire, { id, content }, offset) =>
  wire.ask(`uploads/${id}/`, {
    method: 'PATCH',
    body: content.subarray(offset, offset + PIECE),
    headers: {
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': String(offset),
      'Tus-Resumable': '1.0.0',
    },
  });

function offsetOf(answer) {
  const told = answer.headers.get('Upload-Offset');
  return told === null ? 0 : Number(told);
}

/** How many files wait to be sent. */
export const countFiles = async (vault) =>
  (await vault.rows('file')).filter((row) => row.mark !== REFUSED).length;

/** Let go of files that no record and no draft names any more; those of today may be new. */
export async function letGoOfFiles(vault, now = Date.now()) {
  const rows = (await vault.rows('file')).filter((row) => Date.parse(row.mark) < now - DAY_MS);
  if (!rows.length) return;
  const named = JSON.stringify([await vault.all('record'), await vault.all('draft')]);
  const orphans = rows.map((row) => row.id).filter((id) => !named.includes(id));
  if (orphans.length) await vault.drop('file', ...orphans);
}
