// Photographs and voices: sealed on the phone, sent in pieces after the texts, then let go.
// What is known of one is a "file", its bytes a "blob", so that counting reads no pictures.
// The mark of a file is when it was kept, and from the moment a record names it, "unsent" or,
// when the office did not want it, "refused <when>".
import { decode, hexOf, newId } from './bytes.js';
import { countRows } from './store.js';
import { Trouble } from './trouble.js';

const PIECE = 128 * 1024;
const DAY_MS = 86_400_000;
const UNSENT = 'unsent';
const REFUSED = 'refused';
// The server will say the same tomorrow; everything else is the fault of a moment.
const NOT_WANTED = ['upload_too_large', 'upload_type_not_wanted', 'upload_differs'];
// About the phone or the moment: no other file would fare better.
const ABOUT_ALL = [401, 403, 429, 503];
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
  await vault.putAll(['file', facts.id, facts, new Date().toISOString()], ['blob', facts.id, bytes]);
  return facts;
}

export async function openFile(vault, id) {
  const facts = await vault.get('file', id);
  return facts && { ...facts, content: await vault.bytes('blob', id) };
}

/** Once, when the vault is opened: an earlier app kept facts and bytes of a file in one row, the
 * facts' length before them, and marked no file that a record names. */
export async function renewFiles(vault) {
  const rows = (await vault.rows('file')).filter((row) => !isNamed(row) || row.mark === REFUSED);
  if (!rows.length) return;
  const named = (await vault.all('record')).flatMap((record) => record.files);
  for (const { id, mark } of rows) {
    const fresh = mark === REFUSED || named.includes(id) ? UNSENT : mark;
    const whole = await vault.bytes('file', id);
    // Facts alone begin with "{", which no length of facts does.
    if (whole[0] === 0) {
      const end = 4 + new DataView(whole.buffer, whole.byteOffset).getUint32(0);
      const facts = JSON.parse(decode(whole.subarray(4, end)));
      await vault.putAll(['file', id, facts, fresh], ['blob', id, whole.slice(end)]);
    } else if (fresh !== mark) await vault.mark('file', id, fresh);
  }
}

export const dropFiles = (vault, ...ids) =>
  vault.dropAll(...ids.flatMap((id) => [['file', id], ['blob', id]]));

/** From now on a record names these files: they are counted until they have arrived. */
export async function nameFiles(vault, ids) {
  const rows = (await vault.rows('file')).filter((row) => ids.includes(row.id) && !isNamed(row));
  for (const row of rows) await vault.mark('file', row.id, UNSENT);
}

/** No record names these any more: after a day they go, unless a draft still shows them. */
export async function unnameFiles(vault, ids) {
  for (const id of ids) await vault.mark('file', id, new Date().toISOString());
}

/** Send the files of records that the server has; each begins where it was cut off.
 *
 * One in trouble holds up no other; the first trouble is thrown once all were tried. What the
 * server does not want stays here for the rescue file, and is offered again a day later. */
export async function sendFiles(vault, wire, records) {
  const told = records.filter((record) => record.envelopes.some((each) => each.answer));
  const kept = new Set((await vault.rows('file')).filter(mayGo).map((row) => row.id));
  let first;
  for (const id of told.flatMap((record) => record.files).filter((each) => kept.has(each))) {
    const file = await openFile(vault, id);
    try {
      await sendFile(wire, file);
      await dropFiles(vault, id);
    } catch (trouble) {
      if (NOT_WANTED.includes(trouble.code)) {
        const { content, ...facts } = file;
        const mark = `${REFUSED} ${new Date().toISOString()}`;
        await vault.put('file', id, { ...facts, refused: trouble.sentence }, mark);
      } else if (!trouble.status || ABOUT_ALL.includes(trouble.status)) {
        throw trouble;
      } else {
        first = first || trouble;
      }
    }
  }
  if (first) throw first.sentence ? first : new Trouble('not_taken_now');
}

const isNamed = ({ mark }) => mark === UNSENT || mark.startsWith(REFUSED);

const mayGo = ({ mark }) =>
  !mark.startsWith(REFUSED) || Date.parse(mark.slice(REFUSED.length + 1)) < Date.now() - DAY_MS;

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
  const said = answer.headers.get('Upload-Offset');
  // Only the server itself says how far a file came, never something on the way to it.
  if (said === null) throw new Trouble('no_signal');
  return Number(said);
}

/** How many files of records have not arrived, refused ones too; also while the phone is locked. */
export const countFiles = (device) => countRows(device, 'file', isNamed);

/** Which of `ids` still lie here, and why the office did not want them: [sentence or ""]. */
export async function filesHere(vault, ids) {
  if (!ids.length) return [];
  const here = (await vault.rows('file')).filter((row) => ids.includes(row.id));
  return Promise.all(
    here.map(async ({ id, mark }) =>
      mark.startsWith(REFUSED) ? (await vault.get('file', id)).refused || '' : ''),
  );
}

/** Let go of files that no record and no draft names any more; those of today may be new. */
export async function letGoOfFiles(vault, now = Date.now()) {
  const isOld = (row) => !isNamed(row) && Date.parse(row.mark) < now - DAY_MS;
  const rows = (await vault.rows('file')).filter(isOld);
  if (!rows.length) return;
  const named = JSON.stringify([await vault.all('record'), await vault.all('draft')]);
  const orphans = rows.map((row) => row.id).filter((id) => !named.includes(id));
  if (orphans.length) await dropFiles(vault, ...orphans);
}
