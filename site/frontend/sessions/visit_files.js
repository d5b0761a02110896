// Photographs and a spoken note of a visit.
import { whereAndWhen } from './exif.js';

const MOST_PHOTOS = 20;
const LONG_SIDE = 1600;
const LONGEST_VOICE_MS = 120_000;
const VOICES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];

export function drawPictures(screen) {
  const { phone, draft, root } = screen;
  drawPhotos(screen);
  drawVoices(screen);
  const input = root.querySelector('[name=photo]');
  input.onchange = () => take(screen, [...input.files]).finally(() => (input.value = ''));
  phone.find(root, 'take-photo').hidden = draft.values.photos.length >= MOST_PHOTOS;
  const button = phone.find(root, 'voice');
  button.hidden = !(window.MediaRecorder && navigator.mediaDevices);
  button.onclick = () => (button.recorder ? button.recorder.stop() : speak(screen, button));
}

const shown = new Map();

async function drawPhotos({ phone, draft, root, set }) {
  const place = phone.find(root, 'photos');
  const captionOf = (upload) => {
    const input = phone.element('input', { maxLength: 200, autocomplete: 'off' });
    const numbered = draft.values.photos.findIndex((each) => each.upload === upload);
    input.setAttribute('aria-label', phone.say('sessions_caption', { number: numbered + 1 }));
    input.placeholder = phone.say('sessions_caption_short');
    input.value = draft.values.photos[numbered].caption;
    let isNew = true;
    input.addEventListener('focus', () => (isNew = true));
    input.addEventListener('input', () => {
      const photos = draft.values.photos.map((each) =>
        each.upload === upload ? { ...each, caption: input.value } : each);
      set({ photos }, { isStep: isNew, isDrawn: false });
      isNew = false;
    });
    return input;
  };
  const here = new Map([...place.children].map((each) => [each.dataset.upload, each]));
  const rows = await Promise.all(
    draft.values.photos.map(async ({ upload }) => here.get(upload) || photoRow(upload)));
  place.replaceChildren(...rows);
  for (const { upload, caption } of draft.values.photos) {
    const input = place.querySelector(`[data-upload="${upload}"] input`);
    if (document.activeElement !== input) input.value = caption;
  }

  async function photoRow(upload) {
    const blob = await phone.openFile(upload);
    if (blob && !shown.has(upload)) shown.set(upload, URL.createObjectURL(blob));
    const away = phone.element('button', { type: 'button', className: 'link-button' }, phone.say('remove'));
    away.addEventListener('click', () => set({ photos: draft.values.photos.filter((each) => each.upload !== upload) }));
    const picture = blob
      ? phone.element('img', { src: shown.get(upload), alt: phone.say('sessions_photo') })
      : phone.element('span', {}, phone.say('sessions_photo_sent'));
    return phone.element('li', { data: { upload } }, picture, captionOf(upload), away);
  }
}

async function take(screen, files) {
  const { phone, draft, set } = screen;
  for (const file of files) {
    if (draft.values.photos.length >= MOST_PHOTOS) {
      phone.tell(phone.say('sessions_twenty_photos'), 'warning');
      return;
    }
    try {
      const facts = whereAndWhen(new DataView(await file.slice(0, 262_144).arrayBuffer()));
      const { id, sha256 } = await phone.file(await smaller(file), draft.values.id);
      const photo = { upload: id, sha256, taken_at: '', latitude: null, longitude: null, accuracy: null, caption: '', ...facts };
      await set({ photos: [...draft.values.photos, photo] });
    } catch (trouble) {
      phone.tell(phone.say(trouble.word || 'sessions_photo_unreadable'), 'warning');
    }
  }
}

/** The picture drawn anew: at most 1600 px, and without anything that was hidden in the file. */
async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', 0.8));
}

function drawVoices({ phone, draft, root, set }) {
  phone.find(root, 'voices').replaceChildren(
    ...draft.values.voices.map(({ upload, seconds }) => {
      const away = phone.element('button', { type: 'button', className: 'link-button' }, phone.say('remove'));
      away.addEventListener('click', () => set({ voices: draft.values.voices.filter((each) => each.upload !== upload) }));
      return phone.element('li', { className: 'item' }, phone.say('sessions_voice', { seconds }), away);
    }));
}

async function speak(screen, button) {
  const { phone, draft, set } = screen;
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    phone.tell(phone.say('sessions_no_microphone'), 'warning');
    return;
  }
  const mimeType = VOICES.find((each) => MediaRecorder.isTypeSupported(each));
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 24_000 });
  const pieces = [];
  const begun = Date.now();
  recorder.ondataavailable = (event) => pieces.push(event.data);
  recorder.onstop = async () => {
    for (const track of stream.getTracks()) track.stop();
    button.recorder = null;
    button.textContent = phone.say('sessions_speak');
    try {
      const { id, sha256 } = await phone.file(new Blob(pieces, { type: recorder.mimeType }), draft.values.id);
      const seconds = Math.max(1, Math.round((Date.now() - begun) / 1000));
      await set({ voices: [...draft.values.voices, { upload: id, sha256, seconds }] });
    } catch (trouble) {
      phone.tell(phone.say(trouble.word || 'went_wrong'), 'warning');
    }
  };
  button.recorder = recorder;
  button.textContent = phone.say('sessions_stop_speaking');
  recorder.start();
  setTimeout(() => recorder.state === 'recording' && recorder.stop(), LONGEST_VOICE_MS);
}
