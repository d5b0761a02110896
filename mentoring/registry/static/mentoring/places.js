// Suggests places while somebody types into an input with data-places (an address that
// answers JSON): a combobox with a listbox, as the ARIA Authoring Practices describe it.
// Without this file the same line is read by the server when it is sent.
(() => {
  "use strict";
  const WAIT = 200;

  function suggest(input) {
    const box = input.closest("[data-places-box]");
    const list = box && box.querySelector("[role=listbox]");
    const told = box && box.querySelector("[data-places-told]");
    if (!list || !told) return;
    let waiting = 0;
    let asked = "";
    let active = -1;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);

    const options = () => [...list.children];
    const isOpen = () => !list.hidden;

    function point(to) {
      active = to;
      options().forEach((option, index) => {
        option.setAttribute("aria-selected", String(index === active));
      });
      const option = options()[active];
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    }

    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      point(-1);
    }

    function open() {
      if (!options().length) return;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      list.scrollIntoView({ block: "nearest" });
    }

    function choose(option) {
      clearTimeout(waiting);
      input.value = option.dataset.value;
      asked = input.value.trim();
      told.textContent = box.dataset.chosen.replace("{place}", option.dataset.value);
      close();
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function line(place, number) {
      const option = document.createElement("li");
      option.id = `${list.id}_${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.value = `${place.code} ${place.path}`;
      const name = document.createElement("strong");
      name.textContent = place.path;
      const code = document.createElement("span");
      code.textContent = place.code;
      option.append(name, code);
      // The finger must not take the focus away before the choice is made.
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => choose(option));
      return option;
    }

    async function ask(text) {
      asked = text;
      const address = new URL(input.dataset.places, document.baseURI);
      address.searchParams.set("q", text);
      try {
        const response = await fetch(address, { headers: { accept: "application/json" } });
        if (!response.ok || input.value.trim() !== text) return;
        const { places } = await response.json();
        list.replaceChildren(...places.map(line));
        told.textContent = places.length
          ? box.dataset.found.replace("{count}", String(places.length))
          : box.dataset.nothing;
        if (!places.length || document.activeElement !== input) close();
        else {
          point(-1);
          open();
        }
      } catch {
        // No network: the line is read when it is sent.
      }
    }

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      const text = input.value.trim();
      if (text.length < 2) {
        asked = "";
        close();
      } else if (text !== asked) {
        waiting = setTimeout(() => ask(text), WAIT);
      }
    });

    input.addEventListener("keydown", (event) => {
      const last = options().length - 1;
      if (event.key === "Escape" && isOpen()) {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && isOpen() && active >= 0) {
        event.preventDefault();
        choose(options()[active]);
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && last >= 0) {
        event.preventDefault();
        open();
        if (event.key === "ArrowDown") point(active >= last ? 0 : active + 1);
        else point(active <= 0 ? last : active - 1);
      }
    });
    input.addEventListener("blur", close);
  }

  const begin = () => document.querySelectorAll("input[data-places]").forEach(suggest);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
