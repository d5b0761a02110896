// The field app: which person, locked or open, which page.
import { addressOf, drafts } from './drafts.js';
import { doorPage } from './page_door.js';
import { enrolPage } from './page_enrol.js';
import { renewFiles } from './files.js';
import { farewellPage } from './page_farewell.js';
import { homePage } from './page_home.js';
import { lessonsPage } from './page_lessons.js';
import { outboxPage } from './page_outbox.js';
import { phonePage } from './page_phone.js';
import { element, fill, find, tell, template, untell } from './parts.js';
import { practiceVault } from './practice.js';
import { loadScreens, phoneFor, screen } from './screens.js';
import { statusOf } from './standing.js';
import { people, person } from './store.js';
import { Sync } from './sync.js';
import { learnWords, say, told } from './words.js';

const LOCK_AFTER_MS = 15 * 60_000;
const PAGES = { kiriman: outboxPage, hp: phonePage, pelajaran: lessonsPage };
const { api, home, version } = document.body.dataset;

const app = {
  api,
  version,
  vault: null,
  person: null,
  sync: null,
  get isPractice() {
    return Boolean(this.ownVault);
  },

  go(name = '', ...place) {
    const hash = `#/${[name, ...place].map(encodeURIComponent).join('/')}`;
    if (location.hash === hash) draw();
    else location.hash = hash;
  },

  /** Go home and say there what was done. */
  leave(sentence, kind = 'success') {
    this.farewell = [sentence, kind];
    this.go();
  },

  /** Put new content on the page and lead the eye, and a screen reader, to its beginning. */
  show(root, content) {
    root.replaceChildren(content);
    const heading = root.querySelector('h1');
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      document.title = `${heading.textContent.trim()} · ${say('app')}`;
    }
    scrollTo(0, 0);
  },

  async open(vault) {
    this.vault = vault;
    this.person = await person(vault.device);
    await renewFiles(vault);
    this.sync = new Sync(vault, { api, version, onChange: () => this.changed() });
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
  },

  lock() {
    if (this.sync) this.sync.stop();
    Object.assign(this, { vault: null, ownVault: null, person: null, sync: null });
    draw();
  },

  begin() {
    if (location.pathname !== home) history.replaceState(null, '', home);
    draw();
    if (navigator.onLine) this.sync.run();
  },

  async startPractice() {
    this.ownVault = this.vault;
    this.vault = await practiceVault(this);
    this.go();
    draw();
  },

  endPractice() {
    this.vault = this.ownVault;
    this.ownVault = null;
    this.go();
    draw();
  },

  /** A record was written: with signal it goes out by itself, a moment later. */
  wrote() {
    if (!this.isPractice && navigator.onLine) this.sync.soon();
    return this.changed();
  },

  /** Something was written, sent or fetched: the line above every page tells it. */
  async changed() {
    if (!this.vault) return;
    const own = this.ownVault || this.vault;
    this.person = await person(own.device);
    if (this.person.revoked && !this.isLeaving && !(await isFinishing())) return draw();
    await drawStatus();
    if (this.onChange) this.onChange();
  },
};

async function drawStatus() {
  const line = document.querySelector('[data-status]');
  document.querySelector('[data-lock]').hidden = !app.vault;
  document.querySelector('[data-practice]').hidden = !app.isPractice;
  line.hidden = !app.vault;
  if (!app.vault) return;
  const { unsent, synced, kind } = await statusOf(app);
  line.dataset.kind = kind;
  fill(line, { unsent, synced });
}

let turn = 0;

async function draw() {
  const root = document.querySelector('[data-page]');
  const mine = (turn += 1);
  app.onChange = null;
  untell();
  try {
    await drawStatus();
    const page = await choose();
    if (mine !== turn) return;
    await page(root);
    if (app.farewell) tell(...app.farewell);
    app.farewell = null;
  } catch (trouble) {
    if (mine === turn) app.show(root, sorry(trouble));
  }
}

/** Which page stands here now, as a function of the place it fills. */
async function choose() {
  if (!crypto.subtle || !navigator.serviceWorker) return sentencePage('field-insecure');
  if (isEnrolling()) return (root) => enrolPage(app, root);
  const rows = await people();
  if (!rows.length) return sentencePage('field-nobody');
  if (!app.vault) return (root) => doorPage(app, root, rows);
  if (app.person.revoked && !(await isFinishing())) return (root) => farewellPage(app, root);
  const [name, ...place] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  const module = screen(name);
  if (module && module.show) return (root) => module.show(phoneFor(app, name, place, root));
  const page = PAGES[name] || homePage;
  return (root) => page(app, root, place);
}

/** On a phone that was taken back only forms that were begun open any more. */
async function isFinishing() {
  return (await drafts(app.vault)).some((each) => addressOf(each) === location.hash);
}

const isEnrolling = () => /^#[\w-]{6,}$/.test(location.hash);

const sentencePage = (id) => (root) => app.show(root, template(id));

function sorry(trouble) {
  const title = element('h1', {}, say('cannot_now'));
  const said = element('p', { className: 'notice notice-warning', role: 'alert' }, told(trouble));
  const way = element('p', {}, element('a', { className: 'button button-full', href: '#/' }, say('to_home')));
  return element('div', {}, title, said, way);
}

/** The address behind "#" says which page stands here, so the skip link moves the focus itself. */
function skip(event) {
  event.preventDefault();
  document.querySelector('[data-page]').focus();
}

function lockWhenLeft() {
  let left = 0;
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) left = Date.now();
    else if (app.vault && left && Date.now() - left > LOCK_AFTER_MS) app.lock();
    else if (app.sync && !app.isPractice) app.sync.run();
  });
}

async function begin() {
  for (const each of document.querySelectorAll('template, [data-words]')) learnWords(each.content || each);
  find(document, 'no-script').remove();
  find(document, 'skip').addEventListener('click', skip);
  find(document, 'lock').addEventListener('click', () => app.lock());
  find(document, 'practice').querySelector('button').addEventListener('click', () => app.endPractice());
  addEventListener('hashchange', draw);
  addEventListener('online', () => app.sync && app.sync.run());
  addEventListener('unhandledrejection', ({ reason }) => reason && reason.word && tell(told(reason), 'warning'));
  lockWhenLeft();
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register(`${home}sw.js`, { scope: home }).catch(() => {});
  }
  await loadScreens();
  await draw();
}

begin();
