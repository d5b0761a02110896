// From one link to a phone that works without signal.
import { enrol } from './door.js';
import { button, fill, find, tell, template } from './parts.js';
import { pinProblem } from './pins.js';
import { speak } from './speaking.js';
import { Trouble } from './trouble.js';
import { say, told } from './words.js';

export function enrolPage(app, root) {
  const page = template('field-enrol');
  const form = page.querySelector('form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    begin(app, root, form);
  });
  app.show(root, page);
}

async function begin(app, root, form) {
  const { device_name, pin, again } = form.elements;
  const problem = pinProblem(pin.value, again.value);
  if (problem) return tell(say(problem), 'warning');
  const send = form.querySelector('button');
  send.disabled = true;
  try {
    const vault = await enrol({
      api: app.api,
      version: app.version,
      code: location.hash.slice(1),
      deviceName: device_name.value.trim() || say('a_phone'),
      pin: pin.value,
    });
    // The code was used: it shall not stand in the address or in the history.
    history.replaceState(null, '', location.pathname);
    await app.open(vault);
    speak(app.person.language).catch(() => {});
    await firstPull(app, root);
  } catch (trouble) {
    send.disabled = false;
    tell(trouble instanceof Trouble ? told(trouble) : say('went_wrong'), 'warning');
  }
  return undefined;
}

async function firstPull(app, root) {
  const page = template('field-pull');
  const bar = page.querySelector('progress');
  const line = find(page, 'line');
  const more = find(page, 'more');
  app.show(root, fill(page, { name: app.person.name }));
  const trouble = await app.sync.run((done, total) => {
    bar.max = total || 1;
    bar.value = done;
    line.textContent = say('pulling', { done, total });
  });
  if (!trouble) return ready(app, root);
  line.textContent = told(trouble);
  more.replaceChildren(
    button(say('go_on'), () => firstPull(app, root), 'button button-full'),
    button(say('later'), () => app.begin()),
  );
  return undefined;
}

function ready(app, root) {
  const page = fill(template('field-ready'), { name: app.person.name });
  find(page, 'begin').addEventListener('click', () => app.begin());
  find(page, 'try').addEventListener('click', () => {
    history.replaceState(null, '', document.body.dataset.home);
    app.startPractice();
  });
  offerInstall(find(page, 'install'));
  app.show(root, page);
}

let installing;
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  installing = event;
});

/** A button where the browser can install by itself; the sentence beside it works everywhere. */
function offerInstall(place) {
  if (!installing) return;
  place.append(button(say('install'), () => installing.prompt()));
}
