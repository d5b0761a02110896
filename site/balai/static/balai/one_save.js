// Wagtail sends a draft by itself half a second after a change. Whoever presses a button in that
// moment sent the form a second time beside it: the page was made twice, and the second answer was
// an error that cost what had been typed. The button waits here until the draft has arrived.
let draftIsUnderWay = false;
let waiting = null;

const answerOf = (form, button) => {
  // Buttons are switched off while they wait, and a switched-off button is not sent.
  if (!button?.name) return;
  const answer = document.createElement("input");
  answer.type = "hidden";
  answer.name = button.name;
  answer.value = button.value;
  form.append(answer);
};

const sendWhatWaits = () => {
  if (draftIsUnderWay || !waiting) return;
  const { form, button } = waiting;
  waiting = null;
  answerOf(form, button);
  form.requestSubmit();
};

document.addEventListener("w-autosave:save", () => {
  draftIsUnderWay = true;
});

for (const end of ["w-autosave:success", "w-autosave:error"]) {
  document.addEventListener(end, () => {
    draftIsUnderWay = false;
    // A change made meanwhile starts the next draft right after this event.
    setTimeout(sendWhatWaits);
  });
}

document.addEventListener(
  "submit",
  (event) => {
    if (!draftIsUnderWay || !event.target.matches("[data-edit-form]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting ??= { form: event.target, button: event.submitter };
  },
  { capture: true },
);
