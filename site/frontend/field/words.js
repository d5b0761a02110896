// Sentences that the page carries, in the reader's language, and how numbers and days look.
const known = new Map();

/** Read the sentences of a fragment: elements with `data-word`. Screens bring their own. */
export function learnWords(root) {
  for (const each of root.querySelectorAll('[data-word]')) known.set(each.dataset.word, each.textContent.trim());
}

export const hasWord = (word) => known.has(word);

export function say(word, facts = {}) {
  const sentence = known.get(word) || word;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
}

/** A Trouble, or anything else that was thrown, as a sentence. */
export function told(trouble) {
  if (trouble && trouble.sentence) return trouble.sentence;
  return say(trouble && known.has(trouble.word) ? trouble.word : 'went_wrong', trouble && trouble.facts);
}

const { lang } = document.documentElement;

/** A day "2026-11-22" or an instant as people say it: "Min, 22 Nov". */
export function dayWords(value, options = { weekday: 'short', day: 'numeric', month: 'short' }) {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(value);
  const instant = new Date(isDay ? `${value}T12:00:00Z` : value);
  return instant.toLocaleDateString(lang, isDay ? { ...options, timeZone: 'UTC' } : options);
}

/** How long ago an instant was: "3 jam lalu". */
export function ago(instant, now = Date.now()) {
  const minutes = Math.round((Date.parse(instant) - now) / 60_000);
  const words = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
  if (Math.abs(minutes) < 1) return say('just_now');
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  if (Math.abs(minutes) < 60 * 24) return words.format(Math.round(minutes / 60), 'hour');
  return words.format(Math.round(minutes / 60 / 24), 'day');
}

/** The local day "2026-11-22" in an IANA zone, or the phone's own. */
export function dayIn(zone, instant = new Date()) {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' };
  try {
    return instant.toLocaleDateString('en-CA', { ...parts, timeZone: zone || undefined });
  } catch {
    return instant.toLocaleDateString('en-CA', parts);
  }
}
