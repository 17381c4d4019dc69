// @ts-check
// Read aloud, by a voice of this device or not at all: what a voice of someone's servers says has been sent to them.

import { h } from "./elements.mjs";

const synthesis = () => globalThis.speechSynthesis ?? null;
let saying = null; // {utterance, ended}: held, or a browser may forget to say when it ended

/** The device's own voice for a language ("en", "ja"), the one that its user prefers first; null where there is none. */
function ownVoice(language) {
  const of = (tag) => tag.toLowerCase().split(/[-_]/)[0]; // en-GB; Android writes en_GB
  const own = (synthesis()?.getVoices() ?? []).filter((voice) => voice.localService === true && of(voice.lang) === language);
  return own.find((voice) => voice.default) ?? own[0] ?? null;
}

/** Says `text` and calls `ended(true)`, or `ended(false)` where it was silenced or could not be said. */
function readOut(text, language, ended, element) {
  silence();
  const voice = ownVoice(language);
  if (!voice) { ended(false); return; }
  const utterance = new SpeechSynthesisUtterance(text);
  Object.assign(utterance, { voice, lang: voice.lang });
  const said = { utterance, ended };
  const end = (well) => {
    if (saying !== said) return;
    saying = null;
    ended(well);
  };
  utterance.onend = () => end(true);
  utterance.onerror = () => end(false);
  utterance.onboundary = () => { if (saying === said && !element.isConnected) silence(); }; // its view was left
  saying = said;
  synthesis().speak(utterance);
}

/** Whatever is being said ends. */
export function silence() {
  if (!saying) return;
  const { ended } = saying;
  saying = null;
  synthesis().cancel();
  ended(false);
}

globalThis.addEventListener?.("pagehide", silence); // a browser goes on speaking when the page has gone

/**
 * A button that reads aloud and stops. `read()` gives {text, language}; when that was said, `after()` may move on and
 * give true, and the next is read. Without a voice it is not there; in its place a sentence that says so, if `explains`.
 */
export class ListenButton {
  read; words; after; label;

  constructor(words, label, { read, after = () => false, explains = false }) {
    Object.assign(this, { words, label, read, after, speaking: false });
    this.button = h("button", { type: "button", class: "chip listen", onclick: () => (this.speaking ? silence() : this.start()) });
    this.why = h("span", { class: "small" });
    this.element = h("span", { class: "listening" }, this.button, explains ? this.why : null);
    this.voices = () => this.refresh();
    synthesis()?.addEventListener?.("voiceschanged", this.voices);
    this.mark(false);
    this.refresh();
  }

  /** Whether there is a voice: browsers load theirs late. */
  refresh() {
    const { language } = this.read();
    const voice = ownVoice(language);
    this.button.hidden = !voice;
    this.why.replaceChildren(voice ? "" : this.words.text(language === "ja" ? "no-voice-ja" : "no-voice-en"));
  }

  start() {
    const { text, language } = this.read();
    const ended = (well) => {
      this.speaking = false;
      if (well && this.element.isConnected && this.after()) this.start();
      else this.mark(false);
    };
    readOut(text, language, ended, this.element);
    this.mark(saying !== null);
  }

  /** What is to be read has changed. */
  again() {
    if (this.speaking) this.start();
  }

  mark(speaking) {
    this.speaking = speaking;
    this.button.replaceChildren(h("span", { "aria-hidden": "true" }, speaking ? "■ " : "▶ "), speaking ? this.words.text("listen-stop") : this.label);
  }

  off() {
    if (this.speaking) silence();
    synthesis()?.removeEventListener?.("voiceschanged", this.voices);
  }
}
