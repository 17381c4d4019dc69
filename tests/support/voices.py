"""Voices for tests: a browser's speech synthesis that writes down what it was asked to say, and by whom."""

from __future__ import annotations

from typing import Any

OWN, REMOTE = True, False

# The voices come late, as browsers load them. An utterance ends when the test says so.
SCRIPT = """(rows) => {
  const asked = globalThis.asked = [];
  let voices = [];
  class Utterance { constructor(text) { this.text = text; } }
  class Synthesis extends EventTarget {
    getVoices() { return voices; }
    speak(utterance) {
      const { text, lang, voice } = utterance;
      const { name = null, localService = null } = voice ?? {};
      asked.push({ text, lang, voice: name, local: localService, state: "speaking", utterance });
    }
    cancel() {
      const { utterance, ...last } = asked.at(-1) ?? {};
      if (last.state !== "speaking") return;
      asked.at(-1).state = "stopped";
      setTimeout(() => utterance.onerror?.({ error: "interrupted" }));
    }
  }
  const synthesis = new Synthesis();
  globalThis.saidToTheEnd = () => { const last = asked.at(-1); last.state = "said"; last.utterance.onend?.({}); };
  globalThis.saidAWord = () => asked.at(-1).utterance.onboundary?.({});
  globalThis.voicesCome = () => {
    voices = rows.map(([name, lang, localService]) => ({ name, lang, localService, default: false }));
    synthesis.dispatchEvent(new Event("voiceschanged"));
  };
  Object.defineProperty(globalThis, "speechSynthesis", { value: synthesis, configurable: true });
  globalThis.SpeechSynthesisUtterance = Utterance;
}"""


class Voices:
    """The fake in one page. ``voices`` are (name, language, whether it is the device's own)."""

    def __init__(self, page: Any, *voices: tuple[str, str, bool]) -> None:
        self.page = page
        page.evaluate(SCRIPT, [list(each) for each in voices])

    def come(self) -> None:
        """They are loaded."""
        self.page.evaluate("voicesCome()")

    def say_to_the_end(self) -> None:
        self.page.evaluate("saidToTheEnd()")

    def say_a_word(self) -> None:
        self.page.evaluate("saidAWord()")

    @property
    def asked(self) -> list[dict[str, Any]]:
        """All that was to be said, in order."""
        rows: list[dict[str, Any]] = self.page.evaluate("asked.map(({ utterance, ...each }) => each)")
        return rows
