// What a formula is for, above everything else: our sentence, then the author's own with its place.

import { drawMath, h } from "../core/elements.mjs";
import { withCitations } from "../core/citations.mjs";
import { ownSentence } from "../core/meanings.mjs";

/** The two sentences; null where neither is known. */
export function purposeOf(purpose, payload, words) {
  if (!purpose) return null;
  const told = purpose[words.language];
  const formula = (latex) => drawMath(payload.drawn[latex]) ?? h("code", {}, latex);
  const [before, after] = words.text("author-on-purpose", { quote: "\0" }).split("\0");
  return h("div", { class: "purpose", role: "note", "aria-label": words.text("purpose") },
    told ? h("p", { class: "for-what" }, ownSentence(payload, told)) : null,
    purpose.author ? h("p", { class: "author-says" }, before, h("q", { lang: payload.reading.lang },
      purpose.author.parts.map((part) => (part.text === undefined ? formula(part.latex) : withCitations(words, part.text)))), after, " ",
      h("span", { class: "small" }, purpose.author.place)) : null);
}
