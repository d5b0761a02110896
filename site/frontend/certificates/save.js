// "Simpan pemeriksa": the page, its script and the lists lie on this phone from now on.
const box = document.getElementById('save');

const says = (state) => {
  for (const each of box.querySelectorAll('[data-says]')) each.hidden = each.dataset.says !== state;
};

const isKept = async () =>
  Boolean((await navigator.serviceWorker.getRegistration(box.dataset.scope))?.active);

const keep = async () => {
  says('keeping');
  try {
    await navigator.serviceWorker.register(box.dataset.worker, { scope: box.dataset.scope });
    await navigator.serviceWorker.ready;
    says('kept');
  } catch (trouble) {
    says('failed');
  }
};

if (box && 'serviceWorker' in navigator) {
  box.hidden = false;
  box.querySelector('button').addEventListener('click', keep);
  isKept().then((kept) => says(kept ? 'kept' : ''));
}
