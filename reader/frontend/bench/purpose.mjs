// What a formula is for, above everything else: our sentence, then the author's own with its place.

import { drawnParts } from "../core/meanings.mjs";
import { h } from "../core/elements.mjs";

/** The two sentences; null where neither is known. */
export function purposeOf(purpose, words) {
  if (!purpose) return null;
  const told = purpose[words.language];
  return h("div", { class: "purpose", role: "note", "aria-label": words.text("purpose") },
    told ? h("p", { class: "sentence" }, drawnParts(words, told)) : null, purpose.author ? authorOn(purpose.author, words) : null);
}

function authorOn({ parts, place }, words) {
  const [before, after] = words.text("author-on-purpose", { quote: "\0" }).split("\0");
  return h("p", { class: "author-says" }, before, h("q", {}, drawnParts(words, parts)), after, " ", h("span", { class: "small" }, place));
}
