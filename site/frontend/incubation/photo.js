// A photo of what shows an answer: made small, without what was hidden in the file.
const LONG_SIDE = 1600;

/** Keep the first of `files` for a sheet; resolves to {upload, sha256}. */
export async function keepPhoto(phone, file, sheet) {
  const { id, sha256 } = await phone.file(await smaller(file), sheet);
  return { upload: id, sha256 };
}

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

const shown = new Map();

/** The photo as a picture; null once it was sent and let go. */
export async function pictureOf(phone, { upload }) {
  if (!shown.has(upload)) {
    const blob = await phone.openFile(upload);
    if (!blob) return null;
    shown.set(upload, URL.createObjectURL(blob));
  }
  return phone.element('img', { src: shown.get(upload), alt: phone.say('incubation_photo') });
}
