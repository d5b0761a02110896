// A file that carries what could not be sent to the coordinator; only the office can open it.
import { encode, fromBase64, toBase64 } from './bytes.js';
import { openFile } from './files.js';
import { importKey, seal } from './keys.js';
import { pushBody } from './push.js';
import { unsentEnvelopes } from './records.js';
import { dayIn } from './words.js';

/** {name, blob} of the rescue file of this phone. */
export async function rescueFile(vault, version) {
  const pairs = await unsentEnvelopes(vault);
  const files = [];
  for (const row of await vault.rows('file')) {
    const { content, ...facts } = await openFile(vault, row.id);
    files.push({ ...facts, content: toBase64(content) });
  }
  const plain = encode(JSON.stringify({ ...pushBody(pairs, version), files }));
  const { export: secret } = await vault.get('fact', 'wire');
  const { iv, bytes } = await seal(await importKey(fromBase64(secret)), plain);
  const text = JSON.stringify({
    v: 1,
    device: vault.device,
    iv: toBase64(iv),
    ciphertext: toBase64(bytes),
  });
  const name = `lapangan-${dayIn()}-${vault.device.slice(0, 8)}.json`;
  return { name, blob: new Blob([text], { type: 'application/json' }) };
}

export function download({ name, blob }) {
  const way = document.createElement('a');
  way.href = URL.createObjectURL(blob);
  way.download = name;
  way.click();
  setTimeout(() => URL.revokeObjectURL(way.href), 60_000);
}
