// In which language the app speaks. The whole app lies on the phone in one of them; another one is
// fetched by the service worker, which asks for it with a cookie.
import { Trouble } from './trouble.js';

const YEAR_S = 31_536_000;

/** From the next start on the app speaks `language`; resolves to whether a new one was fetched.
 * Without signal it goes on as it is: throws a Trouble. */
export async function speak(language) {
  const before = document.documentElement.lang;
  if (!language || language === before) return false;
  const worker = await navigator.serviceWorker.ready;
  remember(language);
  try {
    await worker.update();
    // Nothing is being set up: the phone has this language already, and only the page is old.
    const fresh = worker.installing || worker.waiting;
    if (fresh) await isSetUp(fresh);
  } catch {
    remember(before);
    throw new Trouble('language_needs_signal');
  }
  return true;
}

function isSetUp(worker) {
  return new Promise((done, failed) => {
    const look = () => {
      if (worker.state === 'activated') done();
      if (worker.state === 'redundant') failed(new Error('not fetched'));
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

function remember(language) {
  const { languageCookie } = document.body.dataset;
  document.cookie = `${languageCookie}=${language};path=/;max-age=${YEAR_S};samesite=lax`;
}
