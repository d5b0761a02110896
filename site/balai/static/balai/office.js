// Wagtail opens its choosers as a dialog without a name: a screen reader then says "dialog"
// and nothing more. The dialog's own heading is its name, in every step of choosing.
const nameDialogs = () => {
  for (const dialog of document.querySelectorAll('.modal[role="dialog"]')) {
    const title = dialog.querySelector("h1, h2");
    if (title) {
      // Not the id it came with: the page behind has a heading of the same id.
      title.id = "judul-dialog";
      dialog.setAttribute("aria-labelledby", title.id);
    }
  }
};

// Its field for tags is made by a script and stands beside the field that has the label.
const labelTags = () => {
  for (const input of document.querySelectorAll(".tagit-new input:not([aria-labelledby])")) {
    const label = input.closest("[data-field-wrapper]")?.querySelector(".w-field__label");
    if (label) input.setAttribute("aria-labelledby", label.id);
  }
};

const mend = () => {
  nameDialogs();
  labelTags();
};

new MutationObserver(mend).observe(document.documentElement, {
  childList: true,
  subtree: true,
});
