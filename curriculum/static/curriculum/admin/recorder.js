// Record a card's sound where the card is written: one click starts, one stops, one keeps.
// Its words and buttons come with the page (admin/sound_chooser.html); here is what they do.
(() => {
  const KINDS = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
  const SPEECH = 16000; // bits a second; what is AAC is made into Opus afterwards
  const AAC = 64000;

  const supported = () => KINDS.find((kind) => window.MediaRecorder?.isTypeSupported(kind));

  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

  // A refusal in the browser, by the name of the sentence that explains it.
  const REASONS = {
    NotAllowedError: "refused",
    SecurityError: "refused",
    NotFoundError: "no-microphone",
    NotReadableError: "busy",
    AbortError: "busy",
  };

  class SoundRecorder extends HTMLElement {
    connectedCallback() {
      if (this.parts) return;
      this.parts = [];
      this.seconds = 0;
      this.limit = Number(this.dataset.seconds);
      this.addEventListener("click", (event) => {
        const verb = event.target.closest("[data-verb]")?.dataset.verb;
        if (verb) this[verb]();
      });
      this.warn = (event) => this.recording && event.preventDefault();
      window.addEventListener("beforeunload", this.warn);
      this.show("idle");
      // In a form that comes with the page, the buttons inside are read after this.
      document.addEventListener("DOMContentLoaded", () => this.show("idle"), { once: true });
    }

    disconnectedCallback() {
      // Wagtail moves a card by taking it out and putting it in again.
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.letGo();
        window.removeEventListener("beforeunload", this.warn);
      });
    }

    part(name) {
      return this.querySelector(`[data-part="${name}"]`);
    }

    // One state is shown at a time; focus goes on to what comes next.
    show(state, focus) {
      this.dataset.state = state;
      for (const each of this.querySelectorAll("[data-when]")) {
        each.hidden = !each.dataset.when.split(" ").includes(state);
      }
      if (focus) this.querySelector(`[data-verb="${focus}"]:not([hidden])`)?.focus();
    }

    say(name, more = "") {
      // A sentence of the server is said as it is.
      const known = [...this.querySelectorAll("[data-words]")];
      const words = known.find((each) => each.dataset.words === name)?.textContent ?? name;
      this.part("status").textContent = words.replace("{}", more);
    }

    async start() {
      if (!navigator.mediaDevices?.getUserMedia || !supported()) {
        return this.say(window.isSecureContext ? "too-old" : "not-secure");
      }
      this.say("asking");
      if (!(await this.mayRecord())) return undefined;
      try {
        this.stream = await navigator.mediaDevices.getUserMedia({
          audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
        });
      } catch (error) {
        return this.say(REASONS[error.name] ?? "busy");
      }
      return this.listen();
    }

    // Asked before the work is done, not after. Without a connection she may record all the same.
    async mayRecord() {
      try {
        const answer = await fetch(this.dataset.url, { redirect: "manual" });
        if (answer.ok) return true;
        await this.explain(answer);
        return false;
      } catch {
        return true;
      }
    }

    listen() {
      const mimeType = supported();
      const audioBitsPerSecond = mimeType.includes("mp4") ? AAC : SPEECH;
      this.parts = [];
      this.seconds = 0;
      this.machine = new MediaRecorder(this.stream, { mimeType, audioBitsPerSecond });
      this.machine.addEventListener("dataavailable", (event) => this.parts.push(event.data));
      this.machine.addEventListener("stop", () => this.listened());
      // In pieces: what was spoken before a microphone is pulled out stays.
      this.machine.start(1000);
      this.part("time").textContent = clock(0);
      this.ticking = setInterval(() => this.tick(), 1000);
      this.show("recording", "stop");
      this.say("recording");
    }

    tick() {
      this.seconds += 1;
      this.part("time").textContent = clock(this.seconds);
      if (this.seconds >= this.limit) {
        this.isTooLong = true;
        this.stop();
      }
    }

    stop() {
      clearInterval(this.ticking);
      if (this.machine?.state !== "inactive") this.machine?.stop();
    }

    listened() {
      clearInterval(this.ticking);
      this.stream?.getTracks().forEach((track) => track.stop());
      this.recording = new Blob(this.parts, { type: this.machine.mimeType });
      if (!this.recording.size) {
        this.recording = null;
        this.show("idle", "start");
        return this.say("silence");
      }
      URL.revokeObjectURL(this.address);
      this.address = URL.createObjectURL(this.recording);
      this.part("player").src = this.address;
      this.part("download").href = this.address;
      this.part("download").download = `${this.title()}.${this.suffix()}`;
      this.show("recorded", "keep");
      this.say(this.isTooLong ? "too-long" : "recorded", this.limit);
      this.isTooLong = false;
      return undefined;
    }

    suffix() {
      return { "audio/ogg": "ogg", "audio/webm": "webm", "audio/mp4": "m4a" }[
        this.recording.type.split(";")[0]
      ];
    }

    // What is spoken: the words of the card, or the title of the page.
    title() {
      const input = document.getElementById(this.dataset.for);
      const stem = input?.name.replace(/-[^-]*$/, "");
      const fields = [`${stem}-text`, `${stem}-question`, "title"];
      const words = fields.map((name) => document.getElementsByName(name)[0]?.value?.trim());
      return words.find(Boolean) ?? "";
    }

    async keep() {
      const form = new FormData();
      form.append("title", this.title());
      form.append("file", this.recording, `rekaman.${this.suffix()}`);
      this.show("sending");
      this.say("sending");
      try {
        const answer = await fetch(this.dataset.url, {
          method: "POST",
          body: form,
          redirect: "manual",
          headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]")?.value },
        });
        if (answer.ok) return this.kept(await answer.json());
        await this.explain(answer);
      } catch {
        this.say("no-connection");
      }
      // Nothing is lost: she may send it again, or keep it as a file.
      return this.show("failed", "keep");
    }

    kept(sound) {
      document.getElementById(`${this.dataset.for}-chooser`).widget.setState(sound);
      this.forget();
      this.show("idle", "start");
      this.say("kept", sound.title);
    }

    async explain(answer) {
      if (answer.type === "opaqueredirect") return this.say("signed-out");
      const said = await answer.json().catch(() => ({}));
      return said.sentence ? this.say(said.sentence) : this.say("no-connection");
    }

    again() {
      this.forget();
      return this.start();
    }

    discard() {
      this.forget();
      this.show("idle", "start");
      this.say("discarded");
    }

    forget() {
      URL.revokeObjectURL(this.address);
      this.part("player").removeAttribute("src");
      this.recording = null;
      this.parts = [];
    }

    letGo() {
      this.stop();
      this.stream?.getTracks().forEach((track) => track.stop());
    }
  }

  if (!customElements.get("sound-recorder")) customElements.define("sound-recorder", SoundRecorder);
})();
