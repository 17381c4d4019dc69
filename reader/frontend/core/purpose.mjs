// @ts-check
// What a formula is for, above everything else: our sentence, then the author's own with its place.

import { h } from "./elements.mjs";
import { authorSays, mark, ownSentence } from "./meanings.mjs";

/** The two sentences; null where neither is known. */
export function purposeOf(purpose, payload, words) {
  if (!purpose) return null;
  const told = purpose[words.language] ?? purpose.model;
  return h("div", { class: "purpose", role: "note", "aria-label": words.text("purpose") },
    told ? h("p", { class: "for-what" }, ownSentence(payload, told)) : null,
    purpose.model ? mark(words, "model") : null,
    purpose.author ? authorSays(purpose.author, payload, words) : null);
}
