// @ts-check
// What a formula is for, above everything else: our sentence, then the author's own with its place.

import { fold, h } from "./elements.mjs";
import { authorSays, mark, ownSentence, shape } from "./meanings.mjs";

/** The two sentences, and what else a model says, folded; null where nothing is known. */
export function purposeOf(purpose, payload, words) {
  if (!purpose) return null;
  const told = purpose[words.language] ?? purpose.model;
  return h("div", { class: "purpose", role: "note", "aria-label": words.text("purpose") },
    told ? h("p", { class: "for-what" }, ownSentence(payload, told)) : null,
    purpose.model ? mark(words, "model") : null,
    purpose.author ? authorSays(purpose.author, payload, words) : null,
    purpose.told ? fold("told-more", words.pick(purpose.told.title), () => purpose.told.lines.map((each) => toldLine(each, purpose.told.claim, payload, words))) : null);
}

/** A sentence with the author's words that it was checked against, or a claim that was tried on numbers. */
function toldLine({ text, author, ...said }, claim, payload, words) {
  return h("div", {}, h("p", { class: "for-what" }, ownSentence(payload, text ?? words.pick(said))),
    author ? [mark(words, "model"), authorSays(author, payload, words)] : h("span", { class: "mark" }, shape("model"), words.pick(claim)));
}
