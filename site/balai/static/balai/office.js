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

new MutationObserver(nameDialogs).observe(document.documentElement, {
  childList: true,
  subtree: true,
});
