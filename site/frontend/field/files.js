// Photographs and voices: sealed on the phone, sent in pieces after the texts, then let go.
// The mark of a file is when it was kept.
import { encode, hexOf, newId } from './bytes.js';
import { Trouble } from './trouble.js';

const PIECE = 128 * 1024;
const DAY_MS = 86_400_000;

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

/** Send the files of records that the server has; each begins where it was cut off. */
export async function sendFiles(vault, wire, records) {
  const told = records.filter((record) => record.envelopes.some((each) => each.answer));
  const kept = new Set((await vault.rows('file')).map((row) => row.id));
  let failed;
  for (const id of told.flatMap((record) => record.files).filter((each) => kept.has(each))) {
    try {
      await sendFile(vault, wire, await openFile(vault, id));
      await vault.drop('file', id);
    } catch (trouble) {
      if (!trouble.status || [401, 403].includes(trouble.status)) throw trouble;
      failed = trouble;
    }
  }
  if (failed) throw failed;
}

async function sendFile(vault, wire, file) {
  const { id, record, sha256, bytes, media_type } = file;
  let offset = offsetOf(await wire.ask('uploads/', { json: { id, record, sha256, bytes, media_type } }));
  if (offset === undefined) offset = offsetOf(await wire.ask(`uploads/${id}/`, { method: 'HEAD' })) || 0;
  while (offset < bytes) {
    const piece = file.content.subarray(offset, offset + PIECE);
    const answer = await wire.ask(`uploads/${id}/`, {
      method: 'PATCH',
      body: piece,
      headers: {
        'Content-Type': 'application/offset+octet-stream',
        'Upload-Offset': String(offset),
        'Tus-Resumable': '1.0.0',
      },
    });
    const next = offsetOf(answer) ?? offset + piece.length;
    if (next <= offset) throw new Trouble('no_signal');
    offset = next;
  }
}

function offsetOf(answer) {
  const told = answer.headers.get('Upload-Offset');
  return told === null ? undefined : Number(told);
}

/** Let go of files that no record and no draft names any more; those of today may be new. */
export async function letGoOfFiles(vault, now = Date.now()) {
  const rows = (await vault.rows('file')).filter((row) => Date.parse(row.mark) < now - DAY_MS);
  if (!rows.length) return;
  const named = JSON.stringify([await vault.all('record'), await vault.all('draft')]);
  const orphans = rows.map((row) => row.id).filter((id) => !named.includes(id));
  if (orphans.length) await vault.drop('file', ...orphans);
}
