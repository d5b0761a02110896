/* Is this PDF the one that was issued, or a duplicate of it? Hashed here; the file is sent nowhere. */
(() => {
  // A signature stands behind the "#" of the address; what checks it is fetched only then.
  const proof = document.getElementById('proof');
  if (proof && window.location.hash.length > 1) import(proof.dataset.module);

  const box = document.getElementById('drop');
  const input = document.getElementById('drop-file');
  if (!box || !input) return;

  const says = (answer) => {
    for (const line of box.querySelectorAll('[data-says]')) line.hidden = line.dataset.says !== answer;
  };

  const hash = async (file) => {
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  };

  const check = async (file) => {
    if (!file) return;
    says('');
    try {
      says(box.dataset.sha256.split(' ').includes(await hash(file)) ? 'same' : 'other');
    } catch (trouble) {
      says('unreadable');
    }
  };

  box.hidden = false;
  input.addEventListener('change', () => check(input.files[0]));
  // Anywhere on the page: a file that misses the box would take the page's place.
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    box.closest('details').open = true;
    check(event.dataTransfer.files[0]);
  });
})();
