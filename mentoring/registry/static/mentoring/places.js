// Suggests places while somebody types into an input with data-places (an address that
// answers JSON). Without this file the same line is read by the server when it is sent.
(() => {
  "use strict";
  const WAIT = 250;

  function suggest(input) {
    const list = document.getElementById(`${input.id}_places`);
    if (!list) return;
    input.setAttribute("list", list.id);
    let waiting = 0;
    let asked = "";
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      const text = input.value.trim();
      if (text.length < 2 || text === asked) return;
      waiting = setTimeout(async () => {
        asked = text;
        try {
          const response = await fetch(`${input.dataset.places}?q=${encodeURIComponent(text)}`, {
            headers: { accept: "application/json" },
          });
          if (!response.ok || input.value.trim() !== text) return;
          const { places } = await response.json();
          list.replaceChildren(
            ...places.map((place) => {
              const option = document.createElement("option");
              option.value = `${place.code} ${place.path}`;
              return option;
            }),
          );
        } catch {
          // No network: the line is read when it is sent.
        }
      }, WAIT);
    });
  }

  document.querySelectorAll("input[data-places]").forEach(suggest);
})();
