// The sentences that the page carries, and how numbers look in them.
let known;

export function say(word, facts = {}) {
  known ??= new Map(
    [...document.querySelectorAll('[data-word]')].map((each) => [
      each.dataset.word,
      each.textContent,
    ]),
  );
  const sentence = known.get(word) || known.get('refused') || word;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
}

/** Bytes as people buy them, as `data_size` of the server says them. */
export function size(bytes) {
  const kilobytes = Math.ceil(bytes / 1000);
  if (kilobytes < 1000) return `${kilobytes} kB`;
  const [unit, per] = kilobytes < 1e6 ? ['MB', 100] : ['GB', 1e5];
  const number = Math.ceil(kilobytes / per) / 10;
  const { lang } = document.documentElement;
  return `${number.toLocaleString(lang, { minimumFractionDigits: 1 })} ${unit}`;
}

/** A Trouble as a sentence. */
export function told(trouble) {
  const facts = { ...trouble.facts };
  if (facts.size) facts.size = size(facts.size);
  const sentence = say(trouble.word || 'refused', facts);
  const cut = facts.total && facts.done < facts.total;
  return cut ? `${sentence} ${say('interrupted', facts)}` : sentence;
}
