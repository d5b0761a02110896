// Fetching what may be read without signal: only buckets that changed, each kept at once.
const AT_ONCE = 4;
const idOf = ({ part, key }) => `${part}/${key}`;

/** Bring the buckets of this phone up to date. onStep(done, total) tells how far it is. */
export async function pull(vault, wire, onStep = () => {}) {
  const told = await wire.json('contents/');
  if (told.device && told.device.state === 'revoked') return told;
  const have = new Map((await vault.rows('bucket')).map((row) => [row.id, row.mark]));
  const wanted = told.buckets.filter((bucket) => have.get(idOf(bucket)) !== bucket.digest);
  const named = new Set(told.buckets.map(idOf));
  const gone = [...have.keys()].filter((id) => !named.has(id));
  if (gone.length) await vault.drop('bucket', ...gone);
  const total = told.buckets.length;
  let done = total - wanted.length;
  onStep(done, total);
  const queue = [...wanted];
  const work = async () => {
    for (let bucket = queue.shift(); bucket; bucket = queue.shift()) {
      await fetchOne(vault, wire, bucket);
      done += 1;
      onStep(done, total);
    }
  };
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const failed = results.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
  return told;
}

async function fetchOne(vault, wire, bucket) {
  const path = `contents/${encodeURIComponent(bucket.part)}/${encodeURIComponent(bucket.key)}/`;
  let content;
  try {
    content = await wire.json(path);
  } catch (trouble) {
    // Gone since the list was made: the next list no longer names it.
    if (trouble.status === 404) return;
    throw trouble;
  }
  await vault.put('bucket', idOf(bucket), content, bucket.digest);
}

/** Everything of one part: {key: content}. */
export async function part(vault, name) {
  const found = {};
  for (const row of await vault.rows('bucket')) {
    const cut = row.id.indexOf('/');
    if (row.id.slice(0, cut) !== name) continue;
    found[row.id.slice(cut + 1)] = await vault.open(row);
  }
  return found;
}
