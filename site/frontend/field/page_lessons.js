// Lessons that lie on this phone. Who keeps lessons brings the script that does it.
import { element, fill, find, tell, template } from './parts.js';
import { part } from './pull.js';
import { hasWord, say, told } from './words.js';

export async function lessonsPage(app, root) {
  const lessons = Object.values(await part(app.ownVault || app.vault, 'field.lessons'));
  lessons.sort((a, b) => a.title.localeCompare(b.title));
  const kept = await keptOf(lessons);
  const page = template('field-lessons');
  find(page, 'lessons').append(...lessons.map((each) => row(each, kept)));
  find(page, 'none').hidden = lessons.length > 0;
  const here = lessons.filter((each) => kept.has(each.module));
  const line = lessons.length ? say('lessons_kept', { count: here.length, total: lessons.length }) : '';
  fill(page, { line });
  const [first] = lessons;
  if (first) Object.assign(find(page, 'shelf'), { href: first.shelf, hidden: false });
  const wanted = lessons.filter((each) => !kept.has(each.module) || isNewer(each, kept));
  const keep = find(page, 'keep');
  keep.hidden = !wanted.length;
  keep.textContent = weightWords(wanted);
  keep.addEventListener('click', () => fetchAll(app, root, wanted));
  app.show(root, page);
}

function isNewer({ module, release, digest }, kept) {
  const here = kept.get(module);
  return here.release !== release || Boolean(digest && here.digest !== digest);
}

/** Map of module -> {release, digest} of what lies here, from all scripts. */
async function keptOf(lessons) {
  const scripts = [...new Set(lessons.map((each) => each.script))];
  const maps = await Promise.all(scripts.map(async (script) => (await import(script)).kept()));
  return new Map(maps.flatMap((each) => [...each]));
}

function row(lesson, kept) {
  const state = !kept.has(lesson.module) ? 'away' : isNewer(lesson, kept) ? 'newer' : 'kept';
  const kinds = { away: 'badge', newer: 'badge badge-warn', kept: 'badge badge-good' };
  return element('li', {},
    element('a', { className: 'row', href: lesson.url },
      element('span', { className: 'row-main' }, element('strong', {}, lesson.title)),
      element('span', { className: kinds[state] }, say(`lesson_${state}`))));
}

function weightWords(wanted) {
  if (wanted.some((each) => each.bytes === null)) return say('lessons_keep_unknown');
  const bytes = wanted.reduce((sum, each) => sum + each.bytes, 0);
  const size = (bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  return say('lessons_keep', { size });
}

async function fetchAll(app, root, wanted) {
  const bar = find(root, 'bar');
  bar.hidden = false;
  find(root, 'keep').disabled = true;
  try {
    for (const lesson of wanted) {
      const { keep } = await import(lesson.script);
      await keep(lesson, (done, total) => {
        Object.assign(bar, { max: total || 1, value: done });
        fill(root, { line: say('lessons_keeping', { title: lesson.title, done, total }) });
      });
    }
    await lessonsPage(app, root);
  } catch (trouble) {
    // What was kept so far stays; the rest is asked for again.
    await lessonsPage(app, root);
    const word = hasWord(`lesson_${trouble.word}`) ? `lesson_${trouble.word}` : trouble.word;
    tell(told({ word }), 'warning');
  }
}
