/* While something is being made: ask every three seconds, and show the page anew at the end. */
(() => {
  const look = async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".papers");
      const shown = document.querySelector(".papers");
      if (answer.ok && now && now.textContent !== shown.textContent) return location.reload();
    } catch {
      /* The network may come back: the next look happens all the same. */
    }
    setTimeout(look, 3000);
  };
  setTimeout(look, 1500);
})();
