// Draws the preview anew while the form changes. Without this script the button does it.
(() => {
  const form = document.querySelector('[data-live]');
  const frame = document.querySelector('[data-preview]');
  let pause = 0;

  async function draw() {
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form) });
    if (answer.ok) frame.src = frame.src;
  }

  form.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(draw, 600);
  });
})();
