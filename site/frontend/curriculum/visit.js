// On a lesson read online: from the first touch on it opens again without signal.
const { worker } = document.currentScript.dataset;
const { serviceWorker } = navigator;

if (serviceWorker && !serviceWorker.controller) {
  const begin = async () => {
    await serviceWorker.register(worker);
    const { active } = await serviceWorker.ready;
    const pictures = [...document.images].map((each) => each.currentSrc).filter(Boolean);
    active.postMessage({ visited: location.href.split('#')[0], pictures });
  };
  // Not while the page loads: on a weak network reading comes first.
  ['pointerdown', 'keydown'].forEach((each) =>
    addEventListener(each, () => begin().catch(() => {}), { once: true, passive: true }),
  );
}
