/* The bar on a batch's page: asks every two seconds, and loads the page anew at the end. */
(() => {
  const section = document.querySelector("[data-progress]");
  if (!section || !section.dataset.moving) return;
  const bar = section.querySelector("progress");
  const sentence = section.querySelector("[data-sentence]");
  const ask = async () => {
    try {
      const answer = await fetch(section.dataset.progress, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      const now = await answer.json();
      bar.max = now.total;
      bar.value = now.done;
      sentence.textContent = now.sentence;
      if (!now.is_moving) return location.reload();
    } catch {
      /* The network may come back: the next question is asked all the same. */
    }
    setTimeout(ask, 2000);
  };
  setTimeout(ask, 1000);
})();
