// A button that records into the file field beside it. Without it, or where a phone
// refuses the microphone, the field opens the phone's own recorder.
"use strict";

const LONGEST_MS = 120_000;
const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

function canRecord() {
  return Boolean(window.MediaRecorder && window.DataTransfer && navigator.mediaDevices);
}

function offer(box) {
  const field = box.querySelector("input[type=file]");
  const button = document.createElement("button");
  const said = document.createElement("p");
  button.type = "button";
  button.className = "button button-second button-full";
  button.textContent = box.dataset.start;
  said.setAttribute("role", "status");
  box.append(button, said);

  let recorder = null;
  button.addEventListener("click", async () => {
    if (recorder) {
      recorder.stop();
      return;
    }
    try {
      recorder = await record(field, () => {
        recorder = null;
        button.textContent = box.dataset.start;
        said.textContent = box.dataset.ready;
      });
      button.textContent = box.dataset.stop;
      said.textContent = "";
    } catch {
      said.textContent = box.dataset.refused;
    }
  });
}

async function record(field, whenReady) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 24_000 });
  const parts = [];
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  recorder.addEventListener("stop", () => {
    for (const track of stream.getTracks()) track.stop();
    const files = new DataTransfer();
    files.items.add(new File(parts, "suara", { type: recorder.mimeType }));
    field.files = files.files;
    whenReady();
  });
  recorder.start();
  setTimeout(() => recorder.state === "recording" && recorder.stop(), LONGEST_MS);
  return recorder;
}

if (canRecord()) document.querySelectorAll(".record").forEach(offer);
